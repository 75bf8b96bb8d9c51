"""A claim of a document, before it is a fact."""

from __future__ import annotations

from dataclasses import dataclass

from factspec.model import FactType


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim with the place in its document that says it, and the predicate's token and word ("" where the claim was worded anew)."""

    claim: str
    start: int
    end: int
    head: int
    sentence: int
    type: FactType | None = None
    of: str | None = None
    value: str | None = None
    word: str = ""
    reworded: bool = False
