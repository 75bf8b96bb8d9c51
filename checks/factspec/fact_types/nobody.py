"""Nobody: a claim that nobody did or suffered something, where the text has so many who did ("two died" for "nobody died")."""

from __future__ import annotations

from factspec.binding.bound import Bound
from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.acts import same_act
from factspec.fact_types.aligned import is_nobody
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.mood_clash import denied_near
from factspec.lexicon import is_hypernym, kinds, opposed
from factspec.reading.analysis import Analysis, Tok

_PEOPLE = frozenset("people person other more".split())
_SUBJECTS = ("nsubj", "nsubj:pass")
_SAME = 0.8
_TOLD = 0.6
_NEAR = 0.75
_NOT_QUITE = frozenset("nearly almost had would".split())


def some_did(fact: CompiledFact, told: Told) -> Judgement | None:
    """The contradiction of a claim about nobody by a clause of its act that counts those who did, or None.

    The count must be new: one that the golden set knows may be of another time ("six were injured in 2023").
    """
    claim, toks = fact.analysis, told.analysis.toks
    if fact.predicate < 0 or claim.toks[fact.predicate].upos != "VERB":
        return None
    whom = _none_of(claim, fact.predicate)
    if whom is None:
        return None
    act = claim.toks[fact.predicate].lemma
    for bound in told.bounds:
        verb, counted = _who_did(told, bound)
        if verb is None or not _alike(whom, counted) or not _likewise(act, toks[verb].lemma) or not _done(told, verb):
            continue
        if _whole(fact, told, verb, whom):
            start, end = min(toks[verb].start, bound.value.start), max(toks[verb].end, bound.value.end)
            reason = f"the text asserts “{toks[verb].text}”, which the golden fact denies"
            return Judgement("contradicted", start, end, "negated", reason, None, 0.8)
    return None


def _likewise(act: str, said: str) -> bool:
    return (same_act(act, said) >= _SAME or closeness(act, said) >= _SAME) and not opposed(act, said)


def _done(told: Told, verb: int) -> bool:
    """Whether a clause asserts its act, of the story's own time, with no denial near it."""
    toks = told.analysis.toks
    below = {toks[g].folded for g in toks[verb].children}
    mode = told.mood(verb)
    return not mode.negated and mode.mode in ("fact", "planned") and not below & _NOT_QUITE and not denied_near(told, verb)


def _whole(fact: CompiledFact, told: Told, verb: int, whom: str) -> bool:
    """Whether the clause has every word of the claim besides its act and whom it speaks of ("a lower grade")."""
    claim = fact.analysis
    words = {t.lemma for t in claim.toks if t.content and t.upos in ("NOUN", "ADJ", "PROPN") and t.lemma != whom}
    words -= {t.lemma for t in claim.toks if is_nobody(claim, t.index)}
    said = {told.analysis.toks[k].lemma for k in told.analysis.subtree(verb, 60)}
    return all(any(closeness(w, other) >= _NEAR for other in said) for w in words)


def _none_of(claim: Analysis, verb: int) -> str | None:
    """Of whom a claim says that none did it: a noun, or "" for anybody; None where it denies nothing so."""
    for k in claim.toks[verb].children:
        tok = claim.toks[k]
        if tok.deprel not in _SUBJECTS:
            continue
        if is_nobody(claim, k):
            return ""
        if tok.upos == "NOUN" and any(claim.toks[g].folded == "no" for g in tok.children):
            return tok.lemma
    return None


def _who_did(told: Told, bound: Bound) -> tuple[int | None, Tok]:
    """The verb whose subject a number counts, and that subject; the verb is None where the number is none of so many people."""
    toks = told.analysis.toks
    head = toks[bound.value.head]
    quantity = bound.value.number.quantity if bound.value.number is not None else None
    subject = head if head.deprel in _SUBJECTS else toks[head.head] if head.head >= 0 else head
    counts = quantity is not None and quantity.kind == "cardinal" and not quantity.unit and (quantity.value or 0) >= 1
    known = bound.aside or bound.refused or bound.supposed or bound.licensed
    if not counts or known or subject.deprel not in _SUBJECTS or subject.head < 0:
        return None, subject
    return (subject.head if toks[subject.head].upos == "VERB" else None), subject


def _alike(whom: str, counted: Tok) -> bool:
    """Whether those who are counted are of those whom the claim speaks of."""
    if counted.upos == "NUM" or counted.lemma in _PEOPLE:
        return True
    if not whom:
        return "person" in kinds(counted.lemma)
    return closeness(whom, counted.lemma) >= _TOLD or is_hypernym(whom, counted.lemma) or is_hypernym(counted.lemma, whom)
