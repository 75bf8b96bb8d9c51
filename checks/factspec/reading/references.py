"""References: who a pronoun or a description means, where the text leaves one choice.

"He" is a person spoken of shortly before, a subject before others, of that gender where the gender is known; "the company" is the
last organisation that could be called so; "the Russian minister" is the holder of that office; "the latter" is the second of a pair.
Where two would do, nobody is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factspec.reading.agency import subject_of
from factspec.reading.analysis import Analysis, add_name
from factspec.reading.described import PEERS, PRONOUNS, TITLES, Beings, argues, holder_of, learn, peers, settled
from factspec.reading.offices import GROUP_NOUNS, Office, body_keys

_THING = frozenset({"it", "its"})
_TYPED = frozenset(
    "court ministry bank party institute university council hospital school museum government country agency association society "
    "union federation league orchestra college band charity airline".split()
)
_FAR = 4


@dataclass(slots=True)
class Spoken:
    """Somebody or something spoken of: ``being`` is None for a stranger; ``subject`` where it was the subject of its clause."""

    being: str | None
    token: int
    sentence: int
    subject: bool
    clause: int


def _subject_clause(analysis: Analysis, k: int) -> int:
    """The predicate of which the phrase at ``k`` is the subject, or -1."""
    toks = analysis.toks
    for _ in range(4):
        if toks[k].deprel.startswith("nsubj"):
            return toks[k].head
        if toks[k].deprel not in ("flat", "appos", "compound", "conj") or toks[k].head < 0:
            return -1
        k = toks[k].head
    return -1


def _ancestors(analysis: Analysis, k: int) -> set[int]:
    """The nouns of whose phrase a token is part: no pronoun means the phrase that it stands in."""
    found: set[int] = set()
    for _ in range(5):
        k = analysis.toks[k].head
        if k < 0 or analysis.toks[k].upos in ("VERB", "AUX"):
            break
        found.add(k)
    return found


def _expletive(analysis: Analysis, k: int) -> bool:
    """Whether "it" stands for a clause to come: "it is likely that", "it was in 1973 that"."""
    toks = analysis.toks
    head = toks[k].head
    if head < 0 or toks[k].deprel == "expl":
        return True
    cop = any(toks[g].deprel == "cop" for g in toks[head].children)
    below = any(toks[g].deprel in ("ccomp", "csubj", "acl:relcl", "advcl", "xcomp") and g > head for g in toks[head].children)
    return (cop and below) or toks[head].lemma in (
        "seem",
        "appear",
        "rain",
        "emerge",
        "happen",
        "turn",
        "take",
        "note",
        "state",
        "say",
        "report",
    )


def clause_of(analysis: Analysis, k: int) -> int:
    """The nearest predicate above a token."""
    toks = analysis.toks
    for _ in range(8):
        up = toks[k].head
        if up < 0:
            return k
        if toks[up].upos in ("VERB", "AUX") or any(toks[g].deprel in ("cop", "nsubj", "nsubj:pass") for g in toks[up].children):
            return up
        k = up
    return k


class _Reader:
    """One pass over a text, token by token, with what was spoken of so far."""

    def __init__(self, analysis: Analysis, world: Beings, offices: Sequence[Office]) -> None:
        self.analysis, self.world = analysis, world
        self.offices = {o.head: o for o in reversed(offices)}
        self.held = [o for o in offices if o.holder not in (None, "?")]
        self.people: list[Spoken] = []
        self.things: list[Spoken] = []
        self.genders = dict(world.genders)
        self.by_first = {n.first: n for n in analysis.names}

    def run(self) -> None:
        for tok in self.analysis.toks:
            k = tok.index
            if k in self.by_first:
                self._meet(k)
            if k in self.analysis.name_at:
                continue
            word = tok.folded
            if word in PRONOUNS and tok.upos in ("PRON", "DET"):
                self._mark(k, self._person(k, PRONOUNS[word]), True)
            elif word in _THING and tok.upos in ("PRON", "DET"):
                self._mark(k, self._thing(k), False)
            elif word in ("former", "latter"):
                self._mark(k, self._of_pair(k, word), None)
            elif word in PEERS or (word == "number" and k and self.analysis.toks[k - 1].folded == "opposite"):
                self._mark(k, self._peer(k), True)
            elif k in self.offices:
                office = self.offices[k]
                if (
                    office.holder is None
                    and office.holder_token is None
                    and argues(self.analysis, office)
                    and tok.xpos not in ("NNS", "NNPS")
                ):
                    self._mark(k, holder_of(office, self.world, self.held), True)
            elif tok.lemma in GROUP_NOUNS:
                self._mark(k, self._group(k), False)
            elif tok.upos == "NOUN" and tok.lemma in self.world.callings:
                self._mark(k, self._calling(k), True)

    def _speak(self, being: str | None, k: int, person: bool) -> None:
        tok = self.analysis.toks[k]
        clause = _subject_clause(self.analysis, k)
        (self.people if person else self.things).append(Spoken(being, k, tok.sentence, clause >= 0, clause))

    def _meet(self, k: int) -> None:
        name = self.by_first[k]
        if name.pronoun:
            return
        kind = self.world.kind(name.entity) if name.entity is not None else ("person" if name.last - name.first > 1 else "")
        if kind == "person":
            self._speak(name.entity, name.head, True)
            before = self.analysis.toks[name.first - 1].folded if name.first else ""
            if name.entity is not None and before in TITLES:
                self.genders[name.entity] = TITLES[before]
        elif name.entity is not None and kind in ("organization", "event", "work", "group", "product"):
            self._speak(name.entity, name.head, False)

    def _mark(self, k: int, being: str | None, person: bool | None) -> None:
        if being is None:
            return
        add_name(self.analysis, k, k + 1, being, pronoun=True)
        if person is not None:
            self._speak(being, k, person)

    def _near(self, spoken: list[Spoken], k: int, far: int = _FAR) -> list[Spoken]:
        """What was spoken of within reach, the last first, each being once (with the subject mention where it has one in that sentence)."""
        sentence = self.analysis.toks[k].sentence
        found: list[Spoken] = []
        for one in reversed(spoken[-24:]):
            if sentence - one.sentence > far:
                break
            found.append(one)
        return found

    def _person(self, k: int, gender: str) -> str | None:
        tok = self.analysis.toks[k]
        near = [s for s in self._near(self.people, k) if s.being is None or self.genders.get(s.being, gender) == gender]
        if not near:
            return self._only(gender)
        clause = clause_of(self.analysis, k)
        subject = tok.deprel.startswith("nsubj")
        possessive = tok.deprel == "nmod:poss"
        if not subject and not possessive:
            near = [s for s in near if s.token != subject_of(self.analysis, clause) and not (s.subject and s.clause == clause)]
            if not near:
                return self._known(gender, k)
        above = _ancestors(self.analysis, k)
        near = [s for s in near if s.token not in above] or near
        known = [s for s in near if s.being is not None and self.genders.get(s.being) == gender]
        near = known or near
        if possessive:
            own = next((s for s in near if s.subject and s.clause == clause), None)
            if own is not None:
                return self._sure(own, gender, near)
        choice = next((s for s in near if s.subject and tok.sentence - s.sentence <= 2), None) if subject or possessive else None
        if choice is not None and choice.sentence < tok.sentence:
            choice = next(s for s in reversed(near) if s.subject and s.sentence == choice.sentence)
        if possessive and choice is not None and choice.sentence != near[0].sentence:
            choice = None
        return self._sure(choice or near[0], gender, near)

    def _sure(self, choice: Spoken, gender: str, near: list[Spoken]) -> str | None:
        if choice.being is not None and len({s.being for s in near}) == 1:
            self.genders.setdefault(choice.being, gender)
        return choice.being

    def _only(self, gender: str) -> str | None:
        """The one person of the whole text so far, however far back."""
        spoken = [s.being for s in self.people]
        if not spoken:
            spoken = [n.entity for n in self.analysis.names if n.entity is None or self.world.kind(n.entity) == "person"]
        beings = {b for b in spoken if b is None or self.genders.get(b, gender) == gender}
        return next(iter(beings)) if len(beings) == 1 else None

    def _known(self, gender: str, k: int) -> str | None:
        """The one person of the text, named before or after, who is known to be of that gender and is not the clause's subject."""
        subject = subject_of(self.analysis, clause_of(self.analysis, k))
        not_meant = self.analysis.entity_at.get(subject) if subject is not None else None
        known = {
            n.entity for n in self.analysis.names if n.entity is not None and self.genders.get(n.entity) == gender and n.entity != not_meant
        }
        return next(iter(known)) if len(known) == 1 else None

    def _thing(self, k: int) -> str | None:
        tok = self.analysis.toks[k]
        orgs = [s for s in self._near(self.things, k, 3) if self.world.kind(s.being) in ("organization", "group")]
        if tok.deprel == "nmod:poss":
            clause = clause_of(self.analysis, k)
            own = next((s for s in orgs if s.subject and s.clause == clause), None)
            choice = own or (orgs[0] if orgs else None)
            return choice.being if choice is not None else None
        if tok.deprel in ("nsubj", "nsubj:pass") and tok.folded == "it" and not _expletive(self.analysis, k):
            near = [s for s in self._near(self.things, k, 1) if s.subject and self.world.kind(s.being) in ("organization", "group")]
            if near and len({s.being for s in near if s.sentence == near[0].sentence}) == 1:
                return near[0].being
        return None

    def _of_pair(self, k: int, word: str) -> str | None:
        """ "The former", "the latter": the first or the second of the last two names joined by "and"."""
        toks = self.analysis.toks
        if (
            not k
            or toks[k - 1].folded != "the"
            or (k + 1 < len(toks) and toks[k + 1].upos in ("NOUN", "PROPN") and toks[k + 1].deprel != "root" and toks[k].head == k + 1)
        ):
            return None
        names = [n for n in self.analysis.names if not n.pronoun and n.last <= k and toks[k].sentence - toks[n.first].sentence <= 2]
        for a, b in zip(reversed(names[:-1]), reversed(names[1:]), strict=False):
            between = [toks[j].folded for j in range(a.last, b.first)]
            if (
                a.entity != b.entity
                and toks[a.first].sentence == toks[b.first].sentence
                and ("and" in between or "or" in between)
                and len(between) <= 7
            ):
                return a.entity if word == "former" else b.entity
        return None

    def _peer(self, k: int) -> str | None:
        """ "His Indian counterpart": the one holder of an office of that body."""
        bodies: set[str] = set()
        for j in range(max(0, k - 4), k):
            if self.analysis.toks[j].sentence == self.analysis.toks[k].sentence:
                bodies.update(body_keys(self.analysis, j, self.world))
        if not bodies:
            return None
        beside = [self.analysis.name_at[j].entity for j in (k + 1, k + 2) if j in self.analysis.name_at]
        if beside:
            return None
        held = {o.holder for o in (*self.held, *self.world.known_offices) if o.holder not in (None, "?") and bodies & set(o.bodies)}
        group = self._group_before(k)
        if len(held) > 1 and group is not None:
            held = {
                o.holder
                for o in (*self.held, *self.world.known_offices)
                if o.group == group and o.holder in held and bodies & set(o.bodies)
            }
        return next(iter(held)) if len(held) == 1 else None

    def _group_before(self, k: int) -> str | None:
        """The office whose holder a peer is a peer of: the last one told, else one that the last person is known to hold."""
        before = [o for o in self.held if o.first < k]
        if before:
            return before[-1].group
        people = [s.being for s in self.people if s.token < k]
        known = [o.group for o in self.world.known_offices if people and o.holder == people[-1]]
        return known[0] if known else None

    def _group(self, k: int) -> str | None:
        toks = self.analysis.toks
        tok = toks[k]
        det = any(toks[g].folded in ("the", "this", "his", "her") for g in tok.children)
        if not det or any(
            toks[g].deprel in ("compound", "amod", "nmod", "acl", "acl:relcl", "nmod:poss") and toks[g].folded not in ("his", "her")
            for g in tok.children
        ):
            return None
        orgs = [s for s in self.things if self.world.kind(s.being) == "organization"]
        if not orgs:
            known = {o for o in self.analysis.entity_at.values() if self.world.kind(o) == "organization"}
            return next(iter(known)) if len(known) == 1 and tok.lemma not in _TYPED else None
        named = [s for s in orgs if tok.lemma in str(s.being).replace("~", "").split() or tok.lemma in self._words(s)]
        if tok.lemma in _TYPED:
            return named[-1].being if len({s.being for s in named}) == 1 else None
        fits = named or [s for s in orgs if not self._words(s) & _TYPED]
        return fits[-1].being if fits else None

    def _words(self, spoken: Spoken) -> frozenset[str]:
        name = self.analysis.name_at.get(spoken.token)
        if name is None:
            return frozenset()
        return frozenset(self.analysis.toks[j].folded for j in range(name.first, name.last))

    def _calling(self, k: int) -> str | None:
        """ "The glaciologist": the one being whom the golden set's own prose calls so."""
        toks = self.analysis.toks
        owners = self.world.callings[toks[k].lemma]
        if len(owners) != 1 or not any(toks[g].folded in ("the", "this") for g in toks[k].children):
            return None
        if any(toks[g].deprel in ("appos", "flat", "nmod", "acl:relcl") for g in toks[k].children) or toks[k].deprel in (
            "appos",
            "compound",
            "flat",
        ):
            return None
        return next(iter(owners))


def resolve_references(analysis: Analysis, world: Beings, offices: tuple[Office, ...]) -> tuple[Office, ...]:
    """Give pronouns and descriptions their beings, as names marked ``pronoun``; returns the offices with holders and bodies so found."""
    _Reader(analysis, world, offices).run()
    analysis.names.sort(key=lambda n: n.start)
    known = {b for o in world.known_offices for b in o.bodies}
    found = (settled(analysis, o, world) for o in offices)
    return (
        *(o for o in found if o.how != "verb" or o.group == "referee" or any(b[0] != "~" or b in known for b in o.bodies)),
        *peers(analysis, world, offices),
    )


__all__ = ["Beings", "learn", "resolve_references"]
