"""Moods: whether a clause is asserted, denied, planned, merely possible, asked, or bound to a condition.

A cue changes what it governs in the tree, not what stands near it (the idea of NegEx and ConText, with scopes taken from
clause structure instead of a window of words).
"""

from __future__ import annotations

from dataclasses import dataclass

from factspec.lexicon import verb_class
from factspec.reading.analysis import Analysis, Tok
from factspec.reading.answers import answer
from factspec.reading.kept import kept
from factspec.reading.mood_words import (
    ALLEGED,
    BREAKS,
    COLLAPSE,
    DENY,
    EARLY,
    FAIL,
    FAIL_NOUNS,
    FUTURE,
    LEAVE,
    NO_WORDS,
    PLAN,
    PLAN_NOUNS,
    POSSIBLE,
    PREVENT,
    REPORT_NOUNS,
    SIGNS,
    THINK,
    UNABLE,
    UNCERTAIN,
    UNDO,
    UNDONE,
    UNTRUE,
    WEIGH,
)
from factspec.reading.roles import next_clause
from factspec.reading.withdrawn import not_but


@dataclass(frozen=True, slots=True)
class Mood:
    """How a clause stands: ``negated``, and ``mode`` one of fact, planned, possible, alleged, conditional, asked, obliged."""

    negated: bool = False
    mode: str = "fact"
    cue: int | None = None

    @property
    def plain(self) -> bool:
        return not self.negated and self.mode == "fact"


def _own(analysis: Analysis, tok: Tok) -> Mood:
    """The mood that a predicate's own dependents give it."""
    toks = analysis.toks
    negated, mode, cue = False, "fact", None
    yet = False
    for k in tok.children:
        child = toks[k]
        word, rel = child.folded, child.deprel
        if word == "no" and tok.lemma == "vote" and k > tok.index:
            continue  # "voted no" is a vote cast
        if word in NO_WORDS and k > tok.index and toks[k - 1].text == ",":
            continue  # "17 were injured, none fatally"
        if (word == "not" and not_but(analysis, k)) or next_clause(analysis, tok, child):
            continue
        if k in analysis.value_at or k in analysis.name_at:
            if rel.startswith("nsubj") and any(toks[g].folded == "neither" for g in child.children):
                negated, cue = not negated, k
            continue
        if word in ("not", "n't", "never", "hardly", "scarcely", "neither", "nor") and rel in (
            "advmod",
            "cc:preconj",
            "cc",
            "aux",
            "det",
            "obl:unmarked",
            "advmod:emph",
        ):
            if _beyond(analysis, tok.index, k):
                continue
            if not (word == "not" and k + 1 < len(toks) and toks[k + 1].folded in ("only", "just", "merely", "least", "until")):
                if not (rel == "cc" and word == "nor"):
                    negated, cue = not negated, k
                else:
                    negated, cue = True, k
        elif (word == "no" and rel == "advmod" and k + 1 < len(toks) and toks[k + 1].folded == "longer") or (
            word == "longer" and rel == "advmod" and k and toks[k - 1].folded == "no"
        ):
            negated, cue = True, k
        elif rel in ("nsubj", "nsubj:pass", "obj", "obl", "obl:unmarked", "obl:tmod", "advmod", "conj"):
            if (
                rel != "conj"
                and (
                    word in NO_WORDS
                    or any(
                        toks[g].folded in ("no", "neither") and toks[g].deprel in ("det", "cc:preconj", "cc", "advmod")
                        for g in child.children
                    )
                )
                and (
                    rel in ("nsubj", "nsubj:pass", "obj")
                    or any(
                        toks[g].folded in ("at", "in", "on", "by", "under", *(("to",) if word in NO_WORDS else ())) for g in child.children
                    )
                )
            ):
                negated, cue = not negated, k
            if any(not_but(analysis, g) for g in child.children if toks[g].folded == "not"):
                continue
            if rel in ("nsubj", "nsubj:pass") and (_not_all(analysis, child) or _neither_within(analysis, child)):
                negated, cue = not negated, k
            if rel == "advmod":
                if word in POSSIBLE:
                    mode, cue = "possible", k
                elif word in ALLEGED:
                    mode, cue = "alleged", k
                elif word == "yet":
                    yet = True
        elif rel == "amod" and tok.upos == "NOUN":
            if word in EARLY:
                mode, cue = "planned", k
            elif word in ALLEGED:
                mode, cue = "alleged", k
            elif word in UNDONE:
                negated, cue = not negated, k
        elif rel == "det" and word == "no" and tok.upos == "NOUN":
            negated, cue = not negated, k
        elif rel in ("aux", "aux:pass", "cop"):
            if any(toks[g].folded in ("never", "not", "n't", "nor", "neither") for g in child.children):
                negated, cue = not negated, k
            if mode == "asked":
                continue
            if word in ("may", "might", "could", "can", "ca"):
                mode, cue = "possible", k
            elif word in ("will", "'ll", "shall", "wo"):
                mode, cue = "planned", k
            elif word in ("would", "'d") and mode == "fact" and child.xpos == "MD":
                mode, cue = "conditional", k
            elif word in ("must", "should", "ought"):
                mode, cue = "obliged", k
        elif rel in ("mark", "case", "cc") and k and (toks[k - 1].folded, word) in _APART_FROM:
            negated, cue = not negated, k
        elif rel == "mark":
            if word in ("if", "unless") and not (tok.deprel == "acl" and tok.xpos == "VBN"):
                mode, cue = "conditional", k
            elif word == "whether":
                undone = any(toks[g].folded == "to" and toks[g].deprel == "mark" for g in tok.children)
                mode, cue = "possible" if undone else "asked", k
            elif word == "without":
                negated, cue = not negated, k
            elif word == "to" and mode == "fact" and tok.deprel in ("root", "parataxis") and _has_subject(analysis, tok):
                if any(toks[g].folded in ("was", "were") for g in tok.children):
                    continue  # "she was to become director": told from later on
                mode, cue = "planned", k  # a headline's "Mayor to open hall"
        elif tok.xpos == "VB" and rel == "case" and word in ("due", "set", "about", "bound", "ready"):
            mode, cue = "planned", k
        elif rel == "case" and word == "without":
            negated, cue = not negated, k
    if negated and any(
        toks[g].folded == "until" for k in tok.children if toks[k].deprel.startswith(("obl", "advcl")) for g in toks[k].children
    ):
        negated, cue = False, None
    if {toks[k].folded for k in tok.children if toks[k].deprel in ("aux", "aux:pass", "cop", "mark")} >= {"to", "have"} and any(
        toks[k].folded in ("was", "were") for k in (*tok.children, max(tok.head, 0)) if k < tok.index
    ):
        mode, cue = "planned", tok.index  # "was to have received"
    if yet and any(toks[k].folded in ("has", "have", "had", "is", "are") for k in tok.children) and tok.lemma in ("have", "be"):
        negated, mode, cue = True, "fact", tok.index
    return Mood(negated, mode, cue)


