"""Tokens for the readers of numbers and dates: digit runs, letter runs, vulgar fractions and single marks, with their gaps.

In: a text as received. Out: a tuple of tokens whose spans are in code points of that text. Any script's decimal digits are folded to ASCII.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

DIGITS, WORD, FRACTION, MARK = "d", "w", "f", "p"
GLUED, SPACE, LINE, PARAGRAPH = 0, 1, 2, 3

_VULGAR = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# Every alternative is one character class run, so scanning is linear.
_TOKEN = re.compile(rf"(?P<d>\d+)|(?P<f>[{_VULGAR}])|(?P<w>[^\W\d_{_VULGAR}]+)|(?P<p>\S)")
_FOLD = {
    "‐": "-",
    "‑": "-",
    "−": "−",
    "’": "'",
    "ʼ": "'",
    "＇": "'",
    "‘": "‘",
    "٫": ".",
    "٬": ",",
    "．": ".",
    "，": ",",
    "％": "%",
    "٪": "%",
    "﹣": "-",
    "－": "-",
}


class Token(NamedTuple):
    """``low`` is the folded form: lower case, ASCII digits, one apostrophe, one hyphen. ``gap`` tells what stands before the token."""

    kind: str
    start: int
    end: int
    text: str
    low: str
    gap: int


@lru_cache(maxsize=2)  # dates and numbers of one text are read one after the other
def tokenize(text: str) -> tuple[Token, ...]:
    """All tokens of a text, in order."""
    tokens: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or MARK
        start, end = match.span()
        surface = match.group()
        if surface == "*" and text[start - 1 : start + 2].count("*") > 1:  # "**26** people": marks of bold are no tokens
            continue
        if kind == DIGITS:
            low = surface if surface.isascii() else "".join(str(unicodedata.decimal(char)) for char in surface)
        elif kind == WORD:
            low = surface.lower()
        else:
            low = _FOLD.get(surface, surface)
        if start == last or text[last:start].strip("*") == "":
            gap = GLUED
        else:
            newlines = text.count("\n", last, start) + text.count("\r", last, start) - text.count("\r\n", last, start)
            gap = SPACE if newlines == 0 else LINE if newlines == 1 else PARAGRAPH
        if not tokens:
            gap = PARAGRAPH
        tokens.append(Token(kind, start, end, surface, low, gap))
        last = end
    return tuple(tokens)


def matches_at(tokens: Sequence[Token], index: int, words: Sequence[str]) -> bool:
    """Whether the folded forms from ``index`` on are ``words``."""
    if index < 0 or index + len(words) > len(tokens):
        return False
    return all(tokens[index + offset].low == word for offset, word in enumerate(words))


class Spans:
    """Sorted, disjoint spans that answer "is this offset inside one, and where does that one end?" in logarithmic time."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(set(spans))
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def end_at(self, start: int, end: int) -> int | None:
        """The end of a span that overlaps ``[start, end)``, or None."""
        place = bisect_right(self._starts, end - 1) - 1
        if place >= 0 and self._ends[place] > start:
            return self._ends[place]
        return None


def web_spans(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Spans of web and mail addresses and of @handles, whose digits are no numbers."""
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        glued_next = index + 1 < len(tokens) and tokens[index + 1].gap == GLUED
        is_web = (token.low in ("http", "https", "ftp") and matches_at(tokens, index + 1, (":", "/", "/"))) or (
            token.low == "www" and glued_next and tokens[index + 1].low == "."
        )
        if token.low == "@" and glued_next:
            start = index
            while start > 0 and tokens[start].gap == GLUED and tokens[start - 1].low not in "(<[,;:\"'“‘":
                start -= 1
            is_web, begin = True, tokens[start].start
        else:
            begin = token.start
        if is_web:
            stop = index + 1
            while stop < len(tokens) and tokens[stop].gap == GLUED and tokens[stop].low not in ')>]"”’|':
                stop += 1
            spans.append((begin, tokens[stop - 1].end))
            index = stop
        else:
            index += 1
    return spans


def phone_spans(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Spans of telephone numbers: "+1 (555) 123-4567", "020 7946 0000", "555-123-4567"."""
    spans: list[tuple[int, int]] = []
    index = 0
    while index < len(tokens):
        end = _phone_end(tokens, index)
        if end > index:
            spans.append((tokens[index].start, tokens[end - 1].end))
            index = end
        else:
            index += 1
    return spans


def _phone_end(tokens: Sequence[Token], index: int) -> int:
    """The end of a telephone number that starts at ``index``, or ``index``. Looks at sixteen tokens at most."""
    token = tokens[index]
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    marked = token.low in ("+", "(") and following is not None and following.kind == DIGITS and following.gap == GLUED
    trunk = token.kind == DIGITS and token.low[0] == "0" and len(token.low) >= 3
    if not (marked or trunk or (token.kind == DIGITS and len(token.low) == 3)) or (
        index and tokens[index - 1].kind == DIGITS and token.gap <= SPACE
    ):
        return index
    most = 12 if token.low == "+" else 11 if trunk else 10
    sizes: list[int] = []
    stop = index
    while stop < len(tokens) and stop - index < 16:
        here = tokens[stop]
        loose = (marked or trunk) and here.gap <= SPACE
        if stop > index and here.gap != GLUED and not loose:
            break
        if here.kind == DIGITS:
            if sum(sizes) + len(here.low) > most:
                break
            sizes.append(len(here.low))
        elif here.low not in ("(", ")", "-", "+") or (stop > index and here.low in ("(", "+") and here.gap == GLUED):
            break
        stop += 1
    while stop > index and tokens[stop - 1].kind != DIGITS:
        stop -= 1
    total = sum(sizes)
    if token.low == "+":
        return stop if total >= 9 and len(sizes) >= 3 else index
    if trunk:
        return stop if total >= 10 and len(sizes) >= 3 else index
    return stop if sizes == [3, 3, 4] else index
