"""Report formats: one file a format, one line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:  # the names of the formats are read at every start
    from factspec.report import Report


@dataclass(frozen=True, slots=True)
class Look:
    """How a report is shown, for formats made for people."""

    color: bool = False
    verbose: int = 0
    root: str = ""
    """The folder that paths are shown relative to, with /."""


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
"""A format's name and the module whose `render(report, look)` gives its text."""


def render_parts(parts: Sequence[tuple[str, Sequence[Report]]], whole: Report, form: str, look: Look | None = None) -> str:
    """Several reports in a format, each list by its suite's name, and the decision of `whole`, the report over all of them."""
    if form == "json":
        from factspec.reporters.as_json import suites_text

        return suites_text(parts, whole)
    if form == "text":
        from factspec.reporters.text import closing

        texts = [render(report, form, look) for _, reports in parts for report in reports]
        return "\n".join([*texts, closing(whole)])
    return render(whole, form, look)


def render(report: Report, form: str, look: Look | None = None) -> str:
    """The report in a format, as text that ends with a line break (or is empty)."""
    made = cast("Callable[[Report, Look], str]", import_module(FORMATS[form]).render)
    return made(report, look or Look())
