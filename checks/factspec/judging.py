"""Judging: a golden set compiled, a text told, each fact judged on it. Pure: no clock, no disk, no network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Protocol, TypeVar, cast

from factspec.binding.bound import Bound, bind
from factspec.binding.compiled import CompiledFact, CompiledGolden, as_date, read
from factspec.binding.compiled import compile_golden as compile_claims
from factspec.binding.postings import Postings
from factspec.fact_types.adjuncts import displaced
from factspec.fact_types.altered import altered
from factspec.fact_types.base import MISSING, RANK, Judgement, Told
from factspec.fact_types.charged import charged
from factspec.fact_types.crossed import crossed
from factspec.fact_types.direction import wrong_way
from factspec.fact_types.forbidden import judge_forbidden
from factspec.fact_types.measured_at import measured_elsewhere
from factspec.fact_types.mention import judge_mention
from factspec.fact_types.names import judge_name, judge_place, judge_slot
from factspec.fact_types.places_swapped import swapped_places
from factspec.fact_types.retracted import retracted
from factspec.fact_types.roles import judge_role
from factspec.fact_types.statements import judge_statement
from factspec.fact_types.tense import told_as_past
from factspec.fact_types.titled import titled
from factspec.fact_types.turned import turned_round
from factspec.fact_types.usurped import usurped
from factspec.fact_types.valueless import without_value
from factspec.fact_types.values import judge_accounts, judge_value
from factspec.model import FactFinding, FactReading, Fix, ForbiddenFinding, GoldenSet, Reading, Unsupported
from factspec.reading.analysis import Analysis
from factspec.reading.offices import Office
from factspec.reading.roles import beings_at
from factspec.reading.speech import find_quotes
from factspec.received import plain_golden
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


def compile_golden(golden: GoldenSet) -> CompiledGolden:
    """Compile a golden set and read every claim against its own facts: a claim that does not support itself is not read.

    In: a loaded set. Out: what ``read_text`` and ``read_data`` take; ``readings`` says how every fact was read, and what is wrong with it.
    """
    plain = plain_golden(golden)
    ordered = sorted(plain.facts, key=lambda fact: (fact.claim, fact.id))  # so that the order in the file can change nothing
    compiled = compile_claims(replace(plain, facts=tuple(ordered)))
    readings = []
    postings = Postings(compiled.facts)
    for fact in compiled.facts:
        told = tell(fact.fact.claim, compiled)
        problems: list[tuple[str, str]] = []
        own = judge(fact, told)
        if own.verdict != "supported" and fact.type not in ("statement", "relation"):
            fact.read_as = "statement"
            other_way = judge(fact, told)
            if other_way.verdict == "supported":
                own = other_way
            else:
                fact.read_as = None
        if own.verdict != "supported":
            problems.append(("claim-unread", f"the claim is read as {own.verdict} by its own fact ({own.rule}: {own.reason})"))
            fact.unread = own.reason or own.rule
        for place in postings.spoken_of(told.offers, told.bounds):
            other = compiled.facts[place]
            if other is not fact and judge(other, told).verdict == "contradicted":
                problems.append(("claims-clash", f"the claim contradicts the fact {other.fact.id}"))
        parties = sorted({b for k in fact.parties.all for b in beings_at(fact.analysis, k)})
        cues = tuple(cue for cue, _, _ in (fact.frame or fact.words).cues)
        readings.append(
            FactReading(fact.fact.id, fact.type, expected_of(fact), fact.fact.unit or _unit(fact), cues, tuple(parties), tuple(problems))
        )
    return replace(compiled, golden=golden, readings=in_file_order(readings, golden))


class Guard(Protocol):
    """What more is asked of a finding, where the golden set was not written by a person but drafted from a document."""

    def stands(self, fact: CompiledFact, told: Told, judgement: Judgement) -> bool:
        """Whether a contradiction is one."""
        ...

    def stray(self, told: Told, found: Unsupported) -> bool:
        """Whether something unsupported is so."""
        ...


class _OfFact(Protocol):
    @property
    def fact(self) -> str: ...


T = TypeVar("T", bound=_OfFact)


def in_file_order(found: Sequence[T], golden: GoldenSet) -> tuple[T, ...]:
    """What was said of each fact, in the order of the golden set's file."""
    places = {fact.id: place for place, fact in enumerate(golden.facts)}
    return tuple(sorted(found, key=lambda one: places[one.fact]))


def _unit(fact: CompiledFact) -> str:
    return (fact.quantity.unit or fact.primary_counted) if fact.quantity is not None else ""


def tell(
    text: str,
    compiled: CompiledGolden,
    as_of: str | None = None,
    mark: Callable[[Analysis], None] | None = None,
    sharpen: Callable[[Analysis, list[Bound]], None] | None = None,
) -> Told:
    """Read and bind one text. An extraction output told as text brings marks of its own: ``mark`` before binding, ``sharpen`` after."""
    analysis, speeches, offices = read(compiled.world, text, as_date(as_of))
    offices = tuple(o for o in offices if o.head not in analysis.denied and o.head not in analysis.earlier)
    if mark is not None:
        mark(analysis)
    bounds = bind(analysis, compiled.slots, compiled.table, compiled.relations)
    if sharpen is not None:
        sharpen(analysis, bounds)
    told = Told(analysis, compiled, speeches, find_quotes(analysis), offices, bounds)
    told.prepare()
    return told


