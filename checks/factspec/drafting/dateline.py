"""The day on which a document says that it was written."""

from __future__ import annotations

from factspec.mentions.dates import find_dates

_HEAD = 400  # characters in which a dateline stands
_SIGNS = ("-", "–", "—", "--", ":", ")", "|")


def dateline(text: str) -> str | None:
    """The day, as 2025-05-04, of a date that opens the document or stands on a line of its own near its head; None where there is none.

    A day without its year is no dateline: it would have to be guessed.
    """
    head = text[:_HEAD]
    for date in find_dates(head, None):
        value = date.value
        if value.precision != "day" or value.start is None or value.start != value.end or value.relative is not None:
            continue
        line_start = max(head.rfind("\n", 0, date.start), head.rfind("\r", 0, date.start)) + 1
        before = head[line_start : date.start].strip(" \t(|,.-–—")
        after = head[date.end :].lstrip(" \t)")
        opens = len(before.split()) <= 4 and not any(w.islower() and w not in _LABELS for w in before.split())
        ends = not after or after[0] in "\r\n" or after.startswith(_SIGNS)
        if opens and ends:
            return value.start.isoformat()
    return None


_LABELS = frozenset("published updated date dated posted on of by".split())
