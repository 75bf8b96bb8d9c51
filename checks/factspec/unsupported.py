"""Unsupported: what a text says that nothing in the golden set licenses.

Values are licensed by slots that hold them and by one step of arithmetic over such values; names by the world; quotations and
clauses by their words. What a contradicted fact covers is not reported again.
"""

from __future__ import annotations

from collections.abc import Iterable

from factspec.fact_types.base import Told
from factspec.licence import names, quotations, values
from factspec.licence.clauses import invented
from factspec.model import Unsupported, UnsupportedKind


def find_unsupported(told: Told, covered: Iterable[tuple[int, int]]) -> tuple[Unsupported, ...]:
    """Everything unlicensed outside the ``covered`` stretches, by start; one stretch gives one finding."""
    taken = bytearray(len(told.analysis.text))
    for start, end in covered:
        taken[start:end] = b"\1" * (end - start)
    found: list[tuple[int, int, UnsupportedKind, str]] = []

    def add(start: int, end: int, kind: UnsupportedKind, reason: str) -> None:
        if 1 not in taken[start:end]:
            found.append((start, end, kind, reason))
            taken[start:end] = b"\1" * (end - start)

    for quotation in told.quotes:
        if quotations.unlicensed(told, quotation):
            add(quotation.start, quotation.end, "quotation", "nobody in the golden set says this")
    for bound in told.bounds:
        kind = values.unlicensed(told, bound)
        if kind is not None:
            add(bound.value.start, bound.value.end, kind, "no fact and nothing in the background gives this value")
    for name in told.analysis.names:
        if names.unlicensed(told, name):
            add(name.start, name.end, "name", "nobody of this name is in the golden set")
    for start, end in invented(told):
        add(start, end, "clause", "nothing in the golden set speaks of this")
    found.sort()
    document = told.analysis.document
    return tuple(
        Unsupported(kind, told.analysis.text[start:end], start, end, *document.line_column(start), None, f"unsupported-{kind}", reason)
        for start, end, kind, reason in found
    )
