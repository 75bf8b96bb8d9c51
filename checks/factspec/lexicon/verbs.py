"""Classes of verbs, and what a verb says of the truth of its complement."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Literal, NamedTuple

from factspec.lexicon.store import entries, lines
from factspec.lexicon.wordnet import net

Truth = Literal["true", "false", "open", "planned", "alleged"]
Frame = Literal["infinitive", "clause", "object"]
_TRUTH: dict[str, Truth] = {"+": "true", "-": "false", "?": "open", ">": "planned", "~": "alleged"}


class Implication(NamedTuple):
    """What a complement's truth is when its verb is affirmed and when it is negated."""

    affirmed: Truth
    negated: Truth


@cache
def _classes() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for name, words in entries("verbs.txt").items():
        for word in words:
            found.setdefault(word, set()).add(name)
    return {word: frozenset(names) for word, names in found.items()}


@lru_cache(maxsize=8192)
def verb_class(lemma: str) -> frozenset[str]:
    """The classes of a verb, or of the noun that names the act: speech, win, die, change-up, aspect-start and so on."""
    found = _classes().get(lemma)
    if found is None:
        n = net()
        i = None if lemma in n.index else n.find(lemma)
        found = frozenset() if i is None else _classes().get(n.words[i], frozenset())
    return found


def members(name: str) -> frozenset[str]:
    """The words and phrases of a class."""
    return frozenset(entries("verbs.txt").get(name, ()))


@cache
def _implications() -> dict[tuple[str, str], Implication]:
    found: dict[tuple[str, str], Implication] = {}
    for frame, rows in lines("implicatives.txt").items():
        for row in rows:
            verb, affirmed, negated = row.rsplit(" ", 2)
            found[frame, verb] = Implication(_TRUTH[affirmed], _TRUTH[negated])
    return found


def implication(lemma: str, frame: Frame) -> Implication | None:
    """What ``lemma`` says of an infinitive ("manage to"), a that-clause ("deny that") or an object ("prevent the strike").

    Passives stand as "be said"."""
    return _implications().get((frame, lemma))
