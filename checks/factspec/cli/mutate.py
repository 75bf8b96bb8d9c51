"""`factspec mutate`: how well does a golden set protect? Right texts made wrong on purpose, each checked."""

from __future__ import annotations

import json
from fractions import Fraction
from io import StringIO
from pathlib import Path
from typing import Any

from factspec import engine
from factspec.api import Golden, load
from factspec.cli.check import check_day, golden_folders
from factspec.cli.options import loaded
from factspec.cli.output import put
from factspec.errors import UsageError
from factspec.gate import Policy, percent
from factspec.inputs import Fields, Item, Options
from factspec.inputs.read import read_items
from factspec.inputs.stretches import read_long
from factspec.mutate.testing import mutate
from factspec.mutate.told import as_dict, as_table, score
from factspec.report import Decision, Head, Reason, Status
from factspec.reporters import Look
from factspec.reporters.html import Writer
from factspec.reporters.terminal import safe
from factspec.run import Settings, checked
from factspec.shape import End, Tally
from factspec.writing import write_whole


def run(values: dict[str, Any]) -> int:
    check_day(values["as_of"])
    compiled = load(values["golden"], folders=golden_folders(values["config"]))
    loaded()
    texts: list[tuple[str, str]] = []
    items: list[Item] = []
    fields = Fields(values["id_field"], values["text_field"])
    for item in read_items((*values["text"], *values["texts"]), Options(fields, values["max_bytes"])):
        if item.failure is not None:
            raise UsageError("text", f"{item.source}: {item.failure.message}")
        if item.is_text and str(item.content).strip():
            texts.append((item.id, str(item.content)))
            items.append(item)
    if not texts:
        raise UsageError("text", "no text: give --text FILE, of texts that the golden set passes")

    def read(text: str) -> Any:
        return read_long(text, lambda part: engine.read_text(part, compiled, as_of=values["as_of"]))

    protection = mutate(compiled, texts, read, seed=values["seed"], most=values["max_mutants"])
    total = score(protection)
    if total is None:
        raise UsageError("text", "no mutant could be made: none of the texts tells a fact rightly and contradicts none")
    name = compiled.golden.id
    low = total < Fraction(values["min_score"])
    if values["format"] == "html":
        wanted = Fraction(values["min_score"])
        reason = f"{percent(total)} of the mutants found" + (f", expected {percent(wanted)}" if wanted else "")
        made = _page(
            items, compiled, values["as_of"], as_dict(protection, name), Decision(*_STATUS[low], (Reason("mutants", None, reason),), None)
        )
    elif values["format"] == "json":
        made = json.dumps(as_dict(protection, name), ensure_ascii=False, indent=1) + "\n"
    else:
        made = "\n".join(safe(line) for line in as_table(protection, name).splitlines()) + "\n"
    if values["output"]:
        write_whole(Path(values["output"]), made, "--output")
    else:
        put(made)
    return int(low)


_STATUS: tuple[tuple[Status, int], ...] = (("pass", 0), ("fail", 1))


def _page(items: list[Item], compiled: Golden, as_of: str | None, protection: dict[str, Any], decision: Decision) -> str:
    """The HTML report of the right texts themselves, with a section on what became of their mutants, which alone decides."""
    policy, golden = Policy(), compiled.golden
    reports = [checked(item, compiled, policy, Settings(as_of)) for item in items]
    out = StringIO(newline="")
    page = Writer(out, Head(golden.id, golden.title, golden.sha256, policy.as_dict()), Look())
    page.protection = protection
    for report in reports:
        page.add(report)
    page.end(End(Tally.of(reports), decision))
    return out.getvalue()
