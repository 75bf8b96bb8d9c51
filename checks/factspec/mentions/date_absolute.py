"""Dates that name their day, month, year, quarter or decade.

In: tokens and an index where a phrase may start. Out: a ``Raw`` or None. Every reader looks a few tokens ahead and no further.
"""

from __future__ import annotations

from collections.abc import Sequence

from .date_parts import Part, day_at, lone_month, lone_year, month_word, plain_day, short_year, weekday_at, word_at, word_back, year_after, year_words
from .date_raw import Raw, Ymd
from .date_values import Slot, valid
from .date_words import DECADES, DOUBTFUL_MONTHS, MONTHS, ORDINAL_QUARTERS, PARTS, SEASONS, WEEKDAYS
from .number_words import read_words
from .units import measure_at
from .value_tokens import DIGITS, GLUED, LINE, SPACE, WORD, Token

_DASHES = ("-", "–", "—", "/")
_POSSESSIVES = frozenset("his her their my our your its".split())


class Reader:
    """The tokens of one text with the year that two-digit years are read against."""

    __slots__ = ("pivot", "text", "tokens")

    def __init__(self, tokens: Sequence[Token], text: str, pivot: int) -> None:
        self.tokens, self.text, self.pivot = tokens, text, pivot

    def slot(self, kind: str, first: int, last: int) -> Slot:
        return Slot(kind, self.tokens[first].start, self.tokens[last - 1].end)

    # -- whole dates -------------------------------------------------------------------------------------------------------------

    def date(self, index: int) -> Raw | None:
        """A date at ``index``, with a weekday before or after it where there is one."""
        weekday = weekday_at(self.tokens, index)
        if weekday is None:
            raw = self.bare_date(index)
            return None if raw is None else self._weekday_behind(raw)
        here = weekday.end
        for _ in range(3):
            if word_at(self.tokens, here) in (",", "the", "(", "morning", "afternoon", "evening", "night", "-", "–") and here + 1 < len(self.tokens):
                here += 1
            else:
                break
        raw = self.bare_date(here) if here < len(self.tokens) and self.tokens[here].gap <= LINE else None
        if raw is not None and raw.shape == "date" and raw.readings[0][2] is not None and not (raw.readings[0][1] is None):
            raw.first, raw.weekday = index, weekday.value
            raw.slots.insert(0, self.slot("weekday", index, weekday.end))
            self._close_bracket(raw, here)
            return raw
        day = day_at(self.tokens, here, ordinal_only=True) if here < len(self.tokens) and self.tokens[here].gap <= LINE else None
        if day is not None and not self._noun(day.end):
            raw = Raw(index, day.end, "day", [(None, None, day.value)], weekday.value)
            raw.slots = [self.slot("weekday", index, weekday.end), self.slot("day", here, day.end)]
            return raw
        raw = Raw(index, weekday.end, "weekday", weekday=weekday.value)
        raw.slots = [self.slot("weekday", index, weekday.end)]
        return raw

    def _close_bracket(self, raw: Raw, start: int) -> None:
        if start and self.tokens[start - 1].low == "(" and word_at(self.tokens, raw.last) == ")":
            raw.last += 1

    def _weekday_behind(self, raw: Raw) -> Raw:
        """ "4 May (Sunday)", "22 April 2025, a Tuesday", "07/03/2026 (Sat)"."""
        if raw.shape != "date" or raw.readings[0][2] is None:
            return raw
        here = raw.last
        opening = word_at(self.tokens, here)
        if opening not in ("(", ","):
            return raw
        here += 1
        if opening == "," and word_at(self.tokens, here) == "a":
            here += 1
        elif opening == ",":
            return raw
        weekday = weekday_at(self.tokens, here)
        if weekday is None and opening == "(" and here < len(self.tokens):
            number = WEEKDAYS.get(self.tokens[here].low)
            weekday = None if number is None else Part(number, here + 1)
        if weekday is not None and (opening == "," or word_at(self.tokens, weekday.end) == ")"):
            raw.weekday = weekday.value
            raw.slots.append(self.slot("weekday", here, weekday.end))
            raw.last = weekday.end + (1 if opening == "(" else 0)
        return raw

    def _noun(self, index: int) -> bool:
        """Whether a lower-case noun follows: then an ordinal is no day."""
        if index >= len(self.tokens) or self.tokens[index].gap > LINE:
            return False
        token = self.tokens[index]
        if token.low == "-" and token.gap == GLUED:
            return True
        return token.kind == WORD and token.low not in _FREE_AFTER

    def bare_date(self, index: int) -> Raw | None:
        """A date without a weekday."""
        token = self.tokens[index]
        if token.kind == DIGITS:
            if not plain_day(self.tokens, index):
                return None
            return self.iso(index) or self.slashed(index) or self.day_first(index)
        if token.kind == WORD:
            if token.low in MONTHS:
                return self.month_first(index)
            return self.day_first(index)
        return None

    def iso(self, index: int) -> Raw | None:
        """ "2025-04-22", "2025/04/22", "2025.04.22", "2025-04", "20250422T..." is no concern."""
        tokens = self.tokens
        if len(tokens[index].low) != 4 or not 1000 <= int(tokens[index].low) <= 2199:
            return None
        if index + 2 >= len(tokens) or tokens[index + 1].low not in ("-", "/", ".", "‑") or tokens[index + 1].gap != GLUED or tokens[index + 2].gap != GLUED:
            return None
        if tokens[index + 2].kind == WORD:  # "2025-Apr-22"
            month = month_word(tokens, index + 2)
            if month is not None and word_at(tokens, month.end) == tokens[index + 1].low and month.end + 1 < len(tokens) and tokens[month.end + 1].kind == DIGITS:
                return self._ymd(index, month.end + 2, [(int(tokens[index].low), month.value, int(tokens[month.end + 1].low))], (index, index + 2, month.end + 1))
            return None
        if tokens[index + 2].kind != DIGITS or len(tokens[index + 2].low) != 2 and tokens[index + 1].low == "-":
            return None
        year, month_number = int(tokens[index].low), int(tokens[index + 2].low)
        mark = tokens[index + 1].low
        if index + 4 < len(tokens) and tokens[index + 3].low == mark and tokens[index + 3].gap == GLUED and tokens[index + 4].kind == DIGITS and tokens[index + 4].gap == GLUED:
            day_number = int(tokens[index + 4].low)
            if len(tokens[index + 4].low) <= 2 and valid(year, month_number, day_number) is not None:
                return self._ymd(index, index + 5, [(year, month_number, day_number)], (index, index + 2, index + 4))
            return None
        # "2025-04" is a month; "1984-96" and "2024-25" are years, "2011-12" may be both: the month only where no year could follow
        if mark == "-" and 1 <= month_number <= 12 and len(tokens[index + 2].low) == 2 and month_number <= year % 100:
            return self._ymd(index, index + 3, [(year, month_number, None)], (index, index + 2))
        return None

    def _ymd(self, first: int, last: int, readings: list[Ymd], places: Sequence[int]) -> Raw:
        raw = Raw(first, last, "date", readings)
        raw.slots = [self.slot(kind, place, place + 1) for kind, place in zip(("year", "month", "day"), places, strict=False)]
        return raw

    def slashed(self, index: int) -> Raw | None:
        """ "22/4/2025", "04/22/25", "22.04.2025", "22-04-2025", "22-Apr-25", "2/5"."""
        tokens = self.tokens
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
            slots = [self.slot("day", index, index + 1), self.slot("month", index + 2, index + 3)]
            if word_at(tokens, end) == mark and end + 1 < len(tokens) and tokens[end + 1].kind == DIGITS and len(tokens[end + 1].low) in (2, 4):
                year = self._year_of(tokens[end + 1].low)
                slots.append(self.slot("year", end + 1, end + 2))
                end += 2
            return Raw(index, end, "date", [(year, month.value, int(first.low))], slots=slots)
        if second.kind != DIGITS or len(second.low) > 2 or first.low == "0" or int(second.low) == 0:
            return None
        one, two = int(first.low), int(second.low)
        third = tokens[index + 4] if index + 4 < len(tokens) and tokens[index + 3].low == mark and tokens[index + 3].gap == GLUED and tokens[index + 4].gap == GLUED else None
        if third is not None and third.kind == DIGITS:
            if len(third.low) not in (2, 4) or (mark in (".", "-", "–") and len(third.low) == 2 and (len(first.low) != 2 or len(second.low) != 2 or mark != ".")):
                return None
            if index + 5 < len(tokens) and tokens[index + 5].gap == GLUED and tokens[index + 5].kind == WORD:
                return None
            if index + 6 < len(tokens) and tokens[index + 5].low == mark and tokens[index + 6].kind == DIGITS and tokens[index + 5].gap == GLUED:
                return None
            year = self._year_of(third.low)
            readings = self._orders(year, one, two)
            if not readings:
                return None
            raw = Raw(index, index + 5, "date", readings, numeric=True)
            raw.slots = self._slash_slots(index, readings[0], one, with_year=True)
            return raw
        if mark != "/" or not self._slash_date(index, one, two):
            return None
        readings = self._orders(None, one, two)
        if not readings:
            return None
        raw = Raw(index, index + 3, "date", readings, numeric=True)
        raw.slots = self._slash_slots(index, readings[0], one, with_year=False)
        return raw

    def _slash_slots(self, index: int, reading: Ymd, one: int, with_year: bool) -> list[Slot]:
        kinds = ("day", "month") if reading[2] == one else ("month", "day")
        slots = [self.slot(kinds[0], index, index + 1), self.slot(kinds[1], index + 2, index + 3)]
        if with_year:
            slots.append(self.slot("year", index + 4, index + 5))
        return slots

    def _year_of(self, digits: str) -> int:
        return int(digits) if len(digits) == 4 else short_year(int(digits), self.pivot)

    @staticmethod
    def _orders(year: int | None, one: int, two: int) -> list[Ymd]:
        """Day first, then month first: every order that the calendar allows."""
        readings: list[Ymd] = []
        for day, month in ((one, two), (two, one)):
            if 1 <= month <= 12 and valid(year or 2024, month, day) is not None and (year, month, day) not in readings:
                readings.append((year, month, day))
        return readings

    def _slash_date(self, index: int, one: int, two: int) -> bool:
        """Whether "2/5" is a date and no fraction, score or mark."""
        if (one, two) in ((9, 11), (24, 7), (7, 7)):
            return False
        tokens = self.tokens
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
            if follow.low in ("of", "stars", "star", "cup", "cups", "inch", "inches", "mile", "miles", "majority", "vote", "share", "teaspoon", "pound", "points"):
                return False
        if one < two <= 4 and not (before in ("on", "by", "since", "until", "from", "(", "dated") or (before == "," and index >= 2)):
            return False
        return True

    # -- day and month in words ---------------------------------------------------------------------------------------------------

    def day_first(self, index: int) -> Raw | None:
        """ "22 April 2025", "22nd of April", "3-5 May", "3 and 5 May", "the 7 of March"."""
        tokens = self.tokens
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
        if word.low == "may" and days[0][0].value and tokens[index].kind == WORD and tokens[index].low in ("first", "second") and connector != "of":
            return None
        place = month.end
        year = year_after(tokens, place, self.pivot)
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
        month_slot = self.slot("month", month_place, month_place + 1)
        year_slot = self._year_slot(place, year) if year is not None else None
        raws = []
        for number, (part, start) in enumerate(days):
            raw = Raw(start, part.end, "date", [(year_value, month.value, part.value)])
            raw.slots = [self.slot("day", start, part.end)]
            if number == len(days) - 1:
                raw.last = last
                raw.slots.append(month_slot)
                if year_slot is not None:
                    raw.slots.append(year_slot)
            raws.append(raw)
        return self._several(raws, joiner)

    def _year_slot(self, place: int, year: Part) -> Slot:
        start = year.end - 1
        while start > place and self.tokens[start - 1].kind in (WORD,) and self.tokens[start - 1].low not in ("of", "in"):
            start -= 1
        if start > place and self.tokens[start - 1].low in ("'", "‘", "-"):
            start -= 1 if self.tokens[start - 1].low != "-" else 2
        return self.slot("year", max(start, place), year.end)

    def _several(self, raws: list[Raw], joiner: str) -> Raw:
        """One day as it is, two days with a dash as a span, more as a list of dates that share their month."""
        if len(raws) == 1:
            return raws[0]
        if len(raws) == 2 and joiner in ("-", "–", "—", "to", "till", "until", "through", "/"):
            return Raw(raws[0].first, raws[1].last, "span", ends=(raws[0], raws[1]))
        return Raw(raws[0].first, raws[-1].last, "list", ends=tuple(raws))

    def month_first(self, index: int) -> Raw | None:
        """ "April 22, 2025", "April 22nd", "April 22-24", "April 2025", "April"."""
        tokens = self.tokens
        month = month_word(tokens, index)
        if month is None:
            return None
        word = tokens[index]
        if index and word.gap == GLUED and tokens[index - 1].kind in (WORD, DIGITS):
            if tokens[index - 1].kind != DIGITS:
                return None
        here = month.end
        if word_at(tokens, here) == "the":
            here += 1
        month_slot = self.slot("month", index, index + 1)
        day = day_at(tokens, here) if here < len(tokens) and tokens[here].gap <= SPACE and (tokens[here].gap == SPACE or tokens[here - 1].low == ".") else None
        if day is not None and self._counts_on(day.end, tokens[here]):
            day = None
        if day is not None and (word.text[0].isupper() or word.low not in ("may", "march", "sat")) and here + 1 <= len(tokens):
            return self._month_days(index, month, here, day, month_slot)
        year = year_after(tokens, month.end, self.pivot)
        if year is not None and not (word.low in ("may", "march") and not word.text[0].isupper() and year is None):
            raw = Raw(index, year.end, "date", [(year.value, month.value, None)])
            raw.slots = [month_slot, self._year_slot(month.end, year)]
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

    def _counts_on(self, end: int, token: Token) -> bool:
        """Whether what looked like a day is part of a larger number or a count: "April 22,000", "May 5%", "in March 20 people"."""
        if token.kind == WORD or end >= len(self.tokens):
            return False
        after = self.tokens[end]
        if after.gap == GLUED and after.low in ("%", "°", ":", "/"):
            return True
        if after.gap == GLUED and after.low in (",", ".") and end + 1 < len(self.tokens) and self.tokens[end + 1].kind == DIGITS and self.tokens[end + 1].gap == GLUED:
            return not (after.low == "," and len(self.tokens[end + 1].low) == 4 and year_after(self.tokens, end, self.pivot) is not None)
        if after.gap == GLUED and after.kind == WORD:
            return True
        return after.kind == WORD and after.gap <= LINE and after.low in _COUNT_AFTER

    def _month_days(self, index: int, month: Part, here: int, day: Part, month_slot: Slot) -> Raw | None:
        tokens = self.tokens
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
            if following is None or month_word(tokens, following.end) is not None or word_at(tokens, following.end) in ("of", ":") or self._noun(following.end):
                break
            if mark == "," and (joiner not in ("", ",") or not self._list_goes_on(following.end)):
                break
            if mark in ("-", "–") and tokens[place].gap != tokens[step].gap:
                break
            days.append((following, step))
            joiner = mark
            place = following.end
        year = year_after(tokens, place, self.pivot)
        year_value = year.value if year is not None else None
        if any(valid(year_value or 2024, month.value, part.value) is None for part, _ in days):
            return None
        raws = []
        for number, (part, start) in enumerate(days):
            raw = Raw(index if number == 0 else start, part.end, "date", [(year_value, month.value, part.value)])
            raw.slots = [month_slot, self.slot("day", start, part.end)] if number == 0 else [self.slot("day", start, part.end)]
            if number == len(days) - 1 and year is not None:
                raw.last = year.end
                raw.slots.append(self._year_slot(place, year))
            raws.append(raw)
        return self._several(raws, joiner)

    def _list_goes_on(self, index: int) -> bool:
        return word_at(self.tokens, index) in ("and", ",") and day_at(self.tokens, index + 1) is not None

    # -- years, quarters, decades ---------------------------------------------------------------------------------------------------

    def year(self, index: int) -> Raw | None:
        """A bare year, two years with a dash, a year in words, "'72"."""
        tokens = self.tokens
        token = tokens[index]
        if token.low in ("'", "‘"):
            return self._apostrophe(index)
        if token.kind == WORD:
            words = year_words(tokens, index) or self._two_thousand(index)
            if words is None:
                return None
            return Raw(index, words.end, "year", year=words.value, slots=[self.slot("year", index, words.end)])
        if token.kind != DIGITS or len(token.low) != 4:
            return None
        decade = self._decade(index)
        if decade is not None:
            return decade
        pair = self._year_pair(index)
        if pair is not None:
            return pair
        if not lone_year(tokens, index, self.text):
            return None
        return Raw(index, index + 1, "year", year=int(token.low), slots=[self.slot("year", index, index + 1)])

    def _two_thousand(self, index: int) -> Part | None:
        """ "in two thousand and eight": a year only after a preposition of time and before no noun."""
        if self.tokens[index].low != "two" or word_back(self.tokens, index, 1) not in ("in", "since", "until", "year"):
            return None
        words = read_words(self.tokens, index)
        if words is None or words.kind != "cardinal" or not 2001 <= words.value <= 2099 or self._noun(words.end):
            return None
        return Part(int(words.value), words.end)

    def _year_pair(self, index: int) -> Raw | None:
        tokens = self.tokens
        if index + 2 >= len(tokens) or not plain_day(tokens, index):
            return None
        dash, second = tokens[index + 1], tokens[index + 2]
        if dash.low not in _DASHES or dash.gap not in (GLUED, SPACE) or second.gap != dash.gap or second.kind != DIGITS:
            return None
        if len(second.low) not in (2, 4) or (dash.gap == SPACE and len(second.low) == 2) or (dash.low == "/" and len(second.low) == 4 and dash.gap == SPACE):
            return None
        first = int(tokens[index].low)
        last = int(second.low) if len(second.low) == 4 else first // 100 * 100 + int(second.low)
        if len(second.low) == 2 and last < first:
            last += 100
        after = tokens[index + 3] if index + 3 < len(tokens) else None
        if not (1400 <= first < last <= 2199 and last - first < 250) or (after is not None and after.gap == GLUED and after.kind in (WORD, DIGITS)):
            return None
        if len(second.low) == 2 and last - first > 60:
            return None
        one = Raw(index, index + 1, "year", year=first, slots=[self.slot("year", index, index + 1)])
        two = Raw(index + 2, index + 3, "year", year=last, slots=[self.slot("year", index + 2, index + 3)])
        return Raw(index, index + 3, "span", ends=(one, two))

    def _apostrophe(self, index: int) -> Raw | None:
        """ "'72", "'80s"."""
        tokens = self.tokens
        if index + 1 >= len(tokens) or tokens[index + 1].kind != DIGITS or len(tokens[index + 1].low) != 2 or tokens[index + 1].gap != GLUED:
            return None
        if tokens[index].gap == GLUED and index and tokens[index - 1].kind in (WORD, DIGITS):
            return None
        value = int(tokens[index + 1].low)
        after = tokens[index + 2] if index + 2 < len(tokens) else None
        if after is not None and after.gap == GLUED and after.low == "s" and value % 10 == 0:
            return Raw(index, index + 3, "decade", number=short_year(value, self.pivot))
        if after is not None and after.gap == GLUED and (after.kind in (WORD, DIGITS) or (after.low in ("'", "%", ".") and index + 3 < len(tokens) and tokens[index + 3].gap == GLUED and tokens[index + 3].kind in (WORD, DIGITS))):
            return None
        if after is not None and after.low in ("'", "’", "%"):
            return None
        return Raw(index, index + 2, "year", year=short_year(value, self.pivot), slots=[self.slot("year", index, index + 2)])

    def _decade(self, index: int) -> Raw | None:
        tokens = self.tokens
        value = int(tokens[index].low)
        here = index + 1
        if word_at(tokens, here) == "'" and tokens[here].gap == GLUED:
            here += 1
        if value % 10 or not 1000 <= value <= 2190 or here >= len(tokens) or tokens[here].low != "s" or tokens[here].gap != GLUED:
            return None
        return Raw(index, here + 1, "decade", number=value)

    def decade_word(self, index: int) -> Raw | None:
        """ "the nineties", "the 80s" (not "in her nineties")."""
        tokens = self.tokens
        token = tokens[index]
        back = index - 1
        while back >= max(0, index - 4) and tokens[back].low in ("early", "late", "mid", "-"):
            back -= 1
        before = tokens[back].low if back >= 0 else ""
        if before in _POSSESSIVES or not before:
            return None
        if token.kind == WORD and token.low in DECADES and (before == "the" or token.gap == GLUED or word_back(tokens, index, 1) in ("early", "late", "nineteen", "twenty")):
            return Raw(index, index + 1, "decade", number=short_year(DECADES[token.low], self.pivot) if DECADES[token.low] != 20 else 1920)
        if token.kind == DIGITS and len(token.low) == 2 and int(token.low) % 10 == 0 and token.low not in ("00", "10"):
            end = index + 2 if word_at(tokens, index + 1) == "'" and tokens[index + 1].gap == GLUED else index + 1
            paired = before in ("and", "or") and index >= 2 and tokens[index - 2].low == "s"
            if end < len(tokens) and tokens[end].low == "s" and tokens[end].gap == GLUED and (before == "the" or paired):
                return Raw(index, end + 1, "decade", number=short_year(int(token.low), self.pivot))
        return None

    def century(self, index: int) -> Raw | None:
        """ "the 19th century", "twentieth-century"."""
        tokens = self.tokens
        day = day_at(tokens, index, ordinal_only=True)
        words = read_words(tokens, index) if day is None and tokens[index].kind == WORD else None
        value, end = (day.value, day.end) if day is not None else (int(words.value), words.end) if words is not None and words.kind == "ordinal" else (0, 0)
        if not 1 <= value <= 22:
            return None
        if word_at(tokens, end) == "-":
            end += 1
        if word_at(tokens, end) not in ("century", "centuries"):
            return None
        return Raw(index, end + 1, "century", number=(value - 1) * 100 + 1)

    def period(self, index: int) -> Raw | None:
        """Quarters, halves, fiscal years, seasons: "Q3 2025", "3Q25", "third quarter of 2025", "H1", "FY25", "summer 2024"."""
        tokens = self.tokens
        token = tokens[index]
        glued_after = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].gap == GLUED else None
        if token.kind == WORD and token.text.upper() in ("Q", "H") and glued_after is not None and glued_after.kind == DIGITS and len(glued_after.low) == 1:
            if token.gap == GLUED and index and tokens[index - 1].kind in (WORD, DIGITS):
                return None
            return self._numbered(index, token.text.upper(), int(glued_after.low), index + 2)
        if token.kind == DIGITS and len(token.low) == 1 and glued_after is not None and glued_after.text in ("Q", "H"):
            return self._numbered(index, glued_after.text, int(token.low), index + 2)
        if token.kind == WORD and token.text in ("FY", "Fy") and index + 1 < len(tokens) and tokens[index + 1].kind == DIGITS:
            return self._fiscal(index, index + 1)
        if token.low in ("fiscal", "financial") and index + 1 < len(tokens):
            here = index + 2 if word_at(tokens, index + 1) == "year" else index + 1
            if here < len(tokens) and tokens[here].kind == DIGITS and tokens[here].gap <= SPACE:
                return self._fiscal(index, here)
            return None
        if token.low in ORDINAL_QUARTERS or (token.kind == DIGITS and len(token.low) == 1):
            here = index + 1
            if token.kind == DIGITS and word_at(tokens, here) in ("st", "nd", "rd", "th"):
                here += 1
            elif token.kind == DIGITS:
                return None
            if word_at(tokens, here) == "-" and here + 1 < len(tokens) and tokens[here].gap == GLUED:
                here += 1
            number = ORDINAL_QUARTERS.get(token.low, int(token.low) if token.kind == DIGITS else 0)
            if word_at(tokens, here) in ("quarter", "quarters"):
                if token.low in ("last", "final", "opening") and not self._year_of_period(here + 1):
                    return None
                return self._numbered(index, "Q", number, here + 1)
            if word_at(tokens, here) == "half" and number in (1, 2) and token.low not in ("final", "last") and self._year_of_period(here + 1):
                return self._numbered(index, "H", number, here + 1)
            return None
        if token.low in SEASONS:
            here = index + 1
            if word_at(tokens, here) == "of":
                here += 1
            if here < len(tokens) and tokens[here].kind == DIGITS and len(tokens[here].low) == 4 and tokens[here].gap <= SPACE and 1400 <= int(tokens[here].low) <= 2199:
                return Raw(index, here + 1, "season", number=SEASONS[token.low], year=int(tokens[here].low), vague=True, slots=[self.slot("year", here, here + 1)])
            if word_back(tokens, index, 1) in ("this", "last", "next") and token.low != "fall" or (word_back(tokens, index, 1) in ("last", "this") and word_at(tokens, here) in (",", ".", "")):
                return Raw(index - 1, index + 1, "season", number=SEASONS[token.low], vague=True, anchor="as_of", count={"this": 0, "last": -1, "next": 1}[tokens[index - 1].low])
        return None

    def _year_of_period(self, index: int) -> tuple[int | None, int] | None:
        """The year after a quarter or half: "of 2025", "2025", "of the year", "FY25", "of fiscal 2025"."""
        tokens = self.tokens
        here = index
        for word in (",", "of", "in"):
            if word_at(tokens, here) == word:
                here += 1
                break
        if word_at(tokens, here) == "the" and word_at(tokens, here + 1) in ("year", "financial", "fiscal"):
            end = here + 2 if word_at(tokens, here + 1) == "year" else here + 3
            return None, min(end, len(tokens))
        if word_at(tokens, here) in ("last", "this", "next") and word_at(tokens, here + 1) == "year":
            return None, index
        if word_at(tokens, here) in ("fy", "fiscal", "financial", "calendar"):
            here += 1
            if word_at(tokens, here) == "year":
                here += 1
        if here < len(tokens) and tokens[here].gap <= LINE:
            token = tokens[here]
            if token.kind == DIGITS and len(token.low) == 4 and 1900 <= int(token.low) <= 2199:
                return int(token.low), here + 1
            if token.kind == DIGITS and len(token.low) == 2 and token.gap == GLUED:
                return short_year(int(token.low), self.pivot), here + 1
            if token.low == "'" and here + 1 < len(tokens) and tokens[here + 1].kind == DIGITS and len(tokens[here + 1].low) == 2:
                return short_year(int(tokens[here + 1].low), self.pivot), here + 2
        return None

    def _numbered(self, index: int, letter: str, number: int, end: int) -> Raw | None:
        if not 1 <= number <= (4 if letter == "Q" else 2):
            return None
        tokens = self.tokens
        if end < len(tokens) and tokens[end].gap == GLUED and tokens[end].kind == WORD and tokens[end].low not in ("fy",):
            return None
        if end < len(tokens) and tokens[end].gap == GLUED and tokens[end].low in (":", ")") and tokens[index].gap >= LINE and letter == "Q" and tokens[index].text == "Q":
            if tokens[end].low == ")" or (end + 1 < len(tokens) and tokens[end + 1].kind == WORD and tokens[end + 1].low in ("what", "who", "when", "where", "how", "why", "did", "is", "was")):
                return None
        year: int | None = None
        found = self._year_of_period(end)
        if found is None and end < len(tokens) and tokens[end].kind == DIGITS and tokens[end].gap == GLUED and len(tokens[end].low) in (2, 4):
            found = (self._year_of(tokens[end].low), end + 1)
        slots: list[Slot] = []
        if found is not None:
            year, stop = found
            if year is not None:
                slots.append(self.slot("year", stop - 1, stop))
            end = max(end, stop)
        return Raw(index, end, "quarter" if letter == "Q" else "half", number=number, year=year, slots=slots)

    def _fiscal(self, index: int, here: int) -> Raw | None:
        tokens = self.tokens
        digits = tokens[here].low
        if len(digits) not in (2, 4) or (len(digits) == 4 and not 1900 <= int(digits) <= 2199):
            return None
        year, end = self._year_of(digits), here + 1
        if end + 1 < len(tokens) and tokens[end].low in _DASHES and tokens[end].gap == GLUED and tokens[end + 1].kind == DIGITS and len(tokens[end + 1].low) in (2, 4):
            year, end = self._year_of(tokens[end + 1].low), end + 2
        return Raw(index, end, "year", year=year, slots=[self.slot("year", end - 1, end)], vague=True)

    def modified(self, index: int) -> Raw | None:
        """ "late April", "mid-March", "the end of March 2026", "early 1930s", "end-March"."""
        tokens = self.tokens
        token = tokens[index]
        part = PARTS.get(token.low)
        if part is None or token.kind != WORD:
            return None
        here = index + 1
        if word_at(tokens, here) in ("-", "–") and tokens[here].gap == GLUED:
            here += 1
        elif word_at(tokens, here) == "of":
            here += 1
        elif token.low in ("middle", "beginning", "start", "close"):
            return None
        elif word_at(tokens, here) == "in" and token.low in ("early", "late"):
            here += 1
        if word_at(tokens, here) in ("the", "to", "or", "and"):
            if word_at(tokens, here) in ("to", "or", "and") and word_at(tokens, here + 1) in ("-", "mid", "late", "early"):
                return None
            here += 1
        if here >= len(tokens) or tokens[here].gap > LINE:
            return None
        raw = self._modifiable(here)
        if raw is None:
            return None
        raw.first, raw.part, raw.vague = index, part, token.low != "end"
        if token.low == "end":
            raw.part = "end"
        return raw

    def _modifiable(self, here: int) -> Raw | None:
        tokens = self.tokens
        token = tokens[here]
        if token.low in MONTHS:
            month = month_word(tokens, here)
            assert month is not None
            if not token.text[0].isupper() and token.low in ("may", "march", "august"):
                return None
            year = year_after(tokens, month.end, self.pivot)
            raw = Raw(here, year.end if year else month.end, "date", [(year.value if year else None, month.value, None)])
            raw.slots = [self.slot("month", here, here + 1)] + ([self._year_slot(month.end, year)] if year else [])
            return raw
        if token.kind == DIGITS and len(token.low) == 4:
            decade = self._decade(here)
            if decade is not None:
                return decade
            unit = measure_at(tokens, here + 1, self.text)
            if 1400 <= int(token.low) <= 2199 and (unit is None or unit[0].name == "year") and not (here + 1 < len(tokens) and tokens[here + 1].gap == GLUED and tokens[here + 1].kind == WORD):
                return Raw(here, here + 1, "year", year=int(token.low), slots=[self.slot("year", here, here + 1)])
            return None
        return self.decade_word(here) or self.century(here) or (self._apostrophe(here) if token.low == "'" else None)


_AFTER_MODAL = frozenset("be have not also well still yet never even only need want".split())
_COUNT_AFTER = frozenset("people persons men women children percent per million billion thousand crore lakh troops soldiers jobs goals points votes km miles years days minutes hours".split())
_FREE_AFTER = frozenset(
    (
        "of in on at by to from and or but with for as is was were are has had that which who when while after before until since a an the he she it they we you i his her their there "
        "said told says did will would could may might must should not also then than if because so however"
    ).split()
)
