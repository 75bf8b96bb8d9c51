"""Finds the dates and times of a text and anchors them.

In: a text and the day of reading. Out: ``DateMention`` in text order, never overlapping.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from .date_absolute import whole_date
from .date_compare import compare_dates, parse_golden_date
from .date_numeric import iso_date
from .date_parts import day_at, plain_day, word_at, word_back
from .date_periods import modified, period
from .date_raw import Raw
from .date_reader import Reader
from .date_relative import relative_at
from .date_render import render_date
from .date_resolve import Anchors, resolve
from .date_values import DateMention, DateValue, Slot
from .date_worded import feast
from .date_words import (
    DAY_WORDS,
    DAYPARTS,
    DECADES,
    FUTURE_CUES,
    MONTHS,
    ORDINAL_QUARTERS,
    PARTS,
    PERIODS,
    RELATIONS,
    SEASONS,
    WEEKDAYS,
)
from .date_years import bare_year, century, decade_word
from .number_words import STARTERS as NUMBER_OPENERS
from .times import time_at
from .value_tokens import DIGITS, GLUED, LINE, MARK, WORD, Spans, Token, matches_at, tokenize, web_spans

_PIVOT = 2026
# every word or mark that a date phrase may begin with: all else is passed over at once
_OPENERS = frozenset(
    (*MONTHS, *WEEKDAYS, *PARTS, *SEASONS, *DECADES, *ORDINAL_QUARTERS, *NUMBER_OPENERS, *PERIODS, *DAY_WORDS)
) | frozenset(
    "' ‘ q h fy fiscal financial earlier later this next that the noon midday midnight quarter christmas boxing new valentine".split()
)


def find_dates(text: str, as_of: date | None) -> tuple[DateMention, ...]:
    """All date and time phrases of a text, ordered, never overlapping."""
    tokens = tokenize(text)
    reader = Reader(tokens, text, as_of.year if as_of is not None else _PIVOT, as_of is not None)
    web = Spans(web_spans(tokens))
    raws = _lend_years(tokens, _of_years(reader, _merged(reader, _scan(reader, web))))
    _prefer_order(raws)
    anchors = Anchors(as_of)
    mentions: list[DateMention] = []
    for raw in raws:
        mentions.extend(_mentions(raw, tokens, text, anchors))
    return tuple(mention for mention in _clauses(mentions, text) if not _floating(mention))


def _floating(mention: DateMention) -> bool:
    """A counted stretch ("14 months after") that leans on no day that the text names says how long, not when."""
    value = mention.value
    return value.start is None and value.relative == "text" and bool(value.offset) and mention.surface[:1] not in "tT"


def _scan(reader: Reader, web: Spans) -> list[Raw]:
    tokens = reader.tokens
    raws: list[Raw] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.low not in _OPENERS and token.kind != DIGITS:
            index += 1
            continue
        stop = web.end_at(token.start, token.end)
        if stop is not None:
            while index < len(tokens) and tokens[index].start < stop:
                index += 1
            continue
        raw = _read(reader, index)
        if raw is None:
            index += 1
            continue
        _surround(reader, raw)
        if raw.shape == "year" and raw.year is not None:
            reader.seen = (raw.year, raw.last)
        raws.append(raw)
        index = raw.last
    return raws


def _read(reader: Reader, index: int) -> Raw | None:
    """The phrase that starts at ``index``; whole dates first, then what leans on others, then bare years."""
    tokens = reader.tokens
    token = tokens[index]
    if token.kind == MARK:
        return bare_year(reader, index)
    iso = _iso_time(reader, index)
    if iso is not None:
        return iso
    raw = feast(reader, index) or modified(reader, index) or whole_date(reader, index)
    if raw is not None:
        return raw
    raw = period(reader, index) or century(reader, index) or relative_at(reader, index) or decade_word(reader, index)
    if raw is not None:
        return raw
    return time_at(tokens, index) or bare_year(reader, index) or _day_alone(reader, index)


def _iso_time(reader: Reader, index: int) -> Raw | None:
    """ "2025-11-11T22:38-05:00", "2025-11-11 22:38Z"."""
    if reader.tokens[index].kind != DIGITS:
        return None
    raw = iso_date(reader, index) if plain_day(reader.tokens, index) else None
    if raw is None or raw.readings[0][2] is None:
        return None
    here = raw.last
    if word_at(reader.tokens, here) == "t" and reader.tokens[here].gap == GLUED:
        here += 1
        clock = time_at(reader.tokens, here) if here < len(reader.tokens) else None
        if clock is not None:
            raw.last, raw.clock, raw.clock_precision, raw.zone = clock.last, clock.clock, clock.clock_precision, clock.zone
            raw.slots.extend(clock.slots)
    return raw


def _day_alone(reader: Reader, index: int) -> Raw | None:
    """ "on the 18th": an ordinal after "on the" that no noun follows."""
    tokens = reader.tokens
    if word_back(tokens, index, 1) != "the" or tokens[index].gap > LINE:
        return None
    if word_back(tokens, index, 2) not in ("on", "until", "till", "by", "since"):
        return None
    day = day_at(tokens, index, ordinal_only=True)
    if day is None or day.value < 1 or reader.noun_at(day.end):
        return None
    if word_at(tokens, day.end) in ("of", "and", "or", "to") or (tokens[index].kind == WORD and day.value < 6):
        return None
    return Raw(index, day.end, "day", [(None, None, day.value)], slots=[reader.slot("day", index, day.end)])


def _surround(reader: Reader, raw: Raw) -> None:
    """Relation words before a phrase, signs of the future around it, and a span's own members."""
    tokens = reader.tokens
    back = 2 if word_back(tokens, raw.first, 1) == "the" else 1
    word = word_back(tokens, raw.first, back)
    raw.relation = RELATIONS.get(word, "")
    if word == "of" and word_back(tokens, raw.first, back + 1) == "ahead":
        raw.relation = "before"
    if raw.shape in ("weekday", "weekend"):
        past = [token.low for token in tokens[max(0, raw.first - 6) : raw.first]]
        ahead = [token.low for token in tokens[raw.last : raw.last + 2]]
        cues = [low for low in past if low in FUTURE_CUES and low != "to"] + [low for low in ahead if low in ("next",)]
        to_be = any(one in ("is", "are") and two == "on" for one, two in pairwise(past)) or past[-2:-1] in (["is"], ["are"])
        raw.future = bool(cues) or to_be or matches_at(tokens, raw.first - 3, ("is", "to", "be"))


