"""Adjuncts: the claim's act told of the same parties, with another place, thing or side in a place of the claim's.

What it checks: the phrases that hang on the act and on its parties, place by place, whatever the type of the fact.
How it reads text: a clause of the same act is laid beside the claim's; phrases of one preposition or one side stand for each other.
Where all but one tell the claim's words, and the last one tells a sibling of the claim's word ("in the cellar" for "in the kitchen",
"off Iceland" for "off Norway"), or two of them have changed places ("from Lagos to Rotterdam"), the text contradicts.
Limits: words of which the one does not exclude the other ("a hall", "a room") say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.acts import same_act
from factspec.fact_types.anchors import Anchor, anchors
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.clauses import covering
from factspec.fact_types.laid import (
    CLASSES,
    LOOSE,
    around,
    country_named,
    exclusive,
    floor_of,
    judged,
    like,
    named_at,
    other_one,
    phrases,
    places_apart,
    sentence_range,
    told_within,
)
from factspec.fact_types.wheres import housed
from factspec.lexicon import kinds, opposed, sibling
from factspec.reading.analysis import Analysis
from factspec.reading.moods import mood
from factspec.reading.roles import case_of

_ORDERED = frozenset({"from", "to", "before", "after", "obj", "between"})


@dataclass(frozen=True, slots=True)
class _Laid:
    """One place of a claim's act: its class, the heads of the claim and of the text that stand in it."""

    slot: str
    mine: tuple[int, ...]
    theirs: tuple[int, ...]


