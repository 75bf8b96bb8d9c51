"""Fixes of prose: the smallest edit after which a fact is no longer contradicted, tried before it is offered.

The golden value takes the found one's place; where a hedge before it still says otherwise ("more than 26") the hedge goes too; where
the text is wrong again in another place the edit reaches as far as that. What does not end the contradiction is not offered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import Told
from factspec.judging import allowed, finding, judge, tell
from factspec.model import FactFinding, Fix

# What is read again at most for the fixes of one text, so that its cost stays linear: some characters, and so many times the text.
WORK, TIMES = 6_000, 1
PLACES = 4  # wrong places of one fact


def mended(told: Told, findings: Sequence[FactFinding], as_of: str | None = None) -> tuple[FactFinding, ...]:
    """The findings on a text, each with a fix that was tried, or with none. ``findings`` stand in the order of the compiled facts."""
    bench = _Bench(told, as_of, WORK + TIMES * len(told.analysis.text))
    pairs = zip(told.golden.facts, findings, strict=True)
    return tuple(one if one.fix is None else replace(one, fix=bench.fix(fact, one.fix)) for fact, one in pairs)


@dataclass(slots=True)
class _Bench:
    """Where edits of one text are tried. ``left`` is the characters that may still be read again."""

    told: Told
    as_of: str | None
    left: int

    def fix(self, fact: CompiledFact, first: Fix) -> Fix | None:
        """The smallest edit that was tried and ends the contradiction."""
        return self.tried(fact, first) or self.tried(fact, _with_hedge(self.told, first))

    def tried(self, fact: CompiledFact, fix: Fix | None) -> Fix | None:
        """The edit, grown over the fact's other wrong places as far as need be, or None where it mends nothing."""
        text = self.told.analysis.text
        for _ in range(PLACES):
            if fix is None:
                return None
            made = _made(text, fix)
            self.left -= len(made)
            if made == text or self.left < 0:
                return None
            again = tell(made, self.told.golden, self.as_of)
            found = finding(fact, allowed(fact, again, judge(fact, again)), again)
            if found.verdict != "contradicted":
                return fix
            fix = _joined(text, fix, found.fix) if found.fix is not None else None
        return None


def _made(text: str, fix: Fix) -> str:
    """The text with the edit in it."""
    assert fix.start is not None
    assert fix.end is not None
    assert fix.text is not None
    return text[: fix.start] + fix.text + text[fix.end :]


def _with_hedge(told: Told, fix: Fix) -> Fix | None:
    """The edit with the hedge words around the number that it replaces."""
    number = next((b.value.number for b in told.bounds if b.value.start == fix.start and b.value.end == fix.end), None)
    if number is None or fix.text is None or (number.hedge_start, number.hedge_end) == (number.start, number.end):
        return None
    return Fix(fix.text, min(number.hedge_start, number.start), max(number.hedge_end, number.end))


def _joined(text: str, one: Fix, two: Fix) -> Fix:
    """Two edits as one: ``two`` is of the text that ``one`` has made already."""
    assert one.start is not None
    assert one.end is not None
    assert two.start is not None
    assert two.text is not None
    made = _made(_made(text, one), two)
    behind = len(text) - one.end  # what follows the first edit, unchanged by it
    after = min(behind, len(made) - (two.start + len(two.text)))
    start = min(one.start, two.start)
    return Fix(made[start : len(made) - after], start, len(text) - after)
