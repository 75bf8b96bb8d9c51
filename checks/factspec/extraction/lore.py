"""Lore: the names that a golden set knows, as an extraction output may write them in keys (``south_pole``, ``Ishaq Dar``)."""

from __future__ import annotations

import re

from factspec.binding.world import World, words_of
from factspec.lexicon import country_of, is_common
from factspec.mentions.names import fold


class GoldenLore:
    """Names by their folded words. Built once a golden set's world."""

    def __init__(self, world: World) -> None:
        self._surface: dict[tuple[str, ...], str] = {}
        self._longest = 1
        for being in world.beings.values():
            for name in being.names:
                words = words_of(name)
                folded = tuple(fold(w) for w in words)
                if folded[:1] == ("the",):
                    words, folded = words[1:], folded[1:]
                if not folded or (len(folded) == 1 and (is_common(folded[0]) or len(folded[0]) < 3)):
                    continue
                if not any(w[:1].isupper() for w in words):
                    continue
                self._surface.setdefault(folded, name[4:] if name[:4].lower() == "the " else name)
                self._longest = max(self._longest, len(folded))
        golden = world.golden
        plain = set(re.findall(r"\b[a-z]+\b", " ".join((golden.background, golden.title, *(f.claim for f in golden.facts)))))
        self._parts = {w for words in self._surface for w in words if len(w) > 3 and not is_common(w)}
        for being in world.beings.values():
            if being.kind == "person" and being.golden:
                self._parts |= {fold(w) for name in being.names for w in words_of(name)[-1:] if len(w) > 3 and fold(w) not in plain}

    def is_name(self, text: str) -> bool:
        """Whether a key is the name of somebody or something, known or by its capitals."""
        words = text.split()
        if not words or len(words) > 8 or "_" in text:
            return False
        folded = tuple(fold(w) for w in words_of(text))
        if folded in self._surface or (folded[:1] == ("the",) and folded[1:] in self._surface):
            return any(c.isupper() for c in text)
        capital = [w for w in words if w[:1].isupper()]
        return (
            len(words) >= 2
            and len(capital) == len(words)
            and all(w.strip(".,'-").replace("-", "").isalpha() for w in words)
            and not all(is_common(fold(w)) for w in words)
        )

    def recase(self, words: str) -> str:
        """Key words with the names among them in their own capitals."""
        parts = words.split(" ")
        if len(parts) > 60:
            return words
        folded = [fold(p) for p in parts]
        found: list[str] = []
        k = 0
        while k < len(parts):
            for size in range(min(self._longest, len(parts) - k), 0, -1):
                surface = self._surface.get(tuple(folded[k : k + size]))
                if surface is not None:
                    found.append(surface)
                    k += size
                    break
            else:
                word = parts[k]
                proper = word[:1].islower() and (folded[k] in self._parts or (country_of(folded[k]) is not None and len(word) > 2))
                found.append(word[:1].upper() + word[1:] if proper else word)
                k += 1
        return " ".join(found)
