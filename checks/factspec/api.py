"""The Python face: load a golden set, check a text or data against it, assert that it is consistent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, TypedDict, Unpack

from factspec.engine import CompiledGolden as Golden
from factspec.errors import InputError, UsageError
from factspec.gate import Policy, check_names
from factspec.golden.resolve import DEFAULT_FOLDERS, resolve
from factspec.inputs import Item
from factspec.report import Report
from factspec.run import Settings, check_item, make_report

__all__ = ["GateOptions", "Golden", "assert_consistent", "check", "load"]

Data = dict[str, Any] | list[Any]


class GateOptions(TypedDict, total=False):
    """The gate's options, as every door of Python takes them; one that is left out is as in `factspec.check`."""

    as_of: str | None
    """The day the text is read: 2025-05-05. Default: the golden set's."""
    strict: bool
    """Anything unsupported fails. Default: false."""
    min_coverage: float | str | Decimal
    """Coverage below this share fails. Default: 0."""
    max_undetermined: float | str | Decimal
    """A larger share of undetermined facts fails. Default: 0.10."""
    allow_silence: bool
    """A text that tells no fact may pass. Default: false."""
    ignore: Iterable[str]
    """Rules and facts that are muted; every muted finding is counted. Default: none."""
    may_miss: Iterable[str]
    """Facts that count as optional, whatever the golden set says. Default: none."""


def load(golden: str | Path, *, folders: Sequence[str | Path] = DEFAULT_FOLDERS) -> Golden:
    """Loads a golden set by path or id: an existing path, then `folders`, then the sets that ship with factspec.

    Raises `GoldenError` with every complaint about the file (file, line, column), or `UsageError` where there is none.
    """
    from factspec.agree import refuse
    from factspec.engine import compile_golden
    from factspec.golden.load import load_file

    if not isinstance(golden, (str, Path)):
        raise TypeError(f"golden is {type(golden).__name__}, expected the path or id of a golden set")
    path, shown = resolve(golden, folders)
    golden_set = load_file(path, shown)
    if all(fact.proposed for fact in golden_set.facts):
        raise UsageError("only-proposed", f"{shown}: every fact is proposed and none accepted: look through them with factspec review")
    compiled = compile_golden(golden_set)
    refuse(compiled)
    return compiled


def check(
    summary: str | Data,
    golden: Golden,
    *,
    as_of: str | None = None,
    strict: bool = False,
    min_coverage: float | str | Decimal = 0,
    max_undetermined: float | str | Decimal = "0.10",
    allow_silence: bool = False,
    ignore: Iterable[str] = (),
    may_miss: Iterable[str] = (),
) -> Report:
    """Checks one text (a `str`) or extraction output (a `dict` or `list`) against a loaded golden set.

    Pure: no clock, no disk, no network. The options are the gate's: see `Report.passed` and `Report.findings`.
    A blank text, or one plainly in another language, gives a report whose only input has the status `error`.
    """
    _expect(summary, golden)
    policy = make_policy(
        golden,
        as_of=as_of,
        strict=strict,
        min_coverage=min_coverage,
        max_undetermined=max_undetermined,
        allow_silence=allow_silence,
        ignore=ignore,
        may_miss=may_miss,
    )
    item = Item("summary", "summary", content=summary, is_text=isinstance(summary, str))
    # Not as a run of many: an interrupt is the caller's, and no report without its input comes of it.
    one = check_item(item, golden, policy, Settings(as_of=as_of), catch=False)
    return make_report(golden.golden, policy, (one,))


def assert_consistent(
    summary: str | Data,
    golden: Golden,
    **options: Unpack[GateOptions],
) -> None:
    """Raises an AssertionError where the gate does not hold: the verdict first, then the worst fact with its place, then the rest.

    The options are those of `factspec.check`. A text that cannot be checked at all is no failed assertion: it raises `InputError`.
    """
    __tracebackhide__ = True
    report = check(summary, golden, **options)
    failure = report.inputs[0].error
    if failure is not None:
        raise InputError(failure.code, failure.message)
    if not report.passed:
        from factspec.reporters.failing import failure_text

        raise AssertionError(failure_text(report.inputs[0], report.golden_id))


def make_policy(
    golden: Golden,
    *,
    as_of: str | None = None,
    strict: bool = False,
    min_coverage: float | str | Decimal = 0,
    max_undetermined: float | str | Decimal = "0.10",
    allow_silence: bool = False,
    ignore: Iterable[str] = (),
    may_miss: Iterable[str] = (),
) -> Policy:
    """The gate's options as a policy; a wrong one (or a wrong day) is a `UsageError`, a golden set that is not loaded a TypeError."""
    _expect_golden(golden)
    policy = Policy(
        min_coverage=_share("min_coverage", min_coverage),
        max_undetermined=_share("max_undetermined", max_undetermined),
        strict=strict,
        allow_silence=allow_silence,
        ignore=_words(ignore),
        may_miss=_words(may_miss),
    )
    _check_day(as_of)
    if policy.ignore or policy.may_miss:
        from factspec.rules import RULES

        check_names(policy, [golden.golden], RULES)
    return policy


def _expect(summary: object, golden: object) -> None:
    _expect_golden(golden)
    if not isinstance(summary, (str, dict, list)):
        raise TypeError(f"what is checked is {type(summary).__name__}, expected a str (prose) or a dict or list (data)")


def _expect_golden(golden: object) -> None:
    if isinstance(golden, (str, Path)):
        raise TypeError(f"golden is a {type(golden).__name__}, expected a loaded golden set: use factspec.load({str(golden)!r})")
    if not isinstance(golden, Golden):
        raise TypeError(f"golden is {type(golden).__name__}, expected what factspec.load returns")


def _share(name: str, value: float | str | Decimal) -> Decimal:
    try:
        return Decimal(str(value))
    except ArithmeticError:
        raise UsageError("policy", f"{name}: read {value!r}, expected a share from 0 to 1") from None


def _words(given: Iterable[str]) -> tuple[str, ...]:
    return (given,) if isinstance(given, str) else tuple(given)


def _check_day(as_of: str | None) -> None:
    from factspec.golden.cross import real_date

    if as_of is not None and not (isinstance(as_of, str) and len(as_of) == 10 and real_date(as_of)):
        raise UsageError("as-of", f"as_of: read {as_of!r}, expected a day as 2025-05-05")
