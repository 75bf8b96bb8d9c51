"""The keys of a golden set as pydantic models: strict, unknown keys refused. They judge the located tree and print the JSON Schema.

A key that is left out is None (its type here says what it is when it stands there); an explicit null is refused.
"""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, GetJsonSchemaHandler, Tag
from pydantic_core import core_schema

from factspec.golden.nodes import Text
from factspec.golden.scalars import (
    LONGEST,
    MOST,
    Amount,
    AnyText,
    Bound,
    Date,
    Day,
    Flag,
    ImportanceName,
    Language,
    ManyWords,
    Offset,
    Prose,
    StatusName,
    TypeName,
    Version,
    Words,
    wrong,
)


def _absent(text: str = "") -> Any:
    return Field(default=None, description=text or None)


class _Keys(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class RangeKeys(_Keys):
    """A quantity between two ends."""

    min: Bound
    max: Bound


class SpanKeys(_Keys):
    """A date that lasts."""

    start: Date = Field(alias="from")
    to: Date


def _shape(value: object) -> str | None:
    if isinstance(value, Text):
        return "<text>"
    if isinstance(value, list):
        return "<list>"
    if isinstance(value, dict):
        return "<span>" if "from" in value or "to" in value else "<range>"
    return None


Value = Annotated[
    Annotated[Words, Tag("<text>")]
    | Annotated[Annotated[list[Words], Field(min_length=1)], Tag("<list>")]
    | Annotated[RangeKeys, Tag("<range>")]
    | Annotated[SpanKeys, Tag("<span>")],
    Discriminator(_shape),
]


class ToleranceKeys(_Keys):
    """How far a quantity may be off: one of the two."""

    model_config = ConfigDict(extra="forbid", strict=True, json_schema_extra={"minProperties": 1, "maxProperties": 1})

    absolute: Amount = _absent("in the fact's unit")
    relative: Amount = _absent("as a share of the value: 0.01 is one percent")


def _one_tolerance(value: object) -> object:
    if isinstance(value, dict) and len(value) != 1 and set(value) <= {"absolute", "relative"}:
        raise wrong(value, "one key, absolute or relative")
    return value


class EvidenceKeys(_Keys):
    """Where a source says it."""

    source: Words
    quote: Prose
    start: Offset = _absent("The quote's first character in the source, counted from 0")
    end: Offset = _absent("Just after its last one")


class FactKeys(_Keys):
    """One golden fact in its long form."""

    claim: Prose = Field(description="One sentence that states the fact; all of it is the fact")
    type: TypeName = _absent("Read from the claim when left out")
    value: Value = _absent("The right value, as in the claim")
    unit: Words = _absent("What a quantity counts or is measured in")
    of: Words = _absent("The thing whose quantity, date, place, office or name this is")
    about: Words = _absent("An entity that narrows it: whose revenue, which attack")
    by: Words = _absent("Of a statement: the speaker or body")
    subject: Words = _absent("Of a relation: who does it")
    verb: Words = _absent("Of a relation: what is done")
    object: Words = _absent("Of a relation: to whom")
    symmetric: Flag = _absent("Of a relation: either direction is right")
    within: ManyWords = _absent("Of a place: containing places, inner to outer")
    tolerance: Annotated[ToleranceKeys, BeforeValidator(_one_tolerance)] = _absent()
    cues: ManyWords = _absent("More words by which a text may speak of it")
    accept: ManyWords = _absent("Other values or wordings that are right too")
    paths: ManyWords = _absent("Where extraction outputs hold it: JSON Pointers or JSONPaths")
    importance: ImportanceName = _absent("required: missing fails; expected: missing lowers coverage; optional: missing is fine")
    status: StatusName = _absent("proposed: not reviewed yet; accepted is the default")
    evidence: Annotated[list[EvidenceKeys], Field(max_length=MOST)] = _absent()
    note: Words = _absent("For people")


class _ShortOrLong:
    """Adds the short form, the claim alone, to the JSON Schema of a fact."""

    def __get_pydantic_json_schema__(self, core: core_schema.CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"anyOf": [{"type": "string", "pattern": r"\S", "maxLength": LONGEST, "description": "The claim alone"}, handler(core)]}


def _short(value: object) -> object:
    if not isinstance(value, Text):
        return value
    if value.kind == "null":
        raise wrong(value, "a claim, or keys indented below the id")
    return {"claim": value}


FactEntry = Annotated[FactKeys, BeforeValidator(_short), _ShortOrLong()]


class EntityKeys(_Keys):
    """Who or what the story is about."""

    name: Words
    type: Words = _absent("person, place, organization, event … any word")
    aliases: ManyWords = _absent("Other names of the same")
    within: ManyWords = _absent("Of a place: containing places, inner to outer")
    note: Words = _absent("For people")


class SourceKeys(_Keys):
    """A document that the facts come from."""

    path: Words = _absent("Relative to the golden set, inside its folder")
    title: Words = _absent()
    published: Date = _absent()


class GoldenKeys(_Keys):
    """A golden set: what is true about one story."""

    factspec: Version = _absent("Format version")
    id: Words = _absent("Defaults to the file's name")
    title: Words = _absent()
    language: Language = _absent()
    as_of: Day = _absent('The day the summaries are read: gives "Friday" its meaning')
    timezone: Words = _absent("IANA name: what local time means")
    background: AnyText = _absent("True prose that is no golden fact: licensed, never required")
    known: ManyWords = _absent("Names and numbers that are never reported as unsupported")
    sources: Annotated[dict[Words, SourceKeys], Field(max_length=MOST)] = _absent()
    entities: Annotated[dict[Words, EntityKeys], Field(max_length=MOST)] = _absent()
    facts: Annotated[dict[Words, FactEntry], Field(min_length=1, max_length=MOST)]
    forbidden: Annotated[dict[Words, Prose], Field(max_length=MOST)] = _absent("What must not be said, in any wording")


KEYS: dict[str, type[_Keys]] = {
    "": GoldenKeys,
    "facts.*": FactKeys,
    "facts.*.tolerance": ToleranceKeys,
    "facts.*.evidence.*": EvidenceKeys,
    "facts.*.value": RangeKeys,
    "entities.*": EntityKeys,
    "sources.*": SourceKeys,
}
"""Which model reads which place, for naming the nearest right key."""
