"""Alignment: how the parties of a claim's predicate stand in a clause of the text.

A clause speaks of a claim's event where its own phrases tell what the claim's phrases tell, place by place. That is the proof asked
for before a clause may contradict: words of the claim scattered over a sentence are none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.arguments import Side, Sides, side, sides
from factspec.fact_types.base import Told
from factspec.reading.analysis import Analysis
from factspec.reading.roles import beings_at, parties

BARE = 0.6  # how far a side is told by its bare head
_PARTNERS = frozenset({"to", "from", "by", "for", "of", "with"})
_NONE = frozenset({"nobody", "nothing", "none"})
_VAGUE = frozenset(
    "it they he she who which that this these those we you i one there what someone somebody them him her us their its his "
    "our side team men club company firm pair".split()
)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Shares of the claim's sides, 0 to 1, that a clause tells in its own phrases; -1 where the claim has no such side."""

    doer: float
    done: float
    rest: float
    doer_open: bool
    done_open: bool
    rest_open: bool
    whole: float

    @property
    def speaks(self) -> bool:
        """Whether the clause plainly tells of the claim's event."""
        if self.done >= 0:
            return self.done >= 0.6 and (self.doer < 0 or self.doer >= 0.5 or self.doer_open)
        if self.doer < 0:
            return self.rest >= 0.6
        return (self.doer >= 0.6 or (self.doer_open and self.rest >= 0.6)) and (
            self.rest < 0 or self.rest >= 0.4 or (self.rest_open and self.doer >= 0.6)
        )


def with_subject(told: Told, beside: Sides, predicate: int, subject: int) -> Sides:
    """The sides of a predicate with another subject in its place."""
    new = _with_stand_ins(told, side(told.analysis, [subject]))
    passive = any(told.analysis.toks[k].deprel in ("nsubj:pass", "aux:pass") for k in told.analysis.toks[predicate].children)
    return Sides(beside.doer, new, beside.rest) if passive else Sides(new, beside.done, beside.rest)


def _measured(analysis: Analysis, k: int) -> bool:
    return any(g in analysis.value_at for g in (k, *analysis.toks[k].children))


def turned(told: Told, claim: Sides, predicate: int) -> Sides:
    """The sides of a predicate that tells the claim's act from the other side: its doer and whom it is done to or with change places."""
    found = sides(told.analysis, predicate)
    others = parties(told.analysis, predicate).others
    partners = [k for case, k in others if case in _PARTNERS and not _measured(told.analysis, k)]
    if not found.done.heads or (partners and claim.done.heads and share(told, claim.done, found.done.keys) >= 0.45):
        partner = side(told.analysis, partners, frozenset({predicate}))
        rest = side(told.analysis, (k for k in found.rest.heads if k not in partners), frozenset({predicate}))
        if not found.done.heads:
            return Sides(partner, found.doer, rest)
        return Sides(
            partner,
            found.done,
            Side(
                (*found.doer.heads, *rest.heads),
                (*found.doer.tokens, *rest.tokens),
                (*found.doer.keys, *rest.keys),
                found.doer.beings | rest.beings,
            ),
        )
    return Sides(found.done, found.doer, found.rest)


def _headline(told: Told, verb: int) -> bool:
    """Whether a verb stands in a line without stop, article or auxiliary, where a participle alone is passive ("Marn acquitted")."""
    toks = told.analysis.toks
    info = told.analysis.sentences[toks[verb].sentence]
    if toks[verb].xpos not in ("VBD", "VBN") or toks[info.last - 1].text in (".", "!", "?", ";", ","):
        return False
    return not any(toks[k].upos in ("AUX", "DET") or toks[k].xpos in ("VBZ", "VBP") for k in range(info.first, info.last))


