"""What the formats for machines list: one problem a line, with its level, its place in the file and a stable fingerprint."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from factspec.report import Finding, InputReport, shown
from factspec.reporters import Look
from factspec.reporters.terminal import safe

Level = Literal["error", "warning", "note"]
LEVELS: tuple[Level, ...] = ("error", "warning", "note")
LONGEST = 1000

_LEVEL: dict[str, Level] = {"contradicted": "error", "stated": "error", "unsupported": "warning", "undetermined": "warning"}
_PLAIN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to show. ``line`` is of the file, not of a record's text; columns count code points from 1."""

    level: Level
    rule: str
    id: str
    message: str
    path: str
    input: str
    fingerprint: str
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None

    @property
    def place(self) -> str:
        """path:line:column, as far as it is known."""
        parts = [self.path, *(str(n) for n in (self.line, self.column) if n is not None)]
        return ":".join(parts)


def input_problems(item: InputReport, golden_id: str, look: Look) -> list[Problem]:
    """The problems of one input, worst first, then by place."""
    return sorted(_of_input(item, golden_id, look, {}), key=lambda p: LEVELS.index(p.level))


T = TypeVar("T")


class Worst(Generic[T]):
    """The first of each level, up to a number, and how many there were."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.kept: dict[Level, list[T]] = {level: [] for level in LEVELS}
        self.count: dict[Level, int] = dict.fromkeys(LEVELS, 0)

    @property
    def total(self) -> int:
        return sum(self.count.values())

    def room(self, level: Level) -> bool:
        return len(self.kept[level]) < self.most

    def add(self, level: Level, one: T) -> None:
        self.count[level] += 1
        if self.room(level):
            self.kept[level].append(one)


def _of_input(item: InputReport, golden_id: str, look: Look, seen: dict[str, int]) -> Iterator[Problem]:
    path = relative(item.source, look)

    def made(level: Level, rule: str, name: str, message: str, key: str, where: Finding | None = None, line: int | None = None) -> Problem:
        print_ = fingerprint(seen, golden_id, item.id, rule, name, key)
        text = cut(f"{item.id}: {message}" if item.source_line is not None else message) or rule
        first = item.source_line if item.source_line is not None else line
        if where is None or item.source_line is not None or where.line is None or where.column is None:
            return Problem(level, rule, safe(name), text, path, safe(item.id), print_, first)
        end_line, end_column = _end(item, where)
        return Problem(level, rule, safe(name), text, path, safe(item.id), print_, where.line, where.column, end_line, end_column)

    if item.error is not None:
        # The same id may fail twice: the second time for having come before.
        key = f"{path}:{item.source_line}" if item.source_line is not None else path
        yield made("error", "input-error", item.error.code, f"{item.error.code}: {item.error.message}", key, line=item.error.source_line)
    for v in item.violations:
        yield made("error", "schema-violation", v.pointer, f"{v.pointer or '(top)'}: {v.message}", v.schema_pointer)
    concerned = {reason.concerns for reason in item.reasons}
    whole = {reason.rule for reason in item.reasons}
    for f in item.findings:
        level = _level(f, concerned, whole)
        if level is None:
            continue
        pointer = f"{f.pointer} " if f.pointer else ""
        found = f.detail.found if f.detail is not None else None
        yield made(level, f.rule or f.verdict, f.id, f"{pointer}{f.verdict} {f.id}: {f.message}", found or f.pointer or "", f)
    for reason in item.reasons:
        if reason.concerns is None and reason.rule not in ("unsupported", "undetermined"):
            yield made("error", reason.rule, "", reason.message, "")


def _level(f: Finding, concerned: set[str | None], whole: set[str]) -> Level | None:
    if f.id in concerned and f.verdict != "unsupported":
        return "error"
    if f.verdict in whole and f.verdict in ("unsupported", "undetermined"):
        return "error"
    if f.verdict == "missing" and f.importance == "optional":
        return None
    return _LEVEL.get(f.verdict, "note")


def _end(item: InputReport, f: Finding) -> tuple[int | None, int | None]:
    """Where a finding ends; the column after its last character."""
    if item.text is None or f.start is None or f.end is None or f.line is None or f.column is None:
        return f.line, (f.column + (f.end - f.start) if None not in (f.column, f.start, f.end) else None)  # type: ignore[operator]
    inside = item.text[f.start : f.end].replace("\r\n", "\n").replace("\r", "\n")
    breaks = inside.count("\n")
    if not breaks:
        return f.line, f.column + (f.end - f.start)
    return f.line + breaks, len(inside) - inside.rfind("\n")


def fingerprint(seen: dict[str, int], *parts: str) -> str:
    """The same for the same finding in the next run, wherever in the text it stands; a second equal one gets another."""
    key = "\0".join(parts)
    seen[key] = seen.get(key, 0) + 1
    return hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "backslashreplace")).hexdigest()[:32]


def cut(text: str, limit: int = LONGEST) -> str:
    """On one line, nothing in it that steers a terminal or reorders a line, cut where it is long."""
    return safe(shown(text, limit))


def relative(source: str, look: Look) -> str:
    """The path of an input as one of the folder that is checked (or of `--root`); of a place outside only the name: no path of this
    machine."""
    path, root = source.replace("\\", "/"), look.root
    if root and path.startswith(root.rstrip("/") + "/"):
        path = path[len(root.rstrip("/")) + 1 :]
    if path.startswith("/") or (len(path) > 1 and path[1] == ":"):
        path = posixpath.basename(path)
    elif look.beneath and path and path != "-":
        path = f"{look.beneath}/{path}"
    path = posixpath.normpath(path) if path and path != "-" else "stdin"
    return safe(path)


def uri(path: str) -> str:
    """A path as a relative URI reference."""
    return "".join(c if c in _PLAIN else "".join(f"%{b:02X}" for b in c.encode("utf-8", "surrogatepass")) for c in path)


def quiet_commands(line: str) -> str:
    """A line in which a CI runner finds no command of its own: neither ::this nor ##[this]."""
    line = line.replace("##[", "#\\x23[").replace("##vso", "#\\x23vso")
    return f"./{line}" if line.startswith(":") else line
