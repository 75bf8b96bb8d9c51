"""The finite clauses that a document asserts: their heads, subjects, and what belongs to each."""

from __future__ import annotations

from collections.abc import Sequence

from factspec.reading.analysis import Analysis
from factspec.reading.speech import is_speech

SUBJECTS = ("nsubj", "nsubj:pass")
JOINED = ("conj", "parataxis")
_ASSERTED = frozenset("and but when after while as because since where although though whereas ; :".split())
RELATIVE = frozenset("who which that whose whom where".split())


def heads_clause(analysis: Analysis, k: int) -> bool:
    """Whether a token heads a clause that the document asserts."""
    toks = analysis.toks
    tok = toks[k]
    rel = tok.deprel.split(":")[0]
    if not _finite(analysis, k):
        return False
    if tok.head < 0:
        return True
    if rel == "ccomp":
        return told_before(analysis, k)
    if rel in ("acl", "advcl") and _reported(analysis, k):
        return False
    if tok.deprel == "acl:relcl":
        return True
    if rel in JOINED:
        return _apart(analysis, k) and _chain(analysis, k)
    if rel == "advcl":
        marks = [toks[g].folded for g in tok.children if toks[g].deprel in ("mark", "advmod") and g < k]
        return any(m in _ASSERTED for m in marks) and "if" not in marks and own_subject(analysis, k) is not None
    return False


def told_before(analysis: Analysis, k: int) -> bool:
    """Whether a clause is told first and only then put in somebody's mouth, unquoted, and gives a value: "Nine were hurt, police said"."""
    toks = analysis.toks
    over = toks[k].head
    if over < k or toks[over].head >= 0 or not is_speech(toks[over].lemma):
        return False
    if own_subject(analysis, k) is None and not any(toks[g].deprel in SUBJECTS and g < k for g in toks[over].children):
        return False  # a parser hangs the subject on the verb of saying at times
    if any(toks[g].deprel == "mark" or (toks[g].upos == "AUX" and toks[g].folded in _POSSIBLE) for g in toks[k].children):
        return False
    below = analysis.subtree(k, 200)
    if any(toks[g].text in _QUOTES for g in range(analysis.sentences[toks[k].sentence].first, over)):
        return False
    return any(g in analysis.value_at for g in below)


_POSSIBLE = frozenset("may might could would should must can".split())
_QUOTES = frozenset(('"', "“", "”", "'", "‘", "’", "«", "»", "``", "''"))


def _reported(analysis: Analysis, k: int) -> bool:
    """Whether a clause stands inside something that is only said, thought or wanted."""
    toks = analysis.toks
    for _ in range(12):
        if toks[k].head < 0:
            return False
        k = toks[k].head
        if toks[k].deprel in ("ccomp", "csubj", "acl"):
            return True
    return True


def _apart(analysis: Analysis, k: int) -> bool:
    """Whether a joined predicate is surely one of its own: with a subject, or with an "and" before it or before the next of its row."""
    toks = analysis.toks
    if own_subject(analysis, k) is not None or beside(analysis, k) is not None:
        return True
    return any(toks[g].deprel == "cc" and g < k for g in toks[k].children) or any(
        toks[g].deprel in JOINED and g > k and any(toks[j].deprel == "cc" for j in toks[g].children) for g in toks[k].children
    )


def _chain(analysis: Analysis, k: int) -> bool:
    """Whether what a joined clause is joined to is asserted too, up to the sentence's root."""
    toks = analysis.toks
    for _ in range(6):
        head = toks[k].head
        if head < 0:
            return True
        rel = toks[head].deprel.split(":")[0]
        if rel in ("ccomp", "xcomp", "csubj", "acl", "advcl") and toks[head].deprel != "acl:relcl":
            return False
        if rel not in JOINED and head >= 0:
            return toks[head].head < 0 or toks[head].deprel == "acl:relcl"
        k = head
    return True


def _finite(analysis: Analysis, k: int) -> bool:
    """Whether a token is the head of a clause with a finite verb: a verb form of its own, or an auxiliary or copula below it."""
    toks = analysis.toks
    tok = toks[k]
    if any(toks[g].deprel in ("aux", "aux:pass", "cop") for g in tok.children):
        return True
    if tok.upos == "VERB" and tok.xpos in ("VBD", "VBZ", "VBP"):
        return True
    joined = tok.deprel.split(":")[0] in JOINED and tok.head >= 0 and tok.upos == "VERB"
    return joined and tok.xpos in ("VBN", "VB") and _finite(analysis, tok.head)


def own_subject(analysis: Analysis, k: int) -> int | None:
    toks = analysis.toks
    return next((g for g in toks[k].children if toks[g].deprel in SUBJECTS), None)


