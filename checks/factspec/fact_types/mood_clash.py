"""Clashes of mood: a clause of the text that stands in a mood which the claim's excludes.

A denial against an assertion, a plan or a possibility against what is done, and the reverse. Much that looks like a clash is none: each
exception is named by what the text says instead.
"""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import Told
from factspec.lexicon import eventful
from factspec.reading.analysis import Analysis
from factspec.reading.mood_words import ALLEGED, DENIALS, FAIL, POSSIBLE, PREVENT, UNCERTAIN
from factspec.reading.moods import Mood, mood
from factspec.reading.speech import is_speech

SHORT = 6  # words of a line that may say all it has to say with one word of the claim ("Marn found guilty")


def mood_clash(told: Told, fact: CompiledFact, predicate: int, own: int | None = None) -> tuple[str, str] | None:
    """(rule, reason) where the clause at ``predicate`` stands in a mood that excludes the claim's, read at its token ``own``."""
    at = fact.predicate if own is None else own
    if at < 0:
        return None
    claim, text = mood(fact.analysis, at), told.mood(predicate)
    if text.mode in ("possible", "alleged") and fact.content_from and is_telling(_cue(told.analysis, text)):
        text = Mood(text.negated)  # what the claim reports as said is claimed or maintained here
    if text.mode == "asked":
        return None
    if text.negated != claim.negated:
        return None if _no_denial(told, fact, predicate, claim, text) else ("negated", _denial(told, predicate, text))
    if _still_refused(fact, claim, text):
        return None
    reason = _other_mode(told, fact, at, predicate, claim, text)
    return ("modality-differs", reason) if reason else None


def _cue(analysis: Analysis, of: Mood) -> str:
    """The word, in dictionary form, that gives a clause its mood."""
    return analysis.toks[of.cue].lemma if of.cue is not None else ""


def _denial(told: Told, k: int, text: Mood) -> str:
    word = told.analysis.toks[k].text
    return f"the text denies it: “{word}” is negated" if text.negated else f"the text asserts “{word}”, which the golden fact denies"


def _no_denial(told: Told, fact: CompiledFact, k: int, claim: Mood, text: Mood) -> bool:
    """Whether a clause of the other polarity denies nothing that the claim says, or asserts nothing that it denies."""
    if claim.negated:
        future = (
            claim.mode == "planned" and text.plain and told.analysis.toks[k].xpos != "VB"
        )  # "will not bid again" tells of no earlier bid
        if future or _denied_behind(told, k) or denied_near(told, k) or _wished(told, text, k):
            return True
    else:
        asked = claim.mode == "planned" and _cue(fact.analysis, claim) in _ASKED  # who was called on to resign may well refuse
        if (claim.mode in ("possible", "planned") and _not_yet(told, k)) or (asked and not is_telling(_cue(told.analysis, text))):
            return True
    return _first_of_all(told, k) or _other_time(told, k) or _not_even(told, k)


def _still_refused(fact: CompiledFact, claim: Mood, text: Mood) -> bool:
    """Whether a claim tells a refusal and the text that it will not be done."""
    return text.negated and text.mode == "planned" and _cue(fact.analysis, claim) in _REFUSED


def _other_mode(told: Told, fact: CompiledFact, at: int, k: int, claim: Mood, text: Mood) -> str:
    """What a clause of the claim's polarity has against its mode; "" where nothing."""
    if text.mode in ("possible", "conditional", "planned") and any(t.folded in ("if", "unless", "provided") for t in fact.analysis.toks):
        return ""  # what the claim itself hangs on a condition may be told as possible
    if claim.mode == "fact":
        if text.mode in ("planned", "possible", "alleged", "conditional") and not _as_good_as_done(told, fact, at, k, text):
            return f"the golden fact is done, the text has it as {text.mode}"
        ought = text.mode == "obliged" and any(told.analysis.toks[g].folded in ("should", "ought") for g in told.analysis.toks[k].children)
        return "the golden fact is done, the text says that it ought to be" if ought else ""
    done = text.mode == "fact" and _done(told, k)
    if claim.mode in ("possible", "alleged") and done and not _in_doubt(told, k):
        return f"the golden fact is {claim.mode}, the text has it as done"
    if claim.mode == "possible" and text.mode == "planned" and not _in_doubt(told, k):
        return "the golden fact is merely possible, the text has it as settled"
    if claim.mode == "planned" and text.mode == "possible" and not _under_condition(fact, at):
        return "the golden fact is settled for the future, the text has it as merely possible"
    return "the golden fact lies in the future, the text has it as done" if claim.mode == "planned" and done else ""


def _as_good_as_done(told: Told, fact: CompiledFact, at: int, k: int, text: Mood) -> bool:
    """Whether a mode that is short of done agrees with a claim of something done all the same."""
    if text.mode == "conditional":
        return bool(fact.content_from) or _past(told, k)  # what somebody said may be weighed ("if no warning came, as she says")
    # "succeeds her in May" is a future already, and what a body has decided to do counts as done
    return text.mode == "planned" and (_futurate(fact, at) or _cue(told.analysis, text) in _SETTLE)


_DOUBT = POSSIBLE | ALLEGED | UNCERTAIN | {"according", "accuse", "charge", "suspicion", "accused", "suspected"}


_ASKED = frozenset("call ask urge demand invite".split())


def is_telling(lemma: str) -> bool:
    """Whether a verb tells what somebody said, in doubt or not ("claim", "maintain")."""
    return is_speech(lemma) or lemma in ("claim", "maintain", "contend", "insist", "allege", "argue")


def denied_near(told: Told, k: int) -> bool:
    """Whether a word of denial stands near a verb in its sentence, though the tree hangs it elsewhere ("1,870 got more, none less")."""
    info = told.analysis.sentences[told.analysis.toks[k].sentence]
    near = range(max(info.first, k - 8), min(info.last, k + 9))
    return any(told.analysis.toks[j].folded in DENIALS for j in near)


_WISH = frozenset("want wish like hope call ask demand urge seek propose suggest prefer love".split())
_THEN = frozenset("then formerly previously beforehand".split())


def _other_time(told: Told, k: int) -> bool:
    """Whether a clause speaks of a time before ("was asked about then")."""
    toks = told.analysis.toks
    last = told.analysis.sentences[toks[k].sentence].last
    near = range(k + 1, min(last, k + 5))
    return any(toks[g].folded in _THEN and toks[g - 1].text != "," and toks[g - 1].folded != "since" for g in near)


def _first_of_all(told: Told, k: int) -> bool:
    """Whether nobody did it before somebody, who thereby did ("no woman had won it before her")."""
    toks = told.analysis.toks
    nobody = any(
        toks[g].deprel.startswith("nsubj")
        and (toks[g].folded in ("nobody", "none") or any(toks[j].folded == "no" for j in toks[g].children))
        for g in toks[k].children
    )
    last = told.analysis.sentences[toks[k].sentence].last
    return nobody and any(toks[j].folded == "before" for j in range(k + 1, min(last, k + 6)))


def _wished(told: Told, text: Mood, k: int) -> bool:
    """Whether a clause has as somebody's wish what the claim denies ("would like it to close" for "will not be closed")."""
    toks = told.analysis.toks
    return text.mode != "fact" and toks[k].deprel in ("xcomp", "ccomp") and toks[toks[k].head].lemma in _WISH


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
