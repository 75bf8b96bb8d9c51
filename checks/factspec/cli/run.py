"""`factspec run`: every suite in one pass, one decision over all of them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
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
from factspec.gate import check_names, decide, over
from factspec.golden.resolve import DEFAULT_FOLDERS
from factspec.inputs import Fields, Item, Options
from factspec.inputs.read import read_items
from factspec.model import GoldenSet
from factspec.parallel import Task, in_parallel
from factspec.report import Decision, Failure, Head, InputReport, Reason
from factspec.rules import RULES
from factspec.run import Settings, checked, collect
from factspec.saved import Saving
from factspec.shape import Tally
from factspec.suites import Suite, below, find_suites
from factspec.suites import policy_of as suite_policy

NO_GOLDEN = GoldenSet("(no golden set)", "", "en", None, None, "", (), (), (), ())
"""Stands for the golden set of inputs that none was found for: each of them is an error."""


@dataclass(slots=True)
class _Run:
    """What all suites of a run share."""

    base: Path
    values: dict[str, Any]
    forced: set[str]
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
    loaded()
    outputs = Outputs(values, Head(", ".join(suite.name for suite in chosen)), several=True)
    saving = Saving() if values["save"] else None
    progress = Progress(values["quiet"], ([below(base, word) for word in suite.inputs] for suite in chosen))
    this = _Run(base, values, forced, outputs, saving, ledger(values), progress)
    decisions: list[tuple[str, Decision]] = []
    with progress:
        for suite in chosen:
            decision, stopped = _check(this, suite)
            decisions.append((suite.name, decision))
            if stopped is not None:
                break  # the reason says that the rest was not checked
    with finishing():
        whole = len(decisions) == len(suites) and stopped is None
        end = ended(outputs.tally, over(decisions, outputs.tally), this.book, whole, exit_zero=values["exit_zero"])
        files: list[Delivery] = []
        if saving is not None:
            files.append((Path(values["save"]), saving.lines(whole, stopped, decisions[-1][0]), "--save"))
        outputs.end(end, files)
    return end.decision.exit_status


def _check(this: _Run, suite: Suite) -> tuple[Decision, Reason | None]:
    """One suite: its decision, and why it was stopped before its end, if it was."""
    base, values, forced = this.base, this.values, this.forced
    policy = suite_policy(suite, policy_of(values), forced)
    settings = {**{key: values[key] for key in ("as_of", "parse_json", "schema", "id_field", "text_field", "data_field")}}
    settings |= {key: value for key, value in suite.settings.items() if key not in forced}
    check_day(settings["as_of"])
    own = "schema" in suite.settings and "schema" not in forced
    schema = below(base, settings["schema"]) if own else settings["schema"]
    validate = None
    if schema:
        from factspec.inputs.schema import validator

        validate = validator(schema)
    fields = Fields(settings["id_field"], settings["text_field"], settings["data_field"], golden=suite.record_key)
    folders = (
        golden_folders(values["config"]) if values["config"]["folders"] is not None else [below(base, str(f)) for f in DEFAULT_FOLDERS]
    )
    goldens: dict[str, tuple[Golden, str] | FactspecError] = {}

    def golden_of(word: str) -> tuple[Golden, str]:
        if word not in goldens:
            try:
                path = below(base, word)
                name = path if os.path.exists(path) else word
                made = load(name, folders=folders)
                check_names(policy, made.golden, RULES)
                goldens[word] = made, name
            except FactspecError as error:
                goldens[word] = error
        found = goldens[word]
        if isinstance(found, FactspecError):
            raise found
        return found

    if suite.single:
        golden_of(suite.golden)  # a set that cannot be used is told once, not for every input
    options = Options(fields, values["max_bytes"], "-", settings["parse_json"], str(base))
    how = Settings(settings["as_of"], settings["parse_json"], validate)
    items = read_items([below(base, word) for word in suite.inputs], options)
    used: deque[Golden | None] = deque()  # by the items in hand, in their order

    def tasks() -> Iterator[tuple[Item, Golden | None, str]]:
        for item in items:
            ready, golden, name = _ready(item, suite, golden_of)
            used.append(golden)
            yield ready, golden, name

    reports: Generator[InputReport, None, None]
    if (jobs := job_count(values["jobs"])) > 1:
        rest = (tuple(map(str, folders)), policy, settings["as_of"], settings["parse_json"], schema)
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


def _ready(item: Item, suite: Suite, golden_of: Callable[[str], tuple[Golden, str]]) -> tuple[Item, Golden | None, str]:
    """An item with its golden set, or as a failed one that has none."""
    try:
        if item.failure is None or suite.single:
            return item, *golden_of(suite.golden_for(item.source, item.golden))
    except FactspecError as error:
        item = replace(item, failure=Failure(error.code, str(error).split("\n")[0], item.source_line))
    return item, None, ""
