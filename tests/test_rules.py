"""Rule codes: what the source emits is registered and explained, and what is registered is emitted."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from factspec.cli import main
from factspec.engine import compile_golden, read_data, read_text
from factspec.golden.load import load_bytes
from factspec.model import UNSUPPORTED_KINDS
from factspec.rules import ENTITIES, RULES, Rule

ROOT = Path(__file__).parent.parent / "checks" / "factspec"
# Where a rule code stands among the arguments of what carries one.
CARRIERS = {"Judgement": 3, "Reason": 0, "Remark": 2, "FactFinding": 10, "ForbiddenFinding": 9, "Unsupported": 7, "Finding": 3}
KEBAB = re.compile(r"[a-z]+(-[a-z]+)+\Z")
# Endings that only rule codes have; a new code with one of them is found wherever it stands.
ENDINGS = ("-differs", "-differ", "-reversed", "-vaguer", "-rounded", "-told", "-unread", "-clash", "-disagrees")
FORMATTED = {
    "unsupported-": tuple(f"unsupported-{kind}" for kind in UNSUPPORTED_KINDS),
    "required-": ("required-missing", "required-undetermined"),
}


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(ROOT.rglob("*.py")):
        if path.name != "rules.py":
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def texts(node: ast.AST) -> Iterator[str]:
    """The string constants of an expression, without those of a condition."""
    if isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    else:
        yield from (n.value for n in ast.walk(node) if isinstance(n, ast.Constant) and isinstance(n.value, str))


def formatted(node: ast.JoinedStr) -> tuple[str, ...]:
    """The codes that a formatted one stands for."""
    head = node.values[0]
    return FORMATTED.get(str(head.value), ()) if isinstance(head, ast.Constant) else ()


def emitted() -> dict[str, str]:
    """Every rule code in the source, with a module that holds it."""
    found: dict[str, str] = {}
    for path, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
                carried = [k.value for k in node.keywords if k.arg == "rule"]
                if name in CARRIERS and len(node.args) > CARRIERS[name] and not any(isinstance(a, ast.Starred) for a in node.args):
                    carried.append(node.args[CARRIERS[name]])
                for argument in carried:
                    if isinstance(argument, (ast.Constant, ast.IfExp)):
                        found.update((text, path.name) for text in texts(argument) if text)
            elif isinstance(node, ast.JoinedStr):
                found.update((code, path.name) for code in formatted(node))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and KEBAB.match(node.value):
                found.update((code, path.name) for code in (node.value,) if code in RULES or code.endswith(ENDINGS))
    return found


EMITTED = emitted()
# One word, returned beside its reason: no carrier shows it.
PLAIN = {"negated"}


@pytest.mark.parametrize("code", sorted(EMITTED))
def test_what_is_emitted_is_registered(code: str) -> None:
    assert code in RULES, f"{EMITTED[code]} emits {code}: register it in rules.py"


@pytest.mark.parametrize("code", sorted(RULES))
def test_what_is_registered_is_emitted(code: str) -> None:
    if code in PLAIN:
        assert any(code in texts(tree) for _, tree in sources())
    else:
        assert code in EMITTED, "nothing emits it: take it out of rules.py"


@pytest.mark.parametrize("code", sorted(RULES))
def test_every_rule_is_explained(code: str) -> None:
    """A title, a sentence, a right and a wrong example, and for a rule on texts the claim that they are examples of."""
    rule = RULES[code]
    assert rule.title
    assert rule.explanation.endswith(".")
    if code != "claim-unread":  # which a claim gets that says nothing
        assert rule.right
        assert rule.wrong
    assert rule.claim or rule.title.startswith("lint:")
    output = CliRunner().invoke(main, ["explain", code]).output
    for part in (rule.title, rule.explanation, rule.claim, rule.options, rule.right, rule.wrong):
        assert part in output


# A note's example says in words which letter it is about.
EXAMPLES = [code for code, rule in RULES.items() if rule.wrong and not rule.title.startswith(("gate:", "lint:"))]


def codes_of(rule: Rule, text: str) -> set[str]:
    """The rule codes that a text gets against the rule's own golden fact."""
    keys = yaml.safe_load(f"{{{rule.keys}}}") or {}
    golden: dict[str, Any] = {"facts": {"it": {"claim": rule.claim, **keys}}, "as_of": "2021-03-10"}
    if rule.code == "forbidden-stated":
        golden = {"facts": {"it": "The road is wet."}, "forbidden": {"bad": rule.claim}}
    golden["entities"] = {f"e{at}": {"name": name, "type": kind} for at, (name, kind) in enumerate(ENTITIES.items())}
    compiled = compile_golden(load_bytes(json.dumps(golden).encode(), "example.json"))
    bare = re.sub(r" \(with .*", "", text)
    found = read_data(json.loads(bare), compiled) if bare.startswith("{") else read_text(bare, compiled)
    return {f.rule for f in (*found.facts, *found.forbidden, *found.unsupported, *found.notes)}


