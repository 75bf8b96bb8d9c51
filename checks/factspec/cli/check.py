"""`factspec check`: options in, a report out and an exit status."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from factspec.api import load
from factspec.errors import UsageError
from factspec.gate import Policy, check_ignored
from factspec.golden.cross import real_date
from factspec.golden.resolve import DEFAULT_FOLDERS
from factspec.inputs import Fields, Options
from factspec.inputs.read import read_items
from factspec.report import Report
from factspec.reporters import Look, render
from factspec.rules import RULES
from factspec.run import Settings, check_items


def run(values: dict[str, Any], given: set[str]) -> int:
    if not values["golden"]:
        raise UsageError("golden", "no golden set: give --golden FILE_OR_ID (or set it in pyproject.toml)")
    as_of = values["as_of"]
    if as_of is not None and not (len(as_of) == 10 and real_date(as_of)):
        raise UsageError("as-of", f"--as-of: read {as_of!r}, expected a day as 2025-05-05")
    policy = Policy(
        min_coverage=values["min_coverage"],
        max_undetermined=values["max_undetermined"],
        min_pass_rate=values["min_pass_rate"],
        strict=values["strict"],
        allow_silence=values["allow_silence"],
        ignore=tuple(values["ignore"]),
    )
    compiled = load(values["golden"], folders=golden_folders(values["config"]))
    check_ignored(policy, compiled.golden, RULES)
    validate = None
    if values["schema"]:
        from factspec.inputs.schema import validator

        validate = validator(values["schema"])
    fields = Fields(values["id_field"], values["text_field"], values["data_field"], chosen=bool({"text_field", "data_field"} & given))
    options = Options(fields, values["max_bytes"], values["stdin_name"], values["parse_json"])
    progress = _Progress(values["quiet"])
    report = check_items(
        read_items(values["inputs"], options),
        compiled,
        policy,
        Settings(as_of, values["parse_json"], validate),
        exit_zero=values["exit_zero"],
        progress=progress,
    )
    progress.end()
    _write(report, values)
    return report.decision.exit_status


def golden_folders(config: dict[str, Any]) -> list[str | Path]:
    """The folders of golden sets: as configured, beside the pyproject.toml that names them; else golden/ here."""
    if config["folders"] is None:
        return list(DEFAULT_FOLDERS)
    base = Path(os.path.relpath(config["base"]))
    return [base / folder for folder in config["folders"]]


def _write(report: Report, values: dict[str, Any]) -> None:
    output = values["output"]
    color = use_color(values["color"], output is None)
    text = render(report, values["format"], Look(color=color, verbose=-1 if values["quiet"] else values["verbose"]))
    if output is not None:
        write_whole(Path(output), text)
    else:
        put(text)
    if values["format"] != "text" or output is not None:
        for item in report.inputs:
            if item.error is not None:
                where = item.source if item.source_line is None else f"{item.source}:{item.source_line}"
                click.echo(f"{where}: {item.error.code}: {item.error.message}", err=True)
        if not values["quiet"]:
            for reason in report.decision.reasons:
                click.echo(f"factspec: {report.decision.status}: {reason.message}", err=True)


def put(text: str) -> None:
    """Writes UTF-8 to standard output whatever the locale, with \\n line ends on every machine."""
    data = text.encode("utf-8", "backslashreplace")
    buffer = getattr(sys.stdout, "buffer", None)
    if buffer is None:
        click.echo(text, nl=False)
        return
    try:
        sys.stdout.flush()
        buffer.write(data)
        buffer.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nothing is left to be flushed at the end
        if not isinstance(error, BrokenPipeError):
            raise UsageError("output", f"standard output cannot be written: {error.strerror or error}") from None
        # Whoever read the report has had enough; the exit status stays the gate's.


def write_whole(path: Path, text: str) -> None:
    """Writes a file whole or not at all: into a neighbour first, renamed then. A link stays a link; a device or pipe is written to."""
    import tempfile

    data = text.encode("utf-8", "backslashreplace")
    try:
        if path.exists() and not path.is_file() and not path.is_dir():
            path.write_bytes(data)
            return
        path = Path(os.path.realpath(path))
        mode = path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask()
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
            os.chmod(name, mode)
            os.replace(name, path)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise UsageError("output", f"--output {path.as_posix()}: cannot be written: {error.strerror or error}") from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def use_color(wish: str, to_terminal: bool) -> bool:
    if wish != "auto":
        return wish == "always"
    return to_terminal and sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


class _Progress:
    """A counter on standard error, only on a terminal."""

    def __init__(self, quiet: bool) -> None:
        self.on = not quiet and sys.stderr.isatty()
        self.shown = False

    def __call__(self, done: int) -> None:
        if self.on and done % 10 == 0:
            self.shown = True
            sys.stderr.write(f"\r{done} checked")
            sys.stderr.flush()

    def end(self) -> None:
        if self.shown:
            sys.stderr.write("\r\x1b[K")
