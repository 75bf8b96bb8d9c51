"""A run on disk, as JSON Lines: what the engine read of every input, so that the gate can decide again without it.

A header line (golden set, policy, suite), one line an input, and a closing line with their number, whether that was everything there is
to check (null where that is not known), and why it was stopped, if it was: a file that was cut off is refused.
Several runs may follow one another in a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal

from factspec import __version__
from factspec.errors import UsageError
from factspec.gate import FAILED_FAST, INTERRUPTED, Policy, decide, judge
from factspec.model import VERDICTS, Fact, FactFinding, Fix, Forbidden, ForbiddenFinding, GoldenSet, Note, Reading, Unsupported
from factspec.report import Failure, InputReport, Reason, Report, Violation
from factspec.shape import input_dict, note_dict, unsupported_dict
from factspec.writing import Spool, scratch

SAVED_VERSION = 1
NO_RUN = "holds no run, expected what factspec check --save writes"
_STOPPED = {None: None, **{reason.concerns: reason for reason in (FAILED_FAST, INTERRUPTED)}}


@dataclass(frozen=True, slots=True)
class Saved:
    """A run as it was saved: its report (decided then), and as much of the golden set as the gate needs."""

    golden: GoldenSet
    report: Report
    suite: str | None = None
    whole: bool | None = None
    stopped: Reason | None = None


def head_line(golden: GoldenSet, policy: dict[str, Any], suite: str | None = None) -> str:
    """The first line of a run."""
    head = {
        "factspec_run": SAVED_VERSION,
        "factspec": __version__,
        "golden": {
            "id": golden.id,
            "title": golden.title,
            "sha256": golden.sha256,
            "known": list(golden.known),
            "facts": {fact.id: fact.importance for fact in golden.facts},
            "forbidden": [claim.id for claim in golden.forbidden],
        },
        "policy": policy,
        "suite": suite,
    }
    return _line(head)


def input_line(item: InputReport) -> str:
    hidden = [unsupported_dict(u) for u in item.muted_unsupported]
    notes = [note_dict(n) for n in item.muted_notes]
    return _line({"input": input_dict(item), "muted_unsupported": hidden, "muted_notes": notes, "text": item.text})


def end_line(count: int, whole: bool | None = None, stopped: Reason | None = None) -> str:
    return _line({"end": count, "whole": whole, "stopped": stopped.concerns if stopped is not None else None})


def save_text(report: Report, golden: GoldenSet) -> str:
    """A run as JSON Lines."""
    lines = map(input_line, report.inputs)
    return "".join([head_line(golden, report.policy), *lines, end_line(len(report.inputs))])


class Saving:
    """A run that is saved input by input: the runs of several suites and golden sets come apart."""

    def __init__(self) -> None:
        self._spool = Spool()
        self._runs: dict[tuple[str | None, str, str], tuple[str, list[int]]] = {}

    def begin(self, golden: GoldenSet, policy: Policy, suite: str | None = None) -> list[int]:
        """A run that is there even where nothing of it comes to be checked; gives back the count of its inputs."""
        key = (suite, golden.id, golden.sha256)
        if key not in self._runs:
            self._runs[key] = (head_line(golden, policy.as_dict(), suite), [0])
        return self._runs[key][1]

    def add(self, item: InputReport, golden: GoldenSet, policy: Policy, suite: str | None = None) -> None:
        count = self.begin(golden, policy, suite)
        self._spool.add((suite, golden.id, golden.sha256), input_line(item))
        count[0] += 1

    def lines(self, whole: bool | None, stopped: Reason | None = None, suite: str | None = None) -> Iterator[str]:
        """All of it; `whole` says whether this was everything there is to check, `stopped` why `suite` was not checked to its end."""
        for key, (head, count) in self._runs.items():
            yield head
            yield from self._spool.texts(key)
            yield end_line(count[0], whole, stopped if key[0] == suite else None)


def _line(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=True) + "\n"


@dataclass(frozen=True, slots=True)
class Outline:
    """What a run of a file is without its inputs: whose it is, and how it ended."""

    golden: GoldenSet
    policy: dict[str, Any]
    suite: str | None
    whole: bool | None
    stopped: Reason | None


class SavedFile:
    """A file that `--save` wrote, read line by line: its outlines at once, its inputs whenever they are asked for.

    Anything else, or a file that was cut off, is a `UsageError`: at once, or where the input is that holds what none does.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._copy = None if Path(path).is_file() else scratch()  # a pipe is read once
        outlines: list[Outline] = []
        head: dict[str, Any] = {}
        for kind, number, row in _rows(path, self._lines(first=True)):
            if kind == "head":
                head = row
            elif kind == "end":
                with _told(path, number):
                    outlines.append(Outline(_golden(head), head["policy"], head["suite"], row["whole"], _STOPPED[row["stopped"]]))
                    policy_of_dict(head["policy"])
        if not outlines:
            raise UsageError("run", f"{path}: {NO_RUN}")
        self.outlines = tuple(outlines)

    def inputs(self) -> Iterator[tuple[int, InputReport]]:
        """Every input, with the place of its run among the outlines."""
        run = 0
        for kind, number, row in _rows(self._path, self._lines()):
            run += kind == "end"
            if kind == "input":
                with _told(self._path, number):
                    item = _input(row)
                yield run, item

    def _lines(self, *, first: bool = False) -> Iterator[str]:
        if self._copy is not None and not first:
            self._copy.seek(0)
            yield from self._copy
            return
        for line in _file_lines(self._path):
            if self._copy is not None:
                self._copy.write(line)
            yield line


