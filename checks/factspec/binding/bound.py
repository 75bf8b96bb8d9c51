"""Bound values: each number and date of a text scored against every slot, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from factspec.binding.aligned import align
from factspec.binding.asides import aside, dateline, of_the_text
from factspec.binding.frames import CueTable, closeness, fit, neighbours, surroundings
from factspec.binding.gaps import gap, of_a_level, sum_of_several
from factspec.binding.pairs import pair_scores
from factspec.binding.paths import costs
from factspec.binding.scales import scale_at
from factspec.binding.slots import Slot, counted_noun
from factspec.binding.stages import apart, stage_of
from factspec.lexicon import is_hypernym
from factspec.mentions.dates import DateValue, compare_dates
from factspec.mentions.quantity import Quantity, compare
from factspec.mentions.quantity_values import exact
from factspec.reading.analysis import Analysis, Value
from factspec.reading.withdrawn import refused, supposed

EQUAL = frozenset({"equal", "consistent-hedge", "rounded-hedged", "finer"})
NEAR = EQUAL | {"rounded", "vaguer", "weekday-wrong"}
LICENCE = (NEAR - {"finer"}) | {"opposite"}


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
    supposed: bool = False  # an aside only because its clause supposes something
    follows: bool = False  # derived, and said to be: one side of a vote, a gap, what several have together
    beside: dict[str, float] = field(default_factory=dict)
    barred: frozenset[int] = frozenset()

    @property
    def licensed(self) -> bool:
        """Whether some slot holds this value, exactly or, where the text is vaguer, more exactly."""
        exact = self.value.number is not None and self.value.number.quantity.hedge == "" and self.value.number.quantity.kind != "range"
        return any(r in LICENCE and not (r == "vaguer" and exact) for r in self.relations)

    @property
    def faintly_licensed(self) -> bool:
        """Whether no slot that holds this value has a word in common with what stands around it."""
        return all(f < 0.05 for f, r in zip(self.fits, self.relations, strict=True) if r in LICENCE)

    @property
    def weighty(self) -> bool:
        """Whether the value is more than a small bare number."""
        quantity = self.value.number.quantity if self.value.number is not None else None
        return quantity is None or bool(quantity.unit) or (quantity.value is not None and quantity.value >= 13)

    @property
    def lone(self) -> bool:
        """ "One" before a noun counts nothing against anybody."""
        return self.value.surface.casefold() in ("one", "a", "an")


_LOW = frozenset("low lower minimum min floor bottom least smallest".split())
_HIGH = frozenset("high upper maximum max ceiling top most largest".split())


def end_of(keys: Sequence[str]) -> str:
    """Whether words ask for one end of a range: "low", "high" or ""."""
    words = set(keys)
    return "low" if words & _LOW and not words & _HIGH else "high" if words & _HIGH and not words & _LOW else ""


def _compared(found: Quantity, golden: Quantity, scale: Decimal | None) -> str:
    """A comparison that knows the text's unit of account ("all in millions of dollars")."""
    how = compare(found, golden)
    if scale is None or how in EQUAL or found.unit or found.value is None or golden.value is None or golden.value < 100_000:
        return how
    return "equal" if found.value * scale == golden.value else how


def _comparable(found: DateValue, golden: DateValue) -> bool:
    """Whether two dates can be compared at all: days with days, clock times with clock times."""
    if golden.precision == "time":
        return found.time is not None
    return golden.start is not None and found.start is not None


def relation(found: Value, slot: Slot, scale: Decimal | None = None) -> str:
    """How a value of a text compares with the value of a slot."""
    golden = slot.value
    if found.date is not None and found.side:
        if golden.date is None or golden.date.value.start is None or found.date.value.start is None:
            return "incomparable"
        how = compare_dates(found.date, slot.date or golden.date.value)
        return how if how in EQUAL else "incomparable"
    ranged = found.side or (slot.end and found.number is not None and found.number.quantity.kind == "range")
    if ranged and found.side != slot.end and not (golden.side and golden.side == found.side):
        return "incomparable"
    if found.number is not None and golden.number is not None:
        quantity, asked = found.number.quantity, slot.quantity or golden.number.quantity
        if quantity.kind == "age" and asked.kind == "cardinal" and not asked.unit and not slot.counted:
            quantity = replace(quantity, kind="cardinal", unit="", dimension="")  # "Ann, 54," for "Ann is 54"
        return _compared(quantity, asked, scale)
    if found.date is not None and golden.date is not None:
        if not _comparable(found.date.value, slot.date or golden.date.value):
            return "incomparable"
        return compare_dates(found.date, slot.date or golden.date.value)
    return "incomparable"


