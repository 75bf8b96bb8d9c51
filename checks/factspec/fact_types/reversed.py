"""Reversed parties: the claim told with its parties changed round ("Modi called Putin" for "Putin called Modi")."""

from __future__ import annotations

from collections.abc import Iterable

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import keys_at
from factspec.fact_types.acts import same_act
from factspec.fact_types.aligned import share
from factspec.fact_types.arguments import Side, Sides, named_by
from factspec.fact_types.base import Told
from factspec.lexicon import is_title, kinds, verb_class
from factspec.reading.analysis import Analysis
from factspec.reading.roles import case_of

_EARLIER = frozenset("already once before earlier previously twice".split())
_LINKING = frozenset("be remain stay".split())  # what is said to be what may change places
_TOWARDS = frozenset({"to", "from", "against"})
_EITHER = frozenset("lease rent sublet charter".split())  # done by either side, "from" the one or "to" the other
_ACTORS = frozenset({"person", "group", "organization"})
PLACED = frozenset({"in", "on", "at", "during", "since", "until", "near"})  # before what nothing is done to


def head_beings(analysis: Analysis, side: Side) -> set[str]:
    """The beings that head a side, in apposition to its heads, or named by them."""
    toks = analysis.toks
    own = {analysis.entity_at[k] for k in side.heads if k in analysis.entity_at}
    beside = {
        analysis.entity_at[g]
        for k in side.heads
        for g in toks[k].children
        if toks[g].deprel in ("appos", "flat") and g in analysis.entity_at
    }
    return own | beside | {analysis.entity_at[g] for k in side.heads for g in named_by(analysis, k)}


def reversed_parties(told: Told, fact: CompiledFact, claim: Sides, found: Sides) -> tuple[int, ...] | None:
    """The head tokens of the two sides where the claim's parties have changed places, else None."""
    if fact.fact.symmetric:
        return None
    kinds_of = verb_class(fact.analysis.toks[fact.predicate].lemma)
    if kinds_of & {"marry", "divorce"} or ("meet-talk" in kinds_of and ("phone" not in kinds_of or not claim.done.heads)):
        return None
    turned = _ends_exchanged(told, fact, claim, found)
    if turned is None and claim.doer.heads and not _inverted(told, found) and fact.analysis.toks[fact.predicate].lemma not in _LINKING:
        turned = _displaced(told, fact, claim, found) or _exchanged(told, fact, claim, found)
    other = turned is not None and (_with_each_other(told, claim, found) or _known(told, fact, claim, found) or _before(told, found))
    return None if other else turned


def _before(told: Told, found: Sides) -> bool:
    """Whether a clause tells of a time before that of the story ("had beaten them once already")."""
    toks = told.analysis.toks
    heads = (*found.doer.heads, *found.done.heads)
    verb = next((toks[k].head for k in heads if toks[k].head >= 0 and toks[toks[k].head].upos == "VERB"), -1)
    below = {toks[g].folded for g in toks[verb].children} if verb >= 0 else set()
    return "had" in below and bool(below & _EARLIER)


def _with_each_other(told: Told, claim: Sides, found: Sides) -> bool:
    """Whether the claim's doer is whom the act is done "with", as in a talk that both have ("had a conversation with Ann")."""
    theirs = told.analysis
    partners = (*found.rest.heads, *_hung_on(theirs, (*found.done.heads, *found.rest.heads)))
    names = [theirs.name_at[k] for k in partners if k in theirs.name_at]
    return any(n.entity in claim.doer.beings and n.first and theirs.toks[n.first - 1].folded == "with" for n in names)


def _known(told: Told, fact: CompiledFact, claim: Sides, found: Sides) -> bool:
    """Whether the background tells the act the other way round as well, of another day ("a week later Vellin rang Ferrand")."""
    background = told.golden.background
    doers, others = found.doer.beings, claim.doer.beings
    act = fact.analysis.toks[fact.predicate].lemma
    for tok in background.toks:
        info = background.sentences[tok.sentence]
        by = any(background.toks[k].folded == "by" for k in range(tok.index + 1, min(info.last, tok.index + 3)))
        if not doers or not others or not tok.content or tok.upos != "VERB" or by:
            continue
        before = {background.entity_at.get(k) for k in range(info.first, tok.index)}
        after = {background.entity_at.get(k) for k in range(tok.index + 1, info.last)}
        if before & doers and after & others and not before & others and same_act(act, tok.lemma) >= 0.8:
            return True
    return False


