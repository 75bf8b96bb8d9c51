"""Text onto disk: a file whole or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from factspec.errors import UsageError


def write_whole(path: Path, text: str, option: str = "--output") -> None:
    """Writes a file whole or not at all: into a neighbour first, renamed then. A link stays a link; a device or pipe is written to."""
    import tempfile

    data = text.encode("utf-8", "backslashreplace")
    typed = path.as_posix()
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            with path.open("wb") as device:
                pour(data, device)
            return
        path = Path(os.path.realpath(path))
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".factspec.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                pour(data, stream)
                os.fsync(stream.fileno())  # a full disk says so here, not after the old file is gone
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            with suppress(FileNotFoundError):  # it may have got its name already
                os.unlink(name)
            raise
    except OSError as error:
        raise UsageError("output", f"{option} {typed}: cannot be written: {error.strerror or error}") from None


def pour(data: bytes, stream: BinaryIO) -> None:
    """Writes all of it: a write that a signal comes into may end early, and says so only by its count."""
    left = memoryview(data)
    while left:
        left = left[stream.write(left) :]
    stream.flush()


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
