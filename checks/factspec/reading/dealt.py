"""Two lists dealt out one by one: "A and B are red and blue respectively" is "A is red" and "B is blue"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factspec.reading.analysis import Analysis
from factspec.reading.words import POSSESSIVE, Word, Words, in_phrase, opens_phrase, repeated, singular


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of a sentence: words ``[first, last)`` and its members, each written out."""

    first: int
    last: int
    members: tuple[tuple[Word, ...], ...]


def lists_of(words: Words) -> list[Listed]:
    """The lists of a sentence: phrases or verbs joined by commas and one "and"."""
    found: list[Listed] = []
    for k, word in enumerate(words):
        if word.low != "and" or not 0 < k < len(words) - 1:
            continue
        if words[k - 1].upos == "VERB" and words[k + 1].upos == "VERB":
            found.append(Listed(k - 1, k + 2, ((words[k - 1],), (words[k + 1],))))
            continue
        spans = _spans(words, k)
        if spans is not None:
            members = _members([list(words[a:b]) for a, b in spans])
            found.append(Listed(spans[0][0], spans[-1][1], tuple(tuple(m) for m in members)))
    return found


def _spans(words: Words, at: int) -> list[tuple[int, int]] | None:
    """The stretches of the members of the list whose "and" stands at ``at``."""
    behind = at + 1
    while behind < len(words) and in_phrase(words[behind]) and not (behind > at + 1 and opens_phrase(words[behind])):
        behind += 1
    if behind == at + 1 or (behind < len(words) and words[behind].low in ("-", "–")):
        return None
    spans = [(at + 1, behind)]
    end = at - (words[at - 1].low == ",")
    while True:
        k = end
        while k > 0 and in_phrase(words[k - 1]) and (k == end or not opens_phrase(words[k])):
            k -= 1
        if k == end:
            return None
        if words[k].low == "both":
            k += 1
        spans.insert(0, (k, end))
        if k < 2 or words[k - 1].low != "," or not in_phrase(words[k - 2]):
            return spans
        end = k - 1


def _members(parts: list[list[Word]]) -> list[list[Word]]:
    """The members with what they share: "the east and west wings" is "the east wings" and "the west wings"."""
    last = parts[-1]
    article = repeated(parts[0][:1]) if opens_phrase(parts[0][0]) and not opens_phrase(last[0]) else []
    own = [part[1:] if article and opens_phrase(part[0]) else part for part in parts[:-1]]
    owned = any(w.low in POSSESSIVE for part in parts for w in part)
    tail = [] if owned or len({len(part) for part in own}) > 1 else last[len(own[0]) :]
    lone = article and len(own[0]) == 1 and len(tail) == 1 and last[-1].tok.xpos == "NNS"
    if tail and tail[-1].upos in ("NOUN", "PROPN") and (lone or all(part[-1:] and part[-1].upos in ("ADJ", "NUM") for part in own)):
        one = not any(w.text[:1].isdigit() or w.upos == "NUM" for part in own for w in part if not w.text[-1:].isalpha())
        shared = [replace(w, text=w.tok.lemma if one and article and w.tok.xpos == "NNS" else w.text) for w in tail]
        return [[*article, *part, *repeated(shared)] for part in own] + [[*article, *last[: -len(tail)], *shared]]
    owner = next((k + 1 for k in range(len(parts[0]) - 1, -1, -1) if parts[0][k].low in POSSESSIVE), 0)
    if owner and len(parts) == 2 and not opens_phrase(last[0]) and last[0].upos == "NOUN" and not any(w.low in POSSESSIVE for w in last):
        return [parts[0], [*repeated(parts[0][:owner]), *last]]
    return parts


def dealt(analysis: Analysis, words: Words) -> list[list[Word]] | None:
    """One sentence for each pair of the two lists that "respectively" deals out, or None."""
    mark = next((k for k, w in enumerate(words) if w.low == "respectively"), None)
    stop = mark + 1 if mark is not None else 0
    if mark is None:
        mark = next((k for k in range(len(words) - 2) if [w.low for w in words[k : k + 3]] == ["in", "that", "order"]), None)
        stop = mark + 3 if mark is not None else 0
    if mark is None:
        return None
    lists = [found for found in lists_of(words) if not found.first <= mark < found.last]
    pairs = [(a, b) for i, a in enumerate(lists) for b in lists[i + 1 :] if len(a.members) == len(b.members) and a.last < b.first]
    if len(lists) != 2 or not pairs:
        return None
    one, two = pairs[0]
    if all(any(w.tok.index in analysis.value_at for w in member) for member in two.members):
        return None  # values that are dealt out are bound in one breath: together they tell more than one by one
    between = words[one.last : two.first]
    if all(w.low in (",", "(", "–") or w.low in POSSESSIVE for w in between):
        return None
    kept = [
        k for k in range(len(words)) if not mark <= k < stop and not (words[k].low == "," and k + 1 in (mark, two.first) and k >= one.last)
    ]
    found: list[list[Word]] = []
    for at, (a, b) in enumerate(zip(one.members, two.members, strict=True)):
        made: list[Word] = []
        for k in kept:
            if k == one.first:
                made += a
            elif k == two.first:
                made += [replace(w, text=singular(w)) for w in b] if b[0].upos == "VERB" else b
            elif not one.first < k < one.last and not two.first < k < two.last:
                text = singular(words[k]) if one.last <= k < two.first else words[k].text
                made.append(replace(words[k], text=text, again=at > 0))
        found.append(made)
    return found
