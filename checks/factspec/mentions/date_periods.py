"""Parts of years: quarters, halves, fiscal years, seasons, and "early", "mid", "late", "end of" some period.

In: a ``Reader`` and an index. Out: a ``Raw`` or None.
"""

from __future__ import annotations

from .date_parts import (
    month_word,
    short_year,
    word_at,
    word_back,
    year_after,
)
from .date_raw import Raw
from .date_reader import Reader
from .date_values import Slot
from .date_worded import year_slot
from .date_words import MONTHS, ORDINAL_QUARTERS, PARTS, SEASONS
from .date_years import apostrophe_year, century, decade_digits, decade_word
from .units import measure_at
from .value_tokens import DIGITS, GLUED, LINE, SPACE, WORD

_DASHES = ("-", "–", "—", "/")


def period(reader: Reader, index: int) -> Raw | None:
    """Quarters, halves, fiscal years, seasons: "Q3 2025", "3Q25", "third quarter of 2025", "H1", "FY25", "summer 2024"."""
    tokens = reader.tokens
    token = tokens[index]
    glued_after = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].gap == GLUED else None
    if (
        token.kind == WORD
        and token.text.upper() in ("Q", "H")
        and glued_after is not None
        and glued_after.kind == DIGITS
        and len(glued_after.low) == 1
    ):
        if token.gap == GLUED and index and tokens[index - 1].kind in (WORD, DIGITS):
            return None
        return _numbered(reader, index, token.text.upper(), int(glued_after.low), index + 2)
    if token.kind == DIGITS and len(token.low) == 1 and glued_after is not None and glued_after.text in ("Q", "H"):
        return _numbered(reader, index, glued_after.text, int(token.low), index + 2)
    if token.kind == WORD and token.text in ("FY", "Fy") and index + 1 < len(tokens) and tokens[index + 1].kind == DIGITS:
        return _fiscal(reader, index, index + 1)
    if token.low in ("fiscal", "financial") and index + 1 < len(tokens):
        here = index + 2 if word_at(tokens, index + 1) == "year" else index + 1
        if here < len(tokens) and tokens[here].kind == DIGITS and tokens[here].gap <= SPACE:
            return _fiscal(reader, index, here)
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
            if token.low in ("last", "final", "opening") and not _year_of_period(reader, here + 1):
                return None
            return _numbered(reader, index, "Q", number, here + 1)
        if (
            word_at(tokens, here) == "half"
            and number in (1, 2)
            and token.low not in ("final", "last")
            and _year_of_period(reader, here + 1)
        ):
            return _numbered(reader, index, "H", number, here + 1)
        return None
    if token.low in SEASONS:
        here = index + 1
        if word_at(tokens, here) == "of":
            here += 1
        if (
            here < len(tokens)
            and tokens[here].kind == DIGITS
            and len(tokens[here].low) == 4
            and tokens[here].gap <= SPACE
            and 1400 <= int(tokens[here].low) <= 2199
        ):
            return Raw(
                index,
                here + 1,
                "season",
                number=SEASONS[token.low],
                year=int(tokens[here].low),
                vague=True,
                slots=[reader.slot("year", here, here + 1)],
            )
        if (word_back(tokens, index, 1) in ("this", "last", "next") and token.low != "fall") or (
            word_back(tokens, index, 1) in ("last", "this") and word_at(tokens, here) in (",", ".", "")
        ):
            return Raw(
                index - 1,
                index + 1,
                "season",
                number=SEASONS[token.low],
                vague=True,
                anchor="as_of",
                count={"this": 0, "last": -1, "next": 1}[tokens[index - 1].low],
            )
    return None


def _year_of_period(reader: Reader, index: int) -> tuple[int | None, int] | None:
    """The year after a quarter or half: "of 2025", "2025", "of the year", "FY25", "of fiscal 2025"."""
    tokens = reader.tokens
    here = index
    for word in (",", "of", "in"):
        if word_at(tokens, here) == word:
            here += 1
            break
    if word_at(tokens, here) == "the" and word_at(tokens, here + 1) in ("year", "financial", "fiscal"):
        end = here + 2 if word_at(tokens, here + 1) == "year" else here + 3
        return None, min(end, len(tokens))
    if word_at(tokens, here) in ("last", "this", "next") and word_at(tokens, here + 1) == "year":
        if not reader.dated:
            return None, index
        return reader.pivot + {"last": -1, "this": 0, "next": 1}[word_at(tokens, here)], here + 2
    if word_at(tokens, here) in ("fy", "fiscal", "financial", "calendar"):
        here += 1
        if word_at(tokens, here) == "year":
            here += 1
    if here < len(tokens) and tokens[here].gap <= LINE:
        token = tokens[here]
        if token.kind == DIGITS and len(token.low) == 4 and 1900 <= int(token.low) <= 2199:
            return int(token.low), here + 1
        if token.kind == DIGITS and len(token.low) == 2 and token.gap == GLUED:
            return short_year(int(token.low), reader.pivot), here + 1
        if token.low == "'" and here + 1 < len(tokens) and tokens[here + 1].kind == DIGITS and len(tokens[here + 1].low) == 2:
            return short_year(int(tokens[here + 1].low), reader.pivot), here + 2
    return None


