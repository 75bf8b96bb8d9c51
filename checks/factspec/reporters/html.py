"""One self-contained HTML page: the decision, a matrix of inputs and facts, each text with its findings marked.

Everything that comes of an input or a golden set travels as JSON that the page's own script puts in as text, never as markup; a
content security policy lets only that script run, whatever else stands in the file.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources import files
from typing import Any, TextIO

from factspec import __version__
from factspec.gate import percent
from factspec.report import BaselineDiff, Entry, Finding, Head, InputReport, shown
from factspec.reporters import Look
from factspec.reporters.problems import relative
from factspec.reporters.terminal import safe
from factspec.rules import RULES
from factspec.shape import End, share
from factspec.writing import chunks, scratch

LONGEST = 50_000
"""Code points of a text that the page holds; what is found later is listed and not marked."""

AROUND = 90
"""Code points on either side of what a surviving mutant has changed."""

_RATES = (("by fact", "by_fact"), ("by operator", "by_operator"), ("by text", "by_text"))
_LETTER = {"supported": "s", "partial": "p", "contradicted": "c", "missing": "m", "undetermined": "u"}


class Writer:
    """The inputs wait on disk: what is known at the end stands before them.

    ``protection``, where it is set before the end, is the outcome of mutation testing as `factspec mutate` puts it in JSON.
    """

    protection: dict[str, Any] | None = None

    def __init__(self, out: TextIO, head: Head, look: Look) -> None:
        self._out, self._head, self._look = out, head, look
        self._rows = scratch()
        self._count = 0
        # By id and claim: two golden sets of a run may each have a fact of that name.
        self._facts: dict[tuple[str, str], tuple[int, str]] = {}
        self._classes: Counter[str] = Counter()

    def add(self, item: InputReport) -> None:
        for f in item.facts:
            self._facts.setdefault((f.fact, f.claim), (len(self._facts), f.importance))
        self._classes.update(f.rule for f in item.findings if f.verdict != "missing" and f.rule)
        if item.error is not None:
            self._classes[item.error.code] += 1
        self._rows.write(("," if self._count else "") + "\n" + _json(_input(item, self._facts, self._look)))
        self._count += 1

    def end(self, end: End) -> None:
        page = files("factspec.reporters") / "page"
        style, script = ((page / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
        policy = f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; base-uri 'none'; form-action 'none'"
        parts = {
            "policy": (policy,),
            "title": (_plain(f"factspec: {end.decision.status}: {self._head.golden_id}"),),
            "style": (style,),
            "data": self._data(end),
            "script": (script,),
        }
        head, *rest = (page / "page.html").read_text(encoding="utf-8").split("{{")
        self._out.write(head)
        for piece in rest:
            name, _, tail = piece.partition("}}")
            for text in parts[name]:
                self._out.write(text)
            self._out.write(tail)

    def _data(self, end: End) -> Iterator[str]:
        coverage = end.tally.coverage
        ranked = sorted(self._classes.items(), key=lambda c: (-c[1], c[0]))
        about = {
            "version": __version__,
            "golden": [self._head.golden_id, self._head.golden_title, self._head.golden_sha256],
            "policy": self._head.policy,
            "status": end.decision.status,
            "reasons": [reason.message for reason in end.decision.reasons],
            "coverage": None if coverage is None else percent(coverage),
            "facts": [[name, claim, importance] for (name, claim), (_, importance) in self._facts.items()],
            "classes": [[code, n, RULES[code].title if code in RULES else ""] for code, n in ranked],
            "baseline": _baseline(end.baseline),
            "protection": _protection(self.protection),
        }
        yield _json(about).removesuffix("}") + ',"inputs":['
        yield from chunks(self._rows)
        yield "]}"


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _plain(text: str) -> str:
    return safe(shown(text)).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _json(value: Any) -> str:
    """JSON that no HTML parser finds a tag or comment in."""
    made = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return made.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _baseline(diff: BaselineDiff | None) -> dict[str, Any] | None:
    """What the baseline made of the run: a line, and the entries by kind as [input, fact, found, verdict, note]."""
    if diff is None:
        return None
    kinds = {"new": diff.new, "expired": diff.expired, "stale": diff.stale, "known": diff.known}
    rows = {kind: [[e.input, e.fact, e.found, e.verdict, _note(e)] for e in entries] for kind, entries in kinds.items()}
    return {"said": diff.said, "kinds": rows}


def _protection(told: dict[str, Any] | None) -> dict[str, Any] | None:
    """What mutation testing found: shares by fact, operator and text; survivors as [fact, operator, text, was, left, now, right]."""
    if told is None:
        return None
    rates = [[head, [[name, n["killed"], n["made"]] for name, n in told[key].items()]] for head, key in _RATES]
    rows = []
    for m in told["mutants"]:
        if m["killed"]:
            continue
        text, start = m["mutant"], m["start"]
        end = start + len(m["replacement"])
        left, right = text[max(0, start - AROUND) : start], text[end : end + AROUND]
        cut = ("… " if start > AROUND else "", " …" if end + AROUND < len(text) else "")
        rows.append([m["fact"] or "", m["operator"], m["text"], m["was"], cut[0] + left, m["replacement"], right + cut[1]])
    return {**{key: told[key] for key in ("made", "killed", "unexercised", "failing")}, "rates": rates, "survivors": rows}


def _hidden(item: InputReport) -> tuple[Finding, ...]:
    """What the baseline knows or the policy mutes, as it would be said."""
    facts = tuple(f for f in item.facts if f.fact in item.muted)
    forbidden = tuple(f for f in item.forbidden if f.id in item.muted)
    said = replace(item, facts=facts, forbidden=forbidden, unsupported=item.muted_unsupported, notes=item.muted_notes, muted=frozenset())
    return said.findings


def _note(entry: Entry) -> str:
    return "; ".join(word for word in (entry.reason, entry.expires and f"until {entry.expires}") if word)


def _input(item: InputReport, columns: dict[tuple[str, str], tuple[int, str]], look: Look) -> list[Any]:
    row = ["."] * len(columns)
    for f in item.facts:
        letter = _LETTER[f.verdict]
        row[columns[f.fact, f.claim][0]] = letter.upper() if f.fact in item.muted and f.verdict != "supported" else letter
    text = item.text
    reasons = [reason.message for reason in item.reasons]
    if item.error is not None:
        reasons.append(f"{item.error.code}: {item.error.message}")
    reasons += [f"{v.pointer or '(top)'}: {v.message}" for v in item.violations]
    found = [[f.verdict, f.id, f.message, f.rule, f.start, f.end, f.place] for f in item.findings]
    muted = [["known", f.id, f"{f.verdict}: {f.message}", f.rule, f.start, f.end, f.place] for f in _hidden(item)]
    good = [["supported", f.fact, f.claim, f.rule, f.start, f.end, f.pointer] for f in item.facts if f.verdict == "supported"]
    return [
        item.id,
        relative(item.source, look) + (f":{item.source_line}" if item.source_line is not None else ""),
        item.status,
        share(item.coverage),
        "".join(row),
        None if text is None else text[:LONGEST],
        text is not None and len(text) > LONGEST,
        reasons,
        found + muted + good,
    ]
