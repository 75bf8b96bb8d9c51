"""Invented clauses: predicates about the story whose words nothing licenses, even in paraphrase.

A clause is a verb with what hangs on it, other verbs' clauses left out: relative clauses, participles and coordinated predicates are
clauses of their own, and so are appositions and adjuncts. Each of its words counts by how much it says and by how far it stands from
every word of the golden set; known words, values and names speak against it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from factspec.binding.bound import NEAR, Bound
from factspec.fact_types.base import Told
from factspec.lexicon import kinds
from factspec.licence.words import KNOWN, licence, noun_weight, verb_weight
from factspec.reading.analysis import Analysis, SentenceInfo, Tok
from factspec.reading.speech import is_speech
from factspec.reading.withdrawn import NOTICES

_READER = frozenset("you your yours i we us our ours me my let's please".split())
_WHEN = frozenset("when as while until till once since where".split())
_DEFINITE = frozenset("the this that his her their its".split())
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "csubj:pass", "expl")
_ENOUGH, _WHOLLY, _THING, _MOSTLY = 2.0, 1.35, 1.0, 0.7
_BROUGHT, _HALF = 1.4, 0.6  # of a clause with a doer of its own less will do
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Clause:
    """A predicate: its head, and the tokens of its own. ``part``: an apposition or adjunct, which must be new altogether."""

    head: int
    own: tuple[int, ...]
    part: str = ""


@dataclass(slots=True)
class Weight:
    """What is new and what is known in a clause, by weight."""

    new: float = 0.0
    known: float = 0.0
    thing: bool = False
    doer: bool = False


def _heads_clause(analysis: Analysis, tok: Tok) -> bool:
    """Whether a token is the verb of a clause of its own."""
    if tok.upos != "VERB" or tok.deprel.split(":")[0] in ("aux", "cop", "amod", "compound", "case", "mark", "fixed"):
        return False
    return not (tok.deprel == "xcomp" and tok.head >= 0 and analysis.toks[tok.head].upos == "VERB")


def clauses(analysis: Analysis) -> Iterator[Clause]:
    """The clauses of all sentences, and their appositions and adjuncts, in text order of their heads."""
    toks = analysis.toks
    for tok in toks:
        whole = _heads_clause(analysis, tok)
        part = "" if whole or tok.upos != "NOUN" or tok.deprel not in ("appos", "obl") else tok.deprel
        if part == "obl" and not _heads_clause(analysis, toks[tok.head]):
            continue
        if not (whole or part):
            continue
        below = analysis.subtree(tok.index, 60)
        cut: set[int] = set()
        for k in below:
            if k != tok.index and k not in cut and (_heads_clause(analysis, toks[k]) or (whole and toks[k].deprel == "appos")):
                cut.update(analysis.subtree(k, 60))
        opens = next((k for k in tok.children if toks[k].deprel == "mark" and k < tok.index), -1)
        own = tuple(k for k in below if k not in cut and k >= opens)
        if 1 < len(own) <= _LONGEST:
            yield Clause(tok.index, own, part)


def weigh(told: Told, clause: Clause, licensed: frozenset[int]) -> Weight:
    """The weights of what is new and what is known among the clause's words; ``licensed`` are the tokens of licensed values."""
    analysis = told.analysis
    found = Weight()
    seen: set[int] = set()
    ahead, plain = _ahead(analysis, clause), _plain(analysis, clause)
    for k in clause.own:
        tok = analysis.toks[k]
        if k < ahead:
            continue
        value, name = analysis.value_at.get(k), analysis.name_at.get(k)
        if value is not None:
            if value.first not in seen and k in licensed:
                seen.add(value.first)
                found.known += 1.0
            continue
        if name is not None:
            if k == name.head and name.entity is not None and not name.pronoun and tok.deprel not in _SUBJECTS:
                found.known += 0.6
            continue
        if not tok.content or tok.upos not in ("NOUN", "VERB", "ADJ"):
            continue
        near = max((licence(told, key) for key in told.keys[k]), default=1.0)
        weight = _says(analysis, tok, clause)
        found.doer |= near < 0.45 and plain and _brought_in(analysis, tok, clause)
        if near >= KNOWN:
            found.known += weight
        elif near < 0.35:
            found.new += weight
            found.thing |= tok.upos == "NOUN" and weight >= 1.0 and plain and tok.deprel != "compound" and "person" not in kinds(tok.lemma)
        elif near < 0.6:
            found.new += weight * (0.7 if near < 0.5 else 0.3)
    return found


def _brought_in(analysis: Analysis, tok: Tok, clause: Clause) -> bool:
    """Whether a word is the clause's subject and brings something in that was not spoken of before ("A church lost its spire")."""
    if tok.upos != "NOUN" or tok.deprel not in _SUBJECTS or tok.head != clause.head or clause.part or noun_weight(tok.lemma) < 1.0:
        return False
    named = kinds(tok.lemma)
    if not named & {"artifact", "animal", "plant", "place"} or named & {"person", "quantity", "communication"}:
        return False  # "a teenager", "a majority" may be another word for somebody known
    below = [analysis.toks[k] for k in tok.children]
    if any(t.folded in _DEFINITE or t.index in analysis.value_at or t.deprel == "nmod:poss" for t in below):
        return False
    return any(t.folded in ("a", "an", "another", "several", "some", "many") for t in below) or tok.xpos == "NNS"


def _ahead(analysis: Analysis, clause: Clause) -> int:
    """Where a clause begins behind an adjunct that only leads over to it ("After the last round, ...")."""
    toks = analysis.toks
    subject = next((k for k in toks[clause.head].children if toks[k].deprel in _SUBJECTS and k < clause.head), None)
    if subject is None:
        return -1
    first = min(k for k in (subject, *analysis.subtree(subject, 40)) if k in clause.own or k == subject)
    return first if first > 0 and toks[first - 1].text == "," and first - 1 in clause.own else -1


