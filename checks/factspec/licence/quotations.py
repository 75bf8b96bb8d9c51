"""Licensed quotations: words between marks that a fact or the background has somebody say. Titles and scare quotes are none."""

from __future__ import annotations

from factspec.fact_types.base import Told
from factspec.licence.words import KNOWN, VAGUER, licence, noun_weight, verb_weight
from factspec.reading.speech import Quote

_SENTENCE = 8  # words that make a sentence of a quotation


def unlicensed(told: Told, quote: Quote) -> bool:
    """Whether most of what a quotation says is new. One that somebody is named for needs less than one that stands alone."""
    size = quote.last - quote.first
    attributed = any(s.quoted and s.holder is not None and s.first < quote.last and quote.first < s.last for s in told.speeches)
    if size < (4 if attributed else 5) or _titled(told, quote):
        return False
    new = known = 0.0
    for k in range(quote.first, quote.last):
        tok = told.analysis.toks[k]
        if not tok.content or k in told.analysis.value_at or k in told.analysis.name_at or tok.upos not in ("NOUN", "VERB", "ADJ"):
            known += k in told.analysis.name_at and told.analysis.name_at[k].entity is not None and not told.analysis.name_at[k].pronoun
            continue
        weight = min(1.0, max(0.4, verb_weight(tok.lemma) if tok.upos == "VERB" else noun_weight(tok.lemma) if tok.upos == "NOUN" else 0.4))
        near = max((licence(told, key) for key in told.keys[k]), default=1.0)
        if near >= KNOWN:
            known += max(weight, 0.7)
        elif near < 0.5:
            new += weight
    return (new >= (1.2 if attributed else 1.8) and new >= 0.6 * (new + known)) or (attributed and _strange(told, quote))


def _strange(told: Told, quote: Quote) -> bool:
    """Whether hardly a word of a whole sentence in somebody's mouth is known, light as its words may be ("I cried when it went")."""
    if quote.last - quote.first < _SENTENCE:
        return False
    words = [told.keys[k] for k in range(quote.first, quote.last) if told.analysis.toks[k].content]
    known = sum(max((licence(told, key) for key in keys), default=0.0) >= VAGUER for keys in words)
    return len(words) >= 2 and known * 3 <= len(words)


def _titled(told: Told, quote: Quote) -> bool:
    """Whether the words are written like a title: every longer one with a capital."""
    words = [t for t in told.analysis.toks[quote.first : quote.last] if t.text[:1].isalpha() and len(t.text) > 3]
    return len(words) >= 2 and all(t.text[:1].isupper() for t in words)
