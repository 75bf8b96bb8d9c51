"""`factspec run`: every suite in one pass, one decision over all of them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from factspec.api import Golden, load
from factspec.baseline import Ledger
from factspec.cli.baseline import ended, ledger
from factspec.cli.check import check_day, golden_folders, job_count, policy_of
from factspec.cli.options import loaded
from factspec.cli.progress import Progress
from factspec.cli.reports import Delivery, Outputs, here, parse_reports
from factspec.cli.signals import finishing, undivided
from factspec.errors import FactspecError, UsageError
from factspec.gate import WRONG, Policy, check_names, decide, over
from factspec.golden.resolve import DEFAULT_FOLDERS
from factspec.inputs import Fields, Item, Options
from factspec.inputs.read import read_items
from factspec.model import GoldenSet
from factspec.parallel import Task, in_parallel
from factspec.report import Decision, Failure, Head, InputReport, Reason, Violation
from factspec.rules import RULES
from factspec.run import Settings, checked, collect
from factspec.saved import Saving
from factspec.shape import Tally
from factspec.suites import Suite, below, find_suites
from factspec.suites import policy_of as suite_policy

NO_GOLDEN = GoldenSet("(no golden set)", "", "en", None, None, "", (), (), (), ())
"""Stands for the golden set of inputs that none was found for: each of them is an error."""


_MUTES = ("ignore", "may_miss")


@dataclass(slots=True)
class _Plan:
    """A suite as it will be checked. What is wrong with it is told before anything is."""

    suite: Suite
    policy: Policy
    settings: dict[str, Any]
    schema: str | None
    validate: Callable[[Any], tuple[Violation, ...]] | None
    sets: _Sets
    used: dict[str, GoldenSet] = field(default_factory=dict)
    """The golden sets that it was checked against, by what named them."""

    def golden_of(self, word: str) -> tuple[Golden, str]:
        found, name = self.sets.load(word)
        self.used[word] = found.golden
        return found, name

    def mutes(self, key: str, forced: set[str]) -> bool:
        """Whether a word that mutes is the suite's own, and not said for the whole run."""
        return key.replace("_", "-") in self.suite.policy and key not in forced


@dataclass(slots=True)
class _Sets:
    """The golden sets of all suites, each loaded once."""

    base: Path
    folders: list[Path | str]
    _known: dict[str, tuple[Golden, str] | FactspecError] = field(default_factory=dict)

    def load(self, word: str) -> tuple[Golden, str]:
        """A golden set, and what a process of its own loads it by."""
        if word not in self._known:
            try:
                path = below(self.base, word)
                name = path if os.path.exists(path) else word
                self._known[word] = load(name, folders=self.folders), name
            except FactspecError as error:
                self._known[word] = error
        found = self._known[word]
        if isinstance(found, FactspecError):
            raise found
        return found


@dataclass(slots=True)
class _Run:
    """What all suites of a run share."""

    values: dict[str, Any]
    base: Path
    outputs: Outputs
    saving: Saving | None
    book: Ledger | None
    progress: Progress


def run(values: dict[str, Any], forced: set[str]) -> int:
    parse_reports(values["report"])
    base, suites = find_suites(Path(here()), values["suites"])
    for name in values["suite"]:
        if name not in suites:
            from factspec.suggest import did_you_mean

            raise UsageError("suites", f'--suite: read "{name}", expected one of {", ".join(suites)}{did_you_mean(name, list(suites))}')
    chosen = [suite for name, suite in suites.items() if not values["suite"] or name in values["suite"]]
    configured = values["config"]["folders"] is not None
    sets = _Sets(base, golden_folders(values["config"]) if configured else [below(base, str(f)) for f in DEFAULT_FOLDERS])
    plans = [_plan(suite, sets, values, forced) for suite in chosen]
    if all(suite.single for suite in chosen):
        _check_shared(plans, values, forced)
    loaded()
    outputs = Outputs(values, Head(", ".join(suite.name for suite in chosen)), several=True)
    saving = Saving() if values["save"] else None
    progress = Progress(values["quiet"], ([below(base, word) for word in suite.inputs] for suite in chosen))
    this = _Run(values, base, outputs, saving, ledger(values), progress)
    decisions: list[tuple[str, Decision]] = []
    with progress:
        for plan in plans:
            decision, stopped = _check(this, plan)
            decisions.append((plan.suite.name, decision))
            if stopped is not None:
                break  # the reason says that the rest was not checked
    with finishing():
        if stopped is None:  # of a run that was stopped not every golden set is known
            decisions = [
                (p.suite.name, _muting(made, partial(_check_own, p, forced))) for p, (_, made) in zip(plans, decisions, strict=True)
            ]
        decision = over(decisions, outputs.tally)
        if stopped is None:
            decision = _muting(decision, partial(_check_shared, plans, values, forced))
        whole = len(decisions) == len(suites) and stopped is None
        end = ended(outputs.tally, decision, this.book, whole, exit_zero=values["exit_zero"])
        files: list[Delivery] = []
        if saving is not None:
            files.append((Path(values["save"]), saving.lines(whole, stopped, decisions[-1][0]), "--save"))
        outputs.end(end, files)
    return end.decision.exit_status


