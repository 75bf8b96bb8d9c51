"""Lists: a member of a text's list that the claim's list does not have.

A claim's list is its words joined by commas and "and". A text that lists most of them with another among them contradicts, where
nothing in the golden set speaks of that other one.
"""

from __future__ import annotations

from collections.abc import Iterator

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.base import Judgement, Told
from factspec.lexicon import country_of
from factspec.reading.analysis import Analysis

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
                for at, (head, k) in enumerate(items):
                    if right[at] or (at == 0 and k not in analysis.name_at) or any(_licensed(told, j) for j in range(head, k + 1)):
                        continue
                    name = analysis.name_at.get(k)
                    start, end = (name.start, name.end) if name is not None else (analysis.toks[k].start, analysis.toks[k].end)
                    return Judgement("contradicted", start, end, "name-differs", f"lists {analysis.text[start:end]} among them", None, 0.6)
    return None


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
