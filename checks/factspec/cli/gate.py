"""`factspec gate`: a saved run in, reports out and an exit status."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from factspec.cli.baseline import ended, ledger
from factspec.cli.check import policy_of
from factspec.cli.reports import Outputs, parse_reports
from factspec.cli.signals import finishing
from factspec.gate import Policy, check_names, decide, over
from factspec.report import Head
from factspec.rules import RULES
from factspec.saved import Saved, load_saved, names, recheck
from factspec.shape import Tally


def run(values: dict[str, Any]) -> int:
    parse_reports(values["report"])
    policy = policy_of(values)
    saved = load_saved(values["run"])
    _check_names(policy, saved)
    book, exit_zero = ledger(values), values["exit_zero"]
    named = list(zip(names(saved), saved, strict=True))
    several = bool(named[0][0])
    first = saved[0].golden
    head = Head(", ".join(dict.fromkeys(name for name, _ in named))) if several else Head(first.id, first.title, first.sha256)
    outputs = Outputs(values, replace(head, policy=policy.as_dict()), several=several)
    tallies: dict[str, Tally] = {}
    for name, one in named:
        tallies.setdefault(name, Tally())
        golden = Head(one.golden.id, one.golden.title, one.golden.sha256, policy.as_dict())
        for item in one.report.inputs:
            report = recheck(item, one.golden, policy)
            report = book.settle(report, name) if book is not None else report
            tallies[name].add(report)
            outputs.add(report, name, golden if several else None, policy)
    stopped = {name: one.stopped for name, one in named if one.stopped is not None}
    decisions = [(name, decide(tally, policy, exit_zero=exit_zero, stopped=stopped.get(name))) for name, tally in tallies.items()]
    decision = over(decisions, outputs.tally) if several else decisions[0][1]
    whole = None if any(one.whole is None for one in saved) else all(one.whole for one in saved)
    end = ended(outputs.tally, decision, book, whole, exit_zero=exit_zero)
    with finishing():
        outputs.end(end)
    return end.decision.exit_status


def _check_names(policy: Policy, saved: tuple[Saved, ...]) -> None:
    """A word that mutes must be known to one of the golden sets at least."""
    facts = tuple(fact for one in saved for fact in one.golden.facts)
    forbidden = tuple(claim for one in saved for claim in one.golden.forbidden)
    check_names(policy, replace(saved[0].golden, facts=facts, forbidden=forbidden), RULES)
