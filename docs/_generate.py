#!/usr/bin/env python3
"""Print the pages that the code knows best: docs/rules.md from the rule table, docs/options.md from the command itself.

python docs/_generate.py            write both
python docs/_generate.py --check    write nothing; end with 1 where a page is not current
"""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "checks"))

import click  # noqa: E402

from factspec.cli import main as command  # noqa: E402
from factspec.explain import FACT_TYPES_EXPLAINED  # noqa: E402
from factspec.rules import ENTITIES, RULES, Rule  # noqa: E402

NOTE = "<!-- Printed by docs/_generate.py: change the code, not this page. -->\n"
GROUPS = (
    ("What contradicts", lambda c: c.endswith(("-differs", "-differ", "-reversed")) or c == "negated"),
    ("What is partial", lambda c: c.endswith(("-vaguer", "-rounded")) or c == "half-told"),
    ("What is supported", lambda c: c.startswith("supported-")),
    ("What is missing or cannot be told", lambda c: c in ("not-told", "claim-unread", "cannot-tell")),
    ("What nothing licenses", lambda c: c.startswith("unsupported-")),
    ("What must not be said", lambda c: c == "forbidden-stated"),
    ("Notes", lambda c: c == "lookalike-name"),
    ("Why the gate does not hold", lambda c: RULES[c].title.startswith("gate:")),
    ("What lint says", lambda c: RULES[c].title.startswith("lint:")),
)


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def _rule(rule: Rule) -> list[str]:
    lines = [f"### {rule.code}", "", f"{rule.title.removeprefix('gate: ').removeprefix('lint: ').capitalize()}. {rule.explanation}", ""]
    if rule.claim:
        lines.append(f"- golden: {_code(rule.claim)}" + (f", with {_code(rule.keys)}" if rule.keys else ""))
    if rule.options:
        option, _, more = rule.options.partition(", ")
        lines.append(f"- called with {_code(option)}" + (f", {more}" if more else ""))
    gets = rule.code.startswith("supported-")
    if rule.right:
        lines.append(f"- {'right, gets it' if gets else 'right, does not get it'}: {_code(rule.right)}")
    if rule.wrong:
        lines.append(f"- {'wrong, does not get it' if gets else 'wrong, gets it'}: {_code(rule.wrong)}")
    return [*lines, ""] if lines[-1] else lines


def rules_page() -> str:
    names = ", ".join(f"{name} ({kind})" for name, kind in ENTITIES.items())
    lines = [
        "# Rule codes", "", NOTE,
        "Every finding and every reason of the gate carries one of these codes; `factspec explain CODE` prints the same on the command line, and",
        "`--ignore CODE` mutes one. Each example is run by a test (`tests/test_rules.py`) and does what it says here; what stands in brackets is a",
        "situation, and tested elsewhere. Of what lint says the examples are golden sets. In all the others the golden set knows these entities:",
        f"{names}.", "",
    ]  # fmt: skip
    seen: set[str] = set()
    for title, belongs in GROUPS:
        codes = [code for code in RULES if code not in seen and belongs(code)]
        seen.update(codes)
        if codes:
            lines += [f"## {title}", ""]
            for code in codes:
                lines += _rule(RULES[code])
    lines += ["## Other reasons", ""] if set(RULES) - seen else []
    for code in RULES:
        if code not in seen:
            lines += _rule(RULES[code])
    lines += ["## Fact types", "", "| type | keys | right when | example |", "| --- | --- | --- | --- |"]
    for name, (keys, right, claim) in FACT_TYPES_EXPLAINED.items():
        lines.append(f"| `{name}` | {_cell(keys)} | {_cell(right)} | {_cell(claim)} |")
    return "\n".join(lines).rstrip() + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("{", "&#123;").replace("}", "&#125;")


def options_page() -> str:
    lines = [
        "# Options", "", NOTE,
        "What `--help` prints for every command. Each option of `check` and `run` may also stand in the environment (`FACTSPEC_MIN_COVERAGE=0.5`) or under",
        "`[tool.factspec]` in pyproject.toml. Exit statuses and precedence: [the command](command.md).", "",
    ]  # fmt: skip
    for name in sorted(command.commands):
        one = command.commands[name]
        context = click.Context(one, info_name=f"factspec {name}", max_content_width=110, terminal_width=110)
        lines += [f"## factspec {name}", "", "```text", one.get_help(context).strip(), "```", ""]
    return "\n".join(line.rstrip() for line in "\n".join(lines).splitlines()) + "\n"


PAGES = {"rules.md": rules_page, "options.md": options_page}


def main(argv: list[str]) -> int:
    stale = [name for name, page in PAGES.items() if not (HERE / name).is_file() or (HERE / name).read_text(encoding="utf-8") != page()]
    if "--check" in argv:
        print("\n".join(f"docs/{name} is not current: run docs/_generate.py" for name in stale) or "docs: generated pages are current")
        return 1 if stale else 0
    for name in stale:
        (HERE / name).write_text(PAGES[name](), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
