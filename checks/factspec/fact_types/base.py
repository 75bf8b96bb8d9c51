"""What every fact type works with: a text read and bound once, and the judgement it returns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from factspec.binding.accounts import Accounts
from factspec.binding.bound import Bound
from factspec.binding.compiled import CompiledGolden
from factspec.binding.frames import all_keys
from factspec.binding.paths import costs
from factspec.model import Verdict
from factspec.reading.analysis import Analysis
from factspec.reading.moods import Mood, mood
from factspec.reading.offices import Office
from factspec.reading.speech import Quote, Speech

RANK = {"contradicted": 4, "supported": 3, "partial": 2, "undetermined": 1, "missing": 0}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with the characters that decided it, the rule, one plain sentence, and the replacement text of a fix."""

    verdict: Verdict
    start: int | None = None
    end: int | None = None
    rule: str = ""
    reason: str = ""
    fix: str | None = None
    strength: float = 0.0


MISSING = Judgement("missing", rule="not-told", reason="the text says nothing about it")


@dataclass(slots=True)
class Told:
    """One text, read and bound: what every judge looks at."""

    analysis: Analysis
    golden: CompiledGolden
    speeches: tuple[Speech, ...]
    quotes: tuple[Quote, ...]
    offices: tuple[Office, ...]
    bounds: list[Bound]
    offers: list[dict[str, float]] = field(default_factory=list)
    keys: list[tuple[str, ...]] = field(default_factory=list)
    accounts: Accounts | None = None
    memo: dict[str, object] = field(default_factory=dict)
    acts: dict[int, tuple[str, ...]] = field(default_factory=dict)
    stand_ins: dict[int, str] = field(default_factory=dict)
    covers: dict[int, tuple[Any, ...]] = field(default_factory=dict)  # by fact: the sentences that cover it
    anchored: dict[tuple[int, int, int], tuple[Any, ...]] = field(default_factory=dict)  # by fact, predicate and sentence
    around: dict[tuple[int, int, float], dict[str, float]] = field(default_factory=dict)  # by name and share: what stands around it offers
    marks: dict[int, tuple[bool, str]] = field(default_factory=dict)
    _moods: dict[int, Mood] = field(default_factory=dict)
    _bounds_in: dict[int, list[Bound]] | None = None

    def mood(self, k: int) -> Mood:
        known = self._moods.get(k)
        if known is None:
            known = mood(self.analysis, k)
            denied, mode = self.marks.get(self.analysis.toks[k].sentence, (False, ""))
            if denied or mode:
                known = Mood(known.negated != denied, mode or known.mode, known.cue)
            self._moods[k] = known
        return known

    def prepare(self) -> None:
        """Offers of every sentence: the best stand-in for each cue, and, fainter, those of the sentence before."""
        analysis = self.analysis
        self.keys = list(all_keys(analysis))
        table = self.golden.table
        before: dict[str, float] = {}
        for info in analysis.sentences:
            own: dict[str, float] = {}
            for k in range(info.first, info.last):
                for key in self.keys[k]:
                    for cue, near in table.stands_for(key):
                        if near > own.get(cue, 0.0):
                            own[cue] = near
            offer = dict(own)
            for cue, near in before.items():
                faint = near * (0.5 if cue[:1] in "@#" else 0.3)
                if faint > offer.get(cue, 0.0):
                    offer[cue] = faint
            self.offers.append(offer)
            before = {} if analysis.separate else own

    def bounds_in(self, sentence: int) -> list[Bound]:
        """The values of a sentence, in the text's order."""
        if self._bounds_in is None:
            self._bounds_in = {}
            for bound in self.bounds:
                self._bounds_in.setdefault(self.analysis.toks[bound.value.head].sentence, []).append(bound)
        return self._bounds_in.get(sentence, [])

    def near(self, first: int, last: int, head: int) -> dict[int, float]:
        return costs(self.analysis, first, last, head)


def quote(text: str, start: int, end: int) -> str:
    """A stretch of text as a reason shows it, on one line, not too long."""
    words = " ".join(text[start:end].split())
    return words if len(words) <= 60 else words[:57] + "..."
