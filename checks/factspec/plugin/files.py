"""Collects `*.factspec.yaml`: golden facts as tests without any Python."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from factspec.api import Golden
from factspec.errors import FactspecError, GoldenError, InputError
from factspec.gate import Policy
from factspec.inputs import Fields, Item, Options
from factspec.inputs.read import read_items
from factspec.plugin.outcome import WHOLE, judge_part, parts_of
from factspec.plugin.session import Checked, Session
from factspec.plugin.spec import Given, Spec, complain, read_spec
from factspec.report import Reason
from factspec.reporters.failing import failure_text
from factspec.reporters.terminal import safe
from pytest_factspec import session

_ABSENT = ("no-input", "not-found")


class Failed(Exception):
    """A test of a file fails: the text says why."""


class GoldenFile(pytest.File):
    """One `*.factspec.yaml`."""

    def collect(self) -> Iterable[pytest.Collector | pytest.Item]:
        kept = session(self.config)
        try:
            return list(self._collect(kept))
        except (FactspecError, OSError) as error:
            raise self.CollectError(str(error)) from None

    def _collect(self, kept: Session) -> Iterator[InputNode]:
        file = kept.from_root(self.path)
        spec = read_spec(self.path, file)
        try:
            golden = kept.golden(spec.golden, self.path.parent)
        except GoldenError:
            raise  # it says where in the golden set
        except FactspecError as error:
            complain(file, spec.golden_node, "golden", str(error))
        try:
            policy = kept.policy(spec.policy, golden)
        except FactspecError as error:
            place, where = spec.policy_node.child(error.code), f"policy.{error.code}"
            complain(file, place or spec.policy_node, where if place else "policy", error.message.removeprefix(f"{error.code}: "))
        whole = (kept.items or spec.items or _items(self.config)) == "inputs"
        names: dict[str, int] = {}
        for given in spec.inputs:
            for name, item in self._items(kept, file, spec, given):
                if name in names:
                    complain(file, given.node, "inputs", f'the input "{name}" comes twice (first in line {names[name]})')
                names[name] = given.node.line
                yield InputNode.make(self, name, Case(kept, spec, golden, policy, item, given, whole))

    def _items(self, kept: Session, file: str, spec: Spec, given: Given) -> Iterator[tuple[str, Item]]:
        """Each input with the name that its tests carry: as typed, relative to this file."""
        if given.word is None:
            is_text = isinstance(given.content, str)
            yield given.id, Item(given.id, file, given.node.line, content=given.content, is_text=is_text, as_of=given.as_of)
            return
        folder = self.path.parent
        path = str(folder / given.word)
        if glob.has_magic(given.word) and not os.path.exists(path):
            path = os.path.join(glob.escape(str(folder)), given.word)
        fields = Fields(**spec.fields, chosen=bool(spec.fields))
        for item in read_items([path], Options(fields)):
            if item.failure is not None and item.failure.code in _ABSENT:
                complain(file, given.node, "inputs", f"{given.word}: {item.failure.message}")
            source = kept.from_root(Path(item.source))
            own = item.id if item.id != item.source else ""
            if own.startswith(item.source):  # a record without an id goes by its line
                own = source + own[len(item.source) :]
            name = own or os.path.relpath(item.source, folder).replace("\\", "/")
            yield name, replace(item, id=own or source, source=source)


def _items(config: pytest.Config) -> str:
    word: str = config.getini("factspec_items")
    if word not in ("facts", "inputs"):
        raise pytest.UsageError(f'factspec_items: read "{word}", expected facts or inputs')
    return word


class Case:
    """One input with all that it is judged by; checked once, when its first test runs."""

    def __init__(self, kept: Session, spec: Spec, golden: Golden, policy: Policy, item: Item, given: Given, whole: bool) -> None:
        self.kept, self.spec, self.golden, self.policy, self.item, self.given, self.whole = kept, spec, golden, policy, item, given, whole
        self._checked: Checked | None = None

    def checked(self) -> Checked:
        if self._checked is None:
            self._checked = self.kept.check(self.item, self.golden, self.policy, as_of=self.spec.as_of)
        return self._checked


class InputNode(pytest.Collector):
    """One input; its tests are below it."""

    case: Case

    @classmethod
    def make(cls, parent: GoldenFile, name: str, case: Case) -> InputNode:
        node: InputNode = cls.from_parent(parent, name=safe(name).replace("::", ":"))
        node.case = case
        return node

    def collect(self) -> Iterable[pytest.Item]:
        golden = self.case.golden.golden
        if self.case.whole:
            yield PartItem.make(self, "all", WHOLE)
            return
        for part, name in parts_of([fact.id for fact in golden.facts], [claim.id for claim in golden.forbidden]):
            yield PartItem.make(self, name, part)


class PartItem(pytest.Item):
    """A test: one fact of one input, or what is unsupported in it, or its coverage, or all of it."""

    case: Case
    part: str

    @classmethod
    def make(cls, parent: InputNode, name: str, part: str) -> PartItem:
        item: PartItem = cls.from_parent(parent, name=name)
        item.case, item.part = parent.case, part
        return item

    def runtest(self) -> None:
        checked = self.case.checked()
        report = checked.report
        outcome = judge_part(report, self.part)
        name = self.part.removeprefix("fact:")
        self.case.kept.note(self, checked, self.part)
        if report.error is not None:
            raise InputError(report.error.code, f"{self._place()}: {safe(self.case.item.id)}: {report.error.message}")
        if outcome.state == "skip":
            pytest.skip(f"{name}: {outcome.skipped}")
        if outcome.state == "fail":
            raise Failed(self._text(None if self.part == WHOLE else outcome.reasons))

    def _text(self, reasons: tuple[Reason, ...] | None) -> str:
        lines = self.case.kept.lines
        head = f"{self._place()}: {safe(self.case.item.id)}: "
        return head + failure_text(self.case.checked().report, self.case.golden.golden.id, reasons, lines)

    def _place(self) -> str:
        node = self.case.given.node
        return f"{self.case.kept.from_root(self.path)}:{node.line}:{node.column}"

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        if isinstance(excinfo.value, Failed | InputError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.case.given.node.line - 1, f"{self.parent.name if self.parent else ''}::{self.name}"
