"""Anchors date phrases to days: by the day of reading, by an earlier day of the text, by the phrase's own parts.

In: ``Raw`` phrases in text order and ``as_of``. Out: for each its readings as ``DateValue``, best first.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from .date_raw import Raw
from .date_values import DateValue, month_end, shift, span_of, valid

_DAYS = ("day", "minute", "hour")
_NEAR = 320  # days: a year-less date this near in another year stays a candidate


class Anchors:
    """What has been read so far: the last day, and the last year that the text gave itself."""

    __slots__ = ("as_of", "day", "precision", "year", "year_token")

    def __init__(self, as_of: date | None) -> None:
        self.as_of = as_of
        self.day: date | None = None
        self.precision = ""
        self.year: int | None = None
        self.year_token = -1000

    def note(self, value: DateValue, token: int) -> None:
        """Remembers a value that later phrases may lean on."""
        if value.start is None or value.precision in ("time", "weekday", "decade", "century"):
            return
        if value.vague and value.relative == "text":
            return
        self.day, self.precision = value.start, value.precision
        if value.year_given:
            self.year, self.year_token = value.start.year, token


def resolve(raw: Raw, anchors: Anchors) -> tuple[DateValue, ...]:
    """All readings of a phrase, best first; never empty."""
    values = _READERS[raw.shape](raw, anchors)
    if raw.clock is not None and raw.shape != "time":
        values = tuple(_with_time(value, raw) for value in values)
    return (*values, *(_evening(value) for value in values)) if raw.twelve else values


def _evening(value: DateValue) -> DateValue:
    """The same with its clock time twelve hours later."""
    assert value.time is not None
    return replace(value, time=value.time.replace(hour=(value.time.hour + 12) % 24))


def _with_time(value: DateValue, raw: Raw) -> DateValue:
    return DateValue(
        value.start, value.end, raw.clock_precision if value.precision == "day" else value.precision, value.year_given, value.weekday,
        raw.clock, raw.zone,
        value.vague, value.relation, value.relative, value.offset, value.offset_unit,
    )  # fmt: skip


def _cut(start: date, end: date, part: str) -> tuple[date, date]:
    """The early, middle or late third of an interval; "end" is the last tenth or so."""
    if not part:
        return start, end
    days = (end - start).days + 1
    third = timedelta(days=days // 3)
    if part == "early":
        return start, start + third
    if part == "mid":
        return start + third, end - third
    if part == "end":
        return end - timedelta(days=max(2, days // 10)) if days > 20 else end, end
    return end - third, end


def _unknown(raw: Raw, precision: str) -> tuple[DateValue, ...]:
    return (
        DateValue(
            None,
            None,
            precision,
            weekday=raw.weekday,
            relation=raw.relation,
            relative=_relative(raw),
            offset=raw.count,
            offset_unit=raw.unit,
        ),
    )


def _relative(raw: Raw) -> str | None:
    return {"": None, "as_of": "as_of", "text": "text", "clause": "text"}[raw.anchor]


def _made(raw: Raw, start: date, end: date, precision: str, year_given: bool) -> DateValue:
    low, high = _cut(start, end, raw.part)
    return DateValue(
        low, high, precision, year_given, raw.weekday, vague=raw.vague, relation=raw.relation, relative=_relative(raw),
        offset=raw.count if raw.anchor else None, offset_unit=raw.unit if raw.anchor else "",
    )  # fmt: skip


def _interval(year: int, month: int | None, day: int | None) -> tuple[date, date, str] | None:
    if not 1 <= year <= 9999:
        return None
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if day is None:
        return date(year, month, 1), month_end(year, month), "month"
    found = valid(year, month, day)
    return None if found is None else (found, found, "day")


def _date(raw: Raw, anchors: Anchors) -> tuple[DateValue, ...]:
    values: list[DateValue] = []
    for year, month, day in raw.readings:
        if year is not None:
            made = _interval(year, month, day)
            if made is not None:
                values.append(_made(raw, *made, True))
            continue
        values.extend(_yearless(raw, month, day, anchors))
    if raw.weekday is not None and len(raw.readings) > 1:
        fitting = [value for value in values if value.start is not None and value.start.weekday() == raw.weekday]
        values = fitting or values
    elif raw.weekday is not None:  # of two years that are nearly as near, the weekday's first
        values.sort(key=lambda value: value.start is None or value.start.weekday() != raw.weekday)
    return tuple(dict.fromkeys(values)) or _unknown(raw, "day")


def _yearless(raw: Raw, month: int | None, day: int | None, anchors: Anchors) -> list[DateValue]:
    """The nearest year's date first, then the neighbour where it is nearly as near, then the year that the text named just before."""
    if anchors.as_of is None:
        year = anchors.year if anchors.year is not None else anchors.day.year if anchors.day is not None else None
        made = _interval(year, month, day) if year is not None else None
        return [_made(raw, *made, False)] if made is not None else []
    options: list[tuple[int, bool, DateValue]] = []
    for year in (anchors.as_of.year - 1, anchors.as_of.year, anchors.as_of.year + 1):
        made = _interval(year, month, day)
        if made is not None:
            start, end, precision = made
            distance = 0 if start <= anchors.as_of <= end else min(abs((start - anchors.as_of).days), abs((end - anchors.as_of).days))
            options.append((distance, start > anchors.as_of, _made(raw, start, end, precision, False)))
    options.sort(key=lambda option: option[:2])
    values = [value for place, (distance, _, value) in enumerate(options) if place == 0 or distance <= _NEAR]
    if anchors.year is not None and raw.first - anchors.year_token <= 60:
        made = _interval(anchors.year, month, day)
        if made is not None:
            value = _made(raw, *made, False)
            if value not in values:
                values.append(value)
    return values


