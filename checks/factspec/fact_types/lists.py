"""Lists: a member of a text's list that the claim's list does not have.

A claim's list is its words joined by commas and "and". A text that lists most of them with another among them contradicts, where
nothing in the golden set speaks of that other one.
"""

from __future__ import annotations

from collections.abc import Iterator

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.acts import same_act
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.replaced import licensed
from factspec.lexicon import country_of
from factspec.reading.analysis import Analysis, SentenceInfo

_GLUE = frozenset({",", "and", "&", ";", "or", "plus"})
_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ"})


def _key(analysis: Analysis, k: int) -> str:
    name = analysis.name_at.get(k)
    if name is not None and name.entity is not None:
        return "@" + name.entity
    return analysis.toks[k].lemma


def _after(analysis: Analysis, k: int, last: int) -> tuple[int, int] | None:
    """The item that begins at token ``k`` as (first, head): a name, or the last noun of a short group."""
    toks = analysis.toks
    steps = 0
    while k < last and steps < 3 and k not in analysis.name_at and toks[k].upos in ("DET", "NUM", "PRON"):
        k, steps = k + 1, steps + 1
    if k >= last:
        return None
    name = analysis.name_at.get(k)
    if name is not None and not name.pronoun:
        return name.first, name.last - 1
    if toks[k].upos not in _NOMINAL:
        return None
    first = k
    while k + 1 < last and k - first < 3 and toks[k + 1].upos in ("NOUN", "PROPN") and k + 1 not in analysis.name_at:
        k += 1
    return first, k


def lists_in(analysis: Analysis, first: int, last: int) -> Iterator[list[tuple[int, int]]]:
    """The lists of a stretch of tokens: two items or more with only commas and one closing "and" between."""
    toks = analysis.toks
    k = first
    while k < last:
        if toks[k].folded not in _GLUE or k == first or toks[k - 1].upos not in _NOMINAL:
            k += 1
            continue
        name = analysis.name_at.get(k - 1)
        items = [(name.first if name is not None else k - 1, k - 1)]
        at, closed = k, False
        while at < last and toks[at].folded in _GLUE and not closed:
            while at < last and toks[at].folded in _GLUE:
                closed = closed or toks[at].folded in ("and", "&", "or", "plus")
                at += 1
            item = _after(analysis, at, last)
            if item is None or (toks[item[1]].deprel.startswith("nsubj") and len(items) == 1):
                closed = False
                break
            items.append(item)
            at = item[1] + 1
        named = all(h in analysis.name_at for _, h in items)
        if len(items) >= 2 and (closed or named or len(items) >= 3):
            yield items
        k = max(at, k + 1)


def _keys(analysis: Analysis, item: tuple[int, int]) -> set[str]:
    return {_key(analysis, k) for k in range(item[0], item[1] + 1) if analysis.toks[k].upos in _NOMINAL or k in analysis.name_at}


def _claim_lists(fact: CompiledFact, told: Told) -> list[list[str]]:
    known = told.golden.memo.get(("lists", fact.index))
    if isinstance(known, list):
        return known
    analysis = fact.analysis
    found = [[_key(analysis, h) for _, h in items] for s in analysis.sentences for items in lists_in(analysis, s.first, s.last)]
    found = [items for items in found if len(items) >= 2]
    told.golden.memo[("lists", fact.index)] = found
    return found


def _matches(key: str, wanted: list[str]) -> bool:
    return any(key == w or closeness(w, key) >= 0.72 for w in wanted)


def foreign_item(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement | None:
    """The judgement where a list of the claim is told with another member among its own."""
    if judgement.start is None or judgement.verdict not in ("supported", "partial"):
        return None
    analysis = told.analysis
    for wanted in _claim_lists(fact, told):
        for info in analysis.sentences:
            if not info.start <= judgement.start < info.end:
                continue
            for items in lists_in(analysis, info.first, info.last):
                right = [any(_matches(key, wanted) for key in _keys(analysis, item)) for item in items]
                if sum(right) < max(1, min(2, len(wanted) - 1)):
                    continue
                swapped = sum(right) == len(items) - 1 == len(wanted) - 1 and sum(right) >= 2 and _lost(told, wanted, info)
                for at, (head, k) in enumerate(items):
                    if right[at] or (at == 0 and k not in analysis.name_at and not swapped) or _spoken(fact, told, head, k):
                        continue
                    if not (swapped and _in_place(told, fact, k, wanted)) and any(_licensed(told, j) for j in range(head, k + 1)):
                        continue
                    name = analysis.name_at.get(k)
                    start, end = (name.start, name.end) if name is not None else (analysis.toks[k].start, analysis.toks[k].end)
                    return Judgement("contradicted", start, end, "name-differs", f"lists {analysis.text[start:end]} among them", None, 0.6)
    return None


def _spoken(fact: CompiledFact, told: Told, first: int, last: int) -> bool:
    """Whether the claim itself has the words of an item."""
    words = {t.folded for t in fact.analysis.toks}
    return all(told.analysis.toks[j].folded in words for j in range(first, last + 1) if told.analysis.toks[j].upos in _NOMINAL)


def _lost(told: Told, wanted: list[str], info: SentenceInfo) -> bool:
    """Whether a member of the claim's list stands nowhere in the sentence."""
    here = {_key(told.analysis, k) for k in range(info.first, info.last)}
    return any(not any(w == key or closeness(w, key) >= 0.72 for key in here) for w in wanted)


def _in_place(told: Told, fact: CompiledFact, k: int, wanted: list[str]) -> bool:
    """Whether a known item that is no member stands in a member's place: nothing tells the claim's act of it too."""
    name = told.analysis.name_at.get(k)
    verb = fact.analysis.toks[fact.predicate].lemma if fact.predicate >= 0 else ""
    if name is not None and name.pronoun:
        return False
    if name is not None and name.entity is not None:
        world = told.golden.world
        types = {world.kind(w[1:]) for w in wanted if w[:1] == "@"}
        guessed = name.entity[:1] in "~?"
        if not types or not (guessed or world.kind(name.entity) in types):
            return False
        return not licensed(told, fact, name.entity, {w[1:] for w in wanted if w[:1] == "@"} & set(told.analysis.entity_at.values()), verb)
    lemma = told.analysis.toks[k].lemma
    return not any(
        other.index != fact.index
        and any(t.lemma == lemma for t in other.analysis.toks)
        and any(same_act(verb, t.lemma) >= 0.75 for t in other.analysis.toks if t.content)
        for other in told.golden.facts
    ) and not any(t.lemma == lemma for t in told.golden.background.toks)


def _licensed(told: Told, k: int) -> bool:
    """Whether the golden set speaks of an item anywhere."""
    name = told.analysis.name_at.get(k)
    if name is not None:
        return name.entity is not None or name.pronoun
    return (
        told.analysis.toks[k].upos == "ADP"
        or country_of(told.analysis.toks[k].folded) is not None
        or any(near >= 0.6 for key in told.keys[k] for _, near in told.golden.licensed.stands_for(key))
    )
