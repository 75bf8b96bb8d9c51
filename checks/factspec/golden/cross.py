"""What only the loader refuses: rules between the places of a golden set, which a JSON Schema cannot say.

RULES lists them; a test shows each with a set that the schema accepts and the loader does not.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any

from factspec.golden.scalars import DATE
from factspec.suggest import did_you_mean

RULES = {
    "one-id-space": "facts and forbidden claims share one id space",
    "real-date": "a date is a day of the calendar",
    "known-timezone": "a timezone is an IANA name",
    "value-fits-type": "a value's shape fits the fact's type",
    "sane-number": "a number is written with few digits and a small exponent",
    "ordered-range": "a range runs from the smaller to the larger end",
    "no-containment-cycle": "no place lies within itself",
    "known-source": "evidence names a source that the set lists",
    "well-formed-path": "a path is a JSON Pointer (/a/b) or a JSONPath ($.a.b)",
}

DIGITS = 40

Found = tuple[tuple[str | int, ...], str, str]  # place in the tree, rule, sentence


def cross_check(tree: dict[str, Any]) -> Iterator[Found]:
    """Yields every breach in a tree whose keys and scalars are right."""
    facts: dict[str, Any] = tree.get("facts", {})
    for fact_id in tree.get("forbidden", {}):
        if fact_id in facts:
            yield ("forbidden", fact_id), "one-id-space", f'the id "{fact_id}" is a fact\'s already, expected an id of its own'
    if (as_of := tree.get("as_of")) is not None and not real_date(as_of):
        yield ("as_of",), "real-date", f"{as_of} is no day of the calendar"
    if (zone := tree.get("timezone")) is not None:
        yield from _timezone(str(zone))
    for source_id, source in tree.get("sources", {}).items():
        if "published" in source and not real_date(source["published"]):
            yield ("sources", source_id, "published"), "real-date", f"{source['published']} is no date of the calendar"
    for fact_id, fact in facts.items():
        if isinstance(fact, dict):
            yield from _fact(fact_id, fact, list(tree.get("sources", {})))
    yield from _cycles(tree.get("entities", {}))


def real_date(text: str) -> bool:
    """Whether a date in the golden form exists: month, day and time within the calendar."""
    if not re.match(DATE, text):
        return False
    year, month, day = int(text[:4]), int(text[5:7] or 1), int(text[8:10] or 1)
    try:
        dt.date(year, month, day)
        if len(text) > 10:
            dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return False
    return True


def _timezone(zone: str) -> Iterator[Found]:
    import zoneinfo

    try:
        zoneinfo.ZoneInfo(zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        hint = did_you_mean(zone, zoneinfo.available_timezones())
        yield ("timezone",), "known-timezone", f'read "{zone}", expected an IANA timezone as Asia/Kolkata{hint}'


def _fact(fact_id: str, fact: dict[str, Any], sources: list[str]) -> Iterator[Found]:
    for keys, text in _numbers(fact):
        number = _number(text)
        if number is not None and (not number.is_finite() or len(text) > DIGITS or abs(number.adjusted()) > DIGITS):
            shown = text if len(text) <= 20 else text[:17] + "..."
            yield ("facts", fact_id, *keys), "sane-number", f"read {shown}, expected a number of at most {DIGITS} digits"
    if "value" in fact:
        for sub, rule, message in _value(fact["value"], fact.get("type")):
            yield ("facts", fact_id, "value", *sub), rule, message
    for at, item in enumerate(fact.get("evidence", [])):
        if item["source"] not in sources:
            known = ", ".join(sources) or "none"
            hint = did_you_mean(item["source"], sources)
            message = f'read "{item["source"]}", expected one of the sources: {known}{hint}'
            yield ("facts", fact_id, "evidence", at, "source"), "known-source", message
    paths = fact.get("paths", [])
    for at, path in enumerate([paths] if isinstance(paths, str) else paths):
        if not re.match(r"(/|\$[.\[]|\$\Z|\Z)", path):
            place = ("facts", fact_id, "paths") if isinstance(paths, str) else ("facts", fact_id, "paths", at)
            yield place, "well-formed-path", f'read "{path}", expected a JSON Pointer as /deaths or a JSONPath as $.deaths'


def _value(value: Any, kind: str | None) -> Iterator[Found]:
    if isinstance(value, list):
        if kind not in (None, "name", "place", "mention"):
            yield (), "value-fits-type", f"read a list, expected one value for the type {kind} (lists are for name, place and mention)"
    elif isinstance(value, dict):
        is_range = "min" in value
        right = "quantity" if is_range else "date"
        if kind not in (None, right):
            keys = "min and max" if is_range else "from and to"
            yield (), "value-fits-type", f"read {keys}, which are for the type {right}, but the type is {kind}"
        if is_range:
            low, high = _number(value["min"]), _number(value["max"])
            if low is not None and high is not None and low > high:
                yield ("max",), "ordered-range", f"read {value['max']}, expected {value['min']} or more"
        else:
            real = True
            for key in ("from", "to"):
                if not real_date(value[key]):
                    real = False
                    yield (key,), "real-date", f"{value[key]} is no date of the calendar"
            # Compared at the coarser precision of the two: 2025 to 2025-03 is in order.
            width = min(len(value["from"]), len(value["to"]), 10)
            if real and value["from"][:width] > value["to"][:width]:
                yield ("to",), "ordered-range", f"read {value['to']}, expected {value['from']} or later"
    elif kind == "date":
        if not re.match(DATE, value):
            yield (), "value-fits-type", f'read "{value}", expected a date as 2025-04-22, 2025-04, 2025 or 2025-04-22T09:30Z'
        elif not real_date(value):
            yield (), "real-date", f"{value} is no date of the calendar"


def _numbers(fact: dict[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text of a fact's value and tolerance that may be a number."""
    for key in ("value", "tolerance"):
        given = fact.get(key)
        if isinstance(given, str):
            yield (key,), given
        elif isinstance(given, dict):
            yield from (((key, name), text) for name, text in given.items())


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text.replace(",", "").replace("_", ""))
    except InvalidOperation:
        return None


def _cycles(entities: dict[str, Any]) -> Iterator[Found]:
    """Follows `within` between entities, by id, name or alias."""
    by_name: dict[str, str] = {}
    for entity_id, entity in entities.items():
        for name in (entity["name"], *_as_list(entity.get("aliases", []))):
            by_name.setdefault(name.casefold(), entity_id)

    def resolve(word: str) -> str | None:
        return word if word in entities else by_name.get(word.casefold())

    above = {
        entity_id: [up for word in _as_list(entity.get("within", [])) if (up := resolve(word)) is not None]
        for entity_id, entity in entities.items()
    }
    done: set[str] = set()
    for start in above:
        # Depth first with a stack of its own; a node met on the way down again closes a cycle.
        path: list[str] = []
        on_path: set[str] = set()
        todo: list[tuple[str, bool]] = [(start, False)]
        while todo:
            node, leaving = todo.pop()
            if leaving:
                on_path.discard(path.pop())
                done.add(node)
                continue
            if node in on_path:
                chain = " within ".join([*path[path.index(node) :], node])
                yield ("entities", node, "within"), "no-containment-cycle", f"{chain}: a place lies within itself"
                done.update(path)
                break
            if node in done:
                continue
            path.append(node)
            on_path.add(node)
            todo.append((node, True))
            todo.extend((up, False) for up in reversed(above[node]))


def _as_list(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)
