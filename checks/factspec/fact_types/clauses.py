"""Clauses that speak of a fact's claim: how far they cover it, and in which mood, direction, order and mouth."""

from __future__ import annotations

from dataclasses import dataclass

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.acts import same_act
from factspec.fact_types.base import Told
from factspec.lexicon import direction, eventful
from factspec.reading.mood_words import ALLEGED, FAIL, POSSIBLE, PREVENT, UNCERTAIN
from factspec.reading.moods import Mood, mood
from factspec.reading.speech import is_speech

SHORT = 6  # words of a line that may say all it has to say with one word of the claim ("Marn found guilty")


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence that covers part of a claim: ``cover`` of its weight, and the token that stands for its predicate, if any."""

    sentence: int
    cover: float
    predicate: int | None
    likeness: float


def covering(told: Told, fact: CompiledFact) -> list[Clause]:
    """Sentences of the text by how much of the claim they cover, best first."""
    known = told.covers.get(fact.index)
    if known is None:
        known = told.covers[fact.index] = tuple(_covering(told, fact))
    return list(known)


def _covering(told: Told, fact: CompiledFact) -> list[Clause]:
    analysis = told.analysis
    predicate = fact.analysis.toks[fact.predicate].lemma if fact.predicate >= 0 else ""
    found: list[Clause] = []
    for number, info in enumerate(analysis.sentences):
        offer = told.offers[number]
        total = fact.words.total
        cover = sum(w * offer.get(cue, 0.0) for cue, w, _ in fact.words.cues) / total if total else 0.0
        if cover < (0.12 if info.last - info.first <= SHORT else 0.2):
            continue
        best, like = None, 0.0
        for k in range(info.first, info.last):
            tok = analysis.toks[k]
            if tok.upos in ("VERB", "NOUN", "ADJ") and tok.content:
                near = same_act(predicate, tok.lemma)
                if near > like:
                    best, like = k, near
        found.append(Clause(number, cover, best if like >= 0.75 else None, like))
    found.sort(key=lambda c: (-c.cover - 0.15 * (c.predicate is not None), c.sentence))
    return found


def clause_span(told: Told, k: int) -> tuple[int, int]:
    """The characters of the clause around token ``k``: its subtree without what hangs on it as another clause."""
    analysis = told.analysis
    toks = analysis.toks
    keep = {k}
    queue = [k]
    while queue and len(keep) < 60:
        for g in toks[queue.pop()].children:
            if toks[g].deprel.split(":")[0] in ("conj", "parataxis", "advcl", "punct", "cc", "acl", "list", "discourse") and g != k:
                continue
            keep.add(g)
            queue.append(g)
    ordered = sorted(keep)
    return toks[ordered[0]].start, toks[ordered[-1]].end


def mood_clash(told: Told, fact: CompiledFact, predicate: int, own: int | None = None) -> tuple[str, str] | None:
    """(rule, reason) where the clause at ``predicate`` stands in a mood that excludes the claim's, read at its token ``own``."""
    at = fact.predicate if own is None else own
    if at < 0:
        return None
    claim = mood(fact.analysis, at)
    text = told.mood(predicate)
    cue = told.analysis.toks[text.cue].lemma if text.cue is not None else ""
    if text.mode in ("possible", "alleged") and fact.content_from and is_telling(cue):
        text = Mood(text.negated)  # what the claim reports as said is claimed or maintained here
    if text.mode == "asked":
        return None
    word = told.analysis.toks[predicate].text
    if claim.negated and not text.negated and _denied_behind(told, predicate):
        return None
    if claim.negated and claim.mode == "planned" and text.plain and told.analysis.toks[predicate].xpos != "VB":
        return None  # "will not bid again" says nothing of the bids that were made
    if text.negated and claim.mode in ("possible", "planned") and not claim.negated and _not_yet(told, predicate):
        return None
    if (
        text.negated
        and claim.negated
        and text.mode == "planned"
        and claim.cue is not None
        and fact.analysis.toks[claim.cue].lemma in _REFUSED
    ):
        return None  # who refused to do it will not
    if claim.negated and not text.negated and _denied_near(told, predicate):
        return None
    asked = claim.mode == "planned" and claim.cue is not None and fact.analysis.toks[claim.cue].lemma in _ASKED
    if text.negated and asked and not is_telling(cue):
        return None  # who was called on to resign may well refuse
    apart = _other_time(told, predicate) or _wished(told, claim, text, predicate) or _not_even(told, predicate)
    if text.negated != claim.negated and apart:
        return None
    if text.negated != claim.negated:
        return (
            "negated",
            f"the text denies it: “{word}” is negated" if text.negated else f"the text asserts “{word}”, which the golden fact denies",
        )
    if text.mode in ("possible", "conditional", "planned") and any(t.folded in ("if", "unless", "provided") for t in fact.analysis.toks):
        return None  # what the claim itself hangs on a condition may be told as possible
    if claim.mode == "fact" and text.mode in ("planned", "possible", "alleged", "conditional"):
        if text.mode == "conditional" and fact.content_from:
            return None  # what somebody said may be weighed ("if the warning did not come, as she says")
        if _past(told, predicate) and text.mode == "conditional":
            return None
        if text.mode == "planned" and _futurate(fact, at):
            return None  # "succeeds her in May" is a future already
        if text.mode == "planned" and text.cue is not None and told.analysis.toks[text.cue].lemma in _SETTLE:
            return None  # what a body has decided to do counts as done
        return "modality-differs", f"the golden fact is done, the text has it as {text.mode}"
    if (
        claim.mode == "fact"
        and text.mode == "obliged"
        and any(told.analysis.toks[k].folded in ("should", "ought") for k in told.analysis.toks[predicate].children)
    ):
        return "modality-differs", "the golden fact is done, the text says that it ought to be"
    if claim.mode in ("possible", "alleged") and text.mode == "fact" and _done(told, predicate) and not _in_doubt(told, predicate):
        return "modality-differs", f"the golden fact is {claim.mode}, the text has it as done"
    if claim.mode == "possible" and text.mode == "planned" and not _in_doubt(told, predicate):
        return "modality-differs", "the golden fact is merely possible, the text has it as settled"
    if claim.mode in ("planned",) and text.mode in ("possible",) and not _under_condition(fact, at):
        return "modality-differs", "the golden fact is settled for the future, the text has it as merely possible"
    if claim.mode == "planned" and text.mode == "fact" and _done(told, predicate):
        return "modality-differs", "the golden fact lies in the future, the text has it as done"
    return None