def bind(analysis: Analysis, slots: Sequence[Slot], table: CueTable) -> list[Bound]:
    """Score every number and date of the text against all slots."""
    found: list[Bound] = []
    pair_scores(analysis, slots)
    analysis.close()
    aligned = align(analysis)
    present = frozenset(v.number.quantity.value for v in analysis.values if v.number is not None and v.number.quantity.value is not None)
    asked = _questions(analysis)
    current = _of_the_claims(analysis, slots)
    for value in analysis.values:
        if value.number is not None and value.number.quantity.kind == "identifier":
            continue
        if value.first in aligned:
            _realign(analysis, value, *aligned[value.first])
        around = surroundings(analysis, value.first, value.last, value.head)
        for key, near in context_before(analysis, value).items():
            if near > around.get(key, 0.0):
                around[key] = near
        offered = table.offered(around)
        stage = stage_of(analysis, value)
        off = {i for i, slot in enumerate(slots) if apart(stage, stage_of(slot.analysis, slot.value))} if stage else set()
        scale = scale_at(analysis, value)
        relations = ["incomparable" if i in off else relation(value, slot, scale) for i, slot in enumerate(slots)]
        if gap(analysis, value) or sum_of_several(analysis, value):
            relations = [
                "incomparable" if r == "different" and of_a_level(slot.analysis, slot.value) else r
                for slot, r in zip(slots, relations, strict=True)
            ]
        counted = counted_noun(analysis, value)
        fits = [
            _counting(fit(slot.frame, offered), counted, slot) if r != "incomparable" else 0.0
            for slot, r in zip(slots, relations, strict=True)
        ]
        bound = Bound(
            value,
            offered,
            counted,
            fits,
            relations,
            aside(analysis, value, current)
            or value.first in analysis.earlier
            or supposed(analysis, value)
            or dateline(analysis, value)
            or of_the_text(analysis, value)
            or analysis.toks[value.head].sentence in asked,
            refused(analysis, value),
        )
        bound.barred = frozenset(slots[i].owner for i in sorted(off) if slots[i].primary)
        bound.supposed = supposed(analysis, value)
        bound.derived = _derived(analysis, bound, slots, present)
        bound.follows = bound.derived and (_one_side(bound, slots) or gap(analysis, value) or sum_of_several(analysis, value))
        bound.beside = table.offered(neighbours(analysis, value.first, value.last, value.head))
        for slot, score in zip(slots, fits, strict=True):
            if slot.owner >= 0 and score > bound.fact_fit.get(slot.owner, 0.0):
                bound.fact_fit[slot.owner] = score
        bound.background = [
            (i, f)
            for i, (s, f, r) in enumerate(zip(slots, fits, relations, strict=True))
            if s.owner < 0 and r not in ("incomparable", "vaguer")
        ]
        found.append(bound)
    return found


def _realign(analysis: Analysis, value: Value, own: dict[int, float], rest: frozenset[int]) -> None:
    """Bring a value of a "respectively" to its own item, away from its siblings'."""
    cost = {k: price for k, price in costs(analysis, value.first, value.last, value.head).items() if k not in rest}
    cost.update(own)
    analysis.cost_memo[value.first, value.last] = cost
    analysis.aligned.add((value.first, value.last))


def _counting(score: float, counted: str, slot: Slot) -> float:
    """A fit, raised where text and slot count the same thing by name, lowered where they count different ones."""
    if not counted or not slot.counted:
        return score
    if counted == slot.counted:
        return 0.4 + 0.6 * score
    if closeness(slot.counted, counted) >= 0.8 or is_hypernym(slot.counted, counted) or is_hypernym(counted, slot.counted):
        return score
    return 0.6 * score


def _on_the_way(sides: tuple[Decimal, Decimal], final: tuple[Decimal, Decimal] | None) -> bool:
    """Whether a level score can have stood on the way to a final one."""
    return final is not None and sides[0] == sides[1] and sides[0] <= min(final)


def _of_the_claims(analysis: Analysis, slots: Sequence[Slot]) -> frozenset[int]:
    """Tokens of periods that some claim has for its own: "last year" is no other time where the claims are about that year."""
    dates = [(s, s.value.date) for s in slots if s.owner >= 0 and s.value.date is not None and s.value.date.value.start is not None]
    return frozenset(
        k
        for value in analysis.values
        if value.date is not None and value.date.value.start is not None and not value.date.value.vague
        for slot, golden in dates
        if golden is not None and compare_dates(value.date, slot.date or golden.value) == "equal"
        for k in range(value.first, value.last)
    )


def _questions(analysis: Analysis) -> frozenset[int]:
    """Sentences that ask: their values are asserted by nobody."""
    return frozenset(
        i for i, s in enumerate(analysis.sentences) if any(analysis.toks[k].text == "?" for k in range(max(s.first, s.last - 2), s.last))
    )


