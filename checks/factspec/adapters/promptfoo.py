"""promptfoo: a Python assertion. In promptfooconfig.yaml, with `from factspec.adapters.promptfoo import get_assert` in facts.py:

assert: [{type: python, value: file://facts.py, config: {golden: library, min_coverage: 0.5}}]
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from factspec.adapters import judged


def get_assert(output: str | dict[str, Any] | list[Any], context: Mapping[str, Any]) -> dict[str, Any]:
    """A grading result; the golden set is `golden` of the assertion's config, or else of the test's vars. The score is the coverage."""
    config = dict(context.get("config") or {})
    golden = config.pop("golden", None) or (context.get("vars") or {}).get("golden")
    made = judged(output, golden, config)
    return {"pass": made.passed, "score": made.coverage, "reason": made.reason}
