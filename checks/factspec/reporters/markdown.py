"""Markdown for a job summary or a pull-request comment: the decision, the counts, the worst findings, under GitHub's size limit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from factspec.gate import percent
from factspec.report import Head, InputReport, shown
from factspec.reporters import Look
from factspec.reporters.problems import LEVELS, Level, input_problems
from factspec.reporters.terminal import safe
from factspec.shape import End

LIMIT = 60_000
"""Bytes. A comment may hold 65,536 characters, a job summary a megabyte: one size for both, with room for what is put around it."""

_MARK = {"pass": "✅ **pass**", "fail": "❌ **fail**", "error": "⚠️ **error**"}
_CELL = 400


class Writer:
    """Keeps as many rows of each level as could be shown."""

    def __init__(self, out: TextIO, head: Head, look: Look) -> None:
        self._out, self._head, self._look = out, head, look
        self._rows: dict[Level, list[str]] = {level: [] for level in LEVELS}
        self._size = dict.fromkeys(LEVELS, 0)
        self._total = 0

    def add(self, item: InputReport) -> None:
        for p in input_problems(item, self._head.golden_id, self._look):
            self._total += 1
            if self._size[p.level] <= LIMIT:
                row = f"| {p.level} | {code(p.place)} | {code(p.message)} | {code(p.rule)} |"
                self._rows[p.level].append(row)
                self._size[p.level] += _bytes(row)

    def end(self, end: End) -> None:
        lines = list(self._head_lines(end))
        if self._total:
            lines += ["", "| level | where | finding | rule |", "| --- | --- | --- | --- |"]
        size, told = sum(map(_bytes, lines)) + 100, 0
        for row in (row for level in LEVELS for row in self._rows[level]):
            size += _bytes(row)
            if size > LIMIT:
                break
            lines.append(row)
            told += 1
        if told < self._total:
            lines += ["", f"and {self._total - told} more"]
        self._out.write("\n".join(lines).rstrip("\n") + "\n")

    def _head_lines(self, end: End) -> Iterator[str]:
        count, coverage, inputs = end.tally.status, end.tally.coverage, end.tally.inputs
        yield f"### factspec: {_MARK[end.decision.status]}"
        yield ""
        yield (
            f"{inputs} input{'' if inputs == 1 else 's'} against {code(self._head.golden_id)}: "
            f"{count['pass']} pass, {count['fail']} fail, {count['error']} error"
            + (f"; coverage {percent(coverage)}" if coverage is not None else "")
        )
        yield ""
        yield from (f"- {code(reason.message)}" for reason in end.decision.reasons)
        if end.baseline is not None:
            yield f"- {code(end.baseline.said)}"


def _bytes(line: str) -> int:
    return len(line.encode("utf-8", "backslashreplace")) + 1


def code(text: str) -> str:
    """Text in which nothing is markup, a link or a mention: every mark is an entity, and all of it stands in <code>."""
    return "<code>" + "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in safe(shown(text, _CELL))) + "</code>"