@pytest.mark.parametrize("code", EXAMPLES)
def test_every_example_does_what_it_says(code: str) -> None:
    rule = RULES[code]
    gets, does_not = (rule.right, rule.wrong) if code.startswith("supported-") else (rule.wrong, rule.right)
    assert code in codes_of(rule, gets)
    assert code not in codes_of(rule, does_not)


LINTED = [code for code, rule in RULES.items() if rule.title.startswith("lint:") and not rule.claim]
GATED = [code for code, rule in RULES.items() if rule.title.startswith("gate:") and not rule.right.startswith("(")]


def linted(sets: str, folder: Path) -> set[str]:
    """What lint says of a golden set, in a folder beside which there is a report."""
    inside = folder / "set"
    inside.mkdir(exist_ok=True)
    for path in (inside / "report.txt", folder / "report.txt"):
        path.write_text("The collapse injured 17 people.\n", encoding="utf-8")
    (inside / "report.bin").write_bytes(b"\xff\xfe\x00\x80")
    golden = {"factspec": 1, "id": "example", **yaml.safe_load(sets)}
    (inside / "set.json").write_text(json.dumps(golden), encoding="utf-8")
    return set(re.findall(r"\[([a-z-]+)\]$", CliRunner().invoke(main, ["lint", str(inside / "set.json")]).output, re.MULTILINE))


@pytest.mark.parametrize("code", LINTED)
def test_every_example_of_lint_does_what_it_says(code: str, tmp_path: Path) -> None:
    assert code in linted(RULES[code].wrong, tmp_path)
    assert linted(RULES[code].right, tmp_path) == set()


def reasons(rule: Rule, content: str, folder: Path) -> set[str]:
    """The reasons of the gate for a text or data, on the call that the rule's example names."""
    golden = {"facts": {"it": {"claim": rule.claim, **(yaml.safe_load(f"{{{rule.keys}}}") or {})}}}
    (folder / "set.json").write_text(json.dumps(golden), encoding="utf-8")
    (folder / "output.schema.json").write_text('{"properties": {"injured": {"type": "number"}}}', encoding="utf-8")
    given = folder / ("output.json" if content.startswith("{") else "text.txt")
    given.write_text(content, encoding="utf-8")
    options = rule.options.partition(", ")[0].replace("output.schema.json", str(folder / "output.schema.json")).split()
    done = CliRunner().invoke(main, ["check", str(given), "--golden", str(folder / "set.json"), "--format", "json", *options])
    report = json.loads(done.stdout)
    return {reason["rule"] for part in (*report["inputs"], report["decision"]) for reason in part["reasons"]}


@pytest.mark.parametrize("code", GATED)
def test_every_example_of_the_gate_does_what_it_says(code: str, tmp_path: Path) -> None:
    rule = RULES[code]
    assert code in reasons(rule, rule.wrong, tmp_path)
    assert reasons(rule, rule.right, tmp_path) == set()


def test_the_list_names_every_rule() -> None:
    output = CliRunner().invoke(main, ["explain"]).output
    assert all(f"  {code} " in output for code in RULES)
