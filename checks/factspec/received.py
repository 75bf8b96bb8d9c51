"""A reading of the plain text behind a disguised one, moved onto the text as received; and notes on names that only look golden."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from factspec.extraction.paths import value_at
from factspec.lexicon import is_common
from factspec.model import FactFinding, Fix, ForbiddenFinding, GoldenSet, Note, Reading, Unsupported
from factspec.text.document import line_starts
from factspec.text.unmask import LookAlike, Unmasked, unmask

Placed = TypeVar("Placed", FactFinding, ForbiddenFinding, Unsupported)
T = TypeVar("T")

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class _Received:
    """A text as received with the plain one that was read."""

    text: str
    plain: Unmasked
    lines: tuple[int, ...]

    def place(self, at: int) -> tuple[int, int]:
        line = bisect_right(self.lines, at)
        return line, at - self.lines[line - 1] + 1

    def moved(self, one: Placed) -> Placed:
        if one.start is None or one.end is None:
            return one
        start, end = self.plain.strip.span(one.start, one.end)
        line, column = self.place(start)
        return replace(one, found=self.text[start:end], start=start, end=end, line=line, column=column)

    def fix(self, fix: Fix | None) -> Fix | None:
        if fix is None or fix.start is None or fix.end is None:
            return fix
        strip = self.plain.strip
        if fix.start < fix.end:
            start, end = strip.span(fix.start, fix.end)
        else:
            start = end = strip.starts[fix.start] if fix.start < len(strip.text) else len(self.text)
        return replace(fix, start=start, end=end)


def on_text(reading: Reading, text: str, plain: Unmasked, golden: GoldenSet) -> Reading:
    """The reading of ``plain`` with the places of ``text``, and a note for each look-alike spelling of a golden name."""
    received = _Received(text, plain, line_starts(text))
    facts = tuple(replace(received.moved(f), fix=received.fix(f.fix)) for f in reading.facts)
    notes = tuple(
        Note(text[w.start : w.end], w.start, w.end, *received.place(w.start), None, rule="lookalike-name", reason=_reason(w))
        for w in _of_names(plain.lookalikes, text, golden)
    )
    return Reading(facts, tuple(map(received.moved, reading.forbidden)), tuple(map(received.moved, reading.unsupported)), notes)


DEEPEST = 60  # deeper than any extraction output is read


def plain_data(data: T, depth: int = 0) -> T:
    """An extraction output with every string value as it is read; the same object where all are plain, or too deep to be read."""
    made: Any = data
    if depth > DEEPEST:
        return data
    if isinstance(data, str):
        plain = unmask(data)
        return data if plain is None else plain.text  # type: ignore[return-value]
    if isinstance(data, list):
        made = [plain_data(item, depth + 1) for item in data]
        return data if all(a is b for a, b in zip(made, data, strict=True)) else made
    if isinstance(data, dict):
        made = {key: plain_data(item, depth + 1) for key, item in data.items()}
        return data if all(a is b for a, b in zip(made.values(), data.values(), strict=True)) else made
    return data


def on_data(reading: Reading, data: object, golden: GoldenSet) -> Reading:
    """The reading of ``plain_data(data)`` with the places inside the strings of ``data``, and notes as of a text."""
    facts = tuple(_in_string(f, data) for f in reading.facts)
    unsupported = tuple(_in_string(u, data) for u in reading.unsupported)
    return Reading(facts, tuple(_in_string(f, data) for f in reading.forbidden), unsupported, tuple(_data_notes(data, "", golden)))


def _in_string(one: Placed, data: object) -> Placed:
    if one.pointer is None:
        return one
    raw = value_at(data, one.pointer)
    if not isinstance(raw, str) or (plain := unmask(raw)) is None:
        return one
    if one.start is None or one.end is None or one.start >= one.end:
        return replace(one, found=raw) if one.found == plain.text else one
    start, end = plain.strip.span(one.start, one.end)
    return replace(one, found=raw[start:end], start=start, end=end)


def _data_notes(data: object, pointer: str, golden: GoldenSet, depth: int = 0) -> Iterator[Note]:
    if depth > DEEPEST:
        return
    if isinstance(data, str):
        plain = unmask(data)
        for w in _of_names(plain.lookalikes, data, golden) if plain else ():
            yield Note(data[w.start : w.end], w.start, w.end, None, None, pointer, rule="lookalike-name", reason=_reason(w))
    elif isinstance(data, list):
        for at, item in enumerate(data):
            yield from _data_notes(item, f"{pointer}/{at}", golden, depth + 1)
    elif isinstance(data, dict):
        for key, item in data.items():
            yield from _data_notes(item, f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}", golden, depth + 1)


def _reason(word: LookAlike) -> str:
    return f"looks like {word.plain} and is written with letters of another script"


def _of_names(found: tuple[LookAlike, ...], text: str, golden: GoldenSet) -> Iterator[LookAlike]:
    """Those that look like a word of a golden name and are not how the golden set itself spells it."""
    if not found:
        return
    told = [w for e in golden.entities for name in e.names for w in _WORD.findall(name) if w[:1].isupper()]
    claims = (golden.title, golden.background, *(f.claim for f in golden.facts), *(f.claim for f in golden.forbidden))
    told += [w for claim in claims for w in _WORD.findall(claim) if w[:1].isupper() and not is_common(w.casefold())]
    spelt = set(told)
    names = {w.casefold() for word in spelt for w in _WORD.findall(plain_data(word))}
    for word in found:
        if word.plain.casefold() in names and text[word.start : word.end] not in spelt:
            yield word


_PLAIN_KEYS = "claim value unit of about by subject verb object within cues accept".split()


def plain_golden(golden: GoldenSet) -> GoldenSet:
    """A golden set whose names and claims are written plainly; the same one where they are."""
    entities = tuple(replace(e, name=plain_data(e.name), aliases=_each(e.aliases), within=_each(e.within)) for e in golden.entities)
    facts = tuple(replace(f, **{key: _each(getattr(f, key)) for key in _PLAIN_KEYS}) for f in golden.facts)
    forbidden = tuple(replace(f, claim=plain_data(f.claim)) for f in golden.forbidden)
    made = replace(
        golden,
        title=plain_data(golden.title),
        background=plain_data(golden.background),
        entities=entities,
        facts=facts,
        forbidden=forbidden,
        known=_each(golden.known),
    )
    return golden if made == golden else made


def _each(value: Any) -> Any:
    return tuple(_each(item) for item in value) if isinstance(value, tuple) else plain_data(value)
