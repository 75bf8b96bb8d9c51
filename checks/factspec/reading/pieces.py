"""What is read of a text alone, whatever the names in it: sentences and tokens, dates, numbers."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from factspec.mentions.dates import DateMention, find_dates
from factspec.mentions.numbers import NumberMention, find_numbers
from factspec.text.document import Document

SHORT = 300  # characters: a claim is read several times while its golden set is compiled

_BY = re.compile(r"[ ]*(?:\([^()\n]{1,30}\)[ ]*)?(?:-|–|—|\n)")
_FROM = re.compile(r"(?:[A-Z][\w.'’-]*(?:[ ,./-]+|$)){0,8}[(]?")
_NOTES = re.compile(r"(?i)(?:notes?|update|summary|minutes|log|bulletin|briefing|report|recap|news)\b[^.:;\n]{0,40}")


class Pieces(NamedTuple):
    """``dateline`` is where the date begins that only says when the text was written, or -1."""

    document: Document
    dates: tuple[DateMention, ...]
    numbers: tuple[NumberMention, ...]
    dateline: int


def pieces(text: str, as_of: dt.date | None) -> Pieces:
    """Sentences, dates and numbers of a text; those of a short one are kept."""
    return _short(text, as_of) if len(text) <= SHORT else _read(text, as_of)


def _read(text: str, as_of: dt.date | None) -> Pieces:
    dates = find_dates(text, as_of)
    written = _dateline(text, dates)
    dateline = dates[0].start if written is not None else -1
    if written is not None and written != as_of:
        dates = find_dates(text, written)  # "on Tuesday" is counted from the day on which the text was written
    return Pieces(Document.from_text(text), dates, find_numbers(text, tuple((d.start, d.end) for d in dates)), dateline)


_short = lru_cache(maxsize=2048)(_read)


def _dateline(text: str, dates: Sequence[DateMention]) -> dt.date | None:
    """The day of a dateline at the head of a text ("CAPE TARROW, June 9 - ...")."""
    if not dates or dates[0].start > 60 or dates[0].value.relative is not None or dates[0].value.precision != "day":
        return None
    head = text[: dates[0].start].lstrip("#*_ \n")
    if not _BY.match(text, dates[0].end) or (len(dates) > 1 and dates[1].start - dates[0].end <= 5):
        return None  # "(13 May 1931 – 18 January 2026)" is a life
    return dates[0].value.start if _FROM.fullmatch(head) or _NOTES.fullmatch(head) else None
