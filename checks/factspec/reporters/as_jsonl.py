"""One JSON object an input, in input order."""

from __future__ import annotations

import json
from typing import TextIO

from factspec.report import Head, InputReport
from factspec.reporters import Look
from factspec.reporters.as_json import escape
from factspec.shape import End, input_dict


class Writer:
    def __init__(self, out: TextIO, _head: Head, _look: Look) -> None:
        self._out = out

    def add(self, item: InputReport) -> None:
        self._out.write(escape(json.dumps(input_dict(item), ensure_ascii=False)) + "\n")

    def end(self, _end: End) -> None:
        pass
