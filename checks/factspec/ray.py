"""Checking a Ray dataset: `check`, by `Dataset.map_batches`. Needs `pip install 'factspec[ray]'`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Unpack

try:
    import pyarrow as arrow
    import ray.data  # noqa: F401
except ImportError as error:
    raise ImportError(f"factspec.ray needs Ray Data and pyarrow: pip install 'factspec[ray]' ({error})") from None

from factspec.api import GateOptions, Golden
from factspec.batch.rows import Checker, checker

if TYPE_CHECKING:
    from ray.data import Dataset


class _Tables:
    """A checker as Ray calls it: a table in, a table out."""

    def __init__(self, made: Checker) -> None:
        self.made = made

    def __call__(self, table: Any) -> Any:
        return arrow.Table.from_batches([self.made.batch(table)])


def check(
    dataset: Dataset,
    golden: Golden,
    text: str = "text",
    *,
    data: str = "data",
    id: str = "id",
    map_batches: Mapping[str, Any] | None = None,
    **options: Unpack[GateOptions],
) -> Dataset:
    """Checks every row of a Ray dataset; gives back a dataset with a row for each, of the columns of `factspec.batch.SCHEMA`.

    The options and errors are those of `factspec.batch.check_batches`. `map_batches` holds what Ray's method of that name is to be given:
    `{"batch_size": 500, "num_cpus": 2}` (the size is 1,000 rows without). Lazy, as every dataset. Rows keep their order inside a block;
    join by `id` for the columns that are not read.
    """
    made = checker(golden, text=text, data=data, id=id, **options)
    # A task in which no golden set is compiled yet spends some tenths of a second on it: batches are not to be small.
    return dataset.map_batches(_Tables(made).__call__, batch_format="pyarrow", **{"batch_size": 1000, **(map_batches or {})})
