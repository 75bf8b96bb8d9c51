"""Clauses that speak of a fact's claim: how far they cover it, and in which mood, direction, order and mouth."""

from __future__ import annotations

from dataclasses import dataclass

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.base import Judgement, Told, quote
from factspec.lexicon import converse, direction, opposed, verb_class
from factspec.reading.moods import mood
from factspec.reading.roles import beings_at, parties
from factspec.reading.speech import speaker_of

_TALK = "meet-talk"
_CLASSES = ("win", "lose", "meet-talk", "die", "kill", "injure", "buy", "sell", "appoint", "resign", "marry", "divorce", "born", "publish", "sign", "arrest",
            "convict", "acquit", "score", "launch", "found")


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence that covers part of a claim: ``cover`` of its weight, and the token that stands for its predicate, if any."""

    sentence: int
    cover: float
    predicate: int | None
    likeness: float


def same_act(a: str, b: str) -> float:
    """How far two predicates name the same act, 0 to 1."""
    near = closeness(a, b)
    if near >= 0.8:
        return near
    if set(verb_class(a)) & set(verb_class(b)) & set(_CLASSES):
        return 0.85
    return near


def covering(told: Told, fact: CompiledFact) -> list[Clause]:
    """Sentences of the text by how much of the claim they cover, best first."""
    analysis = told.analysis
    predicate = fact.analysis.toks[fact.predicate].lemma if fact.predicate >= 0 else ""
    found: list[Clause] = []
    for number, info in enumerate(analysis.sentences):
        offer = told.offers[number]
        total = fact.words.total
        cover = sum(w * offer.get(cue, 0.0) for cue, w, _ in fact.words.cues) / total if total else 0.0
        if cover < 0.2:
            continue
        best, like = None, 0.0
        for k in range(info.first, info.last):
            tok = analysis.toks[k]
            if tok.upos in ("VERB", "NOUN", "ADJ") and tok.content:
                near = same_act(predicate, tok.lemma)
                if near > like:
                    best, like = k, near
        found.append(Clause(number, cover, best if like >= 0.75 else None, like))
    found.sort(key=lambda c: (-c.cover - 0.15 * (c.predicate is not None), c.sentence))
    return found


def clause_span(told: Told, k: int) -> tuple[int, int]:
    """The characters of the clause around token ``k``: its subtree without what hangs on it as another clause."""
    analysis = told.analysis
    toks = analysis.toks
    keep = {k}
    queue = [k]
    while queue and len(keep) < 60:
        for g in toks[queue.pop()].children:
            if toks[g].deprel.split(":")[0] in ("conj", "parataxis", "advcl", "punct", "cc", "acl", "list", "discourse") and g != k:
                continue
            keep.add(g)
            queue.append(g)
    ordered = sorted(keep)
    return toks[ordered[0]].start, toks[ordered[-1]].end


def mood_clash(told: Told, fact: CompiledFact, predicate: int, own: int | None = None) -> tuple[str, str] | None:
    """(rule, reason) where the clause at ``predicate`` stands in a mood that excludes the claim's, read at its token ``own``."""
    at = fact.predicate if own is None else own
    if at < 0:
        return None
    claim = mood(fact.analysis, at)
    text = told.mood(predicate)
    if text.mode == "asked":
        return None
    word = told.analysis.toks[predicate].text
    if text.negated != claim.negated:
        return "negated", f"the text denies it: “{word}” is negated" if text.negated else f"the text asserts “{word}”, which the golden fact denies"
    if claim.mode == "fact" and text.mode in ("planned", "possible", "alleged", "conditional"):
        if _past(told, predicate) and text.mode == "conditional":
            return None
        return "modality-differs", f"the golden fact is done, the text has it as {text.mode}"
    if claim.mode in ("planned",) and text.mode in ("possible",):
        return "modality-differs", "the golden fact is settled for the future, the text has it as merely possible"
    if claim.mode == "planned" and text.mode == "fact" and _done(told, predicate):
        return "modality-differs", "the golden fact lies in the future, the text has it as done"
    return None


def _past(told: Told, k: int) -> bool:
    toks = told.analysis.toks
    return toks[k].xpos in ("VBD",) or any(toks[g].folded in ("had", "was", "were") for g in toks[k].children)


def _done(told: Told, k: int) -> bool:
    toks = told.analysis.toks
    tok = toks[k]
    if tok.upos != "VERB":
        return False
    auxes = {toks[g].folded for g in tok.children if toks[g].deprel.startswith("aux")}
    if auxes & {"will", "'ll", "to", "would", "shall", "may", "might", "could"}:
        return False
    if any(toks[g].deprel == "mark" and toks[g].folded == "to" for g in tok.children):
        return False
    return (tok.xpos == "VBD" and not auxes) or bool(auxes & {"has", "have", "had", "was", "were", "'ve"} and tok.xpos == "VBN" and not auxes & {"is", "are"})


