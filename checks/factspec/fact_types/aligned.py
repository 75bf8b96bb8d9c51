"""Alignment: how the parties of a claim's predicate stand in a clause of the text.

A clause speaks of a claim's event where its own phrases tell what the claim's phrases tell, place by place. That is the proof asked
for before a clause may contradict: words of the claim scattered over a sentence are none.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factspec.binding.compiled import STATIVE, CompiledFact
from factspec.binding.frames import keys_at
from factspec.fact_types.base import Told
from factspec.lexicon import kinds
from factspec.reading.analysis import Analysis
from factspec.reading.moods import denied_phrase
from factspec.reading.roles import beings_at, parties

LIGHT = frozenset(
    "have hold make give take pay issue deliver carry conduct do launch place lodge put reach follow see bring mount stage undertake "
    "effect announce order involve come".split()
)
SUFFERED = frozenset("get receive undergo suffer face".split())  # light verbs whose subject is the one it is done to
_APART = frozenset({"parataxis", "advcl", "conj", "punct", "cc", "list", "discourse", "acl:relcl"})
_PARTNERS = frozenset({"to", "from", "by", "for", "of", "with"})
_VAGUE = frozenset(
    "it they he she who which that this these those we you i one there what someone somebody them him her us side team men club "
    "company firm pair".split()
)


@dataclass(frozen=True, slots=True)
class Side:
    """The phrases of one side of a predicate: head tokens, tokens, keys, and who is named."""

    heads: tuple[int, ...]
    tokens: tuple[int, ...]
    keys: tuple[str, ...]
    beings: frozenset[str]

    @property
    def told(self) -> bool:
        return bool(self.keys)


@dataclass(frozen=True, slots=True)
class Sides:
    """Who does it, what it is done to, and the rest (place, time, partner) of one predicate."""

    doer: Side
    done: Side
    rest: Side

    @property
    def tokens(self) -> tuple[int, ...]:
        return (*self.doer.tokens, *self.done.tokens, *self.rest.tokens)


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


def phrase(analysis: Analysis, head: int) -> list[int]:
    """The tokens of the phrase at ``head``, without clauses that hang on it and without what the text takes back ("not Bach")."""
    toks = analysis.toks
    found, queue = [head], [head]
    while queue and len(found) < 60:
        for g in toks[queue.pop()].children:
            if toks[g].deprel in _APART or (toks[g].deprel == "appos" and denied_phrase(analysis, g) is not None):
                continue
            found.append(g)
            queue.append(g)
    return found


def side(analysis: Analysis, heads: Iterable[int], without: frozenset[int] = frozenset()) -> Side:
    """The side that these heads make up."""
    kept = tuple(h for h in dict.fromkeys(heads) if denied_phrase(analysis, h) is None)
    tokens: list[int] = []
    for head in kept:
        tokens.extend(k for k in phrase(analysis, head) if k not in without)
        tokens.extend(named_by(analysis, head))
    keys: list[str] = []
    beings: set[str] = set()
    for k in dict.fromkeys(tokens):
        tok = analysis.toks[k]
        if k in analysis.entity_at:
            beings.add(analysis.entity_at[k])
        if k in analysis.value_at or (tok.lemma in STATIVE and k not in analysis.entity_at):
            continue
        own = keys_at(analysis, k)
        name = analysis.name_at.get(k)
        if name is not None and name.entity is not None and all(key[:1] == "=" for key in own):
            continue
        keys.extend(own[1:] if len(own) > 1 and name is not None and not name.pronoun else own)
    for head in kept:
        beings.update(beings_at(analysis, head))
    return Side(kept, tuple(dict.fromkeys(tokens)), tuple(dict.fromkeys(keys)), frozenset(beings))


def named_by(analysis: Analysis, head: int) -> list[int]:
    """The name that a description stands beside or is said of ("Polarnode, the house that ...", "she was the first who ...")."""
    toks = analysis.toks
    if head in analysis.entity_at:
        return []
    at = toks[head]
    if at.deprel == "appos" and at.head in analysis.entity_at:
        return [at.head]
    if any(toks[g].deprel == "cop" for g in at.children):
        return [g for g in at.children if toks[g].deprel == "nsubj" and g in analysis.entity_at]
    return []


def _agent_noun(analysis: Analysis, k: int) -> bool:
    """Whether a noun names the doer of an act ("successor", "buyer"), so that its possessor is the one it is done to."""
    tok = analysis.toks[k]
    return tok.upos == "NOUN" and "person" in kinds(tok.lemma) and tok.lemma[-2:] in ("or", "er", "nt", "st")


def _holders(analysis: Analysis, k: int) -> list[int]:
    """Who is said to be the agent noun at ``k``."""
    toks = analysis.toks
    tok = toks[k]
    found = [g for g in tok.children if toks[g].deprel in ("nsubj", "appos", "flat")]
    if tok.head >= 0 and (
        tok.deprel in ("appos", "flat", "nmod:desc")
        or (tok.deprel == "nsubj" and any(toks[g].deprel == "cop" for g in toks[tok.head].children))
    ):
        found.append(tok.head)
    if not found:
        j = k + 1
        while j < len(toks) and toks[j].sentence == tok.sentence and j - k < 6 and toks[j].text != ":":
            j += 1
        if j + 1 < len(toks) and toks[j].text == ":" and j + 1 in analysis.name_at:
            found.append(analysis.name_at[j + 1].head)
    return found


def _described(analysis: Analysis, k: int) -> list[int]:
    """The name that a noun stands in apposition to ("Kell, the capital of Ostvar")."""
    tok = analysis.toks[k]
    definite = any(analysis.toks[g].folded == "the" for g in tok.children)
    names = [g for g in tok.children if analysis.toks[g].deprel == "appos"] + ([tok.head] if tok.deprel == "appos" else [])
    return [g for g in names if definite and g in analysis.name_at and not analysis.name_at[g].pronoun][:1]


def _in_line(analysis: Analysis, k: int) -> Sides | None:
    """The sides of a verb that a headline's tree took for a noun: what stands before it and what follows it."""
    toks = analysis.toks
    info = analysis.sentences[toks[k].sentence]
    if toks[k].upos not in ("NOUN", "VERB") or k - 1 < info.first or k + 1 >= info.last:
        return None
    root = toks[info.root]
    verbless = (
        toks[k].upos == "VERB"
        and root.upos not in ("VERB", "AUX")
        and not any(toks[g].deprel in ("cop", "aux", "nsubj") for g in root.children)
    )
    if toks[k].text[-1:] != "s" and not (verbless and toks[k].deprel != "acl:relcl"):
        return None
    before, after = toks[k - 1], toks[k + 1]
    if (
        before.upos not in ("NOUN", "PROPN")
        or after.upos not in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON")
        or (before.text[-1:] == "s" and k - 1 not in analysis.name_at)
    ):
        return None
    first = k - 1
    while (
        first > info.first
        and k - first < 8
        and toks[first - 1].upos in ("NOUN", "PROPN", "ADJ", "DET", "ADP")
        and toks[first - 1].upos != "PUNCT"
    ):
        first -= 1
    last = k + 1
    while (
        last < info.last
        and last - k < 9
        and (toks[last].upos in ("NOUN", "PROPN", "ADJ", "DET", "NUM", "PRON", "PART") or toks[last].folded in ("of", "for", "over"))
    ):
        last += 1
    return Sides(_stretch(analysis, first, k), _stretch(analysis, k + 1, last), Side((), (), (), frozenset()))


