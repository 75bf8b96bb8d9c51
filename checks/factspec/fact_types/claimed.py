"""Claimed: the predicates of a claim, each of which a text may tell or turn over."""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.lexicon import verb_class
from factspec.reading.mood_words import FAIL, PLAN
from factspec.reading.moods import mood


def claim_acts(fact: CompiledFact) -> list[int]:
    """The predicates of the claim: the main one and the verbs joined to it."""
    if fact.predicate < 0:
        return []
    toks = fact.analysis.toks
    root = fact.analysis.sentences[0].root
    over = root != fact.predicate and any(toks[k].deprel == "obj" and k in fact.analysis.entity_at for k in toks[root].children)
    joined = (
        k
        for k in toks[fact.predicate].children
        if (toks[k].upos == "VERB" and (toks[k].deprel == "conj" or _left_undone(fact, k)))
        or (toks[k].deprel in ("xcomp", "advmod") and toks[k].upos in ("ADJ", "VERB", "ADV") and toks[fact.predicate].lemma in LINKING)
        or (toks[k].deprel == "xcomp" and (toks[k].xpos in ("VB", "VBN") or toks[k].upos == "ADJ") and toks[fact.predicate].lemma in PLAN)
        or (toks[k].xpos == "VBG" and toks[k].deprel in ("obj", "xcomp", "ccomp", "advcl") and mood(fact.analysis, k).negated)
    )
    return [fact.predicate, *([root] if over else []), *joined]


LINKING = frozenset("stay remain keep become turn".split())


def _left_undone(fact: CompiledFact, k: int) -> bool:
    """Whether the claim's predicate only says that what follows it did not happen ("failed to show")."""
    toks = fact.analysis.toks
    return toks[k].deprel == "xcomp" and toks[fact.predicate].lemma in FAIL


def symmetric(fact: CompiledFact) -> bool:
    toks = fact.analysis.toks
    if fact.fact.symmetric:
        return True
    kinds = verb_class(toks[fact.predicate].lemma) if fact.predicate >= 0 else frozenset()
    return bool(kinds & {"meet-talk", "marry"}) and not fact.parties.patients
