"""WordNet's relations between common words: synonyms, derivations, kinds of nouns, and what is a kind of what."""

from __future__ import annotations

from functools import cache, lru_cache

from factspec.lexicon.store import Rows, entries, lines, sections

# WordNet's files of synsets, by their number; the names are the kinds of this package.
_KINDS = {
    3: "entity", 4: "act", 5: "animal", 6: "artifact", 7: "attribute", 8: "body", 9: "cognition", 10: "communication", 11: "event",
    12: "feeling", 13: "food", 14: "group", 15: "place", 16: "motive", 17: "object", 18: "person", 19: "phenomenon", 20: "plant",
    21: "possession", 22: "process", 23: "quantity", 24: "relation", 25: "shape", 26: "state", 27: "substance", 28: "time",
}  # fmt: skip
# Synsets that are more than their file says: an organization is a group of people that acts, and so on.
_ABOVE = {"organization": "organization", "vehicle": "vehicle", "building": "building", "currency": "money", "document": "work"}
_SUFFIXES = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"))


class WordNet:
    """The compiled tables. Words and synsets are numbers inside; the functions below speak words."""

    def __init__(self) -> None:
        part = sections("wordnet.bin")
        self.words = part[0].decode("ascii").split("\n")
        self.index = {word: i for i, word in enumerate(self.words)}
        self.senses = Rows(part[1], part[2])
        self.pos = part[3].decode("ascii")
        self.files = part[4]
        self.parents = Rows(part[5], part[6])
        self.related = Rows(part[7], part[8])
        self.opposite = Rows(part[9], part[10])
        self.roots = {row.split(".", 1)[0]: int(row.split(" ")[1]) for row in part[11].decode("ascii").split("\n")}
        self._members: dict[int, list[int]] | None = None

    def find(self, word: str) -> int | None:
        """The number of a word: as written, without hyphens, or without an inflection that leaves a known word."""
        found = self.index.get(word)
        if found is not None:
            return found
        if "-" in word or " " in word:
            found = self.index.get(word.replace("-", "").replace(" ", ""), self.index.get(word.replace(" ", "-")))
            if found is not None:
                return found
        for suffix, end in _SUFFIXES:
            if word.endswith(suffix) and len(word) - len(suffix) > 2:
                stem = word[: len(word) - len(suffix)]
                for base in (stem + end, stem[:-1] if stem[-1:] == stem[-2:-1] else ""):
                    found = self.index.get(base)
                    if found is not None:
                        return found
        return None

    def members(self, synset: int) -> list[int]:
        if self._members is None:
            table: dict[int, list[int]] = {}
            for i in range(len(self.words)):
                for s in self.senses[i]:
                    table.setdefault(s, []).append(i)
            self._members = table
        return self._members.get(synset, [])

    def above(self, synset: int) -> frozenset[int]:
        """The synset and everything it is a kind of."""
        return _above(synset)

    def of(self, word: str, pos: str) -> list[int]:
        i = self.find(word)
        return [] if i is None else [s for s in self.senses[i] if self.pos[s] == pos]


@lru_cache(maxsize=8192)
def _above(synset: int) -> frozenset[int]:
    parents = net().parents
    seen: set[int] = set()
    queue = [synset]
    while queue:
        at = queue.pop()
        if at not in seen:
            seen.add(at)
            queue.extend(parents[at])
    return frozenset(seen)


@cache
def net() -> WordNet:
    return WordNet()


@lru_cache(maxsize=4096)
def synonyms(lemma: str, pos: str = "") -> frozenset[str]:
    """Words that share a meaning with ``lemma``; ``pos`` is n, v, a or, for any, empty."""
    n = net()
    i = n.find(lemma)
    if i is None:
        return frozenset()
    wanted = {"": "nvar", "a": "ar"}.get(pos, pos)
    found = {j for s in n.senses[i] if n.pos[s] in wanted for j in n.members(s)}
    return frozenset(n.words[j] for j in found if j != i)


@cache
def _families() -> dict[str, frozenset[str]]:
    """Families that WordNet does not link (die, death, dead), from the hand list."""
    found: dict[str, set[str]] = {}
    for line in lines("families.txt")[""]:
        words = line.replace(",", " ").split()
        for word in words:
            found.setdefault(word, set()).update(w for w in words if w != word)
    return {word: frozenset(others) for word, others in found.items()}


@lru_cache(maxsize=4096)
def family(lemma: str) -> frozenset[str]:
    """Words derived from ``lemma`` or from which it is derived (resign: resignation), itself left out."""
    n = net()
    i = n.find(lemma)
    found = set(_families().get(lemma, ()))
    if i is not None:
        found.update(_families().get(n.words[i], ()))
        found.update(n.words[j] for j in n.related[i])
        if n.words[i] != lemma:
            found.add(n.words[i])
    found.discard(lemma)
    return frozenset(found)


