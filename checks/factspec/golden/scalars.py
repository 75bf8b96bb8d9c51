"""The scalars of a golden set: each a pydantic type that keeps the characters and a JSON Schema that accepts the same."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema
from pydantic_core import PydanticCustomError

from factspec.golden.nodes import Text, is_true
from factspec.model import FACT_TYPES, IMPORTANCES

_INK = re.compile(r"\S")
DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?)?)?)?\Z"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}\Z"
STATUSES = ("proposed", "accepted")
LONGEST = 1_000
"""Characters of a claim, name or value: far more than a sentence needs, and few enough to be read quickly."""
LONGEST_TEXT = 100_000
"""Characters of a background."""
MOST = 1_000
"""Facts, entities, names of one: every claim is read against every fact, so a set without bound would be read without end."""


def _ecma(pattern: str) -> str:
    """A pattern as JSON Schema writes it: `$` for Python's `\\Z`."""
    return pattern.replace(r"\Z", "$")


def describe(value: object) -> str:
    """What stands in the file, in an editor's words."""
    if isinstance(value, Text):
        short = str(value) if len(value) <= 40 else str(value)[:37] + "..."
        match value.kind:
            case "null":
                return "nothing"
            case "bool":
                return f"the truth value {short}"
            case "number":
                return f"the number {short}"
            case _:
                return f'"{short}"'
    return "a list" if isinstance(value, list) else "a mapping" if isinstance(value, dict) else repr(value)


def wrong(value: object, expected: str) -> PydanticCustomError:
    return PydanticCustomError("factspec", "read {got}, expected {expected}", {"got": describe(value), "expected": expected})


def _prose(value: object) -> str:
    if not isinstance(value, Text) or value.kind != "string" or not _INK.search(value):
        hint = " (put it in quotes)" if isinstance(value, Text) and value.kind in ("number", "bool") else ""
        raise wrong(value, "a sentence" + hint)
    return _short(value)


def _short(value: Text) -> str:
    if len(value) > LONGEST:
        context = {"length": len(value), "limit": LONGEST}
        raise PydanticCustomError("factspec", "read {length} characters, expected {limit} at most", context)
    return str(value)


def _text(value: object) -> str:
    """Prose that may be empty: a background."""
    if not isinstance(value, Text) or value.kind != "string":
        raise wrong(value, "text")
    if len(value) > LONGEST_TEXT:
        context = {"length": len(value), "limit": LONGEST_TEXT}
        raise PydanticCustomError("factspec", "read {length} characters, expected {limit} at most", context)
    return str(value)


def words(value: object) -> str:
    if not isinstance(value, Text) or value.kind not in ("string", "number") or not _INK.search(value):
        hint = " (put it in quotes)" if isinstance(value, Text) and value.kind == "bool" else ""
        raise wrong(value, "a word or name" + hint)
    return _short(value)


def _flag(value: object) -> bool:
    if not isinstance(value, Text) or value.kind != "bool":
        raise wrong(value, "true or false")
    return is_true(value)


def _amount(value: object) -> str:
    if not isinstance(value, Text) or value.kind != "number" or value.startswith("-"):
        raise wrong(value, "a number of 0 or more")
    return str(value)


def _offset(value: object) -> int:
    if not isinstance(value, Text) or value.kind != "number" or not value.isdigit():
        raise wrong(value, "a whole number of 0 or more")
    return int(value)


def _bound(value: object) -> str:
    if isinstance(value, Text) and (value.kind == "number" or (value.kind == "string" and re.search("[0-9]", value))):
        return str(value)
    raise wrong(value, "a number")


def _version(value: object) -> int:
    if not isinstance(value, Text) or value.kind != "number" or float(value) != 1:
        raise wrong(value, "1, the only format version")
    return 1


def _language(value: object) -> str:
    # Another language is a usage error, raised by the loader; here only the shape is judged.
    if not isinstance(value, Text) or value.kind != "string" or not _INK.search(value):
        raise wrong(value, "en")
    return str(value)


def _day(value: object) -> str:
    if not isinstance(value, Text) or value.kind != "string" or not re.match(DAY, value):
        raise wrong(value, "a day as 2025-04-22")
    return str(value)


def date(value: object) -> str:
    if not isinstance(value, Text) or value.kind not in ("string", "number") or not re.match(DATE, value):
        raise wrong(value, "a date as 2025-04-22, 2025-04, 2025 or 2025-04-22T09:30Z")
    return str(value)


def choice(options: tuple[str, ...]) -> BeforeValidator:
    def check(value: object) -> str:
        if isinstance(value, Text) and value.kind == "string" and value in options:
            return str(value)
        known = ", ".join(options)
        got = describe(value)
        raise PydanticCustomError(
            "factspec", "read {got}, expected one of {known}", {"got": got, "known": known, "read": str(value), "options": list(options)}
        )

    return BeforeValidator(check)


def _many(value: object) -> list[Any]:
    """One word may stand for a list of one."""
    return [value] if isinstance(value, Text) else value  # type: ignore[return-value]


_WORDS_SCHEMA: dict[str, Any] = {"type": ["string", "number"], "pattern": r"\S", "maxLength": LONGEST}
_DATE_SCHEMA: dict[str, Any] = {
    "anyOf": [{"type": "string", "pattern": _ecma(DATE)}, {"type": "integer", "minimum": 1000, "maximum": 9999}]
}

Prose = Annotated[str, BeforeValidator(_prose), WithJsonSchema({"type": "string", "pattern": r"\S", "maxLength": LONGEST})]
AnyText = Annotated[str, BeforeValidator(_text), WithJsonSchema({"type": "string", "maxLength": LONGEST_TEXT})]
Words = Annotated[str, BeforeValidator(words), WithJsonSchema(_WORDS_SCHEMA)]
Flag = Annotated[bool, BeforeValidator(_flag), WithJsonSchema({"type": "boolean"})]
Amount = Annotated[str, BeforeValidator(_amount), WithJsonSchema({"type": "number", "minimum": 0})]
Offset = Annotated[int, BeforeValidator(_offset), WithJsonSchema({"type": "integer", "minimum": 0})]
Bound = Annotated[str, BeforeValidator(_bound), WithJsonSchema({"type": ["string", "number"], "pattern": "[0-9]"})]
Version = Annotated[int, BeforeValidator(_version), WithJsonSchema({"const": 1})]
Language = Annotated[str, BeforeValidator(_language), WithJsonSchema({"const": "en"})]
Day = Annotated[str, BeforeValidator(_day), WithJsonSchema({"type": "string", "pattern": _ecma(DAY)})]
Date = Annotated[str, BeforeValidator(date), WithJsonSchema(_DATE_SCHEMA)]
TypeName = Annotated[str, choice(FACT_TYPES), WithJsonSchema({"enum": list(FACT_TYPES)})]
ImportanceName = Annotated[str, choice(IMPORTANCES), WithJsonSchema({"enum": list(IMPORTANCES)})]
StatusName = Annotated[str, choice(STATUSES), WithJsonSchema({"enum": list(STATUSES)})]
ManyWords = Annotated[
    list[Words],
    BeforeValidator(_many),
    Field(max_length=MOST),
    WithJsonSchema({"anyOf": [_WORDS_SCHEMA, {"type": "array", "items": _WORDS_SCHEMA, "maxItems": MOST}]}),
]