def _label(told: Told, k: int) -> Side | None:
    """What stands before a colon of which a word alone is said ("Timetable: rejected")."""
    analysis = told.analysis
    toks = analysis.toks
    info = analysis.sentences[toks[k].sentence]
    colon = next((j for j in (k - 1, k - 2) if j > info.first and toks[j].text == ":"), -1)
    if colon < 0 or (k + 1 < info.last and toks[k + 1].upos not in ("PUNCT", "ADP")):
        return None
    first = max((j + 1 for j in range(info.first, colon) if toks[j].upos == "PUNCT"), default=info.first)
    heads = [j for j in range(first, colon) if toks[j].upos in ("NOUN", "PROPN")]
    return side(analysis, heads[-1:]) if heads and not any(toks[j].upos in ("VERB", "AUX") for j in range(first, colon)) else None


def by_itself(told: Told, claim: Sides, found: Sides, predicate: int) -> Sides:
    """The sides of a verb without an object whose subject is what the claim has it done to ("the loss widened", "the strike ended")."""
    toks = told.analysis.toks
    if not found.doer.heads and not found.done.heads and (label := _label(told, predicate)) is not None:
        done = claim.done.told and share(told, claim.done, label.keys) >= 0.6
        empty = Side((), (), (), frozenset())
        return Sides(empty if done else label, label if done else empty, found.rest)
    if not claim.done.told and not found.doer.heads and found.done.heads and share(told, claim.doer, found.done.keys) >= 0.6:
        return Sides(found.done, Side((), (), (), frozenset()), found.rest)  # "will be cut" for "goes up"
    if not claim.done.keys or found.done.heads or not found.doer.heads or toks[predicate].upos not in ("VERB", "ADJ"):
        return found
    beings = claim.done.beings | found.doer.beings
    if any(told.golden.world.kind(b) in ("person", "organization", "") for b in beings) and not _headline(told, predicate):
        return found
    head = told.keys[found.doer.heads[0]]
    if claim.done.keys[0] not in head or share(told, claim.done, found.doer.keys) < 0.6:
        return found
    return Sides(Side((), (), (), frozenset()), found.doer, found.rest)


def share(told: Told, wanted: Side, words: Iterable[str]) -> float:
    """The share of a claim side's weight for which the given keys stand, or -1 where the claim has nothing there."""
    if not wanted.keys:
        return -1.0
    rarity, stands_for = told.golden.rarity, told.golden.table.stands_for
    offered: dict[str, float] = {}
    for word in words:
        for cue, near in stands_for(word):
            if near > offered.get(cue, 0.0):
                offered[cue] = near
    weights = {key: rarity.get(key, 1.0) * (1.5 if key[:1] == "@" else 1.0) for key in wanted.keys}
    return sum(w * offered.get(key, 0.0) for key, w in weights.items()) / sum(weights.values())


def _with_stand_ins(told: Told, found: Side) -> Side:
    """The side with the beings that its definite descriptions stand for ("the treaty", where only one is known)."""
    more = (*("@" + told.stand_ins[k] for k in found.tokens if k in told.stand_ins), *("@" + b for b in sorted(found.beings)))
    return Side(found.heads, found.tokens, (*found.keys, *more), found.beings | {key[1:] for key in more}) if more else found


def told_sides(told: Told, sides_of: Sides) -> Sides:
    """Sides of the text with what its definite descriptions stand for, and no pronoun for the one that it acts upon."""
    doer = sides_of.doer
    names = told.analysis.name_at
    acted = {b for k in sides_of.done.heads for b in beings_at(told.analysis, k) if k in names and not names[k].pronoun}
    if doer.beings & acted and all(k in names and names[k].pronoun for k in doer.heads):
        sides_of = Sides(Side(doer.heads, doer.tokens, (), frozenset()), sides_of.done, sides_of.rest)
    return Sides(*(_with_stand_ins(told, s) for s in (sides_of.doer, sides_of.done, sides_of.rest)))


