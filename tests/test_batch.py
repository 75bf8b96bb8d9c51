"""check_batches: a row for a row, in the one shape of the report; what a row holds never stops the rest."""

from __future__ import annotations

import datetime as dt
import json
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

import factspec
from factspec.engine import compile_golden
from factspec.golden.load import load_bytes
from factspec.schemas import report_schema

arrow = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'factspec[batch]'")

from factspec.batch import SCHEMA, check_batches  # noqa: E402
from factspec.batch.rows import checker  # noqa: E402

GOLDEN = compile_golden(
    load_bytes(
        b"""
factspec: 1
id: story
as_of: 2025-05-05
facts:
  killed: {claim: The attack killed 26 people., type: quantity, value: 26, unit: people, of: killed}
  date: The attack took place on 22 April 2025.
forbidden:
  drunk: The driver was drunk.
""",
        "story.yaml",
    )
)
TEXTS = [
    "The attack killed 26 people.",
    "The attack killed 28 people on 22 April 2025.",
    "The driver was drunk.",
    "It was raining in Orrin.",
]
DATA = [{"killed": 28}, {"killed": 26, "date": "2025-04-22"}, [{"killed": "twenty-six"}]]


def rows_of(batch: Any, **options: Any) -> list[dict[str, Any]]:
    (made,) = check_batches([batch], GOLDEN, **options)
    assert made.schema == SCHEMA
    made.validate(full=True)
    assert made.num_rows == batch.num_rows
    return list(made.to_pylist())


def batch_of(**columns: Any) -> Any:
    return arrow.RecordBatch.from_pydict(columns)


def expected(content: Any, **options: Any) -> dict[str, Any]:
    """What factspec.check says of it, less what names the input."""
    row = factspec.check(content, GOLDEN, **options).to_dict()["inputs"][0]
    for fact in row["facts"]:
        if fact["fix"] is not None:
            value = json.dumps(fact["fix"]["value"]) if "value" in fact["fix"] else None
            fact["fix"] = {"start": None, "end": None, "text": None, "pointer": None, **fact["fix"], "value": value}
    return {key: value for key, value in row.items() if key not in ("id", "source", "source_line", "violations")}


def told(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in row.items() if key not in ("id", "source", "source_line")}


def names(schema: Any) -> Any:
    """The names of a JSON Schema's object, all the way down."""
    if not isinstance(schema, dict):
        return None
    if "anyOf" in schema:
        merged: dict[str, Any] = {}
        for one in schema["anyOf"]:
            merged.update(names(one) or {})
        return merged
    if "properties" in schema:
        return {name: names(inner) for name, inner in schema["properties"].items()}
    return names(schema["items"]) if "items" in schema else None


def arrow_names(kind: Any) -> Any:
    if arrow.types.is_list(kind):
        return arrow_names(kind.value_type)
    if arrow.types.is_struct(kind):
        return {kind.field(i).name: arrow_names(kind.field(i).type) for i in range(kind.num_fields)}
    return None


def test_the_schema_is_the_shape_of_the_report() -> None:
    shape = names(report_schema()["$defs"]["input"])
    del shape["violations"]
    assert {field.name: arrow_names(field.type) for field in SCHEMA} == shape
    assert [field.name for field in SCHEMA] == list(shape)


def test_every_text_has_the_row_that_check_gives_it() -> None:
    rows = rows_of(batch_of(id=["a", "b", "c", "d"], text=TEXTS))
    assert [row["id"] for row in rows] == ["a", "b", "c", "d"]
    assert [told(row) for row in rows] == [expected(text) for text in TEXTS]
    assert [row["status"] for row in rows] == ["pass", "fail", "fail", "fail"]


def test_data_may_be_json_text_or_nested_columns() -> None:
    wanted = [expected(data) for data in DATA]
    assert [told(row) for row in rows_of(batch_of(data=[json.dumps(data) for data in DATA]))] == wanted
    nested = arrow.array([{"killed": 28}], arrow.struct([("killed", arrow.int64())]))
    mapped = arrow.array([[("killed", 28)]], arrow.map_(arrow.string(), arrow.int64()))
    for column in (nested, mapped):
        assert [told(row) for row in rows_of(batch_of(data=column))] == wanted[:1]
    assert wanted[0]["facts"][0]["fix"]["value"] == "26"


def test_columns_go_by_the_names_that_are_given() -> None:
    rows = rows_of(batch_of(key=[7], summary=TEXTS[:1], text=["not this"]), text="summary", id="key")
    assert rows[0]["id"] == "7"
    assert told(rows[0]) == expected(TEXTS[0])


