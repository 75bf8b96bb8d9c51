"""Text onto disk: a file whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from factspec.errors import UsageError


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
