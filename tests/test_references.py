"""References: whom pronouns and descriptions mean. Cases are data in ``cases/roles/references.jsonl``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factspec.binding.compiled import read
from factspec.engine import compile_golden
from factspec.golden.load import load_bytes

CASES = Path(__file__).parent / "cases" / "roles" / "references.jsonl"
ENTITIES = {
    "ruiz": {"type": "person", "name": "Ana Ruiz"},
    "okoro": {"type": "person", "name": "Ben Okoro"},
    "norvex": {"type": "organization", "name": "Norvex Group", "aliases": ["Norvex"]},
    "tallin": {"type": "organization", "name": "Tallin Foods"},
}


@pytest.mark.parametrize("row", [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()], ids=lambda r: r["id"])
def test_reference(row: dict[str, Any]) -> None:
    """A word means the one being that it can mean, and nobody where two would do."""
    data = {"factspec": 1, "entities": ENTITIES, "background": row["background"], "facts": {"tea": "Ana Ruiz drinks tea."}}
    if not row["background"]:
        del data["background"]
    world = compile_golden(load_bytes(json.dumps(data).encode(), "case.json")).world
    analysis, _, _ = read(world, row["text"])
    found = {n.surface: n.entity for n in analysis.names if n.pronoun}
    assert {word: found.get(word) for word in row["expect"]} == row["expect"]
