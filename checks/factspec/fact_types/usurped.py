"""Usurped places: whatever a text tells rightly of a fact, told of somebody else.

A stranger whose name is a near miss of a golden being ("Tobias Lindgren" for Tobias Lindqvist) takes that being's place in every
fact that its sentence speaks of. So does a stranger in the very place where a figure's owner stands ("Robotics, $750 million").
"""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import surroundings
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.fillers import kind_of, replaced
from factspec.fact_types.lists import foreign_item
from factspec.lexicon import contains, same_office
from factspec.reading.analysis import Name
from factspec.reading.roles import beings_at, case_of

COVER = 0.5
_CASES = frozenset({"in", "at", "near", "from", "to", "outside", "into"})
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
        moved = _place_taken(told, fact, judgement)
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


def _place_taken(told: Told, fact: CompiledFact, judgement: Judgement) -> Name | None:
    """Another place where the claim has one of its own, which the sentence that tells the fact does not name."""
    claim, analysis, world = fact.analysis, told.analysis, told.golden.world
    start = judgement.start
    if start is None:
        return None
    for own in claim.names:
        if own.entity is None or own.pronoun or world.kind(own.entity) != "place" or own.entity in (fact.about, fact.holder):
            continue
        if case_of(claim, own.head) not in _CASES:
            continue
        for name in analysis.names:
            info = analysis.sentences[analysis.toks[name.head].sentence]
            if name.pronoun or name.entity == own.entity or not info.start <= start < info.end:
                continue
            if (
                kind_of(told, name) not in (("place",) if name.entity is not None else ("place", ""))
                or case_of(analysis, name.head) not in _CASES
            ):
                continue
            if any(n.entity == own.entity and info.first <= n.head < info.last for n in analysis.names) or _around(told, own.entity, name):
                continue
            near = _on_it(told, judgement, name) or _same_word(fact, told, own, name)
            if near and not (name.entity is not None and _elsewhere_told(told, fact, name)):
                return name
    return None


def _same_word(fact: CompiledFact, told: Told, own: Name, name: Name) -> bool:
    """Whether two places hang on the same word, one in the claim, one in the text."""
    mine, theirs = fact.analysis.toks[own.head].head, told.analysis.toks[name.head].head
    return mine >= 0 and theirs >= 0 and fact.analysis.toks[mine].lemma == told.analysis.toks[theirs].lemma


def _on_it(told: Told, judgement: Judgement, name: Name) -> bool:
    """Whether a place hangs close to what decided the fact."""
    first, last = told.analysis.token_range(judgement.start or 0, judgement.end or 0)
    cost = told.near(name.first, name.last, name.head)
    return min((cost.get(k, 99.0) for k in range(first, last) if not name.first <= k < name.last), default=99.0) <= 1.3


def _around(told: Told, being: str, name: Name) -> bool:
    """Whether one of two places lies in the other, as far as the golden set or the lexicon knows."""
    world = told.golden.world
    mine = world.beings[being]
    inside = {world.resolve(p) for f in told.golden.facts if being in f.beings for p in f.fact.within} | {
        world.resolve(p) for p in mine.within
    }
    inside |= {b for f in told.golden.facts if being in f.beings for b in f.chain}
    return name.entity in inside or contains(name.surface, mine.name) or contains(mine.name, name.surface)


def _elsewhere_told(told: Told, fact: CompiledFact, name: Name) -> bool:
    """Whether another claim or a sentence of the background that speaks of the like names that place."""
    if any(name.entity in f.analysis.entity_at.values() for f in told.golden.facts if f.index == fact.index):
        return True
    background = told.golden.background
    plain = {c for c, _, _ in fact.words.cues if c[:1] not in "@#="}
    for known in background.names:
        if known.entity == name.entity:
            around = {k for k, near in surroundings(background, known.first, known.last, known.head).items() if near >= 0.3}
            if any(near >= 0.8 and cue in plain for key in around for cue, near in told.golden.table.stands_for(key)):
                return True
    return False
