"""Deeds: the clauses of a text or claim as an act with its parties in their places, so that two of them can be laid side by side.

A party is a being, a value, or a noun with the words that tell which one ("the red team"). Active and passive are the same deed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from factspec.binding.frames import closeness
from factspec.fact_types.acts import act_words
from factspec.fact_types.arguments import phrase, sides
from factspec.reading.analysis import Analysis, Value
from factspec.reading.roles import case_of
from factspec.reading.withdrawn import denied_phrase

_HE = frozenset("he she it they him her them who whom which that this these those we us you i me one ones there what".split())
_EMPTY = frozenset("a an the this that these those its his her their our my your also both all only just then now".split())


@dataclass(frozen=True, slots=True)
class Party:
    """Who or what stands in a place of a clause; ``marks`` are the words that tell which of its kind it is."""

    token: int
    being: str | None
    noun: str
    marks: frozenset[str]
    case: str
    value: Value | None
    vague: bool
    proper: bool
    definite: bool


@dataclass(frozen=True)
class Deed:
    """An act with its parties, of an analysis that changes no more."""

    token: int
    words: tuple[str, ...]
    analysis: Analysis

    @cached_property
    def places(self) -> tuple[tuple[Party, ...], ...]:
        """Who does it, what it is done to, and the rest: looked for once somebody asks."""
        return _places(self.analysis, self.token)


def _being(analysis: Analysis, k: int) -> str | None:
    """The being that a phrase names by its head, or by a name in apposition to it."""
    for g in (k, *(g for g in analysis.toks[k].children if analysis.toks[g].deprel in ("appos", "flat"))):
        name = analysis.name_at.get(g)
        if g in analysis.entity_at and (name is None or not name.pronoun):
            return analysis.entity_at[g]
        if name is not None and not name.pronoun:
            return "?" + name.surface.casefold()
    return None


def party(analysis: Analysis, k: int) -> Party:
    """The party whose phrase is headed by the token ``k``."""
    toks = analysis.toks
    value = analysis.value_at.get(k) or next((analysis.value_at[g] for g in toks[k].children if g in analysis.value_at), None)
    being = _being(analysis, k)
    marks: set[str] = set()
    if being is None:
        subject = {h for g in toks[k].children if toks[g].deprel.startswith("nsubj") for h in analysis.subtree(g)}
        for g in phrase(analysis, k):
            tok = toks[g]
            if (
                g == k
                or g in subject
                or tok.upos in ("ADP", "PUNCT", "CCONJ", "AUX", "PART")
                or tok.folded in _EMPTY
                or g in analysis.value_at
            ):
                continue
            marks.add(analysis.entity_at.get(g) or (tok.lemma if tok.upos in ("NOUN", "VERB") else tok.folded))
    vague = being is None and (toks[k].upos == "PRON" or toks[k].folded in _HE)
    proper = toks[k].upos == "PROPN" or (toks[k].text[:1].isupper() and k > analysis.sentences[toks[k].sentence].first)
    definite = any(toks[g].folded == "the" for g in toks[k].children)
    return Party(k, being, toks[k].lemma, frozenset(marks), case_of(analysis, k), value, vague, proper, definite)


def _copular(analysis: Analysis, k: int) -> bool:
    toks = analysis.toks
    return toks[k].upos in ("NOUN", "PROPN", "ADJ", "NUM", "ADV") and any(toks[g].deprel == "cop" for g in toks[k].children)


def _places(analysis: Analysis, k: int) -> tuple[tuple[Party, ...], ...]:
    toks = analysis.toks
    if _copular(analysis, k):
        subject = [g for g in toks[k].children if toks[g].deprel.startswith("nsubj")]
        beside = [g for g in toks[k].children if toks[g].deprel.startswith("obl")]
        found: tuple[Iterable[int], ...] = (subject, (), (k, *beside))
    else:
        laid = sides(analysis, k)
        found = (laid.doer.heads, laid.done.heads, laid.rest.heads)
    return tuple(tuple(party(analysis, g) for g in heads if denied_phrase(analysis, g) is None) for heads in found)


def deed(analysis: Analysis, k: int, words: dict[int, tuple[str, ...]]) -> Deed:
    """The deed whose verb, or whose noun or adjective with "is", stands at the token ``k``."""
    return Deed(k, ("be",) if _copular(analysis, k) else words.get(k, (analysis.toks[k].lemma,)), analysis)


def deeds(analysis: Analysis) -> tuple[Deed, ...]:
    """All deeds of a text that verbs or "is" tell, in its order."""
    words = act_words(analysis)
    return tuple(
        deed(analysis, tok.index, words)
        for tok in analysis.toks
        if (tok.upos == "VERB" and tok.index not in analysis.name_at) or _copular(analysis, tok.index)
    )


def alike(noun: str, other: str) -> bool:
    return noun == other or closeness(noun, other) >= 0.8
