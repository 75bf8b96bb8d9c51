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


_OPENING = 70  # characters of a line in which a dispatch's place and day stand
_DASHES = (" - ", " – ", " — ", " -- ", " —", "— ")


def blanked(text: str) -> str:
    """The text with blanks for the place and day that open its lines ("PORT ORN, 4 March - "): what follows is a sentence of its own."""
    made, at = [], 0
    for line in text.splitlines(keepends=True):
        cut = _opening(line)
        made.append(" " * cut + line[cut:])
        at += len(line)
    return "".join(made)


def _opening(line: str) -> int:
    """How many characters of a line are a dateline with its dash."""
    found = [(place, len(dash)) for dash in _DASHES if 0 < (place := line.find(dash, 0, _OPENING)) < _OPENING]
    if not found:
        return 0
    place, size = min(found)
    words = line[:place].replace(",", " ").split()
    shouted = words and words[0].isupper() and len(words[0]) > 2
    proper = all(w[:1].isupper() or w[:1].isdigit() or w.startswith("(") for w in words)
    return place + size if shouted and proper and len(words) <= 8 else 0
