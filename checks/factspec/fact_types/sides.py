"""Scores and votes: which side a text gives the larger number, and whether that is the golden side."""

from __future__ import annotations

from decimal import Decimal

from factspec.binding.bound import Bound
from factspec.binding.compiled import CompiledFact
from factspec.binding.paths import column_head
from factspec.fact_types.acts import act_words
from factspec.fact_types.base import Told
from factspec.lexicon import verb_class
from factspec.reading.analysis import Analysis, Value
from factspec.reading.roles import beings_at, parties

_AHEAD = frozenset("lead win beat defeat victory winner ahead up advantage triumph overcome edge see".split())
_BEHIND = frozenset("trail lose loss defeat behind down deficit concede beaten".split())


def sides_clash(told: Told, fact: CompiledFact, bound: Bound) -> str | None:
    """A reason where the text gives a right pair of numbers to the wrong sides; None where it does not, or cannot be told."""
    golden = fact.quantity.sides if fact.quantity is not None else None
    found = bound.value.number.quantity.sides if bound.value.number is not None else None
    owner = _owner(fact)
    if column_clash(told, bound, owner):
        return "the value stands in another's column"
    if golden is not None and found is not None and golden[0] != golden[1] and fact.primary is not None:
        mine, theirs = _ayes(fact.analysis, fact.primary, golden), _ayes(told.analysis, bound.value, found)
        if mine is not None and theirs is not None and mine != theirs:
            return "the votes for and against have changed places"
    if golden is None or found is None or owner is None or golden[0] == golden[1]:
        return None
    if told.golden.world.kind(owner) not in ("organization", "person", "place"):
        return None
    ahead = golden[0] > golden[1]
    analysis = told.analysis
    toks = analysis.toks
    value = bound.value
    before = analysis.name_at.get(value.first - 1) if value.first else None
    after = analysis.name_at.get(value.last) if value.last < len(toks) else None
    inner = [analysis.name_at[k] for k in range(value.first, value.last) if k in analysis.name_at]
    after = inner[-1] if inner else after
    if (
        before is not None
        and after is not None
        and toks[value.first - 1].sentence == toks[value.head].sentence == toks[after.first].sentence
    ) and owner in (before.entity, after.entity):
        right = (before.entity == owner) == (found == golden)
        return None if right else "the numbers are given to the wrong sides"
    for k, price in sorted(told.near(value.first, value.last, value.head).items(), key=lambda item: (item[1], item[0])):
        if price > 1.6:
            break
        tok = toks[k]
        passive = any(toks[g].deprel in ("aux:pass", "nsubj:pass") for g in tok.children)
        sign = 0
        if tok.upos == "NOUN" and _has_other(told, k, bound):
            continue
        kinds = verb_class(tok.lemma)
        if tok.lemma in ("defeat", "loss", "lead", "win", "victory") and tok.upos == "NOUN":
            return _nominal(told, k, owner, ahead, tok.lemma in ("defeat", "loss"))
        if tok.lemma in _AHEAD or "win" in kinds:
            sign = 1
        elif tok.lemma in _BEHIND or "lose" in kinds:
            sign = -1
        if not sign:
            continue
        if (value.first and toks[value.first - 1].text in ("(", "[")) or price > 1.3:
            return None
        if (
            tok.deprel in ("advcl", "acl")
            and not any(toks[g].deprel.startswith("nsubj") for g in tok.children)
            and any(toks[g].deprel in ("mark", "case") for g in tok.children)
        ):
            continue
        roles = parties(analysis, k)
        agents = {b for g in roles.agents for b in beings_at(analysis, g)}
        patients = {b for g in roles.patients for b in beings_at(analysis, g)}
        if passive and not agents & {owner}:
            agents, patients = patients, agents
            sign = -1 if sign > 0 else sign
        rivals = {b for b in agents if b != owner and told.golden.world.kind(b) == told.golden.world.kind(owner)}
        if owner in agents:
            return None if (sign > 0) == ahead else "the text has the other side ahead"
        if rivals:
            return None if (sign > 0) != ahead else "the text has the other side ahead"
    return None


_FOR = frozenset({"for", "favour", "favor", "support", "yes", "ayes"})
_CARRIED = {"approve": 1, "pass": 1, "adopt": 1, "reject": -1}


def _ayes(analysis: Analysis, value: Value, sides: tuple[Decimal, Decimal]) -> Decimal | None:
    """How many voted for it, where the words say so ("four for and nine against", "was carried by 9 votes to 4")."""
    toks = analysis.toks
    if any(toks[k].folded in _FOR for k in range(value.first, value.last)):
        return sides[0]
    acts = act_words(analysis)
    at = value.head
    for _ in range(4):
        words = acts.get(at, ())
        way = next((_CARRIED[w] for w in words if w in _CARRIED), 0)
        if way:
            return max(sides) if way > 0 else min(sides)
        if toks[at].head < 0 or toks[at].upos == "VERB":
            break
        at = toks[at].head
    return None


def _has_other(told: Told, k: int, bound: Bound) -> bool:
    """Whether a noun has a score of its own right before it ("a 1-0 half-time lead")."""
    values = (told.analysis.value_at.get(j) for j in range(max(0, k - 5), k))
    return any(v is not None and v is not bound.value and v.number is not None and v.number.quantity.sides is not None for v in values)


def _owner(fact: CompiledFact) -> str | None:
    """Whose value the fact's is: what it is about, or who has it."""
    return fact.about or next((b for k in fact.parties.agents for b in beings_at(fact.analysis, k)), None)


def column_clash(told: Told, bound: Bound, owner: str | None) -> bool:
    """Whether a value stands in a table's column of another being of the owner's kind, where the owner has a column of its own."""
    analysis = told.analysis
    info = analysis.sentences[analysis.toks[bound.value.head].sentence]
    if owner is None or info.header < 0 or not info.cells:
        return False
    head = column_head(analysis, info, bound.value.first)
    if head is None:
        return False
    heads = {analysis.entity_at[k] for a, b in analysis.sentences[info.header].cells for k in range(a, b) if k in analysis.entity_at}
    mine = {analysis.entity_at[k] for k in range(*head) if k in analysis.entity_at}
    return (
        owner in heads
        and bool(mine)
        and owner not in mine
        and any(told.golden.world.kind(b) == told.golden.world.kind(owner) for b in mine)
    )


def _nominal(told: Told, k: int, owner: str, ahead: bool, loss: bool) -> str | None:
    """ "Town's 3-1 defeat by City", "a 1-0 lead for Town": who is ahead by the small words around the noun."""
    analysis = told.analysis
    toks = analysis.toks
    for g in toks[k].children:
        beings = beings_at(analysis, g)
        if not beings or told.golden.world.kind(beings[0]) != told.golden.world.kind(owner):
            continue
        case = next((toks[j].folded for j in toks[g].children if toks[j].deprel == "case"), "")
        leads = (not loss) if toks[g].deprel == "nmod:poss" or case in ("for", "of") else loss if case in ("by", "to", "against") else None
        if leads is not None:
            return None if leads == (ahead == (beings[0] == owner)) else "the text has the other side ahead"
    head = toks[k].head
    if head >= 0 and toks[head].upos == "VERB":
        for g in parties(analysis, head).agents:
            beings = beings_at(analysis, g)
            if beings and told.golden.world.kind(beings[0]) == told.golden.world.kind(owner):
                return None if (not loss) == (ahead == (beings[0] == owner)) else "the text has the other side ahead"
    return None
