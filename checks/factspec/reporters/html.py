"""One self-contained HTML page: the decision, a matrix of inputs and facts, each text with its findings marked.

Everything that comes of an input or a golden set travels as JSON that the page's own script puts in as text, never as markup; a
content security policy lets only that script run, whatever else stands in the file.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from importlib.resources import files
from typing import Any

from factspec import __version__
from factspec.gate import percent
from factspec.report import Entry, InputReport, Report, shown
from factspec.reporters import Look
from factspec.reporters.problems import relative
from factspec.reporters.terminal import safe
from factspec.rules import RULES
from factspec.shape import mean_coverage, share

LONGEST = 50_000
"""Code points of a text that the page holds; what is found later is listed and not marked."""

_LETTER = {"supported": "s", "partial": "p", "contradicted": "c", "missing": "m", "undetermined": "u"}


def render(report: Report, look: Look) -> str:
    page = files("factspec.reporters") / "page"
    style, script = ((page / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
    parts = {
        "policy": policy,
        "title": _plain(f"factspec: {report.decision.status}: {report.golden_id}"),
        "style": style,
        "data": _json(_data(report, look)),
        "script": script,
    }
    out = (page / "page.html").read_text(encoding="utf-8")
    head, *rest = out.split("{{")
    return head + "".join(parts[name] + tail for name, _, tail in (piece.partition("}}") for piece in rest))


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _plain(text: str) -> str:
    return safe(shown(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _json(value: Any) -> str:
    """JSON that no HTML parser finds a tag or comment in."""
    made = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return made.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _data(report: Report, look: Look) -> dict[str, Any]:
    claims: dict[str, tuple[str, str]] = {}
    for item in report.inputs:
        for f in item.facts:
            claims.setdefault(f.fact, (f.claim, f.importance))
    columns = {name: at for at, name in enumerate(claims)}
    classes = Counter(f.rule for item in report.inputs for f in item.findings if f.verdict not in ("missing",) and f.rule)
    classes.update(item.error.code for item in report.inputs if item.error is not None)
    coverage = mean_coverage(report.inputs)
    return {
        "version": __version__,
        "golden": [report.golden_id, report.golden_title, report.golden_sha256],
        "policy": report.policy,
        "status": report.decision.status,
        "reasons": [reason.message for reason in report.decision.reasons],
        "coverage": None if coverage is None else percent(coverage),
        "facts": [[name, claim, importance] for name, (claim, importance) in claims.items()],
        "classes": [
            [code, n, RULES[code].title if code in RULES else ""] for code, n in sorted(classes.items(), key=lambda c: (-c[1], c[0]))
        ],
        "baseline": _baseline(report),
        "inputs": [_input(item, columns, look) for item in report.inputs],
    }


def _baseline(report: Report) -> dict[str, Any] | None:
    """What the baseline made of the run: a line, and the entries by kind as [input, fact, found, verdict, note]."""
    diff = report.baseline
    if diff is None:
        return None
    kinds = {"new": diff.new, "expired": diff.expired, "stale": diff.stale, "known": diff.known}
    rows = {kind: [[e.input, e.fact, e.found, e.verdict, _note(e)] for e in entries] for kind, entries in kinds.items()}
    return {"said": diff.said, "kinds": rows}


def _note(entry: Entry) -> str:
    return "; ".join(word for word in (entry.reason, entry.expires and f"until {entry.expires}") if word)


def _input(item: InputReport, columns: dict[str, int], look: Look) -> list[Any]:
    row = ["."] * len(columns)
    for f in item.facts:
        row[columns[f.fact]] = _LETTER[f.verdict]
    text = item.text
    reasons = [reason.message for reason in item.reasons]
    if item.error is not None:
        reasons.append(f"{item.error.code}: {item.error.message}")
    reasons += [f"{v.pointer or '(top)'}: {v.message}" for v in item.violations]
    found = [[f.verdict, f.id, f.message, f.rule, f.start, f.end, f.pointer or f.place] for f in item.findings]
    good = [["supported", f.fact, f.claim, f.rule, f.start, f.end, f.pointer] for f in item.facts if f.verdict == "supported"]
    return [
        item.id,
        relative(item.source, look.root) + (f":{item.source_line}" if item.source_line is not None else ""),
        item.status,
        share(item.coverage),
        "".join(row),
        None if text is None else text[:LONGEST],
        text is not None and len(text) > LONGEST,
        reasons,
        found + good,
    ]
