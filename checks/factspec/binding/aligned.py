""" "Respectively": two lists of one length in a sentence belong together item by item.

The items' tokens come close to their own value and out of reach of the others.
"""

from __future__ import annotations

from itertools import pairwise

from factspec.reading.analysis import Analysis, Value

_CUES = frozenset({"respectively", "respective"})
_Found = dict[int, tuple[dict[int, float], frozenset[int]]]
CLOSE = 0.25
REACH = 30


def _groups(analysis: Analysis, first: int, last: int, size: int) -> list[list[int]]:
    """Coordinations of ``size`` members in the sentence, each member as its head token."""
    toks = analysis.toks
    found: list[list[int]] = []
    for k in range(first, last):
        members = [k] + [g for g in toks[k].children if toks[g].deprel == "conj"]
        at = 1
        while at < len(members) and len(members) < size:
            members += [g for g in toks[members[at]].children if toks[g].deprel == "conj" and g not in members]
            at += 1
        if len(members) == size and not (toks[k].deprel == "conj" and size == 2 and toks[toks[k].head].deprel == "conj"):
            found.append(sorted(members))
    return found


def _named_lists(analysis: Analysis, first: int, last: int, size: int) -> list[list[int]]:
    """Runs of ``size`` names with nothing but commas and "and" between them."""
    toks = analysis.toks
    here = (analysis.name_at.get(k) for k in range(first, last))
    names = sorted({n.first: n for n in here if n is not None and not n.pronoun}.values(), key=lambda n: n.first)
    found: list[list[int]] = []
    for i in range(len(names) - size + 1):
        run = names[i : i + size]
        gaps = [toks[k].folded for a, b in pairwise(run) for k in range(a.last, b.first)]
        if all(g in (",", "and", "&", "'s", "the", ";") for g in gaps):
            found.append([n.head for n in run])
    return found


def _item(analysis: Analysis, member: int, others: set[int]) -> set[int]:
    below = {member}
    queue = [member]
    while queue and len(below) < 30:
        for g in analysis.toks[queue.pop()].children:
            if g not in others and analysis.toks[g].deprel not in ("conj", "cc", "punct"):
                below.add(g)
                queue.append(g)
    name = analysis.name_at.get(member)
    if name is not None:
        below.update(range(name.first, name.last))
    return below


def align(analysis: Analysis) -> _Found:
    """By the first token of a value: tokens that belong to it with their cost, and tokens that belong to its siblings."""
    found: _Found = {}
    by_sentence: dict[int, list[Value]] = {}
    for value in analysis.values:
        if not value.side:
            by_sentence.setdefault(analysis.toks[value.head].sentence, []).append(value)
    for number, values in by_sentence.items():
        info = analysis.sentences[number]
        if len(values) < 2 or info.cells:
            continue
        cues = [k for k in range(info.first, info.last) if analysis.toks[k].folded in _CUES]
        if not cues:
            _series(analysis, values, info.last, found)
            continue
        low = info.first
        for place, cue in enumerate(cues):
            end = cues[place + 1] if place + 1 < len(cues) else info.last
            for kind in dict.fromkeys(v.kind for v in values):
                own = [v for v in values if v.kind == kind]
                before = _run([v for v in own if low <= v.first < cue], analysis, cue)
                after = _run([v for v in own if cue < v.first < end][::-1], analysis, cue)[::-1] if len(before) < 2 else []
                _matched(analysis, before if len(before) >= 2 else after, len(before) >= 2, (low, end), found)
            low = cue + 1
    return found


def _run(values: list[Value], analysis: Analysis, cue: int) -> list[Value]:
    """The values nearest to the cue with no finite verb between them (they come in order towards it)."""
    run: list[Value] = []
    for value in reversed(values):
        if run:
            low, high = sorted((value, run[-1]), key=lambda v: v.first)
            if any(_finite(analysis, k) for k in range(low.last, high.first)) or high.first - low.last > 12:
                break
        elif abs(cue - value.last) > REACH and abs(value.first - cue) > REACH:
            break
        run.append(value)
    return run[::-1]


def _finite(analysis: Analysis, k: int) -> bool:
    tok = analysis.toks[k]
    return tok.upos == "AUX" or (tok.upos == "VERB" and tok.xpos in ("VBD", "VBZ", "VBP", "MD"))


def _matched(analysis: Analysis, run: list[Value], before: bool, bounds: tuple[int, int], found: _Found) -> None:
    """Give each value of a run its own item of the list that has as many."""
    toks = analysis.toks
    for size in range(len(run), 1, -1):
        some = run[-size:] if before else run[:size]
        taken = {k for v in some for k in range(v.first, v.last)}
        items = _phrases(analysis, bounds, some, size)
        if items is None:
            lists = [*_groups(analysis, *bounds, size), *_named_lists(analysis, *bounds, size)]
            lists = [g for g in lists if not any(m in taken or toks[m].folded in _CUES for m in g)]
            if not lists:
                continue
            members = max(lists, key=lambda g: (sum(toks[m].upos in ("NOUN", "PROPN", "VERB") for m in g), -abs(g[0] - some[0].first)))
            items = [_item(analysis, m, set(members) - {m}) for m in members]
        _give(some, items, found)
        return


