"""What a start must not load: `--version` and `--help` nothing but click, a check of a text nothing that only other inputs need."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HEAVY = {
    "asyncio", "email", "http", "jsonschema", "multiprocessing", "numpy", "pandas", "pyarrow", "pydantic", "pyspark", "rapidfuzz", "ray",
    "socket", "sqlite3", "ssl", "threadpoolctl", "unittest", "urllib.request", "xml", "yaml",
    "concurrent.futures", "decimal", "fractions", "json", "html", "tempfile", "tomllib",
    "factspec.api", "factspec.batch", "factspec.binding", "factspec.engine", "factspec.gate", "factspec.golden", "factspec.inputs",
    "factspec.lexicon", "factspec.mentions", "factspec.model", "factspec.reading", "factspec.rules", "factspec.run", "factspec.syntax",
}  # fmt: skip
NOT_FOR_A_TEXT = {
    "asyncio", "concurrent.futures", "factspec.batch", "factspec.ray", "factspec.spark", "http", "jsonschema", "multiprocessing",
    "numpy.typing", "pandas", "pyarrow", "pyspark", "pytest", "ray", "sqlite3", "ssl", "unittest", "urllib.request", "xml",
    "factspec.inputs.html", "factspec.inputs.schema", "factspec.parallel", "factspec.plugin", "factspec.reporters.html",
    "factspec.reporters.junit", "factspec.reporters.sarif", "factspec.suites",
}  # fmt: skip

PROBE = """
import json, os, sys
before = set(sys.modules)
from factspec.cli import main
try:
    main(json.loads(sys.argv[1]))
except SystemExit:
    pass
sys.stderr.write("\\n" + json.dumps(sorted(set(sys.modules) - before)))
"""


def loaded(*args: str) -> set[str]:
    """The modules that a command loads, beyond those that Python has at its start."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("FACTSPEC")}
    done = subprocess.run(
        [sys.executable, "-c", PROBE, json.dumps(args)],
        capture_output=True, text=True, check=True, cwd=ROOT / "examples" / "quickstart",
        env={**environment, "PYTHONPATH": str(ROOT / "checks")},
    )  # fmt: skip
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("args", [("--version",), ("--help",), ("check", "--help"), ("batch", "--help")], ids=" ".join)
def test_help_and_version_load_nothing_heavy(args: tuple[str, ...]) -> None:
    # json is what the probe itself loads.
    assert loaded(*args) & (HEAVY - {"json"}) == set()


def test_a_check_of_a_text_loads_nothing_that_other_inputs_need() -> None:
    modules = loaded("check", "summaries/right.txt", "--golden", "library.yaml")
    assert "factspec.engine" in modules
    assert modules & NOT_FOR_A_TEXT == set()


def test_the_package_alone_loads_nothing_of_itself() -> None:
    probe = "import sys; before = set(sys.modules); import factspec; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": str(ROOT / "checks")}
    )
    modules = set(done.stdout.split())
    assert {name for name in modules if name.startswith("factspec")} == {"factspec"}
    assert modules & HEAVY == set()
