"""Clauses that speak of a fact's claim: how far they cover it, and in which mood, direction, order and mouth."""

from __future__ import annotations

from dataclasses import dataclass

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.acts import same_act
from factspec.fact_types.base import Told
from factspec.lexicon import direction

SHORT = 6  # words of a line that may say all it has to say with one word of the claim ("Marn found guilty")


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence that covers part of a claim: ``cover`` of its weight, and the token that stands for its predicate, if any."""

    sentence: int
    cover: float
    predicate: int | None
    likeness: float


def covering(told: Told, fact: CompiledFact) -> list[Clause]:
    """Sentences of the text by how much of the claim they cover, best first."""
    known = told.covers.get(fact.index)
    if known is None:
        known = told.covers[fact.index] = tuple(_covering(told, fact))
    return list(known)


def _covering(told: Told, fact: CompiledFact) -> list[Clause]:
    analysis = told.analysis
    predicate = fact.analysis.toks[fact.predicate].lemma if fact.predicate >= 0 else ""
    found: list[Clause] = []
    for number, info in enumerate(analysis.sentences):
        offer = told.offers[number]
        total = fact.words.total
        cover = sum(w * offer.get(cue, 0.0) for cue, w, _ in fact.words.cues) / total if total else 0.0
        if cover < (0.12 if info.last - info.first <= SHORT else 0.2):
            continue
        best, like = None, 0.0
        for k in range(info.first, info.last):
            tok = analysis.toks[k]
            if tok.upos in ("VERB", "NOUN", "ADJ") and tok.content:
                near = same_act(predicate, tok.lemma)
                if near > like:
                    best, like = k, near
        found.append(Clause(number, cover, best if like >= 0.75 else None, like))
    found.sort(key=lambda c: (-c.cover - 0.15 * (c.predicate is not None), c.sentence))
    return found


def clause_span(told: Told, k: int) -> tuple[int, int]:
    """The characters of the clause around token ``k``: its subtree without what hangs on it as another clause."""
    analysis = told.analysis
    toks = analysis.toks
    keep = {k}
    queue = [k]
    while queue and len(keep) < 60:
        for g in toks[queue.pop()].children:
            if toks[g].deprel.split(":")[0] in ("conj", "parataxis", "advcl", "punct", "cc", "acl", "list", "discourse") and g != k:
                continue
            keep.add(g)
            queue.append(g)
    ordered = sorted(keep)
    return toks[ordered[0]].start, toks[ordered[-1]].end


def direction_near(told: Told, cost: dict[int, float], sign: int) -> int | None:
    """The nearest token that points against ``sign`` while none as near points with it."""
    best: tuple[float, int] | None = None
    along = 99.0
    for k, price in sorted(cost.items(), key=lambda item: (item[1], item[0])):
        if price > 1.9:
            break
        way = direction(told.analysis.toks[k].lemma)
        if way == sign:
            along = min(along, price)
        elif way == -sign and best is None:
            best = (price, k)
    if best is not None and best[0] < along:
        return best[1]
    return None


__all__ = ["Clause", "clause_span", "covering", "direction_near", "same_act"]
