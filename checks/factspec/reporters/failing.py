"""The text of a failed assertion: the verdict first, then the worst fact with its place and the words marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factspec.report import Finding, InputReport, Reason
from factspec.reporters import Look
from factspec.reporters.terminal import Painter, safe
from factspec.reporters.text import finding_lines

SHOWN = 8
"""As many lines as pytest shows of an explanation where nobody asked for more."""


def failure_text(item: InputReport, golden_id: str, reasons: Sequence[Reason] | None = None, lines: int | None = None) -> str:
    """Why an input fails, for `reasons` (or all of its own, and then what else was found), cut to a number of lines."""
    only = reasons is not None
    told = list(_lines(item, golden_id, tuple(reasons or item.reasons), only))
    if lines is not None and len(told) > lines:
        told[lines - 1 :] = [f"… {len(told) - lines + 1} more lines: -vv shows them"]
    return "\n".join(told)


def _lines(item: InputReport, golden_id: str, reasons: tuple[Reason, ...], only: bool) -> Iterator[str]:
    said = [safe(reason.message) for reason in reasons]
    more = f" and {len(said) - 3} more" if len(said) > 3 else ""
    yield f"not consistent with {safe(golden_id)}: {'; '.join(said[:3])}{more}"
    concerned = {reason.concerns for reason in reasons if reason.concerns is not None}
    whole = {reason.rule for reason in reasons if reason.concerns is None}
    failing: list[Finding] = []
    rest: list[Finding] = []
    for finding in item.findings:
        fails = (
            "unsupported" in whole
            if finding.verdict == "unsupported"
            else finding.id in concerned
            or (finding.verdict == "undetermined" and "undetermined" in whole)
            or (finding.verdict == "missing" and finding.importance != "optional" and bool({"coverage", "nothing-told"} & whole))
        )
        (failing if fails else rest).append(finding)
    paint, look = Painter(False), Look(verbose=1)
    for finding in failing:
        yield from finding_lines(finding, item, paint, look)
    for violation in item.violations:
        if violation.pointer in concerned:
            yield f"  {safe(violation.pointer) or '(top)'} schema-violation: {safe(violation.message)}"
    if not only and rest:
        yield "also:"
        for finding in rest:
            yield from finding_lines(finding, item, paint, look)
