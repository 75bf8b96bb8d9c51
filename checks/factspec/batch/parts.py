"""Large inputs in parts: so many rows of one file (of Parquet: of one row group) at a time, always the same for the same input."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as arrow
import pyarrow.dataset as dataset

from factspec.batch.rows import records_of
from factspec.errors import InputError, UsageError
from factspec.inputs import Item, Options
from factspec.inputs.files import expand
from factspec.inputs.records import line_items, row_item
from factspec.report import Failure

LINES = (".jsonl", ".ndjson")
TABLES = (".parquet",)


@dataclass(frozen=True, slots=True)
class Part:
    """Rows that are checked and written together. `digest` tells whether an input is still what it was."""

    number: int
    items: tuple[Item, ...]
    digest: str


def input_files(typed: Sequence[str]) -> list[str]:
    """The files of the inputs, folders and globs by path. What cannot be read as rows at all is a `UsageError`, before the work."""
    found: list[str] = []
    for name, failure in expand(typed):
        if failure is not None:
            raise UsageError("input", f"{name}: {failure.message}")
        if name == "-":
            raise UsageError("input", "-: standard input cannot be read again after a stop; give a file")
        if not name.lower().endswith(LINES + TABLES):
            raise UsageError("input", f"{name}: not a file of rows, expected one of {', '.join(LINES + TABLES)}")
        if name.lower().endswith(TABLES):
            _fragment(name)
        found.append(name)
    return found


def parts(files: Sequence[str], options: Options, rows: int) -> Iterator[Part]:
    """All parts of all files, in order. A file that breaks off is a failed item where it does."""
    number = 0
    for name in files:
        for items in _chunks(name, options, rows):
            yield Part(number, items, _digest(items))
            number += 1


def _chunks(name: str, options: Options, rows: int) -> Iterator[tuple[Item, ...]]:
    waiting: list[Item] = []
    group = 0
    try:
        for at, item in _items(name, options):
            if waiting and (at != group or len(waiting) == rows):
                yield tuple(waiting)
                waiting = []
            group = at
            waiting.append(item)
    except InputError as error:
        waiting.append(Item(name, name, failure=Failure(error.code, error.message, error.source_line)))
    if waiting:
        yield tuple(waiting)


def _items(name: str, options: Options) -> Iterator[tuple[int, Item]]:
    """Each item with the number of its row group."""
    try:
        if name.lower().endswith(LINES):
            with open(name, "rb") as stream:
                for item in line_items(stream, name, options):
                    yield 0, item
            return
        keys = (options.fields.id, options.fields.text, options.fields.data, "as_of")
        fragment, number = _fragment(name), 0
        columns = [name for name in fragment.physical_schema.names if name in keys]
        for group, piece in enumerate(fragment.split_by_row_group()):
            # One batch ahead at most, and no helper threads: memory stays flat whatever the size of a row group.
            for batch in piece.to_batches(columns=columns, batch_size=1000, batch_readahead=1, fragment_readahead=1, use_threads=False):
                for record in records_of(batch):
                    number += 1
                    if isinstance(record, Failure):
                        yield group, Item(f"{name}:{number}", name, number, failure=record)
                    else:
                        yield group, row_item(record, name, number, options.fields)
    except (arrow.ArrowException, OSError) as error:
        raise InputError("unreadable", f"cannot be read further: {error}") from None


def _fragment(name: str) -> Any:
    """The one fragment of a Parquet file, read as a stream."""
    scan = dataset.ParquetFragmentScanOptions(use_buffered_stream=True, buffer_size=1 << 20, pre_buffer=False)
    try:
        return next(dataset.dataset(name, format=dataset.ParquetFileFormat(default_fragment_scan_options=scan)).get_fragments())
    except (arrow.ArrowException, OSError) as error:
        raise UsageError("input", f"{name}: not readable as Parquet: {error}") from None


def _digest(items: tuple[Item, ...]) -> str:
    made = hashlib.blake2b(digest_size=16)
    for item in items:
        what = (item.id, item.source_line, item.content, item.is_text, item.as_of, item.failure and item.failure.code)
        made.update(repr(what).encode("utf-8", "backslashreplace"))
    return made.hexdigest()
