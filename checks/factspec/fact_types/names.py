"""Name and place facts.

What it checks: who or what fills a slot, and where something happened.
How it reads text: every name is scored against the frame of the slot; the golden name in a fitting clause is support, a stranger
or another being of the same kind in the slot, where the golden one is not, contradicts.
Example: "in the Betaab Valley" for "The attack took place in the Baisaran Valley."
Limits: a place that the golden set does not know is contradicted only where it stands in the slot itself.
"""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import fit, surroundings
from factspec.fact_types.base import MISSING, Judgement, Told
from factspec.fact_types.clauses import mood_clash, same_act
from factspec.reading.analysis import Name
from factspec.reading.roles import case_of

SLOT = 0.16
WRONG = 0.38


def _fit(fact: CompiledFact, told: Told, name: Name) -> float:
    frame = fact.frame or fact.words
    around = surroundings(told.analysis, name.first, name.last, name.head)
    info = told.analysis.toks[name.head].sentence
    offered = told.golden.table.offered(around)
    for cue, near in told.offers[info].items():
        if near * 0.3 > offered.get(cue, 0.0):
            offered[cue] = near * 0.3
    return fit(frame, offered)


def judge_name(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of a name fact."""
    wanted = set(fact.beings)
    kinds = {told.golden.world.kind(b) for b in wanted}
    hits: dict[str, tuple[float, Name]] = {}
    wrong: tuple[float, Name] | None = None
    for name in told.analysis.names:
        score = _fit(fact, told, name)
        if name.entity in wanted:
            if score >= SLOT and score > hits.get(str(name.entity), (0.0, name))[0]:
                hits[str(name.entity)] = (score, name)
        elif score >= WRONG and not name.pronoun:
            kind = told.golden.world.kind(name.entity) if name.entity else "person"
            if (kind in kinds or name.entity is None) and (wrong is None or score > wrong[0]):
                wrong = (score, name)
    if hits:
        score, name = max(hits.values(), key=lambda h: (h[0], -h[1].start))
        if len(hits) < len(wanted):
            return Judgement("partial", name.start, name.end, "half-told", "names some of them", None, score)
        return _turned(fact, told, name, score)
    return MISSING


def _turned(fact: CompiledFact, told: Told, name: Name, score: float) -> Judgement:
    """A right name: supported, unless its clause denies the claim."""
    analysis = told.analysis
    predicate = fact.analysis.toks[fact.predicate]
    for k, price in sorted(told.near(name.first, name.last, name.head).items(), key=lambda item: (item[1], item[0])):
        if price > 2.0:
            break
        if analysis.toks[k].content and analysis.toks[k].upos in ("VERB", "NOUN", "ADJ") and same_act(predicate.lemma, analysis.toks[k].lemma) >= 0.8:
            clash = mood_clash(told, fact, k)
            if clash is not None:
                return Judgement("contradicted", min(name.start, analysis.toks[k].start), max(name.end, analysis.toks[k].end), clash[0], clash[1], None, score)
            break
    return Judgement("supported", name.start, name.end, "supported-name", "names the golden value in its slot", None, score)


def judge_place(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of a place fact."""
    wanted, chain = set(fact.beings), set(fact.chain)
    best = MISSING
    wrong: Judgement | None = None
    for name in told.analysis.names:
        score = _fit(fact, told, name)
        if name.pronoun:
            continue
        if name.entity in wanted:
            if score >= SLOT and best.verdict != "supported":
                best = _turned(fact, told, name, score)
                if best.verdict == "contradicted":
                    return best
        elif name.entity in chain:
            if score >= SLOT and best.verdict == "missing":
                best = Judgement("partial", name.start, name.end, "place-vaguer", "names only a place around it", None, score)
        elif score >= WRONG and case_of(told.analysis, name.head) in ("in", "at", "near", "outside", "inside", "from") and wrong is None:
            kind = told.golden.world.kind(name.entity) if name.entity else "place"
            if kind == "place":
                wrong = Judgement("contradicted", name.start, name.end, "place-differs", f"says {name.surface}", fact.fact.value if isinstance(fact.fact.value, str) else None, score)
    if wrong is not None and best.verdict in ("missing",):
        return wrong
    return best
