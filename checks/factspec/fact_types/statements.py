"""Statement, relation and mention facts, and what any claim says beside its value.

What it checks: that a clause of the text covers the claim's content, with its polarity, mood, direction, parties and speaker.
How it reads text: weighted coverage of the claim's words and entities by a sentence; then the clause of the best predicate is
compared in mood, order of parties, opposites and mouth.
Example: "Modi calls Putin" for "Putin called Modi."
Limits: content told in words that share nothing with the claim, its cues or the lexicon is not recognised.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from factspec.binding.bound import EQUAL
from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import fit, surroundings
from factspec.fact_types.base import MISSING, Judgement, Told
from factspec.fact_types.clauses import Clause, clause_span, covering, mood_clash, reversed_roles, same_act, wrong_mouth
from factspec.fact_types.replaced import replaced_party
from factspec.lexicon import opposed

FULL = 0.6
HALF = 0.4
LOCAL = 0.45


@dataclass(frozen=True, slots=True)
class Anchor:
    """A token that stands for the claim's predicate (``same``) or for its opposite, with how much of the claim is told around it."""

    token: int
    same: bool
    likeness: float
    local: float
    clause: Clause


def _anchors(fact: CompiledFact, told: Told, clauses: list[Clause]) -> list[Anchor]:
    analysis = told.analysis
    if fact.predicate < 0:
        return []
    predicate = fact.analysis.toks[fact.predicate]
    found: list[Anchor] = []
    for clause in clauses[:6]:
        info = analysis.sentences[clause.sentence]
        for k in range(info.first, info.last):
            tok = analysis.toks[k]
            if tok.upos not in ("VERB", "NOUN", "ADJ", "ADV") or not tok.content or k in analysis.name_at:
                continue
            likeness = same_act(predicate.lemma, tok.lemma)
            same = likeness >= 0.75
            if not same and not opposed(predicate.lemma, tok.lemma):
                continue
            offered = told.golden.table.offered(surroundings(analysis, k, k + 1, k))
            for cue, near in told.offers[clause.sentence].items():
                if cue[:1] in "@#" and near * 0.35 > offered.get(cue, 0.0):
                    offered[cue] = near * 0.35
            found.append(Anchor(k, same, likeness, fit(fact.act, offered), clause))
    found.sort(key=lambda a: (-a.local, -a.likeness, a.token))
    return found


def judge_statement(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of a statement or relation fact."""
    clauses = covering(told, fact)
    anchors = _anchors(fact, told, clauses)
    same = [a for a in anchors if a.same]
    best_same = same[0].local if same else 0.0
    for anchor in anchors:
        wrong = _wrong(fact, told, anchor, best_same)
        if wrong is not None:
            return wrong
    for clause in clauses[:3]:
        if clause.cover >= HALF:
            mouth = wrong_mouth(told, fact, clause)
            if mouth is not None and mouth.verdict == "contradicted" and clause.cover >= HALF + 0.1:
                return mouth
            secondary = _secondary(fact, told, clause)
            if secondary is not None:
                return secondary
    return _told_at(fact, told, clauses, same)


def _wrong(fact: CompiledFact, told: Told, anchor: Anchor, best_same: float) -> Judgement | None:
    """What the clause at an anchor has against the claim, if anything."""
    start, end = clause_span(told, anchor.token)
    if not anchor.same:
        if anchor.local >= LOCAL + 0.05 and anchor.local >= best_same + 0.08 and not told.mood(anchor.token).negated:
            word = told.analysis.toks[anchor.token].text
            return Judgement("contradicted", start, end, "direction-differs", f"says “{word}”", None, anchor.local)
        return None
    if anchor.local < LOCAL or anchor.local < best_same - 0.15 or anchor.clause.cover < HALF:
        return None
    clash = mood_clash(told, fact, anchor.token)
    if clash is not None:
        return Judgement("contradicted", start, end, clash[0], clash[1], None, anchor.local)
    turned = reversed_roles(told, fact, anchor.token)
    if turned is not None:
        return Judgement("contradicted", start, end, "relation-reversed", turned, None, anchor.local)
    return replaced_party(told, fact, replace(anchor.clause, predicate=anchor.token))


def _told_at(fact: CompiledFact, told: Told, clauses: list[Clause], same: list[Anchor]) -> Judgement:
    analysis = told.analysis
    if not clauses:
        return MISSING
    top = clauses[0]
    here = [a for a in same if a.clause.sentence == top.sentence]
    cover = top.cover
    if here:
        cover = max(cover + 0.1, 0.5 * cover + 0.5 * here[0].local + 0.1)
        start, end = clause_span(told, here[0].token)
    else:
        info = analysis.sentences[top.sentence]
        start, end = info.start, info.end
    if cover >= FULL:
        return Judgement("supported", start, end, "supported-claim", "says it", None, cover)
    if cover >= HALF:
        return Judgement("partial", start, end, "half-told", "says part of it", None, cover)
    return MISSING


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