def _give(values: list[Value], items: list[set[int]], found: _Found) -> None:
    for value, own in zip(values, items, strict=True):
        rest = frozenset(k for item in items if item is not own for k in item)
        found[value.first] = (dict.fromkeys(sorted(own), CLOSE), rest)


_BOUNDS = frozenset("over under above below aged".split())
_STOPS = frozenset((";", ":", "(", ")", "—", "–", "who", "which", "while"))


def _phrases(analysis: Analysis, bounds: tuple[int, int], run: list[Value], size: int) -> list[set[int]] | None:
    """A list "A, B and C" of ``size`` phrases by its commas and its "and", outside the values: the nearest to them, before them first."""
    toks = analysis.toks
    first, last = run[0].first, run[-1].last
    joints = [k for k in range(*bounds) if toks[k].folded in ("and", "&") and not first <= k < last]
    for k in sorted(joints, key=lambda k: (k >= last, abs(k - first))):
        parts = [_stretch(analysis, k + 1, min(bounds[1], first if k < first else bounds[1]), 1)]
        at = k
        while len(parts) < size and at > bounds[0]:
            if toks[at - 1].folded == ",":
                at -= 1
            part = _stretch(analysis, at - 1, max(bounds[0], last if k >= last else bounds[0]), -1)
            if not part:
                break
            parts.append(part)
            at = min(part)
            if len(parts) < size and (at == bounds[0] or toks[at - 1].folded != ","):
                break
        if len(parts) == size and all(any(toks[j].upos in ("NOUN", "PROPN", "VERB", "ADJ") for j in part) for part in parts):
            return _unshared(analysis, parts[::-1])
    return None


def _unshared(analysis: Analysis, parts: list[set[int]]) -> list[set[int]]:
    """The phrases without what belongs to all: "the minutes of" before the first, "segments of the company" behind the last."""
    toks = analysis.toks
    for k in sorted(parts[-1])[:-1]:
        if toks[k].xpos == "NNS" and toks[k + 1].upos == "ADP":
            parts[-1] = {j for j in parts[-1] if j < k} or parts[-1]
            break
    for k in sorted(parts[0])[:-1]:
        if toks[k].xpos == "NNS" and toks[k + 1].folded == "of":
            parts[0] = {j for j in parts[0] if j > k + 1} or parts[0]
            break
    return parts


def _stretch(analysis: Analysis, start: int, end: int, step: int) -> set[int]:
    """The tokens from ``start`` in one direction up to a comma, a mark, a finite verb or a value."""
    toks = analysis.toks
    found: set[int] = set()
    for k in range(start, end if step > 0 else end - 1, step):
        word = toks[k].folded
        value = k in analysis.value_at and toks[k - 1].folded not in _BOUNDS  # "people over 65"
        if word in (",", "and", "&") or word in _STOPS or word in _CUES or value or _finite(analysis, k):
            break
        found.add(k)
        if len(found) > 14:
            break
    return found


def _series(analysis: Analysis, values: list[Value], end: int, found: _Found) -> None:
    """ "38 by helicopter, 61 by trawler and 42 in boats": each value goes with the phrase that follows it, and with none of the others'."""
    toks = analysis.toks
    run: list[Value] = []
    items: list[set[int]] = []
    for place, value in enumerate(values):
        following = values[place + 1].first if place + 1 < len(values) else end
        item = _phrase_after(analysis, value, following)
        if item is not None and (not run or run[-1].kind == value.kind):
            run.append(value)
            items.append(item)
        joined = (
            item is not None
            and place + 1 < len(values)
            and max(item) + 1 < following
            and all(toks[k].folded in (",", "and", ";", "&") for k in range(max(item) + 1, following))
        )
        if not joined:
            if len(run) > 2:
                _give(run, items, found)
            run, items = [], []


def _phrase_after(analysis: Analysis, value: Value, following: int) -> set[int] | None:
    """The prepositional phrase behind a value (or behind the noun it counts), without a verb, up to the next comma, "and" or value."""
    toks = analysis.toks
    start = value.last
    if start < following and toks[start].upos == "NOUN":
        start += 1
    if start >= following or toks[start].upos != "ADP" or toks[start].folded in ("of", "to", "than", "from", "until"):
        return None
    high = next((k for k in range(start, following) if toks[k].folded in (",", "and", ";", "&", ".", "but")), following)
    if high - start > 14 or high - start < 2 or any(toks[k].upos in ("VERB", "AUX") and toks[k].xpos != "VBN" for k in range(start, high)):
        return None
    if any(k in analysis.value_at for k in range(start, high)) or not any(toks[k].upos in ("NOUN", "PROPN") for k in range(start, high)):
        return None
    return set(range(start, high))
