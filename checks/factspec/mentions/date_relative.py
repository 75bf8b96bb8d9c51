"""Dates that lean on another day: the day of reading ("yesterday", "last Friday", "two years ago") or a day of the text ("two days
later", "that Sunday").

In: a ``Reader`` and an index. Out: a ``Raw`` whose ``anchor`` says what it leans on: as_of, text, or clause (what follows it), or None.
"""

from __future__ import annotations

from .date_absolute import bare_date, whole_date
from .date_parts import month_word, weekday_at, word_at, word_back
from .date_raw import Raw
from .date_reader import Reader
from .date_words import DAY_WORDS, DAYPARTS, MONTHS, PERIODS
from .number_words import read_words
from .value_tokens import DIGITS, GLUED, LINE, MARK, WORD

_LATER = {
    "later": 1,
    "afterwards": 1,
    "after": 1,
    "afterward": 1,
    "hence": 1,
    "on": 1,
    "earlier": -1,
    "before": -1,
    "previously": -1,
    "prior": -1,
}
_TEXT_WORDS = {"next": 1, "following": 1, "previous": -1, "preceding": -1, "same": 0, "very": 0}
_ENDS_CLAUSE = frozenset("and but or when while with in on at by as for to from of".split())


def relative_at(reader: Reader, index: int) -> Raw | None:
    """The relative date phrase that starts at ``index``."""
    token = reader.tokens[index]
    if token.kind not in (WORD, DIGITS) or (token.gap == GLUED and index and reader.tokens[index - 1].kind in (WORD, DIGITS)):
        return None
    low = token.low
    if low in DAY_WORDS:
        if low == "today" and word_back(reader.tokens, index, 1) == "usa":
            return None
        return Raw(index, index + 1, "offset", unit="day", count=DAY_WORDS[low], anchor="as_of")
    if low in ("earlier", "later", "early", "late"):
        inner = _this_last_next(reader, index + 1) if word_at(reader.tokens, index + 1) else None
        if inner is not None and inner.shape == "period":
            inner.first, inner.vague = index, True
            inner.part = {"early": "early", "late": "late"}.get(low, "")
            return inner
        return None
    if low in ("this", "last", "next", "that", "past", "previous", "following"):
        return _this_last_next(reader, index)
    if low == "the":
        return _the(reader, index)
    if low in ("at", "over", "on", "during"):
        return None
    return _counted(reader, index)


def _this_last_next(reader: Reader, index: int) -> Raw | None:
    tokens = reader.tokens
    word = tokens[index].low if index < len(tokens) else ""
    if word not in ("this", "last", "next", "that"):
        return None
    shift = {"this": 0, "last": -1, "next": 1, "that": 0}[word]
    here = index + 1
    if here >= len(tokens) or tokens[here].gap > LINE:
        return None
    low = tokens[here].low
    if word == "that":
        return _that(reader, index)
    weekday = weekday_at(tokens, here)
    if weekday is not None:
        dated = whole_date(reader, here)
        if dated is not None and dated.shape == "date":
            dated.first = index
            return dated
        raw = Raw(index, weekday.end, "weekday", weekday=weekday.value, count=shift, anchor="as_of", unit="week")
        raw.slots = [reader.slot("weekday", here, weekday.end)]
        return raw
    if low in MONTHS and (tokens[here].text[0].isupper() or low not in ("may", "march")):
        month = month_word(tokens, here)
        dated = bare_date(reader, here)
        if dated is not None and dated.shape == "date" and (dated.readings[0][0] is not None or dated.readings[0][2] is not None):
            dated.first = index
            return dated
        assert month is not None
        raw = Raw(index, month.end, "month_of", number=month.value, count=shift, anchor="as_of")
        raw.slots = [reader.slot("month", here, here + 1)]
        return raw
    if low in DAYPARTS:
        if word == "last" and low in ("night", "evening"):
            return Raw(index, here + 1, "offset", unit="day", count=-1, anchor="as_of")
        if word == "this" and low in ("morning", "afternoon", "evening"):
            return Raw(index, here + 1, "offset", unit="day", count=0, anchor="as_of")
        return None
    if low == "financial" or low == "fiscal" or low == "calendar":
        here += 1
        low = word_at(tokens, here)
    unit = PERIODS.get(low)
    if unit is None or low.endswith("s") or unit == "day":
        return None
    if unit == "century" or unit == "decade":
        return None
    return Raw(index, here + 1, "period", unit=unit, count=shift, anchor="as_of", vague=False)


