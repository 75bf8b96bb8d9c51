"""One JSON object for the whole run."""

from __future__ import annotations

import json
from collections.abc import Sequence

from factspec.report import Report
from factspec.reporters import Look
from factspec.shape import SHAPE_VERSION, baseline_dict, decision_dict, report_dict


def render(report: Report, _look: Look) -> str:
    return escape(json.dumps(report_dict(report), ensure_ascii=False, indent=1)) + "\n"


def suites_text(suites: Sequence[tuple[str, Sequence[Report]]], whole: Report) -> str:
    """Several reports by suite, and one decision over all of them, as one JSON object."""
    rows = [{"name": name, "reports": [report_dict(report) for report in reports]} for name, reports in suites]
    made = {"version": SHAPE_VERSION, "suites": rows, "decision": decision_dict(whole.decision), "baseline": baseline_dict(whole.baseline)}
    return escape(json.dumps(made, ensure_ascii=False, indent=1)) + "\n"


def escape(text: str) -> str:
    """Lone surrogates as \\uXXXX, so that any text can be written as UTF-8."""
    return text if text.isascii() else "".join(f"\\u{ord(c):04x}" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)
