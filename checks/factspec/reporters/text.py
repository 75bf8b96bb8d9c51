"""The report for people: grouped by input, worst first, the offending words underlined where they stand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from factspec.gate import percent
from factspec.model import FactFinding
from factspec.report import BaselineDiff, Finding, Head, InputReport, shown
from factspec.reporters import Look
from factspec.reporters.problems import quiet_commands
from factspec.reporters.terminal import Painter, context, safe, wrapped
from factspec.shape import End

_MARKS = {"pass": ("PASS", "green"), "fail": ("FAIL", "red"), "error": ("ERROR", "magenta")}
_COLORS = {
    "contradicted": "red",
    "stated": "red",
    "unsupported": "red",
    "undetermined": "yellow",
    "partial": "yellow",
    "missing": "cyan",
    "note": "cyan",
}
_INDENT = "       "
MOST = 20
"""Entries of a baseline that are listed of a kind."""


class Writer:
    def __init__(self, out: TextIO, head: Head, look: Look) -> None:
        self._out, self._head, self._look, self._paint = out, head, look, Painter(look.color)

    def add(self, item: InputReport) -> None:
        if self._look.verbose >= 0 or item.status != "pass":
            self._out.write(quiet_commands("\n".join(_input(item, self._paint, self._look))) + "\n\n")

    def end(self, end: End) -> None:
        self._out.write(quiet_commands("\n".join(_summary(self._head, end, self._paint))) + "\n")


def _input(item: InputReport, paint: Painter, look: Look) -> Iterator[str]:
    mark, color = _MARKS[item.status]
    where = item.source if item.source_line is None else f"{item.source}:{item.source_line}"
    name = safe(where) if item.id in (where, item.source) else f"{safe(where)} ({safe(item.id)})"
    notes = []
    if item.score is not None:
        notes.append(f"score {float(item.score):.2f}")
    if item.coverage is not None:
        notes.append(f"coverage {percent(item.coverage)}")
    if item.muted_count:
        notes.append(f"{item.muted_count} muted")
    yield f"{paint(mark, color, bold=True)} {paint(name, bold=True)}" + (f"  {', '.join(notes)}" if notes else "")
    if item.error is not None:
        yield f"  {item.error.code}: {safe(item.error.message)}"
    for violation in item.violations:
        yield f"  {safe(violation.pointer) or '(top)'} {paint('schema-violation', 'red')}: {safe(violation.message)}"
    findings = item.findings
    for finding in findings:
        if finding.verdict != "missing":
            yield from finding_lines(finding, item, paint, look)
    missing = [f for f in findings if f.verdict == "missing"]
    if look.verbose > 0:
        for finding in missing:
            yield f"  {paint('missing', 'cyan')} {safe(finding.id)}: {safe(finding.message)}{_importance(finding)}"
    else:
        # What may be missing is not worth a line; what must not be comes first.
        told = [safe(f.id) + _importance(f) for f in missing if f.importance == "required"]
        told += [safe(f.id) for f in missing if f.importance == "expected"]
        yield from wrapped(f"  {paint('missing', 'cyan')} ", told)
    if look.verbose > 0:
        for fact in item.facts:
            if fact.verdict == "supported":
                place = fact.pointer if fact.pointer is not None else f"{fact.line}:{fact.column}" if fact.line is not None else ""
                found = f": {shown(fact.found)}" if fact.found else ""
                at = f"{safe(place)} " if place else ""
                yield f"  {at}{paint('supported', 'green')} {safe(fact.fact)}{safe(found)}"
    for reason in item.reasons:
        if reason.rule not in ("contradicted", "forbidden-stated", "schema-violation"):
            yield f"  {paint('gate', bold=True)} {safe(reason.message)}"


def closing(whole: End) -> str:
    """The last line over several reports, and what the baseline of all of them made."""
    reasons = "".join(f"; {reason.message}" for reason in whole.decision.reasons)
    lines = [*_baseline(whole.baseline, Painter(False)), safe(f"all suites: {whole.decision.status}{reasons}")]
    return quiet_commands("\n".join(lines)) + "\n"


def _baseline(diff: BaselineDiff | None, paint: Painter) -> Iterator[str]:
    if diff is None:
        return
    for title, entries in (("expired", diff.expired), ("stale", diff.stale)):
        for entry in entries[:MOST]:
            found = f': "{safe(shown(entry.found))}"' if entry.found is not None else ""
            yield f"{paint(title, 'yellow')} {safe(entry.input)} {safe(entry.fact)}{found}"
        if len(entries) > MOST:
            yield f"{title}: and {len(entries) - MOST} more"
    yield safe(diff.said)


def _importance(finding: Finding) -> str:
    return f" ({finding.importance})" if finding.importance != "expected" else ""


def finding_lines(finding: Finding, item: InputReport, paint: Painter, look: Look) -> Iterator[str]:
    """One finding: what it says and where, the text with the words marked, why, and what would mend it."""
    place = f"{safe(finding.place)} " if finding.place else ""
    yield f"  {place}{paint(finding.verdict, _COLORS[finding.verdict])} {safe(finding.id)}: {safe(finding.message)}"
    full = finding.verdict != "partial" or look.verbose > 0
    if item.text is not None and finding.start is not None and finding.end is not None and full:
        line, marks = context(item.text, finding.start, finding.end)
        yield f"{_INDENT}| {line}"
        yield f"{_INDENT}| {paint(marks, _COLORS[finding.verdict])}"
    if not full:
        return
    detail = finding.detail
    reason = detail.reason if detail is not None else ""
    if reason and reason not in finding.message:
        yield f"{_INDENT}= {finding.rule}: {safe(reason)}"
    elif look.verbose > 0 and finding.rule:
        yield f"{_INDENT}= {finding.rule}"
    if isinstance(detail, FactFinding) and detail.fix is not None:
        if detail.fix.pointer is not None:
            yield f"{_INDENT}= fix: {safe(detail.fix.pointer)}: {safe(repr(detail.fix.value))}"
        elif detail.fix.text:
            yield f'{_INDENT}= fix: "{safe(detail.fix.text)}"'
        else:
            yield f"{_INDENT}= fix: leave it out"


def _summary(head: Head, end: End, paint: Painter) -> Iterator[str]:
    tally, decision = end.tally, end.decision
    total = f"{tally.inputs} input{'' if tally.inputs == 1 else 's'}"
    parts = [f"{tally.status[status]} {status}" for status in _MARKS]
    notes = [f"coverage {percent(tally.coverage)}"] if tally.coverage is not None else []
    if tally.muted:
        notes.append(f"{tally.muted} muted")
    yield f"{total} against {safe(head.golden_id)}: {', '.join(parts)}" + (f"; {', '.join(notes)}" if notes else "")
    mark, color = _MARKS[decision.status]
    reasons = "; ".join(reason.message for reason in decision.reasons)
    yield from _baseline(end.baseline, paint)
    yield paint(mark, color, bold=True) + (f": {safe(reasons)}" if reasons else "")
