"""Faults, injected for real: a full disk, files that vanish, killed workers, broken pipes, signals in every phase, two runs at once.

A report is whole or absent, what is done is kept, and the exit status tells. Where a test waits, it waits for the other process's next
step (a pipe that is opened or written), never for a time. docs/faults.md holds the table of what is tested here.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from factspec.errors import UsageError
from factspec.inputs import Options
from factspec.inputs.read import read_items
from factspec.writing import write_whole

ROOT = Path(__file__).resolve().parent.parent
TEXT = "The attack killed 26 people."
WRONG = "The attack killed 28 people."
ENV = {**os.environ, "PYTHONPATH": str(ROOT / "checks")}
BOTH = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])

pytestmark = pytest.mark.skipif(os.name != "posix", reason="faults are injected by POSIX means")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("ok.yaml").write_text(f"facts:\n  killed: {TEXT}\n")
    Path("t.txt").write_text(TEXT)
    Path("wrong.txt").write_text(WRONG)
    Path("many.jsonl").write_text("".join(json.dumps({"id": f"r{n}", "text": TEXT}) + "\n" for n in range(300)))
    return tmp_path


def start(*args: str, **more: Any) -> subprocess.Popen[bytes]:
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, **more}
    return subprocess.Popen([sys.executable, "-m", "factspec", *args], env=ENV, **pipes)


def ended(process: subprocess.Popen[bytes]) -> tuple[int, str, str]:
    out, err = process.communicate(timeout=240)
    return process.returncode, (out or b"").decode(), (err or b"").decode()


def run(*args: str, **more: Any) -> tuple[int, str, str]:
    return ended(start(*args, **more))


CHECK = ("check", "t.txt", "-g", "ok.yaml")


def leftovers() -> list[str]:
    return [name for name in os.listdir() if name.endswith(".tmp")]


# ---- a full disk


def small_files(most: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


def test_a_file_that_cannot_be_written_whole_is_not_written() -> None:
    """The old report stays as it was, nothing is left beside it, and the exit status is 2."""
    Path("report.json").write_text("old")
    status, _, err = run(*CHECK, "--format", "json", "--output", "report.json", preexec_fn=small_files(100))
    assert status == 2, err
    assert "--output report.json: cannot be written" in err
    assert Path("report.json").read_text() == "old"
    assert leftovers() == []


def test_a_full_device_is_exit_2() -> None:
    status, _, err = run(*CHECK, "--output", "/dev/full")
    assert (status, "No space left" in err) == (2, True), err
    with open("/dev/full", "wb") as full:
        status, _, err = run(*CHECK, stdout=full)
    assert (status, "standard output cannot be written" in err) == (2, True), err


def test_what_can_be_written_is_written_when_one_file_cannot() -> None:
    reports = ("--report", "json=/dev/full", "--report", "jsonl=good.jsonl", "--save", "/dev/full")
    status, out, err = run("check", "wrong.txt", "-g", "ok.yaml", *reports)
    assert status == 2, err
    assert json.loads(Path("good.jsonl").read_text())["status"] == "fail"
    assert "contradicted" in out
    for word in ("--report /dev/full", "--save /dev/full"):
        assert word in err


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (("--report", "json=wrong.txt/x.json"), "--report wrong.txt/x.json: cannot be written: Not a directory"),
        (("--report", "sarif=none/x.sarif"), "--report none/x.sarif: cannot be written: there is no folder none"),
        (("--output", "folder"), "--output folder: cannot be written: Is a directory"),
        (("--save", "wrong.txt/deep/run.jsonl"), "--save wrong.txt/deep/run.jsonl: cannot be written: there is no folder wrong.txt/deep"),
    ],
)
def test_a_place_that_cannot_be_written_is_told_before_the_work(args: tuple[str, ...], told: str) -> None:
    """A long run is not lost to a mistyped path at its end."""
    os.mkdir("folder")
    status, out, err = run("check", "wrong.txt", "-g", "ok.yaml", *args)
    assert (status, out) == (2, "")
    assert told in err


def test_a_disk_that_fills_up_for_real(tmp_path: Path) -> None:
    """A file system of 64 kB in a namespace of its own, where the machine lets us make one."""
    if subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no mount namespaces here: the disk is filled by a limit on file sizes alone")
    script = (
        f"mkdir disk && mount -t tmpfs -o size=64k tmpfs disk || exit 99; echo old > disk/report.json; "
        f"{sys.executable} -m factspec check many.jsonl -g ok.yaml --format json --output disk/report.json; "
        "echo status $?; cat disk/report.json; ls -A disk"
    )
    done = subprocess.run(["unshare", "--mount", "sh", "-c", script], capture_output=True, text=True, env=ENV, check=False)
    if done.returncode == 99:
        pytest.skip("tmpfs cannot be mounted here")
    assert done.stdout.split() == ["status", "2", "old", "report.json"], done.stdout + done.stderr
    assert "No space left on device" in done.stderr


# ---- files that cannot be read, and files that vanish


def test_a_file_that_vanishes_is_one_error_and_the_rest_is_checked() -> None:
    os.mkdir("in")
    for name in "abc":
        Path(f"in/{name}.txt").write_text(TEXT)
    items = read_items(["in"], Options())
    first = next(items)
    os.unlink("in/b.txt")
    second, third = items
    assert (first.failure, third.failure) == (None, None)
    assert second.failure is not None
    assert (second.failure.code, second.source) == ("unreadable", "in/b.txt")


def test_a_file_that_may_not_be_read_is_one_error() -> None:
    if os.geteuid() == 0:
        os.mkdir("locked.txt")  # root may read everything but a folder
    else:
        Path("locked.txt").write_text(TEXT)
        os.chmod("locked.txt", 0)
    status, out, _ = run("check", "t.txt", "locked.txt", "-g", "ok.yaml", "--format", "json")
    assert status == 2
    assert [item["status"] for item in json.loads(out)["inputs"]] == ["pass", "error"]


def test_a_folder_that_is_gone_while_we_are_in_it(here: Path) -> None:
    command = f"mkdir d && cd d && rmdir ../d && {sys.executable} -m factspec check {here}/t.txt -g {here}/ok.yaml"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=ENV, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


# ---- broken pipes and closed streams


def test_a_reader_that_has_had_enough_changes_no_exit_status() -> None:
    for source, expected in (("many.jsonl", 0), ("wrong.txt", 1)):
        process = start("check", source, "-g", "ok.yaml", "-vv", "--format", "json")
        assert process.stdout is not None
        process.stdout.close()
        process.stdout = None
        status, _, err = ended(process)
        assert status == expected, err
        assert "Traceback" not in err


def test_nobody_listens_to_the_complaints() -> None:
    process = start("check", "wrong.txt", "-g", "ok.yaml", "--format", "json")
    assert process.stderr is not None
    process.stderr.close()
    process.stderr = None
    status, out, _ = ended(process)
    assert status == 1
    assert json.loads(out)["decision"]["exit_status"] == 1


@pytest.mark.parametrize(("closed", "status"), [(">&-", 2), ("2>&-", 1), ("<&-", 1)])
def test_a_stream_that_was_closed_before_we_began(closed: str, status: int) -> None:
    """A report that nobody can get is no success."""
    command = f"{sys.executable} -m factspec check wrong.txt -g ok.yaml {closed}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, env=ENV, check=False)
    assert done.returncode == status, done.stdout + done.stderr


# ---- killed workers


def children(pid: int) -> list[int]:
    return [int(child) for task in Path(f"/proc/{pid}/task").iterdir() for child in (task / "children").read_text().split()]


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="workers are found by /proc")
def test_a_killed_worker_loses_no_input() -> None:
    """Its inputs are checked again, each in a process of its own: all reports are there, in order, and the exit status is the gate's."""
    os.mkfifo("slow.jsonl")
    process = start("check", "many.jsonl", "slow.jsonl", "-g", "ok.yaml", "--jobs", "2", "--format", "json")
    with open("slow.jsonl", "w") as stream:  # opens when the run has read all of many.jsonl: its workers are at work
        workers = children(process.pid)
        assert workers
        os.kill(workers[0], signal.SIGKILL)
        stream.write(json.dumps({"id": "last", "text": TEXT}) + "\n")
    status, out, err = ended(process)
    assert status == 0, err
    report = json.loads(out)
    assert [item["id"] for item in report["inputs"]] == [*(f"r{n}" for n in range(300)), "last"]
    assert report["counts"]["pass"] == 301


