"""Signals: SIGTERM is answered as Ctrl-C is, and what is done is still written when one comes late."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from factspec.report import InputReport

_HEARD = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM") if hasattr(signal, name))


@contextmanager
def interruptible() -> Iterator[None]:
    """While a command runs, SIGINT and SIGTERM both raise KeyboardInterrupt; afterwards they are what they were."""
    with _answered(_interrupt, _HEARD):
        yield


@contextmanager
def finishing() -> Iterator[None]:
    """While what is done is decided and written, one signal is put off for good: the report is whole. A second one ends the command."""
    late: list[int] = []

    def once(number: int, frame: FrameType | None) -> None:
        if late:
            _interrupt(number, frame)
        late.append(number)

    with _answered(once, _HEARD):
        yield


def undivided(take: Callable[[InputReport], InputReport]) -> Callable[[InputReport], InputReport]:
    """`take`, so that a signal waits until it is through: a report is never left half written."""

    def whole(item: InputReport) -> InputReport:
        came: list[int] = []
        with _answered(lambda number, _: came.append(number), _HEARD):
            taken = take(item)
        if came:
            raise KeyboardInterrupt
        return taken

    return whole


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


@contextmanager
def _answered(answer: Any, numbers: tuple[int, ...]) -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():  # only the main thread may say how signals are answered
        yield
        return
    before = {number: signal.getsignal(number) for number in numbers}
    try:
        for number in numbers:
            # One that the caller has told to be ignored (nohup) stays ignored.
            if before[number] not in (signal.SIG_IGN, None):
                signal.signal(number, answer)
        yield
    finally:
        for number, old in before.items():
            if old is not None:
                signal.signal(number, old)
