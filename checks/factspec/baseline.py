"""Known failures in a file: a run passes those and fails on new ones. Keyed by input id, fact and found value, never by line or offset.

``failures`` lists what makes an input fail, ``settle`` takes the known ones out of its report, a ``Ledger`` does so for a whole run,
``updated`` makes the next baseline. The command line and the pytest plugin use the same, so one file serves both.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from factspec.errors import UsageError
from factspec.gate import FAIL, PASS
from factspec.report import BaselineDiff, Decision, Entry, InputReport, Reason
from factspec.shape import share

BASELINE_VERSION = 1
_KEYS = ("input", "fact", "found", "verdict", "reason", "expires")
_SHARES = ("gate:coverage", "gate:undetermined")


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known failures of a project, each key once."""

    entries: tuple[Entry, ...] = ()
    file: str = ""
    _by_key: Mapping[tuple[str, str, str | None], Entry] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_key", {entry.key: entry for entry in self.entries})

    def match(self, failure: Entry) -> Entry | None:
        """The entry that knows a failure, expired or not.

        Where nothing was found the verdict must be the same; a share is known as long as it is no worse than the recorded one.
        """
        if failure.fact in _SHARES:
            return next((e for e in self.entries if (e.input, e.fact) == (failure.input, failure.fact) and _no_worse(failure, e)), None)
        entry = self._by_key.get(failure.key)
        return entry if entry is not None and (failure.found is not None or entry.verdict == failure.verdict) else None


@dataclass(frozen=True, slots=True)
class Settled:
    """An input's report without its known failures, and what was known, new, or known until its day had passed."""

    report: InputReport
    known: tuple[Entry, ...] = ()
    new: tuple[Entry, ...] = ()
    expired: tuple[Entry, ...] = ()


def failures(report: InputReport) -> tuple[Entry, ...]:
    """What makes one input fail, as baseline entries. An input that could not be checked has none: an error is never known."""
    return tuple(dict.fromkeys(entry for reason in report.reasons for entry in _of_reason(report, reason)))


def settle(report: InputReport, baseline: Baseline, today: str | None = None) -> Settled:
    """The report with known failures muted (and counted as muted); it passes when nothing new is left."""
    known: list[Entry] = []
    new: list[Entry] = []
    expired: list[Entry] = []
    left: list[Reason] = []
    for reason in report.reasons:
        unknown = 0
        for failure in dict.fromkeys(_of_reason(report, reason)):
            entry = baseline.match(failure)
            if entry is None:
                new.append(failure)
            elif entry.expired(today):
                expired.append(entry)
            else:
                known.append(entry)
                continue
            unknown += 1
        if unknown:
            left.append(_counted(reason, unknown))
    if not known:
        return Settled(report, (), tuple(new), tuple(expired))
    keys = {entry.key for entry in known}
    muted = {f for _, f, _ in keys} & {*(f.fact for f in report.facts), *(b.id for b in report.forbidden)}
    hidden = tuple(u for u in report.unsupported if (report.id, f"unsupported:{u.kind}", _flat(u.found)) in keys)
    settled = replace(
        report,
        status="fail" if left else "pass",
        reasons=tuple(left),
        muted=report.muted | muted,
        muted_count=report.muted_count + len(known),
        unsupported=tuple(u for u in report.unsupported if u not in hidden),
        muted_unsupported=report.muted_unsupported + hidden,
    )
    return Settled(settled, tuple(known), tuple(new), tuple(expired))


