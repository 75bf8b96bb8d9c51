"""A very long text in stretches, their readings as one: time and memory stay bounded, whatever the length.

A text that is no longer than LONGEST is read whole. A longer one is cut at a paragraph, a line, a sentence or at least a blank; what
one stretch says wrongly is contradicted, as it would be in one text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from factspec.inputs.offsets import Offsets
from factspec.model import FactFinding, ForbiddenFinding, Reading
from factspec.text.document import line_starts

LONGEST = 50_000
BREAKS = ("\n\n", "\n", "\r", ". ", " ")
_RANK = {"contradicted": 4, "stated": 4, "supported": 3, "partial": 2, "undetermined": 1, "missing": 0, "absent": 0}

Verdicts = TypeVar("Verdicts", FactFinding, ForbiddenFinding)


def read_long(text: str, read: Callable[[str], Reading]) -> Reading:
    """The reading of a text of any length; `read` reads one stretch."""
    if len(text) <= LONGEST:
        return read(text)
    lines = line_starts(text)
    readings = [
        Offsets(text, (0,), (start,), (True,), lines).map(read(text[start:end]))
        for start, end in stretches(text)
        if text[start:end].strip()
    ]
    return Reading(
        _strongest([r.facts for r in readings]),
        _strongest([r.forbidden for r in readings]),
        tuple(u for r in readings for u in r.unsupported),
        tuple(n for r in readings for n in r.notes),
    )


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where a text is cut: each stretch ends behind the best break in its last quarter."""
    start = 0
    while len(text) - start > LONGEST:
        low, high = start + LONGEST * 3 // 4, start + LONGEST
        found = ((text.rfind(mark, low, high), len(mark)) for mark in BREAKS)
        end = next((at + size for at, size in found if at >= 0), high)
        yield start, end
        start = end
    yield start, len(text)


def _strongest(stretches: list[tuple[Verdicts, ...]]) -> tuple[Verdicts, ...]:
    """For each fact what weighs most, and of equals the first."""
    return tuple(max(several, key=lambda f: _RANK[f.verdict]) for several in zip(*stretches, strict=True))
