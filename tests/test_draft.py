"""Drafting: what documents say becomes proposed facts, with every quote, and nothing that a document does not say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result

from factspec import load
from factspec.cli import main
from factspec.drafting.dateline import dateline
from factspec.drafting.draft import Paper, draft
from factspec.drafting.people import entities_of
from factspec.drafting.reviewing import File
from factspec.drafting.written import quoted, yaml_text
from factspec.engine import compile_golden
from factspec.errors import FactspecError, UsageError
from factspec.golden.load import load_bytes
from factspec.lint import lint

ROOT = Path(__file__).parent.parent
SEEDS = ROOT.parent / "shared" / "seeds"

ONE = (
    "PORT ORN, 4 March 2021 - The bridge at Port Orn collapsed on 3 March 2021. Seventeen people were injured in the collapse. "
    "Mayor Tom Varga said the council would pay for repairs. Norvex had built the bridge in 1974."
)
TWO = (
    "At least 17 people were injured in the collapse of a bridge at Port Orn. Thomas Varga, the mayor, said that the council "
    "would pay. The bridge, which Norvex built in 1974, will be replaced."
)


def made(*texts: str, most: int = 40) -> Any:
    return draft([Paper(f"doc-{at}", text) for at, text in enumerate(texts, 1)], name="port-orn", most=most)


def test_the_facts_of_a_document_in_its_own_words() -> None:
    golden = made(ONE)
    claims = {fact.claim for fact in golden.facts}
    assert "The bridge at Port Orn collapsed on 3 March 2021." in claims
    assert "Seventeen people were injured in the collapse." in claims
    assert any(claim.startswith("Tom Varga is the Mayor") for claim in claims)
    assert golden.as_of == "2021-03-04"
    assert all(fact.proposed for fact in golden.facts)


def test_every_quote_stands_in_its_document_at_its_place() -> None:
    texts = {"doc-1": ONE, "doc-2": TWO}
    for fact in made(ONE, TWO).facts:
        assert fact.evidence
        for e in fact.evidence:
            assert e.quote in texts[e.source]
            assert texts[e.source][e.start : e.end] == e.quote


def test_documents_that_agree_are_counted_and_their_wordings_laid_side_by_side() -> None:
    injured = next(fact for fact in made(ONE, TWO).facts if "injured" in fact.claim)
    assert {e.source for e in injured.evidence} == {"doc-1", "doc-2"}
    assert injured.note is not None
    assert injured.note.startswith("2 of 2 sources")


def test_documents_that_disagree_are_not_settled_silently() -> None:
    other = TWO.replace("At least 17", "Twenty-two (22)")
    injured = [fact for fact in made(ONE, other).facts if "injured" in fact.claim]
    assert len(injured) == 1
    assert injured[0].note == '1 of 2 sources; they disagree: "Seventeen" in doc-1; "Twenty-two" in doc-2'
    assert {e.source for e in injured[0].evidence} == {"doc-1", "doc-2"}


LEDE = (
    "PORT ORN, 14 March 2024 - A cargo ferry struck the pier of Port Orn on Tuesday, killing seven people and injuring 19, "
    "harbour officials said. "
    "Harbour Minister Ilse Varga closed the pier for three weeks. The Safety Board opened an inquiry on March 13. "
    "Repairs will cost $4.2 million, she said."
)
BRIEF = (
    "14 March 2024 - At least seven people died and 21 were injured when a ferry hit the pier of Port Orn on March 12. "
    "Prime Minister Oda Dahl went to St Brannoc Hospital on Wednesday. She saw the wounded at St. Brannoc Hospital."
)
THIRD = "# Accident\n\nNineteen people were hurt and seven were killed."


def test_what_came_of_an_event_and_what_is_put_in_a_mouth_behind_it_is_told() -> None:
    """A news lede: the figures behind participles, the clause before "officials said", and who is minister of what."""
    claims = {fact.claim for fact in made(LEDE).facts}
    assert {
        "Seven people were killed.",
        "19 were injured.",
        "A cargo ferry struck the pier of Port Orn on Tuesday.",
        "Ilse Varga is the Harbour Minister.",
        "Repairs will cost $4.2 million.",
    } <= claims
    assert not any(claim.endswith("she said.") for claim in claims)


def test_an_outcome_is_told_whatever_the_subject_hangs_on() -> None:
    text = "A ferry struck the pier of Port Orn on Tuesday, killing seven people and injuring 19, officials said."
    assert {"Seven people were killed.", "19 were injured."} <= {fact.claim for fact in made(text).facts}


@pytest.mark.parametrize(
    "text",
    [
        "The mayor fears a storm could strike the pier, killing seven people.",
        "The ferry did not strike the pier, killing seven people.",
        "If the ferry strikes the pier, killing seven people, the port closes.",
    ],
)
def test_what_did_not_come_to_pass_has_no_outcome(text: str) -> None:
    assert not any("killed" in fact.claim for fact in made(text).facts)


def test_numbers_that_differ_are_one_fact_with_the_quotes_of_all() -> None:
    """19, nineteen and 21 injured: one entry; "at least seven" beside "seven" is shown, "Seven" beside "seven" is not."""
    golden = made(LEDE, BRIEF, THIRD)
    (hurt,) = [f for f in golden.facts if "injured" in f.claim or "hurt" in f.claim]
    assert hurt.note == '2 of 3 sources; they disagree: "19" in doc-1, doc-3; "21" in doc-2'
    assert {e.source for e in hurt.evidence} == {"doc-1", "doc-2", "doc-3"}
    (killed,) = [f for f in golden.facts if "killed" in f.claim]
    assert killed.note == '3 of 3 sources; they put it differently: "seven" in doc-1, doc-3; "At least seven" in doc-2'


def test_no_id_gives_the_value_away() -> None:
    """The ids are the field names of the extraction schema, which asks for what they must not say."""
    ids = {fact.id for fact in made(LEDE, BRIEF).facts}
    assert not any(c.isdigit() for name in ids for c in name)
    words = {word for name in ids for word in name.split("-")}
    assert not words & {"seven", "tuesday", "march", "three", "twice", "million"}
    assert {"people-killed", "injured", "repairs-will-cost", "ilse-varga-harbour-office"} <= ids


def test_two_events_of_one_day_are_two_facts() -> None:
    """The inquiry and the visit were on the same Wednesday: neither document speaks for the other's."""
    inquiry = next(f for f in made(LEDE, BRIEF).facts if "inquiry" in f.claim)
    assert {e.source for e in inquiry.evidence} == {"doc-1"}


