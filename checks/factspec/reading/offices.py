"""Offices in a text: which post, of which body, held by whom.

The holder is found by structure first (title before a name, apposition, copula, "as"), then by what stands beside it
(brackets, a colon), so that a headline or a bullet reads like a sentence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from factspec.lexicon import country_of, office_at
from factspec.reading.analysis import Analysis


class Kinds(Protocol):
    """What offices need of a world: the kind of a being."""

    def kind(self, being: str | None) -> str: ...


@dataclass(frozen=True, slots=True)
class Office:
    """An office at tokens ``[first, last)``; ``bodies`` are keys (``@id``, ``#country``, ``=word``); ``holder`` a being's id, ``?`` for a stranger."""

    first: int
    last: int
    head: int
    group: str
    modifiers: tuple[str, ...]
    bodies: tuple[str, ...]
    holder: str | None
    holder_token: int | None
    start: int
    end: int
    sure: bool = True


def _body_keys(analysis: Analysis, k: int) -> tuple[str, ...]:
    entity = analysis.entity_at.get(k)
    tok = analysis.toks[k]
    code = country_of(tok.folded)
    keys: list[str] = []
    if entity is not None:
        keys.append("@" + entity)
    elif k in analysis.name_at and analysis.name_at[k].head != k and analysis.name_at[k].entity is not None:
        keys.append("@" + str(analysis.name_at[k].entity))
    if code is not None:
        keys.append("#" + code)
    if not keys and k in analysis.name_at:
        keys.append("=" + tok.folded)
    return tuple(keys)


def _bodies(analysis: Analysis, first: int, last: int, world: Kinds) -> tuple[tuple[str, ...], int, int]:
    """Bodies named beside an office, and the stretch that office and bodies cover together."""
    toks = analysis.toks
    info = analysis.sentences[toks[first].sentence]
    found: list[str] = []
    k = first - 1
    low = first
    while k >= info.first and first - k <= 6:
        tok = toks[k]
        keys = _body_keys(analysis, k)
        if keys and not any(world.kind(key[1:]) == "person" for key in keys if key[0] == "@"):
            if tok.folded in ("in", "at"):
                break
            found.extend(keys)
            low = k
        elif tok.folded in ("'s", "'", "’s", "the", "new", "own", "-", "club", "team", "side") or (tok.upos == "ADJ" and tok.deprel == "amod"):
            pass
        else:
            break
        k -= 1
    k, high = last, last
    allowed = 3
    while k < info.last and allowed:
        tok = toks[k]
        if tok.folded in ("of", "for", "at", "in", "to", "the", "and", "'s") or (tok.folded in ("federal", "republic", "company", "city") and k > last):
            if tok.folded in ("in", "to", "at", "for") and toks[last - 1].folded not in ("ambassador", "envoy", "representative", "consul", "minister", "director", "president", "head", "chief", "manager", "captain", "coach", "professor"):
                break
            k += 1
            continue
        keys = _body_keys(analysis, k)
        if keys and not any(world.kind(key[1:]) == "person" for key in keys if key[0] == "@") and (k > last or toks[k - 1].folded in ("of", "for", "at", "in", "to", "the")):
            found.extend(keys)
            name = analysis.name_at.get(k)
            k = name.last if name is not None else k + 1
            high = k
            allowed -= 1
            continue
        break
    return tuple(dict.fromkeys(found)), low, high


def _holder(analysis: Analysis, first: int, last: int, low: int, high: int, head: int, world: Kinds) -> tuple[str | None, int | None, bool]:
    toks = analysis.toks
    info = analysis.sentences[toks[first].sentence]

    def person(k: int) -> tuple[str, int] | None:
        name = analysis.name_at.get(k)
        if name is None:
            return None
        if name.entity is None:
            return ("?", name.head)
        if world.kind(name.entity) in ("person", ""):
            return (name.entity, name.head)
        return None

    # a title straight before the name
    k = high
    while k < info.last and toks[k].folded in ("mr", "mr.", "mrs", "ms", "dr", "dr.", "ms.", "mrs.", "sir", "justice"):
        k += 1
    if k < info.last and (k == high or high == last) and (hit := person(k)):
        return (*hit, True)
    # the tree: apposition, copula, "as"
    tok = toks[head]
    for g in tok.children:
        if toks[g].deprel in ("appos", "flat") and (hit := person(g)):
            return (*hit, True)
    if any(toks[g].deprel == "cop" for g in tok.children):
        for g in tok.children:
            if toks[g].deprel == "nsubj" and (hit := person(g)):
                return (*hit, True)
    if tok.deprel in ("appos", "flat", "compound") and tok.head >= 0 and (hit := person(tok.head)):
        return (*hit, True)
    # comma or bracket beside it
    k = high
    if k < info.last and toks[k].text in (",", "(", ":", "-", "–", "—"):
        j = k + 1
        while j < info.last and toks[j].folded in ("mr", "mr.", "mrs", "ms", "dr", "dr.", "ms.", "sir", "the", "justice"):
            j += 1
        if j < info.last and (hit := person(j)) and analysis.name_at[j].first <= j:
            return (*hit, toks[k].text != "," or _closes(analysis, analysis.name_at[j].last, info.last))
    k = low - 1
    while k > info.first and toks[k].folded in ("the", "a", "an", "as", "its", "their", "his", "her", "then", "who", "is", "was", "served", "serves", "currently", "new", "both", "been", "had", "has", "be", "being"):
        k -= 1
    if k >= info.first and toks[k].text in (",", "(", ":", "-", "–", "—") and k - 1 >= info.first and (hit := person(k - 1)):
        return (*hit, True)
    if k >= info.first and k < low - 1 and (hit := person(k)):
        return (*hit, True)
    # "as" with a verb: the subject or object of the clause
    if tok.deprel.startswith("obl") and tok.head >= 0 and any(toks[g].folded == "as" for g in tok.children):
        for g in toks[tok.head].children:
            if toks[g].deprel in ("nsubj", "nsubj:pass") and (hit := person(g)):
                return (*hit, True)
    return None, None, False


def _closes(analysis: Analysis, k: int, last: int) -> bool:
    return k >= last or analysis.toks[k].text in (",", ".", ";", ")", ":", "and", "–", "—", "said") or analysis.toks[k].upos in ("VERB", "AUX", "ADP", "SCONJ", "PUNCT")


def find_offices(analysis: Analysis, world: Kinds) -> tuple[Office, ...]:
    """Every office in the text, left to right."""
    toks = analysis.toks
    words = [t.folded for t in toks]
    found: list[Office] = []
    for info in analysis.sentences:
        k = info.first
        while k < info.last:
            reading = office_at(words, k, info.last)
            if reading is None:
                k += 1
                continue
            first, last = reading.start, reading.end
            head = analysis.head_of(first, last)
            bodies, low, high = _bodies(analysis, first, last, world)
            holder, token, sure = _holder(analysis, first, last, low, high, head, world)
            found.append(Office(first, last, head, reading.group, tuple(reading.modifiers), bodies, holder, token, toks[low].start, toks[high - 1].end, sure))
            k = last
    return tuple(_share(analysis, found, world))


def _share(analysis: Analysis, offices: list[Office], world: Kinds) -> list[Office]:
    """Coordinated offices ("Deputy Prime Minister and Foreign Minister of Pakistan") share holder and bodies."""
    from dataclasses import replace

    for i in range(1, len(offices)):
        a, b = offices[i - 1], offices[i]
        between = [analysis.toks[k].folded for k in range(a.last, b.first)]
        if analysis.toks[a.first].sentence == analysis.toks[b.first].sentence and between in (["and"], [","], [",", "and"], ["as", "well", "as"], ["both"], ["&"], ["/"]):
            offices[i - 1] = a = replace(a, holder=a.holder or b.holder, holder_token=a.holder_token if a.holder else b.holder_token, bodies=a.bodies or b.bodies, sure=a.sure or b.sure)
            offices[i] = replace(b, holder=b.holder or a.holder, holder_token=b.holder_token if b.holder else a.holder_token, bodies=b.bodies or a.bodies, sure=b.sure or a.sure)
    return offices
