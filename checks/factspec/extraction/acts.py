"""Acts that the shape of an output tells outright: triples, flags, and directions in a field's key or value."""

from __future__ import annotations

from collections.abc import Sequence

from factspec.binding.compiled import CompiledFact, CompiledGolden
from factspec.extraction.keyed import explained, recalled, words_between
from factspec.extraction.lines import Place, Telling, ToldLine
from factspec.extraction.slots import named_fields, put
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.clauses import same_act
from factspec.fact_types.mood_clash import mood_clash
from factspec.lexicon import converse, direction, opposed
from factspec.reading.moods import mood
from factspec.reading.roles import beings_at, is_passive
from factspec.syntax.lemma import lemma


def fields(told: Told, said: Telling, compiled: CompiledGolden) -> dict[int, Judgement]:
    """What the shape of an extraction output says of facts beside its words, by fact index."""
    found = shares(told, said, compiled)
    for more in (
        named_fields(told, said, compiled),
        triples(told, said, compiled),
        turned(told, said, compiled),
        flags(told, said, compiled),
    ):
        for index, judgement in more.items():
            if index not in found or judgement.verdict == "contradicted" or found[index].verdict in ("undetermined", "partial"):
                found[index] = judgement
    return found


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
                put(
                    found,
                    index,
                    Judgement("contradicted", line.start, line.end, "relation-reversed", "the parties have changed places", None, 0.9),
                )
            elif mood_clash(told, fact, verb) is None:
                put(found, index, Judgement("supported", line.start, line.end, "supported-claim", "says it", None, 0.9))
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
    return {
        n.entity for n in told.analysis.names if n.entity is not None and not n.pronoun and place.start <= n.start and n.end <= place.end
    }


def _verb(told: Told, fact: CompiledFact, place: Place) -> int | None:
    """The token of a predicate that names the fact's act."""
    first, last = told.analysis.token_range(place.start, place.end)
    act = fact.analysis.toks[fact.predicate].lemma
    best = max(
        ((same_act(act, told.analysis.toks[k].lemma), -k) for k in range(first, last) if told.analysis.toks[k].content), default=(0.0, 0)
    )
    flipped = next((k for k in range(first, last) if converse(act, told.analysis.toks[k].lemma)), None)
    return -best[1] if best[0] >= 0.8 else flipped


def _turns(told: Told, fact: CompiledFact, verb: int, text: str) -> bool:
    """Whether the predicate has its parties the other way round: passive with "by", or a converse verb."""
    passive = is_passive(told.analysis, verb) or text.split()[-1:] == ["by"]
    return passive ^ converse(fact.analysis.toks[fact.predicate].lemma, told.analysis.toks[verb].lemma)


def _keys(told: Told, line: ToldLine) -> list[str]:
    """The keys of all words of a line, its values aside."""
    return words_between(told.analysis, line.start, line.end)


def _owner(compiled: CompiledGolden, facts: Sequence[CompiledFact], keys: Sequence[str], least: float) -> CompiledFact | None:
    """The one fact whose words explain the keys."""
    scores = sorted(((explained(compiled, f, keys), recalled(compiled, f, keys), -f.index) for f in facts), reverse=True)
    if not scores or scores[0][0] < least or scores[0][1] < 0.34:
        return None
    if len(scores) > 1 and scores[0][0] < scores[1][0] + 0.15 and scores[0][1] < scores[1][1] + 0.2:
        return None
    return compiled.facts[-scores[0][2]]


def _denied(fact: CompiledFact) -> bool:
    return fact.predicate >= 0 and mood(fact.analysis, fact.predicate).negated


def _acts(fact: CompiledFact) -> dict[str, int]:
    """The claim's acts, each with the way it points: its predicate, its verbs, and what else has a direction."""
    found: dict[str, int] = {}
    for tok in fact.analysis.toks:
        if tok.index in fact.analysis.name_at or tok.index in fact.analysis.value_at:
            continue
        word = lemma(tok.folded, "VERB")
        if tok.folded.endswith("ed") and word != tok.folded and tok.upos == "ADJ":
            found[word] = direction(word)
        way = direction(word) or direction(tok.lemma)
        if tok.index == fact.predicate or (tok.upos == "VERB" and tok.content) or way:
            found[word if direction(word) else tok.lemma] = way
    return found


