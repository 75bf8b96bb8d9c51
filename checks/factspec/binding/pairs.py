"""Scores told side by side: "ORN 1 ULM 3", "Town 1 (Dahl 23), City 3" give each side its own number.

Where a golden set has a score and one of the two names is of its sides, the two numbers are read as one score over the stretch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factspec.binding.slots import Slot
from factspec.mentions.quantity import Quantity
from factspec.reading.analysis import Analysis, Name, Value

MOST, REACH = 30, 14


def sides_of(slots: Sequence[Slot]) -> frozenset[str]:
    """The beings that have a side in a score of the golden set."""
    return frozenset(
        cue[1:]
        for slot in slots
        if slot.value.number is not None and slot.value.number.quantity.sides is not None
        for cue, _, _ in slot.frame.cues
        if cue[:1] == "@"
    )


def pair_scores(analysis: Analysis, sides: frozenset[str]) -> None:
    """Put one score in the place of two bare numbers, each behind the name of one of the sides. Changes the values of the analysis."""
    if not sides:
        return
    scored = [(value, name) for value in analysis.values if (name := _side(analysis, value)) is not None]
    for place in range(len(scored) - 1):
        (one, home), (two, away) = scored[place], scored[place + 1]
        if not {home.entity, away.entity} & sides or home.entity == away.entity or not _together(analysis, one, two, away):
            continue
        if place and _together(analysis, scored[place - 1][0], one, home):
            continue
        if place + 2 < len(scored) and _together(analysis, two, scored[place + 2][0], scored[place + 2][1]):
            continue
        _join(analysis, one, two)


def _side(analysis: Analysis, value: Value) -> Name | None:
    """The known being whose name stands right before a small bare number that counts nothing."""
    quantity = value.number.quantity if value.number is not None else None
    if quantity is None or quantity.kind != "cardinal" or quantity.unit or quantity.hedge or value.side or not value.surface.isdigit():
        return None
    if quantity.value is None or quantity.value >= MOST or not value.first:
        return None
    if _bracketed(analysis, value.first):
        return None
    name = analysis.name_at.get(value.first - 1)
    following = analysis.toks[value.last] if value.last < len(analysis.toks) and value.last not in analysis.name_at else None
    beside = following is not None and following.sentence == analysis.toks[value.head].sentence
    if beside and following is not None and following.upos in ("NOUN", "VERB", "ADJ", "AUX"):
        return None
    return name if name is not None and name.entity is not None and not name.pronoun else None


def _bracketed(analysis: Analysis, place: int) -> bool:
    """Whether a bracket is open at a token: what stands in it is an aside."""
    info = analysis.sentences[analysis.toks[place].sentence]
    for k in range(place - 1, max(info.first, place - REACH) - 1, -1):
        if analysis.toks[k].text in ")]":
            return False
        if analysis.toks[k].text in "([":
            return True
    return False


def _together(analysis: Analysis, one: Value, two: Value, away: Name) -> bool:
    """Whether nothing stands between the first number and the second's name but a bracket and a comma."""
    toks = analysis.toks
    if two.first - one.last > REACH or away.first < one.last or toks[one.head].sentence != toks[two.head].sentence:
        return False
    depth = 0
    for k in range(one.last, away.first):
        word = toks[k].text
        depth += (word in "([") - (word in ")]")
        if depth == 0 and word not in ")],-–;":
            return False
    return True


def _join(analysis: Analysis, one: Value, two: Value) -> None:
    assert one.number is not None
    assert two.number is not None
    first, second = one.number.quantity.value, two.number.quantity.value
    assert first is not None
    assert second is not None
    low, high = (first, second) if first < second else (None, None)
    surface = analysis.text[one.start : two.end]
    quantity = Quantity(low, high, kind="score", sides=(first, second))
    number = replace(one.number, end=two.end, surface=surface, quantity=quantity, core_end=two.number.core_end, hedge_end=two.end)
    score = replace(one, end=two.end, surface=surface, last=two.last, number=number)
    analysis.values[:] = [score if value is one else value for value in analysis.values if value is not two]
    for k in (*range(one.first, one.last), *range(two.first, two.last)):
        analysis.value_at[k] = score
