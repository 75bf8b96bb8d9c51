"""Quantity and date facts.

What it checks: the value that the text binds to the fact's slot.
How it reads text: each number or date is scored against the frame of every slot of the golden set; the best owner has it.
A value that nothing licenses counts against the fact whose frame it fits best; a value that another slot licenses counts
against a fact only where its own words plainly say so.
Example: "28 killed" for "The attack killed 26 people."
Limits: a bare figure without any word of its fact is bound only where it equals the golden value.
"""

from __future__ import annotations

from factspec.binding.accounts import Accounts, Ask, Rules, account, asks_of, contrast
from factspec.binding.bound import EQUAL, LICENCE, Bound
from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import fit
from factspec.binding.labels import label_of
from factspec.fact_types.base import MISSING, RANK, Judgement, Told, quote
from factspec.fact_types.bearing import (
    counts_else,
    entity_near,
    governors,
    others,
    plain,
    said,
    set_apart,
    spoken_of,
    telling,
)
from factspec.fact_types.checked import checked
from factspec.fact_types.measures import relation_to
from factspec.fact_types.outdone import outdone_by
from factspec.mentions.dates import render_date
from factspec.mentions.quantity import render
from factspec.reading.withdrawn import told_of_another

SAME = 0.14
STRANGE = 0.30
SWAPPED = 0.5
MARGIN = 0.25
HELD = 0.5


def _rule(fact: CompiledFact) -> str:
    return "value-differs" if fact.quantity is not None else "date-differs"


def _standing(bound: Bound) -> bool:
    """Whether a value is exact: what is refused of a vague one says little."""
    return bound.value.number is None or bound.value.number.quantity.hedge == ""


def _elsewhere(fact: CompiledFact, told: Told, bound: Bound) -> bool:
    """Whether the text states the golden value plainly in another place."""
    for other in told.bounds:
        if (
            other is not bound
            and not other.aside
            and not other.refused
            and relation_to(other, told, fact) in EQUAL
            and other.fact_fit.get(fact.index, 0.0) >= SAME
        ):
            return True
    return False


def settle(told: Told) -> Accounts:
    """The accounts of the text, settled once."""
    if told.accounts is None:
        facts = told.golden.facts
        asks = told.golden.memo.get("asks")
        if asks is None:
            asks = told.golden.memo["asks"] = asks_of(told.golden.slots, facts)
        assert isinstance(asks, tuple)

        def relation(bound: Bound, ask: Ask) -> str:
            return relation_to(bound, told, facts[ask.owner]) if ask.primary else bound.relations[ask.slots[0]]

        def plainly(bound: Bound, ask: Ask) -> bool:
            return (
                plain(bound, facts[ask.owner], told)
                if ask.primary
                else bound.value.number is None or bound.counted == told.golden.slots[ask.slots[0]].counted
            )

        def spoken_for(bound: Bound, ask: Ask) -> bool:
            if not ask.primary:
                return ask.fit(bound) >= STRANGE and _beside_its_own(bound, ask)
            return spoken_of(facts[ask.owner], bound, told) and not others(facts[ask.owner], bound, told)

        def _beside_its_own(bound: Bound, ask: Ask) -> bool:
            """Whether a date stands with the golden number that the claim dates, where it dates one."""
            owner = facts[ask.owner]
            if bound.value.date is not None and any(told.mood(k).negated for k in governors(told, bound.value.head)):
                return False  # "in 2017 nobody resigned" dates no resignation
            if bound.value.date is None or owner.quantity is None:
                return True
            here = told.bounds_in(told.analysis.toks[bound.value.head].sentence)
            dated = [b for b in here if b.value.number is not None and relation_to(b, told, owner) in EQUAL]
            labels = [label_of(told.analysis, b.value, frozenset()) for b in dated]
            return bool(dated) and any(label is not None and label.date is bound.value.date for label in labels)

        told.accounts = account(told.analysis, told.bounds, asks, Rules(relation, plainly, telling, spoken_for))
    return told.accounts


