"""The JSON Schemas: kept in schemas/, fresh, and valid under their meta-schema."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner

from factspec.baseline import load_baseline
from factspec.cli import main
from factspec.errors import FactspecError
from factspec.golden.nodes import parse, typed
from factspec.plugin.spec import read_spec
from factspec.schemas import FILES, extraction_schema, schema, schema_text
from factspec.suites import find_suites

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


# What editors write is read by code of its own: the schema in the editor and the reader say the same.
SUITES = {
    "suites: {a: {golden: x, inputs: out}}": True,
    "suites: {a: {golden: x, inputs: [out, b], policy: {min-coverage: 0.5, strict: true, ignore: x, may-miss: [y]}, as-of: 2025-05-05}}": True,
    "suites: {a: {golden: '{record.story}', inputs: out, parse-json: true, id-field: key, schema: s.json}}": True,
    "suites: {}": False,
    "suite: {}": False,
    "suites: {a: {golden: x}}": False,
    "suites: {a: {golden: x, inputs: []}}": False,
    "suites: {a: {golden: x, inputs: out, input: y}}": False,
    "suites: {a b: {golden: x, inputs: out}}": False,
    "suites: {a: {golden: 5, inputs: out}}": False,
    "suites: {a: {golden: x, inputs: out, policy: {min-coverage: 2}}}": False,
    "suites: {a: {golden: x, inputs: out, policy: {strict: 1}}}": False,
    "suites: {a: {golden: x, inputs: out, policy: {may-miss: 5}}}": False,
    "suites: {a: {golden: x, inputs: out, policy: {strikt: true}}}": False,
}
TESTS = {
    "golden: x\ninputs: out": True,
    "golden: x\ninputs: [a.txt, {id: b, text: B.}, {id: 7, data: {n: 1}, as-of: 2025-05-05}]\nitems: inputs": True,
    "golden: x\ninputs: [a.txt]\npolicy: {may-miss: [y], ignore: z, allow-silence: true}\ntext-field: t": True,
    "golden: x": False,
    "inputs: x": False,
    "golden: x\ninputs: []": False,
    "golden: x\ninputs: [{id: b}]": False,
    "golden: x\ninputs: [{text: B.}]": False,
    "golden: x\ninputs: [{id: b, text: B., data: {}}]": False,
    "golden: x\ninputs: [{id: b, data: 5}]": False,
    "golden: x\ninputs: [{id: true, text: B.}]": False,
    "golden: x\ninputs: [a.txt]\nitems: both": False,
    "golden: x\ninputs: [a.txt]\npolicy: {min-pass-rate: 0.5}": False,
    "golden: x\ninputs: [a.txt]\nas-of: today": False,
}
KNOWN = {
    "{factspec_baseline: 1, known: []}": True,
    "{factspec_baseline: 1, known: [{input: a, fact: b, found: null, verdict: missing, reason: r, expires: 2026-03-31}]}": True,
    "{factspec_baseline: 2, known: []}": False,
    "{factspec_baseline: 1}": False,
    "{factspec_baseline: 1, known: [{input: a, fact: b}]}": False,
    "{factspec_baseline: 1, known: [{input: a, fact: b, verdict: missing, found: 5}]}": False,
    "{factspec_baseline: 1, known: [{input: a, fact: b, verdict: missing, expires: soon}]}": False,
    "{factspec_baseline: 1, known: [{input: a, fact: b, verdict: missing, more: x}]}": False,
}


@pytest.mark.parametrize(
    ("name", "text", "good"),
    [(name, text, good) for name, of in (("suites", SUITES), ("tests", TESTS), ("baseline", KNOWN)) for text, good in of.items()],
)
def test_the_reader_and_the_schema_say_the_same(name: str, text: str, good: bool, tmp_path: Path) -> None:
    data = typed(parse(text.encode(), "x.yaml"))
    assert jsonschema.Draft202012Validator(schema(name)).is_valid(data) is good
    path = tmp_path / "x.yaml"
    path.write_text(json.dumps(data) if name == "baseline" else text, encoding="utf-8")
    readers: dict[str, Callable[[], object]] = {
        "suites": lambda: find_suites(tmp_path, str(path)),
        "tests": lambda: read_spec(path, "x.yaml"),
        "baseline": lambda: load_baseline(path),
    }
    with nullcontext() if good else pytest.raises(FactspecError):
        readers[name]()


@pytest.mark.parametrize("name", sorted(FILES))
def test_it_is_valid_under_the_meta_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(name)))


def test_the_examples_of_extraction_outputs_are_valid() -> None:
    made = extraction_schema()
    for example in made["examples"]:
        jsonschema.validate(example, made)
