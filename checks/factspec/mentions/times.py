"""Clock times: "9:30 am", "10.38 pm local time", "22:38 UTC-5", "noon", "half past nine".

In: tokens and an index. Out: a ``Raw`` of shape "time" or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from .date_parts import word_at, word_back
from .date_raw import Raw
from .date_values import Slot
from .date_words import MONTHS, WEEKDAYS, ZONES
from .number_words import ONES, TENS, read_words
from .value_tokens import DIGITS, GLUED, LINE, SPACE, WORD, Token, matches_at

_NO_CLOCK_BEFORE = frozenset("ratio score odds verse psalm won lost beat win wins v vs".split())
_CLOCK_BEFORE = frozenset("at by from until till to around about before after since approximately nearly almost past".split())


def time_at(tokens: Sequence[Token], index: int) -> Raw | None:
    """The clock time that starts at ``index``."""
    token = tokens[index]
    if token.kind == DIGITS:
        return _digital(tokens, index)
    if token.kind != WORD:
        return None
    if token.low in ("noon", "midday", "midnight"):
        if word_at(tokens, index + 1) in ("oil", "mass", "blue", "sun", "prayers", "call") or word_back(tokens, index, 1) in ("high",):
            return None
        hour = 0 if token.low == "midnight" else 12
        return _finish(tokens, index, index + 1, time(hour, 0), "hour")
    return _spoken(tokens, index)


def _finish(tokens: Sequence[Token], first: int, last: int, clock: time, precision: str, open_half: bool = False) -> Raw:
    zone, end = _zone(tokens, last, _after_t(tokens, first))
    raw = Raw(first, end, "time", clock=clock, clock_precision=precision, zone=zone)
    raw.twelve = open_half and end == last and 1 <= clock.hour <= 12
    raw.slots = [Slot("time", tokens[first].start, tokens[last - 1].end)]
    return raw


def _after_t(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and tokens[index].gap == GLUED and tokens[index - 1].low == "t"


def _meridiem(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    """ "am", "pm", "a.m.", "p.m.", "AM"; "" where none."""
    if index >= len(tokens) or tokens[index].gap > SPACE:
        return "", index
    low = tokens[index].low
    if low in ("am", "pm") and tokens[index].kind == WORD:
        return low, index + 1
    if (
        low in ("a", "p")
        and matches_at(tokens, index + 1, (".", "m"))
        and tokens[index + 1].gap == GLUED
        and tokens[index + 2].gap == GLUED
    ):
        end = index + 3
        if end < len(tokens) and tokens[end].low == "." and tokens[end].gap == GLUED:
            following = tokens[end + 1] if end + 1 < len(tokens) else None
            # the point that ends a sentence belongs to the abbreviation too
            if following is None or following.gap != GLUED:
                end += 1
        return low + "m", end
    return "", index


def _zone(tokens: Sequence[Token], index: int, iso: bool = False) -> tuple[int | None, int]:
    """A zone after a time: offset in minutes (None where it does not say) and the index after it."""
    if index >= len(tokens) or tokens[index].gap > SPACE:
        return None, index
    token = tokens[index]
    low = token.low
    if low == "(" and index + 1 < len(tokens) and tokens[index + 1].text.isupper() and tokens[index + 1].low in ZONES:
        offset, end = _zone(tokens, index + 1)
        if word_at(tokens, end) == ")":
            return offset, end + 1
        return None, index
    if low == "local" and word_at(tokens, index + 1) == "time":
        return None, index + 2
    if token.text in ("ET", "PT", "CT", "MT"):
        return None, index + 1  # summer or winter time: the text does not say
    if low in ZONES and (token.text.isupper() or token.text == "z"):
        base, end = ZONES[low], index + 1
        extra, after = _signed(tokens, end)
        return (base + extra, after) if after > end else (base, end)
    # a bare offset belongs to an ISO moment only: "10:30-11:30" is a stretch
    if token.gap == GLUED and iso:
        extra, after = _signed(tokens, index)
        if after > index:
            return extra, after
    return None, index


def _signed(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """ "+05:30", "-5", "+0530"."""
    if (
        index + 1 >= len(tokens)
        or tokens[index].low not in ("+", "-", "−")
        or tokens[index + 1].kind != DIGITS
        or tokens[index + 1].gap != GLUED
    ):
        return 0, index
    sign = 1 if tokens[index].low == "+" else -1
    digits = tokens[index + 1].low
    if len(digits) == 4:
        return sign * (int(digits[:2]) * 60 + int(digits[2:])), index + 2
    if len(digits) > 2 or int(digits) > 14:
        return 0, index
    end, minutes = index + 2, 0
    if (
        end + 1 < len(tokens)
        and tokens[end].low == ":"
        and tokens[end].gap == GLUED
        and tokens[end + 1].kind == DIGITS
        and len(tokens[end + 1].low) == 2
    ):
        minutes, end = int(tokens[end + 1].low), end + 2
    return sign * (int(digits) * 60 + minutes), end


def _digital(tokens: Sequence[Token], index: int) -> Raw | None:
    token = tokens[index]
    glued_word = (
        token.gap == GLUED
        and index
        and (
            (tokens[index - 1].kind in (WORD, DIGITS) and tokens[index - 1].low != "t")
            or tokens[index - 1].low in ("$", "€", "£", ".", ",", ":")
        )
    )
    if glued_word:
        return None
    before = word_back(tokens, index, 1)
    if len(token.low) == 4 and token.low.isdigit():
        after = word_at(tokens, index + 1)
        hour, minute = int(token.low[:2]), int(token.low[2:])
        if (
            hour < 24
            and minute < 60
            and (after in ("hours", "hrs") or (after in ZONES and tokens[index + 1].text.isupper() and len(after) > 1))
            and (token.low[0] in "012" and (after not in ("hours", "hrs") or before in _CLOCK_BEFORE))
        ):
            end = index + 2 if after in ("hours", "hrs") else index + 1
            return _finish(tokens, index, end, time(hour, minute), "minute")
        return None
    if len(token.low) > 2:
        return None
    hour = int(token.low)
    separator = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].gap == GLUED else None
    if (
        separator is not None
        and separator.low in (":", ".", "h")
        and index + 2 < len(tokens)
        and tokens[index + 2].kind == DIGITS
        and tokens[index + 2].gap == GLUED
    ):
        minutes = tokens[index + 2].low
        if len(minutes) != 2 or int(minutes) > 59 or hour > 24:
            return None
        end, second = index + 3, 0
        seconds = False
        if (
            matches_at(tokens, end, (":",))
            and end + 1 < len(tokens)
            and tokens[end].gap == GLUED
            and tokens[end + 1].kind == DIGITS
            and len(tokens[end + 1].low) == 2
        ):
            if int(tokens[end + 1].low) > 59:
                return None
            second, end, seconds = int(tokens[end + 1].low), end + 2, True
            if (
                matches_at(tokens, end, (".",))
                and end + 1 < len(tokens)
                and tokens[end + 1].kind == DIGITS
                and tokens[end].gap == GLUED
                and tokens[end + 1].gap == GLUED
            ):
                end += 2
        half, stop = _half_of_day(tokens, end)
        clock = _clock(hour, int(minutes), second, half)
        if clock is None:
            return None
        _, zoned = _zone(tokens, stop, _after_t(tokens, index))
        named = half != "" or zoned > stop or word_at(tokens, stop) in ("hrs", "hours", "o")
        if separator.low == "." and not named and not (before == "at" and len(token.low) == 2 and not _measured(tokens, end)):
            return None
        if separator.low == "h" and not (named or before in _CLOCK_BEFORE):
            return None
        if separator.low == ":" and not named and not _clock_like(tokens, index, before, hour, token.low, seconds):
            return None
        if word_at(tokens, stop) in ("hrs", "hours") and zoned == stop:
            stop += 1
        return _finish(tokens, index, stop, clock, "minute", not named and len(token.low) == 1)
    half, stop = _meridiem(tokens, index + 1)
    if half:
        if stop == index + 2 and tokens[index + 1].text == "am" and tokens[index + 1].gap == SPACE and before in ("i",):
            return None
        clock = _clock(hour, 0, 0, half)
        return None if clock is None or hour == 0 else _finish(tokens, index, stop, clock, "hour")
    if matches_at(tokens, index + 1, ("o", "'", "clock")) and 1 <= hour <= 12:
        return _spoken_half(tokens, index, index + 4, hour, 0)
    return None


def _measured(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and (
        tokens[index].low in ("%", "per", "percent", "million", "billion", "km", "points", "cents")
        or (tokens[index].gap == GLUED and tokens[index].kind == WORD)
    )


def _clock_like(tokens: Sequence[Token], index: int, before: str, hour: int, digits: str, seconds: bool) -> bool:
    """Whether "3:16" without am, pm or zone is a time and no ratio, score or verse."""
    if before in _NO_CLOCK_BEFORE:
        return False
    previous = tokens[index - 1] if index and tokens[index].gap <= LINE else None
    if (
        previous is None
        or before in _CLOCK_BEFORE
        or before in ("on", "(", ",", "t", "|", "-", "–", "—", "[", "and", "@")
        or previous.kind == DIGITS
    ):
        return True
    if previous.low in MONTHS or previous.low in WEEKDAYS or previous.low in ("morning", "afternoon", "evening", "night"):
        return True
    if previous.kind == WORD and previous.text[0].isupper() and len(digits) == 1:
        return False
    return not seconds and (len(digits) == 2 or hour >= 10 or tokens[index + 2].low in ("00", "15", "30", "45"))


def _clock(hour: int, minute: int, second: int, half: str) -> time | None:
    if half and not 0 <= hour <= 12 and not (half == "pm" and hour < 24):
        return None
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    if hour == 24:
        hour = 0
    return time(hour, minute, second) if hour < 24 else None


def _spoken(tokens: Sequence[Token], index: int) -> Raw | None:
    """ "half past nine", "quarter to five", "ten past six", "nine o'clock", "nine in the morning" is no concern."""
    token = tokens[index]
    if token.low in ("half", "quarter") or token.low in ONES or token.low in TENS:
        if token.low in ("half", "quarter"):
            minutes, here = (30 if token.low == "half" else 15), index + 1
        else:
            words = read_words(tokens, index)
            if words is None or words.kind != "cardinal":
                return None
            minutes, here = int(words.value) if words.value < 60 else 99, words.end
            if matches_at(tokens, here, ("o", "'", "clock")) and 1 <= minutes <= 12:
                return _spoken_half(tokens, index, here + 3, minutes, 0)
            half, stop = _half_of_day(tokens, here)
            if half and 1 <= minutes <= 12 and tokens[here].text != "am" and token.low in ONES:
                clock = _clock(minutes, 0, 0, half)
                return None if clock is None else _finish(tokens, index, stop, clock, "hour")
            near = _part_of_day(tokens, index, here) if 1 <= minutes <= 12 and token.low in ONES else ""
            if near:
                clock = _clock(minutes, 0, 0, near)
                return None if clock is None else _finish(tokens, index, here, clock, "hour")
            if word_at(tokens, here) == "minutes":
                here += 1
        direction = word_at(tokens, here)
        if (
            direction not in ("past", "to")
            or (token.low == "half" and direction == "to")
            or (direction == "to" and not (token.low == "quarter" or minutes in (5, 10, 20, 25)))
        ):
            return None
        if (
            direction == "to"
            and token.low != "quarter"
            and word_back(tokens, index, 1) not in ("at", "until", "by", "around", "about", "before")
        ):
            return None
        hour_words = read_words(tokens, here + 1) if here + 1 < len(tokens) and tokens[here + 1].kind == WORD else None
        hour = int(hour_words.value) if hour_words is not None and hour_words.kind == "cardinal" and hour_words.value < 13 else 0
        end = hour_words.end if hour_words is not None else here + 1
        if hour == 0 and here + 1 < len(tokens) and tokens[here + 1].kind == DIGITS and 1 <= int(tokens[here + 1].low) <= 12:
            hour, end = int(tokens[here + 1].low), here + 2
        if not 1 <= hour <= 12 or minutes > 59:
            return None
        if direction == "to":
            hour, minutes = (hour - 1) or 12, 60 - minutes
        return _spoken_half(tokens, index, end, hour, minutes)
    return None


_PARTS = {"morning": "am", "afternoon": "pm", "evening": "pm", "night": "pm", "tonight": "pm"}


def _part_of_day(tokens: Sequence[Token], index: int, end: int) -> str:
    """The half of the day that the words beside "at six" name ("at six on Wednesday morning"); "" for none."""
    if word_back(tokens, index, 1) not in _CLOCK_BEFORE:
        return ""
    for k in range(end, min(end + 3, len(tokens))):
        if tokens[k].gap > LINE or tokens[k].kind != WORD:
            break
        if tokens[k].low in _PARTS:
            return _PARTS[tokens[k].low]
        if (
            tokens[k].low not in ("on", "this", "that", "next", "the", "same", "in", "yesterday", "tomorrow")
            and tokens[k].low not in WEEKDAYS
        ):
            break
    return _PARTS.get(word_back(tokens, index, 2), "") if word_back(tokens, index, 1) == "at" else ""


def _spoken_half(tokens: Sequence[Token], first: int, end: int, hour: int, minute: int) -> Raw | None:
    half, stop = _half_of_day(tokens, end)
    clock = _clock(hour, minute, 0, half)
    return None if clock is None else _finish(tokens, first, stop, clock, "minute" if minute else "hour", not half)


def _half_of_day(tokens: Sequence[Token], index: int) -> tuple[str, int]:
    """ "pm", "in the evening", "at night": the half of the day, and the index after it."""
    half, stop = _meridiem(tokens, index)
    if not half and matches_at(tokens, index, ("in", "the")) and word_at(tokens, index + 2) in ("morning", "afternoon", "evening"):
        return ("am" if word_at(tokens, index + 2) == "morning" else "pm"), index + 3
    if not half and matches_at(tokens, index, ("at", "night")):
        return "pm", index + 2
    return half, stop