def _year(raw: Raw, _: Anchors) -> tuple[DateValue, ...]:
    assert raw.year is not None
    value = _made(raw, date(raw.year, 1, 1), date(raw.year, 12, 31), "year", True)
    return (value, *_fiscal(value)) if raw.fiscal else (value,)


def _fiscal(value: DateValue) -> tuple[DateValue, ...]:
    """The same period where the fiscal year begins in April, July or October of the year before."""
    if value.start is None or value.end is None:
        return ()
    moved = []
    for months in (-9, -6, -3):
        start, after = shift(value.start, months, "month"), shift(value.end + timedelta(days=1), months, "month")
        if start is not None and after is not None:
            moved.append(replace(value, start=start, end=after - timedelta(days=1)))
    return tuple(moved)


def _day(raw: Raw, anchors: Anchors) -> tuple[DateValue, ...]:
    """ "the 18th", "Tuesday 27th": in the month of the last day of the text, or the nearest to the day of reading."""
    day = raw.readings[0][2]
    assert day is not None
    days: list[date] = []
    for base in (anchors.day if anchors.precision in ("day", "minute", "hour", "month", "week") else None, anchors.as_of):
        if base is None:
            continue
        around = [found for found in (_in_month(base, step, day) for step in (-1, 0, 1)) if found is not None]
        if base is anchors.day:
            around = [found for found in around if (found.year, found.month) == (base.year, base.month)] or around
        around.sort(key=lambda found: (abs((found - base).days), found > base))
        days.extend(around[:2] if base is anchors.as_of else around[:1])
    if raw.weekday is not None:
        days = [found for found in days if found.weekday() == raw.weekday] or days
    values = tuple(dict.fromkeys(_made(raw, found, found, "day", False) for found in days))
    if not values:
        return _unknown(raw, "day")
    return values


def _in_month(base: date, step: int, day: int) -> date | None:
    place = base.year * 12 + base.month - 1 + step
    year, month = divmod(place, 12)
    return valid(year, month + 1, day) if 1 <= year <= 9999 else None


