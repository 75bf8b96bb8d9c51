"""Inspect: a scorer. Two lines:

from factspec.adapters.inspect import factspec
task = Task(dataset=stories, solver=generate(), scorer=factspec("library", min_coverage=0.5))
"""

from __future__ import annotations

from typing import Unpack

from inspect_ai.scorer import CORRECT, INCORRECT, Score, Scorer, Target, accuracy, scorer, stderr
from inspect_ai.solver import TaskState

from factspec.adapters import judged
from factspec.api import GateOptions


@scorer(metrics=[accuracy(), stderr()])  # type: ignore[untyped-decorator,unused-ignore]
def factspec(golden: str | None = None, **policy: Unpack[GateOptions]) -> Scorer:
    """Correct where the gate holds; without a golden set here, the sample's metadata names it as `golden`."""

    async def score(state: TaskState, target: Target) -> Score:  # noqa: ARG001
        output = state.output.completion
        made = judged(output, golden or state.metadata.get("golden"), policy)
        value = CORRECT if made.passed else INCORRECT
        return Score(value=value, answer=output, explanation=made.reason, metadata={"coverage": made.coverage})

    return score