def _stretch(analysis: Analysis, first: int, last: int) -> Side:
    heads = tuple(
        analysis.name_at[k].head if k in analysis.name_at else k for k in range(first, last) if k in analysis.entity_at or k == last - 1
    )
    keys = [key for k in range(first, last) for key in keys_at(analysis, k)]
    return Side(
        tuple(dict.fromkeys(heads)),
        tuple(range(first, last)),
        tuple(dict.fromkeys(keys)),
        frozenset(analysis.entity_at[k] for k in range(first, last) if k in analysis.entity_at),
    )


def sides(analysis: Analysis, predicate: int) -> Sides:
    """The sides of a predicate, a light verb or a nominal included."""
    toks = analysis.toks
    tok = toks[predicate]
    own = parties(analysis, predicate)
    agents, patients, others = list(own.agents), list(own.patients), [k for _, k in own.others]
    if _agent_noun(analysis, predicate):
        said_of = [k for k in agents if k in analysis.name_at] if any(toks[k].deprel == "cop" for k in tok.children) else []
        held = said_of or _holders(analysis, predicate)
        patients = [k for k in (*agents, *patients) if k not in held and k != predicate]
        agents, others = held, [k for k in others if k not in held]
    elif not agents and not patients and (line := _in_line(analysis, predicate)) is not None:
        return line
    elif not agents and tok.upos == "NOUN":
        agents = _described(analysis, predicate)
        others = [k for k in others if k not in agents]
    if (
        tok.upos == "NOUN"
        and tok.head >= 0
        and tok.deprel.split(":")[0] in ("obj", "obl", "nsubj", "xcomp")
        and toks[tok.head].lemma in LIGHT | SUFFERED
    ):
        light = parties(analysis, tok.head)
        suffered = toks[tok.head].lemma in SUFFERED
        (patients if suffered else agents).extend(k for k in light.agents if k != predicate)
        patients += [k for k in light.patients if k != predicate]
        others += [k for _, k in light.others if k != predicate]
    for k in tok.children:
        if toks[k].deprel in ("ccomp", "xcomp", "advmod") and tok.upos == "VERB" and toks[k].content and k not in (*agents, *patients):
            others.append(k)
    if tok.upos == "NOUN":
        others += [
            k
            for k in tok.children
            if toks[k].deprel in ("compound", "amod", "acl") and k not in agents and k not in others and k not in analysis.value_at
        ]
    if not patients and tok.upos == "VERB":
        below = [k for k in tok.children if toks[k].deprel in ("xcomp", "advcl") and any(toks[g].folded == "to" for g in toks[k].children)]
        others += [g for k in below for g in toks[k].children if toks[g].deprel in ("obj", "obl") and g in analysis.entity_at]
    agents = [toks[k].head if toks[k].deprel == "appos" and denied_phrase(analysis, k) is not None else k for k in agents]
    banned = frozenset({predicate})
    return Sides(side(analysis, agents, banned), side(analysis, patients, banned), side(analysis, others, banned))


