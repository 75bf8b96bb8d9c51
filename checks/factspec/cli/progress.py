"""Progress on standard error, only on a terminal: what is done, what of it does not pass, and the time that is left."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import Any

from factspec.cli.output import StatusLine
from factspec.inputs.count import count_items
from factspec.report import InputReport


class Progress:
    """Silent where standard error is no terminal. Drawn by rich where it is installed, else a plain line of counts."""

    def __init__(self, quiet: bool, inputs: Iterable[Sequence[str]]) -> None:
        """`inputs` are those of each suite, as typed; they are counted only where there is somebody to see it."""
        self._count: Counter[str] = Counter()
        self._bar: Any = None
        self._line = StatusLine(quiet)
        if not self._line.on:
            return
        counts = [count_items(typed) for typed in inputs]
        total = None if None in counts else sum(count or 0 for count in counts)
        if os.environ.get("TERM") != "dumb":
            self._bar = _bar(total)
        self._total = f" of {total}" if total is not None else ""

    def __call__(self, report: InputReport) -> None:
        self._count[report.status] += 1
        if not self._line.on:
            return
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], advance=1, fail=self._count["fail"], error=self._count["error"])
        elif (done := self._count.total()) % 10 == 0:
            self._line.show(f"{done}{self._total} checked, {self._count['fail']} fail, {self._count['error']} error")

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        """Takes the line away, whatever happened."""
        if self._bar is not None:
            with suppress(OSError):  # the terminal is gone
                self._bar.stop()
        self._line.clear()


def _bar(total: int | None) -> Any:
    try:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
    except ImportError:
        return None
    bar = Progress(
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("[red]{task.fields[fail]} fail[/] [magenta]{task.fields[error]} error[/]"),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=Console(stderr=True, no_color=True if os.environ.get("NO_COLOR") else None),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
    bar.add_task("", total=total, fail=0, error=0)
    bar.start()
    return bar
