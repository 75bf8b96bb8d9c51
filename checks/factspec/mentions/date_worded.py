"""Dates with a month in words: "22 April 2025", "April 22nd", "3-5 May", "2, 4 and 22 April".

In: a ``Reader`` and an index. Out: a ``Raw``: one date, a span of two, or a list that shares month and year.
"""

from __future__ import annotations

from collections.abc import Sequence

from .date_parts import (
    Part,
    day_at,
    lone_month,
    month_word,
    word_at,
    year_after,
)
from .date_raw import Raw
from .date_reader import Reader
from .date_values import Slot, valid
from .date_words import DOUBTFUL_MONTHS
from .value_tokens import DIGITS, GLUED, LINE, SPACE, WORD, Token, matches_at
from .word_lists import words

_AFTER_MODAL = frozenset("be have not also well still yet never even only need want".split())
_COUNT_AFTER = words("counted after a day-like number")


def day_first(reader: Reader, index: int) -> Raw | None:
    """ "22 April 2025", "22nd of April", "3-5 May", "3 and 5 May", "the 7 of March"."""
    tokens = reader.tokens
    day = day_at(tokens, index)
    if day is None:
        return None
    days: list[tuple[Part, int]] = [(day, index)]
    here = day.end
    joiner = ""
    while here < len(tokens) and tokens[here].gap <= LINE and len(days) < 8:
        mark = tokens[here].low
        step = here + 1
        if mark == "," and word_at(tokens, step) in ("and", "or"):
            step += 1
        if mark not in ("-", "–", "—", "to", "and", "or", ",", "&", "/", "till", "until", "through"):
            break
        following = day_at(tokens, step) if step < len(tokens) and tokens[step].gap <= LINE else None
        if following is None or (mark in ("-", "–", "/") and tokens[here].gap != tokens[step].gap):
            break
        days.append((following, step))
        joiner = mark
        here = following.end
    if word_at(tokens, here) == "day" and word_at(tokens, here + 1) == "of":
        here += 1
    connector = word_at(tokens, here)
    month_place = here + 1 if connector in ("of", "-", "–") else here
    if connector in ("-", "–") and not (tokens[here].gap == GLUED and month_place < len(tokens) and tokens[month_place].gap == GLUED):
        return None
    month = month_word(tokens, month_place) if month_place < len(tokens) and tokens[month_place].gap <= LINE else None
    if month is None:
        return None
    word = tokens[month_place]
    if word.low in ("may", "march", "mar", "sat", "dec", "jan") and not word.text[0].isupper() and connector != "of":
        if word.low == "may" and (word_at(tokens, month.end) in _AFTER_MODAL or len(days) > 1):
            return None
        if word.low == "march" and word_at(tokens, month.end) in ("on", "through", "past", "to", "in"):
            return None
    if (
        word.low == "may"
        and days[0][0].value
        and tokens[index].kind == WORD
        and tokens[index].low in ("first", "second")
        and connector != "of"
    ):
        return None
    place = month.end
    year = year_after(tokens, place, reader.pivot)
    if year is not None and word_at(tokens, place) == "," and tokens[year.end - 1].kind == WORD:
        year = None
    last = year.end if year is not None else place
    year_value = year.value if year is not None else None
    if any(valid(year_value or 2024, month.value, part.value) is None for part, _ in days):
        if len(days) == 1:
            return None
        days = days[-1:]
        index = days[0][1]
        if valid(year_value or 2024, month.value, days[0][0].value) is None:
            return None
    month_slot = reader.slot("month", month_place, month_place + 1)
    its_year = year_slot(reader, place, year) if year is not None else None
    raws = []
    for number, (part, start) in enumerate(days):
        raw = Raw(start, part.end, "date", [(year_value, month.value, part.value)])
        raw.slots = [reader.slot("day", start, part.end)]
        if number == len(days) - 1:
            raw.last = last
            raw.slots.append(month_slot)
            if its_year is not None:
                raw.slots.append(its_year)
        raws.append(raw)
    return _several(raws, joiner)


_FEASTS = {
    ("christmas", "day"): (12, 25), ("christmas", "eve"): (12, 24), ("boxing", "day"): (12, 26), ("new", "year", "'", "s", "day"): (1, 1),
    ("new", "year", "'", "s", "eve"): (12, 31), ("valentine", "'", "s", "day"): (2, 14), ("april", "fools", "'", "day"): (4, 1),
}  # fmt: skip


def feast(reader: Reader, index: int) -> Raw | None:
    """ "Christmas Day 2021", "New Year's Eve": feasts that fall on one day everywhere."""
    if reader.tokens[index].low not in ("christmas", "boxing", "new", "valentine", "april"):
        return None
    for phrase, (month, day) in _FEASTS.items():
        if matches_at(reader.tokens, index, phrase) and all(token.gap <= LINE for token in reader.tokens[index + 1 : index + len(phrase)]):
            end = index + len(phrase)
            year = year_after(reader.tokens, end, reader.pivot)
            raw = Raw(index, year.end if year else end, "date", [(year.value if year else None, month, day)])
            raw.slots = [year_slot(reader, end, year)] if year else []
            return raw
    return None


def year_slot(reader: Reader, place: int, year: Part) -> Slot:
    start = year.end - 1
    while start > place and reader.tokens[start - 1].kind in (WORD,) and reader.tokens[start - 1].low not in ("of", "in"):
        start -= 1
    if start > place and reader.tokens[start - 1].low in ("'", "‘", "-"):
        start -= 1 if reader.tokens[start - 1].low != "-" else 2
    return reader.slot("year", max(start, place), year.end)


