"""YAML or JSON bytes in, a tree of located nodes out: every scalar stays the characters that stand in the file.

YAML is read from libyaml's events, not by a loader, so nothing is resolved (``NO``, ``12:30`` and ``1.10`` stay what they
are), nothing recurses, and anchors, aliases, tags, duplicate keys and further documents are refused where they stand.
``kind`` says how an editor's YAML 1.2 tool would type the scalar, so that the loader and the JSON Schema agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from factspec.errors import Complaint, GoldenError

MAX_BYTES = 5 * 1024 * 1024
MAX_DEPTH = 50

_NULL = {"", "~", "null", "Null", "NULL"}
_TRUE = {"true", "True", "TRUE"}
_FALSE = {"false", "False", "FALSE"}
_NUMBER = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\Z")
# What YAML calls unprintable; checked beforehand because libyaml counts such a place in bytes.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Text(str):
    """A scalar's characters, with the kind an editor's tool would give it: string, number, bool or null."""

    kind: str

    def __new__(cls, text: str, kind: str = "string") -> Text:
        made = super().__new__(cls, text)
        made.kind = kind
        return made


@dataclass(slots=True)
class Node:
    """A scalar (``text``), a list (``items``) or a mapping (``keys`` and ``items`` side by side), with its place."""

    line: int
    column: int
    text: Text | None = None
    keys: list[Node] | None = None
    items: list[Node] = field(default_factory=list)

    def child(self, key: str | int) -> Node | None:
        """The value under a key or at an index; None where there is none."""
        if self.keys is not None:
            return next((v for k, v in zip(self.keys, self.items, strict=True) if k.text == key), None)
        if self.text is None and isinstance(key, int) and 0 <= key < len(self.items):
            return self.items[key]
        return None

    def key(self, key: str | int) -> Node | None:
        """The node of the key itself, where complaints about a key point."""
        return next((k for k in self.keys or () if k.text == key), None)


def plain_kind(text: str) -> str:
    """How YAML 1.2's core schema types an unquoted scalar (decimal numbers only)."""
    if text in _NULL:
        return "null"
    if text in _TRUE or text in _FALSE:
        return "bool"
    return "number" if _NUMBER.match(text) else "string"


def is_true(text: str) -> bool:
    return text in _TRUE


def plain(node: Node) -> Any:
    """The tree as dicts, lists and `Text`, for the models."""
    if node.keys is not None:
        return {Text(k.text or ""): plain(v) for k, v in zip(node.keys, node.items, strict=True)}
    return node.text if node.text is not None else [plain(v) for v in node.items]


def typed(node: Node) -> Any:
    """The tree as a JSON Schema validator sees it: numbers as numbers, true as true."""
    if node.keys is not None:
        return {str(k.text): typed(v) for k, v in zip(node.keys, node.items, strict=True)}
    if node.text is None:
        return [typed(v) for v in node.items]
    match node.text.kind:
        case "null":
            return None
        case "bool":
            return is_true(node.text)
        case "number":
            return int(node.text) if node.text.lstrip("+-").isdigit() else float(node.text)
        case _:
            return str(node.text)


def parse(raw: bytes, file: str, noun: str = "golden set", key: str = "facts") -> Node:
    """Reads the bytes of a golden set, or a `noun` with a `key`; raises GoldenError with every complaint that does not stop it."""
    if len(raw) > MAX_BYTES:
        raise _stop(file, 1, 1, f"the file has {len(raw)} bytes, expected at most {MAX_BYTES}")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        raise _stop(file, *_place(before, len(before)), f"byte 0x{raw[error.start]:02x} is not UTF-8, expected a UTF-8 file") from None
    text = text.removeprefix("\ufeff")
    if bad := _UNPRINTABLE.search(text):
        at = _place(text, bad.start())
        raise _stop(file, *at, f"the control character U+{ord(bad.group()):04X}, expected printable text")
    if not text.strip():
        raise _stop(file, 1, 1, f"the file is empty, expected a {noun} with `{key}:`")
    if file.lower().endswith(".json"):
        from factspec.golden.json_nodes import parse_json

        return parse_json(text, file)
    return _Builder(file, noun, key).build(text)