def _beyond(analysis: Analysis, predicate: int, k: int) -> bool:
    """Whether a negator stands after its predicate and behind a break, so that it takes back what follows it and not the predicate."""
    toks = analysis.toks
    if k > predicate:
        return k > predicate + 1 and any(toks[j].folded in BREAKS for j in range(predicate + 1, k))
    label = all(toks[j].upos in ("PUNCT", "SYM") for j in range(analysis.sentences[toks[k].sentence].first, k))
    return not label and any(toks[j].folded in (":", ";", "—") for j in range(k + 1, predicate))


_APART_FROM = frozenset({("far", "from"), ("instead", "of"), ("rather", "than")})
_CALLED_OFF = frozenset({"cancel", "exclude"})  # what "call off" and "rule out" stand for
_PENDING = frozenset("consideration discussion review plan proposal possibility idea option possible likely pending".split())


@kept
def mood(analysis: Analysis, index: int, depth: int = 6) -> Mood:
    """How the predicate at token ``index`` stands, its own marks and what governs it taken together."""
    toks = analysis.toks
    tok = toks[index]
    own = _own(analysis, tok)
    negated, mode, cue = own.negated, own.mode, own.cue
    at = tok
    while depth and at.head >= 0:
        depth -= 1
        head = toks[at.head]
        word = head.lemma
        rel = at.deprel
        above = _own(analysis, head)
        if above.negated and above.cue == at.index and any(toks[k].folded == "no" and toks[k].deprel == "det" for k in at.children):
            above = Mood(False, above.mode, above.cue)  # "no appeal was lodged" is denied once
        if rel == "xcomp" or (rel in ("ccomp", "advcl") and any(toks[k].folded == "to" for k in at.children if toks[k].deprel == "mark")):
            yet = any(toks[k].folded == "yet" for k in (*head.children, *at.children)) and word in ("have", "be")
            if (
                yet
                or (word in FAIL and at.xpos not in ("VBN", "VBD"))
                or word in UNABLE
                or (at.xpos == "VBG" and _prevents(analysis, head))
            ):
                negated, cue = not negated, head.index
            elif word in PLAN and at.xpos != "VBD":
                mode, cue = _weaker(mode, "possible" if word in WEIGH else "planned"), head.index
            elif word in UNCERTAIN:
                mode, cue = _weaker(mode, "possible"), head.index
            elif word == "have" and mode == "fact" and rel == "xcomp":
                mode, cue = "obliged", head.index
            if above.negated and not yet:
                negated, cue = not negated, above.cue
            if above.mode != "fact":
                mode, cue = _weaker(mode, above.mode), above.cue
        elif rel in ("ccomp", "csubj", "csubj:pass"):
            if mode == "conditional" and cue is not None and toks[cue].folded in ("would", "'d") and head.xpos == "VBD" and _reports(word):
                mode = "planned"  # "announced that it would be recalled": the future as seen from then
            if word in DENY or word in UNTRUE or (head.upos == "ADJ" and word in UNABLE) or (word == "doubt" and head.upos == "VERB"):
                negated, cue = not negated, head.index
            elif word in REPORT_NOUNS and _opens(analysis, head):
                if any(toks[k].lemma in DENY | UNTRUE for k in head.children):
                    negated, cue = not negated, head.index
                else:
                    mode, cue = _weaker(mode, "alleged"), head.index
            elif head.upos == "NOUN" and word == "doubt":
                break
            elif ("speech-ask" in verb_class(word) and rel == "ccomp" and word not in ("say", "tell", "suggest", "advise")) or (
                "speech" not in verb_class(word) and word in ("hope", "expect", "want", "wish", "demand", "propose", "suggest", "fear")
            ):
                mode, cue = _weaker(mode, "planned"), head.index
            elif word in UNCERTAIN:
                mode, cue = _weaker(mode, "possible"), head.index
            if above.negated and own.mode != "asked" and word not in ("forget", "overlook", "ignore"):
                negated, cue = not negated, above.cue
            if above.mode in ("asked", "possible", "conditional") and not _reports(word):
                mode, cue = _weaker(mode, above.mode), above.cue
        elif (
            rel == "acl"
            and at is tok
            and at.xpos == "VBN"
            and any(toks[k].folded == "no" and toks[k].deprel == "det" for k in head.children)
        ):
            negated, cue = not negated, head.index  # "no radioactivity released"
        elif rel in ("obj", "nsubj:pass"):
            if at.upos == "NOUN" and word in UNDO:
                negated, cue = not negated, head.index
            elif (_prevents(analysis, head) and not (word in ("oppose", "resist") and at.lemma in PLAN_NOUNS)) or (
                word == "rule" and any(toks[k].folded == "out" for k in head.children)
            ):
                negated, cue = not negated, head.index
                mode = "fact" if mode == "alleged" else mode
            elif word in PLAN and head.upos in ("VERB", "ADJ"):
                mode, cue = _weaker(mode, "possible" if word in WEIGH else "planned"), head.index
            if above.negated:
                negated, cue = not negated, above.cue
            if above.mode != "fact":
                mode, cue = _weaker(mode, above.mode), above.cue
        elif (
            rel in ("acl", "nmod", "appos")
            or (rel == "acl:relcl" and word in REPORT_NOUNS | SIGNS)
            or (rel == "advcl" and head.upos == "NOUN")
        ):
            if word in SIGNS and rel.startswith("acl") and above.negated:
                negated, cue = not negated, above.cue
                break
            if word in REPORT_NOUNS and rel.startswith("acl"):
                mode, cue = _weaker(mode, "alleged"), head.index
                at = head
                continue
            if (
                word in PLAN_NOUNS
                and rel != "appos"
                and not (rel == "acl" and at.xpos == "VBN")
                and (rel != "nmod" or _case(analysis, at) in ("of", "for", "on", "about"))
            ):
                mode, cue = _weaker(mode, "planned"), head.index
            elif word in FAIL_NOUNS and rel != "appos":
                negated, cue = not negated, head.index
            else:
                break
        elif rel in ("obl", "advcl"):
            if at.xpos == "VBG" and _prevents(analysis, head) and not any(toks[k].deprel == "mark" for k in at.children):
                negated, cue = not negated, head.index
            if at.xpos == "VBG" and word in THINK and _case(analysis, at) in ("about", "of"):
                mode, cue = _weaker(mode, "possible"), head.index
            against = any(toks[k].folded in ("against", "without") for k in at.children if toks[k].deprel in ("case", "mark"))
            short = word == "short" or (word in ("stop", "fall", "come") and any(toks[k].folded == "short" for k in head.children))
            if at.upos == "NOUN" and word in LEAVE and any(toks[k].folded in ("away", "out") for k in head.children):
                negated, cue = not negated, head.index
            if short and _case(analysis, at) == "of" and rel in ("obl", "advcl"):
                negated, cue = not negated, head.index
            if against and word in ("warn", "vote", "argue", "advise", "decide", "campaign", "speak", "rule", "lobby", "counsel"):
                negated, cue = not negated, head.index
            break
        elif rel == "nsubj":
            cop = head.upos in ("NOUN", "ADJ", "PROPN") or head.lemma in ("remain", "be", "stay")
            below = {toks[k].lemma for k in head.children} | {head.lemma}
            if cop and below & _PENDING:
                mode, cue = _weaker(mode, "planned"), head.index
            if (
                tok.upos == "NOUN"
                and above.negated
                and head.lemma in ("take", "happen", "occur", "exist", "follow", "materialise", "materialize", "survive")
            ):
                negated, cue = not negated, above.cue
            if tok.upos == "NOUN" and head.upos == "VERB" and word in COLLAPSE:
                negated, cue = not negated, head.index
            if tok.upos == "NOUN" and above.mode in ("possible", "alleged", "asked"):
                mode, cue = _weaker(mode, above.mode), above.cue
            break
        elif rel == "conj":
            # a conjoined predicate without a subject or auxiliary of its own shares its partner's auxiliaries
            bare = not any(toks[k].deprel in ("aux", "nsubj", "nsubj:pass", "cop") for k in at.children)
            if bare and at is tok and head.upos == at.upos:
                if above.mode != "fact" and mode == "fact":
                    mode, cue = above.mode, above.cue
                if above.negated and any(toks[k].folded in ("or", "nor") for k in at.children):
                    negated, cue = not negated, above.cue
            elif not bare:
                break
        else:
            break
        at = head
    said = answer(analysis, tok.sentence)
    if said is not None:
        if said == "asked":
            ahead = next((toks[k].folded for k in tok.children if toks[k].deprel == "aux"), "")
            mode = "planned" if ahead in FUTURE else "asked"
        else:
            negated, mode = negated != (said == "no"), "fact" if mode in ("fact", "asked") else mode
    denied, given = analysis.marks.get(tok.sentence, (False, ""))
    return Mood(negated ^ denied, _weaker(mode, given) if given else mode, cue)


