"""The exit statuses that product and documentation promise: every command, every path, and which one goes over which."""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from factspec import engine
from factspec.cli import main

GOLDEN = "factspec: 1\nid: story\nfacts:\n  killed: {claim: The attack killed 26 people., importance: required}\n"
RIGHT, WRONG, BLANK, FATAL = "The attack killed 26 people.", "The attack killed 28 people.", " ", "It was raining frogs."

HOLDS, HOLDS_NOT, CALL, FAULT = 0, 1, 2, 3


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.startswith("FACTSPEC_")]:
        monkeypatch.delenv(name)
    Path("story.yaml").write_text(GOLDEN)
    Path("unsound.yaml").write_text(GOLDEN + "  other: The attack killed 27 people.\n")
    Path("broken.yaml").write_text("facts: [\n")
    Path("factspec.yaml").write_text("suites:\n  one: {golden: story.yaml, inputs: in.jsonl}\n")
    for name, texts in {
        "right": [RIGHT],
        "wrong": [RIGHT, WRONG],
        "blank": [RIGHT, WRONG, BLANK],
        "fatal": [RIGHT, WRONG, BLANK, FATAL],
    }.items():
        lines = [json.dumps({"id": f"t{at}", "text": text}) for at, text in enumerate(texts)]
        Path(f"{name}.jsonl").write_text("\n".join(lines) + "\n")
    Path("empty").mkdir()


@pytest.fixture
def fault(monkeypatch: pytest.MonkeyPatch) -> None:
    """factspec itself fails on one text."""
    read = engine.read_text

    def fails(text: str, *args: Any, **more: Any) -> Any:
        if text == FATAL:
            raise ZeroDivisionError("a planted fault")
        return read(text, *args, **more)

    monkeypatch.setattr(engine, "read_text", fails)


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def checked(name: str, *more: str) -> Result:
    """By check, by run of a suite, and by gate of what either saved: all three end alike."""
    Path("in.jsonl").write_text(Path(f"{name}.jsonl").read_text())
    by_check = run("check", "in.jsonl", "-g", "story.yaml", "--save", "check.saved", *more)
    by_run = run("run", "--save", "run.saved", *more)
    again = [run("gate", f"{saved}.saved", *more) for saved in ("check", "run")]
    assert {by_run.exit_code, *(result.exit_code for result in again)} == {by_check.exit_code}
    return by_check


@pytest.mark.usefixtures("fault")
@pytest.mark.parametrize(
    ("name", "more", "status"),
    [
        ("right", (), HOLDS),
        ("wrong", (), HOLDS_NOT),
        ("wrong", ("--exit-zero",), HOLDS),
        ("wrong", ("--min-pass-rate", "0.5"), HOLDS),
        ("blank", (), CALL),
        ("blank", ("--exit-zero",), CALL),
        ("blank", ("--min-pass-rate", "0"), CALL),
        ("fatal", (), FAULT),
        ("fatal", ("--exit-zero",), FAULT),
        ("fatal", ("--min-pass-rate", "0"), FAULT),
    ],
)
def test_three_goes_over_two_over_one(name: str, more: tuple[str, ...], status: int) -> None:
    """`--exit-zero` turns only 1 into 0, and a share of passes forgives no error."""
    assert checked(name, *more).exit_code == status


