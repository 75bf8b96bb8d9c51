"""The table [tool.factspec] of a pyproject.toml, from whomever the file comes."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from factspec.errors import UsageError

MAX_BYTES = 5 * 1024 * 1024


def read_table(path: Path, code: str) -> Any:
    """The table as written, {} where there is none; a file that cannot be read is a `UsageError` with this code."""
    import tomllib

    try:
        with path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise UsageError(code, f"{path.name}: more than {MAX_BYTES} bytes")
        tool = tomllib.loads(raw.decode("utf-8")).get("tool", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(code, f"{path.name}: cannot be read: {error}") from None
    except RecursionError:
        raise UsageError(code, f"{path.name}: cannot be read: nested too deep") from None
    return tool.get("factspec", {}) if isinstance(tool, dict) else {}


def is_inside(path: str, folder: Path) -> bool:
    """Whether a path, wherever links on it lead, stays in a folder."""
    try:
        base, real = os.path.realpath(folder), os.path.realpath(path)
    except (OSError, ValueError):
        return False
    return real == base or real.startswith(base.rstrip(os.sep) + os.sep)
