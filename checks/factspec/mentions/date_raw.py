"""A date phrase as read from the tokens, before it is anchored to a day: ``Raw``."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time

from .date_values import Slot

Ymd = tuple[int | None, int | None, int | None]


@dataclass(slots=True)
class Raw:
    """``first``/``last`` are token bounds (half-open).

    ``shape``: date (``readings`` of year, month, day, best first), weekday, day (of a month to be found), quarter, half, year, decade,
    century, season,
    weekend, offset (``count`` × ``unit`` from ``anchor``), period (this, last, next ``unit``), time.
    """

    first: int
    last: int
    shape: str
    readings: list[Ymd] = field(default_factory=list)
    weekday: int | None = None
    number: int | None = None  # quarter, half, decade's or century's first year, month of a season
    year: int | None = None
    part: str = ""  # early, mid, late
    unit: str = ""
    count: int | None = None
    anchor: str = ""  # as_of, text, clause (the anchor is what follows)
    clock: time | None = None
    clock_precision: str = "minute"
    zone: int | None = None
    twelve: bool = False  # "half past six": morning or evening, the text does not say
    vague: bool = False
    relation: str = ""
    future: bool = False
    fiscal: bool = False  # a company's or a state's year, which may begin in another month
    numeric: bool = False  # "2/5": the order of day and month is a habit
    slots: list[Slot] = field(default_factory=list)
    ends: tuple[Raw, ...] = ()
