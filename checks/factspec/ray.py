"""Checking a Ray dataset: `check`, by `Dataset.map_batches`. Needs `pip install 'factspec[ray]'`."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING, Any

try:
    import pyarrow as arrow
    import ray.data  # noqa: F401
except ImportError as error:
    raise ImportError(f"factspec.ray needs Ray Data and pyarrow: pip install 'factspec[ray]' ({error})") from None

from factspec.api import Golden
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
    as_of: str | None = None,
    strict: bool = False,
    min_coverage: float | str | Decimal = 0,
    max_undetermined: float | str | Decimal = "0.10",
    allow_silence: bool = False,
    ignore: Iterable[str] = (),
    may_miss: Iterable[str] = (),
    **how: Any,
) -> Dataset:
    """Checks every row of a Ray dataset; gives back a dataset with a row for each, of the columns of `factspec.batch.SCHEMA`.

    The options and errors are those of `factspec.batch.check_batches`; what else is given (`batch_size`, `num_cpus`, `concurrency`) goes to
    `map_batches`. Lazy, as every dataset. Rows keep their order inside a block; join by `id` for the columns that are not read.
    """
    made = checker(
        golden,
        text=text,
        data=data,
        id=id,
        as_of=as_of,
        strict=strict,
        min_coverage=min_coverage,
        max_undetermined=max_undetermined,
        allow_silence=allow_silence,
        ignore=ignore,
        may_miss=may_miss,
    )
    # A task in which no golden set is compiled yet spends some tenths of a second on it: batches are not to be small.
    return dataset.map_batches(_Tables(made).__call__, batch_format="pyarrow", **{"batch_size": 1000, **how})
