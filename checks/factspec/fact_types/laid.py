"""Phrases laid side by side: whether what a text has in a place of a claim's clause is the claim's, may be, or cannot be.

A word excludes another where the two are siblings (kitchen, cellar), a named place where neither lies in the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.fillers import kind_of
from factspec.lexicon import contains, country_of, is_hypernym, place_kind, sibling, state_of
from factspec.reading.analysis import Analysis, Name
from factspec.reading.roles import case_of

WHERE = frozenset("in at on near inside outside off within by beside under behind opposite around".split())
CLASSES = {**dict.fromkeys(sorted(WHERE), "where"), "from": "from", "to": "to", "into": "to", "onto": "to", "towards": "to"}
OTHERNESS = frozenset(
    "next previous former other another second third last latest later earlier first new old following original usual normal "
    "similar different separate additional further".split()
)
LOOSE = frozenset("previously formerly originally usually normally once earlier again also elsewhere before".split())


def phrases(analysis: Analysis, act: int) -> Iterator[tuple[str, int]]:
    """(class, head) of the phrases with a preposition on an act, or on what it is done to."""
    toks = analysis.toks
    direct = [k for k in toks[act].children if toks[k].deprel.split(":")[0] in ("obj", "xcomp")]
    for over in (act, *direct):
        for k in toks[over].children:
            rel = toks[k].deprel.split(":")[0]
            if rel in ("obl", "nmod", "nsubj") and k not in analysis.value_at and (case := case_of(analysis, k)):
                yield CLASSES.get(case, case), k


def judged(told: Told, b: int) -> Judgement:
    name = told.analysis.name_at.get(b)
    tok = told.analysis.toks[b]
    start, end = (name.start, name.end) if name is not None else (tok.start, tok.end)
    return Judgement("contradicted", start, end, "place-differs", f"says {told.analysis.text[start:end]}", None, 0.6)


def like(mine: Analysis, theirs: Analysis, a: int, b: int) -> bool:
    """Whether the word of the text may stand for the claim's."""
    one, two = mine.entity_at.get(a), theirs.entity_at.get(b)
    if one is not None and two is not None:
        return one == two
    x, y = mine.toks[a], theirs.toks[b]
    level, other = floor_of(mine, a), floor_of(theirs, b)
    if level and other:
        return level == other
    if theirs.name_at.get(b) is not None and theirs.name_at[b].pronoun:
        return True
    if x.folded == y.folded or x.lemma == y.lemma:
        return True
    return closeness(x.lemma, y.lemma) >= 0.6 or is_hypernym(x.lemma, y.lemma) or is_hypernym(y.lemma, x.lemma)


_FLOORS = frozenset("ground first second third fourth fifth sixth seventh eighth ninth tenth top basement".split())


def floor_of(analysis: Analysis, k: int) -> str:
    """Which floor a phrase names, or ""."""
    toks = analysis.toks
    if toks[k].lemma not in ("floor", "storey", "story"):
        return ""
    return next((toks[g].folded for g in toks[k].children if toks[g].folded in _FLOORS), "")


def other_one(mine: Analysis, theirs: Analysis, a: int, b: int) -> bool:
    """Whether one of two like phrases tells of another one of the kind ("the next meeting")."""

    def marks(analysis: Analysis, k: int) -> set[str]:
        return {analysis.toks[g].folded for g in (k, *analysis.toks[k].children)} & OTHERNESS

    return marks(mine, a) != marks(theirs, b)


def named_at(analysis: Analysis, k: int) -> Name | None:
    name = analysis.name_at.get(k)
    return None if name is None or name.pronoun else name


def surface(analysis: Analysis, k: int) -> str:
    name = named_at(analysis, k)
    return name.surface if name is not None else analysis.toks[k].text


def country_named(surface: str) -> str | None:
    return country_of(surface) if surface[:1].isupper() else None


