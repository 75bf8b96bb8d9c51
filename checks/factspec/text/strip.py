"""A text rewritten piece by piece, with the way back: each character knows the stretch of the text as received it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Strip:
    """``text`` as rewritten; character ``i`` of it stands for ``[starts[i], ends[i])`` of the text as received."""

    text: str
    starts: range | tuple[int, ...]
    ends: range | tuple[int, ...]

    @classmethod
    def of(cls, text: str) -> Strip:
        return cls(text, range(len(text)), range(1, len(text) + 1))

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text as received that ``[start, end)``, which is not empty, stands for."""
        return min(self.starts[start:end]), max(self.ends[start:end])

    def sub(self, pattern: re.Pattern[str], read: Callable[[re.Match[str]], str | None]) -> Strip:
        """Every match read anew; None leaves it as it is."""
        found = ((m.start(), m.end(), read(m)) for m in pattern.finditer(self.text))
        return self.edited((low, high, new) for low, high, new in found if new is not None)

    def edited(self, edits: Iterable[tuple[int, int, str]]) -> Strip:
        """Stretches (sorted, disjoint, none empty) written anew. As many characters as before keep their places, others share them."""
        text, starts, ends = self.text, self.starts, self.ends
        out: list[str] = []
        firsts: list[int] = []
        lasts: list[int] = []
        done = 0
        for low, high, new in edits:
            if new == text[low:high]:
                continue
            out += (text[done:low], new)
            firsts += starts[done:low]
            lasts += ends[done:low]
            if len(new) == high - low:
                firsts += starts[low:high]
                lasts += ends[low:high]
            else:
                start, end = self.span(low, high)
                firsts += [start] * len(new)
                lasts += [end] * len(new)
            done = high
        if not done:
            return self
        out.append(text[done:])
        firsts += starts[done:]
        lasts += ends[done:]
        return Strip("".join(out), tuple(firsts), tuple(lasts))

    def turned(self, runs: Iterable[tuple[int, int]]) -> Strip:
        """The characters of each run (sorted, disjoint) in reverse order."""
        order: list[int] = []
        done = 0
        for low, high in runs:
            order += [*range(done, low), *range(high - 1, low - 1, -1)]
            done = high
        order += range(done, len(self.text))
        text, starts, ends = self.text, self.starts, self.ends
        return Strip("".join(text[i] for i in order), tuple(starts[i] for i in order), tuple(ends[i] for i in order))
