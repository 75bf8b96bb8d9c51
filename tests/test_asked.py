"""A schema that asks for a golden set's facts, and the way back: an answer belongs to the fact whose id is its key, and to no other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner

from factspec import Golden, engine, load
from factspec.asked import extraction_schema, golden_value
from factspec.cli import main
from factspec.extraction.by_id import kind_of

ROOT = Path(__file__).parent.parent
SETS = sorted(
    [*(ROOT / "golden").glob("*.yaml"), *(ROOT / "tests" / "corpus").glob("*/golden*.yaml"), *(ROOT / "examples").glob("*/golden/*.yaml")]
)
IDS = [path.relative_to(ROOT).as_posix() for path in SETS]


def right(golden: Golden) -> dict[str, Any]:
    return {fact.fact.id: golden_value(fact, golden) for fact in golden.facts}


@pytest.mark.parametrize("path", SETS, ids=IDS)
def test_the_schema_keeps_to_what_structured_output_services_accept(path: Path) -> None:
    """One object, every key required and nullable, nothing else allowed, no references, two levels at most."""
    golden = load(path)
    schema = extraction_schema(golden)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert schema["required"] == list(schema["properties"]) == [fact.id for fact in golden.golden.facts]
    for asked in schema["properties"].values():
        assert set(asked) <= {"type", "description", "items", "format"}
        assert asked["type"][1] == "null"
    assert "$ref" not in json.dumps(schema)
    answers = {**right(golden)}
    jsonschema.validate(answers, schema)
    jsonschema.validate(dict.fromkeys(answers), schema)


@pytest.mark.parametrize("path", SETS, ids=IDS)
def test_the_right_answers_come_back_as_supported_and_null_as_missing(path: Path) -> None:
    golden = load(path)
    answers = right(golden)
    jsonschema.validate(answers, extraction_schema(golden, pin=True))
    reading = engine.read_data(answers, golden)
    assert [(f.fact, f.verdict, f.reason) for f in reading.facts if f.verdict != "supported"] == []
    assert all((f.pointer or "").split("/")[1] == f.fact for f in reading.facts)
    assert not reading.unsupported
    silent = engine.read_data(dict.fromkeys(answers), golden)
    assert {f.verdict for f in silent.facts} == {"missing"}


@pytest.mark.parametrize("path", SETS, ids=IDS)
def test_a_wrong_answer_is_held_against_its_own_fact_and_no_other(path: Path) -> None:
    golden = load(path)
    answers = right(golden)
    for fact in golden.facts:
        name, asked = fact.fact.id, kind_of(fact)
        wrong: Any = {"number": 987654, "date": "1612-03-04", "boolean": False}.get(asked)
        if wrong is None or (fact.fact.tolerance is not None):
            continue
        reading = engine.read_data({**dict.fromkeys(answers), name: wrong}, golden)
        assert [(f.fact, f.pointer) for f in reading.facts if f.verdict == "contradicted"] == [(name, f"/{name}")]
        found = next(f for f in reading.facts if f.fact == name)
        assert found.fix is not None
        mended = engine.read_data({**dict.fromkeys(answers), name: found.fix.value}, golden)
        assert next(f.verdict for f in mended.facts if f.fact == name) == "supported"


@pytest.mark.parametrize("path", SETS, ids=IDS)
def test_no_description_gives_its_answer_away(path: Path) -> None:
    golden = load(path)
    properties = extraction_schema(golden)["properties"]
    for fact in golden.facts:
        answer = golden_value(fact, golden)
        told = properties[fact.fact.id]["description"].casefold()
        if kind_of(fact) in ("text", "texts"):
            assert not any(str(word).casefold() in told for word in (answer if isinstance(answer, list) else [answer]))
        elif kind_of(fact) in ("number", "date") and fact.primary is not None:
            assert fact.primary.surface.casefold() not in told or len(fact.primary.surface) < 2


def test_an_output_with_other_keys_is_read_as_ever() -> None:
    golden = load(ROOT / "examples/pytest/golden/telescope.yaml")
    loose = engine.read_data({"cost": "42 million dollars", "director": "Abena Osei"}, golden)
    assert {f.fact: f.verdict for f in loose.facts}["cost"] == "supported"


@pytest.mark.parametrize(("target", "where"), [("portable", ()), ("openai", ("json_schema", "schema")), ("anthropic", ("schema",))])
def test_the_targets(target: str, where: tuple[str, ...]) -> None:
    golden = str(ROOT / "examples/pytest/golden/telescope.yaml")
    result = CliRunner().invoke(main, ["schema", "extraction", golden, "--target", target])
    assert result.exit_code == 0
    found = json.loads(result.stdout)
    for key in where:
        found = found[key]
    assert list(found["properties"]) == ["first-light", "cost", "mirror", "director"]
    pinned = json.loads(CliRunner().invoke(main, ["schema", "extraction", golden, "--pin"]).stdout)["properties"]
    assert pinned["cost"]["const"] == 42_000_000
    assert pinned["first-light"]["const"] == "2026-04-17"


@pytest.mark.parametrize(
    "args", [("golden", "--pin"), ("report", "x.yaml"), ("extraction", "not-there.yaml"), ("extraction", "--target", "openai")]
)
def test_a_wrong_call_ends_with_2(args: tuple[str, ...]) -> None:
    assert CliRunner().invoke(main, ["schema", *args]).exit_code == 2
