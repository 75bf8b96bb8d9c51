"""Support: how much of a claim a text tells where nothing in it contradicts.

Coverage of the claim's words by one sentence decides, checked against what the sentence must not leave out: a named party, a
coordinated part, a number. What another fact explains better is no half of this one.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Protocol

from factspec.binding.bound import EQUAL
from factspec.binding.compiled import STATIVE, CompiledFact
from factspec.binding.frames import closeness, keys_at
from factspec.fact_types.aligned import Alignment, align, claim_sides, told_sides
from factspec.fact_types.arguments import LIGHT, Sides, sides
from factspec.fact_types.base import MISSING, Judgement, Told
from factspec.fact_types.clauses import Clause, clause_span
from factspec.lexicon import kinds, opposed, verb_class
from factspec.reading.analysis import Analysis, Name
from factspec.reading.mood_words import DENIALS, FAIL
from factspec.reading.moods import mood
from factspec.reading.roles import case_of

FULL = 0.6
HALF = 0.4
# Verbs that open, aim at or bring about what another word names.
_OPEN_ACTS = frozenset("aspect-start aspect-stop continue cause intend try light".split())
_PARTY_KINDS = frozenset({"person", "organization", "place", "work", "product", "group", ""})


class AnchorLike(Protocol):
    @property
    def token(self) -> int: ...
    @property
    def claim(self) -> Sides: ...
    @property
    def found(self) -> Sides: ...
    @property
    def fit(self) -> Alignment: ...
    @property
    def strength(self) -> float: ...
    @property
    def likeness(self) -> float: ...


def told_at(fact: CompiledFact, told: Told, clauses: Sequence[Clause], same: Sequence[AnchorLike]) -> Judgement:
    """The best of supported, partial and missing over the sentences that cover the claim."""
    best = MISSING
    for clause in clauses[:4]:
        here = [a for a in same if told.analysis.toks[a.token].sentence == clause.sentence]
        found = _at(fact, told, clause, here)
        if found.verdict == "supported":
            return found
        if found.verdict == "partial" and best.verdict == "missing":
            best = found
    score = _by_score(fact, told)
    return score if score.verdict != "missing" else best


def _at(fact: CompiledFact, told: Told, clause: Clause, here: Sequence[AnchorLike]) -> Judgement:
    cover = clause.cover
    if here:
        cover = max(cover + 0.1, 0.5 * cover + 0.5 * here[0].strength + 0.1)
        start, end = clause_span(told, here[0].token)
    else:
        info = told.analysis.sentences[clause.sentence]
        start, end = info.start, info.end
    speaks = any(a.fit.speaks for a in here)
    if any(
        (a.fit.speaks and a.strength >= 0.75) or (a.fit.doer >= 0.8 and a.fit.done_open and a.fit.done >= 0 and a.likeness >= 0.85)
        for a in here
    ):
        cover = max(cover, FULL)
    if cover < HALF or _denial_dropped(fact, told, clause.sentence):
        return MISSING
    if not here and fact.predicate >= 0 and _asserted_for_denied(fact, told, clause.sentence):
        return MISSING
    if not here and not _acted(fact, told, clause.sentence) and _another_act(fact, told, clause.sentence):
        return MISSING
    if here and all(_of_another(told, clause.sentence, a) for a in here):
        return MISSING
    lacks = _lacks(fact, told, clause.sentence)
    if cover >= FULL and not lacks:
        return Judgement("supported", start, end, "supported-statement", "says it", None, cover)
    if cover < FULL and not here and not _acted(fact, told, clause.sentence):
        return MISSING
    if not speaks and explained(fact, told, clause.sentence):
        return MISSING
    return Judgement("partial", start, end, "half-told", lacks or "says part of it", None, cover)


def _denial_dropped(fact: CompiledFact, told: Told, sentence: int) -> bool:
    """Whether the claim denies its act while nothing in the sentence denies, fails or opposes anything."""
    if fact.predicate < 0 or not mood(fact.analysis, fact.predicate).negated:
        return False
    info = told.analysis.sentences[sentence]
    claim = fact.analysis.toks[fact.predicate].lemma
    same = False
    for k in range(info.first, info.last):
        tok = told.analysis.toks[k]
        if tok.folded in _DENYING or tok.lemma in FAIL or (tok.content and opposed(claim, tok.lemma)) or told.mood(k).negated:
            return False
        same = same or (tok.content and closeness(claim, tok.lemma) >= 0.85)
    return same


_DENYING = DENIALS | {"hardly", "scarcely", "barely", "unlikely", "cannot"}


def _asserted_for_denied(fact: CompiledFact, told: Told, sentence: int) -> bool:
    """Whether the claim denies something and nothing in a sentence denies anything."""
    own = mood(fact.analysis, fact.predicate)
    info = told.analysis.sentences[sentence]
    return own.negated and not any(told.mood(k).negated for k in range(info.first, info.last) if told.analysis.toks[k].content)


def _acts(keys: Sequence[str]) -> bool:
    """Whether words name somebody or a body that acts."""
    return any(key[:1] == "@" or kinds(key) & {"person", "group", "organization"} for key in keys)


def _of_another(told: Told, sentence: int, anchor: AnchorLike) -> bool:
    """Whether a clause tells an act that the claim gives to somebody alone of somebody else, whom the claim does not name."""
    claim, fit = anchor.claim, anchor.fit
    toks = told.analysis.toks
    actors = [bool(kinds(toks[k].lemma) & {"person", "group", "organization"}) for k in anchor.found.doer.heads]
    if toks[anchor.token].xpos in ("VBN", "VBD") and actors and not any(actors) and _acts(claim.doer.keys):
        return False  # "new gym: planned" has what is planned before it, and nobody who plans
    if not claim.doer.told or claim.done.told or fit.doer != 0.0 or fit.doer_open or fit.rest > 0.0:
        return False
    return all(told.offers[sentence].get(key, 0.0) < 0.5 for key in claim.doer.keys) and not anchor.found.doer.beings


def _verbs(fact: CompiledFact) -> list[str]:
    return [t.lemma for t in fact.analysis.toks if t.upos == "VERB" and t.lemma not in STATIVE]


def _acted(fact: CompiledFact, told: Told, sentence: int) -> bool:
    """Whether the sentence has a word for what the claim says happens, and not only for those it happens to."""
    if fact.predicate < 0:
        return True
    tok = fact.analysis.toks[fact.predicate]
    if tok.upos == "ADJ" and tok.content and fact.predicate not in fact.analysis.name_at:
        return any(told.offers[sentence].get(key, 0.0) >= 0.55 for key in keys_at(fact.analysis, fact.predicate))
    if tok.upos != "VERB" or tok.lemma in STATIVE:
        return True
    return any(told.offers[sentence].get(w, 0.0) >= 0.55 for w in _verbs(fact))


def _another_act(fact: CompiledFact, told: Told, sentence: int) -> bool:
    """Whether a verb of the sentence that means something else has the claim's own parties for its own ("X sued Y" for "X bought Y")."""
    claim = claim_sides(fact)
    if not claim.done.told:
        return False
    toks = told.analysis.toks
    info = told.analysis.sentences[sentence]
    words = _verbs(fact)
    for k in range(info.first, info.last):
        tok = toks[k]
        if tok.upos != "VERB" or not tok.content or tok.lemma in LIGHT or verb_class(tok.lemma) & _OPEN_ACTS:
            continue
        if any(closeness(w, tok.lemma) >= 0.4 or opposed(w, tok.lemma) for w in words):
            continue
        if any(toks[g].deprel.split(":")[0] in ("ccomp", "xcomp", "parataxis") for g in tok.children):
            continue
        found = align(told, claim, told_sides(told, sides(told.analysis, k)), True)
        if found.done >= 0.5 and (not claim.doer.told or found.doer >= 0.5):
            return True
    return False


