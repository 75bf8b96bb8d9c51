"""Who says it: the right words in the right mouth and in another."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from minimal_pairs import check, rows


@pytest.mark.parametrize("row", rows("speech"), ids=lambda row: str(row["id"]))
def test_speech(row: dict[str, Any]) -> None:
    """The text gets the verdicts that its minimal pair asks for."""
    check(row)
