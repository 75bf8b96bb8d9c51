"""Labels: the period or the numbered thing whose figure a number is ("1,240 in February", "ward 5 has 18", "Q2: 15 million").

Two figures of one kind are told apart by nothing but their labels. A figure that the text gives the label of another claim is that
claim's, whatever other words stand around it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factspec.binding.slots import Slot
from factspec.mentions.dates import DateMention, compare_dates
from factspec.reading.analysis import Analysis, Value

_BREAKS = frozenset((",", ";", ":", "and", "but", "while", "whereas", "(", "—", "–"))
_POINTING = frozenset(("this", "next", "last"))
REACH = 8
# What is told by its number, whatever the tree makes of it: "in round four", "section 41".
_SERIES = frozenset(
    "round ward room gate line route floor level chapter section article group phase stage part game set act scene volume flight "
    "platform terminal zone class lane hall pier berth".split()
)


@dataclass(frozen=True, slots=True)
class Label:
    """A period, or a numbered thing by its word and its number."""

    date: DateMention | None = None
    word: str = ""
    number: str = ""


def numbered(analysis: Analysis, value: Value, words: frozenset[str] | None) -> Label | None:
    """The thing that a number is the number of ("ward 5", "the second floor"); only of the given words, where there are any."""
    quantity = value.number.quantity if value.number is not None else None
    if quantity is None or quantity.unit or quantity.hedge or quantity.sides is not None:
        return None
    number = str(quantity.value.normalize()) if quantity.value is not None else value.surface.casefold()
    toks = analysis.toks
    at = value.last if quantity.kind == "ordinal" else value.first - 1
    if not 0 <= at < len(toks) or toks[at].sentence != toks[value.head].sentence or at in analysis.value_at:
        return None
    tok = toks[at]
    if words is None:
        named = tok.upos in ("NOUN", "PROPN") and (quantity.kind == "ordinal" or toks[value.head].deprel in ("flat", "nummod", "appos"))
        hung = quantity.kind == "ordinal" or toks[value.head].head == at
        if not (named and hung) and not (tok.lemma in _SERIES and quantity.kind != "ordinal" and tok.upos in ("NOUN", "PROPN")):
            return None
    elif tok.folded not in words and tok.lemma not in words:
        return None
    return Label(word=tok.folded if words is None or tok.folded in words else tok.lemma, number=number)


def label_words(slots: Iterable[Slot]) -> frozenset[str]:
    """The words of the numbered things in the claims."""
    found = (numbered(s.analysis, v, None) for s in slots for v in s.analysis.values)
    return frozenset(label.word for label in found if label is not None)


def _labels(analysis: Analysis, sentence: int, words: frozenset[str]) -> list[tuple[Value, Label]]:
    found = []
    for value in analysis.values:
        if analysis.toks[value.head].sentence != sentence or value.side:
            continue
        if value.date is not None:
            if value.date.value.start is not None and not value.date.value.vague:
                found.append((value, Label(value.date)))
        elif (label := numbered(analysis, value, words)) is not None:
            found.append((value, label))
    return found


def label_in_claim(slot: Slot, words: frozenset[str]) -> Label | None:
    """The one label that a claim has for its figure."""
    if slot.value.number is None:
        return None
    found = [
        label for value, label in _labels(slot.analysis, slot.analysis.toks[slot.value.head].sentence, words) if value is not slot.value
    ]
    return found[0] if len(found) == 1 else None


def label_of(analysis: Analysis, value: Value, words: frozenset[str], sure: bool = False) -> Label | None:
    """The label that the text gives a figure: right behind it, or (but for the ``sure`` ones) before it where it is no other figure's."""
    if value.number is None or value.side or (value.first, value.last) in analysis.aligned:
        return None  # a "respectively" deals labels out by itself
    toks = analysis.toks
    sentence = toks[value.head].sentence
    info = analysis.sentences[sentence]
    labels = {v.first: (v, label) for v, label in _labels(analysis, sentence, words) if v is not value}
    if not labels:
        return None
    tokens = {k: first for first, (v, label) in labels.items() for k in range(v.first - bool(label.word and v.first), v.last)}

    def behind(one: Value) -> int | None:
        for k in range(one.last, min(info.last, one.last + REACH)):
            if k in tokens:
                date = labels[tokens[k]][0]
                if date.last < info.last and toks[date.last].text == ":":
                    return None  # "(Q2 2025: 1.74bn)": the label of what comes next
                led = toks[k - 1].upos in ("ADP", "DET") or toks[k - 1].folded == "(" or (k == one.last and toks[k].folded in _POINTING)
                return tokens[k] if led else None  # "3.2 per cent this July"
            if (k in analysis.value_at and k not in range(one.first, one.last)) or (toks[k].folded in _BREAKS and toks[k].folded != "("):
                return None
            if toks[k].upos in ("VERB", "AUX"):
                return None
        return None

    after = behind(value)
    if after is not None or sure:
        return labels[after][1] if after is not None else None
    figures = [
        v for v in analysis.values if v.number is not None and not v.side and v.first not in labels and info.first <= v.first < value.first
    ]
    taken = {b for v in figures if (b := behind(v)) is not None}
    last = max((v.last for v in figures), default=info.first)
    led = {first for first in labels if first == info.first or toks[first - 1].folded != "than"}  # "more than last year, 42,000"
    before = [first for first in labels if last <= first < value.first and first not in taken and first in led]
    if not before and len(figures) == 0:
        before = [first for first in labels if first < value.first and first not in taken and first in led]
    return labels[max(before)][1] if before else None


def same_label(one: Label, two: Label) -> bool | None:
    """Whether two labels name the same; None where they are of different kinds or the one may lie in the other."""
    if one.word or two.word:
        return one.number == two.number if one.word == two.word else None
    if one.date is None or two.date is None:
        return None
    how = compare_dates(one.date, two.date.value)
    return False if how == "different" else True if how == "equal" else None