def _plan(suite: Suite, sets: _Sets, values: dict[str, Any], forced: set[str]) -> _Plan:
    """Raises what `factspec check` raises for a wrong option, with the name of the suite."""
    try:
        policy = suite_policy(suite, policy_of(values), forced)
        settings = {key: values[key] for key in ("as_of", "parse_json", "schema", "id_field", "text_field", "data_field")}
        settings |= {key: value for key, value in suite.settings.items() if key not in forced}
        check_day(settings["as_of"])
        own = "schema" in suite.settings and "schema" not in forced
        schema = below(sets.base, settings["schema"]) if own else settings["schema"]
        validate = None
        if schema:
            from factspec.inputs.schema import validator

            validate = validator(schema)
        plan = _Plan(suite, policy, settings, schema, validate, sets)
        if suite.single:
            plan.golden_of(suite.golden)
            _check_own(plan, forced)
    except UsageError as error:
        raise UsageError(error.code, f"suite {suite.name}: {error.message}") from None
    return plan


def _check_own(plan: _Plan, forced: set[str]) -> None:
    """A word that mutes by a suite's own policy must be known to one of the suite's golden sets at least; raises `UsageError`."""
    for key in _MUTES:
        if plan.mutes(key, forced):
            _check_words(key, getattr(plan.policy, key), plan.used.values())


def _check_shared(plans: list[_Plan], values: dict[str, Any], forced: set[str]) -> None:
    """As much for the words of the command line, the environment and [tool.factspec], of all golden sets that they are said for."""
    for key in _MUTES:
        _check_words(key, tuple(values[key]), (golden for plan in plans if not plan.mutes(key, forced) for golden in plan.used.values()))


def _check_words(key: str, words: tuple[str, ...], goldens: Iterable[GoldenSet]) -> None:
    if used := list(goldens):  # else no input has found one, and each of them says so
        check_names(Policy(ignore=words) if key == "ignore" else Policy(may_miss=words), used, RULES)


def _muting(decision: Decision, check: Callable[[], None]) -> Decision:
    """The decision, where every word mutes something that may come; where inputs name their golden sets, that is known at the end."""
    try:
        check()
    except UsageError as error:
        why = Reason("mutes-nothing", None, error.message)
        return replace(decision, status="error", exit_status=max(decision.exit_status, WRONG), reasons=(*decision.reasons, why))
    return decision


def _check(this: _Run, plan: _Plan) -> tuple[Decision, Reason | None]:
    """One suite: its decision, and why it was stopped before its end, if it was."""
    suite, policy, settings, values = plan.suite, plan.policy, plan.settings, this.values
    fields = Fields(settings["id_field"], settings["text_field"], settings["data_field"], golden=suite.record_key)
    options = Options(fields, values["max_bytes"], "-", settings["parse_json"], str(this.base))
    how = Settings(settings["as_of"], settings["parse_json"], plan.validate)
    items = read_items([below(this.base, word) for word in suite.inputs], options)
    used: deque[Golden | None] = deque()  # by the items in hand, in their order

    def tasks() -> Iterator[tuple[Item, Golden | None, str]]:
        for item in items:
            ready, golden, name = _ready(item, plan)
            used.append(golden)
            yield ready, golden, name

    reports: Generator[InputReport, None, None]
    if (jobs := job_count(values["jobs"])) > 1:
        rest = (tuple(map(str, plan.sets.folders)), policy, settings["as_of"], settings["parse_json"], plan.schema)
        reports = in_parallel((Task(item, name, *rest) for item, _, name in tasks()), jobs)
    else:
        reports = (checked(item, golden, policy, how) for item, golden, _ in tasks())
    tally = Tally()
    of_set: dict[int, Head] = {}

    def take(report: InputReport) -> InputReport:
        golden = _golden(used.popleft())
        if this.saving is not None:
            this.saving.add(report, golden, policy, suite.name)
        settled = this.book.settle(report, suite.name) if this.book is not None else report
        head = of_set.setdefault(id(golden), Head(golden.id, golden.title, golden.sha256, policy.as_dict()))
        tally.add(settled)
        this.outputs.add(settled, suite.name, head, policy)
        this.progress(settled)
        return settled

    stopped = collect(reports, undivided(take), fail_fast=values["fail_fast"])
    with finishing():
        reports.close()
    return decide(tally, policy, exit_zero=values["exit_zero"], stopped=stopped), stopped


def _golden(found: Golden | None) -> GoldenSet:
    return found.golden if found is not None else NO_GOLDEN


def _ready(item: Item, plan: _Plan) -> tuple[Item, Golden | None, str]:
    """An item with its golden set, or as a failed one that has none."""
    try:
        if item.failure is None or plan.suite.single:
            return item, *plan.golden_of(plan.suite.golden_for(item.source, item.golden))
    except FactspecError as error:
        item = replace(item, failure=Failure(error.code, str(error).split("\n")[0], item.source_line))
    return item, None, ""
