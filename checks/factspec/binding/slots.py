"""Slots: every place in a claim or in the background where a value stands, with the frame around it.

A text's value is licensed by the slots that hold the same value, and bound to the slot whose frame fits best.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from factspec.binding.frames import Frame, build, keys_at, surroundings
from factspec.mentions.dates import DateValue
from factspec.mentions.number_words import SCALES
from factspec.mentions.quantity import Quantity
from factspec.reading.analysis import Analysis, Value


@dataclass(frozen=True, slots=True)
class Slot:
    """``owner`` is a fact's index or -1 for the background; ``primary`` marks the value that a typed fact asks for."""

    owner: int
    primary: bool
    value: Value
    frame: Frame
    counted: str
    analysis: Analysis
    end: str = ""
    quantity: Quantity | None = None
    date: DateValue | None = None


def counted_noun(analysis: Analysis, value: Value) -> str:
    """The lemma of the noun that a number counts, or "" where it counts none (a measure, a bare figure, a date)."""
    toks = analysis.toks
    head = toks[value.head]
    if value.number is None:
        return ""
    if (
        head.upos in ("NOUN", "PROPN")
        and value.first <= value.head < value.last
        and value.last - value.first > 1
        and head.start >= value.number.core_end
    ):
        if value.number.quantity.unit:
            return ""
        if len(head.folded) > 2 and head.folded not in SCALES:
            return head.lemma
        # "78.1m visitors", the letter read as a noun: what is counted comes next
        at = value.last
        return toks[at].lemma if at < len(toks) and toks[at].upos in ("NOUN", "PROPN") and toks[at].sentence == head.sentence else ""
    if value.number.quantity.hedge == "vague" and value.last + 1 < len(toks) and toks[value.last].folded == "of":
        behind = toks[value.last + 1]
        return behind.lemma if behind.upos == "NOUN" and behind.sentence == head.sentence else ""  # "tens of thousands of containers"
    at = head.head
    while value.first <= at < value.last:
        head, at = toks[at], toks[at].head
    if at >= value.last and any(toks[k].upos in ("VERB", "AUX") for k in range(value.last, at)):
        return ""
    if 0 <= at < value.first and any(toks[k].text == ":" for k in range(at + 1, value.first)):
        return ""  # "A: 8.42 million"
    if at >= value.last and any(toks[k].text == "," and k + 1 in analysis.value_at for k in range(value.last, at)):
        return ""  # "out of nine, fifty-four moves"
    if at >= value.last and any(toks[k].upos == "ADP" and toks[k].folded != "of" for k in range(value.last, at)):
        return ""  # "eleven for the Green List" counts no lists
    if (
        head.deprel in ("nummod", "det", "amod", "compound", "nmod")
        and at >= 0
        and toks[at].upos in ("NOUN", "PROPN", "ADJ")
        and at not in analysis.value_at
        and at not in analysis.name_at
    ):
        return toks[at].lemma
    return ""


def frame_at(analysis: Analysis, value: Value, rarity: Mapping[str, float]) -> Frame:
    """The frame around a value: keys in reach, by rarity and closeness."""
    weights: dict[str, float] = {}
    closenesses: dict[str, float] = {}
    for key, near in surroundings(analysis, value.first, value.last, value.head).items():
        weights[key] = rarity.get(key, 1.0) * near
        closenesses[key] = near
    return build(weights, closenesses)


def phrase_keys(analysis: Analysis) -> tuple[str, ...]:
    """The keys of a short phrase read as a text (an ``of``, a cue)."""
    found: list[str] = []
    for tok in analysis.toks:
        if tok.index in analysis.value_at:
            continue
        found.extend(keys_at(analysis, tok.index))
    return tuple(dict.fromkeys(found))