def _around(told: Told, sentence: int, reach: int) -> range:
    infos = told.analysis.sentences
    return range(infos[max(0, sentence - reach)].first, infos[min(len(infos) - 1, sentence + reach)].last)


def _beings(told: Told, tokens: range) -> set[str]:
    entity_at = told.analysis.entity_at
    return {entity_at[k] for k in tokens if k in entity_at} | {told.stand_ins[k] for k in tokens if k in told.stand_ins}


def _named(told: Told, being: str, tokens: range) -> bool:
    """Whether a being is named in a stretch of the text, in its own right, inside another name, or by all words of one of its names."""
    if being in _beings(told, tokens):
        return True
    world = told.golden.world
    if being not in world.beings:
        return False
    toks = told.analysis.toks
    words = {toks[k].folded for k in tokens}
    return any(all(w in words for w in name.lower().replace("-", " ").split()) for name in world.beings[being].names)


def _lacks(fact: CompiledFact, told: Told, sentence: int) -> str:
    """What the text leaves out of the claim: a named party, a coordinated part or a number; "" where nothing."""
    world = told.golden.world
    claim = fact.analysis
    near = _around(told, sentence, 0 if told.analysis.separate else 1)
    whole = range(len(told.analysis.toks))
    doers = {claim.entity_at[k] for k in fact.parties.agents if k in claim.entity_at}
    for k in fact.parties.all:
        being = claim.entity_at.get(k)
        if being is None or world.kind(being) not in _PARTY_KINDS:
            continue
        wide = being in doers or being == fact.speaker or fact.type == "statement"
        if not _named(told, being, whole if wide else near):
            return f"does not name {world.beings[being].name if being in world.beings else being}"
    for k in _partners(fact):
        being = claim.entity_at[k]
        if world.kind(being) in ("person", "organization") and not _named(told, being, whole):
            return f"does not name {world.beings[being].name if being in world.beings else being}"
    for part in _parts(fact):
        offered = {
            cue
            for n in (sentence - 1, sentence, sentence + 1)
            if 0 <= n < len(told.offers)
            for cue, value in told.offers[n].items()
            if value >= 0.55
        }
        if not set(part) & offered:
            return "tells only one part of it"
    if _number_left_out(fact, told, sentence):
        return "leaves out the number"
    return ""


