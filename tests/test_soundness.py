"""What lint finds in a set's own texts: each with a set that has the fault and one that has not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from factspec.cli import main
from factspec.engine import compile_golden
from factspec.golden.load import load_bytes
from factspec.lint import Remark, lint

HURT = """\
facts:
  killed: The storm killed 26 people.
  injured: The storm injured 20 people.
  hurt: The storm killed or injured {} people.
"""


def remarks(text: str, folder: Path = Path()) -> dict[str, Remark]:
    return {r.rule: r for r in lint(compile_golden(load_bytes(text.encode(), "set.yaml")), folder)}


def test_a_value_that_is_the_sum_of_two_others_is_a_note() -> None:
    found = remarks(HURT.format(46))["derived-value"]
    assert (found.concerns, found.note) == ("hurt", True)
    assert "26 + 20" in found.message or "20 + 26" in found.message
    assert "derived-value" not in remarks(HURT.format(47))


@pytest.mark.parametrize(("wording", "fault"), [("about 26", False), ("twenty-six", False), ("26 km", True)])
def test_an_accepted_wording_supports_its_fact(wording: str, fault: bool) -> None:
    text = f'facts:\n  killed: {{claim: The storm killed 26 people., accept: ["{wording}"]}}\n'
    found = remarks(text).get("accept-unsupported")
    assert (found is not None and not found.note) == fault


def test_a_background_with_another_value_speaks_against_the_fact() -> None:
    text = "background: The storm killed {} people.\nfacts:\n  killed: The storm killed 26 people.\n"
    found = remarks(text.format(28))["background-clash"]
    assert found.concerns == "killed"
    assert "28" in found.message
    assert "background-clash" not in remarks(text.format(26))


def test_a_required_fact_that_no_source_says_is_a_note(tmp_path: Path) -> None:
    (tmp_path / "wire.txt").write_text("The storm killed 26 people.", encoding="utf-8")
    text = (
        "sources:\n  wire: {path: wire.txt}\nfacts:\n  killed: {claim: The storm killed 26 people., importance: required}\n"
        "  damage: {claim: The storm destroyed 310 houses., importance: required}\n"
    )
    found = remarks(text, tmp_path)["required-untold"]
    assert (found.concerns, found.note) == ("damage", True)
    assert "required-untold" not in remarks(text, tmp_path / "elsewhere")


def test_lint_shows_how_well_each_fact_is_guarded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("set.yaml").write_text(HURT.format(47), encoding="utf-8")
    Path("good.txt").write_text("It was windy. The storm killed 26 people.", encoding="utf-8")
    result = CliRunner().invoke(main, ["lint", "set.yaml", "--text", "good.txt"])
    assert result.exit_code == 0, result.output
    assert "how well each fact is guarded" in result.stdout
    assert "wrong texts found" in result.stdout
    assert "told by no text" in result.stdout
    assert CliRunner().invoke(main, ["lint", "set.yaml", "--text", "none.txt"]).exit_code == 2
