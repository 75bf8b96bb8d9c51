"""Mention facts.

What it checks: that every entity of the claim is named at all.
How it reads text: by the names that the reader laid onto it; pronouns do not count.
Example: "The report cites the Lahore Declaration" for "Mentions the Lahore Declaration".
Limits: a description that does not name the entity is no mention.
"""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import MISSING, Judgement, Told


def judge_mention(fact: CompiledFact, told: Told) -> Judgement:
    """A mention fact: the entity is named at all."""
    seen: set[str] = set()
    place: tuple[int, int] | None = None
    for name in told.analysis.names:
        if name.entity in fact.beings and not name.pronoun:
            seen.add(str(name.entity))
            place = place or (name.start, name.end)
    if place is None:
        return MISSING
    if len(seen) == len(set(fact.beings)):
        return Judgement("supported", *place, "supported-mention", "is named", None, 1.0)
    return Judgement("partial", *place, "half-told", "some are named", None, 0.5)
