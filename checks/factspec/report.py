"""What a run yields, as frozen data: per input its verdicts and status, per run the gate's decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Literal

from factspec.model import FactFinding, ForbiddenFinding, Note, Unsupported

Status = Literal["pass", "fail", "error"]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why an input could not be checked. ``internal`` is factspec's own fault."""

    code: str
    message: str
    source_line: int | None = None


@dataclass(frozen=True, slots=True)
class Violation:
    """Where an extraction output breaks the JSON Schema it was to follow."""

    pointer: str
    message: str
    schema_pointer: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why the gate does not hold: a rule, what it concerns (a fact id, or nothing), and a sentence."""

    rule: str
    concerns: str | None
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of a report: what a text says wrong, vaguely or not at all, with its place."""

    id: str
    verdict: str
    message: str
    rule: str
    start: int | None = None
    end: int | None = None
    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    detail: FactFinding | ForbiddenFinding | Unsupported | Note | None = field(default=None, repr=False, compare=False)

    @property
    def importance(self) -> str:
        """Of the golden fact; what is no fact counts as expected."""
        return self.detail.importance if isinstance(self.detail, FactFinding) else "expected"

    @property
    def place(self) -> str:
        if self.pointer is not None:
            return self.pointer or "(top)"
        return f"{self.line}:{self.column}" if self.line is not None else ""

    def __str__(self) -> str:
        place = f"{self.place} " if self.place else ""
        return f"{place}{self.id}: {self.verdict}: {self.message}"


