"""JUnit XML: a golden set is a test suite, an input a test case; what could not be checked is an error, not a failure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from factspec.report import Head, InputReport
from factspec.reporters import Look
from factspec.reporters.problems import cut, input_problems, quiet_commands
from factspec.shape import End
from factspec.writing import chunks, scratch


class Writer:
    """The cases wait on disk: their counts stand before them."""

    def __init__(self, out: TextIO, head: Head, look: Look) -> None:
        self._out, self._head, self._look = out, head, look
        self._cases = scratch()

    def add(self, item: InputReport) -> None:
        self._cases.write("".join(line + "\n" for line in _case(item, self._head.golden_id, self._look)))

    def end(self, end: End) -> None:
        status = end.tally.status
        counts = f'tests="{end.tally.inputs}" failures="{status["fail"]}" errors="{status["error"]}"'
        self._out.write('<?xml version="1.0" encoding="UTF-8"?>\n')
        self._out.write(f'<testsuites name="factspec" {counts} time="0">\n')
        self._out.write(f'<testsuite name={attribute(self._head.golden_id)} {counts} skipped="0" time="0">\n')
        for chunk in chunks(self._cases):
            self._out.write(chunk)
        self._out.write("</testsuite>\n</testsuites>\n")


def _case(item: InputReport, golden_id: str, look: Look) -> Iterator[str]:
    head = f'<testcase name={attribute(item.id)} classname={attribute(golden_id)} time="0"'
    if item.status == "pass":
        yield head + "/>"
        return
    yield head + ">"
    if item.error is not None:
        yield f"<error type={attribute(item.error.code)} message={attribute(item.error.message)}/>"
    else:
        why = "; ".join(reason.message for reason in item.reasons)
        kind = item.reasons[0].rule if item.reasons else "fail"
        yield f"<failure type={attribute(kind)} message={attribute(why)}>"
        for p in input_problems(item, golden_id, look):
            yield escaped(quiet_commands(f"{p.place}: {p.level}: {p.message} [{p.rule}]"))
        yield "</failure>"
    yield "</testcase>"


def escaped(text: str) -> str:
    """Text that XML can hold: what it cannot is written as an escape that a reader sees."""
    return cut(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute(text: str) -> str:
    return '"' + escaped(text).replace('"', "&quot;") + '"'