def judge_accounts(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """A fact of another type that the accounts find a wrong value charged to."""
    if judgement.verdict == "contradicted":
        return judgement
    accounts = settle(told)
    for (i, owner), own in sorted({**accounts.charged, **accounts.swapped}.items()):
        if owner == fact.index:
            value = told.bounds[i].value
            return Judgement(
                "contradicted",
                value.start,
                value.end,
                "value-differs",
                f"says {quote(told.analysis.text, value.start, value.end)}",
                None,
                own,
            )
    return judgement


def judge_value(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of a quantity or date fact."""
    slots = told.golden.slots
    best = MISSING
    accounts = settle(told)
    for i, bound in enumerate(told.bounds):
        how = relation_to(bound, told, fact)
        own = bound.fact_fit.get(fact.index, 0.0)
        value = bound.value
        if (i, fact.index) in accounts.swapped or (i, fact.index) in accounts.charged:
            if set_apart(fact, bound, told, (i, fact.index) in accounts.labelled):
                continue
            start, end = said(bound)
            best = _stronger(
                best,
                Judgement("contradicted", start, end, _rule(fact), f"says {quote(told.analysis.text, start, end)}", _fix(fact, bound), own),
            )
            continue
        if how == "incomparable":
            clash = _other_unit(fact, told, bound, accounts)
            best = _stronger(best, clash) if clash is not None else best
            continue
        if how in EQUAL:
            if any(k == i for k, _ in accounts.swapped):
                continue
            outdone = outdone_by(fact, told, bound, own) if bound.aside and not bound.supposed and not fact.aside else None
            earlier = value.first in told.analysis.earlier and not fact.aside and outdone is None
            if bound.refused or earlier:
                better = any(f >= own and o != fact.index and _same_kind(told, o, bound) for o, f in bound.fact_fit.items())
                right = _elsewhere(fact, told, bound) or told_of_another(told.analysis, value)
                if own >= SAME and not better and _standing(bound) and not right:
                    best = _stronger(
                        best,
                        Judgement("contradicted", value.start, value.end, "negated", "the text takes the golden value back", None, own),
                    )
                continue
            if outdone is not None:
                if (
                    own >= 0.4
                    and not any(s.owner >= 0 and r in EQUAL for s, r in zip(slots, outdone.relations, strict=True))
                    and not _elsewhere(fact, told, bound)
                ):
                    place = outdone.value
                    reason = "the text gives the golden value as another time's or party's"
                    best = _stronger(best, Judgement("contradicted", place.start, place.end, _rule(fact), reason, _fix(fact, outdone), own))
                continue
            owners = {s.owner for s, r in zip(slots, bound.relations, strict=True) if r in EQUAL}
            rivals = [f for o, f in bound.fact_fit.items() if o != fact.index and o in owners and o >= 0]
            rival = max(rivals, default=0.0)
            # a day within the golden period ("today" for "this year") needs a word of the fact beside it
            alone_at_all = owners <= {fact.index, -1} and value.date is not None and how != "finer"
            alone = owners <= {fact.index, -1} and telling(bound) and how != "finer"
            if (own < (0.05 if alone_at_all else SAME) and not alone) or rival > own + 0.2:
                continue
            if _taken(fact, told, bound, own):
                continue
            if counts_else(bound, fact, told):
                if own >= STRANGE:
                    best = _stronger(
                        best,
                        Judgement(
                            "contradicted", value.start, value.end, "unit-differs", f"counts “{bound.counted}”", _fix(fact, bound), own
                        ),
                    )
                continue
            best = _stronger(best, checked(fact, told, bound, own))
        elif how in ("rounded", "vaguer", "weekday-wrong"):
            if how == "weekday-wrong" and own >= SAME and any(r in EQUAL for r in bound.relations):
                continue
            if how == "weekday-wrong" and own >= SAME:
                best = _stronger(
                    best,
                    Judgement(
                        "contradicted",
                        value.start,
                        value.end,
                        "weekday-differs",
                        "the weekday does not fall on that date",
                        _fix(fact, bound),
                        own,
                    ),
                )
            elif own >= SAME + 0.06 and not bound.aside and not bound.refused:
                best = _stronger(
                    best,
                    Judgement(
                        "partial",
                        value.start,
                        value.end,
                        "value-vaguer" if how == "vaguer" else "value-rounded",
                        "says it more vaguely",
                        None,
                        own,
                    ),
                )
        elif how == "different":
            if bound.aside or bound.refused:
                continue
            wrong = _contradicts(fact, told, bound, own)
            if wrong is not None:
                best = _stronger(best, wrong)
    return best


def _other_unit(fact: CompiledFact, told: Told, bound: Bound, accounts: Accounts) -> Judgement | None:
    """The golden number with a unit of another kind ("14 months" for 14 matches), where nothing else explains it."""
    value = bound.value
    if value.number is None or fact.quantity is None or value.side or bound.licensed or bound.aside or fact.index in accounts.filled:
        return None
    found = value.number.quantity
    if (
        found.value is None
        or found.value != fact.quantity.value
        or found.kind == "identifier"
        or (found.dimension == fact.quantity.dimension != "money")  # two currencies are never compared
        or (not fact.quantity.dimension and not fact.primary_counted)
    ):
        return None
    own = fit(fact.frame or fact.words, bound.offered)
    if own < STRANGE:
        return None
    return Judgement(
        "contradicted",
        value.start,
        value.end,
        "unit-differs",
        f"says {quote(told.analysis.text, value.start, value.end)}, another unit",
        _fix(fact, bound),
        own,
    )


def _filled(told: Told, owner: int, sentence: int, fit: float) -> bool:
    """Whether a sentence already holds the owner's own value in its slot."""
    facts = told.golden.facts
    for bound in told.bounds_in(sentence):
        if bound.fact_fit.get(owner, 0.0) >= min(fit - 0.05, 0.5) and relation_to(bound, told, facts[owner]) in EQUAL:
            return True
    return False


def _taken(fact: CompiledFact, told: Told, bound: Bound, own: float) -> bool:
    """Whether the words around a right value plainly make it the value of another fact, one that has another value."""
    sentence = told.analysis.toks[bound.value.head].sentence
    for owner, score in bound.fact_fit.items():
        if owner == fact.index or score < 0.5 or score < own + 0.25:
            continue
        other = told.golden.facts[owner]
        if (
            other.type in ("quantity", "date")
            and relation_to(bound, told, other) == "different"
            and not _filled(told, owner, sentence, score)
        ):
            return True
    return False


def _contradicts(fact: CompiledFact, told: Told, bound: Bound, own: float) -> Judgement | None:
    """The judgement that a value other than the golden one fills the fact's slot, where the words around it prove it."""
    slots = told.golden.slots
    value = bound.value
    if not plain(bound, fact, told) or set_apart(fact, bound, told):
        return None
    if not spoken_of(fact, bound, told):
        return None
    if not entity_near(fact, bound):
        return None
    sentence = told.analysis.toks[value.head].sentence
    if not bound.licensed or (value.date is not None and value.date.value.precision == "year" and _finer(fact)):
        return None
    owned = [f for s, f, r in zip(slots, bound.fits, bound.relations, strict=True) if r in EQUAL and s.owner >= 0]
    licence = max(owned, default=max((f for f, r in zip(bound.fits, bound.relations, strict=True) if r in EQUAL), default=0.0))
    if counts_else(bound, fact, told):
        own *= 0.6
    nearer = any(f > own and o != fact.index and _same_kind(told, o, bound) for o, f in bound.fact_fit.items())
    if _filled(told, fact.index, sentence, own) or own < SWAPPED or own < licence + MARGIN or nearer or licence >= HELD:
        return None
    if any(relation_to(b, told, fact) in EQUAL and b.fact_fit.get(fact.index, 0.0) >= (0.7 if b.aside else 0.5) * own for b in told.bounds):
        return None
    for slot, r in zip(slots, bound.relations, strict=True):
        if r in LICENCE and slot.owner != fact.index:
            theirs = told.golden.facts[slot.owner].cue_keys if slot.owner >= 0 else frozenset(cue for cue, _, _ in slot.frame.cues)
            if contrast(bound.beside, fact.cue_keys, theirs) < 0.15:
                return None
    start, end = said(bound)
    return Judgement("contradicted", start, end, _rule(fact), f"says {quote(told.analysis.text, start, end)}", _fix(fact, bound), own)


def _finer(fact: CompiledFact) -> bool:
    """Whether a claim asks for a day or a month: a year that is known for something else says nothing against it."""
    return fact.date is not None and fact.date.precision in ("day", "month", "minute", "hour")


def _same_kind(told: Told, owner: int, bound: Bound) -> bool:
    """Whether the other fact could own this value, and is not already told elsewhere with its own value."""
    return any(bound.relations[i] != "incomparable" for i in told.golden.owned.get(owner, ()))


def _fix(fact: CompiledFact, bound: Bound) -> str | None:
    if fact.quantity is not None and bound.value.number is not None:
        return render(fact.quantity, bound.value.number)
    if fact.date is not None and bound.value.date is not None:
        return render_date(fact.date, bound.value.date)
    return None


def _stronger(a: Judgement, b: Judgement) -> Judgement:
    if RANK[b.verdict] != RANK[a.verdict]:
        return b if RANK[b.verdict] > RANK[a.verdict] else a
    return b if b.strength > a.strength else a
