"""`factspec gate`: a saved run in, reports out and an exit status."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from factspec.cli.baseline import ended, ledger
from factspec.cli.check import policy_of
from factspec.cli.options import loaded
from factspec.cli.reports import Outputs, parse_reports
from factspec.cli.signals import finishing
from factspec.gate import check_names, decide, over
from factspec.report import Head
from factspec.rules import RULES
from factspec.saved import SavedFile, names, recheck
from factspec.shape import Tally


def run(values: dict[str, Any]) -> int:
    parse_reports(values["report"])
    policy = policy_of(values)
    loaded()
    file = SavedFile(values["run"])
    saved = file.outlines
    check_names(policy, [one.golden for one in saved], RULES)
    book, exit_zero = ledger(values), values["exit_zero"]
    called = names(saved)
    several = bool(called[0])
    first = saved[0].golden
    head = Head(", ".join(dict.fromkeys(called))) if several else Head(first.id, first.title, first.sha256)
    outputs = Outputs(values, replace(head, policy=policy.as_dict()), several=several)
    tallies = {name: Tally() for name in called}
    heads = [Head(one.golden.id, one.golden.title, one.golden.sha256, policy.as_dict()) for one in saved]
    for at, item in file.inputs():
        report, name = recheck(item, saved[at].golden, policy), called[at]
        report = book.settle(report, name) if book is not None else report
        tallies[name].add(report)
        outputs.add(report, name, heads[at] if several else None, policy)
    stopped = {name: one.stopped for name, one in zip(called, saved, strict=True) if one.stopped is not None}
    decisions = [(name, decide(tally, policy, exit_zero=exit_zero, stopped=stopped.get(name))) for name, tally in tallies.items()]
    decision = over(decisions, outputs.tally) if several else decisions[0][1]
    whole = None if any(one.whole is None for one in saved) else all(one.whole for one in saved)
    end = ended(outputs.tally, decision, book, whole, exit_zero=exit_zero)
    with finishing():
        outputs.end(end)
    return end.decision.exit_status
