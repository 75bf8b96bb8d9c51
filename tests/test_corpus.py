"""The held-out corpus through the engine: the labels are sound, and the figures do not fall below what was measured.

A floor is a guard against falling back and no goal: it stands a little (some five cases) under what was measured, a ceiling as much over
it. Where a figure has risen for good, move its floor up. The cases behind a figure are not read.
"""

from __future__ import annotations

import re
from functools import cache

import pytest

import score_corpus
from factspec.engine import read_data, read_text
from factspec.golden.load import load_file
from score_corpus import FIGURES, Tally, judge_case, read_jsonl, topics_in
from strategies import compiled

FLOORS = {
    "full": {"caught": 0.70, "located": 0.688, "noticed": 0.75, "verdicts": 0.952, "told": 0.87},
    "lean": {"caught": 0.66, "located": 0.66, "noticed": 0.73, "verdicts": 0.942, "told": 0.825},
}
CEILINGS = {
    "full": {"false alarm": 0.085, "stray": 0.06, "undetermined": 0.01},
    "lean": {"false alarm": 0.095, "stray": 0.06, "undetermined": 0.015},
}


@cache
def figures(form: str) -> dict[str, float]:
    """The figures of all stories together, as `score_corpus.py` defines them."""
    tally = Tally()
    for folder in topics_in(score_corpus.CORPUS):
        golden = compiled(load_file(folder / ("golden.yaml" if form == "full" else "golden-lean.yaml")))
        for row in read_jsonl(folder / "cases.jsonl"):
            reading = read_text(row["text"], golden) if "text" in row else read_data(row["data"], golden)
            judge_case(row, reading, folder.name, tally)
    return {name: tally.total[hits] / tally.total[of] for name, hits, of in FIGURES}


def test_the_labels_are_sound(capsys: pytest.CaptureFixture[str]) -> None:
    """`score_corpus.py --check`: spans, ids, facts and verdicts of the corpus and of the phenomena."""
    assert score_corpus.main(["--check"]) == 0, capsys.readouterr().out


def test_there_is_enough_of_it() -> None:
    rows = [row for folder in topics_in(score_corpus.CORPUS) for row in read_jsonl(folder / "cases.jsonl")]
    assert len(rows) >= 400
    assert len(topics_in(score_corpus.CORPUS)) >= 6
    card = (score_corpus.CORPUS / "README.md").read_text(encoding="utf-8")
    for folder in topics_in(score_corpus.CORPUS):
        kinds = [row["kind"] for row in read_jsonl(folder / "cases.jsonl")]
        counts = " | ".join(str(kinds.count(kind)) for kind in ("faithful", "error", "extraction"))
        assert re.search(rf"^\| {folder.name} \| .* \| {re.escape(counts)} \|", card, re.MULTILINE), folder.name


@pytest.mark.parametrize("form", FLOORS)
def test_figures_hold(form: str) -> None:
    found = figures(form)
    low = {name: round(found[name], 3) for name, floor in FLOORS[form].items() if found[name] < floor}
    high = {name: round(found[name], 3) for name, ceiling in CEILINGS[form].items() if found[name] > ceiling}
    assert (low, high) == ({}, {})


def test_lean_golden_sets_are_not_far_behind() -> None:
    """Bare claims catch at most seven in a hundred less than the long form."""
    assert figures("lean")["caught"] >= figures("full")["caught"] - 0.07
