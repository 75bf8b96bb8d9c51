"""SARIF 2.1.0, as GitHub code scanning reads it: stable rule ids and fingerprints, code-point columns, relative URIs."""

from __future__ import annotations

import json
from typing import Any

from factspec import __version__
from factspec.report import Report
from factspec.reporters import Look
from factspec.reporters.problems import Problem, problems, uri
from factspec.rules import RULES

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
MOST = 5000
"""GitHub keeps 5,000 results of an upload, the worst; what is cut is told in a notification."""

_OTHER = {"input-error": "the input could not be checked", "schema-violation": "the extraction output breaks its schema"}


def render(report: Report, look: Look) -> str:
    found = problems(report, look)
    kept = found[:MOST]
    codes = sorted({p.rule for p in kept})
    invocation: dict[str, Any] = {"executionSuccessful": report.decision.exit_status in (0, 1)}
    if len(found) > len(kept):
        note = f"and {len(found) - len(kept)} more: the worst {MOST} of {len(found)} results are listed"
        invocation["toolExecutionNotifications"] = [{"level": "warning", "message": {"text": note}}]
    driver = {"name": "factspec", "semanticVersion": __version__, "rules": [_rule(code) for code in codes]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "automationDetails": {"id": f"factspec/{uri(report.golden_id)}/"},
        "results": [_result(p, codes.index(p.rule)) for p in kept],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=True, indent=1) + "\n"


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