def reversed_roles(told: Told, fact: CompiledFact, predicate: int) -> str | None:
    """A reason where the claim's two parties have changed places at ``predicate``."""
    claim = fact.parties
    if fact.fact.symmetric or not claim.agents:
        return None
    word = fact.analysis.toks[fact.predicate].lemma
    if _TALK in verb_class(word) and not claim.patients:
        return None
    agents = {b for k in claim.agents for b in beings_at(fact.analysis, k)}
    patients = {b for k in claim.patients for b in beings_at(fact.analysis, k)} or {b for _, k in claim.others for b in beings_at(fact.analysis, k)}
    if not agents or not patients or agents & patients:
        return None
    found = parties(told.analysis, predicate)
    said_agents = {b for k in found.agents for b in beings_at(told.analysis, k)}
    said_patients = {b for k in (*found.patients,) for b in beings_at(told.analysis, k)}
    if not said_patients:
        said_patients = {b for c, k in found.others for b in beings_at(told.analysis, k)}
    flipped = converse(word, told.analysis.toks[predicate].lemma)
    if flipped:
        said_agents, said_patients = said_patients, said_agents
    if said_agents & patients and not said_agents & agents and (said_patients & agents):
        return "the parties have changed places"
    return None


def antonym_in(told: Told, fact: CompiledFact, clause: Clause) -> int | None:
    """A token of the clause that says the opposite of a word of the claim while nothing there says the same."""
    analysis = told.analysis
    info = analysis.sentences[clause.sentence]
    for tok in fact.analysis.toks:
        if not tok.content or tok.upos not in ("VERB", "ADJ", "NOUN", "ADV") or tok.index < fact.content_from:
            continue
        offer = told.offers[clause.sentence].get(tok.lemma, 0.0)
        if offer >= 0.8:
            continue
        for k in range(info.first, info.last):
            if analysis.toks[k].content and opposed(tok.lemma, analysis.toks[k].lemma):
                return k
    return None


def direction_near(told: Told, cost: dict[int, float], sign: int) -> int | None:
    """The nearest token that points against ``sign`` while none as near points with it."""
    best: tuple[float, int] | None = None
    along = 99.0
    for k, price in sorted(cost.items(), key=lambda item: (item[1], item[0])):
        if price > 1.9:
            break
        way = direction(told.analysis.toks[k].lemma)
        if way == sign:
            along = min(along, price)
        elif way == -sign and best is None:
            best = (price, k)
    if best is not None and best[0] < along:
        return best[1]
    return None


def wrong_mouth(told: Told, fact: CompiledFact, clause: Clause) -> Judgement | None:
    """The claim's content in the mouth of somebody else."""
    if fact.speaker is None:
        return None
    analysis = told.analysis
    info = analysis.sentences[clause.sentence]
    best, likeness = None, 0.0
    weights = {cue: w for cue, w, _ in fact.words.cues}
    held: dict[int, float] = {}
    for k in range(info.first, info.last):
        gain = 0.0
        for key in told.keys[k]:
            for cue, near in told.golden.table.stands_for(key):
                if cue[:1] != "@" and cue in weights:
                    gain = max(gain, near * weights[cue])
        if gain:
            held[k] = gain
    del best, likeness
    if not held:
        return None
    tally: dict[int | None, float] = {}
    where: dict[int | None, object] = {}
    for k, gain in held.items():
        speech = speaker_of(told.speeches, k)
        key = speech.verb if speech is not None else None
        tally[key] = tally.get(key, 0.0) + gain
        where[key] = speech
    top = max(sorted(tally, key=lambda v: -1 if v is None else v), key=lambda v: tally[v])
    speech = where[top]
    if speech is None or tally[top] < 0.6 * sum(tally.values()):
        return None
    holder = speech.holder  # type: ignore[attr-defined]
    if holder is None:
        return None
    name = analysis.name_at.get(holder) or next((analysis.name_at[g] for g in analysis.toks[holder].children if analysis.toks[g].deprel in ("appos", "flat") and g in analysis.name_at), None)
    beings: tuple[str, ...] = (name.entity,) if name is not None and name.entity is not None else ()
    world = told.golden.world
    if fact.speaker in beings:
        return Judgement("supported", strength=1.0)
    stranger = name is not None and name.entity is None
    if not beings and not stranger:
        office = next((o for o in told.offices if o.first <= holder < o.last), None)
        if office is not None and office.holder not in (None, fact.speaker) and office.holder != "?":
            beings = (str(office.holder),)
        elif office is not None and office.holder == "?":
            stranger = True
        else:
            return None
    if fact.speaker in beings:
        return Judgement("supported", strength=1.0)
    if name is not None and name.pronoun:
        return None
    if beings and world.kind(fact.speaker) in ("place", "organization") and world.kind(beings[0]) in ("place", "organization"):
        return None
    if beings and world.kind(beings[0]) in ("organization", "place") and world.kind(fact.speaker) == "person":
        # a ministry may speak for its minister; another body may not, but that cannot be told from the name alone
        if any(fact.speaker == told.analysis.entity_at.get(k) for k in range(info.first, info.last)):
            return None
    start, end = clause_span(told, speech.verb)  # type: ignore[attr-defined]
    k = analysis.toks[holder]
    start, end = min(k.start, analysis.toks[speech.verb].start), max(k.end, analysis.toks[speech.verb].end)  # type: ignore[attr-defined]
    return Judgement("contradicted", start, end, "attribution-differs", f"said by “{quote(analysis.text, k.start, k.end)}”, the golden fact has another speaker", strength=clause.cover)
