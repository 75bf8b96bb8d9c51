"""Acts: which words name the same happening, the same one told from its other side, or the opposite."""

from __future__ import annotations

from functools import lru_cache

from factspec.binding.frames import NARROW, closeness
from factspec.lexicon import converse, family, has_converse, opposed, phrase_at, verb_class
from factspec.reading.analysis import Analysis
from factspec.reading.kept import kept
from factspec.reading.roles import case_of, is_passive

# Classes of verbs of which two tell the same act where the clause around them agrees.
_CLASSES = NARROW | frozenset(
    "sign score found assist save uphold overturn suspend close cancel postpone "
    "succeed survive sue appeal reject own employ retire rescue destroy merge sentence".split()
)
SAME = 0.75


_HELD = frozenset({"hold", "stage", "convene"})  # what is held takes place
_PARTICLES = frozenset("out off down over up away back in through".split())


@kept
def act_words(analysis: Analysis) -> dict[int, tuple[str, ...]]:
    """For every content word the words it acts as: its lemma, with its particle, or the one word a set phrase stands for."""
    toks = analysis.toks
    lemmas = [t.lemma for t in toks]
    found: dict[int, tuple[str, ...]] = {}
    for info in analysis.sentences:
        k = info.first
        while k < info.last:
            phrase = phrase_at(lemmas, k, min(info.last, k + 8))
            if phrase is not None:
                found[analysis.head_of(phrase.start, phrase.end)] = (phrase.lemma,)
                found.setdefault(k, (toks[k].lemma,))
            elif k not in found:
                particle = next((toks[g].folded for g in toks[k].children if toks[g].deprel == "compound:prt"), "") or _particle(
                    analysis, k, info.last
                )
                with_case = (
                    tuple(
                        f"{toks[k].lemma} {case}"
                        for g in toks[k].children
                        if toks[g].deprel.startswith("obl") and (case := case_of(analysis, g))
                    )
                    if toks[k].upos == "VERB"
                    else ()
                )
                motion = _on_motions(analysis, k)
                if motion:
                    found[k] = (motion,)
                    k += 1
                    continue
                held = ("happen",) if toks[k].lemma in _HELD and is_passive(analysis, k) else ()
                found[k] = (*((f"{toks[k].lemma} {particle}",) if particle else ()), *with_case, toks[k].lemma, *held)
            k += 1
    return found


_MOTIONS = frozenset("motion resolution amendment proposal bill measure item ordinance referendum recommendation".split())


def _on_motions(analysis: Analysis, k: int) -> str:
    """What a verb of wide meaning says of a motion: "was carried" is "approve", "failed", "fell" and "was lost" are "reject"."""
    tok = analysis.toks[k]
    if tok.upos != "VERB" or tok.lemma not in ("carry", "fail", "fall", "defeat", "lose", "throw"):
        return ""
    passive = is_passive(analysis, k)
    over = analysis.toks[tok.head] if tok.head >= 0 and tok.deprel.startswith("acl") else None
    subjects = {analysis.toks[g].lemma for g in tok.children if analysis.toks[g].deprel in ("nsubj", "nsubj:pass")}
    subjects |= {over.lemma} if over is not None else set()
    if not subjects & _MOTIONS or not (passive or tok.lemma in ("fail", "fall", "lose")):
        return ""
    return "approve" if tok.lemma == "carry" else "reject"


def _particle(analysis: Analysis, k: int, last: int) -> str:
    """A particle that stands apart from its verb ("knocked Carrick out of the cup"), where the two make a known verb."""
    toks = analysis.toks
    if toks[k].upos != "VERB":
        return ""
    for j in range(k + 1, min(last, k + 6)):
        if toks[j].upos in ("VERB", "AUX", "PUNCT"):
            return ""
        if toks[j].folded in _PARTICLES and verb_class(f"{toks[k].lemma} {toks[j].folded}"):
            return toks[j].folded
    return ""


@lru_cache(maxsize=16384)
def told_conversely(a: str, b: str) -> bool:
    """Whether two words tell one happening from its two sides; derived nouns count ("succeed", "predecessor")."""
    if converse(a, b):
        return True
    if a == b or " " in a or " " in b or not (has_converse(a) and has_converse(b)):
        return False
    return any(converse(x, y) for x in sorted({a} | family(a)) for y in sorted({b} | family(b)))


def same_act(a: str, b: str) -> float:
    """How far two predicates name the same act, 0 to 1."""
    near = closeness(a, b)
    if near >= 0.8:
        return near
    if verb_class(a) & verb_class(b) & _CLASSES and not opposed(a, b) and not converse(a, b):
        return 0.85
    return near


@lru_cache(maxsize=32768)
def likeness(claim: tuple[str, ...], text: tuple[str, ...]) -> tuple[float, bool, bool]:
    """(how far the same act, whether told from the other side, whether the opposite)."""
    best, flipped, contrary = 0.0, False, False
    for a in claim:
        for b in text:
            if told_conversely(a, b):
                if best < 0.9:
                    best, flipped = 0.9, True
                continue
            if opposed(a, b):
                contrary = True
                continue
            near = same_act(a, b)
            if near > best:
                best, flipped = near, False
    return best, flipped, contrary and best < SAME
