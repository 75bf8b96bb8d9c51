"""The engine: a golden set compiled once, and each text judged against it. Pure: no clock, no disk, no network."""

from __future__ import annotations

from dataclasses import replace

from factspec.binding.bound import bind
from factspec.binding.compiled import CompiledFact, CompiledGolden, as_date, compile_golden, read
from factspec.extraction.telling import telling
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.forbidden import judge_forbidden
from factspec.fact_types.names import judge_name, judge_place
from factspec.fact_types.roles import judge_role
from factspec.fact_types.statements import judge_mention, judge_statement
from factspec.fact_types.values import judge_value
from factspec.model import FactFinding, Fix, ForbiddenFinding, Reading
from factspec.reading.marks import record_marks
from factspec.reading.speech import find_quotes
from factspec.unsupported import find_unsupported

JUDGES = {
    "quantity": judge_value,
    "date": judge_value,
    "place": judge_place,
    "name": judge_name,
    "role": judge_role,
    "relation": judge_statement,
    "statement": judge_statement,
    "mention": judge_mention,
}


def tell(text: str, compiled: CompiledGolden, as_of: str | None = None) -> Told:
    """Read and bind one text."""
    analysis, speeches, offices = read(compiled.world, text, as_date(as_of))
    told = Told(analysis, compiled, speeches, find_quotes(analysis), offices, bind(analysis, compiled.slots, compiled.table))
    told.prepare()
    return told


def judge(fact: CompiledFact, told: Told) -> Judgement:
    return JUDGES[fact.type](fact, told)


def expected_of(fact: CompiledFact) -> str:
    value = fact.fact.value
    if isinstance(value, str):
        return value
    if value is None:
        return fact.primary.surface if fact.primary is not None else fact.fact.claim
    return ", ".join(v if isinstance(v, str) else v[1] for v in value)


def finding(fact: CompiledFact, judgement: Judgement, told: Told) -> FactFinding:
    document = told.analysis.document
    start, end = judgement.start, judgement.end
    line, column = document.line_column(start) if start is not None else (None, None)
    fix = None
    if judgement.verdict == "contradicted" and judgement.fix is not None and start is not None:
        fix = Fix(judgement.fix, start, end)
    return FactFinding(
        fact.fact.id,
        judgement.verdict,
        fact.fact.claim,
        expected_of(fact),
        told.analysis.text[start:end] if start is not None else None,
        start,
        end,
        line,
        column,
        None,
        judgement.rule,
        judgement.reason,
        fix,
        fact.fact.importance,
    )


def forbidden_finding(fact: CompiledFact, told: Told) -> ForbiddenFinding:
    """Whether the text states a forbidden claim, and where."""
    verdict, place = judge_forbidden(fact, told)
    if place is None or place.start is None or place.end is None:
        return ForbiddenFinding(fact.fact.id, verdict, fact.fact.claim)
    line, column = told.analysis.document.line_column(place.start)
    found = told.analysis.text[place.start : place.end]
    return ForbiddenFinding(
        fact.fact.id, verdict, fact.fact.claim, found, place.start, place.end, line, column, None, place.rule, place.reason
    )


def judged(told: Told, compiled: CompiledGolden) -> Reading:
    """All findings on one text that has been read and bound."""
    findings = tuple(finding(f, judge(f, told), told) for f in compiled.facts)
    covered = [(f.start, f.end) for f in findings if f.verdict == "contradicted" and f.start is not None and f.end is not None]
    forbidden = tuple(forbidden_finding(f, told) for f in compiled.forbidden)
    return Reading(findings, forbidden, find_unsupported(told, covered))


def read_text(text: str, compiled: CompiledGolden, *, as_of: str | None = None) -> Reading:
    """Judge every fact of a compiled golden set on one prose text."""
    return judged(tell(text, compiled, as_of), compiled)


def read_data(data: object, compiled: CompiledGolden, *, as_of: str | None = None) -> Reading:
    """Judge every fact on an extraction output (parsed JSON); places are JSON Pointers."""
    said = telling(data)
    told = tell(said.text, compiled, as_of)
    told.marks.update(record_marks(told.analysis, said.denied, said.modes))
    reading = judged(told, compiled)

    def pointer(start: int | None, end: int | None) -> str | None:
        return None if start is None or end is None else said.pointer(start, end)

    return Reading(
        tuple(replace(f, pointer=pointer(f.start, f.end), start=None, end=None, line=None, column=None, fix=None) for f in reading.facts),
        tuple(replace(f, pointer=pointer(f.start, f.end), start=None, end=None, line=None, column=None) for f in reading.forbidden),
        tuple(replace(u, pointer=pointer(u.start, u.end), start=None, end=None, line=None, column=None) for u in reading.unsupported),
    )


__all__ = ["CompiledGolden", "compile_golden", "read_data", "read_text"]
