"""Whether a date phrase says a golden date.

In: a ``DateMention`` and the golden ``DateValue``. Out: "equal", "finer", "vaguer", "different", "weekday-wrong" or "incomparable".
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from .date_values import DateMention, DateValue, month_end, valid

OUTCOMES = ("equal", "finer", "vaguer", "weekday-wrong", "different", "incomparable")
_RANK = {
    "minute": 0,
    "hour": 0,
    "day": 1,
    "weekend": 2,
    "week": 2,
    "month": 3,
    "quarter": 4,
    "season": 4,
    "half": 5,
    "year": 6,
    "decade": 7,
    "century": 8,
}
_GOLDEN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?)?)?")


def parse_golden_date(value: object) -> DateValue:
    """The date that a golden set's ``value`` names: "2025-04-22", "2025-04", "2025", a moment, or ``{from, to}`` pairs. ValueError says
    what was expected."""
    if isinstance(value, tuple):
        pairs = dict(item for item in value if isinstance(item, tuple) and len(item) == 2)
        start = parse_golden_date(pairs["from"]) if pairs.get("from") is not None else None
        end = parse_golden_date(pairs["to"]) if pairs.get("to") is not None else None
        known = end if end is not None else start
        if known is None:
            raise ValueError("expected {from, to} with at least one date")
        return DateValue(start.start if start else None, end.end if end else None, known.precision, True, vague=False, relation="span")
    text = str(value).strip()
    match = _GOLDEN.fullmatch(text)
    if match is None:
        raise ValueError(f"expected a date like 2025-04-22, 2025-04, 2025 or 2025-04-22T09:30Z, got {text!r}")
    year, month, day, hour, minute, second, zone = match.groups()
    number = int(year)
    if number < 1:
        raise ValueError(f"no such year: {text!r}")
    if month is None:
        return DateValue(date(number, 1, 1), date(number, 12, 31), "year", True)
    if not 1 <= int(month) <= 12:
        raise ValueError(f"no such month: {text!r}")
    if day is None:
        return DateValue(date(number, int(month), 1), month_end(number, int(month)), "month", True)
    found = valid(number, int(month), int(day))
    if found is None:
        raise ValueError(f"no such day: {text!r}")
    if hour is None:
        return DateValue(found, found, "day", True)
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        raise ValueError(f"no such time: {text!r}")
    offset: int | None = None
    if zone is not None:
        digits = zone.replace(":", "")
        offset = 0 if zone == "Z" else (1 if digits[0] == "+" else -1) * (int(digits[1:3]) * 60 + int(digits[3:5]))
    return DateValue(found, found, "minute", True, time=time(int(hour), int(minute), int(second or 0)), utc_offset_minutes=offset)


def compare_dates(found: DateMention, golden: DateValue) -> str:
    """The best outcome over the readings of a mention."""
    outcomes = [_compare(value, golden) for value in (found.candidates or (found.value,))]
    return min(outcomes, key=OUTCOMES.index)


def _compare(found: DateValue, golden: DateValue) -> str:
    if found.precision == "time":
        if golden.time is None:
            return "incomparable"
        return "equal" if _same_clock(found, golden) else "different"
    if golden.precision == "time":
        return "incomparable" if found.time is None else "equal" if _same_clock(found, golden) else "different"
    if found.start is None or found.end is None:
        if found.weekday is not None and golden.start is not None and golden.start == golden.end:
            return "vaguer" if golden.start.weekday() == found.weekday else "different"
        return "incomparable"
    if golden.relation == "span" or golden.start is None or golden.end is None:
        return _against_span(found, golden)
    if golden.time is not None:
        return _against_moment(found, golden)
    outcome = _against_interval(found, golden)
    if outcome in ("equal", "finer") and found.weekday is not None and found.start == found.end and found.start.weekday() != found.weekday:
        return "weekday-wrong"
    return outcome


def _against_interval(found: DateValue, golden: DateValue) -> str:
    assert found.start is not None
    assert found.end is not None
    assert golden.start is not None
    assert golden.end is not None
    if found.start == golden.start and found.end == golden.end:
        return "vaguer" if found.vague and found.precision not in ("day", golden.precision) else "equal"
    if found.start >= golden.start and found.end <= golden.end:
        if _RANK.get(found.precision, 1) > _RANK.get(golden.precision, 1):
            return "different"
        return (
            "vaguer"
            if found.vague and found.relative == "text" and _RANK.get(found.precision, 1) == _RANK.get(golden.precision, 1)
            else "finer"
        )
    if found.start <= golden.start and found.end >= golden.end:
        return "vaguer"
    slack = _slack(found)
    if slack and found.start - slack <= golden.start and found.end + slack >= golden.end:
        return "vaguer"
    if (
        found.start <= golden.end
        and found.end >= golden.start
        and _RANK.get(found.precision, 1) >= 2
        and _RANK.get(golden.precision, 1) >= 2
    ):
        return "vaguer"  # they overlap: "the autumn" for a third quarter
    return "different"


def _slack(found: DateValue) -> timedelta:
    """How soft the bounds of a vague phrase are."""
    if not found.vague or found.start is None or found.end is None:
        return timedelta(0)
    return (
        timedelta(days=max(1, (found.end - found.start).days // 4))
        if found.precision not in ("year",) or found.relative is None
        else timedelta(days=60)
    )


def _against_span(found: DateValue, golden: DateValue) -> str:
    assert found.start is not None
    assert found.end is not None
    if found.start == golden.start and found.end == golden.end:
        return "equal"
    inside_start = golden.start is None or found.start >= golden.start
    inside_end = golden.end is None or found.end <= golden.end
    if inside_start and inside_end:
        return "vaguer"
    if (golden.start is None or found.start <= golden.start) and (golden.end is None or found.end >= golden.end):
        return "vaguer"
    if (
        _RANK.get(found.precision, 1) >= 3
        and (golden.start is None or found.end >= golden.start)
        and (golden.end is None or found.start <= golden.end)
        and found.start != golden.start
    ):
        return "vaguer"
    return "different"


def _same_clock(found: DateValue, golden: DateValue) -> bool:
    if found.time is None or golden.time is None:
        return False
    one = found.time.hour * 60 + found.time.minute
    two = golden.time.hour * 60 + golden.time.minute
    if found.utc_offset_minutes is not None and golden.utc_offset_minutes is not None:
        one, two = one - found.utc_offset_minutes, two - golden.utc_offset_minutes
    return (one - two) % 1440 == 0


def _against_moment(found: DateValue, golden: DateValue) -> str:
    assert golden.start is not None
    assert golden.time is not None
    assert found.start is not None
    if found.time is None:
        outcome = _against_interval(found, DateValue(golden.start, golden.end, "day", True))
        if outcome == "different" and golden.utc_offset_minutes is not None and found.start == found.end:
            return "different"
        if outcome == "equal" and found.weekday is not None and found.start.weekday() != found.weekday:
            return "weekday-wrong"
        return "vaguer" if outcome in ("equal", "finer", "vaguer") else outcome
    one, two = datetime.combine(found.start, found.time), datetime.combine(golden.start, golden.time)
    if found.utc_offset_minutes is not None and golden.utc_offset_minutes is not None:
        one -= timedelta(minutes=found.utc_offset_minutes)
        two -= timedelta(minutes=golden.utc_offset_minutes)
    if one.replace(second=0) != two.replace(second=0):
        return "different"
    if found.weekday is not None and found.start.weekday() != found.weekday:
        return "weekday-wrong"
    return "equal"
