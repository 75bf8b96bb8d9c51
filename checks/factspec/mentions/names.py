"""Names: which entity a stretch of text calls by name, by every form of the name that holds for any story.

An alias index is built from the entities of a golden set. Beside the names as written it holds forms that readers use
without being told: a person's surname, an initial with the surname, an organisation without its legal tail or by its
initials. A form shared by two entities is dropped unless somebody wrote it down.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ð": "d",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "ß": "ss",
        "þ": "th",
        "ı": "i",
        "’": "'",
        "ʼ": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
    }
)
_LEGAL_TAILS = frozenset(
    "corporation corp corp. inc inc. incorporated ltd ltd. limited plc llc group company co co. ag sa se gmbh nv oyj holdings".split()
)
_PARTICLES = frozenset("de da di del della van von der den bin al el la le dos du ibn ben y".split())
_SMALL = frozenset({"of", "the", "and", "for", "in", "de", "v", "v.", "vs", "on", "at", "to"})
_ARTICLES = frozenset({"the", "a", "an"})


@lru_cache(maxsize=16384)
def fold(word: str) -> str:
    """The word without case, accents and typographic variants: what two spellings of a name share."""
    bare = unicodedata.normalize("NFKD", word.translate(_LETTERS))
    return "".join(c for c in bare if not unicodedata.combining(c)).casefold()


@dataclass(frozen=True, slots=True)
class NameForm:
    """One way to write an entity's name: folded words, whose, and whether it only counts when capitalised."""

    words: tuple[str, ...]
    entity: str
    written: bool
    capital: bool
    ordinary: bool = False


@dataclass(frozen=True, slots=True)
class NameHit:
    """Tokens ``[first, last)`` name one of ``entities`` (the first is the likeliest)."""

    first: int
    last: int
    entities: tuple[str, ...]
    written: bool


def _is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 and word[:1].isalpha()


def _generated(entity_type: str, words: tuple[str, ...], common: frozenset[str]) -> Iterable[tuple[str, ...]]:
    if len(words) < 2:
        return
    if entity_type == "person":
        at = len(words) - 1
        while at > 1 and words[at - 1] in _PARTICLES:
            at -= 1
        family = words[at:]
        yield family
        if at < len(words) - 1:
            yield words[-1:]
        if not _is_initial(words[0]):
            yield (words[0][0] + ".", *family)
            yield (words[0][0], *family)
        if at > 1:
            yield (words[0], *family)
    elif entity_type in ("organization", "organisation", "company", "team", "club", "group", "institution", "party"):
        if words[-1] in _LEGAL_TAILS:
            yield words[:-1]
        if words[0] not in common and words[0].isalpha() and len(words[0]) > 3:
            yield words[:1]
        if words[-1] in common and words[-1].isalpha() and len(words[-1]) > 3 and words[-1] not in _LEGAL_TAILS:
            yield words[-1:]  # "the Alliance" for the Harbour Alliance, with its capital
    letters = "".join(w[0] for w in words if w[0].isalpha() and w not in ("of", "the", "and", "for", "in"))
    if entity_type in ("organization", "organisation", "work", "institution", "company", "product") and len(letters) >= 3:
        yield (letters,)


class NameIndex:
    """All forms of all entities' names, searched once a text: longest form first, linear in the number of tokens."""

    def __init__(self, names: Sequence[tuple[str, str, tuple[tuple[str, ...], ...]]], common: frozenset[str] = frozenset()) -> None:
        """``names``: (entity id, entity type, tokenised name and aliases). ``common``: folded ordinary words of the language."""
        forms: dict[tuple[str, ...], list[NameForm]] = {}
        generated: dict[tuple[str, ...], set[str]] = {}
        for entity, kind, variants in names:
            for variant in variants:
                words = tuple(fold(w) for w in variant)
                bare = words[1:] if len(words) > 1 and words[0] in _ARTICLES else words
                ordinary = all(w in common or not w.isalpha() for w in bare)
                if bare:
                    forms.setdefault(bare, [])
                    if all(f.entity != entity for f in forms[bare]):
                        forms[bare].append(NameForm(bare, entity, True, ordinary, ordinary))
                for form in _generated(kind, bare, common):
                    generated.setdefault(form, set()).add(entity)
        for form, owners in sorted(generated.items()):
            if form in forms or len(owners) > 1:
                continue
            ordinary = all(w in common for w in form)
            forms[form] = [NameForm(form, next(iter(owners)), False, True, ordinary)]
        self._by_first: dict[str, list[tuple[NameForm, ...]]] = {}
        for words, found in sorted(forms.items(), key=lambda item: (-len(item[0]), item[0])):
            self._by_first.setdefault(words[0], []).append(tuple(found))

    def find(self, words: Sequence[str], capitalised: Sequence[bool], caseless: bool = False) -> tuple[NameHit, ...]:
        """Names in a run of folded ``words``; ``capitalised`` says of each whether it begins with a capital or is all capitals."""
        hits: list[NameHit] = []
        at, n = 0, len(words)
        while at < n:
            best: NameHit | None = None
            for forms in self._by_first.get(words[at], ()):
                form = forms[0]
                size = len(form.words)
                if at + size > n or tuple(words[at : at + size]) != form.words:
                    continue
                heads = (k for k in range(at, at + size) if words[k][:1].isalpha() and words[k] not in _SMALL)
                if form.capital and not all(capitalised[k] for k in heads) and not (caseless and not form.ordinary):
                    continue
                best = NameHit(at, at + size, tuple(f.entity for f in forms), form.written)
                break
            if best is None:
                at += 1
            else:
                hits.append(best)
                at = best.last
        return tuple(hits)
