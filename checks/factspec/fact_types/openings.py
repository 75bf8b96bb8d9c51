"""Openings: how a text may speak of the slot that a name or place fills, and which values stand beside it.

A slot is spoken of by the words of the claim, by its ``of``, by its cues, and by the claims of its siblings: facts that ask for
another value of the same thing (the minute of the goal whose scorer is asked, the toll of the attack whose place is).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factspec.binding.bound import EQUAL, Bound
from factspec.binding.compiled import STATIVE, CompiledFact, CompiledGolden
from factspec.binding.frames import Frame, build, fit, keys_at, surroundings
from factspec.binding.slots import phrase_keys
from factspec.fact_types.base import Told
from factspec.reading.analysis import Analysis, Name
from factspec.reading.mood_words import DENY, FAIL, PREVENT
from factspec.reading.roles import beings_at, parties
from factspec.reading.speech import is_speech

REFUSALS = (DENY | FAIL | PREVENT) - {"miss", "seek"}
_VALUES = ("quantity", "date")


@dataclass(frozen=True, slots=True)
class Opening:
    """``frames``: the ways to speak of the slot; ``keys``: its plain words; ``acts``: what the golden set has the value do."""

    frames: tuple[Frame, ...]
    keys: frozenset[str]
    siblings: frozenset[int]
    kinds: frozenset[str]
    exclusive: bool
    acts: frozenset[str]
    events: frozenset[str]


def _own_words(analysis: Analysis, beings: Iterable[str]) -> set[int]:
    """Tokens of the names of the given beings."""
    wanted = set(beings)
    return {k for n in analysis.names if n.entity in wanted for k in range(n.first, n.last)}


def _claim_frame(fact: CompiledFact, rarity: dict[str, float]) -> Frame:
    """The claim's words without the value's own, as close as they stand to it."""
    analysis = fact.analysis
    value = [n for n in analysis.names if n.entity in fact.beings]
    own = _own_words(analysis, fact.beings + fact.chain)
    weights: dict[str, float] = {}
    near: dict[str, float] = {}
    around = surroundings(analysis, value[0].first, value[0].last, value[0].head) if value else {}
    for k in range(len(analysis.toks)):
        if k in own or (k in analysis.value_at and analysis.toks[k].upos != "NOUN"):
            continue
        for key in keys_at(analysis, k):
            if key[:1] == "=":
                continue
            weight = rarity.get(key, 1.0) * (0.3 if analysis.toks[k].lemma in STATIVE else 1.0)
            weights[key] = max(weights.get(key, 0.0), weight)
            near[key] = max(near.get(key, 0.0), around.get(key, 0.6))
    return build(weights, near)


def _phrase_frame(analysis: Analysis, beings: Iterable[str]) -> Frame:
    own = {"@" + b for b in beings}
    keys = [k for k in phrase_keys(analysis) if k not in own and k[:1] != "="]
    return build(dict.fromkeys(keys, 1.0), dict.fromkeys(keys, 0.55))


def _bare(frame: Frame) -> Frame:
    """A frame without the beings in it: what the story is about need not be said again."""
    return build({c: w for c, w, _ in frame.cues if c[:1] not in "@#"}, {c: n for c, _, n in frame.cues})


def _subject(fact: CompiledFact) -> str:
    """The head of a claim's subject: an entity or a lemma."""
    analysis = fact.analysis
    root = analysis.sentences[0].root if analysis.sentences else -1
    if root < 0:
        return ""
    for k in analysis.toks[root].children:
        if analysis.toks[k].deprel.startswith("nsubj"):
            being = beings_at(analysis, k)
            return "@" + being[0] if being else analysis.toks[k].lemma
    return ""


def _keys_of(golden: CompiledGolden, phrase: str) -> frozenset[str]:
    """The keys of a phrase of the golden set, read once."""
    known = golden.memo.get(("keys-of", phrase))
    if known is None:
        known = golden.memo["keys-of", phrase] = frozenset(phrase_keys(golden.world.read(phrase)))
    assert isinstance(known, frozenset)
    return known


def _linked(fact: CompiledFact, other: CompiledFact, golden: CompiledGolden) -> bool:
    """Whether two facts ask for two values of the same thing."""
    world = golden.world
    mine = world.resolve(fact.fact.of) if fact.fact.of else None
    theirs = world.resolve(other.fact.of) if other.fact.of else None
    if fact.fact.of and other.fact.of:
        if mine is not None and mine in (theirs, other.about):
            return world.kind(mine) == "event"
        if other.fact.about is not None and other.fact.about.casefold() == fact.fact.of.casefold():
            return True
        if mine is None and theirs is None:
            one, two = _keys_of(golden, fact.fact.of), _keys_of(golden, other.fact.of)
            if one and two and (one <= two or two <= one):
                return True
        return False
    subject = _subject(fact)
    if not subject or subject != _subject(other):
        return False
    if subject[:1] == "@" and world.kind(subject[1:]) != "event":
        return fact.analysis.toks[fact.predicate].lemma == other.analysis.toks[other.predicate].lemma
    return True


