"""What a value of the text bears on: whether it is plainly said of what a fact asks, and which way it is said to go."""

from __future__ import annotations

import datetime as dt

from factspec.binding.bound import EQUAL, Bound
from factspec.binding.compiled import STATIVE, CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.base import Told
from factspec.fact_types.measures import labels
from factspec.fact_types.rates import basis_of, rate_of
from factspec.lexicon import direction, is_hypernym, kinds, opposed
from factspec.lexicon.wordnet import net
from factspec.mentions.dates import DateValue
from factspec.mentions.quantity import Quantity
from factspec.reading.analysis import Analysis, Value

FOLLOWING = 0.8
WORDED = 0.3
BARELY = 0.15
_HUNDRED = 100
_WITH = 2.5
_PART_OF = frozenset("them whom which these those".split())
_PEOPLE = frozenset("people person human man woman life soul individual body other more".split())
_LOOSE_COUNTS = frozenset("strong more other further number figure total one value amount sum level total most rest".split())
_STRICKEN = frozenset("dead injured wounded hurt missing killed homeless".split())  # behind a number these count people
_DIMENSIONS = frozenset("long short high low tall deep wide broad thick old young big small large heavy length height depth width".split())


def counts_else(bound: Bound, fact: CompiledFact, told: Told) -> bool:
    """Whether the number counts something that no word of the fact or of the golden set stands for ("five truckloads of gunmen")."""
    slots = told.golden.slots
    golden = next((slots[i].counted for i in told.golden.owned.get(fact.index, ()) if slots[i].primary), "")
    counted = bound.counted
    if not counted or not golden or counted == golden or counted in _LOOSE_COUNTS:
        return False
    if not kinds(counted) and net().of(counted, "v"):
        return False  # no noun at all: "2.3 million live in Maren"
    after = bound.value.last
    if after < len(told.analysis.toks) and (told.analysis.toks[after].folded in _STRICKEN or after in told.analysis.entity_at):
        return False
    if (
        golden in _PEOPLE | {"passenger", "resident", "worker"}
        and counted not in _PEOPLE
        and kinds(counted) & {"artifact", "animal", "plant"}
        and not kinds(counted) & {"person", "group"}
    ):
        return True
    frame = fact.frame or fact.words
    known = dict(told.golden.table.stands_for(counted))
    if any(known.get(cue, 0.0) >= 0.5 for cue, _, _ in frame.cues) or any(
        near >= 0.6 for _, near in told.golden.licensed.stands_for(counted)
    ):
        return False
    if is_hypernym(golden, counted) or is_hypernym(counted, golden) or counted in _PEOPLE:
        return False
    return not ({"person", "group"} & kinds(counted) and "person" in kinds(golden))


def telling(bound: Bound) -> bool:
    """Whether a value is so particular that meeting it by chance is unlikely: a score, a measure, two digits, a day."""
    value = bound.value
    if value.number is not None:
        quantity = value.number.quantity
        if quantity.kind == "score":
            return True
        if quantity.value is None or quantity.kind not in ("cardinal", "range", "ordinal", "age"):
            return False
        return bool(quantity.unit) or quantity.value >= 13
    return value.date is not None and value.date.value.precision in ("day", "minute", "hour")


def said(bound: Bound) -> tuple[int, int]:
    """The span of a wrong value; with the words of a hedge that would exclude the golden value as well ("more than 26")."""
    number = bound.value.number
    if number is None or bound.value.side or number.quantity.hedge not in ("more than", "less than", "nearly", "just over"):
        return bound.value.start, bound.value.end
    return number.hedge_start, max(number.hedge_end, bound.value.end)


def set_apart(fact: CompiledFact, bound: Bound, told: Told, labelled: bool = False) -> bool:
    """Whether a value that a claim's words stand around is plainly another's all the same; ``labelled``: its label proves it."""
    if (not labelled and _of_a_twin(fact, bound, told)) or _hung_in_time(fact, bound, told):
        return True
    if bound.licensed and bound.derived and bound.fact_fit.get(fact.index, 0.0) < FOLLOWING:
        return True
    return _opposite_mark(fact, bound, told) or (bound.licensed and _known_for_another(fact, bound, told))


