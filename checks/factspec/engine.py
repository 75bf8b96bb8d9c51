"""The engine: a golden set compiled once, and each text judged against it. Pure: no clock, no disk, no network."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from factspec.binding.bound import bind
from factspec.binding.compiled import CompiledFact, CompiledGolden, as_date, compile_golden, read
from factspec.extraction.keyed import sharpen
from factspec.extraction.lines import Telling
from factspec.extraction.lore import GoldenLore
from factspec.extraction.fixes import candidates
from factspec.extraction.pathed import at_paths
from factspec.extraction.paths import replaced
from factspec.extraction.reading import inside, mark, placed, stray
from factspec.extraction.slots import fields as fields_of
from factspec.extraction.telling import telling
from factspec.fact_types.base import RANK, Judgement, Told
from factspec.fact_types.names import judge_name, judge_place
from factspec.fact_types.roles import judge_role
from factspec.fact_types.statements import judge_mention, judge_statement
from factspec.fact_types.values import judge_value
from factspec.model import FactFinding, Fix, ForbiddenFinding, Reading, Verdict
from factspec.reading.speech import find_quotes
from factspec.unsupported import find_unsupported

TRIES, MENDED, LONG = 4, 8, 60_000  # fixes tried for a fact, facts of an output that get one, characters told

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


def tell(text: str, compiled: CompiledGolden, as_of: str | None = None, said: Telling | None = None) -> Told:
    """Read and bind one text; ``said`` where it tells an extraction output."""
    analysis, speeches, offices = read(compiled.world, text, as_date(as_of))
    if said is not None:
        mark(analysis, said)
    bounds = bind(analysis, compiled.slots, compiled.table)
    if said is not None:
        sharpen(analysis, bounds, compiled, said)
    told = Told(analysis, compiled, speeches, find_quotes(analysis), offices, bounds)
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


def _with_field(judgement: Judgement, field: Judgement | None) -> Judgement:
    """A judgement of prose, filled in by the field's own where prose says nothing, or too little."""
    if field is None or judgement.verdict == "contradicted" or (judgement.verdict == "supported" and field.rule != "relation-reversed"):
        return judgement
    return field if RANK[field.verdict] > RANK[judgement.verdict] else judgement


def judged(told: Told, compiled: CompiledGolden, fields: Mapping[int, Judgement] = MappingProxyType({})) -> Reading:
    """All findings on one text that has been read and bound; ``fields`` is what an extraction output's fields say by their keys alone."""
    findings = tuple(finding(f, _with_field(judge(f, told), fields.get(f.index)), told) for f in compiled.facts)
    covered = [(f.start, f.end) for f in findings if f.verdict == "contradicted" and f.start is not None and f.end is not None]
    forbidden = tuple(ForbiddenFinding(f.fact.id, "absent", f.fact.claim) for f in compiled.forbidden)
    return Reading(findings, forbidden, find_unsupported(told, covered))


def read_text(text: str, compiled: CompiledGolden, *, as_of: str | None = None) -> Reading:
    """Judge every fact of a compiled golden set on one prose text."""
    return judged(tell(text, compiled, as_of), compiled)


def _judged_data(data: object, compiled: CompiledGolden, as_of: str | None) -> tuple[Telling, Told, Reading]:
    """An extraction output told, bound and judged; places are those of the told text."""
    said, told = _told_data(data, compiled, as_of)
    return said, told, judged(told, compiled, fields_of(told, said, compiled))


def _mended(fact: CompiledFact, found: FactFinding, told: Told, said: Telling, data: object, as_of: str | None) -> Fix | None:
    """The first edit of the data after which the fact is no longer contradicted."""
    for fix in islice(candidates(fact, found, told, said, data), TRIES):
        assert fix.pointer is not None
        mended = replaced(data, fix.pointer, fix.value)
        again, reading = _told_data(mended, told.golden, as_of)
        if placed(finding(fact, judge(fact, reading), reading), fact, again, mended).verdict != "contradicted":
            return fix
    return None


def _told_data(data: object, compiled: CompiledGolden, as_of: str | None) -> tuple[Telling, Told]:
    said = telling(data, GoldenLore(compiled.world))
    return said, tell(said.text, compiled, as_of, said)


def read_data(data: object, compiled: CompiledGolden, *, as_of: str | None = None) -> Reading:
    """Judge every fact on an extraction output (parsed JSON); places are JSON Pointers."""
    said, told, reading = _judged_data(data, compiled, as_of)
    facts: list[FactFinding] = []
    tries = MENDED if len(said.text) <= LONG else 0
    for fact, found in zip(compiled.facts, reading.facts, strict=True):
        if fact.fact.paths:
            facts.append(_at_paths(fact, found, compiled, data, as_of))
            continue
        found = placed(found, fact, said, data)
        fix = None
        if found.verdict == "contradicted" and tries:
            tries -= 1
            fix = _mended(fact, found, told, said, data, as_of)
        start, end = inside(found, said)
        facts.append(replace(found, start=start, end=end, line=None, column=None, fix=fix))
    forbidden = tuple(
        replace(f, pointer=said.pointer(f.start, f.end) if f.start is not None and f.end is not None else None, start=None, end=None, line=None, column=None)
        for f in reading.forbidden
    )
    strays = [u for u in (stray(u, said) for u in reading.unsupported) if u is not None]
    exact = {f.pointer for f in facts if f.pointer is not None and f.verdict == "contradicted"}
    return Reading(tuple(facts), forbidden, tuple(u for u in strays if u.pointer not in exact))


def _at_paths(fact: CompiledFact, found: FactFinding, compiled: CompiledGolden, data: object, as_of: str | None) -> FactFinding:
    """The finding on a fact that says where it stands."""

    def judge_piece(piece: object) -> tuple[Verdict, str, str]:
        _, told = _told_data(piece, compiled, as_of)
        judgement = judge(fact, told)
        return judgement.verdict, judgement.rule, judgement.reason

    at = at_paths(fact, compiled, data, as_date(as_of) or compiled.world.as_of, judge_piece)
    return replace(
        found, verdict=at.verdict, found=at.found, start=None, end=None, line=None, column=None, pointer=at.pointer, rule=at.rule, reason=at.reason, fix=at.fix
    )


__all__ = ["CompiledGolden", "compile_golden", "read_data", "read_text"]
