"""Who and what documents speak of: their names, told together where they are forms of one name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from factspec.binding.compiled import as_date
from factspec.binding.world import PLACE_TAILS, World, guess_kind
from factspec.lexicon import capital_of, common_words, countries, country_of, is_common, kinds, name_of, place_kind, similarity
from factspec.mentions.names import fold
from factspec.mentions.near_names import is_initial, misspelt, one_edit, parted, same_given, same_person
from factspec.model import Entity, GoldenSet
from factspec.reading.analysis import Analysis
from factspec.reading.holders import find_offices
from factspec.reading.roles import case_of

_TYPES = {"person": "person", "place": "place", "organization": "organization", "work": "work", "event": "event"}
_LEGAL = frozenset("corporation corp corp. inc inc. ltd ltd. limited plc llc group company co co. ag sa se gmbh nv holdings".split())
_RANKS = frozenset("vice deputy prime chief acting former".split())  # words of an office, cut off from it
_SIDES = frozenset("new north south east west northern southern eastern western upper lower san los las port fort greater".split())
_SAINT = frozenset({"st", "saint", "san", "santa"})  # read as a title, and left out of a name at times
_WHERE = frozenset("in at near".split())
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(slots=True)
class _Owner:
    """One being with all its written forms; the longest full form is its name."""

    kind: str
    forms: Counter[str]

    @property
    def name(self) -> str:
        return max(self.forms, key=lambda form: (len(form.split()), self.forms[form], len(form), form))

    @property
    def words(self) -> tuple[str, ...]:
        return words_of_name(self.name)


def words_of_name(name: str) -> tuple[str, ...]:
    """The folded words of a name, without its article."""
    found = parted([_unstopped(fold(w)) for w in re.findall(r"[\w.]+|[-'’]", name)])
    return found[1:] if found[:1] == ("the",) and len(found) > 1 else found


def _unstopped(word: str) -> str:
    """A short form without its stop: "St." is "St"; an initial keeps its own."""
    bare = word.rstrip(".")
    return bare if len(bare) > 1 and "." not in bare else word


def entities_of(texts: Sequence[str], as_of: str | None = None) -> tuple[Entity, ...]:
    """Everybody and everything that the texts name: ids, kinds where they can be told, and the forms in use."""
    world = World(GoldenSet("draft", "", "en", as_of, None, "\n\n".join(texts), (), (), (), ()), as_date(as_of), common_words())
    read = [world.read(text) for text in texts]
    forms: Counter[str] = Counter()
    named: dict[str, str] = {}
    for analysis in read:
        for name in analysis.names:
            surface = _clean(name.surface)
            if not surface or name.pronoun or _no_name(surface):
                continue
            forms[surface] += 1
            kind = _kind(surface, world.kind(name.entity), case_of(analysis, name.head))
            if kind and (named.get(surface, "") in ("", "person")):
                named[surface] = kind
    for form in sorted(_holders(read, world)):
        named[form] = "person"
    owners = _together(forms, named)
    for word, times in _short_forms(read).items():
        long = [o for o in owners if len(o.words) > 1 and o.words[-1] == fold(word) and o.kind not in ("person", "place", "")]
        if len(long) == 1:
            long[0].forms[word] += times
    used: set[str] = set()
    found = [_entity(owner, used) for owner in owners]
    return (*found, *_countries(read, used, found))


def _holders(read: Sequence[Analysis], world: World) -> set[str]:
    """The names of those who hold an office: whatever their words look like, they are persons."""
    found: set[str] = set()
    for analysis in read:
        for office in find_offices(analysis, world):
            name = analysis.name_at.get(office.holder_token) if office.holder_token is not None else None
            if name is not None and not name.pronoun and office.sure and office.how in ("title", "beside"):
                found.add(_clean(name.surface))
    return found


def _short_forms(read: Sequence[Analysis]) -> Counter[str]:
    """Ordinary words that are written with a capital behind "the": "the Institute" of a longer name."""
    found: Counter[str] = Counter()
    for analysis in read:
        for before, tok in pairwise(analysis.toks):
            named = analysis.name_at.get(tok.index)
            alone = named is None or named.last - named.first == 1
            if before.folded == "the" and alone and tok.text.istitle() and is_common(tok.folded) and before.sentence == tok.sentence:
                found[tok.text] += 1
    return found


def _no_name(surface: str) -> bool:
    """Whether a form is a country, a pair of countries or an ordinary word: these are told apart elsewhere, or not at all."""
    words = words_of_name(surface)
    parts = [p for w in words for p in w.split("-")]
    if len(parts) > len(words) and any(country_of(p) or len(p) < 5 for p in parts) and all(p.isalpha() for p in parts) and len(words) == 1:
        return True  # "India-Pakistan", "Indo-Pak"
    return all(country_of(p) or p in _SIDES for p in parts) or (len(words) == 1 and is_common(words[0])) or words[-1] in _RANKS


def _kind(surface: str, guessed: str, case: str) -> str:
    """What a name names: by the word before its "of", by where it stands, else as the world guessed."""
    words = words_of_name(surface)
    if "of" in words[1:]:
        return guess_kind(words[: words.index("of")]) or guessed
    if guessed in ("", "person") and (words[0] in _SIDES or (case in _WHERE and len(words) == 1)):
        return "place"
    leads = kinds(words[0]) if is_common(words[0]) else frozenset[str]()
    if guessed == "person" and leads & {"artifact", "organization", "group"} and "person" not in leads:
        return ""  # "Studio Halden"
    if guessed == "place" and len(words) > 1 and is_common(words[-1]) and words[-1] not in PLACE_TAILS:
        return ""
    return guessed


def _clean(surface: str) -> str:
    flat = " ".join(surface.replace("\xa0", " ").split())
    return flat.removesuffix("'s").removesuffix("’s").removesuffix("'").removesuffix("’").strip(" ,;:")


def _together(forms: Counter[str], kinds: dict[str, str]) -> list[_Owner]:
    """The forms laid together, longest first; a form that two beings could own stays on its own."""
    owners: list[_Owner] = []
    ordered = sorted(forms, key=lambda f: (-len(words_of_name(f)), -forms[f], f))
    for form in ordered:
        mine = words_of_name(form)
        if not mine:
            continue
        kind = kinds.get(form, "")
        suited = [owner for owner in owners if _same(mine, kind, owner)]
        if len(suited) == 1:
            suited[0].forms[form] += forms[form]
            suited[0].kind = suited[0].kind or kind
        else:
            owners.append(_Owner(kind, Counter({form: forms[form]})))
    return owners


def _same(mine: tuple[str, ...], kind: str, owner: _Owner) -> bool:
    """Whether a form, no longer than the owner's name, is a form of it."""
    theirs = owner.words
    if mine == theirs:
        return True
    if theirs[0] in _SAINT and len(theirs) > 2 and mine in (theirs[1:], theirs[1:2]):
        return True
    if kind and owner.kind and kind != owner.kind and len(mine) > 1:
        return False
    if owner.kind == "person":
        if len(mine) == 1:
            return not is_common(mine[0]) and (mine[0] == theirs[-1] or misspelt(mine, theirs[-1:]))
        return same_person(mine, theirs) or (mine[-1] == theirs[-1] and same_given(mine[0], theirs[0])) or _initialled(mine, theirs)
    if len(mine) == len(theirs):
        return misspelt(mine, theirs) or _same_work(mine, theirs)
    if theirs[-1] in _LEGAL and mine == theirs[:-1]:
        return True
    return owner.kind == "organization" and len(mine) == 1 and mine[0] == theirs[0] and not is_common(mine[0]) and not country_of(mine[0])


