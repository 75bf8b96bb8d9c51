"""How fast factspec is, and how its cost grows: one command, one table and one plot in docs/.

    python tests/benchmarks/speed.py                        everything but the long run; writes docs/speed.md, speed.png, speed.svg
    python tests/benchmarks/speed.py --rows 1000000         and so many rows end to end by `factspec batch`
    python tests/benchmarks/speed.py --only grid,start      some parts; --no-write only prints

Parts: grid (words against facts), shares (where the time of a text goes), long (10,000 words), compile, start, memory, batch, jobs, rivals, rows. The parts that compare two
things take turns with them in one run. Rivals run with --rivals-python (spaCy, grounded-check, claimproofkit) and, where --node-modules
has promptfoo, with node; what is not installed is named as such. Plots need matplotlib.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import speed_data

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "checks"))

WORDS, FACTS = (40, 120, 800), (5, 22, 200)
PARTS = ("grid", "shares", "long", "compile", "start", "memory", "batch", "jobs", "rivals", "rows")
Figures = dict[str, Any]


def compiled(facts: int) -> Any:
    from factspec.engine import compile_golden
    from factspec.golden.load import load_bytes

    return compile_golden(load_bytes(json.dumps(speed_data.golden(facts)).encode(), "golden.json"))


def timed(run: Callable[[], Any]) -> float:
    """Milliseconds of processor time, so that a busy machine tells less."""
    start = time.process_time()
    run()
    return (time.process_time() - start) * 1000


def exponent(points: list[tuple[float, float]]) -> float:
    """The slope of cost over size, both as logarithms: 1 is linear."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    mean_x, mean_y = (statistics.mean(p[i] for p in logs) for i in (0, 1))
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / sum((x - mean_x) ** 2 for x, _ in logs)


def grid(sizes: dict[int, int]) -> Figures:
    """Milliseconds a text for every length and size of golden set; all texts distinct."""
    import factspec

    cells = {}
    goldens = {facts: compiled(facts) for facts in FACTS}
    for words in WORDS:
        texts = list(islice(speed_data.texts(words, seed=words), sizes[words] + 10))
        for golden in goldens.values():
            for text in texts[:10]:
                factspec.check(text, golden)
        took: dict[int, list[float]] = {facts: [] for facts in FACTS}
        for text in texts[10:]:
            for facts, golden in goldens.items():
                took[facts].append(timed(lambda text=text, golden=golden: factspec.check(text, golden)))
        for facts, all_ in took.items():
            ordered = sorted(all_)
            cells[f"{words}x{facts}"] = {
                "median": statistics.median(all_),
                "p99": ordered[min(len(ordered) - 1, math.ceil(0.99 * len(ordered)) - 1)],
                "texts": len(all_),
            }
    at = {name: cell["median"] for name, cell in cells.items()}
    return {
        "cells": cells,
        "exponent_words": exponent([(words, at[f"{words}x22"]) for words in WORDS]),
        "exponent_facts": exponent([(facts, at[f"120x{facts}"]) for facts in FACTS]),
        "facts_200_over_22": at["120x200"] / at["120x22"],
    }


