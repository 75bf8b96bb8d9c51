"""What stands before given names, and their short forms."""

from __future__ import annotations

from functools import cache

from factspec.lexicon.store import entries, lines


@cache
def titles(kind: str = "") -> frozenset[str]:
    """Titles of one kind (honorific, rank, office, suffix) or of all, in small letters, with and without full stop."""
    listed = entries("titles.txt")
    return frozenset(w for name, words in listed.items() if kind in ("", name) for w in words)


def is_title(word: str) -> bool:
    """Whether a small-letter word can stand before (or, as "Jr", after) a name without being part of it."""
    return word in titles()


@cache
def _nicknames() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for line in lines("nicknames.txt")[""]:
        name, *short = [w.strip() for w in line.split(",")]
        for other in short:
            found.setdefault(name, set()).add(other)
            found.setdefault(other, set()).add(name)
    return {name: frozenset(others) for name, others in found.items()}


def nicknames(given: str) -> frozenset[str]:
    """Short forms of a given name, or the names of which it is one."""
    return _nicknames().get(given, frozenset())


def same_given_name(a: str, b: str) -> bool:
    """Whether two small-letter given names may be one person's: equal, or a name and its short form."""
    return a == b or b in nicknames(a)
