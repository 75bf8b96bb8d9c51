"""Where reports go: one to standard output or --output, and as many --report FORMAT=FILE as are wanted, in one run."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

import click

from factspec.cli.output import put, use_color
from factspec.errors import UsageError
from factspec.gate import Policy, decide
from factspec.report import Head, InputReport
from factspec.reporters import FORMATS, Look, Writer, writer
from factspec.reporters.parts import NESTED, Key, PartsWriter
from factspec.reporters.terminal import safe
from factspec.shape import End, Tally
from factspec.writing import chunks, scratch, write_whole


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


class Outputs:
    """The reports of one run: written input by input, shown or put into their files at the end, whole or not at all."""

    def __init__(self, values: dict[str, Any], head: Head, *, several: bool = False) -> None:
        """`several`: the inputs belong to suites, and the formats that can show each suite's reports apart."""
        self._values = values
        root, verbose = Path(os.getcwd()).as_posix(), -1 if values["quiet"] else values["verbose"]
        output = values["output"]
        self._files: list[tuple[str | None, str, TextIO, Writer | PartsWriter]] = []
        wanted = [(form, name, "--report") for form, name in parse_reports(values["report"])]
        for form, name, option in (*wanted, (values["format"], output, "--output")):
            look = Look(use_color(values["color"], name is None) if option == "--output" else False, verbose, root)
            out = scratch()
            made = PartsWriter(out, form, look) if several and form in NESTED else writer(form)(out, head, look)
            self._files.append((name, option, out, made))
        self._complaints = scratch()
        self._parts: dict[Key, tuple[Tally, Policy]] = {}
        self.tally = Tally()

    def add(self, item: InputReport, suite: str = "", head: Head | None = None, policy: Policy | None = None) -> None:
        """Takes an input into every report; of a run of suites with its suite's name, golden set and policy."""
        self.tally.add(item)
        named = replace(item, id=f"{suite}/{item.id}") if suite else item
        key = None
        for _, _, _, made in self._files:
            if isinstance(made, PartsWriter):
                assert head is not None
                made.add(made.part(suite, head), item)
            else:
                made.add(named)
        if head is not None and policy is not None:
            key = Key(suite, head.golden_id, head.golden_sha256)
            if key not in self._parts:
                self._parts[key] = (Tally(), policy)
            self._parts[key][0].add(item)
        if item.error is not None:
            where = item.source if item.source_line is None else f"{item.source}:{item.source_line}"
            self._complaints.write(safe(f"{where}: {item.error.code}: {item.error.message}") + "\n")

    def end(self, end: End) -> None:
        """Writes what was asked for, and the complaints that standard output does not show."""
        parts = [(key, End(tally, decide(tally, policy))) for key, (tally, policy) in self._parts.items()]
        for name, option, out, made in self._files:
            if isinstance(made, PartsWriter):
                made.end(parts, end)
            else:
                made.end(end)
            if name is not None:
                write_whole(Path(name), chunks(out), option)
            else:
                for chunk in chunks(out):
                    put(chunk)
        if self._values["format"] == "text" and self._values["output"] is None:
            return
        for chunk in chunks(self._complaints):
            click.echo(chunk, err=True, nl=False)
        if not self._values["quiet"]:
            for reason in end.decision.reasons:
                click.echo(safe(f"factspec: {end.decision.status}: {reason.message}"), err=True)


def undivided(take: Callable[[InputReport], None]) -> Callable[[InputReport], None]:
    """`take`, so that an interrupt waits until it is through: a report is never left half written."""
    if threading.current_thread() is not threading.main_thread():
        return take

    def whole(item: InputReport) -> None:
        came: list[int] = []
        before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
        try:
            take(item)
        finally:
            signal.signal(signal.SIGINT, before)
        if came:
            raise KeyboardInterrupt

    return whole
