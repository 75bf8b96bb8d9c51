"""Files in, items out: text, HTML, JSON, JSON Lines and Parquet. A file that cannot be read is one failed item."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from factspec.errors import InputError
from factspec.inputs import Item, Options
from factspec.inputs.files import DATA, ENDINGS, TEXTS, expand
from factspec.inputs.records import data_items, line_items, parquet_items
from factspec.inputs.text import check_size, decode
from factspec.pyproject import is_inside
from factspec.report import Failure


def read_items(typed: Sequence[str], options: Options) -> Iterator[Item]:
    """Every item of every input, in order; an id that comes twice is a failed item."""
    first: dict[str, str] = {}
    for name, failure in expand(typed):
        if failure is not None:
            yield Item(name, name, failure=failure)
            continue
        for item in _file_items(name, options):
            place = f"{item.source}:{item.source_line}" if item.source_line else item.source
            if item.id in first:
                message = f'the id "{item.id}" came before, in {first[item.id]}; expected each id once'
                yield replace(item, content=None, failure=Failure("duplicate-id", message, item.source_line))
                continue
            first[item.id] = place
            yield item


def _file_items(name: str, options: Options) -> Iterator[Item]:
    source = options.stdin_name.replace("\\", "/") if name == "-" else name
    try:
        ending = _ending(source, name == "-")
        if options.within is not None and name != "-" and not is_inside(name, Path(options.within)):
            raise InputError("outside", "leads out of the folder of the file of suites")
        stream = nullcontext(sys.stdin.buffer) if name == "-" else open(name, "rb")  # noqa: SIM115
        with stream as opened:
            yield from _items(opened, source, ending, options)
    except InputError as error:
        yield Item(source, source, failure=Failure(error.code, error.message, error.source_line))
    except (OSError, ValueError) as error:  # a NUL in the name is a ValueError
        why = getattr(error, "strerror", None) or error
        yield Item(source, source, failure=Failure("unreadable", f"cannot be read: {why}"))


def _items(stream: BinaryIO, source: str, ending: str, options: Options) -> Iterator[Item]:
    if ending == ".parquet":
        yield from parquet_items(stream, source, options.fields)
        return
    if ending in (".jsonl", ".ndjson"):
        yield from line_items(stream, source, options)
        return
    raw = stream.read(options.max_bytes + 1)
    check_size(raw, options.max_bytes)
    if not raw.strip(b" \t\r\n\xef\xbb\xbf"):
        raise InputError("empty", "the file is empty")
    text = decode(raw)
    if ending == ".json":
        yield from data_items(text, source, options.fields)
    elif ending in (".html", ".htm"):
        from factspec.inputs.html import extract

        visible, offsets = extract(text)
        yield Item(source, source, content=visible, offsets=offsets)
    else:
        yield Item(source, source, content=text)


def _ending(source: str, is_stdin: bool) -> str:
    lower = source.lower()
    for ending in TEXTS + DATA:
        if lower.endswith(ending):
            return ending
    if is_stdin:
        return ".txt"
    raise InputError("unknown-format", f"an unknown kind of file, expected one of {', '.join(ENDINGS)}")
