"""Frozen data that travels between the rooms: golden facts, mentions' places, findings, reports.

Every place in a text is a half-open span ``[start, end)`` in code points of the text as received.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Verdict = Literal["supported", "partial", "contradicted", "missing", "undetermined"]
ForbiddenVerdict = Literal["stated", "absent", "undetermined"]
FactType = Literal["quantity", "date", "place", "name", "role", "relation", "statement", "mention"]
Importance = Literal["required", "expected", "optional"]
UnsupportedKind = Literal["number", "date", "time", "name", "quotation", "clause"]

VERDICTS: tuple[Verdict, ...] = ("supported", "partial", "contradicted", "missing", "undetermined")
FACT_TYPES: tuple[FactType, ...] = ("quantity", "date", "place", "name", "role", "relation", "statement", "mention")
IMPORTANCES: tuple[Importance, ...] = ("required", "expected", "optional")
UNSUPPORTED_KINDS: tuple[UnsupportedKind, ...] = ("number", "date", "time", "name", "quotation", "clause")


@dataclass(frozen=True, slots=True)
class Where:
    """A place in a golden set's file: path as typed, line and column counted from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what the story is about. ``names`` holds the name first, then the aliases."""

    id: str
    type: str
    name: str
    aliases: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    where: Where | None = None

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a quantity may be off: ``absolute`` in the fact's unit, ``relative`` as a share of the value."""

    absolute: str | None = None
    relative: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a source says it; ``start`` and ``end`` are the quote's place in the source, where it was drafted from there."""

    source: str
    quote: str
    where: Where | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Source:
    id: str
    path: str | None = None
    title: str | None = None
    published: str | None = None
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A golden fact as written: what the short form leaves out is ``None`` and is read from the claim by the engine.

    ``value`` is the text of a scalar, a tuple of texts for a list, or a mapping as a tuple of pairs
    (``(("min", "3"), ("max", "5"))``). Scalars are kept as the characters in the file, never as floats.
    """

    id: str
    claim: str
    type: FactType | None = None
    value: str | tuple[str, ...] | tuple[tuple[str, str], ...] | None = None
    unit: str | None = None
    of: str | None = None
    about: str | None = None
    by: str | None = None
    subject: str | None = None
    verb: str | None = None
    object: str | None = None
    symmetric: bool = False
    within: tuple[str, ...] = ()
    tolerance: Tolerance | None = None
    cues: tuple[str, ...] = ()
    accept: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    importance: Importance = "expected"
    proposed: bool = False
    evidence: tuple[Evidence, ...] = ()
    note: str | None = None
    where: Where | None = None
    value_where: Where | None = None


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A claim that must not be stated, in any wording."""

    id: str
    claim: str
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class GoldenSet:
    """A loaded golden set. ``sha256`` is of the file's bytes; ``file`` is the path as typed."""

    id: str
    title: str
    language: str
    as_of: str | None
    timezone: str | None
    background: str
    sources: tuple[Source, ...]
    entities: tuple[Entity, ...]
    facts: tuple[Fact, ...]
    forbidden: tuple[Forbidden, ...]
    known: tuple[str, ...] = ()
    file: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Fix:
    """The smallest edit that ends a contradiction: of a text ``start``, ``end``, ``text``; of data ``pointer``, ``value``."""

    text: str | None = None
    start: int | None = None
    end: int | None = None
    pointer: str | None = None
    value: Any = None


@dataclass(frozen=True, slots=True)
class FactFinding:
    """What a text says of one golden fact. ``found`` is the surface that decided; places are None where nothing was found."""

    fact: str
    verdict: Verdict
    claim: str
    expected: str
    found: str | None = None
    start: int | None = None
    end: int | None = None
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    rule: str = ""
    reason: str = ""
    fix: Fix | None = None
    importance: Importance = "expected"
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class ForbiddenFinding:
    id: str
    verdict: ForbiddenVerdict
    claim: str = ""
    found: str | None = None
    start: int | None = None
    end: int | None = None
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Unsupported:
    """A stretch of text that nothing in the golden set licenses."""

    kind: UnsupportedKind
    found: str
    start: int | None = None
    end: int | None = None
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A stretch of text that people should look at and that is neither right nor wrong: no gate counts it."""

    found: str
    start: int | None = None
    end: int | None = None
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    rule: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the engine says of one text or extraction output, before any gate."""

    facts: tuple[FactFinding, ...]
    forbidden: tuple[ForbiddenFinding, ...] = ()
    unsupported: tuple[Unsupported, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class FactReading:
    """How the engine read one golden fact: what ``factspec lint`` shows, and what it complains of."""

    fact: str
    type: FactType
    value: str
    unit: str
    cues: tuple[str, ...]
    parties: tuple[str, ...]
    problems: tuple[tuple[str, str], ...] = field(default=())  # (rule code, sentence)
