"""Answers: whether a sentence asks, and whether the next one says yes or no to it."""

from __future__ import annotations

from factspec.reading.analysis import Analysis

_YES = frozenset("yes yep yeah indeed correct right certainly".split())
_NO = frozenset("no nope never not wrong".split())
_ASKING = frozenset("did do does has have had is are was were will would can could should must may might".split())


def answer(analysis: Analysis, sentence: int) -> str | None:
    """None where the sentence is no question; "yes" or "no" where the next words answer it; else "asked"."""
    toks, info = analysis.toks, analysis.sentences[sentence]
    if not any(toks[k].text == "?" for k in range(max(info.first, info.last - 3), info.last)):
        return None
    if sentence + 1 < len(analysis.sentences):
        after = analysis.sentences[sentence + 1]
        words = [
            toks[k].folded
            for k in range(after.first, min(after.last, after.first + 4))
            if toks[k].folded.isalpha() and toks[k].folded not in ("a", "answer")
        ]
        opening = [
            toks[k].folded for k in range(info.first, info.last) if toks[k].folded.isalpha() and toks[k].folded not in ("q", "question")
        ]
        if words and opening and opening[0] in _ASKING:
            if words[0] in _YES:
                return "yes"
            if words[0] in _NO:
                return "no"
    return "asked"
