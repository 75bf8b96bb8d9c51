"""Many rows at once, as Arrow record batches: `check_batches`, and the command `factspec batch` over JSON Lines and Parquet.

Needs pyarrow: `pip install 'factspec[batch]'`. The same function serves Spark (`factspec.spark`) and Ray (`factspec.ray`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from factspec.batch.rows import Checker as Checker
    from factspec.batch.rows import check_batches as check_batches
    from factspec.batch.schema import SCHEMA as SCHEMA

__all__ = ["SCHEMA", "Checker", "check_batches"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'factspec.batch' has no attribute {name!r}")
    from factspec.batch import rows, schema

    return getattr(schema if name == "SCHEMA" else rows, name)
