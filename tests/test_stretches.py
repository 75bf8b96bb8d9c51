"""Very long texts: read in stretches, with the verdicts and places of one text, in bounded time."""

from __future__ import annotations

from itertools import pairwise

import pytest

import factspec
from factspec.engine import compile_golden
from factspec.golden.load import load_bytes
from factspec.inputs import stretches as room
from factspec.inputs.stretches import LONGEST, stretches
from work import calls

GOLDEN = compile_golden(
    load_bytes(
        b"""
as_of: 2025-05-05
facts:
  killed: The attack killed 26 people.
  injured: The attack injured 20 people.
  date: The attack took place on 22 April 2025.
""",
        "story.yaml",
    )
)
FILLER = "The valley is quiet in spring, and the road is open."


def verdicts(text: str) -> dict[str, str]:
    return {f.fact: f.verdict for f in factspec.check(text, GOLDEN).inputs[0].facts}


@pytest.mark.parametrize("joint", ["\n\n", "\n", " ", "\r\n"])
def test_every_character_is_in_one_stretch(joint: str) -> None:
    text = joint.join([FILLER] * 4000)
    cut = list(stretches(text))
    assert cut[0][0] == 0
    assert cut[-1][1] == len(text)
    assert all(before[1] == after[0] for before, after in pairwise(cut))
    assert all(0 < end - start <= LONGEST for start, end in cut)
    assert all(text[end - 1].isspace() for _, end in cut[:-1])


def test_a_text_without_any_blank_is_cut_all_the_same() -> None:
    assert list(stretches("x" * (2 * LONGEST + 1))) == [(0, LONGEST), (LONGEST, 2 * LONGEST), (2 * LONGEST, 2 * LONGEST + 1)]


def test_stretches_say_what_one_text_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verdicts, places, lines and columns are those of the whole text."""
    text = "\n\n".join(
        ["The attack killed 28 people.", FILLER, "The attack injured 20 people.", FILLER, "It took place on 22 April 2025.", FILLER]
    )
    whole = factspec.check(text, GOLDEN).to_dict()
    monkeypatch.setattr(room, "LONGEST", 90)
    assert factspec.check(text, GOLDEN).to_dict() == whole


def test_right_here_and_wrong_there_is_contradicted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "LONGEST", 60)
    text = f"The attack killed 26 people.\n\n{FILLER}\n\nThe attack killed 28 people."
    report = factspec.check(text, GOLDEN)
    (finding,) = (f for f in report.findings if f.verdict == "contradicted")
    assert (finding.id, finding.line) == ("killed", 5)
    assert text[finding.start : finding.end] == "28"


def test_work_grows_with_the_length_and_no_faster() -> None:
    """Twice the text takes about twice the work."""

    text = " ".join([FILLER, "The attack killed 26 people and injured 20 on 22 April 2025."] * 900)
    assert len(text) > 2 * LONGEST
    verdicts(text[:1000])
    assert calls(lambda: verdicts(text * 2)) < 2.5 * calls(lambda: verdicts(text))
    assert verdicts(text) == {"killed": "supported", "injured": "supported", "date": "supported"}
