"""Where reports go: one to standard output or --output, and as many --report FORMAT=FILE as are wanted, in one run."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from factspec.cli.output import put, tell, use_color
from factspec.errors import UsageError
from factspec.report import Report
from factspec.reporters import FORMATS, Look, render
from factspec.reporters.terminal import safe
from factspec.writing import write_whole

Delivery = tuple[Path | None, Callable[[], str], str]
"""Where a text goes (None: standard output), what makes it, and the option that asked for it."""


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


def write_reports(report: Report, values: dict[str, Any], files: Sequence[Delivery] = ()) -> None:
    """Writes `files` and every report that was asked for, and the complaints that standard output does not show."""
    output, root = values["output"], here()
    verbose = -1 if values["quiet"] else values["verbose"]
    look = Look(color=use_color(values["color"], output is None), verbose=verbose, root=root)
    plain = replace(look, color=False)
    deliver(
        [
            *files,
            *((Path(name), partial(render, report, form, plain), "--report") for form, name in parse_reports(values["report"])),
            (Path(output) if output is not None else None, partial(render, report, values["format"], look), "--output"),
        ]
    )
    if values["format"] != "text" or output is not None:
        complain(report, values["quiet"])


def here() -> str:
    """The current folder; where it is gone, one that nothing is relative to."""
    try:
        return Path(os.getcwd()).as_posix()
    except OSError:
        return "/"


def deliver(files: Sequence[Delivery]) -> None:
    """Writes everything that can be written, a file whole or not at all, and only then says what could not."""
    failures: list[UsageError] = []
    for path, text, option in files:
        try:
            if path is None:
                put(text())
            else:
                write_whole(path, text(), option)
        except UsageError as error:
            failures.append(error)
    if failures:
        raise UsageError("output", "; ".join(map(str, failures)))


def complain(report: Report, quiet: bool) -> None:
    for item in report.inputs:
        if item.error is not None:
            where = item.source if item.source_line is None else f"{item.source}:{item.source_line}"
            tell(safe(f"{where}: {item.error.code}: {item.error.message}"))
    if not quiet:
        for reason in report.decision.reasons:
            tell(safe(f"factspec: {report.decision.status}: {reason.message}"))
