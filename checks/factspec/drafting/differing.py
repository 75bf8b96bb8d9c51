"""Where documents differ: the same value in other words, other values for the same thing, and sentences that only share a day."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.acts import same_act
from factspec.reading.analysis import Analysis, SentenceInfo, Value

Said = tuple[object, ...]
ACT = 0.7
MOST = 120  # facts that are held against each other


def words_of(analysis: Analysis, value: Value) -> str:
    """The words of a document for a value, with the hedge before it."""
    number = value.number
    start = min(value.start, number.hedge_start) if number is not None else value.start
    return " ".join(analysis.text[start : value.end].split())


def counts(value: Value) -> bool:
    """Whether a number is one to be checked: no "both", "several" or "one" that only leads over to what is said."""
    quantity = value.number.quantity if value.number is not None else None
    return quantity is None or bool(quantity.unit) or any(c.isdigit() for c in value.surface) or (quantity.value or 0) > 2


def said_as(value: Value) -> Said:
    """What tells two tellings of a value apart: how exact they are, not how they are written ("Seven" and "7" say the same)."""
    if value.number is not None:
        quantity = value.number.quantity
        return ("number", quantity.hedge, quantity.value, quantity.low, quantity.high)
    if value.date is not None:
        date = value.date.value
        return ("date", date.start, date.end, date.relation)
    return ("words", value.surface.casefold())


def about_it(fact: CompiledFact, analysis: Analysis, info: SentenceInfo) -> bool:
    """Whether a sentence shares more with a claim than its day: a name, or a word for what happened."""
    claim = fact.analysis
    own = {n.entity for n in claim.names if n.entity is not None and n.entity[:1] not in "~?"}
    if any(n.entity in own for n in analysis.names if info.first <= n.first < info.last):
        return True
    mine = sorted({t.lemma for t in claim.toks if t.content and t.index not in claim.value_at and t.upos in ("NOUN", "VERB", "PROPN")})
    here = [t for t in analysis.toks[info.first : info.last] if t.content and t.index not in analysis.value_at]
    return any(t.lemma == word or (t.upos in ("NOUN", "VERB") and same_act(word, t.lemma) >= ACT) for t in here for word in mine)


def rivals_of(facts: Sequence[tuple[CompiledFact, Callable[[str], str]]], where: Sequence[set[int]]) -> dict[int, list[int]]:
    """For each fact the later or less told ones that give the same thing another value, each of them rival to one fact only.

    ``facts`` are facts with the verdict that each by itself gives a text; ``where`` says which documents tell each. Two that one
    document tells both are no rivals: it means two things by them.
    """
    valued = [at for at, (fact, _) in enumerate(facts) if fact.type in ("quantity", "date") and fact.primary is not None][:MOST]
    valued.sort(key=lambda at: (-len(where[at]), at))
    found: dict[int, list[int]] = {}
    taken: set[int] = set()
    for place, one in enumerate(valued):
        if one in taken:
            continue
        for two in valued[place + 1 :]:
            if two in taken or two in found or where[one] & where[two] or not _same_thing(facts[one][0], facts[two][0]):
                continue
            there, back = facts[one][1](facts[two][0].fact.claim), facts[two][1](facts[one][0].fact.claim)
            if there == back == "contradicted":
                found.setdefault(one, []).append(two)
                taken.add(two)
    return found


def _same_thing(one: CompiledFact, two: CompiledFact) -> bool:
    """Whether two claims with a value are of one type and of one act."""
    if one.type != two.type or one.predicate < 0 or two.predicate < 0:
        return False
    return same_act(one.analysis.toks[one.predicate].lemma, two.analysis.toks[two.predicate].lemma) >= ACT


_SMALL = frozenset(
    "the a an of in on at to for and or with by from is was are were has have had be been that as its his her their about".split()
)


def key_of(fact: CompiledFact) -> str:
    """The words that an id is made of: the first five that say something, and none that gives the value away to who is asked for it."""
    claim, kept = fact.analysis, list[str]()
    asked = range(fact.office.first, fact.office.last) if fact.type == "role" and fact.office is not None else range(0)
    for tok in claim.toks:
        if tok.index in claim.value_at or tok.index in asked or tok.folded in _SMALL or not any(c.isalpha() for c in tok.text):
            continue
        if tok.text not in ("'s", "’s") and len(kept) < 5:
            kept.append(tok.text)
    return " ".join([*kept, "office"] if asked else kept)
