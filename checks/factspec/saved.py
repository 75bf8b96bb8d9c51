"""A run on disk, as JSON Lines: what the engine read of every input, so that the gate can decide again without it.

A header line (golden set, policy), one line an input, and a closing line with their number: a file that was cut off is refused.
Several runs may follow one another in a file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from factspec import __version__
from factspec.errors import UsageError
from factspec.gate import Policy, decide, judge
from factspec.model import VERDICTS, Fact, FactFinding, Fix, Forbidden, ForbiddenFinding, GoldenSet, Reading, Unsupported
from factspec.report import Decision, Failure, InputReport, Reason, Report, Violation
from factspec.shape import input_dict, unsupported_dict

SAVED_VERSION = 1


@dataclass(frozen=True, slots=True)
class Saved:
    """A run as it was saved: its report (decided then), and as much of the golden set as the gate needs."""

    golden: GoldenSet
    report: Report


def save_text(report: Report, golden: GoldenSet) -> str:
    """The run as JSON Lines."""
    head = {
        "factspec_run": SAVED_VERSION,
        "factspec": __version__,
        "golden": {
            "id": golden.id,
            "title": golden.title,
            "sha256": golden.sha256,
            "known": list(golden.known),
            "facts": [fact.id for fact in golden.facts],
            "forbidden": [claim.id for claim in golden.forbidden],
        },
        "policy": report.policy,
    }
    rows: list[dict[str, Any]] = [head]
    for item in report.inputs:
        hidden = [unsupported_dict(u) for u in item.muted_unsupported]
        rows.append({"input": input_dict(item), "muted_unsupported": hidden, "text": item.text})
    rows.append({"end": len(report.inputs)})
    return "".join(json.dumps(row, ensure_ascii=True) + "\n" for row in rows)


def load_saved(path: str) -> tuple[Saved, ...]:
    """The runs of a file that `--save` wrote; anything else, or a file that was cut off, is a `UsageError`."""
    try:
        with Path(path).open(encoding="utf-8") as stream:
            saved = tuple(read_saved(path, stream))
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("run", f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    if not saved:
        raise UsageError("run", f"{path}: holds no run, expected what factspec check --save writes")
    return saved


def read_saved(path: str, lines: Iterable[str]) -> Iterator[Saved]:
    """The runs that lines hold; `path` names them in complaints."""
    head: dict[str, Any] | None = None
    inputs: list[InputReport] = []
    number = 0
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            if head is None:
                if row["factspec_run"] != SAVED_VERSION:
                    raise UsageError("run", f"{path}:{number}: a run of version {row['factspec_run']}, expected {SAVED_VERSION}")
                head, inputs = row, []
            elif "end" in row:
                if row["end"] != len(inputs):
                    raise UsageError("run", f"{path}:{number}: {len(inputs)} inputs, expected {row['end']}: the file is not whole")
                yield _saved(head, tuple(inputs))
                head = None
            else:
                inputs.append(_input(row))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise UsageError("run", f"{path}:{number}: no line of a saved run ({type(error).__name__}: {error})") from None
    if head is not None:
        raise UsageError("run", f"{path}:{number}: the run has no end: the file is not whole")


def _saved(head: dict[str, Any], inputs: tuple[InputReport, ...]) -> Saved:
    g = head["golden"]
    golden = GoldenSet(
        g["id"], g["title"], "en", None, None, "", (), (),
        tuple(Fact(name, "") for name in g["facts"]),
        tuple(Forbidden(name, "") for name in g["forbidden"]),
        tuple(g["known"]), "", g["sha256"],
    )  # fmt: skip
    decision = decide(inputs, policy_of_dict(head["policy"]))
    return Saved(golden, Report(golden.id, golden.title, golden.sha256, head["policy"], inputs, decision))


def policy_of_dict(given: dict[str, Any]) -> Policy:
    from decimal import Decimal

    shares = {name: Decimal(str(given[name])) for name in ("min_coverage", "max_undetermined", "min_pass_rate")}
    return Policy(**shares, strict=given["strict"], allow_silence=given["allow_silence"], ignore=tuple(given["ignore"]))


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
        violations=tuple(Violation(**v) for v in one["violations"]),
        muted=frozenset(muted),
        muted_count=one["muted"],
        muted_unsupported=hidden,
        text=row["text"],
    )


def decide_again(saved: Saved, policy: Policy, *, exit_zero: bool = False) -> Report:
    """The report of a saved run under another policy."""
    inputs = tuple(_again(item, saved.golden, policy) for item in saved.report.inputs)
    decision: Decision = decide(inputs, policy, exit_zero=exit_zero)
    return replace(saved.report, policy=policy.as_dict(), inputs=inputs, decision=decision)


def _again(item: InputReport, golden: GoldenSet, policy: Policy) -> InputReport:
    if item.error is not None:
        return item
    extra = sorted((*item.unsupported, *item.muted_unsupported), key=lambda u: (u.start is None, u.start or 0, u.end or 0))
    return judge(
        Reading(item.facts, item.forbidden, tuple(extra)),
        golden,
        policy,
        item_id=item.id,
        source=item.source,
        source_line=item.source_line,
        text=item.text,
        violations=item.violations,
    )
