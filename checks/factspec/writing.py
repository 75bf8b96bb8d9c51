"""Text onto disk: a file whole or not at all, and texts that are kept there until they are wanted."""

from __future__ import annotations

import errno
import os
import tempfile
from array import array
from collections.abc import Hashable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from factspec.errors import UsageError

HELD = 1 << 18
"""Bytes that are kept in memory before the disk is used."""


class _Scratch(tempfile.SpooledTemporaryFile[Any]):
    """A file without a name that closes itself when nobody holds it any more."""

    def write(self, data: Any) -> int:
        try:
            return super().write(data)
        except OSError as error:
            raise UsageError("output", f"{tempfile.gettempdir()}: cannot be written: {error.strerror or error}") from None

    def __del__(self) -> None:
        with suppress(OSError):  # what a full disk did not take is wanted no more
            self.close()


def scratch() -> TextIO:
    """A file of text that has no name and goes with the process; small ones never touch the disk."""
    return cast("TextIO", _Scratch(HELD, "w+", encoding="utf-8", errors="backslashreplace", newline=""))


def chunks(stream: TextIO) -> Iterator[str]:
    """All of a scratch file, from its beginning."""
    stream.seek(0)
    while chunk := stream.read(1 << 16):
        yield chunk


class Spool:
    """Texts by key, in the order they came; kept on disk where there are many."""

    def __init__(self) -> None:
        self._file = _Scratch(HELD)
        self._spans: dict[Hashable, array[int]] = {}
        self._end = 0

    def add(self, key: Hashable, text: str) -> None:
        data = text.encode("utf-8", "backslashreplace")
        self._file.seek(self._end)
        self._file.write(data)
        self._spans.setdefault(key, array("Q")).extend((self._end, len(data)))
        self._end += len(data)

    def texts(self, key: Hashable) -> Iterator[str]:
        spans = self._spans.get(key, array("Q"))
        for at in range(0, len(spans), 2):
            self._file.seek(spans[at])
            yield self._file.read(spans[at + 1]).decode("utf-8")


def check_place(path: Path, option: str) -> None:
    """A `UsageError` where a file cannot be written, as far as that can be known before there is anything to write."""
    above, why = path.parent, None
    if path.is_dir():
        why = os.strerror(errno.EISDIR)
    elif not os.path.lexists(above):
        why = f"there is no folder {above.as_posix()}"
    elif not above.is_dir():
        why = os.strerror(errno.ENOTDIR)
    elif not path.exists() and not os.access(above, os.W_OK | os.X_OK):
        why = os.strerror(errno.EACCES)
    if why is not None:
        raise UsageError("output", f"{option} {path.as_posix()}: cannot be written: {why}")


def write_whole(path: Path, text: str | Iterable[str], option: str = "--output") -> None:
    """Writes a file whole or not at all: into a neighbour first, renamed then. A link stays a link; a device or pipe is written to."""
    parts = (text,) if isinstance(text, str) else text
    typed = path.as_posix()
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as device:
                pour(parts, device)
            return
        path = Path(os.path.realpath(path))
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".factspec.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                pour(parts, stream)
                os.fsync(stream.fileno())  # a full disk says so here, not after the old file is gone
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            with suppress(FileNotFoundError):  # it may have got its name already
                os.unlink(name)
            raise
    except OSError as error:
        raise UsageError("output", f"{option} {typed}: cannot be written: {error.strerror or error}") from None


def pour(parts: Iterable[str], stream: BinaryIO) -> None:
    """Writes all of it as UTF-8: a write that a signal comes into may end early, and says so only by its count."""
    for part in parts:
        left = memoryview(part.encode("utf-8", "backslashreplace"))
        while left:
            left = left[stream.write(left) :]
    stream.flush()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
