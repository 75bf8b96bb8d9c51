"""`factspec lint`: golden sets in, a table of how their claims were read and a list of complaints out."""

from __future__ import annotations

from typing import Any

import click

from factspec import engine
from factspec.cli.against import document
from factspec.cli.check import golden_folders
from factspec.cli.output import put, use_color
from factspec.engine import CompiledGolden, compile_golden
from factspec.errors import FactspecError
from factspec.golden.load import load_file
from factspec.golden.resolve import resolve
from factspec.inputs.stretches import read_long
from factspec.lint import Remark, lint
from factspec.model import FactReading
from factspec.mutate.testing import Protection, mutate
from factspec.reporters.terminal import Painter, safe

SOUND, FINDINGS, UNREADABLE = 0, 1, 2


def run(values: dict[str, Any]) -> int:
    """Every set is looked at, whatever is wrong with the others."""
    paint = Painter(use_color(values["color"], True))
    folders = golden_folders(values["config"])
    worst = SOUND
    for name in values["golden"]:
        try:
            path, shown = resolve(name, folders)
            compiled = compile_golden(load_file(path, shown))
        except FactspecError as error:
            click.echo("\n".join(safe(line) for line in str(error).split("\n")), err=True)
            worst = UNREADABLE
            continue
        remarks = lint(compiled, path.parent)
        guard = _guard(compiled, values["text"]) if values["text"] else None
        put(_shown(compiled, shown, remarks, paint, guard, quiet=values["quiet"]))
        if any(not remark.note for remark in remarks):
            worst = max(worst, FINDINGS)
    return worst


def _guard(compiled: CompiledGolden, files: tuple[str, ...]) -> Protection:
    """How well each fact is guarded in texts that the set passes: mutation testing of them."""
    texts = [(file, document(file, 50_000_000)) for file in files]
    return mutate(compiled, texts, lambda text: read_long(text, lambda part: engine.read_text(part, compiled)))


def guards(compiled: CompiledGolden, protection: Protection) -> list[str]:
    """One line a fact: how many of its mutants are found, or that no text tells it."""
    rates = protection.rates(lambda m: m.fact or "")
    width = max(len(fact.id) for fact in compiled.golden.facts)
    lines = []
    for fact in compiled.golden.facts:
        killed, made = rates.get(fact.id, (0, 0))
        untold = fact.id in protection.unexercised
        told = "told by no text" if untold else f"{killed}/{made} wrong texts found" if made else "nothing could be made wrong"
        lines.append(f"  {safe(fact.id).ljust(width)}  {told}")
    return lines


def _shown(
    compiled: CompiledGolden, name: str, remarks: tuple[Remark, ...], paint: Painter, guard: Protection | None, *, quiet: bool
) -> str:
    lines: list[str] = []
    if not quiet:
        lines += [paint(f"{safe(compiled.golden.id)}: how every claim was read", bold=True), *table(compiled.readings), ""]
    if guard is not None:
        lines += [paint("how well each fact is guarded", bold=True), *guards(compiled, guard), ""]
    lines += [paint(safe(str(remark)), "yellow" if remark.note else "red") for remark in remarks if not (quiet and remark.note)]
    found = sum(not remark.note for remark in remarks)
    notes = len(remarks) - found
    facts = len(compiled.golden.facts)
    verdict = "sound" if not found else f"{found} finding{'s' if found > 1 else ''}"
    lines.append(
        f"{safe(name)}: {facts} fact{'s' if facts > 1 else ''}, {verdict}" + (f", {notes} note{'s' if notes > 1 else ''}" if notes else "")
    )
    return "\n".join(lines) + "\n"


_HEADS = ("fact", "type", "value", "unit", "parties", "cues")
_WIDEST = (28, 10, 30, 16, 36, 60)


def table(readings: tuple[FactReading, ...]) -> list[str]:
    """One row a fact. A value that is the claim itself is not repeated; cues are words, or ids of entities."""
    rows = [
        _HEADS,
        *((r.fact, r.type, _value(r), r.unit, ", ".join(p for p in r.parties if p[:1] != "~"), ", ".join(_cues(r))) for r in readings),
    ]
    cells = [[_cut(safe(cell), width) for cell, width in zip(row, _WIDEST, strict=True)] for row in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(_HEADS))]
    return ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]


def _value(reading: FactReading) -> str:
    return "" if reading.type in ("statement", "relation") else reading.value


def _cues(reading: FactReading) -> list[str]:
    """Marks that the engine alone reads are left out, and so are the single words of a name that is a cue already."""
    plain = [cue.lstrip("@") for cue in reading.cues if cue[:1] not in "=#"]
    return [cue for cue in dict.fromkeys(plain) if cue not in reading.parties]


def _cut(text: str, width: int) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1] + "…"
