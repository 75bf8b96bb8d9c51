"""Bytes out: to standard output whatever the locale, to a file whole or not at all."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from factspec.errors import UsageError


def put(text: str) -> None:
    """Writes UTF-8 to standard output whatever the locale, with \\n line ends on every machine."""
    data = text.encode("utf-8", "backslashreplace")
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        click.echo(text, nl=False)
        return
    try:
        sys.stdout.flush()
        buffer.write(data)
        buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to be flushed at the end
        if not isinstance(error, BrokenPipeError):
            raise UsageError("output", f"standard output cannot be written: {error.strerror or error}") from None
        # Whoever read the report has had enough; the exit status stays the gate's.


def write_whole(path: Path, text: str, option: str = "--output") -> None:
    """Writes a file whole or not at all: into a neighbour first, renamed then. A link stays a link; a device or pipe is written to."""
    import tempfile

    data = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
            return
        path = Path(os.path.realpath(path))
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise UsageError("output", f"{option} {path.as_posix()}: cannot be written: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def use_color(wish: str, to_terminal: bool) -> bool:
    if wish != "auto":
        return wish == "always"
    return to_terminal and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
