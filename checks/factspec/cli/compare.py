"""`factspec compare`: two saved runs in, what changed out, and an exit status."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

from factspec.cli.options import loaded
from factspec.cli.output import put
from factspec.compare import Comparison, Rate, compare, verdict
from factspec.gate import CRASHED, FAIL, PASS, WRONG
from factspec.report import Reason, Report
from factspec.reporters.as_json import escape
from factspec.reporters.terminal import safe
from factspec.saved import Saved, load_saved

MOST = 20


def run(values: dict[str, Any]) -> int:
    loaded()
    old, new = ([_named(one) for one in load_saved(values[side])] for side in ("old", "new"))
    confidence = values["confidence"]
    made = compare(old, new, confidence or 0.95)
    rate = None if values["min_pass_rate"] is None else float(values["min_pass_rate"])
    reasons = verdict(made, regression=values["fail_on_regression"], min_pass_rate=rate, significant=confidence is not None)
    status = _status(made, new, reasons, values["exit_zero"])
    word = {PASS: "pass", FAIL: "fail"}.get(FAIL if reasons and status == PASS else status, "error")
    if values["format"] == "json":
        shown = {
            "version": 1,
            **_rounded(asdict(made)),
            "decision": {"status": word, "exit_status": status, "reasons": [asdict(r) for r in reasons]},
        }
        put(escape(json.dumps(shown, ensure_ascii=False, indent=1)) + "\n")
    else:
        lines = [] if values["quiet"] else list(_lines(made))
        why = [reason.message for reason in reasons]
        if made.errors[1]:
            why.append(f"{made.errors[1]} of the new run could not be checked")
        if not made.paired:
            why.append("no input is in both runs: nothing to compare")
        lines.append(safe(word.upper() + (f": {'; '.join(why)}" if why else "")))
        put("".join(line + "\n" for line in lines))
    return status


def _named(one: Saved) -> Report:
    """A saved report; the inputs of a suite say which, as two suites may check the same ones."""
    if one.suite is None:
        return one.report
    return replace(one.report, inputs=tuple(replace(item, id=f"{one.suite}/{item.id}") for item in one.report.inputs))


def _status(made: Comparison, new: list[Report], reasons: tuple[Reason, ...], exit_zero: bool) -> int:
    """3 over 2 over 1, as everywhere."""
    if any(item.error is not None and item.error.code == "internal" for report in new for item in report.inputs):
        return CRASHED
    if made.errors[1] or not made.paired:
        return WRONG
    return FAIL if reasons and not exit_zero else PASS


def _lines(c: Comparison) -> Iterator[str]:
    yield f"pass rate {_rate(c.old)} -> {_rate(c.new)}  ({c.confidence:g} intervals)"
    yield f"{c.paired} in both runs: {len(c.better)} better, {len(c.worse)} worse, p = {c.p:.4f} (McNemar, exact)"
    for name, keys in (("gone", c.gone), ("added", c.added)):
        if keys:
            yield f"{len(keys)} {name}"
    if any(c.errors):
        yield f"could not be checked: {c.errors[0]} -> {c.errors[1]}"
    for note in c.notes:
        yield f"note: {safe(note)}"
    changed = [f for f in c.facts if f.better or f.worse]
    if changed:
        yield "facts (supported, of how many; better, worse, p):"
    for f in sorted(changed, key=lambda f: (f.better - f.worse, f.fact)):
        yield f"  {safe(f.fact)}: {f.old} -> {f.new} of {f.total}; +{f.better} -{f.worse}; p = {f.p:.4f}"
    for title, keys in (("worse", c.worse), ("better", c.better)):
        yield from (f"{title} {safe(name)}" for _, name in keys[:MOST])
        if len(keys) > MOST:
            yield f"{title}: and {len(keys) - MOST} more"
    yield from (f"newly wrong {safe(name)}: {safe(fact)}" for _, name, fact in c.newly_wrong[:MOST])
    if len(c.newly_wrong) > MOST:
        yield f"newly wrong: and {len(c.newly_wrong) - MOST} more"


def _rate(r: Rate) -> str:
    share = f"{100 * r.passed / r.total:.1f} %" if r.total else "none"
    return f"{share} ({r.passed}/{r.total}) [{100 * r.low:.1f}, {100 * r.high:.1f}]"


def _rounded(value: Any) -> Any:
    """Floats with six decimals: the same bytes whatever the machine's last digit."""
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, dict):
        return {key: _rounded(v) for key, v in value.items()}
    return [_rounded(v) for v in value] if isinstance(value, (list, tuple)) else value
