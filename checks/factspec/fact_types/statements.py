"""Statement and relation facts, and what any claim says beside its value.

What it checks: that a clause of the text tells the claim's content, with its polarity, mood, direction, parties and speaker.
How it reads text: weighted coverage of the claim's words and entities by a sentence; then every clause whose predicate stands for the
claim's, and whose own phrases tell the claim's parties, is compared in mood, opposites, order of parties and mouth.
Example: "Modi calls Putin" for "Putin called Modi."
Limits: content told in words that share nothing with the claim, its cues or the lexicon is not recognised.
"""

from __future__ import annotations

from factspec.binding.bound import EQUAL
from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.acts import SAME, act_words, likeness
from factspec.fact_types.aligned import align, claim_sides, share, told_sides
from factspec.fact_types.anchors import Anchor, anchors
from factspec.fact_types.arguments import Sides, sides
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.bearing import governors
from factspec.fact_types.claimed import claim_acts
from factspec.fact_types.clauses import Clause, covering
from factspec.fact_types.described import described_doer, described_done
from factspec.fact_types.mood_clash import mood_clash
from factspec.fact_types.mouths import in_other_mouth, wrong_mouth
from factspec.fact_types.nobody import some_did
from factspec.fact_types.replaced import listed, replaced_party, taken_back
from factspec.fact_types.reversed import heads_only, reversed_parties
from factspec.fact_types.support import HALF, told_at
from factspec.fact_types.undone import none_of_it, only_meant, still_on
from factspec.lexicon import opposed
from factspec.reading.analysis import Analysis
from factspec.reading.mood_words import PLAN
from factspec.reading.moods import mood


def contrary_word(told: Told, fact: CompiledFact, anchor: Anchor) -> int | None:
    """A word beside the same act that is the opposite of the claim's own there ("played the worst chess" for "the best chess")."""
    mine, theirs = fact.analysis, told.analysis
    fit = anchor.fit
    if (
        anchor.contrary
        or anchor.likeness < 0.85
        or anchor.cover < 0.5
        or not (fit.doer < 0 or fit.doer >= 0.5 or fit.doer_open or anchor.same)
    ):
        return None
    named, called = _marks(mine, anchor.own), _marks(theirs, anchor.token)
    spoken = {theirs.toks[k].lemma for k in (*anchor.found.tokens, *called)}
    for a in (*anchor.claim.tokens, *named):
        word = mine.toks[a]
        if word.upos not in ("ADJ", "ADV", "NOUN") or a in mine.name_at or a in mine.value_at or word.lemma in spoken:
            continue
        above = mine.toks[word.head] if word.head >= 0 else word
        for b in (*anchor.found.tokens, *called):
            other = theirs.toks[b]
            if other.upos not in ("ADJ", "ADV", "NOUN") or b in theirs.name_at or not opposed(word.lemma, other.lemma):
                continue
            governed = (
                other.head == anchor.token
                if word.head == anchor.own
                else (other.head >= 0 and closeness(above.lemma, theirs.toks[other.head].lemma) >= 0.75)
            )
            if governed and told.mood(anchor.token).negated == mood(mine, anchor.own).negated:
                return b
    return None


def _marks(analysis: Analysis, k: int) -> list[int]:
    """The adjectives of a noun that is said of somebody ("the first woman to win")."""
    toks = analysis.toks
    return [g for g in toks[k].children if toks[g].deprel == "amod"] if toks[k].upos == "NOUN" else []


def told_elsewhere(told: Told, fact: CompiledFact, token: int, found: Sides, strength: float) -> bool:
    """Whether another golden fact tells this very act of these parties no worse, so that the clause is about that one."""
    for other in told.golden.facts:
        if other.index == fact.index or _told_apart(told, fact, other, found):
            continue
        words = act_words(other.analysis)
        for own in claim_acts(other):
            near, flipped, _ = likeness(words.get(own, ()), told.acts[token])
            if near >= SAME and not flipped:
                fit = align(told, claim_sides(other, own), found, False)
                if (fit.done >= 0.4 or fit.done < 0) and fit.whole >= min(strength, 0.6) - 0.1:
                    return True
    return False


def _told_apart(told: Told, fact: CompiledFact, other: CompiledFact, found: Sides) -> bool:
    """Whether a clause has a word for what this claim is about and the other is not, and none the other way round."""
    mine, theirs = ({cue for cue, _, _ in f.words.cues} for f in (fact, other))
    acts = {f.analysis.toks[k].lemma for f in (fact, other) for k in claim_acts(f)}
    said = {cue for k in found.tokens for key in told.keys[k] for cue, near in told.golden.table.stands_for(key) if near >= 0.8} - acts
    return bool(said & (mine - theirs)) and not said & (theirs - mine)


