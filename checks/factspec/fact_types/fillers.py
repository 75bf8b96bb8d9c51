"""Fillers: whether a name that is not the golden one stands in the golden one's place."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from factspec.binding.compiled import CompiledFact
from factspec.binding.world import guess_kind
from factspec.fact_types.base import Told
from factspec.fact_types.openings import Opening
from factspec.reading.analysis import Analysis, Name
from factspec.reading.roles import case_of, parties
from factspec.reading.strangers import TAILS

_LIST_GLUE = frozenset({",", "and", "&", ";", "or", "the", "mr", "mrs", "ms", "dr", "justice", "justices", "sir", "as", "well"})


def kind_of(told: Told, name: Name) -> str:
    """What a name names: a known being's kind, a stranger's by its words."""
    if name.entity is not None:
        return told.golden.world.kind(name.entity)
    toks = told.analysis.toks
    words = tuple(toks[k].folded for k in range(name.first, name.last))
    return guess_kind(words)


def replaced(told: Told, name: Name) -> str | None:
    """The golden being that a stranger looks put in the place of: a near miss of its name, where it is not itself named beside it."""
    if name.entity is not None or name.pronoun:
        return None
    at = f"replaced {name.first}"
    if at not in told.memo:
        told.memo[at] = _replaced(told, name)
    being = told.memo[at]
    assert being is None or isinstance(being, str)
    return being


def _replaced(told: Told, name: Name) -> str | None:
    analysis = told.analysis
    words = tuple(analysis.toks[k].folded for k in range(name.first, name.last))
    being = told.golden.world.near(words, kind_of(told, name))
    sentence = analysis.toks[name.head].sentence
    if being is None or any(n.entity == being and not n.pronoun and analysis.toks[n.head].sentence == sentence for n in analysis.names):
        return None
    return being


def _tails(told: Told, fact: CompiledFact) -> set[str]:
    """The kind words in the golden names: the last one, or the one before "of"."""
    beings = told.golden.world.beings
    names = [beings[b].name.casefold().split() for b in fact.beings if b in beings]
    return {w for words in names for w, after in zip(words, [*words[1:], "of"], strict=True) if after == "of"} & TAILS


_VERSUS = frozenset({"v", "v.", "vs", "vs.", "versus", "against", "-", "–"})
_MEETS = frozenset({"opponent", "play", "face", "meet", "rival", "opposition", "against"})


def versus(told: Told, fact: CompiledFact, gap: Opening, name: Name) -> bool:
    """Whether a line pairs the claim's other side with this name ("Brackenhurst City v Wexley") where an opponent is asked."""
    if not gap.keys & _MEETS:
        return False
    analysis = told.analysis
    others = {
        n.entity for n in fact.analysis.names if n.entity not in fact.beings and told.golden.world.kind(n.entity) == kind_of(told, name)
    }
    pair = next(
        (
            n
            for n in analysis.names
            if n.entity in others and n.entity is not None and (0 < name.first - n.last <= 2 or 0 < n.first - name.last <= 2)
        ),
        None,
    )
    if pair is None:
        return False
    low, high = (pair.last, name.first) if pair.first < name.first else (name.last, pair.first)
    if not any(analysis.toks[k].folded in _VERSUS for k in range(low, high)):
        return False
    sentence = analysis.toks[name.head].sentence
    plain = [k for k in gap.keys if k not in _MEETS]
    events = {
        w
        for n in analysis.names
        if told.golden.world.kind(n.entity) == "event" and 0 <= sentence - analysis.toks[n.head].sentence <= 2
        for w in n.surface.casefold().split()
    }
    return (
        not plain
        or any(k in events for k in plain)
        or any(told.offers[s].get(k, 0.0) >= 0.25 for s in range(max(0, sentence - 2), sentence + 1) for k in plain)
    )


def in_place(told: Told, fact: CompiledFact, gap: Opening, name: Name) -> bool:
    """Whether a name can fill the slot at all by its kind."""
    kind = kind_of(told, name)
    tails = _tails(told, fact)
    if (
        tails
        and not tails & {told.analysis.toks[k].folded for k in range(name.first, name.last)}
        and gap.kinds & {"organization", "work", "product"}
    ):
        return False
    if name.entity is not None:
        return kind in gap.kinds and name.entity not in fact.chain
    if kind in gap.kinds:
        return True
    if "person" in gap.kinds:
        return kind == "" and told.analysis.toks[name.last - 1].folded not in TAILS
    if kind in ("", "person"):
        value = fact.beings[0] if fact.beings else ""
        known = told.golden.world.beings.get(value)
        return known is not None and known.kind in ("organization", "work", "product", "event")
    return False


