"""Formats that show several reports one after the other, and the decision over all of them: inputs may come in any order."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO, cast

from factspec.report import Head
from factspec.report import InputReport as Input
from factspec.reporters import Look, Writer, writer
from factspec.reporters.as_json import dumped, escape
from factspec.reporters.terminal import safe
from factspec.reporters.text import closing
from factspec.shape import SHAPE_VERSION, End, baseline_dict, decision_dict
from factspec.writing import Spool

NESTED = ("json", "text")
"""The other formats show one list over all of them."""


class Key(NamedTuple):
    """A part: a suite, and a golden set that inputs of it were checked against."""

    suite: str
    golden: str
    sha256: str


class PartsWriter:
    """Keeps each report apart, and puts them together at the end."""

    def __init__(self, out: TextIO, form: str, look: Look) -> None:
        self.out, self.form, self.look = out, form, look
        self._spool = Spool()
        self._writers: dict[Key, Writer] = {}

    def part(self, suite: str, head: Head) -> Key:
        """The part that inputs of a suite with one golden set go to."""
        key = Key(suite, head.golden_id, head.golden_sha256)
        if key not in self._writers:
            self._writers[key] = writer(self.form)(cast("TextIO", _Out(self._spool, key)), head, self.look)
        return key

    def add(self, key: Key, item: Input) -> None:
        self._writers[key].add(item)

    def end(self, parts: Sequence[tuple[Key, End]], whole: End) -> None:
        """Writes every part with its own end, and the end of the whole."""
        for key, end in parts:
            self._writers[key].end(end)
        for text in self._json(parts, whole) if self.form == "json" else self._text(parts, whole):
            self.out.write(text)

    def _text(self, parts: Sequence[tuple[Key, End]], whole: End) -> Iterator[str]:
        before = None
        for key, end in parts:
            if self.look.verbose < 0 and end.decision.status == "pass":
                continue
            if key.suite not in (before, key.golden):  # a saved run without suites is called by its golden set
                yield f"suite {safe(key.suite)}\n\n"
            before = key.suite
            yield from self._spool.texts(key)
            yield "\n"
        yield closing(whole)

    def _json(self, parts: Sequence[tuple[Key, End]], whole: End) -> Iterator[str]:
        suites: dict[str, list[Key]] = {}
        for key, _ in parts:
            suites.setdefault(key.suite, []).append(key)
        yield f'{{\n "version": {SHAPE_VERSION},\n "suites": ['
        for at, (name, keys) in enumerate(suites.items()):
            yield f'{"," if at else ""}\n  {{\n   "name": {escape(json.dumps(name, ensure_ascii=False))},\n   "reports": ['
            for place, key in enumerate(keys):
                yield ",\n    " if place else "\n    "
                yield from _indented(self._spool.texts(key))
            yield "\n   ]\n  }"
        yield "\n ]"
        for name, value in (("decision", decision_dict(whole.decision)), ("baseline", baseline_dict(whole.baseline))):
            yield f',\n "{name}": {dumped(value, 1)}'
        yield "\n}\n"


def _indented(texts: Iterator[str]) -> Iterator[str]:
    """A report's JSON four levels deeper, without its last line break."""
    before = ""
    for text in texts:
        if before:
            yield before.replace("\n", "\n    ")
        before = text
    yield before.removesuffix("\n").replace("\n", "\n    ")


class _Out:
    """A stream that ends in a spool."""

    def __init__(self, spool: Spool, key: Key) -> None:
        self._spool, self._key = spool, key

    def write(self, text: str) -> int:
        self._spool.add(self._key, text)
        return len(text)
