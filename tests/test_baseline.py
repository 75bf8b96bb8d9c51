"""Baselines: known failures pass, new ones fail; the key is input, fact and found value, never a place."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import factspec
from factspec.baseline import Baseline, Entry, dump, failures, load_baseline, parse_baseline, settle, updated
from factspec.gate import Policy
from factspec.inputs import Item
from factspec.report import InputReport
from factspec.run import Settings, check_item

SET = """
factspec: 1
id: library
facts:
  reopened: {claim: The library reopened on 14 March 2026., importance: required}
  cost: The renovation cost 18.5 million euros.
  visitors: The library had 4,200 visitors on its first day.
forbidden:
  overrun: The renovation went over budget.
"""
WRONG = "The library reopened on 14 March 2026. The renovation cost 21 million euros."


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> factspec.Golden:
    path = tmp_path_factory.mktemp("golden") / "library.yaml"
    path.write_text(SET, encoding="utf-8")
    return factspec.load(path)


def checked(text: str, golden: factspec.Golden, **policy: Any) -> InputReport:
    return check_item(Item("run-1", "run-1", content=text), golden, Policy(**policy), Settings())


def of(report: InputReport, **more: Any) -> Baseline:
    return Baseline(tuple(failures(report)))


def test_a_known_failure_passes_and_is_counted(golden: factspec.Golden) -> None:
    report = checked(WRONG, golden)
    assert report.status == "fail"
    settled = settle(report, of(report))
    assert settled.report.status == "pass"
    assert [(e.fact, e.verdict) for e in settled.known] == [("cost", "contradicted")]
    assert settled.report.muted_count == report.muted_count + 1
    assert "cost" not in {f.id for f in settled.report.findings if f.verdict == "contradicted"}


def test_the_key_holds_no_place(golden: factspec.Golden) -> None:
    """The same failure further down, on lines broken elsewhere, is the same failure."""
    moved = "Here is the summary.\n\n" + WRONG.replace("21 million", "21\nmillion")
    assert settle(checked(moved, golden), of(checked(WRONG, golden))).report.status == "pass"


@pytest.mark.parametrize(
    "text",
    [
        WRONG.replace("21 million", "22 million"),
        WRONG + " The library had 2,400 visitors on its first day.",
        "The renovation cost 21 million euros.",
    ],
    ids=["another value", "another fact", "required fact missing"],
)
def test_anything_new_fails(golden: factspec.Golden, text: str) -> None:
    settled = settle(checked(text, golden), of(checked(WRONG, golden)))
    assert settled.report.status == "fail"
    assert settled.new


def test_what_was_missing_and_is_wrong_now_is_new(golden: factspec.Golden) -> None:
    missing = Baseline((Entry("run-1", "cost", None, "missing"),))
    assert missing.match(Entry("run-1", "cost", None, "contradicted")) is None
    assert missing.match(Entry("run-1", "cost", None, "missing")) is not None


def test_another_input_is_another_failure(golden: factspec.Golden) -> None:
    known = Baseline(tuple(Entry("run-2", e.fact, e.found, e.verdict) for e in failures(checked(WRONG, golden))))
    assert settle(checked(WRONG, golden), known).report.status == "fail"


def test_unsupported_things_one_by_one(golden: factspec.Golden) -> None:
    text = "The library reopened on 14 March 2026. Mayor Ada Quint thanked 300 volunteers."
    report = checked(text, golden, strict=True)
    assert report.status == "fail"
    assert settle(report, of(report)).report.status == "pass"
    settled = settle(report, Baseline(failures(report)[:1]))
    assert settled.report.status == "fail"
    assert len(settled.report.unsupported) == len(report.unsupported) - 1


def test_coverage_may_rise_but_not_fall(golden: factspec.Golden) -> None:
    fuller = "The library reopened on 14 March 2026. The renovation cost 18.5 million euros."
    sparser = "The library reopened on 14 March 2026."
    low, lower = (checked(text, golden, min_coverage=Decimal("0.9")) for text in (fuller, sparser))
    assert low.status == lower.status == "fail"
    assert settle(low, of(lower)).report.status == "pass"
    assert settle(lower, of(low)).report.status == "fail"


def test_an_expired_entry_fails_only_with_a_today(golden: factspec.Golden) -> None:
    report = checked(WRONG, golden)
    known = Baseline(tuple(Entry(e.input, e.fact, e.found, e.verdict, "ticket 7", "2026-03-31") for e in failures(report)))
    assert settle(report, known).report.status == "pass"
    assert settle(report, known, "2026-03-31").report.status == "pass"
    late = settle(report, known, "2026-04-01")
    assert late.report.status == "fail"
    assert [e.reason for e in late.expired] == ["ticket 7"]


def test_an_error_is_never_known(golden: factspec.Golden) -> None:
    report = checked(" ", golden)
    assert report.status == "error"
    assert failures(report) == ()
    assert settle(report, Baseline()).report.status == "error"


def test_only_what_was_judged_is_taken_out(golden: factspec.Golden) -> None:
    old = Baseline(
        (
            Entry("a", "cost", "21", "contradicted", "ticket 7"),
            Entry("b", "cost", "22", "contradicted"),
            Entry("a", "visitors", "1", "contradicted"),
        )
    )
    failing = [Entry("a", "cost", "21", "contradicted")]
    part = updated(old, failing)
    assert {e.key for e in part.entries} == {e.key for e in old.entries}
    whole = updated(old, failing, lambda entry: entry.input == "a")
    assert [e.key for e in whole.entries] == [("a", "cost", "21"), ("b", "cost", "22")], "b was not checked: nothing is known about it"
    assert whole.entries[0].reason == "ticket 7"


def test_the_file_comes_back_as_it_was(tmp_path: Path) -> None:
    entries = (Entry("b", "x", None, "missing"), Entry("a", "y", 'quo"te\u2028é', "contradicted", "why", "2026-03-31"))
    path = tmp_path / "known.json"
    path.write_text(dump(Baseline(entries)), encoding="utf-8")
    again = load_baseline(path)
    assert set(again.entries) == set(entries)
    assert dump(again) == path.read_text(encoding="utf-8") == dump(Baseline(entries[::-1]))
    assert dump(Baseline()) == '{\n  "factspec_baseline": 1,\n  "known": []\n}\n'


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{", "k.json:1:2: no JSON"),
        ("[]", "no baseline"),
        ('{"factspec_baseline": 2, "known": []}', "version 2, expected 1"),
        ('{"factspec_baseline": 1, "known": [{"input": "a", "fact": "b", "fund": "c", "verdict": "missing"}]}', 'known[0]: unknown key "fund".*did you mean "found"'),
        ('{"factspec_baseline": 1, "known": [{"input": "a", "fact": "b"}]}', "verdict: read None"),
        ('{"factspec_baseline": 1, "known": [{"input": "a", "fact": "b", "found": 5, "verdict": "missing"}]}', "found: read 5"),
        ('{"factspec_baseline": 1, "known": [{"input": "a", "fact": "b", "verdict": "missing", "expires": "2026-02-30"}]}', "expected a day"),
        ('{"factspec_baseline": 1, "known": [{"input": "a", "fact": "gate:coverage", "found": "x", "verdict": "fail"}]}', "expected a share"),
        ('{"factspec_baseline": 1, "known": [{"input": "a", "fact": "b", "verdict": "missing"}, {"input": "a", "fact": "b", "verdict": "missing"}]}', "stands twice"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_with_its_place(text: str, told: str) -> None:
    with pytest.raises(factspec.UsageError, match=told.replace("[", r"\[").replace("]", r"\]")):
        parse_baseline(text, "k.json")


def test_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(factspec.UsageError, match="cannot be read"):
        load_baseline(tmp_path / "none.json")
