"""What a terminal may show: colour, control characters escaped, a stretch of text with a mark under it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_CODES = {"red": "31", "green": "32", "yellow": "33", "magenta": "35", "cyan": "36"}
_BREAKS = "\n\r"
WIDTH = 100


class Painter:
    """Wraps words in ANSI codes, or leaves them as they are."""

    def __init__(self, on: bool) -> None:
        self.on = on

    def __call__(self, text: str, color: str = "", *, bold: bool = False) -> str:
        codes = [code for code in ("1" if bold else "", _CODES.get(color, "")) if code]
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.on and codes else text


def safe(text: str) -> str:
    """The text with everything escaped that could steer a terminal or reorder a line."""
    return text if text.isprintable() else "".join(map(_cell, text))


def _cell(char: str) -> str:
    if char.isprintable():
        return char
    if unicodedata.category(char) == "Zs":  # other spaces than the plain one
        return " "
    if char == "\t":
        return " "
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def wrapped(head: str, words: list[str]) -> Iterator[str]:
    """Words with commas between them, in lines of a width; nothing for no words."""
    line, length = head, 0
    for i, word in enumerate(words):
        piece = word + (", " if i < len(words) - 1 else "")
        if length and length + len(piece) > WIDTH:
            yield line.rstrip()
            line, length = "          ", 0
        line, length = line + piece, length + len(piece)
    if words:
        yield line.rstrip()


def _width(cell: str) -> int:
    if len(cell) > 1:
        return len(cell)
    if unicodedata.combining(cell) or unicodedata.category(cell) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(cell) in "WF" else 1


def context(text: str, start: int, end: int) -> tuple[str, str]:
    """The line around a span, cut to a width, and the marks that stand under the span."""
    first = max(text.rfind(b, 0, start) for b in _BREAKS) + 1
    ends = [at for b in _BREAKS if (at := text.find(b, start, start + 4 * WIDTH)) >= 0]
    last = min(ends, default=min(len(text), start + 4 * WIDTH))
    end = max(min(end, last), min(start + 1, len(text)))
    room = max(0, WIDTH - (end - start))
    left = max(first, start - room // 2)
    right = min(last, max(end, left + WIDTH))
    left = max(first, min(left, right - WIDTH))
    # A very long span is shown by its beginning.
    right = min(right, left + 2 * WIDTH)
    before, marked, after = (list(map(_cell, text[a:b])) for a, b in ((left, start), (start, min(end, right)), (min(end, right), right)))
    lead, tail = "… " if left > first else "", " …" if right < last else ""
    line = lead + "".join(before) + "".join(marked) + "".join(after) + tail
    pad = len(lead) + sum(map(_width, before))
    return line.rstrip(), " " * pad + "^" * max(1, sum(map(_width, marked)))
