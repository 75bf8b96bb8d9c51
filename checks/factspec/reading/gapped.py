"""Gapping: a verb told once for two clauses ("The Kestrel carries grain, the Osprey timber"), put back into the second."""

from __future__ import annotations

from factspec.reading.analysis import Analysis
from factspec.reading.words import POSSESSIVE, Word, Words, in_phrase, is_verb, opens_phrase, repeated

_JOINTS = frozenset({",", ";", "and", "but", "while"})
_BREAKS = frozenset({";", ":", "–", "—"})
_AGAINST = frozenset({"for", "against"})
_ASIDE = frozenset("also too only then now instead".split())
_PRONOUNS = frozenset("he she it they we you i".split())


def gapped(analysis: Analysis, words: Words) -> list[list[Word]] | None:
    """The clauses of a sentence with the verb in each, or None where no clause lacks one."""
    joints = _joints(words)
    for low, high in joints:
        first = _clause(words, low)
        if first is None:
            continue
        begin, verb, after = first
        found: list[list[Word]] = []
        at = high
        while True:
            end = next((a for a, b in joints if a >= at + 2), len(words))
            stop = end if end < len(words) else len(words) - (words[-1].upos == "PUNCT")
            if end < len(words) and words[end].low == "," and _goes_on(words, end + 1):
                break
            full = _filled(analysis, words[begin:verb], words[verb:after], words[after:low], words[at:stop])
            if full is None:
                break
            found.append(full)
            nxt = next((b for a, b in joints if a == end), None)
            if nxt is None:
                at = len(words)
                break
            at = nxt
        if not found or (at < len(words) and at == high):
            continue
        done = len(words) if at >= len(words) else at
        rest = [list(words[done:])] if done < len(words) and len(words) - done > 1 else []
        tails = [t for r in rest for t in (gapped(analysis, r) or [r])]
        return [list(words[:low]), *found, *tails]
    return None


def _goes_on(words: Words, at: int) -> bool:
    """Whether a verb follows a comma, so that what stood before it is an aside to the verb's own subject."""
    while at < len(words) and words[at].upos == "ADV":
        at += 1
    return at < len(words) and is_verb(words[at])


def _joints(words: Words) -> list[tuple[int, int]]:
    """Where two clauses may meet: (first, behind the last) of each run of commas and conjunctions."""
    found: list[tuple[int, int]] = []
    k = 0
    while k < len(words):
        if words[k].low in _JOINTS:
            low = k
            while k < len(words) and words[k].low in _JOINTS:
                k += 1
            found.append((low, k))
        else:
            k += 1
    return found


def _clause(words: Words, end: int) -> tuple[int, int, int] | None:
    """(begin, verb, behind the verb) of the clause that ends before ``end``, where it has one verb with something on both sides."""
    begin = max((k + 1 for k in range(end) if words[k].low in _BREAKS), default=0)
    verbs = [k for k in range(begin, end) if is_verb(words[k])]
    if not verbs:
        return None
    commas = [k + 1 for k in range(begin, verbs[0]) if words[k].low == ","]
    begin = commas[-1] if commas else begin
    verb = verbs[0]
    after = verb + 1
    while after < end and (is_verb(words[after]) or words[after].upos in ("ADV", "PART")):
        after += 1
    if verbs[-1] >= after or verb == begin or after == end or words[after].upos in ("SCONJ", "PUNCT"):
        return None
    if any(words[k].upos in ("PUNCT", "SCONJ") or words[k].low in ("who", "which", "that") for k in range(begin, end)):
        return None
    return begin, verb, after


def _filled(analysis: Analysis, subject: Words, verb: Words, behind: Words, gap: Words) -> list[Word] | None:
    """The clause ``gap`` with the verb put in, where it has the shape of the clause before it."""
    gap = [w for w in gap if w.low not in _ASIDE]
    if len(gap) < 2 or any(is_verb(w) or w.upos in ("PUNCT", "SCONJ", "CCONJ", "ADV", "INTJ") for w in gap):
        return None
    lead = _lead(analysis, subject)
    if lead:
        own = _lead(analysis, gap)
        if not own or gap[0].low != subject[0].low or own == len(gap) or lead == len(subject) or not _phrase(gap[own:]):
            return None
        if not _akin(subject[lead:], gap[own:]):
            return None
        return [*gap, *repeated(verb), *repeated(behind)]
    if subject and subject[0].upos == "ADP":
        return None
    cut = _cut(analysis, subject, behind, gap)
    if cut is None:
        return None
    parts, told = cut
    if told and (not _akin(subject, parts) or _value(analysis, parts[0]) > _value(analysis, subject[0])):
        return None
    if not told:  # "met the mayor on Monday and the bishop on Tuesday"
        return [*repeated(subject), *repeated(verb), *parts, *gap[len(parts) :]]
    return [*parts, *repeated(verb), *_counted(behind, gap[len(parts) :])]


