"""The end of a run: reports and baseline written once, by the process that controls it, and a section on the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from factspec.baseline import dump
from factspec.errors import UsageError
from factspec.gate import WRONG, Policy, decide, over, percent
from factspec.report import BaselineDiff, Decision, Entry, InputReport, Reason, Report
from factspec.reporters import Look, render, render_parts
from factspec.reporters.terminal import safe
from factspec.saved import read_saved
from factspec.shape import Tally, mean_coverage
from factspec.writing import write_whole

if TYPE_CHECKING:
    from factspec.plugin.session import Session

NAME = "pytest"
_OFTEN = 5
_NARROWING = ("keyword", "markexpr", "lf", "failedfirst", "ignore", "ignore_glob", "deselect", "stepwise", "maxfail")


def finish(kept: Session, session: pytest.Session, exitstatus: int) -> None:
    """Writes what was asked for; a file that cannot be written fails the run, and the closing section says why."""
    kept.part = kept.part or _in_part(kept.config, session, exitstatus)
    if kept.config.option.collectonly:
        return  # nothing ran: what an earlier run wrote stays
    look = Look(verbose=kept.config.get_verbosity(), root=kept.root.as_posix())
    try:
        found = runs(kept)
        for form, path in kept.reports():
            write_whole(path, report_text(found, form, look, against(kept)), "--factspec-report")
        if kept.update and kept.baseline_path is not None:
            write_whole(kept.baseline_path, dump(kept.next_baseline(not kept.part)), "--factspec-baseline")
    except UsageError as error:
        kept.trouble = str(error)
        session.exitstatus = pytest.ExitCode.USAGE_ERROR


def _in_part(config: pytest.Config, session: pytest.Session, exitstatus: int) -> bool:
    """Whether less than everything ran, so that what was not seen is not gone: chosen, deselected, stopped, or broken on the way."""
    option = config.option
    chosen = config.args_source is pytest.Config.ArgsSource.ARGS
    narrowed = any(getattr(option, name, None) for name in _NARROWING)
    stopped = bool(session.shouldstop or session.shouldfail)
    return bool(chosen or narrowed or stopped or exitstatus not in (0, 1))


def runs(kept: Session) -> list[Report]:
    """What was checked, by golden set and policy, each input once, in an order of their own: xdist's order is by chance."""
    parts: dict[tuple[str, str, str], tuple[Report, dict[str, InputReport]]] = {}
    for check in kept.heard:
        for saved in read_saved("a check", check["saved"].splitlines()):
            report = saved.report
            key = (report.golden_id, report.golden_sha256, repr(report.policy))
            for item in report.inputs:
                parts.setdefault(key, (report, {}))[1][item.id] = item
    made = []
    for _, (report, items) in sorted(parts.items(), key=lambda part: part[0]):
        inputs = tuple(items[name] for name in sorted(items))
        made.append(replace(report, inputs=inputs, decision=decide(inputs, Policy())))
    return made


def against(kept: Session) -> BaselineDiff | None:
    """What the baseline made of the run; None where there is none, or where it is written anew."""
    if kept.baseline_path is None or kept.update:
        return None
    failing = dict.fromkeys(Entry(**row) for check in kept.heard for row in check["failing"])
    matched = [(entry, kept.baseline.match(entry)) for entry in failing]
    expired = tuple(known for _, known in matched if known is not None and known.expired(kept.today))
    after = {entry.key for entry in kept.next_baseline(whole=not kept.part).entries}
    seen = {check["input"] for check in kept.heard}
    entries = kept.baseline.entries
    return BaselineDiff(
        kept.shown(kept.baseline_path),
        kept.today,
        not kept.part,
        known=tuple(known for _, known in matched if known is not None and known not in expired),
        new=tuple(entry for entry, known in matched if known is None),
        expired=expired,
        stale=tuple(entry for entry in entries if entry.key not in after),
        unseen=sum(entry.input not in seen for entry in entries),
        dated=sum(entry.expires is not None for entry in entries),
    )


