"""How far one word stands for another in a news text: an integer from 0 to 100.

Hand-made groups decide first; then derivation and WordNet; then a table of neighbours that was distilled from several sources
when the package was built. Opposites, converses and siblings are never alike, however near they stand in texts.
"""

from __future__ import annotations

from functools import cache, lru_cache

from factspec.lexicon.relations import converse, opposed, sibling
from factspec.lexicon.store import Rows, lines, sections
from factspec.lexicon.wordnet import family, kinds, net

SAME = 100
FAMILY = 88
AGENT = 72  # "attack" and "attacker": one family, but the one is a person and the other is not
CONTRAST = 20


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
def _neighbours() -> tuple[Rows, Rows]:
    """The distilled table: for each word, its neighbours later in the alphabet, and their scores."""
    part = sections("similar.bin")
    return Rows(part[0], part[1]), Rows(part[0], part[2], "B")


def _distilled(i: int, j: int) -> int:
    """The score of two words of the vocabulary in the distilled table."""
    low, high = (i, j) if i < j else (j, i)
    rows, scores = _neighbours()
    row = rows[low]
    for k, other in enumerate(row):
        if other == high:
            return scores[low][k]
    return 0


def _hand(a: str, b: str) -> int:
    table = _groups()
    return table.get(a, {}).get(b, 0)


@lru_cache(maxsize=65536)
def similarity(a: str, b: str) -> int:
    """100 the same word; 80 and more a paraphrase or the same derivational family; 50 to 79 closely related; 0 nothing known."""
    if a == b:
        return SAME
    if b < a:
        return similarity(b, a)
    hand = _hand(a, b)
    if hand:
        return hand
    n = net()
    i, j = n.find(a), n.find(b)
    first = a if i is None else n.words[i]
    second = b if j is None else n.words[j]
    if first == second:
        return SAME
    if (first, second) != (a, b):
        hand = _hand(first, second)
        if hand:
            return hand
    if opposed(a, b) or sibling(a, b) or converse(a, b):
        return CONTRAST
    if second in family(first) or b in family(a):
        return AGENT if _differ(first, second) else FAMILY
    score = _distilled(i, j) if i is not None and j is not None else 0
    return max(score, _by_family(first, second))


def _differ(a: str, b: str) -> bool:
    """Whether one word names but a person and the other an act, event or thing."""
    one, other = kinds(a), kinds(b)
    if not one or not other or ("person" in one) == ("person" in other):
        return False
    return not net().of(a if "person" in one else b, "v")


def _by_family(a: str, b: str) -> int:
    """Alikeness by way of one derivation: "acquisition" and "purchase" through "acquire"."""
    table = _groups()
    best = 0
    for x in sorted(family(a)):
        if not _differ(a, x):
            best = max(best, table.get(x, {}).get(b, 0))
    for y in sorted(family(b)):
        if not _differ(b, y):
            best = max(best, table.get(a, {}).get(y, 0))
            if best < 80:
                for x in sorted(family(a)):
                    if not _differ(a, x):
                        best = max(best, table.get(x, {}).get(y, 0) - 4)
    return max(0, best - 6)
