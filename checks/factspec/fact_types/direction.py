"""Direction: from whom to whom an act goes, in a clause, in a noun ("Ann's letter to Ben") and in verbs told from either end ("lent").

Every telling of an act is laid out as a source and a target. A text that has the claim's target for its source, and its source for its
target, tells the act the wrong way round. Both ends are asked for: one alone may be another act.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.acts import act_words, likeness, same_act
from factspec.fact_types.arguments import LIGHT, SUFFERED, phrase, sides
from factspec.fact_types.base import Judgement, Told
from factspec.lexicon import family, kinds, verb_class
from factspec.reading.analysis import Analysis
from factspec.reading.moods import mood
from factspec.reading.roles import case_of, is_passive, parties

_GIVES = frozenset(
    "give lend loan sell hand send award pay donate leave bequeath transfer supply deliver grant cede write present ship".split()
)
_GETS = frozenset("get receive buy borrow inherit obtain acquire purchase accept take hear".split())
_EITHER = frozenset("lease rent hire let".split())
_FROM = frozenset({"from", "by"})
_TOWARDS = frozenset({"to", "against", "over", "on", "upon", "of", "towards", "at"})
_NOUN_OF = {"lawsuit": "sue", "suit": "sue", "victory": "beat", "win": "beat", "triumph": "beat"}  # nouns of no verb, or of another
ACT = 0.8


@dataclass(frozen=True, slots=True)
class Course:
    """Who an act comes from and whom it goes to: beings, or nouns (``#lemma``). ``thing`` is what passes, or ""."""

    token: int
    source: frozenset[str]
    target: frozenset[str]
    thing: str
    transfer: bool


def _who(told: Told, analysis: Analysis, heads: Iterable[int]) -> frozenset[str]:
    """The beings that some phrases name or describe, and the nouns that head them."""
    toks = analysis.toks
    found: set[str] = set()
    for head in heads:
        owned = {k for g in toks[head].children if toks[g].deprel == "nmod:poss" for k in analysis.subtree(g)}
        found |= {
            analysis.entity_at[k]
            for k in phrase(analysis, head)
            if k in analysis.entity_at and k not in owned and not _pronoun(analysis, k)
        }
        if head in analysis.name_at and not _pronoun(analysis, head):
            continue
        if toks[head].upos in ("NOUN", "PROPN"):
            found.add("#" + toks[head].lemma)
            known = told.golden.called.get(toks[head].lemma, ())
            found.update(known if len(known) == 1 else ())
    return frozenset(found)


def _pronoun(analysis: Analysis, k: int) -> bool:
    name = analysis.name_at.get(k)
    return name is not None and name.pronoun and analysis.toks[k].upos == "PRON"


def _party(analysis: Analysis, k: int) -> bool:
    """Whether a phrase may be one of two parties: a name, a person, a group or a body."""
    toks = analysis.toks
    if k in analysis.value_at and k not in analysis.name_at:
        return False
    return (
        k in analysis.name_at
        or toks[k].upos == "PROPN"
        or bool(kinds(toks[k].lemma) & {"person", "group", "organization"})
        or any(toks[g].deprel in ("appos", "flat", "compound") and g in analysis.name_at for g in toks[k].children)
    )


def _below(analysis: Analysis, k: int) -> list[tuple[str, int]]:
    """Phrases with a preposition that hang on a word, or on the object of it, where a parser puts many of them."""
    toks = analysis.toks
    own = [(case_of(analysis, g), g) for g in toks[k].children if toks[g].deprel.split(":")[0] in ("obl", "nmod")]
    for g in toks[k].children:
        if toks[g].deprel == "obj":
            own += [(case_of(analysis, h), h) for h in toks[g].children if toks[h].deprel == "nmod"]
    return [(case, g) for case, g in own if case]


def _verbal(told: Told, analysis: Analysis, k: int) -> Course | None:
    toks = analysis.toks
    lemma = toks[k].lemma
    below = _below(analysis, k)
    if lemma in _GIVES | _GETS | _EITHER:
        passive = is_passive(analysis, k)
        own = parties(analysis, k)
        to = [g for case, g in below if case in ("to", "for") and _party(analysis, g)]
        out = [g for case, g in below if case == "from" and _party(analysis, g)]
        given = [g for g in toks[k].children if toks[g].deprel == "iobj"]
        objects = [g for g in own.patients if g not in given]
        if len(objects) > 1 and not given and not passive and _party(analysis, objects[0]):
            given, objects = objects[:1], objects[1:]
        gives = lemma in _GIVES or (lemma in _EITHER and bool(to) and not out)
        other = [*to, *given] if gives else out
        subject = [g for g in own.agents if g not in other]
        thing = toks[objects[0]].lemma if objects else ""
        if subject and other:
            ends = (subject, other) if gives else (other, subject)
            return Course(k, _who(told, analysis, ends[0]), _who(told, analysis, ends[1]), thing, True)
    if lemma in LIGHT | SUFFERED:
        return None
    laid = sides(analysis, k)
    if laid.doer.heads and laid.done.heads:
        return Course(k, _who(told, analysis, laid.doer.heads), _who(told, analysis, laid.done.heads[:1]), "", False)
    return None


def _nominal(told: Told, analysis: Analysis, k: int) -> Course | None:
    """The course of a noun: who has it, who it is by or from, and whom it is to, against or over."""
    toks = analysis.toks
    below = _below(analysis, k)
    owner = [g for g in toks[k].children if toks[g].deprel == "nmod:poss"]
    source = [g for case, g in below if case in _FROM]
    target = [g for case, g in below if case in _TOWARDS and _party(analysis, g)]
    head = toks[k].head
    if head >= 0 and toks[k].deprel.split(":")[0] in ("obj", "obl") and toks[head].lemma in LIGHT | SUFFERED:
        light = parties(analysis, head)
        behind = [g for case, g in _below(analysis, head) if case in _FROM and g != k]
        towards = [g for case, g in _below(analysis, head) if case in _TOWARDS and g != k and _party(analysis, g)]
        if toks[head].lemma in SUFFERED:
            source, target = [*source, *behind], [*target, *(g for g in light.agents if g not in (*source, *behind))]
        else:
            source = [*source, *light.agents]
            target = [*target, *towards, *(g for g in light.patients if g != k and _party(analysis, g))]
    if owner and not source:
        source = owner
    elif owner and not target:
        target = owner
    if not source or not target:
        return None
    return Course(k, _who(told, analysis, source), _who(told, analysis, target), toks[k].lemma, True)


def courses(told: Told, analysis: Analysis, k: int) -> tuple[Course, ...]:
    """The courses that a word tells of, if any."""
    tok = analysis.toks[k]
    if k in analysis.name_at:
        return ()
    found = _verbal(told, analysis, k) if tok.upos == "VERB" else (_nominal(told, analysis, k) if tok.upos == "NOUN" else None)
    return (found,) if found is not None and found.source and found.target else ()


def wrong_way(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement, turned where the text tells the claim's act only the other way round."""
    if judgement.verdict == "contradicted" or fact.predicate < 0 or fact.fact.symmetric or fact.type in ("role", "mention", "place"):
        return judgement
    mine = _own(told, fact)
    if mine is None:
        return judgement
    wrong: Course | None = None
    words = act_words(fact.analysis).get(fact.predicate, ())
    for said, spoken in _spoken(told):
        if not _same_act(mine, said, words, spoken, fact):
            continue
        if said.source & mine.source or said.target & mine.target:
            return judgement
        standing = told.mood(said.token)
        nominal = told.analysis.toks[said.token].upos == "NOUN"
        told_as = nominal or standing.mode in ("fact", mood(fact.analysis, fact.predicate).mode)
        if said.source & mine.target and said.target & mine.source and not standing.negated and told_as:
            wrong = wrong or said
    if wrong is None:
        return judgement
    tok = told.analysis.toks[wrong.token]
    reason = "the parties have changed places"
    return Judgement("contradicted", tok.start, tok.end, "relation-reversed", reason, None, 0.7)


def _own(told: Told, fact: CompiledFact) -> Course | None:
    """The course of the claim's act, kept for all texts."""
    key = ("course", fact.index)
    if key not in told.golden.memo:
        found = () if _mutual(fact) else courses(told, fact.analysis, fact.predicate)
        told.golden.memo[key] = found[0] if found else None
    known = told.golden.memo[key]
    return known if isinstance(known, Course) else None


def _spoken(told: Told) -> tuple[tuple[Course, tuple[str, ...]], ...]:
    """The courses that the text tells, with the words of their acts."""
    known = told.memo.get("courses")
    if not isinstance(known, tuple):
        words = act_words(told.analysis)
        toks = told.analysis.toks
        known = tuple((c, words.get(t.index, ())) for t in toks if t.content for c in courses(told, told.analysis, t.index))
        told.memo["courses"] = known
    return known


def _mutual(fact: CompiledFact) -> bool:
    of = verb_class(fact.analysis.toks[fact.predicate].lemma)
    return bool(of & {"marry", "divorce"}) or ("meet-talk" in of and "phone" not in of)


def _same_act(mine: Course, said: Course, words: tuple[str, ...], spoken: tuple[str, ...], fact: CompiledFact) -> bool:
    """Whether two courses are of one act: the same verb or its noun, or the same thing passed on."""
    meant = {_NOUN_OF[w] for w in spoken if w in _NOUN_OF}
    if any(same_act(w, verb) >= ACT for w in words for verb in meant):
        return True
    near, flipped, contrary = likeness(words, spoken)
    if not (mine.transfer and said.transfer) and not any(w == v or v in family(w) for w in words for v in spoken):
        return False
    if near >= ACT and not flipped and not contrary:
        return not (mine.thing and said.thing and mine.transfer and said.transfer) or _alike(mine.thing, said.thing, fact)
    return mine.transfer and said.transfer and bool(mine.thing) and bool(said.thing) and _alike(mine.thing, said.thing, fact)


def _alike(one: str, other: str, fact: CompiledFact) -> bool:
    return one == other or closeness(one, other) >= 0.8 or other == fact.analysis.toks[fact.predicate].lemma