def _acts(fact: CompiledFact, golden: CompiledGolden) -> frozenset[str]:
    """What other claims and the background have the value do, where it is a body (its doing so shows it in its place)."""
    wanted = set(fact.beings)
    if not any(golden.world.kind(b) == "organization" for b in wanted):
        return frozenset()
    found: set[str] = set()
    for analysis in (golden.background, *(f.analysis for f in golden.facts if f.index != fact.index)):
        for tok in analysis.toks:
            if tok.upos != "VERB" or not tok.content or is_speech(tok.lemma) or tok.lemma in STATIVE:
                continue
            if wanted & {b for k in parties(analysis, tok.index).agents for b in beings_at(analysis, k)}:
                found.add(tok.lemma)
    return frozenset(found)


def opening(fact: CompiledFact, golden: CompiledGolden) -> Opening:
    """The opening of a fact, built once a golden set."""
    known = golden.memo.get(("opening", fact.index))
    if isinstance(known, Opening):
        return known
    world = golden.world
    frames = [_claim_frame(fact, golden.rarity)]
    if fact.fact.of:
        phrase = _phrase_frame(world.read(fact.fact.of), fact.beings)
        frames += [phrase, _bare(phrase)]
    frames += [_phrase_frame(world.read(c), fact.beings) for c in fact.fact.cues]
    siblings = [o for o in golden.facts if o.index != fact.index and o.type in _VALUES and _linked(fact, o, golden)]
    if fact.type == "name":
        for other in siblings:
            frames.append(
                build(
                    {k: w for k, w, _ in other.words.cues if k[:1] not in "@#=" and k not in STATIVE and golden.rarity.get(k, 1.0) >= 0.6}
                )
            )
    frames = [f for f in frames if f.total > 0]
    keys = {cue for f in frames for cue, _, _ in f.cues if cue[:1] not in "@#="}
    exclusive = all(sum("@" + b in {c for c, _, _ in f.words.cues} for f in golden.facts) <= 1 for b in fact.beings)
    events = {e for e in (world.resolve(fact.fact.of) if fact.fact.of else None, fact.about) if e is not None and world.kind(e) == "event"}
    found = Opening(
        tuple(frames), frozenset(keys), frozenset(o.index for o in siblings), frozenset(world.kind(b) for b in fact.beings), exclusive,
        _acts(fact, golden) if fact.type == "name" else frozenset(), frozenset(events),
    )  # fmt: skip
    golden.memo[("opening", fact.index)] = found
    return found


def score(told: Told, gap: Opening, name: Name, whole: float = 0.3) -> float:
    """How far the words around a name speak of the slot, 0 to 1."""
    known = told.around.get((name.first, name.last, whole))
    if known is None:
        known = told.around[name.first, name.last, whole] = _offered(told, name, whole)
    return max((fit(f, known) for f in gap.frames), default=0.0)


def _offered(told: Told, name: Name, whole: float) -> dict[str, float]:
    """What the words around a name offer for each cue, and those of its sentence in part."""
    offered = told.golden.table.offered(surroundings(told.analysis, name.first, name.last, name.head))
    for cue, near in told.offers[told.analysis.toks[name.head].sentence].items():
        if near * whole > offered.get(cue, 0.0):
            offered[cue] = near * whole
    return offered


def _right(told: Told, bound: Bound, gap: Opening) -> bool:
    slots = told.golden.slots
    right = any(r in EQUAL and s.primary and s.owner in gap.siblings for s, r in zip(slots, bound.relations, strict=True))
    number = bound.value.number
    if right and number is not None and number.quantity.value is not None and number.quantity.value <= 12 and not number.quantity.unit:
        return max((bound.fact_fit.get(i, 0.0) for i in gap.siblings), default=0.0) >= 0.3
    return right


def sibling_near(told: Told, gap: Opening, name: Name, reach: float) -> float:
    """The cost of the nearest right value of a sibling fact within ``reach`` of a name in its sentence; 99 where there is none."""
    best = 99.0
    if not gap.siblings:
        return best
    sentence = told.analysis.toks[name.head].sentence
    cost = told.near(name.first, name.last, name.head)
    for bound in told.bounds_in(sentence):
        if bound.aside or bound.refused or not _right(told, bound, gap):
            continue
        price = min((cost[k] for k in range(bound.value.first, bound.value.last) if k in cost), default=99.0)
        best = min(best, price)
    return best if best <= reach else 99.0


def event_here(told: Told, gap: Opening, sentence: int) -> bool:
    """Whether the sentence names the event of the slot, or holds a right value of one of its siblings."""
    if not gap.events.isdisjoint(_named_by_sentence(told).get(sentence, ())):
        return True
    return any(not b.aside and not b.refused and _right(told, b, gap) for b in told.bounds_in(sentence))


def _named_by_sentence(told: Told) -> dict[int, set[str]]:
    """The beings that each sentence names, gathered once a text."""
    known = told.memo.get("named-by-sentence")
    if isinstance(known, dict):
        return known
    found: dict[int, set[str]] = {}
    for name in told.analysis.names:
        if name.entity is not None:
            found.setdefault(told.analysis.toks[name.head].sentence, set()).add(name.entity)
    told.memo["named-by-sentence"] = found
    return found
