"""How far one word stands for another in a news text: an integer from 0 to 100.

Hand-made groups decide first; then derivation and WordNet; then a table of neighbours that was distilled from several sources
when the package was built. Opposites, converses and siblings are never alike, however near they stand in texts.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from factspec.lexicon.relations import converse, opposed, sibling
from factspec.lexicon.store import Rows, lines, sections
from factspec.lexicon.wordnet import family, kinds, net

SAME = 100
FAMILY = 88
DOER = 80  # "win" and "winner": who wins is a winner
AGENT = 72  # "acquisition" and "acquirer": one family, but the one is an act and the other a person
CONTRAST = 20
UNLIKE = 40
_HOP = 6  # what a step through a family costs: "acquisition" and "purchase" by way of "acquire"
_FROM = 50  # below this no contrast is looked for
_ACTORS = frozenset({"person", "organization", "group"})


@cache
def _groups() -> dict[str, dict[str, int]]:
    """For each word or phrase of the hand list, its partners and their scores."""
    found: dict[str, dict[str, int]] = {}
    for section, rows in lines("groups.txt").items():
        for row in rows:
            words = [w.strip() for w in row.split(",") if w.strip()]
            for a in words:
                table = found.setdefault(a, {})
                for b in words:
                    if a != b:
                        table[b] = max(table.get(b, 0), int(section))
    return found


@cache
def _unlike() -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(line.split()) for line in lines("unlike.txt")[""])


@cache
def _neighbours() -> tuple[Rows, bytes]:
    """The distilled table: for each word its neighbours later in the alphabet, in order, and all scores in a row."""
    part = sections("similar.bin")
    return Rows(part[0], part[1]), part[2]


def later_neighbours(row: int) -> Sequence[int]:
    """The rows of a word's neighbours in the distilled table that come after its own."""
    return _neighbours()[0][row]


def _distilled(i: int, j: int) -> int:
    """The score of two words of the vocabulary in the distilled table."""
    low, high = (i, j) if i < j else (j, i)
    rows, scores = _neighbours()
    start, end = rows.ends[low - 1] if low else 0, rows.ends[low]
    at = bisect_left(rows.flat, high, start, end)
    return scores[at] if at < end and rows.flat[at] == high else 0


class Entry(NamedTuple):
    """What is known of one word: its row in the tables and dictionary form, partners, family, and partners by way of its family."""

    row: int | None
    base: str
    own: dict[str, int]
    kin: frozenset[str]
    acts: tuple[str, ...]  # the family without those who do it
    reach: dict[str, int]


@lru_cache(maxsize=32768)
def entry(word: str) -> Entry:
    """What the tables know of a word."""
    n = net()
    row = n.find(word)
    base = word if row is None else n.words[row]
    singular = base[:-1] if base.endswith("s") and not base.endswith("ss") else base  # "stocks" is a word of its own in WordNet
    own = {**_groups().get(singular, {}), **_groups().get(base, {}), **_groups().get(word, {})}
    kin = family(base) | family(word)
    acts = tuple(sorted(w for w in kin if not _differ(base, w)))
    reach: dict[str, int] = {}
    for other in acts:
        for partner, score in _groups().get(other, {}).items():
            reach[partner] = max(reach.get(partner, 0), score - _HOP)
    return Entry(row, base, own, kin, acts, reach)


@lru_cache(maxsize=131072)
def similarity(a: str, b: str) -> int:
    """100 the same word; 80 and more a paraphrase or the same derivational family; 50 to 79 closely related; 0 nothing known."""
    if a == b:
        return SAME
    one, other = entry(a), entry(b)
    hand = max(one.own.get(b, 0), one.own.get(other.base, 0), other.own.get(a, 0), other.own.get(one.base, 0))
    if hand:
        return hand
    if one.base == other.base:
        return SAME
    score = 0 if one.row is None or other.row is None else _distilled(one.row, other.row)
    if other.base in one.kin or one.base in other.kin:
        if not _differ(one.base, other.base):
            score = FAMILY
        else:
            score = DOER if net().of(one.base, "v") or net().of(other.base, "v") else AGENT
    else:
        score = max(score, one.reach.get(other.base, 0), other.reach.get(one.base, 0))
        if one.reach and other.reach:
            score = max(score, *(one.reach.get(w, 0) - 4 for w in other.acts))
    if score < _FROM:
        return score
    if opposed(a, b) or sibling(a, b) or converse(a, b):
        return CONTRAST
    if (one.base, other.base) in _unlike() or (other.base, one.base) in _unlike():
        return UNLIKE
    return score


def _differ(a: str, b: str) -> bool:
    """Whether one word names but a person, or a body that acts, and the other does not."""
    return _acts(a) != _acts(b)


@lru_cache(maxsize=8192)
def _acts(word: str) -> bool:
    n = net()
    return bool(kinds(word)) and kinds(word) <= _ACTORS and not n.of(word, "v") and not n.of(word, "a")
