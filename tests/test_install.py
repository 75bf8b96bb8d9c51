"""What others install in one line: the hooks, the action, the templates, and the example they come with."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from click.testing import CliRunner

from factspec.cli import main
from factspec.reporters import FORMATS

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "ci-gate"


def read(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def accepts(words: list[str]) -> None:
    """The command knows every option that a line of a template gives it."""
    assert words[0] == "factspec"
    command = main.commands[words[1]]
    known = {name for p in command.params if isinstance(p, click.Option) for name in p.opts}
    for at, word in enumerate(words):
        if word.startswith("--"):
            assert word in known, word
        if words[at - 1] == "--report":
            assert word.partition("=")[0] in FORMATS


def test_the_hooks_call_what_there_is() -> None:
    for hook in read(ROOT / ".pre-commit-hooks.yaml"):
        accepts(hook["entry"].split())
    named = {hook["id"] for repo in read(EXAMPLE / "pre-commit-config.yaml")["repos"] for hook in repo["hooks"]}
    assert named == {hook["id"] for hook in read(ROOT / ".pre-commit-hooks.yaml")}


def test_the_gitlab_template_calls_what_there_is_and_keeps_what_it_writes() -> None:
    job = read(EXAMPLE / "gitlab-ci.yml")["facts"]
    words = job["script"][-1].split()
    accepts(words)
    written = {word.partition("=")[2] for word in words if "=" in word}
    assert written == {*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()}


def test_the_example_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLE)
    result = CliRunner().invoke(main, ["run"])
    assert result.exit_code == 0, result.output


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action's steps are bash")
@pytest.mark.parametrize(
    ("text", "status"), [("Tern 2.4 was released on 2 February 2026.", 0), ("Tern 2.4 was released on 5 March 2026.", 1), (None, 2)]
)
def test_the_step_of_the_action(tmp_path: Path, text: str | None, status: int) -> None:
    """The script of the step itself, run as GitHub would run it."""
    step = next(s for s in read(ROOT / "action.yml")["runs"]["steps"] if s.get("id") == "gate")
    binary = tmp_path / "bin" / "factspec"
    binary.parent.mkdir()
    binary.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m factspec "$@"\n')
    binary.chmod(0o755)
    work = tmp_path / "work"
    shutil.copytree(EXAMPLE, work)
    for old in (work / "outputs").iterdir():
        old.unlink()
    if text is not None:
        (work / "outputs" / "a.txt").write_text(text)
    names = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    env = {**os.environ, **names, "RUNNER_TEMP": str(tmp_path), "ARGUMENTS": "check outputs --golden release-2.4"}
    env |= {"PATH": f"{binary.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "checks")}
    done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], cwd=work, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr  # the last step decides, after the upload
    output = Path(names["GITHUB_OUTPUT"]).read_text().splitlines()
    assert output[0] == f"status={status}"
    begin = next(line for line in output if line.startswith("comment<<"))
    assert output[-1] == begin.removeprefix("comment<<")
    assert "### factspec" in Path(names["GITHUB_STEP_SUMMARY"]).read_text()
    assert ("::error " in done.stdout) == (status != 0)