def _of_a_twin(fact: CompiledFact, bound: Bound, told: Told) -> bool:
    """Whether the value is that of a claim which differs by its period alone ("38,500 were sold last year")."""
    periods = labels(told)
    mine = {cue for cue, _, _ in fact.words.cues if cue[:1] not in "@=#"}
    for slot, how in zip(told.golden.slots, bound.relations, strict=True):
        if not slot.primary or slot.owner in (fact.index, -1) or how not in EQUAL:
            continue
        dated = [p for p in (periods.get(fact.index), periods.get(slot.owner)) if p is not None and p.date is not None]
        theirs = {cue for cue, _, _ in told.golden.facts[slot.owner].words.cues if cue[:1] not in "@=#"}
        if dated and len(mine & theirs) * 3 >= 2 * max(len(mine), len(theirs)):
            return True
    return False


def _hung_in_time(fact: CompiledFact, bound: Bound, told: Told) -> bool:
    """Whether a time only says how long after something, or which of its kind a thing is ("ten minutes after", "Saturday tickets")."""
    toks, value = told.analysis.toks, bound.value
    if value.number is not None and value.number.quantity.dimension == "time" and value.last < len(toks):
        own = fact.primary.last if fact.primary is not None else -1
        claimed = 0 <= own < len(fact.analysis.toks) and fact.analysis.toks[own].folded in _SINCE
        return toks[value.last].folded in _SINCE and not claimed
    if value.date is None or value.last >= len(toks) or toks[value.head].deprel not in ("compound", "nmod:unmarked"):
        return False
    noun = toks[toks[value.head].head]
    return noun.index >= value.last and noun.upos == "NOUN" and not kinds(noun.lemma) & {"event", "act", "time"}


_SINCE = frozenset("after before later earlier".split())


def _known_for_another(fact: CompiledFact, bound: Bound, told: Told) -> bool:
    """Whether a value that the golden set knows stands with nothing of this claim but what it counts or does, or is a part of another."""
    toks, last = told.analysis.toks, bound.value.last
    if last + 1 < len(toks) and toks[last].folded == "of" and toks[last + 1].folded in _PART_OF:
        return True  # "and 118 of them fell ill"
    if fact.date is not None and bound.value.date is not None:
        return _undated(fact, bound)
    if _other_bracket(fact, bound, told):
        return True
    if not fact.primary_counted or (bound.counted == fact.primary_counted and not _shared_count(fact, told)):
        return False
    cues = {cue for cue, _, _ in (fact.frame or fact.words).cues} - {fact.primary_counted, bound.counted}
    return bool(cues) and max(bound.offered.get(cue, 0.0) for cue in cues) < WORDED


def _shared_count(fact: CompiledFact, told: Told) -> bool:
    """Whether another claim or the background counts the same things, so that the noun alone tells the two apart no more."""
    known = told.golden.memo.get("counted")
    if known is None:
        owners: dict[str, set[int]] = {}
        for slot in told.golden.slots:
            owners.setdefault(slot.counted, set()).add(slot.owner)
        known = told.golden.memo["counted"] = owners
    assert isinstance(known, dict)
    return bool(known.get(fact.primary_counted, set()) - {fact.index})


def _opposite_mark(fact: CompiledFact, bound: Bound, told: Told) -> bool:
    """Whether the opposite of a word that marks out the claim's thing stands with the value ("none got a lower grade", for a higher)."""
    toks, mine = told.analysis.toks, fact.analysis
    value = bound.value
    near = [k for k, price in told.near(value.first, value.last, value.head).items() if price <= _WITH and toks[k].upos == "ADJ"]
    marks = [t for t in mine.toks if t.upos == "ADJ" and t.deprel == "amod" and t.index not in mine.value_at]
    said = {toks[k].lemma for k in near}
    return any(opposed(mark.lemma, toks[k].lemma) and mark.lemma not in said for mark in marks for k in near)


