"""Fields whose value is a name: a key that speaks of one name or place fact alone asks for that fact's value.

What it adds to the judges of prose: support where the key says too little of the claim, and contradiction where another of its kind
stands in the field. The key is read as in :mod:`factspec.extraction.keyed`.
"""

from __future__ import annotations

from collections.abc import Sequence

from factspec.binding.compiled import CompiledFact, CompiledGolden
from factspec.binding.frames import closeness, keys_at
from factspec.extraction.keyed import explained, key_words
from factspec.extraction.lines import Place, Telling, ToldLine
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.clauses import mood_clash, same_act
from factspec.lexicon import converse
from factspec.reading.analysis import Name
from factspec.reading.roles import beings_at, is_passive

_CLASSES = frozenset("company court team club person player country organization organisation party body institution product drug work agency school hospital "
                     "university bank firm side group name city".split())
_PLACE_WORDS = frozenset("place where location site venue scene setting city town locality spot".split())


def fields(told: Told, said: Telling, compiled: CompiledGolden) -> dict[int, Judgement]:
    """What the shape of an extraction output says of facts beside its words, by fact index."""
    return {**shares(told, said, compiled), **named_fields(told, said, compiled), **triples(told, said, compiled)}


def named_fields(told: Told, said: Telling, compiled: CompiledGolden) -> dict[int, Judgement]:
    """Judgements on name and place facts that fields give by their keys, by fact index."""
    asked = [f for f in compiled.facts if wanted(f)]
    found: dict[int, Judgement] = {}
    if not asked:
        return found
    by_line: dict[int, list[Name]] = {}
    for name in told.analysis.names:
        if not name.pronoun:
            line = said.line_at(name.start)
            if line is not None:
                by_line.setdefault(line.start, []).append(name)
    for line in said.lines:
        names = by_line.get(line.start)
        if names and not line.line.record and not line.line.marks.denied and not line.line.marks.mode:
            _field(told, said, compiled, asked, line, names, found)
    return found


def wanted(fact: CompiledFact) -> tuple[str, ...]:
    """Whom or what the field of a fact has to name: its value, of a role its holder."""
    if fact.type == "role":
        return (fact.holder,) if fact.holder is not None else ()
    return fact.beings if fact.type in ("name", "place") else ()


def _field(told: Told, said: Telling, compiled: CompiledGolden, asked: Sequence[CompiledFact], line: ToldLine, names: list[Name], found: dict[int, Judgement]) -> None:
    values = [p for p in line.places if p.piece.pointer is not None]
    if not values or not any(p.piece.text.endswith((": ", ": in ")) for p in line.places if p.piece.pointer is None):
        return
    inside = [n for n in names if any(p.start <= n.start and n.end <= p.end for p in values)]
    if not inside or sum(n.end - n.start for n in inside) * 2 < sum(p.end - p.start for p in values) or told.analysis.toks[inside[0].first].start > values[0].start + 4:
        return
    keys = key_words(told.analysis, said, line)
    placed = bool({k for k in keys} & _PLACE_WORDS)
    rest = [k for k in keys if k not in _PLACE_WORDS]
    fact = _owner(compiled, asked, rest, placed, inside)
    if fact is None:
        return
    world = compiled.world
    first = inside[0]
    hits = {n.entity for n in inside} & set(wanted(fact))
    if hits:
        verdict = "supported" if len(hits) == len(set(wanted(fact))) else "partial"
        rule = "supported-name" if verdict == "supported" else "half-told"
        name = next(n for n in inside if n.entity in hits)
        _put(found, fact.index, Judgement(verdict, name.start, name.end, rule, "names the golden value in its field", None, 0.9))  # type: ignore[arg-type]
    elif fact.type == "place" and {n.entity for n in inside} & set(fact.chain):
        _put(found, fact.index, Judgement("partial", first.start, first.end, "place-vaguer", "names only a place around it", None, 0.7))
    else:
        kinds = {world.kind(b) for b in wanted(fact)}
        own = first.entity
        if fact.type == "role" and own is None and first.last - first.first < 2:
            return
        if own is not None and _told_in_background(compiled, own, keys):
            return
        value = {told.analysis.toks[k].folded for n in inside for k in range(n.first, n.last)} | {t for t in rest if t in _CLASSES}
        if not [k for k in rest if k not in value] and rest:
            return
        if own is not None and (world.kind(own) not in kinds or own in fact.analysis.entity_at.values()):
            return
        rule = "place-differs" if fact.type == "place" else "name-differs"
        _put(found, fact.index, Judgement("contradicted", first.start, first.end, rule, f"says {first.surface}", None, 0.8))


def _told_in_background(compiled: CompiledGolden, being: str, keys: Sequence[str]) -> bool:
    """Whether a sentence of the background says of this being what the key asks."""
    background = compiled.background
    wanted = [k for k in keys if k[:1] not in "@#="]
    for info in background.sentences:
        inside = range(info.first, info.last)
        if any(background.entity_at.get(k) == being for k in inside):
            words = {key for k in inside for key in keys_at(background, k)}
            if any(closeness(key, word) >= 0.8 for key in wanted for word in words):
                return True
    return False


