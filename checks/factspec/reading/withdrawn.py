"""Withdrawn words: what a text names only to deny it ("Handel, not Bach") or to say that it was said wrongly ("first put at eleven").

Both are read from the words themselves, since trees of such asides are the least sure ones: a denial reaches over one phrase, a
withdrawn report over what its verb reports. Values may stand withdrawn too, or only be supposed.
"""

from __future__ import annotations

from factspec.reading.analysis import Analysis, SentenceInfo, Tok, Value
from factspec.reading.kept import kept

_BREAKS = frozenset({",", ";", "but", "and", "(", "–", "—", "-", ":"})
_DENIERS = (("rather", "than"), ("instead", "of"), ("opposed", "to"), ("in", "place", "of"))
# After "not": no denial of what follows, but a word of degree, or a clause.
_NO_DENIAL = frozenset(
    "only just merely least until all every everyone everything much many yet even long far necessarily to single because that if so "
    "quite too very always since".split()
)
_ENDS = frozenset({",", ";", ":", "(", ")", "–", "—", ".", "!", "?", '"', "”", "''"})
_CLAUSES = frozenset("but who which that as because when while where although though after before since until if and".split())
_HEADS = frozenset({"NOUN", "PROPN", "NUM", "PRON", "ADJ"})
_FALSELY = frozenset("wrongly incorrectly mistakenly erroneously falsely inaccurately".split())
_AT_FIRST = frozenset("first initially originally previously earlier".split())
_PUT = frozenset("put give estimate think believe count record list date name".split())
_REPORTED = _PUT | frozenset(
    "report state say credit announce write call attribute identify quote describe claim publish print tell cite place spell".split()
)
_REPORTS = frozenset("version report estimate count edition account figure tally bulletin draft".split())
_EARLY = frozenset("earlier first initial early previous preliminary original older".split())
_CONTRAST = frozenset("but however actually really later now corrected since".split())
_BUT = frozenset("but however".split())
NOTICES = frozenset("correction corrections corrigendum erratum errata clarification".split())
_VERSIONS = frozenset("version edition draft".split())
_PAPERS = _VERSIONS | frozenset("article story report post piece item bulletin newsletter headline caption summary text".split())
_BREAKS_OFF = frozenset("but when instead whereas".split())
_LONG = 12
_NO_MEANS = {"means": ("by", "no", "means"), "way": ("in", "no", "way"), "from": ("far", "from")}  # by their last words


@kept
def denied_phrase(analysis: Analysis, head: int) -> int | None:
    """The word that takes the phrase at ``head`` back ("Handel, not Bach"; "by the mayor rather than the vicar"), or None."""
    toks = analysis.toks
    if toks[head].upos not in ("NOUN", "PROPN", "ADJ", "PRON", "NUM"):
        return None
    known = analysis.denied.get(head)
    if known is not None:
        return known
    first = head
    for k in toks[head].children:
        if (
            k < first
            and toks[k].deprel in ("det", "amod", "compound", "case", "nmod:poss", "nummod", "flat", "advmod", "cc")
            and toks[k].folded not in ("not", "and", "but")
        ):
            first = min([k, *(g for g in toks[k].children if g < k)])
    if first and toks[first].folded in ("not", "than"):
        first += 1
    before = first - 1
    low = analysis.sentences[toks[head].sentence].first
    if before < low:
        return None
    if toks[before].folded == "not":
        ahead = toks[before - 1] if before > low else None
        if ahead is not None and ahead.folded in _BREAKS and not any(toks[k].deprel == "cop" for k in toks[head].children):
            return before
        return None
    for words in _DENIERS:
        if before - len(words) + 1 >= low and tuple(t.folded for t in toks[before - len(words) + 1 : before + 1]) == words:
            return before
    return None