def _other_bracket(fact: CompiledFact, bound: Bound, told: Told) -> bool:
    """Whether a claim says of whom by another number ("people over 65 make up 21 percent"), which the value's sentence does not have."""
    slots = told.golden.slots
    own = (i for i in told.golden.owned.get(fact.index, ()) if not slots[i].primary and slots[i].quantity is None)
    marks = [i for i in own if _bracket(slots[i].value)]
    here = told.bounds_in(told.analysis.toks[bound.value.head].sentence)
    return bool(marks) and not any(b.relations[i] in EQUAL for i in marks for b in here)


def _bracket(value: Value) -> bool:
    """Whether a number in a claim is a threshold of age or size ("over 65", "under 16")."""
    quantity = value.number.quantity if value.number is not None else None
    bare = quantity is not None and quantity.kind in ("cardinal", "age") and not quantity.unit
    return bare and quantity is not None and quantity.hedge in ("more than", "less than")


def _undated(fact: CompiledFact, bound: Bound) -> bool:
    """Whether nothing of the claim stands near a known date but its verb ("they will start on", "begins on")."""
    act = fact.analysis.toks[fact.predicate].lemma if fact.predicate >= 0 else ""
    others = {cue for cue, _, _ in (fact.frame or fact.words).cues} - {act}
    return bool(others) and max(bound.offered.get(cue, 0.0) for cue in others) < BARELY


def short_year(bound: Bound, told: Told) -> bool:
    """ "In 96", "since 84": two bare digits after such a word are a year more often than a count."""
    toks, value = told.analysis.toks, bound.value
    quantity = value.number.quantity if value.number is not None else None
    if quantity is None or quantity.unit or bound.counted or quantity.value is None or not 10 <= quantity.value <= 99 or not value.first:
        return False
    return value.surface.isdigit() and toks[value.first - 1].folded in ("in", "since", "from", "until", "of", "by")


def plain(bound: Bound, fact: CompiledFact, told: Told) -> bool:
    """Whether a differing value is definite enough to contradict: no vague period, no bare small figure against a measure."""
    value = bound.value
    if value.number is not None and fact.quantity is not None:
        quantity = value.number.quantity
        if quantity.hedge == "vague":
            if fact.quantity.dimension == "share" and not quantity.dimension:
                return False
            orders = {"dozens", "scores", "hundreds", "thousands", "millions", "billions", "handful"}
            return bool(orders & set(value.surface.casefold().split())) and _far_off(quantity, fact.quantity)
        if quantity.kind == "range" and fact.quantity.kind != "range" and not value.side:
            return False
        if short_year(bound, told):
            return False
        golden = fact.primary_counted
        told_value, asked = quantity.value, fact.quantity.value
        parted = bool(bound.counted) and bool(golden) and bound.counted != golden
        if (
            parted
            and told_value is not None
            and asked is not None
            and is_hypernym(golden, bound.counted)
            and closeness(golden, bound.counted) < 0.8
            and golden not in _PEOPLE
            and told_value < asked
        ):
            return False
        people = parted and (golden in _PEOPLE or "person" in kinds(golden)) and bound.counted not in _LOOSE_COUNTS
        if people and not kinds(bound.counted) & {"person", "group", "animal"}:
            return not kinds(bound.counted)  # "the two censuses" count nobody
        if fact.quantity.dimension == "share" and not quantity.dimension and (quantity.hedge or (told_value or 0) > _HUNDRED):
            return False  # "over 65", "by 250,000" are no shares
        if fact.quantity.dimension and not quantity.dimension and quantity.kind != "score":
            return fact.quantity.dimension != "money" and quantity.value is not None and quantity.value > 12 and not bound.counted
        return True
    if value.date is not None:
        found = value.date.value
        if found.precision in ("day", "minute", "hour", "month", "year", "time") and not found.vague:
            return True
        spelt = any(c.isdigit() for c in value.surface) or found.precision not in ("decade",)  # "the thirties" may be anybody's
        return fact.date is not None and spelt and _another_period(found, fact.date)
    return True


