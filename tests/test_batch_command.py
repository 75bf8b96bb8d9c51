"""factspec batch: rows in, rows out in order; a run that was killed goes on, and no row is lost or doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from factspec.cli import main

arrow = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'factspec[batch]'")

import pyarrow.dataset as dataset  # noqa: E402
import pyarrow.parquet as parquet  # noqa: E402

import factspec  # noqa: E402
from factspec.batch.job import Job, run_job  # noqa: E402
from factspec.batch.journal import NAME  # noqa: E402
from factspec.batch.rows import Checker  # noqa: E402
from factspec.gate import Policy  # noqa: E402
from factspec.inputs import Fields, Item, Options  # noqa: E402
from factspec.report import InputReport  # noqa: E402

CHECKS = Path(factspec.__file__).parent.parent
GOLDEN = """\
factspec: 1
id: story
facts:
  killed: {claim: The attack killed 26 people., type: quantity, value: 26, unit: people, of: killed}
"""
COUNT = 40


def text(at: int) -> str:
    return f"The attack near mile {at} killed {26 if at % 3 else 28} people."


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("story.yaml").write_text(GOLDEN)
    rows = [{"id": f"t{at}", "text": text(at)} for at in range(COUNT)]
    Path("in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    parquet.write_table(arrow.Table.from_pylist(rows), "in.parquet", row_group_size=15)


def batch(*args: str) -> Result:
    return CliRunner().invoke(main, ["batch", *args, "--golden", "story.yaml"])


def files(folder: str) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir()) if path.name != NAME}


def rows(folder: str) -> list[dict[str, Any]]:
    found = dataset.dataset([str(path) for path in sorted(Path(folder).glob("part-*"))], format="parquet").to_table()
    return list(found.to_pylist())


def journal(folder: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (Path(folder) / NAME).read_text().splitlines()]


def test_every_row_comes_out_once_in_order_and_as_check_says() -> None:
    assert batch("in.jsonl", "-o", "lines", "-f", "jsonl", "--rows", "7").exit_code == 1
    written = b"".join(files("lines").values()).decode()
    checked = CliRunner().invoke(main, ["check", "in.jsonl", "--golden", "story.yaml", "-f", "jsonl"])
    assert [json.loads(line) for line in written.splitlines()] == [json.loads(line) for line in checked.stdout.splitlines()]
    batch("in.parquet", "-o", "tables", "--rows", "7")
    assert [row["id"] for row in rows("tables")] == [f"t{at}" for at in range(COUNT)]
    assert [row["status"] for row in rows("tables")] == ["pass" if at % 3 else "fail" for at in range(COUNT)]
    assert [row["source_line"] for row in rows("tables")] == list(range(1, COUNT + 1))


def test_a_part_is_of_one_row_group() -> None:
    batch("in.parquet", "-o", "out", "--rows", "10")
    assert [row["rows"] for row in journal("out")[1:]] == [10, 5, 10, 5, 10]


def test_two_processes_write_the_bytes_of_one() -> None:
    one = batch("in.parquet", "-o", "one", "--rows", "4")
    two = batch("in.parquet", "-o", "two", "--rows", "4", "--jobs", "2")
    assert files("one") == files("two")
    assert journal("one") == journal("two")
    assert one.stdout == two.stdout == "40 rows: 26 pass, 14 fail, 0 error (65 % pass); 11 parts\n"


KILLED = """
import os, signal, sys
from pathlib import Path
from factspec.batch import job, journal
from factspec.cli import main

where, at = sys.argv[1], int(sys.argv[2])
die = lambda: os.kill(os.getpid(), signal.SIGKILL)

if where == "before-note":  # the part is there, the journal does not say so
    add = journal.Journal.add
    journal.Journal.add = lambda self, done: die() if done.part == at else add(self, done)
elif where == "after-note":
    noted = journal.Journal.add
    def then_die(self, done):
        noted(self, done)
        if done.part == at:
            die()
    journal.Journal.add = then_die
