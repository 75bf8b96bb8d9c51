"""Places changed round: each of two golden places told where the golden set has the other ("run from Caen, the plant in Lundby closed")."""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.openings import opening, score
from factspec.reading.analysis import Name

CROSSED = 0.12
TOLD = 0.16


def swapped_places(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement of a place fact, turned where its place and another place fact's stand in each other's slot in one sentence."""
    if fact.type != "place" or judgement.verdict == "contradicted":
        return judgement
    analysis = told.analysis
    gap = opening(fact, told.golden)
    mine = [n for n in analysis.names if n.entity in fact.beings and not n.pronoun]
    for rival in told.golden.facts:
        if rival.index == fact.index or rival.type != "place" or set(rival.beings) & set(fact.beings) or not mine:
            continue
        other = opening(rival, told.golden)
        for one in mine:
            for two in analysis.names:
                if two.pronoun or two.entity not in rival.beings or analysis.toks[two.head].sentence != analysis.toks[one.head].sentence:
                    continue
                straight = score(told, gap, one, 0.0) + score(told, other, two, 0.0)
                over, under = score(told, gap, two, 0.0), score(told, other, one, 0.0)
                if min(over, under) >= TOLD and over + under >= straight + CROSSED and not _again(told, one):
                    return Judgement("contradicted", two.start, two.end, "place-differs", f"says {two.surface}", one.surface, over)
    return judgement


def _again(told: Told, name: Name) -> bool:
    """Whether the golden place is named in another sentence as well, which may tell it rightly."""
    toks = told.analysis.toks
    return any(n.entity == name.entity and not n.pronoun and toks[n.head].sentence != toks[name.head].sentence for n in told.analysis.names)