def _weekday(raw: Raw, anchors: Anchors) -> tuple[DateValue, ...]:
    assert raw.weekday is not None
    base = anchors.day if raw.anchor == "text" else anchors.as_of
    if base is None or raw.unit == "any" or (raw.anchor == "text" and anchors.precision not in _DAYS):
        return _unknown(raw, "weekday")
    back = (base.weekday() - raw.weekday) % 7
    forth = (raw.weekday - base.weekday()) % 7
    if raw.anchor == "text":
        if raw.count == 1:
            offsets = [forth or 7]
        elif raw.count == -1:
            offsets = [-(back or 7)]
        else:
            offsets = [min(forth, -back, key=abs)]
    elif raw.unit == "of_week":
        offsets = [raw.weekday - base.weekday() + 7 * (raw.count or 0)]
    elif raw.unit == "skipped":
        offsets = [-(back or 7) - 7] if raw.count == -1 else [(forth or 7) + 7]
    elif raw.anchor == "as_of" and raw.count == -1:
        offsets = [-(back or 7), -(back or 7) - 7] if (back or 7) <= base.weekday() else [-(back or 7)]
    elif raw.anchor == "as_of" and raw.count == 1:
        offsets = [forth or 7] if (forth or 7) + base.weekday() > 6 else [(forth or 7) + 7, forth or 7]
        if len(offsets) == 1:
            offsets.append((forth or 7) + 7)
    elif raw.anchor == "as_of":  # "this Friday": of this week
        week = raw.weekday - base.weekday()
        offsets = list(dict.fromkeys([week, forth, -back]))
    else:
        # a bare weekday is the last one, unless the words around speak of the future; or one of the week before, told as a story
        offsets = [forth or 7, -back] if raw.future else [-back, forth or 7, -back - 7]
    values = []
    for offset in offsets:
        day = base + timedelta(days=offset)
        values.append(
            DateValue(
                day,
                day,
                "day",
                False,
                raw.weekday,
                relation=raw.relation,
                relative="text" if raw.anchor == "text" else "as_of",
                offset=offset,
                offset_unit="day",
            )
        )
    return tuple(dict.fromkeys(values))


def _quarter(raw: Raw, anchors: Anchors) -> tuple[DateValue, ...]:
    assert raw.number is not None
    size = 3 if raw.shape == "quarter" else 6
    first = (raw.number - 1) * size + 1
    if raw.year is not None:
        years = [raw.year]
    elif anchors.as_of is not None:
        ranked = sorted(
            (anchors.as_of.year - 1, anchors.as_of.year, anchors.as_of.year + 1),
            key=lambda year: (_leaning(date(year, first, 1), month_end(year, first + size - 1), anchors.as_of), year),
        )
        years = ranked[:2]
    elif anchors.year is not None:
        years = [anchors.year]
    else:
        return _unknown(raw, raw.shape)
    values = tuple(_made(raw, date(year, first, 1), month_end(year, first + size - 1), raw.shape, raw.year is not None) for year in years)
    return (*values, *_fiscal(values[0])) if raw.fiscal else values


def _leaning(start: date, end: date, day: date | None) -> int:
    """The distance of a period from a day in half days; one to come counts two and a half times: reports tell what has been."""
    if day is None or start <= day <= end:
        return 0
    return 2 * (day - end).days if end < day else 5 * (start - day).days


def _decade(raw: Raw, _: Anchors) -> tuple[DateValue, ...]:
    assert raw.number is not None
    length = 10 if raw.shape == "decade" else 100
    last = min(raw.number + length - 1, 9999)
    return (_made(raw, date(max(raw.number, 1), 1, 1), date(last, 12, 31), raw.shape, True),)


def _season(raw: Raw, anchors: Anchors) -> tuple[DateValue, ...]:
    assert raw.number is not None
    if raw.year is not None:
        years = [raw.year]
    elif anchors.as_of is not None:
        step = raw.count or 0
        years = [anchors.as_of.year + step, anchors.as_of.year] if step else [anchors.as_of.year]
    else:
        return _unknown(raw, "season")
    values = []
    for year in years:
        start = date(year, raw.number, 1)
        end = month_end(year + (1 if raw.number == 12 else 0), (raw.number + 1) % 12 + 1)
        values.append(_made(raw, start, end, "season", raw.year is not None))
    return tuple(values)


