"""Replaced parties: a clause that tells the claim with somebody else in one of its places."""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.clauses import Clause, same_act
from factspec.lexicon import verb_class
from factspec.reading.analysis import Analysis, Name
from factspec.reading.roles import beings_at, parties


def _names_in(analysis: Analysis, heads: tuple[int, ...]) -> list[Name]:
    """Names that fill the given places: the head itself, its apposition, or the name that titles it."""
    found: list[Name] = []
    for k in heads:
        name = analysis.name_at.get(k)
        if name is None:
            for g in analysis.toks[k].children:
                if analysis.toks[g].deprel in ("appos", "flat") and g in analysis.name_at:
                    name = analysis.name_at[g]
                    break
        if name is not None:
            found.append(name)
    return found


def replaced_party(told: Told, fact: CompiledFact, clause: Clause) -> Judgement | None:
    """The judgement where one party of the claim is missing from the clause and another of its kind stands in its place."""
    if clause.predicate is None:
        return None
    analysis, claim, world = told.analysis, fact.analysis, told.golden.world
    said = parties(analysis, clause.predicate)
    verb = claim.toks[fact.predicate].lemma
    talk = fact.fact.symmetric or "meet-talk" in verb_class(verb)
    info = analysis.sentences[clause.sentence]
    here = {n.entity for n in analysis.names if info.first <= n.head < info.last and n.entity is not None}
    sides = (
        (fact.parties.agents, said.agents),
        ((*fact.parties.patients, *(k for _, k in fact.parties.others)), (*said.patients, *(k for _, k in said.others))),
    )
    all_claim = {b for k in fact.parties.all for b in beings_at(claim, k)}
    for wanted_at, said_at in sides:
        wanted = {b for k in wanted_at for b in beings_at(claim, k) if world.kind(b) not in ("event",)}
        if not wanted:
            continue
        missing = wanted - here
        if not missing:
            continue
        kinds = {world.kind(b) for b in missing}
        rest = (all_claim - missing) & here
        places = (*said.agents, *said.patients, *(k for _, k in said.others)) if talk else said_at
        for name in _names_in(analysis, tuple(places)):
            if name.pronoun or name.entity in all_claim:
                continue
            stranger = name.entity is None
            if stranger and name.last - name.first < 2 and not kinds & {"person", "place", "organization"}:
                continue
            if not stranger and (world.kind(name.entity) not in kinds or _licensed(told, fact, str(name.entity), rest, verb)):
                continue
            if rest or clause.cover >= 0.55:
                return Judgement("contradicted", name.start, name.end, "relation-party-differs", f"names {name.surface} in the place of another", None, clause.cover)
    return None


def _licensed(told: Told, fact: CompiledFact, being: str, rest: set[str], verb: str) -> bool:
    """Whether another fact or the background tells the same act of this being and the rest of the parties."""
    for other in told.golden.facts:
        if other.index == fact.index:
            continue
        beings = set(other.analysis.entity_at.values())
        if being in beings and rest <= beings and any(same_act(verb, t.lemma) >= 0.8 for t in other.analysis.toks if t.content):
            return True
    background = told.golden.background
    for info in background.sentences:
        beings = {background.entity_at[k] for k in range(info.first, info.last) if k in background.entity_at}
        if being in beings and rest <= beings:
            for k in range(info.first, info.last):
                tok = background.toks[k]
                if tok.upos in ("VERB", "NOUN") and tok.content and same_act(verb, tok.lemma) >= 0.8:
                    found = parties(background, k)
                    if being in {b for j in found.all for b in beings_at(background, j)}:
                        return True
    return False
