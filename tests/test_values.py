"""Values in their places: which being, stage or item of a list a number belongs to."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from factspec.engine import compile_golden, read_text
from factspec.golden.load import load_bytes

CASES = Path(__file__).parent / "cases" / "values" / "places.jsonl"
ROWS = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:50])
def test_a_value_belongs_to_its_place(row: dict[str, object]) -> None:
    """Each row is a small golden set, a text and the verdicts that it earns."""
    golden = compile_golden(load_bytes(str(row["golden"]).encode(), "set.yaml"))
    report = read_text(str(row["text"]), golden)
    found = {f.fact: f.verdict for f in report.facts}
    wanted = row["verdicts"]
    assert isinstance(wanted, dict)
    assert {key: found[key] for key in wanted} == wanted
