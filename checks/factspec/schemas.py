"""The JSON Schemas that factspec prints: of what editors write, and of what it writes itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from factspec.gate import LISTS
from factspec.model import IMPORTANCES, UNSUPPORTED_KINDS, VERDICTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES = {
    "golden": "golden-set.schema.json",
    "report": "report.schema.json",
    "extraction": "extraction.schema.json",
    "suites": "suites.schema.json",
    "tests": "tests.schema.json",
    "baseline": "baseline.schema.json",
}
"""Each schema's file in schemas/."""


def schema_text(name: str) -> str:
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def schema(name: str) -> dict[str, Any]:
    if name == "golden":
        from factspec.golden.schema import golden_schema

        return golden_schema()
    made = {"report": report_schema, "extraction": extraction_schema, "suites": suites_schema, "tests": tests_schema}
    return made.get(name, baseline_schema)()


def _object(about: str = "", /, **properties: Any) -> dict[str, Any]:
    """An object whose keys are all there, always."""
    made: dict[str, Any] = {"description": about} if about else {}
    return {**made, "type": "object", "additionalProperties": False, "required": list(properties), "properties": properties}


def _nullable(kind: str, **more: Any) -> dict[str, Any]:
    return {"type": [kind, "null"], **more}


def _array(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


_TEXT: dict[str, Any] = {"type": "string"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_SHARE: dict[str, Any] = {"type": "number", "minimum": 0, "maximum": 1}
_SHARE_OR_NULL: dict[str, Any] = {"type": ["number", "null"], "minimum": 0, "maximum": 1}
_OFFSET = _nullable("integer", minimum=0)
_FROM_ONE = _nullable("integer", minimum=1)
_PLACE: dict[str, Any] = {
    "found": _nullable("string", description="The characters that decided"),
    "start": {**_OFFSET, "description": "Code points from the beginning of the text as received"},
    "end": {**_OFFSET, "description": "Just after the last one"},
    "line": _FROM_ONE,
    "column": _FROM_ONE,
    "pointer": _nullable("string", description="Of data: a JSON Pointer"),
}


def report_schema() -> dict[str, Any]:
    status = {"enum": ["pass", "fail", "error"]}
    reason = _object(rule=_TEXT, concerns=_nullable("string"), message=_TEXT)
    fix = {
        "anyOf": [
            {"type": "null"},
            _object("An edit of a text", start=_COUNT, end=_COUNT, text=_TEXT),
            _object("An edit of data", pointer=_TEXT, value=True),
        ]
    }
    fact = _object(
        fact=_TEXT,
        verdict={"enum": list(VERDICTS)},
        importance={"enum": list(IMPORTANCES)},
        proposed={"type": "boolean", "description": "Not reviewed yet: reported, and never gated"},
        claim=_TEXT,
        expected=_TEXT,
        **_PLACE,
        rule=_TEXT,
        reason=_TEXT,
        fix=fix,
        muted={"type": "boolean"},
    )
    forbidden = _object(
        id=_TEXT,
        verdict={"enum": ["stated", "absent", "undetermined"]},
        claim=_TEXT,
        **_PLACE,
        rule=_TEXT,
        reason=_TEXT,
        muted={"type": "boolean"},
    )
    unsupported = _object(kind={"enum": list(UNSUPPORTED_KINDS)}, **_PLACE, rule=_TEXT, reason=_TEXT)
    error = {"anyOf": [{"type": "null"}, _object(code=_TEXT, message=_TEXT, source_line=_FROM_ONE)]}
    one_input = _object(
        "One input: also a line of the format jsonl",
        id=_TEXT,
        source=_TEXT,
        source_line=_FROM_ONE,
        status=status,
        error=error,
        reasons=_array(reason),
        coverage=_SHARE_OR_NULL,
        score={**_SHARE_OR_NULL, "description": "Against a source or reference: 1 where nothing speaks against the text; else null"},
        muted=_COUNT,
        facts=_array(fact),
        forbidden=_array(forbidden),
        unsupported=_array(unsupported),
        notes=_array(_object("To be looked at; no gate counts it", **_PLACE, rule=_TEXT, reason=_TEXT)),
        violations=_array(_object(pointer=_TEXT, message=_TEXT, schema_pointer=_TEXT)),
    )
    counts = _object(
        inputs=_COUNT,
        **{"pass": _COUNT, "fail": _COUNT, "error": _COUNT},
        facts=_object(**{str(v): _COUNT for v in VERDICTS}),
        forbidden_stated=_COUNT,
        unsupported=_object(**{str(k): _COUNT for k in UNSUPPORTED_KINDS}),
        violations=_COUNT,
        muted=_COUNT,
    )
    policy = _object(
        min_coverage=_SHARE,
        max_undetermined=_SHARE,
        min_pass_rate=_SHARE,
        strict={"type": "boolean"},
        allow_silence={"type": "boolean"},
        ignore=_array(_TEXT),
        may_miss=_array(_TEXT),
    )
    decision = _object(
        status=status,
        exit_status={"enum": [0, 1, 2, 3]},
        pass_rate=_SHARE_OR_NULL,
        reasons=_array(reason),
    )
    entries = _array({"$ref": "#/$defs/entry"})
    against = _object(
        "What a baseline made of the run; null without one",
        file=_TEXT,
        today=_nullable("string"),
        whole={"type": "boolean", "description": "Whether the run checked all there is"},
        known=entries,
        new=entries,
        expired=entries,
        stale={**entries, "description": "Known failures that are there no more"},
        unseen={**_COUNT, "description": "Entries of inputs that the run did not check"},
    )
    baseline = {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/baseline"}]}
    run = _object(
        "One golden set: what check writes",
        version={"const": 1},
        factspec=_TEXT,
        golden=_object(id=_TEXT, title=_TEXT, sha256={"type": "string", "pattern": "^([0-9a-f]{64})?$"}),
        policy=policy,
        inputs=_array({"$ref": "#/$defs/input"}),
        counts=counts,
        coverage=_SHARE_OR_NULL,
        decision={"$ref": "#/$defs/decision"},
        baseline=baseline,
    )
    suite = _object(name=_TEXT, reports=_array({"$ref": "#/$defs/report"}))
    suites = _object(
        "Several suites: what run writes; the decision is over all of them",
        version={"const": 1},
        suites=_array(suite),
        decision={"$ref": "#/$defs/decision"},
        baseline=baseline,
    )
    defs = {"report": run, "suites": suites, "input": one_input, "decision": decision, "baseline": against}
    return {
        "$schema": DIALECT,
        "title": "factspec report",
        "oneOf": [{"$ref": "#/$defs/report"}, {"$ref": "#/$defs/suites"}],
        "$defs": {**defs, "entry": _object(**{key: {k: v for k, v in of.items() if k != "description"} for key, of in _ENTRY.items()})},
    }


_WORD: dict[str, Any] = {"type": "string", "minLength": 1}
_DAY: dict[str, Any] = {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_ENTRY: dict[str, Any] = {
    "input": {**_WORD, "description": "The id of the input; in a run of suites SUITE/ID"},
    "fact": {**_WORD, "description": "A fact or forbidden claim, or unsupported:KIND, schema:POINTER, gate:RULE"},
    "found": _nullable("string", description="The text's own words; null where nothing was found; a share, of gate:coverage"),
    "verdict": _WORD,
    "reason": _nullable("string", description="Yours: why it is known"),
    "expires": {"anyOf": [_DAY, {"type": "null"}], "description": "Yours: the day after which it counts again, by --today"},
}
_POLICY: dict[str, dict[str, Any]] = {
    "min-coverage": {**_SHARE, "description": "Coverage below this fails"},
    "max-undetermined": {**_SHARE, "description": "A larger share of undetermined facts fails"},
    "min-pass-rate": {**_SHARE, "description": "The share of inputs that must pass"},
    "strict": {"type": "boolean", "description": "Anything unsupported fails"},
    "allow-silence": {"type": "boolean", "description": "An input that tells no fact may pass"},
    "ignore": {"description": "Rules and facts to mute"},
    "may-miss": {"description": "Facts that count as optional"},
}


def _words(about: str = "") -> dict[str, Any]:
    """One text or a list of them."""
    made: dict[str, Any] = {"anyOf": [_WORD, {"type": "array", "minItems": 1, "items": _WORD}]}
    return {"description": about, **made} if about else made


def _written(about: str, required: Sequence[str], **properties: Any) -> dict[str, Any]:
    """An object that an editor writes: no other key."""
    made = {"type": "object", "additionalProperties": False, "required": list(required), "properties": properties}
    return {"description": about, **made}


def _policy(*left_out: str) -> dict[str, Any]:
    words = {"anyOf": [{"type": "string"}, _array(_TEXT)]}
    kinds = {key: {**of, **words} if key in LISTS else of for key, of in _POLICY.items() if key not in left_out}
    return _written("What the gate lets through", (), **kinds)


def suites_schema() -> dict[str, Any]:
    """factspec.yaml, as suites.py reads it."""
    suite = _written(
        "Which inputs are checked against which golden set, and how strictly",
        ("golden", "inputs"),
        golden={**_WORD, "description": "A path or an id; {folder}, {stem} or {record.KEY} let each input name its own"},
        inputs=_words("Files, folders and globs, from here"),
        policy=_policy(),
        **{
            "as-of": {**_DAY, "description": "The day the texts are read, for those that do not say"},
            "schema": {**_WORD, "description": "A JSON Schema that extraction outputs must follow"},
            **{f"{key}-field": {**_WORD, "description": f"Of a record: the key of its {key}"} for key in ("id", "text", "data")},
            "parse-json": {"type": "boolean", "description": "Read fenced JSON in a text as data"},
        },
    )
    suites = {
        "type": "object",
        "minProperties": 1,
        "propertyNames": {"pattern": "^[A-Za-z0-9_][A-Za-z0-9._-]*$"},
        "additionalProperties": suite,
    }
    return {"$schema": DIALECT, "title": "factspec suites (factspec.yaml)", **_written("Suites by name", ("suites",), suites=suites)}


def tests_schema() -> dict[str, Any]:
    """*.factspec.yaml, as the pytest plugin reads it."""
    of_id = {"id": {"anyOf": [_WORD, {"type": "number"}], "description": "Names the input"}, "as-of": _DAY}
    text = _written("A text", ("id", "text"), **of_id, text=_TEXT)
    data = _written("An extraction output", ("id", "data"), **of_id, data={"type": ["object", "array"]})
    whole = _written(
        "Golden facts as tests: what is tested, and against what",
        ("golden", "inputs"),
        golden={**_WORD, "description": "A path from here, or an id"},
        inputs={"anyOf": [_WORD, {"type": "array", "minItems": 1, "items": {"anyOf": [_WORD, text, data]}}]},
        items={"enum": ["facts", "inputs"], "description": "A test for each fact of each input, or for each input"},
        policy=_policy("min-pass-rate"),
        **{
            "as-of": _DAY,
            **{f"{key}-field": {**_WORD, "description": f"Of a record: the key of its {key}"} for key in ("id", "text", "data")},
        },
    )
    return {"$schema": DIALECT, "title": "factspec tests (*.factspec.yaml)", **whole}


def baseline_schema() -> dict[str, Any]:
    """Known failures, as baseline.py reads and writes them."""
    entry = _written("One known failure", ("input", "fact", "verdict"), **_ENTRY)
    keys = {"factspec_baseline": {"const": 1}, "known": _array(entry)}
    return {"$schema": DIALECT, "title": "factspec baseline", **_written("Known failures: these pass, new ones fail", list(keys), **keys)}


def extraction_schema() -> dict[str, Any]:
    """Any JSON object or list is read; this says what is understood best."""
    value = {"$ref": "#/$defs/value"}
    return {
        "$schema": DIALECT,
        "title": "factspec extraction output",
        "description": (
            "Any object or list is read: flat or nested, lists of records, triples, columns and rows, question and answer. "
            "Fields are found by their key names and values against the cues of the golden facts, or by the `paths` of a fact. "
            'null, "", "n/a", "unknown" and [] mean not told.'
        ),
        "type": ["object", "array"],
        "additionalProperties": value,
        "items": value,
        "$defs": {
            "value": {
                "description": "A number may be text; say the unit in the key (duration_minutes), in the text or beside it",
                "type": ["object", "array", "string", "number", "boolean", "null"],
                "additionalProperties": value,
                "items": value,
            }
        },
        "examples": [
            {"event": "bridge collapse", "injured": 17, "date": "2021-03-03"},
            [{"subject": "Norvex", "predicate": "acquired", "object": "Tallin Foods"}],
            [{"question": "How many people were injured?", "answer": "17"}],
        ],
    }
