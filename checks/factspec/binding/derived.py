"""Derived values: numbers that follow in one step from known ones, as a side of a score, a sum, a difference, the days between dates."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from factspec.binding.gaps import added_up, gap, sum_of_several
from factspec.binding.slots import Slot
from factspec.mentions.quantity import Quantity, compare
from factspec.mentions.quantity_values import exact
from factspec.reading.analysis import Analysis, Value

_MOST = 60  # known values that are added and subtracted: pairs grow with the square
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_UNSAID = 0.12  # how well a known value's frame fits before a sum of it is believed


def derived(analysis: Analysis, value: Value, fits: Sequence[float], slots: Sequence[Slot], present: frozenset[Decimal]) -> bool:
    """Whether a number follows from those of the slots; ``present`` holds the numbers of the text itself."""
    quantity = value.number.quantity if value.number is not None else None
    if quantity is None:
        return False
    if quantity.sides is not None:
        return _on_the_way(quantity.sides, slots) or _two_counts(quantity.sides, slots)
    if quantity.value is None:
        return False
    return (
        one_side(value, slots)
        or _total_of_sides(quantity, slots)
        or _sum_or_difference(analysis, value, quantity, _known(analysis, value, quantity, fits, slots, present), present)
        or _between_dates(quantity, slots)
    )


def one_side(value: Value, slots: Sequence[Slot]) -> bool:
    """Whether a number is one side of a known score or vote, or that side in round figures."""
    quantity = value.number.quantity if value.number is not None else None
    if quantity is None or quantity.value is None or quantity.unit:
        return False
    sides = [n for s in slots if s.value.number is not None for n in s.value.number.quantity.sides or ()]
    if quantity.value in sides:
        return True
    hedged = quantity.hedge and quantity.value > 12
    return bool(hedged) and any(compare(quantity, exact(side)) not in ("different", "incomparable") for side in sides)


def _quantities(slots: Sequence[Slot]) -> list[Quantity]:
    return [s.value.number.quantity for s in slots if s.value.number is not None]


def _on_the_way(sides: tuple[Decimal, Decimal], slots: Sequence[Slot]) -> bool:
    """Whether a level score can have stood on the way to a known one."""
    return sides[0] == sides[1] and any(q.sides is not None and sides[0] <= min(q.sides) for q in _quantities(slots))


def _two_counts(sides: tuple[Decimal, Decimal], slots: Sequence[Slot]) -> bool:
    """Whether a pair sets two known counts of one thing side by side ("aces: 14-6")."""
    counted: dict[str, set[Decimal]] = {}
    for slot in slots:
        quantity = slot.value.number.quantity if slot.value.number is not None else None
        if slot.counted and quantity is not None and quantity.value is not None:
            counted.setdefault(slot.counted, set()).add(quantity.value)
    return sides[0] != sides[1] and any(set(sides) <= known for known in counted.values())


def _total_of_sides(quantity: Quantity, slots: Sequence[Slot]) -> bool:
    """Whether a number is the total of a score or vote, or what its sides lie apart."""
    if quantity.unit:
        return False
    sides = [q.sides for q in _quantities(slots) if q.sides is not None]
    return any(quantity.value in (sum(both), abs(both[0] - both[1])) for both in sides)


def _known(
    analysis: Analysis, value: Value, quantity: Quantity, fits: Sequence[float], slots: Sequence[Slot], present: frozenset[Decimal]
) -> dict[Decimal, set[str]]:
    """The values that a number can be worked out from, each with what it counts."""
    apart = gap(analysis, value)
    changed = value.first > 0 and analysis.toks[value.first - 1].folded == "by"
    free = apart or sum_of_several(analysis, value)
    known: dict[Decimal, set[str]] = {}
    for slot, score in zip(slots, fits, strict=True):
        other = slot.value.number.quantity if slot.value.number is not None else None
        if other is None or other.value is None or other.value <= 2:
            continue
        told = other.value in present and other.value != quantity.value
        if (score >= _UNSAID or free or told) and _adds_up(quantity, other, slot, apart, changed):
            known.setdefault(other.value, set()).add(slot.counted)
    return known


def _adds_up(quantity: Quantity, other: Quantity, slot: Slot, apart: bool, changed: bool) -> bool:
    """Whether a known quantity is of the unit of a number, or of that which a gap of such a unit is told for."""
    if other.unit == quantity.unit or _bare_money(quantity, other):
        return True
    if quantity.dimension == "points" or (apart and quantity.dimension == "tally"):
        return other.unit == "%"  # from 17.9 to 21.4 percent, "3.5 percentage points"
    if quantity.dimension == "tally" and changed:
        return other.unit == "%"  # "rises by one point to 20%"
    if not apart:
        return False
    if not quantity.unit:
        return True  # "sixty more than it had offered"
    return quantity.dimension == "money" and not other.unit and not slot.counted  # "the season before they cost 15"


def _sum_or_difference(
    analysis: Analysis, value: Value, quantity: Quantity, known: dict[Decimal, set[str]], present: frozenset[Decimal]
) -> bool:
    """Whether a number is the sum or difference of two known values, or, where the text says so, the sum of three."""
    target = quantity.value
    assert target is not None
    joined, several = added_up(analysis, value), sum_of_several(analysis, value)
    values = sorted(known)[:_MOST]
    for i, a in enumerate(values):
        for b in values[i + 1 :]:
            both = a in present and b in present
            met = target in (a + b, abs(a - b)) or (_rounded_sum(quantity, a + b) and (joined or both))
            if met and (known[a] & known[b] or both):
                return True
            if several and a + b < target and any(a + b + c == target and known[a] & known[b] & known[c] for c in values[:20]):
                return True
    return False


def _between_dates(quantity: Quantity, slots: Sequence[Slot]) -> bool:
    """Whether a number of days, weeks, months or years lies between two known dates."""
    days = _DAYS.get(quantity.unit)
    if days is None or quantity.value is None:
        return False
    dates = sorted({s.value.date.value.start for s in slots if s.value.date is not None and s.value.date.value.start is not None})[:_MOST]
    slack = Decimal(1) if days > 1 else Decimal("0.5")
    return any(abs(Decimal((b - a).days) / days - quantity.value) < slack for i, a in enumerate(dates) for b in dates[i + 1 :])


def _bare_money(quantity: Quantity, other: Quantity) -> bool:
    """Whether a bare "18 million" can be a sum of money."""
    return not quantity.unit and other.dimension == "money" and quantity.value is not None and quantity.value >= 100_000


def _rounded_sum(quantity: Quantity, total: Decimal) -> bool:
    """Whether a hedged figure is a sum rightly rounded ("just over 4 billion" for 3.1 and 0.95)."""
    target = quantity.value
    if target is None or quantity.hedge not in ("about", "just over", "nearly", "more than", "less than") or target < 20:
        return False
    if (quantity.hedge in ("just over", "more than") and total <= target) or (
        quantity.hedge in ("nearly", "less than") and total >= target
    ):
        return False
    return abs(total - target) <= total * Decimal("0.05")
