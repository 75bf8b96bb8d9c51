"""How users call factspec, for the type checker: it is never run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import factspec

golden: factspec.Golden = factspec.load("pahalgam-2025")
golden = factspec.load(Path("golden/pahalgam-2025.yaml"), folders=["golden", Path("more")])

report: factspec.Report = factspec.check(
    "A text.", golden, as_of="2025-05-05", strict=True, min_coverage=0.5, ignore=["killed"], may_miss=["killed"]
)
report = factspec.check({"killed": 26}, golden)
report = factspec.check([{"killed": 26}], golden, max_undetermined="0.2", allow_silence=True)

passed: bool = report.passed
findings: tuple[factspec.Finding, ...] = report.findings
shown: list[str] = [str(finding) for finding in findings]
place: tuple[int | None, int | None, str | None] = (findings[0].line, findings[0].column, findings[0].pointer)
plain: dict[str, Any] = report.to_dict()

factspec.assert_consistent("A text.", golden, min_coverage="0.5")

options: factspec.GateOptions = {"as_of": "2025-05-05", "min_coverage": 0.5, "ignore": ["killed"]}
report = factspec.check("A text.", golden, **options)
factspec.assert_consistent("A text.", golden, **options)
wrong: factspec.GateOptions = {"min_coverge": 0.5}  # type: ignore[typeddict-unknown-key]
factspec.assert_consistent("A text.", golden, min_coverge=0.5)  # type: ignore[call-arg]

factspec.check("A text.", "pahalgam-2025")  # type: ignore[arg-type]
factspec.check(b"bytes", golden)  # type: ignore[arg-type]
factspec.load(5)  # type: ignore[arg-type]

try:
    factspec.load("none")
except (factspec.GoldenError, factspec.UsageError, factspec.InputError) as error:
    code: str = error.code
