"""A JSON Schema file in, a function out that lists every violation of an extraction output.

A schema may come from strangers: nothing it refers to is fetched, and its patterns are run by `patterns`, in bounded time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from factspec.errors import InputError, UsageError
from factspec.inputs.patterns import PatternError, pattern
from factspec.inputs.records import parse
from factspec.report import Violation, shown

MAX_BYTES = 5 * 1024 * 1024


class _Refused(ValueError):
    """A pattern that is not run, with its place."""


def validator(path: str) -> Callable[[Any], tuple[Violation, ...]]:
    """Reads and checks the schema once; no reference is ever fetched."""
    import jsonschema
    import referencing

    schema = _read(path)
    kind = jsonschema.validators.validator_for(schema, default=jsonschema.Draft202012Validator)
    try:
        kind.check_schema(schema)
        _check_patterns(schema)
    except jsonschema.SchemaError as error:
        raise UsageError("schema", f"--schema {path}: {pointer(error.absolute_path) or '(top)'}: {shown(error.message, 200)}") from None
    except _Refused as error:
        raise UsageError("schema", f"--schema {path}: {error}") from None
    except RecursionError:
        raise UsageError("schema", f"--schema {path}: nested too deep") from None
    bounded = jsonschema.validators.extend(  # type: ignore[no-untyped-call]
        kind, {"pattern": _pattern, "patternProperties": _pattern_properties, "additionalProperties": _additional_properties}
    )
    made = bounded(_without_dialect(schema), registry=referencing.Registry(), format_checker=kind.FORMAT_CHECKER)

    def violations(data: Any) -> tuple[Violation, ...]:
        try:
            found = [
                Violation(pointer(e.absolute_path), shown(e.message, 200), pointer(e.absolute_schema_path)) for e in made.iter_errors(data)
            ]
        except referencing.exceptions.Unresolvable as error:
            raise UsageError("schema", f"--schema {path}: the reference {error.ref} is not in the file; nothing is fetched") from None
        return tuple(sorted(found, key=lambda v: (v.pointer, v.schema_pointer, v.message)))

    return violations


def _read(path: str) -> dict[str, Any]:
    try:
        with Path(path).open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
        if len(raw) > MAX_BYTES:
            raise UsageError("schema", f"--schema {path}: more than {MAX_BYTES} bytes")
        schema = parse(raw.decode("utf-8"))
    except OSError as error:
        raise UsageError("schema", f"--schema {path}: cannot be read: {error.strerror or error}") from None
    except (UnicodeDecodeError, InputError) as error:
        raise UsageError("schema", f"--schema {path}: {error}") from None
    if not isinstance(schema, dict):
        raise UsageError("schema", f"--schema {path}: no JSON Schema, expected an object")
    return schema


def _check_patterns(schema: Any, path: tuple[str | int, ...] = ()) -> None:
    """Refuses a pattern that cannot be run in bounded time, and the one keyword by which patterns would be run elsewhere."""
    if not path and _anywhere(schema, "unevaluatedProperties") and _anywhere(schema, "patternProperties"):
        raise _Refused("unevaluatedProperties beside patternProperties is not read; say additionalProperties")
    if isinstance(schema, list):
        for at, item in enumerate(schema):
            _check_patterns(item, (*path, at))
    elif isinstance(schema, dict):
        for key, item in schema.items():
            sources = [item] if key == "pattern" and isinstance(item, str) else list(item) if _holds_patterns(key, item) else []
            for source in sources:
                try:
                    pattern(source)
                except PatternError as error:
                    raise _Refused(f"{pointer((*path, key))}: {error}") from None
            if key not in ("const", "enum", "default", "examples"):
                _check_patterns(item, (*path, key))


def _holds_patterns(key: str, item: Any) -> bool:
    return key == "patternProperties" and isinstance(item, dict)


def _anywhere(schema: Any, key: str) -> bool:
    if isinstance(schema, dict):
        return key in schema or any(_anywhere(item, key) for item in schema.values())
    return isinstance(schema, list) and any(_anywhere(item, key) for item in schema)


def _without_dialect(schema: Any) -> Any:
    """The schema without `$schema`: where a reference leads back to one, the library would take its own way with patterns."""
    if isinstance(schema, dict):
        return {
            key: item if key in ("const", "enum") else _without_dialect(item)
            for key, item in schema.items()
            if key != "$schema" or not isinstance(item, str)
        }
    return [_without_dialect(item) for item in schema] if isinstance(schema, list) else schema


Errors = Iterator[Any]


def _pattern(_validator: Any, source: str, instance: Any, _schema: Any) -> Errors:
    from jsonschema import ValidationError

    if isinstance(instance, str) and not pattern(source).search(instance):
        yield ValidationError(f"{instance!r} does not match {source!r}")


def _pattern_properties(validator: Any, patterns: Mapping[str, Any], instance: Any, _schema: Any) -> Errors:
    if isinstance(instance, dict):
        for source, schema in patterns.items():
            for key, value in instance.items():
                if pattern(source).search(key):
                    yield from validator.descend(value, schema, path=key, schema_path=source)


def _additional_properties(validator: Any, extra: Any, instance: Any, schema: Mapping[str, Any]) -> Errors:
    from jsonschema import ValidationError

    if not isinstance(instance, dict):
        return
    known, patterns = schema.get("properties", {}), schema.get("patternProperties", {})
    for key, value in instance.items():
        if key in known or any(pattern(source).search(key) for source in patterns):
            continue
        if isinstance(extra, dict):
            yield from validator.descend(value, extra, path=key)
        elif not extra:
            yield ValidationError(f"Additional properties are not allowed ({key!r} was unexpected)")


def pointer(path: Sequence[str | int]) -> str:
    """A path as a JSON Pointer."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)
