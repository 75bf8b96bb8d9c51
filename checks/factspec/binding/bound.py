"""Bound values: each number and date of a text scored against every slot, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from factspec.binding.frames import CueTable, closeness, fit, surroundings
from factspec.binding.slots import Slot, counted_noun
from factspec.lexicon import is_hypernym
from factspec.mentions.dates import compare_dates
from factspec.mentions.quantity import compare
from factspec.reading.analysis import Analysis, Value

EQUAL = frozenset({"equal", "consistent-hedge", "rounded-hedged", "finer"})
NEAR = EQUAL | {"rounded", "vaguer", "weekday-wrong"}
_BEFORE = frozenset({"from", "against", "versus", "vs", "vs.", "than", "previous", "previously", "earlier", "prior", "instead", "formerly"})


@dataclass(slots=True)
class Bound:
    """A value of the text: what surrounds it, how well each slot's frame fits, and how it compares with each slot's value."""

    value: Value
    offered: dict[str, float]
    counted: str
    fits: list[float]
    relations: list[str]
    aside: bool
    refused: bool
    fact_fit: dict[int, float] = field(default_factory=dict)
    background: list[tuple[int, float]] = field(default_factory=list)
    derived: bool = False

    @property
    def licensed(self) -> bool:
        """Whether some slot holds this value, exactly or more exactly."""
        return any(r in NEAR for r in self.relations)


_LOW = frozenset("low lower minimum min floor bottom least smallest".split())
_HIGH = frozenset("high upper maximum max ceiling top most largest".split())


def end_of(keys: Sequence[str]) -> str:
    """Whether words ask for one end of a range: "low", "high" or ""."""
    words = set(keys)
    return "low" if words & _LOW and not words & _HIGH else "high" if words & _HIGH and not words & _LOW else ""


def relation(found: Value, slot: Slot) -> str:
    """How a value of a text compares with the value of a slot."""
    golden = slot.value
    if found.side or (slot.end and found.number is not None and found.number.quantity.kind == "range"):
        if found.side != slot.end and not (golden.side and golden.side == found.side):
            return "incomparable"
    if found.number is not None and golden.number is not None:
        return compare(found.number.quantity, golden.number.quantity)
    if found.date is not None and golden.date is not None:
        if golden.date.value.start is None or found.date.value.start is None:
            return "incomparable"
        return compare_dates(found.date, golden.date.value)
    return "incomparable"


def _aside(analysis: Analysis, value: Value) -> bool:
    """Whether the text itself sets the value apart as another period's or party's ("from 40.2 %", "against 76 last time")."""
    toks = analysis.toks
    for k in range(max(0, value.first - 3), value.first):
        if toks[k].sentence != toks[value.head].sentence:
            continue
        word = toks[k].folded
        if word in _BEFORE:
            between = [toks[j] for j in range(k + 1, value.first)]
            if all(t.upos in ("DET", "ADP", "SYM", "ADV", "ADJ", "PART", "PUNCT", "NUM") or t.folded in ("$", "the") for t in between):
                if word == "than" and value.number is not None and k and toks[k - 1].folded in ("more", "less", "fewer", "other", "greater", "better", "later", "earlier"):
                    return False
                if word == "from" and _opens_range(analysis, value) and not (k and toks[k - 1].folded in ("up", "down", "raised", "lowered", "cut")):
                    return False
                if word == "from" and value.date is not None:
                    return False
                return True
        if word == "with" and k and toks[k - 1].folded in ("compared", "compare", "comparing"):
            return True
    return False


def _dateline(analysis: Analysis, value: Value) -> bool:
    """A date between a place and a dash at the head of a text says where and when it was written."""
    toks = analysis.toks
    if value.date is None or value.first > 8 or toks[value.head].sentence > 1:
        return False
    info = analysis.sentences[toks[value.head].sentence]
    ahead = [toks[k].text for k in range(value.last, min(value.last + 3, info.last))]
    behind = [toks[k] for k in range(info.first, value.first)]
    return any(t in ("-", "–", "—", "--") for t in ahead) and bool(behind) and all(t.upos in ("PROPN", "PUNCT") for t in behind)


def _opens_range(analysis: Analysis, value: Value) -> bool:
    toks = analysis.toks
    if value.side or (value.number is not None and value.number.quantity.kind == "range"):
        return True
    return value.last < len(toks) and toks[value.last].folded in ("to", "until", "till", "through", "-", "–", "up")


def _refused(analysis: Analysis, value: Value) -> bool:
    """Whether the text takes the value back in the same breath ("not 28 but 26")."""
    toks = analysis.toks
    k = value.first - 1
    while k >= 0 and toks[k].upos in ("DET", "ADP", "SYM") and toks[k].sentence == toks[value.head].sentence:
        k -= 1
    if k < 0 or toks[k].sentence != toks[value.head].sentence:
        return False
    return toks[k].folded == "not" or (toks[k].folded == "than" and k > 0 and toks[k - 1].folded == "rather") or (toks[k].folded == "of" and k > 0 and toks[k - 1].folded == "instead")


def bind(analysis: Analysis, slots: Sequence[Slot], table: CueTable) -> list[Bound]:
    """Score every number and date of the text against all slots."""
    found: list[Bound] = []
    for value in analysis.values:
        if value.number is not None and value.number.quantity.kind == "identifier":
            continue
        around = surroundings(analysis, value.first, value.last, value.head)
        for key, near in context_before(analysis, value).items():
            if near > around.get(key, 0.0):
                around[key] = near
        offered = table.offered(around)
        relations = [relation(value, slot) for slot in slots]
        counted = counted_noun(analysis, value)
        fits = [_counting(fit(slot.frame, offered), counted, slot) if r != "incomparable" else 0.0 for slot, r in zip(slots, relations, strict=True)]
        bound = Bound(value, offered, counted, fits, relations, _aside(analysis, value) or _dateline(analysis, value), _refused(analysis, value))
        bound.derived = _derived(bound, slots)
        for slot, score in zip(slots, fits, strict=True):
            if slot.owner >= 0 and score > bound.fact_fit.get(slot.owner, 0.0):
                bound.fact_fit[slot.owner] = score
        bound.background = [(i, f) for i, (s, f, r) in enumerate(zip(slots, fits, relations, strict=True)) if s.owner < 0 and r not in ("incomparable", "vaguer")]
        found.append(bound)
    return found


def _counting(score: float, counted: str, slot: Slot) -> float:
    """A fit, raised where text and slot count the same thing by name, lowered where they count different ones."""
    if not counted or not slot.counted:
        return score
    if counted == slot.counted:
        return 0.4 + 0.6 * score
    if closeness(slot.counted, counted) >= 0.8 or is_hypernym(slot.counted, counted) or is_hypernym(counted, slot.counted):
        return score
    return 0.6 * score


def _derived(bound: Bound, slots: Sequence[Slot]) -> bool:
    """Whether a number follows in one step from licensed ones: a side of a score, a sum or difference, the days between two dates."""
    quantity = bound.value.number.quantity if bound.value.number else None
    if quantity is None or quantity.value is None:
        return False
    target = quantity.value
    known: set[Decimal] = set()
    for slot, score in zip(slots, bound.fits, strict=True):
        other = slot.value.number.quantity if slot.value.number is not None else None
        if other is None:
            continue
        if other.sides is not None and not quantity.unit and target in (*other.sides, sum(other.sides), abs(other.sides[0] - other.sides[1])):
            return True
        if other.value is not None and other.unit == quantity.unit and other.value > 2 and score >= 0.12:
            known.add(other.value)
    values = sorted(known)[:60]
    if any(a + b == target or abs(a - b) == target for i, a in enumerate(values) for b in values[i + 1 :]):
        return True
    days = _DAYS.get(quantity.unit)
    if days is None:
        return False
    dates = sorted({s.value.date.value.start for s in slots if s.value.date is not None and s.value.date.value.start is not None})[:60]
    return any(abs(Decimal((b - a).days) / days - target) < (1 if days > 1 else Decimal("0.5")) for i, a in enumerate(dates) for b in dates[i + 1 :])


_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def context_before(analysis: Analysis, value: Value) -> dict[str, float]:
    """Keys of the sentence before and of the heading above: what a fragment or a pronoun leans on, at a low closeness."""
    from factspec.binding.frames import keys_at

    if analysis.separate:
        return {}
    toks = analysis.toks
    number = toks[value.head].sentence
    info = analysis.sentences[number]
    found: dict[str, float] = {}
    for back, near in ((1, 0.2), (2, 0.12)):
        if number - back < 0:
            break
        before = analysis.sentences[number - back]
        for k in range(before.first, min(before.last, before.first + 60)):
            for key in keys_at(analysis, k):
                found[key] = max(found.get(key, 0.0), near)
    for back in range(number - 1, max(-1, number - 12), -1):
        if analysis.sentences[back].kind == "heading":
            for k in range(analysis.sentences[back].first, analysis.sentences[back].last):
                for key in keys_at(analysis, k):
                    found[key] = max(found.get(key, 0.0), 0.25)
            break
    del info
    return found
