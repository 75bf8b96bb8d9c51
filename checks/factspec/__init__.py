"""factspec: checks generated text and extraction outputs against a golden set, fact by fact.

>>> import factspec
>>> golden = factspec.load("pahalgam-2025")
>>> report = factspec.check("The Pahalgam attack killed 28 people.", golden)
>>> [finding.id for finding in report.findings if finding.verdict == "contradicted"]
['killed']

Importing the package costs nothing: each name is loaded when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from factspec.api import GateOptions as GateOptions
    from factspec.api import Golden as Golden
    from factspec.api import assert_consistent as assert_consistent
    from factspec.api import check as check
    from factspec.api import load as load
    from factspec.errors import FactspecError as FactspecError
    from factspec.errors import GoldenError as GoldenError
    from factspec.errors import InputError as InputError
    from factspec.errors import UsageError as UsageError
    from factspec.report import Finding as Finding
    from factspec.report import Report as Report

_HOMES = {
    "GateOptions": "factspec.api",
    "Golden": "factspec.api",
    "assert_consistent": "factspec.api",
    "check": "factspec.api",
    "load": "factspec.api",
    "FactspecError": "factspec.errors",
    "GoldenError": "factspec.errors",
    "InputError": "factspec.errors",
    "UsageError": "factspec.errors",
    "Finding": "factspec.report",
    "Report": "factspec.report",
}

__all__ = [
    "FactspecError",
    "Finding",
    "GateOptions",
    "Golden",
    "GoldenError",
    "InputError",
    "Report",
    "UsageError",
    "__version__",
    "assert_consistent",
    "check",
    "load",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'factspec' has no attribute {name!r}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
