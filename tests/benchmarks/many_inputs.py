"""`factspec run` over many short inputs with every report in one pass, and `factspec gate` on what it saved: seconds, and memory against
half of the inputs.

    python tests/benchmarks/many_inputs.py [--inputs 10000] [--limit 12]

Runs both twice, in a process of its own each time: with half of the inputs and with all of them, every fifth of which is
wrong. What counts is how much more the second needs at its peak: what is kept must not grow with the number of inputs, but for their ids
(0.15 kB an input) and SARIF's results, of which 5,000 are kept at the most. Ends with 1 where that is more than the limit, in megabytes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "checks"))

from factspec.reporters import FORMATS  # noqa: E402

GOLDEN = """\
factspec: 1
id: bridge
facts:
  injured: {claim: The collapse injured 17 people., importance: required}
  day: The bridge collapsed on 3 March 2021.
  cost: The repair cost 4.2 million euros.
"""
RIGHT = "The bridge collapsed on 3 March 2021. The collapse injured {0} people, and the repair of span {1} cost 4.2 million euros."


Figures = tuple[float, float, float]
"""Seconds by the clock and of the processor, and megabytes at the peak."""


def run(folder: Path, count: int, jobs: int) -> tuple[Figures, Figures]:
    """Of the run and of the gate on it."""
    rows = ({"id": f"run-{at:06d}", "text": RIGHT.format(19 if at % 5 == 0 else 17, at)} for at in range(count))
    (folder / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    reports = [f"--report={form}={folder / f'out.{form}'}" for form in FORMATS]
    saved = folder / "run.jsonl"
    return (
        measured(folder, "run", "--quiet", *reports, f"--save={saved}", f"--jobs={jobs}"),
        measured(folder, "gate", str(saved), "--quiet", *reports),
    )


def measured(folder: Path, *args: str) -> Figures:
    command = [sys.executable, "-m", "factspec", *args]
    start = time.perf_counter()
    child = subprocess.Popen(
        command, cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT / "checks")}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    assert child.stderr is not None
    said = child.stderr.read().decode()
    _, status, used = os.wait4(child.pid, 0)
    took = time.perf_counter() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 1:  # every fifth input is wrong
        raise SystemExit(f"{' '.join(command)}\nended with {child.returncode}\n{said}")
    return took, used.ru_utime + used.ru_stime, used.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--limit", type=float, default=12.0)
    parser.add_argument("--jobs", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "golden.yaml").write_text(GOLDEN, encoding="utf-8")
        (folder / "factspec.yaml").write_text("suites:\n  all: {golden: golden.yaml, inputs: in.jsonl}\n", encoding="utf-8")
        few, many = (run(folder, count, args.jobs) for count in (args.inputs // 2, args.inputs))
        sizes = ", ".join(f"{form} {(folder / f'out.{form}').stat().st_size / 1e6:.1f}" for form in FORMATS)
    worst = 0.0
    for at, name in enumerate(("run", "gate")):
        for count, figures in ((args.inputs // 2, few), (args.inputs, many)):
            took, worked, peak = figures[at]
            print(f"{name}: {count} inputs: {took:.1f} s ({worked:.1f} s of the processor), {peak:.0f} MB at the peak")
        more = many[at][2] - few[at][2]
        worst = max(worst, more)
        print(f"{name}: {more:+.1f} MB for the second half of the inputs (limit {args.limit:g} MB)")
    print(f"megabytes written: {sizes}")
    return 1 if worst > args.limit else 0


if __name__ == "__main__":
    raise SystemExit(main())
