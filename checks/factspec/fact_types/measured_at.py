"""Where a figure was counted or measured: the right value, told of another place than the claim's ("Sundby had 94 mm of rain")."""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.laid import WHERE, places_apart
from factspec.reading.analysis import Analysis
from factspec.reading.roles import case_of

_HAVING = frozenset("have see get record report register count receive experience suffer".split())


def measured_elsewhere(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement of a figure that is told rightly, turned where its clause puts it at another place and nowhere at the claim's."""
    if fact.type != "quantity" or judgement.verdict != "supported" or judgement.start is None or fact.primary is None:
        return judgement
    claim, analysis = fact.analysis, told.analysis
    own = _places(claim, told, range(len(claim.toks)))
    bound = next((b for b in told.bounds if b.value.start <= judgement.start < b.value.end), None)
    if len(own) != 1 or bound is None or claim.entity_at.get(own[0]) == fact.about:
        return judgement
    info = analysis.sentences[analysis.toks[bound.value.head].sentence]
    here = {analysis.entity_at[k] for k in range(info.first, info.last) if k in analysis.entity_at}
    if claim.entity_at[own[0]] in here or info.kind != "prose":
        return judgement
    at = bound.value.head
    for _ in range(4):
        for k in analysis.toks[at].children:
            if k in analysis.name_at and _put(analysis, told, at, k) and places_apart(fact, told, own[0], k):
                name = analysis.name_at[k]
                return Judgement("contradicted", name.start, name.end, "place-differs", f"says {name.surface}", None, 0.6)
        if analysis.toks[at].head < 0 or analysis.toks[at].upos == "VERB":
            break
        at = analysis.toks[at].head
    return judgement


def _put(analysis: Analysis, told: Told, over: int, k: int) -> bool:
    """Whether a known place is where the clause at ``over`` has its figure: after "in" or "at", or as who "had" or "saw" it."""
    name = analysis.name_at[k]
    if name.entity is None or name.pronoun or told.golden.world.kind(name.entity) != "place":
        return False
    tok = analysis.toks[k]
    return case_of(analysis, k) in WHERE or (tok.deprel == "nsubj" and analysis.toks[over].lemma in _HAVING)


def _places(analysis: Analysis, told: Told, tokens: range) -> list[int]:
    """The heads of the places that a claim names with a preposition of place."""
    return [
        n.head
        for n in analysis.names
        if n.head in tokens
        and n.entity is not None
        and not n.pronoun
        and told.golden.world.kind(n.entity) == "place"
        and case_of(analysis, n.head) in WHERE
    ]
