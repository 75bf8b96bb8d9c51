"""The Arrow schema of checked rows: one row an input, in the very shape of an input of the JSON report (schemas/report.schema.json).

Two things differ, since Arrow columns have one type each: the `value` of a fix is JSON text, and `violations` are left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

try:
    import pyarrow as arrow
except ImportError:
    raise ImportError("factspec.batch needs pyarrow: pip install 'factspec[batch]'") from None

from factspec.report import InputReport
from factspec.shape import input_dict

_TEXT, _COUNT = arrow.string(), arrow.int64()


def _rows(**fields: Any) -> Any:
    return arrow.list_(arrow.struct(list(fields.items())))


_PLACE = {"found": _TEXT, "start": _COUNT, "end": _COUNT, "line": _COUNT, "column": _COUNT, "pointer": _TEXT}
_WHY = {"rule": _TEXT, "reason": _TEXT}
_FIX = arrow.struct([("start", _COUNT), ("end", _COUNT), ("text", _TEXT), ("pointer", _TEXT), ("value", _TEXT)])

SCHEMA = arrow.schema(
    [
        ("id", _TEXT),
        ("source", _TEXT),
        ("source_line", _COUNT),
        ("status", _TEXT),
        ("error", arrow.struct([("code", _TEXT), ("message", _TEXT), ("source_line", _COUNT)])),
        ("reasons", _rows(rule=_TEXT, concerns=_TEXT, message=_TEXT)),
        ("coverage", arrow.float64()),
        ("muted", _COUNT),
        (
            "facts",
            _rows(
                fact=_TEXT, verdict=_TEXT, importance=_TEXT, claim=_TEXT, expected=_TEXT, **_PLACE, **_WHY, fix=_FIX, muted=arrow.bool_()
            ),
        ),
        ("forbidden", _rows(id=_TEXT, verdict=_TEXT, claim=_TEXT, **_PLACE, **_WHY, muted=arrow.bool_())),
        ("unsupported", _rows(kind=_TEXT, **_PLACE, **_WHY)),
    ]
)
"""The columns of every batch that `check_batches` yields, whatever the golden set."""


def row_of(report: InputReport) -> dict[str, Any]:
    """One input's report as a row of `SCHEMA`."""
    row = input_dict(report)
    del row["violations"]
    for fact in row["facts"]:
        if (fix := fact["fix"]) is not None and "pointer" in fix:
            fix["value"] = json.dumps(fix["value"], ensure_ascii=False)
    return row


def batch_of(reports: Iterable[InputReport]) -> Any:
    """The reports as one record batch of `SCHEMA`, in their order."""
    return arrow.RecordBatch.from_pylist([_encodable(row_of(report)) for report in reports], schema=SCHEMA)


def _encodable(value: Any) -> Any:
    """Lone surrogates (a JSON escape can make them) have no UTF-8: they become their escape, as in every other report."""
    if isinstance(value, str):
        return value if value.isascii() else value.encode("utf-8", "backslashreplace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _encodable(inner) for key, inner in value.items()}
    return [_encodable(inner) for inner in value] if isinstance(value, list) else value
