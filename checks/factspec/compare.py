"""Two runs of the same inputs: what got better and worse, whether that may be chance, and what the gate says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import NormalDist

from factspec.report import InputReport, Reason, Report

_RANK = {"supported": 4, "partial": 3, "undetermined": 2, "missing": 2, "contradicted": 0}


@dataclass(frozen=True, slots=True)
class Rate:
    """Inputs that pass of those that could be checked, with Wilson's interval."""

    passed: int
    total: int
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Change:
    """How one fact fared: in how many paired inputs it was supported, and in how many its verdict got better or worse."""

    golden: str
    fact: str
    old: int
    new: int
    total: int
    better: int
    worse: int
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """Old against new. ``worse`` and ``better`` hold (golden id, input id); ``newly_wrong`` also the fact or claim.

    ``p`` is of McNemar's exact test, two-sided: how often a difference as great would come of chance alone.
    """

    old: Rate
    new: Rate
    confidence: float
    paired: int
    better: tuple[tuple[str, str], ...]
    worse: tuple[tuple[str, str], ...]
    newly_wrong: tuple[tuple[str, str, str], ...]
    p: float
    facts: tuple[Change, ...]
    gone: tuple[tuple[str, str], ...]
    added: tuple[tuple[str, str], ...]
    errors: tuple[int, int]
    notes: tuple[str, ...]


def compare(old: Sequence[Report], new: Sequence[Report], confidence: float = 0.95) -> Comparison:
    """Pairs inputs by golden set and id. An input that could not be checked on either side is in no pair: an error is no verdict."""
    before, after = _by_id(old), _by_id(new)
    pairs = [(key, before[key], item) for key, item in after.items() if key in before]
    sound = [(key, a, b) for key, a, b in pairs if a.error is None and b.error is None]
    worse = tuple(key for key, a, b in sound if a.status == "pass" and b.status == "fail")
    better = tuple(key for key, a, b in sound if a.status == "fail" and b.status == "pass")
    return Comparison(
        old=_rate(before.values(), confidence),
        new=_rate(after.values(), confidence),
        confidence=confidence,
        paired=len(sound),
        better=better,
        worse=worse,
        newly_wrong=tuple((*key, name) for key, a, b in sound for name in _newly_wrong(a, b)),
        p=mcnemar(len(worse), len(better)),
        facts=_changes(sound),
        gone=tuple(key for key in before if key not in after),
        added=tuple(key for key in after if key not in before),
        errors=(_errors(before.values()), _errors(after.values())),
        notes=tuple(_notes(old, new)),
    )


def _by_id(reports: Sequence[Report]) -> dict[tuple[str, str], InputReport]:
    return {(report.golden_id, item.id): item for report in reports for item in report.inputs}


def _errors(items: Iterable[InputReport]) -> int:
    return sum(item.error is not None for item in items)


def _rate(items: Iterable[InputReport], confidence: float) -> Rate:
    checked = [item for item in items if item.error is None]
    passed = sum(item.status == "pass" for item in checked)
    return Rate(passed, len(checked), *wilson(passed, len(checked), confidence))


def _newly_wrong(a: InputReport, b: InputReport) -> Iterator[str]:
    was = {f.fact for f in a.facts if f.verdict == "contradicted"} | {f.id for f in a.forbidden if f.verdict == "stated"}
    now = [f.fact for f in b.facts if f.verdict == "contradicted"] + [f.id for f in b.forbidden if f.verdict == "stated"]
    yield from (name for name in now if name not in was and name not in b.muted)


def _changes(pairs: Sequence[tuple[tuple[str, str], InputReport, InputReport]]) -> tuple[Change, ...]:
    rows: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for (golden, _), a, b in pairs:
        then = {f.fact: f.verdict for f in a.facts}
        for f in b.facts:
            if f.fact in then:
                rows.setdefault((golden, f.fact), []).append((then[f.fact], f.verdict))
    made = []
    for (golden, fact), verdicts in rows.items():
        lost = sum(x == "supported" != y for x, y in verdicts)
        won = sum(y == "supported" != x for x, y in verdicts)
        made.append(
            Change(
                golden,
                fact,
                sum(x == "supported" for x, _ in verdicts),
                sum(y == "supported" for _, y in verdicts),
                len(verdicts),
                sum(_RANK[y] > _RANK[x] for x, y in verdicts),
                sum(_RANK[y] < _RANK[x] for x, y in verdicts),
                mcnemar(lost, won),
            )
        )
    return tuple(made)


def _notes(old: Sequence[Report], new: Sequence[Report]) -> Iterator[str]:
    """Several suites may check against one golden set, each under its own policy: what they have is compared, not their order."""
    for name in dict.fromkeys(report.golden_id for report in new):
        before, after = ([r for r in reports if r.golden_id == name] for reports in (old, new))
        if not before:
            continue
        if {r.golden_sha256 for r in before} != {r.golden_sha256 for r in after}:
            yield f"the golden set {name} is not the same in both runs"
        if any(r.policy not in [other.policy for other in others] for some, others in ((before, after), (after, before)) for r in some):
            yield f"the policy for {name} is not the same in both runs"


def mcnemar(worse: int, better: int) -> float:
    """The exact two-sided p of McNemar's test: a fair coin for every pair that changed."""
    total, fewer = worse + better, min(worse, better)
    ways, term = 0, 1
    for k in range(fewer + 1):
        ways += term
        term = term * (total - k) // (k + 1)
    return float(min(Fraction(1), Fraction(2 * ways, 1 << total)))


def wilson(passed: int, total: int, confidence: float) -> tuple[float, float]:
    """Wilson's interval of a share; all of [0, 1] where there is nothing."""
    if not total:
        return 0.0, 1.0
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, square = passed / total, z * z / total
    middle = (share + square / 2) / (1 + square)
    half = z * sqrt(share * (1 - share) / total + square / (4 * total)) / (1 + square)
    return max(0.0, middle - half) if passed else 0.0, min(1.0, middle + half) if passed < total else 1.0


def verdict(c: Comparison, *, regression: bool, min_pass_rate: float | None, significant: bool) -> tuple[Reason, ...]:
    """Why the comparison fails, if it does.

    A regression is an input that passed and fails now, a fact newly wrong, or an input that is gone; where `significant`, only
    more inputs worse than better, with a p of at most 1 - confidence. A pass rate is the plain one, or where `significant`
    the lower end of its interval.
    """
    reasons: list[Reason] = []
    if regression:
        if c.gone:
            reasons.append(Reason("gone", None, f"{_count(len(c.gone), 'input')} of the old run not in the new one"))
        if significant:
            if len(c.worse) > len(c.better) and c.p <= 1 - c.confidence + 1e-12:
                reasons.append(Reason("regression", None, f"{len(c.worse)} worse, {len(c.better)} better: p = {c.p:.4f}"))
        elif c.worse or c.newly_wrong:
            wrong = f"{_count(len(c.worse), 'input')} passed and now fail{'s' if len(c.worse) == 1 else ''}"
            reasons.append(Reason("regression", None, f"{wrong}, {_count(len(c.newly_wrong), 'finding')} newly wrong"))
    if min_pass_rate is not None:
        rate = c.new.low if significant else (c.new.passed / c.new.total if c.new.total else 0.0)
        if rate < min_pass_rate:
            what = f"the pass rate is at least {rate:.4f} with confidence {c.confidence}" if significant else f"the pass rate is {rate:.4f}"
            reasons.append(Reason("pass-rate", None, f"{what}, expected {min_pass_rate}"))
    return tuple(reasons)


def _count(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"
