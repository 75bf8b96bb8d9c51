"""Minimal pairs as data: golden claims, a text, and the verdicts it must get; run through the engine."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from factspec.engine import compile_golden, read_text
from factspec.golden.load import load_bytes

CASES = Path(__file__).parent / "cases"


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one file of cases."""
    lines = (CASES / name / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def check(row: dict[str, Any]) -> None:
    """Every expected verdict, and the place of a wrong word where the row names one."""
    golden = {"factspec": 1, "id": row["id"], **row["golden"]}
    reading = read_text(row["text"], compile_golden(load_bytes(json.dumps(golden).encode(), f"{row['id']}.json")))
    found = {f.fact: f for f in reading.facts}
    assert {fact: found[fact].verdict for fact in row["expect"]} == row["expect"], row["text"]
    if "at" in row:
        start = row["text"].index(row["at"])
        end = start + len(row["at"])
        wrong = [f for f in reading.facts if f.verdict == "contradicted" and f.start is not None and f.end is not None]
        assert any(f.start < end and start < f.end for f in wrong), [f.found for f in wrong]