def _against(told: Told, fact: CompiledFact, line: ToldLine) -> tuple[int | None, int | None]:
    """(a token that says one of the claim's acts, one that says its opposite) among the words of a line."""
    first, last = told.analysis.token_range(line.start, line.end)
    acts = _acts(fact)
    directed = any(acts.values())
    same = other = None
    for k in range(first, last):
        tok = told.analysis.toks[k]
        if k in told.analysis.name_at or k in told.analysis.value_at or not tok.text[:1].isalpha():
            continue
        word = lemma(tok.folded, "VERB") if direction(lemma(tok.folded, "VERB")) else tok.lemma
        for act, way in acts.items():
            if directed and not way:
                continue
            if opposed(act, word) or (way and direction(word) == -way):
                other = k if other is None else other
            elif tok.content and ((way and direction(word) == way) or same_act(act, word) >= 0.8):
                same = k if same is None and (way or tok.upos == "VERB" or act == word) else same
    return same, other


def turned(told: Told, said: Telling, compiled: CompiledGolden) -> dict[int, Judgement]:
    """Fields that point the other way than the claim which all their other words speak of."""
    found: dict[int, Judgement] = {}
    facts = [f for f in compiled.facts if f.predicate >= 0 and f.type in ("quantity", "statement", "relation") and not _denied(f)]
    for line in said.lines:
        if line.line.marks.denied or line.line.marks.mode or line.end - line.start > 160:
            continue
        keys = _keys(told, line)
        fits: list[CompiledFact] = []
        for fact in facts:
            same, other = _against(told, fact, line)
            if other is None or same is not None:
                continue
            word = told.analysis.toks[other].lemma
            rest = [k for k in keys if k != word and k not in ("change", "trend", "position", "reaction", "development")]
            if rest and explained(compiled, fact, rest) >= 0.75 and recalled(compiled, fact, [*rest, *_acts(fact)]) >= 0.5:
                fits.append(fact)
        if len(fits) == 1 and not any(explained(compiled, f, keys) >= 0.9 for f in compiled.facts if f is not fits[0]):
            same, other = _against(told, fits[0], line)
            assert other is not None
            tok = told.analysis.toks[other]
            put(
                found,
                fits[0].index,
                Judgement(
                    "contradicted", tok.start, tok.end, "direction-differs", f"the output points the other way: “{tok.text}”", None, 0.8
                ),
            )
    return found


def flags(told: Told, said: Telling, compiled: CompiledGolden) -> dict[int, Judgement]:
    """Flags whose key speaks of one claim: yes or no to it."""
    found: dict[int, Judgement] = {}
    facts = [f for f in compiled.facts if f.type in ("statement", "relation", "name") and f.predicate >= 0]
    for line in said.lines:
        if line.line.flag is None or line.line.marks.mode:
            continue
        keys = _keys(told, line)
        fact = _owner(compiled, facts, keys, 0.8)
        if fact is None:
            continue
        _, other = _against(told, fact, line)
        words = {told.analysis.toks[k].lemma for k in range(*told.analysis.token_range(line.start, line.end))}
        denies = bool(words & {"not", "no", "never"})
        right = line.line.flag ^ (other is not None) ^ _denied(fact) ^ denies
        if right:
            put(found, fact.index, Judgement("supported", line.start, line.end, "supported-claim", "says it", None, 0.9))
        else:
            put(found, fact.index, Judgement("contradicted", line.start, line.end, "negated", "the output says the opposite", None, 0.9))
    return found


def shares(told: Told, said: Telling, compiled: CompiledGolden) -> dict[int, Judgement]:
    """A bare fraction in a field that asks for a golden percentage a hundred times as large: it cannot be told which is meant."""
    found: dict[int, Judgement] = {}
    for bound in told.bounds:
        number = bound.value.number
        value = number.quantity.value if number is not None and not number.quantity.unit else None
        line = said.line_at(bound.value.start) if value is not None and 0 < abs(value) < 1 else None
        if line is None or value is None:
            continue
        keys = _keys(told, line)
        for fact in compiled.facts:
            golden = fact.quantity
            if (
                golden is not None
                and golden.value is not None
                and golden.unit == "%"
                and abs(value) * 100 == abs(golden.value)
                and explained(compiled, fact, keys) >= 0.6
            ):
                found[fact.index] = Judgement(
                    "undetermined",
                    bound.value.start,
                    bound.value.end,
                    "cannot-tell",
                    "a fraction or a percentage: the output does not say which",
                )
    return found
