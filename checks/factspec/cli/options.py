"""The options of the command: each from the command line, then the environment, then [tool.factspec] in pyproject.toml."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from factspec.errors import UsageError
from factspec.pyproject import is_inside, read_table
from factspec.reporters import FORMATS

F = TypeVar("F", bound=Callable[..., Any])

CONFIG_ONLY = {"golden-folders": list}
"""Keys of [tool.factspec] that are no option; tables below it (for other doors) are theirs."""


def _option(*names: str, **settings: Any) -> Callable[[F], F]:
    long = next(name for name in names if name.startswith("--")).split("/")[0][2:]
    variable = "FACTSPEC_" + long.upper().replace("-", "_")
    return click.option(*names, envvar=variable, show_envvar=False, **settings)


class Share(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A share from 0 to 1, kept as the characters that were typed."""

    name = "share"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from decimal import Decimal, InvalidOperation

        try:
            read = Decimal(str(value))
        except InvalidOperation:
            self.fail(f"read {value!r}, expected a share from 0 to 1", param, ctx)
        if not read.is_finite() or not 0 <= read <= 1:
            self.fail(f"read {value!r}, expected a share from 0 to 1", param, ctx)
        return read


_GOLDEN = _option("--golden", "-g", metavar="FILE_OR_ID", help="The golden set: a path, or an id in golden/ or among the shipped sets.")

_AGAINST: tuple[Callable[[Any], Any], ...] = (
    click.option("--source", metavar="FILE", help="Check against this document instead of a golden set; nothing in it need be told."),
    click.option("--source-field", metavar="KEY", help="Of a record: the key of the document that it is checked against."),
    click.option("--reference", metavar="FILE", help="A verified text: the inputs must say what it says, no more and no less."),
    click.option("--reference-field", metavar="KEY", help="Of a record: the key of its verified text."),
)
_STDIN_NAME = _option("--stdin-name", default="-", metavar="NAME", help="What - is called; its ending says how it is read (x.jsonl).")
_VALIDATE = _option("--schema", metavar="FILE", help="Validate extraction outputs against this JSON Schema first.")

_READ: tuple[Callable[[Any], Any], ...] = (
    _option("--as-of", metavar="DAY", help="The day the texts are read, for those that do not say: 2025-05-05."),
    _option("--text-field", default="text", show_default=True, metavar="KEY", help="Of a record: the key of its text."),
    _option("--data-field", default="data", show_default=True, metavar="KEY", help="Of a record: the key of its extraction output."),
    _option("--id-field", default="id", show_default=True, metavar="KEY", help="Of a record: the key of its id."),
    _STDIN_NAME,
    _option("--parse-json", is_flag=True, help="Read fenced JSON in a text as data."),
    _VALIDATE,
    _option("--max-bytes", type=click.IntRange(min=1), default=50_000_000, show_default=True, help="Refuse larger inputs."),
)

_POLICY: tuple[Callable[[Any], Any], ...] = (
    _option("--min-coverage", type=Share(), default="0", show_default=True, help="Coverage below this fails."),
    _option("--max-undetermined", type=Share(), default="0.10", show_default=True, help="A larger share of undetermined facts fails."),
    _option("--min-pass-rate", type=Share(), default="1", show_default=True, help="The share of inputs that must pass."),
    _option("--strict", is_flag=True, help="Anything unsupported fails."),
    _option("--allow-silence", is_flag=True, help="An input that tells no fact may pass."),
    _option("--ignore", multiple=True, metavar="RULE|FACT", help="Mute a rule or a fact; every muted finding is counted."),
    _option("--may-miss", multiple=True, metavar="FACT", help="A fact that counts as optional, whatever the golden set says."),
    _option("--exit-zero", is_flag=True, help="Exit 0 instead of 1 when the gate does not hold."),
)

_BASELINE = _option("--baseline", metavar="FILE", help="Known failures: they pass, new ones fail; see factspec baseline.")

_TODAY = _option("--today", metavar="DAY", help="The day that the baseline's expiring entries are compared with: 2026-03-31.")

_KNOWN: tuple[Callable[[Any], Any], ...] = (_BASELINE, _TODAY)

_ENTRIES: tuple[Callable[[Any], Any], ...] = (
    click.argument("run", metavar="RUN"),
    _BASELINE,
    click.option("--reason", metavar="TEXT", help="Why the failures that are new in it are known: a ticket."),
    click.option("--expires", metavar="DAY", help="The day after which they count again."),
)

