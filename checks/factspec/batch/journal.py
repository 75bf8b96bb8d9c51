"""What a batch run has done, on disk: a header that says what is checked and how, and a line for each part that was written whole.

A part counts as done where the journal says so and its file is there; a line that was cut off by a kill is no line. So a run that is
started again goes on where it stopped, and a run with another golden set, policy or input is refused in the same folder.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from factspec.errors import UsageError

NAME = "_factspec.jsonl"  # Arrow, Spark and Ray pass over names with an underscore
VERSION = 1


@dataclass(frozen=True, slots=True)
class Done:
    """One part as it was written: its input's digest, and how many rows of it have which status."""

    part: int
    file: str
    digest: str
    rows: int
    passed: int
    failed: int
    errors: int
    internal: int


class Journal:
    """The journal of an output folder, opened for one run; `done` holds the parts of earlier runs by number."""

    def __init__(self, folder: Path, header: Mapping[str, Any]) -> None:
        self.folder, self.path = folder, folder / NAME
        self.done: dict[int, Done] = {}
        wanted = json.loads(json.dumps({"factspec_batch": VERSION, **header}))
        try:
            folder.mkdir(parents=True, exist_ok=True)
            lines = self._whole_lines()
            if lines:
                self._take(lines, wanted)
            elif any(not name.startswith(".") and name != NAME for name in os.listdir(folder)):
                raise UsageError("output", f"{folder.as_posix()}: the folder is not empty, and holds no batch run to go on with")
            for left in folder.glob(".part-*.tmp"):  # of a run that was killed in the middle of one
                left.unlink()
            self._stream = self.path.open("r+b" if lines else "wb")
        except OSError as error:
            raise UsageError("output", f"{folder.as_posix()}: cannot be written: {error.strerror or error}") from None
        if lines:
            self._stream.seek(sum(len(line) for line in lines))
            self._stream.truncate()
        else:
            self._write(wanted)

    def _whole_lines(self) -> list[bytes]:
        if not self.path.exists():
            return []
        return [line for line in self.path.read_bytes().splitlines(keepends=True) if line.endswith(b"\n")]

    def _take(self, lines: list[bytes], wanted: dict[str, Any]) -> None:
        try:
            found, *rows = (json.loads(line) for line in lines)
            done = [Done(**row) for row in rows]
        except (ValueError, TypeError):
            raise UsageError("output", f"{self.path.as_posix()}: no journal of a batch run") from None
        if differing := sorted(key for key in {*found, *wanted} if found.get(key) != wanted.get(key)):
            what = ", ".join(differing)
            raise UsageError("output", f"{self.folder.as_posix()}: holds a batch run with another {what}; give another --output")
        self.done = {one.part: one for one in done if (self.folder / one.file).is_file()}

    def add(self, done: Done) -> None:
        """Notes a part whose file is there, whole."""
        self.done[done.part] = done
        self._write(asdict(done))

    def _write(self, row: Mapping[str, Any]) -> None:
        self._stream.write(json.dumps(row).encode() + b"\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def close(self) -> None:
        self._stream.close()