def test_a_short_form_with_and_without_its_stop_is_one_name() -> None:
    names = [e.name for e in entities_of([BRIEF]) if "Brannoc" in " ".join(e.names)]
    assert len(names) == 1


def test_spellings_of_one_name_are_aliases() -> None:
    people = {
        e.name: set(e.aliases)
        for e in entities_of(["Sergey Brandvik spoke to Nora Lindqvist.", "Sergei Brandvik said so, and so did Brandvik and Lindqvist."])
    }
    assert people["Sergey Brandvik"] == {"Sergei Brandvik", "Brandvik"}
    assert people["Nora Lindqvist"] == {"Lindqvist"}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("PORT ORN, 4 March 2021 - The bridge fell.", "2021-03-04"),
        ("Published: May 4, 2025\n\nThe bridge fell.", "2025-05-04"),
        ("The bridge fell on 3 March 2021, the mayor said.", None),
        ("PORT ORN, March 4 - The bridge fell.", None),
        ("", None),
    ],
)
def test_a_dateline_has_a_year_and_opens_its_line(text: str, day: str | None) -> None:
    assert dateline(text) == day


def test_what_is_only_possible_asked_or_somebodys_is_not_proposed() -> None:
    text = "He left Port Orn in 1974. Norvex may rebuild the bridge in 2025. Did Norvex build it in 1974? If Norvex pays, 300 people will work."
    assert not made(text).facts


def test_the_most_and_best_agreed_facts_are_kept() -> None:
    assert len(made(ONE, TWO, most=2).facts) == 2


@pytest.mark.parametrize("texts", [(ONE,), (TWO,), (ONE, TWO)])
def test_a_draft_is_sound_as_it_is(texts: tuple[str, ...], tmp_path: Path) -> None:
    text = yaml_text(made(*texts))
    compiled = compile_golden(load_bytes(text.encode(), "draft.yaml"))
    assert [r for r in lint(compiled, tmp_path) if not r.note] == []


@pytest.mark.parametrize("text", ['a "b": {c} # d', "line\nbreak", "\u2028 \x85 \x07", "'", "\U0001f600", "- x", "null"])
def test_whatever_stands_in_a_document_stays_a_text(text: str) -> None:
    assert yaml.safe_load(f"x: {quoted(text)}") == {"x": text}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the five real documents are not beside this checkout")
def test_the_five_real_documents(tmp_path: Path) -> None:
    """What they say is proposed with its sources, sound, and none of them is contradicted by it."""
    paths = sorted(SEEDS.glob("*.txt"))
    golden = draft([Paper(f"s{at}", path.read_text(encoding="utf-8")) for at, path in enumerate(paths, 1)], name="seeds")
    told = {fact.claim: {e.source for e in fact.evidence} for fact in golden.facts}

    def sources(*words: str) -> set[str]:
        return next(found for claim, found in told.items() if all(word in claim for word in words))

    assert sources("killed", "26") == {"s1", "s3", "s4", "s5"}
    assert sources("April 22") == {"s3"}
    assert sources("Baisaran Valley") == {"s3"}
    assert sources("Simla", "1972") == {"s1", "s2", "s3", "s4", "s5"}
    assert sources("Lahore", "1999") == {"s1", "s2", "s3", "s4", "s5"}
    assert sources("Lavrov is", "Russia", "Foreign Minister") == {"s1", "s2", "s3", "s4", "s5"}
    assert {"s1", "s3", "s4", "s5"} <= sources("Jaishankar is", "India", "External Affairs Minister")
    assert sources("Dar is", "Pakistani Foreign Minister") == {"s4", "s5"}
    assert sources("Putin is", "Russian President") == {"s3", "s4"}
    assert sources("Modi is", "Indian Prime Minister") == {"s4"}
    compiled = compile_golden(load_bytes(yaml_text(golden).encode(), "seeds.yaml"))
    assert [r for r in lint(compiled, tmp_path) if not r.note] == []
    from factspec import engine

    for path in paths:
        reading = engine.read_text(path.read_text(encoding="utf-8"), compiled)
        assert [f.fact for f in reading.facts if f.verdict == "contradicted"] == []