def _merged(reader: Reader, raws: list[Raw]) -> list[Raw]:
    """Joins a date and a clock time that stand side by side; a time range stays two."""
    tokens = reader.tokens
    out: list[Raw] = []
    for raw in raws:
        previous = out[-1] if out else None
        if previous is not None and _adjoins(tokens, previous, raw):
            day, clock = (previous, raw) if raw.shape == "time" else (raw, previous)
            day.clock, day.clock_precision, day.zone = clock.clock, clock.clock_precision, clock.zone
            day.twelve = clock.twelve
            day.slots = sorted([*previous.slots, *raw.slots], key=lambda slot: slot.start)
            day.first, day.last = previous.first, raw.last
            day.relation = previous.relation
            out[-1] = day
            continue
        out.append(raw)
    return out


def _prefer_order(raws: list[Raw]) -> None:
    """Where a text's other numeric dates are month first, an ambiguous one is read so first; both readings stay."""
    numeric = [raw for raw in raws if raw.shape == "date" and raw.numeric]
    sure = [
        raw.slots[0].kind if raw.slots[0].kind != "weekday" else raw.slots[1].kind
        for raw in numeric
        if len(raw.readings) == 1 and raw.readings[0][1] != raw.readings[0][2]
    ]
    if "month" in sure and "day" not in sure:
        for raw in numeric:
            if len(raw.readings) == 2:
                raw.readings.reverse()
                kinds = {"day": "month", "month": "day"}
                raw.slots = [replace(slot, kind=kinds.get(slot.kind, slot.kind)) for slot in raw.slots]


def _of_years(reader: Reader, raws: list[Raw]) -> list[Raw]:
    """ "March last year", "12 May of this year": a date without its year takes it from the words right after it."""
    out: list[Raw] = []
    for raw in raws:
        one = out[-1] if out else None
        yearless = one is not None and one.shape == "date" and one.readings and all(reading[0] is None for reading in one.readings)
        if one is not None and yearless and raw.shape == "period" and raw.unit == "year" and raw.anchor == "as_of" and reader.dated:
            between = [token.low for token in reader.tokens[one.last : raw.first]]
            if between in ([], ["of"]) and reader.tokens[raw.first].gap <= LINE:
                year = reader.pivot + (raw.count or 0)
                one.readings = [(year, month, day) for _, month, day in one.readings]
                one.last = raw.last
                continue
        out.append(raw)
    return out


