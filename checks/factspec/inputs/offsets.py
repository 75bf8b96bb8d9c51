"""Where the characters of an extracted text stand in the file it came from."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, replace
from typing import TypeVar

from factspec.model import FactFinding, ForbiddenFinding, Note, Reading, Unsupported

Placed = TypeVar("Placed", FactFinding, ForbiddenFinding, Unsupported, Note)


@dataclass(frozen=True, slots=True)
class Offsets:
    """Pieces of an extracted text: `texts[i]` starts at `files[i]` of the file; inside a verbatim piece both run together."""

    source: str
    texts: tuple[int, ...]
    files: tuple[int, ...]
    verbatim: tuple[bool, ...]
    line_starts: tuple[int, ...]

    def start(self, at: int) -> int:
        """The file's offset of a character."""
        i = bisect_right(self.texts, at) - 1
        if i < 0:
            return 0
        return self.files[i] + (at - self.texts[i] if self.verbatim[i] else 0)

    def end(self, at: int) -> int:
        """The file's offset just after the character before `at`."""
        if at <= 0:
            return 0
        i = bisect_right(self.texts, at - 1) - 1
        if self.verbatim[i]:
            return self.files[i] + at - self.texts[i]
        return self.files[i + 1] if i + 1 < len(self.files) else len(self.source)

    def place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.line_starts, at)
        return line, at - self.line_starts[line - 1] + 1

    def map(self, reading: Reading) -> Reading:
        """The same reading with the places of the file."""
        facts = tuple(self._fix(self._moved(f)) for f in reading.facts)
        forbidden, unsupported = tuple(map(self._moved, reading.forbidden)), tuple(map(self._moved, reading.unsupported))
        return Reading(facts, forbidden, unsupported, tuple(map(self._moved, reading.notes)))

    def _moved(self, finding: Placed) -> Placed:
        if finding.start is None or finding.end is None:
            return finding
        start, end = self.start(finding.start), self.end(finding.end)
        line, column = self.place(start)
        return replace(finding, start=start, end=max(start, end), line=line, column=column)

    def _fix(self, finding: FactFinding) -> FactFinding:
        fix = finding.fix
        if fix is None or fix.start is None or fix.end is None:
            return finding
        return replace(finding, fix=replace(fix, start=self.start(fix.start), end=self.end(fix.end)))