@cache
def _marked() -> dict[str, frozenset[str]]:
    """Kinds of nouns that WordNet lacks or misses, from the hand list."""
    found: dict[str, set[str]] = {}
    for kind, rows in lines("kinds.txt").items():
        for row in rows:
            for word in row.replace(",", " ").split():
                found.setdefault(word, set()).add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


@cache
def _only() -> frozenset[str]:
    """Words whose hand-given kinds replace WordNet's."""
    return frozenset(w for row in lines("kinds.txt").get("=only", ()) for w in row.replace(",", " ").split())


@lru_cache(maxsize=8192)
def kinds(noun: str) -> frozenset[str]:
    """What a noun can name: person, group, organization, place, event, act, artifact, animal, time, quantity and so on."""
    hand = _marked().get(noun, frozenset()) - {"=only"}
    n = net()
    senses = n.of(noun, "n")
    if not hand and (i := n.find(noun)) is not None:
        hand = _marked().get(n.words[i], frozenset()) - {"=only"}
    if noun in _only():
        return hand
    found = set(hand)
    for s in senses:
        kind = _KINDS.get(n.files[s], "entity")
        found.add(kind)
        above = n.above(s)
        found.update(name for root, name in _ABOVE.items() if n.roots.get(root) in above)
        if kind == "entity" and n.roots.get("person") in above:
            found.add("person")
    return frozenset(found)


@lru_cache(maxsize=8192)
def is_hypernym(general: str, specific: str) -> bool:
    """Whether ``specific`` names a kind of what ``general`` names ("vehicle" and "tractor"); a word is not above itself."""
    if general == specific:
        return False
    if specific in _broader().get(general, ()):
        return True
    if general in _broader() and any(is_hypernym(g, specific) for g in _broader()[general] if g != general and g not in _broader()):
        return True
    if general in ("people", "person", "individual", "man", "human") and "person" in kinds(specific):
        return general in ("people", "person", "individual", "human")
    n = net()
    targets = set(n.of(general, "n"))
    if not targets:
        return False
    for k, s in enumerate(n.of(specific, "n")):
        if k >= 4:
            break
        above = n.above(s)
        if targets & above - {s}:
            return True
    return False


@cache
def _broader() -> dict[str, frozenset[str]]:
    """Broad words and narrower ones, from the hand list: ``broad: narrow, narrow``."""
    found: dict[str, set[str]] = {}
    for line in lines("broader.txt")[""]:
        general, _, rest = line.partition(":")
        found.setdefault(general.strip(), set()).update(w.strip() for w in rest.split(",") if w.strip())
    return {word: frozenset(narrow) for word, narrow in found.items()}


@lru_cache(maxsize=4096)
def share_domain(a: str, b: str) -> bool:
    """Whether two nouns are different members of a domain of which one thing is one member only (gold, silver; cat, dog)."""
    n = net()
    first, second = n.of(a, "n")[:1], n.of(b, "n")[:1]
    if not first or not second or first == second:
        return False
    up, down = n.above(first[0]), n.above(second[0])
    if first[0] in down or second[0] in up:
        return False
    return any(root in up and root in down for name, root in n.roots.items() if name not in _ABOVE and name != "person")


def opposites(lemma: str) -> frozenset[str]:
    """Direct antonyms in WordNet."""
    n = net()
    i = n.index.get(lemma)
    return frozenset() if i is None else frozenset(n.words[j] for j in n.opposite[i])


def is_common(word: str) -> bool:
    """Whether a small-letter word is an ordinary word of English (a dictionary form or a regular inflection of one)."""
    return net().find(word) is not None or word in entries("stopwords.txt")["stop"]


@cache
def common_words() -> frozenset[str]:
    """All ordinary words in dictionary form, with the words without content."""
    return frozenset(net().words) | frozenset(entries("stopwords.txt")["stop"])


__all__ = ["common_words", "family", "is_common", "is_hypernym", "kinds", "net", "opposites", "share_domain", "synonyms"]


# WordNet's verbs of thought, feeling, perceiving, having and being.
_STATES = frozenset({31, 37, 39, 40, 42})


@lru_cache(maxsize=8192)
def eventful(lemma: str) -> bool:
    """Whether a verb first of all tells something that happens, and no state ("succeed", not "own")."""
    n = net()
    found = n.of(lemma, "v")
    return bool(found) and n.files[found[0]] not in _STATES