@dataclass(frozen=True, slots=True)
class InputReport:
    """One input's verdicts. ``muted`` holds the ids of muted facts and forbidden claims, ``muted_count`` everything muted.

    ``units`` counts the sentences or values of what was checked against a document; None where it was checked against a golden set.
    """

    id: str
    source: str
    source_line: int | None
    status: Status
    error: Failure | None = None
    reasons: tuple[Reason, ...] = ()
    coverage: Fraction | None = None
    facts: tuple[FactFinding, ...] = ()
    forbidden: tuple[ForbiddenFinding, ...] = ()
    unsupported: tuple[Unsupported, ...] = ()
    violations: tuple[Violation, ...] = ()
    muted: frozenset[str] = frozenset()
    muted_count: int = 0
    muted_unsupported: tuple[Unsupported, ...] = ()
    notes: tuple[Note, ...] = ()
    muted_notes: tuple[Note, ...] = ()
    text: str | None = field(default=None, repr=False, compare=False)
    units: int | None = None

    @property
    def score(self) -> Fraction | None:
        """Of a text checked against a document: 1 where nothing speaks against it, less with every finding; None for golden sets.

        With n sentences (of data: values), c contradicted claims and u unsupported things it is n / (n + 2c + u).
        """
        if self.units is None:
            return None
        contradicted = sum(f.verdict == "contradicted" and f.fact not in self.muted for f in self.facts)
        missing = sum(f.verdict == "missing" and f.importance == "required" and f.fact not in self.muted for f in self.facts)
        units = max(1, self.units)
        return Fraction(units, units + 2 * (contradicted + missing) + len(self.unsupported))

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All that is not right, worst first, then by place, notes last; muted ones left out."""
        found = [*self._facts(), *self._forbidden(), *self._unsupported(), *self._notes()]
        return tuple(sorted(found, key=_order))

    def _facts(self) -> Iterator[Finding]:
        for f in self.facts:
            if f.verdict != "supported" and f.fact not in self.muted:
                place = (f.start, f.end, f.line, f.column, f.pointer)
                message = f"(proposed) {_sentence(f)}" if f.proposed else _sentence(f)
                yield Finding(f.fact, f.verdict, message, f.rule, *place, detail=f)

    def _forbidden(self) -> Iterator[Finding]:
        for f in self.forbidden:
            if f.verdict != "absent" and f.id not in self.muted:
                message = f"must not be said: {f.claim}" if f.verdict == "stated" else f.reason
                yield Finding(f.id, f.verdict, message, f.rule, f.start, f.end, f.line, f.column, f.pointer, detail=f)

    def _unsupported(self) -> Iterator[Finding]:
        for u in self.unsupported:
            message = f"{shown(u.found)}: {u.reason}" if u.reason else shown(u.found)
            yield Finding(u.kind, "unsupported", message, u.rule, u.start, u.end, u.line, u.column, u.pointer, detail=u)

    def _notes(self) -> Iterator[Finding]:
        for n in self.notes:
            yield Finding(
                "spelling", "note", f"{shown(n.found)}: {n.reason}", n.rule, n.start, n.end, n.line, n.column, n.pointer, detail=n
            )


# Worst first: what is wrong, what was made up, what cannot be told, what is vague, what is left out.
_RANK = {"contradicted": 0, "stated": 0, "unsupported": 1, "undetermined": 2, "partial": 3, "missing": 4, "note": 5}


def _order(finding: Finding) -> tuple[int, int, int, str, str]:
    start = finding.start if finding.start is not None else 1 << 60
    end = finding.end if finding.end is not None else 1 << 60
    return (_RANK[finding.verdict], start, end, finding.pointer or "", finding.id)


def shown(found: str | None, limit: int = 80) -> str:
    """A stretch of text on one line, cut where it is long."""
    flat = " ".join((found or "").split())
    return flat if len(flat) <= limit else flat[: limit - 1] + "…"


def _sentence(f: FactFinding) -> str:
    is_claim = f.expected == f.claim  # a whole sentence, not a value
    golden = f"golden: {f.claim}" if is_claim else f"golden is {f.expected}"
    if f.verdict == "missing":
        return golden
    if f.verdict in ("contradicted", "partial") and f.found and len(f.found) <= 80:
        return f"says {shown(f.found)}{';' if is_claim else ','} {golden}"
    return f.reason or golden


@dataclass(frozen=True, slots=True)
class Decision:
    """The gate's word on a run. ``exit_status`` is what the command ends with."""

    status: Status
    exit_status: int
    reasons: tuple[Reason, ...]
    pass_rate: Fraction | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One known failure, as a baseline keeps it.

    ``fact`` is the id of a fact or a forbidden claim, or, for what belongs to none, ``unsupported:KIND``, ``schema:POINTER`` or
    ``gate:RULE``. ``found`` is the text's own words (a share, of coverage); None where nothing was found. ``reason`` and
    ``expires`` (a day) are an editor's, and are kept when the file is written again.
    """

    input: str
    fact: str
    found: str | None
    verdict: str
    reason: str | None = None
    expires: str | None = None

    @property
    def key(self) -> tuple[str, str, str | None]:
        return (self.input, self.fact, self.found)

    def expired(self, today: str | None) -> bool:
        """Whether its day is past. Without a `today` nothing expires: a run depends on no clock."""
        return self.expires is not None and today is not None and today > self.expires


@dataclass(frozen=True, slots=True)
class BaselineDiff:
    """A run against a baseline: what was known, what is new, what was known until its day had passed, what fails no more.

    ``unseen`` are entries of inputs that this run did not check; ``whole`` says whether it checked all there is; ``dated`` counts
    the entries that have a day, which without ``today`` never passes.
    """

    file: str
    today: str | None
    whole: bool
    known: tuple[Entry, ...] = ()
    new: tuple[Entry, ...] = ()
    expired: tuple[Entry, ...] = ()
    stale: tuple[Entry, ...] = ()
    unseen: int = 0
    dated: int = 0

    @property
    def said(self) -> str:
        """All of it in a line."""
        parts = [f"{len(self.known)} known", f"{len(self.new)} new"]
        if self.today is not None:
            parts.append(f"{len(self.expired)} expired")
        parts.append(f"{len(self.stale)} stale" + ("" if self.whole or not self.stale else " (a part was checked: they do not count)"))
        if self.unseen:
            parts.append(f"{self.unseen} not seen")
        line = f"baseline {self.file}: {', '.join(parts)}"
        return line if self.today is not None or not self.dated else f"{line}; none expires without --today ({self.dated} with a day)"


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a run before its first input: what it is checked against, and the policy."""

    golden_id: str
    golden_title: str = ""
    golden_sha256: str = ""
    policy: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """A whole run: the golden set it was checked against, every input's report, and the decision."""

    golden_id: str
    golden_title: str
    golden_sha256: str
    policy: dict[str, Any]
    inputs: tuple[InputReport, ...]
    decision: Decision
    baseline: BaselineDiff | None = None

    @property
    def passed(self) -> bool:
        return self.decision.status == "pass"

    @property
    def head(self) -> Head:
        return Head(self.golden_id, self.golden_title, self.golden_sha256, self.policy)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all inputs, in input order; printable."""
        return tuple(finding for report in self.inputs for finding in report.findings)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values: the shape of ``schemas/report.schema.json``."""
        from factspec.shape import report_dict

        return report_dict(self)
