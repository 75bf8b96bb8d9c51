"""One part of an input in, a test's end out: a fact, a forbidden claim, what is unsupported, coverage, or the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from factspec.report import InputReport, Reason

WHOLE = "(all)"
UNSUPPORTED = "unsupported"
COVERAGE = "coverage"
_GATE = ("coverage", "undetermined", "nothing-told")


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a test ends: why it fails, or why it is skipped, or neither."""

    state: Literal["pass", "fail", "skip"]
    reasons: tuple[Reason, ...] = ()
    skipped: str = ""


def parts_of(facts: list[str], forbidden: list[str]) -> list[tuple[str, str]]:
    """The parts of an input and the names of their tests; a fact that is named as one of ours keeps its name."""
    ids = [*facts, *forbidden]
    own = [(part, part if part not in ids else f"({part})") for part in (UNSUPPORTED, COVERAGE)]
    return [*((f"fact:{name}", name) for name in ids), *own]


def judge_part(report: InputReport, part: str) -> Outcome:
    """The end of a test of one part: `fact:ID`, `unsupported`, `coverage`, or the whole input."""
    if part == WHOLE:
        return Outcome("fail" if report.status == "fail" else "pass", report.reasons)
    reasons = tuple(reason for reason in report.reasons if _belongs(reason, part))
    if reasons:
        return Outcome("fail", reasons)
    name = part.removeprefix("fact:")
    for f in report.facts:
        if part.startswith("fact:") and f.fact == name and f.verdict == "undetermined" and name not in report.muted:
            return Outcome("skip", skipped=f"undetermined: {f.reason or f.rule}")
    for b in report.forbidden:
        if part.startswith("fact:") and b.id == name and b.verdict == "undetermined" and name not in report.muted:
            return Outcome("skip", skipped=f"undetermined: {b.reason or b.rule}")
    return Outcome("pass")


def part_of(fact: str) -> str:
    """The part that a baseline entry's `fact` belongs to."""
    if fact.startswith("unsupported:"):
        return UNSUPPORTED
    return COVERAGE if fact.startswith("gate:") else f"fact:{fact}"


def _belongs(reason: Reason, part: str) -> bool:
    if part == UNSUPPORTED:
        return reason.rule == "unsupported"
    if part == COVERAGE:
        return reason.rule in _GATE
    return reason.concerns == part.removeprefix("fact:") and reason.rule not in (*_GATE, "unsupported", "schema-violation")
