"""Items in, a report out: wires reading, engine and gate together. What breaks on one item is that item's error."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from factspec import engine
from factspec.drafting.against import told_only
from factspec.engine import CompiledGolden
from factspec.errors import FactspecError, InputError
from factspec.gate import FAILED_FAST, INTERRUPTED, Policy, decide, failed, judge
from factspec.inputs import Item
from factspec.inputs.fenced import find_json
from factspec.inputs.language import other_language
from factspec.inputs.stretches import read_long
from factspec.model import GoldenSet
from factspec.report import Failure, InputReport, Reason, Report, Violation
from factspec.text.document import Document


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run reads its items."""

    as_of: str | None = None
    parse_json: bool = False
    validate: Callable[[Any], tuple[Violation, ...]] | None = None


def check_item(item: Item, compiled: CompiledGolden, policy: Policy, settings: Settings, *, catch: bool = True) -> InputReport:
    """One item's report. Only factspec's own faults come back as ``internal``; without `catch` they are raised."""
    text = item.content if item.is_text and isinstance(item.content, str) else None
    if item.failure is not None:
        return failed(item.id, item.source, item.source_line, item.failure, text)
    try:
        return _check(item, compiled, policy, settings)
    except FactspecError as error:
        return failed(item.id, item.source, item.source_line, Failure(error.code, error.message, item.source_line), text)
    except RecursionError:
        failure = Failure("too-deep", "nested too deep to be checked", item.source_line)
        return failed(item.id, item.source, item.source_line, failure, text)
    except Exception as error:
        if not catch:
            raise
        last = traceback.extract_tb(error.__traceback__)[-1]
        message = f"factspec failed: {type(error).__name__}: {error} (in {last.name})"
        return failed(item.id, item.source, item.source_line, Failure("internal", message, item.source_line), text)


def checked(item: Item, compiled: CompiledGolden | None, policy: Policy, settings: Settings) -> InputReport:
    """`check_item`, for an item that may have failed before a golden set was found for it."""
    if compiled is None:
        failure = item.failure or Failure("no-golden", "no golden set was found for it", item.source_line)
        return failed(item.id, item.source, item.source_line, failure)
    return check_item(item, compiled, policy, settings)


def _check(item: Item, compiled: CompiledGolden, policy: Policy, settings: Settings) -> InputReport:
    content, is_text = item.content, item.is_text
    if is_text and settings.parse_json:
        found, data = find_json(content)
        if found:
            content, is_text = data, False
    as_of = item.as_of or settings.as_of
    violations: tuple[Violation, ...] = ()
    if is_text:
        _readable(content)
        reading = read_long(content, lambda stretch: engine.read_text(stretch, compiled, as_of=as_of))
        if item.offsets is not None:
            reading = item.offsets.map(reading)
    else:
        if settings.validate is not None:
            violations = settings.validate(content)
        reading = engine.read_data(content, compiled, as_of=as_of)
    drafted = compiled.guard is not None
    report = judge(
        told_only(reading) if drafted else reading,
        compiled.golden,
        policy,
        item_id=item.id,
        source=item.source,
        source_line=item.source_line,
        text=(item.offsets.source if item.offsets else content) if is_text else None,
        violations=violations,
    )
    return replace(report, units=_units(content)) if drafted else report


def _units(content: Any) -> int:
    """How much a text or output says: its sentences, or its values."""
    if isinstance(content, str):
        return sum(any(c.isalnum() for c in content[s.start : s.end]) for s in Document.from_text(content).sentences)
    if isinstance(content, (list, dict)):
        return sum(map(_units_of_value, content.values() if isinstance(content, dict) else content))
    return 1


def _units_of_value(value: Any) -> int:
    return _units(value) if isinstance(value, (list, dict)) else 1


def _readable(text: str) -> None:
    """Refuses a text that cannot be judged at all: blank, or plainly in another language."""
    if not text.strip("\ufeff \t\r\n\x0b\x0c\x85\xa0\u2028\u2029"):
        raise InputError("empty", "the text is blank")
    if (language := other_language(text)) is not None:
        raise InputError("language", f"the text is plainly not English ({language}); only English is read so far")


def collect(
    reports: Iterable[InputReport],
    take: Callable[[InputReport], InputReport],
    *,
    fail_fast: bool = False,
) -> Reason | None:
    """Hands report by report to `take`, which gives it back as it counts; says why it stopped before the end, if it did."""
    try:
        for report in reports:
            taken = take(report)
            if fail_fast and taken.status != "pass":
                return FAILED_FAST
    except KeyboardInterrupt:
        return INTERRUPTED
    return None


def make_report(
    golden: GoldenSet, policy: Policy, inputs: tuple[InputReport, ...], *, exit_zero: bool = False, stopped: Reason | None = None
) -> Report:
    decision = decide(inputs, policy, exit_zero=exit_zero, stopped=stopped)
    return Report(golden.id, golden.title, golden.sha256, policy.as_dict(), inputs, decision)
