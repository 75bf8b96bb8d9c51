"""A text in a claim's own words but for one: that one turns the fact round, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest

import factspec

SET = """
entities:
  dahl: {type: person, name: Ann Dahl}
  norland: {type: place, name: Norland}
facts:
  light: The telescope saw first light on 17 April 2026.
  visitors: The museum had 4,200 visitors on its first day.
  deadliest: The storm was the deadliest in Norland since 1950.
  dead: The dead were fishermen from the island.
  bridge: Ann Dahl designed the bridge.
  ready: Norland is ready to open the border.
  closed: The ferry terminal closed on 3 May 2026.
  lost: The flood displaced 340 people.
  lower: No pupil was given a lower grade.
  urged: {claim: Ann Dahl urged the council to sell the pier., type: statement}
"""


def verdict(tmp_path: Path, fact: str, text: str) -> tuple[str, str]:
    path = tmp_path / "set.yaml"
    path.write_text(SET, encoding="utf-8")
    report = factspec.check(text, factspec.load(path))
    return next((f.verdict, f.rule) for f in report.inputs[0].facts if f.fact == fact)


@pytest.mark.parametrize(
    ("fact", "text", "rule"),
    [
        ("light", "The telescope saw last light on 17 April 2026.", "direction-differs"),
        ("visitors", "The museum had 4,200 visitors on its last day.", "direction-differs"),
        ("deadliest", "The storm was the least deadly in Norland since 1950.", "direction-differs"),
        ("dead", "The dead may have been fishermen from the island.", "modality-differs"),
        ("bridge", "The bridge, which Ann Dahl may have designed, is long.", "modality-differs"),
        ("ready", "Norland is unwilling to open the border.", "direction-differs"),
        ("closed", "The ferry terminal opened on 3 May 2026.", "direction-differs"),
        ("lost", "The flood displaced 340 families.", "unit-differs"),
        ("urged", "Ann Dahl did not urge the council to sell the pier.", "negated"),
    ],
)
def test_one_word_turns_it_round(tmp_path: Path, fact: str, text: str, rule: str) -> None:
    assert verdict(tmp_path, fact, text) == ("contradicted", rule)


@pytest.mark.parametrize(
    ("fact", "text"),
    [
        ("light", "The telescope, the last of its kind, saw first light on 17 April 2026."),
        ("visitors", "On its first day the museum had 4,200 visitors, and fewer on its last day."),
        ("deadliest", "The storm, the least expected, was the deadliest in Norland since 1950."),
        ("dead", "The dead were fishermen from the island and may have been asleep."),
        ("bridge", "The bridge, which Ann Dahl designed, may have cost more."),
        ("ready", "Norland, unwilling to wait, is ready to open the border."),
        ("closed", "The ferry terminal closed on 3 May 2026; it had opened in 1990."),
        ("lost", "The flood displaced 340 people, or some 90 families."),
        ("lower", "Not one of the pupils was marked down: 300 were given a higher grade."),
        ("urged", "Ann Dahl urged the council to sell the pier, which it did not."),
    ],
)
def test_the_same_words_elsewhere_do_not(tmp_path: Path, fact: str, text: str) -> None:
    assert verdict(tmp_path, fact, text)[0] == "supported"
