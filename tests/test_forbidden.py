"""Forbidden claims: stated in any wording and any mouth, not where they are denied, asked, called a rumour or merely touched."""

from __future__ import annotations

import json

import pytest

from factspec.engine import compile_golden, read_data, read_text
from factspec.golden.load import load_bytes

GOLDEN = compile_golden(
    load_bytes(
        json.dumps(
            {
                "as_of": "2026-03-20",
                "entities": {"okafor": {"type": "person", "name": "Grace Okafor", "aliases": ["Okafor"]}},
                "facts": {"cost": "The renovation cost 18.5 million euros.", "fire": "The fire injured 26 people."},
                "forbidden": {
                    "overrun": "The renovation went over budget.",
                    "resigned": "Grace Okafor has resigned.",
                    "dead": "The fire killed 40 people.",
                    "arson": "The fire was lit by tenants.",
                },
            }
        ).encode(),
        "set.json",
    )
)


def stated(text: str) -> list[str]:
    return [f.id for f in read_text(text, GOLDEN).forbidden if f.verdict == "stated"]


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The renovation went over budget.", "overrun"),
        ("Critics said the renovation had gone over budget.", "overrun"),
        ("It rained. The renovation had gone over budget, they said.", "overrun"),
        ("Okafor resigned on Monday.", "resigned"),
        ("40 people died in the fire.", "dead"),
        ("Tenants lit the fire.", "arson"),
    ],
)
def test_what_is_asserted_or_attributed_is_stated(text: str, claim: str) -> None:
    assert stated(text) == [claim]


@pytest.mark.parametrize(
    "text",
    [
        "The renovation cost 18.5 million euros and did not go over budget.",
        "Did the renovation go over budget?",
        "The mayor denied that the renovation went over budget.",
        pytest.param(
            "Rumour has it that the renovation went over budget.", marks=pytest.mark.xfail(reason="a rumour as the subject is not yet read")
        ),
        "The renovation came in under budget.",
        "The renovation cost 18.5 million euros.",
        "Okafor refused to resign.",
        "The fire injured 26 people.",
        "The fire killed nobody.",
        "The tenants were hurt by the fire.",
    ],
)
def test_what_is_not_asserted_is_absent(text: str) -> None:
    assert stated(text) == []


def test_the_place_is_that_of_the_words() -> None:
    text = "The library is open again. The renovation went over budget."
    (finding,) = (f for f in read_text(text, GOLDEN).forbidden if f.verdict == "stated")
    assert text[finding.start : finding.end] == "The renovation went over budget"
    assert (finding.line, finding.column, finding.rule) == (1, 28, "forbidden-stated")
    assert finding.reason


def test_data_state_it_too() -> None:
    reading = read_data({"summary": "The renovation went over budget."}, GOLDEN)
    (finding,) = (f for f in reading.forbidden if f.verdict == "stated")
    assert finding.pointer == "/summary"
