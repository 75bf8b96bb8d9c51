"""Speech: which words are in whose mouth.

A speech has a verb (or "according to"), a holder and the tokens it covers. Quotation marks and the tree both mark its content;
an unquoted report covers the complement clause of its verb.
"""

from __future__ import annotations

from dataclasses import dataclass

from factspec.lexicon import verb_class
from factspec.reading.analysis import Analysis

_OPEN = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "``": "''"}
_SPEECH_NOUNS = frozenset("word words view opinion statement claim account quote".split())


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: characters between the marks, and the tokens inside."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Speech:
    """``holder`` (a token, or None where nobody is named) says the tokens ``[first, last)``; ``verb`` is the word that reports it."""

    verb: int
    holder: int | None
    first: int
    last: int
    quoted: bool = False

    def covers(self, token: int) -> bool:
        return self.first <= token < self.last and token != self.verb


def is_speech(lemma: str) -> bool:
    kinds = verb_class(lemma)
    return "speech" in kinds or "speech-ask" in kinds or "speech-denial" in kinds


def find_quotes(analysis: Analysis) -> tuple[Quote, ...]:
    """Quotations of three words and more within one paragraph, outermost marks only."""
    toks = analysis.toks
    found: list[Quote] = []
    open_at: int | None = None
    closer = ""
    for k, tok in enumerate(toks):
        mark = tok.text
        raw = analysis.text[tok.start : tok.end]
        if open_at is None:
            if raw in _OPEN or mark in ("``", '"', "'", "“", "‘"):
                if raw in ("'", "’", "‘") and not (k + 1 < len(toks) and toks[k + 1].start == tok.end and (k == 0 or toks[k - 1].end < tok.start)):
                    continue
                open_at, closer = k, _OPEN.get(raw, raw)
        elif raw == closer or (closer in ("”", '"') and raw in ("”", '"', "''")):
            if closer in ("’", "'") and k + 1 < len(toks) and toks[k + 1].start == tok.end and toks[k + 1].text[:1].isalnum():
                continue
            if k - open_at > 1:
                found.append(Quote(toks[open_at].end, tok.start, open_at + 1, k))
            open_at = None
        elif k - open_at > 120 or "\n\n" in analysis.text[toks[k - 1].end : tok.start]:
            open_at = None
    return tuple(found)


def _subject(analysis: Analysis, verb: int) -> int | None:
    toks = analysis.toks
    seen = 0
    at = verb
    while at >= 0 and seen < 3:
        for k in toks[at].children:
            if toks[k].deprel in ("nsubj", "obl:agent"):
                return k
        for k in toks[at].children:
            if toks[k].deprel == "obl" and any(toks[g].folded == "by" for g in toks[k].children) and any(toks[g].deprel in ("aux:pass", "nsubj:pass") for g in toks[at].children):
                return k
        if toks[at].deprel not in ("conj", "xcomp", "advcl"):
            break
        at = toks[at].head
        seen += 1
    return None


def find_speech(analysis: Analysis, quotes: tuple[Quote, ...]) -> tuple[Speech, ...]:
    """All reports of speech in the text, in text order of their verbs."""
    toks = analysis.toks
    found: list[Speech] = []
    for tok in toks:
        if tok.folded == "according" and tok.head >= 0:
            holder = tok.head if toks[tok.head].deprel.startswith("obl") or tok.deprel in ("case", "fixed") else None
            if holder is not None:
                info = analysis.sentences[tok.sentence]
                found.append(Speech(tok.index, holder, info.first, info.last))
            continue
        if tok.upos != "VERB" or not is_speech(tok.lemma):
            continue
        holder = _subject(analysis, tok.index)
        content: tuple[int, int] | None = None
        quoted = False
        for k in tok.children:
            child = toks[k]
            if child.deprel in ("ccomp", "xcomp") or (child.deprel in ("parataxis", "obj") and child.upos in ("VERB", "ADJ", "NOUN") and child.deprel != "obj"):
                below = analysis.subtree(k)
                content = _widen(content, below[0], below[-1] + 1)
            elif child.deprel in ("obj", "obl") and child.upos != "PRON" and "speech-ask" in verb_class(tok.lemma):
                below = analysis.subtree(k)
                content = _widen(content, below[0], below[-1] + 1)
        if content is None and tok.deprel in ("parataxis", "ccomp") and tok.head >= 0:
            below = [k for k in analysis.subtree(tok.head)]
            own = set(analysis.subtree(tok.index))
            rest = [k for k in below if k not in own]
            if rest:
                content = (rest[0], rest[-1] + 1)
        if content is not None:
            found.append(Speech(tok.index, holder, content[0], content[1], quoted))
    return tuple(found + _quoted(analysis, quotes, found))


def _quoted(analysis: Analysis, quotes: tuple[Quote, ...], reports: list[Speech]) -> list[Speech]:
    """A quotation belongs to the nearest verb of saying beside it, in its own sentence or the ones that touch it."""
    toks = analysis.toks
    found: list[Speech] = []
    for quote in quotes:
        best: tuple[int, int] | None = None
        low = analysis.sentences[max(0, toks[quote.first].sentence - 1)].first
        high = analysis.sentences[min(len(analysis.sentences) - 1, toks[quote.last - 1].sentence + 1)].last
        for k in range(max(low, quote.first - 25), min(high, quote.last + 25)):
            tok = toks[k]
            if quote.first <= k < quote.last or tok.upos != "VERB" or not is_speech(tok.lemma):
                continue
            away = quote.first - k if k < quote.first else k - quote.last + 1
            away += 12 * abs(tok.sentence - toks[quote.first if k < quote.first else quote.last - 1].sentence)
            if best is None or away < best[0]:
                best = (away, k)
        if best is not None and best[0] <= 24:
            found.append(Speech(best[1], _subject(analysis, best[1]), quote.first, quote.last, True))
    return found


def _widen(span: tuple[int, int] | None, first: int, last: int) -> tuple[int, int]:
    return (first, last) if span is None else (min(span[0], first), max(span[1], last))


def speaker_of(speeches: tuple[Speech, ...], token: int) -> Speech | None:
    """The innermost speech that covers the token."""
    best: Speech | None = None
    for speech in speeches:
        if speech.covers(token) and (best is None or speech.last - speech.first < best.last - best.first):
            best = speech
    return best
