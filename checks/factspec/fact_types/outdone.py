"""Golden values told as another time's or party's: the figure that the sentence then gives the fact itself."""

from __future__ import annotations

from factspec.binding.bound import EQUAL, Bound
from factspec.binding.compiled import CompiledFact
from factspec.binding.labels import label_in_claim, label_of, same_label
from factspec.fact_types.base import Told
from factspec.fact_types.bearing import plain
from factspec.fact_types.measures import relation_to


def outdone_by(fact: CompiledFact, told: Told, bound: Bound, own: float) -> Bound | None:
    """The other value that a sentence gives the fact beside one that it sets apart as earlier or somebody else's."""
    sentence = told.analysis.toks[bound.value.head].sentence
    for other in told.bounds_in(sentence):
        if other is bound or other.aside or other.refused or _whole_of(told, other) or _as_known(told, other):
            continue
        if relation_to(other, told, fact) == "different" and plain(other, fact, told) and other.fact_fit.get(fact.index, 0.0) >= 0.75 * own:
            return other
    return None


def _as_known(told: Told, bound: Bound) -> bool:
    """Whether a figure is told of the very period that the background has it for ("52 in 2025 after 71 in 2024")."""
    label = label_of(told.analysis, bound.value, frozenset()) if bound.background else None
    known = [label_in_claim(told.golden.slots[i], frozenset()) for i, _ in bound.background if bound.relations[i] in EQUAL]
    return label is not None and any(own is not None and same_label(label, own) for own in known)


def _whole_of(told: Told, bound: Bound) -> bool:
    """Whether a value is the whole of which another is part ("six points out of nine")."""
    first = bound.value.first
    return first > 0 and told.analysis.toks[first - 1].folded == "of"
