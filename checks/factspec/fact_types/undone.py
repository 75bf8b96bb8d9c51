"""Undone: a claim that some act came to nothing or to its end, where the text has that act go on or be done.

"The company ruled out a merger" is contradicted by "The company announced a merger", and "The nurses ended their strike" by "The
strike goes on", although neither verb is the opposite of the claim's: what they share is the noun that tells the act.
"""

from __future__ import annotations

from collections.abc import Sequence

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.acts import act_words, same_act
from factspec.fact_types.aligned import claim_sides, share
from factspec.fact_types.arguments import LIGHT, SUFFERED, side
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.clauses import Clause
from factspec.lexicon import kinds, verb_class
from factspec.reading.mood_words import PREVENT, UNDO, WEIGH
from factspec.reading.moods import Mood, mood

_ENDING = frozenset("end stop cease finish exclude cancel suspend postpone lift withdraw".split())
_ACTS = frozenset({"act", "event", "communication", "state"})
_CARRIED = LIGHT | frozenset(
    "announce agree complete approve confirm sign extend keep retain uphold maintain renew continue resume start begin hold stage".split()
)
_LASTING = frozenset("go continue remain take happen stay proceed resume stand hold persist".split())
_WITH = {"go": frozenset({"on", "ahead"}), "take": frozenset({"place"}), "hold": frozenset({"firm"})}
_STARTED = LIGHT | frozenset("open start begin hold stage sign impose announce grant".split())
_WISHED = frozenset("plan propose demand request seek want threaten suggest urge recommend".split())
_HAVING = (
    LIGHT
    | SUFFERED
    | frozenset("have own get obtain need require use contain include provide offer find show cause produce report".split())
)
_COMPARED = frozenset("so as such more other than like since before".split())  # "no attack so deadly" says that this one was
_ALIKE = 0.85


def still_on(fact: CompiledFact, told: Told) -> Judgement | None:
    """The judgement that the text has go on, or done, what the claim says was called off, ruled out or ended."""
    at = _undone_act(fact)
    if at is None:
        return None
    claim, text = fact.analysis, told.analysis
    wanted = side(claim, (at,))
    verb = claim.toks[fact.predicate]
    own_acts = {verb.lemma, *act_words(claim).get(fact.predicate, ())}
    acts = told.acts or act_words(text)
    if any(same_act(a, b) >= _ALIKE for k, words in acts.items() if text.toks[k].upos in ("VERB", "NOUN") for a in own_acts for b in words):
        return None
    doer = claim_sides(fact).doer
    for k, tok in enumerate(text.toks):
        if tok.upos != "NOUN" or k in text.name_at or k in text.denied or same_act(claim.toks[at].lemma, tok.lemma) < _ALIKE:
            continue
        carrier = _carrier(told, k)
        if carrier is None or not told.mood(k).plain or not told.mood(carrier).plain:
            continue
        info = text.sentences[tok.sentence]
        around = [key for j in range(info.first, info.last) for key in told.keys[j]]
        if share(told, wanted, side(text, (k,)).keys) >= 0.6 or (share(told, wanted, around) >= 0.9 and share(told, doer, around) >= 0.6):
            first, last = min(k, carrier), max(k, carrier)
            said = f"has it that “{tok.text}” goes on or is done"
            return Judgement("contradicted", text.toks[first].start, text.toks[last].end, "negated", said, None, 0.7)
    return None


def only_meant(fact: CompiledFact, told: Told) -> Judgement | None:
    """The judgement that the text has an act only considered, planned or refused which the claim tells as done by its noun.

    "The regulator considered an inquiry" for "The regulator opened an inquiry."
    """
    at = _done_act(fact)
    if at is None:
        return None
    claim, text = fact.analysis, told.analysis
    wanted, doer = side(claim, (at,)), claim_sides(fact).doer
    found: Judgement | None = None
    for k, tok in enumerate(text.toks):
        if tok.upos not in ("NOUN", "VERB") or k in text.name_at or k in text.denied or same_act(claim.toks[at].lemma, tok.lemma) < _ALIKE:
            continue
        head = text.toks[tok.head] if tok.head >= 0 else None
        if tok.upos == "VERB" or head is None or head.upos != "VERB" or tok.deprel not in ("obj", "nsubj:pass"):
            return None  # spoken of in another way as well
        how = told.mood(k)
        if head.lemma not in WEIGH | PREVENT | _WISHED or (how.mode not in ("possible", "planned") and not how.negated):
            return None
        info = text.sentences[tok.sentence]
        around = [key for j in range(info.first, info.last) for key in told.keys[j]]
        if share(told, wanted, side(text, (k,)).keys) < 0.6 or (doer.told and share(told, doer, around) < 0.6):
            return None
        rule, reason = ("negated", "the text denies it") if how.negated else ("modality-differs", f"the text has it as {how.mode}")
        first, last = min(k, head.index), max(k, head.index)
        found = found or Judgement("contradicted", text.toks[first].start, text.toks[last].end, rule, reason, None, 0.7)
    return found