_DOUBT = POSSIBLE | ALLEGED | UNCERTAIN | {"according", "accuse", "charge", "suspicion", "accused", "suspected"}


_ASKED = frozenset("call ask urge demand invite".split())
_DENIALS = frozenset("no none nobody nothing neither nor not n't never without zero".split())


def is_telling(lemma: str) -> bool:
    """Whether a verb tells what somebody said, in doubt or not ("claim", "maintain")."""
    return is_speech(lemma) or lemma in ("claim", "maintain", "contend", "insist", "allege", "argue")


def _denied_near(told: Told, k: int) -> bool:
    """Whether a word of denial stands near a verb in its sentence, though the tree hangs it elsewhere ("1,870 got more, none less")."""
    info = told.analysis.sentences[told.analysis.toks[k].sentence]
    near = range(max(info.first, k - 8), min(info.last, k + 9))
    return any(told.analysis.toks[j].folded in _DENIALS for j in near)


_WISH = frozenset("want wish like hope call ask demand urge seek propose suggest prefer love".split())
_THEN = frozenset("then formerly previously beforehand".split())


def _other_time(told: Told, k: int) -> bool:
    """Whether a clause speaks of a time before ("was asked about then")."""
    toks = told.analysis.toks
    last = told.analysis.sentences[toks[k].sentence].last
    near = range(k + 1, min(last, k + 5))
    return any(toks[g].folded in _THEN and toks[g - 1].text != "," and toks[g - 1].folded != "since" for g in near)


def _wished(told: Told, claim: Mood, text: Mood, k: int) -> bool:
    """Whether a clause has as somebody's wish what the claim denies ("would like it to close" for "will not be closed")."""
    if not claim.negated or text.mode == "fact":
        return False
    toks = told.analysis.toks
    return toks[k].deprel in ("xcomp", "ccomp") and toks[toks[k].head].lemma in _WISH


