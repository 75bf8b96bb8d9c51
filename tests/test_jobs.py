"""--jobs: the same bytes as one process, and a process that dies is the error of the input that killed it."""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from factspec.cli import main

GOLDEN = """\
factspec: 1
id: story
facts:
  killed: {claim: The attack killed 26 people., type: quantity, value: 26, unit: people, of: killed}
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("story.yaml").write_text(GOLDEN)
    texts = ["The attack killed 26 people.", "The attack killed 28 people.", " ", "It was raining."]
    Path("in.jsonl").write_text("".join(json.dumps({"id": f"t{i}", "text": texts[i % 4]}) + "\n" for i in range(40)))


def check(*args: str) -> Result:
    return CliRunner().invoke(main, ["check", "in.jsonl", "--golden", "story.yaml", "-f", "json", *args])


def test_two_processes_give_the_bytes_of_one() -> None:
    assert check("--jobs", "2").stdout == check().stdout
    assert check("--jobs", "2").exit_code == check().exit_code == 2


def test_fail_fast_holds_with_jobs() -> None:
    assert check("--jobs", "2", "--fail-fast").stdout == check("--fail-fast").stdout


@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="the fault is planted before a fork")
def test_a_dead_worker_is_exit_3_with_the_input_named_and_the_rest_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    from factspec import engine

    read, parent = engine.read_text, os.getpid()

    def dies(text: str, *args: Any, **more: Any) -> Any:
        if "raining" in text and os.getpid() != parent:
            os._exit(9)
        return read(text, *args, **more)

    monkeypatch.setattr(engine, "read_text", dies)
    lines = Path("in.jsonl").read_text().splitlines(keepends=True)
    Path("in.jsonl").write_text("".join(lines[:8]))
    result = check("--jobs", "2")
    inputs = json.loads(result.stdout)["inputs"]
    assert result.exit_code == 3
    assert [row["status"] for row in inputs] == ["pass", "fail", "error", "error"] * 2
    assert [row["id"] for row in inputs if row["error"] and row["error"]["code"] == "internal"] == ["t3", "t7"]
    assert "in.jsonl:4: internal" in result.stderr
