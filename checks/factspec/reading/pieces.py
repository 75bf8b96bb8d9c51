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

_BY = re.compile(r"[ ]*(?:\([^()\n]{1,30}\)[ ]*)?(?:-|–|—|\n|\r)")
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
    dateline = written.start if written is not None else -1
    if written is not None and written.value.start != as_of:
        dates = find_dates(text, written.value.start)  # "on Tuesday" is counted from the day on which the text was written
    return Pieces(Document.from_text(text), dates, find_numbers(text, tuple((d.start, d.end) for d in dates)), dateline)


_short = lru_cache(maxsize=2048)(_read)


def _dateline(text: str, dates: Sequence[DateMention]) -> DateMention | None:
    """The dateline at the head of a text ("CAPE TARROW, June 9 - ..."), behind a sentence at most."""
    for at, date in enumerate(dates[:2]):
        if date.start > 140 or date.value.relative is not None or date.value.precision != "day":
            continue
        before = text[: date.start]
        head = before[max(before.rfind("\n"), before.rfind("\r"), before.rfind(". ")) + 1 :].lstrip("#*_ ")
        if len(head) > 60 or not _BY.match(text, date.end):
            continue
        if len(dates) > at + 1 and dates[at + 1].start - date.end <= 5:
            continue  # "(13 May 1931 – 18 January 2026)" is a life
        if _FROM.fullmatch(head) or _NOTES.fullmatch(head):
            return date
    return None