def judge(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of one fact by its type; one whose typed claim cannot be read is judged by its whole claim."""
    judgement = judge_slot(fact, told, JUDGES[fact.read_as or fact.type](fact, told))
    if fact.type in ("quantity", "date", "name", "place"):
        judgement = without_value(fact, told, turned_round(fact, told, judgement))
        judgement = measured_elsewhere(fact, told, judgement)
    if fact.type not in ("quantity", "date"):
        judgement = judge_accounts(fact, told, judgement)
    judgement = told_as_past(fact, told, retracted(fact, told, judgement))
    judgement = crossed(fact, told, wrong_way(fact, told, judgement))
    judgement = titled(fact, told, displaced(fact, told, swapped_places(fact, told, judgement)))
    return accepted(fact, told, altered(fact, told, charged(fact, told, usurped(fact, told, judgement))))


def allowed(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """A judgement as far as the golden set's guard lets it stand."""
    guard = guard_of(told.golden)
    if guard is not None and judgement.verdict == "contradicted" and not guard.stands(fact, told, judgement):
        return MISSING
    return judgement


def guard_of(compiled: CompiledGolden) -> Guard | None:
    """The guard of a drafted set."""
    return cast("Guard | None", compiled.guard)


def accepted(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement, turned to support where the text uses a wording that the fact accepts and nothing else speaks against it."""
    if judgement.verdict == "supported" or not fact.accept:
        return judgement
    toks = told.analysis.toks
    for wording in fact.accept:
        words = [t.folded for t in wording.toks]
        for k in range(len(toks) - len(words) + 1):
            if [t.folded for t in toks[k : k + len(words)]] != words:
                continue
            start, end = toks[k].start, toks[k + len(words) - 1].end
            apart = judgement.start is None or judgement.end is None or judgement.end <= start or end <= judgement.start
            if judgement.verdict == "contradicted" and apart:
                continue
            return Judgement("supported", start, end, "supported-wording", "uses a wording that the fact accepts", None, 1.0)
    return judgement


def doubted(fact: CompiledFact, judgement: Judgement) -> Judgement:
    """A fact whose claim the engine cannot read is never called missing."""
    if fact.unread and judgement.verdict == "missing":
        return Judgement("undetermined", rule="claim-unread", reason=f"its own claim could not be read: {fact.unread}")
    return judgement


def expected_of(fact: CompiledFact) -> str:
    value = fact.fact.value
    if isinstance(value, str):
        return value
    if value is None and fact.type == "role" and fact.office is not None:
        return _office_of(fact.analysis, fact.office)
    if value is None:
        return fact.primary.surface if fact.primary is not None else fact.fact.claim
    ends = [v if isinstance(v, str) else v[1] for v in value]
    return (", " if any(isinstance(v, str) for v in value) else " to ").join(ends)  # a list, or the two ends of a range


def _office_of(claim: Analysis, held: Office) -> str:
    """The office as a claim words it, with its body and what is joined to it."""
    last = held.last
    for k in claim.toks[held.head].children:
        if k > held.head and claim.toks[k].deprel.split(":")[0] in ("nmod", "conj"):
            last = max(last, claim.subtree(k)[-1] + 1)
    return claim.text[held.start : claim.toks[last - 1].end]


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
        fact.fact.proposed,
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


TURNING = frozenset({"relation-reversed", "direction-differs", "negated"})  # what a field's shape may hold against the words in it


def with_field(judgement: Judgement, field: Judgement | None) -> Judgement:
    """A judgement of prose, filled in by the field's own where prose says nothing, or too little."""
    if field is None or judgement.verdict == "contradicted":
        return judgement
    if judgement.verdict == "supported" and (field.verdict != "contradicted" or field.rule not in TURNING):
        return judgement
    return field if RANK[field.verdict] > RANK[judgement.verdict] else judgement


def judged(told: Told, compiled: CompiledGolden, fields: Mapping[int, Judgement] = MappingProxyType({})) -> Reading:
    """All findings on one text that has been read and bound; ``fields`` is what an extraction output's fields say by their keys alone."""
    told_of = ((f, allowed(f, told, with_field(judge(f, told), fields.get(f.index)))) for f in compiled.facts)
    findings = tuple(finding(f, doubted(f, judgement), told) for f, judgement in told_of)
    slack = {f.fact.id for f in compiled.facts if f.fact.tolerance is not None}  # within it, another figure than the golden one is right
    found = [f for f in findings if f.verdict == "contradicted" or (f.verdict == "supported" and f.fact in slack)]
    covered = [(f.start, f.end) for f in found if f.start is not None and f.end is not None]
    forbidden = tuple(forbidden_finding(f, told) for f in compiled.forbidden)
    strays, guard = find_unsupported(told, covered), guard_of(compiled)
    return Reading(findings, forbidden, strays if guard is None else tuple(u for u in strays if guard.stray(told, u)))
