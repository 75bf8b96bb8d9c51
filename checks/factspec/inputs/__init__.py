"""Files, folders, globs and standard input in, items to check out; what cannot be read travels as an error of its own."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from factspec.inputs.offsets import Offsets
from factspec.report import Failure


@dataclass(frozen=True, slots=True)
class Item:
    """One text (str) or extraction output (any JSON value) to check, or why it cannot be."""

    id: str
    source: str
    source_line: int | None = None
    content: Any = None
    is_text: bool = True
    as_of: str | None = None
    failure: Failure | None = None
    golden: str | None = None  # the id that the record itself names
    document: str | None = None  # the source or reference that the record itself brings
    offsets: Offsets | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Fields:
    """Which keys of a record hold its id, its text or its data."""

    id: str = "id"
    text: str = "text"
    data: str = "data"
    chosen: bool = False  # named by the user: then a .json file holds records too
    golden: str | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """How inputs are read."""

    fields: Fields = field(default_factory=Fields)
    max_bytes: int = 50_000_000
    stdin_name: str = "-"
    parse_json: bool = False
    within: str | None = None  # the folder that files must stay in, wherever links lead
