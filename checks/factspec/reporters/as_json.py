"""One JSON object for the whole run."""

from __future__ import annotations

import json

from factspec.report import Report
from factspec.reporters import Look
from factspec.shape import report_dict


def render(report: Report, _look: Look) -> str:
    return escape(json.dumps(report_dict(report), ensure_ascii=False, indent=1)) + "\n"


def escape(text: str) -> str:
    """Lone surrogates as \\uXXXX, so that any text can be written as UTF-8."""
    return text if text.isascii() else "".join(f"\\u{ord(c):04x}" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)
