"""The options of the command: each from the command line, then the environment, then [tool.factspec] in pyproject.toml."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from factspec.errors import UsageError
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

_READ: tuple[Callable[[Any], Any], ...] = (
    _option("--as-of", metavar="DAY", help="The day the texts are read, for those that do not say: 2025-05-05."),
    _option("--text-field", default="text", show_default=True, metavar="KEY", help="Of a record: the key of its text."),
    _option("--data-field", default="data", show_default=True, metavar="KEY", help="Of a record: the key of its extraction output."),
    _option("--id-field", default="id", show_default=True, metavar="KEY", help="Of a record: the key of its id."),
    _option("--stdin-name", default="-", metavar="NAME", help="What - is called; its ending says how it is read (x.jsonl)."),
    _option("--parse-json", is_flag=True, help="Read fenced JSON in a text as data."),
    _option("--schema", metavar="FILE", help="Validate extraction outputs against this JSON Schema first."),
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

_CHECK: tuple[Callable[[Any], Any], ...] = (_INPUTS, _GOLDEN, *_READ, *_POLICY, *_KNOWN, _FAST, _JOBS, *_REPORT, _SAVE)

_LINT: tuple[Callable[[Any], Any], ...] = (
    click.argument("golden", nargs=-1, required=True, metavar="GOLDEN..."),
    _option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", show_default=True, help="NO_COLOR turns auto off."),
    _option("--quiet", "-q", is_flag=True, help="Only complaints, no table."),
)


def check_options(function: F) -> F:
    for decorate in reversed((*_CHECK, _configured)):
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
    path = Path(value) if value else find_pyproject(Path.cwd())
    root = ctx.find_root().command
    command = root.commands["check"] if isinstance(root, click.Group) else ctx.command  # the table is check's
    found = read_config(path, [p for p in command.params if isinstance(p, click.Option)]) if path else {}
    names = {key.replace("-", "_"): value for key, value in found.items() if key not in CONFIG_ONLY}
    if "golden" in names and ctx.command is not command:
        del names["golden"]  # lint's GOLDEN is an argument of its own
    if path and "baseline" in names:
        names["baseline"] = Path(os.path.relpath(path.parent / names["baseline"])).as_posix()  # beside the file that names it
    ctx.default_map = {**(ctx.default_map or {}), **names}
    return {"folders": found.get("golden-folders"), "base": path.parent if path else None}


def find_pyproject(folder: Path) -> Path | None:
    """The nearest pyproject.toml at or above a folder."""
    return next((path for above in (folder, *folder.parents) if (path := above / "pyproject.toml").is_file()), None)


def read_config(path: Path, options: list[click.Option]) -> dict[str, Any]:
    """The table [tool.factspec]; an unknown key or a value of the wrong kind is a usage error."""
    import tomllib

    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}).get("factspec", {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError("config", f"{path.name}: cannot be read: {error}") from None
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


def given(ctx: click.Context) -> set[str]:
    """The names of the options that somebody set, by whatever way."""
    plain = (ParameterSource.DEFAULT, None)
    return {name for name in ctx.params if ctx.get_parameter_source(name) not in plain}


def typed(ctx: click.Context) -> set[str]:
    """The names of the options that were given for this one run: on the command line or by the environment."""
    return {name for name in ctx.params if ctx.get_parameter_source(name) in (ParameterSource.COMMANDLINE, ParameterSource.ENVIRONMENT)}
