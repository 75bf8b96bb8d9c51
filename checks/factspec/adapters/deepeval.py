"""deepeval: a metric. Two lines:

from factspec.adapters.deepeval import FactspecMetric
assert_test(LLMTestCase(input=article, actual_output=summary), [FactspecMetric("library", min_coverage=0.5)])
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Unpack

from deepeval.metrics import BaseMetric
from deepeval.test_case import LLMTestCase

from factspec.adapters import judged
from factspec.api import GateOptions, Golden


class FactspecMetric(BaseMetric):  # type: ignore[misc,unused-ignore]
    """Succeeds where the gate holds; the score is the coverage. `policy` is that of `factspec.check`, with `min_coverage` as threshold."""

    def __init__(self, golden: str | Path | Golden, **policy: Unpack[GateOptions]) -> None:
        self.golden, self.policy = golden, policy
        self.threshold = float(policy.get("min_coverage", 0))
        self.async_mode = False
        self.error: str | None = None

    @property
    def __name__(self) -> str:
        return "factspec"

    def measure(self, test_case: LLMTestCase, *_: Any, **__: Any) -> float:
        """Judges the actual output; what cannot be checked is the metric's error, and is raised."""
        self.success, self.score, self.error = False, None, None
        try:
            made = judged(test_case.actual_output, self.golden, self.policy)
        except Exception as error:
            self.error = str(error)
            raise
        self.success, self.score, self.reason = made.passed, made.coverage, made.reason
        return made.coverage

    async def a_measure(self, test_case: LLMTestCase, *_: Any, **__: Any) -> float:
        return self.measure(test_case)

    def is_successful(self) -> bool:
        return self.error is None and bool(self.success)
