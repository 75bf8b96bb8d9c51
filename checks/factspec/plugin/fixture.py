"""The fixture `factspec`, and the mark that gives a test its facts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from factspec.api import Golden
from factspec.errors import FactspecError, InputError
from factspec.golden.cross import real_date
from factspec.inputs import Item
from factspec.model import Fact
from factspec.plugin.outcome import WHOLE, judge_part
from factspec.plugin.session import Session
from factspec.report import Report
from factspec.reporters.failing import failure_text
from factspec.run import make_report


class Checker:
    """What a test gets as `factspec`."""

    def __init__(self, session: Session, node: pytest.Item) -> None:
        self._session = session
        self._node = node
        self._calls: dict[str, int] = {}

    def check(
        self,
        summary: str | dict[str, Any] | list[Any],
        golden: str | Path | Golden | None = None,
        *,
        fact: Fact | str | None = None,
        id: str | None = None,
        as_of: str | None = None,
        strict: bool | None = None,
        min_coverage: float | str | Decimal | None = None,
        max_undetermined: float | str | Decimal | None = None,
        allow_silence: bool | None = None,
        ignore: Iterable[str] | None = None,
        may_miss: Iterable[str] | None = None,
    ) -> Report:
        """Checks a text (a `str`) or extraction output (a `dict` or `list`); fails the test where the gate does not hold.

        `golden` is a path, an id or a loaded set; without it, the one that the test's mark names. The policy is the gate's;
        what is left out is as configured. `may_miss` names facts that count as optional here. With `fact` only that fact
        is judged, and the test is skipped where it is undetermined. `id` names the input in reports and baselines (default:
        the test). Gives back the report. A blank text raises `InputError`, an unknown set `UsageError`.
        """
        __tracebackhide__ = True
        if not isinstance(summary, (str, dict, list)):
            raise TypeError(f"what is checked is {type(summary).__name__}, expected a str (prose) or a dict or list (data)")
        if as_of is not None and not (isinstance(as_of, str) and len(as_of) == 10 and real_date(as_of)):
            raise ValueError(f"as_of: read {as_of!r}, expected a day as 2025-05-05")
        loaded = self._golden(golden)
        name = fact.id if isinstance(fact, Fact) else fact
        if name is not None:
            _known_fact(name, loaded)
        given = {
            "strict": strict, "min_coverage": min_coverage, "max_undetermined": max_undetermined,
            "allow_silence": allow_silence, "ignore": ignore, "may_miss": may_miss,
        }  # fmt: skip
        policy = self._session.policy(given, loaded)
        path, line, _ = self._node.location
        item = Item(
            id or self._default_id(name), path.replace("\\", "/"), (line or 0) + 1, content=summary, is_text=isinstance(summary, str)
        )
        checked = self._session.check(item, loaded, policy, as_of=as_of)
        part = WHOLE if name is None else f"fact:{name}"
        self._session.note(self._node, checked, part)
        report = checked.report
        if report.error is not None:
            raise InputError(report.error.code, report.error.message)
        outcome = judge_part(report, part)
        if outcome.state == "skip":
            pytest.skip(f"{name}: {outcome.skipped}")
        if outcome.state == "fail":
            reasons = None if name is None else outcome.reasons
            raise AssertionError(failure_text(report, loaded.golden.id, reasons, self._session.lines))
        return make_report(loaded.golden, policy, (report,))

    def _golden(self, golden: str | Path | Golden | None) -> Golden:
        if golden is not None:
            return self._session.golden(golden, self._node.path.parent)
        mark = self._node.get_closest_marker("factspec")
        if mark is None:
            raise TypeError('no golden set: say factspec.check(text, "ID") or mark the test with @pytest.mark.factspec("ID")')
        return _marked(self._session, mark, self._node.path.parent)

    def _default_id(self, fact: str | None) -> str:
        """The test's node id, without the fact it was parametrized with: its tests speak of one text."""
        name = self._node.nodeid
        if fact is not None and hasattr(self._node, "callspec"):
            head, _, params = name.partition("[")
            rest = re.sub(rf"(^|-){re.escape(fact)}(-|$)", lambda m: "-" if m[1] and m[2] else "", params.removesuffix("]"), count=1)
            name = f"{head}[{rest}]" if rest else head
        self._calls[name] = count = self._calls.get(name, 0) + 1
        return name if count == 1 else f"{name}#{count}"


def facts_of(session: Session, mark: pytest.Mark, beside: Path) -> list[Fact]:
    """The facts that a mark gives its test; a mark or golden set that is wrong is a collection error."""
    try:
        return list(_marked(session, mark, beside).golden.facts)
    except (FactspecError, TypeError) as error:
        raise pytest.Collector.CollectError(f"@pytest.mark.factspec: {error}") from None


def _marked(session: Session, mark: pytest.Mark, beside: Path) -> Golden:
    if len(mark.args) != 1 or mark.kwargs:
        raise TypeError('expected one argument, the path or id of a golden set: @pytest.mark.factspec("ID")')
    return session.golden(mark.args[0], beside)


def _known_fact(name: str, golden: Golden) -> None:
    known = [*(f.id for f in golden.golden.facts), *(f.id for f in golden.golden.forbidden)]
    if name not in known:
        from factspec.errors import UsageError
        from factspec.suggest import did_you_mean

        raise UsageError("fact", f'fact: read "{name}", expected an id of {golden.golden.id}{did_you_mean(name, known)}')