def _done_act(fact: CompiledFact) -> int | None:
    """The noun of an act that a verb of little meaning says is done in the claim ("opened an inquiry", "held talks")."""
    if fact.predicate < 0:
        return None
    toks = fact.analysis.toks
    verb = toks[fact.predicate]
    if verb.upos != "VERB" or verb.lemma not in _STARTED or mood(fact.analysis, fact.predicate) != Mood():
        return None
    for k in verb.children:
        if toks[k].deprel in ("obj", "nsubj:pass") and toks[k].upos == "NOUN" and kinds(toks[k].lemma) & {"act", "event"}:
            return k
    return None


def none_of_it(fact: CompiledFact, told: Told, clauses: Sequence[Clause], asserted: Sequence[int]) -> Judgement | None:
    """The judgement that the text says there is none of what the claim has ("will go without compensation" for "will receive it")."""
    claim, text = fact.analysis, told.analysis
    if fact.predicate < 0 or asserted or any(mood(claim, t.index).negated for t in claim.toks if t.content):
        return None
    own = claim_sides(fact)
    existing = claim.toks[fact.predicate].lemma in _HAVING
    heads = [k for k in (*(own.done.heads if existing else ()), *own.doer.heads) if claim.toks[k].upos == "NOUN" and k not in claim.name_at]
    for k in heads:
        for clause in clauses[:3]:
            info = text.sentences[clause.sentence]
            same = [j for j in range(info.first, info.last) if text.toks[j].lemma == claim.toks[k].lemma and text.toks[j].upos == "NOUN"]
            cues = [_none(told, j) for j in same]
            if any(text.toks[j].folded in _COMPARED for j in range(info.first, info.last)):
                continue
            if not same or None in cues or clause.cover < (0.6 if own.done.told else 0.5):
                continue
            around = [key for j in range(info.first, info.last) for key in told.keys[j]]
            if own.doer.told and share(told, own.doer, around) < 0.6:
                continue
            low, high = min(same[0], cues[0] or 0), max(same[0], cues[0] or 0)
            return Judgement("contradicted", text.toks[low].start, text.toks[high].end, "negated", "the text has none of it", None, 0.6)
    return None


def _none(told: Told, k: int) -> int | None:
    """The word that says there is none of what a noun names: "no", "without", "lacks", "ruled out"."""
    toks = told.analysis.toks
    if any(toks[g].deprel.split(":")[0] in ("amod", "nmod", "acl", "advcl", "conj") for g in toks[k].children):
        return None  # none of a kind, or none there
    for g in toks[k].children if told.mood(k).negated else ():
        if (toks[g].deprel == "det" and toks[g].folded in ("no", "neither")) or (toks[g].deprel == "case" and toks[g].folded == "without"):
            return g
    head = toks[k].head
    if head < 0 or toks[k].deprel not in ("obj", "nsubj:pass") or told.mood(head).negated:
        return None
    return head if toks[head].lemma == "lack" or told.analysis.phrase_at.get(head) == "exclude" else None


def _undone_act(fact: CompiledFact) -> int | None:
    """The noun of an act that the claim's verb says came to nothing or to an end."""
    if fact.predicate < 0:
        return None
    toks = fact.analysis.toks
    verb = toks[fact.predicate]
    words = (*act_words(fact.analysis).get(fact.predicate, ()), verb.lemma)
    if verb.upos != "VERB" or not any(w in PREVENT | UNDO | _ENDING or w == "rule out" for w in words):
        return None
    own = mood(fact.analysis, fact.predicate)
    if not own.plain:
        return None
    for k in verb.children:
        if (
            toks[k].deprel in ("obj", "nsubj:pass")
            and toks[k].upos == "NOUN"
            and (kinds(toks[k].lemma) & _ACTS or verb_class(toks[k].lemma))
        ):
            return k
    return None


def _carrier(told: Told, k: int) -> int | None:
    """The word that says of an act's noun that it is done or goes on."""
    toks = told.analysis.toks
    at = toks[k]
    if at.head < 0:
        return (
            next((g for g in at.children if toks[g].folded == "still"), None) if any(toks[g].deprel == "cop" for g in at.children) else None
        )
    head = toks[at.head]
    rel = at.deprel
    if head.upos != "VERB" or any(toks[g].folded in ("had", "was", "were") and toks[g].deprel == "aux" for g in head.children):
        return None
    if any(toks[g].folded in ("back", "away", "off", "aside") for g in head.children):
        return None  # "took back its lawsuit"
    if rel in ("obj", "nsubj:pass") and head.lemma in _CARRIED:
        return head.index
    if rel == "nsubj" and head.lemma in _LASTING:
        needed = _WITH.get(head.lemma)
        beside = {toks[j].folded for j in range(head.index + 1, min(head.index + 3, len(toks)))}
        return head.index if needed is None or needed & beside else None
    return None
