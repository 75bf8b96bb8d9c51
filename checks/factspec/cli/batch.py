"""`factspec batch`: rows in, rows out, a line of totals and an exit status."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from factspec.api import load
from factspec.cli.check import check_day, golden_folders, job_count, policy_of
from factspec.cli.options import loaded
from factspec.cli.output import StatusLine, put, tell
from factspec.errors import UsageError
from factspec.gate import CRASHED, FAIL, PASS, WRONG, Policy, check_names, percent
from factspec.inputs import Fields, Options
from factspec.rules import RULES

if TYPE_CHECKING:
    from factspec.batch.job import Totals
    from factspec.batch.journal import Done


def run(values: dict[str, Any]) -> int:
    try:
        from factspec.batch.job import Job, run_job
        from factspec.batch.rows import Checker
    except ImportError as error:
        if (error.name or "").startswith("factspec"):
            raise
        raise UsageError("no-pyarrow", "factspec batch needs pyarrow: pip install 'factspec[batch]'") from None
    if not values["golden"]:
        raise UsageError("golden", "no golden set: give --golden FILE_OR_ID (or set it in pyproject.toml)")
    check_day(values["as_of"])
    policy = policy_of(values)
    golden = load(values["golden"], folders=golden_folders(values["config"]))
    check_names(policy, [golden.golden], RULES)
    loaded()
    fields = Fields(values["id_field"], values["text_field"], values["data_field"], chosen=True)
    job = Job(
        tuple(values["inputs"]),
        Path(values["output"]),
        Checker(golden, policy, fields, values["as_of"], values["parse_json"]),
        Options(fields, values["max_bytes"], parse_json=values["parse_json"]),
        values["format"],
        values["rows"],
        job_count(values["jobs"]),
    )
    progress = _Progress(values["quiet"])
    totals = run_job(job, progress)
    progress.end()
    for part in totals.lost:
        tell(f"factspec: part {part} (rows from {part * job.rows + 1} or before) killed the process that checked it")
    if totals.stopped:
        tell(f"factspec: interrupted: {totals.parts} parts are done; the same command goes on from here")
    if not values["quiet"]:
        put(told(totals) + "\n")
    return exit_status(totals, policy, exit_zero=values["exit_zero"])


def told(totals: Totals) -> str:
    """The totals in a line."""
    earlier = f", {totals.resumed:,} of them before" if totals.resumed else ""
    rate = f" ({percent(Fraction(totals.passed, totals.rows))} pass)" if totals.rows else ""
    counts = f"{totals.passed:,} pass, {totals.failed:,} fail, {totals.errors:,} error"
    return f"{totals.rows:,} rows: {counts}{rate}; {totals.parts:,} parts{earlier}"


def exit_status(totals: Totals, policy: Policy, *, exit_zero: bool = False) -> int:
    """As of a check: 3 over 2 over 1 over 0."""
    if totals.lost or totals.internal:
        return CRASHED
    if totals.stopped or totals.errors or not totals.rows:
        return WRONG
    holds = Fraction(totals.passed, totals.rows) >= Fraction(policy.min_pass_rate)
    return PASS if holds or exit_zero else FAIL


class _Progress:
    """Counts rows on standard error, only on a terminal."""

    def __init__(self, quiet: bool) -> None:
        self._line, self._rows = StatusLine(quiet), 0

    def __call__(self, done: Done) -> None:
        self._rows += done.rows
        self._line.show(f"{self._rows:,} rows checked")

    def end(self) -> None:
        self._line.clear()
