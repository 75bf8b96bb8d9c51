"""Role facts: who holds which office, in the many ways that texts say so. Cases are data in ``cases/roles``."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from factspec.engine import CompiledGolden, compile_golden, read_text
from factspec.golden.load import load_bytes
from factspec.model import FactFinding

HERE = Path(__file__).parent / "cases" / "roles"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines() if line.strip()]


@cache
def golden(name: str) -> CompiledGolden:
    data = json.loads((HERE / "golden.json").read_text(encoding="utf-8"))[name]
    return compile_golden(load_bytes(json.dumps(data).encode(), f"{name}.json"))


def judged(text: str, name: str) -> tuple[FactFinding, ...]:
    return read_text(text, golden(name)).facts


def verdicts(text: str, name: str) -> dict[str, str]:
    return {f.fact: f.verdict for f in judged(text, name)}


@pytest.mark.parametrize("row", rows("roles.jsonl"), ids=lambda r: r["id"])
def test_role(row: dict[str, Any]) -> None:
    """Each text gives every named fact the verdict that a careful reader gives it."""
    found = verdicts(row["text"], row["golden"])
    assert {fact: found[fact] for fact in row["expect"]} == row["expect"]


@pytest.mark.parametrize("row", [r for r in rows("roles.jsonl") if "contradicted" in r["expect"].values()], ids=lambda r: r["id"])
def test_fix(row: dict[str, Any]) -> None:
    """A fix, where one is offered, covers the words found, and once applied the fact is no longer contradicted."""
    text = row["text"]
    for finding in judged(text, row["golden"]):
        if finding.verdict == "contradicted" and finding.fix is not None:
            mended = text[: finding.fix.start] + finding.fix.text + text[finding.fix.end :]
            after = verdicts(mended, row["golden"])
            assert after[finding.fact] != "contradicted", mended
