"""The wheel and an editable install behave alike, and carry the golden sets and schemas."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
TEXT = "The Pahalgam attack killed 28 people."


def run(args: list[str], cwd: Path, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(path)} if path else {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    return subprocess.run(args, capture_output=True, text=True, cwd=cwd, env=env, check=False, timeout=300)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from an sdist, as an index would get it."""
    out = tmp_path_factory.mktemp("dist")
    done = run([sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT)], ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(out.glob("*.whl"))


@pytest.mark.slow
def test_the_wheel_holds_what_it_must(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for golden in (ROOT / "golden").glob("*.yaml"):
        assert f"factspec/_data/golden/{golden.name}" in names
    for schema in (ROOT / "schemas").glob("*.json"):
        assert f"factspec/_data/schemas/{schema.name}" in names
    assert "factspec/py.typed" in names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    package = ROOT / "checks" / "factspec"
    for file in package.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts:
            assert f"factspec/{file.relative_to(package).as_posix()}" in names, f"{file.name} is not in the wheel"
    tops = {name.split("/")[0] for name in names}
    assert "pytest_factspec.py" in names, "pytest's entry point, outside the package"
    assert all(top in ("factspec", "pytest_factspec.py") or top.endswith(".dist-info") for top in tops), tops


@pytest.mark.slow
def test_wheel_and_source_tree_say_the_same(wheel: Path, tmp_path: Path) -> None:
    """The same command, from another folder: the same bytes, by the installed package and by the editable one."""
    target = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "x.txt").write_text(TEXT, encoding="utf-8")
    command = [sys.executable, "-m", "factspec", "check", "x.txt", "--golden", "pahalgam-2025", "--format", "json"]
    installed = run(command, elsewhere, target)
    editable = run(command, elsewhere, ROOT / "checks")
    assert installed.returncode == 1, installed.stderr
    assert installed.stdout == editable.stdout
    where = [sys.executable, "-c", "import factspec; print(factspec.__file__)"]
    assert str(target) in run(where, elsewhere, target).stdout
    assert str(ROOT) in run(where, elsewhere, ROOT / "checks").stdout