def _far_off(found: Quantity, golden: Quantity) -> bool:
    """Whether a vague number ("hundreds", "a handful") is another order than the golden one, at least twice or half of it."""
    asked = golden.value
    if asked is None or golden.hedge == "vague" or found.low is None:
        return False
    return asked * 2 < found.low or (found.high is not None and asked > found.high * 2)


_TURNED = dt.timedelta(days=183)


def _another_period(found: DateValue, golden: DateValue) -> bool:
    """Whether a part of a month, a season, a decade or a century is well apart from the golden date, a season in both hemispheres."""
    if found.start is None or found.end is None or golden.start is None or golden.end is None or found.relative == "text":
        return False
    slack = {"month": 7, "season": 30, "decade": 366, "century": 366 if found.vague else 0}.get(found.precision)
    if slack is None or found.relation in ("before", "after", "by", "since", "until"):
        return False
    turns = (dt.timedelta(0),) if found.precision != "season" else (-_TURNED, dt.timedelta(0), _TURNED)
    apart = dt.timedelta(days=slack)
    return all(golden.end < found.start + turn - apart or golden.start > found.end + turn + apart for turn in turns)


def entity_near(fact: CompiledFact, bound: Bound) -> bool:
    """Whether some entity of the fact's frame, where it has any, stands near the value."""
    named = [cue for cue, _, _ in (fact.frame or fact.words).cues if cue[:1] == "@"]
    return not named or any(bound.offered.get(cue, 0.0) >= 0.2 for cue in named)


def others(fact: CompiledFact, bound: Bound, told: Told) -> bool:
    """Whether the value stands with another person or body than the fact's own, which is nowhere near."""
    world = told.golden.world
    actors = ("person", "organization", "group")
    own = {cue for cue, _, _ in (fact.frame or fact.words).cues if cue[:1] == "@" and world.kind(cue[1:]) in actors}
    if not own or any(bound.offered.get(cue, 0.0) >= 0.2 for cue in own):
        return False
    return any(near >= 0.4 for cue, near in bound.offered.items() if cue[:1] == "@" and cue not in own and world.kind(cue[1:]) in actors)


def _asking(told: Told) -> dict[str, set[int]]:
    """By unit the facts that have a number in it, once a golden set."""
    known = told.golden.memo.get("units")
    if known is None:
        found: dict[str, set[int]] = {}
        for slot in told.golden.slots:
            if slot.owner >= 0 and slot.value.number is not None:
                found.setdefault((slot.quantity or slot.value.number.quantity).unit, set()).add(slot.owner)
        known = told.golden.memo["units"] = found
    assert isinstance(known, dict)
    return known


def spoken_of(fact: CompiledFact, bound: Bound, told: Told) -> bool:
    """Whether one of the fact's weightiest words stands near the value, or the value has a unit that no other fact asks for."""
    slots = told.golden.slots
    unit = bound.value.number.quantity.unit if bound.value.number is not None else ""
    if unit and fact.quantity is not None and _asking(told).get(unit) == {fact.index}:
        return True
    for slot in (slots[i] for i in told.golden.owned.get(fact.index, ())):
        if not slot.primary:
            continue
        telling = [(w, cue) for cue, w, _ in slot.frame.cues if cue not in STATIVE]
        top = max((w for w, _ in telling), default=0.0)
        if not telling or any(bound.offered.get(cue, 0.0) >= 0.34 for w, cue in telling if w >= 0.5 * top):
            return True
    return False