def report_text(found: list[Report], form: str, look: Look, diff: BaselineDiff | None = None) -> str:
    """The run in a format; where there are several golden sets or policies, one report over all of them."""
    whole = replace(merged(found), baseline=diff)
    if form != "json" and len(found) < 2:
        return render(whole, form, look)
    return render_parts([(NAME, found)], whole, form, look)


def merged(found: list[Report]) -> Report:
    """All runs as one report. Inputs keep their ids, but where one id was checked against several sets: then they say which."""
    if not found:
        reason = Reason("no-input", None, "there was nothing to check")
        return Report(NAME, "", "", Policy().as_dict(), (), Decision("error", WRONG, (reason,), None))
    if len(found) == 1:
        return found[0]
    ids = Counter(item.id for report in found for item in report.inputs)
    inputs = tuple(
        item if ids[item.id] == 1 else replace(item, id=f"{report.golden_id}/{item.id}") for report in found for item in report.inputs
    )
    decision = over([(report.golden_id, report.decision) for report in found], Tally.of(inputs))
    return Report(", ".join(dict.fromkeys(report.golden_id for report in found)), "", "", {}, inputs, decision)


def summarise(kept: Session, terminal: Any) -> None:
    """The section of the terminal, where anything was checked."""
    if kept.worker or not (kept.heard or kept.trouble):
        return
    terminal.section("factspec")
    for line in _summary(kept) if kept.heard else ():
        terminal.line(line)
    if kept.trouble:
        terminal.line(f"error: {safe(kept.trouble)}", red=True)


def _summary(kept: Session) -> Iterator[str]:
    found = runs(kept)
    inputs = [item for report in found for item in report.inputs]
    facts = [f for item in inputs for f in item.facts]
    wrong = sum(f.verdict == "contradicted" for f in facts)
    stated = sum(b.verdict == "stated" for item in inputs for b in item.forbidden)
    coverage = mean_coverage(tuple(inputs))
    line = f"{_count(len(facts), 'fact')} checked in {_count(len(inputs), 'input')}: {wrong} contradicted"
    line += f", {stated} forbidden stated" if stated else ""
    line += f", coverage {percent(coverage)}" if coverage is not None else ""
    if muted := sum(item.muted_count for item in inputs):
        line += f", {muted} muted or known"
    yield line
    if errors := sum(item.status == "error" for item in inputs):
        yield f"{_count(errors, 'input')} could not be checked"
    often = Counter(r.concerns for item in inputs for r in item.reasons if r.concerns is not None)
    if often:
        ranked = sorted(often.items(), key=lambda pair: (-pair[1], pair[0]))
        more = f" and {len(ranked) - _OFTEN} more" if len(ranked) > _OFTEN else ""
        yield "fail most often: " + ", ".join(f"{safe(name)} ({_count(count, 'input')})" for name, count in ranked[:_OFTEN]) + more
    for form, path in kept.reports() if not kept.trouble else ():
        yield f"{form} report: {safe(kept.shown(path))}"
    if kept.baseline_path is not None:
        yield from _baseline(kept)


def _baseline(kept: Session) -> Iterator[str]:
    assert kept.baseline_path is not None
    name = safe(kept.shown(kept.baseline_path))
    if kept.update:
        entries = len(kept.next_baseline(not kept.part).entries)
        note = "; nothing was taken out: a part of the tests ran" if kept.part else ""
        yield f"baseline {name}: {_count(entries, 'known failure')} written{note}"
        return
    after = {entry.key for entry in kept.next_baseline(whole=not kept.part).entries}
    gone = [entry for entry in kept.baseline.entries if entry.key not in after]
    dated = sum(entry.expires is not None for entry in kept.baseline.entries)
    note = f"; none expires without --factspec-today ({dated} with a day)" if dated and kept.today is None else ""
    yield f"baseline {name}: {_count(len(kept.baseline.entries), 'known failure')}" + (f", {len(gone)} of them gone" if gone else "") + note


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
