"""Parties that are described and not named: the claim told with another one in the place of the doer or of what it is done to."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.acts import same_act
from factspec.fact_types.aligned import Alignment, align, claim_sides
from factspec.fact_types.arguments import Side, Sides
from factspec.fact_types.base import Judgement, Told
from factspec.lexicon import is_hypernym, kinds
from factspec.reading.speech import is_speech

_ACTORS = frozenset({"person", "group", "organization", "animal"})


def described_doer(told: Told, fact: CompiledFact, token: int, claim: Sides, found: Sides, fit: Alignment) -> Judgement | None:
    """The judgement where the claim's deed is told of another described doer ("promised by the tenants" for the landlord's promise)."""
    analysis = told.analysis
    toks = analysis.toks
    if (
        not claim.doer.heads
        or not found.doer.heads
        or max(_done(told, fact, claim, found, fit), fit.rest if fit.done < 0 else 0.0) < 0.8
        or fit.doer > 0.2
        or told.mood(token).negated
        or told.mood(token).mode != "fact"
    ):
        return None
    mine, theirs = claim.doer.heads[0], found.doer.heads[0]
    if fact.speaker is not None and fact.speaker in found.doer.beings:
        return None  # the claim's own speaker, standing where what is said begins
    if mine in fact.analysis.name_at or toks[theirs].upos not in ("NOUN", "PROPN"):
        return None
    own, other = fact.analysis.toks[mine].lemma, toks[theirs].lemma
    types = kinds(own) & _ACTORS
    if types & {"organization", "group"} and toks[theirs].xpos in ("NNS", "NNPS") and "person" in kinds(other):
        return None  # the people of a body act for it ("the dockers" for "the union")
    if _crossed(told, fact, found):
        return _judged(told, theirs, fit)
    if _done(told, fact, claim, found, fit) < 0.8:
        return None
    if theirs in analysis.name_at:
        being = analysis.name_at[theirs].entity
        if not types or (being is not None and own in told.golden.described.get(being, frozenset())):
            return None
    elif closeness(own, other) >= 0.5 or is_hypernym(own, other) or is_hypernym(other, own) or not _could_be(fact, own, other):
        return None
    return None if _told_of(told, fact, other, found.doer) else _judged(told, theirs, fit)


def _could_be(fact: CompiledFact, own: str, other: str) -> bool:
    """Whether two nouns are of one kind; where something is said, persons, groups and bodies are."""
    types = kinds(own) & _ACTORS
    said = is_speech(fact.analysis.toks[fact.predicate].lemma)
    return bool(types & kinds(other)) or (said and bool(types) and bool(kinds(other) & _ACTORS))


def _done(told: Told, fact: CompiledFact, claim: Sides, found: Sides, fit: Alignment) -> float:
    """How far the clause has what the claim's act is done to: its head alone where the rest of it stands elsewhere in the clause."""
    mine, theirs = fact.analysis.toks, told.analysis.toks
    same = {mine[k].lemma for k in claim.done.heads} & {theirs[k].lemma for k in found.done.heads}
    return 1.0 if same and fit.whole >= 0.6 else fit.done


def described_done(told: Told, fact: CompiledFact, token: int, claim: Sides, found: Sides, fit: Alignment) -> Judgement | None:
    """The same for what it is done to ("the jury praised the conductor" for the violinist), where the story knows both."""
    mine, theirs = fact.analysis, told.analysis
    if (
        len(claim.done.heads) != 1
        or len(found.done.heads) != 1
        or fit.doer < 0.8
        or fit.done > 0.2
        or theirs.toks[token].lemma != mine.toks[fact.predicate].lemma
        or told.mood(token).negated
        or told.mood(token).mode != "fact"
    ):
        return None
    a, b = claim.done.heads[0], found.done.heads[0]
    own, other = mine.toks[a], theirs.toks[b]
    if a in mine.name_at or b in theirs.name_at or own.upos != "NOUN" or other.upos != "NOUN" or a in mine.value_at or b in theirs.value_at:
        return None
    types = kinds(own.lemma) & kinds(other.lemma)
    if not types or closeness(own.lemma, other.lemma) >= 0.5 or is_hypernym(own.lemma, other.lemma) or is_hypernym(other.lemma, own.lemma):
        return None
    if not _party_elsewhere(told, fact, other.lemma) or _told_of(told, fact, other.lemma, found.done):
        return None
    return _judged(told, b, fit)


def _party_elsewhere(told: Told, fact: CompiledFact, lemma: str) -> bool:
    """Whether another golden fact has the noun among its parties."""
    return any(
        rival.index != fact.index and any(rival.analysis.toks[k].lemma == lemma for k in rival.parties.all) for rival in told.golden.facts
    )


def _rivals(told: Told, fact: CompiledFact) -> Iterator[tuple[CompiledFact, Sides]]:
    """Other golden facts of the same act, with their sides."""
    verb = fact.analysis.toks[fact.predicate].lemma
    for rival in told.golden.facts:
        if rival.index != fact.index and rival.predicate >= 0 and same_act(verb, rival.analysis.toks[rival.predicate].lemma) >= 0.8:
            yield rival, claim_sides(rival)


def _crossed(told: Told, fact: CompiledFact, found: Sides) -> bool:
    """Whether the clause gives this claim's deed to the doer of another claim of the same act, which says something else of them."""
    crossed = False
    for _, sides in _rivals(told, fact):
        other = align(told, sides, found, False)
        rest = max(other.done, other.rest if other.done < 0 else 0.0)
        if other.doer >= 0.8 and rest >= 0.5:
            return False
        crossed = crossed or (other.doer >= 0.8 and 0 <= rest <= 0.3)
    return crossed and not _in_background(told, found)


def _in_background(told: Told, found: Sides) -> bool:
    """Whether a sentence of the background has the words of all sides of a clause."""
    background = told.golden.background
    words = {told.analysis.toks[k].lemma for side in (found.doer, found.done, found.rest) for k in side.heads}
    return any(words <= {t.lemma for t in background.toks[i.first : i.last]} for i in background.sentences)


def _told_of(told: Told, fact: CompiledFact, lemma: str, side: Side) -> bool:
    """Whether another golden fact tells the same act of this one."""
    verb = fact.analysis.toks[fact.predicate].lemma
    return any(
        rival.index != fact.index
        and any(t.lemma == lemma or rival.analysis.entity_at.get(t.index) in side.beings for t in rival.analysis.toks)
        and any(same_act(verb, t.lemma) >= 0.8 for t in rival.analysis.toks if t.content)
        for rival in told.golden.facts
    )


def _judged(told: Told, k: int, fit: Alignment) -> Judgement:
    tok = told.analysis.toks[k]
    return Judgement(
        "contradicted", tok.start, tok.end, "relation-party-differs", f"names “{tok.text}” in the place of another", None, fit.whole
    )
