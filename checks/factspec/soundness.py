"""What a golden set's own texts show of it: a background that speaks against facts, cues that fire elsewhere, values that follow.

Each check yields (fact id, rule code, sentence, whether it is only a note); where the fact stands is added by who asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

from factspec.binding.bound import EQUAL, NEAR
from factspec.binding.compiled import CompiledFact, CompiledGolden
from factspec.binding.compiled import compile_golden as compile_claims
from factspec.fact_types.base import Told
from factspec.fact_types.measures import relation_to
from factspec.judging import judge, tell
from factspec.mentions.quantity import Quantity
from factspec.report import shown

Found = tuple[str, str, str, bool]

MANY = 60  # facts between which sums and differences are looked for
_FITS, _CLEARLY, _PLAINLY = 0.5, 0.15, 0.6


def deepened(compiled: CompiledGolden, sources: Iterable[str]) -> Iterator[Found]:
    """Everything that a set's claims, accepted wordings, background and ``sources`` (their texts) show."""
    yield from derived_values(compiled)
    yield from accepted_wordings(compiled)
    background = compiled.golden.background
    if background.strip():
        yield from against_background(compiled)
        yield from cues_elsewhere(compiled, tell(background, compiled))
    yield from untold(compiled, [text for text in sources if text.strip()])


def derived_values(compiled: CompiledGolden) -> Iterator[Found]:
    """Values that are the sum of two others of their kind, or their difference: whoever changes one must change all."""
    counted = [(fact, quantity) for fact in compiled.facts[:MANY] if (quantity := _plain(fact)) is not None]
    for (one, a), (two, b) in combinations(counted, 2):
        if _kind(one, a) != _kind(two, b) or a.value is None or b.value is None:
            continue
        for fact, quantity in counted:
            if fact in (one, two) or _kind(fact, quantity) != _kind(one, a) or quantity.value != a.value + b.value:
                continue
            message = f'it is the sum of "{one.fact.id}" and "{two.fact.id}" ({a.value:f} + {b.value:f}): if one changes, so do the others'
            yield fact.fact.id, "derived-value", message, True


def _plain(fact: CompiledFact) -> Quantity | None:
    quantity = fact.quantity
    if quantity is None or quantity.value is None or quantity.kind != "cardinal" or quantity.value <= Decimal(2):
        return None
    return quantity


def _kind(fact: CompiledFact, quantity: Quantity) -> tuple[str, str]:
    return quantity.unit or fact.primary_counted, quantity.dimension


def accepted_wordings(compiled: CompiledGolden) -> Iterator[Found]:
    """Wordings under ``accept`` that turn their fact round, or give a value of another kind: these cannot be other ways to say it."""
    for fact in compiled.facts:
        if not fact.fact.accept:
            continue
        plain = replace(fact, accept=())
        for wording in fact.fact.accept:
            told = tell(_worded(fact, wording), compiled)
            judgement = judge(plain, told)
            values = [
                b for b in told.bounds if b.value.surface in wording and b.value.kind == ("date" if fact.date is not None else "number")
            ]
            other = fact.primary is not None and bool(values) and all(relation_to(b, told, plain) == "incomparable" for b in values)
            if judgement.verdict == "contradicted" and judgement.rule in _TURNED:
                yield fact.fact.id, "accept-unsupported", f'the accepted "{wording}" speaks against it: {judgement.reason}', False
            elif other:
                yield fact.fact.id, "accept-unsupported", f'the accepted "{wording}" gives a value of another kind', False


_TURNED = frozenset({"negated", "modality-differs", "direction-differs", "relation-reversed"})


def _worded(fact: CompiledFact, wording: str) -> str:
    """The claim with an accepted wording for its value; a wording that is no value stands by itself."""
    if fact.primary is not None and len(wording.split()) < len(fact.fact.claim.split()):
        claim = fact.fact.claim
        return claim[: fact.primary.start] + wording + claim[fact.primary.end :]
    return wording if wording.endswith((".", "!", "?")) else wording + "."


def against_background(compiled: CompiledGolden) -> Iterator[Found]:
    """Facts whose value the background nowhere has, and plainly gives another: it is true prose too, so one of the two is wrong."""
    golden = compiled.golden
    bare = compile_claims(replace(golden, background=""))  # with its background, its values would be licensed
    told = tell(golden.background, bare)
    for fact in bare.facts:
        if fact.type not in ("quantity", "date") or any(relation_to(b, told, fact) in NEAR for b in told.bounds):
            continue
        judgement = judge(fact, told)
        if judgement.verdict == "contradicted" and judgement.strength >= _PLAINLY and judgement.rule in ("value-differs", "date-differs"):
            words = told.analysis.text[judgement.start : judgement.end]
            yield fact.fact.id, "background-clash", f'the background speaks against it: "{shown(words)}"', True


def cues_elsewhere(compiled: CompiledGolden, told: Told) -> Iterator[Found]:
    """Facts whose own ``cues`` fit a value of the background that another fact has, better than that fact's own words do."""
    cued = {fact.index: fact for fact in compiled.facts if fact.fact.cues and fact.type in ("quantity", "date")}
    if not cued:
        return
    for bound in told.bounds:
        owners = [f for f in compiled.facts if relation_to(bound, told, f) in EQUAL]
        own = max((bound.fact_fit.get(f.index, 0.0) for f in owners), default=0.0)
        for index, fact in cued.items():
            fit = bound.fact_fit.get(index, 0.0)
            if not owners or fact in owners or relation_to(bound, told, fact) != "different":
                continue
            if fit >= _FITS and fit >= own + _CLEARLY:
                message = f'its cues fit "{shown(bound.value.surface)}" in the background, the value of "{owners[0].fact.id}"'
                yield fact.fact.id, "cue-elsewhere", message, False
                break


def untold(compiled: CompiledGolden, sources: list[str]) -> Iterator[Found]:
    """Required facts that no source says: a summary of the sources cannot say them either."""
    required = [fact for fact in compiled.facts if fact.fact.importance == "required"]
    if not sources or not required:
        return
    tellings = [tell(text, compiled) for text in sources]
    for fact in required:
        if not any(judge(fact, told).verdict in ("supported", "partial") for told in tellings):
            yield fact.fact.id, "required-untold", "it is required, and none of the sources that are here says it", True