def load_saved(path: str) -> tuple[Saved, ...]:
    """The runs of a file that `--save` wrote; anything else, or a file that was cut off, is a `UsageError`."""
    saved = tuple(read_saved(path, _file_lines(path)))
    if not saved:
        raise UsageError("run", f"{path}: {NO_RUN}")
    return saved


def read_saved(path: str, lines: Iterable[str]) -> Iterator[Saved]:
    """The runs that lines hold; `path` names them in complaints."""
    head: dict[str, Any] = {}
    inputs: list[InputReport] = []
    for kind, number, row in _rows(path, lines):
        with _told(path, number):
            if kind == "head":
                head, inputs = row, []
            elif kind == "input":
                inputs.append(_input(row))
            else:
                made = _saved(head, tuple(inputs), row)
        if kind == "end":
            yield made


def _file_lines(path: str) -> Iterator[str]:
    try:
        with Path(path).open(encoding="utf-8") as stream:
            yield from stream
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("run", f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def _rows(path: str, lines: Iterable[str]) -> Iterator[tuple[Literal["head", "input", "end"], int, dict[str, Any]]]:
    """The rows of runs as JSON values, each with what it is and its line; a file that is not whole is a `UsageError`."""
    inside, count, number = False, 0, 0
    for number, line in enumerate(lines, 1):
        kind: Literal["head", "input", "end"]
        with _told(path, number):
            row = json.loads(line)
            if not inside:
                if row["factspec_run"] != SAVED_VERSION:
                    raise UsageError("run", f"{path}:{number}: a run of version {row['factspec_run']}, expected {SAVED_VERSION}")
                kind, inside, count = "head", True, 0
            elif "end" in row:
                if row["end"] != count:
                    raise UsageError("run", f"{path}:{number}: {count} inputs, expected {row['end']}: the file is not whole")
                kind, inside = "end", False
            else:
                kind, count = "input", count + 1
        yield kind, number, row
    if inside:
        raise UsageError("run", f"{path}:{number}: the run has no end: the file is not whole")


@contextmanager
def _told(path: str, number: int) -> Iterator[None]:
    """What a line holds that none of ours does, as a `UsageError` that names it."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if number == 1:
            raise UsageError("run", f"{path}: no saved run, expected what factspec check --save writes") from None
        why = "it is cut off, or no JSON" if isinstance(error, json.JSONDecodeError) else f"{type(error).__name__}: {error}"
        raise UsageError("run", f"{path}:{number}: no line of a saved run ({why})") from None


def _golden(head: dict[str, Any]) -> GoldenSet:
    g = head["golden"]
    return GoldenSet(
        g["id"], g["title"], "en", None, None, "", (), (),
        tuple(Fact(name, "", importance=importance) for name, importance in g["facts"].items()),
        tuple(Forbidden(name, "") for name in g["forbidden"]),
        tuple(g["known"]), "", g["sha256"],
    )  # fmt: skip


def _saved(head: dict[str, Any], inputs: tuple[InputReport, ...], end: dict[str, Any]) -> Saved:
    golden, stopped = _golden(head), _STOPPED[end["stopped"]]
    decision = decide(inputs, policy_of_dict(head["policy"]), stopped=stopped)
    report = Report(golden.id, golden.title, golden.sha256, head["policy"], inputs, decision)
    return Saved(golden, report, head["suite"], end["whole"], stopped)


def names(saved: Sequence[Outline]) -> list[str]:
    """What each run of a file is called, and its inputs' ids start with: its suite, or its golden set where there are several."""
    return [one.suite or (one.golden.id if len(saved) > 1 else "") for one in saved]


def policy_of_dict(given: dict[str, Any]) -> Policy:
    from decimal import Decimal

    shares = {name: Decimal(str(given[name])) for name in ("min_coverage", "max_undetermined", "min_pass_rate")}
    ignore, may_miss = tuple(given["ignore"]), tuple(given["may_miss"])
    return Policy(**shares, strict=given["strict"], allow_silence=given["allow_silence"], ignore=ignore, may_miss=may_miss)


def _input(row: dict[str, Any]) -> InputReport:
    one = row["input"]
    place = ("found", "start", "end", "line", "column", "pointer", "rule", "reason")
    facts = tuple(
        FactFinding(
            **{key: f[key] for key in ("fact", "verdict", "claim", "expected", "importance", *place)},
            proposed=f.get("proposed", False),
            fix=None if f["fix"] is None else Fix(**f["fix"]),
        )
        for f in one["facts"]
    )
    forbidden = tuple(ForbiddenFinding(**{key: f[key] for key in ("id", "verdict", "claim", *place)}) for f in one["forbidden"])
    shown, hidden = (tuple(Unsupported(**u) for u in rows) for rows in (one["unsupported"], row["muted_unsupported"]))
    muted = {f["fact"] for f in one["facts"] if f["muted"]} | {f["id"] for f in one["forbidden"] if f["muted"]}
    if one["status"] not in ("pass", "fail", "error") or (one["status"] == "error") != (one["error"] is not None):
        raise ValueError(f"status {one['status']!r}")
    if not {f.verdict for f in facts} <= set(VERDICTS) or not {f.verdict for f in forbidden} <= {"stated", "absent", "undetermined"}:
        raise ValueError("an unknown verdict")
    return InputReport(
        id=one["id"],
        source=one["source"],
        source_line=one["source_line"],
        status=one["status"],
        error=Failure(**one["error"]) if one["error"] else None,
        reasons=tuple(Reason(**r) for r in one["reasons"]),
        coverage=None if one["coverage"] is None else Fraction(str(one["coverage"])),
        facts=facts,
        forbidden=forbidden,
        unsupported=shown,
        notes=tuple(Note(**n) for n in one.get("notes", ())),  # a run saved before there were notes has none
        violations=tuple(Violation(**v) for v in one["violations"]),
        muted=frozenset(muted),
        muted_count=one["muted"],
        muted_unsupported=hidden,
        muted_notes=tuple(Note(**n) for n in row.get("muted_notes", ())),
        text=row["text"],
    )


def recheck(item: InputReport, golden: GoldenSet, policy: Policy) -> InputReport:
    """The report of a saved input under another policy."""
    if item.error is not None:
        return item
    importance = {fact.id: fact.importance for fact in golden.facts}
    facts = tuple(replace(f, importance=importance.get(f.fact, f.importance)) for f in item.facts)
    extra = sorted((*item.unsupported, *item.muted_unsupported), key=lambda u: (u.start is None, u.start or 0, u.end or 0))
    return judge(
        Reading(facts, item.forbidden, tuple(extra), (*item.notes, *item.muted_notes)),
        golden,
        policy,
        item_id=item.id,
        source=item.source,
        source_line=item.source_line,
        text=item.text,
        violations=item.violations,
    )
