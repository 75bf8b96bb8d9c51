"""Paths: which values of an extraction output a JSON Pointer or a small JSONPath means. Names, indices and ``*``; no filters, bounded."""

from __future__ import annotations

import re
from collections.abc import Mapping

MOST = 1000
_STEP = re.compile(
    r"""\.(?P<name>[^.\[\]*'"]+)|\.(?P<all>\*)|\[(?P<index>-?\d{1,9})\]|\[(?P<every>\*)\]|\['(?P<single>(?:[^'\\]|\\.)*)'\]|\["(?P<double>(?:[^"\\]|\\.)*)"\]"""
)
ALL = object()


def steps_of(path: str) -> list[object] | None:
    """The steps of a path: texts, indices, ALL; None where it is neither a JSON Pointer nor a JSONPath that is read here."""
    if path == "" or path.startswith("/"):
        return [t.replace("~1", "/").replace("~0", "~") for t in path.split("/")[1:]]
    if not path.startswith("$"):
        return None
    steps: list[object] = []
    at = 1
    while at < len(path):
        match = _STEP.match(path, at)
        if match is None:
            return None
        if match["all"] or match["every"]:
            steps.append(ALL)
        elif match["index"] is not None:
            steps.append(int(match["index"]))
        elif match["name"] is not None:
            steps.append(match["name"])
        else:
            steps.append(re.sub(r"\\(.)", r"\1", match["single"] if match["single"] is not None else match["double"]))
        at = match.end()
    return steps


def resolve(data: object, path: str) -> list[tuple[str, tuple[str, ...], object]]:
    """(pointer, keys on the way, value) of everything the path means in ``data``, in order; nothing where it means nothing."""
    steps = steps_of(path)
    if steps is None:
        return []
    found: list[tuple[str, tuple[str, ...], object]] = [("", (), data)]
    pointer = not path.startswith("$")
    for step in steps:
        after: list[tuple[str, tuple[str, ...], object]] = []
        for at, keys, value in found:
            for key, below in _children(value, step, pointer):
                after.append(
                    (f"{at}/{str(key).replace('~', '~0').replace('/', '~1')}", keys if isinstance(key, int) else (*keys, key), below)
                )
                if len(after) >= MOST:
                    break
        found = after[:MOST]
    return found


def _children(value: object, step: object, pointer: bool) -> list[tuple[str | int, object]]:
    if isinstance(value, Mapping):
        if step is ALL:
            return [(str(k), v) for k, v in list(value.items())[:MOST]]
        key = str(step) if isinstance(step, int) else step
        return [(key, value[key])] if isinstance(key, str) and key in value else []
    if isinstance(value, (list, tuple)):
        if step is ALL:
            return list(enumerate(value[:MOST]))
        if isinstance(step, str) and pointer and step.isdigit() and len(step) < 10:
            step = int(step)
        if isinstance(step, int) and -len(value) <= step < len(value):
            return [(step % len(value), value[step])]
    return []


def replaced(data: object, pointer: str, value: object) -> object:
    """A copy of ``data`` with one value replaced; what the pointer does not pass is shared."""
    parts = pointer.split("/")[1:] if pointer else []
    return _replaced(data, [p.replace("~1", "/").replace("~0", "~") for p in parts], value)


def _replaced(data: object, parts: list[str], value: object) -> object:
    if not parts:
        return value
    head, rest = parts[0], parts[1:]
    if isinstance(data, Mapping):
        key = next((k for k in data if str(k) == head), None)
        return {k: _replaced(v, rest, value) if k is key else v for k, v in data.items()} if key is not None else data
    if isinstance(data, (list, tuple)) and head.isdigit() and int(head) < len(data):
        return [_replaced(v, rest, value) if i == int(head) else v for i, v in enumerate(data)]
    return data


def value_at(data: object, pointer: str) -> object:
    """The value at a pointer, or None."""
    found = resolve(data, pointer)
    return found[0][2] if found else None
