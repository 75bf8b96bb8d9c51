"""Record, then decide: a saved run gives the same report again, another policy another one, and two runs are compared."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tracemalloc
from math import comb
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from factspec.cli import main
from factspec.compare import mcnemar, wilson

GOLDEN = """\
factspec: 1
id: story
known: [Norvale]
facts:
  killed: {claim: The attack killed 26 people., type: quantity, value: 26, unit: people, of: killed, importance: required}
  injured: {claim: The attack injured 20 people., type: quantity, value: 20, unit: people, of: injured}
"""
RIGHT = "The attack killed 26 people and injured 20 people."
HALF = "The attack killed 26 people."
WRONG = "The attack killed 28 people. Mayor Tom Brandt wept in Norvale."


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("story.yaml").write_text(GOLDEN)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def record(name: str, texts: dict[str, str], *args: str) -> Result:
    Path("in.jsonl").write_text("".join(json.dumps({"id": key, "text": text}) + "\n" for key, text in texts.items()))
    return run("check", "in.jsonl", "--golden", "story.yaml", "--save", name, "-f", "json", *args)


def test_a_saved_run_gives_the_same_report_again() -> None:
    first = record("run.jsonl", {"a": RIGHT, "b": WRONG, "c": "  "})
    again = run("gate", "run.jsonl", "-f", "json")
    assert again.stdout == first.stdout
    assert again.exit_code == first.exit_code == 2


@pytest.mark.parametrize(
    "policy", [["--strict"], ["--min-coverage", "0.9"], ["--ignore", "killed"], ["--min-pass-rate", "0.5"], ["--exit-zero"]]
)
def test_another_policy_decides_as_a_new_check_would(policy: list[str]) -> None:
    record("run.jsonl", {"a": RIGHT, "b": WRONG, "c": HALF}, "--ignore", "unsupported-name")
    again = run("gate", "run.jsonl", "-f", "json", *policy)
    fresh = run("check", "in.jsonl", "--golden", "story.yaml", "-f", "json", *policy)
    assert again.stdout == fresh.stdout
    assert again.exit_code == fresh.exit_code


def test_a_mistyped_ignore_is_refused_by_gate_too() -> None:
    record("run.jsonl", {"a": RIGHT})
    assert run("gate", "run.jsonl", "--ignore", "kiled").exit_code == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: "",
        lambda text: "\n".join(text.splitlines()[:-1]) + "\n",
        lambda text: text.replace('{"end": 2,', '{"end": 3,'),
        lambda text: text.replace('"factspec_run": 1', '"factspec_run": 9'),
        lambda text: text.replace('"verdict": "supported"', '"verdict": "fine"'),
        lambda text: text.replace('"status": "pass"', '"status": "green"'),
        lambda text: "[]\n",
        lambda text: "no json\n",
    ],
)
def test_a_file_that_is_no_whole_run_is_refused(spoil: Any) -> None:
    record("run.jsonl", {"a": RIGHT, "b": WRONG})
    Path("run.jsonl").write_text(spoil(Path("run.jsonl").read_text()))
    result = run("gate", "run.jsonl")
    assert result.exit_code == 2
    assert "run.jsonl" in result.stderr


def both(old: dict[str, str], new: dict[str, str]) -> None:
    record("old.jsonl", old)
    record("new.jsonl", new)


def test_compare_says_what_got_better_and_worse() -> None:
    both({"a": RIGHT, "b": WRONG, "c": RIGHT, "gone": RIGHT}, {"a": WRONG, "b": RIGHT, "c": HALF, "new": RIGHT})
    result = run("compare", "old.jsonl", "new.jsonl", "-f", "json")
    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert said["worse"] == [["story", "a"]]
    assert said["better"] == [["story", "b"]]
    assert said["newly_wrong"] == [["story", "a", "killed"]]
    assert said["gone"] == [["story", "gone"]]
    assert said["added"] == [["story", "new"]]
    facts = {f["fact"]: f for f in said["facts"]}
    assert (facts["injured"]["better"], facts["injured"]["worse"]) == (1, 2)
    text = run("compare", "old.jsonl", "new.jsonl").stdout
    assert "3 in both runs: 1 better, 1 worse, p = 1.0000" in text
    assert "worse a" in text


@pytest.mark.parametrize(
    ("new", "options", "status"),
    [
        ({"a": RIGHT, "b": WRONG}, ["--fail-on-regression"], 0),
        ({"a": WRONG, "b": RIGHT}, ["--fail-on-regression"], 1),
        ({"a": WRONG, "b": RIGHT}, ["--fail-on-regression", "--exit-zero"], 0),
        ({"a": WRONG, "b": RIGHT}, ["--fail-on-regression", "--confidence", "0.95"], 0),
        ({"b": RIGHT}, ["--fail-on-regression"], 1),
        ({"a": RIGHT, "b": RIGHT}, ["--min-pass-rate", "1"], 0),
        ({"a": RIGHT, "b": RIGHT}, ["--min-pass-rate", "0.98", "--confidence", "0.95"], 1),
        ({"a": RIGHT, "b": WRONG}, ["--min-pass-rate", "0.6"], 1),
        ({"a": " ", "b": RIGHT}, [], 2),
        ({"z": RIGHT}, [], 2),
    ],
)
def test_exit_status_of_compare(new: dict[str, str], options: list[str], status: int) -> None:
    both({"a": RIGHT, "b": WRONG}, new)
    assert run("compare", "old.jsonl", "new.jsonl", *options).exit_code == status


def test_a_regression_beyond_chance_fails_at_a_confidence() -> None:
    names = [f"t{i}" for i in range(6)]
    both(dict.fromkeys(names, RIGHT), dict.fromkeys(names, WRONG))
    assert run("compare", "old.jsonl", "new.jsonl", "--fail-on-regression", "--confidence", "0.95").exit_code == 1
    assert run("compare", "old.jsonl", "new.jsonl", "--fail-on-regression", "--confidence", "0.99").exit_code == 0


@given(st.integers(0, 40), st.integers(0, 40))
def test_mcnemar_is_the_binomial_test(worse: int, better: int) -> None:
    n = worse + better
    tail = sum(comb(n, k) for k in range(min(worse, better) + 1)) / 2**n
    assert mcnemar(worse, better) == pytest.approx(min(1.0, 2 * tail))
    assert mcnemar(worse, better) == mcnemar(better, worse)


def test_wilson_by_the_textbook() -> None:
    assert wilson(81, 263, 0.95) == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert wilson(10, 10, 0.95) == pytest.approx((0.7225, 1.0), abs=1e-4)
    assert wilson(0, 0, 0.95) == (0.0, 1.0)


def test_a_run_that_stopped_cannot_pass_by_a_later_policy() -> None:
    assert record("run.jsonl", {"a": WRONG, "b": RIGHT}, "--fail-fast").exit_code == 1
    again = run("gate", "run.jsonl", "--ignore", "killed", "--allow-silence")
    assert again.exit_code == 1
    assert "stopped at the first input" in again.stdout


def test_a_run_from_a_pipe_is_read_once() -> None:
    record("run.jsonl", {"a": RIGHT, "b": WRONG})
    expected = run("gate", "run.jsonl", "-f", "json")
    done = subprocess.run(
        [sys.executable, "-m", "factspec", "gate", "/dev/stdin", "-f", "json"],
        input=Path("run.jsonl").read_bytes(),
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent / "checks")},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stdout.decode()) == (expected.exit_code, expected.stdout)


def test_gate_and_baseline_hold_one_input_at_a_time() -> None:
    """Memory does not grow with the number of inputs."""
    filler = "Nobody knows where the horses went that night. " * 200
    record("one.jsonl", {"a": f"{RIGHT} {filler}"})
    head, line, _ = Path("one.jsonl").read_text().splitlines()
    peaks = {}
    for many in (10, 1000):
        rows = [line.replace('"id": "a"', f'"id": "a{at}"', 1) for at in range(many)]
        Path("many.jsonl").write_text("\n".join([head, *rows, json.dumps({"end": many, "whole": None, "stopped": None})]) + "\n")
        Path("known.json").unlink(missing_ok=True)
        # JSON with line breaks leaves cycles behind: they must be collected as it goes.
        reports = [f"--report={form}=out.{form}" for form in ("json", "sarif", "html", "junit", "markdown")]
        for args in (("gate", "many.jsonl", "-f", "concise", *reports), ("baseline", "create", "many.jsonl", "--baseline", "known.json")):
            tracemalloc.start()
            assert run(*args).exit_code == 0
            peaks[args[0], many] = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
    for command in ("gate", "baseline"):
        assert peaks[command, 1000] < peaks[command, 10] + 1_000_000, peaks


def test_what_is_no_saved_run_is_told_in_plain_words() -> None:
    record("run.jsonl", {"a": RIGHT, "b": WRONG})
    for other in ("story.yaml", "in.jsonl"):
        for args in (("gate", other), ("compare", "run.jsonl", other), ("baseline", "create", other, "--baseline", "b.json")):
            result = run(*args)
            assert result.exit_code == 2
            assert result.stderr == f"factspec: {other}: no saved run, expected what factspec check --save writes\n"
    head, line, *_ = Path("run.jsonl").read_text().splitlines()
    Path("cut.jsonl").write_text(f"{head}\n{line[:200]}")
    assert "cut.jsonl:2: no line of a saved run (it is cut off, or no JSON)" in run("gate", "cut.jsonl").stderr