_SHOW: tuple[Callable[[Any], Any], ...] = (
    *_KNOWN,
    click.option("--format", "-f", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How it is written."),
)

_JOBS = _option("--jobs", "-j", type=click.IntRange(min=0), default=1, show_default=True, help="Processes to check in; 0: one a processor.")

_FAST = _option("--fail-fast", is_flag=True, help="Stop at the first input that does not pass; the run fails.")

_REPORT: tuple[Callable[[Any], Any], ...] = (
    _option("--format", "-f", type=click.Choice(list(FORMATS)), default="text", show_default=True, help="How the report is written."),
    _option("--output", "-o", metavar="FILE", help="Write the report to a file, whole or not at all."),
    _option("--report", multiple=True, metavar="FORMAT=FILE", help="One more report, to a file: --report sarif=out.sarif."),
    _option("--root", metavar="FOLDER", help="Paths in annotations, SARIF and the like are those of this folder above; default: this one."),
    _option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="NO_COLOR turns auto off."),
    _option("--quiet", "-q", is_flag=True, help="Only what fails."),
    _option("--verbose", "-v", count=True, help="More: what is supported, and the reasons."),
)

_SAVE = _option("--save", metavar="FILE", help="Save the run (JSON Lines), for factspec gate and factspec compare.")

_CONFIDENCE = click.FloatRange(0.5, 1, max_open=True)

_GATE: tuple[Callable[[Any], Any], ...] = (click.argument("run", metavar="RUN"), *_POLICY, *_KNOWN, *_REPORT)

_COMPARE: tuple[Callable[[Any], Any], ...] = (
    click.argument("old", metavar="OLD"),
    click.argument("new", metavar="NEW"),
    click.option("--format", "-f", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How it is written."),
    click.option("--fail-on-regression", is_flag=True, help="Fail where something got worse (with --confidence: beyond chance)."),
    click.option(
        "--min-pass-rate", type=Share(), metavar="SHARE", help="The pass rate of NEW (with --confidence: its interval's lower end)."
    ),
    click.option("--confidence", type=_CONFIDENCE, metavar="SHARE", help="Decide by test and interval, at this confidence: 0.95."),
    _option("--exit-zero", is_flag=True, help="Exit 0 instead of 1."),
    _option("--quiet", "-q", is_flag=True, help="Only the decision."),
)

_SUITES: tuple[Callable[[Any], Any], ...] = (
    _option("--suites", metavar="FILE", help="The file of suites; else the nearest factspec.yaml, or pyproject.toml with suites."),
    _option("--suite", multiple=True, metavar="NAME", help="Only this suite."),
)

_INPUTS = click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")

_CHECK: tuple[Callable[[Any], Any], ...] = (_INPUTS, _GOLDEN, *_AGAINST, *_READ, *_POLICY, *_KNOWN, _FAST, _JOBS, *_REPORT, _SAVE)

_BATCH: tuple[Callable[[Any], Any], ...] = (
    _INPUTS,
    _GOLDEN,
    *(option for option in _READ if option not in (_STDIN_NAME, _VALIDATE)),
    *_POLICY,
    _JOBS,
    click.option(
        "--output", "-o", required=True, metavar="FOLDER", help="Where the checked rows go; a run that was stopped goes on there."
    ),
    click.option("--format", "-f", type=click.Choice(["parquet", "jsonl"]), default="parquet", show_default=True, help="What is written."),
    click.option("--rows", type=click.IntRange(min=1), default=1000, show_default=True, help="Rows that are checked and written together."),
    _option("--quiet", "-q", is_flag=True, help="Only complaints."),
)

_LINT: tuple[Callable[[Any], Any], ...] = (
    click.argument("golden", nargs=-1, required=True, metavar="GOLDEN..."),
    click.option("--text", multiple=True, metavar="FILE", help="A text that the set passes: shows how well each fact is guarded in it."),
    _option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="NO_COLOR turns auto off."),
    _option("--quiet", "-q", is_flag=True, help="Only complaints, no table."),
)