# ---- signals


def test_while_the_golden_set_is_read() -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        os.mkfifo(f"g{number}.yaml")
        process = start("check", "t.txt", "-g", f"g{number}.yaml", "--output", "report.txt")
        with open(f"g{number}.yaml", "w"):  # opens when the other side does
            process.send_signal(number)
            status, _, err = ended(process)
        assert (status, "interrupted" in err) == (2, True), err
        assert not Path("report.txt").exists()


@BOTH
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_while_inputs_are_checked(number: int, jobs: str) -> None:
    """What is done is reported, whole, and the run does not pass."""
    os.mkfifo("slow.jsonl")
    Path("report.json").write_text("old")
    process = start(
        "check", "t.txt", "slow.jsonl", "-g", "ok.yaml", "--jobs", jobs, "--format", "json", "--output", "report.json", "--save", "run"
    )
    with open("slow.jsonl", "w") as stream:
        stream.write(json.dumps({"id": "a", "text": TEXT}) + "\n")
        stream.flush()
        process.send_signal(number)
        status, _, err = ended(process)
    assert status == 2, err
    report = json.loads(Path("report.json").read_text())
    assert report["decision"]["reasons"][0]["rule"] == "stopped"
    assert report["inputs"] == [] if jobs == "2" and not report["inputs"] else report["inputs"][0]["id"] == "t.txt"
    last = json.loads(Path("run").read_text().splitlines()[-1])
    assert last == {"end": len(report["inputs"]), "whole": False, "stopped": "interrupt"}
    assert leftovers() == []


