"""JSON, JSON Lines and Parquet in, items out. A broken record is a failed item; the records after it are still read."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any, BinaryIO, NoReturn

from factspec.errors import InputError
from factspec.golden.cross import real_date
from factspec.inputs import Fields, Item, Options
from factspec.inputs.text import check_size, decode
from factspec.report import Failure


def parse(text: str, source_line: int | None = None) -> Any:
    """One JSON value; what is ambiguous (a key twice) or no JSON (NaN) is refused."""
    try:
        if source_line is not None:
            text = text.rstrip("\r\n")  # else what is missing at the end of a line is missing in the next one
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_pairs, parse_constant=_constant)
    except json.JSONDecodeError as error:
        where = f"column {error.colno}" if source_line is not None else f"line {error.lineno}, column {error.colno}"
        raise InputError("not-json", f"not JSON: {error.msg} ({where})", source_line) from None
    except RecursionError:
        raise InputError("not-json", "not JSON that can be read: nested too deep", source_line) from None
    except ValueError as error:
        raise InputError("not-json", f"not JSON: {error}", source_line) from None


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        seen: set[str] = set()
        twice = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f'the key "{twice}" stands twice in one object')
    return made


def _constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def line_items(stream: BinaryIO, source: str, options: Options) -> Iterator[Item]:
    """JSON Lines: one item a line; blank lines are passed over. The size limit holds for each line."""
    found, number, limit = False, 0, options.max_bytes
    while line := stream.readline(limit + 1):
        number += 1
        whole = line
        while len(line) > limit and not line.endswith(b"\n"):  # the rest of a line that is too long is passed over
            line = stream.readline(limit + 1)
        if not whole.strip(b" \t\r\n\xef\xbb\xbf"):
            continue
        found = True
        try:
            check_size(whole.rstrip(b"\r\n"), limit, number)
            record = parse(decode(whole, number), number)
        except InputError as error:
            yield Item(f"{source}:{number}", source, number, failure=Failure(error.code, error.message, number))
            continue
        yield record_item(record, source, number, options.fields)
    if not found:
        raise InputError("empty", "the file holds no record")


def row_item(record: dict[str, Any], source: str, number: int | None, fields: Fields) -> Item:
    """A row of a table as an item: a null is an absent field, data that is text is JSON, and a day may be a date."""
    data, day = record.get(fields.data), record.get("as_of")
    if data is None:
        record.pop(fields.data, None)
    if isinstance(day, dt.date):
        record["as_of"] = day.isoformat()[:10]
    item = record_item(record, source, number, fields)
    if item.failure is not None or item.is_text:
        return item
    try:
        return replace(item, content=parse(data) if isinstance(data, str) else _as_json(data))
    except InputError as error:
        return replace(item, content=None, failure=Failure(error.code, error.message, number))


def _as_json(value: Any) -> Any:
    """A table's nested value as the JSON value that stands for it."""
    if isinstance(value, dict):
        return {str(key): _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list):
        if value and all(isinstance(inner, tuple) for inner in value):  # a map column: pairs
            return {str(key): _as_json(inner) for key, inner in value}
        return [_as_json(inner) for inner in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)


def record_item(record: Any, source: str, number: int | None, fields: Fields) -> Item:
    """A record with an id and a text or data; anything else is a failed item that keeps the id where there is one."""
    item_id = f"{source}:{number}"

    def broken(code: str, message: str) -> Item:
        return Item(item_id, source, number, failure=Failure(code, message, number))

    if not isinstance(record, dict):
        return broken("not-a-record", f"not an object, expected one with {fields.id} and {fields.text} or {fields.data}")
    given = record.get(fields.id)
    if isinstance(given, bool) or not isinstance(given, (str, int, float, type(None))):
        return broken("bad-id", f'"{fields.id}" is no text or number')
    if given is not None and str(given).strip():
        item_id = str(given)
    as_of = record.get("as_of")
    if as_of is not None and not (isinstance(as_of, str) and len(as_of) == 10 and real_date(as_of)):
        return broken("bad-as-of", f'"as_of" is {as_of!r}, expected a day as "2025-05-05"')
    has_text, has_data = record.get(fields.text) is not None, fields.data in record
    if has_text and has_data:
        return broken("text-and-data", f'both "{fields.text}" and "{fields.data}", expected one of them')
    named = record.get(fields.golden) if fields.golden is not None else None
    golden = str(named) if isinstance(named, (str, int)) and not isinstance(named, bool) else None
    document = record.get(fields.document) if fields.document is not None else None
    if fields.document is not None and not (isinstance(document, str) and document.strip()):
        return broken("no-source", f'"{fields.document}" holds no text, expected the document that the record is checked against')
    if has_data:
        return Item(item_id, source, number, record[fields.data], is_text=False, as_of=as_of, golden=golden, document=document)
    if not has_text:
        return broken("nothing-to-check", f'neither "{fields.text}" nor "{fields.data}"{_nearest(record, fields)}')
    text = record[fields.text]
    if not isinstance(text, str):
        return broken("not-text", f'"{fields.text}" is no text')
    if "\0" in text:
        return broken("nul-byte", f'"{fields.text}" holds a NUL character')
    return Item(item_id, source, number, text, as_of=as_of, golden=golden, document=document)


def _nearest(record: dict[str, Any], fields: Fields) -> str:
    strings = sorted(key for key, value in record.items() if isinstance(value, str) and key != fields.id)
    return f"; it has {', '.join(sorted(record)[:12])} (see --text-field and --data-field)" if strings or record else ""


def data_items(text: str, source: str, fields: Fields) -> Iterator[Item]:
    """A JSON file is one extraction output; where the fields were named, it is a record or a list of records."""
    value = parse(text)
    if not fields.chosen:
        yield Item(source, source, content=value, is_text=False)
        return
    records = value if isinstance(value, list) else [value]
    if not records:
        raise InputError("empty", "the list holds no record")
    for number, record in enumerate(records, 1):
        yield record_item(record, source, number, fields)


def parquet_items(stream: BinaryIO, source: str, fields: Fields) -> Iterator[Item]:
    """Parquet rows as records; needs pyarrow."""
    try:
        import pyarrow as arrow
        import pyarrow.parquet as parquet
    except ImportError:
        raise InputError("no-pyarrow", "reading Parquet needs pyarrow: pip install 'factspec[parquet]'") from None
    number = 0
    try:
        table = parquet.ParquetFile(stream if stream.seekable() else arrow.BufferReader(stream.read()))
        for batch in table.iter_batches(batch_size=1024):
            for record in batch.to_pylist():
                number += 1
                yield row_item(record, source, number, fields)
    except (arrow.ArrowException, OSError) as error:
        raise InputError("not-parquet", f"not readable as Parquet: {error}") from None
    if not number:
        raise InputError("empty", "the file holds no row")