def _lend_years(tokens: Sequence[Token], raws: list[Raw]) -> list[Raw]:
    """In "January or February 2001" and "30 April to 2 May 2025" the first takes the year of the second."""
    for place in range(len(raws) - 2, -1, -1):
        one, two = raws[place], raws[place + 1]
        if one.shape != "date" or two.shape != "date" or len(one.readings) != 1 or len(two.readings) != 1:
            continue
        (year, month, day), (other, second, last) = one.readings[0], two.readings[0]
        between = [token.low for token in tokens[one.last : two.first]]
        joined = between in (["and"], ["or"], ["to"], ["-"], ["–"], ["until"], ["till"], ["through"], [","], [",", "and"], ["/"])
        if year is None and other is not None and month is not None and second is not None and joined and (day is None) == (last is None):
            later = (month, day or 0) > (second, last or 0)
            if later and between in (["and"], ["or"], [","], [",", "and"]):
                continue
            one.readings = [(other - 1 if later else other, month, day)]
    return raws


_DATED = ("date", "weekday", "offset", "day")


def _adjoins(tokens: Sequence[Token], one: Raw, two: Raw) -> bool:
    if not ((one.shape in _DATED and two.shape == "time") or (one.shape == "time" and two.shape in _DATED)):
        return False
    if one.clock is not None and two.clock is not None:
        return False
    day = one if two.shape == "time" else two
    if day.shape == "date" and any(reading[2] is None for reading in day.readings):
        return False
    if day.shape == "offset" and day.unit != "day":
        return False
    between = [token.low for token in tokens[one.last : two.first]]
    if any(token.gap > LINE for token in tokens[one.last : two.first + 1]):
        return False
    words = [
        low
        for low in between
        if low not in (",", "the", "of", "on", "at", "around", "about", "shortly", "just", "exactly", "(", "t", *DAYPARTS)
    ]
    return not words and len(between) <= 5


def _mentions(raw: Raw, tokens: Sequence[Token], text: str, anchors: Anchors) -> list[DateMention]:
    if raw.shape == "list":
        found: list[DateMention] = []
        for member in raw.ends:
            member.relation = raw.relation
            found.extend(_mentions(member, tokens, text, anchors))
        return found
    if raw.shape == "span":
        one, two = raw.ends
        left, right = _mention(one, tokens, text, anchors), _mention(two, tokens, text, anchors)
        candidates = _joined(left.candidates, right.candidates)
        candidates = tuple(replace(value, relation=raw.relation, weekday=raw.weekday) for value in candidates)
        start, end = tokens[raw.first].start, tokens[raw.last - 1].end
        slots = (*left.slots, *right.slots)
        return [DateMention(start, end, text[start:end], candidates[0], candidates, slots, (left, right))]
    return [_mention(raw, tokens, text, anchors)]


def _mention(raw: Raw, tokens: Sequence[Token], text: str, anchors: Anchors) -> DateMention:
    values = resolve(raw, anchors)
    anchors.note(values[0], raw.first)
    start, end = tokens[raw.first].start, tokens[raw.last - 1].end
    return DateMention(start, end, text[start:end], values[0], values, tuple(raw.slots))


def _clauses(mentions: list[DateMention], text: str) -> list[DateMention]:
    """ "two days after 2 May": an offset whose anchor is the very next date is resolved by it."""
    out: list[DateMention] = []
    for place, mention in enumerate(mentions):
        value = mention.value
        following = mentions[place + 1] if place + 1 < len(mentions) else None
        if (
            value.start is None
            and value.relative == "text"
            and value.offset is not None
            and following is not None
            and following.value.start is not None
        ):
            gap = text[mention.end : following.start].split()
            if len(gap) <= 1 and (not gap or gap[0] in ("the", "that")) and following.value.precision == "day":
                moved = resolve(
                    Raw(0, 0, "offset", unit=value.offset_unit, count=value.offset, anchor="text", vague=value.vague), _at(following.value)
                )
                if moved[0].start is not None:
                    mention = replace(mention, value=moved[0], candidates=moved)
        out.append(mention)
    return out


def _at(value: DateValue) -> Anchors:
    anchors = Anchors(None)
    anchors.day, anchors.precision = value.start, value.precision
    return anchors


__all__ = ["WORD", "DateMention", "DateValue", "Slot", "compare_dates", "find_dates", "parse_golden_date", "render_date"]


def _joined(one: Sequence[DateValue], two: Sequence[DateValue]) -> tuple[DateValue, ...]:
    """The interval from the first of ``one`` to the last of ``two``, for every pair that is in order."""
    values: list[DateValue] = []
    for left in one:
        for right in two:
            if left.start is not None and right.end is not None and left.start <= right.end:
                values.append(
                    DateValue(
                        left.start, right.end, right.precision, left.year_given or right.year_given, left.weekday, relation=left.relation
                    )
                )
                break
    return tuple(values) or tuple(one)
