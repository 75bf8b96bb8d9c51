"""Crossed facts: the party or value of one golden fact told in the place of another's.

Two facts of one act ("the Kestrel carries grain", "the Osprey carries timber") are rivals. A clause of the text that has a party of one
beside a party of the other, which no fact and no background tells, contradicts both. Facts of two acts are crossed where the text has
each act done by the doer of the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factspec.binding.bound import EQUAL
from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.acts import act_words, likeness
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.claimed import symmetric
from factspec.fact_types.deeds import Deed, Party, alike, deed, deeds
from factspec.fact_types.roles import same_person
from factspec.lexicon import is_hypernym, kinds
from factspec.reading.moods import mood

ACT = 0.8
_OPPOSED = (frozenset({"for", "against"}), frozenset({"from", "to"}), frozenset({"before", "after"}), frozenset({"with", "without"}))
_ACTORS = frozenset({"person", "group", "organization"})
_RULE = "relation-party-differs"


def _own(told: Told, fact: CompiledFact) -> Deed | None:
    """The deed that a claim tells, unless it reports speech or has no sides."""
    key = ("deed", fact.index)
    known = told.golden.memo.get(key)
    if known is None:
        usable = fact.predicate >= 0 and fact.type not in ("role", "mention") and fact.speaker is None and not fact.content_from
        mutual = usable and symmetric(fact) and len(set(fact.analysis.entity_at.values())) > 1
        own = deed(fact.analysis, fact.predicate, act_words(fact.analysis)) if usable and not mutual else None
        known = own if own is not None and any(own.places) else False
        told.golden.memo[key] = known
    return known if isinstance(known, Deed) else None


def _spoken(told: Told) -> tuple[Deed, ...]:
    known = told.memo.get("deeds")
    if not isinstance(known, tuple):
        known = deeds(told.analysis)
        told.memo["deeds"] = known
    return known


def _same_value(told: Told, fact: CompiledFact, said: Party, own: Party) -> bool:
    """Whether a value of the text is the claim's value at its own place."""
    for bound in told.bounds:
        if bound.value is said.value:
            mine = told.golden.owned.get(fact.index, ())
            return any(bound.relations[i] in EQUAL for i in mine if told.golden.slots[i].value is own.value)
    return False


def same(told: Told, fact: CompiledFact, said: Party, own: Party) -> bool | None:
    """Whether a party of the text is the claim's: None where it cannot be told."""
    if any({said.case, own.case} == pair for pair in _OPPOSED):
        return False
    found = _matched(told, fact, said, own)
    return found if found or said.case.removeprefix("by") == own.case.removeprefix("by") else None  # of a passive's doer


def _matched(told: Told, fact: CompiledFact, said: Party, own: Party) -> bool | None:
    """Whether two parties are one, whatever their prepositions."""
    if own.value is not None or said.value is not None:
        if own.value is None or said.value is None or own.value.kind != said.value.kind:
            return None
        return _same_value(told, fact, said, own) and (own.being is None or said.being is None or own.being == said.being)
    if said.vague or own.vague:
        return None
    theirs = said.being or _meant(told, said)
    if said.being is None and theirs is not None and own.being is not None and theirs != own.being:
        named = set(told.analysis.entity_at.values())
        if own.being in named and theirs not in named:
            return None  # "the spacecraft" in a text that names the claim's own and no other
    if theirs is not None and own.being is not None:
        if theirs == own.being:
            return True
        if same_person(theirs, own.being):
            return None
        types = {told.golden.world.kind(b) for b in (theirs, own.being) if b[:1] not in "~?"} - {""}  # those of the others are guessed
        called_so = said.being is None and said.noun in told.golden.described.get(own.being, ())
        return None if called_so or len(types) > 1 else False
    if said.being is not None or own.being is not None:
        return _named(told, said, own)
    if alike(said.noun, own.noun):
        return not (said.marks and own.marks) or (bool(said.marks & own.marks) and (said.marks <= own.marks or own.marks <= said.marks))
    mine, other = kinds(own.noun) & _ACTORS, kinds(said.noun) & _ACTORS
    near = bool(mine and other) and not mine & other  # a person and a body: one may be a part of the other
    near = near or closeness(own.noun, said.noun) >= 0.4 or is_hypernym(own.noun, said.noun) or is_hypernym(said.noun, own.noun)
    return None if near else False