def shares(count: int) -> Figures:
    """Where the time of a text of 120 words with 22 facts goes: its trees, the rest of reading and binding, judging, trying fixes."""
    from unittest import mock

    import factspec
    from factspec import engine
    from factspec.reading import analysis

    golden, texts = compiled(22), list(islice(speed_data.texts(120, seed=17), count + 10))
    for text in texts[:10]:
        factspec.check(text, golden)
    spent = dict.fromkeys(("trees", "tell", "judged", "mended"), 0.0)
    inside: list[str] = []

    def watched(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def run(*args: Any, **more: Any) -> Any:
            inside.append(name)
            began = time.process_time()
            try:
                return function(*args, **more)
            finally:
                inside.pop()
                if "mended" not in inside:
                    spent[name] += time.process_time() - began

        return run

    parts = {name: watched(name, getattr(engine, name)) for name in ("tell", "judged", "mended")}
    trees = watched("trees", analysis.parse_many)
    with mock.patch.multiple(engine, **parts), mock.patch.object(analysis, "parse_many", trees):
        whole = timed(lambda: [factspec.check(text, golden) for text in texts[10:]]) / 1000
    found = {
        "trees": spent["trees"],
        "reading and binding": spent["tell"] - spent["trees"],
        "judging": spent["judged"],
        "fixes": spent["mended"],
    }
    return {"shares": {**{name: part / whole for name, part in found.items()}, "the rest": 1 - sum(found.values()) / whole}}


def long() -> Figures:
    """10,000 words against 120, with 22 facts, taking turns."""
    import factspec

    golden = compiled(22)
    short, tall = speed_data.texts(120, seed=5), speed_data.texts(10_000, seed=5)
    for text in islice(short, 10):
        factspec.check(text, golden)
    took: dict[str, list[float]] = {"short": [], "long": []}
    for _ in range(3):
        took["short"] += [timed(lambda text=text: factspec.check(text, golden)) for text in islice(short, 15)]
        text = next(tall)
        took["long"].append(timed(lambda text=text: factspec.check(text, golden)))
    short_ms, long_ms = statistics.median(took["short"]), statistics.median(took["long"])
    return {"ms_120": short_ms, "ms_10000": long_ms, "ratio": long_ms / short_ms}


COMPILE = """
import json, sys, time
sys.path[:0] = [{checks!r}, {here!r}]
import speed_data
from factspec.engine import compile_golden
from factspec.golden.load import load_bytes
import factspec.syntax.parser
raw = json.dumps(speed_data.golden({facts})).encode()
compile_golden(load_bytes(b'{{"facts": {{"a": "The cat sat on the mat on 3 May 2020."}}}}', "x.json"))  # the tables are loaded
start = time.process_time()
compile_golden(load_bytes(raw, "g.json"))
print((time.process_time() - start) * 1000)
"""


def compile_() -> Figures:
    """Milliseconds to load and compile a golden set after imports, each time in a new process."""
    found = {}
    for facts, runs in ((5, 5), (22, 5), (200, 1)):
        code = COMPILE.format(checks=str(ROOT / "checks"), here=str(HERE), facts=facts)
        took = [float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout) for _ in range(runs)]
        found[str(facts)] = statistics.median(took)
    return found


def start(runs: int) -> Figures:
    """Start-up over bare Python, taking turns: processor time of whole processes, byte code written."""
    story = ROOT / "examples" / "quickstart"
    commands = {
        "bare": ["-c", "pass"],
        "--version": ["-m", "factspec", "--version"],
        "--help": ["-m", "factspec", "--help"],
        "check": ["-m", "factspec", "check", str(story / "summaries" / "right.txt"), "--golden", str(story / "library.yaml")],
    }
    with tempfile.TemporaryDirectory() as cache:
        env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "FACTSPEC"))}
        env |= {"PYTHONPATH": str(ROOT / "checks"), "PYTHONPYCACHEPREFIX": cache}
        took: dict[str, list[float]] = {name: [] for name in commands}
        for turn in range(runs + 1):
            for name, command in commands.items():
                before = resource.getrusage(resource.RUSAGE_CHILDREN)
                subprocess.run([sys.executable, *command], env=env, capture_output=True, check=False)
                after = resource.getrusage(resource.RUSAGE_CHILDREN)
                if turn:  # the first one writes the byte code
                    took[name].append((after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) * 1000)
    found: Figures = {name: statistics.median(times) for name, times in took.items()}
    return found | {"ratios": {name: found[name] / found["bare"] for name in commands}}


