"""`factspec check`: options in, a report out and an exit status."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import Any

from factspec.api import load
from factspec.cli.baseline import ended, ledger
from factspec.cli.progress import Progress
from factspec.cli.reports import Outputs, parse_reports, undivided
from factspec.errors import UsageError
from factspec.gate import Policy, check_names, decide
from factspec.golden.cross import real_date
from factspec.golden.resolve import DEFAULT_FOLDERS
from factspec.inputs import Fields, Options
from factspec.inputs.read import read_items
from factspec.report import Head, InputReport
from factspec.rules import RULES
from factspec.run import Settings, check_item, collect
from factspec.saved import Saving
from factspec.writing import write_whole


def run(values: dict[str, Any], given: set[str]) -> int:
    if not values["golden"]:
        raise UsageError("golden", "no golden set: give --golden FILE_OR_ID (or set it in pyproject.toml)")
    as_of = values["as_of"]
    check_day(as_of)
    parse_reports(values["report"])  # a mistyped one is told before the work, not after it
    policy = policy_of(values)
    compiled = load(values["golden"], folders=golden_folders(values["config"]))
    check_names(policy, compiled.golden, RULES)
    book = ledger(values)
    validate = None
    if values["schema"]:
        from factspec.inputs.schema import validator

        validate = validator(values["schema"])
    fields = Fields(values["id_field"], values["text_field"], values["data_field"], chosen=bool({"text_field", "data_field"} & given))
    options = Options(fields, values["max_bytes"], values["stdin_name"], values["parse_json"])
    golden, exit_zero = compiled.golden, values["exit_zero"]
    outputs = Outputs(values, Head(golden.id, golden.title, golden.sha256, policy.as_dict()))
    saving = Saving() if values["save"] else None
    items = read_items(values["inputs"], options)
    reports: Generator[InputReport, None, None]
    if (jobs := job_count(values["jobs"])) > 1:
        from factspec.parallel import Task, in_parallel

        folders = tuple(map(str, golden_folders(values["config"])))
        how = (values["golden"], folders, policy, as_of, values["parse_json"], values["schema"])
        reports = in_parallel((Task(item, *how) for item in items), jobs)
    else:
        settings = Settings(as_of, values["parse_json"], validate)
        reports = (check_item(item, compiled, policy, settings) for item in items)
    progress = Progress(values["quiet"], [values["inputs"]])

    def settled() -> Iterator[InputReport]:
        for report in reports:
            if saving is not None:
                saving.add(report, golden, policy)
            yield book.settle(report) if book is not None else report

    def take(report: InputReport) -> None:
        outputs.add(report)
        progress(report)

    with progress:
        stopped = collect(settled(), undivided(take), fail_fast=values["fail_fast"])
        reports.close()
    decision = decide(outputs.tally, policy, exit_zero=exit_zero, stopped=stopped)
    whole = None if stopped is None else False
    end = ended(outputs.tally, decision, book, whole, exit_zero=exit_zero)
    if saving is not None:
        write_whole(Path(values["save"]), saving.lines(whole, stopped), "--save")
    outputs.end(end)
    return end.decision.exit_status


def job_count(typed: int) -> int:
    return typed or os.cpu_count() or 1


def check_day(as_of: str | None) -> None:
    if as_of is not None and not (len(as_of) == 10 and real_date(as_of)):
        raise UsageError("as-of", f"--as-of: read {as_of!r}, expected a day as 2025-05-05")


def policy_of(values: dict[str, Any]) -> Policy:
    return Policy(
        min_coverage=values["min_coverage"],
        max_undetermined=values["max_undetermined"],
        min_pass_rate=values["min_pass_rate"],
        strict=values["strict"],
        allow_silence=values["allow_silence"],
        ignore=tuple(values["ignore"]),
        may_miss=tuple(values["may_miss"]),
    )


def golden_folders(config: dict[str, Any]) -> list[str | Path]:
    """The folders of golden sets: as configured, beside the pyproject.toml that names them; else golden/ here."""
    if config["folders"] is None:
        return list(DEFAULT_FOLDERS)
    base = Path(os.path.relpath(config["base"]))
    return [base / folder for folder in config["folders"]]
