"""Altered: what a text tells in the claim's own words but for one, and that one says the opposite, or that it may be so.

"Saw last light on 17 April" has the day of "saw first light", and "the least deadly attack" all the other words of "the deadliest". These
are small words beside the value, the parties and the act, so they are asked for where everything else is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.acts import same_act
from factspec.fact_types.base import Judgement, Told
from factspec.lexicon import opposed
from factspec.reading.analysis import Analysis, Tok
from factspec.reading.mood_words import DENIALS
from factspec.reading.moods import mood
from factspec.reading.speech import is_speech

_MAY = frozenset({"may", "might"})
_GROUPS = frozenset("family household couple crew team".split())
_PERSONS = frozenset("people person man woman child civilian soul human".split())
_SUBJECTS = ("nsubj", "nsubj:pass")
_NOT_ONLY = frozenset("only just merely simply but until".split())
_SAME = 0.85


def altered(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement of a fact that is told, unless one word of the telling turns it round."""
    if judgement.verdict != "supported" or judgement.start is None or fact.predicate < 0 or fact.type in ("role", "mention"):
        return judgement
    sentence = _sentence(told, judgement.start)
    if sentence is None:
        return judgement
    for test in _TESTS:
        for wrong, rule, reason in test(fact, told, sentence):
            return Judgement("contradicted", wrong.start, wrong.end, rule, reason, None, judgement.strength)
    return judgement


Found = Iterator[tuple[Tok, str, str]]


def _sentence(told: Told, start: int) -> range | None:
    for info in told.analysis.sentences:
        if info.start <= start < info.end:
            return range(info.first, info.last)
    return None


def _modifier(fact: CompiledFact, told: Told, sentence: range) -> Found:
    """The opposite of an adjective on the same noun of the same act: "last light" for "first light"."""
    claim, toks = fact.analysis.toks, told.analysis.toks
    said = {toks[k].lemma for k in sentence}
    if any(t.folded in DENIALS for t in claim) or any(toks[k].folded in DENIALS for k in sentence):
        return  # "nobody was given a lower one" goes well with "some were given a higher one"
    for own in claim:
        if own.deprel != "amod" or own.upos != "ADJ" or own.lemma in said or claim[own.head].head != fact.predicate:
            continue
        for k in sentence:
            tok = toks[k]
            if (
                tok.deprel != "amod"
                or tok.upos != "ADJ"
                or toks[tok.head].lemma != claim[own.head].lemma
                or not opposed(own.lemma, tok.lemma)
            ):
                continue
            over = toks[tok.head].head
            if over >= 0 and same_act(claim[fact.predicate].lemma, toks[over].lemma) >= _SAME:
                yield tok, "direction-differs", f"says “{tok.text}” where the golden fact has “{own.text}”"


def _degree(fact: CompiledFact, told: Told, sentence: range) -> Found:
    """The least of what the claim has as the most, or the other way: "the least deadly" for "the deadliest"."""
    mine = {t.lemma: _least(fact.analysis, t) for t in fact.analysis.toks if t.upos == "ADJ" and _least(fact.analysis, t) is not None}
    theirs = [(told.analysis.toks[k], _least(told.analysis, told.analysis.toks[k])) for k in sentence]
    for tok, least in theirs:
        way = mine.get(tok.lemma)
        if None not in (least, way) and way != least and not any(other.lemma == tok.lemma and how == way for other, how in theirs):
            yield tok, "direction-differs", f"has it as the {'least' if least else 'most'} “{tok.lemma}”"


def _least(analysis: Analysis, tok: Tok) -> bool | None:
    """Whether an adjective is a superlative of the lower end; None where it is no superlative."""
    if tok.upos != "ADJ":
        return None
    marks = {analysis.toks[g].folded for g in (*tok.children, max(tok.index - 1, 0))}
    if "least" in marks:
        return True
    return False if tok.xpos == "JJS" or "most" in marks or (tok.folded.endswith("est") and tok.folded != tok.lemma) else None


def _subject(analysis: Analysis, k: int) -> Tok | None:
    toks = analysis.toks
    return next((toks[g] for g in toks[k].children if toks[g].deprel in _SUBJECTS), None)


def _same_subject(fact: CompiledFact, told: Told, k: int) -> bool:
    """Whether the clause at a token is about the being or the thing that the claim's own clause is about."""
    mine, theirs = _subject(fact.analysis, fact.predicate), _subject(told.analysis, k)
    if theirs is None:
        return False
    if mine is None:
        return any(t.content and t.lemma == theirs.lemma for t in fact.analysis.toks)
    being = fact.analysis.entity_at.get(mine.index)
    return mine.lemma == theirs.lemma or (being is not None and being == told.analysis.entity_at.get(theirs.index))


def _helped(analysis: Analysis, k: int, words: frozenset[str]) -> bool:
    toks = analysis.toks
    return any(toks[g].folded in words and toks[g].deprel in ("aux", "aux:pass", "cop") for g in toks[k].children)


