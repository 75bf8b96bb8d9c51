"""Descriptions: the holder that an office means, lines without a subject, counterparts; and what a golden set's own prose teaches of
people: who holds what, who is a he or a she, what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from factspec.lexicon import same_office
from factspec.reading.analysis import Analysis
from factspec.reading.offices import Kinds, Office, body_keys


class Beings(Kinds, Protocol):
    """What references need of a world: kinds, who holds which office, genders and callings learned from its own prose."""

    @property
    def known_offices(self) -> list[Office]: ...
    @property
    def genders(self) -> dict[str, str]: ...
    @property
    def callings(self) -> dict[str, set[str]]: ...


PRONOUNS = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
TITLES = {
    "mr": "m",
    "mr.": "m",
    "sir": "m",
    "lord": "m",
    "mrs": "f",
    "mrs.": "f",
    "ms": "f",
    "ms.": "f",
    "miss": "f",
    "dame": "f",
    "lady": "f",
    "madame": "f",
}
PEERS = frozenset({"counterpart", "colleague"})


def holder_of(office: Office, world: Beings, held: Sequence[Office]) -> str | None:
    """The one holder that an office without a holder means: by the text's own offices first, then by the golden set's."""
    told = (office.group, tuple(m for m in office.modifiers if m != "former"))
    if office.domain:
        return None
    for pool in (held, world.known_offices):
        exact: set[str] = set()
        loose: set[str] = set()
        for other in pool:
            if other.holder in (None, "?") or other.how == "after":
                continue
            how = same_office(told, (other.group, tuple(m for m in other.modifiers if m != "former")))
            if how not in ("same", "broader") or (how == "broader" and not office.bodies):
                continue
            if set(office.bodies) & set(other.bodies):
                exact.add(str(other.holder))
            elif not office.bodies:
                loose.add(str(other.holder))
        if len(exact) == 1:
            return next(iter(exact))
        if not exact and len(loose) == 1:
            return next(iter(loose))
        if exact or loose:
            return None
    return None


def argues(analysis: Analysis, office: Office) -> bool:
    """Whether an office stands where a person does, and is not said of one."""
    tok = analysis.toks[office.head]
    said = any(analysis.toks[g].deprel == "cop" for g in tok.children)
    return not said and tok.deprel.split(":")[0] in ("nsubj", "obj", "iobj", "obl", "nmod")


def settled(analysis: Analysis, office: Office, world: Beings) -> Office:
    holder, bodies = office.holder, office.bodies
    if (
        not bodies
        and office.body_token is not None
        and (body := analysis.entity_at.get(office.body_token)) is not None
        and world.kind(body) != "person"
    ):
        bodies = ("@" + body,)
    elif not bodies and office.body_token is not None and analysis.toks[office.body_token].upos == "NOUN":
        bodies = ("~" + analysis.toks[office.body_token].lemma,)
    if holder is None and office.holder_token is not None:
        holder = analysis.entity_at.get(office.holder_token)
        holder = holder if world.kind(holder) in ("person", "") else None
        return replace(office, holder=holder, bodies=bodies, sure=office.sure and holder is not None)
    if holder is None and argues(analysis, office) and office.head in analysis.entity_at and analysis.name_at[office.head].pronoun:
        meant = analysis.entity_at[office.head]
        if any(n.entity == meant and not n.pronoun for n in analysis.names):
            return replace(office, holder=meant, holder_token=office.head, bodies=bodies, sure=False, how="meant")
    if holder is None and (topic := _topic(analysis, office, world)) is not None:
        return replace(office, holder=topic, bodies=bodies, sure=False, how="meant")
    return replace(office, bodies=bodies)


_MADE = frozenset("become be make appoint name serve elect remain".split())


def _topic(analysis: Analysis, office: Office, world: Beings) -> str | None:
    """Whom a line without a subject is about ("Director, Orn Harbour Institute, 1984-96"): the person that the text is headed by,
    who must be known to hold such an office."""
    toks = analysis.toks
    info = analysis.sentences[toks[office.first].sentence]
    if office.how or office.holder_token is not None or argues(analysis, office) or toks[office.last - 1].xpos in ("NNS", "NNPS"):
        return None
    start = next(
        (
            k + 1
            for k in range(office.first - 1, info.first - 1, -1)
            if toks[k].text in (";", ":", "•", "|", ",", ".") and k != office.first - 1
        ),
        info.first,
    )
    for k in range(start, office.first):
        if toks[k].folded in ("becomes", "became", "appointed", "named", "made", "elected"):
            continue
        if (
            toks[k].upos == "PRON"
            or (toks[k].upos in ("VERB", "AUX") and toks[k].lemma not in _MADE)
            or (toks[k].deprel.startswith("nsubj") and k not in analysis.value_at)
        ):
            return None
    people = [
        n for n in analysis.names if not n.pronoun and ((n.entity is None and n.last - n.first > 1) or world.kind(n.entity) == "person")
    ]
    if any(info.first <= n.first < office.first and n.entity != people[0].entity for n in people):
        return None
    known = {o.holder for o in world.known_offices if o.group == office.group and (not office.bodies or set(o.bodies) & set(office.bodies))}
    if not people:
        return next(iter(known)) if len(known) == 1 and office.bodies else None
    return people[0].entity if people[0].start < office.start and people[0].entity in known else None


def peers(analysis: Analysis, world: Beings, offices: Sequence[Office]) -> list[Office]:
    """ "His Swedish counterpart Nora Dahl": the office of the one, held in the other's body."""
    toks = analysis.toks
    found: list[Office] = []
    for tok in toks:
        if tok.folded not in PEERS and not (tok.folded == "number" and tok.index and toks[tok.index - 1].folded == "opposite"):
            continue
        k = tok.index
        info = analysis.sentences[tok.sentence]
        before = [
            o for o in offices if o.first < k and o.holder is not None and o.how != "after" and tok.sentence - toks[o.first].sentence <= 1
        ]
        bodies: list[str] = []
        low = k
        for j in range(max(info.first, k - 4), k):
            if keys := body_keys(analysis, j, world):
                bodies.extend(keys)
                low = min(low, j)
        name = next(
            (
                analysis.name_at[j]
                for j in (k + 1, k + 2, k + 3)
                if j < info.last and j in analysis.name_at and analysis.name_at[j].first == j and not analysis.name_at[j].pronoun
            ),
            None,
        )
        if name is None and k - 2 >= info.first:
            at = next((j for j in range(low - 1, max(info.first, low - 4) - 1, -1) if toks[j].text == ","), None)
            name = analysis.name_at.get(at - 1) if at is not None and at else None
        if (
            name is None
            or (name.entity is not None and world.kind(name.entity) != "person")
            or (before and before[-1].holder == name.entity)
        ):
            continue
        if before:
            group, sure = (before[-1].group, before[-1].modifiers), True
        else:
            known = next(
                (
                    o
                    for o in world.known_offices
                    for n in analysis.names
                    if n.last <= k and o.holder == n.entity and n.entity != name.entity
                ),
                None,
            )
            if known is None:
                continue
            group, sure = (known.group, known.modifiers), False
        if not bodies and toks[k].folded != "number":
            continue
        found.append(
            Office(
                k,
                k + 1,
                k,
                group[0],
                group[1],
                tuple(bodies),
                name.entity or "?",
                name.head,
                toks[low].start,
                tok.end,
                sure and bool(bodies),
                "title",
            )
        )
    return found