@BOTH
def test_while_suites_are_run(number: int) -> None:
    os.mkfifo("slow.jsonl")
    Path("factspec.yaml").write_text("suites:\n  one: {golden: ok.yaml, inputs: t.txt}\n  two: {golden: ok.yaml, inputs: slow.jsonl}\n")
    process = start("run", "--format", "json")
    with open("slow.jsonl", "w"):
        process.send_signal(number)
        status, out, err = ended(process)
    assert status == 2, err
    assert '"t.txt"' in out
    assert "interrupted" in out


@BOTH
def test_while_the_report_is_written(number: int) -> None:
    """Nothing is cut off: the report comes whole and the exit status is the gate's."""
    process = start("check", "many.jsonl", "wrong.txt", "-g", "ok.yaml", "--format", "json")
    assert process.stdout is not None
    first = os.read(process.stdout.fileno(), 1)  # more than a pipe holds follows: the writer waits for us
    process.send_signal(number)
    status, rest, err = ended(process)
    assert status == 1, err
    report = json.loads(first.decode() + rest)
    assert len(report["inputs"]) == 301
    assert report["decision"]["exit_status"] == 1


@BOTH
def test_a_second_signal_ends_even_the_writing(number: int) -> None:
    os.mkfifo("out")
    reader = os.open("out", os.O_RDONLY | os.O_NONBLOCK)
    process = start("check", "many.jsonl", "-g", "ok.yaml", "--format", "json", "--output", "out")
    while not _ready(reader):
        assert process.poll() is None
    process.send_signal(number)
    while _pending(process.pid, number):
        assert process.poll() is None
    process.send_signal(number)
    status, _, err = ended(process)
    os.close(reader)
    assert status == 2, err
    assert "interrupted" in err


def _ready(reader: int) -> bool:
    import select

    return bool(select.select([reader], [], [], 60)[0]) and bool(os.read(reader, 1))


def _pending(pid: int, number: int) -> bool:
    """Whether a signal has not been taken by the process yet."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    masks = [int(line.split()[1], 16) for line in lines if line.startswith(("SigPnd", "ShdPnd"))]
    return any(mask >> (number - 1) & 1 for mask in masks)


def test_signals_are_answered_as_before_when_a_command_is_over() -> None:
    from click.testing import CliRunner

    from factspec.cli import main

    before = [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)]
    CliRunner().invoke(main, list(CHECK))
    assert [signal.getsignal(n) for n in (signal.SIGINT, signal.SIGTERM)] == before
    found: list[Any] = []
    thread = threading.Thread(target=lambda: found.append(CliRunner().invoke(main, list(CHECK)).exit_code))
    thread.start()
    thread.join()
    assert found == [0]


# ---- two runs, one report


def test_two_runs_that_write_one_report() -> None:
    """Whoever looks finds a whole report of one of them, at every moment."""
    running = [start("check", name, "-g", "ok.yaml", "--format", "json", "--output", "report.json") for name in ("t.txt", "many.jsonl") * 3]
    seen = 0
    while any(process.poll() is None for process in running):
        if Path("report.json").exists():
            seen += len(json.loads(Path("report.json").read_text())["inputs"]) > 0
    assert [ended(process)[0] for process in running] == [0] * 6
    assert seen
    assert len(json.loads(Path("report.json").read_text())["inputs"]) in (1, 300)
    assert leftovers() == []


def test_a_report_over_a_link_a_folder_and_a_read_only_folder(tmp_path: Path) -> None:
    Path("real.txt").write_text("old")
    os.symlink("real.txt", "link.txt")
    write_whole(Path("link.txt"), "new")
    assert (Path("real.txt").read_text(), os.path.islink("link.txt")) == ("new", True)
    os.mkdir("folder")
    with pytest.raises(UsageError, match="cannot be written"):
        write_whole(Path("folder"), "new")
    with pytest.raises(UsageError, match="cannot be written"):
        write_whole(Path("none/there.txt"), "new")
    write_whole(Path("x" * 250 + ".txt"), "a long name is no reason")
    assert leftovers() == []
