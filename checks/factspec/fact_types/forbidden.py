"""Forbidden claims: whether a text states what the golden set says must not be said.

What it checks: that one sentence tells every word of the claim, with its values, and asserts it or has somebody say it.
How it reads text: like a statement, but nothing may be left out, and least of all the words that no golden fact has; a clause that
denies, asks, plans or calls it a rumour does not state it.
Example: "Hikers carried out the attack" for "The attack was carried out by hikers."
Limits: a claim whose words all stand in the sentence, but in an order that cannot be laid beside the claim's, is undetermined.
"""

from __future__ import annotations

from factspec.binding.bound import EQUAL
from factspec.binding.compiled import STATIVE, CompiledFact
from factspec.binding.frames import keys_at
from factspec.fact_types.anchors import Anchor, anchors
from factspec.fact_types.arguments import LIGHT
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.clauses import clause_span, covering
from factspec.fact_types.mood_clash import mood_clash
from factspec.fact_types.reversed import reversed_parties
from factspec.fact_types.roles import judge_role
from factspec.mentions.dates import compare_dates
from factspec.mentions.quantity import compare
from factspec.model import ForbiddenVerdict
from factspec.reading.analysis import Value

NEAR = 0.6
_LOOSE = frozenset({"planned", "possible", "alleged", "conditional", "asked"})


def judge_forbidden(fact: CompiledFact, told: Told) -> tuple[ForbiddenVerdict, Judgement | None]:
    """``stated``, ``absent`` or ``undetermined``, with the place that states it."""
    if fact.type == "role":
        role = judge_role(fact, told)
        if role.verdict == "supported":
            return "stated", role
    clauses = covering(told, fact)
    found = [a for a in anchors(fact, told, clauses) if not a.contrary]
    doubt: Judgement | None = None
    for clause in clauses[:6]:
        here = [a for a in found if told.analysis.toks[a.token].sentence == clause.sentence]
        if not _told_whole(fact, told, clause.sentence, bool(here)):
            continue
        stated = [a for a in here if _states(fact, told, a)]
        if stated:
            start, end = clause_span(told, stated[0].token)
            return "stated", Judgement(
                "contradicted", start, end, "forbidden-stated", "states the forbidden claim", None, stated[0].strength
            )
        info = told.analysis.sentences[clause.sentence]
        if here or told.marks.get(clause.sentence, (False, ""))[0]:
            continue
        if not _plain_sentence(told, clause.sentence):
            continue
        if _verbless(fact):
            return "stated", Judgement(
                "contradicted", info.start, info.end, "forbidden-stated", "states the forbidden claim", None, clause.cover
            )
        doubt = doubt or Judgement(
            "undetermined", info.start, info.end, "cannot-tell", "all words of the forbidden claim stand here", None, clause.cover
        )
    return ("undetermined", doubt) if doubt is not None else ("absent", None)


def _states(fact: CompiledFact, told: Told, anchor: Anchor) -> bool:
    """Whether the clause at an anchor asserts the claim."""
    if anchor.own != fact.predicate or not anchor.fit.speaks or mood_clash(told, fact, anchor.token, anchor.own) is not None:
        return False
    if told.mood(anchor.token).mode in ("asked", "alleged") or reversed_parties(told, fact, anchor.claim, anchor.found) is not None:
        return False
    if not _values_at(fact, told, anchor.token) or _only_named(fact, told, anchor.token) or _some_only(fact, told, anchor.token):
        return False
    return all(part < 0 or part >= NEAR or is_open for part, is_open in ((anchor.fit.doer, anchor.fit.doer_open), (anchor.fit.done, False)))


def _only_named(fact: CompiledFact, told: Told, token: int) -> bool:
    """Whether the text only names what the claim says is done ("a vote on a strike", "the buyer of"), and nobody does it."""
    toks = told.analysis.toks
    if toks[token].upos != "NOUN" or fact.analysis.toks[fact.predicate].upos != "VERB":
        return False
    above = toks[token].head
    does = above >= 0 and toks[above].upos == "VERB" and toks[above].lemma in LIGHT and toks[token].deprel in ("obj", "nsubj:pass")
    return not does


_ALL = frozenset("all every everyone everybody each both none no nobody".split())


def _some_only(fact: CompiledFact, told: Told, token: int) -> bool:
    """Whether the claim is of all and the text of none but some ("all the cavers survived", "three of the four")."""
    info = told.analysis.sentences[told.analysis.toks[token].sentence]
    claimed = any(t.folded in _ALL for t in fact.analysis.toks)
    return claimed and not any(told.analysis.toks[k].folded in _ALL for k in range(info.first, info.last))


def _values_at(fact: CompiledFact, told: Told, token: int) -> bool:
    """Whether the claim's values stand under the anchor's own verb and under no other."""
    toks = told.analysis.toks
    if toks[token].upos != "VERB":
        return True
    for mine in fact.analysis.values:
        if mine.side:
            continue
        near = False
        for value in told.analysis.values:
            if toks[value.head].sentence == toks[token].sentence and _equal(value, mine):
                at, steps = value.head, 0
                while at >= 0 and toks[at].upos != "VERB" and steps < 8:
                    at, steps = toks[at].head, steps + 1
                near = near or at == token
        if not near:
            return False
    return True


def _equal(found: Value, claimed: Value) -> bool:
    if claimed.number is not None and found.number is not None:
        return compare(found.number.quantity, claimed.number.quantity) in EQUAL
    return claimed.date is not None and found.date is not None and compare_dates(found.date, claimed.date.value) in EQUAL


def _told_whole(fact: CompiledFact, told: Told, sentence: int, acted: bool) -> bool:
    """Whether the sentence tells every word, name and value of the claim."""
    claim, offer = fact.analysis, told.offers[sentence]
    for tok in claim.toks:
        if tok.index in claim.value_at or tok.lemma in STATIVE or (acted and tok.index == fact.predicate):
            continue
        keys = [k for k in keys_at(claim, tok.index) if k[:1] != "=" or tok.index not in claim.entity_at]
        if keys and max(offer.get(k, 0.0) for k in keys) < NEAR and not _stands_in(claim.entity_at.get(tok.index), told, sentence):
            if tok.index in claim.name_at and claim.name_at[tok.index].entity is not None and tok.index not in claim.entity_at:
                continue
            return False
    return all(_value_told(value, told, sentence) for value in claim.values if not value.side)


def _stands_in(being: str | None, told: Told, sentence: int) -> bool:
    info = told.analysis.sentences[sentence]
    return being is not None and any(told.stand_ins.get(k) == being for k in range(info.first, info.last))


def _value_told(value: Value, told: Told, sentence: int) -> bool:
    """Whether a number or date of the claim stands in the sentence."""
    toks = told.analysis.toks
    return any(toks[mine.head].sentence == sentence and _equal(mine, value) for mine in told.analysis.values)


def _verbless(fact: CompiledFact) -> bool:
    """Whether the claim only says that something is something, so that a label or an apposition can state it."""
    tok = fact.analysis.toks[fact.predicate] if fact.predicate >= 0 else None
    return tok is None or tok.upos != "VERB" or tok.lemma in STATIVE


def _plain_sentence(told: Told, sentence: int) -> bool:
    """Whether no clause of the sentence is denied, asked or doubted."""
    info = told.analysis.sentences[sentence]
    toks = told.analysis.toks
    return all(
        not told.mood(k).negated and told.mood(k).mode not in _LOOSE
        for k in range(info.first, info.last)
        if toks[k].upos in ("VERB", "AUX", "ADJ", "NOUN")
    )