def mark_withdrawn(analysis: Analysis) -> None:
    """Fill ``denied`` and ``earlier`` of an analysis: for each withdrawn token the word that withdraws it."""
    toks = analysis.toks
    noticed = False
    for number, info in enumerate(analysis.sentences):
        noticed = noticed or _notice(analysis, info)
        if noticed:
            _printed(analysis, info)
        for k in range(info.first, info.last):
            word = toks[k].folded
            if word in ("not", "n't", "never") or _no_means(toks, info.first, k):
                _deny(analysis, k, info.first, info.last)
            elif word in ("than", "of", "to") and any(_ends_with(toks, info.first, k, words) for words in _DENIERS):
                _mark(analysis.denied, _phrase(toks, k + 1, info.last), k)
            elif word in _FALSELY or word in _AT_FIRST:
                _said_once(analysis, number, k, word in _FALSELY)
            elif toks[k].lemma in _REPORTS and any(toks[g].folded in _EARLY for g in toks[k].children):
                _reported_once(analysis, number, k)
        if number and _in_fact(analysis, number):
            _set_right(analysis, number - 1)


def _mark(marks: dict[int, int], tokens: range, cue: int) -> None:
    for k in tokens:
        marks.setdefault(k, cue)


def _ends_with(toks: list[Tok], low: int, k: int, words: tuple[str, ...]) -> bool:
    first = k - len(words) + 1
    return first >= low and toks[k].folded == words[-1] and tuple(t.folded for t in toks[first : k + 1]) == words


def _phrase(toks: list[Tok], first: int, last: int) -> range:
    """The phrase that opens at a token: its noun and what stands before it, with an "of", up to a verb, a break or another clause."""
    headed = False
    stand_in = False
    k = first
    while k < min(last, first + _LONG):
        tok = toks[k]
        if tok.text in _ENDS or (headed and tok.folded in _CLAUSES) or tok.folded == "but":
            break
        if tok.upos in ("VERB", "AUX") and (headed or tok.upos == "AUX" or tok.xpos != "VBN"):
            break
        if tok.upos in ("ADP", "SCONJ") and headed and tok.folded != "of" and not stand_in:
            break
        if tok.upos in _HEADS:
            headed = True
            stand_in = tok.folded in ("one", "those", "that")
        k += 1
    return range(first, k) if headed else range(first, first)


def _deny(analysis: Analysis, k: int, low: int, last: int) -> None:
    """The phrase that a "not" behind a break, or before a "but", denies."""
    toks = analysis.toks
    first = k + 1
    if (
        first >= last
        or toks[first].folded in _NO_DENIAL
        or (toks[first].folded == "a" and toks[min(first + 1, last - 1)].folded == "single")
    ):
        return
    if toks[first].text == ",":
        closing = next((j for j in range(first + 1, min(last, first + _LONG)) if toks[j].text == ","), None)
        if closing is None:
            return
        first = closing + 1
    phrase = _phrase(toks, first, last)
    behind = k > low and toks[k].folded == "not" and toks[k - 1].folded in _BREAKS and not (toks[k - 1].folded == "but" and k - 1 == low)
    behind = behind or _cleft(toks, low, k)
    but = phrase.stop < last and toks[phrase.stop].folded == "but" and not any(toks[j].upos == "VERB" for j in phrase)
    turned = toks[first].upos == "ADP" and phrase.stop < last and toks[phrase.stop].upos == "AUX"  # "not for years had it rained"
    if (behind and not turned) or but:
        _mark(analysis.denied, phrase, k)


def _no_means(toks: list[Tok], low: int, k: int) -> bool:
    """Whether a word ends "by no means", "in no way" or "far from", which deny like "not"."""
    phrases = _NO_MEANS.get(toks[k].folded)
    return phrases is not None and _ends_with(toks, low, k, phrases)


def _cleft(toks: list[Tok], low: int, k: int) -> bool:
    """Whether a denial stands in "it was not X": before it only "it", its verb and adverbs."""
    j = k - 1
    while j > low and (toks[j].upos in ("AUX", "ADV") or toks[j].folded in ("by", "no", "in", "far", "certainly")):
        j -= 1
    return k - 1 > j >= low and toks[j].folded in ("it", "this", "that") and toks[j].upos == "PRON"


