"""A reading in, red or green out: the policy, each input's status, the run's decision and exit status."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from factspec.errors import UsageError
from factspec.model import GoldenSet, Reading, Unsupported
from factspec.report import Decision, Failure, InputReport, Reason, Violation
from factspec.shape import Tally

PASS, FAIL, WRONG, CRASHED = 0, 1, 2, 3

# The words of a policy as files say them; the command line and pytest spell them their way.
SHARES = ("min-coverage", "max-undetermined", "min-pass-rate")
FLAGS = ("strict", "allow-silence")
LISTS = ("ignore", "may-miss")

_NAMED = 5
"""Golden sets that a complaint names."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What the gate lets through; one vocabulary at every door."""

    min_coverage: Decimal = Decimal("0")
    max_undetermined: Decimal = Decimal("0.10")
    min_pass_rate: Decimal = Decimal("1")
    strict: bool = False
    allow_silence: bool = False
    ignore: tuple[str, ...] = ()
    may_miss: tuple[str, ...] = ()
    """Facts that count as optional, whatever the golden set says."""

    def __post_init__(self) -> None:
        for name in SHARES:
            value = getattr(self, name.replace("-", "_"))
            if not value.is_finite() or not 0 <= value <= 1:
                raise UsageError("policy", f"{name}: read {value}, expected a share from 0 to 1")

    def as_dict(self) -> dict[str, Any]:
        """The policy as JSON values, every key present."""
        return {
            "min_coverage": float(self.min_coverage),
            "max_undetermined": float(self.max_undetermined),
            "min_pass_rate": float(self.min_pass_rate),
            "strict": self.strict,
            "allow_silence": self.allow_silence,
            "ignore": list(self.ignore),
            "may_miss": list(self.may_miss),
        }


def check_names(policy: Policy, goldens: Sequence[GoldenSet], rules: Iterable[str]) -> None:
    """Refuses an ignore that names neither a rule nor a fact of any of the sets, and a may-miss that names no fact: it would do nothing,
    unseen."""
    facts = list(dict.fromkeys(f.id for golden in goldens for f in golden.facts))
    known = [*facts, *(f.id for golden in goldens for f in golden.forbidden), *rules]
    sets = list(dict.fromkeys(golden.id for golden in goldens))
    for key, words, ids, what in (
        ("ignore", policy.ignore, known, "a rule code or an id"),
        ("may-miss", policy.may_miss, facts, "a fact"),
    ):
        for word in words:
            if word not in ids:
                from factspec.suggest import did_you_mean

                of = ", ".join(sets) if len(sets) <= _NAMED else f"one of {len(sets)} golden sets"
                raise UsageError(key, f'{key}: read "{word}", expected {what} of {of}{did_you_mean(word, ids)}')


def failed(item_id: str, source: str, source_line: int | None, failure: Failure, text: str | None = None) -> InputReport:
    """The report of an input that could not be checked."""
    return InputReport(item_id, source, source_line, "error", error=failure, text=text)


def judge(
    reading: Reading,
    golden: GoldenSet,
    policy: Policy,
    *,
    item_id: str,
    source: str,
    source_line: int | None = None,
    text: str | None = None,
    violations: tuple[Violation, ...] = (),
) -> InputReport:
    """One input's status and why, with the muted findings set apart and counted."""
    ignore = set(policy.ignore)
    if policy.may_miss:
        facts = tuple(replace(f, importance="optional") if f.fact in policy.may_miss else f for f in reading.facts)
        reading = replace(reading, facts=facts)
    muted_facts = {f.fact for f in reading.facts if f.verdict != "supported" and (f.fact in ignore or f.rule in ignore)}
    # An ignored fact counts nowhere, whatever its verdict; only what it would have said is counted as muted.
    outside = muted_facts | {f.fact for f in reading.facts if f.fact in ignore}
    proposed = {f.fact for f in reading.facts if f.proposed}  # reported, and never gated
    muted_forbidden = {f.id for f in reading.forbidden if f.verdict != "absent" and (f.id in ignore or f.rule in ignore)}
    known = _Known(golden.known)
    hidden = {at for at, u in enumerate(reading.unsupported) if u.rule in ignore or known.covers(u)}
    unsupported = tuple(u for at, u in enumerate(reading.unsupported) if at not in hidden)
    report = InputReport(
        id=item_id,
        source=source,
        source_line=source_line,
        status="pass",
        coverage=coverage(reading, outside | proposed),
        facts=reading.facts,
        forbidden=reading.forbidden,
        unsupported=unsupported,
        notes=tuple(n for n in reading.notes if n.rule not in ignore),
        violations=violations,
        muted=frozenset(outside | muted_forbidden),
        muted_count=len(muted_facts) + len(muted_forbidden) + len(hidden) + sum(n.rule in ignore for n in reading.notes),
        muted_unsupported=tuple(u for at, u in enumerate(reading.unsupported) if at in hidden),
        muted_notes=tuple(n for n in reading.notes if n.rule in ignore),
        text=text,
    )
    reasons = tuple(r for r in _reasons(report, policy) if r.rule not in ignore)
    return replace(report, status="fail" if reasons else "pass", reasons=reasons)


def coverage(reading: Reading, outside: set[str]) -> Fraction | None:
    """(supported + half of partial) / (required + expected facts); None where there is none of those."""
    counted = [f for f in reading.facts if f.importance != "optional" and f.fact not in outside]
    if not counted:
        return None
    halves = sum(2 if f.verdict == "supported" else f.verdict == "partial" for f in counted)
    return Fraction(halves, 2 * len(counted))


