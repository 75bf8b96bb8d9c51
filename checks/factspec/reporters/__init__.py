"""Report formats: one file a format, one line here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, TextIO, cast

if TYPE_CHECKING:  # the names of the formats are read at every start
    from factspec.report import Head, InputReport, Report
    from factspec.shape import End


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is shown, for formats made for people."""

    color: bool = False
    verbose: int = 0
    root: str = ""
    """The folder that absolute paths are shown relative to, with /."""
    beneath: str = ""
    """Where that folder stands in the one that all paths are shown relative to, if they are not the same."""


class Writer(Protocol):
    """A format: takes a run input by input, so that what it keeps does not grow with their number, but for the page's facts."""

    def __init__(self, out: TextIO, head: Head, look: Look, /) -> None: ...

    def add(self, item: InputReport) -> None: ...

    def end(self, end: End, /) -> None: ...


FORMATS: dict[str, str] = {
    "text": "factspec.reporters.text",
    "json": "factspec.reporters.as_json",
    "jsonl": "factspec.reporters.as_jsonl",
    "concise": "factspec.reporters.concise",
    "junit": "factspec.reporters.junit",
    "sarif": "factspec.reporters.sarif",
    "github": "factspec.reporters.github",
    "gitlab": "factspec.reporters.gitlab",
    "markdown": "factspec.reporters.markdown",
    "html": "factspec.reporters.html",
}
"""A format's name and the module whose `Writer` writes it, as text that ends with a line break (or is empty)."""


def writer(form: str) -> type[Writer]:
    return cast("type[Writer]", import_module(FORMATS[form]).Writer)


def render(report: Report, form: str, look: Look | None = None) -> str:
    """A whole report in a format."""
    from io import StringIO

    from factspec.shape import End, Tally

    out = StringIO(newline="")
    made = writer(form)(out, report.head, look or Look())
    for item in report.inputs:
        made.add(item)
    made.end(End(Tally.of(report.inputs), report.decision, report.baseline))
    return out.getvalue()


def render_parts(parts: Sequence[tuple[str, Sequence[Report]]], whole: Report, form: str, look: Look | None = None) -> str:
    """Several reports in a format, each list by its suite's name, and the decision of `whole`, the report over all of them."""
    from io import StringIO

    from factspec.reporters.parts import NESTED, PartsWriter
    from factspec.shape import End, Tally

    if form not in NESTED:
        return render(whole, form, look)
    out = StringIO(newline="")
    made = PartsWriter(out, form, look or Look())
    ends = []
    for name, reports in parts:
        for report in reports:
            key = made.part(name, report.head)
            for item in report.inputs:
                made.add(key, item)
            ends.append((key, End(Tally.of(report.inputs), report.decision, report.baseline)))
    made.end(ends, End(Tally.of(whole.inputs), whole.decision, whole.baseline))
    return out.getvalue()
