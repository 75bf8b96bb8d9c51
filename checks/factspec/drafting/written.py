"""A drafted golden set as YAML that people edit: every text in quotes, so that nothing in a document can be read as anything else."""

from __future__ import annotations

import json
from collections.abc import Iterator

from factspec.model import Entity, Fact, GoldenSet, Source


def yaml_text(golden: GoldenSet) -> str:
    """The set as a file; `factspec lint` finds it sound."""
    return "\n".join(_lines(golden)) + "\n"


def quoted(text: str) -> str:
    """A text as a YAML scalar in double quotes: JSON's way, with what YAML calls unprintable written out."""
    made = json.dumps(text, ensure_ascii=False)
    return "".join(c if c.isprintable() or c in "\u200d" else f"\\u{ord(c):04x}" if ord(c) < 0x10000 else f"\\U{ord(c):08x}" for c in made)


def _lines(golden: GoldenSet) -> Iterator[str]:
    yield "# Proposed by factspec draft: look through it with factspec review. Facts that are only proposed never fail a text."
    yield "factspec: 1"
    yield f"id: {quoted(golden.id)}"
    if golden.as_of:
        yield f"as_of: {golden.as_of}"
    yield "sources:"
    for source in golden.sources:
        yield f"  {source.id}: {_source(source)}"
    if golden.entities:
        yield "entities:"
        for entity in golden.entities:
            yield f"  {entity.id}: {_entity(entity)}"
    yield "facts:"
    for fact in golden.facts:
        yield from _fact(fact)


def _source(source: Source) -> str:
    parts = []
    if source.path is not None:
        parts.append(f"path: {quoted(source.path)}")
    if source.title is not None:
        parts.append(f"title: {quoted(source.title)}")
    if source.published is not None:
        parts.append(f"published: {source.published}")
    return "{" + ", ".join(parts) + "}"


def _entity(entity: Entity) -> str:
    parts = [f"name: {quoted(entity.name)}"]
    if entity.type:
        parts.insert(0, f"type: {entity.type}")
    if entity.aliases:
        parts.append(f"aliases: [{', '.join(map(quoted, entity.aliases))}]")
    return "{" + ", ".join(parts) + "}"


def _fact(fact: Fact) -> Iterator[str]:
    yield f"  {fact.id}:"
    yield f"    claim: {quoted(fact.claim)}"
    if fact.type is not None:
        yield f"    type: {fact.type}"
    yield "    status: proposed"
    if fact.note:
        yield f"    note: {quoted(fact.note)}"
    if fact.evidence:
        yield "    evidence:"
        for e in fact.evidence:
            place = f", start: {e.start}, end: {e.end}" if e.start is not None else ""
            yield f"      - {{source: {e.source}, quote: {quoted(e.quote)}{place}}}"
