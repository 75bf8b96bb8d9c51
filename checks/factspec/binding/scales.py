"""The unit of account of a bare figure: what the text declares for all ("all in millions"), or a table's row or column for its own."""

from __future__ import annotations

from decimal import Decimal

from factspec.binding.paths import column_head
from factspec.reading.analysis import Analysis, Value

_SCALES = {
    "thousand": Decimal(1_000),
    "thousands": Decimal(1_000),
    "million": Decimal(1_000_000),
    "millions": Decimal(1_000_000),
    "mn": Decimal(1_000_000),
    "billion": Decimal(1_000_000_000),
    "billions": Decimal(1_000_000_000),
    "bn": Decimal(1_000_000_000),
}


def scale_at(analysis: Analysis, value: Value) -> Decimal | None:
    """By what a bare figure is to be multiplied, if by anything."""
    info = analysis.sentences[analysis.toks[value.head].sentence]
    if not info.cells:
        return analysis.scale
    own = next(((a, b) for a, b in info.cells if a <= value.first < b), None)
    label = info.cells[0] if own is not None and own != info.cells[0] else None
    for cell in (label, column_head(analysis, info, value.first)):
        for k in range(*cell) if cell is not None else ():
            scale = _SCALES.get(analysis.toks[k].folded)
            if scale is not None and not (k and analysis.toks[k - 1].text.isdigit()):
                return scale
    return analysis.scale
