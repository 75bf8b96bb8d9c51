"""pydantic's errors in, located complaints out: what was read, what was expected, the nearest right word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from factspec.errors import Complaint
from factspec.golden.models import KEYS
from factspec.golden.nodes import Node
from factspec.golden.scalars import describe
from factspec.suggest import did_you_mean, nearest

_TAGS = {"<text>", "<list>", "<range>", "<span>", "[key]"}


def keys_at(loc: tuple[str | int, ...]) -> list[str]:
    """The keys that may stand at a place of the tree."""
    parts = ["*" if i in (1, 3) else str(part) for i, part in enumerate(loc)]
    model = KEYS.get(".".join(parts))
    return [f.alias or name for name, f in model.model_fields.items()] if model else []


def walk(root: Node, loc: tuple[str | int, ...]) -> tuple[Node, list[str | int]]:
    """The deepest node that a place leads to, and the part of the place that exists."""
    node, path = root, []
    for part in loc:
        if (below := node.child(part)) is None:
            continue
        node = below
        path.append(part)
    return node, path


def where_of(path: Iterable[str | int]) -> str:
    return ".".join(str(part) for part in path)


def from_pydantic(error: Mapping[str, Any], root: Node, file: str) -> Complaint:
    loc: tuple[str | int, ...] = tuple(part for part in error["loc"] if part not in _TAGS)
    context = error.get("ctx", {})
    kind = error["type"]
    if kind == "extra_forbidden":
        parent, path = walk(root, loc[:-1])
        key = parent.key(loc[-1]) or parent
        word = str(loc[-1])
        known = keys_at(loc[:-1])
        if loc[2:] == ("value", loc[-1]):
            known = ["min", "max", "from", "to"]
        message = f'unknown key "{word}", expected {_listed(known)}{did_you_mean(word, known)}'
        return Complaint(file, key.line, key.column, where_of((*path, word)), message)
    node, path = walk(root, loc)
    if kind == "missing":
        message = _missing(str(loc[-1]), loc, node)
        return Complaint(file, node.line, node.column, where_of(path), message)
    if "[key]" in error["loc"]:
        parent, _ = walk(root, loc[:-1])
        node = parent.key(loc[-1]) or parent
        return Complaint(file, node.line, node.column, where_of(loc), "an empty key, expected an id")
    if kind == "factspec":
        message = error["msg"]
        if "options" in context:
            message += did_you_mean(context["read"], context["options"])
    elif kind == "too_short":
        message = "nothing is listed, expected at least one"
    elif kind == "too_long":
        message = f"{context.get('actual_length') or 'too many'} are listed, expected {context['max_length']} at most"
    elif kind in ("dict_type", "model_type", "model_attributes_type"):
        message = f"read {describe(error['input'])}, expected a mapping"
        if known := keys_at(loc):
            message += f" with {_listed(known)}"
    elif kind in ("list_type", "union_tag_not_found", "union_tag_invalid"):
        message = f"read {describe(error['input'])}, expected a list"
    else:
        message = error["msg"]
    return Complaint(file, node.line, node.column, where_of(path), message)


def _listed(known: list[str]) -> str:
    return ", ".join(known) if known else "none here"


def _missing(key: str, loc: tuple[str | int, ...], node: Node) -> str:
    if loc == ("facts",):
        near = next((str(k.text) for k in node.keys or () if nearest(str(k.text), ["facts"])), None)
        hint = f', did you mean "facts" by "{near}"?' if near else ""
        return f"no facts, expected the key `facts` with one claim at least{hint}"
    present = [str(k.text) for k in node.keys or ()]
    near = nearest(key, present)
    hint = f', did you mean it by "{near}"?' if near else ""
    return f'the key "{key}" is missing, expected it here{hint}'
