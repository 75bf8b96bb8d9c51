"""Finds the numbers of a text: joins atoms to ranges, scores and ages, adds the hedges.

In: a text and the spans that dates have taken. Out: ``NumberMention`` in text order, never overlapping.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .hedges import during, hedge_after, hedge_before, spatial_under
from .number_atom import Atom
from .number_atoms import read_atoms
from .number_joins import Join, joins
from .quantity_values import NumberMention, Quantity
from .units import Unit, canonical
from .value_tokens import GLUED, LINE, Spans, Token, phone_spans, tokenize, web_spans

_TENTH = Decimal("0.1")


def find_numbers(text: str, spans_taken: Sequence[tuple[int, int]] = ()) -> tuple[NumberMention, ...]:
    """All number phrases of a text, ordered, never overlapping."""
    tokens = tokenize(text)
    taken = Spans(_disjoint([*spans_taken, *web_spans(tokens), *phone_spans(tokens)]))
    atoms = list(read_atoms(tokens, text, taken))
    mentions: list[NumberMention] = []
    floor = 0
    for join in joins(tokens, atoms):
        mention = _mention(join, tokens, text, floor)
        mentions.append(mention)
        floor = join.last
    return tuple(mentions)


def _disjoint(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping spans merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _mention(join: Join, tokens: Sequence[Token], text: str, floor: int) -> NumberMention:
    atom = join.atoms[0]
    hedge, hedge_first, hedge_last = "", join.first, join.last
    if atom.kind not in ("identifier", "goalless", "multiple") and join.kind != "score":
        hedge, hedge_first = hedge_before(tokens, join.first, floor)
        if hedge and spatial_under(tokens, hedge_first, join.first, join.last, atom.unit.dimension if atom.unit else ""):
            hedge, hedge_first = "", join.first
        if (
            hedge == "more than"
            and hedge_first == join.first - 1
            and tokens[hedge_first].low == "over"
            and during(tokens, hedge_first, atom.unit)
        ):
            hedge, hedge_first = "", join.first
        after, hedge_last = _after(join, tokens)
        hedge = after if after and hedge in ("", "about") else hedge
    if atom.about and not hedge:
        hedge = "about"
    parts: tuple[NumberMention, ...] = ()
    if len(join.atoms) == 2:
        parts = tuple(_single(part, tokens, text, _part_quantity(part)) for part in join.atoms)
        quantity = _pair_quantity(join, hedge)
        core = (tokens[join.atoms[0].core_first].start, tokens[join.atoms[1].core_last - 1].end)
    else:
        quantity = _quantity(atom, hedge)
        core = (tokens[atom.core_first].start, tokens[atom.core_last - 1].end)
    if join.kind == "age":
        year = canonical("year", "time")
        quantity = _with(quantity, unit="year", dimension="time", kind="age") if year else quantity
    start, end = tokens[join.first].start, tokens[join.last - 1].end
    return NumberMention(
        start,
        end,
        text[start:end],
        quantity,
        core[0],
        core[1],
        tokens[hedge_first].start,
        tokens[hedge_last - 1].end if hedge_last > join.last else end,
        parts,
    )


def _after(join: Join, tokens: Sequence[Token]) -> tuple[str, int]:
    """A hedge after the number, or between the number and its unit ("20-plus years", "300+ km"), or one noun later ("26 people or
    more")."""
    hedge, end = hedge_after(tokens, join.last)
    if hedge:
        return hedge, end
    last = join.atoms[-1]
    if last.core_last < join.last:
        inner, _ = hedge_after(tokens, last.core_last)
        if inner and tokens[last.core_last].low in ("+", "-", "–"):
            return inner, join.last
    noun = join.last
    if (
        noun + 2 < len(tokens)
        and tokens[noun].kind == "w"
        and tokens[noun].gap <= LINE
        and tokens[noun].gap != GLUED
        and tokens[noun + 1].low == "or"
    ):
        hedge, end = hedge_after(tokens, noun + 1)
        if hedge:
            return hedge, end
    return "", join.last


def _part_quantity(atom: Atom) -> Quantity:
    return _quantity(atom, "")


def _single(atom: Atom, tokens: Sequence[Token], text: str, quantity: Quantity) -> NumberMention:
    start, end = tokens[atom.first].start, tokens[atom.last - 1].end
    return NumberMention(start, end, text[start:end], quantity, tokens[atom.core_first].start, tokens[atom.core_last - 1].end, start, end)


def _unit_of(unit: Unit | None) -> tuple[str, str, bool, str]:
    return ("", "", False, "") if unit is None else (unit.name, unit.dimension, unit.loose, unit.family)


def _quantity(atom: Atom, hedge: str) -> Quantity:
    name, dimension, loose, family = _unit_of(atom.unit)
    if atom.kind == "identifier":
        return Quantity(None, None, kind="identifier")
    if atom.kind == "goalless":
        return Quantity(None, None, kind="score", sides=(Decimal(0), Decimal(0)))
    if atom.vague:
        factor = atom.unit.factor if atom.unit is not None and dimension == "money" else Decimal(1)
        low = None if atom.low is None else atom.low * factor
        high = None if atom.high is None else atom.high * factor
        return Quantity(low, high, hedge="vague", unit=name, dimension=dimension, kind=atom.kind, loose=loose, family=family)
    value = atom.value
    kind, granularity = atom.kind, abs(atom.step * atom.scale * (atom.unit.factor if atom.unit is not None and dimension == "money" else 1))
    if atom.pure_fraction:
        dimension = "share"
        name = ""
    low, high, low_open, high_open = bounds(value, hedge, granularity)
    return Quantity(low, high, low_open, high_open, hedge, value, name, dimension, kind, granularity, None, atom.sign, loose, family)


def bounds(value: Decimal, hedge: str, granularity: Decimal) -> tuple[Decimal | None, Decimal | None, bool, bool]:
    """The interval that a hedged value names."""
    reach = max(abs(value) * _TENTH, granularity / 2)
    if hedge == "at least":
        return value, None, False, False
    if hedge == "at most":
        return None, value, False, False
    if hedge == "more than":
        return value, None, True, False
    if hedge == "less than":
        return None, value, False, True
    if hedge == "nearly":
        return value - reach, value, False, True
    if hedge == "just over":
        return value, value + reach, True, False
    if hedge == "about":
        return value - reach, value + reach, False, False
    return value, value, False, False


def _pair_quantity(join: Join, hedge: str) -> Quantity:
    one, two = join.atoms
    name, dimension, loose, family = _unit_of(two.unit or one.unit)
    first, second = one.value, two.value
    sides = (first, second) if join.sided else None
    granularity = abs(min(one.step * one.scale, two.step * two.scale))
    if join.kind == "compound":
        unit = two.unit
        total = _compound_total(one, two)
        return Quantity(
            total, total, False, False, hedge, total, unit.name if unit else "", unit.dimension if unit else "", "cardinal", granularity
        )
    if join.kind == "score":
        low, high = (first, second) if first < second else (None, None)
        return Quantity(low, high, unit=name, dimension=dimension, kind="score", granularity=granularity, sides=sides)
    if join.kind == "ratio":
        share = first / second
        step = Decimal("0.01")
        return Quantity(
            *bounds(share, hedge, step), hedge=hedge, value=share, unit="", dimension="share", kind="fraction", granularity=step
        )
    return Quantity(first, second, False, False, hedge, None, name, dimension, "range", granularity, sides, "", loose, family)


def _compound_total(one: Atom, two: Atom) -> Decimal:
    if one.unit is None or two.unit is None:
        return one.value + two.value
    return one.raw * one.scale * one.unit.factor / two.unit.factor + two.raw * two.scale


def _with(quantity: Quantity, unit: str, dimension: str, kind: str) -> Quantity:
    return Quantity(
        quantity.low, quantity.high, quantity.low_open, quantity.high_open, quantity.hedge, quantity.value, unit, dimension,
        quantity.kind if quantity.kind == "range" else kind, quantity.granularity, quantity.sides, quantity.sign,
    )  # fmt: skip


__all__ = ["NumberMention", "bounds", "find_numbers"]
