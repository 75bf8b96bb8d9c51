"""Names: what is the same name, what only looks like it, and what is nobody's."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest

from factspec.engine import compile_golden, read_text
from factspec.golden.load import load_file
from factspec.mentions.near_names import near_person, one_edit, same_person
from factspec.reading.analysis import analyse
from factspec.reading.strangers import find_strangers

CASES = Path(__file__).parent / "cases" / "names"


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text(encoding="utf-8").splitlines() if line.strip()]


@pytest.mark.parametrize("row", rows("near.jsonl"), ids=lambda r: r["words"])
def test_spellings_are_the_same_and_near_misses_are_not(row: dict[str, Any]) -> None:
    """One slip or another usual spelling is the same person; a shared half is a near miss."""
    words, known = row["words"].split(), row["known"].split()
    assert same_person(words, known) is row["same"]
    assert near_person(words, known) is row["near"]


def test_a_slip_is_one_edit() -> None:
    """A lone ending and a second edit are no slip."""
    assert one_edit("lindqvist", "lindquist")
    assert not one_edit("petrov", "petrova")
    assert not one_edit("marchbank", "marchmont")


@pytest.mark.parametrize("row", rows("strangers.jsonl"), ids=lambda r: r["text"][:40])
def test_strangers(row: dict[str, Any]) -> None:
    """Proper names are found; greetings, offices, hashtags, days and figures' short forms are not names."""
    analysis = analyse(row["text"], None, dt.date(2026, 1, 1))
    found = [row["text"][analysis.toks[a].start : analysis.toks[b - 1].end] for a, b in find_strangers(analysis)]
    assert found == row["strangers"]


@pytest.mark.parametrize("name", ["club", "mill"])
def test_slots_of_names_and_places(name: str) -> None:
    """Each text gets its verdicts, and nothing that it does not touch is contradicted."""
    golden = compile_golden(load_file(str(CASES / f"{name}.yaml")))
    for row in rows(f"{name}.jsonl"):
        got = {f.fact: f.verdict for f in read_text(row["text"], golden).facts}
        assert {k: got[k] for k in row["expect"]} == row["expect"], row["text"]
        assert not [k for k, v in got.items() if v == "contradicted" and k not in row["expect"]], row["text"]


def test_names_come_from_bare_claims(tmp_path: Path) -> None:
    """A golden set without entities knows the names in its claims, and their near misses."""
    path = tmp_path / "g.yaml"
    path.write_text("factspec: 1\nfacts:\n  a: The prize went to Hal Ibsen.\n  b: Clara Nilsen wrote the opera.\n", encoding="utf-8")
    golden = compile_golden(load_file(str(path)))
    verdicts = {f.fact: f.verdict for f in read_text("The prize went to Hal Ibsen. The opera was written by Clara Nielson.", golden).facts}
    assert verdicts["a"] == "supported"


def test_bracketed_abbreviation_is_the_same_being(tmp_path: Path) -> None:
    """An abbreviation in brackets stands for its name in the rest of the text."""
    path = tmp_path / "g.yaml"
    path.write_text(
        "factspec: 1\nentities:\n  tpi: {type: organization, name: Tasman Polar Institute}\nfacts:\n  a: {claim: The Tasman Polar Institute is named., type: mention, value: tpi}\n",
        encoding="utf-8",
    )
    world = compile_golden(load_file(str(path))).world
    analysis = world.read("The Tasman Polar Institute (TPI) was founded in 1950. The TPI moved in 1960.")
    assert [n.entity for n in analysis.names] == ["tpi", "tpi", "tpi"]
