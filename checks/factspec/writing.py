"""Text onto disk: a file whole or not at all, and texts that are kept there until they are wanted."""

from __future__ import annotations

import os
import tempfile
from array import array
from collections.abc import Hashable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO, cast

from factspec.errors import UsageError

HELD = 1 << 18
"""Bytes that are kept in memory before the disk is used."""


class _Scratch(tempfile.SpooledTemporaryFile[Any]):
    """A file without a name that closes itself when nobody holds it any more."""

    def __del__(self) -> None:
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


def write_whole(path: Path, text: str | Iterable[str], option: str = "--output") -> None:
    """Writes a file whole or not at all: into a neighbour first, renamed then. A link stays a link; a device or pipe is written to."""
    parts = (text,) if isinstance(text, str) else text
    data = (part.encode("utf-8", "backslashreplace") for part in parts)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as opened:
                opened.writelines(data)
            return
        path = Path(os.path.realpath(path))
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.writelines(data)
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
