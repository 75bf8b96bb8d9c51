"""Short stories of several claims without entities: told rightly in other words, and told wrong by one word or one place."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from minimal_pairs import check, rows


@pytest.mark.parametrize("row", rows("tellings"), ids=lambda row: str(row["id"]))
def test_tellings(row: dict[str, Any]) -> None:
    """The text gets the verdicts that its labels ask for; a faithful one is nowhere contradicted."""
    check(row)
