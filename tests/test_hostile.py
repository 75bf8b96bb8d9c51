"""Hostile golden sets and texts: a clear word or a plain verdict, in short time, and never a crash."""

from __future__ import annotations

import json
import string
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factspec
from factspec.engine import compile_golden
from factspec.golden.load import load_bytes
from work import calls

GOLDEN = compile_golden(
    load_bytes(
        b"""
as_of: 2025-05-05
background: The valley lies near the village of Orrin. The mayor of Orrin is Ana Ruiz.
entities:
  ruiz: {type: person, name: Ana Ruiz}
  orrin: {type: place, name: Orrin}
facts:
  killed: The attack killed 26 people.
  cost: {claim: Repairs cost 4.21 million dollars., type: quantity, value: 4210000, unit: USD, tolerance: {relative: 0.01}}
  date: The attack took place on 22 April 2025.
  place: {claim: The attack took place in Orrin., type: place, value: orrin}
  mayor: Ana Ruiz is the mayor of Orrin.
  said: Ruiz said the bridge was safe.
  call: {claim: Ruiz called the governor., type: relation, subject: ruiz, verb: called, object: the governor}
  named: {claim: The report names Ana Ruiz., type: mention, value: ruiz}
forbidden:
  drunk: The driver was drunk.
""",
        "story.yaml",
    )
)
WORDS = "attack killed 26 people 22 April 2025 Ana Ruiz mayor of Orrin said not called governor $4.21m , . ? \" ' | - # ( ) : % 1e9 12:30 and who".split()


def sound(text: str) -> None:
    """Every place is inside the text and holds what was found."""
    report = factspec.check(text, GOLDEN).inputs[0]
    for f in (*report.facts, *report.forbidden, *report.unsupported):
        if f.start is not None and f.end is not None:
            assert 0 <= f.start < f.end <= len(text)
            assert f.found == text[f.start : f.end]
            assert f.line is not None
            assert f.column is not None


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_any_characters_are_read(text: str) -> None:
    sound(text)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60), st.sampled_from([" ", "\n", "", "\u200b", "\xa0", " | ", "\n\n"]))
def test_any_words_are_read(words: list[str], joint: str) -> None:
    sound(joint.join(words))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(max_size=12) | st.sampled_from(WORDS), inner, max_size=5),
    max_leaves=25,
)


def at(data: Any, pointer: str) -> None:
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        data = data[int(key)] if isinstance(data, list) else data[key]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.text(max_size=12), JSON, max_size=6) | st.lists(JSON, max_size=6))
def test_any_data_is_read(data: Any) -> None:
    """And every pointer leads somewhere."""
    report = factspec.check(data, GOLDEN).inputs[0]
    for f in (*report.facts, *report.forbidden, *report.unsupported):
        if f.pointer is not None:
            at(data, f.pointer)


@pytest.mark.parametrize(
    ("yaml", "message"),
    [
        ("facts:\n  a: {claim: It cost 5 dollars., type: quantity, value: 1e999999999}", "at most 40 digits"),
        ("facts:\n  a: {claim: It cost 5 dollars., tolerance: {relative: 1e99999}}", "at most 40 digits"),
        ("facts:\n  a: {claim: It cost 5 dollars., value: " + "9" * 5000 + "}", "expected 1000 at most"),
        ("facts:\n  a: " + "word " * 20_000, "expected 1000 at most"),
        ("entities:\n  e: {name: " + "x" * 5000 + "}\nfacts:\n  a: A claim.", "expected 1000 at most"),
        ("a: &a [x]\nb: *a", "anchors are not read"),
        ("a: " + "[" * 200, "nested deeper"),
        ("facts:\n  a: !!python/object:os.system A claim.", "tags are not read"),
        ("x" * (5 * 1024 * 1024 + 1), "expected at most"),
    ],
)
def test_a_golden_set_beyond_all_measure_is_refused(yaml: str, message: str) -> None:
    with pytest.raises(factspec.GoldenError, match=message):
        load_bytes(yaml.encode(), "x.yaml")


@pytest.mark.parametrize(
    "claim", [".", "?", "26", "\U0001f600", "| a | b |", "# x", "- ", '"""', "not not not", "\u202e\u0301x", "x" * 1000, "a b " * 240]
)
def test_a_claim_that_is_hardly_one_is_lint_and_no_crash(claim: str) -> None:
    for kind in ("quantity", "date", "place", "name", "role", "relation", "statement", "mention", None):
        fact = {"claim": claim, **({"type": kind} if kind else {})}
        golden = compile_golden(load_bytes(json.dumps({"facts": {"a": fact}, "forbidden": {"b": claim}}).encode(), "x.json"))
        factspec.check("The attack killed 26 people.", golden)


@pytest.mark.parametrize(
    "unit",
    [
        "a",
        "9",
        "word ",
        "not ",
        "(",
        ".",
        ". ",
        "| a ",
        "26 ",
        "Ruiz, ",
        "A B ",
        "1/2/",
        "- a\n",
        "é",
        "\u200b",
        "5% ",
        "x\n\n",
        "*1",
        "~~a ",
        "1·",
        "5–",
        "l,48",
        ",481",
        "100 ",
        "\\,",
        "\x1b[3",
    ],
)
def test_what_repeats_without_end_is_read_in_linear_work(unit: str) -> None:
    count = 1_600 // len(unit)
    factspec.check(unit * 20, GOLDEN)
    assert calls(lambda: factspec.check(unit * count * 4, GOLDEN)) < 6 * calls(lambda: factspec.check(unit * count, GOLDEN))


def test_numbers_without_end() -> None:
    """Digits and exponents that no decimal holds are text, not values."""
    for text in (
        "It cost 1e999999999 dollars.",
        "It killed 9e99999 people.",
        "It killed " + "9" * 5000 + " people.",
        "on 31/12/99999",
        "at 99:99",
    ):
        sound(text)
    factspec.check({"killed": "1e999999999", "cost": 1e308, "date": "9999-12-31", "x": int("9" * 400)}, GOLDEN)


def test_printable_is_what_is_tested() -> None:
    """Each printable character alone, and as a text's only word beside a fact."""
    for char in string.printable:
        if char.strip():
            sound(f"{char} The attack killed 26 people {char}")
