"""What the clause around a typed fact's value has against it: parties changed round, a denial, another mood, the opposite act.

A value alone proves a date or a number told; the clause that it stands in may still say that the event went the other way.
"""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.anchors import Anchor, anchors
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.claimed import LINKING
from factspec.fact_types.clauses import covering
from factspec.fact_types.mood_clash import mood_clash
from factspec.fact_types.reversed import reversed_parties
from factspec.fact_types.statements import beside, same_way_round, set_out, span, told_elsewhere
from factspec.fact_types.undone import still_on
from factspec.reading.moods import mood


def turned_round(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """A judgement by the value alone, unless the clause that tells it has the claim's parties changed round, or is denied or undone."""
    if judgement.verdict == "contradicted" or fact.predicate < 0:
        return judgement
    parted = len(set(fact.analysis.entity_at.values())) > 1
    wrong: Judgement | None = None
    found = anchors(fact, told, covering(told, fact)[:2])
    over = _governors_of(told, judgement)
    own = over & {a.token for a in found}
    meant = mood(fact.analysis, fact.predicate)
    settled = any((told.mood(k).negated, told.mood(k).mode) == (meant.negated, meant.mode) for k in over)
    for anchor in found:
        named = fact.type == "name" and anchor.speaks and bool(set(fact.beings) & (anchor.found.doer.beings | anchor.found.done.beings))
        if (own or (over and anchor.contrary)) and anchor.token not in over and not named:
            continue
        if settled and not own and not anchor.contrary and anchor.token not in over and not named:
            continue
        standing = told.mood(anchor.token)
        if anchor.cover < 0.4 or standing.mode == "asked" or (anchor.likeness < 0.85 and not anchor.contrary):
            continue
        verbal = told.analysis.toks[anchor.token].upos == "VERB"
        plain = parted or (verbal and (anchor.likeness >= 0.95 or (anchor.flipped and bool(anchor.claim.doer.beings))))
        places = reversed_parties(told, fact, anchor.claim, anchor.found) if plain and not anchor.contrary else None
        if places is None and anchor.flipped and verbal and same_way_round(told, anchor):
            places = (anchor.token,)
        clash = mood_clash(told, fact, anchor.token, anchor.own)
        if places is None and clash is None and not anchor.contrary:
            if anchor.speaks:
                return judgement
        elif wrong is None:
            wrong = _typed_wrong(fact, told, anchor, judgement, places, clash)
    return wrong or still_on(fact, told) or judgement


def _typed_wrong(
    fact: CompiledFact, told: Told, anchor: Anchor, judgement: Judgement, places: tuple[int, ...] | None, clash: tuple[str, str] | None
) -> Judgement | None:
    """What the clause at an anchor has against a fact of which the text tells the value."""
    found = judgement.verdict != "missing"
    mode = told.mood(anchor.token).mode
    if places is not None:
        if not found or mode != mood(fact.analysis, anchor.own).mode:
            return None
        place = span(told, anchor.token, *places)
        return Judgement("contradicted", *place, "relation-reversed", "the parties have changed places", None, anchor.strength)
    near = found and judgement.start is not None and _within(told, judgement.start, anchor.token)
    if near and anchor.contrary and anchor.fit.doer >= 0.8 and anchor.fit.done < 0 and anchor.own == fact.predicate:
        near = told.mood(anchor.token).plain and not mood(fact.analysis, anchor.own).negated
    elif not anchor.speaks or anchor.strength < 0.6:
        return None
    if anchor.contrary:
        plain = clash is None and mode in ("fact", mood(fact.analysis, anchor.own).mode) and not set_out(told, anchor.token)
        if not found or not plain or anchor.fit.doer < 0.5 or told_elsewhere(told, fact, anchor.token, anchor.found, anchor.strength):
            return None
        said = f"says “{told.analysis.toks[anchor.token].text}”"
        return Judgement("contradicted", *span(told, anchor.token), "direction-differs", said, None, anchor.strength)
    if clash is None or not _firm(fact, told, anchor, judgement, clash[0]):
        return None
    return Judgement("contradicted", *span(told, anchor.token, beside(told, anchor.token)), *clash, None, anchor.strength)


def _governors_of(told: Told, judgement: Judgement) -> set[int]:
    """The nearest verb above the place of a judgement, if any: the clause that its value stands in."""
    if judgement.start is None or judgement.end is None:
        return set()
    toks = told.analysis.toks
    first, last = told.analysis.token_range(judgement.start, judgement.end)
    at = told.analysis.head_of(first, last) if first < last else -1
    for _ in range(6):
        if at < 0 or toks[at].upos == "VERB":
            break
        at = toks[at].head
    if at < 0 or toks[at].upos != "VERB":
        return set()
    return {at, *(g for g in toks[at].children if toks[g].deprel == "xcomp" and toks[at].lemma in LINKING)}


def _within(told: Told, start: int, k: int) -> bool:
    """Whether a place of the text lies in the sentence of a token."""
    info = told.analysis.sentences[told.analysis.toks[k].sentence]
    return info.start <= start < info.end


def _firm(fact: CompiledFact, told: Told, anchor: Anchor, judgement: Judgement, rule: str) -> bool:
    """Whether a clause that stands in another mood than a typed claim's decides: a future is no clash with the present tense."""
    if rule == "negated":
        return judgement.verdict != "missing" or (anchor.fit.doer >= 0.6 and told.analysis.toks[anchor.token].upos == "VERB")
    if rule == "modality-differs" and judgement.verdict == "missing":
        return _open_future(told, anchor)
    loose = fact.analysis.toks[anchor.own].xpos in ("VBZ", "VBP", "VB", "VBG") and told.mood(anchor.token).mode == "planned"
    return judgement.verdict != "missing" and not loose


def _open_future(told: Told, anchor: Anchor) -> bool:
    """Whether a clause says of the claim's own act no more than that it may happen some day, where the claim has it as past."""
    toks = told.analysis.toks
    more = (*anchor.found.rest.heads, *(anchor.found.done.heads if not anchor.claim.done.told else ()))
    dated = all(toks[k].lemma in ("day", "time", "year") or k in told.analysis.value_at for k in more)
    return dated and told.mood(anchor.token).mode == "possible" and anchor.likeness >= 0.95 and anchor.fit.doer >= 0.8
