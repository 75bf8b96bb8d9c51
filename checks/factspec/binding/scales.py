"""The unit of account of a bare figure: what the text declares for all ("all in millions"), or a table's row or column for its own."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from decimal import Decimal

from factspec.binding.paths import column_head
from factspec.mentions.quantity import Quantity
from factspec.reading.analysis import Analysis, Value
from factspec.reading.kept import kept

_THOUSAND, _MILLION, _BILLION = Decimal(1_000), Decimal(1_000_000), Decimal(1_000_000_000)
_SCALES = {
    **dict.fromkeys(("thousand", "thousands", "k"), _THOUSAND),
    **dict.fromkeys(("million", "millions", "mn", "mln"), _MILLION),
    **dict.fromkeys(("billion", "billions", "bn", "bln"), _BILLION),
}
_MONEY = "$€£¥"
_BACK = 12  # figures that are looked back over for a scale


def scale_at(analysis: Analysis, value: Value) -> Decimal | None:
    """By what a bare figure is to be multiplied, if by anything."""
    info = analysis.sentences[analysis.toks[value.head].sentence]
    if not info.cells:
        return analysis.scale if analysis.scale is not None else _carried(analysis, value)
    own = next(((a, b) for a, b in info.cells if a <= value.first < b), None)
    label = info.cells[0] if own is not None and own != info.cells[0] else None
    for cell in (label, column_head(analysis, info, value.first)):
        for k in range(*cell) if cell is not None else ():
            scale = _declared(analysis, k)
            if scale is not None and not (k and analysis.toks[k - 1].text.isdigit()):
                return scale
    return analysis.scale


def _declared(analysis: Analysis, k: int) -> Decimal | None:
    """The scale that a word of a label declares: "in millions", "(€bn)", "(m)"."""
    word = analysis.toks[k].folded
    before = analysis.toks[k - 1].text if k else ""
    if word.lstrip(_MONEY) == "m" and (word != "m" or before == "(" or before[-1:] in tuple(_MONEY)):
        return _MILLION
    return _SCALES.get(word.lstrip(_MONEY))


def _carried(analysis: Analysis, value: Value) -> Decimal | None:
    """The scale of a figure before a bare one in its sentence, or in the last one ("€340m to €380m; in February it was 400 to 450")."""
    quantity = value.number.quantity if value.number is not None else None
    toks = analysis.toks
    if quantity is None or quantity.unit or quantity.sides is not None or quantity.kind in ("identifier", "ordinal"):
        return None
    if value.last < len(toks) and toks[value.last].upos in ("NOUN", "PROPN") and toks[value.last].sentence == toks[value.head].sentence:
        return None
    return _last_scale(analysis, value.first, toks[value.head].sentence)


@kept
def _last_scale(analysis: Analysis, first: int, sentence: int) -> Decimal | None:
    """The scale of the last figure with one before a token, in its sentence or the one before."""
    toks = analysis.toks
    last = bisect_left(analysis.values, first, key=lambda v: v.first)
    for place in range(last - 1, max(-1, last - 1 - _BACK), -1):
        before = analysis.values[place]
        if sentence - toks[before.head].sentence > 1:
            return None
        if before.number is not None:
            for k in range(before.first, before.last):
                if toks[k].folded in _SCALES:
                    return _SCALES[toks[k].folded]
    return None


def in_account(found: Quantity, golden: Quantity, scale: Decimal | None) -> Quantity | None:
    """A figure read in a unit of account: a bare one multiplied by the scale, or "8.4m" that cannot be metres read as millions."""
    if found.unit == "m" and golden.dimension != "length" and (golden.value or golden.high or 0) >= _THOUSAND:
        return _times(replace(found, unit="", dimension=""), _MILLION)
    if golden.unit == "m" and not found.unit and (found.value or 0) >= _MILLION:
        return _times(replace(found, unit="m", dimension="length"), 1 / _MILLION)  # "DEPTH 185M", in capitals
    return _times(found, scale) if scale is not None and not found.unit and found.sides is None else None


def _times(quantity: Quantity, factor: Decimal) -> Quantity:
    low, high, value = (None if n is None else n * factor for n in (quantity.low, quantity.high, quantity.value))
    return replace(quantity, low=low, high=high, value=value, granularity=quantity.granularity * factor)
