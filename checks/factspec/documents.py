"""What items are checked against where there is no golden set: one document for all, or the one that each brings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from factspec.drafting.source import compile_source
from factspec.engine import CompiledGolden
from factspec.inputs import Item
from factspec.model import Importance


@dataclass(frozen=True, slots=True)
class Against:
    """A document for all items, or (no `text`) the one that each item brings; `importance` of its claims: required, of a reference."""

    name: str
    text: str | None
    as_of: str | None
    importance: Importance

    def golden_of(self, item: Item) -> CompiledGolden | None:
        """The document of an item as a golden set, compiled once; None where the item has failed already."""
        text = self.text if self.text is not None else item.document
        return None if text is None else _drafted(text, self.name, item.as_of or self.as_of, self.importance)


@lru_cache(maxsize=16)
def _drafted(text: str, name: str, as_of: str | None, importance: Importance) -> CompiledGolden:
    return compile_source(text, name=name, as_of=as_of, importance=importance)
