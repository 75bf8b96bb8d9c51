"""Fixes of prose: the smallest edit after which a fact is no longer contradicted, tried before it is offered.

The golden value takes the found one's place; where a hedge before it still says otherwise ("more than 26") the hedge goes too; where
the text is wrong again in another place the edit reaches as far as that. What does not end the contradiction is not offered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import Told
from factspec.judging import finding, judge, tell
from factspec.model import FactFinding, Fix

MENDED, LONG, PLACES = 12, 60_000, 4  # facts of a text that get a fix, characters of a text whose fixes are tried, wrong places of one fact


def mended(told: Told, findings: Sequence[FactFinding], as_of: str | None = None) -> tuple[FactFinding, ...]:
    """The findings on a text, each with a fix that was tried, or with none. ``findings`` stand in the order of the compiled facts."""
    tries = MENDED if len(told.analysis.text) <= LONG else 0
    found: list[FactFinding] = []
    for fact, one in zip(told.golden.facts, findings, strict=True):
        fix = None
        if one.fix is not None and tries:
            tries -= 1
            fix = next((f for f in _candidates(fact, told, one.fix, as_of) if f is not None), None)
        found.append(replace(one, fix=fix))
    return tuple(found)


def _candidates(fact: CompiledFact, told: Told, first: Fix, as_of: str | None) -> Iterator[Fix | None]:
    """Edits that were tried and end the contradiction, smallest first."""
    yield _tried(fact, told, first, as_of)
    wide = _with_hedge(told, first)
    if wide is not None:
        yield _tried(fact, told, wide, as_of)


def _with_hedge(told: Told, fix: Fix) -> Fix | None:
    """The edit with the hedge words around the number that it replaces."""
    number = next((b.value.number for b in told.bounds if b.value.start == fix.start and b.value.end == fix.end), None)
    if number is None or fix.text is None or (number.hedge_start, number.hedge_end) == (number.start, number.end):
        return None
    return Fix(fix.text, min(number.hedge_start, number.start), max(number.hedge_end, number.end))


def _tried(fact: CompiledFact, told: Told, fix: Fix, as_of: str | None) -> Fix | None:
    """The edit, grown over the fact's other wrong places as far as need be, or None where it mends nothing."""
    text = told.analysis.text
    for _ in range(PLACES):
        assert fix.start is not None
        assert fix.end is not None
        assert fix.text is not None
        if text[fix.start : fix.end] == fix.text:
            return None
        again = tell(text[: fix.start] + fix.text + text[fix.end :], told.golden, as_of)
        found = finding(fact, judge(fact, again), again)
        if found.verdict != "contradicted":
            return fix
        if found.fix is None:
            return None
        fix = _joined(text, fix, found.fix)
    return None


def _joined(text: str, one: Fix, two: Fix) -> Fix:
    """Two edits as one: ``two`` is of the text that ``one`` has made already."""
    assert one.start is not None
    assert one.end is not None
    assert one.text is not None
    assert two.start is not None
    assert two.end is not None
    assert two.text is not None
    made = text[: one.start] + one.text + text[one.end :]
    made = made[: two.start] + two.text + made[two.end :]
    behind = len(text) - one.end  # what follows the first edit, unchanged by it
    after = min(behind, len(made) - (two.start + len(two.text)))
    start = min(one.start, two.start)
    return Fix(made[start : len(made) - after], start, len(text) - after)
