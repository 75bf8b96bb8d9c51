"""The minimal pairs of tests/cases/phenomena through the engine: what was once caught stays caught, what was right stays left alone.

Floors and ceilings are guards against falling back and no goals. Of each phenomenon one error fewer than measured may be caught and one
right text more be accused; of all together some three in a hundred. `python tests/test_phenomena.py` prints what to write here.
"""

from __future__ import annotations

import sys
from collections import Counter
from functools import cache

import pytest

from factspec.engine import read_text
from score_corpus import PHENOMENA, judge_phenomenon, phenomenon_complaints, read_jsonl
from strategies import compiled, lean_set

# phenomenon: (errors caught, right texts with an alarm, right texts with a stray finding), as measured
MEASURED = {
    "apposition": (5, 0, 0), "attribution": (35, 0, 0), "brackets": (8, 1, 0), "bullets-tables": (6, 1, 0),
    "comparison-values": (8, 1, 0), "converse-verbs": (23, 0, 0), "correction": (28, 0, 0), "cross-swap": (15, 0, 0),
    "dates": (29, 0, 0), "direction-words": (9, 0, 0), "durations-ages": (17, 0, 0), "former-latter": (12, 0, 0),
    "fronted": (9, 0, 0), "gapping": (16, 0, 0), "half-said": (10, 0, 0), "headlines": (23, 0, 0),
    "hedges": (11, 0, 0), "implicit-negation": (12, 0, 0), "invented-clauses": (9, 0, 0), "invented-details": (18, 0, 0),
    "lists": (32, 0, 0), "modality": (39, 1, 2), "negation-scope": (6, 0, 0), "nominal-direction": (22, 0, 0),
    "number-swaps": (20, 0, 0), "ordinals-periods": (9, 0, 0), "passive": (10, 0, 0), "places": (25, 0, 0),
    "polarity": (40, 2, 1), "quotations": (8, 0, 0), "references": (11, 0, 0), "relative-dates": (9, 0, 0),
    "repetition": (3, 0, 1), "respectively": (13, 1, 0), "roles": (10, 0, 0), "stories": (55, 3, 2),
    "tellings": (95, 2, 3), "tempting": (0, 0, 0), "turned-facts": (76, 1, 2), "units": (12, 0, 0),
    "weekdays": (9, 0, 0), "wrong-values": (41, 1, 1),
}  # fmt: skip
RIGHT = 0.821  # wholly right, of all texts


@cache
def counts(name: str) -> Counter[str]:
    found: Counter[str] = Counter()
    for row in read_jsonl(PHENOMENA / f"{name}.jsonl"):
        judge_phenomenon(
            row,
            read_text(row["text"], compiled(lean_set(row["golden"]["facts"], **{k: v for k, v in row["golden"].items() if k != "facts"}))),
            found,
        )
    return found


def total() -> Counter[str]:
    return sum((counts(path.stem) for path in sorted(PHENOMENA.glob("*.jsonl"))), Counter[str]())


def test_every_phenomenon_is_measured() -> None:
    assert set(MEASURED) == {path.stem for path in PHENOMENA.glob("*.jsonl")}


@pytest.mark.parametrize("name", MEASURED)
def test_labels(name: str) -> None:
    """Ids, facts, verdicts and stretches of the texts themselves; ten pairs at least."""
    rows = read_jsonl(PHENOMENA / f"{name}.jsonl")
    assert not list(phenomenon_complaints(name, rows))
    assert len(rows) >= 20


@pytest.mark.parametrize("name", MEASURED)
def test_figures_hold(name: str) -> None:
    caught, alarmed, strayed = MEASURED[name]
    found = counts(name)
    assert found["caught"] >= caught - 1
    assert found["alarmed"] <= alarmed + 1
    assert found["strayed"] <= strayed + 1


def test_figures_of_all_hold() -> None:
    caught, alarmed, strayed = (sum(column) for column in zip(*MEASURED.values()))
    found = total()
    assert found["caught"] >= 0.97 * caught
    assert found["alarmed"] <= alarmed + 2
    assert found["strayed"] <= strayed + 2
    assert found["right"] >= (RIGHT - 0.015) * found["texts"]


if __name__ == "__main__":
    names = sys.argv[1:] or sorted(path.stem for path in PHENOMENA.glob("*.jsonl"))
    cells = [f'"{name}": ({counts(name)["caught"]}, {counts(name)["alarmed"]}, {counts(name)["strayed"]})' for name in names]
    print("\n".join("    " + ", ".join(cells[at : at + 4]) + "," for at in range(0, len(cells), 4)))
    print(f"RIGHT = {total()['right'] / total()['texts']:.3f}")
