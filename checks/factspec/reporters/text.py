"""The report for people: grouped by input, worst first, the offending words underlined where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from factspec.gate import percent
from factspec.model import FactFinding
from factspec.report import Finding, InputReport, Report, shown
from factspec.reporters import Look
from factspec.reporters.problems import quiet_commands
from factspec.reporters.terminal import Painter, context, safe, wrapped
from factspec.shape import mean_coverage

_MARKS = {"pass": ("PASS", "green"), "fail": ("FAIL", "red"), "error": ("ERROR", "magenta")}
_COLORS = {"contradicted": "red", "stated": "red", "unsupported": "red", "undetermined": "yellow", "partial": "yellow", "missing": "cyan"}
_INDENT = "       "


def render(report: Report, look: Look) -> str:
    paint = Painter(look.color)
    lines: list[str] = []
    for item in report.inputs:
        if look.verbose < 0 and item.status == "pass":
            continue
        lines += _input(item, paint, look)
        lines.append("")
    lines += _summary(report, paint)
    return quiet_commands("\n".join(lines)) + "\n"


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


def _summary(report: Report, paint: Painter) -> Iterator[str]:
    inputs = report.inputs
    count = {status: sum(item.status == status for item in inputs) for status in _MARKS}
    total = f"{len(inputs)} input{'' if len(inputs) == 1 else 's'}"
    parts = [f"{count['pass']} pass", f"{count['fail']} fail", f"{count['error']} error"]
    coverage = mean_coverage(inputs)
    notes = [f"coverage {percent(coverage)}"] if coverage is not None else []
    if muted := sum(item.muted_count for item in inputs):
        notes.append(f"{muted} muted")
    yield f"{total} against {safe(report.golden_id)}: {', '.join(parts)}" + (f"; {', '.join(notes)}" if notes else "")
    mark, color = _MARKS[report.decision.status]
    reasons = "; ".join(reason.message for reason in report.decision.reasons)
    yield paint(mark, color, bold=True) + (f": {safe(reasons)}" if reasons else "")
