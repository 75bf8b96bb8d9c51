"""The JSON Schemas that factspec prints: of golden sets, of reports, of extraction outputs."""

from __future__ import annotations

import json
from typing import Any

from factspec.model import IMPORTANCES, UNSUPPORTED_KINDS, VERDICTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES = {"golden": "golden-set.schema.json", "report": "report.schema.json", "extraction": "extraction.schema.json"}
"""Each schema's file in schemas/."""


def schema_text(name: str) -> str:
    return json.dumps(schema(name), ensure_ascii=False, indent=2) + "\n"


def schema(name: str) -> dict[str, Any]:
    if name == "golden":
        from factspec.golden.schema import golden_schema

        return golden_schema()
    return report_schema() if name == "report" else extraction_schema()


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
    )
    decision = _object(
        status=status,
        exit_status={"enum": [0, 1, 2, 3]},
        pass_rate=_SHARE_OR_NULL,
        reasons=_array(reason),
    )
    run = _object(
        version={"const": 1},
        factspec=_TEXT,
        golden=_object(id=_TEXT, title=_TEXT, sha256={"type": "string", "pattern": "^[0-9a-f]{64}$"}),
        policy=policy,
        inputs=_array({"$ref": "#/$defs/input"}),
        counts=counts,
        coverage=_SHARE_OR_NULL,
        decision=decision,
    )
    return {"$schema": DIALECT, "title": "factspec report", **run, "$defs": {"input": one_input}}


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
