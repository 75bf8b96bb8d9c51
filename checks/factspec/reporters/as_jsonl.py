"""One JSON object an input, in input order."""

from __future__ import annotations

import json

from factspec.report import Report
from factspec.reporters import Look
from factspec.reporters.as_json import escape
from factspec.shape import input_dict


def render(report: Report, _look: Look) -> str:
    return "".join(escape(json.dumps(input_dict(item), ensure_ascii=False)) + "\n" for item in report.inputs)
