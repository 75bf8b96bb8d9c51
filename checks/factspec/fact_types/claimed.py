"""Claimed: the predicates of a claim, each of which a text may tell or turn over."""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.lexicon import verb_class
from factspec.reading.analysis import Analysis
from factspec.reading.kept import kept
from factspec.reading.mood_words import FAIL, PLAN
from factspec.reading.moods import mood


def claim_acts(fact: CompiledFact) -> tuple[int, ...]:
    """The predicates of the claim: the main one and the verbs joined to it."""
    return _acts(fact.analysis, fact.predicate)


@kept
def _acts(claim: Analysis, predicate: int) -> tuple[int, ...]:
    if predicate < 0:
        return ()
    toks = claim.toks
    root = claim.sentences[0].root
    over = root != predicate and any(toks[k].deprel == "obj" and k in claim.entity_at for k in toks[root].children)
    joined = (
        k
        for k in toks[predicate].children
        if (toks[k].upos == "VERB" and (toks[k].deprel == "conj" or _left_undone(claim, predicate, k)))
        or (toks[k].deprel in ("xcomp", "advmod") and toks[k].upos in ("ADJ", "VERB", "ADV") and toks[predicate].lemma in LINKING)
        or (toks[k].deprel == "xcomp" and (toks[k].xpos in ("VB", "VBN") or toks[k].upos == "ADJ") and toks[predicate].lemma in PLAN)
        or (toks[k].xpos == "VBG" and toks[k].deprel in ("obj", "xcomp", "ccomp", "advcl") and mood(claim, k).negated)
    )
    return (predicate, *((root,) if over else ()), *joined)


LINKING = frozenset("stay remain keep become turn".split())


def _left_undone(claim: Analysis, predicate: int, k: int) -> bool:
    """Whether the claim's predicate only says that what follows it did not happen ("failed to show")."""
    return claim.toks[k].deprel == "xcomp" and claim.toks[predicate].lemma in FAIL


def symmetric(fact: CompiledFact) -> bool:
    toks = fact.analysis.toks
    if fact.fact.symmetric:
        return True
    kinds = verb_class(toks[fact.predicate].lemma) if fact.predicate >= 0 else frozenset()
    return bool(kinds & {"meet-talk", "marry"}) and not fact.parties.patients
