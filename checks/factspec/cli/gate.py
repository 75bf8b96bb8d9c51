"""`factspec gate`: a saved run in, reports out and an exit status."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

from factspec.cli.check import policy_of
from factspec.cli.reports import parse_reports, write_reports
from factspec.cli.signals import finishing
from factspec.gate import Policy, check_ignored
from factspec.report import Report
from factspec.rules import RULES
from factspec.saved import Saved, decide_again, load_saved


def run(values: dict[str, Any]) -> int:
    parse_reports(values["report"])
    policy = policy_of(values)
    saved = load_saved(values["run"])
    _check_ignored(policy, saved)
    reports = [decide_again(one, policy, exit_zero=values["exit_zero"]) for one in saved]
    report = reports[0] if len(reports) == 1 else _whole(reports)
    with finishing():
        write_reports(report, values)
    return report.decision.exit_status


def _check_ignored(policy: Policy, saved: tuple[Saved, ...]) -> None:
    """A word that mutes must be known to one of the golden sets at least."""
    facts = tuple(fact for one in saved for fact in one.golden.facts)
    forbidden = tuple(claim for one in saved for claim in one.golden.forbidden)
    check_ignored(policy, replace(saved[0].golden, facts=facts, forbidden=forbidden), RULES)


def _whole(reports: list[Report]) -> Report:
    """Several runs of a file as one; the ids of inputs carry their golden set's. The worst exit status is the whole's."""
    inputs = tuple(replace(item, id=f"{report.golden_id}/{item.id}") for report in reports for item in report.inputs)
    reasons = tuple(replace(why, message=f"{report.golden_id}: {why.message}") for report in reports for why in report.decision.reasons)
    worst = max((report.decision for report in reports), key=lambda decision: (decision.exit_status, decision.status != "pass"))
    passed = sum(item.status == "pass" for item in inputs)
    decision = replace(worst, reasons=reasons, pass_rate=Fraction(passed, len(inputs)) if inputs else None)
    names = ", ".join(report.golden_id for report in reports)
    return replace(reports[0], golden_id=names, golden_title="", golden_sha256="", inputs=inputs, decision=decision)
