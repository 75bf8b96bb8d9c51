"""The world of a golden set: who exists in it, under which names, and every value that its claims and background license."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from factspec.binding.acquaint import drop_name, initials, introduce, joined, suits
from factspec.lexicon import country_of, is_common, kinds
from factspec.mentions.names import NameIndex, fold
from factspec.mentions.near_names import misspelt, near_person, near_thing, parted, same_given, same_person
from factspec.model import GoldenSet
from factspec.reading.analysis import Analysis, add_name, analyse, read_ahead
from factspec.reading.offices import Office, own_posts
from factspec.reading.strangers import find_strangers, stranger_id, written_names
from factspec.text.document import Document

_ORGANISATION_TAILS = frozenset(
    "ministry court bank council university institute company corporation corp club party agency association society union "
    "committee commission "
    "department office board group college school hospital museum church police army team united city town athletic "
    "securities fund trust league "
    "foundation federation parliament senate congress times news post".split()
)
PLACE_TAILS = frozenset(
    "valley river road street avenue bridge lake mountain mount island bay port square park stadium arena airport station hall hill hills "
    "province county district region plateau sea ocean peninsula desert forest coast harbour harbor village lane tower "
    "centre center theatre theater gallery palace castle cathedral hotel gardens quay wharf pier canal terrace crescent".split()
)
_WORK_TAILS = frozenset(
    "agreement treaty declaration act accord convention protocol charter code law bill pact report medal prize award cup".split()
)


class _RoleFact(Protocol):
    @property
    def type(self) -> str: ...
    @property
    def office(self) -> Office | None: ...
    @property
    def holder(self) -> str | None: ...


_SMALL_WORDS = frozenset({"of", "the", "and", "for", "in", "a", "an", "to", "on", "by", "at", "is", "was", "were", "are", "with", "from"})

PERSON, PLACE, ORGANIZATION, WORK, EVENT = "person", "place", "organization", "work", "event"
_KIND_OF_TYPE = {
    "person": PERSON,
    "people": PERSON,
    "place": PLACE,
    "location": PLACE,
    "city": PLACE,
    "country": PLACE,
    "organization": ORGANIZATION,
    "organisation": ORGANIZATION,
    "company": ORGANIZATION,
    "group": ORGANIZATION,
    "team": ORGANIZATION,
    "institution": ORGANIZATION,
    "work": WORK,
    "product": WORK,
    "event": EVENT,
}


@dataclass(frozen=True, slots=True)
class Being:
    """Somebody or something named: a golden entity, or a name of the background (its id begins with ``~``)."""

    id: str
    kind: str
    name: str
    names: tuple[str, ...]
    within: tuple[str, ...] = ()
    golden: bool = True


@lru_cache(maxsize=4096)
def words_of(text: str) -> tuple[str, ...]:
    """The tokens of a short text."""
    return tuple(t.norm for s in Document.from_text(text).sentences for t in s.tokens)


def guess_kind(words: tuple[str, ...]) -> str:
    """What a name names, by its last word: an organisation, a place, a work, else a person where it has two words, else unknown."""
    last = words[-1]
    if last in _ORGANISATION_TAILS or words[0] in _ORGANISATION_TAILS:
        return ORGANIZATION
    if last in PLACE_TAILS or words[0] in ("lake", "mount", "port", "river", "cape", "fort") or country_of(" ".join(words)):
        return PLACE
    if last in _WORK_TAILS:
        return WORK
    if is_common(last):
        named = kinds(last)
        if named & {"place", "location"} or ("artifact" in named and not named & {"person", "communication"}):
            return PLACE
        if "group" in named or "organization" in named:
            return ORGANIZATION
        if "communication" in named:
            return WORK
        if "person" not in named and named:
            return ""
    return PERSON if len(words) in (2, 3) and all(w.isalpha() or w.endswith(".") or w == "-" for w in words) else ""


class World:
    """Beings and their names. Built once a golden set: entities first, then the names that background and claims bring along."""

    def __init__(self, golden: GoldenSet, as_of: dt.date | None, common: frozenset[str]) -> None:
        self.golden = golden
        self.as_of = as_of
        self.common = common
        self.beings: dict[str, Being] = {}
        for entity in golden.entities:
            self.beings[entity.id] = Being(
                entity.id, _KIND_OF_TYPE.get(entity.type.lower(), entity.type.lower()), entity.name, entity.names, entity.within
            )
        self.acronyms: dict[str, tuple[str, ...]] = {}
        self.holders: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self.known_offices: list[Office] = []
        self.posts: dict[str, tuple[tuple[str, ...], ...]] = {}
        self.genders: dict[str, str] = {}
        self.callings: dict[str, set[str]] = {}
        self._tokenised = [(b.id, b.kind, tuple(words_of(n) for n in b.names)) for b in self.beings.values()]
        self._spelt = {tuple(fold(w) for w in v) for _, _, variants in self._tokenised for v in variants}
        index = NameIndex(self._tokenised, common)
        texts = [golden.background, golden.title, *(f.claim for f in golden.facts), *(a for f in golden.facts for a in f.accept)]
        names = {b.id: b.name for b in self.beings.values()}
        asked = [names.get(phrase, phrase) for f in golden.facts for phrase in (f.of, *f.cues) if phrase]
        read_ahead([text for text in (*texts, *asked, *(f.claim for f in golden.forbidden)) if text], as_of)
        self.vocabulary: frozenset[str] = frozenset()
        self.initials: frozenset[str] = frozenset()
        read = [analyse(text, index, as_of) for text in texts if text]
        self._learn_words(read, golden)
        claims = {f.claim for f in golden.facts}
        self.claimed = set(self.beings)
        for analysis in read:
            before = set(self.beings)
            self._meet(analysis, find_strangers(analysis, self.vocabulary, self.initials))
            if analysis.text in claims:
                self._meet(analysis, written_names(analysis))
                self.claimed |= set(self.beings) - before
        self._join_surnames()
        for fact in golden.facts:
            for place in fact.within:
                self._add_background(words_of(place), PLACE)
        for being in list(self.beings.values()):
            for place in being.within:
                self._add_background(words_of(place), PLACE)
        self.index = NameIndex(self._tokenised, common)
        self._by_word: dict[str, set[str]] = {}
        for being_id, _, variants in self._tokenised:
            for variant in variants:
                for word in variant:
                    if len(word) > 3 and fold(word) not in common:
                        self._by_word.setdefault(fold(word), set()).add(being_id)
        self.words = frozenset(fold(w) for _, _, variants in self._tokenised for v in variants for w in v if len(w) > 1)
        self._known = [
            (being_id, kind, parted([fold(w) for w in variant if fold(w) not in ("the", "a", "an")]))
            for being_id, kind, variants in self._tokenised
            for variant in variants
        ]
        self.has_suits = any(kind == WORK and {"v", "v."} & set(words) for _, kind, words in self._known)
        self.by_name: dict[str, str] = {}
        for being in self.beings.values():
            for name in being.names:
                self.by_name.setdefault(" ".join(fold(w) for w in words_of(name)), being.id)

    def _learn_words(self, analyses: list[Analysis], golden: GoldenSet) -> None:
        """The words of the golden set, and the initials of its phrases of two to four words."""
        words: set[str] = set()
        short: set[str] = set()
        phrases = [[t.folded for t in a.toks[s.first : s.last]] for a in analyses for s in a.sentences]
        phrases += [[fold(w) for w in words_of(p)] for f in golden.facts for p in (f.of or "", *f.cues) if p]
        for phrase in phrases:
            words.update(w for w in phrase if w.isalpha() and len(w) > 3)
            plain = [w for w in phrase if w != "-"]
            for size in (2, 3, 4):
                for at in range(len(plain) - size + 1):
                    if (
                        all(w[:1].isalpha() for w in plain[at : at + size])
                        and plain[at] not in _SMALL_WORDS
                        and plain[at + size - 1] not in _SMALL_WORDS
                    ):
                        short |= initials(plain[at : at + size])
        self.vocabulary = frozenset(words)
        self.initials = frozenset(a for a in short if len(a) >= 2)

    def _meet(self, analysis: Analysis, names: Iterable[tuple[int, int]]) -> None:
        for first, last in names:
            words = tuple(analysis.toks[k].text for k in range(first, last))
            kind = guess_kind(tuple(fold(w) for w in words))
            before = analysis.toks[first - 1].folded if first else ""
            if not kind and before in ("in", "at", "near", "from", "of"):
                kind = PLACE
            if not kind and _described_person(analysis, first, last):
                kind = PERSON
            self._add_background(words, kind)

    def _add_background(self, words: tuple[str, ...], kind: str) -> None:
        folded = tuple(fold(w) for w in words)
        if folded in self._spelt:
            return
        being = Being("~" + " ".join(folded), kind, " ".join(words), (" ".join(words),), (), False)
        if being.id not in self.beings:
            self.beings[being.id] = being
            self._tokenised.append((being.id, kind, (words,)))
            self._spelt.add(folded)

    def _join_surnames(self) -> None:
        """Forget a name of one word that is the last name of the one person of that name ("Marn" beside "Ivo Marn")."""
        full: dict[str, set[str]] = {}
        for being, kind, variants in self._tokenised:
            for words in variants:
                if len(words) > 1 and kind == PERSON:
                    full.setdefault(fold(words[-1]), set()).add(being)
        alone = {
            being
            for being, kind, variants in self._tokenised
            if being[:1] == "~" and kind in (PERSON, "") and len(variants[0]) == 1 and len(full.get(fold(variants[0][0]), ())) == 1
        }
        self._tokenised = [entry for entry in self._tokenised if entry[0] not in alone]
        for being in alone:
            del self.beings[being]
        self.claimed -= alone

    def resolve(self, text: str) -> str | None:
        """The being that a word of the golden set means: an id first, then a name or alias."""
        if text in self.beings:
            return text
        words = tuple(fold(w) for w in words_of(text))
        if words[:1] in (("the",), ("a",)):
            words = words[1:]
        return self.by_name.get(" ".join(words)) or self.by_name.get("the " + " ".join(words))

    def learn_offices(self, facts: Iterable[_RoleFact]) -> None:
        """Remember who holds which office, from the role facts, so that a description can find its holder."""
        for fact in facts:
            if fact.type == "role" and fact.office is not None and fact.holder is not None:
                self.holders.setdefault(fact.office.group, []).append((fact.holder, fact.office.bodies))

    def learn_posts(self, claims: Sequence[Analysis]) -> None:
        """Remember the posts that only this golden set knows."""
        for fact, claim in zip(self.golden.facts, claims, strict=True):
            if fact.type not in (None, "role"):
                continue
            form = own_posts(claim, self, fact.value if fact.type == "role" and isinstance(fact.value, str) else None)
            if form is not None:
                self.posts[form[-1]] = (*self.posts.get(form[-1], ()), form)

    def kind(self, being: str | None) -> str:
        return self.beings[being].kind if being in self.beings else ""

    def _part_of(self, analysis: Analysis, first: int, last: int) -> str | None:
        """The one being of whose name the words are a part ("Orn" of "Lake Orn"), if there is exactly one."""
        words = [analysis.toks[k].folded for k in range(first, last)]
        if len(words) == 1 and words[0][-1:] == "s" and words[0] not in self._by_word and words[0][:-1] in self._by_word:
            words = [words[0][:-1]]  # "412,000 Solennes"
        owners = set.intersection(
            *(self._by_word[w] for w in words if w in self._by_word), *([set()] if words[0] not in self._by_word else [])
        )
        owners = {o for o in owners if len(words) == 1 or self._has_words(o, words)}
        if len(owners) < 2:
            return next(iter(owners), None)
        things = sorted((o[:1] == "~", o) for o in owners if self.kind(o) not in (PERSON, EVENT))
        return things[0][1] if things and len(things) + sum(self.kind(o) == EVENT for o in owners) == len(owners) else None

    def _has_words(self, being: str, words: Sequence[str]) -> bool:
        """Whether one name of a being has all the words."""
        return any(set(words) <= set(known) for owner, _, known in self._known if owner == being)

    def _same_given(self, given: str, being: str) -> bool:
        """Whether a given name may be that being's."""
        names = [words for owner, _, words in self._known if owner == being and len(words) > 1]
        return not names or any(same_given(given, words[0]) or given in words[:-1] for words in names)

    def spelt(self, words: tuple[str, ...]) -> str | None:
        """The one being whose name these folded words are, but for a slip or another usual spelling."""
        found = {
            owner
            for owner, kind, known in self._known
            if misspelt(words, known)
            or (kind == PERSON and (same_person(words, known) or (len(words) == 1 and len(known) > 1 and misspelt(words, known[-1:]))))
        }
        return next(iter(found)) if len(found) == 1 else None

    def near(self, words: tuple[str, ...], kind: str) -> str | None:
        """The one golden being that a stranger of this name looks put in the place of."""
        words = parted(words)
        found = {
            owner
            for owner, known_kind, known in self._known
            if owner in self.claimed
            and (
                (known_kind == PERSON and kind in (PERSON, "") and near_person(words, known))
                or (known_kind != PERSON and near_thing(words, known))
            )
        }
        return next(iter(found)) if len(found) == 1 else None

    def read(self, text: str, as_of: dt.date | None = None) -> Analysis:
        """One text read with all names of this world; names that nobody here owns are recorded as strangers."""
        analysis = analyse(text, self.index, as_of or self.as_of)
        analysis.today = as_of or self.as_of
        for first, last in find_strangers(analysis, self.vocabulary, self.initials):
            first, last, being = joined(analysis, first, last, self.kind, self._same_given)
            if being is None:
                words = parted([analysis.toks[k].folded for k in range(first, last)])
                being = self.spelt(words) or self._part_of(analysis, first, last)
            add_name(analysis, first, last, being)
        if self.has_suits:
            for first, last in suits(analysis):
                for name in [n for n in analysis.names if n.first < last and first < n.last]:
                    drop_name(analysis, name)
                add_name(analysis, first, last, None)
        introduce(analysis)
        analysis.names.sort(key=lambda n: n.start)
        return analysis


def _described_person(analysis: Analysis, first: int, last: int) -> bool:
    """Whether a word for a person stands before a name or in apposition to it ("the engineer Tom Varga", "Tom Varga, an engineer,")."""
    toks = analysis.toks
    head = analysis.head_of(first, last)
    beside = [toks[k] for k in toks[head].children if toks[k].deprel in ("appos", "nmod:desc", "compound") and not first <= k < last]
    if first and toks[head].deprel in ("appos", "flat") and toks[head].head == first - 1:
        beside.append(toks[first - 1])
    titles = (kinds(t.folded) for t in beside if t.upos == "NOUN" or t.deprel == "nmod:desc")
    return any("person" in kind and not kind & _NO_PERSON for kind in titles)


_NO_PERSON = frozenset({"place", "organization", "group", "artifact", "state", "food"})


def sharing(words: Iterable[str], others: Iterable[str]) -> bool:
    """Whether two names share a word of three letters or more."""
    return bool({w for w in words if len(w) > 2} & {w for w in others if len(w) > 2})


__all__ = ["Being", "World", "guess_kind", "sharing", "stranger_id", "words_of"]
