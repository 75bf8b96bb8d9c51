"""Usurped places: whatever a text tells rightly of a fact, told of somebody else.

A stranger whose name is a near miss of a golden being ("Tobias Lindgren" for Tobias Lindqvist) takes that being's place in every
fact that its sentence speaks of. So does a stranger in the very place where a figure's owner stands ("Robotics, $750 million").
"""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.fillers import kind_of, replaced
from factspec.fact_types.lists import foreign_item
from factspec.lexicon import same_office
from factspec.reading.analysis import Name
from factspec.reading.roles import beings_at, case_of

COVER = 0.5
_JOINTS = frozenset({",", ":", "(", "$", "€", "£", "-", "–", "|"})
_RULES = {"statement": "relation-party-differs", "relation": "relation-party-differs", "role": "name-differs", "name": "name-differs"}


def usurped(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement, turned where a stranger stands in the place of a being of the claim."""
    if judgement.verdict in ("contradicted", "undetermined") or fact.type == "mention":
        return judgement
    foreign = foreign_item(fact, told, judgement)
    if foreign is not None:
        return foreign
    if fact.type == "place":
        return judgement
    strangers = [n for n in told.analysis.names if n.entity is None and not n.pronoun]
    if fact.type in ("quantity", "date") and judgement.verdict in ("supported", "partial") and judgement.start is not None:
        taken = _owner_taken(told, fact, judgement)
        if taken is not None:
            return Judgement("contradicted", *taken, "name-differs", f"gives the value to {told.analysis.text[slice(*taken)]}", None, 0.6)
    if not strangers:
        return judgement
    owners = _owners(fact, told)
    for name in strangers:
        being = replaced(told, name)
        if (
            being is not None
            and being in owners
            and (fact.type not in ("quantity", "date") or being == _owner(fact))
            and _speaks(told, fact, name, being, judgement)
        ):
            known = told.golden.world.beings[being].name
            rule = _RULES.get(fact.type, "name-differs")
            return Judgement(
                "contradicted", name.start, name.end, rule, f"says {name.surface} where the golden fact has {known}", known, 0.7
            )
    if judgement.verdict == "supported" and judgement.start is not None:
        moved = _place_taken(told, fact, judgement, strangers)
        if moved is not None:
            return Judgement("contradicted", moved.start, moved.end, "place-differs", f"says {moved.surface}", None, 0.6)
    return judgement


def _owner(fact: CompiledFact) -> str | None:
    """Whose value a figure is; nobody's where a date is asked."""
    if fact.type == "date":
        return None
    return fact.about or next((b for k in fact.parties.agents for b in beings_at(fact.analysis, k)), None)


def _owners(fact: CompiledFact, told: Told) -> set[str]:
    """The beings that take part in a claim."""
    found = {b for k in fact.parties.all for b in beings_at(fact.analysis, k)}
    found |= {n.entity for n in fact.analysis.names if n.entity is not None and not n.pronoun}
    found |= {b for b in (fact.about, fact.speaker, fact.holder) if b is not None}
    return {b for b in found if b in told.golden.world.beings}


def _speaks(told: Told, fact: CompiledFact, name: Name, being: str, judgement: Judgement) -> bool:
    """Whether the stranger's sentence tells the fact, the being itself put aside."""
    analysis = told.analysis
    sentence = analysis.toks[name.head].sentence
    info = analysis.sentences[sentence]
    if fact.type == "role" and being == fact.holder:
        for office in told.offices:
            if office.holder != "?" or office.holder_token is None or not name.first <= office.holder_token < name.last:
                continue
            if any(same_office((office.group, office.modifiers), (g.group, g.modifiers)) == "same" for g in fact.offices):
                return True
    if judgement.start is not None and judgement.verdict in ("supported", "partial") and info.start <= judgement.start < info.end:
        return fact.type != "name" or being in fact.beings
    own = {
        fold
        for n in fact.analysis.names
        if n.entity == being
        for fold in ("=" + fact.analysis.toks[k].folded for k in range(n.first, n.last))
    }
    offer = told.offers[sentence]
    rest = [(cue, w) for cue, w, _ in fact.words.cues if cue != "@" + being and cue not in own and cue[:1] != "="]
    total = sum(w for _, w in rest)
    plain = sum(w * offer.get(cue, 0.0) for cue, w in rest if cue[:1] != "@")
    if not total or not plain:
        return False
    return sum(w * offer.get(cue, 0.0) for cue, w in rest) >= COVER * total


def _owner_taken(told: Told, fact: CompiledFact, judgement: Judgement) -> tuple[int, int] | None:
    """Whom the text gives the figure: a label that nobody owns in a row of owners, the golden owner being absent from the row."""
    owner = fact.about
    world = told.golden.world
    if owner is None or owner not in world.beings or world.kind(owner) in ("event", "place", "work"):
        return None
    analysis = told.analysis
    toks = analysis.toks
    bound = next((b for b in told.bounds if b.value.start == judgement.start), None)
    if bound is None:
        return None
    info = analysis.sentences[toks[bound.value.head].sentence]
    here = {n.entity for n in analysis.names if info.first <= n.head < info.last}
    rivals = {o.about for o in told.golden.facts if o.index != fact.index and o.about is not None and o.fact.of == fact.fact.of} - {owner}
    if owner in here or not rivals & here:
        return None
    k = bound.value.first - 1
    while k > info.first and toks[k].text in _JOINTS:
        k -= 1
    tok = toks[k]
    name = analysis.name_at.get(k)
    if (
        k == bound.value.first - 1
        or not tok.text[:1].isupper()
        or tok.upos not in ("NOUN", "PROPN")
        or (name is not None and name.entity is not None)
    ):
        return None
    return (name.start, name.end) if name is not None else (tok.start, tok.end)


def _place_taken(told: Told, fact: CompiledFact, judgement: Judgement, strangers: list[Name]) -> Name | None:
    """A strange place with the preposition and on the word where the claim has its own place, which the sentence does not name."""
    claim, analysis, world = fact.analysis, told.analysis, told.golden.world
    for name in claim.names:
        if name.entity is None or name.pronoun or world.kind(name.entity) != "place" or name.entity in (fact.about, fact.holder):
            continue
        case = case_of(claim, name.head)
        if case not in ("in", "at", "near", "from", "to") or claim.toks[name.head].head < 0:
            continue
        governor = claim.toks[claim.toks[name.head].head].lemma
        for stranger in strangers:
            info = analysis.sentences[analysis.toks[stranger.head].sentence]
            if judgement.start is None or not info.start <= judgement.start < info.end:
                continue
            if any(n.entity == name.entity and info.first <= n.head < info.last for n in analysis.names):
                continue
            tok = analysis.toks[stranger.head]
            if (
                case_of(analysis, stranger.head) == case
                and tok.head >= 0
                and analysis.toks[tok.head].lemma == governor
                and kind_of(told, stranger) in ("place", "")
            ):
                return stranger
    return None
