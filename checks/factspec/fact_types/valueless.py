"""Value facts whose event a text tells without the value, or turned into its opposite.

What it checks: a clause of the claim's own act with the claim's own parties, where no value of the fact is told.
Example: "The landslide destroyed houses." is half of "The landslide destroyed 47 houses."; "Prices fell in 2025." contradicts a rise.
Limits: what merely is or has a value is no event.
"""

from __future__ import annotations

from factspec.binding.bound import EQUAL, Bound
from factspec.binding.compiled import STATIVE, CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.anchors import Anchor, anchors
from factspec.fact_types.arguments import Side
from factspec.fact_types.base import Judgement, Told, quote
from factspec.fact_types.bearing import plain, said
from factspec.fact_types.clauses import clause_span, covering
from factspec.fact_types.measures import relation_to
from factspec.fact_types.mood_clash import mood_clash
from factspec.fact_types.statements import set_out, told_elsewhere
from factspec.reading.moods import mood


def without_value(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement of a value fact that is missing, where the text tells its event or the opposite of it."""
    if judgement.verdict != "missing" or fact.type != "quantity" or fact.predicate < 0:
        return judgement
    own = fact.analysis.toks[fact.predicate]
    if own.upos != "VERB" or own.lemma in STATIVE:
        return judgement
    for anchor in anchors(fact, told, covering(told, fact)[:3]):
        if anchor.own != fact.predicate or not _tells(fact, told, anchor) or _of_another_time(fact, told, anchor.token):
            continue
        if told_elsewhere(told, fact, anchor.token, anchor.found, anchor.strength):
            continue
        if anchor.contrary:
            if mood_clash(told, fact, anchor.token, anchor.own) is None and not set_out(told, anchor.token):
                tok = told.analysis.toks[anchor.token]
                return Judgement("contradicted", tok.start, tok.end, "direction-differs", f"says “{tok.text}”", None, anchor.strength)
            continue
        other = _other_figure(fact, told, anchor)
        if other is not None:
            start, end = said(other)
            return Judgement(
                "contradicted", start, end, "value-differs", f"says {quote(told.analysis.text, start, end)}", None, anchor.strength
            )
        start, end = clause_span(told, anchor.token)
        return Judgement("partial", start, end, "half-told", "tells it without the value", None, anchor.strength)
    return judgement


def _other_figure(fact: CompiledFact, told: Told, anchor: Anchor) -> Bound | None:
    """The other figure that the very act of the very parties has for the very thing ("saved 12 match points" for two)."""
    toks = told.analysis.toks
    heads = {*anchor.found.done.heads, *anchor.found.doer.heads, *anchor.found.rest.heads}
    for bound in told.bounds_in(toks[anchor.token].sentence):
        if bound.aside or bound.refused or bound.lone or not bound.counted or bound.counted != fact.primary_counted:
            continue
        if toks[bound.value.head].head in heads and relation_to(bound, told, fact) == "different" and plain(bound, fact, told):
            return bound
    return None


def _tells(fact: CompiledFact, told: Told, anchor: Anchor) -> bool:
    """Whether the clause is of the claim's act and parties, and said in the claim's mood."""
    fit = anchor.fit
    tok = told.analysis.toks[anchor.token]
    if tok.upos != "VERB" or (anchor.likeness < 0.85 and not anchor.contrary) or anchor.flipped:
        return False
    if fit.doer < 0 and fit.done < 0:
        return False
    if not all(
        _headed(fact, told, mine, theirs)
        for mine, theirs in ((anchor.claim.doer, anchor.found.doer), (anchor.claim.done, anchor.found.done))
    ):
        return False
    claim, text = mood(fact.analysis, anchor.own), told.mood(anchor.token)
    return text.negated == claim.negated and text.mode == claim.mode


def _headed(fact: CompiledFact, told: Told, mine: Side, theirs: Side) -> bool:
    """Whether the same words head a side in the claim and in the text, and no being of the text's is a stranger there."""
    heads = [k for k in mine.heads if k not in fact.analysis.value_at]
    counted = fact.analysis.toks[fact.primary.head].head if fact.primary is not None else -1
    if not heads or (heads == [counted] and not theirs.heads):
        return not theirs.heads or not mine.heads
    if theirs.beings and mine.beings and not theirs.beings & mine.beings:
        return False
    toks, words = told.analysis.toks, fact.analysis.toks
    return any(
        (a in fact.analysis.entity_at and fact.analysis.entity_at[a] == told.analysis.entity_at.get(b))
        or (b not in told.analysis.name_at and closeness(words[a].lemma, toks[b].lemma) >= 0.8)
        for a in heads
        for b in theirs.heads
    )


def _of_another_time(fact: CompiledFact, told: Told, k: int) -> bool:
    """Whether the sentence is about a day or period other than the claim's."""
    dated = [b for b in told.bounds_in(told.analysis.toks[k].sentence) if b.value.date is not None]
    if not dated:
        return False
    slots = [i for i in told.golden.owned.get(fact.index, ()) if told.golden.slots[i].value.date is not None]
    return not any(b.relations[i] in EQUAL or b.relations[i] in ("vaguer", "rounded") for b in dated for i in slots)