elif where == "in-note":  # half a line is written
    write = journal.Journal._write
    def half(self, row):
        if row.get("part") == at:
            self._stream.write(b'{"part": 3, "fi')
            self._stream.flush()
            die()
        write(self, row)
    journal.Journal._write = half
elif where == "in-part":  # a file is half written
    replace = os.replace
    def no(source, target):
        if str(target).endswith(f"part-{at:06d}.parquet"):
            Path(source).write_bytes(Path(source).read_bytes()[:100])
            die()
        replace(source, target)
    os.replace = no

if __name__ == "__main__":
    main(sys.argv[3:])
"""


@pytest.mark.parametrize(
    ("where", "jobs"), [("before-note", "1"), ("after-note", "1"), ("in-note", "1"), ("in-part", "1"), ("before-note", "2")]
)
def test_a_run_that_was_killed_goes_on_where_it_stopped(where: str, jobs: str) -> None:
    Path("killed.py").write_text(KILLED)
    command = ["batch", "in.parquet", "-o", "out", "--rows", "4", "--golden", "story.yaml", "--jobs", jobs]
    environment = {**os.environ, "PYTHONPATH": str(CHECKS)}
    # That this ends at all says that the workers ended too: they hold the pipe.
    ended = subprocess.run(
        [sys.executable, "killed.py", where, "3", *command], capture_output=True, env=environment, text=True, check=False
    )
    assert ended.returncode == -signal.SIGKILL, ended.stderr
    before = {row["part"] for row in journal_lines("out")}
    assert before == ({0, 1, 2, 3} if where == "after-note" else {0, 1, 2})
    made = {name: (Path("out") / name).stat().st_mtime_ns for row in journal_lines("out") if (name := row["file"])}
    again = CliRunner().invoke(main, command)
    assert f"; 11 parts, {len(before)} of them before" in again.stdout
    batch("in.parquet", "-o", "whole", "--rows", "4")
    assert files("out") == files("whole")
    assert sorted(row["part"] for row in journal("out")[1:]) == list(range(11))
    assert made == {name: (Path("out") / name).stat().st_mtime_ns for name in made}, "what was done is not done again"


def journal_lines(folder: str) -> list[dict[str, Any]]:
    """The parts that a journal notes, half a last line left out."""
    lines = (Path(folder) / NAME).read_bytes().splitlines(keepends=True)
    return [json.loads(line) for line in lines[1:] if line.endswith(b"\n")]


def test_a_run_that_is_done_is_not_done_again() -> None:
    first = batch("in.jsonl", "-o", "out", "--rows", "20")
    before = files("out")
    again = batch("in.jsonl", "-o", "out", "--rows", "20")
    assert again.exit_code == first.exit_code == 1
    assert again.stdout.endswith("; 2 parts, 2 of them before\n")
    assert files("out") == before
    assert len(journal("out")) == 3


def test_a_part_whose_file_is_gone_is_written_again() -> None:
    batch("in.jsonl", "-o", "out", "--rows", "20")
    before = files("out")
    (Path("out") / "part-000001.parquet").unlink()
    assert batch("in.jsonl", "-o", "out", "--rows", "20").stdout.endswith("1 of them before\n")
    assert files("out") == before


class Deadly(Checker):
    """Kills the process that checks a certain row."""

    def __reduce__(self) -> tuple[Any, ...]:
        return Deadly, (self.golden, self.policy, self.fields)

    def check(self, item: Item) -> InputReport:
        if item.id == "t9":
            os._exit(9)
        return super().check(item)


def test_a_row_that_kills_its_process_costs_its_part_and_no_other() -> None:
    golden, fields = factspec.load("story.yaml"), Fields()
    deadly = Job(("in.jsonl",), Path("out"), Deadly(golden, Policy(), fields), Options(fields), rows=4, jobs=2)
    totals = run_job(deadly)
    assert totals.lost == (2,)
    assert (totals.parts, totals.rows) == (9, 36)
    healthy = Job(("in.jsonl",), Path("out"), Checker(golden, Policy(), fields), Options(fields), rows=4, jobs=2)
    assert run_job(healthy).rows == COUNT
    assert [row["id"] for row in rows("out")] == [f"t{at}" for at in range(COUNT)]


def test_bad_rows_are_errors_in_their_place() -> None:
    lines = Path("in.jsonl").read_text().splitlines(keepends=True)
    Path("in.jsonl").write_text("".join([lines[0], "{bad\n", '{"id": "t1"}\n', lines[2]]))
    result = batch("in.jsonl", "-o", "out")
    assert result.exit_code == 2
    assert [(row["id"], row["error"] and row["error"]["code"]) for row in rows("out")] == [
        ("t0", None),
        ("in.jsonl:2", "not-json"),
        ("t1", "nothing-to-check"),
        ("t2", None),
    ]


def test_a_file_that_breaks_off_is_an_error_where_it_does_and_the_next_is_read() -> None:
    raw = Path("in.parquet").read_bytes()
    offset = parquet.ParquetFile("in.parquet").metadata.row_group(1).column(1).data_page_offset
    Path("broken.parquet").write_bytes(raw[:offset] + bytes(200) + raw[offset + 200 :])
    result = batch("broken.parquet", "in.jsonl", "-o", "out")
    assert result.exit_code == 2
    found = rows("out")
    assert [row["id"] for row in found[:15]] == [f"t{at}" for at in range(15)]
    broken = [row for row in found if row["status"] == "error"]
    assert [row["error"]["code"] for row in broken] == ["unreadable"]
    assert [row["id"] for row in found[-COUNT:]] == [f"t{at}" for at in range(COUNT)]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda: Path("story.yaml").write_text(GOLDEN.replace("26", "27")), "a batch run with another golden"),
        (lambda: Path("in.jsonl").write_text(Path("in.jsonl").read_text().replace("28", "29")), "is not what it was when it was checked"),
        (
            lambda: Path("in.jsonl").write_text("".join(Path("in.jsonl").read_text().splitlines(keepends=True)[:8])),
            "the input ends before part 2",
        ),
        (lambda: (Path("out") / NAME).unlink(), "not empty, and holds no batch run"),
        (lambda: (Path("out") / NAME).write_text("{}\n[]\n"), "no journal of a batch run"),
    ],
)
def test_another_run_is_refused_in_the_folder_of_one(change: Any, message: str) -> None:
    batch("in.jsonl", "-o", "out", "--rows", "4")
    before = files("out")
    change()
    result = batch("in.jsonl", "-o", "out", "--rows", "4")
    assert result.exit_code == 2
    assert message in result.stderr
    assert files("out") == before


def test_another_policy_is_refused_in_the_folder_of_one() -> None:
    batch("in.jsonl", "-o", "out")
    result = batch("in.jsonl", "-o", "out", "--strict", "--rows", "9")
    assert "a batch run with another policy, rows; give another --output" in result.stderr


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (("nowhere.jsonl",), "no such file"),
        (("story.yaml",), "not a file of rows, expected one of .jsonl, .ndjson, .parquet"),
        (("-",), "standard input cannot be read again"),
        (("bad.parquet",), "not readable as Parquet"),
    ],
)
def test_what_is_no_input_is_told_before_the_work(args: tuple[str, ...], message: str) -> None:
    Path("bad.parquet").write_text("no parquet")
    result = batch("in.jsonl", *args, "-o", "out")
    assert result.exit_code == 2
    assert message in result.stderr
    assert not Path("out").exists()


def test_the_exit_status_is_the_gates() -> None:
    assert batch("in.jsonl", "-o", "a").exit_code == 1
    assert batch("in.jsonl", "-o", "b", "--min-pass-rate", "0.6").exit_code == 0
    assert batch("in.jsonl", "-o", "c", "--exit-zero", "-q").stdout == ""


def test_without_pyarrow_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith("factspec.batch") or name == "factspec.cli.batch"]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.split(".")[0] == "pyarrow"]:
        monkeypatch.setitem(sys.modules, name, None)
    result = batch("in.jsonl", "-o", "out")
    assert result.exit_code == 2
    assert "pip install 'factspec[batch]'" in result.stderr
