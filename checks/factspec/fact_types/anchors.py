"""Anchors: the tokens of a text that stand for a predicate of a claim or its opposite, with their sides laid beside the claim's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.acts import SAME, act_words, likeness
from factspec.fact_types.aligned import Alignment, align, by_itself, claim_sides, stand_ins, told_sides, turned, with_subject
from factspec.fact_types.arguments import Sides, elliptical, sides
from factspec.fact_types.base import Told
from factspec.fact_types.claimed import claim_acts, symmetric
from factspec.fact_types.clauses import Clause
from factspec.lexicon import is_hypernym


@dataclass(frozen=True, slots=True)
class Anchor:
    """A token that stands for a predicate of the claim (``own``), or for its opposite, with its sides laid beside the claim's."""

    own: int
    token: int
    contrary: bool
    flipped: bool
    likeness: float
    claim: Sides
    found: Sides
    fit: Alignment
    cover: float

    same: bool = False
    alone: bool = False  # the opposite of the claim's predicate, in a sentence that has no word for that predicate itself

    @property
    def strength(self) -> float:
        return self.fit.whole

    @property
    def speaks(self) -> bool:
        """Whether the clause tells of the claim's event: by its own phrases, or as the one in a sentence that has all the claim's words."""
        fit = self.fit
        if fit.speaks:
            return True
        doer = fit.doer < 0 or fit.doer >= 0.5 or fit.doer_open or self.same
        partners = self.claim.rest.beings, self.found.rest.beings
        with_other = fit.rest == 0 and all(partners) and not partners[0] & partners[1]
        done = fit.done >= 0.4 or (fit.done < 0 and (fit.rest >= 0.4 or (fit.doer >= 0.6 and not with_other)))
        if self.alone and fit.doer >= 0.8 and fit.done >= 0.3 and self.cover >= 0.7:
            return True
        return self.cover >= 0.7 and self.likeness >= 0.85 and doer and done


def _same_being(told: Told, claim: Sides, found: Sides) -> bool:
    """Whether the text's doer is a description that the claim's doer may go by ("the ship" for the Aurelie)."""
    toks = told.analysis.toks
    if not claim.doer.beings or any(k in told.analysis.name_at for k in found.doer.heads):
        return bool(claim.doer.beings & found.doer.beings)
    known = {w for b in claim.doer.beings for w in (*told.golden.described.get(b, ()), *told.golden.world.kind(b).split())}
    return any(
        closeness(toks[k].lemma, w) >= 0.5 or is_hypernym(toks[k].lemma, w) or is_hypernym(w, toks[k].lemma)
        for k in found.doer.heads
        for w in sorted(known)
        if toks[k].upos in ("NOUN", "PROPN")
    )


def _anchor(
    told: Told, own: int, token: int, how: tuple[bool, bool, float], claim: Sides, beside: Sides, same_way: bool, cover: float
) -> Anchor:
    contrary, flipped, near = how
    fit = align(told, claim, beside, same_way)
    return Anchor(own, token, contrary, flipped, near, claim, beside, fit, cover, _same_being(told, claim, beside))


def anchors(fact: CompiledFact, told: Told, clauses: list[Clause]) -> list[Anchor]:
    """Every token that stands for the claim's predicate or its opposite in the sentences that cover it, the best told first."""
    analysis = told.analysis
    if not told.acts:
        told.acts.update(act_words(analysis))
        told.stand_ins.update(stand_ins(told))
    if not clauses:
        return []
    words = act_words(fact.analysis)
    found: list[Anchor] = []
    same_way = symmetric(fact)
    for own in claim_acts(fact):
        for clause in clauses[:6]:
            at = (fact.index, own, clause.sentence)
            known = told.anchored.get(at)
            if known is None:
                known = told.anchored[at] = tuple(_anchors_in(fact, told, own, clause, words.get(own, ()), same_way))
            found.extend(known)
    acted = {analysis.toks[a.token].sentence for a in found if not a.contrary}
    found = [replace(a, alone=True) if a.contrary and analysis.toks[a.token].sentence not in acted else a for a in found]
    found.sort(key=lambda a: (-a.strength, -a.likeness, a.token))
    return found


def _anchors_in(fact: CompiledFact, told: Told, own: int, clause: Clause, words: tuple[str, ...], same_way: bool) -> Iterator[Anchor]:
    """The anchors of one predicate of the claim in one sentence."""
    analysis = told.analysis
    claim, lemma = claim_sides(fact, own), fact.analysis.toks[own].lemma
    claim_words = {*claim.done.keys, *claim.rest.keys, *claim.doer.keys}
    info = analysis.sentences[clause.sentence]
    for k in range(info.first, info.last):
        tok = analysis.toks[k]
        if (
            (tok.upos not in ("VERB", "NOUN", "ADJ", "ADV") and k not in analysis.phrase_at)
            or not (tok.content or tok.lemma == lemma or (len(told.acts[k]) == 1 and told.acts[k][0] != tok.lemma))
            or k in analysis.name_at
        ):
            continue
        near, flipped, contrary = likeness(words, told.acts[k])
        if near < SAME and not contrary:
            continue
        if tok.upos == "NOUN" and tok.lemma in claim_words and tok.lemma != lemma:
            continue
        beside = told_sides(told, turned(told, claim, k) if flipped else sides(analysis, k))
        beside = by_itself(told, claim, beside, k)
        yield _anchor(told, own, k, (contrary, flipped, near), claim, beside, same_way, clause.cover)
        for aux, subject in elliptical(analysis, k):
            other = with_subject(told, beside, k, subject)
            yield _anchor(told, own, aux, (contrary, flipped, near), claim, other, same_way, clause.cover)
