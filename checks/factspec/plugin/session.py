"""What one pytest run keeps: policy, golden sets and baseline going in, checks coming out, from whatever process made them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, cast

import pytest

from factspec.api import Golden, load
from factspec.baseline import Baseline, check_day, failures, load_baseline, settle, updated
from factspec.errors import FactspecError, UsageError
from factspec.gate import Policy, check_names
from factspec.inputs import Item
from factspec.plugin.outcome import WHOLE, part_of
from factspec.report import Entry, InputReport
from factspec.reporters import FORMATS
from factspec.reporters.failing import SHOWN
from factspec.rules import RULES
from factspec.run import Settings, check_item, make_report
from factspec.saved import save_text

CHECKS = pytest.StashKey[list[dict[str, Any]]]()
_SHARES = ("min_coverage", "max_undetermined")
_WORDS = ("ignore", "may_miss")


@dataclass(frozen=True, slots=True)
class Checked:
    """One input as the plugin judged it: the report without known failures, and all that fails with them."""

    report: InputReport
    failing: tuple[Entry, ...]
    golden: Golden
    policy: Policy


class Session:
    """One run of pytest, in one process: the only one, xdist's controller, or one of its workers."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.root = config.rootpath
        self.worker = hasattr(config, "workerinput")
        self.update = bool(config.option.factspec_baseline_update)
        self.today: str | None = config.option.factspec_today
        self.heard: list[dict[str, Any]] = []
        self.part = False
        self.trouble = ""
        self._goldens: dict[tuple[str, ...], Golden] = {}
        self._policy: Policy | None = None
        self._baseline: Baseline | None = None

    def prepare(self) -> None:
        """Refuses options that are wrong before any test runs."""
        try:
            self.reports()
            if self.update and self.baseline_path is None:
                raise UsageError("baseline", "--factspec-baseline-update: expected --factspec-baseline FILE (or the ini option) with it")
            if self.today is not None:
                check_day(self.today, "--factspec-today")
            _ = self.baseline, self.policy({})
        except FactspecError as error:
            raise pytest.UsageError(str(error)) from None

    # ---- what goes in

    def reports(self) -> list[tuple[str, Path]]:
        """The formats and files of --factspec-report."""
        pairs: list[tuple[str, Path]] = []
        for word in self.config.option.factspec_report:
            form, equals, name = word.partition("=")
            if form not in FORMATS or not equals or not name:
                from factspec.suggest import did_you_mean

                hint = did_you_mean(form, list(FORMATS)) if form not in FORMATS else ""
                raise UsageError("report", f'--factspec-report: read "{word}", expected FORMAT=FILE with one of {", ".join(FORMATS)}{hint}')
            path = Path(self.config.invocation_params.dir, name)
            if path in (other for _, other in pairs):
                raise UsageError("report", f"--factspec-report: two reports go to {name}")
            pairs.append((form, path))
        return pairs

    @property
    def baseline_path(self) -> Path | None:
        if typed := self.config.option.factspec_baseline:
            return Path(self.config.invocation_params.dir, typed)
        own = self.config.getini("factspec_baseline")
        return self.root / own if own else None

    @property
    def baseline(self) -> Baseline:
        if self._baseline is None:
            path = self.baseline_path
            missing = path is None or (self.update and not path.exists())
            self._baseline = Baseline() if missing or path is None else load_baseline(self.shown(path))
        return self._baseline

    def shown(self, path: Path) -> str:
        """A path as complaints and reports show it: relative to where pytest was started, where that is possible."""
        try:
            return os.path.relpath(path).replace("\\", "/")
        except ValueError:  # another drive
            return path.as_posix()

    def from_root(self, path: Path) -> str:
        """A path as ids carry it: relative to the root, the same wherever pytest is started."""
        try:
            return os.path.relpath(path, self.root).replace("\\", "/")
        except ValueError:
            return path.as_posix()

    def golden(self, name: str | Path | Golden, beside: Path | None = None) -> Golden:
        """A golden set by path (beside the file that names it, here, or from the root) or id, by factspec's one resolver."""
        if isinstance(name, Golden):
            return name
        if not isinstance(name, (str, Path)):
            raise TypeError(f"golden is {type(name).__name__}, expected a path, an id, or what factspec.load returns")
        folders = tuple(self.shown(Path(folder)) for folder in self.config.getini("factspec_folders") or [self.root / "golden"])
        key = (str(name), str(beside or ""), os.getcwd(), *folders)
        if key not in self._goldens:
            found: str | Path = name
            if isinstance(name, Path) or "/" in name or name.endswith((".yaml", ".yml", ".json")):
                places = [beside / name] if beside else []
                paths = [*places, Path(name), self.root / name]
                found = next((self.shown(path) for path in paths if path.exists()), name)
            self._goldens[key] = load(found, folders=folders)
        return self._goldens[key]

    def policy(self, given: Mapping[str, Any], golden: Golden | None = None) -> Policy:
        """The gate's policy: the command line over what a test or file says (`given`) over the ini options."""
        option, ini = self.config.option, self.config.getini
        if self._policy is None:
            self._policy = Policy(
                min_coverage=_share("factspec_min_coverage", ini("factspec_min_coverage")),
                max_undetermined=_share("factspec_max_undetermined", ini("factspec_max_undetermined")),
                strict=ini("factspec_strict"),
                allow_silence=ini("factspec_allow_silence"),
                ignore=tuple(ini("factspec_ignore")),
                may_miss=tuple(ini("factspec_may_miss")),
            )
        own: dict[str, Any] = {key: _share(key, value) if key in _SHARES else value for key, value in given.items() if value is not None}
        words = {key: own.pop(key, ()) for key in _WORDS}
        words = {key: (said,) if isinstance(said, str) else tuple(said) for key, said in words.items()}
        if golden is not None:
            check_names(Policy(**words), [golden.golden], RULES)
        own |= {key: said + getattr(self._policy, key) for key, said in words.items()}
        if option.factspec_strict:
            own["strict"] = True
        if option.factspec_min_coverage is not None:
            own["min_coverage"] = _share("--factspec-min-coverage", option.factspec_min_coverage)
        return replace(self._policy, **own)

    @property
    def items(self) -> str | None:
        """What a test of a *.factspec.yaml is, where the command line says so."""
        typed: str | None = self.config.option.factspec_items
        return typed

    @property
    def lines(self) -> int | None:
        """How many lines of a failure are shown: all with -vv or in CI, as pytest does with its own."""
        full = self.config.get_verbosity() >= 2 or os.environ.get("CI") or os.environ.get("BUILD_NUMBER")
        return None if full else SHOWN

    # ---- checking

    def check(self, item: Item, golden: Golden, policy: Policy, *, as_of: str | None = None) -> Checked:
        """One input's report, its known failures taken out."""
        report = check_item(item, golden, policy, Settings(as_of), catch=False)
        failing = failures(report)
        known = Baseline(failing) if self.update else self.baseline
        return Checked(settle(report, known, self.today).report, failing, golden, policy)

    def note(self, node: pytest.Item, checked: Checked, part: str) -> None:
        """Files a check with the test that judged a part of it: its properties, and what goes to the process that reports."""
        failing = [entry for entry in checked.failing if part in (WHOLE, part_of(entry.fact))]
        facts = None if part == WHOLE else [part.removeprefix("fact:")]
        report = checked.report
        node.user_properties.extend(_properties(report, facts))
        if not self.config.option.factspec_report:
            report = replace(report, text=None)
        golden = checked.golden.golden
        saved = save_text(make_report(golden, checked.policy, (report,)), golden)
        row = {"golden": golden.sha256, "input": report.id, "part": part, "saved": saved, "failing": [asdict(entry) for entry in failing]}
        node.stash.setdefault(CHECKS, []).append(row)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item) -> Iterator[None]:
        report: Any = yield
        if checks := item.stash.get(CHECKS, None):
            report.factspec_checks = checks
            item.stash[CHECKS] = []
        return cast("None", report)

    def hear(self, checks: Sequence[dict[str, Any]]) -> None:
        """Takes checks from a test's report, whichever process it ran in."""
        self.heard += checks

    # ---- what comes out

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> Iterator[None]:
        before = len(items)
        result = yield
        self.part = self.part or len(items) < before
        return result

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        output = getattr(self.config, "workeroutput", None)
        if output is not None:
            output["factspec_part"] = self.part
            return
        from factspec.plugin.closing import finish

        finish(self, session, int(exitstatus))

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any, error: object) -> None:
        """A worker of xdist ended; one that died did not run all of its tests."""
        self.part = self.part or bool(error) or bool(getattr(node, "workeroutput", {}).get("factspec_part"))

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        from factspec.plugin.closing import summarise

        summarise(self, terminalreporter)

    def next_baseline(self, whole: bool) -> Baseline:
        """What is known after this run; only a whole one takes out what it judged and found no more."""
        entries = [Entry(**row) for check in self.heard for row in check["failing"]]
        judged = {(check["input"], check["part"]) for check in self.heard} if whole else set()
        return updated(self.baseline, entries, lambda e: bool({(e.input, WHOLE), (e.input, part_of(e.fact))} & judged))


def _properties(report: InputReport, facts: Sequence[str] | None) -> Iterator[tuple[str, str]]:
    """Verdict, place and rule of each fact, as JUnit XML can carry them."""
    found: list[Any] = [*((f.fact, f) for f in report.facts), *((f.id, f) for f in report.forbidden)]
    for name, f in found:
        if facts is None or name in facts:
            place = f" at {f.pointer}" if f.pointer is not None else f" at {f.start}-{f.end}" if f.start is not None else ""
            yield f"factspec:{report.id}:{name}", f"{f.verdict}{place}{f' ({f.rule})' if f.rule else ''}"
    if report.error is not None:
        yield f"factspec:{report.id}", f"error ({report.error.code})"


def _share(name: str, value: object) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation:
        raise UsageError("policy", f"{name}: read {value!r}, expected a share from 0 to 1") from None