_DRAFT: tuple[Callable[[Any], Any], ...] = (
    click.argument("documents", nargs=-1, required=True, metavar="DOC..."),
    click.option("--output", "-o", metavar="FILE", help="Write the golden set to a file, whole or not at all."),
    click.option("--force", is_flag=True, help="Write over a file that is there."),
    click.option("--id", metavar="ID", help="The set's id; else the name of the file."),
    click.option("--as-of", metavar="DAY", help="The day the texts are read; else the latest dateline."),
    click.option("--max-facts", type=click.IntRange(min=1), default=40, show_default=True, help="Propose at most so many."),
    click.option("--max-bytes", type=click.IntRange(min=1), default=50_000_000, show_default=True, help="Refuse larger documents."),
)

_REVIEW: tuple[Callable[[Any], Any], ...] = (
    click.argument("golden", metavar="GOLDEN"),
    click.option("--accept-all", is_flag=True, help="Accept every proposed fact unseen, for experiments."),
)


_MUTATE: tuple[Callable[[Any], Any], ...] = (
    click.argument("golden", metavar="GOLDEN"),
    click.argument("texts", nargs=-1, metavar="[TEXT...]"),
    click.option("--text", multiple=True, metavar="FILE", help="A text that the golden set passes: .txt .md .html, or JSON Lines."),
    click.option("--seed", type=int, default=0, show_default=True, help="Which mutants are chosen, where more can be made."),
    click.option("--max-mutants", type=click.IntRange(min=1), default=3, show_default=True, help="Of one operator, fact and text."),
    click.option("--min-score", type=Share(), default="0", show_default=True, help="A smaller share of mutants found exits 1."),
    click.option(
        "--format", "-f", type=click.Choice(["text", "json", "html"]), default="text", show_default=True, help="How it is written."
    ),
    click.option("--output", "-o", metavar="FILE", help="Write it to a file, whole or not at all."),
    click.option("--as-of", metavar="DAY", help="The day the texts are read: 2025-05-05."),
    click.option("--text-field", default="text", show_default=True, metavar="KEY", help="Of a record: the key of its text."),
    click.option("--id-field", default="id", show_default=True, metavar="KEY", help="Of a record: the key of its id."),
    click.option("--max-bytes", type=click.IntRange(min=1), default=50_000_000, show_default=True, help="Refuse larger inputs."),
)


def mutate_options(function: F) -> F:
    for decorate in reversed((*_MUTATE, _configured)):
        function = decorate(function)
    return function


_SCHEMA: tuple[Callable[[Any], Any], ...] = (
    click.argument("name", type=click.Choice(["golden", "report", "extraction", "suites", "tests", "baseline"])),
    click.argument("golden", required=False, metavar="[GOLDEN]"),
    click.option(
        "--target",
        type=click.Choice(["portable", "openai", "anthropic"]),
        default="portable",
        show_default=True,
        help="The schema alone, or the request field that carries it.",
    ),
    click.option("--pin", is_flag=True, help="The golden values as constants, for loops that repair an output."),
)


def schema_options(function: F) -> F:
    for decorate in reversed((*_SCHEMA, _configured)):
        function = decorate(function)
    return function


def draft_options(function: F) -> F:
    for decorate in reversed(_DRAFT):
        function = decorate(function)
    return function


def review_options(function: F) -> F:
    for decorate in reversed((*_REVIEW, _configured)):
        function = decorate(function)
    return function


def check_options(function: F) -> F:
    for decorate in reversed((*_CHECK, _configured)):
        function = decorate(function)
    return function


def batch_options(function: F) -> F:
    for decorate in reversed((*_BATCH, _configured)):
        function = decorate(function)
    return function


def lint_options(function: F) -> F:
    for decorate in reversed((*_LINT, _configured)):
        function = decorate(function)
    return function


def run_options(function: F) -> F:
    for decorate in reversed((*_SUITES, *_READ, *_POLICY, *_KNOWN, _FAST, _JOBS, *_REPORT, _SAVE, _configured)):
        function = decorate(function)
    return function


def gate_options(function: F) -> F:
    for decorate in reversed((*_GATE, _configured)):
        function = decorate(function)
    return function


def entry_options(function: F) -> F:
    for decorate in reversed((*_ENTRIES, _configured)):
        function = decorate(function)
    return function


def show_options(function: F) -> F:
    for decorate in reversed((*_SHOW, _configured)):
        function = decorate(function)
    return function


def compare_options(function: F) -> F:
    for decorate in reversed(_COMPARE):
        function = decorate(function)
    return function


