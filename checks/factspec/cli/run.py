"""`factspec run`: every suite in one pass, one decision over all of them."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from factspec.api import Golden, load
from factspec.cli.check import check_day, golden_folders, job_count, policy_of
from factspec.cli.options import loaded
from factspec.cli.output import put, use_color
from factspec.cli.progress import Progress
from factspec.cli.reports import complain, parse_reports
from factspec.errors import FactspecError, UsageError
from factspec.gate import CRASHED, FAIL, PASS, WRONG, Policy, check_ignored, decide
from factspec.golden.resolve import DEFAULT_FOLDERS
from factspec.inputs import Fields, Item, Options
from factspec.inputs.read import read_items
from factspec.parallel import Task, in_parallel
from factspec.report import Decision, Failure, InputReport, Reason, Report
from factspec.reporters import Look, render
from factspec.reporters.as_json import suites_text
from factspec.rules import RULES
from factspec.run import Settings, checked, collect
from factspec.saved import save_text
from factspec.suites import Suite, below, find_suites
from factspec.suites import policy_of as suite_policy
from factspec.writing import write_whole


@dataclass(slots=True)
class _Done:
    """A suite's inputs as they were checked; `parts` by the golden set each was checked against."""

    suite: Suite
    policy: Policy
    decision: Decision
    inputs: list[InputReport] = field(default_factory=list)
    parts: dict[tuple[str, str], tuple[Golden, list[InputReport]]] = field(default_factory=dict)
    lost: list[InputReport] = field(default_factory=list)  # that no golden set was found for
    stopped: Reason | None = None

    def file(self, report: InputReport, golden: Golden | None) -> InputReport:
        """Puts a report with those of its golden set."""
        if golden is None:
            self.lost.append(report)
        else:
            self.parts.setdefault((golden.golden.id, golden.golden.sha256), (golden, []))[1].append(report)
        return report

    def reports(self) -> list[tuple[Report, Golden | None]]:
        made: list[tuple[Report, Golden | None]] = []
        for golden, items in self.parts.values():
            g, inputs = golden.golden, tuple(items)
            made.append((Report(g.id, g.title, g.sha256, self.policy.as_dict(), inputs, decide(inputs, self.policy)), golden))
        if self.lost:
            lost = tuple(self.lost)
            made.append((Report("(no golden set)", "", "", self.policy.as_dict(), lost, decide(lost, self.policy)), None))
        return made


def run(values: dict[str, Any], forced: set[str]) -> int:
    reports = parse_reports(values["report"])
    base, suites = find_suites(Path.cwd(), values["suites"])
    for name in values["suite"]:
        if name not in suites:
            from factspec.suggest import did_you_mean

            raise UsageError("suites", f'--suite: read "{name}", expected one of {", ".join(suites)}{did_you_mean(name, list(suites))}')
    chosen = [suite for name, suite in suites.items() if not values["suite"] or name in values["suite"]]
    progress = Progress(values["quiet"])
    loaded()
    done: list[_Done] = []
    for suite in chosen:
        done.append(_check(suite, base, values, forced, progress))
        if done[-1].stopped is not None:
            break  # the reason says that the rest was not checked
    progress.end()
    whole = _merged(done, values["exit_zero"])
    if values["save"]:
        write_whole(Path(values["save"]), "".join(save_text(r, g.golden) for d in done for r, g in d.reports() if g is not None), "--save")
    verbose, root = -1 if values["quiet"] else values["verbose"], Path(os.getcwd()).as_posix()
    for form, name in reports:
        write_whole(Path(name), _render(done, whole, form, Look(verbose=verbose, root=root)), "--report")
    output = values["output"]
    text = _render(done, whole, values["format"], Look(use_color(values["color"], output is None), verbose, root))
    if output is None:
        put(text)
    else:
        write_whole(Path(output), text)
    if values["format"] != "text" or output is not None:
        complain(whole, values["quiet"])
    return whole.decision.exit_status


def _check(suite: Suite, base: Path, values: dict[str, Any], forced: set[str], progress: Progress) -> _Done:
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
                check_ignored(policy, made.golden, RULES)
                goldens[word] = made, name
            except FactspecError as error:
                goldens[word] = error
        found = goldens[word]
        if isinstance(found, FactspecError):
            raise found
        return found

    if suite.single:
        golden_of(suite.golden)  # a set that cannot be used is told once, not for every input
    done = _Done(suite, policy, Decision("pass", PASS, (), None))
    options = Options(fields, values["max_bytes"], "-", settings["parse_json"])
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
    filed = (done.file(report, used.popleft()) for report in reports)
    done.stopped = collect(filed, done.inputs, progress, fail_fast=values["fail_fast"])
    reports.close()
    done.decision = decide(done.inputs, policy, stopped=done.stopped)
    return done


def _ready(item: Item, suite: Suite, golden_of: Callable[[str], tuple[Golden, str]]) -> tuple[Item, Golden | None, str]:
    """An item with its golden set, or as a failed one that has none."""
    try:
        if item.failure is None or suite.single:
            return item, *golden_of(suite.golden_for(item.source, item.golden))
    except FactspecError as error:
        item = replace(item, failure=Failure(error.code, str(error).split("\n")[0], item.source_line))
    return item, None, ""


def _merged(done: list[_Done], exit_zero: bool) -> Report:
    """One report over all suites; the ids of inputs carry the suite's name."""
    inputs = tuple(replace(item, id=f"{d.suite.name}/{item.id}") for d in done for item in d.inputs)
    reasons = tuple(replace(reason, message=f"{d.suite.name}: {reason.message}") for d in done for reason in d.decision.reasons)
    worst = max((d.decision.exit_status for d in done), default=PASS)
    passed = sum(item.status == "pass" for item in inputs)
    word = {PASS: "pass", FAIL: "fail", WRONG: "error", CRASHED: "error"}[worst]
    status = PASS if worst == FAIL and exit_zero else worst
    decision = Decision(word, status, reasons, Fraction(passed, len(inputs)) if inputs else None)  # type: ignore[arg-type]
    return Report(", ".join(d.suite.name for d in done), "", "", {}, inputs, decision)


def _render(done: list[_Done], whole: Report, form: str, look: Look) -> str:
    if form == "text":
        parts = [render(report, "text", look) for d in done for report, _ in d.reports()]
        return "\n".join([*parts, _closing(whole)])
    if form == "json":
        return suites_text({d.suite.name: [report for report, _ in d.reports()] for d in done}, whole)
    return render(whole, form, look)


def _closing(whole: Report) -> str:
    from factspec.reporters.terminal import safe

    reasons: tuple[Reason, ...] = whole.decision.reasons
    return safe(f"all suites: {whole.decision.status}" + "".join(f"; {reason.message}" for reason in reasons)) + "\n"
