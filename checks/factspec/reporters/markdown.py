"""Markdown for a job summary or a pull-request comment: the decision, the counts, the worst findings, under GitHub's size limit."""

from __future__ import annotations

from factspec.gate import percent
from factspec.report import Report, shown
from factspec.reporters import Look
from factspec.reporters.problems import problems
from factspec.reporters.terminal import safe
from factspec.shape import mean_coverage

LIMIT = 60_000
"""Bytes. A comment may hold 65,536 characters, a job summary a megabyte: one size for both, with room for what is put around it."""

_MARK = {"pass": "✅ **pass**", "fail": "❌ **fail**", "error": "⚠️ **error**"}
_CELL = 400


def render(report: Report, look: Look) -> str:
    count = {status: sum(item.status == status for item in report.inputs) for status in ("pass", "fail", "error")}
    coverage = mean_coverage(report.inputs)
    lines = [
        f"### factspec: {_MARK[report.decision.status]}",
        "",
        f"{len(report.inputs)} input{'' if len(report.inputs) == 1 else 's'} against {code(report.golden_id)}: "
        f"{count['pass']} pass, {count['fail']} fail, {count['error']} error"
        + (f"; coverage {percent(coverage)}" if coverage is not None else ""),
        "",
        *(f"- {code(reason.message)}" for reason in report.decision.reasons),
        *([f"- {code(report.baseline.said)}"] if report.baseline is not None else []),
    ]
    found = problems(report, look)
    if not found:
        return "\n".join(lines).rstrip("\n") + "\n"
    lines += ["", "| level | where | finding | rule |", "| --- | --- | --- | --- |"]
    size = sum(len(line.encode()) + 1 for line in lines) + 100
    for at, p in enumerate(found):
        row = f"| {p.level} | {code(p.place)} | {code(p.message)} | {code(p.rule)} |"
        size += len(row.encode("utf-8", "backslashreplace")) + 1
        if size > LIMIT:
            lines += ["", f"and {len(found) - at} more"]
            break
        lines.append(row)
    return "\n".join(lines) + "\n"


def code(text: str) -> str:
    """Text in which nothing is markup, a link or a mention: every mark is an entity, and all of it stands in <code>."""
    return "<code>" + "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in safe(shown(text, _CELL))) + "</code>"
