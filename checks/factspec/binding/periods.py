"""Periods: the date that a value stands with, where the text has the same thing measured at several times.

"It covered 58 square kilometres in 1985 and 46 in 2024": each figure has a year of its own, and the figure of one year is no wrong
figure of the other.
"""

from __future__ import annotations

from collections.abc import Sequence

from factspec.binding.bound import EQUAL, Bound
from factspec.binding.paths import beside
from factspec.binding.slots import Slot
from factspec.reading.analysis import Analysis

_FAR = 3.0


def of_another_period(analysis: Analysis, bound: Bound, bounds: Sequence[Bound], slots: Sequence[Slot], own: Sequence[int]) -> bool:
    """Whether the date that stands with a number is none of those that a claim, whose slots are ``own``, gives beside its own number."""
    if bound.value.number is None:
        return False
    mine = [i for i in own if not slots[i].primary and slots[i].value.date is not None and not slots[i].value.side]
    if not mine:
        return False
    here = analysis.toks[bound.value.head].sentence
    stood = [b for b in bounds if b.value.date is not None and not b.value.side and analysis.toks[b.value.head].sentence == here]
    near = sorted((price, b.value.start, b) for b in stood if (price := _price(analysis, bound, b)) <= _FAR)
    if not near:
        return False
    date = near[0][2]
    if any(date.relations[i] in EQUAL or date.relations[i] in ("vaguer", "rounded") for i in mine):
        return False
    return all(date.relations[i] == "different" for i in mine)


def _price(analysis: Analysis, one: Bound, other: Bound) -> float:
    """How far a date stands from a number by the words between; out of reach where another number stands between them."""
    value, date = one.value, other.value
    low, high = (value.last, date.first) if value.last <= date.first else (date.last, value.first)
    if any(k in analysis.value_at and analysis.value_at[k].kind == "number" for k in range(low, high)):
        return 99.0
    cost = beside(analysis, value.first, value.last, value.head)
    return min((cost[k] for k in range(date.first, date.last) if k in cost), default=99.0)
