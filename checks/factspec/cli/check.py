"""`factspec check`: options in, a report out and an exit status."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from factspec.api import load
from factspec.cli.options import loaded
from factspec.cli.progress import Progress
from factspec.cli.reports import parse_reports, write_reports
from factspec.errors import UsageError
from factspec.gate import Policy, check_ignored
from factspec.golden.cross import real_date
from factspec.golden.resolve import DEFAULT_FOLDERS
from factspec.inputs import Fields, Options
from factspec.inputs.read import read_items
from factspec.report import InputReport
from factspec.rules import RULES
from factspec.run import Settings, check_item, collect, make_report
from factspec.saved import save_text
from factspec.writing import write_whole


def run(values: dict[str, Any], given: set[str]) -> int:
    if not values["golden"]:
        raise UsageError("golden", "no golden set: give --golden FILE_OR_ID (or set it in pyproject.toml)")
    as_of = values["as_of"]
    check_day(as_of)
    parse_reports(values["report"])  # a mistyped one is told before the work, not after it
    policy = policy_of(values)
    compiled = load(values["golden"], folders=golden_folders(values["config"]))
    check_ignored(policy, compiled.golden, RULES)
    loaded()
    validate = None
    if values["schema"]:
        from factspec.inputs.schema import validator

        validate = validator(values["schema"])
    fields = Fields(values["id_field"], values["text_field"], values["data_field"], chosen=bool({"text_field", "data_field"} & given))
    options = Options(fields, values["max_bytes"], values["stdin_name"], values["parse_json"])
    progress = Progress(values["quiet"])
    items = read_items(values["inputs"], options)
    done: list[InputReport] = []
    if (jobs := job_count(values["jobs"])) > 1:
        from factspec.parallel import Task, in_parallel

        folders = tuple(map(str, golden_folders(values["config"])))
        how = (values["golden"], folders, policy, as_of, values["parse_json"], values["schema"])
        reports = in_parallel((Task(item, *how) for item in items), jobs)
    else:
        settings = Settings(as_of, values["parse_json"], validate)
        reports = (check_item(item, compiled, policy, settings) for item in items)
    stopped = collect(reports, done, progress, fail_fast=values["fail_fast"])
    reports.close()
    report = make_report(compiled.golden, policy, tuple(done), exit_zero=values["exit_zero"], stopped=stopped)
    progress.end()
    if values["save"]:
        write_whole(Path(values["save"]), save_text(report, compiled.golden), "--save")
    write_reports(report, values)
    return report.decision.exit_status


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
    )


def golden_folders(config: dict[str, Any]) -> list[str | Path]:
    """The folders of golden sets: as configured, beside the pyproject.toml that names them; else golden/ here."""
    if config["folders"] is None:
        return list(DEFAULT_FOLDERS)
    base = Path(os.path.relpath(config["base"]))
    return [base / folder for folder in config["folders"]]
