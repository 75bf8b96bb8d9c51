"""JUnit XML: a golden set is a test suite, an input a test case; what could not be checked is an error, not a failure."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.report import InputReport, Report
from factspec.reporters import Look
from factspec.reporters.problems import cut, input_problems, quiet_commands


def render(report: Report, look: Look) -> str:
    tests = len(report.inputs)
    failures = sum(item.status == "fail" for item in report.inputs)
    errors = sum(item.status == "error" for item in report.inputs)
    counts = f'tests="{tests}" failures="{failures}" errors="{errors}"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="factspec" {counts} time="0">',
        f'<testsuite name={attribute(report.golden_id)} {counts} skipped="0" time="0">',
    ]
    for item in report.inputs:
        lines += _case(item, report.golden_id, look)
    lines += ["</testsuite>", "</testsuites>"]
    return "\n".join(lines) + "\n"


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
