"""Strangers: proper names in a text that no golden entity and no name of the background owns."""

from __future__ import annotations

from factspec.lexicon import country_of, is_common, is_title
from factspec.mentions.names import fold
from factspec.reading.analysis import Analysis, Tok

_CALENDAR = frozenset(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec "
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun easter christmas ramadan diwali".split()
)
_JOIN = frozenset({"of", "de", "da", "di", "del", "van", "von", "der", "den", "al", "el", "la", "le", "du", "bin", "&", "-", "'", "the", "for", "and"})
_NEVER = frozenset("i i'm q a re fyi rip ps nb pm am ft ht gmt utc bst est ist ceo cfo coo cto mp mps eu un us uk usa tv ok vs subject summary note "
                   "update breaking read today yesterday tomorrow".split())


def is_namey(tok: Tok, first_in_sentence: bool, shouted: bool) -> bool:
    """Whether a token can be part of a proper name by its letters, place and tag."""
    text = tok.text
    if not text[:1].isupper() or not any(c.isalpha() for c in text):
        return False
    word = tok.folded
    if word in _CALENDAR or word in _NEVER or is_title(word):
        return False
    common = is_common(word) or is_common(tok.lemma)
    if shouted or (len(text) > 1 and text.isupper() and len(text) > 5):
        return not common and tok.upos == "PROPN"
    if first_in_sentence:
        return not common and tok.upos in ("PROPN", "NOUN", "X")
    return tok.upos == "PROPN" or not common


def _title_case(analysis: Analysis, first: int, last: int) -> bool:
    words = [analysis.toks[k].text for k in range(first, last) if analysis.toks[k].text[:1].isalpha() and len(analysis.toks[k].text) > 3]
    return len(words) >= 4 and sum(w[:1].isupper() for w in words) * 4 >= len(words) * 3


def find_strangers(analysis: Analysis) -> list[tuple[int, int]]:
    """Token stretches that look like proper names and are no known name, date or number, in text order."""
    toks = analysis.toks
    taken = analysis.name_at
    found: list[tuple[int, int]] = []
    for info in analysis.sentences:
        shouted = _title_case(analysis, info.first, info.last)
        k = info.first
        while k < info.last:
            tok = toks[k]
            starts = k == info.first or toks[k - 1].text in ("“", '"', "‘", "'", ":", "–", "—", "-", "(", "•", "``") and (k < 2 or toks[k - 2].sentence != tok.sentence or toks[k - 1].text != "-")
            if k in taken or k in analysis.value_at or not is_namey(tok, starts, shouted):
                k += 1
                continue
            end = k + 1
            while end < info.last and end not in analysis.value_at:
                nxt = toks[end]
                if end in taken:
                    break
                if is_namey(nxt, False, shouted):
                    end += 1
                elif nxt.folded in _JOIN and end + 1 < info.last and end + 1 not in taken and is_namey(toks[end + 1], False, shouted) and nxt.folded != "and":
                    end += 2
                elif nxt.folded == "of" and end + 2 < info.last and toks[end + 1].folded == "the" and is_namey(toks[end + 2], False, shouted) and end + 2 not in taken:
                    end += 3
                else:
                    break
            if not all(country_of(toks[j].folded) for j in range(k, end)) and any(len(toks[j].text) > 1 for j in range(k, end)):
                found.append((k, end))
            k = end
    return found


def stranger_id(analysis: Analysis, first: int, last: int) -> str:
    """The id under which a name of the background is known: ``~`` and its folded words."""
    return "~" + " ".join(fold(analysis.toks[k].text) for k in range(first, last))
