"""Checking a Spark DataFrame: `check`, by `DataFrame.mapInArrow`. Needs `pip install 'factspec[spark]'` and a Java that Spark runs on.

Spark's workers run the Python that PYSPARK_PYTHON names: it must be one that has factspec, as the driver's has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

try:
    from pyspark.sql.pandas.types import from_arrow_schema
except ImportError as error:
    raise ImportError(f"factspec.spark needs Spark, pandas and pyarrow: pip install 'factspec[spark]' ({error})") from None

from factspec.api import GateOptions, Golden
from factspec.batch.rows import checker
from factspec.batch.schema import SCHEMA

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def check(
    df: DataFrame,
    golden: Golden,
    text: str = "text",
    *,
    data: str = "data",
    id: str = "id",
    **options: Unpack[GateOptions],
) -> DataFrame:
    """Checks every row of a DataFrame; gives back a DataFrame with a row for each, of the columns of `factspec.batch.SCHEMA`.

    The columns `text` (prose), `data` (JSON text, or nested) and `id` are named as in `factspec.batch.check_batches`, whose options and
    errors these are. Lazy, as every DataFrame. Rows keep their order inside a partition; join by `id` for the columns that are not read.
    """
    made = checker(golden, text=text, data=data, id=id, **options)
    columns = [f"`{name}`" for name in made.columns(df.columns)]
    return df.select(*columns).mapInArrow(made, from_arrow_schema(SCHEMA))