def elliptical(analysis: Analysis, predicate: int) -> list[tuple[int, int]]:
    """(auxiliary, subject) of clauses that leave the predicate out ("the publisher did not", "the budget was not")."""
    toks = analysis.toks
    found: list[tuple[int, int]] = []
    for k in toks[predicate].children:
        tok = toks[k]
        if tok.lemma in ("do", "be", "have", "will", "can") and tok.deprel in ("conj", "parataxis", "advcl", "ccomp"):
            rels = {toks[g].deprel.split(":")[0]: g for g in tok.children}
            if "nsubj" in rels and not rels.keys() & {"obj", "xcomp", "ccomp", "obl", "advcl"}:
                found.append((k, rels["nsubj"]))
    return found


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
    if not found.done.heads or (partners and claim.done.heads and share(told, claim.done, found.done.keys) >= 0.6):
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


def share(told: Told, wanted: Side, words: Iterable[str]) -> float:
    """The share of a claim side's weight for which the given keys stand, or -1 where the claim has nothing there."""
    if not wanted.keys:
        return -1.0
    rarity = told.golden.rarity
    offered: dict[str, float] = {}
    for word in words:
        for cue, near in told.golden.table.stands_for(word):
            offered[cue] = max(offered.get(cue, 0.0), near)
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


def stand_ins(told: Told) -> dict[int, str]:
    """Definite descriptions by the last word of a name, where only one being of the golden set has it."""
    owners: dict[str, set[str]] = {}
    for being in told.golden.world.beings.values():
        if being.kind in ("work", "event", "organization", "product") and being.golden:
            for name in being.names:
                words = name.lower().split()
                if len(words) > 1:
                    owners.setdefault(words[-1], set()).add(being.id)
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
        rest = share(told, claim.rest, (*found.rest.keys, *found.done.keys))
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


def claim_sides(fact: CompiledFact, predicate: int | None = None) -> Sides:
    """The sides of a predicate of the claim, the main one where none is given."""
    at = fact.predicate if predicate is None else predicate
    if at < 0:
        empty = Side((), (), (), frozenset())
        return Sides(empty, empty, empty)
    return sides(fact.analysis, at)