class Ledger:
    """Settles the inputs of a run one by one, and keeps what the baseline made of them."""

    def __init__(self, baseline: Baseline, today: str | None = None) -> None:
        self.baseline, self.today = baseline, today
        self._known: list[Entry] = []
        self._new: list[Entry] = []
        self._expired: list[Entry] = []
        self._seen: set[str] = set()
        self._judged: set[str] = set()

    def settle(self, report: InputReport, name: str = "") -> InputReport:
        """The report without its known failures. `name` is the suite's, which an input's id starts with in the baseline."""
        id = f"{name}/{report.id}" if name else report.id
        settled = settle(replace(report, id=id), self.baseline, self.today)
        self._known += settled.known
        self._new += settled.new
        self._expired += settled.expired
        self._seen.add(id)
        if report.error is None:
            self._judged.add(id)
        return replace(settled.report, id=report.id)

    def diff(self, whole: bool | None) -> BaselineDiff:
        """What the run made of the baseline. `whole` says whether the run checked all there is; None: where it saw every known input."""
        entries = self.baseline.entries
        unseen = sum(e.input not in self._seen for e in entries)
        whole = not unseen if whole is None else whole
        failing = {e.key for e in (*self._known, *self._expired)}
        worse = {(e.input, e.fact) for e in self._new if e.fact in _SHARES}
        stale = (
            e
            for e in entries
            if (e.input in self._judged or (whole and e.input not in self._seen))
            and e.key not in failing
            and (e.input, e.fact) not in worse
        )
        return BaselineDiff(
            self.baseline.file, self.today, whole,
            tuple(self._known), tuple(self._new), tuple(self._expired), tuple(stale),
            unseen, sum(e.expires is not None for e in entries),
        )  # fmt: skip


def ruled(decision: Decision, diff: BaselineDiff, *, exit_zero: bool = False) -> Decision:
    """The decision of a run with a baseline: in a whole run what is known and fails no more must be taken out of it."""
    reasons = list(decision.reasons)
    if diff.expired:
        late = _failures(len(diff.expired), "has", "have")
        reasons.append(Reason("baseline-expired", None, f"{diff.file}: {late} expired by {diff.today}"))
    if not (diff.whole and diff.stale):
        return replace(decision, reasons=tuple(reasons))
    gone, them = _failures(len(diff.stale), "is", "are"), "it" if len(diff.stale) == 1 else "them"
    reasons.append(Reason("baseline-stale", None, f"{diff.file}: {gone} there no more, factspec baseline update takes {them} out"))
    if decision.status != "pass":
        return replace(decision, reasons=tuple(reasons))
    return Decision("fail", PASS if exit_zero else FAIL, tuple(reasons), decision.pass_rate)


def _failures(count: int, one: str, more: str) -> str:
    return f"1 known failure {one}" if count == 1 else f"{count} known failures {more}"


def updated(old: Baseline, failing: Iterable[Entry], gone: Callable[[Entry], bool] = lambda _: False) -> Baseline:
    """The next baseline: what fails now, with the reasons and days of the old one.

    An entry that fails no more is taken out only where `gone` says that its input and fact were judged: a run of a part of the
    tests says nothing about the rest. A share is kept with its value of now.
    """
    now: dict[tuple[str, str, str | None], Entry] = {}
    for failure in failing:
        known = old.match(failure)
        kept = replace(failure, reason=known.reason, expires=known.expires) if known else failure
        now[kept.key] = kept
    shares = {(e.input, e.fact) for e in now.values() if e.fact in _SHARES}
    stay = [e for e in old.entries if e.key not in now and not gone(e) and (e.input, e.fact) not in shares]
    return Baseline(tuple(sorted((*now.values(), *stay), key=_order)), old.file)


def dump(baseline: Baseline) -> str:
    """The file's text: sorted, one entry a line, the same bytes for the same entries."""
    rows = []
    for entry in sorted(baseline.entries, key=_order):
        row = {key: value for key in _KEYS if (value := getattr(entry, key)) is not None or key == "found"}
        rows.append("    " + json.dumps(row, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))
    body = ",\n".join(rows)
    return f'{{\n  "factspec_baseline": {BASELINE_VERSION},\n  "known": [' + (f"\n{body}\n  " if rows else "") + "]\n}\n"


