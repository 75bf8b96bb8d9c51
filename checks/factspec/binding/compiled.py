"""A golden set compiled once: every claim read by the same reader as the texts, its values laid out as slots, its words weighed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from factspec.binding.asides import of_another_time
from factspec.binding.bound import EQUAL, Relations, end_of, relation
from factspec.binding.claims import act_frame, content_predicate, infer, primary, who
from factspec.binding.described import described
from factspec.binding.frames import CueTable, Frame, acronyms_of, build, fit, keys_at, surroundings
from factspec.binding.slots import Slot, counted_noun, frame_at, phrase_keys
from factspec.binding.valued import type_of_value
from factspec.binding.world import World
from factspec.lexicon import common_words
from factspec.mentions.dates import DateValue
from factspec.mentions.quantity import Quantity
from factspec.model import Fact, FactReading, FactType, GoldenSet
from factspec.reading.analysis import Analysis, Value
from factspec.reading.holders import find_offices
from factspec.reading.offices import Office
from factspec.reading.references import learn, resolve_references
from factspec.reading.roles import Parties, parties
from factspec.reading.speech import Speech, find_quotes, find_speech, is_speech
from factspec.reading.withdrawn import mark_withdrawn, supposed

K = TypeVar("K")
V = TypeVar("V")

STATIVE = frozenset("be have do stand come number total amount make take get become say date".split())


@dataclass
class CompiledFact:
    """A fact with its claim read. ``words`` weighs every key of the claim; ``values`` are the beings or texts that its slot accepts."""

    index: int
    fact: Fact
    type: FactType
    analysis: Analysis
    quantity: Quantity | None
    date: DateValue | None
    primary: Value | None
    beings: tuple[str, ...]
    chain: tuple[str, ...]
    about: str | None
    speaker: str | None
    words: Frame
    predicate: int
    parties: Parties
    office: Office | None
    holder: str | None
    content_from: int
    accept: tuple[Analysis, ...]
    act: Frame
    offices: tuple[Office, ...]
    frame: Frame | None = None
    unread: str = ""
    read_as: FactType | None = None

    @cached_property
    def cue_keys(self) -> frozenset[str]:
        """All cues of the claim, its own value aside."""
        return frozenset(cue for cue, _, _ in (*self.words.cues, *(self.frame.cues if self.frame is not None else ())))

    @cached_property
    def aside(self) -> bool:
        """Whether the claim itself is about an earlier time or another standard ("before", "last year", "the old record")."""
        own = self.primary
        return own is not None and (
            own.first in self.analysis.earlier or supposed(self.analysis, own) or of_another_time(self.analysis, own)
        )

    @cached_property
    def primary_counted(self) -> str:
        """The noun that the asked number counts in the claim, or ""."""
        return counted_noun(self.analysis, self.primary) if self.primary is not None else ""


@dataclass(slots=True)
class CompiledGolden:
    """What the engine needs of a golden set, built once, never changed by a check.

    ``owned`` are the indexes of each fact's slots, ``called`` the beings that each noun of ``described`` may stand for.
    """

    golden: GoldenSet
    world: World
    facts: tuple[CompiledFact, ...]
    forbidden: tuple[CompiledFact, ...]
    slots: tuple[Slot, ...]
    table: CueTable
    rarity: dict[str, float]
    background: Analysis
    licensed: CueTable
    described: dict[str, frozenset[str]]
    relations: Relations
    owned: dict[int, tuple[int, ...]]
    called: dict[str, tuple[str, ...]]
    readings: tuple[FactReading, ...] = ()
    guard: object = None  # a judging.Guard: what more is asked of a finding, where the set was not written by a person
    memo: dict[object, object] = field(default_factory=dict)


def as_date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text[:10]) if text else None


def read(world: World, text: str, as_of: dt.date | None = None) -> tuple[Analysis, tuple[Speech, ...], tuple[Office, ...]]:
    """A text read in the world of a golden set: names, references, offices, speech."""
    analysis = world.read(text, as_of)
    analysis.acronyms = world.acronyms
    mark_withdrawn(analysis)
    offices = resolve_references(analysis, world, find_offices(analysis, world))
    return analysis, find_speech(analysis, find_quotes(analysis)), offices


def rarities(analyses: list[Analysis]) -> dict[str, float]:
    """How telling a key is among the claims: 1 where one claim holds it, less the more share it."""
    seen: Counter[str] = Counter()
    for analysis in analyses:
        keys = {key for k in range(len(analysis.toks)) for key in keys_at(analysis, k)}
        seen.update(sorted(keys))
    return {key: 1.0 / (1.0 + 0.45 * (n - 1)) for key, n in seen.items()}


def compile_fact(index: int, fact: Fact, world: World, rarity: dict[str, float]) -> CompiledFact:
    """Read one fact: what its long form says, and what only its claim says."""
    analysis, _, offices = read(world, fact.claim)
    predicate = content_predicate(analysis)
    held = [o for o in offices if o.holder is not None]
    office = held[0] if held else (offices[0] if offices else None)
    inferred, asked = infer(analysis, office, world)
    kind: FactType = fact.type or type_of_value(fact, world) or inferred
    found, quantity, date = primary(fact, kind, analysis)
    if fact.value is None and kind == inferred and asked is not None:
        found = asked
        quantity = asked.number.quantity if asked.number is not None else quantity
        date = asked.date.value if asked.date is not None else date
    beings: tuple[str, ...] = ()
    if kind in ("name", "place", "mention") and fact.value is not None:
        texts = (fact.value,) if isinstance(fact.value, str) else tuple(v for v in fact.value if isinstance(v, str))
        beings = tuple(world.resolve(t) or "=" + t for t in texts)
    elif kind == "place":
        toks = analysis.toks
        places = [
            n.entity
            for n in analysis.names
            if n.entity and world.kind(n.entity) == "place" and toks[n.head].deprel.startswith(("obl", "nmod", "root", "appos"))
        ]
        beings = tuple(places[:1])
    elif kind == "name":
        root = analysis.sentences[0].root
        named = [
            n
            for n in analysis.names
            if n.entity and (n.first <= root < n.last or (analysis.toks[n.head].deprel == "conj" and analysis.toks[n.head].head == root))
        ]
        beings = tuple(dict.fromkeys(str(n.entity) for n in named))
        if not beings:
            kind = "statement"
    elif kind in ("statement", "relation") and analysis.sentences:
        beings = who(analysis, world, predicate)
    chain: list[str] = []
    for place in fact.within:
        chain.append(world.resolve(place) or "=" + place)
    if kind == "place" and not fact.within:
        chain += [n.entity for n in analysis.names if n.entity and world.kind(n.entity) == "place" and n.entity not in beings]
    for being in beings:
        if being in world.beings:
            chain += [world.resolve(p) or "=" + p for p in world.beings[being].within]
    root = analysis.sentences[0].root if analysis.sentences else -1
    speaker = world.resolve(fact.by) if fact.by else None
    content_from = 0
    if root >= 0 and predicate != root and is_speech(analysis.toks[root].lemma):
        below = analysis.subtree(predicate)
        content_from = below[0]
        if speaker is None:
            for k in analysis.toks[root].children:
                if analysis.toks[k].deprel == "nsubj" and k in analysis.entity_at:
                    speaker = analysis.entity_at[k]
    weights: dict[str, float] = {}
    for k in range(len(analysis.toks)):
        if k in analysis.value_at and (analysis.value_at[k] is found or analysis.value_at[k].date is not None):
            continue
        for key in keys_at(analysis, k):
            weight = rarity.get(key, 1.0)
            if analysis.toks[k].lemma in STATIVE:
                weight *= 0.3
            weights[key] = max(weights.get(key, 0.0), weight)
    holder = world.resolve(fact.of) if fact.of and kind == "role" else None
    if kind == "role" and office is not None and holder is None:
        holder = office.holder
    return CompiledFact(
        index,
        fact,
        kind,
        analysis,
        quantity,
        date,
        found,
        beings,
        tuple(dict.fromkeys(chain)),
        world.resolve(fact.about) if fact.about else None,
        speaker,
        build(weights),
        predicate,
        parties(analysis, predicate) if predicate >= 0 else Parties((), (), ()),
        office,
        holder,
        content_from,
        tuple(world.read(a) for a in fact.accept),
        act_frame(analysis, predicate, rarity),
        tuple(o for o in offices if o.holder is not None and o.holder == holder) or ((office,) if office else ()),
    )


OF = 0.6


def asked_frame(compiled: CompiledFact, world: World, rarity: dict[str, float]) -> Frame | None:
    """The frame of what the long form says beside the claim: ``of``, ``about`` and ``cues``."""
    fact = compiled.fact
    weights: dict[str, float] = {}
    for phrase in (fact.of,) if fact.of else ():
        being = world.resolve(phrase)
        text = world.beings[being].name if being in world.beings else phrase
        for key in phrase_keys(world.read(text)):
            weights[key] = rarity.get(key, 1.0)
    if weights and compiled.about is not None and world.kind(compiled.about) != "event":
        weights["@" + compiled.about] = 0.8 * rarity.get("@" + compiled.about, 1.0)
    return build(weights, dict.fromkeys(weights, OF)) if weights else None


def fact_slots(compiled: CompiledFact, world: World, rarity: dict[str, float]) -> list[Slot]:
    """The slots of a claim: one for each of its values, the asked one first, and others for what the long form adds."""
    found: list[Slot] = []
    side = end_of([t.folded for t in compiled.analysis.toks])
    for value in compiled.analysis.values:
        asked = value is compiled.primary
        frame = frame_at(compiled.analysis, value, rarity)
        golden = (compiled.quantity, compiled.date) if asked else (None, None)
        slot = Slot(compiled.index, asked, value, frame, counted_noun(compiled.analysis, value), compiled.analysis, side, *golden)
        if asked:
            found.insert(0, slot)
            compiled.frame = frame
        else:
            found.append(slot)
    if compiled.primary is not None:
        counted = counted_noun(compiled.analysis, compiled.primary)
        extra = asked_frame(compiled, world, rarity)
        if extra is not None:
            found.append(
                Slot(compiled.index, True, compiled.primary, extra, counted, compiled.analysis, side, compiled.quantity, compiled.date)
            )
        for cue in compiled.fact.cues:
            keys = phrase_keys(world.read(cue))
            if keys:
                frame = build({k: rarity.get(k, 1.0) for k in keys}, dict.fromkeys(keys, OF))
                found.append(
                    Slot(compiled.index, True, compiled.primary, frame, counted, compiled.analysis, side, compiled.quantity, compiled.date)
                )
    elif compiled.type in ("quantity", "date", "place", "name", "role"):
        weights = {key: weight for key, weight, _ in compiled.words.cues}
        extra = asked_frame(compiled, world, rarity)
        for key, weight, _ in extra.cues if extra is not None else ():
            weights[key] = max(weights.get(key, 0.0), weight)
        compiled.frame = build(weights)
    return found


def known_side(slots: list[Slot], owner: int) -> str:
    """The end of a range that a fact asks for."""
    return next((s.end for s in slots if s.owner == owner and s.primary), "")


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The second members by the first ones, in their order."""
    found: dict[K, list[V]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}


