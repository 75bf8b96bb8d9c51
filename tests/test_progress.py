"""Progress: on a terminal counts and the time left, elsewhere not a byte; and how many inputs there are is known before."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from factspec.inputs import Options
from factspec.inputs.count import count_items
from factspec.inputs.read import read_items

GOLDEN = "factspec: 1\nid: story\nfacts:\n  killed: {claim: The attack killed 26 people., importance: required}\n"
CHECKS = Path(__file__).parent.parent / "checks"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("story.yaml").write_text(GOLDEN)
    texts = ["The attack killed 26 people.", "The attack killed 28 people.", " "]
    Path("in.jsonl").write_text("\n".join(json.dumps({"id": f"t{i}", "text": texts[i % 3]}) for i in range(30)) + "\n\n")


def on_a_terminal(*args: str, verb: str = "check", **env: str) -> tuple[int, str]:
    """The exit status, and what a terminal on standard error was sent."""
    pty = pytest.importorskip("pty", reason="a terminal is made with pty, which this system does not have")
    main, other = pty.openpty()
    command = [sys.executable, "-m", "factspec", verb, "in.jsonl", "-g", "story.yaml", *args]
    environ = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "CI", "FORCE_COLOR")}
    child = subprocess.Popen(
        command, stderr=other, stdout=subprocess.DEVNULL, env=environ | {"PYTHONPATH": str(CHECKS), "TERM": "xterm", "COLUMNS": "100"} | env
    )
    os.close(other)
    sent = b""
    try:
        while chunk := os.read(main, 1 << 16):
            sent += chunk
    except OSError:  # Linux says so when the other end is closed
        pass
    os.close(main)
    return child.wait(), sent.decode()


def test_a_batch_counts_its_rows_and_takes_the_line_away() -> None:
    pytest.importorskip("pyarrow", reason="factspec batch needs pyarrow, which is not installed")
    status, sent = on_a_terminal("-o", "out", "--rows", "10", verb="batch")
    assert status == 2
    assert [word in sent for word in ("\r10 rows checked\x1b[K", "\r20 rows checked\x1b[K", "\r30 rows checked\x1b[K")] == [True] * 3
    assert sent.endswith("\r\x1b[K")
    assert on_a_terminal("-o", "quiet", "-q", verb="batch") == (2, "")


def test_a_terminal_sees_counts_and_the_time_left() -> None:
    pytest.importorskip("rich", reason="the bar is drawn by rich, which is not installed")
    status, sent = on_a_terminal()
    assert status == 2
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", sent)
    assert "0/30" in plain
    assert "30/30" in plain
    assert "10 fail 10 error" in plain
    assert re.search(r"\d:\d\d", plain)
    assert sent.rstrip().endswith(("\x1b[2K", "\x1b[?25h", "\x1b[1A\x1b[2K")), "the bar is taken away"


def test_without_rich_a_plain_line() -> None:
    Path("rich.py").write_text("raise ImportError\n")
    _, sent = on_a_terminal(PYTHONPATH=f"{Path.cwd()}{os.pathsep}{CHECKS}")
    assert "20 of 30 checked, 7 fail, 6 error" in sent
    assert sent.endswith("\r\x1b[K")


def test_quiet_shows_nothing() -> None:
    assert "30" not in on_a_terminal("--quiet")[1]


def test_what_is_no_terminal_gets_no_byte_of_it() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "factspec", "check", "in.jsonl", "-g", "story.yaml"],
        env=os.environ | {"PYTHONPATH": str(CHECKS)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if not line.startswith("import time:")]
    assert said == []
    assert not re.search(r"\| +rich\b", done.stderr), "rich is imported only where a bar is drawn"


def test_items_are_counted_as_they_will_be_read() -> None:
    Path("out").mkdir()
    for name, text in (
        ("a.txt", "A."),
        ("b.md", "B."),
        ("c.json", "{}"),
        ("d.jsonl", '{"id": "x", "text": "X."}\n\n{"id": "y"}\n'),
        ("e.jsonl", ""),
    ):
        Path("out", name).write_text(text)
    typed = ["in.jsonl", "out", "none.txt", "*.nothing"]
    assert count_items(typed) == len(list(read_items(typed, Options()))) == 30 + 3 + 2 + 1 + 2
    assert count_items(["-"]) is None


def test_rows_of_parquet_are_counted() -> None:
    arrow = pytest.importorskip("pyarrow", reason="Parquet is read with pyarrow, which is not installed")
    from pyarrow import parquet

    parquet.write_table(arrow.table({"id": ["a", "b"], "text": ["A.", "B."]}), "rows.parquet")
    assert count_items(["rows.parquet"]) == 2
    Path("broken.parquet").write_text("no")
    assert count_items(["broken.parquet"]) is None