# ---- the commands


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("one.txt").write_text(ONE, encoding="utf-8")
    Path("two.txt").write_text(TWO, encoding="utf-8")
    return tmp_path


def run(*args: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, list(args), input=stdin)


@pytest.mark.usefixtures("here")
def test_draft_writes_a_set_that_lint_finds_sound_and_check_refuses_until_it_is_reviewed() -> None:
    assert run("draft", "one.txt", "two.txt", "-o", "set.yaml").exit_code == 0
    assert run("lint", "set.yaml").exit_code == 0
    only = run("check", "one.txt", "-g", "set.yaml")
    assert only.exit_code == 2
    assert "proposed" in only.stderr
    assert run("draft", "one.txt", "-o", "set.yaml").exit_code == 2  # it is there, and may have been edited
    assert run("draft", "one.txt", "-o", "set.yaml", "--force").exit_code == 0
    assert run("review", "set.yaml", "--accept-all").exit_code == 0
    assert run("check", "one.txt", "-g", "set.yaml").exit_code == 0
    assert not any(fact.proposed for fact in load("set.yaml").golden.facts)


@pytest.mark.usefixtures("here")
def test_draft_needs_prose() -> None:
    Path("data.json").write_text("{}", encoding="utf-8")
    Path("none.txt").write_text("Hello there.", encoding="utf-8")
    assert run("draft", "data.json").exit_code == 2
    assert run("draft", "none.txt").exit_code == 2
    assert run("draft", "not-there.txt").exit_code == 2


SET = """\
# Kept by hand.
factspec: 1
facts:
  killed:
    claim: "The storm killed 26 people."
    status: proposed   # from the wire
    note: "2 of 2 sources"

  injured: {claim: "The storm injured 20 people.", status: proposed}
  # what the mayor said
  mayor: Tom Varga is the mayor of Port Orn.
  homeless:
    status: proposed
    claim: >
      The storm left 300 people
      homeless.
"""


@pytest.mark.usefixtures("here")
def test_review_accepts_edits_drops_and_goes_on_later() -> None:
    Path("set.yaml").write_text(SET, encoding="utf-8")
    first = run("review", "set.yaml", stdin="e\nThe storm killed 27 people.\nq\n")
    assert first.exit_code == 0, first.output
    assert "1 accepted, 0 dropped, 2 still proposed" in first.output
    second = run("review", "set.yaml", stdin="d\na\n")
    assert "1 accepted, 1 dropped, 0 still proposed" in second.output
    text = Path("set.yaml").read_text(encoding="utf-8")
    golden = load("set.yaml").golden
    assert {f.id: f.claim for f in golden.facts} == {
        "killed": "The storm killed 27 people.",
        "mayor": "Tom Varga is the mayor of Port Orn.",
        "homeless": "The storm left 300 people homeless.\n",
    }
    assert text.startswith("# Kept by hand.\n")
    assert "# what the mayor said" in text
    assert "proposed" not in text
    assert "no fact is proposed" in run("review", "set.yaml").output


def test_a_fact_in_braces_loses_only_its_status() -> None:
    file = File("set.yaml", SET)
    file.accept("injured")
    assert '  injured: {claim: "The storm injured 20 people."}\n' in file.text
    with pytest.raises(UsageError, match="no line of its own"):
        File("set.yaml", SET).accept("injured", "Another claim about 20 people.")


def test_the_last_fact_is_not_dropped() -> None:
    with pytest.raises(FactspecError, match="only fact"):
        File("x.yaml", "facts:\n  a: {claim: The storm killed 26 people., status: proposed}\n").drop("a")


@pytest.mark.usefixtures("here")
def test_a_proposed_fact_is_reported_and_never_gates() -> None:
    Path("set.yaml").write_text(
        "facts:\n  killed: The storm killed 26 people.\n"
        "  injured: {claim: The storm injured 20 people., status: proposed, importance: required}\n",
        encoding="utf-8",
    )
    Path("text.txt").write_text("The storm killed 26 people and injured 25 people.", encoding="utf-8")
    result = run("check", "text.txt", "-g", "set.yaml", "-f", "json")
    told = json.loads(result.stdout)["inputs"][0]
    assert result.exit_code == 0
    assert [(f["fact"], f["verdict"], f["proposed"]) for f in told["facts"]] == [
        ("killed", "supported", False),
        ("injured", "contradicted", True),
    ]
    assert told["coverage"] == 1.0
    assert "(proposed)" in run("check", "text.txt", "-g", "set.yaml").stdout