def _named(told: Told, said: Party, own: Party) -> bool | None:
    """Whether a being on one side is the noun on the other."""
    being, noun = (said.being or own.being or "", own.noun if own.being is None else said.noun)
    if noun in told.golden.described.get(being, frozenset()):
        return True
    marks = own.marks if own.being is None else said.marks
    if any(m[:1] == "~" or m in told.golden.world.beings for m in marks):
        return being in marks
    proper = said.proper if said.being is None else own.proper
    actors = kinds(noun) & _ACTORS
    if actors and "person" not in actors and told.golden.world.kind(being) == "person":
        return False
    return False if proper and not _part_of(told, being, noun) else None


def _meant(told: Told, said: Party) -> str | None:
    """The being that a description stands for: the only one that the golden set calls so, or the holder of the office it is."""
    office = next((o for o in told.offices if o.first <= said.token < o.last and o.holder not in (None, "?")), None)
    if office is not None:
        return office.holder
    known = told.golden.called.get(said.noun, ())
    return known[0] if len(known) == 1 else None


def _part_of(told: Told, being: str, noun: str) -> bool:
    """Whether a word belongs to one of a being's names."""
    known = told.golden.world.beings.get(being)
    names = known.names if known is not None else (being.lstrip("~?"),)
    return any(noun.casefold() in name.casefold() for name in names)


def _place(told: Told, fact: CompiledFact, said: Sequence[Party], own: Sequence[Party]) -> bool | None:
    """Whether the parties of one place of a clause are the claim's: one that is the same is enough."""
    found = [same(told, fact, s, o) for s in said for o in own]
    if not found:
        return None
    return True if True in found else (None if None in found else False)


def _laid(told: Told, fact: CompiledFact, own: Deed, said: Deed) -> tuple[bool | None, bool | None, bool | None]:
    """How the three places of a clause compare with the claim's; the object may stand among the rest and the reverse."""
    mine, theirs = own.places, said.places
    doer = _place(told, fact, theirs[0], mine[0])
    done = _place(told, fact, theirs[1], mine[1])
    if done is not True and _place(told, fact, theirs[2], mine[1]):
        done = True
    rest = _place(told, fact, theirs[2], mine[2])
    if rest is not True and _place(told, fact, theirs[1], mine[2]):
        rest = True
    return doer, done, rest


def _act(one: Deed, two: Deed) -> bool:
    if "be" in one.words[:1] or "be" in two.words[:1]:
        return one.words[:1] == two.words[:1]
    near, flipped, contrary = likeness(one.words, two.words)
    return near >= ACT and not flipped and not contrary


def _standing(told: Told, fact: CompiledFact, said: Deed) -> bool:
    """Whether a clause asserts what it tells as the claim does."""
    own, text = mood(fact.analysis, fact.predicate), told.mood(said.token)
    return own.negated == text.negated and text.mode in ("fact", own.mode)