def displaced(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement, turned where the text tells the claim's act with another phrase in a place of the claim's."""
    if judgement.verdict in ("contradicted", "undetermined") or fact.type in ("mention", "role") or fact.predicate < 0:
        return judgement
    for anchor in anchors(fact, told, covering(told, fact)[:3]):
        if anchor.contrary or anchor.flipped or anchor.likeness < 0.85 or not _same_mood(fact, told, anchor):
            continue
        wrong = _compared(fact, told, anchor)
        if wrong is not None:
            return wrong
    return housed(fact, told) or judgement


def _same_mood(fact: CompiledFact, told: Told, anchor: Anchor) -> bool:
    claim, text = mood(fact.analysis, anchor.own), told.mood(anchor.token)
    return text.mode in ("fact", claim.mode) and not text.negated and not claim.negated


def _laid(fact: CompiledFact, told: Told, anchor: Anchor) -> list[_Laid]:
    """The places of the claim's act, with who and what stands in them on either side."""
    mine, theirs = fact.analysis, told.analysis
    found = [
        _Laid("doer", anchor.claim.doer.heads, anchor.found.doer.heads),
        _Laid("done", anchor.claim.done.heads, anchor.found.done.heads),
    ]
    own, said = list(phrases(mine, anchor.own)), list(phrases(theirs, anchor.token))
    for slot in dict.fromkeys(slot for slot, _ in own):
        if slot not in ("of", "by"):
            found.append(_Laid(slot, tuple(k for s, k in own if s == slot), tuple(k for s, k in said if s == slot)))
    return [p for p in found if p.mine]


def _compared(fact: CompiledFact, told: Told, anchor: Anchor) -> Judgement | None:
    mine, theirs = fact.analysis, told.analysis
    places = _laid(fact, told, anchor)
    pairs: list[tuple[str, int, int]] = []
    odd: list[tuple[str, int, int]] = []
    for place in places:
        for a in place.mine:
            met = next((b for b in place.theirs if like(mine, theirs, a, b)), None)
            if met is not None:
                pairs.append((place.slot, a, met))
            else:
                odd.extend((place.slot, a, b) for b in place.theirs)
    if not pairs or any(other_one(mine, theirs, a, b) for _, a, b in pairs if _ in ("doer", "done")):
        return None
    parties = [p for p in places if p.slot in ("doer", "done")]
    if parties and not any(slot in ("doer", "done") for slot, _, _ in pairs) and not any(slot == "done" for slot, _, _ in odd):
        return None
    if any(slot == "doer" and b not in theirs.name_at for slot, _, b in odd) and not any(slot == "done" for slot, _, _ in pairs):
        return None
    taken = {b for _, _, b in pairs}
    for slot, a, b in odd:
        if b in taken or slot in ("doer", "done") or _told_so(fact, told, anchor, a):
            continue
        if exclusive(fact, told, a, b) and not _licensed(fact, told, anchor, b):
            return judged(told, b)
    for slot, a, b in odd:
        if slot == "done" and _another_thing(fact, told, anchor, a, b, pairs):
            return _thing(told, b)
    for _, a, b in pairs:
        wrong = _modified(fact, told, anchor, a, b)
        if wrong is not None:
            return wrong
    return _changed_round(fact, told, anchor)


def _modified(fact: CompiledFact, told: Told, anchor: Anchor, a: int, b: int) -> Judgement | None:
    """A word on a like phrase that excludes the claim's ("the right lung" for the left one, "Leipzig, Austria", "near the harbour")."""
    mine, theirs = fact.analysis, told.analysis
    one, two = around(mine, a), around(theirs, b)
    spoken = {c for t in mine.toks if (c := country_named(t.text)) is not None}
    if one and two and not two & spoken:
        at = next(
            (g for g in range(b, min(len(theirs.toks), b + 5)) if country_named(theirs.toks[g].text) in two),
            next((g for g in theirs.toks[b].children if country_named(theirs.toks[g].text) in two), b),
        )
        return None if _licensed(fact, told, anchor, at) else judged(told, at)
    said = {theirs.toks[k].lemma for k in sentence_range(theirs, b)} | {theirs.toks[k].folded for k in sentence_range(theirs, b)}
    if mine.toks[a].lemma != theirs.toks[b].lemma or named_at(mine, a) is not None or named_at(theirs, b) is not None:
        return None
    level, other = floor_of(mine, a), floor_of(theirs, b)
    if level and other and level != other:
        return judged(told, b)
    for x in mine.toks[a].children:
        for y in theirs.toks[b].children:
            rel = mine.toks[x].deprel.split(":")[0]
            if rel != theirs.toks[y].deprel.split(":")[0] or rel not in ("amod", "compound", "nmod"):
                continue
            if rel == "nmod" and case_of(mine, x) != case_of(theirs, y):
                continue
            p, q = mine.toks[x], theirs.toks[y]
            if rel != "amod" and named_at(mine, x) is not None and named_at(theirs, y) is not None:
                if (
                    (CLASSES.get(case_of(mine, x)) == "where" or (rel == "compound" and mine.toks[a].lemma in _REGIONS))
                    and places_apart(fact, told, x, y)
                    and not told_within(told, fact, x, {mine.toks[a].lemma})
                    and not _licensed(fact, told, anchor, y)
                ):
                    return judged(told, y)
                continue
            if (
                x in mine.value_at
                or y in theirs.value_at
                or p.lemma in said
                or p.folded in said
                or x in mine.name_at
                or y in theirs.name_at
            ):
                continue
            if (
                (p.upos == q.upos or rel != "nmod")
                and (sibling(p.lemma, q.lemma) or (rel == "amod" and opposed(p.lemma, q.lemma)))
                and not _licensed(fact, told, anchor, y)
            ):
                return Judgement("contradicted", q.start, q.end, "place-differs", f"says “{q.text}”", None, 0.5)
    return None


_REGIONS = frozenset("district region province county valley area ward parish constituency borough street road square bay lake".split())


def _another_thing(fact: CompiledFact, told: Told, anchor: Anchor, a: int, b: int, pairs: list[tuple[str, int, int]]) -> bool:
    """Whether the very act at the very place is told of another thing of the kind ("a hotel will be built on its site")."""
    mine, theirs = fact.analysis, told.analysis
    one, two = mine.toks[a], theirs.toks[b]
    if anchor.likeness < 0.95 or one.upos != "NOUN" or two.upos != "NOUN" or a in mine.name_at or b in theirs.name_at:
        return False
    if a in mine.value_at or b in theirs.value_at or any(g in theirs.value_at for g in two.children) or one.xpos != two.xpos:
        return False
    if any(slot == "done" for slot, _, _ in pairs) or not any(slot not in ("doer", "done") for slot, _, _ in pairs):
        return False
    solid = frozenset({"artifact", "food", "animal", "plant"})
    if not kinds(one.lemma) & kinds(two.lemma) & solid or closeness(one.lemma, two.lemma) >= 0.3:
        return False
    return not _told_so(fact, told, anchor, a) and not _licensed(fact, told, anchor, b)


def _thing(told: Told, b: int) -> Judgement:
    tok = told.analysis.toks[b]
    return Judgement("contradicted", tok.start, tok.end, "relation-party-differs", f"says “{tok.text}”", None, 0.5)


def _told_so(fact: CompiledFact, told: Told, anchor: Anchor, a: int) -> bool:
    """Whether the text tells the claim's own word after all, elsewhere than in a clause about something else."""
    return told_within(told, fact, a, {fact.analysis.toks[k].lemma for k in (*anchor.claim.doer.heads, *anchor.claim.done.heads)})


def _licensed(fact: CompiledFact, told: Told, anchor: Anchor, b: int) -> bool:
    """Whether another claim, or the background, tells the same act of the same party there."""
    theirs = told.analysis
    being, lemma = theirs.entity_at.get(b), theirs.toks[b].lemma
    verb = fact.analysis.toks[anchor.own].lemma
    heads = (*anchor.found.doer.heads, *anchor.found.done.heads)
    who = {theirs.toks[k].lemma for k in heads} | {theirs.entity_at[k] for k in heads if k in theirs.entity_at}
    if any(theirs.toks[k].folded in LOOSE for k in sentence_range(theirs, b)):
        return True

    def tells(analysis: Analysis, span: Iterable[int], anybody: bool) -> bool:
        tokens = list(span)
        level = floor_of(theirs, b)
        there = any(
            floor_of(analysis, k) == level
            if level
            else analysis.toks[k].lemma == lemma or (being is not None and analysis.entity_at.get(k) == being)
            for k in tokens
        )
        acted = any(analysis.toks[k].content and same_act(verb, analysis.toks[k].lemma) >= 0.75 for k in tokens)
        met = anybody or any(analysis.toks[k].lemma in who or analysis.entity_at.get(k) in who for k in tokens)
        return there and acted and met

    if tells(fact.analysis, range(len(fact.analysis.toks)), True):
        return True
    if any(o.index != fact.index and tells(o.analysis, range(len(o.analysis.toks)), False) for o in told.golden.facts):
        return True
    background = told.golden.background
    return any(tells(background, range(i.first, i.last), False) for i in background.sentences)


def _changed_round(fact: CompiledFact, told: Told, anchor: Anchor) -> Judgement | None:
    """Two names of the claim in each other's place ("from Lagos to Rotterdam")."""
    mine, theirs = fact.analysis, told.analysis

    def named(analysis: Analysis, act: int) -> dict[str, str]:
        toks = analysis.toks
        found: dict[str, str] = {}
        objects = [("obj", k) for k in toks[act].children if toks[k].deprel == "obj"]
        for slot, k in (*phrases(analysis, act), *objects):
            if slot in _ORDERED and (analysis.entity_at.get(k) is not None or country_named(toks[k].text) is not None):
                found.setdefault(slot, analysis.entity_at.get(k) or str(country_named(toks[k].text)))
        return found

    own, said = named(mine, anchor.own), named(theirs, anchor.token)
    for one in own:
        for two in own:
            if one < two and own[one] != own[two] and said.get(one) == own[two] and said.get(two) == own[one]:
                tokens = [k for slot, k in phrases(theirs, anchor.token) if slot in (one, two)] or [anchor.token]
                start, end = min(theirs.toks[k].start for k in tokens), max(theirs.toks[k].end for k in tokens)
                return Judgement("contradicted", start, end, "relation-reversed", "the two have changed places", None, 0.6)
    return None
