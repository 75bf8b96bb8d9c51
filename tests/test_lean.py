"""Ten lean golden sets from unlike fields: bare claims, no entities, ten texts each. What is measured must not fall below the floors.

`python tests/test_lean.py [NAME...]` prints the figures, with `--list` the texts behind them.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

LEAN = Path(__file__).resolve().parent / "lean"
SETS = tuple(sorted(path.stem for path in LEAN.glob("*.yaml")))
LABELS = ("supported", "partial", "contradicted", "missing")

# A floor is a guard against falling back and no goal: each stands a little under (a ceiling a little over) what was measured.
FLOORS = {"caught": 0.74, "verdicts": 0.95, "told": 0.855}
CEILINGS = {"alarmed": 0.02, "strayed": 0.04, "wrong_alarmed": 0.04}


def rows_of(name: str) -> list[dict[str, Any]]:
    with (LEAN / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def measure(name: str) -> tuple[Counter[str], list[str]]:
    """Counts of one set, and a line about each text that is not read as labelled."""
    from factspec.engine import compile_golden, read_text
    from factspec.golden.load import load_file

    compiled = compile_golden(load_file(LEAN / f"{name}.yaml"))
    counts: Counter[str] = Counter()
    notes: list[str] = []
    for row in rows_of(name):
        reading = read_text(row["text"], compiled)
        labels: dict[str, str] = row["verdicts"]
        got = {finding.fact: finding.verdict for finding in reading.facts}
        wrong = [fact for fact, label in labels.items() if label == "contradicted"]
        alarms = [fact for fact, verdict in got.items() if verdict == "contradicted" and fact not in wrong]
        told = [fact for fact, label in labels.items() if label != "missing"]
        counts.update({"facts": len(labels), "facts_right": sum(got[f] == label for f, label in labels.items())})
        counts.update({"told": len(told), "told_right": sum(got[f] == labels[f] for f in told)})
        if wrong:
            caught = any(got[fact] == "contradicted" for fact in wrong)
            counts.update({"wrong": 1, "caught": caught, "wrong_alarmed": bool(alarms)})
        else:
            counts.update({"right": 1, "alarmed": bool(alarms), "strayed": bool(reading.unsupported)})
        amiss = [f"{f} {got[f]} (want {label})" for f, label in labels.items() if got[f] != label]
        stray = [u.found for u in reading.unsupported]
        if amiss or (stray and not wrong):
            notes.append(f"{row['id']} {'; '.join(amiss)} unsupported {stray}\n    {row['text']}")
    return counts, notes


def shares(counts: Counter[str]) -> dict[str, float]:
    """The figures: caught of the wrong texts, alarms and strays of the right ones, verdicts over all facts and over the told ones."""
    of = {"caught": "wrong", "alarmed": "right", "strayed": "right", "wrong_alarmed": "wrong"}
    found = {hits: counts[hits] / counts[every] for hits, every in of.items()}
    return found | {"verdicts": counts["facts_right"] / counts["facts"], "told": counts["told_right"] / counts["told"]}


@pytest.fixture(scope="module")
def measured() -> dict[str, Counter[str]]:
    return {name: measure(name)[0] for name in SETS}


@pytest.mark.parametrize("name", SETS)
def test_the_labels_are_sound(name: str) -> None:
    """Ten texts a set, five right and five wrong, each with a label for every fact; claims are bare and there are no entities."""
    from factspec.golden.load import load_file

    golden = load_file(LEAN / f"{name}.yaml")
    assert not golden.entities
    assert not golden.background
    assert all(fact.type is None and fact.value is None and fact.of is None for fact in golden.facts)
    rows = rows_of(name)
    assert len({row["id"] for row in rows}) == len({row["text"] for row in rows}) == 10
    for row in rows:
        assert list(row["verdicts"]) == [fact.id for fact in golden.facts]
        assert set(row["verdicts"].values()) <= set(LABELS)
    assert sum("contradicted" in row["verdicts"].values() for row in rows) == 5


def test_there_are_ten_sets() -> None:
    assert len(SETS) == 10


def test_figures_hold(measured: dict[str, Counter[str]]) -> None:
    """Over all sets: enough is caught, hardly anything right is accused."""
    found = shares(sum(measured.values(), Counter[str]()))
    for figure, floor in FLOORS.items():
        assert found[figure] >= floor, f"{figure} {found[figure]:.3f} fell below {floor}"
    for figure, ceiling in CEILINGS.items():
        assert found[figure] <= ceiling, f"{figure} {found[figure]:.3f} rose above {ceiling}"


def main(argv: list[str]) -> None:
    names = [name for name in argv if not name.startswith("-")] or list(SETS)
    total: Counter[str] = Counter()
    for name in names:
        counts, notes = measure(name)
        total += counts
        print(f"{name:10}", " ".join(f"{figure} {value:.2f}" for figure, value in shares(counts).items()))
        if "--list" in argv:
            print("\n".join(notes))
    print(f"{'all':10}", " ".join(f"{figure} {value:.3f}" for figure, value in shares(total).items()))


if __name__ == "__main__":
    main(sys.argv[1:])