def _has_subject(analysis: Analysis, tok: Tok) -> bool:
    return any(analysis.toks[k].deprel in ("nsubj", "nsubj:pass") and k < tok.index for k in tok.children)


def _prevents(analysis: Analysis, verb: Tok) -> bool:
    """Whether a verb says that what it is done to does not come about."""
    return verb.lemma in PREVENT or analysis.phrase_at.get(verb.index) in _CALLED_OFF


def _neither_within(analysis: Analysis, subject: Tok) -> bool:
    """Whether the first of two subjects, hung below the second, has "neither"."""
    toks = analysis.toks
    return any(toks[h].folded == "neither" for g in subject.children for h in toks[g].children)


def _not_all(analysis: Analysis, subject: Tok) -> bool:
    """Whether a subject opens with "not all", "not every" or "not one"."""
    toks = analysis.toks
    return any(
        toks[k].folded in ("all", "every", "one", "single", "each", "everybody", "everyone")
        and k > 0
        and any(toks[j].folded == "not" for j in (k - 1, k - 2) if toks[j].sentence == subject.sentence)
        for k in (*subject.children, subject.index)
        if k <= subject.index
    )


def _opens(analysis: Analysis, tok: Tok) -> bool:
    """Whether a word that could be a noun opens its sentence without a subject ("Reports that ... were denied")."""
    return tok.index == analysis.sentences[tok.sentence].first and not any(
        analysis.toks[k].deprel.startswith("nsubj") for k in tok.children
    )


def _case(analysis: Analysis, tok: Tok) -> str:
    return next((analysis.toks[k].folded for k in tok.children if analysis.toks[k].deprel in ("case", "mark")), "")


def _reports(word: str) -> bool:
    """Whether a verb reports or takes for granted what it governs, so that its own modality is not passed on ("it may be noted that")."""
    kinds = verb_class(word)
    return bool(kinds & {"speech", "factive"}) and not kinds & {"cognition", "speech-ask"}


_ORDER = ("fact", "planned", "obliged", "conditional", "alleged", "possible", "asked")


def _weaker(a: str, b: str) -> str:
    return a if _ORDER.index(a) >= _ORDER.index(b) else b
