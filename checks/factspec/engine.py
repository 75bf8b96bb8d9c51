"""The engine: a golden set compiled once, and each text or extraction output judged against it. Pure: no clock, no disk, no network."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice

from factspec.binding.compiled import CompiledFact, CompiledGolden, as_date
from factspec.extraction.acts import fields as fields_of
from factspec.extraction.by_id import answers, at_id
from factspec.extraction.fixes import candidates
from factspec.extraction.keyed import sharpen
from factspec.extraction.lines import Telling
from factspec.extraction.lore import GoldenLore
from factspec.extraction.pathed import at_paths
from factspec.extraction.paths import replaced
from factspec.extraction.reading import inside, mark, placed, stray
from factspec.extraction.telling import telling
from factspec.fact_types.base import Told
from factspec.folding import folded
from factspec.judging import allowed, compile_golden, finding, in_file_order, judge, judged, tell, with_field
from factspec.mending import mended
from factspec.model import FactFinding, Fix, Reading, Verdict
from factspec.reading.unfolded import unfolded
from factspec.received import on_data, on_text, plain_data
from factspec.text.spliced import Spliced
from factspec.text.unmask import unmask

TRIES, MENDED, LONG = 4, 8, 60_000  # fixes tried for a fact, facts of an output that get one, characters told
STEPS = 2  # how often a text is written out in full: what is put in one time may show what else was left out


def read_text(text: str, compiled: CompiledGolden, *, as_of: str | None = None) -> Reading:
    """Judge every fact of a compiled golden set on one prose text, read through what disguises it."""
    plain = unmask(text)
    if plain is None:
        return _read_plain(text, compiled, as_of)
    return on_text(_read_plain(plain.text, compiled, as_of), text, plain, compiled.golden)


def _read_plain(text: str, compiled: CompiledGolden, as_of: str | None) -> Reading:
    told = tell(text, compiled, as_of)
    received, steps = told.analysis.document, list[Spliced]()
    while len(steps) < STEPS and (full := unfolded(told.analysis)) is not None:
        steps.append(full)
        told = tell(full.text, compiled, as_of)
    reading = judged(told, compiled)
    reading = replace(reading, facts=in_file_order(mended(told, reading.facts, as_of), compiled.golden))
    return folded(reading, steps, received) if steps else reading


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
        judgement = with_field(judge(fact, reading), fields_of(reading, again, reading.golden).get(fact.index))
        judgement = allowed(fact, reading, judgement)
        if placed(finding(fact, judgement, reading), fact, again, mended).verdict != "contradicted":
            return fix
    return None


def _told_data(data: object, compiled: CompiledGolden, as_of: str | None) -> tuple[Telling, Told]:
    said = telling(data, GoldenLore(compiled.world))
    told = tell(said.text, compiled, as_of, lambda a: mark(a, said), lambda a, bounds: sharpen(a, bounds, compiled, said))
    return said, told


def read_data(data: object, compiled: CompiledGolden, *, as_of: str | None = None) -> Reading:
    """Judge every fact on an extraction output (parsed JSON), its strings read as prose is; places are JSON Pointers."""
    plain = plain_data(data)
    reading = _read_plain_data(plain, compiled, as_of)
    return reading if plain is data else on_data(reading, data, compiled.golden)


def _read_plain_data(data: object, compiled: CompiledGolden, as_of: str | None) -> Reading:
    said, told, reading = _judged_data(data, compiled, as_of)
    facts: list[FactFinding] = []
    tries = MENDED if len(said.text) <= LONG else 0
    by_id = answers(data, compiled)
    for fact, found in zip(compiled.facts, reading.facts, strict=True):
        if by_id or fact.fact.paths:
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
        replace(f, pointer=_pointer(said, f.start, f.end), start=None, end=None, line=None, column=None) for f in reading.forbidden
    )
    strays = [] if by_id else [u for u in (stray(u, said) for u in reading.unsupported) if u is not None]
    exact = {f.pointer for f in facts if f.pointer is not None and f.verdict == "contradicted"}
    return Reading(in_file_order(facts, compiled.golden), forbidden, tuple(u for u in strays if u.pointer not in exact))


def _at_paths(fact: CompiledFact, found: FactFinding, compiled: CompiledGolden, data: object, as_of: str | None) -> FactFinding:
    """The finding on a fact that says where it stands."""

    def judge_piece(piece: object) -> tuple[Verdict, str, str]:
        _, told = _told_data(piece, compiled, as_of)
        judgement = judge(fact, told)
        return judgement.verdict, judgement.rule, judgement.reason

    today = as_date(as_of) or compiled.world.as_of
    if isinstance(data, dict) and not fact.fact.paths:
        at = at_id(fact, compiled, data, today, judge_piece)
    else:
        at = at_paths(fact, compiled, data, today, judge_piece)
    told = replace(found, verdict=at.verdict, found=at.found, pointer=at.pointer, rule=at.rule, reason=at.reason, fix=at.fix)
    return replace(told, start=None, end=None, line=None, column=None)


def _pointer(said: Telling, start: int | None, end: int | None) -> str | None:
    return None if start is None or end is None else said.pointer(start, end)


__all__ = ["CompiledGolden", "compile_golden", "read_data", "read_text"]
