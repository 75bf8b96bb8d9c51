"""A line of counts on standard error, only on a terminal."""

from __future__ import annotations

import sys

from factspec.report import InputReport


class Progress:
    """Counts what is done and what of it does not pass; silent where standard error is no terminal."""

    def __init__(self, quiet: bool) -> None:
        self.on = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self.shown = False
        self.count = {"pass": 0, "fail": 0, "error": 0}

    def __call__(self, report: InputReport) -> None:
        self.count[report.status] += 1
        done = sum(self.count.values())
        if self.on and done % 10 == 0:
            self.shown = True
            self._show(f"\r{done} checked, {self.count['fail']} fail, {self.count['error']} error\x1b[K")

    def end(self) -> None:
        if self.shown:
            self._show("\r\x1b[K")

    def _show(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:  # the terminal is gone
            self.on = self.shown = False
