"""Where things are: something that a claim has at one place told at another, whatever the verbs ("was in Spain", "Vienna hosted it")."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.acts import same_act
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.laid import (
    LOOSE,
    OTHERNESS,
    WHERE,
    exclusive,
    floor_of,
    judged,
    like,
    other_one,
    phrases,
    sentence_range,
    told_within,
)
from factspec.lexicon import kinds
from factspec.reading.analysis import Analysis
from factspec.reading.kept import kept
from factspec.reading.moods import mood
from factspec.reading.roles import case_of, is_passive

_STANDING = frozenset("happen take occur stand lie sit locate situate hold stage convene base be house rise host".split())
_RELATIVES = frozenset({"which", "that"})


@kept
def _wheres(analysis: Analysis) -> tuple[tuple[int, int, int], ...]:
    return tuple(_find_wheres(analysis))


def _find_wheres(analysis: Analysis) -> Iterator[tuple[int, int, int]]:
    """(verb, what, where) of clauses and phrases that say where something is, is done or takes place."""
    toks = analysis.toks
    for name in analysis.names:  # "the Kelloe mine near Ashby", wherever the tree hangs it
        at = name.last
        place = analysis.name_at.get(at + 1)
        if at + 1 < len(toks) and toks[at].folded in WHERE and place is not None and place.first == at + 1 and not name.pronoun:
            yield name.head, name.head, place.head
    for k, tok in enumerate(toks):
        below = tok.children
        if any(toks[g].deprel == "cop" for g in below) and case_of(analysis, k) in WHERE:
            yield from ((k, s, k) for s in _subjects(analysis, k))
        elif k in analysis.name_at or (tok.upos == "NOUN" and "event" in kinds(tok.lemma)):
            # "at a meeting in the school gym", "the Kelloe mine near Ashby"
            yield from ((k, k, g) for g in below if toks[g].deprel == "nmod" and case_of(analysis, g) in WHERE)
        elif tok.upos == "VERB" and tok.lemma == "host" and not is_passive(analysis, k):
            yield from ((k, g, s) for s in _subjects(analysis, k) for g in below if toks[g].deprel == "obj")
        elif tok.upos == "VERB" and (tok.lemma != "take" or any(toks[g].lemma == "place" for g in below)):
            passive = is_passive(analysis, k)
            if passive or not any(toks[g].deprel == "obj" and toks[g].lemma != "place" for g in below):
                yield from ((k, s, g) for slot, g in phrases(analysis, k) if slot == "where" for s in _subjects(analysis, k))


def _subjects(analysis: Analysis, k: int) -> list[int]:
    """What a clause is about: its subject, what a relative pronoun stands for, or the noun that a participle hangs on."""
    toks = analysis.toks
    found = [g for g in toks[k].children if toks[g].deprel in ("nsubj", "nsubj:pass") and not case_of(analysis, g)][:1]
    if found and toks[found[0]].folded not in _RELATIVES:
        return found
    over = toks[k].head
    return [over] if over >= 0 and toks[k].deprel.split(":")[0] == "acl" else found


def _alike(mine: Analysis, theirs: Analysis, own: int, said: int, what: int, other: int) -> bool:
    """Whether two clauses or phrases can tell the same: by like verbs, or both by words that only put a thing somewhere."""
    one, two = mine.toks[own], theirs.toks[said]
    standing = (own == what or one.lemma in _STANDING or one.upos != "VERB", said == other or two.lemma in _STANDING or two.upos != "VERB")
    if standing == (True, True):
        return True
    return one.upos == two.upos == "VERB" and same_act(one.lemma, two.lemma) >= 0.75


def housed(fact: CompiledFact, told: Told) -> Judgement | None:
    """Something said to be or to take place elsewhere, whatever the verb ("the conference was in Spain", "Vienna hosted it")."""
    mine, theirs = fact.analysis, told.analysis
    own = [(verb, what, where) for verb, what, where in _wheres(mine) if where not in mine.value_at]
    if not own:
        return None
    said = list(_wheres(theirs))
    for verb, what, where in own:
        same = [
            (v, b, w)
            for v, b, w in said
            if w not in theirs.value_at
            and _alike(mine, theirs, verb, v, what, b)
            and like(mine, theirs, what, b)
            and not other_one(mine, theirs, what, b)
            and told.mood(v).mode in ("fact", mood(mine, verb).mode)
            and told.mood(v).negated == mood(mine, verb).negated is False
        ]
        if any(like(mine, theirs, where, w) or (mine.toks[where].upos == "PROPN") != (theirs.toks[w].upos == "PROPN") for _, _, w in same):
            continue
        subjects = {mine.toks[what].lemma}
        for _, b, w in same:
            if exclusive(fact, told, where, w) and not told_within(told, fact, where, subjects) and not _there(fact, told, b, w):
                return judged(told, w)
    return None


def _there(fact: CompiledFact, told: Told, what: int, where: int) -> bool:
    """Whether another claim or the background has the same thing at that place."""
    theirs = told.analysis
    being, lemma, thing = theirs.entity_at.get(where), theirs.toks[where].lemma, theirs.toks[what].lemma
    known, level = theirs.entity_at.get(what), floor_of(theirs, where)
    if any(theirs.toks[k].folded in LOOSE for k in sentence_range(theirs, where)):
        return True
    others = [range(len(o.analysis.toks)) for o in told.golden.facts]
    spans = [(o.analysis, span) for o, span in zip(told.golden.facts, others, strict=True)]
    spans += [(told.golden.background, range(i.first, i.last)) for i in told.golden.background.sentences]
    return any(
        any(
            floor_of(a, k) == level if level else a.toks[k].lemma == lemma or (being is not None and a.entity_at.get(k) == being)
            for k in span
        )
        and any((a.entity_at.get(k) == known) if known is not None else a.toks[k].lemma == thing for k in span)
        and (a is fact.analysis or not any(a.toks[k].folded in OTHERNESS for k in span))
        for a, span in spans
    )
