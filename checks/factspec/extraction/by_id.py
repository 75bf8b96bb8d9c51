"""Outputs that answer a golden set by its facts' ids: each value belongs to the fact whose id is its key, and nothing is guessed.

`factspec schema extraction GOLDEN` asks for such outputs: numbers in the fact's unit, dates as 2025-04-22, names and offices as text, and
true or false for what has no value of its own.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

from factspec.binding.bound import EQUAL
from factspec.binding.compiled import CompiledFact, CompiledGolden
from factspec.extraction.pathed import AtPath, Judge, at_paths
from factspec.extraction.phrases import show
from factspec.mentions.dates import DateValue
from factspec.mentions.quantity import Quantity, compare
from factspec.model import Fix

_ISO = {"day": 10, "month": 7, "year": 4}


def answers(data: object, compiled: CompiledGolden) -> bool:
    """Whether an output has exactly the keys that the schema of a golden set asks for: all its facts' ids and no other."""
    return isinstance(data, dict) and bool(data) and set(data) == {fact.fact.id for fact in compiled.facts}


def pointer_of(fact_id: str) -> str:
    return "/" + fact_id.replace("~", "~0").replace("/", "~1")


def at_id(fact: CompiledFact, compiled: CompiledGolden, data: dict[str, object], as_of: dt.date | None, judge: Judge) -> AtPath:
    """The verdict on a fact by the value under its id; null is not told."""
    value, at = data[fact.fact.id], pointer_of(fact.fact.id)
    if value is None:
        return AtPath("missing")
    asked = kind_of(fact)
    if asked == "boolean" and isinstance(value, bool):
        if value:
            return AtPath("supported", at, show(value), "supported-claim", "says it")
        return AtPath("contradicted", at, show(value), "negated", "the output denies it", Fix(pointer=at, value=True))
    if asked == "number" and isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return _number(fact, at, value)
    if asked == "date" and isinstance(value, str) and fact.date is not None and value == iso(fact.date):
        return AtPath("supported", at, value, "supported-value", "says the golden value")
    pathed = replace(fact, fact=replace(fact.fact, paths=(at,)))
    return at_paths(pathed, compiled, data, as_of, judge)


def _number(fact: CompiledFact, at: str, value: int | float | Decimal) -> AtPath:
    golden, text = fact.quantity, show(value)
    assert golden is not None
    number = Decimal(str(value))
    tolerance = fact.fact.tolerance
    told = replace(golden, low=number, high=number, value=number, hedge="", low_open=False, high_open=False)
    how = compare(
        told,
        replace(golden, hedge=""),
        absolute=tolerance.absolute if tolerance else None,
        relative=tolerance.relative if tolerance else None,
    )
    if number == golden.value or how in EQUAL:
        return AtPath("supported", at, text, "supported-value", "says the golden value")
    return AtPath("contradicted", at, text, "value-differs", f"says {text}", Fix(pointer=at, value=number_of(golden)))


def kind_of(fact: CompiledFact) -> str:
    """What the schema asks of a fact: a number, a date, a text, a list of texts, or true or false."""
    if fact.type == "quantity":
        return "number" if fact.quantity is not None and number_of(fact.quantity) is not None else "text"
    if fact.type == "date":
        return "date" if fact.date is not None and iso(fact.date) is not None else "text"
    if fact.type in ("name", "place", "mention") and fact.beings:
        return "texts" if len(set(fact.beings)) > 1 and fact.type != "place" else "text"
    return "text" if fact.type == "role" and fact.office is not None else "boolean"


def number_of(quantity: Quantity) -> int | float | None:
    """A golden value as a JSON number in its unit; None where it is a range or a score."""
    if quantity.value is None or quantity.sides is not None or quantity.kind in ("range", "score", "identifier"):
        return None
    whole = quantity.value == quantity.value.to_integral_value()
    return int(quantity.value) if whole else float(quantity.value)


def iso(date: DateValue) -> str | None:
    """A golden day, month or year as ISO 8601 writes it; None where it lasts, or has a time of the day."""
    if date.start is None or date.precision not in _ISO or date.relation or date.time is not None:
        return None
    return date.start.isoformat()[: _ISO[date.precision]]