def _numbered(reader: Reader, index: int, letter: str, number: int, end: int) -> Raw | None:
    if not 1 <= number <= (4 if letter == "Q" else 2):
        return None
    tokens = reader.tokens
    if end < len(tokens) and tokens[end].gap == GLUED and tokens[end].kind == WORD and tokens[end].low not in ("fy",):
        return None
    if (
        end < len(tokens)
        and tokens[end].gap == GLUED
        and tokens[end].low in (":", ")")
        and tokens[index].gap >= LINE
        and letter == "Q"
        and tokens[index].text == "Q"
    ) and (
        tokens[end].low == ")"
        or (
            end + 1 < len(tokens)
            and tokens[end + 1].kind == WORD
            and tokens[end + 1].low in ("what", "who", "when", "where", "how", "why", "did", "is", "was")
        )
    ):
        return None
    year: int | None = None
    found = _year_of_period(reader, end)
    if found is None and end < len(tokens) and tokens[end].kind == DIGITS and tokens[end].gap == GLUED and len(tokens[end].low) in (2, 4):
        found = (reader.year_of(tokens[end].low), end + 1)
    slots: list[Slot] = []
    if found is not None:
        year, stop = found
        if year is not None and tokens[stop - 1].kind == DIGITS:
            slots.append(reader.slot("year", stop - 1, stop))
        end = max(end, stop)
    fiscal = any(token.low in ("fy", "fiscal", "financial") for token in tokens[index:end])
    return Raw(index, end, "quarter" if letter == "Q" else "half", number=number, year=year, slots=slots, fiscal=fiscal)


def _fiscal(reader: Reader, index: int, here: int) -> Raw | None:
    tokens = reader.tokens
    digits = tokens[here].low
    if len(digits) not in (2, 4) or (len(digits) == 4 and not 1900 <= int(digits) <= 2199):
        return None
    year, end = reader.year_of(digits), here + 1
    if (
        end + 1 < len(tokens)
        and tokens[end].low in _DASHES
        and tokens[end].gap == GLUED
        and tokens[end + 1].kind == DIGITS
        and len(tokens[end + 1].low) in (2, 4)
    ):
        year, end = reader.year_of(tokens[end + 1].low), end + 2
    return Raw(index, end, "year", year=year, slots=[reader.slot("year", end - 1, end)], vague=True, fiscal=True)


def modified(reader: Reader, index: int) -> Raw | None:
    """ "late April", "mid-March", "the end of March 2026", "early 1930s", "end-March"."""
    tokens = reader.tokens
    token = tokens[index]
    part = PARTS.get(token.low)
    if part is None or token.kind != WORD:
        return None
    here = index + 1
    if (word_at(tokens, here) in ("-", "–") and tokens[here].gap == GLUED) or word_at(tokens, here) == "of":
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
    raw = _modifiable(reader, here)
    if raw is None:
        return None
    raw.first, raw.part, raw.vague = index, part, token.low != "end"
    if token.low == "end":
        raw.part = "end"
    return raw


def _modifiable(reader: Reader, here: int) -> Raw | None:
    tokens = reader.tokens
    token = tokens[here]
    if token.low in MONTHS:
        month = month_word(tokens, here)
        assert month is not None
        if not token.text[0].isupper() and token.low in ("may", "march", "august"):
            return None
        year = year_after(tokens, month.end, reader.pivot)
        raw = Raw(here, year.end if year else month.end, "date", [(year.value if year else None, month.value, None)])
        raw.slots = [reader.slot("month", here, here + 1)] + ([year_slot(reader, month.end, year)] if year else [])
        return raw
    if token.kind == DIGITS and len(token.low) == 4:
        decade = decade_digits(reader, here)
        if decade is not None:
            return decade
        unit = measure_at(tokens, here + 1, reader.text)
        if (
            1400 <= int(token.low) <= 2199
            and (unit is None or unit[0].name == "year")
            and not (here + 1 < len(tokens) and tokens[here + 1].gap == GLUED and tokens[here + 1].kind == WORD)
        ):
            return Raw(here, here + 1, "year", year=int(token.low), slots=[reader.slot("year", here, here + 1)])
        return None
    return decade_word(reader, here) or century(reader, here) or (apostrophe_year(reader, here) if token.low == "'" else None)
