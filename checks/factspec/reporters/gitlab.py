"""GitLab's Code Quality report: a JSON list, shown in the merge request."""

from __future__ import annotations

import json

from factspec.report import Report
from factspec.reporters import Look
from factspec.reporters.problems import problems

_SEVERITY = {"error": "critical", "warning": "minor", "note": "info"}


def render(report: Report, look: Look) -> str:
    rows = [
        {
            "description": p.message,
            "check_name": p.rule,
            "fingerprint": p.fingerprint,
            "severity": _SEVERITY[p.level],
            "location": {"path": p.path, "lines": {"begin": p.line or 1}},
        }
        for p in problems(report, look)
    ]
    return json.dumps(rows, ensure_ascii=True, indent=1) + "\n"
