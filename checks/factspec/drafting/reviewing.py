"""Decisions on proposed facts, written into the file as it stands: comments, order and everything else stay."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factspec.drafting.written import quoted
from factspec.errors import UsageError
from factspec.golden.load import load_bytes
from factspec.model import Fact, GoldenSet

_STATUS = re.compile(r"^\s*status:\s*[\"']?proposed[\"']?\s*(#.*)?$")
_IN_FLOW = re.compile(r",\s*status:\s*[\"']?proposed[\"']?|status:\s*[\"']?proposed[\"']?\s*,\s*")
_CLAIM = re.compile(r"^(\s*)claim:")


@dataclass(slots=True)
class File:
    """A golden set's file under review: its lines, and the set that they are now."""

    name: str
    text: str

    def golden(self) -> GoldenSet:
        return load_bytes(self.text.encode("utf-8"), self.name)

    def proposed(self) -> tuple[Fact, ...]:
        """The facts that nobody has decided on yet, in the order of the file."""
        return tuple(fact for fact in self.golden().facts if fact.proposed)

    def accept(self, fact: str, claim: str | None = None) -> None:
        """Accepts a fact, with another claim where one is given."""
        first, last = self._block(fact)
        lines = self._lines()
        block = lines[first:last]
        kept = [line for line in block if not _STATUS.match(line)]
        if len(kept) == len(block):
            kept = [_IN_FLOW.sub("", line, count=1) for line in block]
        if claim is not None:
            kept = _with_claim(kept, claim, fact)
        self._become([*lines[:first], *kept, *lines[last:]], fact, gone=False)

    def drop(self, fact: str) -> None:
        """Takes a fact out of the file; the last one cannot be."""
        first, last = self._block(fact)
        lines = self._lines()
        if len(self.golden().facts) == 1:
            raise UsageError("review", f'"{fact}" is the only fact of {self.name}: a golden set holds one at least')
        self._become([*lines[:first], *lines[last:]], fact, gone=True)

    def _lines(self) -> list[str]:
        return self.text.splitlines()

    def _block(self, name: str) -> tuple[int, int]:
        """The lines of a fact: from its key to the next line that is indented no deeper."""
        fact = next(f for f in self.golden().facts if f.id == name)
        assert fact.where is not None
        lines, first = self._lines(), fact.where.line - 1
        depth = fact.where.column - 1
        last = first + 1
        while last < len(lines) and (not lines[last].strip() or len(lines[last]) - len(lines[last].lstrip()) > depth):
            last += 1
        while last > first + 1 and not lines[last - 1].strip():
            last -= 1
        return first, last

    def _become(self, lines: list[str], fact: str, *, gone: bool) -> None:
        """Takes on the lines, where they are the same set but for the one fact; else nothing is changed."""
        made = File(self.name, "\n".join(lines) + "\n")
        before, after = self.golden(), made.golden()
        same = {f.id for f in before.facts} - ({fact} if gone else set()) == {f.id for f in after.facts}
        if not same or (not gone and any(f.id == fact and f.proposed for f in after.facts)):
            raise UsageError("review", f'"{fact}" of {self.name} is written in a way that cannot be changed here: edit the file by hand')
        self.text = made.text


def _with_claim(lines: list[str], claim: str, fact: str) -> list[str]:
    """The block with another claim: on a line of its own, or in braces."""
    for at, line in enumerate(lines):
        if found := _CLAIM.match(line):
            end = at + 1
            while end < len(lines) and len(lines[end]) - len(lines[end].lstrip()) > len(found.group(1)):
                end += 1
            return [*lines[:at], f"{found.group(1)}claim: {quoted(claim)}", *lines[end:]]
    raise UsageError("review", f'the claim of "{fact}" stands on no line of its own: edit the file by hand')
