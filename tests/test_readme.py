"""The README: each code block is run as a reader would, from a clone."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from factspec.cli import main
from factspec.golden.models import EntityKeys, FactKeys, GoldenKeys, SourceKeys
from factspec.rules import RULES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = [(kind, body) for kind, body in re.findall(r"^```(\w*)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)]
INSTALLS = "python3 -m venv"
SKIPPED = shutil.ignore_patterns(".git", ".venv*", "__pycache__", ".*_cache", ".hypothesis", "dist", "build")


def blocks(kind: str) -> list[str]:
    return [body for found, body in BLOCKS if found == kind]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the tree, with this Python's `factspec` first on the path."""
    target = tmp_path / "clone"
    shutil.copytree(ROOT, target, ignore=SKIPPED)
    tools = tmp_path / "bin"
    tools.mkdir()
    for name, call in (("factspec", "-m factspec"), ("python", "")):
        script = tools / name
        script.write_text(f'#!/bin/sh\nexec "{sys.executable}" {call} "$@"\n', encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return target


def run(script: str, clone: Path) -> subprocess.CompletedProcess[str]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("FACTSPEC_", "PYTEST_", "VIRTUAL_ENV"))}
    env["PATH"] = f"{clone.parent / 'bin'}{os.pathsep}{env['PATH']}"
    env["PYTHONPATH"] = str(clone / "checks")
    return subprocess.run(["bash", "-euc", script], cwd=clone, env=env, capture_output=True, text=True, check=False, timeout=900)


def test_every_block_is_of_a_kind_that_is_run() -> None:
    assert {kind for kind, _ in BLOCKS} == {"bash", "yaml", "python"}


@pytest.mark.parametrize("script", [b for b in blocks("bash") if INSTALLS not in b])
def test_shell_blocks(script: str, clone: Path) -> None:
    """Each runs to its end with every command succeeding."""
    if "score_corpus" in script and not (clone / "tests" / "score_corpus.py").is_file():
        pytest.fail("tests/score_corpus.py is not there")
    done = run(script, clone)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("body", blocks("yaml"))
def test_golden_sets_are_sound(body: str, clone: Path) -> None:
    (clone / "block.yaml").write_text(body, encoding="utf-8")
    done = run("factspec lint block.yaml", clone)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("body", blocks("python"))
def test_python_blocks(body: str, clone: Path) -> None:
    """The code runs, its tests pass, and a comment behind a print is what it prints."""
    calls = [f"{name}()" for name in re.findall(r"^def (test_\w+)", body, re.MULTILINE)]
    (clone / "block.py").write_text(body + "\n\n" + "\n".join(calls) + "\n", encoding="utf-8")
    done = run("python block.py", clone)
    assert done.returncode == 0, done.stdout + done.stderr
    for wanted in re.findall(r"^\s*print\(.*?\)  # (.*)$", body, re.MULTILINE):
        assert wanted in done.stdout.splitlines()


@pytest.mark.slow
def test_the_first_command_installs_and_checks(clone: Path) -> None:
    """The chain as it stands in the README, in a fresh virtual environment."""
    script = next(b for b in blocks("bash") if INSTALLS in b and ".venv-test" not in b)
    done = run(f"unset PYTHONPATH; {script}", clone)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 inputs against library: 2 pass, 1 fail, 0 error" in done.stdout


def test_the_second_command_is_what_ci_runs() -> None:
    """The test command cannot run inside itself: .ci/run takes it from the README and runs it."""
    commands = [b for b in blocks("bash") if ".venv-test" in b]
    assert len(commands) == 1
    assert commands[0].startswith("python3 -m venv .venv-test && ")
    assert commands[0].count("\n") == 1
    assert 'grep -m1 -F "python3 -m venv .venv-test && " README.md' in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


@pytest.mark.parametrize("example", ["quickstart", "ci-gate"])
def test_examples_run(example: str, clone: Path) -> None:
    script = {
        "quickstart": "factspec check examples/quickstart/summaries --golden examples/quickstart/library.yaml --exit-zero",
        "ci-gate": "examples/ci-gate/gate.sh",
    }[example]
    done = run(script, clone)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("page", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


def test_the_figures_are_those_that_are_kept() -> None:
    """`python tests/score_corpus.py --keep` writes both; the README shows the first table of FIGURES.md."""
    shown = README.split("<!-- figures: begin -->\n")[1].split("<!-- figures: end -->")[0]
    assert shown.startswith("| ")
    assert shown in (ROOT / "tests" / "corpus" / "FIGURES.md").read_text(encoding="utf-8")


def test_the_docs_name_what_there_is() -> None:
    """Every key of a golden set and every command is in the docs, and every rule that they name exists."""
    golden = (ROOT / "docs" / "golden-sets.md").read_text(encoding="utf-8")
    for keys in (GoldenKeys, FactKeys, EntityKeys, SourceKeys):
        for name in keys.model_fields:
            assert f"`{name}`" in golden, name
    command = (ROOT / "docs" / "command.md").read_text(encoding="utf-8")
    for name in main.commands:
        assert f"factspec {name}" in command, name
    for code in re.findall(r"`([a-z]+-[a-z-]+)`", golden):
        assert code in RULES, code