def _weekend(raw: Raw, anchors: Anchors) -> tuple[DateValue, ...]:
    base = anchors.as_of
    if base is None:
        return _unknown(raw, "weekend")
    start, end = span_of(base, "weekend")
    if start > base:
        start, end = start - timedelta(days=7), end - timedelta(days=7)
    values = [_made(raw, start, end, "weekend", False), _made(raw, start + timedelta(days=7), end + timedelta(days=7), "weekend", False)]
    return tuple(reversed(values)) if raw.future else tuple(values)


def _period(raw: Raw, anchors: Anchors) -> tuple[DateValue, ...]:
    base = anchors.day if raw.anchor == "text" else anchors.as_of
    if base is None:
        return _unknown(raw, raw.unit)
    count = raw.count or 0
    if raw.unit == "weekend":
        start, end = span_of(base, "weekend")
        if raw.count == -1 and base.weekday() >= 5:
            pass
        moved = [timedelta(days=7 * count)]
        if count == -1 and base.weekday() < 5:
            moved = [timedelta(days=-7)]
        elif count == 0 and base.weekday() < 2:
            moved = [timedelta(0), timedelta(days=-7)]
        elif count == 1 and base.weekday() < 5:
            moved = [timedelta(0), timedelta(days=7)]
        return tuple(_made(raw, start + by, end + by, "weekend", False) for by in moved)
    day = shift(base, count, raw.unit)
    if day is None or (raw.anchor == "text" and not _fine_enough(anchors.precision, raw.unit)):
        return _unknown(raw, raw.unit)
    start, end = span_of(day, raw.unit)
    return (_made(raw, start, end, raw.unit, False),)


def _offset(raw: Raw, anchors: Anchors) -> tuple[DateValue, ...]:
    base = anchors.as_of if raw.anchor == "as_of" else anchors.day if raw.anchor == "text" else None
    unit = raw.unit
    precision = {"day": "day", "week": "week", "month": "month", "year": "year", "decade": "decade", "century": "century"}.get(unit, "day")
    if base is None or raw.count is None:
        return _unknown(raw, precision)
    day = shift(base, raw.count, unit)
    if day is None:
        return _unknown(raw, precision)
    if raw.anchor == "text" and not _fine_enough(anchors.precision, unit):
        return _unknown(raw, precision)
    if unit == "week":  # a day of the week is not named: three days to either side
        return (_made(raw, day - timedelta(days=3), day + timedelta(days=3), "week", False),)
    start, end = span_of(day, unit)
    return (_made(raw, start, end, precision, False),)


def _fine_enough(precision: str, unit: str) -> bool:
    """Whether an anchor of this precision tells a day, week, month or year."""
    if precision in _DAYS:
        return True
    if unit in ("year", "decade", "century"):
        return precision in ("week", "weekend", "month", "quarter", "half", "year", "season")
    if unit in ("month", "quarter"):
        return precision in ("week", "weekend", "month")
    return unit == "week" and precision in ("week", "weekend")


def _month_of(raw: Raw, anchors: Anchors) -> tuple[DateValue, ...]:
    """ "last March", "next May", "this April"."""
    assert raw.number is not None
    base = anchors.as_of
    if base is None:
        return _unknown(raw, "month")
    year = base.year
    if raw.count == -1:
        years = [year - 1, year] if raw.number >= base.month else [year, year - 1]
    elif raw.count == 1:
        years = [year, year + 1] if raw.number > base.month else [year + 1]
    else:
        years = [year]
    return tuple(_made(raw, date(each, raw.number, 1), month_end(each, raw.number), "month", False) for each in years)


def _time(raw: Raw, _: Anchors) -> tuple[DateValue, ...]:
    return (DateValue(None, None, "time", time=raw.clock, utc_offset_minutes=raw.zone, relation=raw.relation),)


_READERS = {
    "date": _date, "year": _year, "day": _day, "weekday": _weekday, "quarter": _quarter, "half": _quarter, "decade": _decade,
    "century": _decade,
    "season": _season, "weekend": _weekend, "period": _period, "offset": _offset, "month_of": _month_of, "time": _time,
}  # fmt: skip
