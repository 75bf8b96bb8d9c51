"""Spliced text: a text put together from pieces of another one, whose places can be found in that one again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters that stand for ``[start, end)`` of the source; ``again`` where they repeat what stands elsewhere as well."""

    text: str
    start: int
    end: int
    again: bool = False


class Spliced:
    """In: the pieces in their new order. Out: the new text, and for every stretch of it the stretch of the source it came from."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = tuple(p for p in pieces if p.text)
        self.text = "".join(p.text for p in self.pieces)
        starts = [0]
        for piece in self.pieces:
            starts.append(starts[-1] + len(piece.text))
        self.starts = starts[:-1]

    def source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source for ``[start, end)``; repeated pieces count only where there is nothing else."""
        first = max(0, bisect_right(self.starts, start) - 1)
        last = max(first + 1, bisect_right(self.starts, max(start, end - 1)))
        inside = [(i, self.pieces[i]) for i in range(first, last)]
        kept = [(i, p) for i, p in inside if not p.again and p.end > p.start] or inside
        spans = [self._part(i, p, start, end) for i, p in kept]
        return min(s for s, _ in spans), max(e for _, e in spans)

    def verbatim(self, start: int, end: int) -> bool:
        """Whether ``[start, end)`` lies in one piece that is the source's own text and stands there once."""
        i = max(0, bisect_right(self.starts, start) - 1)
        piece = self.pieces[i]
        return end <= self.starts[i] + len(piece.text) and len(piece.text) == piece.end - piece.start and not piece.again

    def _part(self, i: int, piece: Piece, start: int, end: int) -> tuple[int, int]:
        if len(piece.text) != piece.end - piece.start:
            return piece.start, piece.end
        low, high = max(0, start - self.starts[i]), min(len(piece.text), end - self.starts[i])
        return piece.start + low, piece.start + high
