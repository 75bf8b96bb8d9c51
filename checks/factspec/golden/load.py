"""A golden set's bytes in, a frozen GoldenSet out, or every complaint about the file at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError

from factspec.errors import Complaint, GoldenError, UsageError
from factspec.golden.complaints import from_pydantic, walk, where_of
from factspec.golden.cross import cross_check
from factspec.golden.models import FactKeys, GoldenKeys, RangeKeys, SpanKeys
from factspec.golden.nodes import MAX_BYTES, Node, parse, plain
from factspec.model import Entity, Evidence, Fact, FactType, Forbidden, GoldenSet, Importance, Source, Tolerance, Where


def load_file(path: str | Path, typed_as: str | None = None) -> GoldenSet:
    """Reads a golden set from disk; `typed_as` is the path that complaints show."""
    file = typed_as if typed_as is not None else str(path).replace("\\", "/")
    try:
        with Path(path).open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UsageError("golden-unreadable", f"{file}: cannot be read: {error.strerror or error}") from None
    return load_bytes(raw, file, Path(path).stem)


def load_bytes(raw: bytes, file: str, default_id: str | None = None) -> GoldenSet:
    """Reads a golden set's bytes; `file` names it in complaints, and its stem is the id of a set that has none."""
    root = parse(raw, file)
    tree = plain(root)
    if not isinstance(tree, dict):
        raise GoldenError((Complaint(file, root.line, root.column, "", "read no mapping, expected a golden set with `facts:`"),))
    try:
        keys = GoldenKeys.model_validate(tree)
    except ValidationError as error:
        complaints = [from_pydantic(e, root, file) for e in cast("list[Mapping[str, Any]]", error.errors(include_url=False))]
        raise GoldenError(_sorted(complaints)) from None
    if (keys.language or "en") != "en":
        at = _where(root, ("language",), file)
        raise UsageError("language", f"{at}: language: read {keys.language!r}, expected en, the only language read so far")
    breaches = list(cross_check(tree))
    if breaches:
        raise GoldenError(_sorted([_breach(root, loc, message, file) for loc, _, message in breaches]))
    return _golden(keys, root, file, hashlib.sha256(raw).hexdigest(), default_id or Path(file).stem)


def _sorted(complaints: list[Complaint]) -> tuple[Complaint, ...]:
    return tuple(sorted(dict.fromkeys(complaints), key=lambda c: (c.line, c.column, c.where, c.message)))


def _breach(root: Node, loc: tuple[str | int, ...], message: str, file: str) -> Complaint:
    node, path = walk(root, loc)
    return Complaint(file, node.line, node.column, where_of(path), message)


def _where(root: Node, loc: tuple[str | int, ...], file: str) -> Where:
    """The place of a key, or of a list's item."""
    parent, _ = walk(root, loc[:-1])
    node = parent.key(loc[-1]) or walk(root, loc)[0]
    return Where(file, node.line, node.column)


def _golden(keys: GoldenKeys, root: Node, file: str, sha256: str, default_id: str) -> GoldenSet:
    return GoldenSet(
        id=keys.id or default_id,
        title=keys.title or "",
        language="en",
        as_of=keys.as_of,
        timezone=keys.timezone,
        background=keys.background or "",
        sources=tuple(Source(i, s.path, s.title, s.published, _where(root, ("sources", i), file)) for i, s in (keys.sources or {}).items()),
        entities=tuple(
            Entity(i, e.type or "", e.name, tuple(e.aliases or ()), tuple(e.within or ()), _where(root, ("entities", i), file))
            for i, e in (keys.entities or {}).items()
        ),
        facts=tuple(_fact(i, f, root, file) for i, f in keys.facts.items()),
        forbidden=tuple(Forbidden(i, claim, _where(root, ("forbidden", i), file)) for i, claim in (keys.forbidden or {}).items()),
        known=tuple(keys.known or ()),
        file=file,
        sha256=sha256,
    )


def _fact(fact_id: str, keys: FactKeys, root: Node, file: str) -> Fact:
    evidence = tuple(
        Evidence(e.source, e.quote, _where(root, ("facts", fact_id, "evidence", at), file), e.start, e.end)
        for at, e in enumerate(keys.evidence or ())
    )
    return Fact(
        id=fact_id,
        claim=keys.claim,
        type=cast("FactType | None", keys.type),
        value=_value(keys.value),
        unit=keys.unit,
        of=keys.of,
        about=keys.about,
        by=keys.by,
        subject=keys.subject,
        verb=keys.verb,
        object=keys.object,
        symmetric=bool(keys.symmetric),
        within=tuple(keys.within or ()),
        tolerance=Tolerance(keys.tolerance.absolute, keys.tolerance.relative) if keys.tolerance else None,
        cues=tuple(keys.cues or ()),
        accept=tuple(keys.accept or ()),
        paths=tuple(keys.paths or ()),
        importance=cast("Importance", keys.importance or "expected"),
        proposed=keys.status == "proposed",
        evidence=evidence,
        note=keys.note,
        where=_where(root, ("facts", fact_id), file),
        value_where=_where(root, ("facts", fact_id, "value"), file) if keys.value is not None else None,
    )


def _value(value: str | list[str] | RangeKeys | SpanKeys | None) -> str | tuple[str, ...] | tuple[tuple[str, str], ...] | None:
    if isinstance(value, RangeKeys):
        return (("min", value.min), ("max", value.max))
    if isinstance(value, SpanKeys):
        return (("from", value.start), ("to", value.to))
    return tuple(value) if isinstance(value, list) else value
