"""Names that almost are another: a slip of spelling, another spelling of the same name, or a near miss that means somebody else.

A slip is one edit in a word of six letters or more with the same first letter, all other words agreeing. A near miss shares a
given name, a surname or the kind word of a title with a known name while the rest differs.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import OSA

from factspec.lexicon import is_common, same_given_name

_VOWELS = frozenset("aeiouyhw")
_ALIKE = str.maketrans({"c": "k", "q": "k", "j": "g", "z": "s", "v": "f", "d": "t", "b": "p", "x": "k"})
LONG = 6
_HYPHENS = frozenset({"-", "'", "."})
_AGAINST = frozenset({"v", "v.", "vs", "vs."})


def one_edit(a: str, b: str) -> bool:
    """Whether two words differ by one letter added, lost, changed or moved; a lone ending -a or -s is a form, not a slip."""
    if a == b or a[:1] != b[:1] or abs(len(a) - len(b)) > 1:
        return False
    short, long = sorted((a, b), key=len)
    if long.startswith(short) and long[len(short) :] in ("a", "s"):
        return False
    return OSA.distance(a, b, score_cutoff=1) <= 1


def skeleton(word: str) -> str:
    """The consonants of a word as they sound, doubled letters once: what transliterations share."""
    found = ""
    for c in word.translate(_ALIKE):
        if c.isalpha() and c not in _VOWELS and c != found[-1:]:
            found += c
    return found


def is_initial(word: str) -> bool:
    return len(word.rstrip(".")) == 1 and word[:1].isalpha()


def same_given(a: str, b: str) -> bool:
    """Whether two folded given names may be one person's: equal, a short form, an initial, another spelling."""
    if is_initial(a) or is_initial(b):
        return a[:1] == b[:1]
    if same_given_name(a, b) or (min(len(a), len(b)) >= 4 and one_edit(a, b)):
        return True
    if a.rstrip("a") == b.rstrip("a"):
        return False
    return a[:1] == b[:1] and len(skeleton(a)) >= 3 and skeleton(a) == skeleton(b)


def slip(word: str, other: str) -> bool:
    """Whether ``word`` is ``other`` misspelt once."""
    return min(len(word), len(other)) >= LONG and word.isalpha() and other.isalpha() and one_edit(word, other)


def parted(words: Sequence[str]) -> tuple[str, ...]:
    """The words of a name without hyphens and stops of their own: "mei-lin" stays one word."""
    found: list[str] = []
    glue = False
    for word in words:
        if word == "-" and found:
            glue = True
        elif word not in _HYPHENS and word != "'s":
            if glue and found:
                found[-1] += "-" + word
            else:
                found.append(word)
            glue = False
    return tuple(found)


def same_person(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether ``words`` name the person ``known`` (two words or more each), allowing spellings, initials and one slip."""
    if len(words) < 2 or len(known) < 2:
        return False
    family, other = words[-1], known[-1]
    if family == other:
        return same_given(words[0], known[0])
    return slip(family, other) and (words[0] == known[0] or (is_initial(words[0]) and words[0][:1] == known[0][:1]))


def misspelt(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether ``words`` are ``known`` with one slip in one word and nothing else changed."""
    if len(words) != len(known):
        return False
    off = [(a, b) for a, b in zip(words, known, strict=True) if a != b]
    return len(off) == 1 and slip(*off[0])


def near_person(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether ``words`` name another person so like ``known`` that they look put in his place."""
    if (
        len(words) < 2
        or len(known) < 2
        or _AGAINST & set(words)
        or is_initial(words[0])
        or is_initial(known[0])
        or same_person(words, known)
    ):
        return False
    if words[-1] == known[-1] or same_given(words[0], known[0]):
        return True
    return min(len(words[-1]), len(known[-1])) >= 5 and words[0][:1] == known[0][:1] and OSA.distance(words[-1], known[-1]) <= 2


def near_thing(words: Sequence[str], known: Sequence[str]) -> bool:
    """Whether ``words`` name another thing of the same kind: the same last word, another first one, as long or nearly."""
    if len(words) < 2 or len(known) < 2:
        return False
    if _AGAINST & set(words) and _AGAINST & set(known):
        return words[0] == known[0] or words[-1] == known[-1]
    if words[-1] != known[-1] or abs(len(words) - len(known)) > 1:
        return False
    shared = len(set(words) & set(known))
    if shared < 2 and (is_common(words[0]) or is_common(known[0])):
        return False
    return words[0] != known[0] and not (set(words) <= set(known) or set(known) <= set(words)) and not one_edit(words[0], known[0])