def _exchanged(told: Told, fact: CompiledFact, claim: Sides, found: Sides) -> tuple[int, ...] | None:
    """Doer and object changed round: by the beings that they are, or by the words that head them."""
    object_side = claim.done if claim.done.heads else claim.rest
    own_ends, said_ends = _ends_below(fact.analysis, claim), _ends_below(told.analysis, found)
    if own_ends and said_ends and not own_ends & said_ends:
        return None  # "leased from" for "leased to": the act seen from its other side
    agents = head_beings(fact.analysis, claim.doer)
    patients = head_beings(fact.analysis, object_side) or _below_object(told, fact, claim, found, agents)
    if agents and patients:
        return _places(found) if _beings_exchanged(told, found, agents, patients) else None
    if not found.done.heads and all(case_of(told.analysis, k) in PLACED for k in found.rest.heads):
        return None
    own, did = _words(fact.analysis, claim.doer.heads), _words(told.analysis, found.doer.heads)
    acted = _words(told.analysis, found.done.heads or found.rest.heads)
    like = bool(acted & _words(fact.analysis, claim.done.heads))
    beside = _words(told.analysis, (*found.rest.heads, *_hung_on(told.analysis, found.done.heads))) if like else set()
    under = _words(fact.analysis, _hung_on(fact.analysis, claim.done.heads))
    wanted = [(_words(fact.analysis, heads), suffered) for heads, suffered in ((object_side.heads, acted), (claim.rest.heads, beside))]
    for option, suffered in (*wanted, (_words(fact.analysis, object_side.heads), beside), (under, beside)):
        words = option - acted
        if own & suffered and words & did and not own & did and not words & suffered:
            return _places(found)
    mine, other = heads_only(fact.analysis, claim.doer), heads_only(fact.analysis, object_side)
    if not mine.keys or not other.keys or share(told, mine, other.keys) > 0.5:
        return None
    doer, done = heads_only(told.analysis, found.doer), heads_only(told.analysis, found.done if found.done.heads else found.rest)
    if (
        share(told, mine, done.keys) < 0.8
        or share(told, other, doer.keys) < 0.8
        or share(told, mine, doer.keys) > 0.4
        or share(told, other, done.keys) > 0.4
    ):
        return None
    return _places(found)


def _ends_below(analysis: Analysis, of: Sides) -> set[str]:
    """Which of "from" and "to" stand before what hangs on the objects of an act."""
    return {case_of(analysis, k) for k in _hung_on(analysis, of.done.heads)} & {"from", "to"}


def _places(found: Sides) -> tuple[int, ...]:
    return (*found.doer.heads[:1], *(found.done.heads or found.rest.heads)[:1])


def _below_object(told: Told, fact: CompiledFact, claim: Sides, found: Sides, agents: set[str]) -> set[str]:
    """Who hangs on the claim's object ("a penalty from Ann"), where the text has that object and either could have been the doer."""
    wide = {b for b in claim.done.beings | claim.rest.beings if b not in agents}
    if not wide or not _alike(told, agents, wide):
        return set()
    return wide if share(told, heads_only(fact.analysis, claim.done), found.done.keys) >= 0.6 else set()


def _beings_exchanged(told: Told, found: Sides, agents: set[str], patients: set[str]) -> bool:
    """Whether the text has the claim's doers acted upon, by those whom they acted upon or by nobody that it names."""
    said_agents = head_beings(told.analysis, found.doer)
    said_patients = head_beings(told.analysis, found.done) or found.done.beings or head_beings(told.analysis, found.rest)
    if not said_patients and found.done.heads:
        said_patients = set(found.rest.beings)
    if agents & patients or said_agents & agents or not said_patients & agents:
        return False
    if said_agents & patients or _somebody(told, found.doer, patients):
        return True
    alone = not found.doer.heads and len(found.done.heads) == 1 and not (found.done.beings | found.rest.beings) & patients
    return alone and _alike(told, agents, patients) and bool(head_beings(told.analysis, found.done) & agents)


def _hung_on(analysis: Analysis, heads: Iterable[int]) -> list[int]:
    """What hangs by a preposition on some nouns ("a lawsuit against the union")."""
    return [g for k in heads for g in analysis.toks[k].children if analysis.toks[g].deprel == "nmod"]


def _displaced(told: Told, fact: CompiledFact, claim: Sides, found: Sides) -> tuple[int, ...] | None:
    """The claim's doer told as whom the act goes to, comes from or is against, with somebody else for its doer ("sent by X to Y")."""
    agents = head_beings(fact.analysis, claim.doer)
    if fact.analysis.toks[fact.predicate].lemma in _EITHER:
        return None
    if len(agents) != 1 or not claim.done.heads or not found.doer.heads or agents & found.doer.beings:
        return None
    if share(told, heads_only(fact.analysis, claim.done), (*found.done.keys, *found.rest.keys)) < 0.8:
        return None
    theirs = told.analysis
    does = [k for k in found.doer.heads if theirs.toks[k].upos in ("NOUN", "PROPN") and _acts(told, k)]
    peers = _alike(told, agents, head_beings(theirs, found.doer))  # "built by Ann for Bob"
    held = [
        k
        for k in (*found.rest.heads, *_hung_on(theirs, (*found.done.heads, *found.rest.heads)))
        if theirs.entity_at.get(k) in agents and (case_of(theirs, k) in _TOWARDS or (peers and case_of(theirs, k) == "for"))
    ]
    own = {case_of(fact.analysis, k) for k in (*claim.rest.heads, *_hung_on(fact.analysis, claim.done.heads))} & _TOWARDS
    kept = own and not any(case_of(theirs, k) in own for k in held)  # the claim's own other party stands by another preposition
    return (does[0], held[0]) if does and held and not kept else None


