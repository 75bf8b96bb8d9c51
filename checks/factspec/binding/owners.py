"""Owners: whose figure a number is, where two claims ask the same of two beings ("the Union 28.9 percent and 29 seats").

Right behind the name where a verb is left out, by a possessive on what is counted, else the subject of the number's own verb; and only
where no other of the beings stands between.
"""

from __future__ import annotations

from factspec.reading.analysis import Analysis, Value
from factspec.reading.roles import beings_at, parties

_OPENS = frozenset((",", ";", ":", "and", "while", "but", "whereas", "–", "—"))


def owner_of(analysis: Analysis, value: Value, owners: frozenset[str]) -> str | None:
    """The one of the given beings whose figure a number of the text is, None where the structure does not say."""
    info = analysis.sentences[analysis.toks[value.head].sentence]
    if info.cells or any(analysis.toks[k].folded == "respectively" for k in range(info.first, info.last)):
        return None  # columns and "respectively" deal values out by themselves
    found = _gapped(analysis, value, owners) or _possessed(analysis, value, owners) or _subject(analysis, value, owners)
    return found if found is not None and found == _nearest(analysis, value, owners) else None


def _nearest(analysis: Analysis, value: Value, owners: frozenset[str]) -> str | None:
    """The last of the beings named before the number in its sentence; None where a pronoun stands between that may be another."""
    info = analysis.sentences[analysis.toks[value.head].sentence]
    for k in range(value.first - 1, info.first - 1, -1):
        if analysis.entity_at.get(k) in owners:
            return analysis.entity_at[k]
    return None


def _gapped(analysis: Analysis, value: Value, owners: frozenset[str]) -> str | None:
    """The name that opens the stretch in which the number stands without a verb before it."""
    toks = analysis.toks
    info = analysis.sentences[toks[value.head].sentence]
    for k in range(value.first - 1, max(info.first, value.first - 14) - 1, -1):
        name = analysis.name_at.get(k)
        if name is not None:
            first = name.first
            while first > info.first and toks[first - 1].upos == "DET":
                first -= 1
            opens = first == info.first or toks[first - 1].folded in _OPENS
            return name.entity if opens and not name.pronoun and name.entity in owners else None
        if toks[k].upos in ("VERB", "AUX", "PRON", "ADP") and not (toks[k].folded == "of" and k > 0 and k - 1 in analysis.value_at):
            return None
        if toks[k].folded in (";", ":", "while", "but"):
            return None
    return None


def _possessed(analysis: Analysis, value: Value, owners: frozenset[str]) -> str | None:
    toks = analysis.toks
    at = value.head
    for k in (at, toks[at].head):
        if k < 0 or toks[k].upos not in ("NOUN", "NUM", "SYM", "PROPN"):
            continue
        for g in toks[k].children:
            if toks[g].deprel == "nmod:poss" and g < value.first:
                found = [b for b in beings_at(analysis, g) if b in owners]
                if found:
                    return found[0]
    return None


def _subject(analysis: Analysis, value: Value, owners: frozenset[str]) -> str | None:
    toks = analysis.toks
    at = value.head
    for _ in range(5):
        if toks[at].upos == "VERB":
            agents = parties(analysis, at).agents
            found = {b for k in agents for b in beings_at(analysis, k)}
            return next(iter(found)) if len(agents) == len(found) == 1 and found <= owners else None
        if toks[at].head < 0:
            return None
        at = toks[at].head
    return None