def learn(analysis: Analysis, offices: Sequence[Office], world: Beings) -> None:
    """Take from a golden set's own prose who holds what, who is a he or a she, and what people are called."""
    toks = analysis.toks
    world.known_offices.extend(o for o in offices if o.holder not in (None, "?"))
    people = {n.entity for n in analysis.names if n.entity is not None and world.kind(n.entity) == "person"}
    votes: dict[str, dict[str, int]] = {}
    for name in analysis.names:
        word = toks[name.first].folded
        if name.pronoun and name.entity is not None and word in PRONOUNS:
            mine = votes.setdefault(name.entity, {})
            mine[PRONOUNS[word]] = mine.get(PRONOUNS[word], 0) + 1
        before = toks[name.first - 1].folded if name.first else ""
        if name.entity is not None and not name.pronoun and before in TITLES:
            votes.setdefault(name.entity, {})[TITLES[before]] = 99
        if name.entity in people and name.entity is not None and not name.pronoun:
            for word in _called(analysis, name.head):
                world.callings.setdefault(word, set()).add(name.entity)
    for being, counts in sorted(votes.items()):
        best = max(counts, key=lambda g: (counts[g], g))
        if counts[best] >= 2 and counts[best] >= 3 * (sum(counts.values()) - counts[best]):
            world.genders.setdefault(being, best)


def _called(analysis: Analysis, head: int) -> list[str]:
    """The nouns that stand in apposition to a name, before it or after it."""
    toks = analysis.toks
    spots = [g for g in toks[head].children if toks[g].deprel in ("appos", "compound") and toks[g].upos == "NOUN"]
    if toks[head].deprel in ("appos", "flat") and toks[head].head >= 0 and toks[toks[head].head].upos == "NOUN":
        spots.append(toks[head].head)
    for g in list(spots):
        spots.extend(c for c in toks[g].children if toks[c].deprel == "conj" and toks[c].upos == "NOUN")
        spots.extend(
            c
            for c in toks[g].children
            if toks[c].deprel == "compound"
            and toks[c].upos == "NOUN"
            and any(toks[d].deprel == "cc" for c2 in toks[c].children for d in (c2, *toks[c2].children))
        )
    return [toks[g].lemma for g in spots]
