"""Workflow commands of GitHub Actions: annotations, the worst first, as many as GitHub shows."""

from __future__ import annotations

from factspec.report import Report
from factspec.reporters import Look
from factspec.reporters.problems import LEVELS, Problem, cut, problems, quiet_commands

MOST = 10
"""GitHub shows ten annotations of a kind and step, and drops the rest without a word."""

_KIND = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report, look: Look) -> str:
    found = problems(report, look)
    of_kind = {level: [p for p in found if p.level == level] for level in LEVELS}
    over = any(len(of) > MOST for of in of_kind.values())
    lines: list[str] = []
    for level, of in of_kind.items():
        room = MOST - 1 if over and level == "note" else MOST  # the closing line is a notice too
        lines += [_command(p) for p in of[:room]]
    if len(found) > len(lines):
        lines.append(f"::notice title=factspec::and {len(found) - len(lines)} more")
    reasons = "; ".join(cut(r.message) for r in report.decision.reasons)
    status = f"factspec: {report.decision.status}" + (f": {reasons}" if reasons else "")
    return "".join(line + "\n" for line in [*lines, quiet_commands(status)])


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
