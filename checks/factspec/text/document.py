"""A text as received, cut into sentences and tokens with exact places.

``Document.from_text`` is all there is to call. Offsets are code points of the text as received, half-open.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

from factspec.text.fold import View, view
from factspec.text.lines import Block, Kind, blocks
from factspec.text.sentences import ranges
from factspec.text.tokenize import scan

_LINE_END = re.compile(r"\r\n|\n|\r")
_MARKUP = frozenset("* ** *** _ __ ` `` ``` ~~".split())


class Token(NamedTuple):
    """``text`` is the surface, ``norm`` its folded form: plain apostrophes and blanks, no invisible characters, case kept."""

    start: int
    end: int
    text: str
    norm: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """``label`` counts the tokens of a key with its colon ("Crowd:", "Q:"), ``cells`` are the ranges of tokens of a table row's cells."""

    start: int
    end: int
    tokens: tuple[Token, ...]
    index: int
    kind: Kind
    block: int
    label: int = 0
    cells: tuple[tuple[int, int], ...] = ()

    @property
    def norms(self) -> tuple[str, ...]:
        return tuple(token.norm for token in self.tokens)


@dataclass(frozen=True, slots=True)
class Document:
    """``lines`` holds the offset at which each line starts. Line ends are \\n, \\r\\n, \\r."""

    text: str
    sentences: tuple[Sentence, ...]
    lines: tuple[int, ...]

    @classmethod
    def from_text(cls, text: str) -> Document:
        folded = view(text)
        found: list[Sentence] = []
        for number, block in enumerate(blocks(folded.text)):
            tokens, spaced, cells = _tokens(text, folded, block)
            if not tokens:
                continue
            norms = [token.norm for token in tokens]
            cuts = [(0, len(tokens))] if block.kind in ("row", "field") else list(ranges(norms, spaced))
            for start, end in cuts:
                part = tuple(tokens[start:end])
                label = _label(norms[start:end], block.kind) if start == 0 else 0
                found.append(Sentence(part[0].start, part[-1].end, part, len(found), block.kind, number, label, cells))
        return cls(text, tuple(found), line_starts(text))

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of an offset, both counted from 1."""
        line = bisect_right(self.lines, offset)
        return line, offset - self.lines[line - 1] + 1


def line_starts(text: str) -> tuple[int, ...]:
    """The offsets at which lines start."""
    return (0, *(found.end() for found in _LINE_END.finditer(text)))


def _is_markup(norm: str, before_blank: bool, after_blank: bool) -> bool:
    """Stars and strokes that lean on a word are markup; standing free they are signs."""
    return norm in _MARKUP and not (before_blank and after_blank)


def _tokens(text: str, folded: View, block: Block) -> tuple[list[Token], list[bool], tuple[tuple[int, int], ...]]:
    """The tokens of a block, whether a blank stands before each, and the cells of a row."""
    tokens: list[Token] = []
    spaced: list[bool] = []
    bars: list[int] = []
    last = -1
    for line in block.lines:
        plain = folded.text[line.start : line.end]
        for start, end in scan(plain):
            norm = plain[start:end]
            blank = start == 0 or plain[start - 1].isspace()
            if block.kind == "row" and (norm == "|" or "\t" in plain[last if 0 <= last <= start else 0 : start]):
                bars.append(len(tokens))
            last = end
            if block.kind == "row" and norm == "|":
                continue
            if _is_markup(norm, blank, end == len(plain) or plain[end].isspace()):
                continue
            first, behind = folded.starts[line.start + start], folded.ends[line.start + end - 1]
            tokens.append(Token(first, behind, text[first:behind], norm))
            spaced.append(blank)
        last = -1
    if block.kind != "row":
        return tokens, spaced, ()
    edges = [0, *(at for at, _ in groupby(bars)), len(tokens)]
    return tokens, spaced, tuple((a, b) for a, b in pairwise(edges) if a < b)


def _label(norms: list[str], kind: Kind) -> int:
    """How many tokens of a sentence are its key: ``Gross margin :`` is 3, ``Q :`` is 2; 0 without one."""
    signs = (":", "–", "—", "=") if kind == "field" else (":",) if kind != "row" else ()
    for at, norm in enumerate(norms[:9]):
        if norm in signs and at > 0 and at + 1 < len(norms):
            return at + 1
        if norm in (".", "!", "?", ",", ";"):
            return 0
    return 0