def _partners(fact: CompiledFact) -> list[int]:
    """Names that hang by a preposition on what the claim's act is done to ("a penalty from Ann")."""
    claim = fact.analysis
    return [
        g
        for k in fact.parties.patients
        for g in claim.toks[k].children
        if claim.toks[g].deprel == "nmod" and g in claim.entity_at and case_of(claim, g) in ("from", "against", "by", "with", "to")
    ]


def _parts(fact: CompiledFact) -> list[tuple[str, ...]]:
    """The keys of each coordinated or added part of the claim's content."""
    claim = fact.analysis
    found: list[tuple[str, ...]] = []
    for tok in claim.toks:
        apart = tok.deprel in ("conj", "parataxis") or _most_of_them(claim, tok.index)
        if tok.index < fact.content_from or not apart or tok.upos not in ("NOUN", "PROPN", "VERB", "ADJ"):
            continue
        if (
            tok.upos != "VERB"
            and tok.head >= 0
            and not _most_of_them(claim, tok.index)
            and claim.toks[tok.head].deprel.split(":")[0] in ("nmod", "compound", "amod")
        ):
            continue
        keys = keys_at(claim, tok.index)
        if keys and tok.index not in claim.value_at:
            found.append(keys)
    return found


def _most_of_them(claim: Analysis, k: int) -> bool:
    """Whether a word is what "most of them", "all of whom" is said to be, behind the main part of a claim."""
    toks = claim.toks
    return any(
        toks[g].deprel.startswith("nsubj") and any(toks[j].folded in ("them", "whom", "which") for j in toks[g].children)
        for g in toks[k].children
    )


def _number_left_out(fact: CompiledFact, told: Told, sentence: int) -> bool:
    """Whether a number of the claim is told nowhere near."""
    slots = told.golden.slots
    mine = [
        i
        for i in told.golden.owned.get(fact.index, ())
        if not (s := slots[i]).primary
        and s.value.number is not None
        and not s.value.side
        and s.value.number.quantity.kind not in ("identifier", "ordinal")
    ]
    if not mine or fact.type not in ("statement", "relation"):
        return False
    return not any(
        b.relations[i] in EQUAL or b.relations[i] in ("rounded", "vaguer")
        for i in mine
        for near in (sentence - 1, sentence, sentence + 1)
        for b in told.bounds_in(near)
    )


