"""Adjuncts: the claim's act told of the same parties, with another place, thing or side in a place of the claim's.

What it checks: the phrases that hang on the act and on its parties, place by place, whatever the type of the fact.
How it reads text: a clause of the same act is laid beside the claim's; phrases of one preposition or one side stand for each other.
Where all but one tell the claim's words, and the last one tells a sibling of the claim's word ("in the cellar" for "in the kitchen",
"off Iceland" for "off Norway"), or two of them have changed places ("from Lagos to Rotterdam"), the text contradicts.
Limits: words of which the one does not exclude the other ("a hall", "a room") say nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.acts import same_act
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.clauses import covering
from factspec.fact_types.fillers import kind_of
from factspec.fact_types.statements import Anchor, anchors
from factspec.lexicon import contains, country_of, is_hypernym, opposed, place_kind, sibling, state_of
from factspec.reading.analysis import Analysis, Name, kept
from factspec.reading.moods import mood
from factspec.reading.roles import case_of, is_passive

_WHERE = frozenset("in at on near inside outside off within by beside under behind opposite around".split())
_CLASSES = {**dict.fromkeys(sorted(_WHERE), "where"), "from": "from", "to": "to", "into": "to", "onto": "to", "towards": "to"}
_ORDERED = frozenset({"from", "to", "before", "after", "obj", "between"})
_OTHERNESS = frozenset(
    "next previous former other another second third last latest later earlier first new old following original usual normal "
    "similar different separate additional further".split()
)
_LOOSE = frozenset("previously formerly originally usually normally once earlier again also elsewhere before".split())


@dataclass(frozen=True, slots=True)
class _Laid:
    """One place of a claim's act: its class, the heads of the claim and of the text that stand in it."""

    slot: str
    mine: tuple[int, ...]
    theirs: tuple[int, ...]


