"""Told lines: the text that an extraction output becomes, and for every stretch of it the JSON Pointer it came from."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line. ``pointer`` is None for words of ours or of keys; ``at`` is where it stands inside a string value."""

    text: str
    pointer: str | None = None
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Marks:
    """What a record says of itself: that it is denied, or in which mode it stands, each with the pointer that says so."""

    denied: bool = False
    mode: str = ""
    denied_at: str | None = None
    mode_at: str | None = None

    def below(self, inner: Marks) -> Marks:
        """The marks of a record inside this one."""
        return Marks(self.denied ^ inner.denied, inner.mode or self.mode, inner.denied_at or self.denied_at, inner.mode_at or self.mode_at)


@dataclass(frozen=True, slots=True)
class Line:
    """One told line. ``record``: its cells tell of one event; ``triple``: pointers of subject and object; ``flag``: a yes or no."""

    pieces: tuple[Piece, ...]
    pointer: str
    marks: Marks = Marks()
    record: bool = False
    triple: tuple[str, str] | None = None
    extra: bool = False
    flag: bool | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A piece laid into the text at ``[start, end)``."""

    start: int
    end: int
    piece: Piece


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A line laid into the text, with its places in order."""

    start: int
    end: int
    line: Line
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """The text with its lines in order."""

    text: str
    lines: tuple[ToldLine, ...]
    starts: tuple[int, ...]

    def line_at(self, offset: int) -> ToldLine | None:
        at = bisect_right(self.starts, offset) - 1
        return self.lines[at] if at >= 0 and offset <= self.lines[at].end else None

    def places(self, start: int, end: int) -> tuple[Place, ...]:
        """The places of values that ``[start, end)`` touches."""
        line = self.line_at(start)
        if line is None:
            return ()
        return tuple(p for p in line.places if p.piece.pointer is not None and p.start < end and start < p.end)

    def pointer(self, start: int, end: int) -> str:
        """The value that covers ``[start, end)``, or the smallest record that holds it."""
        touched = dict.fromkeys(p.piece.pointer for p in self.places(start, end) if p.piece.pointer is not None)
        if len(touched) == 1:
            return next(iter(touched))
        line = self.line_at(start)
        if touched:
            return common(list(touched))
        return line.line.pointer if line is not None else ""


def common(pointers: Sequence[str]) -> str:
    """The pointer of the smallest value that holds all of these."""
    split = [p.split("/") for p in pointers]
    shared: list[str] = []
    for parts in zip(*split, strict=False):
        if len(set(parts)) > 1:
            break
        shared.append(parts[0])
    return "/".join(shared)


def lay_out(lines: Sequence[Line]) -> Telling:
    """Lines as one text, a blank line between any two."""
    text: list[str] = []
    told: list[ToldLine] = []
    at = 0
    for line in lines:
        start = at
        places: list[Place] = []
        for piece in line.pieces:
            places.append(Place(at, at + len(piece.text), piece))
            text.append(piece.text)
            at += len(piece.text)
        told.append(ToldLine(start, at, line, tuple(places)))
        text.append("\n\n")
        at += 2
    return Telling("".join(text), tuple(told), tuple(t.start for t in told))


def value_piece(raw: object, shown: str, pointer: str, before: str = "") -> tuple[Piece, ...]:
    """A value with the words before it; verbatim where the value is a string without odd blanks."""
    at = raw.find(shown) if isinstance(raw, str) else -1
    own = Piece(shown, pointer, at if at >= 0 else None)
    return (Piece(before), own) if before else (own,)


def squeezed(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces without empty ones, and without line ends, which would tear a line apart."""
    return tuple(replace(p, text=" ".join(p.text.split("\n")), at=p.at) if "\n" in p.text else p for p in pieces if p.text)


__all__ = ["Line", "Marks", "Piece", "Place", "Telling", "ToldLine", "common", "lay_out", "squeezed", "value_piece"]
