"""Fixes of data: the golden value in the notation and the JSON type of the value that it replaces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation

from factspec.binding.compiled import CompiledFact
from factspec.extraction.lines import Telling
from factspec.extraction.paths import value_at
from factspec.extraction.phrases import is_number
from factspec.fact_types.base import Told
from factspec.model import FactFinding, Fix


def candidates(fact: CompiledFact, finding: FactFinding, told: Told, said: Telling, data: object) -> Iterator[Fix]:
    """Edits that may end a contradiction, smallest first; who asks tries them."""
    start, end = finding.start, finding.end
    if start is None or end is None:
        return
    line = said.line_at(start)
    pointer = finding.pointer
    if line is None or pointer is None:
        return
    marks = line.line.marks
    raw = value_at(data, pointer)
    if finding.rule == "negated" and marks.denied_at == pointer:
        yield Fix(pointer=pointer, value=_turned(raw))
    if finding.rule == "modality-differs" and marks.mode_at == pointer:
        yield Fix(pointer=pointer, value="completed")
    if finding.rule == "relation-reversed" and line.line.triple is not None:
        yield from _swapped(raw, pointer, line.line.triple)
    yield from _valued(fact, finding, told, said, data)
    if isinstance(raw, bool) and finding.rule in ("negated", "direction-differs"):
        yield Fix(pointer=pointer, value=not raw)
    name = _golden_name(fact, told, finding.rule)
    if isinstance(raw, str) and name is not None:
        yield Fix(pointer=pointer, value=name)


def _turned(raw: object) -> object:
    """The other side of a flag, in its own form."""
    if isinstance(raw, bool):
        return not raw
    if isinstance(raw, str):
        pairs = {"true": "false", "yes": "no", "negative": "positive", "against": "for", "denied": "confirmed", "neg": "pos", "y": "n"}
        back = {b: a for a, b in pairs.items()}
        other = pairs.get(raw.lower()) or back.get(raw.lower()) or "completed"
        return other.capitalize() if raw[:1].isupper() else other
    return True


def _swapped(raw: object, pointer: str, triple: tuple[str, str]) -> Iterator[Fix]:
    """A triple with subject and object changed round."""
    one, two = (p[len(pointer) + 1 :].replace("~1", "/").replace("~0", "~") for p in triple)
    if isinstance(raw, Mapping) and one in raw and two in raw:
        yield Fix(pointer=pointer, value={**{str(k): v for k, v in raw.items()}, one: raw[two], two: raw[one]})
    elif isinstance(raw, (list, tuple)) and one.isdigit() and two.isdigit() and max(int(one), int(two)) < len(raw):
        made = list(raw)
        made[int(one)], made[int(two)] = made[int(two)], made[int(one)]
        yield Fix(pointer=pointer, value=made)
    elif isinstance(raw, str) and raw.count("|") == 2:
        parts = re.split(r"(\s*\|\s*)", raw)
        yield Fix(pointer=pointer, value=parts[4] + parts[1] + parts[2] + parts[3] + parts[0])


def _golden_name(fact: CompiledFact, told: Told, rule: str) -> str | None:
    world = told.golden.world
    if rule == "attribution-differs" and fact.speaker in world.beings:
        return world.beings[str(fact.speaker)].name
    if fact.type == "role":
        return (
            fact.fact.value
            if isinstance(fact.fact.value, str) and rule == "role-differs"
            else world.beings[fact.holder].name
            if fact.holder in world.beings
            else None
        )
    for being in fact.beings:
        if being in world.beings:
            return world.beings[being].name
        if being.startswith("="):
            return being[1:]
    return None


def _valued(fact: CompiledFact, finding: FactFinding, told: Told, said: Telling, data: object) -> Iterator[Fix]:
    """The golden value in place of the found one: inside a text, or as a number in the unit that its key implies."""
    assert finding.start is not None
    assert finding.end is not None
    touched = said.places(finding.start, finding.end)
    if not touched:
        return
    bound = next((b for b in told.bounds if b.value.start == finding.start and b.value.end == finding.end), None)
    number = next((p for p in touched if p.piece.pointer is not None and is_number(value_at(data, p.piece.pointer))), None)
    if number is not None and bound is not None and bound.value.number is not None and fact.quantity is not None:
        found, golden = bound.value.number.quantity, fact.quantity
        if found.value is not None and golden.value is not None:
            raw = value_at(data, str(number.piece.pointer))
            yield from _number(raw, str(number.piece.pointer), found.value, golden.value)
    if number is not None and fact.date is not None and fact.date.start is not None:
        raw = value_at(data, str(number.piece.pointer))
        yield Fix(pointer=str(number.piece.pointer), value=fact.date.start.year if isinstance(raw, int) else str(fact.date.start.year))
    place = touched[0]
    text = finding.fix.text if finding.fix is not None else None
    if len(touched) == 1 and place.piece.at is not None and place.start <= finding.start and finding.end <= place.end and text is not None:
        raw = value_at(data, str(place.piece.pointer))
        if isinstance(raw, str):
            low = place.piece.at + finding.start - place.start
            high = place.piece.at + finding.end - place.start
            yield Fix(pointer=str(place.piece.pointer), value=raw[:low] + text + raw[high:])


def _number(raw: object, pointer: str, found: Decimal, golden: Decimal) -> Iterator[Fix]:
    """A bare number in the raw value's own scale: by the share in which the golden value stands to the found one."""
    try:
        plain = Decimal(re.sub(r"[\s,_']", "", str(raw)).replace("−", "-"))
    except InvalidOperation:
        return
    made = [abs(plain) * golden / found] if found else []
    made.append(golden)
    for value in made:
        value = value.copy_sign(plain) if plain < 0 else value
        near = value.quantize(Decimal(1)) if abs(value) < 10**30 else value
        whole = value == value.to_integral_value() if abs(value) < 10**30 else False
        if not whole:
            value = Decimal(format(value.normalize(), ".12g")) if value else value
        if isinstance(raw, str):
            yield Fix(pointer=pointer, value=f"{int(near):,}" if whole and "," in raw else format(near if whole else value, "f"))
        elif isinstance(raw, Decimal):
            yield Fix(pointer=pointer, value=value)
        else:
            yield Fix(pointer=pointer, value=int(near) if whole and (isinstance(raw, int) or float(near) == int(near)) else float(value))
    if plain < 0:
        yield Fix(pointer=pointer, value=-raw if isinstance(raw, (int, float, Decimal)) else str(raw).lstrip("-−"))