def _same_work(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    """Whether two names of a document are one: the same words, one of them in another spelling or by a like word ("Simla Accord")."""
    off = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
    if len(mine) < 2 or not off or not all(kinds(w) & {"communication"} for w in (mine[-1], theirs[-1])):
        return False
    return all(
        (min(len(a), len(b)) >= 5 and one_edit(a, b)) or ((a, b) == (mine[-1], theirs[-1]) and similarity(a, b) >= 0.5) for a, b in off
    )


def _initialled(mine: tuple[str, ...], theirs: tuple[str, ...]) -> bool:
    return len(mine) > 1 and mine[-1] == theirs[-1] and (is_initial(mine[0]) or is_initial(theirs[0])) and mine[0][:1] == theirs[0][:1]


def _entity(owner: _Owner, used: set[str]) -> Entity:
    name = owner.name
    aliases = tuple(sorted((f for f in owner.forms if f != name), key=lambda f: (-owner.forms[f], f)))
    return Entity(slug(owner.words[-1] if owner.kind == "person" else name, used), _TYPES.get(owner.kind, owner.kind), name, aliases)


def slug(text: str, used: set[str], longest: int = 40) -> str:
    """An id made of a text, new among those in use."""
    base = _SLUG.sub("-", fold(text)).strip("-")
    base = (base if len(base) <= longest else base[: longest + 1].rpartition("-")[0]) or "fact"
    made, count = base, 1
    while made in used:
        count += 1
        made = f"{base}-{count}"
    used.add(made)
    return made


def _countries(read: Sequence[Analysis], used: set[str], known: Sequence[Entity]) -> list[Entity]:
    """The countries that the texts name, each with its capital where that stands for the state and not for a place."""
    codes: Counter[str] = Counter()
    acting: set[str] = set()
    for analysis in read:
        for tok in analysis.toks:
            for width in (1, 2):
                words = analysis.text[tok.start : analysis.toks[min(tok.index + width, len(analysis.toks)) - 1].end]
                if not words[:1].isupper() or (code := country_of(words)) is None:
                    continue
                kind = place_kind(words)
                if kind == "name":
                    codes[code] += 1
                elif kind == "seat" and case_of(analysis, tok.index) not in (*_WHERE, "from", "to"):
                    acting.add(code)
    taken = {" ".join(words_of_name(n)) for e in known for n in e.names}
    found = []
    for code in sorted(codes):
        name, seat = name_of(code), capital_of(code) if code in acting else ""
        country = next(c for c in countries() if c.code == code)
        others = dict.fromkeys((*(n for n in country.names[1:] if not n.startswith("the ")), seat))
        aliases = tuple(n for n in others if n and n != name and " ".join(words_of_name(n)) not in taken)
        if " ".join(words_of_name(name)) not in taken:
            found.append(Entity(slug(name, used), "place", name, aliases))
    return found