def _one_side(bound: Bound, slots: Sequence[Slot]) -> bool:
    """Whether a number is one side of a known score or vote, or that side in round figures."""
    quantity = bound.value.number.quantity if bound.value.number else None
    if quantity is None or quantity.value is None or quantity.unit:
        return False
    sides = [n for s in slots if s.value.number is not None for n in s.value.number.quantity.sides or ()]
    if quantity.value in sides:
        return True
    hedged = quantity.hedge and quantity.value > 12
    return bool(hedged) and any(compare(quantity, exact(side)) not in ("different", "incomparable") for side in sides)


def _derived(analysis: Analysis, bound: Bound, slots: Sequence[Slot], present: frozenset[Decimal]) -> bool:
    """Whether a number follows in one step from licensed ones: a side of a score, a sum or difference, the days between two dates."""
    quantity = bound.value.number.quantity if bound.value.number else None
    if quantity is not None and quantity.sides is not None:
        on_the_way = any(_on_the_way(quantity.sides, s.value.number.quantity.sides) for s in slots if s.value.number is not None)
        return on_the_way or _two_counts(quantity.sides, slots)
    if quantity is None or quantity.value is None:
        return False
    if _one_side(bound, slots):
        return True
    target = quantity.value
    joined = _joined(analysis, bound.value)
    apart, together = gap(analysis, bound.value), sum_of_several(analysis, bound.value)
    known: dict[Decimal, set[str]] = {}
    for slot, score in zip(slots, bound.fits, strict=True):
        other = slot.value.number.quantity if slot.value.number is not None else None
        if other is None:
            continue
        if other.sides is not None and not quantity.unit and (target in (sum(other.sides), abs(other.sides[0] - other.sides[1]))):
            return True
        if (
            other.value is not None
            and (
                other.unit == quantity.unit
                or _bare_money(quantity, other)
                or (apart and quantity.dimension in ("points", "tally") and other.unit == "%")
                or (apart and quantity.dimension == "money" and not other.unit and not slot.counted)  # "the season before they cost 15"
            )
            and other.value > 2
            and (score >= 0.12 or apart or together or (other.value in present and other.value != target))
        ):
            known.setdefault(other.value, set()).add(slot.counted)
    values = sorted(known)[:60]
    for i, a in enumerate(values):
        for b in values[i + 1 :]:
            met = a + b == target or abs(a - b) == target or (_rounded_sum(quantity, a + b) and (joined or (a in present and b in present)))
            if met and (known[a] & known[b] or (a in present and b in present)):
                return True
            if together and a + b < target and any(a + b + c == target and known[a] & known[b] & known[c] for c in values[:20]):
                return True
    days = _DAYS.get(quantity.unit)
    if days is None:
        return False
    dates = sorted({s.value.date.value.start for s in slots if s.value.date is not None and s.value.date.value.start is not None})[:60]
    return any(
        abs(Decimal((b - a).days) / days - target) < (1 if days > 1 else Decimal("0.5"))
        for i, a in enumerate(dates)
        for b in dates[i + 1 :]
    )


def _two_counts(sides: tuple[Decimal, Decimal], slots: Sequence[Slot]) -> bool:
    """Whether a pair sets two known counts of one thing side by side ("aces: 14-6")."""
    counted: dict[str, set[Decimal]] = {}
    for slot in slots:
        quantity = slot.value.number.quantity if slot.value.number is not None else None
        if slot.counted and quantity is not None and quantity.value is not None:
            counted.setdefault(slot.counted, set()).add(quantity.value)
    return sides[0] != sides[1] and any(set(sides) <= known for known in counted.values())


def _bare_money(quantity: Quantity, other: Quantity) -> bool:
    """Whether a bare "18 million" can be a sum of money."""
    return not quantity.unit and other.dimension == "money" and quantity.value is not None and quantity.value >= 100_000


_TOGETHER = frozenset({"together", "combined", "joint", "jointly", "total", "altogether"})


def _joined(analysis: Analysis, value: Value) -> bool:
    """Whether the words around a value add things up ("together the two have sales of ...")."""
    info = analysis.sentences[analysis.toks[value.head].sentence]
    return any(analysis.toks[k].folded in _TOGETHER for k in range(max(info.first, value.first - 20), min(info.last, value.last + 20)))


def _rounded_sum(quantity: Quantity, total: Decimal) -> bool:
    """Whether a hedged figure is a sum rightly rounded ("just over 4 billion" for 3.1 and 0.95)."""
    target = quantity.value
    if target is None or quantity.hedge not in ("about", "just over", "nearly", "more than", "less than") or target < 20:
        return False
    if (quantity.hedge in ("just over", "more than") and total <= target) or (
        quantity.hedge in ("nearly", "less than") and total >= target
    ):
        return False
    return abs(total - target) <= total * Decimal("0.05")


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