def test_the_gate_is_that_of_check() -> None:
    rows = rows_of(batch_of(text=TEXTS), min_coverage="0.9", ignore=["killed"])
    assert [told(row) for row in rows] == [expected(text, min_coverage="0.9", ignore=["killed"]) for text in TEXTS]


def test_a_row_has_a_day_of_its_own() -> None:
    text = "The attack took place yesterday."
    days = [dt.date(2025, 4, 23), dt.date(2025, 4, 25)]
    as_dates = rows_of(batch_of(text=[text] * 2, as_of=days))
    assert as_dates == rows_of(batch_of(text=[text] * 2, as_of=[day.isoformat() for day in days]))
    assert [row["facts"][1]["verdict"] for row in as_dates] == ["supported", "contradicted"]


def test_bad_rows_are_errors_and_the_others_are_checked() -> None:
    good = TEXTS[0]
    bad = {
        "nothing-to-check": {"text": None},
        "empty": {"text": " \n"},
        "language": {"text": "Нападение унесло жизни двадцати шести человек, сообщила полиция во вторник утром. " * 3},
        "nul-byte": {"text": "a\0b"},
        "not-json": {"text": None, "data": "{"},
        "text-and-data": {"data": "{}"},
        "bad-as-of": {"as_of": "yesterday"},
    }
    records = [{"text": good, "data": None, "as_of": None, **row} for code in bad for row in (bad[code], {})]
    rows = rows_of(
        arrow.RecordBatch.from_pylist(records, schema=arrow.schema([(name, arrow.string()) for name in ("text", "data", "as_of")]))
    )
    assert [row["error"]["code"] for row in rows[::2]] == list(bad)
    assert all(told(row) == expected(good) for row in rows[1::2])
    assert all(row["facts"] == [] and row["reasons"] == [] and row["coverage"] is None for row in rows[::2])


def test_what_python_cannot_hold_is_an_error_of_its_row() -> None:
    raw = arrow.array([TEXTS[0].encode(), b"caf\xe9 killed", TEXTS[1].encode()])
    bad = arrow.StringArray.from_buffers(3, raw.buffers()[1], raw.buffers()[2])
    rows = rows_of(batch_of(text=bad))
    assert [row["error"] and row["error"]["code"] for row in rows] == [None, "not-utf8", None]
    assert told(rows[2]) == expected(TEXTS[1])
    far = arrow.array([0, 1 << 62], arrow.int64()).cast(arrow.timestamp("s"), safe=False)
    rows = rows_of(batch_of(text=TEXTS[:2], as_of=far))
    assert [row["error"] and row["error"]["code"] for row in rows] == [None, "bad-row"]


def test_no_column_that_is_read_is_an_error_of_every_row() -> None:
    rows = rows_of(batch_of(other=["x", "y"]))
    assert [row["error"]["code"] for row in rows] == ["nothing-to-check"] * 2
    assert rows_of(batch_of(text=[]).cast(arrow.schema([("text", arrow.string())]))) == []


def test_a_lone_surrogate_in_json_does_not_stop_a_batch() -> None:
    rows = rows_of(batch_of(data=['{"name": "Ann \\ud800 Reed", "killed": 28}', '{"killed": 26}']))
    assert [row["status"] for row in rows] == ["fail", "pass"]


def test_one_batch_is_read_at_a_time() -> None:
    taken = []

    def source() -> Iterator[Any]:
        for at in range(3):
            taken.append(at)
            yield batch_of(text=TEXTS[:1])

    results = check_batches(source(), GOLDEN)
    assert taken == []
    next(results)
    assert taken == [0]


def test_a_wrong_call_is_told_at_once() -> None:
    with pytest.raises(TypeError, match="expected a loaded golden set"):
        check_batches([], "story")  # type: ignore[arg-type]
    with pytest.raises(factspec.UsageError, match="expected a rule code"):
        check_batches([], GOLDEN, ignore=["kiled"])
    with pytest.raises(factspec.UsageError, match="expected a day"):
        check_batches([], GOLDEN, as_of="today")
    with pytest.raises(TypeError, match="min_coverge"):
        check_batches([], GOLDEN, min_coverge=0.5)  # type: ignore[call-arg]


def test_a_checker_travels_small_and_says_the_same() -> None:
    made = checker(GOLDEN, min_coverage=0.5)
    sent = pickle.dumps(made)
    assert len(sent) < 5000, "the golden set travels, not what was compiled of it"
    batch = batch_of(text=TEXTS)
    assert [b.to_pylist() for b in pickle.loads(sent)([batch])] == [b.to_pylist() for b in made([batch])]