def _key_tokens(told: Told, gap: Opening, sentence: int) -> list[int]:
    """Tokens of a sentence that say a word of the slot."""
    info = told.analysis.sentences[sentence]
    found: list[int] = []
    for k in range(info.first, info.last):
        for key in told.keys[k]:
            if (
                key[:1] not in "@#="
                and told.golden.rarity.get(key, 1.0) >= 0.55
                and any(near >= 0.85 and cue in gap.keys for cue, near in told.golden.table.stands_for(key))
            ):
                found.append(k)
                break
    return found


def stands_in(told: Told, fact: CompiledFact, gap: Opening, name: Name) -> bool:
    """Whether the structure puts a name in the slot: as a party of the slot's act, its equal, its owner, or after its label."""
    analysis = told.analysis
    toks = analysis.toks
    sentence = toks[name.head].sentence
    head = name.head
    predicate = fact.analysis.toks[fact.predicate] if fact.predicate >= 0 else None
    side = _side(fact)
    for k in _key_tokens(told, gap, sentence):
        tok = toks[k]
        if name.first <= k < name.last:
            continue
        below = toks[head].head == k and toks[head].deprel.split(":")[0] in ("appos", "flat", "nmod", "compound", "conj")
        if below and (toks[head].deprel != "nmod" or case_of(analysis, head) in ("by", "of", "for")):
            return True
        if tok.head == head and tok.deprel.split(":")[0] in ("appos", "compound", "nmod", "acl", "flat"):
            return True
        if tok.head == head and any(toks[g].deprel == "cop" for g in toks[head].children):
            return True
        if toks[head].head == k and toks[head].deprel == "nsubj" and any(toks[g].deprel == "cop" for g in tok.children):
            return True
        if tok.upos == "VERB" and predicate is not None:
            said = parties(analysis, k)
            mine = (
                "agent"
                if head in said.agents
                else "patient"
                if head in said.patients
                else "other"
                if head in {g for _, g in said.others}
                else ""
            )
            if mine and (mine == side or not side):
                return True
        if tok.upos in ("NOUN", "ADJ") and tok.head >= 0 and toks[tok.head].upos == "VERB" and tok.deprel in ("obj", "obl", "xcomp"):
            said = parties(analysis, tok.head)
            if head in said.agents or head in said.patients:
                return True
        beside = tok.upos == "NOUN" and tok.head >= 0 and toks[tok.head].upos == "VERB" and toks[head].head == tok.head
        if beside and tok.deprel in ("nsubj", "nsubj:pass", "obj") and case_of(analysis, head) in ("by", "from", "to"):
            return True
        info = analysis.sentences[sentence]
        if k < info.first + info.label <= name.first or (
            k < name.first and name.first - k <= 3 and any(toks[j].text == ":" for j in range(k, name.first))
        ):
            return True
    return False


def _side(fact: CompiledFact) -> str:
    """On which side of the claim's act its value stands."""
    analysis = fact.analysis
    for side, heads in (
        ("agent", fact.parties.agents),
        ("patient", fact.parties.patients),
        ("other", tuple(k for _, k in fact.parties.others)),
    ):
        if any(analysis.entity_at.get(k) in fact.beings for k in heads):
            return side
    return ""


def _glued(analysis: Analysis, left: int, right: int) -> bool:
    """Whether only commas, "and" and titles stand between two stretches of one sentence."""
    toks = analysis.toks
    if not 0 < right - left <= 4 or toks[left - 1].sentence != toks[right].sentence:
        return False
    between = [toks[k].folded for k in range(left, right)]
    return all(w in _LIST_GLUE for w in between) and any(w in (",", "and", "&", ";") for w in between)


def foreign_member(told: Told, wanted: set[str], hits: Iterable[Name], claimed: Collection[str] = ()) -> Name | None:
    """A name listed with golden members of a list that is none of them: a stranger, or a known one of their kind.

    ``claimed`` are the beings that the claim itself names: its own subject may stand in a row with the members.
    """
    analysis = told.analysis
    names = [n for n in analysis.names if not n.pronoun]
    kinds = {told.golden.world.kind(b) for b in wanted}
    for hit in hits:
        at = next((i for i, n in enumerate(names) if n is hit), -1)
        for step in (1, -1):
            here, j = hit, at + step
            while at >= 0 and 0 <= j < len(names):
                other = names[j]
                left, right = (here, other) if step > 0 else (other, here)
                if not _glued(analysis, left.last, right.first):
                    break
                if other.entity in claimed and other.entity not in wanted:
                    break
                if other.entity not in wanted:
                    kind = kind_of(told, other)
                    if kind in kinds or (other.entity is None and kind == ""):
                        return other
                    break
                here, j = other, j + step
    return None
