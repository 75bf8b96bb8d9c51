"""Scores of a part and of the whole: a score at half-time is not the final one.

A score tells its stage by the words beside it ("1-0 at the break", "HT 1-0", "final score 3-1") or by standing in brackets
behind another that it can have led to ("3-1 (1-0)").
"""

from __future__ import annotations

from factspec.reading.analysis import Analysis, Value

HALF, FULL = "half", "full"
_FILLERS = frozenset(
    "up down ahead behind lead in front at by the a an on leading trailing adrift to it was is were had they he she led trailed "
    "trail leads score stood with of deficit advantage draw level".split()
)
_MARKS = frozenset((":", "(", ",", "-", "–", "=", "|"))
_HALVES = frozenset(("ht", "halftime", "break", "interval"))
_FULLS = frozenset(("ft", "fulltime"))
REACH = 5


def stage_of(analysis: Analysis, value: Value) -> str:
    """The stage that a text gives a score, "" where it does not say or the value is none."""
    if value.number is None or value.number.quantity.sides is None:
        return ""
    info = analysis.sentences[analysis.toks[value.head].sentence]
    return (
        _toward(analysis, range(value.last, min(info.last, value.last + REACH)))
        or _toward(analysis, range(value.first - 1, max(info.first, value.first - REACH) - 1, -1))
        or _bracketed(analysis, value)
    )


def _toward(analysis: Analysis, places: range) -> str:
    toks = analysis.toks
    crossed = False
    for k in places:
        word = toks[k].folded
        crossed = crossed or word in (",", "(")
        if k in analysis.value_at or (crossed and places.step < 0 and _scored(analysis, k)):
            return ""
        if word in _HALVES or word == "half-time":
            return HALF
        if word in _FULLS or word in ("full-time", "final"):
            return FULL
        if word in ("half", "full", "time"):
            near = {toks[j].folded for j in range(max(0, k - 2), min(len(toks), k + 3))}
            if "time" not in near or not near & {"half", "full"}:
                return ""
            return HALF if "half" in near else FULL
        if word not in _FILLERS and word not in _MARKS:
            return ""
        if word == "(" and places.step > 0:
            return ""
        if word == "," and places.step > 0:
            return ""
    return ""


def _scored(analysis: Analysis, k: int) -> bool:
    """Whether a word that could tell a stage stands behind another score already ("1-0 at the break, 3-1 at the end")."""
    if analysis.toks[k].folded in _FILLERS or analysis.toks[k].folded in _MARKS:
        return False
    values = (analysis.value_at.get(j) for j in range(max(0, k - 6), k))
    return any(v is not None and v.number is not None and v.number.quantity.sides is not None for v in values)


def _bracketed(analysis: Analysis, value: Value) -> str:
    toks = analysis.toks
    if value.first < 2 or toks[value.first - 1].text not in ("(", "["):
        return ""
    whole = analysis.value_at.get(value.first - 2)
    mine = value.number.quantity.sides if value.number is not None else None
    theirs = whole.number.quantity.sides if whole is not None and whole.number is not None else None
    if mine is None or theirs is None or mine == theirs:
        return ""
    return HALF if sorted(mine)[0] <= sorted(theirs)[0] and sorted(mine)[1] <= sorted(theirs)[1] else ""


def apart(one: str, two: str) -> bool:
    """Whether scores of these stages cannot be each other's: one of the half, the other not."""
    return (one == HALF) != (two == HALF) and bool(one)
