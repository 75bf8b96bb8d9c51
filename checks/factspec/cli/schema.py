"""`factspec schema`: a JSON Schema, of a format or of the outputs that answer one golden set."""

from __future__ import annotations

from typing import Any

from factspec.cli.output import put
from factspec.errors import UsageError


def run(name: str, golden: str | None, target: str, pin: bool, config: dict[str, Any]) -> int:
    if golden is None:
        if pin or target != "portable":
            raise UsageError("schema", "--target and --pin ask for the facts of a golden set: factspec schema extraction GOLDEN")
        from factspec.schemas import schema_text

        put(schema_text(name))
        return 0
    if name != "extraction":
        raise UsageError("schema", f"schema {name} takes no golden set: only schema extraction GOLDEN does")
    from factspec.api import load
    from factspec.asked import schema_text as asked_text
    from factspec.cli.check import golden_folders

    put(asked_text(load(golden, folders=golden_folders(config)), target=target, pin=pin))
    return 0
