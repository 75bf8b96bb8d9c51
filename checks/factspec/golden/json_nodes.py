"""JSON text in, the same located nodes out: numbers keep their characters, strings their surrogate pairs."""

from __future__ import annotations

import re
from json.decoder import JSONDecodeError, scanstring  # type: ignore[attr-defined]

from factspec.errors import Complaint, GoldenError
from factspec.golden.nodes import MAX_DEPTH, Node, Text, add_to

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
_WORDS = {"true": "bool", "false": "bool", "null": "null"}


def parse_json(text: str, file: str) -> Node:
    """Reads one JSON value; raises GoldenError where it is not JSON or a key stands twice."""
    reader = _Reader(text, file)
    node, at = reader.value(reader.skip(0), 0)
    if (at := reader.skip(at)) < len(text):
        raise reader.stop(at, "something stands after the end, expected one JSON value")
    if reader.complaints:
        raise GoldenError(tuple(reader.complaints))
    return node


class _Reader:
    """Recursive descent, bounded by MAX_DEPTH; places are counted forward once."""

    def __init__(self, text: str, file: str) -> None:
        self.text = text
        self.file = file
        self.complaints: list[Complaint] = []
        self._seen = (0, 1, 0)  # offset, its line, where that line starts

    def skip(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at

    def place(self, at: int) -> tuple[int, int]:
        offset, line, start = self._seen
        if at < offset:
            return self.text.count("\n", 0, at) + 1, at - self.text.rfind("\n", 0, at)
        line += self.text.count("\n", offset, at)
        last = self.text.rfind("\n", offset, at)
        start = last + 1 if last >= 0 else start
        self._seen = (at, line, start)
        return line, at - start + 1

    def stop(self, at: int, message: str) -> GoldenError:
        return GoldenError((*self.complaints, Complaint(self.file, *self.place(at), "", message)))

    def value(self, at: int, depth: int) -> tuple[Node, int]:
        here = self.text[at : at + 1]
        line, column = self.place(at)
        if here == '"':
            text, end = self.string(at)
            return Node(line, column, text=Text(text)), end
        if here in ("{", "[") and here:
            if depth >= MAX_DEPTH:
                raise self.stop(at, f"nested deeper than {MAX_DEPTH} levels")
            return self.holder(Node(line, column, keys=[] if here == "{" else None), at + 1, depth + 1, "}" if here == "{" else "]")
        if number := _NUMBER.match(self.text, at):
            return Node(line, column, text=Text(number.group(), "number")), number.end()
        for word, kind in _WORDS.items():
            if self.text.startswith(word, at):
                return Node(line, column, text=Text(word, kind)), at + len(word)
        raise self.stop(at, f"read {here!r}, expected a JSON value" if here else "the file ends here, expected a JSON value")

    def string(self, at: int) -> tuple[str, int]:
        try:
            text, end = scanstring(self.text, at + 1, True)
        except JSONDecodeError as error:
            raise self.stop(error.pos, f"not JSON: {error.msg}") from None
        if any("\ud800" <= c <= "\udfff" for c in text):
            raise self.stop(at, "half of a surrogate pair, expected whole characters")
        return str(text), int(end)

    def holder(self, node: Node, at: int, depth: int, close: str) -> tuple[Node, int]:
        names: set[str] = set()
        at = self.skip(at)
        if self.text[at : at + 1] == close:
            return node, at + 1
        while True:
            key = None
            if node.keys is not None:
                if self.text[at : at + 1] != '"':
                    raise self.stop(at, 'expected a key in double quotes, as in "facts"')
                line, column = self.place(at)
                name, at = self.string(at)
                key = Node(line, column, text=Text(name))
                at = self.skip(at)
                if self.text[at : at + 1] != ":":
                    raise self.stop(at, f'expected ":" after the key "{name}"')
                at = self.skip(at + 1)
            item, at = self.value(at, depth)
            add_to(node, item, key, self.file, self.complaints, names)
            at = self.skip(at)
            here = self.text[at : at + 1]
            if here == close:
                return node, at + 1
            if here != ",":
                raise self.stop(at, f'expected "," or "{close}"')
            at = self.skip(at + 1)
