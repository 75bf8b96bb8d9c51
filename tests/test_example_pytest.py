"""examples/pytest uses all three ways in; it runs here, and in a fresh environment with the wheel alone."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy, somewhere else: nothing above it is ours."""
    copy = tmp_path / "example"
    shutil.copytree(ROOT / "examples" / "pytest", copy, ignore=shutil.ignore_patterns("__pycache__", ".pytest_cache"))
    return copy


def run(python: str, example: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "PYTHON"))} | more
    return subprocess.run(
        [python, "-m", "pytest", "-p", "no:cacheprovider", *args],
        cwd=example,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


HERE = {"PYTHONPATH": str(ROOT / "checks"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}


@pytest.mark.parametrize("xdist", [(), ("-p", "xdist", "-n", "2")], ids=["alone", "xdist"])
def test_the_example_holds(example: Path, xdist: tuple[str, ...]) -> None:
    done = run(sys.executable, example, "-p", "factspec", "-q", *xdist, **HERE)
    assert done.returncode == 0, done.stdout
    assert "35 passed" in done.stdout
    assert "28 facts checked in 7 inputs: 1 contradicted" in done.stdout


def test_without_its_baseline_the_known_failure_fails(example: Path) -> None:
    (example / "known.json").write_text(json.dumps({"factspec_baseline": 1, "known": []}))
    done = run(sys.executable, example, "-p", "factspec", "-q", **HERE)
    assert done.returncode == 1
    assert "FAILED outputs.factspec.yaml::outputs/model-b.txt::cost" in done.stdout
    assert "1 failed, 34 passed" in done.stdout


@pytest.mark.slow
def test_in_a_fresh_environment_with_the_wheel(example: Path, tmp_path: Path) -> None:
    """As somebody else would install it: the entry point is found, the names of the wheel are all there."""
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)], check=True, capture_output=True
    )
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "venv")], check=True)
    python = str(tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
    wheel = next(tmp_path.glob("*.whl"))
    installed = subprocess.run([python, "-m", "pip", "install", "-q", str(wheel), "pytest"], capture_output=True, text=True, check=False)
    assert installed.returncode == 0, installed.stderr
    done = run(python, example, "-q")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "35 passed" in done.stdout
