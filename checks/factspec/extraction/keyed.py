"""Keys read both ways: a field whose key words all speak of one fact is that fact's field, however much more its claim says.

Prose is bound by how much of a claim's frame stands around a value; the key of a field is short, so that the share of the key which the
claim explains tells more.
"""

from __future__ import annotations

from collections.abc import Sequence

from factspec.binding.bound import EQUAL, Bound
from factspec.binding.compiled import CompiledFact, CompiledGolden
from factspec.binding.frames import keys_at
from factspec.extraction.lines import Telling, ToldLine
from factspec.reading.analysis import Analysis

SURE, AHEAD, OWNED = 0.75, 0.2, 0.6
TOLD, LITTLE, FAINT, NONE = 0.3, 0.25, 0.05, -1.0
_LOOSE = frozenset(
    "number total value amount date day time count figure year month when quantity level size be have do "
    "official officer staff leadership parameter measurement reading "
    "observation decision motion agenda action "
    "item task finding indicator category section group appointment highlight point people "
    "person key main detail information record entry".split()
)


def sharpen(analysis: Analysis, bounds: Sequence[Bound], compiled: CompiledGolden, said: Telling) -> None:
    """Raise the fit of the one fact that explains a field's key best, where it is the only one to do so."""
    asked = [f for f in compiled.facts if f.quantity is not None or f.date is not None]
    by_line: dict[int, list[Bound]] = {}
    for bound in bounds:
        line = said.line_at(bound.value.start)
        if line is not None and not line.line.record and not bound.value.side:
            by_line.setdefault(line.start, []).append(bound)
    for own in by_line.values():
        if len(own) == 1:
            _one(analysis, own[0], compiled, asked, said)
    _settle(analysis, bounds, compiled, asked, said)


def _settle(analysis: Analysis, bounds: Sequence[Bound], compiled: CompiledGolden, asked: Sequence[CompiledFact], said: Telling) -> None:
    """A line of which a fact's words say nothing is not the fact's; one of which they say little is not, where it is told elsewhere."""
    keys = [words_between(analysis, line.start, line.end) if (line := said.line_at(b.value.start)) is not None else [] for b in bounds]
    for fact in asked:
        slots = [i for i, s in enumerate(compiled.slots) if s.owner == fact.index and s.primary]
        told = any(any(b.relations[i] in EQUAL for i in slots) and b.fact_fit.get(fact.index, 0.0) >= TOLD for b in bounds)
        for bound, words in zip(bounds, keys, strict=True):
            if not words or not any(bound.relations[i] == "different" for i in slots):
                continue
            share = explained(compiled, fact, words)
            if share <= 0.0 and len(words) <= 8:
                _lower(bound, compiled, fact, NONE)
            elif told and share < LITTLE:
                _lower(bound, compiled, fact, FAINT)


def _lower(bound: Bound, compiled: CompiledGolden, fact: CompiledFact, most: float) -> None:
    """Let a value fit a fact's slots no better than ``most``."""
    bound.fact_fit[fact.index] = min(bound.fact_fit.get(fact.index, 0.0), most)
    for i, slot in enumerate(compiled.slots):
        if slot.owner == fact.index:
            bound.fits[i] = min(bound.fits[i], most)


def words_between(analysis: Analysis, start: int, end: int) -> list[str]:
    """The keys of the words in ``[start, end)``, values and loose words aside."""
    first, last = analysis.token_range(start, end)
    keys = [
        key
        for k in range(first, min(last, first + 60))
        if k not in analysis.value_at and start <= analysis.toks[k].start
        for key in keys_at(analysis, k)
    ]
    return [k for k in dict.fromkeys(keys) if k[:1] in "@#=" or k not in _LOOSE]


def recalled(compiled: CompiledGolden, fact: CompiledFact, keys: Sequence[str]) -> float:
    """The share of a claim's own weight, its names aside, that the keys speak of."""
    offered = {cue for key in keys for cue, near in compiled.table.stands_for(key) if near >= 0.6}
    cues = [(w, cue) for cue, w, _ in fact.words.cues if cue[:1] not in "@#="]
    whole = sum(w for w, _ in cues)
    return sum(w for w, cue in cues if cue in offered) / whole if whole else 1.0


def explained(compiled: CompiledGolden, fact: CompiledFact, keys: Sequence[str]) -> float:
    """The share of a field's key that the words of a fact stand for, 0 to 1."""
    if not keys or len(keys) > 8:
        return 0.0
    known = {cue for cue, _, _ in (*fact.words.cues, *(fact.frame.cues if fact.frame else ()))}
    return sum(max((near for cue, near in compiled.table.stands_for(key) if cue in known), default=0.0) for key in keys) / len(keys)


def _one(analysis: Analysis, bound: Bound, compiled: CompiledGolden, asked: Sequence[CompiledFact], said: Telling) -> None:
    value = bound.value
    line = said.line_at(value.start)
    if line is None:
        return
    first, last = value.start, value.end
    keys = [k for k in _outside(analysis, line, first, last) if k[:1] in "@#=" or k not in _LOOSE]
    scores: list[tuple[float, int]] = []
    for fact in asked:
        relation = [r for s, r in zip(compiled.slots, bound.relations, strict=True) if s.owner == fact.index and s.primary]
        if (value.number is None) == (fact.quantity is None) and not (relation and all(r == "incomparable" for r in relation)):
            scores.append((explained(compiled, fact, keys), fact.index))
    scores.sort(reverse=True)
    if not scores or scores[0][0] < SURE or (len(scores) > 1 and scores[0][0] - scores[1][0] < AHEAD):
        return
    index = scores[0][1]
    equal = {s.owner for s, r in zip(compiled.slots, bound.relations, strict=True) if r in EQUAL}
    if -1 in equal and index not in equal:  # what the background explains is no other value of the fact
        return
    bound.fact_fit[index] = max(bound.fact_fit.get(index, 0.0), OWNED)
    for i, slot in enumerate(compiled.slots):
        if slot.owner == index and slot.primary:
            bound.fits[i] = max(bound.fits[i], OWNED)
    fact = compiled.facts[index]
    top = max(((w, cue) for cue, w, _ in (fact.frame or fact.words).cues if cue[:1] not in "@#="), default=None)
    if top is not None:
        bound.offered[top[1]] = max(bound.offered.get(top[1], 0.0), 0.35)


def _outside(analysis: Analysis, line: ToldLine, start: int, end: int) -> list[str]:
    """The keys of a line's words outside ``[start, end)``."""
    first, last = analysis.token_range(line.start, line.end)
    keys: dict[str, None] = {}
    for k in range(first, min(last, first + 24)):
        if not start <= analysis.toks[k].start < end:
            keys.update(dict.fromkeys(keys_at(analysis, k)))
    return list(keys)
