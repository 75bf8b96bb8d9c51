"""Record batches in, record batches out: each row checked on its own, in its place. Pure and picklable, so that any engine can run it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, Unpack

from factspec.api import GateOptions, Golden, make_policy
from factspec.batch.schema import batch_of
from factspec.engine import compile_golden
from factspec.gate import Policy, failed
from factspec.inputs import Fields, Item
from factspec.inputs.records import row_item
from factspec.model import GoldenSet
from factspec.report import Failure, InputReport
from factspec.run import Settings, check_item


class Checker:
    """A golden set and how rows are checked against it. It travels as the golden set alone and is compiled once a process.

    Called with record batches it yields one record batch of `SCHEMA` for each, row for row. A row that cannot be checked is a row of
    status `error`; nothing that a row holds stops the rest.
    """

    def __init__(
        self, golden: Golden | GoldenSet, policy: Policy, fields: Fields, as_of: str | None = None, parse_json: bool = False
    ) -> None:
        self.golden = golden if isinstance(golden, GoldenSet) else golden.golden
        self.policy, self.fields, self.as_of, self.parse_json = policy, fields, as_of, parse_json
        self._compiled: Golden | None = None if isinstance(golden, GoldenSet) else golden

    def __reduce__(self) -> tuple[Any, ...]:
        return Checker, (self.golden, self.policy, self.fields, self.as_of, self.parse_json)

    def __call__(self, batches: Iterable[Any]) -> Iterator[Any]:
        return (self.batch(batch) for batch in batches)

    def batch(self, batch: Any) -> Any:
        """One record batch (or table) checked: a record batch of `SCHEMA` with as many rows, in the same order."""
        columns = self.columns(batch.schema.names)
        rows = records_of(batch.select(columns)) if columns else [{}] * batch.num_rows
        return batch_of(self._row(row) for row in rows)

    def columns(self, names: Iterable[str]) -> list[str]:
        """Those of a table's columns that are read: the id, the text, the data and the day."""
        wanted = (self.fields.id, self.fields.text, self.fields.data, "as_of")
        return [name for name in names if name in wanted]

    def _row(self, record: dict[str, Any] | Failure) -> InputReport:
        # A row of a table has no file and no line: what names it is its id, or nothing.
        if isinstance(record, Failure):
            return failed(None, None, None, record)  # type: ignore[arg-type]
        named = record.get(self.fields.id) is not None and str(record[self.fields.id]).strip()
        report = self.check(row_item(record, "", None, self.fields))
        return replace(report, id=report.id if named else None, source=None)  # type: ignore[arg-type]

    def check(self, item: Item) -> InputReport:
        """The report of one item."""
        if self._compiled is None:
            self._compiled = _compiled(self.golden)
        return check_item(item, self._compiled, self.policy, Settings(self.as_of, self.parse_json))


def records_of(batch: Any) -> list[dict[str, Any] | Failure]:
    """The rows of a batch as Python values; one that holds what Python cannot (bytes that are no UTF-8, a year 20000) is a failure."""
    try:
        return batch.to_pylist()  # type: ignore[no-any-return]
    except (ValueError, OverflowError):  # somewhere: row by row, to lose no other
        rows: list[dict[str, Any] | Failure] = []
        for at in range(batch.num_rows):
            try:
                rows += batch.slice(at, 1).to_pylist()
            except UnicodeDecodeError:
                rows.append(Failure("not-utf8", "not UTF-8"))
            except (ValueError, OverflowError) as error:
                rows.append(Failure("bad-row", f"not readable: {error}"))
        return rows


@lru_cache(maxsize=8)
def _compiled(golden: GoldenSet) -> Golden:
    return compile_golden(golden)


def check_batches(
    batches: Iterable[Any],
    golden: Golden,
    *,
    text: str = "text",
    data: str = "data",
    id: str = "id",
    **options: Unpack[GateOptions],
) -> Iterator[Any]:
    """Checks every row of `pyarrow.RecordBatch`es against a loaded golden set; yields one batch of `SCHEMA` for each, row for row.

    `text`, `data` and `id` name the columns: a row has a text (prose) or data (JSON text, or nested columns), and an id if it likes, of
    which nothing is asked but that it is a text or number; a column `as_of` says the day the row is read. The other options are the gate's,
    as in `factspec.check` (`factspec.GateOptions`). Pure: no clock, no disk, no network; order is kept, and a row that cannot be checked
    has the status `error`.
    Raises what `factspec.check` raises where an option or the golden set is wrong.
    """
    return checker(golden, text=text, data=data, id=id, **options)(batches)


def checker(golden: Golden, *, text: str = "text", data: str = "data", id: str = "id", **options: Unpack[GateOptions]) -> Checker:
    """What `check_batches` calls, as a value that can be sent to another process; its options are those of `check_batches`."""
    return Checker(golden, make_policy(golden, **options), Fields(id, text, data, chosen=True), options.get("as_of"))