def crossed(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement, turned where a clause has the claim's act with a party of its own beside one of another fact."""
    own = _own(told, fact)
    if own is None or judgement.verdict == "contradicted" or told.analysis.separate:
        return judgement
    acts = [d for d in _spoken(told) if _act(own, d) and _standing(told, fact, d)]
    laid = [(d, _laid(told, fact, own, d)) for d in acts]
    if any(True in places and False not in places for _, places in laid):
        return judgement
    for said, places in laid:
        wrong = _beside_another(told, fact, own, said, places) if True in places else None
        wrong = wrong or _exchanged(told, fact, own, said, places)
        if wrong is not None:
            tok = told.analysis.toks[wrong.token]
            start, end = told.analysis.name_at[wrong.token].start if wrong.token in told.analysis.name_at else tok.start, tok.end
            return Judgement("contradicted", start, end, _RULE, f"says “{tok.text}” in the place of another", None, 0.7)
    return judgement


def _others(told: Told, fact: CompiledFact) -> Iterator[tuple[CompiledFact, Deed]]:
    known = told.golden.memo.get("deeds")
    if known is None:
        known = told.golden.memo["deeds"] = [(f, theirs) for f in told.golden.facts if (theirs := _own(told, f)) is not None]
    assert isinstance(known, list)
    return ((other, theirs) for other, theirs in known if other.index != fact.index)


def _stranger(
    told: Told, fact: CompiledFact, own: Sequence[Party], said: Sequence[Party], rival: CompiledFact, theirs: Sequence[Party]
) -> Party | None:
    """The party of a place that is the rival's and not the claim's."""
    for s in said:
        if any(same(told, rival, s, t) for t in theirs) and not any(same(told, fact, s, o) for o in own):
            return s
    return None


def _beside_another(told: Told, fact: CompiledFact, own: Deed, said: Deed, places: tuple[bool | None, ...]) -> Party | None:
    """The party of a clause that a rival of the same act has in that place, the rest of the clause being the claim's own."""
    if places[0] is None and own.places[0] and said.places[0]:
        return None
    if places.count(False) != 1:
        return None
    at = places.index(False)
    if _licensed(told, fact, said) or _loose(told, own.places[at], said):
        return None
    for rival, theirs in _others(told, fact):
        place = at if _act(own, theirs) else (_subject(theirs) if at == 0 and places[1] is True else None)
        odd = None if place is None else _stranger(told, fact, own.places[at], said.places[at], rival, theirs.places[place])
        if odd is not None and (own.words[:1] != ("be",) or at == 0 or odd.case or odd.definite):
            return odd  # one may be a baker and a twin, but not in two halls
    return None


def _exchanged(told: Told, fact: CompiledFact, own: Deed, said: Deed, places: tuple[bool | None, ...]) -> Party | None:
    """The doer of a clause of the claim's act that is another fact's doer, where the text has that one's act done by the claim's."""
    at = _subject(own)
    if places[at] is not False or False in places[:at] + places[at + 1 :]:
        return None
    rest = [d for d in _spoken(told) if d.token != said.token]
    for rival, theirs in _others(told, fact) if rest else ():
        acts = [d for d in rest if _act(theirs, d) and _standing(told, rival, d)]
        if not acts or _act(own, theirs):
            continue
        odd = _stranger(told, fact, own.places[at], said.places[at], rival, theirs.places[_subject(theirs)])
        if odd is None:
            continue
        for also in acts:
            laid = _laid(told, rival, theirs, also)
            their = _subject(theirs)
            if (
                laid[their] is False
                and laid.count(False) == 1
                and _stranger(told, rival, theirs.places[their], also.places[their], fact, own.places[at])
            ):
                return odd
    return None


def _subject(of: Deed) -> int:
    """The place of a deed's doer, or of what it is done to where no doer is told."""
    return 0 if of.places[0] or not of.places[1] else 1


def _loose(told: Told, parties: Sequence[Party], said: Deed) -> bool:
    """Whether a missing party stands in the clause's own sentence, and in no other clause of it, so that it may belong here."""
    toks = told.analysis.toks
    sentence = toks[said.token].sentence
    info = told.analysis.sentences[sentence]
    marks = {m for place in said.places for p in place for m in p.marks}
    if any(p.noun in marks or p.being in marks for p in parties if not p.vague):
        return True
    placed = {p.token for d in _spoken(told) if d.token != said.token for place in d.places for p in place}
    return any(
        (told.analysis.entity_at.get(k) == p.being if p.being is not None else toks[k].lemma == p.noun)
        and p.value is None
        and k not in placed
        for p in parties
        for k in range(info.first, info.last)
        if not p.vague
    )


def _licensed(told: Told, fact: CompiledFact, said: Deed) -> bool:
    """Whether another fact tells the very clause, or a sentence of the background has all its parties."""
    for other, theirs in _others(told, fact):
        if not _act(theirs, said):
            continue
        laid = _laid(told, other, theirs, said)
        if laid.count(True) >= min(2, sum(bool(p) for p in said.places)) and False not in laid:
            return True
    background = told.golden.background
    wanted = [p for place in said.places for p in place if p.value is None]
    for info in background.sentences:
        beings = {background.entity_at[k] for k in range(info.first, info.last) if k in background.entity_at}
        lemmas = {t.lemma for t in background.toks[info.first : info.last]}
        if wanted and all((p.being in beings) if p.being is not None else (p.noun in lemmas) for p in wanted):
            return True
    return False
