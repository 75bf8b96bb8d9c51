"""Workflow commands of GitHub Actions: annotations, the worst first, as many as GitHub shows."""

from __future__ import annotations

from typing import TextIO

from factspec.report import Head, InputReport
from factspec.reporters import Look
from factspec.reporters.problems import LEVELS, Problem, Worst, cut, input_problems, quiet_commands
from factspec.shape import End

MOST = 10
"""GitHub shows ten annotations of a kind and step, and drops the rest without a word."""

_KIND = {"error": "error", "warning": "warning", "note": "notice"}


class Writer:
    def __init__(self, out: TextIO, head: Head, look: Look) -> None:
        self._out, self._head, self._look = out, head, look
        self._found = Worst[str](MOST)

    def add(self, item: InputReport) -> None:
        for p in input_problems(item, self._head.golden_id, self._look):
            self._found.add(p.level, _command(p) if self._found.room(p.level) else "")

    def end(self, end: End) -> None:
        found = self._found
        over = any(found.count[level] > MOST for level in LEVELS)
        lines: list[str] = []
        for level in LEVELS:
            # The closing line is a notice too.
            lines += found.kept[level][: MOST - 1 if over and level == "note" else MOST]
        if found.total > len(lines):
            lines.append(f"::notice title=factspec::and {found.total - len(lines)} more")
        reasons = "; ".join(cut(r.message) for r in end.decision.reasons)
        status = f"factspec: {end.decision.status}" + (f": {reasons}" if reasons else "")
        self._out.write("".join(line + "\n" for line in [*lines, quiet_commands(status)]))


def _command(p: Problem) -> str:
    values = {"file": p.path, "line": p.line, "col": p.column, "endLine": p.end_line, "endColumn": None, "title": f"factspec {p.rule}"}
    if p.end_line == p.line:
        values["endColumn"] = p.end_column  # GitHub takes columns within one line only
    given = ",".join(f"{key}={_property(str(value))}" for key, value in values.items() if value is not None)
    return f"::{_KIND[p.level]} {given}::{_data(p.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("##[", "#\\x23[")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
