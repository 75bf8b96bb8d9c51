"""Where reports go: one to standard output or --output, and as many --report FORMAT=FILE as are wanted, in one run."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from factspec.cli.output import put, use_color
from factspec.errors import UsageError
from factspec.report import Report
from factspec.reporters import FORMATS, Look, render, render_parts
from factspec.reporters.terminal import safe
from factspec.writing import write_whole

Parts = Sequence[tuple[str, Sequence[Report]]]


def parse_reports(typed: Sequence[str]) -> list[tuple[str, str]]:
    """FORMAT=FILE as pairs; an unknown format, no file, or one file twice is a usage error."""
    pairs: list[tuple[str, str]] = []
    for word in typed:
        form, equals, name = word.partition("=")
        if form not in FORMATS:
            from factspec.suggest import did_you_mean

            known = list(FORMATS)
            raise UsageError(
                "report", f'--report: read "{word}", expected FORMAT=FILE with one of {", ".join(known)}{did_you_mean(form, known)}'
            )
        if not equals or not name:
            raise UsageError("report", f'--report: read "{word}", expected FORMAT=FILE: {form}=report.{form}')
        if name in (other for _, other in pairs):
            raise UsageError("report", f"--report: two reports go to {name}")
        pairs.append((form, name))
    return pairs


def write_reports(report: Report, values: dict[str, Any], parts: Parts = ()) -> None:
    """Writes every report that was asked for, and the complaints that standard output does not show.

    `parts` are the reports that `report` is over, by suite, where it is over several.
    """

    def made(form: str, look: Look) -> str:
        return render_parts(parts, report, form, look) if parts else render(report, form, look)

    output, root = values["output"], Path(os.getcwd()).as_posix()
    verbose = -1 if values["quiet"] else values["verbose"]
    for form, name in parse_reports(values["report"]):
        write_whole(Path(name), made(form, Look(verbose=verbose, root=root)), "--report")
    look = Look(color=use_color(values["color"], output is None), verbose=verbose, root=root)
    text = made(values["format"], look)
    if output is not None:
        write_whole(Path(output), text)
    else:
        put(text)
    if values["format"] != "text" or output is not None:
        complain(report, values["quiet"])


def complain(report: Report, quiet: bool) -> None:
    for item in report.inputs:
        if item.error is not None:
            where = item.source if item.source_line is None else f"{item.source}:{item.source_line}"
            click.echo(safe(f"{where}: {item.error.code}: {item.error.message}"), err=True)
    if not quiet:
        for reason in report.decision.reasons:
            click.echo(safe(f"factspec: {report.decision.status}: {reason.message}"), err=True)
