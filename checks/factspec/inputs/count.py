"""How many items there will be, without reading them: for the time that is left."""

from __future__ import annotations

from collections.abc import Sequence

from factspec.inputs.files import expand


def count_items(typed: Sequence[str]) -> int | None:
    """The items of all inputs, as `read_items` will give them; None where that is not known: standard input, a file that cannot be read."""
    total = 0
    for name, failure in expand(typed):
        lower = name.lower()
        if name == "-":
            return None
        try:
            if failure is None and lower.endswith((".jsonl", ".ndjson")):
                total += _lines(name)
            elif failure is None and lower.endswith(".parquet"):
                total += _rows(name)
            else:
                total += 1
        except (OSError, ValueError, ImportError):
            return None
    return total


def _lines(name: str) -> int:
    with open(name, "rb") as stream:
        return max(1, sum(bool(line.strip()) for line in stream))


def _rows(name: str) -> int:
    from pyarrow import parquet

    with parquet.ParquetFile(name) as opened:
        rows: int = opened.metadata.num_rows
    return rows