def _place(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _stop(file: str, line: int, column: int, message: str, where: str = "") -> GoldenError:
    return GoldenError((Complaint(file, line, column, where, message),))


def add_to(parent: Node, node: Node, key: Node | None, file: str, complaints: list[Complaint], names: set[str]) -> None:
    """Puts a value into its list or mapping; a key that is there already is a complaint."""
    if parent.keys is None:
        parent.items.append(node)
        return
    assert key is not None
    assert key.text is not None
    if key.text in names:
        first = parent.key(key.text)
        assert first is not None
        message = f'the key "{key.text}" stands twice (first in line {first.line}), expected each key once'
        complaints.append(Complaint(file, key.line, key.column, "", message))
        return
    names.add(key.text)
    parent.keys.append(key)
    parent.items.append(node)


@dataclass(slots=True)
class _Open:
    """A list or mapping being read: its node, the key that waits for its value, and the keys seen."""

    node: Node
    key: Node | None = None
    names: set[str] = field(default_factory=set)


class _Builder:
    """Builds the tree from YAML events with a stack of its own."""

    def __init__(self, file: str, noun: str, key: str) -> None:
        self.file = file
        self.noun = noun
        self.wanted = key
        self.complaints: list[Complaint] = []
        self.stack: list[_Open] = []
        self.root: Node | None = None

    def build(self, text: str) -> Node:
        import yaml

        documents = 0
        try:
            for event in _events(text):
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._complain(event, f"a second document starts here, expected one {self.noun} a file")
                        break
                elif isinstance(event, yaml.NodeEvent):
                    self._node(event)
                elif isinstance(event, (yaml.SequenceEndEvent, yaml.MappingEndEvent)):
                    self.stack.pop()
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            at = text.splitlines()[line - 1 : line]
            message = _explain(str(error.problem or error.context), tab=bool(at) and at[0][column - 1 : column] == "\t")
            self.complaints.append(Complaint(self.file, line, column, "", message))
        except yaml.YAMLError as error:
            self.complaints.append(Complaint(self.file, 1, 1, "", f"not YAML: {error}"))
        if self.complaints:
            raise GoldenError(tuple(self.complaints))
        if self.root is None:
            raise _stop(self.file, 1, 1, f"the file holds nothing but comments, expected a {self.noun} with `{self.wanted}:`")
        return self.root

    def _complain(self, event: Any, message: str) -> None:
        mark = event.start_mark
        self.complaints.append(Complaint(self.file, mark.line + 1, mark.column + 1, "", message))

    def _node(self, event: Any) -> None:
        import yaml

        if isinstance(event, yaml.AliasEvent):
            self._complain(event, f"the alias *{event.anchor}, expected the value itself: aliases are not read")
        elif event.anchor is not None:
            self._complain(event, f"the anchor &{event.anchor}, expected the value alone: anchors are not read")
        if getattr(event, "tag", None) is not None:
            self._complain(event, f"the tag {event.tag}, expected the value alone: tags are not read (put a text in quotes)")
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if isinstance(event, (yaml.SequenceStartEvent, yaml.MappingStartEvent)):
            if len(self.stack) >= MAX_DEPTH:
                self._complain(event, f"nested deeper than {MAX_DEPTH} levels")
                raise GoldenError(tuple(self.complaints))
            node = Node(line, column, keys=[] if isinstance(event, yaml.MappingStartEvent) else None)
            if self._key_expected():
                self._complain(event, "a list or mapping as a key, expected a plain word")
            self._put(node)
            self.stack.append(_Open(node))
            return
        value = getattr(event, "value", "")
        implicit = getattr(event, "implicit", None)  # of a scalar: (plain, quoted); an alias has none
        kind = plain_kind(value) if isinstance(implicit, tuple) and implicit[0] else "string"
        self._put(Node(line, column, text=Text(value, kind)))

    def _key_expected(self) -> bool:
        return bool(self.stack) and self.stack[-1].node.keys is not None and self.stack[-1].key is None

    def _put(self, node: Node) -> None:
        if not self.stack:
            self.root = self.root or node
            return
        top = self.stack[-1]
        if self._key_expected():
            # A list or mapping as a key is a complaint already; a stand-in keeps the reading going.
            top.key = node if node.text is not None else Node(node.line, node.column, text=Text(""))
            return
        add_to(top.node, node, top.key, self.file, self.complaints, top.names)
        top.key = None


def _events(text: str) -> Iterator[Any]:
    import yaml

    return iter(yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader)))


def _explain(problem: str, *, tab: bool) -> str:
    """libyaml's complaint, with what an editor most likely has to do."""
    if tab:
        return "a tab, expected spaces for indentation"
    if "mapping values are not allowed" in problem:
        return 'a second ": " in one line, expected quotes around a sentence that holds a colon: "..."'
    if "expected <block end>" in problem or "could not find expected ':'" in problem or "did not find expected key" in problem:
        return f"not YAML: {problem}; check the indentation, and the quotes and colons of the line above"
    return f"not YAML: {problem}"
