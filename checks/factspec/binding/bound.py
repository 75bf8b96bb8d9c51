"""Bound values: each number and date of a text scored against every slot, once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from factspec.binding.aligned import align
from factspec.binding.asides import aside, dateline, of_the_text
from factspec.binding.derived import derived, one_side
from factspec.binding.frames import CueTable, closeness, fit, keys_at, neighbours, surroundings
from factspec.binding.gaps import gap, of_a_level, sum_of_several
from factspec.binding.pairs import pair_scores, sides_of
from factspec.binding.paths import costs
from factspec.binding.scales import in_account, scale_at
from factspec.binding.slots import Slot, counted_noun
from factspec.binding.stages import apart, stage_of
from factspec.lexicon import is_hypernym
from factspec.mentions.dates import DateValue, compare_dates
from factspec.mentions.quantity import Quantity, compare
from factspec.reading.analysis import Analysis, Value
from factspec.reading.kept import kept
from factspec.reading.withdrawn import refused, supposed

EQUAL = frozenset({"equal", "consistent-hedge", "rounded-hedged", "finer"})
NEAR = EQUAL | {"rounded", "vaguer", "weekday-wrong"}
_TELLING = 13  # a bare figure of the background that is the same figure with any unit
LICENCE = (NEAR - {"finer"}) | {"opposite"}


@dataclass(slots=True)
class Bound:
    """A value of the text: what surrounds it, how well each slot's frame fits, and how it compares with each slot's value."""

    value: Value
    offered: dict[str, float]
    counted: str
    fits: list[float]
    relations: list[str]
    compared: dict[int, str]  # by fact: how the values alone compare
    aside: bool = False
    refused: bool = False
    apart: bool = False  # tells how far two things lie apart, or what several come to together
    fact_fit: dict[int, float] = field(default_factory=dict)
    background: list[tuple[int, float]] = field(default_factory=list)
    derived: bool = False
    supposed: bool = False  # an aside only because its clause supposes something
    follows: bool = False  # derived, and said to be: one side of a vote, a gap, what several have together
    beside: dict[str, float] = field(default_factory=dict)
    barred: frozenset[int] = frozenset()
    related: dict[int, str] = field(default_factory=dict)  # by fact: how they compare as they stand in the text

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


def _compared(found: Quantity, slot: Slot, golden: Quantity, scale: Decimal | None) -> str:
    """A comparison that knows the text's unit of account ("all in millions of dollars"), and the background's bare figures."""
    how = compare(found, golden)
    if how in EQUAL:
        return how
    bare = how == "incomparable" and slot.owner < 0 and not golden.unit and not slot.counted
    if bare and found.value is not None and found.value == golden.value and found.value >= _TELLING:
        return "equal"
    told = in_account(found, golden, scale)
    return "equal" if told is not None and compare(told, golden) == "equal" else how


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
        return _compared(quantity, slot, asked, scale)
    if found.date is not None and golden.date is not None:
        if not _comparable(found.date.value, slot.date or golden.date.value):
            return "incomparable"
        return compare_dates(found.date, slot.date or golden.date.value)
    return "incomparable"


CELLS = 500_000  # relations remembered of a golden set: bounds memory


class Relations:
    """How each value compares with every slot of a golden set, whatever stands around it; remembered between texts."""

    def __init__(self, slots: Sequence[Slot]) -> None:
        self._slots = slots
        self._rows: dict[object, tuple[str, ...]] = {}
        self._with_facts: dict[object, dict[int, str]] = {}
        self._most = 64 + CELLS // max(1, len(slots))
        dated = ((s, s.value.date) for s in slots if s.owner >= 0)
        self.dates = [(s.date or date.value) for s, date in dated if date is not None and date.value.start is not None]
        self.sides = sides_of(slots)

    def row(self, value: Value, scale: Decimal | None) -> tuple[str, ...]:
        """Its relation to each slot, in their order."""
        key = (*_measure(value), scale)
        known = self._rows.get(key)
        if known is None:
            if len(self._rows) >= self._most:
                self._rows.clear()
            known = self._rows[key] = tuple([relation(value, slot, scale) for slot in self._slots])
        return known

    def with_facts(self, value: Value) -> dict[int, str]:
        """What was found of it beside the value of each fact, by the fact's index: whoever compares them fills it."""
        key = _measure(value)
        known = self._with_facts.get(key)
        if known is None:
            if len(self._with_facts) >= self._most:
                self._with_facts.clear()
            known = self._with_facts[key] = {}
        return known


def _measure(value: Value) -> tuple[object, ...]:
    """What a value says, wherever it stands."""
    number, date = value.number, value.date
    return (value.side, number and number.quantity, date and date.value, date and date.candidates)


def bind(analysis: Analysis, slots: Sequence[Slot], table: CueTable, compared: Relations) -> list[Bound]:
    """Score every number and date of the text against all slots."""
    found: list[Bound] = []
    pair_scores(analysis, compared.sides)
    analysis.close()
    aligned = align(analysis)
    present = frozenset(v.number.quantity.value for v in analysis.values if v.number is not None and v.number.quantity.value is not None)
    asked = _questions(analysis)
    current = _of_the_claims(analysis, compared.dates)
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
        relations = list(compared.row(value, scale))
        for i in off:
            relations[i] = "incomparable"
        lies_apart = gap(analysis, value) or sum_of_several(analysis, value)
        if lies_apart:
            relations = [
                "incomparable" if r == "different" and of_a_level(slot.analysis, slot.value) else r
                for slot, r in zip(slots, relations, strict=True)
            ]
        counted = counted_noun(analysis, value)
        fits = [
            _counting(fit(slot.frame, offered), counted, slot) if r != "incomparable" else 0.0
            for slot, r in zip(slots, relations, strict=True)
        ]
        bound = Bound(value, offered, counted, fits, relations, compared.with_facts(value), apart=lies_apart)
        bound.supposed = supposed(analysis, value)
        bound.refused = refused(analysis, value)
        bound.aside = (
            bound.supposed
            or aside(analysis, value, current)
            or value.first in analysis.earlier
            or dateline(analysis, value)
            or of_the_text(analysis, value)
            or analysis.toks[value.head].sentence in asked
        )
        bound.barred = frozenset(slots[i].owner for i in sorted(off) if slots[i].primary)
        bound.derived = derived(analysis, value, fits, slots, present)
        bound.follows = bound.derived and (lies_apart or one_side(value, slots))
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


def _of_the_claims(analysis: Analysis, dates: Sequence[DateValue]) -> frozenset[int]:
    """Tokens of periods that some claim has for its own: "last year" is no other time where the claims are about that year."""
    return frozenset(
        k
        for value in analysis.values
        if value.date is not None and value.date.value.start is not None and not value.date.value.vague
        if any(compare_dates(value.date, golden) == "equal" for golden in dates)
        for k in range(value.first, value.last)
    )


def _questions(analysis: Analysis) -> frozenset[int]:
    """Sentences that ask: their values are asserted by nobody."""
    return frozenset(
        i for i, s in enumerate(analysis.sentences) if any(analysis.toks[k].text == "?" for k in range(max(s.first, s.last - 2), s.last))
    )


def context_before(analysis: Analysis, value: Value) -> dict[str, float]:
    """Keys of the sentence before and of the heading above: what a fragment or a pronoun leans on, at a low closeness."""
    return {} if analysis.separate else _context(analysis, analysis.toks[value.head].sentence)


@kept
def _context(analysis: Analysis, number: int) -> dict[str, float]:
    """The same for every value of a sentence."""
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
    return found
