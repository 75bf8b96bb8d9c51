"""`factspec gate`: a saved run in, reports out and an exit status."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from factspec.cli.baseline import against, ledger
from factspec.cli.check import policy_of
from factspec.cli.reports import parse_reports, write_reports
from factspec.gate import Policy, check_names, decide, merged
from factspec.report import Report
from factspec.rules import RULES
from factspec.saved import Saved, decide_again, load_saved, names


def run(values: dict[str, Any]) -> int:
    parse_reports(values["report"])
    policy = policy_of(values)
    saved = load_saved(values["run"])
    _check_names(policy, saved)
    book, exit_zero = ledger(values), values["exit_zero"]
    suites: dict[str, list[Report]] = {}
    for name, one in zip(names(saved), saved, strict=True):
        settle = partial(book.settle, name=name) if book else None
        suites.setdefault(name, []).append(decide_again(one, policy, exit_zero=exit_zero, settle=settle))
    report = merged([(name, _suite(name, parts, policy, exit_zero)) for name, parts in suites.items()])
    if book is not None:
        whole = None if any(one.whole is None for one in saved) else all(one.whole for one in saved)
        report = against(report, book, whole, exit_zero=exit_zero)
    write_reports(report, values, () if "" in suites else list(suites.items()))
    return report.decision.exit_status


def _check_names(policy: Policy, saved: tuple[Saved, ...]) -> None:
    """A word that mutes must be known to one of the golden sets at least."""
    facts = tuple(fact for one in saved for fact in one.golden.facts)
    forbidden = tuple(claim for one in saved for claim in one.golden.forbidden)
    check_names(policy, replace(saved[0].golden, facts=facts, forbidden=forbidden), RULES)


def _suite(name: str, parts: list[Report], policy: Policy, exit_zero: bool) -> Report:
    """A suite is decided as a whole, whatever golden sets its inputs were checked against."""
    if len(parts) == 1:
        return parts[0]
    inputs = tuple(item for report in parts for item in report.inputs)
    return Report(name, "", "", policy.as_dict(), inputs, decide(inputs, policy, exit_zero=exit_zero))