def _counted(behind: Words, rest: Words) -> list[Word]:
    """A bare number with the noun that the first clause has behind its own ("98 cases", "214")."""
    cases = [k for k, w in enumerate(rest) if w.upos == "ADP"]
    end = cases[0] if cases else len(rest)
    own = [k for k, w in enumerate(behind) if w.upos == "ADP"]
    stop = own[0] if own else len(behind)
    numbers = [k for k in range(stop) if behind[k].upos == "NUM"]
    if not end or rest[end - 1].upos != "NUM" or not numbers or numbers[-1] + 1 >= stop:
        return list(rest)
    nouns = behind[numbers[-1] + 1 : stop]
    if not all(w.upos in ("NOUN", "ADJ") for w in nouns):
        return list(rest)
    return [*rest[:end], *repeated(nouns), *rest[end:]]


def _lead(analysis: Analysis, words: Words) -> int:
    """How many words a preposition with a date makes up at the beginning of a clause."""
    if len(words) < 2 or words[0].upos != "ADP":
        return 0
    value = analysis.value_at.get(words[1].tok.index)
    if value is None or value.date is None:
        return 0
    k = 1
    while k < len(words) and analysis.value_at.get(words[k].tok.index) is value:
        k += 1
    return k


def _phrase(words: Words) -> bool:
    return bool(words) and all(in_phrase(w) or w.low == "of" for w in words)


def _akin(one: Words, two: Words) -> bool:
    """Whether two phrases look like subjects of one kind: both with an article, both bare, or a name against either."""
    if not _phrase(two) or (two[0].low in ("a", "an")) != (one[0].low in ("a", "an")):
        return False
    if two[-1].upos not in ("NOUN", "PROPN", "X", "NUM", "ADJ"):
        return False
    bare = two[0].upos in ("NOUN", "ADJ") and not opens_phrase(two[0])
    if bare and one[0].upos == "PROPN" and len(two) == 1:
        return False
    return not (bare and (opens_phrase(one[0]) or one[0].low in _PRONOUNS))


def _cut(analysis: Analysis, subject: Words, behind: Words, gap: Words) -> tuple[list[Word], bool] | None:
    """(the first part of a clause without a verb, whether it is the subject), where the rest has the shape of what follows the verb."""
    cases = [k for k, w in enumerate(behind) if w.upos == "ADP" and w.low != "of"]
    own = [k for k, w in enumerate(gap) if w.upos == "ADP" and w.low != "of"]
    if cases and cases[0] == 0:
        for k in own:
            if k and (gap[k].low == behind[0].low or {gap[k].low, behind[0].low} == _AGAINST):
                return list(gap[:k]), True
        return None
    if gap[0].upos == "ADP":
        return None
    phrase_end = own[0] if own else len(gap)
    if own and (not cases or behind[cases[0]].low != gap[own[0]].low):
        return None
    starts = [k for k in _starts(analysis, subject, gap[:phrase_end]) if not _inside(analysis, gap[k])]
    objects = 1 + sum(1 for k in range(1, cases[0] if cases else len(behind)) if opens_phrase(behind[k]) and in_phrase(behind[k - 1]))
    if own and not starts:
        return list(gap[:phrase_end]), False
    if len(starts) < objects:
        return None
    k = starts[-objects]
    if _value(analysis, gap[k]) != _value(analysis, behind[0]) and objects == 1:
        return None
    return list(gap[:k]), True


def _inside(analysis: Analysis, word: Word) -> bool:
    """Whether a word goes on with a value that began before it."""
    value = analysis.value_at.get(word.tok.index)
    return value is not None and value.first < word.tok.index


def _value(analysis: Analysis, word: Word) -> bool:
    return word.tok.index in analysis.value_at and word.tok.index not in analysis.name_at


def _starts(analysis: Analysis, subject: Words, phrase: Words) -> list[int]:
    """Where a second phrase begins in a run of words without a verb, by the surest sign there is."""
    opening = [k for k in range(1, len(phrase)) if opens_phrase(phrase[k]) and not opens_phrase(phrase[k - 1])]
    if opening:
        return opening
    values = [
        k for k in range(1, len(phrase)) if (v := analysis.value_at.get(phrase[k].tok.index)) is not None and v.first == phrase[k].tok.index
    ]
    if values:  # a longer bare phrase before a number is mostly what the number counts or is compared with
        plain = values[-1] <= 2 or opens_phrase(phrase[0]) or any(w.tok.index in analysis.name_at for w in phrase)
        return values[-1:] if plain else []
    head = subject[-1].low if subject else ""
    again = [k + 1 for k in range(len(phrase) - 1) if phrase[k].low == head]
    if again:
        return again[:1]
    names = [
        k
        for k in range(1, len(phrase))
        if (n := analysis.name_at.get(phrase[k - 1].tok.index)) is not None
        and n.last == phrase[k].tok.index
        and not n.pronoun
        and phrase[k].low not in POSSESSIVE
    ]
    named = bool(subject) and subject[-1].tok.index in analysis.name_at
    if names and (named or not opens_phrase(phrase[0])):
        return names[-1:]
    shape = [w.upos for w in subject]
    end = len(subject)
    if end < len(phrase) and shape[-1:] == ["PROPN"] and [w.upos for w in phrase[:end]] == shape and phrase[end].upos == "NOUN":
        return [end]
    quality = [k for k in range(1, len(phrase)) if phrase[k].upos == "ADJ" and phrase[k - 1].upos in ("NOUN", "PROPN")]
    if quality:
        return quality[:1]
    return []
