"""Charged names: a stranger explained by the open place that it fills.

Like a value that nothing licenses, a name that nobody in the golden set bears belongs somewhere: where a being of its kind is asked
for by the same words and is named nowhere in the text, the stranger stands in that being's place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from factspec.binding.compiled import STATIVE, CompiledFact, CompiledGolden
from factspec.binding.frames import Frame, build, fit, surroundings
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.fillers import kind_of
from factspec.mentions.names import fold
from factspec.reading.analysis import Name
from factspec.reading.roles import case_of

FIT = 0.34
LIKE = 0.3
MARGIN = 0.06
AGAIN = 0.5
_KINDS = frozenset({"person", "place", "organization", "work"})
_EXCLUSIVE = frozenset({"name", "place", "role"})  # one being fills such a slot; of a relation another pair may be true as well
_RULES = {"place": "place-differs", "name": "name-differs", "role": "name-differs"}


@dataclass(frozen=True, slots=True)
class Place:
    """A being's place in a claim: whose, in which fact, and the words around it."""

    owner: int
    being: str
    kind: str
    frame: Frame


def places_of(golden: CompiledGolden) -> tuple[Place, ...]:
    """The places of all beings in all claims that are no values, built once a golden set."""
    known = golden.memo.get("charged-places")
    if isinstance(known, tuple):
        return known
    found: list[Place] = []
    for fact in golden.facts:
        if fact.type in ("quantity", "date", "mention"):
            continue
        for name in fact.analysis.names:
            if name.pronoun or name.entity is None or golden.world.kind(name.entity) == "event":
                continue
            own = {fact.analysis.toks[k].folded for k in range(name.first, name.last)}
            weights: dict[str, float] = {}
            near: dict[str, float] = {}
            for key, close in surroundings(fact.analysis, name.first, name.last, name.head).items():
                if key == "@" + name.entity or key[:1] == "=" or key in own:
                    continue
                weights[key] = golden.rarity.get(key, 1.0) * close * (0.3 if key in STATIVE else 1.0)
                near[key] = close
            if weights:
                found.append(Place(fact.index, name.entity, golden.world.kind(name.entity), build(weights, near)))
    golden.memo["charged-places"] = tuple(found)
    return tuple(found)


def likeness(told: Told, name: Name, being: str) -> float:
    """How much a stranger's name looks like a being's, 0 to 1: a word in common, or nearly the same letters."""
    words = [told.analysis.toks[k].folded for k in range(name.first, name.last)]
    best = 0.0
    for known in told.golden.world.beings[being].names:
        theirs = [fold(w) for w in known.split()]
        if {w for w in words if len(w) > 2} & {w for w in theirs if len(w) > 2}:
            best = max(best, 0.8)
        best = max(best, ratio(" ".join(words), " ".join(theirs)) / 100.0)
    return best if best >= 0.6 else 0.0


def charges(told: Told) -> dict[int, tuple[Name, str]]:
    """The facts that a stranger of the text is charged to, with the stranger and the being whose place it takes."""
    known = told.memo.get("charged-names")
    if isinstance(known, dict):
        return known
    found: dict[int, tuple[Name, str]] = {}
    told.memo["charged-names"] = found
    strangers = [name for name in told.analysis.names if name.entity is None and not name.pronoun]
    if not strangers:
        return found
    present = {n.entity for n in told.analysis.names if n.entity is not None and not n.pronoun}
    words = {t.folded for t in told.analysis.toks}
    places = [p for p in places_of(told.golden) if p.being not in present and not _named(told, p.being, words)]
    for name in strangers:
        _charge(told, name, places, found)
    return found


def _named(told: Told, being: str, words: set[str]) -> bool:
    """Whether a telling word of the being's names stands in the text at all."""
    known = told.golden.memo.get(("telling", being))
    if known is None:
        world = told.golden.world
        spelt = (fold(w) for n in world.beings[being].names for w in n.split() if len(w) > 3)
        known = told.golden.memo["telling", being] = frozenset(w for w in spelt if w not in world.common)
    assert isinstance(known, frozenset)
    return not known.isdisjoint(words)


def _charge(told: Told, name: Name, places: Sequence[Place], found: dict[int, tuple[Name, str]]) -> None:
    around = surroundings(told.analysis, name.first, name.last, name.head)
    offered = told.golden.table.offered(around)
    for cue, near in told.offers[told.analysis.toks[name.head].sentence].items():
        if near * 0.3 > offered.get(cue, 0.0):
            offered[cue] = near * 0.3
    kind = kind_of(told, name)
    scored: list[tuple[float, float, Place]] = []
    for place in places:
        like = likeness(told, name, place.being)
        if not like and told.golden.facts[place.owner].type not in _EXCLUSIVE:
            continue
        if (kind and place.kind in _KINDS and kind != place.kind) or (place.kind not in _KINDS and not like):
            continue
        if (
            not kind
            and place.kind in ("person", "organization")
            and case_of(told.analysis, name.head) in ("in", "at", "near", "off", "from", "to", "on")
        ):
            continue
        scored.append((fit(place.frame, offered) + LIKE * like, like, place))
    if not scored:
        return
    scored.sort(key=lambda s: (-s[0], s[2].owner))
    best = scored[0]
    rival = max((s[0] for s in scored if s[2].being != best[2].being), default=0.0)
    if best[0] - rival < MARGIN or best[0] < FIT + (LIKE * best[1]) * 0.5:
        return
    for score, like, place in scored:
        floor = FIT + LIKE * like * 0.5 if place is best[2] else AGAIN + LIKE * like
        if place.being == best[2].being and score >= floor and place.owner not in found:
            found[place.owner] = (name, place.being)


def _holds_office(told: Told, name: Name, fact: CompiledFact) -> bool:
    """Whether the text gives the stranger an office of the fact's own group."""
    groups = {office.group for office in fact.offices}
    return any(o.holder_token is not None and name.first <= o.holder_token < name.last and o.group in groups for o in told.offices)


def charged(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement, turned where a stranger is charged with the fact."""
    if judgement.verdict == "contradicted" or fact.type in ("quantity", "date", "mention"):
        return judgement
    hit = charges(told).get(fact.index)
    if hit is None:
        return judgement
    name, being = hit
    if fact.type == "role" and being == fact.holder and _holds_office(told, name, fact):
        return judgement  # the offices say it by structure, and the judge of roles has weighed them
    theirs = told.golden.world.beings[being].name
    return Judgement(
        "contradicted",
        name.start,
        name.end,
        _RULES.get(fact.type, "relation-party-differs"),
        f"says {name.surface} in the place of {theirs}",
        theirs,
        0.6,
    )
