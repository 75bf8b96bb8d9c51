"""Frames: what surrounds a value in a claim, as weighted cues, and how well the surroundings of a value in a text match it.

A cue is a lemma or an entity. Its weight is its rarity among the facts times its closeness to the value in the claim's own tree;
what a text offers for it is the similarity of the best word times that word's closeness to the text's value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from factspec.binding.paths import beside, costs, decay
from factspec.lexicon import Vocabulary, alike_in_direction, country_of, direction, opposed, similarity, verb_class
from factspec.reading.analysis import Analysis
from factspec.reading.kept import kept

FLOOR = 60


@dataclass(frozen=True, slots=True)
class Frame:
    """Cues by key (``@id`` an entity, ``#cc`` a country, ``=word`` a name, else a lemma), with weight and closeness in the claim."""

    cues: tuple[tuple[str, float, float], ...]
    total: float


@kept
def keys_at(analysis: Analysis, k: int) -> tuple[str, ...]:
    """The keys that a token offers: the entity it names, its country, its lemma."""
    tok = analysis.toks[k]
    if tok.upos == "NUM" and k in analysis.value_at:
        return ()
    spelt = analysis.acronyms.get(tok.text) if tok.text.isupper() and k not in analysis.entity_at else None
    if spelt is not None:
        return spelt
    entity = analysis.entity_at.get(k)
    keys: list[str] = []
    if entity is not None:
        keys.append("@" + entity)
    if k in analysis.name_at and not analysis.name_at[k].pronoun and (tok.upos == "PROPN" or tok.text[:1].isupper()):
        return tuple(keys) if entity is not None else ("=" + tok.folded,)
    if k in analysis.phrase_at:
        keys.append(analysis.phrase_at[k])
    if tok.content:
        code = country_of(tok.folded)
        if code is not None:
            keys.append("#" + code)
        else:
            keys.append(tok.lemma)
    return tuple(keys)


@lru_cache(maxsize=131072)
def closeness(cue: str, word: str) -> float:
    """How far ``word`` stands for ``cue``: 1 the same, 0 unrelated."""
    if cue == word:
        return 1.0
    if cue[:1] in "@#=" or word[:1] in "@#=":
        return 0.0
    score = similarity(cue, word)
    if score < 80 and _same_kind_of_act(cue, word):
        return 0.85
    if score >= 80:
        return score / 100.0
    near = score / 125.0 if score >= FLOOR else 0.0
    way = alike_in_direction(cue, word)
    return max(near, 0.75 if way > 0 else 0.6) if way else near


# Classes of verbs so narrow that two of one class tell the same act.
NARROW = frozenset(
    "kill die injure buy sell appoint resign marry divorce born arrest convict acquit win lose meet-talk publish launch".split()
)
_KIN = (frozenset({"kill", "die"}),)


def _same_kind_of_act(a: str, b: str) -> bool:
    """Whether two words name the same narrow kind of act by the hand lists of verbs, or an act and its result."""
    one, two = verb_class(a) & NARROW, verb_class(b) & NARROW
    if not one or not two or opposed(a, b):
        return False
    return bool(one & two) or any(one & kin and two & kin for kin in _KIN)


def build(weights: Mapping[str, float], closenesses: Mapping[str, float] | None = None) -> Frame:
    """A frame of the given cue weights and closenesses (1 where none is given)."""
    near = closenesses or {}
    cues = tuple(sorted((key, weight, max(0.25, near.get(key, 1.0))) for key, weight in weights.items() if weight > 0.0))
    return Frame(cues, sum(weight for _, weight, _ in cues))


def surroundings(analysis: Analysis, first: int, last: int, head: int) -> dict[str, float]:
    """For a stretch of tokens: each key in reach with its closeness (1 beside it, towards 0 far away)."""
    return _keyed(analysis, costs(analysis, first, last, head), first, last)


def neighbours(analysis: Analysis, first: int, last: int, head: int) -> dict[str, float]:
    """The same with the order of words counting as much as the tree."""
    return _keyed(analysis, beside(analysis, first, last, head), first, last)


@kept
def all_keys(analysis: Analysis) -> tuple[tuple[str, ...], ...]:
    """The keys of every token."""
    return tuple(keys_at(analysis, k) for k in range(len(analysis.toks)))


def _keyed(analysis: Analysis, cost_of: Mapping[int, float], first: int, last: int) -> dict[str, float]:
    found: dict[str, float] = {}
    keys = all_keys(analysis) if analysis.kept is not None else None
    for k, cost in cost_of.items():
        if first <= k < last:
            continue
        near = decay(cost)
        for key in keys[k] if keys is not None else keys_at(analysis, k):
            if near > found.get(key, 0.0):
                found[key] = near
    return found


def acronyms_of(analyses: Iterable[Analysis]) -> dict[str, tuple[str, ...]]:
    """Initials of phrases of two to five plain words ("EPS" for earnings per share), where one phrase alone has them."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for analysis in analyses:
        for info in analysis.sentences:
            words = [t for t in analysis.toks[info.first : info.last] if t.text != "-"]
            for i in range(len(words)):
                for size in range(2, 6):
                    run = words[i : i + size]
                    if (
                        len(run) < size
                        or not all(t.text.isalpha() and t.text.islower() for t in run)
                        or not run[0].content
                        or not run[-1].content
                    ):
                        continue
                    if any(t.upos in ("VERB", "AUX", "PRON", "DET", "CCONJ") for t in run):
                        continue
                    lemmas = tuple(t.lemma for t in run if t.content)
                    if len(lemmas) >= 2:
                        found.setdefault("".join(t.text[0] for t in run).upper(), set()).add(lemmas)
    return {letters: next(iter(phrases)) for letters, phrases in sorted(found.items()) if len(phrases) == 1}


class Kindred:
    """Words among which those are found that another word may stand for."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = words
        self._vocabulary = Vocabulary(words)
        self._acts: dict[str, list[int]] = {}
        self._directed: list[int] = []
        for place, word in enumerate(words):
            for name in verb_class(word) & NARROW:
                self._acts.setdefault(name, []).append(place)
            if direction(word):
                self._directed.append(place)

    def of(self, word: str) -> list[str]:
        """The words that ``closeness`` may be above nothing for, in their order."""
        found = self._vocabulary.like(word)
        classes = verb_class(word) & NARROW
        for name in classes.union(*(kin for kin in _KIN if kin & classes)):
            found.update(self._acts.get(name, ()))
        if direction(word):
            found.update(self._directed)
        return [self._words[place] for place in sorted(found)]


class CueTable:
    """Which cues of a golden set each word of a text stands for; filled word by word, remembered between texts."""

    def __init__(self, cues: Iterable[str]) -> None:
        self.cues = tuple(sorted(set(cues)))
        self._exact = frozenset(self.cues)
        self._plain = tuple(c for c in self.cues if c[:1] not in "@#=")
        self._kindred: Kindred | None = None
        self._memo: dict[str, tuple[tuple[str, float], ...]] = {}

    def stands_for(self, key: str) -> tuple[tuple[str, float], ...]:
        known = self._memo.get(key)
        if known is None:
            if key[:1] in "@#=":
                known = ((key, 1.0),) if key in self._exact else ()
            else:
                if self._kindred is None:
                    self._kindred = Kindred(self._plain)
                known = tuple((cue, near) for cue in self._kindred.of(key) if (near := closeness(cue, key)) > 0.0)
            if len(self._memo) < 60_000:
                self._memo[key] = known
        return known

    def offered(self, around: Mapping[str, float]) -> dict[str, float]:
        """The best offer for every cue, from the surroundings of a value."""
        best: dict[str, float] = {}
        for key, near in around.items():
            for cue, similar in self.stands_for(key):
                value = near * similar
                if value > best.get(cue, 0.0):
                    best[cue] = value
        return best


def fit(frame: Frame, offered: Mapping[str, float]) -> float:
    """Share of the frame's weight that the surroundings offer at least as closely as the claim itself does, 0 to 1."""
    if not frame.total:
        return 0.0
    return sum(weight * min(1.0, offered.get(cue, 0.0) / near) for cue, weight, near in frame.cues) / frame.total
