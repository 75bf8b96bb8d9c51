"""`factspec review`: a person's word on every proposed fact, written into the file at once, so that one may stop and go on later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from factspec.cli.check import golden_folders
from factspec.drafting.reviewing import File
from factspec.engine import compile_golden
from factspec.errors import FactspecError
from factspec.golden.load import load_bytes
from factspec.golden.resolve import resolve
from factspec.inputs.text import decode
from factspec.lint import lint
from factspec.model import Fact
from factspec.reporters.terminal import safe
from factspec.writing import write_whole


def run(values: dict[str, Any]) -> int:
    path, shown = resolve(values["golden"], golden_folders(values["config"]))
    file = File(shown, decode(path.read_bytes()))
    waiting = file.proposed()
    if not waiting:
        click.echo(f"{safe(shown)}: no fact is proposed")
        return 0
    done = {"accepted": 0, "dropped": 0}
    for number, fact in enumerate(waiting, 1):
        if values["accept_all"]:
            file.accept(fact.id)
            done["accepted"] += 1
            continue
        _show(fact, number, len(waiting))
        word = _decide(file, fact)
        if word == "quit":
            break
        if word in done:
            done[word] += 1
            write_whole(path, file.text, shown)
    write_whole(path, file.text, shown)
    left = len(file.proposed())
    click.echo(f"{safe(shown)}: {done['accepted']} accepted, {done['dropped']} dropped, {left} still proposed")
    _complain(file, path)
    return 0


def _show(fact: Fact, number: int, every: int) -> None:
    click.echo(f"\n[{number}/{every}] {safe(fact.id)}: {safe(fact.claim)}")
    if fact.note:
        click.echo(f"    {safe(fact.note)}")
    for evidence in fact.evidence:
        click.echo(f"    {safe(evidence.source)}: {safe(evidence.quote)}")


def _decide(file: File, fact: Fact) -> str:
    """What became of a fact: accepted, dropped, skipped, or quit where the person stops."""
    while True:
        try:
            answer = click.prompt("accept, edit, drop, skip, quit", default="accept", show_default=False).strip().casefold()[:1]
            if answer == "a":
                file.accept(fact.id)
                return "accepted"
            if answer == "e":
                claim = click.prompt("claim", default=fact.claim).strip()
                file.accept(fact.id, claim if claim != fact.claim else None)
                return "accepted"
            if answer == "d":
                file.drop(fact.id)
                return "dropped"
            if answer in ("s", "q"):
                return "skipped" if answer == "s" else "quit"
        except click.Abort:
            return "quit"
        except FactspecError as error:
            click.echo(str(error), err=True)


def _complain(file: File, path: Path) -> None:
    """What lint would say of the file as it is now."""
    compiled = compile_golden(load_bytes(file.text.encode("utf-8"), file.name))
    for remark in lint(compiled, path.parent):
        if not remark.note:
            click.echo(safe(str(remark)), err=True)
