"""Bytes out: to standard output whatever the locale; colour where it is wanted."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable

import click

from factspec.errors import UsageError


def put(text: str | Iterable[str]) -> None:
    """Writes UTF-8 to standard output whatever the locale, with \\n line ends on every machine."""
    from factspec.writing import pour  # help and version, which put nothing, need none of it

    parts = (text,) if isinstance(text, str) else text
    if sys.stdout is None:
        raise UsageError("output", "standard output is closed: give --output FILE")
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        for part in parts:
            click.echo(part, nl=False)
        return
    try:
        sys.stdout.flush()
        pour(parts, buffer)
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to be flushed at the end
        if not isinstance(error, BrokenPipeError):
            raise UsageError("output", f"standard output cannot be written: {error.strerror or error}") from None
        # Whoever read the report has had enough; the exit status stays the gate's.


def tell(text: str, nl: bool = True) -> None:
    """A line for people (without `nl`, lines), to standard error; where nobody listens any more it is lost, and the exit status is not."""
    try:
        click.echo(text, err=True, nl=nl)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


class StatusLine:
    """A line on standard error that is written over; silent where that is no terminal, or is one no more."""

    def __init__(self, quiet: bool) -> None:
        self.on = not quiet and sys.stderr is not None and sys.stderr.isatty()
        self._shown = False

    def show(self, text: str) -> None:
        if self.on:
            self._shown = True
            self._write(f"\r{text}\x1b[K")

    def clear(self) -> None:
        """Takes the line away, where there is one."""
        if self.on and self._shown:
            self._shown = False
            self._write("\r\x1b[K")

    def _write(self, text: str) -> None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except OSError:  # the terminal is gone
            self.on = False


def use_color(wish: str, to_terminal: bool) -> bool:
    if wish != "auto":
        return wish == "always"
    return (
        to_terminal
        and sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
