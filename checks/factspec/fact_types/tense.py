"""Time of the event: what lies ahead on the day of reading, told as over.

A claim that gives a coming date ("The funeral is on 27 January", read on the 20th) is contradicted where the text has that date right
and says in the past tense that the event took place. Verbs of setting a date ("was set for", "was announced for") say no such thing.
"""

from __future__ import annotations

import datetime as dt

from factspec.binding.bound import Bound
from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import Judgement, Told
from factspec.lexicon import verb_class
from factspec.reading.analysis import Tok

_HAPPEN = frozenset({"hold-event", "aspect-start"})
_OVER = frozenset({"was", "were", "has", "have", "had", "been"})


def told_as_past(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement, unless it is support for a coming date by a clause that tells the event as over."""
    today = told.analysis.today
    if judgement.verdict != "supported" or today is None or judgement.start is None or not _ahead(fact, told, today):
        return judgement
    for bound in told.bounds:
        if bound.value.date is not None and bound.value.start < (judgement.end or 0) and judgement.start < bound.value.end:
            verb = _event(fact, told, bound)
            if verb is not None:
                said = f"the golden fact lies ahead, the text has it as done: “{verb.text}”"
                return Judgement("contradicted", verb.start, verb.end, "modality-differs", said, None, judgement.strength)
    return judgement


def _ahead(fact: CompiledFact, told: Told, today: dt.date) -> bool:
    """Whether the fact's date lies wholly after the day of reading, and its claim is not told as past."""
    mine = (told.golden.slots[i] for i in told.golden.owned.get(fact.index, ()))
    starts = [s.date.start for s in mine if s.date is not None]
    past = any(t.xpos == "VBD" for t in fact.analysis.toks)
    return bool(starts) and not past and all(start is not None and start > today for start in starts)


def _event(fact: CompiledFact, told: Told, bound: Bound) -> Tok | None:
    """The verb of happening in the past tense that a date hangs on."""
    toks = told.analysis.toks
    at = toks[bound.value.head]
    for _ in range(4):
        if at.head < 0 or at.upos == "VERB":
            break
        at = toks[at.head]
    if at.upos != "VERB":
        return None
    own = {t.lemma for t in fact.analysis.toks if t.upos == "VERB"}
    if at.lemma not in own and not any(verb_class(word) & _HAPPEN for word in told.acts.get(at.index, (at.lemma,))):
        return None
    helps = {toks[k].folded for k in at.children if toks[k].deprel.startswith("aux") or toks[k].deprel == "mark"}
    done = at.xpos in ("VBN", "VBD") and helps <= _OVER if helps else at.xpos == "VBD"
    return at if done and told.mood(at.index).plain else None
