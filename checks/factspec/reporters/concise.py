"""One line a finding: path:line:column: level: what; for editors and for grep."""

from __future__ import annotations

from typing import TextIO

from factspec.report import Head, InputReport
from factspec.reporters import Look
from factspec.reporters.problems import cut, input_problems, quiet_commands
from factspec.shape import End


class Writer:
    def __init__(self, out: TextIO, head: Head, look: Look) -> None:
        self._out, self._head, self._look = out, head, look

    def add(self, item: InputReport) -> None:
        # As the files stand, not worst first: this is read beside them.
        found = sorted(input_problems(item, self._head.golden_id, self._look), key=lambda p: (p.line or 0, p.column or 0))
        self._out.write("".join(quiet_commands(f"{p.place}: {p.level}: {p.message} [{p.rule}]") + "\n" for p in found))

    def end(self, end: End) -> None:
        reasons = "; ".join(cut(r.message) for r in end.decision.reasons)
        passed, status = end.tally.status["pass"], end.decision.status
        line = f"{status}: {passed} of {end.tally.inputs} pass against {cut(self._head.golden_id)}" + (f"; {reasons}" if reasons else "")
        self._out.write(quiet_commands(line) + "\n")