def _verb_of(toks: list[Tok], k: int) -> int | None:
    """The verb that an adverb belongs to, straight behind or before it or above it in the tree."""
    for j in (k + 1, toks[k].head, k - 1):
        if 0 <= j < len(toks) and toks[j].sentence == toks[k].sentence and toks[j].upos == "VERB":
            return j
    return None


def _rest(analysis: Analysis, verb: int) -> range:
    """What stands behind a verb of saying up to the next break that is no comma of its own."""
    toks = analysis.toks
    last = analysis.sentences[toks[verb].sentence].last
    k = verb + 1
    while k < last and toks[k].text not in (",", ";", ")", "—", "–", ".", "]") and toks[k].folded != "but":
        k += 1
    return range(verb + 1, k)


def _contrasted(analysis: Analysis, number: int, k: int) -> bool:
    """Whether what follows in the sentence, or opens the next one, sets something against what was said."""
    toks = analysis.toks
    info = analysis.sentences[number]
    if any(toks[j].folded in _CONTRAST or toks[j].text == ";" for j in range(k, info.last)):
        return True
    if number + 1 < len(analysis.sentences) and _in_fact(analysis, number + 1):
        return True
    after = analysis.sentences[number + 1].first if number + 1 < len(analysis.sentences) else -1
    return after >= 0 and toks[after].folded in _BUT


def _said_once(analysis: Analysis, number: int, k: int, falsely: bool) -> None:
    """What an adverb says was reported wrongly, or only at first."""
    toks = analysis.toks
    verb = _verb_of(toks, k)
    if verb is None or toks[verb].lemma not in _REPORTED:
        return
    rest = _rest(analysis, verb)
    if not rest or toks[rest.start].folded == "by":
        return
    bracket = (
        any(toks[j].text == "(" for j in range(analysis.sentences[number].first, k))
        and rest.stop < len(toks)
        and (toks[rest.stop].text == ")")
    )
    sized = toks[verb].lemma in _PUT and toks[rest.start].folded in ("at", "as")
    if falsely or bracket or sized or _contrasted(analysis, number, rest.stop):
        _mark(analysis.earlier, rest, k)


def _reported_once(analysis: Analysis, number: int, noun: int) -> None:
    """What an earlier version, a first estimate and the like are said to have said."""
    toks = analysis.toks
    at = toks[noun]
    last = analysis.sentences[number].last
    verb = next((toks[k] for k in range(noun + 1, min(last, noun + 8)) if toks[k].upos == "VERB"), None)
    if verb is None or verb.lemma not in _REPORTED:
        return
    rest = _rest(analysis, verb.index)
    if at.lemma in _VERSIONS or _contrasted(analysis, number, rest.stop):
        _mark(analysis.earlier, rest, noun)


def _notice(analysis: Analysis, info: SentenceInfo) -> bool:
    """Whether a sentence opens as a correction, or speaks of an earlier version."""
    toks = analysis.toks
    opens = toks[info.first].folded in NOTICES or (info.last - info.first > 2 and toks[info.first + 1].folded in NOTICES)
    return opens or any(
        toks[k].lemma in _VERSIONS and any(toks[g].folded in _EARLY for g in toks[k].children) for k in range(info.first, info.last)
    )


def _printed(analysis: Analysis, info: SentenceInfo) -> None:
    """In a correction: what the paper itself is said to have printed ("we gave the score as 27-25", "the article also said")."""
    toks = analysis.toks
    for k in range(info.first, info.last):
        if toks[k].upos != "VERB" or toks[k].lemma not in _REPORTED:
            continue
        paper = any(toks[g].deprel == "nsubj" and (toks[g].folded == "we" or toks[g].lemma in _PAPERS) for g in toks[k].children)
        if paper and toks[k].xpos in ("VBD", "VBN") and not any(toks[g].folded == "as" and g < k for g in toks[k].children):
            first = k + 1
            while first < info.last and toks[first].upos == "PROPN":  # who was called something wrong is still meant
                first += 1
            stop = next((j for j in range(k + 1, info.last) if toks[j].text in (";", "–", "—") or toks[j].folded in _BREAKS_OFF), info.last)
            _mark(analysis.earlier, range(first, stop), k)
            return


