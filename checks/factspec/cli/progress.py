"""A counter on standard error, only on a terminal."""

from __future__ import annotations

import sys


class Progress:
    """Counts what is done; silent where standard error is no terminal."""

    def __init__(self, quiet: bool) -> None:
        self.on = not quiet and sys.stderr.isatty()
        self.shown = False
        self.done = 0

    def step(self) -> None:
        self(self.done + 1)

    def __call__(self, done: int) -> None:
        self.done = done
        if self.on and done % 10 == 0:
            self.shown = True
            sys.stderr.write(f"\r{done} checked")
            sys.stderr.flush()

    def end(self) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