def memory() -> Figures:
    """Megabytes that a check of one file holds at most."""
    story = ROOT / "examples" / "quickstart"
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'checks')!r}); from factspec.cli import main\n"
        f"try: main(['check', {str(story / 'summaries' / 'right.txt')!r}, '--golden', {str(story / 'library.yaml')!r}])\n"
        "except SystemExit: pass\n"
        "peak = next(line for line in open('/proc/self/status') if line.startswith('VmHWM'))\n"  # since exec, unlike getrusage
        "print(int(peak.split()[1]) / 1024, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return {"check_mb": float(done.stderr.split()[-1])}


def batch(rows: int) -> Figures:
    """Rows a second of check_batches against a loop over factspec.check, on other texts of the same kind, taking turns."""
    import pyarrow as arrow

    import factspec
    from factspec.batch import check_batches

    golden = compiled(22)
    texts = speed_data.texts(120, seed=9)
    took = {"loop": 0.0, "batch": 0.0}
    for turn in range(5):
        mine, theirs = list(islice(texts, rows // 4)), list(islice(texts, rows // 4))
        loop = timed(lambda mine=mine: [factspec.check(text, golden) for text in mine])
        table = arrow.RecordBatch.from_pydict({"text": theirs})
        batched = timed(lambda table=table: list(check_batches([table], golden)))
        if turn:
            took["loop"] += loop
            took["batch"] += batched
    count = rows // 4 * 4
    return {"rows": count, "loop_rows_s": count / took["loop"] * 1000, "batch_rows_s": count / took["batch"] * 1000}


class Watch(threading.Thread):
    """The most memory that a process and those below it hold together, in megabytes: looked at now and then (Linux)."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most, self.done = pid, 0.0, threading.Event()

    def run(self) -> None:
        while not self.done.wait(0.5):
            self.most = max(self.most, sum(_held(pid) for pid in _below(self.pid)))


def _below(pid: int) -> list[int]:
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(p for child in children for p in _below(int(child)))]


def _held(pid: int) -> float:
    """Megabytes of a process; what it shares with others is shared out between them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def run_batch(folder: Path, source: Path, jobs: int, name: str) -> Figures:
    """One run of `factspec batch`: seconds, and the memory of all its processes."""
    (folder / "golden.json").write_text(json.dumps(speed_data.golden(22)), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "factspec",
        "batch",
        str(source),
        "--golden",
        str(folder / "golden.json"),
        "-o",
        str(folder / name),
        "--rows",
        "200",
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT / "checks")}
    began = time.perf_counter()
    process = subprocess.Popen([*command, "--jobs", str(jobs), "--rows", "200", "--exit-zero"], env=env, stdout=subprocess.PIPE, text=True)
    watch = Watch(process.pid)
    watch.start()
    out, _ = process.communicate()
    watch.done.set()
    return {"seconds": time.perf_counter() - began, "memory_mb": watch.most, "says": out.strip(), "exit": process.returncode}


def write_rows(path: Path, rows: int, words: int = 120, seed: int = 3) -> float:
    """So many texts as Parquet, a row group of 10,000 at a time; the share of them that is distinct."""
    import hashlib

    import pyarrow as arrow
    import pyarrow.parquet as parquet

    texts, seen, done = speed_data.texts(words, seed=seed), set(), 0
    schema = arrow.schema([("id", arrow.string()), ("text", arrow.string())])
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        while done < rows:
            some = list(islice(texts, min(10_000, rows - done)))
            seen.update(hashlib.blake2b(text.encode(), digest_size=8).digest() for text in some)
            ids = [f"r{done + at}" for at in range(len(some))]
            writer.write_batch(arrow.RecordBatch.from_pydict({"id": ids, "text": some}, schema=schema))
            done += len(some)
    return len(seen) / rows


def jobs(rows: int) -> Figures:
    """Two processes against one, over the same Parquet file, one after the other."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_rows(folder / "in.parquet", rows)
        one, two = (run_batch(folder, folder / "in.parquet", count, f"out{count}") for count in (1, 2))
    return {"rows": rows, "one_s": one["seconds"], "two_s": two["seconds"], "speedup": one["seconds"] / two["seconds"]}


def rows(count: int) -> Figures:
    """So many rows from Parquet to Parquet by two processes: seconds, rows a second, memory."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        distinct = write_rows(folder / "in.parquet", count)
        done = run_batch(folder, folder / "in.parquet", 2, "out")
    return {"rows": count, "distinct": distinct, **done, "rows_s": count / done["seconds"]}


def rivals(python: str, modules: str | None, count: int) -> Figures:
    """What others take for the same texts; factspec before and after, so that a machine that grew busier shows."""
    import factspec

    golden = compiled(22)
    texts = list(islice(speed_data.texts(120, seed=11), count))
    facts = [
        {"id": f.id, "claim": f.claim, "value": f.value if isinstance(f.value, str) else f.claim.rstrip(".").split()[-1]}
        for f in golden.golden.facts
    ]

    def own() -> float:
        return statistics.median(timed(lambda text=text: factspec.check(text, golden)) for text in texts)

    found: Figures = {}
    with tempfile.TemporaryDirectory() as name:
        file = Path(name) / "data.json"
        file.write_text(json.dumps({"texts": texts, "facts": facts}), encoding="utf-8")
        before = own()
        for rival in ("all-patterns", "spacy-matcher", "grounded-check", "claimproofkit"):
            found[rival] = _rival([python, str(HERE / "rivals.py"), rival, str(file)])
        if modules:
            found["promptfoo"] = _rival(["node", str(HERE / "rivals_promptfoo.mjs"), str(file), modules])
        else:
            found["promptfoo"] = {"missing": "no --node-modules"}
        after = own()
    return {"factspec": {"ms": statistics.mean([before, after])}, **found}


def _rival(command: list[str]) -> Figures:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return {"missing": (done.stderr.strip().splitlines() or ["it failed"])[-1][:200]}
    said = json.loads(done.stdout.strip().splitlines()[-1])
    return said if "missing" in said else {"ms": statistics.median(said["seconds"]) * 1000}


def machine() -> Figures:
    model = next((line.split(":", 1)[1].strip() for line in _cpuinfo() if line.startswith("model name")), platform.processor())
    return {
        "processors": os.cpu_count(),
        "model": model,
        "python": platform.python_version(),
        "system": platform.system(),
        "load": os.getloadavg()[0],
    }


def _cpuinfo() -> list[str]:
    try:
        return Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS[:-1]))
    parser.add_argument("--rows", type=int, default=0)
    parser.add_argument("--quick", action="store_true", help="fewer texts, for a look")
    parser.add_argument("--rivals-python", default=sys.executable)
    parser.add_argument("--node-modules", help="a folder node_modules that has promptfoo")
    parser.add_argument("--figures", type=Path, default=ROOT / "docs" / "speed.json", help="where figures are kept between runs")
    parser.add_argument("--no-write", action="store_true")
    args = parser.parse_args()
    few = 4 if args.quick else 1
    work: dict[str, Callable[[], Figures]] = {
        "grid": lambda: grid({40: 200 // few, 120: 200 // few, 800: 24 // few}),
        "shares": lambda: shares(60 // few),
        "long": long,
        "compile": compile_,
        "start": lambda: start(11 // few),
        "memory": memory,
        "batch": lambda: batch(400 // few),
        "jobs": lambda: jobs(4000 // few),
        "rivals": lambda: rivals(args.rivals_python, args.node_modules, 200 // few),
        "rows": lambda: rows(args.rows),
    }
    wanted = [name for name in args.only.split(",") if name] + (["rows"] if args.rows else [])
    figures: Figures = json.loads(args.figures.read_text()) if args.figures.exists() else {}
    for name in wanted:
        figures[name] = work[name]() | {"machine": machine()}
        print(name, json.dumps(figures[name]), flush=True)
        if not args.no_write:
            args.figures.write_text(json.dumps(figures, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if not args.no_write:
        from speed_report import write

        write(figures, ROOT / "docs")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
