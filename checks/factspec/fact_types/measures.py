"""How a value that the text binds measures against what a fact asks: its relation to the golden value."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from factspec.binding.asides import other_choice
from factspec.binding.bound import EQUAL, Bound
from factspec.binding.compiled import CompiledFact
from factspec.binding.gaps import of_a_level
from factspec.binding.labels import Label, label_in_claim, label_of, same_label
from factspec.binding.scales import in_account, scale_at
from factspec.fact_types.base import Told
from factspec.lexicon import direction, kinds, verb_class
from factspec.mentions.dates import DateMention, DateValue, compare_dates
from factspec.mentions.quantity import Quantity, compare


def _ends(told: Told) -> dict[int, str]:
    """By fact the end of a range that its own value is, once a golden set."""
    known = told.golden.memo.get("ends")
    if known is None:
        known = told.golden.memo["ends"] = {s.owner: s.end for s in reversed(told.golden.slots) if s.primary}
    assert isinstance(known, dict)
    return known


def relation_to(bound: Bound, told: Told, fact: CompiledFact) -> str:
    """How a bound value compares with the value the fact asks for; a gap or a sum is no wrong value of what is asked for itself."""
    known = bound.related.get(fact.index)
    if known is None:
        known = bound.related[fact.index] = _related(bound, told, fact)
    return known


def _related(bound: Bound, told: Told, fact: CompiledFact) -> str:
    how = _relation_to(bound, told, fact)
    if how != "different" or fact.primary is None or bound.value.number is None:
        return how
    if bound.apart and of_a_level(fact.analysis, fact.primary):
        return "incomparable"
    return "incomparable" if _of_another_label(told, bound, fact) else how


def _of_another_label(told: Told, bound: Bound, fact: CompiledFact) -> bool:
    """Whether the period or number that labels a value is another than the one of the claim ("58 in 1985 and 46 in 2024")."""
    own = labels(told).get(fact.index)
    label = label_of(told.analysis, bound.value, frozenset()) if own is not None else None
    return own is not None and label is not None and same_label(label, own) is False


def labels(told: Told) -> dict[int, Label]:
    """By fact the label that its claim gives its own figure, once a golden set."""
    known = told.golden.memo.get("labels")
    if known is None:
        found = ((s.owner, label_in_claim(s, frozenset())) for s in reversed(told.golden.slots) if s.primary)
        known = told.golden.memo["labels"] = {owner: label for owner, label in found if label is not None}
    assert isinstance(known, dict)
    return known


def _relation_to(bound: Bound, told: Told, fact: CompiledFact) -> str:
    value = bound.value
    if fact.index in bound.barred:
        return "incomparable"
    end = _ends(told).get(fact.index, "")
    if value.date is not None and value.side:
        if fact.date is None:
            return "incomparable"
        how = _dates(bound, fact, value.date, fact.date)
        return how if how in EQUAL else "incomparable"
    if value.side != end and (value.side or (value.number is not None and value.number.quantity.kind == "range")):
        return "incomparable"
    if fact.quantity is not None and value.number is not None:
        if _other_age(bound, told, fact) or _counts_things(bound, fact):
            return "incomparable"
        found, asked = _as_ages(value.number.quantity, fact.quantity, bound.counted, fact.primary_counted)
        same = found is value.number.quantity and asked is fact.quantity
        how = _quantities(bound, fact) if same else _tolerant(fact, found, asked)
        if how not in EQUAL:
            account = in_account(found, asked, scale_at(told.analysis, value))
            how = "equal" if account is not None and compare(account, asked) == "equal" else how
        if how == "vaguer" and _another_bound(value.number.quantity, fact):
            return "different"
        return _signed(how, value.number.quantity.sign, fact)
    if fact.date is not None and value.date is not None:
        if _other_end(value.date.value.relation, fact):
            return "incomparable"
        how = _dates(bound, fact, value.date, fact.date)
        other = other_choice(told.analysis, value)
        if other is not None and other.date is not None:  # "on the 14th or the 15th" says neither
            both = {how, compare_dates(other.date, fact.date)}
            return "vaguer" if both & EQUAL else how
        return how
    return "incomparable"


def _tolerant(fact: CompiledFact, found: Quantity, asked: Quantity) -> str:
    """How two quantities compare within the fact's tolerance."""
    tolerance = fact.fact.tolerance
    return compare(
        found,
        asked,
        absolute=Decimal(tolerance.absolute) if tolerance and tolerance.absolute else None,
        relative=Decimal(tolerance.relative) if tolerance and tolerance.relative else None,
    )


