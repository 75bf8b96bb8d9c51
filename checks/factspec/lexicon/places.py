"""Countries, their people and capitals, states of federations, and what lies within what."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from factspec.lexicon.store import lines

# Names that are oftener something else in small letters: only as written, with capitals.
_CASED = {w.casefold(): w for w in "US Pole Poles CAR Ala. Ill. Miss. Mass. Wash. Ore. Pa. La. Md. ME UN Scot Gulf Nassau".split()}


@dataclass(frozen=True, slots=True)
class Country:
    """``code`` is ISO 3166 (GB-SCT for parts, EU and UN for bodies of states); ``within`` a continent or a code."""

    code: str
    within: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]
    seats: tuple[str, ...]


def fold_name(name: str) -> str:
    """Small letters without accents, typographic quotes made plain, no leading article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    folded = plain.casefold().replace("’", "'")
    return folded[4:] if folded.startswith("the ") else folded


def _cut(text: str) -> tuple[str, ...]:
    return tuple(w.strip() for w in text.split(",") if w.strip())


@cache
def countries() -> tuple[Country, ...]:
    """All countries, in order of their codes, then the parts of the United Kingdom, the European Union and the United Nations."""
    found = []
    for line in lines("countries.tsv")[""]:
        code, within, names, demonyms, seats = (p.strip() for p in line.split("|"))
        found.append(Country(code, within, _cut(names), _cut(demonyms), _cut(seats)))
    return tuple(found)


def _plural(demonym: str) -> str:
    """The plural of a people's name, where it has one: Russians, but the Chinese."""
    if demonym.endswith(("ese", "ish", "ch", "ss", "sh", "men", "i", "kia", "s")):
        return demonym + "s" if demonym.endswith("i") else demonym
    return demonym + "s"


@cache
def _index() -> dict[str, tuple[str, str]]:
    """Folded name -> (code, what it is: name, people, seat, state)."""
    found: dict[str, tuple[str, str]] = {}
    for country in countries():
        for name in country.names:
            found.setdefault(fold_name(name), (country.code, "name"))
        for name in country.demonyms:
            found.setdefault(fold_name(name), (country.code, "people"))
            found.setdefault(fold_name(_plural(name)), (country.code, "people"))
    for country in countries():
        for name in country.seats:
            found.setdefault(fold_name(name), (country.code, "seat"))
    for line in lines("regions.txt")["states"]:
        code, names, _ = (p.strip() for p in line.split("|"))
        for name in _cut(names):
            found.setdefault(fold_name(name), (code, "state"))
    return found


@lru_cache(maxsize=16384)
def _look(word: str) -> tuple[str, str] | None:
    key = fold_name(word)
    cased = _CASED.get(key)
    if cased is not None and word.removeprefix("the ").removeprefix("The ") != cased:
        return None
    return _index().get(key)


def country_of(word: str) -> str | None:
    """The code of the country that a name, a people or adjective, or a capital stands for ("Russia", "Russian", "Moscow": RU)."""
    found = _look(word)
    return found[0] if found is not None and found[1] != "state" else None


def place_kind(word: str) -> str:
    """What a known place word is: name, people, seat or state; empty for others."""
    found = _look(word)
    return "" if found is None else found[1]


def state_of(word: str) -> str | None:
    """The code of a state or province of a federation ("Ohio": US-OH)."""
    found = _look(word)
    return found[0] if found is not None and found[1] == "state" else None


def demonym_of(code: str) -> str:
    """The adjective of a country's people: "Russian" for RU; empty where there is none."""
    country = next((c for c in countries() if c.code == code), None)
    return country.demonyms[0] if country is not None and country.demonyms else ""


def capital_of(code: str) -> str:
    """The capital of a country; empty where there is none."""
    country = next((c for c in countries() if c.code == code), None)
    return country.seats[0] if country is not None and country.seats else ""


def name_of(code: str) -> str:
    """The usual English name of a country; empty for an unknown code."""
    country = next((c for c in countries() if c.code == code), None)
    return country.names[0] if country is not None else ""


@cache
def _regions() -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Folded names of regions -> their key, and key -> what lies directly in it."""
    named: dict[str, str] = {}
    holds: dict[str, set[str]] = {}
    listed = lines("regions.txt")
    for line in listed["continents"]:
        key, names = (p.strip() for p in line.split("|"))
        named.update((fold_name(n), key) for n in _cut(names))
    for line in listed["groups"]:
        key, names, within = (p.strip() for p in line.split("|"))
        for n in _cut(names):
            named.setdefault(fold_name(n), key)
        holds.setdefault(key, set()).update(_cut(within))
    for line in listed["states"]:
        code, _, within = (p.strip() for p in line.split("|"))
        holds.setdefault(within, set()).add(code)
    for country in countries():
        if country.within:
            holds.setdefault(country.within, set()).add(country.code)
    return named, {key: frozenset(inner) for key, inner in holds.items()}


def region_of(word: str) -> str | None:
    """The key of a continent or region ("South Asian": south asia)."""
    return _regions()[0].get(fold_name(word))


def _keys(word: str) -> tuple[str, ...]:
    """The keys a place word may stand for; a capital is its own place inside its country."""
    found = []
    look = _look(word)
    if look is not None:
        found.append("@" + fold_name(word) if look[1] == "seat" else look[0])
    region = region_of(word)
    if region is not None:
        found.append(region)
    return tuple(found)


def contains(a: str, b: str) -> bool:
    """Whether place ``a`` contains place ``b`` (Europe, France, Paris), as far as this list knows; not for equal places."""
    holds = _regions()[1]
    goals = set(_keys(b))
    for goal in tuple(goals):
        if goal.startswith("@"):
            look = _look(b)
            goals.discard(goal)
            if look is not None:
                if look[0] in _keys(a):
                    return True
                goals.add(look[0])
    queue = list(_keys(a))
    seen: set[str] = set()
    while queue:
        key = queue.pop()
        if key in seen:
            continue
        seen.add(key)
        inner = holds.get(key, frozenset())
        if goals & inner:
            return True
        queue.extend(sorted(inner))
    return False
