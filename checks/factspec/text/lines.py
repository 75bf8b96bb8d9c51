"""Lines of a text and what they are: headings, list items, table rows, ``key: value`` lines, or prose that may run on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

Kind = Literal["prose", "bullet", "heading", "row", "field", "quote"]


@dataclass(frozen=True, slots=True)
class Line:
    """``[start, end)`` of the content in the folded text: without line end, outer blanks and markers. ``level`` is a list item's indent."""

    start: int
    end: int
    kind: Kind
    marked: bool  # had a marker of its own, so that it starts something new
    full: int  # length of the whole line as printed


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are read together; sentences never reach over a block's edge."""

    lines: tuple[Line, ...]
    kind: Kind


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_MARKER = re.compile(r"(?:[-*+•‣▪◦●■–—·](?=\s)|(?:\(?\d{1,3}[.)]|\(?[a-zA-Z][)])(?=\s)|\[[ xX]\](?=\s))\s+")
_HEADING = re.compile(r"#{1,6}\s+")
_QUOTE = re.compile(r">\s?")
_RULE = re.compile(r"[-=*_~\s|:+]{3,}$")
_FIELD = re.compile(r"[*_`\"']{0,3}[^\W_][^:|.!?\r\n]{0,47}[*_`\"']{0,3}(?::[*_`\"']{0,3}\s+|\s+[–—=]\s+)(?=\S)")
_TERMINAL = re.compile(r"[.!?…:;][\"')\]*_]*$")
_GOES_ON = re.compile(
    r"(?:[,–—-]|\b(?:and|or|but|of|the|a|an|in|on|at|by|to|for|from|with|as|that|which|who|than|not"
    r"|is|was|were|are|be|has|had|have|its|his|her|their))$",
    re.IGNORECASE,
)
_BROKEN_OFF = re.compile(r"[a-z]{4}[.!?][\"')\]]*\s+[\"'(\[]*[A-Z][^.!?:]*$")  # "It is thick. Una": the last sentence has no end
_SHORT = 40  # characters: a line shorter than this was not broken to fit a page


def _read(text: str, start: int, end: int) -> Line | None:
    """One line without its end, or None when it holds nothing to read."""
    full = end - start
    at = start
    while at < end and text[at].isspace():
        at += 1
    while end > at and text[end - 1].isspace():
        end -= 1
    line = text[at:end]
    if not line or _RULE.match(line):
        return None
    kind: Kind = "prose"
    marked = False
    quote = _QUOTE.match(text, at, end)
    if quote:
        at, kind, marked = quote.end(), "quote", False
    heading = _HEADING.match(text, at, end)
    if heading:
        at = heading.end()
        while end > at and text[end - 1] in "# ":
            end -= 1
        return Line(at, end, "heading", True, full) if at < end else None
    marker = _MARKER.match(text, at, end)
    if marker and marker.end() < end:
        at, marked = marker.end(), True
        kind = "quote" if quote else "bullet"
        if _MARKER.match(text, at, end) and text[at] in "[(":
            at = _MARKER.match(text, at, end).end()  # type: ignore[union-attr]
    elif line.startswith("|") or line.count("|") >= 2 or line.count("\t") >= 1:
        return Line(at, end, "row", True, full)
    return Line(at, end, kind, marked, full) if at < end else None


def _is_field(text: str, line: Line) -> bool:
    """Whether a line is ``key: value`` with a short key and a value that is no sentence."""
    key = _FIELD.match(text, line.start, line.end)
    if key is None or len(key[0].split()) > 7 or key[0].count("(") != key[0].count(")"):
        return False
    value = text[key.end() : line.end].rstrip("*_` ")
    return not value.endswith((".", "!", "?")) and len(value.split()) <= 14


def _first_word(text: str, line: Line) -> str:
    return text[line.start : line.end].split(None, 1)[0]


def _runs_on(text: str, line: Line, follower: Line, width: int) -> bool:
    """Whether a line was broken only to fit a page. ``width`` is that page's, 0 where nothing shows one."""
    if follower.marked or line.kind in ("heading", "row", "field"):
        return False
    said = text[line.start : line.end]
    first = _first_word(text, follower)
    if line.full >= _SHORT and (first[:1].islower() or _GOES_ON.search(said) or _BROKEN_OFF.search(said)) and not _TERMINAL.search(said):
        return True
    return bool(width) and line.full + 1 + len(first) > width and line.full >= _SHORT


def blocks(text: str) -> list[Block]:
    """The blocks of a folded text, in order."""
    read: list[Line | None] = []
    at = 0
    while at < len(text):
        match = _LINE.match(text, at)
        assert match is not None
        read.append(_read(text, at, at + len(match[0].rstrip("\r\n"))))
        at = match.end()
    # Lines that go on with a small letter show that the text is broken to a page's width, and how wide that is.
    wraps = [
        one.full
        for one, two in pairwise(read)
        if one
        and two
        and one.kind in ("prose", "bullet", "quote")
        and one.full >= _SHORT
        and not two.marked
        and _first_word(text, two)[:1].islower()
        and not _TERMINAL.search(text[one.start : one.end])
    ]
    width = max(wraps, default=0)
    found: list[list[Line]] = []
    previous: Line | None = None
    for line in read:
        if line is not None:
            alike = previous is not None and (line.kind == previous.kind or (previous.kind == "bullet" and not line.marked))
            if previous is not None and alike and line.kind != "row" and _runs_on(text, previous, line, width):
                found[-1].append(line)
            else:
                found.append([line])
        previous = line
    return _named(text, [tuple(lines) for lines in found], len(found))


def _named(text: str, found: Sequence[tuple[Line, ...]], count: int) -> list[Block]:
    """Gives each block its kind: a line of prose by itself may be a heading, a ``key: value`` line, an item of a list without marks."""
    named: list[Block] = []
    for lines in found:
        kind = lines[0].kind
        if len(lines) == 1 and kind in ("prose", "bullet"):
            if _is_field(text, lines[0]) and (kind == "bullet" or count > 1):
                kind = "field"
            elif kind == "prose" and _is_title(text, lines[0]):
                kind = "heading"
        named.append(Block(lines, kind))
    # Three and more bare lines in a row are a list.
    bare = [block.kind == "heading" and not block.lines[0].marked for block in named]
    start = 0
    while start < len(named):
        end = start
        while end < len(named) and bare[end] and (end == start or _next_line(text, named[end - 1].lines[0].end, named[end].lines[0].start)):
            end += 1
        if end - start >= 3:
            named[start:end] = [replace(block, kind="bullet") for block in named[start:end]]
        start = max(end, start + 1)
    return named


def _next_line(text: str, end: int, start: int) -> bool:
    """Whether only one line end lies between two places."""
    return text.count("\n", end, start) <= 1 and text.count("\r", end, start) <= 1


def _is_title(text: str, line: Line) -> bool:
    """A short line without an end mark."""
    said = text[line.start : line.end].rstrip("*_` ")
    return len(said.split()) <= 18 and (said.isupper() or not said.endswith((".", "!", "?", ";", ",", '"')))
