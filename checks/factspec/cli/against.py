"""`factspec check --source` and `--reference`: texts checked against a document instead of a golden set."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from factspec.errors import UsageError
from factspec.inputs import Item, Options
from factspec.inputs.read import read_items
from factspec.model import GoldenSet
from factspec.parallel import Against

WAYS = ("source", "source_field", "reference", "reference_field")


def chosen(values: dict[str, Any]) -> str | None:
    """Which of the ways to name a document was taken; none, one, or a `UsageError` that names two."""
    ways = [way for way in WAYS if values.get(way)]
    told = [f"--{way.replace('_', '-')}" for way in ways] + (["--golden"] if values["golden"] and ways else [])
    if len(told) > 1:
        raise UsageError("source", f"{' and '.join(told)}: expected one of them")
    if ways and values["save"]:
        raise UsageError("source", f"{told[0]} and --save: a run is saved with its golden set, and there is none")
    return ways[0] if ways else None


class Documents:
    """What items are checked against: one document for all, or the one that each record brings."""

    def __init__(self, values: dict[str, Any], way: str) -> None:
        self.name = way.partition("_")[0]
        self.field: str | None = values[way] if way.endswith("_field") else None
        text = None if self.field else document(values[way], values["max_bytes"])
        self.made = Against(self.name, text, values["as_of"], "required" if self.name == "reference" else "optional")

    def golden(self) -> GoldenSet:
        """What the report names: the document, or the field that holds it."""
        told = self.made.text if self.made.text is not None else self.field or ""
        digest = hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()
        return GoldenSet(self.name, f"the field {self.field}" if self.field else "", "en", None, None, "", (), (), (), (), sha256=digest)


def document(path: str, max_bytes: int) -> str:
    """The text of one document, of any kind that texts are read from; raises `UsageError` where it is none."""
    items: Iterator[Item] = read_items((path,), Options(max_bytes=max_bytes))
    item = next(items, None)
    if item is None or item.failure is not None:
        raise UsageError("source-unreadable", f"{path}: {item.failure.message if item and item.failure else 'there is nothing in it'}")
    if not item.is_text or next(items, None) is not None:
        raise UsageError("source-unreadable", f"{path}: holds data or several texts, expected one text (.txt .md .html)")
    return str(item.content)
