"""What a number phrase says, as frozen data: ``Quantity`` (the value) and ``NumberMention`` (the value with its places)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

ONE = Decimal(1)


@dataclass(frozen=True, slots=True)
class Quantity:
    """The value of a number phrase.

    ``low`` and ``high`` bound what it says (equal for an exact value, None for an open end); ``value`` is the number named, whatever the
    hedge.
    ``hedge``: "", about, at least, more than, at most, less than, nearly, just over, vague. ``kind``: cardinal, ordinal, score, range,
    fraction,
    multiple, age, identifier. ``granularity`` is the rounding step of the surface. ``sides`` are the two numbers of a score or vote, in
    text order.
    ``sign`` is the sign as written. ``loose`` says that the unit names a family ("dollars"), ``bare_family`` which one.
    """

    low: Decimal | None
    high: Decimal | None
    low_open: bool = False
    high_open: bool = False
    hedge: str = ""
    value: Decimal | None = None
    unit: str = ""
    dimension: str = ""
    kind: str = "cardinal"
    granularity: Decimal = ONE
    sides: tuple[Decimal, Decimal] | None = None
    sign: str = ""
    loose: bool = False
    family: str = ""


@dataclass(frozen=True, slots=True)
class NumberMention:
    """A quantity with its places, in code points of the text.

    ``[start, end)`` is the number with its scale and its unit of measure or currency; ``hedge_start`` is where hedge words before it
    begin (``start``
    where there are none), ``hedge_end`` where hedge words after it end; ``[core_start, core_end)`` is the digits or words alone.
    ``parts`` are the ends of
    a range or the sides of a score, each with its own place inside this one.
    """

    start: int
    end: int
    surface: str
    quantity: Quantity
    core_start: int
    core_end: int
    hedge_start: int
    hedge_end: int
    parts: tuple[NumberMention, ...] = ()


def exact(value: Decimal, unit: str = "", dimension: str = "", kind: str = "cardinal", granularity: Decimal = ONE) -> Quantity:
    """A quantity without a hedge."""
    return Quantity(low=value, high=value, value=value, unit=unit, dimension=dimension, kind=kind, granularity=granularity)
