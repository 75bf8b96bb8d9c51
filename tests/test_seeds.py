"""The five source documents of the shipped golden set, read as texts. They are no part of the project; where they are not, nothing is tested."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import factspec
from factspec.model import FactFinding
from factspec.report import InputReport

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"
CASES: list[dict[str, Any]] = (
    [json.loads(line) for line in (SEEDS / "cases.jsonl").read_text(encoding="utf-8").splitlines()] if SEEDS.is_dir() else []
)
pytestmark = pytest.mark.skipif(not CASES, reason="the source documents are not here")
PLAIN = ("killed", "attack-date", "simla-year", "lahore-year")


@cache
def read(case_id: str) -> InputReport:
    golden = factspec.load(ROOT / "golden" / "pahalgam-2025.yaml")
    case = next(c for c in CASES if c["id"] == case_id)
    return factspec.check((SEEDS / case["path"]).read_text(encoding="utf-8"), golden).inputs[0]


def facts(case_id: str) -> dict[str, FactFinding]:
    return {f.fact: f for f in read(case_id).facts}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_no_false_contradiction(case: dict[str, Any]) -> None:
    """The documents are right about every fact that they are labelled for."""
    wrong = {e["fact"] for e in case["errors"]}
    found = [f for f in facts(case["id"]).values() if f.verdict == "contradicted" and f.fact in case["verdicts"] and f.fact not in wrong]
    assert not found, [(f.fact, f.rule, f.found, f.reason) for f in found]


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["id"])
def test_the_plainest_facts_are_right_wherever_they_are_stated(case: dict[str, Any]) -> None:
    """The dead, the day of the attack and the years of both accords."""
    got = facts(case["id"])
    assert {f: got[f].verdict for f in PLAIN} == {f: case["verdicts"][f] for f in PLAIN}


@pytest.mark.parametrize("case", [c for c in CASES if c["errors"]], ids=lambda c: c["id"])
def test_what_is_false_is_found(case: dict[str, Any]) -> None:
    """A false office of somebody who is in the golden set is unsupported or contradicted, at its place."""
    report = read(case["id"])
    text = (SEEDS / case["path"]).read_text(encoding="utf-8")
    for error in case["errors"]:
        start = text.index(error["span"])
        end = start + len(error["span"])
        found = [*(f for f in report.facts if f.verdict == "contradicted"), *report.unsupported]
        assert any(f.start is not None and f.end is not None and f.start < end and start < f.end for f in found), error
