"""Words and phrases that change the mood of what they reach: negation, possibility, hearsay, plans, conditions, attribution."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from factspec.lexicon.store import entries, lines


class Cue(NamedTuple):
    """A cue at tokens ``[start, end)``. ``scope``: own (the word it hangs on), comp (its complement), clause (the whole clause)."""

    kind: str
    scope: str
    start: int
    end: int
    words: tuple[str, ...]


class Phrase(NamedTuple):
    """A set phrase at tokens ``[start, end)`` that says what the one word ``lemma`` says."""

    lemma: str
    start: int
    end: int


@cache
def cues(kind: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """The cues of one kind (a section of cues.txt) as words and scope."""
    found = []
    for entry in entries("cues.txt").get(kind, ()):
        words, _, scope = entry.partition("@")
        found.append((tuple(words.split()), scope.strip() or "own"))
    return tuple(found)


def cue_words(kind: str) -> frozenset[str]:
    """The one-word cues of a kind."""
    return frozenset(words[0] for words, _ in cues(kind) if len(words) == 1)


@cache
def _table() -> dict[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """All cues by first word, the longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for kind in entries("cues.txt"):
        for words, scope in cues(kind):
            found.setdefault(words[0], []).append((words, kind, scope))
    return {first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[1], row[0]))) for first, rows in found.items()}


def cues_at(words: Sequence[str], lemmas: Sequence[str], at: int, end: int) -> tuple[Cue, ...]:
    """The cues that begin at token ``at``: of every kind the longest. A cue's word may be the word or its dictionary form."""
    found: list[Cue] = []
    seen: set[str] = set()
    table = _table()
    rows = table.get(words[at], ()) if words[at] == lemmas[at] else (*table.get(words[at], ()), *table.get(lemmas[at], ()))
    for cue, kind, scope in rows:
        last = at + len(cue)
        if kind not in seen and last <= end and all(cue[k] in (words[at + k], lemmas[at + k]) for k in range(len(cue))):
            seen.add(kind)
            found.append(Cue(kind, scope, at, last, cue))
    return tuple(found)


@cache
def _phrases() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for line in lines("phrases.txt")[""]:
        left, _, right = line.partition("=")
        words = tuple(left.split())
        found.setdefault(words[0], []).append((words, right.strip()))
    return {first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0]))) for first, rows in found.items()}


def phrase_at(lemmas: Sequence[str], at: int, end: int) -> Phrase | None:
    """The longest set phrase that begins at token ``at`` ("lose their lives": die)."""
    best: Phrase | None = None
    for pattern, lemma in _phrases().get(lemmas[at], ()):
        last = _match(pattern, lemmas, at, end)
        if last is not None and (best is None or last > best.end):
            best = Phrase(lemma, at, last)
    return best


def _match(pattern: tuple[str, ...], lemmas: Sequence[str], at: int, end: int) -> int | None:
    """Where a pattern with at most one gap ends, or None."""
    if "*" not in pattern:
        last = at + len(pattern)
        return last if last <= end and tuple(lemmas[at:last]) == pattern else None
    gap = pattern.index("*")
    head, tail = pattern[:gap], pattern[gap + 1 :]
    middle = at + len(head)
    if tuple(lemmas[at:middle]) != head:
        return None
    for skip in (1, 2, 3):
        last = middle + skip + len(tail)
        if last <= end and tuple(lemmas[middle + skip : last]) == tail:
            return last
    return None


@cache
def stopwords() -> frozenset[str]:
    """Words without content of their own."""
    return frozenset(entries("stopwords.txt")["stop"])


def is_stopword(word: str) -> bool:
    return word in stopwords()


@cache
def layout_words() -> frozenset[str]:
    """Headings and labels by which a text speaks of itself ("Summary", "At a glance")."""
    return frozenset(entries("stopwords.txt")["headings"])
