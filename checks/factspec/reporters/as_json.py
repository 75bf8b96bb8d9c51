"""One JSON object for the whole run."""

from __future__ import annotations

import json
from typing import Any, TextIO

from factspec.report import Head, InputReport
from factspec.reporters import Look
from factspec.shape import End, end_dict, head_dict, input_dict


class Writer:
    """As `json.dumps` with an indent of 1 would write it, input by input."""

    def __init__(self, out: TextIO, head: Head, _look: Look) -> None:
        self._out, self._count = out, 0
        members = "".join(f' "{name}": {dumped(value, 1)},\n' for name, value in head_dict(head).items())
        out.write(f'{{\n{members} "inputs": [')

    def add(self, item: InputReport) -> None:
        self._out.write(f"{',' if self._count else ''}\n  {dumped(input_dict(item), 2)}")
        self._count += 1

    def end(self, end: End) -> None:
        members = "".join(f',\n "{name}": {dumped(value, 1)}' for name, value in end_dict(end).items())
        self._out.write(f"{chr(10) + ' ' if self._count else ''}]{members}\n}}\n")


def dumped(value: Any, level: int) -> str:
    """JSON as it stands at a level of a larger object."""
    return escape(json.dumps(value, ensure_ascii=False, indent=1)).replace("\n", "\n" + " " * level)


def escape(text: str) -> str:
    """Lone surrogates as \\uXXXX, so that any text can be written as UTF-8."""
    return text if text.isascii() else "".join(f"\\u{ord(c):04x}" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)
