"""The type of a fact that gives a value and no type: what the value alone says of it."""

from __future__ import annotations

import re

from factspec.binding.world import World
from factspec.lexicon import office
from factspec.mentions.quantity import parse_golden_value
from factspec.model import Fact, FactType

_DATE = re.compile(r"\d{4}-\d{2}(-\d{2}([T ].*)?)?\Z")
_YEAR = re.compile(r"1[5-9]\d\d\Z|20\d\d\Z")


def type_of_value(fact: Fact, world: World) -> FactType | None:
    """None where there is no value, or where it leaves the type open (a bare year is a year only where nothing is counted)."""
    value = fact.value
    if value is None:
        return None
    if not isinstance(value, str):
        if value and isinstance(value[0], tuple):
            return "date" if dict(p for p in value if isinstance(p, tuple)).keys() & {"from", "to"} else "quantity"
        return "place" if all(world.kind(world.resolve(str(v))) == "place" for v in value) else "name"
    if _DATE.match(value) or (_YEAR.match(value) and fact.unit is None):
        return "date"
    being = world.resolve(value)
    if being is not None:
        return "place" if world.kind(being) == "place" else "name"
    if parse_golden_value(value, fact.unit).kind != "identifier":
        return "quantity"
    return "role" if office(value.casefold().split()) is not None else None