def _in_fact(analysis: Analysis, number: int) -> bool:
    """Whether a sentence says how something is after all."""
    toks, info = analysis.toks, analysis.sentences[number]
    return any(
        (toks[k].folded in ("fact", "reality", "truth") and k > info.first and toks[k - 1].folded == "in") or toks[k].folded == "actually"
        for k in range(info.first, info.last)
    )


def _set_right(analysis: Analysis, number: int) -> None:
    """A sentence that only says how something was put, where the next one says how it is."""
    toks, info = analysis.toks, analysis.sentences[number]
    for k in range(info.first, info.last):
        if toks[k].upos != "VERB" or toks[k].lemma not in _REPORTED:
            continue
        below = [toks[g] for g in toks[k].children if g < k]
        ours = any(t.deprel == "nsubj" and t.folded == "we" for t in below)
        given = any(t.deprel == "aux:pass" for t in below) and k + 1 < info.last and toks[k + 1].folded in ("as", "at", "to")
        if ours or given:
            _mark(analysis.earlier, range(k + 1, info.last), k)
            return


def told_of_another(analysis: Analysis, value: Value) -> bool:
    """Whether a value that is taken back is right for something else ("not the 410 we had asked for", "that was the first offer")."""
    toks = analysis.toks
    if any(toks[k].deprel == "acl:relcl" and k > value.head for k in toks[value.head].children):
        return True
    last = analysis.sentences[toks[value.head].sentence].last
    return last + 1 < len(toks) and toks[last].folded in ("that", "this", "those") and toks[last + 1].lemma == "be"


def not_but(analysis: Analysis, k: int) -> bool:
    """Whether a "not" denies only what stands before a "but" ("not one but three workers were hurt")."""
    toks = analysis.toks
    last = analysis.sentences[toks[k].sentence].last
    for j in range(k + 1, min(last, k + 7)):
        if toks[j].folded == "but":
            return j > k + 1
        if toks[j].upos in ("VERB", "AUX", "PUNCT"):
            return False
    return False


def refused(analysis: Analysis, value: Value) -> bool:
    """Whether the text takes the value back in the same breath ("not 28 but 26")."""
    if value.first in analysis.denied:
        return True
    toks = analysis.toks
    k = value.first - 1
    while k >= 0 and toks[k].upos in ("DET", "ADP", "SYM") and toks[k].sentence == toks[value.head].sentence:
        k -= 1
    if k < 0 or toks[k].sentence != toks[value.head].sentence:
        return False
    return (
        toks[k].folded == "not"
        or (toks[k].folded == "than" and k > 0 and toks[k - 1].folded == "rather")
        or (toks[k].folded == "of" and k > 0 and toks[k - 1].folded == "instead")
    )


def _unbroken(toks: list[Tok], first: int, last: int) -> bool:
    """Whether no comma parts two tokens, so that one clause holds both."""
    return first < last and not any(toks[k].text in (",", ";", ":") for k in range(first, last))


def supposed(analysis: Analysis, value: Value) -> bool:
    """Whether a value stands in a clause that only supposes something ("if it had 50,000 books", "would have begun on 10 March")."""
    toks = analysis.toks
    at = toks[value.head]
    for _ in range(4):
        below = [toks[k] for k in at.children]
        if any(t.deprel == "mark" and t.folded in ("if", "unless") and _unbroken(toks, t.index, value.first) for t in below):
            return True
        if at.upos in ("VERB", "AUX") or any(t.deprel == "cop" for t in below):
            helps = {t.folded for t in below if t.deprel.startswith("aux")}
            if "have" in helps and helps & {"would", "could", "might"}:
                return True
            subject = next((t.index for t in below if t.deprel.startswith("nsubj")), -1)
            return any(
                t.folded in ("had", "were", "should")
                and t.deprel.startswith(("aux", "cop"))
                and t.index < subject
                and _unbroken(toks, t.index, value.first)
                for t in below
            )
        if at.head < 0:
            return False
        at = toks[at.head]
    return False