def _that(reader: Reader, index: int) -> Raw | None:
    """ "that Sunday", "that day", "that year": the anchor is a day of the text."""
    tokens = reader.tokens
    here = index + 1
    if word_at(tokens, here) == "same":
        here += 1
    weekday = weekday_at(tokens, here)
    if weekday is not None:
        return Raw(
            index, weekday.end, "weekday", weekday=weekday.value, anchor="text", count=0, slots=[reader.slot("weekday", here, weekday.end)]
        )
    unit = PERIODS.get(word_at(tokens, here))
    if unit is None or word_at(tokens, here).endswith("s"):
        return None
    return Raw(index, here + 1, "period", unit=unit, count=0, anchor="text")


def _the(reader: Reader, index: int) -> Raw | None:
    """ "the next day", "the following Sunday", "the same day", "the day before", "the weekend", "the previous year"."""
    tokens = reader.tokens
    here = index + 1
    word = word_at(tokens, here)
    if word == "weekend":
        before = word_back(tokens, index, 1)
        if before in ("at", "over", "on", "during", "for") or word_at(tokens, here + 1) in ("'", ".", ","):
            return Raw(index, here + 1, "weekend", anchor="as_of", unit="weekend")
        return None
    if word in _TEXT_WORDS and word != "very":
        then = here + 1
        weekday = weekday_at(tokens, then)
        if weekday is not None:
            return Raw(
                index,
                weekday.end,
                "weekday",
                weekday=weekday.value,
                anchor="text",
                count=_TEXT_WORDS[word],
                slots=[reader.slot("weekday", then, weekday.end)],
            )
        unit = PERIODS.get(word_at(tokens, then))
        if unit is not None and not word_at(tokens, then).endswith("s"):
            if word_at(tokens, then + 1) in ("of", "'") and word_at(tokens, then + 1) != "'":
                return None
            return Raw(index, then + 1, "period", unit=unit, count=_TEXT_WORDS[word], anchor="text")
        if word_at(tokens, then) in ("morning", "evening", "afternoon") and word in ("next", "following", "same", "previous"):
            return Raw(index, then + 1, "offset", unit="day", count=_TEXT_WORDS[word], anchor="text")
        return None
    unit = PERIODS.get(word)
    if unit in ("day", "week", "month", "year", "weekend") and word_at(tokens, here + 1) in ("before", "after") and not word.endswith("s"):
        count = 1 if word_at(tokens, here + 1) == "after" else -1
        if word_at(tokens, here + 2) in ("last", "next", "tomorrow", "yesterday"):
            return _doubled(reader, index, here, count)
        return Raw(
            index,
            here + 2,
            "offset",
            unit=unit if unit != "weekend" else "week",
            count=count,
            anchor=_anchor_of(reader, here + 2),
            vague=unit != "day",
        )
    return None


def _doubled(reader: Reader, index: int, here: int, count: int) -> Raw | None:
    """ "the day before yesterday", "the week after next"."""
    tokens = reader.tokens
    last = word_at(tokens, here + 2)
    if last in ("yesterday", "tomorrow") and tokens[here].low == "day":
        if (last == "yesterday") == (count < 0):
            return Raw(index, here + 3, "offset", unit="day", count=2 * count, anchor="as_of")
        return None
    if last in ("last", "next") and (last == "last") == (count < 0):
        return Raw(index, here + 3, "period", unit=PERIODS[tokens[here].low], count=2 * count, anchor="as_of")
    return None