def judge_statement(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of a statement or relation fact."""
    clauses = covering(told, fact)
    found = anchors(fact, told, clauses)
    right = [
        a
        for a in found
        if not a.contrary
        and a.speaks
        and mood_clash(told, fact, a.token, a.own) is None
        and reversed_parties(told, fact, a.claim, a.found) is None
    ]
    best = max((a.strength for a in right), default=0.0)
    done = any(_done_again(told, a) for a in found)
    for anchor in found:
        other = contrary_word(told, fact, anchor)
        if other is not None and max((a.strength for a in right if a.token != anchor.token), default=0.0) < 1.0:
            word = told.analysis.toks[other]
            return Judgement("contradicted", word.start, word.end, "direction-differs", f"says “{word.text}”", None, anchor.strength)
        wrong = _wrong(fact, told, anchor, best)
        if wrong is not None and not (wrong.rule == "modality-differs" and done):
            return wrong
    undone = still_on(fact, told) or (only_meant(fact, told) if not right else None)
    if undone is not None:
        return undone
    none = none_of_it(fact, told, clauses, [a.token for a in right])
    if none is not None:
        return none
    some = some_did(fact, told)
    if some is not None:
        return some
    mouth = wrong_mouth(told, fact, clauses)
    if mouth is not None:
        return mouth
    for clause in clauses[:3]:
        if clause.cover >= HALF:
            wrong = listed(told, fact, clause) or _secondary(fact, told, clause)
            if wrong is not None:
                return wrong
    return told_at(fact, told, clauses, [a for a in found if not a.contrary])


def _did(told: Told, k: int) -> bool:
    """Whether a bare "did" closes what was planned."""
    tok = told.analysis.toks[k]
    return tok.folded == "did" and tok.deprel == "conj" and not told.mood(k).negated


def _done_again(told: Told, anchor: Anchor) -> bool:
    """Whether the act is told as done by pronouns only, so that what was planned before was done after all ("and bought it")."""
    fit = anchor.fit
    toks = told.analysis.toks
    above = toks[anchor.token].head
    if above >= 0 and toks[above].lemma in PLAN and any(_did(told, k) for k in toks[above].children):
        return True  # "had wanted to insure it, and did"
    return (
        not anchor.contrary
        and toks[anchor.token].upos == "VERB"
        and told.mood(anchor.token).plain
        and not fit.speaks
        and anchor.likeness >= 0.85
        and (fit.doer >= 0.5 or fit.doer_open)
        and fit.done_open
        and fit.done >= 0
    )


def span(told: Told, *tokens: int | None) -> tuple[int, int]:
    toks = told.analysis.toks
    kept = [k for k in tokens if k is not None]
    return min(toks[k].start for k in kept), max(toks[k].end for k in kept)


def _cleft_denied(told: Told, act: int) -> bool:
    """Whether the act hangs on somebody of whom "it was not" is said ("It was not Ann who won")."""
    toks = told.analysis.toks
    who = toks[act].head
    if toks[act].deprel != "acl:relcl" or who < 2:
        return False
    name = told.analysis.name_at.get(who)
    first = name.first if name is not None else who
    return first >= 3 and toks[first - 1].folded in ("not", "n't") and toks[first - 3].folded == "it"


def _wrong(fact: CompiledFact, told: Told, anchor: Anchor, best: float) -> Judgement | None:
    """What the clause at an anchor has against the claim, if anything."""
    toks = told.analysis.toks
    if not anchor.contrary and told.mood(anchor.token).mode in ("fact", mood(fact.analysis, anchor.own).mode):
        swapped = reversed_parties(told, fact, anchor.claim, anchor.found)
        denied = told.mood(anchor.token).negated or _cleft_denied(told, anchor.token)
        if swapped is not None and told.mood(anchor.token).mode != "asked" and not denied:
            return Judgement(
                "contradicted",
                *span(told, anchor.token, *swapped),
                "relation-reversed",
                "the parties have changed places",
                None,
                anchor.strength,
            )
        if anchor.flipped and not denied and same_way_round(told, anchor):
            said = f"says “{toks[anchor.token].text}” of the same side"
            return Judgement("contradicted", *span(told, anchor.token), "relation-reversed", said, None, anchor.strength)
        if anchor.own == fact.predicate and anchor.cover >= 0.3:
            laid = (told, fact, anchor.token, anchor.claim, anchor.found, anchor.fit)
            other = replaced_party(*laid) or described_doer(*laid) or described_done(*laid)
            if other is not None:
                return other
        back = None if mood(fact.analysis, anchor.own).negated else taken_back(told, anchor.claim, anchor.token, anchor.fit)
        if back is not None:
            return Judgement("contradicted", *span(told, *back), "negated", "the text takes it back", None, anchor.strength)
    if not anchor.speaks or anchor.strength < 0.4:
        return None
    clash = mood_clash(told, fact, anchor.token, anchor.own)
    if anchor.contrary:
        if (
            clash is None
            and told.mood(anchor.token).negated == mood(fact.analysis, anchor.own).negated
            and told.mood(anchor.token).mode in ("fact", mood(fact.analysis, anchor.own).mode)
            and not set_out(told, anchor.token)
            and anchor.fit.whole >= 0.5
            and anchor.strength > best
            and _same_thing(told, fact, anchor)
            and not told_elsewhere(told, fact, anchor.token, anchor.found, anchor.strength)
        ):
            return Judgement(
                "contradicted", *span(told, anchor.token), "direction-differs", f"says “{toks[anchor.token].text}”", None, anchor.strength
            )
        return None
    if clash is None or (clash[0] == "modality-differs" and best > 0.0) or anchor.strength < best - 0.1:
        return None
    if clash[0] == "negated" and mood(fact.analysis, anchor.own).negated and _marked_otherwise(told, fact, anchor):
        return None  # "were given a higher grade" says nothing of a lower one
    if fact.speaker is not None and in_other_mouth(told, fact, anchor.token):
        return None  # another's denial takes nothing from what the claim's speaker said
    return Judgement("contradicted", *span(told, anchor.token, beside(told, anchor.token)), clash[0], clash[1], None, anchor.strength)


def _marked_otherwise(told: Told, fact: CompiledFact, anchor: Anchor) -> bool:
    """Whether an adjective that marks out the claim's thing is not told of the text's."""
    mine, theirs = fact.analysis.toks, told.analysis.toks
    marks = [mine[k].lemma for k in anchor.claim.tokens if mine[k].upos == "ADJ" and mine[k].deprel == "amod"]
    said = {theirs[k].lemma for k in anchor.found.tokens}
    return any(all(closeness(mark, word) < 0.75 for word in said) for mark in marks)


def _same_thing(told: Told, fact: CompiledFact, anchor: Anchor) -> bool:
    """Whether what a claim's act is done to is what the text has it done to by its very head, and no more than what hangs on it."""
    heads = heads_only(fact.analysis, anchor.claim.done)
    return not heads.keys or share(told, heads, (*anchor.found.done.keys, *anchor.found.rest.keys)) >= 0.6


def same_way_round(told: Told, anchor: Anchor) -> bool:
    """Whether a verb of the other side has the claim's parties in the claim's own places ("exported to X" for "imported from X")."""
    claim = anchor.claim
    own = told_sides(told, sides(told.analysis, anchor.token))
    if not claim.rest.told and claim.doer.told and claim.done.told and own.rest.told and not claim.done.beings:
        return share(told, claim.doer, own.doer.keys) >= 0.6 and share(told, claim.done, (*own.done.keys, *own.rest.keys)) >= 0.6  # "gave"
    if not claim.rest.told or not (claim.done.told or claim.doer.told):
        return False
    return (
        (not claim.doer.told or share(told, claim.doer, own.doer.keys) >= 0.6)
        and (not claim.done.told or share(told, claim.done, own.done.keys) >= 0.6)
        and share(told, claim.rest, (*own.rest.keys, *own.done.keys)) >= 0.6
    )


_PLIANT = frozenset("keep hold leave have make take give get put let stand".split())


def set_out(told: Told, k: int) -> bool:
    """Whether a verb of little meaning is set out by what follows it, so that its bare opposite says nothing ("keep in abeyance")."""
    toks = told.analysis.toks
    if toks[k].lemma not in _PLIANT:
        return False
    last = told.analysis.sentences[toks[k].sentence].last
    for j in range(k + 1, min(last, k + 9)):
        if toks[j].upos in ("PUNCT", "VERB"):
            return False
        if toks[j].upos == "ADP" and toks[j].folded != "of":
            return True
    return False


def beside(told: Told, k: int) -> int | None:
    """The cue of a clause's mood, where it stands near enough to be shown with it."""
    cue = told.mood(k).cue
    return cue if cue is not None and told.analysis.toks[cue].sentence == told.analysis.toks[k].sentence and abs(cue - k) <= 12 else None


def _secondary(fact: CompiledFact, told: Told, clause: Clause) -> Judgement | None:
    """A value inside the claim that the same sentence has otherwise."""
    slots = told.golden.slots
    for bound in told.bounds_in(clause.sentence):
        if bound.aside or bound.refused:
            continue
        if bound.value.date is not None and any(told.mood(k).negated for k in governors(told, bound.value.head)):
            continue  # "in 2017 nobody resigned" dates no resignation
        for i, slot in enumerate(slots):
            if slot.owner != fact.index or slot.primary or bound.relations[i] != "different":
                continue
            if bound.counted and bound.licensed and not slot.counted and bound.value.number is not None:
                continue  # a known count of other things
            licence = max((f for f, r in zip(bound.fits, bound.relations, strict=True) if r in EQUAL), default=-1.0)
            own = bound.fits[i]
            if (licence < 0 and own >= 0.35) or (licence >= 0 and own >= 0.5 and own >= licence + 0.15):
                if any(b is not bound and b.relations[i] in EQUAL for b in told.bounds_in(clause.sentence)):
                    continue
                return Judgement(
                    "contradicted", bound.value.start, bound.value.end, "value-differs", f"says {bound.value.surface}", None, own
                )
    return None
