"""`factspec gate`: a saved run in, reports out and an exit status."""

from __future__ import annotations

from typing import Any

from factspec.cli.check import policy_of
from factspec.cli.reports import parse_reports, write_reports
from factspec.errors import UsageError
from factspec.gate import check_ignored
from factspec.rules import RULES
from factspec.saved import decide_again, load_saved


def run(values: dict[str, Any]) -> int:
    parse_reports(values["report"])
    policy = policy_of(values)
    saved = load_saved(values["run"])
    if len(saved) != 1:
        raise UsageError("run", f"{values['run']}: holds {len(saved)} runs, expected one")
    check_ignored(policy, saved[0].golden, RULES)
    report = decide_again(saved[0], policy, exit_zero=values["exit_zero"])
    write_reports(report, values)
    return report.decision.exit_status
