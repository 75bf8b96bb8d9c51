"""Lint: a claim against its keys, against the other claims, against itself; and what of it stops a check."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import factspec
from factspec.cli import main
from factspec.engine import compile_golden
from factspec.golden.load import load_bytes
from factspec.lint import Remark, lint
from test_golden import all_sets

ROOT = Path(__file__).parent.parent
ENTITIES = """
as_of: 2025-05-05
entities:
  ruiz: {type: person, name: Ana Ruiz}
  olsen: {type: person, name: Piet Olsen}
  larkhaven: {type: place, name: Larkhaven}
  lyon: {type: place, name: Lyon}
"""


def remarks(facts: str, more: str = "") -> list[Remark]:
    golden = load_bytes(f"{ENTITIES}facts:\n{facts}\n{more}".encode(), "set.yaml")
    return list(lint(compile_golden(golden), Path("nowhere")))


def found(facts: str, more: str = "") -> list[tuple[str, str]]:
    return [(r.concerns, r.rule) for r in remarks(facts, more) if not r.note]


@pytest.mark.parametrize(
    "fact",
    [
        "  a: {claim: The attack killed 26 people., type: quantity, value: 26, unit: people, of: killed}",
        "  a: {claim: The attack killed 26 people., type: quantity, value: 26, unit: people, of: survivors of the attack}",
        "  a: {claim: The work cost 1.2 billion dollars., type: quantity, value: 1200000000, unit: USD}",
        "  a: {claim: The committee voted 9-3 for the plan., type: quantity, value: 9-3}",
        '  a: {claim: Sales fell by 3 percent., type: quantity, value: 3, unit: "%"}',
        "  a: {claim: The museum opened on 3 March 2021., type: date, value: 2021-03}",
        "  a: {claim: Ana Ruiz is the mayor of Larkhaven., type: role, of: ruiz, value: Mayor of Larkhaven}",
        "  a: {claim: The fair takes place in Lyon., type: place, value: lyon, of: fair}",
    ],
)
def test_a_sound_fact_has_no_finding(fact: str) -> None:
    assert found(fact) == []


@pytest.mark.parametrize(
    ("fact", "place"),
    [
        ("  a: {claim: The attack killed 26 people., type: quantity, value: 28, unit: people}", "value: read 28 people"),
        ("  a: {claim: The museum opened on 3 March 2021., type: date, value: 2021-03-04}", "value: read 2021-03-04"),
        ("  a: {claim: The attack killed 26 people., type: quantity, value: lots}", "value: read lots, expected a number"),
        ("  a: {claim: Ana Ruiz is the mayor of Larkhaven., type: role, of: olsen, value: Mayor of Larkhaven}", "of: read"),
        ("  a: {claim: Ana Ruiz is the mayor of Larkhaven., type: role, of: ruiz, value: Governor of Larkhaven}", "value: read"),
        ("  a: {claim: The fair takes place in Lyon., type: place, value: larkhaven}", "value: read"),
        ("  a: {claim: Ana Ruiz said the bridge was safe., type: statement, by: olsen}", "by: read"),
        ("  a: {claim: The attack killed 26 people., type: quantity, of: injured}", "of: read"),
        ("  a: {claim: The bridge is red., type: quantity}", "type: read quantity"),
        ("  a: {claim: The bridge is red., type: date}", "type: read date"),
    ],
)
def test_a_long_form_that_disagrees_with_its_claim(fact: str, place: str) -> None:
    """One finding at its place, and none of what follows from it."""
    (remark,) = (r for r in remarks(fact) if not r.note)
    assert remark.rule == "type-disagrees"
    assert remark.message.startswith(place)
    assert str(remark.where).startswith("set.yaml:9:")


def test_a_value_that_the_claim_gives_otherwise_is_refused_by_every_check(tmp_path: Path) -> None:
    """Exit 2 with the place of the value; lint shows it among the rest."""
    (tmp_path / "set.yaml").write_text(
        "facts:\n  killed:\n    claim: The attack killed 26 people.\n    type: quantity\n    value: 28\n", encoding="utf-8"
    )
    (tmp_path / "x.txt").write_text("The attack killed 26 people.", encoding="utf-8")
    with pytest.raises(factspec.GoldenError, match=r"5:5: facts.killed.value: read 28, but the claim says 26"):
        factspec.load(tmp_path / "set.yaml")
    checked = run("check", str(tmp_path / "x.txt"), "--golden", str(tmp_path / "set.yaml"))
    assert (checked.exit_code, checked.stdout) == (2, "")
    assert "set.yaml:5:5: facts.killed.value: read 28" in checked.stderr
    linted = run("lint", str(tmp_path / "set.yaml"))
    assert linted.exit_code == 1
    assert "[type-disagrees]" in linted.stdout


def run(*args: str) -> Result:
    return CliRunner().invoke(main, args)


def test_claims_that_contradict_each_other() -> None:
    assert ("b", "claims-clash") in found("  a: The collapse injured 17 people.\n  b: The collapse injured 19 people.")


def test_claims_are_compared_whatever_their_order() -> None:
    """Each claim by its own words: the later ones of the alphabet may stand first in the file."""
    facts = "  z: The zoo has 40 seals.\n  a: An aviary opened with 12 owls.\n  m: The zoo has 41 seals."
    clashes = [(r.concerns, r.message) for r in remarks(facts) if r.rule == "claims-clash"]
    assert any(concerns == "m" and '"z"' in message for concerns, message in clashes)
    assert not any('"a"' in message for _, message in clashes)


def test_facts_that_can_be_confused() -> None:
    twice = "  a: {claim: The collapse injured 17 people., cues: [hurt]}\n  b: {claim: The collapse injured 17 people., cues: [hurt]}"
    assert ("b", "confusable") in found(twice)
    assert found("  a: The collapse injured 17 people.\n  b: The collapse killed 3 people.") == []


def test_a_claim_that_says_nothing() -> None:
    assert found("  a: It was so.") == [("a", "nothing-checkable")]


def test_several_values_are_a_note() -> None:
    (note,) = remarks("  a: The fire destroyed 14 houses and 3 barns.")
    assert (note.rule, note.note) == ("several-values", True)
    assert remarks("  a: The fire destroyed 14 houses on 3 May 2025.") == []


def test_a_claim_that_states_what_is_forbidden() -> None:
    bad = "forbidden:\n  drunk: The pilot was drunk."
    assert ("a", "claim-forbidden") in found("  a: The pilot was drunk.", bad)
    assert found("  a: The pilot was 41 years old.", bad) == []
    assert ("drunk", "claim-forbidden") in found("  a: The pilot was 41 years old.", bad + "\nbackground: The pilot was drunk.")


def test_an_alias_of_two_entities() -> None:
    twice = "  kim: {name: Kim}\n  kim2: {name: Jo Kim, aliases: [kim]}\n"
    golden = load_bytes(f"entities:\n{twice}facts:\n  a: Kim won the race.\n".encode(), "set.yaml")
    assert ("kim2", "alias-owned-twice") in [(r.concerns, r.rule) for r in lint(compile_golden(golden), Path("nowhere"))]


@pytest.mark.parametrize("path", all_sets(), ids=lambda p: p.name)
def test_the_sets_of_this_project_are_sound(path: Path) -> None:
    result = run("lint", "--quiet", str(path))
    assert result.exit_code == 0, result.output