def _last_words(told: Told) -> dict[str, set[str]]:
    """The beings that descriptions may stand for, by the last words of their names: once a golden set."""
    known = told.golden.memo.get("last-words")
    if known is None:
        owners: dict[str, set[str]] = {}
        for being in told.golden.world.beings.values():
            if being.kind in ("work", "event", "organization", "product") and being.golden:
                for name in being.names:
                    words = name.lower().split()
                    if len(words) > 1:
                        owners.setdefault(words[-1], set()).add(being.id)
        known = told.golden.memo["last-words"] = owners
    assert isinstance(known, dict)
    return known


def stand_ins(told: Told) -> dict[int, str]:
    """Definite descriptions by the last word of a name, where only one being of the golden set has it."""
    owners = _last_words(told)
    toks = told.analysis.toks
    found: dict[int, str] = {}
    for tok in toks:
        mine = owners.get(tok.lemma)
        if (
            mine is not None
            and len(mine) == 1
            and tok.index not in told.analysis.name_at
            and any(toks[k].folded in ("the", "this", "that") for k in tok.children)
        ) and not any(toks[k].deprel in ("compound", "amod", "nmod") for k in tok.children):
            found[tok.index] = next(iter(mine))
    return found


def is_nobody(analysis: Analysis, k: int) -> bool:
    """Whether a word stands for none of all that could be meant ("nobody was arrested")."""
    tok = analysis.toks[k]
    return tok.folded in _NONE or (tok.folded == "one" and any(analysis.toks[g].folded == "no" for g in tok.children))


def _open(analysis: Analysis, found: Side) -> bool:
    """Whether a side is not told, or only by a word that could mean anybody."""
    return (
        not found.heads
        or all(analysis.toks[k].folded in _VAGUE for k in found.heads)
        or any(analysis.toks[k].folded in ("he", "she", "they") for k in found.heads)
    )


def align(told: Told, claim: Sides, found: Sides, symmetric: bool) -> Alignment:
    """How far the text's sides tell the claim's."""
    analysis = told.analysis
    every = (*found.doer.keys, *found.done.keys, *found.rest.keys)
    if symmetric:
        doer, done, rest = (share(told, s, every) for s in (claim.doer, claim.done, claim.rest))
    else:
        doer = share(told, claim.doer, (*found.doer.keys, *(found.rest.keys if not found.doer.keys else ())))
        done = share(told, claim.done, (*found.done.keys, *found.rest.keys))
        done = 1.0 if claim.done.keys and any(is_nobody(analysis, k) for k in found.done.heads) else done
        rest = share(told, claim.rest, (*found.rest.keys, *found.done.keys))
    if 0.0 < doer < BARE and _barely(told, claim.doer, found.doer, 0.5):
        doer = BARE
    if 0.0 < done < BARE and _barely(told, claim.done, found.done, 1.0):
        done = BARE
    wanted = Side((), (), tuple(dict.fromkeys((*claim.doer.keys, *claim.done.keys, *claim.rest.keys))), frozenset())
    return Alignment(
        doer,
        done,
        rest,
        _open(analysis, found.doer),
        _open(analysis, found.done),
        not found.rest.heads,
        max(0.0, share(told, wanted, every)),
    )


def _barely(told: Told, wanted: Side, found: Side, rare: float) -> bool:
    """Whether a side is told by its head alone with "the" ("the board" for the school board), and the claims know few such heads."""
    toks = told.analysis.toks
    if len(found.heads) != 1 or len(found.keys) != 1 or wanted.keys[0] != found.keys[0] or wanted.keys[0][:1] in "@=#~":
        return False
    return told.golden.rarity.get(wanted.keys[0], 1.0) >= rare and any(toks[g].folded == "the" for g in toks[found.heads[0]].children)


def claim_sides(fact: CompiledFact, predicate: int | None = None) -> Sides:
    """The sides of a predicate of the claim, the main one where none is given."""
    at = fact.predicate if predicate is None else predicate
    if at < 0:
        empty = Side((), (), (), frozenset())
        return Sides(empty, empty, empty)
    return sides(fact.analysis, at)
