"""Dates in digits: ISO, slashed, dotted, hyphened.

In: a ``Reader`` and the index of digits. Out: a ``Raw`` or None; every order of day and month that the calendar allows is kept.
"""

from __future__ import annotations

from collections.abc import Sequence

from .date_parts import (
    month_word,
    word_at,
    word_back,
)
from .date_raw import Raw, Ymd
from .date_reader import Reader
from .date_values import Slot, valid
from .value_tokens import DIGITS, GLUED, LINE, SPACE, WORD


def iso_date(reader: Reader, index: int) -> Raw | None:
    """ "2025-04-22", "2025/04/22", "2025.04.22", "2025-04", "20250422T..." is no concern."""
    tokens = reader.tokens
    if len(tokens[index].low) != 4 or not 1000 <= int(tokens[index].low) <= 2199:
        return None
    if (
        index + 2 >= len(tokens)
        or tokens[index + 1].low not in ("-", "/", ".", "‑")
        or tokens[index + 1].gap != GLUED
        or tokens[index + 2].gap != GLUED
    ):
        return None
    if tokens[index + 2].kind == WORD:  # "2025-Apr-22"
        month = month_word(tokens, index + 2)
        if (
            month is not None
            and word_at(tokens, month.end) == tokens[index + 1].low
            and month.end + 1 < len(tokens)
            and tokens[month.end + 1].kind == DIGITS
        ):
            return _ymd(
                reader,
                index,
                month.end + 2,
                [(int(tokens[index].low), month.value, int(tokens[month.end + 1].low))],
                (index, index + 2, month.end + 1),
            )
        return None
    if tokens[index + 2].kind != DIGITS or (len(tokens[index + 2].low) != 2 and tokens[index + 1].low == "-"):
        return None
    year, month_number = int(tokens[index].low), int(tokens[index + 2].low)
    mark = tokens[index + 1].low
    if (
        index + 4 < len(tokens)
        and tokens[index + 3].low == mark
        and tokens[index + 3].gap == GLUED
        and tokens[index + 4].kind == DIGITS
        and tokens[index + 4].gap == GLUED
    ):
        day_number = int(tokens[index + 4].low)
        if len(tokens[index + 4].low) <= 2 and valid(year, month_number, day_number) is not None:
            return _ymd(reader, index, index + 5, [(year, month_number, day_number)], (index, index + 2, index + 4))
        return None
    # "2025-04" is a month; "1984-96" and "2024-25" are years, "2011-12" may be both: the month only where no year could follow
    if mark == "-" and 1 <= month_number <= 12 and len(tokens[index + 2].low) == 2 and month_number <= year % 100:
        return _ymd(reader, index, index + 3, [(year, month_number, None)], (index, index + 2))
    return None


def _ymd(reader: Reader, first: int, last: int, readings: list[Ymd], places: Sequence[int]) -> Raw:
    raw = Raw(first, last, "date", readings)
    raw.slots = [reader.slot(kind, place, place + 1) for kind, place in zip(("year", "month", "day"), places, strict=False)]
    return raw


_DATED = frozenset("on from until till by since before after to and or".split())


def _dotted_day(reader: Reader, index: int, day: int, month: int) -> bool:
    """Whether "14.03." is a day: two digits each with a point behind both, after a word that dates have before them."""
    tokens = reader.tokens
    second = tokens[index + 2]
    end = index + 3
    before = word_back(tokens, index, 1)
    if len(tokens[index].low) != 2 or len(second.low) != 2 or not 1 <= day <= 31 or not 1 <= month <= 12 or before not in _DATED:
        return False
    if end >= len(tokens) or tokens[end].low != "." or tokens[end].gap != GLUED:
        return False
    following = tokens[end + 1] if end + 1 < len(tokens) else None
    if following is not None and following.gap == GLUED and following.kind == DIGITS:
        return False
    return before == "on" or (
        second.low[0] == "0" and (before in ("or", "and") or (following is not None and following.low == following.text))
    )


