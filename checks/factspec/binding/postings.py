"""Postings: which facts of a golden set a text can speak of, found by the cues it offers instead of fact by fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from factspec.binding.bound import Bound
from factspec.binding.compiled import CompiledFact

LEAST = 0.1  # of a claim's weight, or of the fit of a value: with less, nothing is said of a fact that could be held against it


class Postings:
    """By cue the facts whose claims have it, with the share of the claim's weight that it is."""

    def __init__(self, facts: Sequence[CompiledFact]) -> None:
        self._facts: dict[str, list[tuple[int, float]]] = {}
        for place, fact in enumerate(facts):
            for cue, weight, _ in fact.words.cues:
                self._facts.setdefault(cue, []).append((place, weight / fact.words.total))
        self._places = {fact.index: place for place, fact in enumerate(facts)}

    def spoken_of(self, offers: Iterable[Mapping[str, float]], bounds: Iterable[Bound]) -> list[int]:
        """The places of the facts that a sentence covers in part, by its offers, or that a value of the text fits; in order."""
        found = {self._places[owner] for bound in bounds for owner, fit in bound.fact_fit.items() if fit >= LEAST}
        for offer in offers:
            covers: dict[int, float] = {}
            for cue, near in offer.items():
                for place, share in self._facts.get(cue, ()):
                    covers[place] = covers.get(place, 0.0) + near * share
            found.update(place for place, cover in covers.items() if cover >= LEAST)
        return sorted(found)
