"""Findings on a text that was written out in full, placed in the text as received."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from factspec.model import FactFinding, ForbiddenFinding, Reading, Unsupported
from factspec.text.document import Document
from factspec.text.spliced import Spliced

Placed = TypeVar("Placed", FactFinding, ForbiddenFinding, Unsupported)


def folded(reading: Reading, steps: Sequence[Spliced], received: Document) -> Reading:
    """The reading of the last of ``steps``, each made of the one before, with the places of the received text.

    A fix stays where it changes the received text itself.
    """

    def source(start: int, end: int) -> tuple[int, int]:
        for full in reversed(steps):
            start, end = full.source(start, end)
        return start, end

    def verbatim(start: int, end: int) -> bool:
        for full in reversed(steps):
            if not full.verbatim(start, end):
                return False
            start, end = full.source(start, end)
        return True

    def placed(one: Placed) -> Placed:
        if one.start is None or one.end is None:
            return one
        start, end = source(one.start, one.end)
        line, column = received.line_column(start)
        return replace(one, start=start, end=end, line=line, column=column, found=received.text[start:end])

    def fixed(before: FactFinding, one: FactFinding) -> FactFinding:
        fix = before.fix
        if fix is None or fix.start is None or fix.end is None:
            return one
        if not verbatim(fix.start, fix.end):
            return replace(one, fix=None)
        start, end = source(fix.start, fix.end)
        return replace(one, fix=replace(fix, start=start, end=end))

    strays: dict[tuple[str, int | None, int | None], Unsupported] = {}
    for stray in map(placed, reading.unsupported):
        strays.setdefault((stray.kind, stray.start, stray.end), stray)
    return Reading(tuple(fixed(f, placed(f)) for f in reading.facts), tuple(map(placed, reading.forbidden)), tuple(strays.values()))