def _configured(function: Any) -> Any:
    """Loads [tool.factspec] before the other options, as their defaults."""
    hidden: Callable[[Any], Any] = click.option(
        "--config", is_eager=True, hidden=True, expose_value=True, callback=_load_config, help="A pyproject.toml, or none."
    )
    return hidden(function)


def _load_config(ctx: click.Context, _param: click.Parameter, value: str | None) -> dict[str, Any]:
    path = Path(value) if value else find_pyproject()
    root = ctx.find_root().command
    command = root.commands["check"] if isinstance(root, click.Group) else ctx.command  # the table is check's
    found = read_config(path, [p for p in command.params if isinstance(p, click.Option)]) if path else {}
    names = {key.replace("-", "_"): value for key, value in found.items() if key not in CONFIG_ONLY}
    if "golden" in names and ctx.command is not command:
        del names["golden"]  # lint's GOLDEN is an argument of its own
    for key in ("baseline", "root"):
        if path and key in names:
            names[key] = Path(os.path.relpath(path.parent / names[key])).as_posix()  # beside the file that names it
    ctx.default_map = {**(ctx.default_map or {}), **names}
    return {"folders": found.get("golden-folders"), "base": path.parent if path else None}


def find_pyproject() -> Path | None:
    """The nearest pyproject.toml at or above the current folder; none where that folder is gone."""
    try:
        folder = Path.cwd()
    except OSError:
        return None
    return next((path for above in (folder, *folder.parents) if (path := above / "pyproject.toml").is_file()), None)


def read_config(path: Path, options: list[click.Option]) -> dict[str, Any]:
    """The table [tool.factspec]; an unknown key or a value of the wrong kind is a usage error."""
    table = read_table(path, "config")
    if not isinstance(table, dict):
        raise UsageError("config", f"{path.name}: tool.factspec is no table")
    kinds: dict[str, click.Option] = {p.opts[0][2:]: p for p in options if p.opts[0].startswith("--") and not p.hidden}
    found: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):  # a table of another door
            continue
        if key in CONFIG_ONLY:
            if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
                raise UsageError("config", f"{path.name}: tool.factspec.{key}: read {value!r}, expected a list of folders")
        elif key not in kinds:
            from factspec.suggest import did_you_mean

            known = sorted([*kinds, *CONFIG_ONLY])
            raise UsageError(
                "config", f'{path.name}: tool.factspec: unknown key "{key}", expected one of {", ".join(known)}{did_you_mean(key, known)}'
            )
        else:
            _right_kind(path, key, value, kinds[key])
            _stays_inside(path, key, value)
        found[key] = value
    return found


def _right_kind(path: Path, key: str, value: Any, option: click.Option) -> None:
    if option.multiple:
        right, expected = isinstance(value, list) and all(isinstance(v, str) for v in value), "a list of texts"
    elif option.is_flag:
        right, expected = isinstance(value, bool), "true or false"
    elif isinstance(option.type, (Share, click.IntRange)) or option.count:
        right, expected = isinstance(value, (int, float, str)) and not isinstance(value, bool), "a number"
    else:
        right, expected = isinstance(value, str), "a text"
    if not right:
        raise UsageError("config", f"{path.name}: tool.factspec.{key}: read {value!r}, expected {expected}")


def _stays_inside(path: Path, key: str, value: Any) -> None:
    """What a file writes by itself stays in its folder: whoever runs factspec in a strange repository loses no file of theirs."""
    names = [value] if key in ("output", "save") else [word.partition("=")[2] for word in value] if key == "report" else []
    for name in names:
        if not is_inside(name, path.parent):
            raise UsageError(
                "config", f'{path.name}: tool.factspec.{key}: "{name}" leads out of the file\'s folder; say it on the command line'
            )


def given(ctx: click.Context) -> set[str]:
    """The names of the options that somebody set, by whatever way."""
    plain = (ParameterSource.DEFAULT, None)
    return {name for name in ctx.params if ctx.get_parameter_source(name) not in plain}


def loaded() -> None:
    """Golden set and tables are loaded: they stay to the end, and garbage is collected from here on."""
    gc.freeze()
    gc.enable()


def typed(ctx: click.Context) -> set[str]:
    """The names of the options that were given for this one run: on the command line or by the environment."""
    return {name for name in ctx.params if ctx.get_parameter_source(name) in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)}