def _several(raws: list[Raw], joiner: str) -> Raw:
    """One day as it is, two days with a dash as a span, more as a list of dates that share their month."""
    if len(raws) == 1:
        return raws[0]
    if len(raws) == 2 and joiner in ("-", "–", "—", "to", "till", "until", "through", "/"):
        return Raw(raws[0].first, raws[1].last, "span", ends=(raws[0], raws[1]))
    return Raw(raws[0].first, raws[-1].last, "list", ends=tuple(raws))


def month_first(reader: Reader, index: int) -> Raw | None:
    """ "April 22, 2025", "April 22nd", "April 22-24", "April 2025", "April"."""
    tokens = reader.tokens
    month = month_word(tokens, index)
    if month is None:
        return None
    word = tokens[index]
    if index and word.gap == GLUED and tokens[index - 1].kind in (WORD, DIGITS) and tokens[index - 1].kind != DIGITS:
        return None
    here = month.end
    if word_at(tokens, here) == "the":
        here += 1
    month_slot = reader.slot("month", index, index + 1)
    day = day_at(tokens, here) if here < len(tokens) and _goes_on(tokens, index, here) else None
    if day is not None and _counts_on(reader, day.end, tokens[here]):
        day = None
    if day is not None and (word.text[0].isupper() or word.low not in ("may", "march", "sat")) and here + 1 <= len(tokens):
        return _month_days(reader, index, month, here, day, month_slot)
    year = year_after(tokens, month.end, reader.pivot)
    if year is not None and not (word.low in ("may", "march") and not word.text[0].isupper() and year is None):
        raw = Raw(index, year.end, "date", [(year.value, month.value, None)])
        raw.slots = [month_slot, year_slot(reader, month.end, year)]
        return raw
    if not lone_month(tokens, index):
        return None
    end = month.end
    if word.low in DOUBTFUL_MONTHS and end > index + 1:
        end = index + 1
    raw = Raw(index, end, "date", [(None, month.value, None)], slots=[month_slot])
    if word_at(tokens, end) == "quarter":
        return Raw(index, end + 1, "quarter", number=(month.value + 2) // 3, slots=[])
    return raw


def _goes_on(tokens: Sequence[Token], index: int, here: int) -> bool:
    """Whether what follows a month may be its day: a line may end between them where the month stands in running words ("on May / 5")."""
    gap = tokens[here].gap
    if gap == LINE:
        return index > 0 and tokens[index].gap == SPACE and tokens[index - 1].kind == WORD and tokens[index - 1].text.islower()
    return gap == SPACE or (gap == GLUED and tokens[here - 1].low == ".")


def _counts_on(reader: Reader, end: int, token: Token) -> bool:
    """Whether what looked like a day is part of a larger number or a count: "April 22,000", "May 5%", "in March 20 people"."""
    if token.kind == WORD or end >= len(reader.tokens):
        return False
    after = reader.tokens[end]
    if after.gap == GLUED and after.low in ("%", "°", ":", "/"):
        return True
    if (
        after.gap == GLUED
        and after.low in (",", ".")
        and end + 1 < len(reader.tokens)
        and reader.tokens[end + 1].kind == DIGITS
        and reader.tokens[end + 1].gap == GLUED
    ):
        return not (after.low == "," and len(reader.tokens[end + 1].low) == 4 and year_after(reader.tokens, end, reader.pivot) is not None)
    if after.gap == GLUED and after.kind == WORD:
        return True
    return after.kind == WORD and after.gap <= LINE and after.low in _COUNT_AFTER


def _month_days(reader: Reader, index: int, month: Part, here: int, day: Part, month_slot: Slot) -> Raw | None:
    tokens = reader.tokens
    days: list[tuple[Part, int]] = [(day, here)]
    joiner = ""
    place = day.end
    while place < len(tokens) and tokens[place].gap <= LINE and len(days) < 8:
        mark = tokens[place].low
        step = place + 1
        if mark == "," and word_at(tokens, step) in ("and", "or"):
            step += 1
        if mark not in ("-", "–", "—", "to", "and", "or", ",", "&", "through") or step >= len(tokens) or tokens[step].gap > LINE:
            break
        following = day_at(tokens, step)
        if (
            following is None
            or month_word(tokens, following.end) is not None
            or word_at(tokens, following.end) in ("of", ":")
            or reader.noun_at(following.end)
        ):
            break
        if mark == "," and (joiner not in ("", ",") or not _list_goes_on(reader, following.end)):
            break
        if mark in ("-", "–") and tokens[place].gap != tokens[step].gap:
            break
        days.append((following, step))
        joiner = mark
        place = following.end
    year = year_after(tokens, place, reader.pivot)
    year_value = year.value if year is not None else None
    if any(valid(year_value or 2024, month.value, part.value) is None for part, _ in days):
        return None
    raws = []
    for number, (part, start) in enumerate(days):
        raw = Raw(index if number == 0 else start, part.end, "date", [(year_value, month.value, part.value)])
        raw.slots = [month_slot, reader.slot("day", start, part.end)] if number == 0 else [reader.slot("day", start, part.end)]
        if number == len(days) - 1 and year is not None:
            raw.last = year.end
            raw.slots.append(year_slot(reader, place, year))
        raws.append(raw)
    return _several(raws, joiner)


def _list_goes_on(reader: Reader, index: int) -> bool:
    return word_at(reader.tokens, index) in ("and", ",") and day_at(reader.tokens, index + 1) is not None