def load_baseline(path: str | Path) -> Baseline:
    """Reads a baseline file; one that cannot be read or has another shape is a `UsageError` with the place."""
    file = str(path).replace("\\", "/")
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("baseline", f"{file}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    return parse_baseline(text, file)


def parse_baseline(text: str, file: str) -> Baseline:
    """Reads a baseline's text; `file` names it in complaints."""
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        raise UsageError("baseline", f"{file}:{error.lineno}:{error.colno}: no JSON: {error.msg}") from None
    except (RecursionError, ValueError) as error:
        raise UsageError("baseline", f"{file}: no JSON that can be read: {error}") from None
    if not isinstance(data, dict) or set(data) != {"factspec_baseline", "known"} or not isinstance(data["known"], list):
        raise UsageError("baseline", f'{file}: no baseline, expected {{"factspec_baseline": {BASELINE_VERSION}, "known": [...]}}')
    if data["factspec_baseline"] != BASELINE_VERSION:
        raise UsageError("baseline", f"{file}: a baseline of version {data['factspec_baseline']!r}, expected {BASELINE_VERSION}")
    entries = tuple(_entry(row, f"{file}: known[{at}]") for at, row in enumerate(data["known"]))
    if len({entry.key for entry in entries}) < len(entries):
        twice = next(e for at, e in enumerate(entries) if any(e.key == other.key for other in entries[:at]))
        raise UsageError("baseline", f"{file}: {twice.input}, {twice.fact}, {twice.found!r} stands twice")
    return Baseline(entries, file)


def _entry(row: Any, where: str) -> Entry:
    if not isinstance(row, dict):
        raise UsageError("baseline", f"{where}: expected an object with {', '.join(_KEYS)}")
    for key in row:
        if key not in _KEYS:
            from factspec.suggest import did_you_mean

            raise UsageError("baseline", f'{where}: unknown key "{key}", expected one of {", ".join(_KEYS)}{did_you_mean(str(key), _KEYS)}')
    for key in ("input", "fact", "verdict"):
        if not isinstance(row.get(key), str) or not row[key]:
            raise UsageError("baseline", f"{where}: {key}: read {row.get(key)!r}, expected a text")
    for key in ("found", "reason", "expires"):
        if not isinstance(row.get(key), str | None):
            raise UsageError("baseline", f"{where}: {key}: read {row[key]!r}, expected a text or null")
    if row.get("expires") is not None:
        check_day(row["expires"], f"{where}: expires")
    if row["fact"] in _SHARES:
        try:
            Fraction(row.get("found") or "")
        except ValueError:
            raise UsageError("baseline", f"{where}: found: read {row.get('found')!r}, expected a share as 0.5") from None
    return Entry(row["input"], row["fact"], row.get("found"), row["verdict"], row.get("reason"), row.get("expires"))


def check_day(day: str, where: str) -> None:
    """Refuses what is no day of the calendar, written 2026-03-31."""
    from factspec.golden.cross import real_date

    if not (len(day) == 10 and real_date(day)):
        raise UsageError("baseline", f"{where}: read {day!r}, expected a day as 2026-03-31")


def _of_reason(report: InputReport, reason: Reason) -> Iterable[Entry]:
    match reason.rule:
        case "contradicted" | "required-missing" | "required-undetermined":
            f = next(f for f in report.facts if f.fact == reason.concerns)
            yield Entry(report.id, f.fact, _flat(f.found), f.verdict)
        case "forbidden-stated":
            b = next(b for b in report.forbidden if b.id == reason.concerns)
            yield Entry(report.id, b.id, _flat(b.found), b.verdict)
        case "unsupported":
            for u in report.unsupported:
                yield Entry(report.id, f"unsupported:{u.kind}", _flat(u.found), "unsupported")
        case "schema-violation":
            for v in report.violations:
                if v.pointer == reason.concerns and reason.message.endswith(v.message):
                    yield Entry(report.id, f"schema:{v.pointer}", v.message, "violation")
        case "coverage":
            yield Entry(report.id, "gate:coverage", str(share(report.coverage)), "fail")
        case "undetermined":
            facts = [f for f in report.facts if f.fact not in report.muted]
            part = Fraction(sum(f.verdict == "undetermined" for f in facts), len(facts))
            yield Entry(report.id, "gate:undetermined", str(share(part)), "fail")
        case rule:
            yield Entry(report.id, f"gate:{rule}", None, "fail")


def _no_worse(failure: Entry, entry: Entry) -> bool:
    now, then = Fraction(failure.found or "0"), Fraction(entry.found or "0")
    return now >= then if failure.fact == "gate:coverage" else now <= then


def _counted(reason: Reason, count: int) -> Reason:
    if reason.rule != "unsupported":
        return reason
    return replace(reason, message=f"{count} {'thing is' if count == 1 else 'things are'} unsupported")


def _flat(found: str | None) -> str | None:
    """Found words on one line: another wrapping of the same text is the same failure."""
    return None if found is None else " ".join(found.split())


def _order(entry: Entry) -> tuple[str, str, bool, str]:
    return (entry.input, entry.fact, entry.found is not None, entry.found or "")
