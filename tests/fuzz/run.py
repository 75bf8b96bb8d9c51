#!/usr/bin/env python3
"""Fuzz factspec with atheris, guided by coverage, from the kept corpus.

    python tests/fuzz/run.py                        every target, 2,000 executions each
    python tests/fuzz/run.py text --runs 100000     one target
    python tests/fuzz/run.py --coverage             what the kept corpus covers of the reading rooms, and nothing else

Prints what ran and the coverage; ends with 0 where nothing was found, 1 where something was (the input is kept beside the corpus as
`crash-…`), 77 where atheris is not installed. New inputs that cover more go to --grow DIR and are not kept by themselves.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "checks"), str(HERE.parent)]

ROOMS = ("text", "mentions", "syntax", "lexicon", "reading", "binding", "fact_types", "licence", "extraction", "golden")
FLOOR = 85.0  # of each room
MOST_SECONDS = 20  # of the processor, not of the clock: a busy machine is no finding
ABSENT = 77  # what test runners take for "skipped"
WORDS = (
    b"not killed 26 people 22 April 2025 Ana Ruiz mayor of said that about nearly more than 4,200 million euros % 3-1 and who which was by did n't "
    b"former bought from to in on , . ; : ? ! \" ' ( ) - \xe2\x80\x93 \xe2\x80\x99 \xe2\x80\x9c \xe2\x80\x9d \xc2\xa0 \xe2\x80\x8b \xc2\xad "
    b"\xd0\xb0 \xef\xbc\x91 \xd9\xa1 \xe2\x80\xae | * # > \n \n\n \t &amp; &#49; <b> </b> {} [] null true 1e9 -0 === @person !It ~ %2025-01-01 :date facts: claim:"
).split(b" ")  # fmt: skip


def mutated(data: bytes, most: int, seed: int) -> bytes:
    """Half of the time what libFuzzer does, else words moved, lost, doubled or put in: such texts get deeper."""
    import atheris

    chance = random.Random(seed)
    if chance.random() < 0.4:
        return bytes(atheris.Mutate(data, most))
    words = data.split(b" ")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(words))
        match chance.randrange(5):
            case 0:
                words.insert(at, chance.choice(WORDS))
            case 1:
                words[at] = chance.choice(WORDS)
            case 2:
                words.insert(chance.randrange(len(words)), words[at])
            case 3 if len(words) > 1:
                del words[at]
            case _:
                word = words[at]
                cut = chance.randint(0, len(word))
                words[at] = word[:cut] + chance.choice(WORDS) + word[cut:]
    return b" ".join(words)[:most]


def fuzz(target: str, folders: list[str], options: list[str]) -> None:
    """Never comes back: libFuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["factspec"]):
        import factspec.api
        import factspec.engine
        import factspec.golden.load
        import factspec.inputs.records
        import factspec.run  # noqa: F401
        from fuzz import holds

    def one(data: bytes) -> None:
        start = time.process_time()
        holds.HOLDS[target](data)
        assert time.process_time() - start < MOST_SECONDS, "an input of a few thousand characters took too long"

    atheris.Setup([sys.argv[0], *options, *folders], one, custom_mutator=mutated)
    atheris.Fuzz()


def coverage_of(targets: list[str]) -> float | None:
    """The share of lines that the kept corpus runs in the reading room where it runs least; None where coverage is not installed."""
    try:
        import coverage
    except ImportError:
        print("fuzz: coverage is not installed: no figure", file=sys.stderr)
        return None
    watched = [str(ROOT / "checks" / "factspec" / room / "*") for room in ROOMS]
    watch = coverage.Coverage(include=watched, data_file=None, config_file=False)
    watch.start()
    try:
        from fuzz import holds

        for target in targets:
            for path in holds.kept(target):
                holds.HOLDS[target](path.read_bytes())
    finally:
        watch.stop()
    with open(os.devnull, "w") as quiet:
        share = watch.report(file=quiet)
    lines: dict[str, list[int]] = {}
    for file in sorted(watch.get_data().measured_files()):
        room = Path(file).relative_to(ROOT / "checks" / "factspec").parts[0]
        _, all_lines, _, missed, _ = watch.analysis2(file)
        counts = lines.setdefault(room, [0, 0])
        counts[0] += len(all_lines) - len(missed)
        counts[1] += len(all_lines)
    for room, (hit, of) in lines.items():
        print(f"fuzz: coverage {room:12} {100 * hit / of:5.1f} % of {of} lines")
    print(f"fuzz: coverage all rooms    {share:5.1f} %")
    return min(100 * hit / of for hit, of in lines.values())


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("targets", nargs="*", help="text, golden, data (default: all)")
    parser.add_argument("--runs", type=int, default=2000, help="executions a target")
    parser.add_argument("--seconds", type=int, default=0, help="at most so long a target; 0: no limit")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--grow", type=Path, help="a folder for inputs that cover more")
    parser.add_argument("--coverage", action="store_true", help="print the coverage of the kept corpus and fuzz nothing")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    args, rest = parser.parse_known_args()
    if args.inside:
        fuzz(args.inside, args.targets, rest)
    targets = args.targets or ["text", "golden", "data"]
    if unknown := set(targets) - {"text", "golden", "data"}:
        parser.error(f"no target {', '.join(sorted(unknown))}")
    if args.coverage:
        least = coverage_of(targets)
        return ABSENT if least is None else 0 if least >= FLOOR else 1
    try:
        import atheris  # noqa: F401
    except ImportError:
        print("fuzz: skipped: atheris is not installed (pip install 'factspec[fuzz]')", file=sys.stderr)
        return ABSENT
    found = 0
    for target in targets:
        with tempfile.TemporaryDirectory() as scratch:
            grow = args.grow / target if args.grow else Path(scratch)
            grow.mkdir(parents=True, exist_ok=True)
            options = [
                f"-runs={args.runs}",
                f"-seed={args.seed}",
                "-max_len=3000",
                "-timeout=600",
                "-rss_limit_mb=4096",
                f"-artifact_prefix={HERE}/",
            ]
            options += [f"-max_total_time={args.seconds}"] if args.seconds else []
            command = [sys.executable, __file__, "--inside", target, str(grow), str(HERE / "corpus" / target), *options]
            done = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
        last = [line for line in done.stderr.splitlines() if line.startswith("#") or "Done " in line][-1:]
        print(f"fuzz: {target}: exit {done.returncode}: {last[0] if last else 'nothing ran'}", flush=True)
        if done.returncode:
            found = 1
            print(done.stderr[-6000:], done.stdout[-2000:], sep="\n")
    coverage_of(targets)
    return found


if __name__ == "__main__":
    sys.exit(main())
