"""`factspec check`: options in, a report out and an exit status."""

from __future__ import annotations

import os
from collections.abc import Generator
from dataclasses import replace
from pathlib import Path
from typing import Any

from factspec.api import load
from factspec.cli.against import Documents, chosen
from factspec.cli.baseline import ended, ledger
from factspec.cli.options import loaded
from factspec.cli.progress import Progress
from factspec.cli.reports import Delivery, Outputs, parse_reports
from factspec.cli.signals import finishing, undivided
from factspec.errors import UsageError
from factspec.gate import Policy, check_names, decide
from factspec.golden.cross import real_date
from factspec.golden.resolve import DEFAULT_FOLDERS
from factspec.inputs import Fields, Options
from factspec.inputs.read import read_items
from factspec.report import Head, InputReport
from factspec.rules import RULES
from factspec.run import Settings, checked, collect
from factspec.saved import Saving


def run(values: dict[str, Any], given: set[str]) -> int:
    way = chosen(values)
    if way is None and not values["golden"]:
        raise UsageError("golden", "no golden set: give --golden FILE_OR_ID (or set it in pyproject.toml)")
    as_of = values["as_of"]
    check_day(as_of)
    parse_reports(values["report"])  # a mistyped one is told before the work, not after it
    policy = policy_of(values)
    against = Documents(values, way) if way is not None else None
    if against is not None:
        compiled, golden = None, against.golden()
        policy = replace(policy, allow_silence=True, strict=policy.strict or against.name == "reference")
    else:
        compiled = load(values["golden"], folders=golden_folders(values["config"]))
        golden = compiled.golden
    check_names(policy, [golden], RULES)
    book = ledger(values)
    loaded()
    validate = None
    if values["schema"]:
        from factspec.inputs.schema import validator

        validate = validator(values["schema"])
    field = against.field if against is not None else None
    own = bool({"text_field", "data_field"} & given) or field is not None
    fields = Fields(values["id_field"], values["text_field"], values["data_field"], chosen=own, document=field)
    options = Options(fields, values["max_bytes"], values["stdin_name"], values["parse_json"])
    exit_zero = values["exit_zero"]
    outputs = Outputs(values, Head(golden.id, golden.title, golden.sha256, policy.as_dict()))
    saving = Saving() if values["save"] else None
    if saving is not None:
        saving.begin(golden, policy)
    items = read_items(values["inputs"], options)
    reports: Generator[InputReport, None, None]
    if (jobs := job_count(values["jobs"])) > 1:
        from factspec.parallel import Task, in_parallel

        folders = tuple(map(str, golden_folders(values["config"])))
        made = against.made if against is not None else None
        how = (values["golden"] or "", folders, policy, as_of, values["parse_json"], values["schema"], made)
        reports = in_parallel((Task(item, *how) for item in items), jobs)
    else:
        settings = Settings(as_of, values["parse_json"], validate)
        reports = (checked(item, against.made.golden_of(item) if against is not None else compiled, policy, settings) for item in items)
    progress = Progress(values["quiet"], [values["inputs"]])

    def take(report: InputReport) -> InputReport:
        if saving is not None:
            saving.add(report, golden, policy)
        settled = book.settle(report) if book is not None else report
        outputs.add(settled)
        progress(settled)
        return settled

    with progress:
        stopped = collect(reports, undivided(take), fail_fast=values["fail_fast"])
    with finishing():
        reports.close()
        decision = decide(outputs.tally, policy, exit_zero=exit_zero, stopped=stopped)
        whole = None if stopped is None else False
        end = ended(outputs.tally, decision, book, whole, exit_zero=exit_zero)
        files: list[Delivery] = [(Path(values["save"]), saving.lines(whole, stopped), "--save")] if saving is not None else []
        outputs.end(end, files)
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