def _says(analysis: Analysis, tok: Tok, clause: Clause) -> float:
    """How much one word of a clause says: a new doer most, one who is only called by another word little."""
    if tok.upos == "ADJ":
        return 0.4
    if tok.upos == "VERB":
        weight = verb_weight(tok.lemma)
        return weight if tok.index == clause.head else min(weight, 1.0)
    weight, named = noun_weight(tok.lemma), kinds(tok.lemma)
    if weight < 1.0 or not named & {"person", "group", "organization"}:
        return weight
    definite = any(analysis.toks[k].folded in _DEFINITE for k in tok.children)
    if definite and tok.deprel in _SUBJECTS and tok.xpos == "NN" and "person" in named and "group" not in named:
        return 0.3
    does = tok.head == clause.head and (tok.deprel in _SUBJECTS or any(analysis.toks[k].folded == "by" for k in tok.children))
    return 1.4 if does and not is_speech(analysis.toks[clause.head].lemma) and (not definite or "group" in named) else weight


def _asserted(told: Told, clause: Clause, prose: Mapping[int, bool]) -> bool:
    """Whether the clause stands in running prose that asserts: no question, no request, no talk with the reader, no heading."""
    analysis = told.analysis
    number = analysis.toks[clause.head].sentence
    info = analysis.sentences[number]
    if clause.head < info.first + info.label or any(t.text == ":" for t in analysis.toks[clause.head + 1 : clause.head + 2]):
        return False
    if any(t.text == ":" for t in analysis.toks[clause.head : clause.own[-1] + 2]):
        return False  # what stands before a colon announces what follows
    return prose[number]


def _asserting(analysis: Analysis, info: SentenceInfo) -> bool:
    """Whether a sentence is running prose that asserts."""
    words = [analysis.toks[k] for k in range(info.first, info.last)]
    if words and words[0].folded in NOTICES:
        return False
    if info.cells or info.kind == "heading" or any(t.folded in _READER or t.text == "?" for t in words):
        return False
    letters = [t for t in words if t.text[:1].isalpha()]
    if sum(t.text.isupper() for t in letters) * 2 > len(letters):
        return False
    root = analysis.toks[info.root]
    governed = any(analysis.toks[k].deprel in (*_SUBJECTS, "aux") for k in root.children)
    return governed or root.xpos != "VB" or root.index - info.first > 1


def licensed_values(told: Told) -> frozenset[int]:
    """The tokens of values that some slot holds."""
    return frozenset(k for b in told.bounds if _anchors(b) for k in range(b.value.first, b.value.last))


def _anchors(bound: Bound) -> bool:
    """Whether a value is held by a slot, and is no mere "one" or "two"."""
    quantity = bound.value.number.quantity if bound.value.number is not None else None
    if quantity is not None and quantity.value is not None and quantity.value <= 2 and not quantity.unit:
        return any(r in NEAR and f >= 0.5 for r, f in zip(bound.relations, bound.fits, strict=True))
    return bound.derived or any(r in NEAR for r in bound.relations)


def invented(told: Told) -> list[tuple[int, int]]:
    """The character spans of clauses that nothing licenses, their subjects left out where these are known."""
    licensed = licensed_values(told)
    found: list[tuple[int, int]] = []
    prose = {n: _asserting(told.analysis, info) for n, info in enumerate(told.analysis.sentences)}
    for clause in clauses(told.analysis):
        if _asserted(told, clause, prose) and is_new(weigh(told, clause, licensed), clause):
            found.append(_span(told, clause))
    return found


def is_new(weight: Weight, clause: Clause) -> bool:
    """Whether enough of a clause is new. Where nothing is known, less will do, and of a plain assertion one new thing."""
    if weight.known == 0.0:
        enough = _ENOUGH if clause.part == "obl" else _THING if weight.thing and not clause.part else _WHOLLY
        return weight.new >= enough
    enough, mostly = (_BROUGHT, _HALF) if weight.doer else (_ENOUGH, _MOSTLY)
    return not clause.part and weight.new >= enough and weight.new >= mostly * (weight.new + weight.known)


def _plain(analysis: Analysis, clause: Clause) -> bool:
    """Whether a clause asserts by itself: it reports no speech, says not merely when, and tells of no stretch of time."""
    toks = analysis.toks
    head = toks[clause.head]
    if is_speech(head.lemma) or any(toks[k].folded in _WHEN for k in clause.own[:2]):
        return False
    subject = next((k for k in head.children if toks[k].deprel in _SUBJECTS), None)
    return subject is None or "time" not in kinds(toks[subject].lemma)


def _span(told: Told, clause: Clause) -> tuple[int, int]:
    """The clause's predicate part: from behind a named subject, without the marks and conjunctions at its ends."""
    analysis = told.analysis
    toks = analysis.toks
    own = list(clause.own)
    for k in toks[clause.head].children:
        if toks[k].deprel in _SUBJECTS and (k in analysis.name_at or toks[k].upos == "PRON"):
            below = set(analysis.subtree(k, 60))
            own = [j for j in own if j not in below] or own
    while len(own) > 1 and (toks[own[0]].upos in ("PUNCT", "CCONJ", "SCONJ") or toks[own[0]].deprel == "cc"):
        own = own[1:]
    while len(own) > 1 and toks[own[-1]].upos == "PUNCT":
        own = own[:-1]
    return toks[own[0]].start, toks[own[-1]].end


__all__ = ["Clause", "Weight", "clauses", "invented", "is_new", "licensed_values", "weigh"]
