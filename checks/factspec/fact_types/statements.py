"""Statement, relation and mention facts, and what any claim says beside its value.

What it checks: that a clause of the text covers the claim's content, with its polarity, mood, direction, parties and speaker.
How it reads text: weighted coverage of the claim's words and entities by a sentence; then the clause of the best predicate is
compared in mood, order of parties, opposites and mouth.
Example: "Modi calls Putin" for "Putin called Modi."
Limits: content told in words that share nothing with the claim, its cues or the lexicon is not recognised.
"""

from __future__ import annotations

from factspec.binding.bound import EQUAL
from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import MISSING, Judgement, Told
from factspec.fact_types.clauses import Clause, antonym_in, clause_span, covering, mood_clash, reversed_roles, wrong_mouth
from factspec.fact_types.replaced import replaced_party

FULL = 0.6
HALF = 0.4


def judge_statement(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of a statement or relation fact."""
    clauses = covering(told, fact)
    best = MISSING
    for clause in clauses[:4]:
        judgement = _clause(fact, told, clause)
        if judgement.verdict == "contradicted":
            return judgement
        if best.verdict == "missing" or (judgement.verdict == "supported" and best.verdict == "partial"):
            best = judgement
    return best


def _clause(fact: CompiledFact, told: Told, clause: Clause) -> Judgement:
    analysis = told.analysis
    info = analysis.sentences[clause.sentence]
    cover = clause.cover + (0.1 if clause.predicate is not None else 0.0)
    if cover < HALF:
        return MISSING
    if clause.predicate is not None:
        start, end = clause_span(told, clause.predicate)
    else:
        start, end = info.start, info.end
    mouth = wrong_mouth(told, fact, clause)
    if mouth is not None and mouth.verdict == "contradicted" and cover >= HALF + 0.1:
        return mouth
    if clause.predicate is not None:
        if cover >= HALF:
            clash = mood_clash(told, fact, clause.predicate)
            if clash is not None and cover >= 0.5:
                return Judgement("contradicted", start, end, clash[0], clash[1], None, cover)
            turned = reversed_roles(told, fact, clause.predicate)
            if turned is not None:
                return Judgement("contradicted", start, end, "relation-reversed", turned, None, cover)
        if cover >= HALF:
            swapped = replaced_party(told, fact, clause)
            if swapped is not None:
                return swapped
    else:
        other = antonym_in(told, fact, clause)
        if other is not None and cover >= 0.5:
            s, e = clause_span(told, other)
            return Judgement("contradicted", s, e, "direction-differs", f"says “{analysis.toks[other].text}”", None, cover)
    wrong = _secondary(fact, told, clause)
    if wrong is not None:
        return wrong
    if cover >= FULL:
        return Judgement("supported", start, end, "supported-claim", "says it", None, cover)
    return Judgement("partial", start, end, "half-told", "says part of it", None, cover)


def _secondary(fact: CompiledFact, told: Told, clause: Clause) -> Judgement | None:
    """A value inside the claim that the same sentence has otherwise."""
    slots = told.golden.slots
    for bound in told.bounds:
        if told.analysis.toks[bound.value.head].sentence != clause.sentence or bound.aside or bound.refused:
            continue
        for i, slot in enumerate(slots):
            if slot.owner != fact.index or slot.primary or bound.relations[i] != "different":
                continue
            licence = max((f for f, r in zip(bound.fits, bound.relations, strict=True) if r in EQUAL), default=-1.0)
            own = bound.fits[i]
            if (licence < 0 and own >= 0.35) or (licence >= 0 and own >= 0.5 and own >= licence + 0.15):
                if any(b is not bound and b.relations[i] in EQUAL for b in told.bounds if told.analysis.toks[b.value.head].sentence == clause.sentence):
                    continue
                return Judgement("contradicted", bound.value.start, bound.value.end, "value-differs", f"says {bound.value.surface}", None, own)
    return None


def judge_mention(fact: CompiledFact, told: Told) -> Judgement:
    """A mention fact: the entity is named at all."""
    seen: set[str] = set()
    place: tuple[int, int] | None = None
    for name in told.analysis.names:
        if name.entity in fact.beings and not name.pronoun:
            seen.add(str(name.entity))
            place = place or (name.start, name.end)
    if place is None:
        return MISSING
    if len(seen) == len(set(fact.beings)):
        return Judgement("supported", *place, "supported-name", "is named", None, 1.0)
    return Judgement("partial", *place, "half-told", "some are named", None, 0.5)