@pytest.mark.usefixtures("fault")
def test_a_fault_names_its_input_and_the_rest_is_reported() -> None:
    checked("fatal")
    for command in (["check", "in.jsonl", "-g", "story.yaml"], ["run"], ["gate", "run.saved"]):
        result = run(*command, "-f", "jsonl")
        rows = [json.loads(line) for line in result.stdout.splitlines()]
        assert [row["status"] for row in rows] == ["pass", "fail", "error", "error"]
        assert rows[3]["error"]["code"] == "internal"
        assert "ZeroDivisionError: a planted fault" in rows[3]["error"]["message"]
        assert "in.jsonl:4: internal" in result.stderr
        assert result.exit_code == FAULT


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="the fault is planted before a fork")
@pytest.mark.parametrize("command", [["check", "in.jsonl", "-g", "story.yaml"], ["run"]], ids=["check", "run"])
def test_a_worker_that_dies_is_a_fault_with_the_input_named(command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    read, parent = engine.read_text, os.getpid()

    def dies(text: str, *args: Any, **more: Any) -> Any:
        if text == FATAL and os.getpid() != parent:
            os._exit(9)
        return read(text, *args, **more)

    monkeypatch.setattr(engine, "read_text", dies)
    Path("in.jsonl").write_text(Path("fatal.jsonl").read_text() + json.dumps({"id": "last", "text": RIGHT}) + "\n")
    result = run(*command, "-j", "2", "-f", "jsonl")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == FAULT
    assert [row["status"] for row in rows] == ["pass", "fail", "error", "error", "pass"]
    assert "in.jsonl:4: internal: factspec failed: the process that checked it died" in result.stderr


@pytest.mark.usefixtures("fault")
def test_compare() -> None:
    for name in ("right", "wrong", "blank", "fatal"):
        run("check", f"{name}.jsonl", "-g", "story.yaml", "--save", f"{name}.saved")
    told = {
        ("right", "right"): HOLDS,
        ("right", "wrong"): HOLDS,
        ("wrong", "right"): HOLDS_NOT,  # an input is gone
        ("right", "blank"): CALL,
        ("right", "fatal"): FAULT,
        ("right", "none"): CALL,
    }
    for (old, new), status in told.items():
        assert run("compare", f"{old}.saved", f"{new}.saved", "--fail-on-regression").exit_code == status, (old, new)


@pytest.mark.parametrize(
    ("args", "status"),
    [
        ("--version", HOLDS),
        ("--help", HOLDS),
        ("check --help", HOLDS),
        ("explain", HOLDS),
        ("explain value-differs", HOLDS),
        ("explain nonsense", CALL),
        ("schema report", HOLDS),
        ("schema nonsense", CALL),
        ("completion bash", HOLDS),
        ("completion tcsh", CALL),
        ("nonsense", CALL),
        ("lint story.yaml", HOLDS),
        ("lint unsound.yaml", HOLDS_NOT),
        ("lint broken.yaml", CALL),
        ("lint none.yaml", CALL),
        ("lint unsound.yaml broken.yaml", CALL),
        ("check", CALL),
        ("check right.jsonl", CALL),
        ("check right.jsonl -g none", CALL),
        ("check right.jsonl -g broken.yaml", CALL),
        ("check none.txt -g story.yaml", CALL),
        ("check empty -g story.yaml", CALL),
        ("check right.jsonl -g story.yaml --nonsense", CALL),
        ("check right.jsonl -g story.yaml --min-coverage 2", CALL),
        ("check right.jsonl -g story.yaml --ignore nonsense", CALL),
        ("check right.jsonl -g story.yaml --may-miss nonsense", CALL),
        ("check right.jsonl -g story.yaml --as-of soon", CALL),
        ("check right.jsonl -g story.yaml --report nonsense=x", CALL),
        ("check right.jsonl -g story.yaml --output none/x", CALL),
        ("check right.jsonl -g story.yaml --baseline none", CALL),
        ("check right.jsonl -g story.yaml --fail-fast", HOLDS),
        ("check wrong.jsonl -g story.yaml --fail-fast", HOLDS_NOT),
        ("check blank.jsonl -g story.yaml --fail-fast", HOLDS_NOT),  # stopped before the blank one
        ("run", CALL),  # in.jsonl is not there
        ("run --suite nonsense", CALL),
        ("run --suites none.yaml", CALL),
        ("gate none", CALL),
        ("gate story.yaml", CALL),
        ("compare none none", CALL),
        ("baseline", CALL),
        ("baseline show", CALL),
        ("baseline nonsense", CALL),
    ],
)
def test_every_command(args: str, status: int) -> None:
    result = run(*args.split())
    assert result.exit_code == status, result.output
    if status == CALL:
        assert result.output, "what is wrong is said"


@pytest.mark.parametrize(
    ("args", "where"),
    [
        (("check", "wrong.jsonl", "-g", "story.yaml", "-f", "sarif"), "factspec.reporters.sarif._result"),
        (("run",), "factspec.suites._suite"),
        (("gate", "right.saved"), "factspec.saved._input"),
        (("lint", "story.yaml"), "factspec.cli.lint._shown"),
        (("baseline", "show", "--baseline", "known.json"), "factspec.cli.baseline.line"),
    ],
)
def test_a_fault_outside_an_input_is_three_and_says_where(args: tuple[str, ...], where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    run("check", "right.jsonl", "-g", "story.yaml", "--save", "right.saved")
    run("check", "wrong.jsonl", "-g", "story.yaml", "--save", "wrong.saved")
    run("baseline", "create", "wrong.saved", "--baseline", "known.json")
    __import__(where.rpartition(".")[0])

    def fails(*_: Any, **__: Any) -> Any:
        raise ZeroDivisionError("a planted fault")

    monkeypatch.setattr(where, fails)
    result = run(*args)
    assert result.exit_code == FAULT
    assert "factspec: failed: ZeroDivisionError: a planted fault (in fails, line" in result.stderr
    assert "Traceback" not in result.output