def _not_even(told: Told, k: int) -> bool:
    """Whether a "not" belongs to "even" and an amount ("did not miss even one percent"), which says less than that amount."""
    toks, values = told.analysis.toks, told.analysis.value_at
    last = told.analysis.sentences[toks[k].sentence].last
    return any(toks[j].folded == "even" and j + 1 in values for j in range(k + 1, min(last - 1, k + 4)))


def _futurate(fact: CompiledFact, k: int) -> bool:
    """Whether a claim has a plain present of a verb that tells an event, and no state."""
    tok = fact.analysis.toks[k]
    helped = any(fact.analysis.toks[g].deprel.startswith("aux") for g in tok.children)
    return tok.xpos in ("VBZ", "VBP") and not helped and eventful(tok.lemma)


_SETTLE = frozenset("decide vote resolve choose opt elect".split())
_REFUSED = FAIL | PREVENT | {"rule"}


def _not_yet(told: Told, k: int) -> bool:
    """Whether a clause only says that something is not done yet."""
    toks = told.analysis.toks
    last = told.analysis.sentences[toks[k].sentence].last
    over = toks[toks[k].head].children if toks[k].deprel == "xcomp" else ()  # "has yet to decide"
    answer = toks[last : last + 2] if toks[last - 1].text == "?" else []
    if [t.folded for t in answer] == ["not", "yet"]:
        return True
    return any(toks[j].folded == "yet" for j in (*toks[k].children, *over, *range(k + 1, min(last, k + 6))))


def _in_doubt(told: Told, k: int) -> bool:
    """Whether what stands at a token is somebody's word, or its sentence has another mark of doubt."""
    toks = told.analysis.toks
    info = told.analysis.sentences[toks[k].sentence]
    return any(speech.covers(k) for speech in told.speeches) or any(
        toks[j].folded in _DOUBT or toks[j].lemma in _DOUBT for j in range(info.first, info.last)
    )


def _under_condition(fact: CompiledFact, k: int) -> bool:
    """Whether the claim itself hangs on a condition ("if warming goes on, it will lose ...")."""
    toks = fact.analysis.toks
    return any(toks[g].deprel == "advcl" and any(toks[j].folded in ("if", "unless") for j in toks[g].children) for g in toks[k].children)


def _denied_behind(told: Told, k: int) -> bool:
    """Whether a negation follows in the sentence behind a break: what it denies may be what the claim denies ("the logo was not")."""
    toks = told.analysis.toks
    last = told.analysis.sentences[toks[k].sentence].last
    return any(toks[j].folded in ("not", "n't", "never", "nor") for j in range(k + 1, last))


def _past(told: Told, k: int) -> bool:
    toks = told.analysis.toks
    return toks[k].xpos in ("VBD",) or any(toks[g].folded in ("had", "was", "were") for g in toks[k].children)


def _done(told: Told, k: int) -> bool:
    toks = told.analysis.toks
    tok = toks[k]
    if tok.upos != "VERB":
        return False
    auxes = {toks[g].folded for g in tok.children if toks[g].deprel.startswith("aux")}
    if auxes & {"will", "'ll", "to", "would", "shall", "may", "might", "could"}:
        return False
    if any(toks[g].deprel == "mark" and toks[g].folded == "to" for g in tok.children):
        return False
    return (tok.xpos == "VBD" and not auxes) or bool(
        auxes & {"has", "have", "had", "was", "were", "'ve"} and tok.xpos == "VBN" and not auxes & {"is", "are"}
    )


def direction_near(told: Told, cost: dict[int, float], sign: int) -> int | None:
    """The nearest token that points against ``sign`` while none as near points with it."""
    best: tuple[float, int] | None = None
    along = 99.0
    for k, price in sorted(cost.items(), key=lambda item: (item[1], item[0])):
        if price > 1.9:
            break
        way = direction(told.analysis.toks[k].lemma)
        if way == sign:
            along = min(along, price)
        elif way == -sign and best is None:
            best = (price, k)
    if best is not None and best[0] < along:
        return best[1]
    return None


__all__ = ["Clause", "clause_span", "covering", "direction_near", "mood_clash", "same_act"]