def above(told: Told, head: int) -> set[int]:
    """The verbs over a value, up to four arcs away."""
    found: set[int] = set()
    at = head
    for _ in range(5):
        found.add(at)
        if told.analysis.toks[at].head < 0:
            break
        at = told.analysis.toks[at].head
    return found


def opposite_word(fact: CompiledFact, told: Told, claim_token: int, head: int) -> int | None:
    """A word on which the text's value hangs that is the opposite of the word on which the claim's hangs ("late", "ahead")."""
    if fact.primary is None or claim_token not in _governors(fact.analysis, fact.primary.head):
        return None
    word = fact.analysis.toks[claim_token]
    if word.upos not in ("ADJ", "ADV", "ADP", "NOUN") or word.lemma in _DIMENSIONS:
        return None
    around = sorted(governors(told, head))
    lemmas = [told.analysis.toks[k].lemma for k in around]
    if any(closeness(word.lemma, lemma) >= 0.8 for lemma in lemmas):
        return None
    return next((k for k, lemma in zip(around, lemmas, strict=True) if told.analysis.toks[k].content and opposed(word.lemma, lemma)), None)


def other_way(fact: CompiledFact, told: Told, bound: Bound) -> int | None:
    """A word on which the text's value hangs that points against the one on which the claim's hangs ("up by 2", "2 fewer"; "fell by 2")."""
    if fact.primary is None or bound.value.number is None:
        return None
    mine = _ways(fact.analysis, fact.primary)
    theirs = _ways(told.analysis, bound.value)
    if len(set(mine.values())) != 1 or len(set(theirs.values())) != 1:
        return None
    return min(theirs) if set(mine.values()) != set(theirs.values()) else None


def _ways(analysis: Analysis, value: Value) -> dict[int, int]:
    """The words with a direction on which a value hangs: verbs, particles and comparatives."""
    toks = analysis.toks
    chain = _governors(analysis, value.head)
    chain |= {g for k in chain for g in toks[k].children if toks[g].deprel in ("case", "advmod") and toks[g].folded in ("up", "down")}
    found = {}
    for k in sorted(chain):
        tok = toks[k]
        if value.first <= k < value.last or not (tok.upos == "VERB" or tok.xpos in ("JJR", "RBR") or tok.folded in ("up", "down")):
            continue
        way = direction(tok.folded) or direction(tok.lemma)
        if way and tok.lemma not in _NO_WAY:
            found[k] = way
    return found


_NO_WAY = frozenset("add top beat miss contract cool crash sink slide mount spike swell dive collapse cut raise lift over under".split())


def other_rate(fact: CompiledFact, told: Told, bound: Bound) -> str | None:
    """A reason where the text counts the value by another time, or measures the change against another."""
    if fact.primary is None:
        return None
    mine, theirs = rate_of(fact.analysis, fact.primary), rate_of(told.analysis, bound.value)
    if mine and theirs and mine != theirs:
        return f"counts it by the {theirs}, not by the {mine}"
    if fact.quantity is not None and fact.quantity.dimension in ("share", "points"):
        mine, theirs = basis_of(fact.analysis, fact.primary), basis_of(told.analysis, bound.value)
        if mine and theirs and mine != theirs:
            return f"measures the change against the {theirs}, not against the {mine}"
    return None


def governors(told: Told, head: int) -> set[int]:
    """The words that a value hangs on, up to its first verb, and what qualifies them."""
    return _governors(told.analysis, head)


def _governors(analysis: Analysis, head: int) -> set[int]:
    toks = analysis.toks
    found: set[int] = set()
    at = head
    for _ in range(5):
        for k in toks[at].children:
            if toks[k].deprel in ("advmod", "amod", "compound:prt", "xcomp", "compound", "nsubj") and (
                toks[k].deprel != "nsubj" or toks[at].upos != "VERB"
            ):
                found.add(k)
        found.add(at)
        if toks[at].upos == "VERB" or toks[at].head < 0:
            break
        at = toks[at].head
    return found
