"""factspec inside other evaluation tools: one file a tool, which imports it; nothing here is imported until a tool's file is.

An output that cannot be checked raises `InputError` in each of them: an error is no failed check.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from factspec.api import GateOptions, Golden, check, load
from factspec.errors import InputError, UsageError
from factspec.reporters.failing import failure_text

POLICY = tuple(GateOptions.__annotations__)
"""The words of a policy that an adapter takes; they mean what they mean in `factspec.check`."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One output: whether the gate holds, the share of facts told, and why not."""

    passed: bool
    coverage: float
    reason: str


def judged(output: Any, golden: str | Path | Golden | None, policy: Mapping[str, Any]) -> Judged:
    """Checks an output (text, or data as dict or list) against a golden set by path, id or loaded.

    Raises `UsageError` where there is no such set or word, and `InputError` where the output cannot be checked.
    """
    if golden is None:
        raise UsageError("golden", "no golden set: expected the path or id of one")
    for word in policy:
        if word not in POLICY:
            from factspec.suggest import did_you_mean

            raise UsageError("policy", f'policy: unknown word "{word}", expected one of {", ".join(POLICY)}{did_you_mean(word, POLICY)}')
    loaded = golden if isinstance(golden, Golden) else _loaded(str(golden), os.getcwd())
    report = check(output, loaded, **policy)
    item = report.inputs[0]
    if item.error is not None:
        raise InputError(item.error.code, item.error.message)
    reason = f"consistent with {report.golden_id}" if report.passed else failure_text(item, report.golden_id)
    return Judged(report.passed, 1.0 if item.coverage is None else float(item.coverage), reason)


@cache
def _loaded(golden: str, _folder: str) -> Golden:
    """Once for all outputs; a path is meant from the folder it is asked in."""
    return load(golden)
