"""The tokens of one text as the readers of dates see them."""

from __future__ import annotations

from collections.abc import Sequence

from .date_parts import (
    short_year,
)
from .date_values import Slot
from .value_tokens import GLUED, LINE, WORD, Token
from .word_lists import words


class Reader:
    """The tokens of one text, with the year that two-digit years are read against; ``dated`` where it is that of the reading."""

    __slots__ = ("dated", "pivot", "seen", "text", "tokens")

    def __init__(self, tokens: Sequence[Token], text: str, pivot: int, dated: bool) -> None:
        self.tokens, self.text, self.pivot, self.dated = tokens, text, pivot, dated
        self.seen = (0, 0)  # the last year in full and the token after it

    def slot(self, kind: str, first: int, last: int) -> Slot:
        """A component of a date in the tokens ``[first, last)``."""
        return Slot(kind, self.tokens[first].start, self.tokens[last - 1].end)

    def year_of(self, digits: str) -> int:
        """A year of two or four digits in full."""
        return int(digits) if len(digits) == 4 else short_year(int(digits), self.pivot)

    def noun_at(self, index: int) -> bool:
        """Whether a lower-case noun stands at ``index``: then an ordinal before it is no day."""
        if index >= len(self.tokens) or self.tokens[index].gap > LINE:
            return False
        token = self.tokens[index]
        if token.low == "-" and token.gap == GLUED:
            return True
        return token.kind == WORD and token.low not in _FREE_AFTER


_FREE_AFTER = words("after a day")
