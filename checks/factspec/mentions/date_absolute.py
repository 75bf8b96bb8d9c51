"""Whole dates with or without a weekday beside them.

In: a ``Reader`` and an index where a phrase may start. Out: a ``Raw`` or None. Looks a few tokens ahead and no further.
"""

from __future__ import annotations

from .date_numeric import iso_date, slashed_date
from .date_parts import (
    Part,
    day_at,
    plain_day,
    weekday_at,
    word_at,
    word_back,
)
from .date_raw import Raw
from .date_reader import Reader
from .date_worded import day_first, month_first
from .date_words import MONTHS, WEEKDAYS
from .value_tokens import DIGITS, LINE, WORD


def whole_date(reader: Reader, index: int) -> Raw | None:
    """A date at ``index``, with a weekday before or after it where there is one."""
    weekday = weekday_at(reader.tokens, index)
    if weekday is None:
        raw = bare_date(reader, index)
        return None if raw is None else _weekday_behind(reader, raw)
    here = weekday.end
    for _ in range(3):
        if word_at(reader.tokens, here) in (",", "the", "(", "morning", "afternoon", "evening", "night", "-", "–") and here + 1 < len(
            reader.tokens
        ):
            here += 1
        else:
            break
    raw = bare_date(reader, here) if here < len(reader.tokens) and reader.tokens[here].gap <= LINE else None
    if raw is not None and raw.shape == "date" and raw.readings[0][2] is not None and raw.readings[0][1] is not None:
        raw.first, raw.weekday = index, weekday.value
        raw.slots.insert(0, reader.slot("weekday", index, weekday.end))
        _close_bracket(reader, raw, here)
        return raw
    day = day_at(reader.tokens, here, ordinal_only=True) if here < len(reader.tokens) and reader.tokens[here].gap <= LINE else None
    if day is not None and not reader.noun_at(day.end):
        raw = Raw(index, day.end, "day", [(None, None, day.value)], weekday.value)
        raw.slots = [reader.slot("weekday", index, weekday.end), reader.slot("day", here, day.end)]
        return raw
    raw = Raw(index, weekday.end, "weekday", weekday=weekday.value)
    raw.unit = "any" if word_back(reader.tokens, index, 1) == "a" else ""  # "on a Friday" does not say which
    raw.slots = [reader.slot("weekday", index, weekday.end)]
    _of_week(reader, raw)
    return raw


_WEEKS = {"last": -1, "this": 0, "next": 1}


def _of_week(reader: Reader, raw: Raw) -> None:
    """ "Thursday last week", "the Sunday before last", "Friday week": the words after a weekday that say which."""
    tokens = reader.tokens
    here = raw.last + 1 if word_at(tokens, raw.last) == "of" else raw.last
    word = word_at(tokens, here)
    if word in _WEEKS and word_at(tokens, here + 1) == "week":
        raw.last, raw.anchor, raw.unit, raw.count = here + 2, "as_of", "of_week", _WEEKS[word]
    elif (word, word_at(tokens, here + 1)) == ("before", "last"):
        raw.last, raw.anchor, raw.unit, raw.count = here + 2, "as_of", "skipped", -1
    elif (word, word_at(tokens, here + 1)) == ("after", "next"):
        raw.last, raw.anchor, raw.unit, raw.count = here + 2, "as_of", "skipped", 1
    elif word == "week" and here == raw.last and word_at(tokens, here + 1) in ("", ".", ",", ";"):
        raw.last, raw.anchor, raw.unit, raw.count = here + 1, "as_of", "skipped", 1


def bare_date(reader: Reader, index: int) -> Raw | None:
    """A date without a weekday."""
    token = reader.tokens[index]
    if token.kind == DIGITS:
        if not plain_day(reader.tokens, index):
            return None
        return iso_date(reader, index) or slashed_date(reader, index) or day_first(reader, index)
    if token.kind == WORD:
        if token.low in MONTHS:
            return month_first(reader, index)
        return day_first(reader, index)
    return None


def _close_bracket(reader: Reader, raw: Raw, start: int) -> None:
    if start and reader.tokens[start - 1].low == "(" and word_at(reader.tokens, raw.last) == ")":
        raw.last += 1


def _weekday_behind(reader: Reader, raw: Raw) -> Raw:
    """ "4 May (Sunday)", "22 April 2025, a Tuesday", "07/03/2026 (Sat)"."""
    if raw.shape != "date" or raw.readings[0][2] is None:
        return raw
    here = raw.last
    opening = word_at(reader.tokens, here)
    if opening not in ("(", ","):
        return raw
    here += 1
    if opening == "," and word_at(reader.tokens, here) == "a":
        here += 1
    elif opening == ",":
        return raw
    weekday = weekday_at(reader.tokens, here)
    if weekday is None and opening == "(" and here < len(reader.tokens):
        number = WEEKDAYS.get(reader.tokens[here].low)
        weekday = None if number is None else Part(number, here + 1)
    if weekday is not None and (opening == "," or word_at(reader.tokens, weekday.end) == ")"):
        raw.weekday = weekday.value
        raw.slots.append(reader.slot("weekday", here, weekday.end))
        raw.last = weekday.end + (1 if opening == "(" else 0)
    return raw
