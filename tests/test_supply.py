"""What a release rests on: no network, a build that is the same every time, and archives that the tools of the index accept."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Every way out of the process by a socket raises, before anything of factspec is imported.
BLOCKED = """
import socket, sys
def refuse(*args, **kwargs):
    raise AssertionError("the network was asked for")
class Refused(socket.socket):
    __init__ = refuse  # a class still, for those who only derive from it
socket.socket = Refused
for name in ("create_connection", "create_server", "getaddrinfo", "gethostbyname", "socketpair"):
    setattr(socket, name, refuse)
sys.argv = ["factspec", *sys.argv[1:]]
from factspec.cli import main
main()
"""


def run(*args: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(args, capture_output=True, text=True, cwd=cwd, env={**os.environ, **env}, check=False, timeout=600)


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (("check", "t.txt", "-g", "pahalgam-2025", "--format", "sarif"), 1),
        (("check", "d.json", "-g", "ok.yaml", "--schema", "s.json"), 1),
        (("check", "far.json", "-g", "ok.yaml", "--schema", "far-schema.json"), 2),
        (("check", "p.html", "-g", "ok.yaml", "--report", "html=out.html"), 0),
        (("lint", "ok.yaml"), 0),
        (("run",), 0),
        (("explain", "value-differs"), 0),
        (("schema", "golden"), 0),
        (("--version",), 0),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_nothing_asks_for_the_network(call: tuple[str, ...], status: int, tmp_path: Path) -> None:
    (tmp_path / "ok.yaml").write_text("facts:\n  killed: The attack killed 26 people.\n")
    (tmp_path / "t.txt").write_text("The Pahalgam attack killed 28 people.")
    (tmp_path / "d.json").write_text('{"killed": 26}')
    (tmp_path / "far.json").write_text('{"killed": 26}')
    (tmp_path / "s.json").write_text('{"properties": {"killed": {"type": "string"}}}')
    (tmp_path / "far-schema.json").write_text('{"$ref": "https://example.org/schema.json"}')
    (tmp_path / "p.html").write_text(
        '<p>The attack killed 26 people.</p><img src="https://example.org/x.png"><script src="//example.org/x.js"></script>'
    )
    (tmp_path / "factspec.yaml").write_text("suites:\n  a: {golden: ok.yaml, inputs: d.json}\n")
    done = run(sys.executable, "-c", BLOCKED, *call, cwd=tmp_path, PYTHONPATH=str(ROOT / "checks"))
    assert done.returncode == status, done.stdout + done.stderr
    assert "network" not in done.stdout + done.stderr


def test_dependencies_have_lower_bounds_and_no_upper_ones() -> None:
    """An upper bound of a library is its users' trouble; a missing lower one is ours."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert len(project["dependencies"]) <= 7
    for extra in (project["dependencies"], *(project["optional-dependencies"][name] for name in ("parquet", "strategies", "threads"))):
        for wanted in extra:
            assert ">=" in wanted, wanted
            assert "<" not in wanted, wanted
            assert "==" not in wanted.split(";")[0], wanted


def build(out: Path) -> list[Path]:
    if importlib.util.find_spec("build") is None or importlib.util.find_spec("hatchling") is None:
        pytest.skip("build and hatchling are not installed: nothing is built")
    done = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(ROOT), cwd=ROOT, SOURCE_DATE_EPOCH="1700000000")
    assert done.returncode == 0, done.stdout + done.stderr
    return sorted(out.iterdir())


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return build(tmp_path_factory.mktemp("one"))


@pytest.mark.slow
def test_two_builds_are_the_same_bytes(built: list[Path], tmp_path: Path) -> None:
    """Of the wheel and of the sdist, from the same tree and SOURCE_DATE_EPOCH."""
    again = build(tmp_path / "two")
    assert [path.name for path in built] == [path.name for path in again]
    assert len(built) == 2
    for one, two in zip(built, again, strict=True):
        assert hashlib.sha256(one.read_bytes()).hexdigest() == hashlib.sha256(two.read_bytes()).hexdigest(), one.name


@pytest.mark.slow
def test_the_archives_hold_no_path_out_and_nothing_of_this_machine(built: list[Path]) -> None:
    for path in built:
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as archive:
                held = {name: archive.read(name) for name in archive.namelist()}
        else:
            with tarfile.open(path) as archive:
                assert all(member.isfile() or member.isdir() for member in archive.getmembers()), "links in the sdist"
                held = {m.name: opened.read() for m in archive.getmembers() if (opened := archive.extractfile(m)) is not None}
        for name, content in held.items():
            assert not name.startswith(("/", "..")), name
            assert "/../" not in name, name
            assert not name.endswith((".pyc", ".so", ".env", ".pem", ".key")), name
            assert str(ROOT).encode() not in content, name


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tool", "command"), [("twine", ["twine", "check", "--strict"]), ("check_wheel_contents", ["check_wheel_contents"])]
)
def test_the_tools_of_the_index_accept_the_archives(built: list[Path], tool: str, command: list[str]) -> None:
    if importlib.util.find_spec(tool) is None:
        pytest.skip(f"{tool} is not installed: the archives are not checked by it")
    files = [str(path) for path in built if tool == "twine" or path.suffix == ".whl"]
    done = run(sys.executable, "-m", *command, *files, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
