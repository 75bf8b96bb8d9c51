"""The Python face: a few names, wrong types refused with the right name, errors that are no verdicts."""

from __future__ import annotations

import inspect
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, get_type_hints

import pytest

import factspec
from factspec.schemas import schema

SET = """\
id: story
as_of: 2025-05-05
facts:
  killed: {claim: The attack killed 26 people., type: quantity, value: 26, unit: people, of: killed}
  injured: {claim: The attack injured 20 people., type: quantity, value: 20, unit: people, of: injured}
"""


@pytest.fixture
def golden(tmp_path: Path) -> factspec.Golden:
    path = tmp_path / "story.yaml"
    path.write_text(SET, encoding="utf-8")
    return factspec.load(path)


def test_a_wrong_number_is_one_printable_finding(golden: factspec.Golden) -> None:
    report = factspec.check("The attack killed 28 people.", golden)
    assert not report.passed
    printed = [str(finding) for finding in report.findings]
    assert printed[0].startswith("1:19 killed: contradicted: says 28")
    finding = report.findings[0]
    assert (finding.id, finding.verdict, finding.line, finding.column) == ("killed", "contradicted", 1, 19)


@pytest.mark.parametrize("call", [factspec.check, factspec.assert_consistent])
def test_an_interrupt_is_the_callers(call: Any, golden: factspec.Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while a text is read ends the caller's loop or test run, and is no report without an input."""

    def interrupted(*_: object, **__: object) -> None:
        signal.raise_signal(signal.SIGINT)

    monkeypatch.setattr("factspec.run.engine.read_text", interrupted)
    with pytest.raises(KeyboardInterrupt):
        call("The attack killed 28 people.", golden)


def test_data_is_checked_too(golden: factspec.Golden) -> None:
    assert factspec.check({"killed": 26}, golden).passed
    report = factspec.check({"killed": 28}, golden)
    assert report.findings[0].pointer == "/killed"


def test_a_report_is_a_dict_of_the_schema(golden: factspec.Golden) -> None:
    import jsonschema

    report = factspec.check("The attack killed 28 people.", golden).to_dict()
    jsonschema.Draft202012Validator(schema("report")).validate(report)
    assert report["inputs"][0]["id"] == "summary"


def test_assert_consistent_reads_like_the_report(golden: factspec.Golden) -> None:
    factspec.assert_consistent("The attack killed 26 people.", golden)
    with pytest.raises(AssertionError, match=r"1:19 contradicted killed: says 28") as caught:
        factspec.assert_consistent("The attack killed 28 people.", golden)
    assert "^^" in str(caught.value)


def test_the_gates_options(golden: factspec.Golden) -> None:
    text = "The attack killed 26 people."
    factspec.assert_consistent(text, golden, min_coverage=0.5)
    with pytest.raises(AssertionError, match="coverage is 50 %"):
        factspec.assert_consistent(text, golden, min_coverage=0.6)
    factspec.assert_consistent("The attack killed 28 people.", golden, ignore=["killed"], allow_silence=True)
    with pytest.raises(factspec.UsageError, match='did you mean "killed"'):
        factspec.check(text, golden, ignore=["kiled"])
    with pytest.raises(factspec.UsageError, match="from 0 to 1"):
        factspec.check(text, golden, min_coverage=5)
    with pytest.raises(factspec.UsageError, match="as_of"):
        factspec.check(text, golden, as_of="tomorrow")


def test_a_text_that_cannot_be_checked_is_an_error_and_no_verdict(golden: factspec.Golden) -> None:
    report = factspec.check("  \n", golden)
    assert (report.decision.status, report.inputs[0].status, report.inputs[0].facts) == ("error", "error", ())
    assert not report.passed
    with pytest.raises(factspec.InputError, match="blank"):
        factspec.assert_consistent("", golden)


@pytest.mark.parametrize("wrong", ["story.yaml", Path("story.yaml")])
def test_a_name_for_a_set_is_a_type_error_that_names_load(wrong: Any, golden: factspec.Golden) -> None:
    with pytest.raises(TypeError, match=r"factspec\.load\('story\.yaml'\)"):
        factspec.check("A text.", wrong)


def test_other_types_are_refused(golden: factspec.Golden) -> None:
    wrong: Any
    for wrong in (None, 5, b"bytes", ("a",)):
        with pytest.raises(TypeError, match="expected a str"):
            factspec.check(wrong, golden)
        with pytest.raises(TypeError, match=r"what factspec\.load returns"):
            factspec.check("A text.", wrong)
        with pytest.raises(TypeError, match="path or id"):
            factspec.load(wrong)


def test_load_says_what_is_wrong(tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    path.write_text("facts:\n  a: 26\n", encoding="utf-8")
    with pytest.raises(factspec.GoldenError) as caught:
        factspec.load(path)
    assert caught.value.complaints[0].line == 2
    with pytest.raises(factspec.UsageError, match="no golden set"):
        factspec.load("no-such-set")


def test_a_shipped_set_goes_by_its_id() -> None:
    assert factspec.load("pahalgam-2025").golden.id == "pahalgam-2025"


def test_an_engine_crash_is_raised(golden: factspec.Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    from factspec import engine

    def crash(*args: Any, **more: Any) -> Any:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(engine, "read_text", crash)
    with pytest.raises(ZeroDivisionError):
        factspec.check("A text.", golden)


def test_a_handful_of_names() -> None:
    assert set(factspec.__all__) <= set(dir(factspec))
    assert len(factspec.__all__) <= 12
    for name in factspec.__all__:
        assert getattr(factspec, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'chekc'"):
        _ = factspec.chekc  # type: ignore[attr-defined]


def test_importing_the_package_imports_nothing_heavy() -> None:
    code = "import factspec, sys; sys.exit(any(m in sys.modules for m in ('pydantic', 'numpy', 'yaml', 'click', 'factspec.api')))"
    assert subprocess.run([sys.executable, "-c", code], check=False, timeout=60).returncode == 0


def test_a_check_touches_no_disk(golden: factspec.Golden, monkeypatch: pytest.MonkeyPatch) -> None:
    """After one check has loaded what is loaded once, another opens no file."""
    factspec.check("The attack killed 26 people.", golden)

    def refuse(*args: Any, **more: Any) -> Any:
        raise OSError("no disk")

    monkeypatch.setattr("builtins.open", refuse)
    monkeypatch.setattr("io.open", refuse)
    monkeypatch.setattr("os.open", refuse)
    assert factspec.check("The attack killed 26 people on 22 April, Kim Olsen said.", golden).passed


def test_the_gates_options_are_the_same_at_every_door(golden: factspec.Golden) -> None:
    """`GateOptions` names what `check` takes, with the same defaults everywhere; a mistyped one is refused."""
    from factspec.api import make_policy

    told = [
        {name: p.default for name, p in inspect.signature(door).parameters.items() if p.kind is p.KEYWORD_ONLY}
        for door in (factspec.check, make_policy)
    ]
    assert told[0] == told[1]
    assert list(told[0]) == list(factspec.GateOptions.__annotations__)
    assert list(get_type_hints(factspec.GateOptions)) == list(told[0])
    text = "The attack killed 28 people."
    for options in ({"ignore": ["killed"], "allow_silence": True}, {"as_of": "2025-05-05", "min_coverage": "0.9"}, {"strict": True}):
        given: factspec.GateOptions = options  # type: ignore[assignment]
        if factspec.check(text, golden, **given).passed:
            factspec.assert_consistent(text, golden, **given)
        else:
            with pytest.raises(AssertionError):
                factspec.assert_consistent(text, golden, **given)
    with pytest.raises(TypeError, match="min_coverge"):
        factspec.assert_consistent(text, golden, min_coverge=0.5)  # type: ignore[call-arg]
