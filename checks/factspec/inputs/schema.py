"""A JSON Schema file in, a function out that lists every violation of an extraction output."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from factspec.errors import InputError, UsageError
from factspec.inputs.records import parse
from factspec.report import Violation, shown


def validator(path: str) -> Callable[[Any], tuple[Violation, ...]]:
    """Reads and checks the schema once; no reference is ever fetched."""
    import jsonschema
    import referencing

    try:
        schema = parse(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError("schema", f"--schema {path}: cannot be read: {error.strerror or error}") from None
    except (UnicodeDecodeError, InputError) as error:
        raise UsageError("schema", f"--schema {path}: {error}") from None
    if not isinstance(schema, dict):
        raise UsageError("schema", f"--schema {path}: no JSON Schema, expected an object")
    kind = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)
    try:
        kind.check_schema(schema)
    except jsonschema.SchemaError as error:
        raise UsageError("schema", f"--schema {path}: {pointer(error.absolute_path) or '(top)'}: {error.message}") from None
    made = kind(schema, registry=referencing.Registry(), format_checker=kind.FORMAT_CHECKER)

    def violations(data: Any) -> tuple[Violation, ...]:
        try:
            found = [
                Violation(pointer(e.absolute_path), shown(e.message, 200), pointer(e.absolute_schema_path)) for e in made.iter_errors(data)
            ]
        except referencing.exceptions.Unresolvable as error:
            raise UsageError("schema", f"--schema {path}: the reference {error.ref} is not in the file; nothing is fetched") from None
        return tuple(sorted(found, key=lambda v: (v.pointer, v.schema_pointer, v.message)))

    return violations


def pointer(path: Sequence[str | int]) -> str:
    """A path as a JSON Pointer."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