def _perhaps(fact: CompiledFact, told: Told, sentence: range) -> Found:
    """What the claim tells as a fact, only possible in the text: "may have been civilians", "which he may have designed"."""
    claim, toks = fact.analysis, told.analysis.toks
    own = claim.toks[fact.predicate]
    if mood(claim, fact.predicate).mode != "fact" or _helped(claim, fact.predicate, _MAY) or fact.content_from:
        return
    linked = any(claim.toks[g].deprel == "cop" for g in own.children)
    same = [t for t in toks if t.lemma == own.lemma or (own.upos == t.upos == "VERB" and same_act(own.lemma, t.lemma) >= _SAME)]
    if linked:
        same = [t for t in same if any(toks[g].deprel == "cop" for g in t.children)]
    doubtful = [t for t in same if _helped(told.analysis, t.index, _MAY)]
    if len(same) != 1 or doubtful != same or same[0].index not in sentence:
        return
    tok = same[0]
    if (linked and any(toks[g].deprel == "cop" for g in tok.children) and _same_subject(fact, told, tok.index)) or (
        own.xpos == "VBD" and tok.xpos == "VBN" and _helped(told.analysis, tok.index, frozenset({"have"}))
    ):
        yield tok, "modality-differs", "the golden fact is done, the text has it as possible"


def _unsaid(fact: CompiledFact, told: Told, sentence: range) -> Found:
    """What somebody is reported to have said, where the text denies that they did: "did not urge them to settle it"."""
    claim, toks = fact.analysis, told.analysis.toks
    verb = next((t for t in claim.toks if t.deprel == "root" or t.head < 0), None)
    if fact.type != "statement" or verb is None or not is_speech(verb.lemma) or mood(claim, verb.index).negated:
        return
    same = [t for t in toks if t.upos in ("VERB", "NOUN") and same_act(verb.lemma, t.lemma) >= _SAME]
    if len(same) != 1 or same[0].index not in sentence or same[0].upos != "VERB" or not told.mood(same[0].index).negated:
        return
    subject, speaker = _subject(told.analysis, same[0].index), _subject(claim, verb.index)
    if subject is None or speaker is None or any(toks[k].folded in _NOT_ONLY for k in sentence):
        return
    being = claim.entity_at.get(speaker.index)
    if being is not None and told.analysis.entity_at.get(subject.index) == being:
        yield same[0], "negated", f"the text denies it: “{same[0].text}” is negated"


def _quality(fact: CompiledFact, told: Told, sentence: range) -> Found:
    """The opposite of an adjective that the claim says of its subject, with the same act behind it: "unwilling to help" for "ready to"."""
    claim, toks = fact.analysis.toks, told.analysis.toks
    own = claim[fact.predicate]
    acts = {claim[g].lemma for g in own.children if claim[g].deprel == "xcomp"}
    if own.upos != "ADJ" or not acts or mood(fact.analysis, fact.predicate).negated:
        return
    if any(toks[k].lemma == own.lemma for k in sentence):
        return
    for k in sentence:
        if not opposed(own.lemma, toks[k].folded) or not _helped(told.analysis, k, frozenset({"is", "are", "was", "were", "be", "been"})):
            continue
        same = acts & {toks[g].lemma for g in toks[k].children if toks[g].deprel == "xcomp"}
        if same and _same_subject(fact, told, k) and not told.mood(k).negated:
            yield toks[k], "direction-differs", f"says “{toks[k].text}”"


def _act(fact: CompiledFact, told: Told, sentence: range) -> Found:
    """The opposite act of the same subject on the claim's very day, where the text has no word for the claim's own act."""
    claim, toks = fact.analysis, told.analysis.toks
    own = claim.toks[fact.predicate]
    if fact.type != "date" or own.upos != "VERB" or fact.date is None or fact.date.precision != "day":
        return
    if mood(claim, fact.predicate).negated or any(same_act(own.lemma, t.lemma) >= _SAME for t in toks if t.upos in ("VERB", "NOUN", "ADJ")):
        return
    dated = {v.head for v in told.analysis.values if v.date is not None and v.first in sentence}
    for k in sentence:
        tok = toks[k]
        against = tok.upos == "VERB" and opposed(own.lemma, tok.lemma) and bool(dated & set(tok.children))
        if against and _same_subject(fact, told, k) and told.mood(k).plain:
            yield tok, "direction-differs", f"says “{tok.text}”"


def _groups(fact: CompiledFact, told: Told, sentence: range) -> Found:
    """The number of groups for the number of persons: "26 families" for "26 people"."""
    if fact.type != "quantity" or fact.primary is None or fact.primary_counted not in _PERSONS:
        return
    bounds = [b for b in told.bounds if b.value.first in sentence and b.value.number is not None]
    for bound in bounds:
        number, asked = bound.value.number, fact.quantity
        if number is None or asked is None or number.quantity.value != asked.value or bound.counted not in _GROUPS:
            continue
        if sum(b.value.number is not None and b.value.number.quantity.value == asked.value for b in told.bounds) == 1:
            yield told.analysis.toks[bound.value.first], "unit-differs", f"counts {bound.counted}, not {fact.primary_counted}"


_TESTS: tuple[Callable[[CompiledFact, Told, range], Found], ...] = (_modifier, _degree, _perhaps, _unsaid, _quality, _act, _groups)
