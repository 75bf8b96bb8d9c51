"""A vocabulary: words among which those are found that another word may be like, without comparing it with each of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factspec.lexicon.similar import entry, later_neighbours


class Vocabulary:
    """In: words. ``like`` then gives the places of those that ``similarity`` may find anything of, beside others it finds nothing of."""

    def __init__(self, words: Sequence[str]) -> None:
        self._by_form: dict[str, list[int]] = {}  # the word, and its dictionary form
        self._partners: dict[str, list[int]] = {}  # its partners of the hand list
        self._kin: dict[str, list[int]] = {}  # its family
        self._reach: dict[str, list[int]] = {}  # partners by way of its family
        self._rows: dict[int, list[int]] = {}
        self._neighbours: dict[int, list[int]] = {}
        for place, word in enumerate(words):
            known = entry(word)
            _note(self._by_form, {word, known.base}, place)
            _note(self._partners, known.own, place)
            _note(self._kin, known.kin, place)
            _note(self._reach, known.reach, place)
            if known.row is not None:
                self._rows.setdefault(known.row, []).append(place)
                for row in later_neighbours(known.row):
                    self._neighbours.setdefault(row, []).append(place)

    def like(self, word: str) -> set[int]:
        """The places of the words that this one may be like."""
        known = entry(word)
        found: set[int] = set()
        for form in (word, known.base):
            for table in (self._by_form, self._partners, self._kin, self._reach):
                found.update(table.get(form, ()))
        for form in (*known.own, *known.kin, *known.reach):
            found.update(self._by_form.get(form, ()))
        for form in known.acts:
            found.update(self._reach.get(form, ()))
        if known.row is not None:
            found.update(self._neighbours.get(known.row, ()))
            for row in later_neighbours(known.row):
                found.update(self._rows.get(row, ()))
        return found


def _note(table: dict[str, list[int]], words: Iterable[str], place: int) -> None:
    for word in words:
        table.setdefault(word, []).append(place)
