"""Mutation testing: right texts made wrong, and what a golden set lets through."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from factspec import engine, load
from factspec.cli import main
from factspec.model import Entity
from factspec.mutate.numbers import changed_places, wrong_dates, wrong_numbers
from factspec.mutate.place import place_of, sentences
from factspec.mutate.testing import OPERATORS, Protection, mutate
from factspec.mutate.told import as_dict, as_table, score
from factspec.mutate.words import denials, invented, omitted, opposites, other_names, other_offices

ROOT = Path(__file__).parent.parent
TEXTS = ROOT / "tests" / "cases" / "mutation"
SHIPPED = (
    ("golden/pahalgam-2025.yaml", ("pahalgam-brief.txt", "pahalgam-calls.txt", "pahalgam-background.txt")),
    ("examples/pytest/golden/telescope.yaml", ("telescope.txt",)),
    ("examples/ci-gate/golden/release-2.4.yaml", ("release.txt",)),
    ("examples/quickstart/library.yaml", ("library.txt",)),
)


def at(text: str, words: str, kind: str = "quantity") -> Any:
    start = text.index(words)
    return place_of("fact", kind, text, start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "made"),
    [
        ("It killed 26 people.", "26", {"off-by-one": "27", "transposed": "62", "scale": "260", "unit": "families"}),
        ("It cost $4.21 billion.", "$4.21 billion", {"off-by-one": "4.22", "transposed": "4.12", "scale": "million", "unit": "€"}),
        ("Twenty-six died.", "Twenty-six", {"off-by-one": "Twenty-seven"}),
        ("It had 4,200 visitors.", "4,200", {"off-by-one": "4,201", "transposed": "4,020", "scale": "42,000"}),
        ("It grew 9.9%.", "9.9%", {"off-by-one": "10.0", "unit": " percentage points"}),
        ("It took 97 days.", "97", {"off-by-one": "98", "transposed": "79", "scale": "970", "unit": "weeks"}),
    ],
)
def test_a_number_is_made_wrong_in_its_own_notation(text: str, words: str, made: dict[str, str]) -> None:
    assert {e.operator: e.text for e in wrong_numbers(at(text, words))} == made


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("22 April 2025", {"month-swap": "August", "date-shift": "23", "year-swap": "2023"}),
        ("May 2, 2025", {"month-swap": "September", "date-shift": "3", "year-swap": "2023"}),
        ("2025-04-22", {"date-shift": "23", "year-swap": "2024"}),
        ("the 31st of May", {"month-swap": "September", "date-shift": "4th"}),
        ("1972", {"year-swap": "1970"}),
        ("Friday", {"date-shift": "Sunday"}),
    ],
)
def test_a_date_is_made_wrong_in_its_own_notation(words: str, made: dict[str, str]) -> None:
    assert {e.operator: e.text for e in wrong_dates(at(f"It took place on {words} there.", words, "date"))} == made


PEOPLE = (
    Entity("ann", "person", "Ann Dahl", ("Dahl",)),
    Entity("tom", "person", "Tom Varga"),
    Entity("orn", "place", "Port Orn", (), ("coast",)),
    Entity("coast", "place", "the Coast"),
)


def test_names_are_put_in_each_others_place_where_they_are_of_one_type_and_neither_holds_the_other() -> None:
    place = at("Ann Dahl opened the bridge at Port Orn.", "Ann Dahl opened the bridge at Port Orn", "relation")
    assert [(e.operator, e.text) for e in other_names(place, PEOPLE)] == [("name", "Tom Varga")]
    said = at("The bridge is safe, Dahl said.", "The bridge is safe, Dahl said", "statement")
    assert [(e.operator, e.text) for e in other_names(said, PEOPLE)] == [("attribution", "Tom Varga")]


@pytest.mark.parametrize(
    ("text", "words", "negation", "modality"),
    [
        ("The storm killed 26 people.", "26", "did not kill", "may have killed"),
        ("The bridge was built in 1974.", "1974", "was not", "may have been"),
        ("The mayor met Ann Dahl.", "Ann Dahl", "did not meet", ""),
        ("It will open in May.", "May", "will not", "might"),
        ("The mayor urged Ann Dahl to stay.", "Ann Dahl", "did not urge", "may have urged"),
    ],
)
def test_a_denial_and_a_possibility_by_the_facts_own_verb(text: str, words: str, negation: str, modality: str) -> None:
    made = {e.operator: e.applied(text) for e in denials(at(text, words))}
    assert negation in made["negation"]
    assert modality in made.get("modality", "")


def test_the_other_operators() -> None:
    text = "Revenue rose 12%. Ann Dahl is the Foreign Minister of Norland. 17 people died and 28 were hurt."
    assert [e.text for e in opposites(at(text, "12%"))] == ["fell"]
    assert [e.text for e in other_offices(at(text, "Foreign Minister", "role"))] == ["Finance Minister"]
    assert [e.applied(text) for e in omitted(at(text, "12%"))] == [text.removeprefix("Revenue rose 12%. ")]
    assert not list(omitted(at("It cost 5 euros.", "5 euros")))
    swap = changed_places(at(text, "17"), at(text, "28"))
    assert swap is not None
    assert swap.applied(text).endswith("28 people died and 17 were hurt.")
    assert invented(text, 7).applied(text).startswith(text + " A further ")
    assert [text[a:b].strip() for a, b in sentences(text)] == [
        "Revenue rose 12%.",
        "Ann Dahl is the Foreign Minister of Norland.",
        "17 people died and 28 were hurt.",
    ]


def protection(golden: str, names: tuple[str, ...], seed: int = 0) -> Protection:
    compiled = load(ROOT / golden)
    texts = [(name, (TEXTS / name).read_text(encoding="utf-8")) for name in names]
    return mutate(compiled, texts, lambda text: engine.read_text(text, compiled), seed=seed)


def test_the_shipped_sets_protect_their_texts() -> None:
    """The share of mutants found over the shipped set and the examples: what it is stands in docs/mutate.md with the survivors."""
    found = [protection(golden, names) for golden, names in SHIPPED]
    assert not any(one.failing for one in found)
    made = sum(len(one.mutants) for one in found)
    killed = sum(m.killed for one in found for m in one.mutants)
    assert made >= 140
    assert killed / made >= 0.95
    operators = {m.edit.operator for one in found for m in one.mutants}
    assert operators == set(OPERATORS)


def test_the_survivors_are_listed_in_the_docs() -> None:
    page = (ROOT / "docs" / "mutate.md").read_text(encoding="utf-8")
    for golden, names in SHIPPED:
        for mutant in protection(golden, names).survivors:
            assert f"| {mutant.fact} | {mutant.edit.how} |" in page


def test_the_same_seed_gives_the_same_bytes() -> None:
    golden, names = SHIPPED[1]
    one, two = (json.dumps(as_dict(protection(golden, names, seed=3), "x")) for _ in range(2))
    assert one == two


def test_a_text_that_is_wrong_already_is_no_test() -> None:
    compiled = load(ROOT / "examples/pytest/golden/telescope.yaml")
    wrong = mutate(compiled, [("bad", "The telescope cost 24 million dollars.")], lambda text: engine.read_text(text, compiled))
    assert (wrong.failing, wrong.mutants, score(wrong)) == (("bad",), (), None)
    assert "not used" in as_table(wrong, "telescope")
    assert set(wrong.unexercised) == {"first-light", "cost", "mirror", "director"}


def test_what_is_made_wrong_comes_from_no_table_of_the_reader() -> None:
    """The room imports neither lexicon nor mentions nor reading: a way of being wrong that the reader does not know is found out."""
    for path in (ROOT / "checks" / "factspec" / "mutate").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert node.module.split(".")[1:2][0:1] not in (["lexicon"], ["mentions"], ["reading"], ["licence"], ["fact_types"]), path


# ---- the command


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("set.yaml").write_text("facts:\n  killed: The storm killed 26 people.\n  place: The storm hit Port Orn.\n", encoding="utf-8")
    Path("text.txt").write_text("It was windy. The storm killed 26 people.", encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["mutate", *args])


@pytest.mark.usefixtures("here")
def test_the_table_and_the_gate() -> None:
    told = run("set.yaml", "--text", "text.txt")
    assert told.exit_code == 0
    assert "by operator" in told.stdout
    assert "told by no text: place" in told.stdout
    assert run("set.yaml", "text.txt", "--min-score", "0.5").exit_code == 0
    Path("loose.yaml").write_text("facts:\n  killed: {claim: The storm killed 26 people., tolerance: {absolute: 5}}\n", encoding="utf-8")
    assert run("loose.yaml", "text.txt", "--min-score", "1").exit_code == 1


@pytest.mark.usefixtures("here")
def test_json_has_every_mutant_and_the_survivors_text() -> None:
    told = json.loads(run("set.yaml", "text.txt", "-f", "json").stdout)
    assert told["made"] == len(told["mutants"]) > 5
    assert all((m["mutant"] is None) == m["killed"] for m in told["mutants"])
    assert told["by_text"]["text.txt"]["made"] == told["made"]
    assert run("set.yaml", "text.txt", "-f", "json", "-o", "out.json").stdout == ""
    assert json.loads(Path("out.json").read_text(encoding="utf-8")) == told


@pytest.mark.usefixtures("here")
def test_the_page_has_a_section_on_the_protection_and_its_badge_is_the_gates() -> None:
    """The texts as `check` shows them, the rates, and each survivor with what was there before; the share found alone decides."""
    Path("loose.yaml").write_text("facts:\n  killed: {claim: The storm killed 26 people., tolerance: {absolute: 5}}\n", encoding="utf-8")
    told = run("loose.yaml", "text.txt", "-f", "html", "--min-score", "1", "-o", "page.html")
    assert (told.exit_code, told.stdout) == (1, "")
    found = re.search(r'id="data">(.*?)</script>', Path("page.html").read_text(encoding="utf-8"), re.S)
    assert found
    page = json.loads(found.group(1))
    plain = json.loads(run("loose.yaml", "text.txt", "-f", "json").stdout)
    assert (page["protection"]["made"], page["protection"]["killed"]) == (plain["made"], plain["killed"])
    assert ["killed", "off-by-one", "text.txt", "26", "It was windy. The storm killed ", "27", " people."] in page["protection"][
        "survivors"
    ]
    assert len(page["protection"]["survivors"]) == plain["made"] - plain["killed"]
    assert [row[0] for row in page["inputs"]] == ["text.txt"]
    assert page["status"] == "fail"
    assert page["reasons"][0].endswith("of the mutants found, expected 100 %")
    assert '"status":"pass"' in run("loose.yaml", "text.txt", "-f", "html").stdout


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("args", [("set.yaml",), ("set.yaml", "nothing.txt"), ("none.yaml", "text.txt"), ("set.yaml", "set.yaml")])
def test_a_wrong_call_ends_with_2(args: tuple[str, ...]) -> None:
    assert run(*args).exit_code == 2
