"""Read an extraction output: told as lines, judged by the reader of prose, its findings placed by JSON Pointer."""

from __future__ import annotations

from factspec.extraction.lines import Telling
from factspec.fact_types.base import Told
from factspec.reading.analysis import Analysis


def mark(analysis: Analysis, said: Telling) -> None:
    """Give the sentences of the told lines the marks of their records."""
    records: set[int] = set()
    for number, info in enumerate(analysis.sentences):
        line = said.line_at(info.start)
        if line is None:
            continue
        marks = line.line.marks
        if marks.denied or marks.mode:
            analysis.marks[number] = (marks.denied, marks.mode)
        if line.line.record:
            records.add(number)
    analysis.records = frozenset(records)
    analysis.separate = True


__all__ = ["Told", "mark"]
