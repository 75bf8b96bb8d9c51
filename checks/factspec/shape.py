"""A report as plain JSON values: one shape at every verbosity, all keys always present. The schema is in schemas/."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Any

from factspec import __version__
from factspec.model import UNSUPPORTED_KINDS, VERDICTS, FactFinding, Fix, ForbiddenFinding, Note, Unsupported
from factspec.report import BaselineDiff, Decision, Head, InputReport, Reason, Report

SHAPE_VERSION = 1


def report_dict(report: Report) -> dict[str, Any]:
    end = End(Tally.of(report.inputs), report.decision, report.baseline)
    return {**head_dict(report.head), "inputs": [input_dict(item) for item in report.inputs], **end_dict(end)}


def head_dict(head: Head) -> dict[str, Any]:
    """What stands before the inputs."""
    return {
        "version": SHAPE_VERSION,
        "factspec": __version__,
        "golden": {"id": head.golden_id, "title": head.golden_title, "sha256": head.golden_sha256},
        "policy": head.policy,
    }


def end_dict(end: End) -> dict[str, Any]:
    """What stands after the inputs."""
    return {
        "counts": end.tally.counts(),
        "coverage": share(end.tally.coverage),
        "decision": decision_dict(end.decision),
        "baseline": baseline_dict(end.baseline),
    }


def decision_dict(decision: Decision) -> dict[str, Any]:
    return {
        "status": decision.status,
        "exit_status": decision.exit_status,
        "pass_rate": share(decision.pass_rate),
        "reasons": [_reason(r) for r in decision.reasons],
    }


def baseline_dict(diff: BaselineDiff | None) -> dict[str, Any] | None:
    if diff is None:
        return None
    lists = {name: [asdict(entry) for entry in getattr(diff, name)] for name in ("known", "new", "expired", "stale")}
    return {"file": diff.file, "today": diff.today, "whole": diff.whole, **lists, "unseen": diff.unseen}


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
        "notes": [note_dict(n) for n in item.notes],
        "violations": [{"pointer": v.pointer, "message": v.message, "schema_pointer": v.schema_pointer} for v in item.violations],
    }


@dataclass(slots=True)
class Tally:
    """What a decision and a summary need of the inputs, counted as they come: its size does not grow with their number."""

    inputs: int = 0
    status: Counter[str] = field(default_factory=Counter)
    crashed: int = 0
    facts: Counter[str] = field(default_factory=Counter)
    unsupported: Counter[str] = field(default_factory=Counter)
    stated: int = 0
    violations: int = 0
    muted: int = 0
    covered: int = 0
    total_coverage: Fraction = Fraction(0)

    @classmethod
    def of(cls, inputs: Iterable[InputReport]) -> Tally:
        made = cls()
        for item in inputs:
            made.add(item)
        return made

    def add(self, item: InputReport) -> None:
        self.inputs += 1
        self.status[item.status] += 1
        self.crashed += item.error is not None and item.error.code == "internal"
        self.facts.update(f.verdict for f in item.facts)
        self.unsupported.update(u.kind for u in item.unsupported)
        self.stated += sum(f.verdict == "stated" for f in item.forbidden)
        self.violations += len(item.violations)
        self.muted += item.muted_count
        if item.coverage is not None:
            self.covered += 1
            self.total_coverage += item.coverage

    @property
    def coverage(self) -> Fraction | None:
        """The mean over the inputs that have one."""
        return self.total_coverage / self.covered if self.covered else None

    def counts(self) -> dict[str, Any]:
        return {
            "inputs": self.inputs,
            **{status: self.status[status] for status in ("pass", "fail", "error")},
            "facts": {verdict: self.facts[verdict] for verdict in VERDICTS},
            "forbidden_stated": self.stated,
            "unsupported": {kind: self.unsupported[kind] for kind in UNSUPPORTED_KINDS},
            "violations": self.violations,
            "muted": self.muted,
        }


@dataclass(frozen=True, slots=True)
class End:
    """What is known of a run after its last input."""

    tally: Tally
    decision: Decision
    baseline: BaselineDiff | None = None


def mean_coverage(inputs: Iterable[InputReport]) -> Fraction | None:
    return Tally.of(inputs).coverage


def share(value: Fraction | None) -> float | None:
    """Four decimals, rounded half up in exact arithmetic."""
    return None if value is None else (value * 10000 + Fraction(1, 2)).__floor__() / 10000


def _reason(reason: Reason) -> dict[str, Any]:
    return {"rule": reason.rule, "concerns": reason.concerns, "message": reason.message}


def _place(f: FactFinding | ForbiddenFinding | Unsupported | Note) -> dict[str, Any]:
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


def note_dict(n: Note) -> dict[str, Any]:
    return {**_place(n), "rule": n.rule, "reason": n.reason}
