"""What a date or time phrase says, as frozen data: ``DateValue`` and ``DateMention``; and the calendar arithmetic they need."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, time, timedelta


@dataclass(frozen=True, slots=True)
class DateValue:
    """The inclusive interval of days that a phrase denotes (None where the text alone does not say).

    ``precision``: minute, hour, day, weekend, week, month, quarter, half, season, year, decade, century, weekday (without a date), time
    (clock only).
    ``relation``: "", before, after, by, since, until. ``relative``: None, "as_of" or "text"; then ``offset_days`` or ``offset`` with
    ``offset_unit``
    tell how far from the anchor. ``vague`` where the bounds are soft ("late April", "a year ago").
    """

    start: date | None
    end: date | None
    precision: str = "day"
    year_given: bool = False
    weekday: int | None = None
    time: time | None = None
    utc_offset_minutes: int | None = None
    vague: bool = False
    relation: str = ""
    relative: str | None = None
    offset: int | None = None
    offset_unit: str = ""

    @property
    def offset_days(self) -> int | None:
        """The offset in days where its unit is days or weeks."""
        if self.offset is None:
            return None
        return {"day": self.offset, "week": 7 * self.offset}.get(self.offset_unit)


@dataclass(frozen=True, slots=True)
class Slot:
    """A component of a date phrase in its place: weekday, day, month, year, time."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date phrase with its place. ``candidates`` holds every reading, ``value`` first; ``parts`` the ends of "3-5 May" or "1984-96"."""

    start: int
    end: int
    surface: str
    value: DateValue
    candidates: tuple[DateValue, ...] = ()
    slots: tuple[Slot, ...] = ()
    parts: tuple[DateMention, ...] = ()


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def valid(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def shift(day: date, count: int, unit: str) -> date | None:
    """A day some days, weeks, months, quarters, years, decades or centuries away; the day of the month is cut to fit."""
    try:
        if unit in ("day", "week", "fortnight"):
            return day + timedelta(days=count * {"day": 1, "week": 7, "fortnight": 14}[unit])
        months = count * {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[unit]
        place = day.year * 12 + day.month - 1 + months
        year, month = divmod(place, 12)
        return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    except (ValueError, OverflowError, KeyError, calendar.IllegalMonthError):
        return None


def span_of(day: date, unit: str) -> tuple[date, date]:
    """The calendar week, month, quarter, half, year, decade, century or weekend that a day lies in."""
    if unit == "week":
        start = day - timedelta(days=day.weekday())
        return start, start + timedelta(days=6)
    if unit == "weekend":
        start = day + timedelta(days=5 - day.weekday())
        return start, start + timedelta(days=1)
    if unit == "month":
        return day.replace(day=1), month_end(day.year, day.month)
    if unit in ("quarter", "half"):
        size = 3 if unit == "quarter" else 6
        first = (day.month - 1) // size * size + 1
        return date(day.year, first, 1), month_end(day.year, first + size - 1)
    if unit == "year":
        return date(day.year, 1, 1), date(day.year, 12, 31)
    if unit == "decade":
        first = day.year // 10 * 10
        return date(max(first, 1), 1, 1), date(first + 9, 12, 31)
    if unit == "century":
        first = day.year // 100 * 100
        return date(max(first, 1), 1, 1), date(first + 99, 12, 31)
    return day, day
