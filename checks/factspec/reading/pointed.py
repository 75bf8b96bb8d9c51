"""Words that point at one of two ("the former", "the second", "the other") replaced by what they point at."""

from __future__ import annotations

from dataclasses import replace

from factspec.reading.analysis import Analysis
from factspec.reading.dealt import lists_of
from factspec.reading.words import Word, Words, opens_phrase, repeated, words_of

_PAIRS = (("former", "latter"), ("first", "second"), ("one", "other"))
_GOES_ON = frozenset({"VERB", "AUX", "ADP", "PUNCT", "ADV", "PART", "CCONJ"})


def pointed(analysis: Analysis, number: int, words: Words) -> list[Word] | None:
    """The words of a sentence with the two that such words point at in their place, or None."""
    spots = {k: words[k + 1].low for k in range(len(words) - 1) if words[k].low == "the" and k + 1 < len(words)}
    for one, two in _PAIRS:
        at = {k: (word == two) for k, word in spots.items() if word in (one, two)}
        if not at or not all(_alone(analysis, words, k, one) for k in at) or (one != "former" and set(at.values()) != {True, False}):
            continue
        found = _two(analysis, number, words, min(at))
        if found is None:
            continue
        (first, second), drop = found
        made: list[Word] = []
        skip = 0
        for k, word in enumerate(words):
            if k < drop or skip:
                skip = max(0, skip - 1)
                continue
            if k in at:
                made += second if at[k] else first
                skip = 1
            else:
                made.append(word)
        return made
    return None


def _alone(analysis: Analysis, words: Words, k: int, one: str) -> bool:
    """Whether "the former" at ``k`` has no noun of its own behind it."""
    if k + 2 >= len(words):
        return True
    behind = words[k + 2]
    if behind.upos in _GOES_ON or behind.tok.xpos in ("VBG", "VBD", "VBN") or behind.tok.index in analysis.value_at or opens_phrase(behind):
        return True
    return one == "former" and behind.tok.xpos in ("NNS", "NNP") and {w.low for w in words} >= {"former", "latter"}


def _two(analysis: Analysis, number: int, words: Words, before: int) -> tuple[tuple[list[Word], list[Word]], int] | None:
    """The two that were named last before a word, with how many words that only named them may go ("Of A and B, ...")."""
    here = [(found, two) for found in lists_of(words[:before]) if (two := _pair(found.members))]
    if here:
        only, two = here[-1]
        lone = only.first == 1 and words[0].low in ("of", "between") and words[only.last].low == ","
        return (_named(two[0]), _named(two[1])), (only.last + 1 if lone else 0)
    if not number:
        return None
    info = analysis.sentences[number - 1]
    there = [two for found in lists_of(words_of(analysis, info.first, info.last)) if (two := _pair(found.members))]
    if len(there) != 1:
        return None
    return (_named(there[0][0]), _named(there[0][1])), 0


def _pair(members: tuple[tuple[Word, ...], ...]) -> tuple[tuple[Word, ...], ...]:
    """The two of a list that names two, the word for both before them put aside ("two mines, Mine Nord and Mine Sud")."""
    both = len(members) == 3 and members[0][-1].tok.xpos == "NNS" and all(m[-1].upos == "PROPN" for m in members[1:])
    two = members[1:] if both else members
    return two if len(two) == 2 and _nouns(two) else ()


def _nouns(members: tuple[tuple[Word, ...], ...]) -> bool:
    """Whether both members name something, and neither is only a number beside a noun."""
    return all(m[-1].upos in ("NOUN", "PROPN", "X", "NUM") for m in members) and len({m[-1].upos == "NUM" for m in members}) == 1


def _named(member: tuple[Word, ...]) -> list[Word]:
    """A member as it is named again, in the middle of a sentence and with "the" for "a"."""
    first, *rest = repeated(member)
    text = "the" if first.low in ("a", "an") else first.text
    return [replace(first, text=text if first.upos == "PROPN" else text[:1].lower() + text[1:]), *rest]
