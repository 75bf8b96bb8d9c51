"""`factspec baseline`: known failures made from a saved run, brought up to date by another one, and shown."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from factspec.baseline import Baseline, Ledger, check_day, dump, failures, load_baseline, ruled, updated
from factspec.cli.options import loaded
from factspec.cli.output import put
from factspec.errors import UsageError
from factspec.gate import PASS, WRONG
from factspec.report import Decision, Entry, shown
from factspec.reporters.terminal import safe
from factspec.saved import SavedFile, names, policy_of_dict, recheck
from factspec.shape import End, Tally
from factspec.writing import write_whole

NO_FILE = "no baseline: give --baseline FILE (or set it in pyproject.toml)"


def ledger(values: dict[str, Any]) -> Ledger | None:
    """What settles a run's known failures, for --baseline and --today; None without a baseline."""
    if values["today"] is not None:
        check_day(values["today"], "--today")
    if values["baseline"] is None:
        return None
    return Ledger(load_baseline(values["baseline"]), values["today"])


def ended(tally: Tally, decision: Decision, book: Ledger | None, whole: bool | None, *, exit_zero: bool) -> End:
    """The end of a run; with a ledger that settled its inputs, what it made of the baseline, and the decision by it."""
    if book is None:
        return End(tally, decision)
    diff = book.diff(whole)
    return End(tally, ruled(decision, diff, exit_zero=exit_zero), diff)


def create(values: dict[str, Any]) -> int:
    path = _path(values)
    if path.exists():
        raise UsageError("baseline", f"{_name(path)}: is there already; factspec baseline update brings it up to date")
    return _write(path, Baseline(file=_name(path)), values)


def update(values: dict[str, Any]) -> int:
    path = _path(values)
    return _write(path, load_baseline(path), values)


def show(values: dict[str, Any]) -> int:
    path, today = _path(values), values["today"]
    if today is not None:
        check_day(today, "--today")
    known = load_baseline(path)
    if values["format"] == "json":
        put(dump(known))
        return PASS
    for name, entries in groupby(sorted(known.entries, key=lambda e: e.input), key=lambda e: e.input):
        put(f"{safe(name)}\n" + "".join(f"  {line(entry, today)}\n" for entry in entries))
    expired = sum(e.expired(today) for e in known.entries)
    dated = sum(e.expires is not None for e in known.entries)
    note = f", {expired} expired" if today is not None else f", {dated} with a day, which only --today asks for" if dated else ""
    put(f"{safe(_name(path))}: {_count(known.entries)}{note}\n")
    return PASS


def line(entry: Entry, today: str | None) -> str:
    """One known failure, as people read it."""
    found = f' "{safe(shown(entry.found))}"' if entry.found is not None else ""
    day = f"{'expired' if entry.expired(today) else 'until'} {entry.expires}" if entry.expires else ""
    notes = "; ".join(word for word in (safe(entry.reason or ""), day) if word)
    return f"{safe(entry.fact)}: {safe(entry.verdict)}{found}" + (f" ({notes})" if notes else "")


def _write(path: Path, old: Baseline, values: dict[str, Any]) -> int:
    """Writes what fails in a saved run under its own policy; what fails no more is taken out, but by a run that was a part."""
    if values["expires"] is not None:
        check_day(values["expires"], "--expires")
    loaded()
    file = SavedFile(values["run"])
    saved, called = file.outlines, names(file.outlines)
    policies = [policy_of_dict(one.policy) for one in saved]
    whole = None if any(one.whole is None for one in saved) else all(one.whole for one in saved)
    now: list[Entry] = []
    book, errors = Ledger(old), 0
    for at, given in file.inputs():
        item, name = recheck(given, saved[at].golden, policies[at]), called[at]
        errors += item.error is not None
        book.settle(item, name)
        now += failures(replace(item, id=f"{name}/{item.id}") if name else item)
    stale = set() if whole is False else {entry.key for entry in book.diff(whole).stale}
    known = {entry.key for entry in old.entries}
    new = updated(old, now, lambda entry: entry.key in stale)
    entries = tuple(
        entry if entry.key in known else replace(entry, reason=entry.reason or values["reason"], expires=entry.expires or values["expires"])
        for entry in new.entries
    )
    write_whole(path, dump(replace(new, entries=entries)), "--baseline")
    gone = len(known - {entry.key for entry in entries})
    added = len({entry.key for entry in entries} - known)
    click.echo(f"{safe(_name(path))}: {_count(entries)}: {added} new, {gone} taken out", err=True)
    if whole is False and old.entries:
        click.echo("factspec: the run was a part of what there is to check: nothing was taken out", err=True)
    if errors:
        click.echo(f"factspec: {errors} of the run could not be checked: an error is never known", err=True)
    return WRONG if errors else PASS


def _path(values: dict[str, Any]) -> Path:
    if values["baseline"] is None:
        raise UsageError("baseline", NO_FILE)
    return Path(values["baseline"])


def _name(path: Path) -> str:
    return str(path).replace("\\", "/")


def _count(entries: tuple[Entry, ...]) -> str:
    inputs = len({entry.input for entry in entries})
    return f"{len(entries)} known failure{'' if len(entries) == 1 else 's'} in {inputs} input{'' if inputs == 1 else 's'}"
