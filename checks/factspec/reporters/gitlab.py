"""GitLab's Code Quality report: a JSON list, shown in the merge request."""

from __future__ import annotations

import json
from typing import TextIO

from factspec.report import Head, InputReport
from factspec.reporters import Look
from factspec.reporters.problems import input_problems
from factspec.shape import End

_SEVERITY = {"error": "critical", "warning": "minor", "note": "info"}


class Writer:
    def __init__(self, out: TextIO, head: Head, look: Look) -> None:
        self._out, self._head, self._look, self._count = out, head, look, 0
        out.write("[")

    def add(self, item: InputReport) -> None:
        rows = [
            {
                "description": p.message,
                "check_name": p.rule,
                "fingerprint": p.fingerprint,
                "severity": _SEVERITY[p.level],
                "location": {"path": p.path, "lines": {"begin": p.line or 1}},
            }
            for p in input_problems(item, self._head.golden_id, self._look)
        ]
        texts = [("," if at + self._count else "") + "\n" + json.dumps(row, ensure_ascii=True) for at, row in enumerate(rows)]
        self._out.write("".join(texts))
        self._count += len(rows)

    def end(self, _end: End) -> None:
        self._out.write("\n]\n" if self._count else "]\n")