def subject_of(analysis: Analysis, k: int) -> tuple[list[int], list[int]] | None:
    """The tokens of a clause's subject, and the auxiliaries that it shares with the clause it is joined to."""
    toks = analysis.toks
    own = own_subject(analysis, k)
    if toks[k].deprel == "acl:relcl" and own is not None and toks[own].folded not in RELATIVE:
        return None  # "the move that they made": what it is about is left out
    if own is not None and not (toks[k].deprel == "acl:relcl" and toks[own].folded in RELATIVE):
        return phrase(analysis, own), []
    if any(toks[g].deprel in ("csubj", "expl") for g in toks[k].children):
        return [], []
    if toks[k].head < 0 and any(g < k and toks[g].upos in ("NOUN", "PROPN", "PRON", "NUM") for g in toks[k].children):
        return [], []
    near = beside(analysis, k) if toks[k].deprel != "acl:relcl" else None
    if near is not None:
        return near, []
    if toks[k].deprel == "acl:relcl":
        if own is None:
            return None
        if toks[own].folded not in ("who", "which", "that"):
            return None
        return [g for g in phrase(analysis, toks[k].head) if toks[g].deprel != "case" or toks[g].head != toks[k].head], []
    if toks[k].deprel.split(":")[0] in JOINED and toks[k].head >= 0:
        above = subject_of(analysis, toks[k].head)
        if above is None:
            return None
        helped = any(toks[g].deprel in ("aux", "aux:pass", "cop") for g in toks[k].children)
        shared: list[int] = []
        if not helped and toks[k].xpos in ("VBN", "VB", "VBG"):
            head = toks[toks[k].head]
            shared = [g for g in head.children if toks[g].deprel in ("aux", "aux:pass") and g < head.index] or above[1]
        return above[0], shared
    return None


def beside(analysis: Analysis, k: int) -> list[int] | None:
    """A phrase right before the verb that the tree hangs on something else, though only it can be the subject."""
    toks = analysis.toks
    if own_subject(analysis, k) is not None:
        return None
    opening = min([k, *(g for g in toks[k].children if g < k and toks[g].deprel in ("aux", "aux:pass", "cop", "advmod"))])
    at = opening - 1
    low = analysis.sentences[toks[k].sentence].first
    if at < low or toks[at].upos not in ("NOUN", "PROPN", "PRON"):
        return None
    while (
        toks[at].head >= 0
        and toks[at].head < opening
        and toks[at].deprel in ("nmod", "nmod:poss", "compound", "flat", "amod", "case", "appos")
    ):
        at = toks[at].head
    if toks[at].deprel not in ("conj", "nsubj", "nsubj:pass", "dep", "parataxis"):
        return None
    phrase = [g for g in analysis.subtree(at, 60) if g < opening and toks[g].deprel != "cc" and toks[g].text not in (",", ";")]
    if not phrase or phrase[-1] - phrase[0] >= len(phrase) or phrase[0] <= low:
        return None
    return phrase if toks[phrase[0] - 1].folded in ("and", "but", ";", ",") else None


def agrees(analysis: Analysis, k: int, subject: Sequence[int]) -> bool:
    """Whether a subject has the number that the clause's verb asks for, as far as both show it."""
    toks = analysis.toks
    words = {toks[g].folded for g in (k, *toks[k].children) if toks[g].deprel in ("aux", "aux:pass", "cop") or g == k}
    if not subject or not words & {"are", "were", "have"}:
        return True
    joined = any(toks[g].folded == "and" for g in subject)
    return joined or any(
        toks[g].xpos in ("NNS", "NNPS", "PRP", "CD", "JJ", "JJR", "DT") or toks[g].upos in ("NUM", "PROPN") for g in subject
    )


def phrase(analysis: Analysis, k: int) -> list[int]:
    """The tokens of a noun phrase, without the clauses and asides that hang on it."""
    toks = analysis.toks
    cut: set[int] = set()
    below = analysis.subtree(k, 80)
    for g in below:
        if g == k or g in cut:
            continue
        first = _first(analysis, g)
        aside = toks[g].deprel in ("acl:relcl", "parataxis") or (
            toks[g].deprel == "acl" and g > k and any(toks[j].text in (",", "(", "–", "—", "-") for j in (first - 1, first))
        )
        if aside or (toks[g].deprel == "punct" and toks[g].head == k and toks[g].text in (",", "(", ")", "–", "—")):
            cut.update(analysis.subtree(g, 80))
    return [g for g in below if g not in cut]


def _first(analysis: Analysis, k: int) -> int:
    return analysis.subtree(k, 80)[0]


def before(analysis: Analysis, k: int) -> list[int]:
    """Of a joined predicate without a subject: the adjuncts before its "and", which belong to the predicate that it is joined to."""
    toks = analysis.toks
    if toks[k].deprel.split(":")[0] not in JOINED or own_subject(analysis, k) is not None:
        return []
    return [
        j for g in toks[k].children if g < k and toks[g].deprel.split(":")[0] in ("obl", "nmod", "obj") for j in analysis.subtree(g, 80)
    ]


def inside_speech(analysis: Analysis, g: int, k: int) -> bool:
    """Whether a clause hangs below one that is only reported, so that it belongs to what is said."""
    toks = analysis.toks
    while g != k and g >= 0:
        if toks[g].deprel == "ccomp" and is_speech(toks[toks[g].head].lemma):
            return True
        g = toks[g].head
    return False
