"""A plain view of a text with the way back: every character of the view knows the stretch of the text it stands for.

Folded is what people do not see or do not mean: typographic apostrophes and quotes, odd blanks and hyphens, full-width letters,
ligatures, soft hyphens, zero-width characters, accents written as a character of their own, digits of other scripts. Case, dashes,
fractions and superscripts stay.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SAME = {
    **dict.fromkeys("’‘ʼ‛′＇´", "'"),
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‐‑−﹣－", "-"),
    "…": "...",
    "\u2028": " ",
    "\u2029": " ",
    "\x85": " ",
}
_FOLDED_BLOCKS = ((0xFF01, 0xFFEE), (0xFB00, 0xFB06), (0x1D400, 0x1D7FF))  # full and half width, ligatures, mathematical letters


@lru_cache(maxsize=4096)
def folded(character: str) -> str:
    """What one character is read as: itself, another one, several, or nothing."""
    if character < "\x7f":
        return character
    same = _SAME.get(character)
    if same is not None:
        return same
    kind = unicodedata.category(character)
    if kind == "Zs":
        return " "
    if kind == "Cf":  # soft hyphen, zero-width space and joiners, byte-order mark, direction marks
        return ""
    if any(low <= ord(character) <= high for low, high in _FOLDED_BLOCKS):
        return unicodedata.normalize("NFKC", character)
    if kind == "Nd":
        return str(unicodedata.decimal(character))
    return character


@dataclass(frozen=True, slots=True)
class View:
    """``text`` is the folded text; character ``i`` of it stands for ``[starts[i], ends[i])`` of the text as received."""

    text: str
    starts: range | tuple[int, ...]
    ends: range | tuple[int, ...]


def view(text: str) -> View:
    """The folded view of a text."""
    if text.isascii():
        return View(text, range(len(text)), range(1, len(text) + 1))
    out: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, character in enumerate(text):
        if character > "\x7f" and unicodedata.combining(character) and out:
            composed = unicodedata.normalize("NFC", out[-1] + character)
            if len(composed) == 1:
                out[-1] = composed
            ends[-1] = at + 1
            continue
        read = folded(character)
        for part in read:
            out.append(part)
            starts.append(at)
            ends.append(at + 1)
    return View("".join(out), tuple(starts), tuple(ends))


def fold(text: str) -> str:
    """The folded characters alone."""
    return text if text.isascii() else view(text).text