def _reasons(report: InputReport, policy: Policy) -> Iterator[Reason]:
    facts = [f for f in report.facts if f.fact not in report.muted and not f.proposed]
    for f in facts:
        if f.verdict == "contradicted":
            yield Reason("contradicted", f.fact, f"{f.fact} is contradicted")
    for b in report.forbidden:
        if b.verdict == "stated" and b.id not in report.muted:
            yield Reason("forbidden-stated", b.id, f"{b.id} is stated and must not be")
    for f in facts:
        if f.importance == "required" and f.verdict in ("missing", "undetermined"):
            yield Reason(f"required-{f.verdict}", f.fact, f"{f.fact} is required and {f.verdict}")
    told = any(f.verdict in ("supported", "partial", "contradicted") for f in facts)
    if not told and not policy.allow_silence:
        yield Reason("nothing-told", None, "no fact is told")
    if report.coverage is not None and report.coverage < Fraction(policy.min_coverage):
        yield Reason("coverage", None, f"coverage is {percent(report.coverage)}, expected {percent(Fraction(policy.min_coverage))} or more")
    undetermined = sum(f.verdict == "undetermined" for f in facts)
    if facts and Fraction(undetermined, len(facts)) > Fraction(policy.max_undetermined):
        share, limit = percent(Fraction(undetermined, len(facts))), percent(Fraction(policy.max_undetermined))
        yield Reason("undetermined", None, f"{share} of the facts are undetermined, expected {limit} or less")
    if policy.strict and report.unsupported:
        count = len(report.unsupported)
        yield Reason("unsupported", None, f"{count} {'thing is' if count == 1 else 'things are'} unsupported")
    for v in report.violations:
        yield Reason("schema-violation", v.pointer, f"{v.pointer or '(top)'}: {v.message}")


def percent(share: Fraction) -> str:
    """A share as text, one decimal at the most, rounded half up: exact arithmetic, so the same everywhere."""
    tenths = (share * 1000 + Fraction(1, 2)).__floor__()
    whole, rest = divmod(tenths, 10)
    return f"{whole}.{rest} %" if rest else f"{whole} %"


FAILED_FAST = Reason("stopped", "fail-fast", "stopped at the first input that does not pass: the rest was not checked")
INTERRUPTED = Reason("stopped", "interrupt", "interrupted: the rest was not checked")


def decide(inputs: Iterable[InputReport] | Tally, policy: Policy, *, exit_zero: bool = False, stopped: Reason | None = None) -> Decision:
    """The run's decision: it holds when every input does, or the wanted share of them. A run that was `stopped` never holds."""
    tally = inputs if isinstance(inputs, Tally) else Tally.of(inputs)
    reasons: list[Reason] = [stopped] if stopped is not None else []
    count, errors, passed = tally.inputs, tally.status["error"], tally.status["pass"]
    if not count:
        reasons.append(Reason("no-input", None, "there was nothing to check"))
    rate = Fraction(passed, count) if count else None
    holds = rate is not None and rate >= Fraction(policy.min_pass_rate)
    only_errors = errors == count - passed
    if errors:
        reasons.append(Reason("error", None, f"{errors} of {_inputs(count)} could not be checked"))
    if rate is not None and not holds and not only_errors:
        wanted = "every input" if policy.min_pass_rate == 1 else percent(Fraction(policy.min_pass_rate))
        reasons.append(Reason("pass-rate", None, f"{passed} of {_inputs(count)} {'pass' if count != 1 else 'passes'}, expected {wanted}"))
    if tally.crashed:
        return Decision("error", CRASHED, tuple(reasons), rate)
    if errors or not count or stopped is INTERRUPTED:
        return Decision("error", WRONG, tuple(reasons), rate)
    if not holds or stopped is not None:
        return Decision("fail", PASS if exit_zero else FAIL, tuple(reasons), rate)
    return Decision("pass", PASS, (), rate)


def over(parts: Sequence[tuple[str, Decision]], tally: Tally) -> Decision:
    """The decision over several, each by its name: the worst of them, for the reasons of all."""
    reasons = tuple(replace(why, message=f"{name}: {why.message}") for name, decision in parts for why in decision.reasons)
    worst = max((decision for _, decision in parts), key=lambda decision: (decision.exit_status, decision.status != "pass"))
    rate = Fraction(tally.status["pass"], tally.inputs) if tally.inputs else None
    return replace(worst, reasons=reasons, pass_rate=rate)


def _inputs(count: int) -> str:
    return f"{count} input{'' if count == 1 else 's'}"


class _Known:
    """The golden set's `known` names and numbers, which are never unsupported."""

    def __init__(self, known: tuple[str, ...]) -> None:
        self.words = {_fold(word) for word in known}
        self.numbers = {n for word in known if (n := _number(word)) is not None}

    def covers(self, finding: Unsupported) -> bool:
        if not self.words or finding.kind in ("quotation", "clause"):
            return False
        if _fold(finding.found) in self.words:
            return True
        return finding.kind == "number" and _number(finding.found) in self.numbers if self.numbers else False


def _fold(text: str) -> str:
    folded = " ".join(text.casefold().replace("’", "'").split())
    return folded.removesuffix("'s").removeprefix("the ").strip(" .,;:'\"")


def _number(text: str) -> Decimal | None:
    found = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?", text)
    try:
        return Decimal(found.group().replace(",", "")) if found else None
    except InvalidOperation:
        return None
