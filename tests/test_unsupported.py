"""Unsupported findings: invented clauses and values are found, faithful texts that tempt are left alone.

The stories in tests/cases/unsupported come from unlike fields; each has a background, sentences with one invented stretch, and sentences
that say only what golden set and background say, in other words.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from factspec.binding.compiled import CompiledGolden
from factspec.engine import compile_golden, read_text
from factspec.golden.load import load_file

CASES = Path(__file__).parent / "cases" / "unsupported"
STORIES: dict[str, dict[str, Any]] = json.loads((CASES / "stories.json").read_text(encoding="utf-8"))
VALUES: dict[str, Any] = json.loads((CASES / "values.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def golden_of(tmp_path_factory: pytest.TempPathFactory) -> Any:
    @cache
    def build(story: str) -> CompiledGolden:
        path = tmp_path_factory.mktemp("golden") / f"{story}.json"
        path.write_text(json.dumps(VALUES["golden"] if story == "values" else STORIES[story]["golden"]), encoding="utf-8")
        return compile_golden(load_file(path))

    return build


def found(text: str, golden: CompiledGolden) -> list[tuple[str, int, int]]:
    return [(str(u.kind), u.start or 0, u.end or 0) for u in read_text(text, golden).unsupported]


def test_invented_clauses_are_caught(golden_of: Any) -> None:
    """Most of what was made up is found where it stands, and hardly anything else."""
    caught = every = 0
    for story, data in STORIES.items():
        for text, invented in data["invented"]:
            start = text.index(invented)
            spans = found(text, golden_of(story))
            every += 1
            caught += any(s < start + len(invented) and start < e for _, s, e in spans)
            beside = [text[s:e] for _, s, e in spans if not (s < start + len(invented) and start < e)]
            assert not beside, (story, text, beside)
    assert every >= 40
    assert caught >= 0.75 * every, f"{caught} of {every}"


@pytest.mark.parametrize(("story", "text"), [(story, text) for story, data in STORIES.items() for text in data["faithful"]])
def test_faithful_texts_are_left_alone(story: str, text: str, golden_of: Any) -> None:
    assert [(kind, text[s:e]) for kind, s, e in found(text, golden_of(story))] == []


@pytest.mark.parametrize(("text", "kind", "piece"), [tuple(row) for row in VALUES["unlicensed"]])
def test_unlicensed_values_names_and_quotations(text: str, kind: str, piece: str, golden_of: Any) -> None:
    start = text.index(piece)
    spans = found(text, golden_of("values"))
    assert any(k == kind and s < start + len(piece) and start < e for k, s, e in spans), spans


@pytest.mark.parametrize("text", VALUES["licensed"])
def test_licensed_values_names_and_quotations(text: str, golden_of: Any) -> None:
    assert [(kind, text[s:e]) for kind, s, e in found(text, golden_of("values"))] == []