def _anchor_of(reader: Reader, index: int) -> str:
    """What "two days after" leans on: the text where a clause ends, else what follows."""
    tokens = reader.tokens
    if index >= len(tokens) or tokens[index].gap > LINE or tokens[index].kind == MARK:
        return "text"
    if tokens[index].low in ("and", "but", "when", "while", "with", "in", "on", "at"):
        return "text"
    return "clause"


def _counted(reader: Reader, index: int) -> Raw | None:
    """ "two days ago", "a week earlier", "three years later", "in two days' time", "six months on"."""
    tokens = reader.tokens
    token = tokens[index]
    here, count = index, 0
    if token.low in ("a", "an", "one"):
        count, here = 1, index + 1
        if word_at(tokens, here) in ("full", "whole", "mere"):
            here += 1
        if word_at(tokens, here) in ("couple",) and word_at(tokens, here + 1) == "of":
            count, here = 2, here + 2
    elif token.kind == DIGITS:
        if len(token.low) > 3 or (index and token.gap == GLUED and tokens[index - 1].low not in ("(", "–", "—")):
            return None
        count, here = int(token.low), index + 1
    elif token.low in PERIODS and not token.low.endswith("s"):
        count = 1  # "year ago" in headlines
        if word_at(tokens, index + 1) != "ago" or word_back(tokens, index, 1) in ("a", "one"):
            return None
    else:
        words = read_words(tokens, index)
        if words is None or words.kind != "cardinal" or words.value > 2000 or words.value != int(words.value):
            return None
        count, here = int(words.value), words.end
    if here >= len(tokens) or tokens[here].gap > LINE:
        return None
    if tokens[here].low == "-" and tokens[here].gap == GLUED:
        here += 1
    unit = PERIODS.get(word_at(tokens, here))
    if unit is None or unit in ("quarter", "weekend"):
        return None
    if unit == "fortnight":
        unit, count = "week", count * 2
    after = here + 1
    word = word_at(tokens, after)
    if word == "ago":
        return Raw(index, after + 1, "offset", unit=unit, count=-count, anchor="as_of", vague=unit != "day")
    if word == "from" and word_at(tokens, after + 1) in ("today", "now"):
        exact = unit == "day" or word_at(tokens, after + 1) == "today"
        return Raw(index, after + 2, "offset", unit=unit, count=count, anchor="as_of", vague=not exact)
    if (word == "'" and word_at(tokens, after + 1) in ("time",)) or (
        word == "'" and word_at(tokens, after + 1) == "s" and word_at(tokens, after + 2) == "time"
    ):
        if word_back(tokens, index, 1) == "in":
            end = after + 2 if word_at(tokens, after + 1) == "time" else after + 3
            return Raw(index - 1, end, "offset", unit=unit, count=count, anchor="as_of", vague=True)
        return None
    if word in ("later", "afterwards", "afterward", "earlier", "previously"):
        end = after + 1
        if word in ("later", "earlier") and word_at(tokens, end) == "than":
            return None
        return Raw(index, end, "offset", unit=unit, count=count * _LATER[word], anchor="text", vague=unit != "day")
    if unit == "week" and count == 1 and word == "on":
        weekday = weekday_at(tokens, after + 1)
        if weekday is not None:
            slots = [reader.slot("weekday", after + 1, weekday.end)]
            return Raw(index, weekday.end, "weekday", weekday=weekday.value, count=1, anchor="as_of", unit="skipped", slots=slots)
    if word in ("after", "before"):
        return Raw(
            index,
            after + 1,
            "offset",
            unit=unit,
            count=count * _LATER[word],
            anchor=_anchor_of(reader, after + 1),
            vague=unit != "day",
        )
    return None