def _acts(told: Told, k: int) -> bool:
    """Whether a noun or name can be a doer."""
    being = told.analysis.entity_at.get(k)
    return (
        told.golden.world.kind(being) in ("person", "organization", "place")
        if being
        else bool(kinds(told.analysis.toks[k].lemma) & _ACTORS)
    )


def _ends_exchanged(told: Told, fact: CompiledFact, claim: Sides, found: Sides) -> tuple[int, ...] | None:
    """Two ends changed round: "from the commission to the museum" for the way back."""
    mine, theirs = fact.analysis, told.analysis
    own = _ends(mine, (*claim.done.heads, *claim.rest.heads))
    said = _ends(theirs, (*found.done.heads, *found.rest.heads))
    for one, two in (("from", "to"), ("to", "from")):
        if all(case in ends for ends in (own, said) for case in (one, two)):
            crossed = _same(told, fact, own[one], said[two]) and _same(told, fact, own[two], said[one])
            if crossed and not _same(told, fact, own[one], said[one]) and not _same(told, fact, own[two], said[two]):
                return said[one], said[two]
    return None


def _ends(analysis: Analysis, heads: Iterable[int]) -> dict[str, int]:
    """The phrases behind "from" and "to" among those given, one hung on the other included."""
    found: dict[str, int] = {}
    for k in heads:
        for g in (k, *_hung_on(analysis, (k, *_hung_on(analysis, (k,))))):
            if (case := case_of(analysis, g)) in ("from", "to"):
                found.setdefault(case, g)
    return found


def _same(told: Told, fact: CompiledFact, own: int, said: int) -> bool:
    """Whether two phrases name one being, or one has the other's head among its words ("the museum", "the Hallstrom Museum")."""
    mine, theirs = fact.analysis.entity_at.get(own), told.analysis.entity_at.get(said)
    if mine is not None and theirs is not None:
        return mine == theirs
    return bool(_words(fact.analysis, (own,)) & _words(told.analysis, (said,)))


def _inverted(told: Told, found: Sides) -> bool:
    """Whether a verb has no subject and an auxiliary behind an adjunct, so that what follows is the subject ("then was leading X")."""
    toks = told.analysis.toks
    if found.doer.heads or len(found.done.heads) != 1 or (verb := toks[found.done.heads[0]].head) < 0:
        return False
    info = told.analysis.sentences[toks[verb].sentence]
    helped = any(toks[k].deprel == "aux" and k < verb for k in toks[verb].children)
    return helped and toks[verb].xpos == "VBG" and not any(toks[k].deprel.startswith("nsubj") for k in range(info.first, verb))


def _somebody(told: Told, doer: Side, patients: set[str]) -> bool:
    """Whether the doer is a person's pronoun that nobody is known for, with one of the given beings named in reach before it."""
    analysis = told.analysis
    toks = analysis.toks
    if doer.beings or not doer.heads or toks[doer.heads[0]].folded not in ("he", "she", "they"):
        return False
    k = doer.heads[0]
    first = analysis.sentences[max(0, toks[k].sentence - 1)].first
    return any(analysis.entity_at.get(j) in patients for j in range(first, k))


def _alike(told: Told, some: set[str], others: set[str]) -> bool:
    """Whether two sides are of one kind, so that either could have done it."""
    return bool({told.golden.world.kind(b) for b in some} & {told.golden.world.kind(b) for b in others})


def _words(analysis: Analysis, heads: Iterable[int]) -> set[str]:
    """The words of the names, or the lemmas, that head some phrases."""
    found: set[str] = set()
    for k in heads:
        name = analysis.name_at.get(k)
        if name is None:
            found.add(analysis.toks[k].lemma)
        elif not name.pronoun:
            found.update(w for j in range(name.first, name.last) if not is_title(w := analysis.toks[j].folded))
    return found


def heads_only(analysis: Analysis, side: Side) -> Side:
    """The side reduced to the words that head its phrases."""
    return Side(side.heads, side.heads, tuple(dict.fromkeys(key for k in side.heads for key in keys_at(analysis, k))), side.beings)
