"""What an analysis is asked more than once: worked out the first time, kept from then on."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from factspec.reading.analysis import Analysis

P = ParamSpec("P")
T = TypeVar("T")
_UNKNOWN: Any = object()


def kept(function: Callable[Concatenate[Analysis, P], T]) -> Callable[Concatenate[Analysis, P], T]:
    """A function of an analysis and of tokens, whose answers the analysis keeps once it is closed. They must not be changed."""
    name = f"{function.__module__}.{function.__qualname__}"

    @wraps(function)
    def remembered(analysis: Analysis, /, *args: P.args, **more: P.kwargs) -> T:
        every = analysis.kept
        if every is None or more:
            return function(analysis, *args, **more)
        known = every.get(name)
        if known is None:
            known = every[name] = {}
        found: T = known.get(args, _UNKNOWN)
        if found is _UNKNOWN:
            found = known[args] = function(analysis, *args, **more)
        return found

    return remembered
