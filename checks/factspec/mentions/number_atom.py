"""One number of a text before it is joined to others: ``Atom``; and the state of quotation marks that tells minutes from quotes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .units import Unit
from .value_tokens import DIGITS, GLUED, LINE, MARK, WORD, Token


@dataclass(slots=True)
class Atom:
    """One number. ``first``/``last`` are the token bounds (half-open) with currency and unit, ``core`` those of the digits or words."""

    first: int
    last: int
    core_first: int
    core_last: int
    raw: Decimal  # the numeral alone
    step: Decimal  # its rounding step, scale not applied
    scale: Decimal
    kind: str
    unit: Unit | None = None
    sign: str = ""
    words: bool = False
    prefixed: bool = False  # currency before the number
    suffixed: bool = False  # unit or currency after it
    low: Decimal | None = None
    high: Decimal | None = None
    vague: bool = False
    about: bool = False  # "a couple of", "twenty-odd"
    pure_fraction: bool = False
    half_scale: bool = False  # the scale is part of the words of the core

    @property
    def value(self) -> Decimal:
        factor = self.unit.factor if self.unit is not None and self.unit.dimension == "money" else Decimal(1)
        return self.raw * self.scale * factor

    @property
    def bare(self) -> bool:
        return self.unit is None and self.kind in ("cardinal", "ordinal") and not self.vague


class QuoteState:
    """Whether a single quotation mark stands open on this line: then "92'" closes it and is no minute."""

    __slots__ = ("open",)

    def __init__(self) -> None:
        self.open = False

    def see(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        if token.gap >= LINE:
            self.open = False
        if token.kind == MARK and token.text in "'‘’":
            follows = index + 1 < len(tokens) and tokens[index + 1].gap == GLUED and tokens[index + 1].kind in (WORD, DIGITS)
            if token.gap != GLUED and follows and tokens[index + 1].kind == WORD:
                self.open = True
            elif token.gap == GLUED and not follows:
                self.open = False
