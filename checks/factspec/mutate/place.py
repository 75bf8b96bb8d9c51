"""Where a text tells a fact, and one edit of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_END = re.compile(r"(?<![A-Z])(?<!\b(?:Mr|Dr|St|No|vs))[.!?][\"”’)]*(?=\s|$)|\n+")


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters ``[start, end)`` of a text become ``text``. ``how`` says what was done, in a few words."""

    start: int
    end: int
    text: str
    operator: str
    how: str

    def applied(self, text: str) -> str:
        return text[: self.start] + self.text + text[self.end :]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text tells a fact: the characters that decided, and the sentence around them."""

    fact: str
    type: str
    text: str
    start: int
    end: int
    low: int
    high: int

    @property
    def words(self) -> str:
        return self.text[self.start : self.end]

    @property
    def sentence(self) -> str:
        return self.text[self.low : self.high]

    def edit(self, start: int, end: int, text: str, operator: str) -> Edit:
        return Edit(start, end, text, operator, f"{self.text[start:end] or '(nothing)'} -> {text or '(nothing)'}")


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The sentences of a text, with the blanks behind them."""
    low = 0
    for found in _END.finditer(text):
        high = found.end()
        while high < len(text) and text[high].isspace():
            high += 1
        if text[low:high].strip():
            yield low, high
        low = high
    if text[low:].strip():
        yield low, len(text)


def place_of(fact: str, kind: str, text: str, start: int, end: int) -> Place:
    """The place of a fact that a text tells at ``[start, end)``."""
    low, high = next(((a, b) for a, b in sentences(text) if a <= start < b), (0, len(text)))
    return Place(fact, kind, text, start, end, low, max(high, end))
