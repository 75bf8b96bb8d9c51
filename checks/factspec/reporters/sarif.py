"""SARIF 2.1.0, as GitHub code scanning reads it: stable rule ids and fingerprints, code-point columns, relative URIs."""

from __future__ import annotations

import json
from typing import Any, TextIO

from factspec import __version__
from factspec.report import Head, InputReport
from factspec.reporters import Look
from factspec.reporters.problems import LEVELS, Problem, Worst, input_problems, uri
from factspec.rules import RULES
from factspec.shape import End

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST = 5000
"""GitHub keeps 5,000 results of an upload, the worst; what is cut is told in a notification."""

_OTHER = {"input-error": "the input could not be checked", "schema-violation": "the extraction output breaks its schema"}


class Writer:
    def __init__(self, out: TextIO, head: Head, look: Look) -> None:
        self._out, self._head, self._look = out, head, look
        self._found = Worst[Problem](MOST)

    def add(self, item: InputReport) -> None:
        for p in input_problems(item, self._head.golden_id, self._look):
            self._found.add(p.level, p)

    def end(self, end: End) -> None:
        kept = [p for level in LEVELS for p in self._found.kept[level]][:MOST]
        codes = sorted({p.rule for p in kept})
        invocation: dict[str, Any] = {"executionSuccessful": end.decision.exit_status in (0, 1)}
        if (total := self._found.total) > len(kept):
            note = f"and {total - len(kept)} more: the worst {MOST} of {total} results are listed"
            invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": note}}]
        driver = {"name": "factspec", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}
        run = {
            "tool": {"driver": driver},
            "columnKind": "unicodeCodePoints",
            "invocations": [invocation],
            "automationDetails": {"id": f"factspec/{uri(self._head.golden_id)}/"},
            "results": [],
        }
        # One result at a time: all of them as values would take ten times the room of their text.
        before, _, after = json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1).rpartition("[]")
        self._out.write(before + "[")
        for at, p in enumerate(kept):
            text = json.dumps(_result(p, codes.index(p.rule)), indent=1).replace("\n", "\n    ")
            self._out.write(f"{',' if at else ''}\n    {text}")
        self._out.write(f"{chr(10) + '   ' if kept else ''}]{after}\n")


def _rule(code: str) -> dict[str, Any]:
    rule = RULES.get(code)
    title = rule.title if rule else _OTHER.get(code, code.replace("-", " "))
    full = rule.explanation if rule else title
    return {
        "id": code,
        "shortDescription": {"text": title[:1024]},
        "fullDescription": {"text": full[:1024]},
        "help": {"text": f"{full}\nMore: factspec explain {code}"},
        "properties": {"tags": ["facts"]},
    }


def _result(p: Problem, index: int) -> dict[str, Any]:
    region = {"startLine": p.line or 1}
    if p.column is not None:
        region["startColumn"] = p.column
        if p.end_line is not None and p.end_column is not None:
            region |= {"endLine": p.end_line, "endColumn": p.end_column}
    return {
        "ruleId": p.rule,
        "ruleIndex": index,
        "level": p.level,
        "message": {"text": p.message},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(p.path), "uriBaseId": "%SRCROOT%"}, "region": region}}],
        # GitHub tells results of two runs apart by this one key.
        "partialFingerprints": {"primaryLocationLineHash": f"{p.fingerprint}:1"},
    }
