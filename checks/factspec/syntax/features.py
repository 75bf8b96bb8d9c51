"""What the parser sees of a word: a row of small numbers, one for each of its features.

In goes a word's characters, out comes a tuple of row numbers in the model's embedding tables (0 stands for "never seen in training").
Words are looked up by checksum, so that the model file carries no word list. The training script uses the same code.
"""

from __future__ import annotations

import zlib
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence

# One table each; the order is the order in which the model stacks its embeddings.
FEATURES = ("word", "cluster", "branch", "suffix2", "suffix3", "suffix4", "prefix2", "prefix3", "shape")

_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "–": "-", "—": "-", "…": "..."})
_CACHE_LIMIT = 50_000  # words; the cache starts afresh beyond it, so that memory stays bounded in a long run


def checksum(feature: str) -> int:
    """A number for a string, the same on every machine and in every process."""
    return zlib.crc32(feature.encode("utf-8", "surrogatepass"))


def shape(word: str) -> str:
    """``Anna`` -> ``Xxxx``, ``U.S.`` -> ``X.X.``, ``2025-05-02`` -> ``99-99-99``: runs of one kind are cut short."""
    out: list[str] = []
    for character in word[:24]:
        kind = "X" if character.isupper() else "x" if character.isalpha() else "9" if character.isdigit() else character
        run = 3 if kind == "x" else 2
        if out[-run:] != [kind] * run:
            out.append(kind)
    return "".join(out)


def strings(word: str) -> tuple[str, str, str, str, str, str, str]:
    """The features that are strings: the folded word, three endings, two beginnings, the shape (tables word, suffix…, prefix…, shape)."""
    folded = word.translate(_QUOTES)
    small = folded.lower()
    if any(c.isdigit() for c in small):
        small = "".join("9" if c.isdigit() else c for c in small)
        if small.strip("9.,") == "":
            small = "9" * min(len(small), 5) if small.strip("9") == "" else "9.9"
    padded = "^" + small
    return small, padded[-2:], padded[-3:], padded[-4:], padded[:3], padded[:4], shape(folded)


class Lexicon:
    """Word features by lookup in sorted checksums. ``tables`` holds, for each string feature, the checksums of the values known.

    Numbers come as a list or as the machine's own bytes.
    """

    def __init__(
        self,
        tables: Mapping[str, Sequence[int] | bytes],
        cluster_keys: Sequence[int] | bytes,
        cluster_rows: Sequence[int] | bytes,
        branches: Sequence[int] | bytes,
    ) -> None:
        self._tables = {name: array("I", values) for name, values in tables.items()}
        self._cluster_keys = array("I", cluster_keys)
        self._cluster_rows = array("H", cluster_rows)
        self._branches = array("H", branches)
        self._cache: dict[str, tuple[int, ...]] = {}

    def _row(self, table: str, value: str) -> int:
        keys = self._tables[table]
        key = checksum(value)
        at = bisect_left(keys, key)
        return at + 1 if at < len(keys) and keys[at] == key else 0

    def _cluster(self, word: str) -> int:
        for form in dict.fromkeys((word, word.lower(), word.capitalize())):
            key = checksum(form)
            at = bisect_left(self._cluster_keys, key)
            if at < len(self._cluster_keys) and self._cluster_keys[at] == key:
                return self._cluster_rows[at]
        return 0

    def row(self, word: str) -> tuple[int, ...]:
        """The row numbers of a word, in the order of ``FEATURES``."""
        found = self._cache.get(word)
        if found is None:
            small, end2, end3, end4, start2, start3, form = strings(word)
            cluster = self._cluster(word.translate(_QUOTES))
            found = (
                self._row("word", small),
                cluster,
                self._branches[cluster],
                self._row("suffix2", end2),
                self._row("suffix3", end3),
                self._row("suffix4", end4),
                self._row("prefix2", start2),
                self._row("prefix3", start3),
                self._row("shape", form),
            )
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            self._cache[word] = found
        return found
