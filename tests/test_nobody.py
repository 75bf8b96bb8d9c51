"""A claim that nobody did or suffered something, and texts that count some who did."""

from __future__ import annotations

import pytest

from factspec.engine import read_text
from strategies import compiled, lean_set


@pytest.mark.parametrize(
    ("claim", "text", "verdict"),
    [
        ("Nobody died.", "Twenty-one workers were taken to hospital and two died.", "contradicted"),
        ("Nobody died.", "Two workers were killed.", "contradicted"),
        ("Nobody died.", "Nobody was killed.", "supported"),
        ("Nobody died.", "In 2023 two people had died.", "missing"),
        ("Nobody died.", "Two people nearly died.", "missing"),
        ("No one was hurt.", "Three firefighters were injured.", "contradicted"),
        ("No pupil was given a lower grade.", "Twelve pupils were given a lower grade.", "contradicted"),
        ("No pupil was given a lower grade.", "1,870 pupils were given a higher grade, none a lower one.", "supported"),
        ("No jobs will be cut.", "Some 300 jobs will be cut.", "contradicted"),
    ],
)
def test_some_who_did(claim: str, text: str, verdict: str) -> None:
    (fact,) = read_text(text, compiled(lean_set({"a": claim}))).facts
    assert fact.verdict == verdict


def test_a_wrong_thing_is_not_asserted() -> None:
    """A higher grade is no lower one."""
    (fact,) = read_text("1,870 pupils were given a higher grade.", compiled(lean_set({"a": "No pupil was given a lower grade."}))).facts
    assert fact.verdict != "contradicted"
