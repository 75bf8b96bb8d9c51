"""Whether a number phrase says a golden value: equal, hedged, rounded, vaguer, different.

In: two ``Quantity`` values. Out: one word of ``OUTCOMES``. Units of one dimension are converted first; a number without a unit takes the
golden one's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal, InvalidOperation

from .numbers import bounds, find_numbers
from .quantity_values import Quantity, exact
from .units import Unit, canonical, convert, same_money, unit_named

OUTCOMES = ("equal", "consistent-hedge", "rounded-hedged", "rounded", "vaguer", "opposite", "different", "incomparable")
_HUNDRED = Decimal(100)
_FEW_POINTS = 5  # rates move by less in percentage points, by more in basis points
_ROUNDING_LIMIT = Decimal("0.07")  # a rounding that moves the value more than this is another value
_OTHER_BOUND = {
    "at least": ("at most", "less than"),
    "more than": ("at most", "less than"),
    "at most": ("at least", "more than"),
    "less than": ("at least", "more than"),
}
_CALENDAR = ("month", "quarter-year", "year", "decade", "century")


def parse_golden_value(value: object, unit: str | None) -> Quantity:
    """The quantity that a golden set's ``value`` and ``unit`` name: a number, ``{min, max}`` pairs, a score "3-1" or an interval
    "0.46-0.80"."""
    named = unit_named(unit) if unit else None
    if isinstance(value, tuple):
        pairs = dict(item for item in value if isinstance(item, tuple) and len(item) == 2)
        low, high = _decimal(pairs.get("min")), _decimal(pairs.get("max"))
        return _in_unit(Quantity(low, high, kind="range"), named)
    text = str(value).strip()
    number = _decimal(text)
    if number is not None:
        return _in_unit(replace(exact(number), granularity=_step(number)), named)
    mentions = find_numbers(text)
    if len(mentions) == 1:
        found = mentions[0].quantity
        if found.kind in ("score", "range") and mentions[0].start == 0 and mentions[0].end == len(text):
            return found if found.unit or named is None else _in_unit(found, named)
        return found if found.unit or named is None else _in_unit(found, named)
    return Quantity(None, None, kind="identifier")


def _decimal(value: object) -> Decimal | None:
    if value is None:
        return None
    try:
        number = Decimal(str(value).strip().replace(",", "").replace("_", ""))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _step(number: Decimal) -> Decimal:
    exponent = number.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _in_unit(quantity: Quantity, unit: Unit | None) -> Quantity:
    if unit is None:
        return quantity
    if unit.dimension == "money" and unit.factor != 1:
        quantity = replace(
            quantity,
            low=None if quantity.low is None else quantity.low * unit.factor,
            high=None if quantity.high is None else quantity.high * unit.factor,
            value=None if quantity.value is None else quantity.value * unit.factor,
            granularity=quantity.granularity * unit.factor,
        )
    return replace(quantity, unit=unit.name, dimension=unit.dimension, loose=unit.loose, family=unit.family)


def same_dimension(found: Quantity, golden: Quantity) -> str:
    """ "same", "bare" (the text gives no unit) or "other"."""
    if found.kind == "identifier" or golden.kind == "identifier":
        return "other"
    if found.dimension == golden.dimension == "rate":
        return "same" if found.unit == golden.unit else "other"
    if found.dimension == golden.dimension and (found.dimension != "money" or _money_agrees(found, golden)):
        return "same"
    if not found.dimension:
        return "bare"
    if {found.dimension, golden.dimension} == {"angle", "temperature"} or (found.unit == "lb" and golden.unit == "GBP" and golden.loose):
        return "same"  # "20 degrees" for 20 °C; a golden "pounds" may be weight or money
    if {found.dimension, golden.dimension} == {"volume", "flow"} and _unit_base(found) == _unit_base(golden):
        return "same"  # "cubic metres of water per second", the time being told apart from the unit
    if {found.dimension, golden.dimension} == {"tally", "points"} or {found.dimension, golden.dimension} == {"tally", ""}:
        return "same"
    return "other"


def _unit_base(quantity: Quantity) -> str:
    return quantity.unit.partition("/")[0]


def _unit(quantity: Quantity) -> Unit | None:
    unit = canonical(quantity.unit, quantity.dimension) if quantity.unit else None
    return unit._replace(loose=quantity.loose, family=quantity.family or unit.family) if unit is not None else None


def _money_agrees(found: Quantity, golden: Quantity) -> bool:
    one, two = _unit(found), _unit(golden)
    return one is not None and two is not None and same_money(one, two)


def sides_order(found: Quantity, golden: Quantity) -> str:
    """How the sides of two scores stand: "same", "reversed" or "different"."""
    if found.sides is None or golden.sides is None:
        return "different"
    if found.sides == golden.sides:
        return "same"
    return "reversed" if found.sides == golden.sides[::-1] else "different"


def _as_golden(found: Quantity, golden: Quantity) -> tuple[Quantity, bool, bool] | None:
    """``found`` in the golden unit; whether a conversion took place; whether it is only approximate. None where the dimensions clash."""
    relation = same_dimension(found, golden)
    if relation == "other":
        return None
    if found.dimension == "share" and found.unit == "" and golden.unit == "%":
        return _scale(found, _HUNDRED), False, False
    if found.dimension == golden.dimension == "share" and golden.unit == "" and found.unit == "%":
        return _scale(found, 1 / _HUNDRED), False, False
    if found.dimension == "tally" and golden.unit == "basis points" and found.value is not None and found.value < _FEW_POINTS:
        return _scale(found, _HUNDRED), False, False  # of a rate, "half a point" is of a percentage point
    if relation == "bare" or found.unit == golden.unit or golden.dimension in ("", "money", "tally") or found.dimension == "tally":
        return found, False, False
    source, target = _unit(found), _unit(golden)
    if source is None or target is None or source.dimension != target.dimension:
        return found, False, False
    loose_time = source.dimension == "time" and (source.name in _CALENDAR) != (target.name in _CALENDAR)

    def change(value: Decimal | None) -> Decimal | None:
        return None if value is None else convert(value, source, target)

    step = found.granularity * source.factor / target.factor
    return replace(found, low=change(found.low), high=change(found.high), value=change(found.value), granularity=step), True, loose_time


def _scale(found: Quantity, factor: Decimal) -> Quantity:
    def change(value: Decimal | None) -> Decimal | None:
        return None if value is None else value * factor

    return replace(found, low=change(found.low), high=change(found.high), value=change(found.value), granularity=found.granularity * factor)


def compare(found: Quantity, golden: Quantity, *, absolute: Decimal | str | None = None, relative: Decimal | str | None = None) -> str:
    """What ``found`` says about ``golden``: one of ``OUTCOMES``."""
    if golden.sides is not None and golden.kind == "score":
        if found.sides is None:
            return "incomparable"
        return "different" if sides_order(found, golden) == "different" else "equal"
    if found.kind == "score" and (found.low is None or golden.dimension):
        return "incomparable"
    converted = _as_golden(found, golden)
    if converted is None:
        return "incomparable"
    found, changed, loose_time = converted
    if found.kind == "ordinal" and not (golden.kind == "ordinal" or golden.unit == "minute"):
        return "incomparable"
    if golden.value is None:
        return _against_range(found, golden)
    slack = _slack(golden.value, absolute, relative)
    return _against_value(found, golden.value, golden.granularity, changed, loose_time, slack, golden.hedge)


def _slack(value: Decimal, absolute: Decimal | str | None, relative: Decimal | str | None) -> Decimal:
    slack = Decimal(0)
    if absolute is not None:
        slack = max(slack, abs(Decimal(str(absolute))))
    if relative is not None:
        slack = max(slack, abs(value * Decimal(str(relative))))
    return slack


def _holds(quantity: Quantity, value: Decimal) -> bool:
    """Whether a value lies in the interval."""
    if quantity.low is not None and (value < quantity.low or (value == quantity.low and quantity.low_open)):
        return False
    return not (quantity.high is not None and (value > quantity.high or (value == quantity.high and quantity.high_open)))


def _against_range(found: Quantity, golden: Quantity) -> str:
    if found.value is None and found.low == golden.low and found.high == golden.high:
        return "equal" if not found.hedge else "consistent-hedge"
    if found.value is not None:
        if found.hedge == "at least" and found.value == golden.low:
            return "vaguer"
        if found.hedge in ("more than", "at least") and (golden.low is None or found.value <= golden.low):
            return "vaguer"
        if found.hedge in ("less than", "at most") and (golden.high is None or found.value >= golden.high):
            return "vaguer"
        if _holds(golden, found.value):
            return "vaguer"
        if found.hedge in ("about", "nearly", "just over") and any(
            end is not None and _rounds(end, found.value, found.granularity) for end in (golden.low, golden.high)
        ):
            return "vaguer"
        return "different"
    if found.low is not None and found.high is not None:
        if (found.low == golden.low) != (found.high == golden.high) and found.hedge != "vague":
            return "different"  # one end right, the other wrong
        if (golden.low is None or found.low <= golden.low) and (golden.high is None or found.high >= golden.high):
            return "vaguer"
        if _holds(golden, found.low) and _holds(golden, found.high) and found.low != golden.low and found.high != golden.high:
            return "vaguer"
        if found.hedge == "vague" and (_holds(golden, found.low) or _holds(golden, found.high)):
            return "vaguer"
        return "different"
    return "vaguer"


def _near(one: Decimal, other: Decimal, share: Decimal) -> bool:
    return abs(one - other) <= abs(other) * share


def _rounds(golden: Decimal, value: Decimal, step: Decimal) -> bool:
    """Whether ``value`` is ``golden`` rightly rounded to ``step`` (or to a coarser step that ``value`` still fits, as 25 fits fives)."""
    if step <= 0 or abs(golden) > step * Decimal(10) ** 24:
        return False
    steps = golden / step
    return any(steps.quantize(Decimal(1), rounding=mode) * step == value for mode in (ROUND_HALF_UP, ROUND_HALF_EVEN))


def _half_round(golden: Decimal, value: Decimal) -> bool:
    """Whether ``value`` is ``golden`` rounded to fives of some power of ten: 25 for 26, 450 for 442."""
    if value == 0:
        return False
    digits = value.normalize().as_tuple()
    exponent = digits.exponent
    if not isinstance(exponent, int) or digits.digits[-1] != 5:
        return False
    step = Decimal(5).scaleb(exponent)
    return _rounds(golden, value, step)


def _against_value(
    found: Quantity, golden: Decimal, golden_step: Decimal, changed: bool, loose_time: bool, slack: Decimal, golden_hedge: str = ""
) -> str:
    value, hedge = found.value, found.hedge
    if value is None:
        if found.sides is not None and golden in found.sides and not found.low:
            return "vaguer"
        return "vaguer" if _holds(found, golden) else "different"
    same = (
        value == golden
        or (slack > 0 and abs(value - golden) <= slack)
        or (changed and not loose_time and _same_after_conversion(value, golden, golden_step))
    )
    if not same and found.sign and value == -golden and found.dimension in ("share", "points", "money", ""):
        return "opposite"
    if same:
        if hedge and hedge == golden_hedge:
            return "consistent-hedge"
        if hedge in _OTHER_BOUND.get(golden_hedge, ()):
            return "different"
        if hedge in ("more than", "less than", "just over", "nearly") and not changed:
            return "different"
        return "consistent-hedge" if hedge else "equal"
    # nobody rounds 41.6 to 40 without saying so
    step = found.granularity if hedge or abs(value) >= _HUNDRED else min(found.granularity, Decimal(1))
    right = _near(value, golden, _ROUNDING_LIMIT) and _rounds(golden, value, step)
    if changed and not loose_time and not hedge and right and _near(value, golden, Decimal("0.006")):
        return "equal"
    if loose_time and _near(value, golden, Decimal("0.04")) and hedge in ("", "about"):
        return "rounded-hedged" if hedge or _near(value, golden, Decimal("0.004")) else "rounded"
    if hedge == "":
        if found.kind == "fraction" and found.dimension == "share" and _near(value, golden, Decimal("0.02")):
            return "equal" if _near(value, golden, Decimal("0.011")) else "rounded"
        if right and not (abs(value) < _HUNDRED and value == value.to_integral_value() and golden == golden.to_integral_value()):
            return "rounded"
        return "different"
    if hedge == "about":
        if (
            right
            or (found.kind == "fraction" and found.dimension == "share" and _near(value, golden, Decimal("0.05")))
            or (_rounds(golden, value, step) and _near(value, golden, Decimal("0.08")))
            or (_half_round(golden, value) and _near(value, golden, _ROUNDING_LIMIT))
            or (changed and _near(value, golden, Decimal("0.03")))
        ):
            return "rounded-hedged"
        return "different"
    if hedge == "nearly":
        if not value > golden:
            return "different"
        return _closeness(value, golden, loose_time)
    if hedge == "just over":
        if not value < golden:
            return "different"
        return _closeness(value, golden, loose_time)
    return "vaguer" if _holds(found, golden) else "different"


def _closeness(value: Decimal, golden: Decimal, loose_time: bool) -> str:
    if _near(value, golden, Decimal("0.04")) and not loose_time:
        return "rounded-hedged"
    return "vaguer" if _near(value, golden, Decimal("0.15")) else "different"


def _same_after_conversion(value: Decimal, golden: Decimal, golden_step: Decimal) -> bool:
    """Whether a converted value is the golden one at the golden value's own precision."""
    return abs(value - golden) <= max(golden_step / 2 if golden_step < abs(golden) else Decimal(0), Decimal(0)) and _near(
        value, golden, Decimal("0.003")
    )


def any_equal(outcomes: Sequence[str]) -> bool:
    """Whether one of several outcomes counts as said rightly."""
    return any(outcome in ("equal", "consistent-hedge", "rounded-hedged") for outcome in outcomes)


__all__ = ["OUTCOMES", "any_equal", "bounds", "compare", "parse_golden_value", "same_dimension", "sides_order"]
