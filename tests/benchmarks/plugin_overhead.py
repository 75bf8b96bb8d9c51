"""What the installed, unused plugin costs an unrelated run of pytest: one test, with the wheel of factspec and without it.

    python tests/benchmarks/plugin_overhead.py [--runs 15] [--limit 5]

Makes a fresh environment with pytest alone, and a folder with the wheel (without dependencies: an unused plugin needs none), which
is on the path of every second run. Both kinds of runs take turns, after two of each that are not counted; what counts is the
difference of the medians of the processor's time, in one run on one machine: what else the machine does is no part of it. The
clock's is printed too. Ends with 1 where the difference is above the limit, in milliseconds.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parents[2]


def run(args: list[str], cwd: Path, **env: str) -> tuple[float, float]:
    """Milliseconds of a command that must succeed: of the processor, and by the clock."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "PYTEST"))}
    before, start = _worked(), time.perf_counter()
    done = subprocess.run(args, cwd=cwd, env=clean | env, capture_output=True, text=True, check=False)
    took, worked = (time.perf_counter() - start) * 1000, (_worked() - before) * 1000
    if done.returncode:
        raise SystemExit(f"{' '.join(args)}\n{done.stdout}{done.stderr}")
    return worked, took


def _worked() -> float:
    """Seconds that the processor gave to ended children, to the microsecond where the system counts so fine."""
    if resource is None:
        times = os.times()
        return times.children_user + times.children_system
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--limit", type=float, default=5.0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        venv.create(folder / "venv", with_pip=True)
        python = str(folder / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
        run([python, "-m", "pip", "install", "-q", "pytest"], folder)
        run([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)], folder)
        wheel = next(folder.glob("*.whl"))
        site = folder / "site"
        run([python, "-m", "pip", "install", "-q", "--no-deps", "--target", str(site), str(wheel)], folder)
        (folder / "empty").mkdir()  # one more folder to search for modules costs both kinds of runs the same
        tests = folder / "repo"
        tests.mkdir()
        (tests / "test_it.py").write_text("def test_it():\n    assert True\n", encoding="utf-8")
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        listed = subprocess.run(
            [*command, "--trace-config"], cwd=tests, env=os.environ | {"PYTHONPATH": str(site)}, capture_output=True, text=True, check=True
        )
        assert "pytest_factspec" in listed.stdout, "the plugin is not there: nothing would be measured"
        took: dict[str, list[tuple[float, float]]] = {"without": [], "with": []}
        for turn in range(args.runs + 2):
            for kind, env in (("without", {"PYTHONPATH": str(folder / "empty")}), ("with", {"PYTHONPATH": str(site)})):
                spent = run(command, tests, **env)
                if turn >= 2:
                    took[kind].append(spent)
    more = [0.0, 0.0]
    for at, name in enumerate(("of the processor", "by the clock")):
        without, with_it = (statistics.median(times[at] for times in took[kind]) for kind in ("without", "with"))
        more[at] = with_it - without
        print(
            f"medians of {args.runs} {name}: without {without:.1f} ms, with {with_it:.1f} ms: {more[at]:+.1f} ms, ratio {with_it / without:.3f}"
        )
    print(f"limit {args.limit:g} ms of the processor")
    return 1 if more[0] > args.limit else 0


if __name__ == "__main__":
    raise SystemExit(main())