def displaced(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement, turned where the text tells the claim's act with another phrase in a place of the claim's."""
    if judgement.verdict in ("contradicted", "undetermined") or fact.type in ("mention", "role") or fact.predicate < 0:
        return judgement
    for anchor in anchors(fact, told, covering(told, fact)[:3]):
        if anchor.contrary or anchor.flipped or anchor.likeness < 0.85 or not _same_mood(fact, told, anchor):
            continue
        wrong = _compared(fact, told, anchor)
        if wrong is not None:
            return wrong
    return _housed(fact, told) or judgement


_STANDING = frozenset("happen take occur stand lie sit locate situate hold stage convene base be house".split())


@kept
def _wheres(analysis: Analysis) -> tuple[tuple[int, int, int], ...]:
    return tuple(_find_wheres(analysis))


def _find_wheres(analysis: Analysis) -> Iterator[tuple[int, int, int]]:
    """(verb, what, where) of clauses that say nothing but where something is or takes place."""
    toks = analysis.toks
    for k, tok in enumerate(toks):
        below = tok.children
        subjects = [g for g in below if toks[g].deprel in ("nsubj", "nsubj:pass") and not case_of(analysis, g)]
        if any(toks[g].deprel == "cop" for g in below) and case_of(analysis, k) in _WHERE:
            yield from ((k, g, k) for g in subjects[:1])
        elif tok.upos == "VERB" and tok.lemma == "host" and not is_passive(analysis, k):
            yield from ((k, g, s) for s in subjects[:1] for g in below if toks[g].deprel == "obj")
        elif tok.upos == "VERB" and tok.lemma in _STANDING and (tok.lemma != "take" or any(toks[g].lemma == "place" for g in below)):
            yield from ((k, s, g) for slot, g in _phrases(analysis, k) if slot == "where" for s in subjects[:1])


def _housed(fact: CompiledFact, told: Told) -> Judgement | None:
    """Something said to be or to take place elsewhere, whatever the verb ("the conference was in Spain", "Vienna hosted it")."""
    mine, theirs = fact.analysis, told.analysis
    own = [(verb, what, where) for verb, what, where in _wheres(mine) if where not in mine.value_at]
    if not own:
        return None
    said = list(_wheres(theirs))
    for verb, what, where in own:
        same = [
            (v, b, w)
            for v, b, w in said
            if w not in theirs.value_at
            and _like(mine, theirs, what, b)
            and not _other_one(mine, theirs, what, b)
            and told.mood(v).mode in ("fact", mood(mine, verb).mode)
            and told.mood(v).negated == mood(mine, verb).negated is False
        ]
        if any(_like(mine, theirs, where, w) or (mine.toks[where].upos == "PROPN") != (theirs.toks[w].upos == "PROPN") for _, _, w in same):
            continue
        subjects = {mine.toks[what].lemma}
        for _, b, w in same:
            if _exclusive(fact, told, where, w) and not _told_within(told, fact, where, subjects) and not _there(fact, told, b, w):
                return _judged(told, w)
    return None


def _there(fact: CompiledFact, told: Told, what: int, where: int) -> bool:
    """Whether another claim or the background has the same thing at that place."""
    theirs = told.analysis
    being, lemma, thing = theirs.entity_at.get(where), theirs.toks[where].lemma, theirs.toks[what].lemma
    if any(theirs.toks[k].folded in _LOOSE for k in _sentence(theirs, where)):
        return True
    others = [range(len(o.analysis.toks)) for o in told.golden.facts]
    spans = [(o.analysis, span) for o, span in zip(told.golden.facts, others, strict=True)]
    spans += [(told.golden.background, range(i.first, i.last)) for i in told.golden.background.sentences]
    return any(
        any(a.toks[k].lemma == lemma or (being is not None and a.entity_at.get(k) == being) for k in span)
        and any(a.toks[k].lemma == thing for k in span)
        and (a is fact.analysis or not any(a.toks[k].folded in _OTHERNESS for k in span))
        for a, span in spans
    )


def _same_mood(fact: CompiledFact, told: Told, anchor: Anchor) -> bool:
    claim, text = mood(fact.analysis, anchor.own), told.mood(anchor.token)
    return text.mode in ("fact", claim.mode) and not text.negated and not claim.negated


def _phrases(analysis: Analysis, act: int) -> Iterator[tuple[str, int]]:
    """(class, head) of the phrases with a preposition on an act, or on what it is done to."""
    toks = analysis.toks
    direct = [k for k in toks[act].children if toks[k].deprel.split(":")[0] in ("obj", "xcomp")]
    for over in (act, *direct):
        for k in toks[over].children:
            rel = toks[k].deprel.split(":")[0]
            if rel in ("obl", "nmod", "nsubj") and k not in analysis.value_at and (case := case_of(analysis, k)):
                yield _CLASSES.get(case, case), k


def _laid(fact: CompiledFact, told: Told, anchor: Anchor) -> list[_Laid]:
    """The places of the claim's act, with who and what stands in them on either side."""
    mine, theirs = fact.analysis, told.analysis
    found = [
        _Laid("doer", anchor.claim.doer.heads, anchor.found.doer.heads),
        _Laid("done", anchor.claim.done.heads, anchor.found.done.heads),
    ]
    own, said = list(_phrases(mine, anchor.own)), list(_phrases(theirs, anchor.token))
    for slot in dict.fromkeys(slot for slot, _ in own):
        if slot not in ("of", "by"):
            found.append(_Laid(slot, tuple(k for s, k in own if s == slot), tuple(k for s, k in said if s == slot)))
    return [p for p in found if p.mine]


def _compared(fact: CompiledFact, told: Told, anchor: Anchor) -> Judgement | None:
    mine, theirs = fact.analysis, told.analysis
    places = _laid(fact, told, anchor)
    pairs: list[tuple[str, int, int]] = []
    odd: list[tuple[str, int, int]] = []
    for place in places:
        for a in place.mine:
            like = next((b for b in place.theirs if _like(mine, theirs, a, b)), None)
            if like is not None:
                pairs.append((place.slot, a, like))
            else:
                odd.extend((place.slot, a, b) for b in place.theirs)
    if not pairs or any(_other_one(mine, theirs, a, b) for _, a, b in pairs if _ in ("doer", "done")):
        return None
    parties = [p for p in places if p.slot in ("doer", "done")]
    if parties and not any(slot in ("doer", "done") for slot, _, _ in pairs):
        return None
    if any(slot == "doer" and b not in theirs.name_at for slot, _, b in odd) and not any(slot == "done" for slot, _, _ in pairs):
        return None
    taken = {b for _, _, b in pairs}
    for slot, a, b in odd:
        if b in taken or slot in ("doer", "done") or _told_so(fact, told, anchor, a):
            continue
        if _exclusive(fact, told, a, b) and not _licensed(fact, told, anchor, b):
            return _judged(told, b)
    for _, a, b in pairs:
        wrong = _modified(fact, told, anchor, a, b)
        if wrong is not None:
            return wrong
    return _changed_round(fact, told, anchor)


def _judged(told: Told, b: int) -> Judgement:
    name = told.analysis.name_at.get(b)
    tok = told.analysis.toks[b]
    start, end = (name.start, name.end) if name is not None else (tok.start, tok.end)
    return Judgement("contradicted", start, end, "place-differs", f"says {told.analysis.text[start:end]}", None, 0.6)


def _like(mine: Analysis, theirs: Analysis, a: int, b: int) -> bool:
    """Whether the word of the text may stand for the claim's."""
    one, two = mine.entity_at.get(a), theirs.entity_at.get(b)
    if one is not None and two is not None:
        return one == two
    x, y = mine.toks[a], theirs.toks[b]
    if theirs.name_at.get(b) is not None and theirs.name_at[b].pronoun:
        return True
    if x.folded == y.folded or x.lemma == y.lemma:
        return True
    return closeness(x.lemma, y.lemma) >= 0.6 or is_hypernym(x.lemma, y.lemma) or is_hypernym(y.lemma, x.lemma)


def _other_one(mine: Analysis, theirs: Analysis, a: int, b: int) -> bool:
    """Whether one of two like phrases tells of another one of the kind ("the next meeting")."""

    def marks(analysis: Analysis, k: int) -> set[str]:
        return {analysis.toks[g].folded for g in (k, *analysis.toks[k].children)} & _OTHERNESS

    return marks(mine, a) != marks(theirs, b)


def _name(analysis: Analysis, k: int) -> Name | None:
    name = analysis.name_at.get(k)
    return None if name is None or name.pronoun else name


def _surface(analysis: Analysis, k: int) -> str:
    name = _name(analysis, k)
    return name.surface if name is not None else analysis.toks[k].text


def _country(surface: str) -> str | None:
    return country_of(surface) if surface[:1].isupper() else None


def _exclusive(fact: CompiledFact, told: Told, a: int, b: int) -> bool:
    """Whether what the text has in a place cannot be what the claim has there."""
    mine, theirs = fact.analysis, told.analysis
    x, y = _surface(mine, a), _surface(theirs, b)
    proper = (_name(mine, a) is not None or _country(x) is not None, _name(theirs, b) is not None or _country(y) is not None)
    if proper == (True, True):
        return _places_apart(fact, told, a, b)
    if any(proper):
        return False
    one, two = mine.toks[a], theirs.toks[b]
    return one.upos == two.upos == "NOUN" and sibling(one.lemma, two.lemma)


def _places_apart(fact: CompiledFact, told: Told, a: int, b: int) -> bool:
    """Whether two named places are neither one within the other nor parts of one, as far as golden set and lexicon know."""
    mine, theirs, world = fact.analysis, told.analysis, told.golden.world
    x, y = _surface(mine, a), _surface(theirs, b)
    own, other = _name(mine, a), _name(theirs, b)
    kinds = [
        "place"
        if _country(s) is not None or state_of(s) is not None
        else world.kind(n.entity)
        if n and n.entity
        else kind_of(told, n)
        if n
        else ""
        for s, n in ((x, own), (y, other))
    ]
    if not set(kinds) <= {"place", ""} or contains(x, y) or contains(y, x):
        return False
    one, two = _country(x), _country(y)
    if one is not None and two is not None:
        return one != two or (place_kind(x) == place_kind(y) == "seat" and x != y)
    if one is not None or two is not None:
        known, stranger = (x, other) if one is not None else (y, own)
        return place_kind(known) == "seat" and stranger is not None and state_of(stranger.surface) is None
    if own is not None and other is not None and own.entity and other.entity:
        held = world.beings.get(own.entity), world.beings.get(other.entity)
        within = [{world.resolve(p) for p in being.within} for being in held if being is not None]
        if any(own.entity in w or other.entity in w for w in within):
            return False
    words = {w.casefold() for w in x.split()} & {w.casefold() for w in y.split()}
    return not {w for w in words if len(w) > 3}


def _around(analysis: Analysis, k: int) -> set[str]:
    """The countries that a phrase names beside its head: "the Danish coast", "Leipzig, Austria", "the coast of Norway"."""
    toks = analysis.toks
    name = _name(analysis, k)
    found = {
        _country(toks[g].text) for g in toks[k].children if toks[g].deprel.split(":")[0] in ("amod", "compound", "nmod", "appos", "flat")
    }
    last = name.last if name is not None else k + 1
    if last + 1 < len(toks) and toks[last].text == "," and toks[last + 1].sentence == toks[k].sentence:
        found.add(_country(toks[last + 1].text) if place_kind(toks[last + 1].text) == "name" else None)
    return {c for c in found if c is not None}


def _modified(fact: CompiledFact, told: Told, anchor: Anchor, a: int, b: int) -> Judgement | None:
    """A word on a like phrase that excludes the claim's ("the right lung" for the left one, "Leipzig, Austria", "near the harbour")."""
    mine, theirs = fact.analysis, told.analysis
    one, two = _around(mine, a), _around(theirs, b)
    spoken = {c for t in mine.toks if (c := _country(t.text)) is not None}
    if one and two and not two & spoken:
        at = next(
            (g for g in range(b, min(len(theirs.toks), b + 5)) if _country(theirs.toks[g].text) in two),
            next((g for g in theirs.toks[b].children if _country(theirs.toks[g].text) in two), b),
        )
        return None if _licensed(fact, told, anchor, at) else _judged(told, at)
    said = {theirs.toks[k].lemma for k in _sentence(theirs, b)} | {theirs.toks[k].folded for k in _sentence(theirs, b)}
    if mine.toks[a].lemma != theirs.toks[b].lemma or _name(mine, a) is not None or _name(theirs, b) is not None:
        return None
    for x in mine.toks[a].children:
        for y in theirs.toks[b].children:
            rel = mine.toks[x].deprel.split(":")[0]
            if rel != theirs.toks[y].deprel.split(":")[0] or rel not in ("amod", "compound", "nmod"):
                continue
            if rel == "nmod" and case_of(mine, x) != case_of(theirs, y):
                continue
            p, q = mine.toks[x], theirs.toks[y]
            if (
                x in mine.value_at
                or y in theirs.value_at
                or p.lemma in said
                or p.folded in said
                or x in mine.name_at
                or y in theirs.name_at
            ):
                continue
            if (
                (p.upos == q.upos or rel != "nmod")
                and (sibling(p.lemma, q.lemma) or (rel == "amod" and opposed(p.lemma, q.lemma)))
                and not _licensed(fact, told, anchor, y)
            ):
                return Judgement("contradicted", q.start, q.end, "place-differs", f"says “{q.text}”", None, 0.5)
    return None


def _sentence(analysis: Analysis, k: int) -> range:
    info = analysis.sentences[analysis.toks[k].sentence]
    return range(info.first, info.last)


def _told_so(fact: CompiledFact, told: Told, anchor: Anchor, a: int) -> bool:
    """Whether the text tells the claim's own word after all, elsewhere than in a clause about something else."""
    return _told_within(told, fact, a, {fact.analysis.toks[k].lemma for k in (*anchor.claim.doer.heads, *anchor.claim.done.heads)})


def _told_within(told: Told, fact: CompiledFact, a: int, subjects: set[str]) -> bool:
    mine, theirs = fact.analysis, told.analysis
    being, tok = mine.entity_at.get(a), mine.toks[a]
    country = _country(_surface(mine, a))
    for k, other in enumerate(theirs.toks):
        same = (being is not None and theirs.entity_at.get(k) == being) or other.lemma == tok.lemma or other.folded == tok.folded
        same = same or (country is not None and _country(other.text) == country)
        if not same and not (tok.upos == "NOUN" and other.upos == "NOUN" and closeness(tok.lemma, other.lemma) >= 0.75):
            continue
        if not _of_another(theirs, k, subjects):
            return True
    return False


def _of_another(analysis: Analysis, k: int, subjects: set[str]) -> bool:
    """Whether a word stands in a clause that has a subject of its own, other than the given ones."""
    toks = analysis.toks
    at = k
    for _ in range(4):
        tok = toks[at]
        own = [g for g in tok.children if toks[g].deprel.startswith("nsubj")]
        if own and (tok.upos in ("VERB", "AUX") or any(toks[g].deprel == "cop" for g in tok.children)):
            heads = {toks[g].lemma for g in own}
            marked = any(toks[g].folded in _OTHERNESS or toks[h].folded in _OTHERNESS for g in own for h in toks[g].children)
            return not heads & subjects or marked
        if tok.head < 0:
            break
        at = tok.head
    return False


def _licensed(fact: CompiledFact, told: Told, anchor: Anchor, b: int) -> bool:
    """Whether another claim, or the background, tells the same act of the same party there."""
    theirs = told.analysis
    being, lemma = theirs.entity_at.get(b), theirs.toks[b].lemma
    verb = fact.analysis.toks[anchor.own].lemma
    heads = (*anchor.found.doer.heads, *anchor.found.done.heads)
    who = {theirs.toks[k].lemma for k in heads} | {theirs.entity_at[k] for k in heads if k in theirs.entity_at}
    if any(theirs.toks[k].folded in _LOOSE for k in _sentence(theirs, b)):
        return True

    def tells(analysis: Analysis, span: Iterable[int], anybody: bool) -> bool:
        tokens = list(span)
        there = any(analysis.toks[k].lemma == lemma or (being is not None and analysis.entity_at.get(k) == being) for k in tokens)
        acted = any(analysis.toks[k].content and same_act(verb, analysis.toks[k].lemma) >= 0.75 for k in tokens)
        met = anybody or any(analysis.toks[k].lemma in who or analysis.entity_at.get(k) in who for k in tokens)
        return there and acted and met

    if tells(fact.analysis, range(len(fact.analysis.toks)), True):
        return True
    if any(o.index != fact.index and tells(o.analysis, range(len(o.analysis.toks)), False) for o in told.golden.facts):
        return True
    background = told.golden.background
    return any(tells(background, range(i.first, i.last), False) for i in background.sentences)


def _changed_round(fact: CompiledFact, told: Told, anchor: Anchor) -> Judgement | None:
    """Two names of the claim in each other's place ("from Lagos to Rotterdam")."""
    mine, theirs = fact.analysis, told.analysis

    def named(analysis: Analysis, act: int) -> dict[str, str]:
        toks = analysis.toks
        found: dict[str, str] = {}
        objects = [("obj", k) for k in toks[act].children if toks[k].deprel == "obj"]
        for slot, k in (*_phrases(analysis, act), *objects):
            if slot in _ORDERED and (analysis.entity_at.get(k) is not None or _country(toks[k].text) is not None):
                found.setdefault(slot, analysis.entity_at.get(k) or str(_country(toks[k].text)))
        return found

    own, said = named(mine, anchor.own), named(theirs, anchor.token)
    for one in own:
        for two in own:
            if one < two and own[one] != own[two] and said.get(one) == own[two] and said.get(two) == own[one]:
                tokens = [k for slot, k in _phrases(theirs, anchor.token) if slot in (one, two)] or [anchor.token]
                start, end = min(theirs.toks[k].start for k in tokens), max(theirs.toks[k].end for k in tokens)
                return Judgement("contradicted", start, end, "relation-reversed", "the two have changed places", None, 0.6)
    return None
