"""pydantic-evals: an evaluator. Two lines:

from factspec.adapters.pydantic_evals import Factspec
dataset = Dataset(name="stories", cases=cases, evaluators=[Factspec("library", {"min_coverage": 0.5})])
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pydantic_evals.evaluators import EvaluationReason, Evaluator, EvaluatorContext

from factspec.adapters import judged


@dataclass
class Factspec(Evaluator):  # type: ignore[misc,unused-ignore]
    """Asserts `consistent` and scores `coverage`; without a golden set here, the case's metadata names it as `golden`."""

    golden: str | None = None
    policy: dict[str, Any] = field(default_factory=dict)

    def evaluate(self, ctx: EvaluatorContext) -> dict[str, EvaluationReason | float]:
        """Judges the task's output: a text, or data as a dict or list."""
        named = ctx.metadata.get("golden") if isinstance(ctx.metadata, dict) else None
        made = judged(ctx.output, self.golden or named, self.policy)
        return {"consistent": EvaluationReason(made.passed, made.reason), "coverage": made.coverage}