def _quantities(bound: Bound, fact: CompiledFact) -> str:
    """How the quantities themselves compare, remembered by the golden set."""
    known = bound.compared.get(fact.index)
    if known is None:
        assert bound.value.number is not None
        assert fact.quantity is not None
        known = bound.compared[fact.index] = _tolerant(fact, bound.value.number.quantity, fact.quantity)
    return known


def _dates(bound: Bound, fact: CompiledFact, found: DateMention, golden: DateValue) -> str:
    """The same of dates."""
    known = bound.compared.get(fact.index)
    if known is None:
        known = bound.compared[fact.index] = compare_dates(found, golden)
    return known


def _other_end(relation: str, fact: CompiledFact) -> bool:
    """Whether a date says until or since when something goes on and the claim when it begins, or ends."""
    classes = verb_class(fact.analysis.toks[fact.predicate].lemma) if fact.predicate >= 0 else frozenset()
    return (relation == "until" and "aspect-start" in classes) or (relation == "since" and "aspect-stop" in classes)


def _another_bound(found: Quantity, fact: CompiledFact) -> bool:
    """Whether a bound that tells who or what is meant is told with another number ("children under 16" for those under 12)."""
    golden = fact.quantity
    if golden is None or not golden.hedge or golden.hedge != found.hedge or found.hedge in ("about", "vague"):
        return False
    head = fact.analysis.toks[fact.primary.head] if fact.primary is not None else None
    return head is not None and head.deprel == "nmod" and found.value != golden.value


def _other_age(bound: Bound, told: Told, fact: CompiledFact) -> bool:
    """Whether the value is the age right behind the name of somebody whom the fact does not speak of ("Ann Reed, 71,")."""
    analysis, first = told.analysis, bound.value.first
    if first < 2 or bound.value.number is None or bound.value.number.quantity.kind != "age" or analysis.toks[first - 1].text != ",":
        return False
    name = analysis.name_at.get(first - 2) or analysis.name_at.get(analysis.toks[first - 2].head)
    if name is None or name.entity is None or not name.first <= first - 2 < name.last:
        return False
    return "@" + name.entity not in {cue for cue, _, _ in (fact.frame or fact.words).cues if cue[:1] == "@"}


_MEASURED = frozenset("time length mass area volume speed temperature energy power".split())


def _counts_things(bound: Bound, fact: CompiledFact) -> bool:
    """Whether one number counts things where the other measures ("seven pieces" for 7 minutes, "two points" for 146 votes)."""
    quantity = bound.value.number.quantity if bound.value.number is not None else None
    if quantity is None or fact.quantity is None:
        return False
    if quantity.dimension in ("points", "tally") and not fact.quantity.dimension and fact.primary_counted:
        return quantity.unit.rstrip("s") != fact.primary_counted
    if quantity.dimension or not bound.counted or fact.quantity.dimension not in _MEASURED:
        return False
    return bool(kinds(bound.counted) & {"artifact", "person", "animal", "plant", "group"}) and not fact.primary_counted


def _as_ages(found: Quantity, asked: Quantity, counted: str, golden: str) -> tuple[Quantity, Quantity]:
    """Both quantities as bare figures where one is an age and the other a figure that counts nothing ("Ann is 71", "Ann, 71,")."""
    if found.kind == "age" and not asked.unit and asked.kind == "cardinal" and not golden:
        return replace(found, kind="cardinal", unit="", dimension=""), asked
    if asked.kind == "age" and not found.unit and found.kind == "cardinal" and not counted:
        return found, replace(asked, kind="cardinal", unit="", dimension="")
    return found, asked


def _signed(how: str, sign: str, fact: CompiledFact) -> str:
    """A minus sign says the same as a claim of a fall, and the opposite of a claim of a rise."""
    if how != "opposite":
        return how
    way = sum(direction(t.lemma) for t in fact.analysis.toks if t.content)
    return "equal" if way < 0 and sign == "-" else "different"
