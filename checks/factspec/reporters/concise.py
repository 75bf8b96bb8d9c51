"""One line a finding: path:line:column: level: what; for editors and for grep."""

from __future__ import annotations

from factspec.report import Report
from factspec.reporters import Look
from factspec.reporters.problems import cut, problems, quiet_commands


def render(report: Report, look: Look) -> str:
    order = {item.id: at for at, item in enumerate(report.inputs)}
    # As the files stand, not worst first: this is read beside them.
    found = sorted(problems(report, look), key=lambda p: (order.get(p.input, len(order)), p.line or 0, p.column or 0))
    lines = [f"{p.place}: {p.level}: {p.message} [{p.rule}]" for p in found]
    passed = sum(item.status == "pass" for item in report.inputs)
    reasons = "; ".join(cut(r.message) for r in report.decision.reasons)
    lines.append(
        f"{report.decision.status}: {passed} of {len(report.inputs)} pass against {cut(report.golden_id)}"
        + (f"; {reasons}" if reasons else "")
    )
    return "".join(quiet_commands(line) + "\n" for line in lines)
