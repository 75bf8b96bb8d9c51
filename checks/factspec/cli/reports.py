"""Where reports go: one to standard output or --output, and as many --report FORMAT=FILE as are wanted, in one run."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TextIO

from factspec.cli.output import put, tell, use_color
from factspec.errors import UsageError
from factspec.gate import Policy, decide
from factspec.report import Head, InputReport
from factspec.reporters import FORMATS, Look, Writer, writer
from factspec.reporters.parts import NESTED, Key, PartsWriter
from factspec.reporters.terminal import safe
from factspec.shape import End, Tally
from factspec.writing import check_place, chunks, scratch, write_whole

Delivery = tuple[Path | None, Iterable[str], str]
"""Where a text goes (None: standard output), the text, and the option that asked for it."""


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
        root, beneath, verbose = here(), _beneath(values["root"]), -1 if values["quiet"] else values["verbose"]
        output = values["output"]
        self._files: list[tuple[str | None, str, TextIO, Writer | PartsWriter]] = []
        wanted = [(form, name, "--report") for form, name in parse_reports(values["report"])]
        places = [(option, name) for _, name, option in wanted] + [("--output", output), ("--save", values.get("save"))]
        for option, name in places:  # what cannot be written is told before the work, not after it
            if name is not None:
                check_place(Path(name), option)
        for form, name, option in (*wanted, (values["format"], output, "--output")):
            look = Look(use_color(values["color"], name is None) if option == "--output" else False, verbose, root, beneath)
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

    def end(self, end: End, files: Iterable[Delivery] = ()) -> None:
        """Writes `files` and what was asked for, and the complaints that standard output does not show."""
        parts = [(key, End(tally, decide(tally, policy))) for key, (tally, policy) in self._parts.items()]
        for _, _, _, made in self._files:
            if isinstance(made, PartsWriter):
                made.end(parts, end)
            else:
                made.end(end)
        deliver([*files, *((Path(name) if name is not None else None, chunks(out), option) for name, option, out, _ in self._files)])
        if self._values["format"] == "text" and self._values["output"] is None:
            return
        for chunk in chunks(self._complaints):
            tell(chunk, nl=False)
        if not self._values["quiet"]:
            for reason in end.decision.reasons:
                tell(safe(f"factspec: {end.decision.status}: {reason.message}"))


def _beneath(root: str | None) -> str:
    """Where the current folder stands in the one of --root; a `UsageError` where it does not."""
    if root is None:
        return ""
    above, now = os.path.realpath(root), os.path.realpath(here())
    if not os.path.isdir(above):
        raise UsageError("root", f"--root {root}: no such folder")
    if not Path(now).is_relative_to(above):
        raise UsageError("root", f"--root {root}: expected the current folder or one above it")
    beneath = Path(os.path.relpath(now, above)).as_posix()
    return "" if beneath == "." else beneath


def here() -> str:
    """The current folder; where it is gone, one that nothing is relative to."""
    try:
        return Path(os.getcwd()).as_posix()
    except OSError:
        return "/"


def deliver(files: Iterable[Delivery]) -> None:
    """Writes everything that can be written, a file whole or not at all, and only then says what could not."""
    failures: list[UsageError] = []
    for path, text, option in files:
        try:
            if path is None:
                put(text)
            else:
                write_whole(path, text, option)
        except UsageError as error:
            failures.append(error)
    if failures:
        raise UsageError("output", "; ".join(map(str, failures)))
