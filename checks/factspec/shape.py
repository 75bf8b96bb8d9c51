"""A report as plain JSON values: one shape at every verbosity, all keys always present. The schema is in schemas/."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from factspec import __version__
from factspec.model import UNSUPPORTED_KINDS, VERDICTS, FactFinding, Fix, ForbiddenFinding, Unsupported
from factspec.report import InputReport, Reason, Report

SHAPE_VERSION = 1


def report_dict(report: Report) -> dict[str, Any]:
    return {
        "version": SHAPE_VERSION,
        "factspec": __version__,
        "golden": {"id": report.golden_id, "title": report.golden_title, "sha256": report.golden_sha256},
        "policy": report.policy,
        "inputs": [input_dict(item) for item in report.inputs],
        "counts": counts(report.inputs),
        "coverage": share(mean_coverage(report.inputs)),
        "decision": {
            "status": report.decision.status,
            "exit_status": report.decision.exit_status,
            "pass_rate": share(report.decision.pass_rate),
            "reasons": [_reason(r) for r in report.decision.reasons],
        },
    }


def input_dict(item: InputReport) -> dict[str, Any]:
    error = item.error
    return {
        "id": item.id,
        "source": item.source,
        "source_line": item.source_line,
        "status": item.status,
        "error": {"code": error.code, "message": error.message, "source_line": error.source_line} if error else None,
        "reasons": [_reason(r) for r in item.reasons],
        "coverage": share(item.coverage),
        "score": share(item.score),
        "muted": item.muted_count,
        "facts": [_fact(f, f.fact in item.muted) for f in item.facts],
        "forbidden": [_forbidden(f, f.id in item.muted) for f in item.forbidden],
        "unsupported": [unsupported_dict(u) for u in item.unsupported],
        "violations": [{"pointer": v.pointer, "message": v.message, "schema_pointer": v.schema_pointer} for v in item.violations],
    }


def counts(inputs: tuple[InputReport, ...]) -> dict[str, Any]:
    facts = [f for item in inputs for f in item.facts]
    return {
        "inputs": len(inputs),
        **{status: sum(item.status == status for item in inputs) for status in ("pass", "fail", "error")},
        "facts": {verdict: sum(f.verdict == verdict for f in facts) for verdict in VERDICTS},
        "forbidden_stated": sum(f.verdict == "stated" for item in inputs for f in item.forbidden),
        "unsupported": {kind: sum(u.kind == kind for item in inputs for u in item.unsupported) for kind in UNSUPPORTED_KINDS},
        "violations": sum(len(item.violations) for item in inputs),
        "muted": sum(item.muted_count for item in inputs),
    }


def mean_coverage(inputs: tuple[InputReport, ...]) -> Fraction | None:
    told = [item.coverage for item in inputs if item.coverage is not None]
    return sum(told, Fraction(0)) / len(told) if told else None


def share(value: Fraction | None) -> float | None:
    """Four decimals, rounded half up in exact arithmetic."""
    return None if value is None else (value * 10000 + Fraction(1, 2)).__floor__() / 10000


def _reason(reason: Reason) -> dict[str, Any]:
    return {"rule": reason.rule, "concerns": reason.concerns, "message": reason.message}


def _place(f: FactFinding | ForbiddenFinding | Unsupported) -> dict[str, Any]:
    return {"found": f.found, "start": f.start, "end": f.end, "line": f.line, "column": f.column, "pointer": f.pointer}


def _fact(f: FactFinding, muted: bool) -> dict[str, Any]:
    return {
        "fact": f.fact,
        "verdict": f.verdict,
        "importance": f.importance,
        "proposed": f.proposed,
        "claim": f.claim,
        "expected": f.expected,
        **_place(f),
        "rule": f.rule,
        "reason": f.reason,
        "fix": _fix(f.fix),
        "muted": muted,
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    if fix.pointer is not None:
        return {"pointer": fix.pointer, "value": plain(fix.value)}
    return {"start": fix.start, "end": fix.end, "text": fix.text}


def plain(value: Any) -> Any:
    """A fix's value as JSON: a Decimal becomes a number."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, (list, tuple)):
        return [plain(v) for v in value]
    return {str(k): plain(v) for k, v in value.items()} if isinstance(value, dict) else value


def _forbidden(f: ForbiddenFinding, muted: bool) -> dict[str, Any]:
    return {"id": f.id, "verdict": f.verdict, "claim": f.claim, **_place(f), "rule": f.rule, "reason": f.reason, "muted": muted}


def unsupported_dict(u: Unsupported) -> dict[str, Any]:
    return {"kind": u.kind, **_place(u), "rule": u.rule, "reason": u.reason}
