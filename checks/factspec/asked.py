"""The JSON Schema that asks a model for exactly the facts of a golden set.

Only what structured-output services accept: one object, every key required and nullable, no further keys, no depth. A description says
what is asked in the claim's own words with its answer left out.
"""

from __future__ import annotations

import json
import re
from typing import Any

from factspec.binding.compiled import CompiledFact, CompiledGolden
from factspec.extraction.by_id import iso, kind_of, number_of
from factspec.judging import expected_of
from factspec.schemas import DIALECT

TARGETS = ("portable", "openai", "anthropic")
_FORMS = {10: "As YYYY-MM-DD", 7: "As YYYY-MM", 4: "As YYYY"}


def extraction_schema(compiled: CompiledGolden, *, target: str = "portable", pin: bool = False) -> dict[str, Any]:
    """The schema of an output that answers a golden set: one key a fact, by its id, in the order of the file.

    ``pin`` makes the golden values constants, for loops that repair an output. ``target``: portable is the schema alone; openai and
    anthropic are the request field that carries it.
    """
    facts = {fact.fact.id: fact for fact in compiled.facts}
    properties = {fact.id: _property(facts[fact.id], compiled, pin) for fact in compiled.golden.facts}
    schema: dict[str, Any] = {
        "type": "object",
        "description": f"What the text says of: {compiled.golden.title or compiled.golden.id}. null where it does not say.",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
    if target == "openai":
        name = re.sub(r"[^A-Za-z0-9_-]", "_", compiled.golden.id)[:64] or "facts"
        return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}
    if target == "anthropic":
        return {"type": "json_schema", "schema": schema}
    return {"$schema": DIALECT, "title": f"facts of {compiled.golden.id}", **schema}


def schema_text(compiled: CompiledGolden, *, target: str = "portable", pin: bool = False) -> str:
    return json.dumps(extraction_schema(compiled, target=target, pin=pin), ensure_ascii=False, indent=2) + "\n"


def _property(fact: CompiledFact, compiled: CompiledGolden, pin: bool) -> dict[str, Any]:
    asked = kind_of(fact)
    about = {"description": _description(fact, compiled, asked)}
    if pin:
        value = golden_value(fact, compiled)
        if isinstance(value, list):
            return {**about, "type": "array", "items": {"type": "string", "enum": value}}
        kind = "boolean" if isinstance(value, bool) else "number" if isinstance(value, (int, float)) else "string"
        return {**about, "type": kind, "const": value}
    if asked == "texts":
        return {**about, "type": ["array", "null"], "items": {"type": "string"}}
    if asked == "date" and fact.date is not None and len(iso(fact.date) or "") == 10:
        about["format"] = "date"
    return {**about, "type": [{"number": "number", "boolean": "boolean"}.get(asked, "string"), "null"]}


def golden_value(fact: CompiledFact, compiled: CompiledGolden) -> Any:
    """The right answer to what the schema asks of a fact."""
    asked = kind_of(fact)
    if asked == "number" and fact.quantity is not None:
        return number_of(fact.quantity)
    if asked == "date" and fact.date is not None:
        return iso(fact.date)
    if asked == "boolean":
        return True
    beings = compiled.world.beings
    names = [beings[b].name if b in beings else b.lstrip("=") for b in dict.fromkeys(fact.beings)]
    if asked == "texts":
        return names
    return names[0] if names and fact.type in ("name", "place", "mention") else expected_of(fact)


def _description(fact: CompiledFact, compiled: CompiledGolden, asked: str) -> str:
    if asked == "boolean":
        return f"true where the text says so, false where it says the contrary: {fact.fact.claim}"
    blank = {"number": "[number]", "date": "[date]", "texts": "[names]"}.get(asked, f"[{_word(fact)}]")
    claim = _masked(fact, compiled, blank)
    if asked == "number" and fact.quantity is not None:
        unit = fact.fact.unit or fact.quantity.unit or fact.primary_counted
        return f"{claim} A plain number{f', in {unit}' if unit else ''}, written out in full."
    if asked == "date" and fact.date is not None:
        return f"{claim} {_FORMS[len(iso(fact.date) or '2025-01-01')]}."
    return f"{claim} {'A list, as' if asked == 'texts' else 'As'} the text has it."


def _word(fact: CompiledFact) -> str:
    return {"role": "office", "place": "place", "quantity": "number", "date": "date"}.get(fact.type, "name")


def _masked(fact: CompiledFact, compiled: CompiledGolden, blank: str) -> str:
    """The claim with its answer left out; where the answer cannot be found in it, only what it is the answer to."""
    claim, spans = fact.fact.claim, list[tuple[int, int]]()
    if fact.type in ("quantity", "date") and fact.primary is not None:
        spans = [(fact.primary.start, fact.primary.end)]
    elif fact.type == "role" and fact.office is not None:
        name = fact.analysis.name_at.get(fact.office.holder_token) if fact.office.holder_token is not None else None
        last = max([fact.office.end, *(fact.analysis.toks[k].end for k in fact.analysis.subtree(fact.office.head))])
        spans = [(fact.office.start, fact.office.end if name is not None and fact.office.start < name.start < last else last)]
    else:
        spans = [(n.start, n.end) for n in fact.analysis.names if n.entity in fact.beings]
    for start, end in sorted(spans, reverse=True):
        claim = claim[:start] + blank + claim[end:]
    answer = golden_value(fact, compiled)
    told = [answer] if isinstance(answer, str) else answer if isinstance(answer, list) else []
    if not spans or any(str(word).casefold() in claim.casefold() for word in told):
        return f"The {_word(fact)} of: {fact.fact.of or fact.fact.id}."
    return claim.rstrip() if claim.rstrip().endswith(".") else claim.rstrip() + "."
