"""A `*.factspec.yaml` in, what is to be tested out; every complaint with file, line and column."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from factspec.errors import Complaint, GoldenError
from factspec.gate import FLAGS, LISTS, SHARES
from factspec.golden.cross import real_date
from factspec.golden.nodes import MAX_BYTES, Node, parse, typed

KEYS = ("golden", "inputs", "items", "policy", "as-of", "id-field", "text-field", "data-field")
INPUT_KEYS = ("id", "text", "data", "as-of")
RUN_ONLY = "min-pass-rate"
"""The one word of a policy that is about a run, and so of no test."""
ITEMS = ("facts", "inputs")


@dataclass(frozen=True, slots=True)
class Given:
    """One entry of `inputs`: a path or glob, or what is to be checked itself."""

    node: Node
    word: str | None = None
    id: str = ""
    content: Any = None
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Spec:
    """What one file asks for."""

    golden: str
    golden_node: Node
    inputs: tuple[Given, ...]
    policy: dict[str, Any]
    policy_node: Node
    items: str | None
    as_of: str | None
    fields: dict[str, str]


def complain(file: str, node: Node, where: str, message: str) -> NoReturn:
    """Raises a complaint about a place of the file."""
    raise GoldenError((Complaint(file, node.line, node.column, where, message),))


def read_spec(path: Path, file: str) -> Spec:
    """Reads the file; `file` names it in complaints. Raises `GoldenError` for anything but what is expected."""
    with path.open("rb") as stream:
        root = parse(stream.read(MAX_BYTES + 1), file, "list of inputs", "golden")
    if root.keys is None:
        complain(file, root, "", "expected a mapping with golden and inputs")
    _known(file, root, KEYS, "")
    golden = root.child("golden")
    inputs = root.child("inputs")
    if golden is None or inputs is None:
        complain(file, root, "", f'the key "{"golden" if golden is None else "inputs"}" is missing, expected golden and inputs')
    items = _text(file, root, "items", "")
    if items is not None and items not in ITEMS:
        from factspec.suggest import did_you_mean

        complain(file, _child(root, "items"), "items", f'read "{items}", expected facts or inputs{did_you_mean(items, ITEMS)}')
    policy = root.child("policy") or Node(root.line, root.column, keys=[])
    values = _policy(file, policy)
    fields = {key.removesuffix("-field"): text for key in ("id-field", "text-field", "data-field") if (text := _text(file, root, key, ""))}
    name = _text(file, root, "golden", "") or complain(file, golden, "golden", "read nothing, expected the path or id of a golden set")
    return Spec(name, golden, tuple(_inputs(file, inputs)), values, policy, items, _day(file, root, ""), fields)


def _inputs(file: str, node: Node) -> Iterator[Given]:
    if node.text is not None and node.text.kind == "string":
        yield Given(node, _word(file, node, "inputs"))
        return
    if node.text is not None or node.keys is not None or not node.items:
        complain(file, node, "inputs", "expected a list of paths, globs and texts, one at least")
    for at, given in enumerate(node.items):
        where = f"inputs[{at}]"
        if given.text is not None and given.text.kind == "string":
            yield Given(given, _word(file, given, where))
            continue
        if given.keys is None:
            complain(file, given, where, "expected a path, a glob, or a mapping with id and text or data")
        _known(file, given, INPUT_KEYS, where)
        name, text, data = _text(file, given, "id", where), given.child("text"), given.child("data")
        if name is None:
            complain(file, given, where, 'the key "id" is missing, expected one that names the input')
        if (text is None) == (data is None):
            complain(file, given, where, "expected text or data, one of them")
        content: Any = _text(file, given, "text", where) if text is not None else typed(data) if data is not None else None
        if data is not None and not isinstance(content, (dict, list)):
            complain(file, data, f"{where}.data", "expected a mapping or a list")
        yield Given(given, None, name, content, _day(file, given, where))


def _word(file: str, node: Node, where: str) -> str:
    word = str(node.text)
    if not word.strip() or word == "-":
        complain(file, node, where, f'read "{word}", expected a path or glob')
    return word


def _policy(file: str, node: Node) -> dict[str, Any]:
    if node.keys is None:
        complain(file, node, "policy", "expected a mapping")
    _known(file, node, tuple(key for key in (*SHARES, *FLAGS, *LISTS) if key != RUN_ONLY), "policy")
    made: dict[str, Any] = {}
    for key_node, value in zip(node.keys, node.items, strict=True):
        key = str(key_node.text)
        where, name = f"policy.{key}", key.replace("-", "_")
        read = typed(value)
        if key in SHARES:
            if isinstance(read, bool) or not isinstance(read, (int, float)) or not 0 <= read <= 1:
                complain(file, value, where, f"read {_said(value)}, expected a share from 0 to 1")
            made[name] = str(value.text)
        elif key in FLAGS:
            if not isinstance(read, bool):
                complain(file, value, where, f"read {_said(value)}, expected true or false")
            made[name] = read
        else:
            words = [read] if isinstance(read, str) else read
            if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
                complain(file, value, where, f"read {_said(value)}, expected a list of ids")
            made[name] = tuple(words)
    return made


def _said(node: Node) -> str:
    return f'"{node.text}"' if node.text is not None else "a mapping" if node.keys is not None else "a list"


def _child(node: Node, key: str) -> Node:
    return node.child(key) or node


def _text(file: str, node: Node, key: str, where: str) -> str | None:
    value = node.child(key)
    if value is None:
        return None
    kinds = ("string", "number") if key == "id" else ("string",)
    if value.text is None or value.text.kind not in kinds or (not value.text.strip() and key != "text"):
        hint = " (put it in quotes)" if value.text is not None and value.text.kind in ("number", "bool") else ""
        complain(file, value, f"{where}.{key}".strip("."), f"read {_said(value)}, expected a text{hint}")
    return str(value.text)


def _day(file: str, node: Node, where: str) -> str | None:
    day = _text(file, node, "as-of", where)
    if day is not None and not (len(day) == 10 and real_date(day)):
        complain(file, _child(node, "as-of"), f"{where}.as-of".strip("."), f'read "{day}", expected a day as 2025-05-05')
    return day


def _known(file: str, node: Node, known: tuple[str, ...], where: str) -> None:
    for key in node.keys or ():
        if key.text not in known:
            from factspec.suggest import did_you_mean

            complain(file, key, where, f'unknown key "{key.text}", expected one of {", ".join(known)}{did_you_mean(str(key.text), known)}')
