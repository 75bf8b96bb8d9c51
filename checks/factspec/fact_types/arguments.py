"""Arguments: the phrases of a predicate that tell who does it, what it is done to, and the rest.

Light verbs ("made a call"), agent nouns ("the successor of"), descriptions in apposition and headlines are laid out like plain clauses.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factspec.binding.compiled import STATIVE
from factspec.binding.frames import keys_at
from factspec.lexicon import kinds
from factspec.reading.analysis import Analysis
from factspec.reading.kept import kept
from factspec.reading.roles import beings_at, parties
from factspec.reading.withdrawn import denied_phrase

LIGHT = frozenset(
    "file submit lodge have hold make give take pay issue deliver carry conduct do launch place put reach follow see bring mount "
    "stage undertake effect announce order involve come".split()
)
SUFFERED = frozenset("get receive undergo suffer face".split())  # light verbs whose subject is the one it is done to
_APART = frozenset({"parataxis", "advcl", "conj", "punct", "cc", "list", "discourse", "acl:relcl"})


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


def phrase(analysis: Analysis, head: int) -> list[int]:
    """The tokens of the phrase at ``head``, without clauses that hang on it and without what the text takes back ("not Bach")."""
    toks = analysis.toks
    found, queue = [head], [head]
    while queue and len(found) < 60:
        for g in toks[queue.pop()].children:
            if toks[g].deprel in _APART or (toks[g].deprel == "appos" and denied_phrase(analysis, g) is not None):
                continue
            if (g in analysis.denied) != (head in analysis.denied):
                continue
            found.append(g)
            queue.append(g)
    return found


def side(analysis: Analysis, heads: Iterable[int], without: frozenset[int] = frozenset()) -> Side:
    """The side that these heads make up."""
    kept = tuple(h for h in dict.fromkeys(heads) if denied_phrase(analysis, h) is None)
    tokens: list[int] = []
    manner: set[int] = set()  # how it is done ("easily"): no party, and no opposite of it is one
    for head in kept:
        tokens.extend(k for k in phrase(analysis, head) if k not in without)
        tokens.extend(named_by(analysis, head))
        if analysis.toks[head].upos == "ADV" and analysis.toks[head].deprel == "advmod":
            manner.add(head)
    keys: list[str] = []
    beings: set[str] = set()
    for k in dict.fromkeys(tokens):
        tok = analysis.toks[k]
        if k in manner and len(kept) > len(manner):
            continue
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


def _place_noun(lemma: str) -> bool:
    """Whether a noun names a place and no act, so that its possessor does nothing ("Ostvar's capital")."""
    return "place" in kinds(lemma) and not kinds(lemma) & {"act", "event", "communication", "cognition"}


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


def _around(analysis: Analysis, k: int) -> Sides:
    """The sides of a set phrase that is no verb ("council: yes to wind farm"): what stands before it and what follows it."""
    info = analysis.sentences[analysis.toks[k].sentence]
    first = max((j + 1 for j in range(info.first, k) if analysis.toks[j].text in (",", ";", ".")), default=info.first)
    last = next((j for j in range(k + 1, info.last) if analysis.toks[j].upos == "PUNCT"), info.last)
    own = [j for j in analysis.toks[k].children if analysis.toks[j].deprel in ("amod", "compound")]
    before = [j for j in range(first, k) if analysis.toks[j].content and j not in own]
    behind = [j for j in range(k + 1, last) if analysis.toks[j].content]
    empty = Side((), (), (), frozenset())
    return Sides(
        _stretch(analysis, before[0], before[-1] + 1) if before else empty,
        _stretch(analysis, behind[0], behind[-1] + 1) if behind else empty,
        empty,
    )


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


@kept
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
    elif predicate in analysis.phrase_at and tok.upos not in ("VERB", "ADV") and not agents and not patients:
        return _around(analysis, predicate)
    elif not agents and not patients and (line := _in_line(analysis, predicate)) is not None:
        return line
    elif tok.upos == "NOUN" and (not agents or _place_noun(tok.lemma)):
        owners = [k for k in agents if toks[k].deprel == "nmod:poss"]
        patients += owners
        agents = [k for k in agents if k not in owners] or _described(analysis, predicate)
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
        acts = toks[k].content or (toks[k].deprel == "xcomp" and any(toks[g].deprel == "obj" for g in toks[k].children))
        if acts and toks[k].deprel in ("ccomp", "xcomp", "advmod") and tok.upos == "VERB" and k not in (*agents, *patients):
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
            nearer = any(toks[j].upos == "VERB" for j in range(predicate + 1, k))
            if "nsubj" in rels and not nearer and not rels.keys() & {"obj", "xcomp", "ccomp", "obl", "advcl"}:
                found.append((k, rels["nsubj"]))
    return found