def matched(fact: CompiledFact, told: Told, sentence: int, within: tuple[int, int] | None = None) -> tuple[float, set[int]]:
    """How much of a fact's words a sentence, or a stretch of it, tells by itself, and by which tokens."""
    weights = {cue: w for cue, w, _ in fact.words.cues}
    info = told.analysis.sentences[sentence]
    best: dict[str, float] = {}
    tokens: set[int] = set()
    for k in range(*(within or (info.first, info.last))):
        for key in told.keys[k]:
            for cue, near in told.golden.table.stands_for(key):
                if cue in weights and near >= 0.6:
                    tokens.add(k)
                    best[cue] = max(best.get(cue, 0.0), near)
    total = fact.words.total
    return (sum(weights[c] * n for c, n in best.items()) / total if total else 0.0), tokens


def _having(told: Told, cue: str) -> Sequence[CompiledFact]:
    """The facts whose claims have a cue."""
    known = told.golden.memo.get("by-cue")
    if known is None:
        found: dict[str, list[CompiledFact]] = {}
        for fact in told.golden.facts:
            for word, _, _ in fact.words.cues:
                found.setdefault(word, []).append(fact)
        known = told.golden.memo["by-cue"] = found
    assert isinstance(known, dict)
    facts: Sequence[CompiledFact] = known.get(cue, ())
    return facts


def explained(fact: CompiledFact, told: Told, sentence: int) -> bool:
    """Whether another fact that the sentence tells better accounts for every word that speaks for this one."""
    mine, tokens = matched(fact, told, sentence)
    if not tokens:
        return True
    first = {cue for key in told.keys[min(tokens)] for cue, near in told.golden.table.stands_for(key) if near >= 0.6}
    for other in {f.index: f for cue in first for f in _having(told, cue)}.values():
        if other.index == fact.index:
            continue
        theirs, also = matched(other, told, sentence)
        if theirs > mine + 0.05 and theirs >= 0.55 and tokens <= also:
            return True
    return False


def _by_score(fact: CompiledFact, told: Told) -> Judgement:
    """A win told by the bare score: the winner's name with the larger number beside the loser's."""
    claim = fact.analysis
    if fact.predicate < 0 or "win" not in verb_class(claim.toks[fact.predicate].lemma):
        return MISSING
    winner = {claim.entity_at[k] for k in fact.parties.agents if k in claim.entity_at}
    loser = {claim.entity_at[k] for k in fact.parties.patients if k in claim.entity_at}
    if not winner or not loser:
        return MISSING
    for ahead, behind in _scores(told):
        if ahead.entity in winner and behind.entity in loser:
            return Judgement(
                "supported",
                min(ahead.start, behind.start),
                max(ahead.end, behind.end),
                "supported-statement",
                "the score says it",
                None,
                0.7,
            )
    return MISSING


def _scores(told: Told) -> list[tuple[Name, Name]]:
    """(ahead, behind) of every score that stands between two names, or as a number behind each of two names."""
    analysis = told.analysis
    toks = analysis.toks
    found: list[tuple[Name, Name]] = []
    behind_name: list[tuple[Name, Decimal]] = []
    for value in analysis.values:
        if value.number is None or not value.first or value.side:
            continue
        before = analysis.name_at.get(value.first - 1)
        sides = value.number.quantity.sides
        after = analysis.name_at.get(value.last) if value.last < len(toks) else None
        if before is not None and after is not None and sides is not None and sides[0] != sides[1]:
            found.append((before, after) if sides[0] > sides[1] else (after, before))
        number = value.number.quantity.value
        if before is not None and before.entity is not None and number is not None and value.number.quantity.kind == "cardinal":
            for other, score in behind_name:
                if toks[other.head].sentence == toks[before.head].sentence and score != number and before.first - other.last <= 8:
                    found.append((other, before) if score > number else (before, other))
            behind_name.append((before, number))
    return found
