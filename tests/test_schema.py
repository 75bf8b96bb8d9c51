"""The JSON Schemas: kept in schemas/, fresh, and valid under their meta-schema."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from factspec.cli import main
from factspec.schemas import FILES, extraction_schema, schema_text

SCHEMAS = Path(__file__).parent.parent / "schemas"


@pytest.mark.parametrize("name", sorted(FILES))
def test_the_kept_schema_is_fresh(name: str) -> None:
    """`factspec schema NAME > schemas/FILE` makes it so."""
    kept = (SCHEMAS / FILES[name]).read_text(encoding="utf-8")
    assert kept == schema_text(name)
    result = CliRunner().invoke(main, ["schema", name])
    assert (result.exit_code, result.output) == (0, kept)


def test_no_other_schema_is_kept() -> None:
    assert sorted(path.name for path in SCHEMAS.iterdir()) == sorted(FILES.values())


@pytest.mark.parametrize("name", sorted(FILES))
def test_it_is_valid_under_the_meta_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(name)))


def test_the_examples_of_extraction_outputs_are_valid() -> None:
    made = extraction_schema()
    for example in made["examples"]:
        jsonschema.validate(example, made)
