"""Fields whose value is a name: a key that speaks of one name or place fact alone asks for that fact's value.

What it adds to the judges of prose: support where the key says too little of the claim, and contradiction where another of its kind
stands in the field. The key is read as in :mod:`factspec.extraction.keyed`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from factspec.binding.compiled import CompiledFact, CompiledGolden
from factspec.binding.frames import closeness, keys_at
from factspec.extraction.keyed import explained, recalled, words_between
from factspec.extraction.lines import Place, Telling, ToldLine
from factspec.fact_types.base import Judgement, Told
from factspec.reading.analysis import Name

_TITLED = re.compile(r"[A-Z][\w.'’-]+(?: (?:[a-z]{1,3} )?[A-Z][\w.'’-]+){1,3}")
_CLASSES = frozenset(
    "company court team club person player country organization organisation party body institution product drug work agency school "
    "hospital "
    "university bank firm side group name city".split()
)
_PLACE_WORDS = frozenset("place where location site venue scene setting city town locality spot".split())


def named_fields(told: Told, said: Telling, compiled: CompiledGolden) -> dict[int, Judgement]:
    """Judgements on name, place and role facts that fields give by their keys, by fact index."""
    asked = [f for f in compiled.facts if wanted(f)]
    found: dict[int, Judgement] = {}
    by_line: dict[int, list[Name]] = {}
    for name in told.analysis.names if asked else ():
        if not name.pronoun:
            line = said.line_at(name.start)
            if line is not None:
                by_line.setdefault(line.start, []).append(name)
    for line in said.lines:
        names = by_line.get(line.start, [])
        if asked and not line.line.marks.denied and not line.line.marks.mode:
            _field(told, compiled, asked, line, names, found)
    return found


def wanted(fact: CompiledFact) -> tuple[str, ...]:
    """Whom or what the field of a fact has to name: its value, of a role its holder."""
    if fact.type == "role":
        return (fact.holder,) if fact.holder is not None else ()
    return fact.beings if fact.type in ("name", "place") else ()


def _field(
    told: Told,
    compiled: CompiledGolden,
    asked: Sequence[CompiledFact],
    line: ToldLine,
    names: list[Name],
    found: dict[int, Judgement],
) -> None:
    values = [p for p in line.places if p.piece.pointer is not None]
    chosen = [(p, held) for p in values if (held := _named(told, p, names))]
    if len(chosen) > 1 and len(chosen) == len(values) and line.line.triple is None and not line.line.record:
        chosen = [(chosen[0][0], [n for _, held in chosen for n in held])]  # a place in its parts, a list of names
        values = values[:1]
    if len(chosen) != 1 or (line.line.triple is None and not line.line.record and len(values) > 1):
        return
    place, inside = chosen[0]
    keys = list(
        dict.fromkeys(
            k for p in line.places if p is not place and not _named(told, p, names) for k in words_between(told.analysis, p.start, p.end)
        )
    )
    placed = bool(set(keys) & _PLACE_WORDS)
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
        put(found, fact.index, Judgement(verdict, name.start, name.end, rule, "names the golden value in its field", None, 0.9))  # type: ignore[arg-type]
    elif fact.type == "place" and {n.entity for n in inside} & set(fact.chain):
        put(found, fact.index, Judgement("partial", first.start, first.end, "place-vaguer", "names only a place around it", None, 0.7))
    else:
        kinds = {world.kind(b) for b in wanted(fact)}
        own = first.entity
        if recalled(compiled, fact, rest) < (0.5 if line.line.record else 0.25) and not (placed and not rest):
            return
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
        put(found, fact.index, Judgement("contradicted", first.start, first.end, rule, f"says {first.surface}", None, 0.8))


def _named(told: Told, place: Place, names: Sequence[Name]) -> list[Name]:
    """The names of a value that is nothing but names."""
    inside = [n for n in names if place.start <= n.start and n.end <= place.end]
    if not any(n.entity for n in inside) and _TITLED.fullmatch(place.piece.text):
        first, last = told.analysis.token_range(place.start, place.end)
        return [Name(place.start, place.end, place.piece.text, first, last, told.analysis.head_of(first, last), None)]
    if not inside or sum(n.end - n.start for n in inside) * 2 < place.end - place.start:
        return []
    first, _ = told.analysis.token_range(place.start, place.end)
    before = [told.analysis.toks[k] for k in range(first, inside[0].first)]
    return inside if all(t.upos in ("ADP", "DET", "PUNCT") for t in before) else []


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


def put(found: dict[int, Judgement], index: int, judgement: Judgement) -> None:
    rank = {"contradicted": 3, "supported": 2, "partial": 1}
    if index not in found or rank[judgement.verdict] > rank[found[index].verdict]:
        found[index] = judgement


def _owner(
    compiled: CompiledGolden, asked: Sequence[CompiledFact], keys: Sequence[str], placed: bool, inside: Sequence[Name]
) -> CompiledFact | None:
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