def exclusive(fact: CompiledFact, told: Told, a: int, b: int) -> bool:
    """Whether what the text has in a place cannot be what the claim has there."""
    mine, theirs = fact.analysis, told.analysis
    x, y = surface(mine, a), surface(theirs, b)
    proper = (
        named_at(mine, a) is not None or country_named(x) is not None,
        named_at(theirs, b) is not None or country_named(y) is not None,
    )
    if proper == (True, True):
        return places_apart(fact, told, a, b)
    if any(proper):
        return False
    one, two = mine.toks[a], theirs.toks[b]
    if floor_of(mine, a) and floor_of(theirs, b):
        return floor_of(mine, a) != floor_of(theirs, b)
    return one.upos == two.upos == "NOUN" and sibling(one.lemma, two.lemma)


def places_apart(fact: CompiledFact, told: Told, a: int, b: int) -> bool:
    """Whether two named places are neither one within the other nor parts of one, as far as golden set and lexicon know."""
    mine, theirs, world = fact.analysis, told.analysis, told.golden.world
    x, y = surface(mine, a), surface(theirs, b)
    own, other = named_at(mine, a), named_at(theirs, b)
    kinds = [
        "place"
        if country_named(s) is not None or state_of(s) is not None
        else world.kind(n.entity)
        if n and n.entity
        else kind_of(told, n)
        if n
        else ""
        for s, n in ((x, own), (y, other))
    ]
    if not set(kinds) <= {"place", ""} or contains(x, y) or contains(y, x):
        return False
    one, two = country_named(x), country_named(y)
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
        chains = [set(f.chain) for f in told.golden.facts if own.entity in f.beings or other.entity in f.beings]
        if any(own.entity in chain or other.entity in chain for chain in chains):
            return False
    words = {w.casefold() for w in x.split()} & {w.casefold() for w in y.split()}
    return not {w for w in words if len(w) > 3}


def around(analysis: Analysis, k: int) -> set[str]:
    """The countries that a phrase names beside its head: "the Danish coast", "Leipzig, Austria", "the coast of Norway"."""
    toks = analysis.toks
    name = named_at(analysis, k)
    found = {
        country_named(toks[g].text)
        for g in toks[k].children
        if toks[g].deprel.split(":")[0] in ("amod", "compound", "nmod", "appos", "flat")
    }
    last = name.last if name is not None else k + 1
    if last + 1 < len(toks) and toks[last].text == "," and toks[last + 1].sentence == toks[k].sentence:
        found.add(country_named(toks[last + 1].text) if place_kind(toks[last + 1].text) == "name" else None)
    return {c for c in found if c is not None}


def sentence_range(analysis: Analysis, k: int) -> range:
    info = analysis.sentences[analysis.toks[k].sentence]
    return range(info.first, info.last)


def told_within(told: Told, fact: CompiledFact, a: int, subjects: set[str]) -> bool:
    """Whether the text tells the claim's own word at ``a`` elsewhere than in a clause with another subject than the given ones."""
    mine, theirs = fact.analysis, told.analysis
    being, tok = mine.entity_at.get(a), mine.toks[a]
    if level := floor_of(mine, a):
        return any(floor_of(theirs, k) == level for k in range(len(theirs.toks)))
    country = country_named(surface(mine, a))
    for k, other in enumerate(theirs.toks):
        same = (being is not None and theirs.entity_at.get(k) == being) or other.lemma == tok.lemma or other.folded == tok.folded
        same = same or (country is not None and country_named(other.text) == country)
        if not same and not (tok.upos == "NOUN" and other.upos == "NOUN" and closeness(tok.lemma, other.lemma) >= 0.75):
            continue
        if not of_another(theirs, k, subjects):
            return True
    return False


def of_another(analysis: Analysis, k: int, subjects: set[str]) -> bool:
    """Whether a word stands in a clause that has a subject of its own, other than the given ones."""
    toks = analysis.toks
    at = k
    for _ in range(4):
        tok = toks[at]
        own = [g for g in tok.children if toks[g].deprel.startswith("nsubj")]
        if own and (tok.upos in ("VERB", "AUX") or any(toks[g].deprel == "cop" for g in tok.children)):
            heads = {toks[g].lemma for g in own}
            marked = any(toks[g].folded in OTHERNESS or toks[h].folded in OTHERNESS for g in own for h in toks[g].children)
            return not heads & subjects or marked
        if tok.head < 0:
            break
        at = tok.head
    return False
