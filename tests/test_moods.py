"""Negation and its scope, plans, possibilities, questions: what a clause asserts of a claim."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from minimal_pairs import check, rows


@pytest.mark.parametrize("row", rows("moods"), ids=lambda row: str(row["id"]))
def test_moods(row: dict[str, Any]) -> None:
    """The text gets the verdicts that its minimal pair asks for."""
    check(row)
