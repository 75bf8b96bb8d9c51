"""Contrasts between words: opposites, directions, converses, and siblings of which one excludes the other."""

from __future__ import annotations

from functools import cache, lru_cache

from factspec.lexicon.store import entries, lines
from factspec.lexicon.wordnet import family, net, opposites, share_domain

# Words of direction that tell where something stands, not how it changes, or that mean a thing of their own.
_PLACES = frozenset(
    "ahead behind above below over under beat top miss trail plus minus short extra additional promote promotion relegate relegation "
    "demote demotion profit surplus deficit shortfall add slow cool".split()
)


def _parts(side: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in side.split(",") if w.strip())


def _two_sided(name: str) -> dict[str, frozenset[str]]:
    """A file of lines ``left, left | right, right``: for each word, the words on the other side of one of its lines."""
    found: dict[str, set[str]] = {}
    for line in lines(name)[""]:
        left, _, right = line.partition("|")
        for a in _parts(left):
            for b in _parts(right):
                found.setdefault(a, set()).add(b)
                found.setdefault(b, set()).add(a)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _opposites() -> dict[str, frozenset[str]]:
    return _two_sided("opposites.txt")


@cache
def _converses() -> dict[str, frozenset[str]]:
    return _two_sided("converses.txt")


@cache
def _base(word: str) -> str:
    """The known word that an unknown one is an inflection of, else the word itself."""
    if word in _opposites() or word in _directions():
        return word
    n = net()
    i = n.find(word)
    return word if i is None else n.words[i]


def _derived(word: str) -> frozenset[str]:
    """The word, its base and the verbs, adjectives and nouns it is derived from or gives."""
    base = _base(word)
    return frozenset({word, base}) | family(word) | family(base)


@lru_cache(maxsize=16384)
def opposed(a: str, b: str) -> bool:
    """Whether two words are antonyms or point in opposite directions (rise, cut). Derived forms count: "approval" and "reject"."""
    if a == b:
        return False
    a, b = _base(a), _base(b)
    if a == b:
        return False
    hand = _opposites()
    if b in hand.get(a, ()) or b in opposites(a) or (direction(a) * direction(b) == -1 and not _unlike(a, b)):
        return True
    if " " in a or " " in b:
        return False
    first, second = _derived(a), _derived(b)
    if first & second:
        return False
    return any(y in hand.get(x, ()) for x in sorted(first) for y in sorted(second))


def _unlike(a: str, b: str) -> bool:
    """Whether one tells a position and the other a change: "ahead" and "fall" are no opposites."""
    return (a in _PLACES) != (b in _PLACES)


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


@lru_cache(maxsize=8192)
def converse(a: str, b: str) -> bool:
    """Whether the two tell one happening from its two sides, so that the parties change places (buy, sell; beat, lose)."""
    if a == b:
        return False
    table = _converses()
    if b in table.get(a, ()):
        return True
    return _base(b) in table.get(_base(a), ())


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
