"""Gaps and sums: values that tell how far two others are apart, or what several come to together, and are neither's own value."""

from __future__ import annotations

from factspec.lexicon import direction
from factspec.reading.analysis import Analysis, Value

_FAR = frozenset("ahead behind short clear above below apart adrift shy".split())
_LEADS = frozenset("lead trail exceed outnumber outweigh overshoot undershoot".split())
_THAN = frozenset("more less fewer".split())
_BETWEEN = frozenset("lead margin gap difference advantage distance edge".split())
_TOGETHER = frozenset("together combined jointly altogether overall".split())
_TOTAL = (_TOGETHER - {"overall"}) | {"joint", "total"}
_NO_GAP = frozenset("later earlier sooner further".split())  # a time after another is a time of its own


def gap(analysis: Analysis, value: Value) -> bool:
    """Whether a number says how far two things are apart ("5.5 points higher", "one seat short of", "a lead of 4")."""
    if value.number is None:
        return False
    toks = analysis.toks
    last = analysis.sentences[toks[value.head].sentence].last
    k = value.last
    while k < last and k - value.last < 2 and toks[k].upos in ("NOUN", "PROPN") and toks[k].folded not in _FAR:
        k += 1
    if k < last:
        word = toks[k].folded
        after = toks[k + 1].folded if k + 1 < last else ""
        if word in _THAN:
            return after == "than"
        if word in _FAR or (toks[k].xpos in ("JJR", "RBR") and word not in _NO_GAP and toks[k].head != k + 1):
            return True
    if k < last and toks[k].text == ":" and any(toks[j].lemma in _BETWEEN for j in range(k + 1, min(last, k + 4))):
        return True  # "14,000: the lead over"
    k = value.first - 1
    while k > 0 and toks[k].upos in ("DET", "ADV", "ADJ") and toks[k].sentence == toks[value.head].sentence:
        k -= 1
    if k > 0 and toks[k].folded == "by" and (toks[k - 1].xpos in ("JJR", "RBR") or _off(analysis, k - 1)):
        return True
    return k > 0 and toks[k].folded == "of" and toks[k - 1].lemma in _BETWEEN


def _off(analysis: Analysis, k: int) -> bool:
    """Whether a stretch that ends at a token says that something is off or ahead ("too low", "ahead of Tarn", "off")."""
    toks = analysis.toks
    if toks[k].folded in ("off", "out", "short") or (k and toks[k].xpos == "JJ" and toks[k - 1].folded == "too"):
        return True
    first = max(analysis.sentences[toks[k].sentence].first, k - 4)
    return any(toks[j].folded in ("ahead", "behind", "clear") and toks[j + 1].folded == "of" for j in range(first, k)) or any(
        toks[j].lemma in _LEADS and toks[j].upos == "VERB" for j in range(first, k)
    )


def sum_of_several(analysis: Analysis, value: Value) -> bool:
    """Whether a number is said of several together ("have 45 seats between them", "together 45 of the 80 seats")."""
    if value.number is None:
        return False
    toks = analysis.toks
    info = analysis.sentences[toks[value.head].sentence]
    for k in range(max(info.first, value.first - 8), min(info.last, value.last + 6)):
        with_other = toks[k].folded == "with" and k + 1 < value.first and toks[k + 1].folded in ("which", "whom")
        if (
            with_other
            or toks[k].folded in _TOGETHER
            or (toks[k].folded == "between" and k + 1 < info.last and toks[k + 1].folded in ("them", "us"))
        ):
            return True
    return False


def added_up(analysis: Analysis, value: Value) -> bool:
    """Whether the words around a number add things up ("together the two have sales of ...")."""
    info = analysis.sentences[analysis.toks[value.head].sentence]
    return any(analysis.toks[k].folded in _TOTAL for k in range(max(info.first, value.first - 20), min(info.last, value.last + 20)))


def of_a_level(analysis: Analysis, value: Value) -> bool:
    """Whether a claim's value is plainly neither gap nor sum nor change, so that a text's gap says nothing of it."""
    if gap(analysis, value) or sum_of_several(analysis, value):
        return False
    toks = analysis.toks
    at, steps = value.head, 0
    while at >= 0 and steps < 5:
        told_of = [at, *(k for k in toks[at].children if toks[k].deprel == "nsubj")]
        if any(toks[k].lemma in _BETWEEN or (toks[k].content and direction(toks[k].lemma)) for k in told_of):
            return False
        at, steps = toks[at].head, steps + 1
    return True
