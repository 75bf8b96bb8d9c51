"""Writes a golden date in the notation of a date phrase found in a text: for the fix that a report offers.

In: the golden ``DateValue`` and the ``DateMention`` whose manner is to be kept. Out: what should stand in ``[like.start, like.end)``.
"""

from __future__ import annotations

from datetime import date

from .date_values import DateMention, DateValue, Slot
from .date_words import MONTH_NAMES, SHORT_MONTHS, WEEKDAY_NAMES
from .number_words import spell, spell_ordinal

_NEAR = 100  # days


def render_date(golden: DateValue, like: DateMention) -> str:
    """The golden date in the notation of ``like``; in plain full notation where that cannot carry it."""
    if golden.start is None or golden.end is None:
        return plain_date(golden)
    kinds = {slot.kind for slot in like.slots}
    needed = {"year"} if golden.precision == "year" else {"month"} if golden.precision == "month" else {"day", "month"}
    extra = kinds - needed - {"weekday", "year", "time"}
    if like.parts or not needed <= kinds or extra or golden.relation == "span" or len(like.slots) != len(kinds):
        return plain_date(golden)
    if "time" in kinds and golden.time is None:
        return plain_date(golden)
    pieces: list[str] = []
    here = like.start
    for slot in sorted(like.slots, key=lambda each: each.start):
        pieces.append(like.surface[here - like.start : slot.start - like.start])
        pieces.append(_component(slot, like.surface[slot.start - like.start : slot.end - like.start], golden))
        here = slot.end
    pieces.append(like.surface[here - like.start :])
    written = "".join(pieces)
    # without its year a date far from the one found might be read as another year's
    far = like.value.start is not None and abs((like.value.start - golden.start).days) > _NEAR
    if "year" not in kinds and like.value.start is not None and (far or like.value.start.year != golden.start.year):
        last = max(like.slots, key=lambda each: each.end)
        written = (
            f"{written} {golden.start.year}"
            if last.kind == "month"
            else f"{written}, {golden.start.year}"
            if last.kind == "day"
            else plain_date(golden)
        )
        if any(char in like.surface for char in "/."):
            return plain_date(golden)
    return written


def _component(slot: Slot, surface: str, golden: DateValue) -> str:
    assert golden.start is not None
    day = golden.start
    if slot.kind == "weekday":
        name = WEEKDAY_NAMES[day.weekday()]
        bare = surface.rstrip(".")
        return _cased(
            name if bare.lower().endswith(("day", "days")) else name[: 3 if len(bare) <= 3 else min(len(bare), 4)] + surface[len(bare) :],
            surface,
        )
    if slot.kind == "month":
        if surface.isdigit():
            return f"{day.month:02d}" if len(surface) == 2 and (surface[0] == "0" or day.month < 10) else str(day.month)
        short = surface.lower() in SHORT_MONTHS or (surface.lower() == "may" and False)
        return _cased(MONTH_NAMES[day.month - 1][:3] if short else MONTH_NAMES[day.month - 1], surface)
    if slot.kind == "day":
        if surface.isdigit():
            return (
                f"{day.day:02d}"
                if surface[0] == "0" or (len(surface) == 2 and day.day < 10 and len(surface) == 2 and surface.startswith("0"))
                else str(day.day)
            )
        if surface[0].isdigit():
            return f"{day.day}{ordinal_ending(day.day)}"
        return _cased(spell_ordinal(day.day), surface)
    if slot.kind == "year":
        if surface.isdigit() and len(surface) == 4:
            return str(day.year)
        if surface[0] in "'’‘" or (surface.isdigit() and len(surface) == 2):
            return f"{surface[0] if not surface[0].isdigit() else ''}{day.year % 100:02d}"
        if day.year % 100 >= 10 and day.year >= 1500:
            return _cased(f"{spell(day.year // 100)} {spell(day.year % 100)}", surface)
        return str(day.year)
    if slot.kind == "time" and golden.time is not None:
        return _clock(golden, surface)
    return surface


def _clock(golden: DateValue, surface: str) -> str:
    assert golden.time is not None
    low = surface.lower().replace(".", "").replace(" ", "")
    hour, minute = golden.time.hour, golden.time.minute
    if low.endswith(("am", "pm")):
        half = "am" if hour < 12 else "pm"
        if surface.lower().endswith("."):
            half = f"{half[0]}.m."
        mark = "." if "." in surface.split("m")[0].rstrip("ap. ") else ":"
        shown = str((hour + 11) % 12 + 1)
        gap = " " if " " in surface else ""
        return f"{shown}{mark}{minute:02d}{gap}{half}" if minute or any(char in surface for char in ":") else f"{shown}{gap}{half}"
    return f"{hour:02d}{'.' if '.' in surface else ':'}{minute:02d}"


def ordinal_ending(day: int) -> str:
    """ "st", "nd", "rd" or "th"."""
    return "th" if 11 <= day % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def _cased(words: str, like: str) -> str:
    letters = like.rstrip(".")
    if len(letters) > 1 and letters.isupper():
        return words.upper()
    return words.lower() if letters.islower() else words[0].upper() + words[1:]


def _plain_day(day: date, precision: str) -> str:
    if precision == "year":
        return str(day.year)
    if precision == "month":
        return f"{MONTH_NAMES[day.month - 1]} {day.year}"
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def plain_date(golden: DateValue) -> str:
    """A golden date in full: "22 April 2025", "April 2025", "2025", with its time where it has one."""
    if golden.start is not None and golden.end is not None and golden.relation == "span":
        first = _plain_day(golden.start, golden.precision)
        return f"{first} to {_plain_day(golden.end, golden.precision)}"
    day = golden.start or golden.end
    if day is None:
        return ""
    written = _plain_day(day, golden.precision)
    if golden.time is not None:
        written = f"{golden.time.hour:02d}:{golden.time.minute:02d} on {written}"
    return written
