"""Near misses: values that look like a golden one gone wrong."""

from __future__ import annotations

from decimal import Decimal

from factspec.mentions.dates import DateValue
from factspec.mentions.quantity import Quantity
from factspec.reading.analysis import Value

SLIP = 0.4
HINT = 0.14


def near_miss(value: Value, quantity: Quantity | None, asked: DateValue | None) -> float:
    """How much a value looks like the golden one gone wrong, 0 to ``SLIP``: digits changed round, one off, one part of a date off."""
    if value.number is not None and quantity is not None:
        found, golden = value.number.quantity.value, quantity.value
        if found is None or golden is None:
            mine, theirs = value.number.quantity.sides, quantity.sides
            return SLIP if mine is not None and theirs is not None else 0.0
        if found <= 0 or golden <= 0:
            return 0.0
        if found == golden and value.number.quantity.unit and quantity.unit:
            return SLIP  # the golden figure with another unit of its kind
        a, b = _digits(found), _digits(golden)
        if a == b and found != golden:
            return SLIP if len(a) > 1 else HINT
        if len(a) == len(b) >= 3 and (sorted(a) == sorted(b) or sum(x != y for x, y in zip(a, b, strict=True)) == 1):
            return SLIP
        if len(a) == len(b) == 2 and (a == b[::-1] or sum(x != y for x, y in zip(a, b, strict=True)) == 1):
            return HINT
        return HINT if abs(found - golden) <= golden * Decimal("0.12") else 0.0
    if value.date is not None and asked is not None and value.date.value.start is not None and asked.start is not None:
        one, two = value.date.value.start, asked.start
        if not any(c.isdigit() for c in value.surface):  # "today", "on Friday" are meant as they are said: no slip of the pen
            return HINT if abs((one - two).days) <= 7 else 0.0
        if value.date.value.precision == "year" or asked.precision == "year":
            if value.date.value.relative is not None:
                return 0.0
            a, b = str(one.year), str(two.year)
            if a != b and (sorted(a) == sorted(b) or abs(one.year - two.year) <= 2):
                return SLIP
            return HINT if abs(one.year - two.year) <= 12 else 0.0
        same = (one.year == two.year) + (one.month == two.month) + (one.day == two.day)
        written = any(c.isdigit() for c in value.surface) and value.date.value.relative is None
        return SLIP if same >= 2 and written else HINT if abs((one - two).days) <= 7 and value.date.value.relative is None else 0.0
    return 0.0


def _digits(number: Decimal) -> str:
    return "".join(map(str, number.normalize().as_tuple().digits))