def compile_golden(golden: GoldenSet) -> CompiledGolden:
    """Compile a golden set: its world, its facts, the slots of claims and background, and the table of cues."""
    as_of = as_date(golden.as_of)
    world = World(golden, as_of, common_words())
    phrases = [world.read(t) for t in (golden.background, *(f.claim for f in golden.facts), *(f.of for f in golden.facts if f.of))]
    world.acronyms = acronyms_of(phrases)
    claims = [world.read(f.claim) for f in golden.facts]
    world.learn_posts(claims)
    rarity = rarities(claims)
    facts = tuple(compile_fact(i, f, world, rarity) for i, f in enumerate(golden.facts))
    world.learn_offices(facts)
    slots: list[Slot] = []
    for compiled in facts:
        slots.extend(fact_slots(compiled, world, rarity))
    for compiled in facts:
        learn(compiled.analysis, compiled.offices, world)
    background, _, known_offices = read(world, golden.background)
    learn(background, known_offices, world)
    known = list(slots)
    cues = {cue for s in slots for cue, _, _ in s.frame.cues} | {
        cue for f in facts for cue, _, _ in (*f.words.cues, *f.act.cues, *((f.frame.cues) if f.frame else ()))
    }
    table = CueTable(cues)
    for value in background.values:
        if value.number is not None and value.number.quantity.kind == "identifier":
            continue
        frame = frame_at(background, value, rarity)
        offered = table.offered(surroundings(background, value.first, value.last, value.head))
        best, second, owner, asked = 0.0, 0.0, -1, False
        for slot in known:
            if relation(value, slot) in EQUAL:
                score = fit(slot.frame, offered)
                if score > best:
                    best, second, owner, asked = score, best if slot.owner != owner else second, slot.owner, slot.primary
                elif slot.owner != owner:
                    second = max(second, score)
        owners = {slot.owner for slot in known if relation(value, slot) in EQUAL}
        small = value.number is not None and not value.number.quantity.unit and (value.number.quantity.value or 13) < 13
        if (best < 0.25 or best - second < 0.1) and not (len(owners) == 1 and best >= 0.06 and not small):
            owner = -1
        side = known_side(known, owner) if asked and owner >= 0 else ""
        slots.append(Slot(owner, asked and owner >= 0, value, frame, counted_noun(background, value), background, side))
    cues |= {cue for s in slots for cue, _, _ in s.frame.cues}
    forbidden = tuple(
        compile_fact(len(facts) + i, Fact(f.id, f.claim, where=f.where), world, rarity) for i, f in enumerate(golden.forbidden)
    )
    cues |= {cue for f in forbidden for cue, _, _ in (*f.words.cues, *f.act.cues)}
    vocabulary = {
        key
        for a in (background, *(f.analysis for f in facts), world.read(golden.title))
        for k in range(len(a.toks))
        for key in keys_at(a, k)
    }
    for analysis in (background, *(a for f in (*facts, *forbidden) for a in (f.analysis, *f.accept))):
        analysis.close()
    nouns = described([background, *(f.analysis for f in facts)])
    return CompiledGolden(
        golden,
        world,
        facts,
        forbidden,
        tuple(slots),
        CueTable(cues),
        rarity,
        background,
        CueTable(vocabulary),
        nouns,
        Relations(tuple(slots)),
        _grouped((s.owner, i) for i, s in enumerate(slots)),
        _grouped((noun, being) for being, own in nouns.items() for noun in own),
    )
