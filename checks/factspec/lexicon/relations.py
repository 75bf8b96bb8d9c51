"""Contrasts between words: opposites, directions, converses, and siblings of which one excludes the other."""

from __future__ import annotations

from functools import cache, lru_cache

from factspec.lexicon.store import entries, lines
from factspec.lexicon.wordnet import family, kinds, net, opposites, share_domain

# Words that tell where something stands or how it compares, and of no change.
_LEVELS = frozenset(
    "ahead behind above below over under beat top miss trail lag plus minus short extra additional profit surplus deficit shortfall "
    "promote promotion relegate relegation demote demotion more greater larger bigger longer stronger wider better faster fewer less "
    "lesser smaller shorter weaker narrower worse slower exceeding".split()
)
# Words of direction that are compared by the hand list alone: levels, and words that oftener mean something else ("the ferry sank").
_APART = _LEVELS | frozenset(
    "add slow cool crash dive collapse sink slide mount spike swell contract contraction retreat advance recover recovery ease curb "
    "erosion erode rally bounce rebound upbeat upgrade downgrade bump shave prune taper firmer buoyant balloon mushroom rocket "
    "accumulate worsen improve improvement".split()
)


def _parts(side: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in side.split(",") if w.strip())


def _two_sided(name: str, section: str = "") -> dict[str, frozenset[str]]:
    """A file of lines ``left, left | right, right``: for each word, the words on the other side of one of its lines."""
    found: dict[str, set[str]] = {}
    for line in lines(name)[section]:
        left, _, right = line.partition("|")
        for a in _parts(left):
            for b in _parts(right):
                found.setdefault(a, set()).add(b)
                found.setdefault(b, set()).add(a)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _opposites(section: str) -> dict[str, frozenset[str]]:
    """Opposites of the hand list: ``derived`` or ``exact``."""
    return _two_sided("opposites.txt", section)


@cache
def _converses() -> dict[str, frozenset[str]]:
    return _two_sided("converses.txt")


@cache
def _base(word: str) -> str:
    """The known word that an unknown one is an inflection of, else the word itself."""
    if word in _opposites("exact") or word in _opposites("derived") or word in _directions():
        return word
    n = net()
    i = n.find(word)
    return word if i is None else n.words[i]


@lru_cache(maxsize=8192)
def _derived(word: str) -> frozenset[str]:
    """The word and the acts it is derived from or gives: "approval", "approve", but not who does it or how."""
    if word in _NO_ACT or kinds(word) == _PERSON:
        return frozenset({word})
    return frozenset({word} | {w for w in family(word) if kinds(w) != _PERSON and not w.endswith("ly") and w not in _NO_ACT})


_PERSON = frozenset({"person"})
# Derived words that have a life of their own: "the opposition agreed", "a building was destroyed", "the finished work".
_NO_ACT = frozenset("opposition building foundation union construction critical opening finished meeting found final".split())
# Antonyms in WordNet that oftener mean something else: "foot" and "head", "come" and "go".
_MANY = frozenset("head foot top side back front come go move stay find break keep right left wide child give take union split".split())


@lru_cache(maxsize=16384)
def opposed(a: str, b: str) -> bool:
    """Whether two words are antonyms or point in opposite directions (rise, cut). Derived forms count: "approval" and "reject"."""
    a, b = _base(a), _base(b)
    if a == b:
        return False
    if b in _opposites("exact").get(a, ()) or b in _opposites("derived").get(a, ()):
        return True
    if b in opposites(a):
        # man and woman exclude each other, but are siblings
        return "person" not in kinds(a) & kinds(b) and not {a, b} & _MANY
    if not {a, b} & _APART and direction(a) * direction(b) == -1:
        return True
    against = _against(a)
    return bool(against) and not against.isdisjoint(_derived(b)) and _derived(a).isdisjoint(_derived(b))


@lru_cache(maxsize=8192)
def _against(word: str) -> frozenset[str]:
    """What the hand list sets against a word or what it is derived from."""
    hand = _opposites("derived")
    return frozenset(other for own in _derived(word) for other in hand.get(own, ()))


@cache
def _directions() -> dict[str, int]:
    listed = entries("directions.txt")
    return {**dict.fromkeys(listed["down"], -1), **dict.fromkeys(listed["up"], 1)}


@lru_cache(maxsize=8192)
def direction(lemma: str) -> int:
    """+1 where a word says that something goes up or is more, -1 where it goes down or is less, else 0."""
    found = _directions().get(lemma)
    if found is None:
        i = net().index.get(lemma)
        j = net().find(lemma) if i is None else i
        found = 0 if j is None else _directions().get(net().words[j], 0)
    return found


@lru_cache(maxsize=16384)
def alike_in_direction(a: str, b: str) -> int:
    """+1 where two words both tell of a change one way, -1 where of changes in opposite ways, 0 where one tells of none."""
    if {_base(a), _base(b)} & _LEVELS:
        return -1 if opposed(a, b) and direction(a) * direction(b) == -1 else 0
    return direction(a) * direction(b)


@lru_cache(maxsize=8192)
def converse(a: str, b: str) -> bool:
    """Whether the two tell one happening from its two sides, so that the parties change places (buy, sell; beat, lose)."""
    if a == b:
        return False
    table = _converses()
    if b in table.get(a, ()):
        return True
    return _base(b) in table.get(_base(a), ())


@lru_cache(maxsize=8192)
def has_converse(word: str) -> bool:
    """Whether a word, or one of its family, is the converse of anything."""
    table = _converses()
    return any(w in table or _base(w) in table for w in {word} | family(word))


@cache
def _rows() -> tuple[dict[str, frozenset[int]], tuple[dict[str, int], ...]]:
    """For each word the rows of siblings.txt it stands in, and each row as word -> cell."""
    rows: list[dict[str, int]] = []
    of: dict[str, set[int]] = {}
    for k, line in enumerate(lines("siblings.txt")[""]):
        row: dict[str, int] = {}
        for cell, variants in enumerate(line.split(",")):
            for word in variants.split("="):
                row[word.strip()] = cell
                of.setdefault(word.strip(), set()).add(k)
        rows.append(row)
    return {word: frozenset(k) for word, k in of.items()}, tuple(rows)


def _in_rows(a: str, b: str) -> bool | None:
    """Siblings by the hand list; False where it has the two as variants of one thing, None where it is silent."""
    of, rows = _rows()
    answer: bool | None = None
    for k in sorted(of.get(a, frozenset()) & of.get(b, frozenset())):
        if rows[k][a] == rows[k][b]:
            return False
        answer = True
    return answer


@lru_cache(maxsize=16384)
def sibling(a: str, b: str) -> bool:
    """Whether two words are members of one kind of which one excludes the other: son and daughter, killed and injured, gold and silver."""
    if a == b:
        return False
    known = _in_rows(a, b)
    if known is None:
        first, second = _base(a), _base(b)
        if first == second:
            return False
        known = _in_rows(first, second)
        if known is None:
            if second in family(first):
                return False
            n = net()
            i, j = n.find(first), n.find(second)
            if i is not None and j is not None and frozenset(n.senses[i]) & frozenset(n.senses[j]):
                return False
            known = share_domain(first, second)
    return known
