"""Items checked in several processes, their reports in input order. A process that dies is the error of one input, by name."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from factspec.api import Golden, load
from factspec.drafting.source import compile_source
from factspec.gate import Policy, failed
from factspec.inputs import Item
from factspec.model import Importance
from factspec.report import Failure, InputReport
from factspec.run import Settings, checked

AHEAD = 8
"""Items a process that are read ahead: memory stays flat however many inputs there are."""


@dataclass(frozen=True, slots=True)
class Against:
    """A document for all items, or (no `text`) the one that each item brings; `importance` of its claims: required, of a reference."""

    name: str
    text: str | None
    as_of: str | None
    importance: Importance

    def golden_of(self, item: Item) -> Golden | None:
        """The document of an item as a golden set, compiled once; None where the item has failed already."""
        text = self.text if self.text is not None else item.document
        return None if text is None else _drafted(text, self.name, item.as_of or self.as_of, self.importance)


@lru_cache(maxsize=16)
def _drafted(text: str, name: str, as_of: str | None, importance: Importance) -> Golden:
    return compile_source(text, name=name, as_of=as_of, importance=importance)


@dataclass(frozen=True, slots=True)
class Task:
    """One item and how to check it, as what can travel to another process. No `golden`: none was found, and the item has failed."""

    item: Item
    golden: str
    folders: tuple[str, ...]
    policy: Policy
    as_of: str | None
    parse_json: bool
    schema: str | None
    against: Against | None = None  # made of a document, not of a golden set


def in_parallel(tasks: Iterable[Task], jobs: int) -> Generator[InputReport, None, None]:
    """The report of every task, in order, by `jobs` processes."""
    pool = _pool(jobs)
    waiting: deque[tuple[Task, Future[InputReport]]] = deque()
    try:
        for task in tasks:
            try:
                waiting.append((task, pool.submit(_work, task)))
            except BrokenProcessPool:
                pool.shutdown()
                yield from _one_by_one([*(t for t, _ in waiting), task])
                waiting.clear()
                pool = _pool(jobs)
            while len(waiting) > AHEAD * jobs or (waiting and waiting[0][1].done()):
                pool = yield from _next(waiting, pool, jobs)
        while waiting:
            pool = yield from _next(waiting, pool, jobs)
    finally:
        pool.shutdown(cancel_futures=True)


def _next(
    waiting: deque[tuple[Task, Future[InputReport]]], pool: ProcessPoolExecutor, jobs: int
) -> Generator[InputReport, None, ProcessPoolExecutor]:
    try:
        report = waiting[0][1].result()
    except BrokenProcessPool:
        pool.shutdown()
        yield from _one_by_one([task for task, _ in waiting])
        waiting.clear()
        return _pool(jobs)
    waiting.popleft()
    yield report
    return pool


def _one_by_one(tasks: Iterable[Task]) -> Iterator[InputReport]:
    """Each in a process of its own, so that the one that kills its process is known."""
    for task in tasks:
        item = task.item
        alone = _pool(1)
        try:
            yield alone.submit(_work, task).result()
        except BrokenProcessPool:
            failure = Failure("internal", "factspec failed: the process that checked it died", item.source_line)
            yield failed(item.id, item.source, item.source_line, failure)
        finally:
            alone.shutdown(cancel_futures=True)


def _pool(jobs: int) -> ProcessPoolExecutor:
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if "fork" in methods else "spawn")  # a fork has the golden set loaded
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_quiet)


def _quiet() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is the parent's to answer
    signal.signal(signal.SIGTERM, signal.SIG_DFL)


def _work(task: Task) -> InputReport:
    how = Settings(task.as_of, task.parse_json, _validator(task.schema) if task.schema else None)
    if task.against is not None:
        return checked(task.item, task.against.golden_of(task.item), task.policy, how)
    return checked(task.item, _golden(task.golden, task.folders) if task.golden else None, task.policy, how)


@cache
def _golden(word: str, folders: tuple[str, ...]) -> Golden:
    return load(word, folders=folders)


@cache
def _validator(schema: str) -> Any:
    from factspec.inputs.schema import validator

    return validator(schema)