def _put(found: dict[int, Judgement], index: int, judgement: Judgement) -> None:
    rank = {"contradicted": 3, "supported": 2, "partial": 1}
    if index not in found or rank[judgement.verdict] > rank[found[index].verdict]:
        found[index] = judgement


def _owner(compiled: CompiledGolden, asked: Sequence[CompiledFact], keys: Sequence[str], placed: bool, inside: Sequence[Name]) -> CompiledFact | None:
    """The one fact that the key asks for."""
    fit = [f for f in asked if (f.type == "place") or not placed]
    if placed and not keys:
        places = [f for f in fit if f.type == "place"]
        named = [f for f in places if {n.entity for n in inside} & {*f.beings, *f.chain}]
        return named[0] if len(named) == 1 else places[0] if len(places) == 1 else None
    scores = sorted(((explained(compiled, f, keys), -f.index) for f in fit), reverse=True)
    if not scores or scores[0][0] < 0.75 or (len(scores) > 1 and scores[0][0] < scores[1][0] + 0.2):
        return None
    return compiled.facts[-scores[0][1]]


def triples(told: Told, said: Telling, compiled: CompiledGolden) -> dict[int, Judgement]:
    """Relations whose subject and object a triple names outright: told rightly, or with the two changed round."""
    found: dict[int, Judgement] = {}
    sides = {f.index: _sides(compiled, f) for f in compiled.facts if f.type == "relation"}
    for line in said.lines:
        if line.line.triple is None or line.line.marks.denied or line.line.marks.mode:
            continue
        values = [p for p in line.places if p.piece.pointer is not None]
        if len(values) < 3:
            continue
        subject, object_ = _names(told, values[0]), _names(told, values[2])
        for index, (agents, patients) in sides.items():
            fact = compiled.facts[index]
            straight, crossed = bool(subject & agents and object_ & patients), bool(subject & patients and object_ & agents)
            if straight == crossed or fact.predicate < 0 or fact.fact.symmetric:
                continue
            verb = _verb(told, fact, values[1])
            if verb is None:
                continue
            if _turns(told, fact, verb, values[1].piece.text):
                straight, crossed = crossed, straight
            if crossed:
                _put(found, index, Judgement("contradicted", line.start, line.end, "relation-reversed", "the parties have changed places", None, 0.9))
            elif mood_clash(told, fact, verb) is None:
                _put(found, index, Judgement("supported", line.start, line.end, "supported-claim", "says it", None, 0.9))
    return found


def _sides(compiled: CompiledGolden, fact: CompiledFact) -> tuple[set[str], set[str]]:
    world = compiled.world
    subject = world.resolve(fact.fact.subject) if fact.fact.subject else None
    object_ = world.resolve(fact.fact.object) if fact.fact.object else None
    agents = {subject} if subject else {b for k in fact.parties.agents for b in beings_at(fact.analysis, k)}
    rest = (*fact.parties.patients, *(k for _, k in fact.parties.others))
    patients = {object_} if object_ else {b for k in rest for b in beings_at(fact.analysis, k)}
    return agents - patients, patients - agents


def _names(told: Told, place: Place) -> set[str]:
    return {n.entity for n in told.analysis.names if n.entity is not None and not n.pronoun and place.start <= n.start and n.end <= place.end}


def _verb(told: Told, fact: CompiledFact, place: Place) -> int | None:
    """The token of a predicate that names the fact's act."""
    first, last = told.analysis.token_range(place.start, place.end)
    lemma = fact.analysis.toks[fact.predicate].lemma
    best = max(((same_act(lemma, told.analysis.toks[k].lemma), -k) for k in range(first, last) if told.analysis.toks[k].content), default=(0.0, 0))
    flipped = next((k for k in range(first, last) if converse(lemma, told.analysis.toks[k].lemma)), None)
    return -best[1] if best[0] >= 0.8 else flipped


def _turns(told: Told, fact: CompiledFact, verb: int, text: str) -> bool:
    """Whether the predicate has its parties the other way round: passive with "by", or a converse verb."""
    passive = is_passive(told.analysis, verb) or text.split()[-1:] == ["by"]
    return passive ^ converse(fact.analysis.toks[fact.predicate].lemma, told.analysis.toks[verb].lemma)


def shares(told: Told, said: Telling, compiled: CompiledGolden) -> dict[int, Judgement]:
    """A bare fraction in a field that asks for a golden percentage a hundred times as large: it cannot be told which is meant."""
    found: dict[int, Judgement] = {}
    for bound in told.bounds:
        number = bound.value.number
        value = number.quantity.value if number is not None and not number.quantity.unit else None
        line = said.line_at(bound.value.start) if value is not None and 0 < abs(value) < 1 else None
        if line is None or value is None:
            continue
        keys = key_words(told.analysis, said, line)
        for fact in compiled.facts:
            golden = fact.quantity
            if golden is not None and golden.value is not None and golden.unit == "%" and abs(value) * 100 == abs(golden.value) and explained(compiled, fact, keys) >= 0.6:
                found[fact.index] = Judgement("undetermined", bound.value.start, bound.value.end, "cannot-tell", "a fraction or a percentage: the output does not say which")
    return found