def slashed_date(reader: Reader, index: int) -> Raw | None:
    """ "22/4/2025", "04/22/25", "22.04.2025", "22-04-2025", "22-Apr-25", "2/5"."""
    tokens = reader.tokens
    if len(tokens[index].low) > 2 or index + 2 >= len(tokens):
        return None
    mark = tokens[index + 1].low
    if mark not in ("/", ".", "-", "–") or tokens[index + 1].gap != GLUED or tokens[index + 2].gap != GLUED:
        return None
    first, second = tokens[index], tokens[index + 2]
    if second.kind == WORD:
        month = month_word(tokens, index + 2)
        if month is None or not 1 <= int(first.low) <= 31:
            return None
        end = month.end
        year: int | None = None
        slots = [reader.slot("day", index, index + 1), reader.slot("month", index + 2, index + 3)]
        if word_at(tokens, end) == mark and end + 1 < len(tokens) and tokens[end + 1].kind == DIGITS and len(tokens[end + 1].low) in (2, 4):
            year = reader.year_of(tokens[end + 1].low)
            slots.append(reader.slot("year", end + 1, end + 2))
            end += 2
        return Raw(index, end, "date", [(year, month.value, int(first.low))], slots=slots)
    if mark == "/" and second.kind == DIGITS and len(second.low) == 4 and 1 <= int(first.low) <= 12 and 1900 <= int(second.low) <= 2099:
        slots = [reader.slot("month", index, index + 1), reader.slot("year", index + 2, index + 3)]
        return Raw(index, index + 3, "date", [(int(second.low), int(first.low), None)], slots=slots)  # "03/2028"
    if second.kind != DIGITS or len(second.low) > 2 or first.low == "0" or int(second.low) == 0:
        return None
    one, two = int(first.low), int(second.low)
    third = (
        tokens[index + 4]
        if index + 4 < len(tokens) and tokens[index + 3].low == mark and tokens[index + 3].gap == GLUED and tokens[index + 4].gap == GLUED
        else None
    )
    if third is not None and third.kind == DIGITS:
        if len(third.low) not in (2, 4) or (
            mark in (".", "-", "–") and len(third.low) == 2 and (len(first.low) != 2 or len(second.low) != 2 or mark != ".")
        ):
            return None
        if index + 5 < len(tokens) and tokens[index + 5].gap == GLUED and tokens[index + 5].kind == WORD:
            return None
        if (
            index + 6 < len(tokens)
            and tokens[index + 5].low == mark
            and tokens[index + 6].kind == DIGITS
            and tokens[index + 5].gap == GLUED
        ):
            return None
        year = reader.year_of(third.low)
        readings = _orders(year, one, two)
        if not readings:
            return None
        raw = Raw(index, index + 5, "date", readings, numeric=True)
        raw.slots = _slash_slots(reader, index, readings[0], one, with_year=True)
        return raw
    if mark == "." and _dotted_day(reader, index, one, two):
        raw = Raw(index, index + 4, "date", [(None, two, one)], numeric=True)
        raw.slots = [reader.slot("day", index, index + 1), reader.slot("month", index + 2, index + 3)]
        return raw
    if mark != "/" or not _slash_date(reader, index, one, two):
        return None
    readings = _orders(None, one, two)
    if not readings:
        return None
    raw = Raw(index, index + 3, "date", readings, numeric=True)
    raw.slots = _slash_slots(reader, index, readings[0], one, with_year=False)
    return raw


def _slash_slots(reader: Reader, index: int, reading: Ymd, one: int, with_year: bool) -> list[Slot]:
    kinds = ("day", "month") if reading[2] == one else ("month", "day")
    slots = [reader.slot(kinds[0], index, index + 1), reader.slot(kinds[1], index + 2, index + 3)]
    if with_year:
        slots.append(reader.slot("year", index + 4, index + 5))
    return slots


def _orders(year: int | None, one: int, two: int) -> list[Ymd]:
    """Day first, then month first: every order that the calendar allows."""
    readings: list[Ymd] = []
    for day, month in ((one, two), (two, one)):
        if 1 <= month <= 12 and valid(year or 2024, month, day) is not None and (year, month, day) not in readings:
            readings.append((year, month, day))
    return readings


def _slash_date(reader: Reader, index: int, one: int, two: int) -> bool:
    """Whether "2/5" is a date and no fraction, score or mark."""
    if (one, two) in ((9, 11), (24, 7), (7, 7)):
        return False
    tokens = reader.tokens
    before = word_back(tokens, index, 1)
    if tokens[index].gap == SPACE and index and tokens[index - 1].kind == DIGITS:
        return False
    if before in ("rated", "scored", "rating", "score", "give", "gave", "gives", "about", "nearly", "almost", "over", "than", "a"):
        return False
    after = index + 3
    if after < len(tokens) and tokens[after].gap <= LINE:
        follow = tokens[after]
        if follow.gap == GLUED and (follow.kind in (WORD, DIGITS) or follow.low in ("%", '"', "″", "-", "/")):
            return False
        if follow.low in (
            "of",
            "stars",
            "star",
            "cup",
            "cups",
            "inch",
            "inches",
            "mile",
            "miles",
            "majority",
            "vote",
            "share",
            "teaspoon",
            "pound",
            "points",
        ):
            return False
    return not (one < two <= 4 and not (before in ("on", "by", "since", "until", "from", "(", "dated") or (before == "," and index >= 2)))
