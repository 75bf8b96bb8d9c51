"""A batch run: parts read in order, checked by one process or several, each written whole; what was done before is not done again."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any, Literal

import pyarrow as arrow
import pyarrow.parquet as parquet

from factspec import __version__
from factspec.batch.journal import Done, Journal
from factspec.batch.parts import Part, input_files, parts
from factspec.batch.rows import Checker
from factspec.batch.schema import batch_of
from factspec.errors import UsageError
from factspec.inputs import Options
from factspec.report import InputReport
from factspec.shape import input_dict

AT_ONCE = 50
"""Reports that a process holds at a time."""
AHEAD = 2
"""Parts a process that are read ahead: memory stays flat however many there are."""


@dataclass(frozen=True, slots=True)
class Totals:
    """A whole run in numbers; `resumed` parts were there already, `lost` ones killed the process that checked them, each time."""

    parts: int = 0
    resumed: int = 0
    rows: int = 0
    passed: int = 0
    failed: int = 0
    errors: int = 0
    internal: int = 0
    lost: tuple[int, ...] = ()
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class Job:
    """What is checked and where it goes: `folder/part-000000.parquet` and so on, in the order of the input."""

    inputs: tuple[str, ...]
    folder: Path
    checker: Checker
    options: Options
    form: Literal["parquet", "jsonl"] = "parquet"
    rows: int = 1000
    jobs: int = 1

    def header(self, files: Sequence[str]) -> dict[str, Any]:
        golden, fields = self.checker.golden, self.options.fields
        return {
            "factspec": __version__,
            "golden": {"id": golden.id, "sha256": golden.sha256},
            "policy": self.checker.policy.as_dict(),
            "as_of": self.checker.as_of,
            "parse_json": self.checker.parse_json,
            "fields": [fields.id, fields.text, fields.data],
            "format": self.form,
            "rows": self.rows,
            "inputs": list(files),
        }


def run_job(job: Job, progress: Callable[[Done], None] = lambda _: None) -> Totals:
    """Runs a job to its end, or goes on with one that was stopped. An interrupt stops it; what is whole stays.

    Raises `UsageError` where an input, the folder or its journal is not what this job asks for.
    """
    files = input_files(job.inputs)
    journal = Journal(job.folder, job.header(files))
    resumed, stopped = len(journal.done), False
    lost: list[int] = []
    try:
        fresh = _not_yet(parts(files, job.options, job.rows), journal)
        for outcome in _in_turn(fresh, job) if job.jobs == 1 else _side_by_side(fresh, job):
            if isinstance(outcome, int):
                lost.append(outcome)
            else:
                journal.add(outcome)
                progress(outcome)
    except KeyboardInterrupt:
        stopped = True
    finally:
        journal.close()
    done = journal.done.values()
    return Totals(
        parts=len(done),
        resumed=resumed,
        rows=sum(one.rows for one in done),
        passed=sum(one.passed for one in done),
        failed=sum(one.failed for one in done),
        errors=sum(one.errors for one in done),
        internal=sum(one.internal for one in done),
        lost=tuple(lost),
        stopped=stopped,
    )


def _not_yet(every: Iterator[Part], journal: Journal) -> Iterator[Part]:
    earlier, number = dict(journal.done), -1
    for part in every:
        number = part.number
        before = earlier.get(number)
        if before is None:
            yield part
        elif before.digest != part.digest:
            raise UsageError(
                "input", f"{part.items[0].source}: part {number} is not what it was when it was checked; give another --output"
            )
    if beyond := sorted(n for n in earlier if n > number):
        raise UsageError("input", f"the input ends before part {beyond[0]}, which was checked already; give another --output")


def _in_turn(fresh: Iterator[Part], job: Job) -> Iterator[Done | int]:
    for part in fresh:
        yield check_part(part, job)


def _side_by_side(fresh: Iterator[Part], job: Job) -> Iterator[Done | int]:
    """By several processes; the outcomes come in the order of the parts."""
    waiting: deque[tuple[Part, Future[Done]]] = deque()
    pool = _pool(job, job.jobs)
    try:
        for part in fresh:
            waiting.append((part, _sent(pool, part)))
            while len(waiting) > AHEAD * job.jobs or (waiting and waiting[0][1].done()):
                if isinstance(waiting[0][1].exception(), BrokenProcessPool):
                    yield from _one_by_one(waiting, job)
                    pool.shutdown()
                    pool = _pool(job, job.jobs)
                else:
                    yield waiting.popleft()[1].result()
        while waiting:
            if isinstance(waiting[0][1].exception(), BrokenProcessPool):
                yield from _one_by_one(waiting, job)
            else:
                yield waiting.popleft()[1].result()
    finally:
        pool.shutdown(cancel_futures=True)


def _sent(pool: ProcessPoolExecutor, part: Part) -> Future[Done]:
    try:
        return pool.submit(_work, part)
    except BrokenProcessPool as error:
        future: Future[Done] = Future()
        future.set_exception(error)
        return future


def _one_by_one(waiting: deque[tuple[Part, Future[Done]]], job: Job) -> Iterator[Done | int]:
    """Each in a process of its own, so that the part that kills its process is known and the others are done."""
    while waiting:
        part, future = waiting.popleft()
        if not isinstance(future.exception(), BrokenProcessPool):
            yield future.result()
            continue
        alone = _pool(job, 1)
        try:
            yield alone.submit(_work, part).result()
        except BrokenProcessPool:
            yield part.number
        finally:
            alone.shutdown(cancel_futures=True)


def _pool(job: Job, jobs: int) -> ProcessPoolExecutor:
    # Spawned, not forked: Arrow has threads, and a fork would leave its locks as they stand.
    return ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"), initializer=_begin, initargs=(job,))


_job: Job


def _begin(job: Job) -> None:
    global _job
    _job = job
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to answer
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)  # a parent that was killed cannot say so


def _work(part: Part) -> Done:
    return check_part(part, _job)


def check_part(part: Part, job: Job) -> Done:
    """Checks a part and writes its file, whole or not at all."""
    name = f"part-{part.number:06d}.{job.form}"
    made = job.folder / f".{name}.{os.getpid()}.tmp"
    counts = Counter[str]()
    try:
        with made.open("wb") as stream:
            if job.form == "parquet":
                # A few reports at a time become columns, which take a tenth of their room.
                table = arrow.Table.from_batches([batch_of(some) for some in _checked(part, job, counts)])
                parquet.write_table(table, stream, compression="zstd")
            else:
                for some in _checked(part, job, counts):
                    stream.writelines(_line(report) for report in some)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(made, job.folder / name)
    except OSError as error:
        raise UsageError("output", f"{job.folder.as_posix()}: cannot be written: {error.strerror or error}") from None
    rows = (counts["pass"], counts["fail"], counts["error"])
    return Done(part.number, name, part.digest, len(part.items), *rows, counts["internal"])


def _checked(part: Part, job: Job, counts: Counter[str]) -> Iterator[list[InputReport]]:
    """The reports of a part, some at a time; counts their statuses."""
    for start in range(0, len(part.items), AT_ONCE):
        reports = [job.checker.check(item) for item in part.items[start : start + AT_ONCE]]
        counts.update(report.status for report in reports)
        counts["internal"] += sum(r.error is not None and r.error.code == "internal" for r in reports)
        yield reports


def _line(report: InputReport) -> bytes:
    return (json.dumps(input_dict(report)) + "\n").encode()
