#!/usr/bin/env python3
"""Run other deterministic, offline checkers over the labelled corpus, beside factspec, by one yardstick that all of them can meet.

    pip install grounded-check==0.1.2 claimproofkit==0.1.1
    python tests/score_others.py

Each gets the prose of every case and, as its source, the golden set's background and claims. A text is *flagged* where the checker finds
anything wrong in it: for factspec anything contradicted, stated or unsupported. *Caught* is the share of wrong texts that are flagged, whatever
was found there; *false alarm* the share of right texts that are. Prints one Markdown table; a checker that is not installed is left out, and
says so. Totals over all stories: nothing of a case is shown.
"""

from __future__ import annotations

import importlib
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "checks"))
sys.path.insert(0, str(HERE))

from score_corpus import CORPUS, read_jsonl, topics_in, wilson  # noqa: E402

Flags = Callable[[str], bool]
"""Whether a text is flagged."""


def ours(folder: Path) -> Flags:
    from factspec.engine import compile_golden, read_text
    from factspec.golden.load import load_file

    golden = compile_golden(load_file(folder / "golden.yaml"))

    def flags(text: str) -> bool:
        found = read_text(text, golden)
        return bool(found.unsupported) or any(f.verdict in ("contradicted", "stated") for f in (*found.facts, *found.forbidden))

    return flags


def source_of(folder: Path) -> str:
    from factspec.golden.load import load_file

    golden = load_file(folder / "golden.yaml")
    names = " ".join(f"{name}." for entity in golden.entities for name in entity.names)
    return "\n".join([golden.title, golden.background, *(fact.claim for fact in golden.facts), names])


def grounded(folder: Path) -> Flags:
    checker = importlib.import_module("grounded")
    file = Path(tempfile.mkdtemp()) / "source.txt"
    file.write_text(source_of(folder), encoding="utf-8")
    return lambda text: not checker.check(text, [str(file)]).passed


def claimproof(statuses: frozenset[str]) -> Callable[[Path], Flags]:
    def made(folder: Path) -> Flags:
        kit = importlib.import_module("claimproofkit")
        # A passage a sentence: whole paragraphs as evidence are called contradictions for a "not" anywhere in them.
        lines = [one for one in re.split(r"(?<=[.!?])\s+", source_of(folder)) if one.strip()]
        evidence = [
            kit.EvidencePassage(id=f"e{n}", source="golden", source_type=kit.SourceType.EVIDENCE, text=line) for n, line in enumerate(lines)
        ]
        verifier = kit.ClaimVerifier()
        return lambda text: any(v.status.value in statuses for v in verifier.verify_document(text, evidence).verdicts)

    return made


CHECKERS: tuple[tuple[str, str, Callable[[Path], Flags]], ...] = (
    ("factspec", "factspec", ours),
    ("grounded-check (quotations, figures, citations, names that are in no source)", "grounded", grounded),
    ("claimproofkit (contradicted claims alone)", "claimproofkit", claimproof(frozenset({"contradicted"}))),
    ("claimproofkit (contradicted or unsupported claims)", "claimproofkit", claimproof(frozenset({"contradicted", "unsupported"}))),
)


def score(make: Callable[[Path], Flags]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for folder in topics_in(CORPUS):
        flags = make(folder)
        for row in read_jsonl(folder / "cases.jsonl"):
            if "text" in row:
                kind = "wrong" if row["errors"] else "right"
                counts[kind] += 1
                counts[f"{kind} flagged"] += flags(row["text"])
    return counts


def table() -> Iterator[str]:
    yield "| checker | wrong texts flagged | right texts flagged |"
    yield "| --- | --- | --- |"
    for name, module, make in CHECKERS:
        try:
            importlib.import_module(module)
        except ImportError:
            print(f"{name}: {module} is not installed", file=sys.stderr)
            continue
        c = score(make)
        cells = [f"{c[k + ' flagged'] / c[k]:.2f} ({wilson(c[k + ' flagged'], c[k])}) of {c[k]}" for k in ("wrong", "right")]
        yield f"| {name} | {cells[0]} | {cells[1]} |"


if __name__ == "__main__":
    for line in table():
        print(line, flush=True)
