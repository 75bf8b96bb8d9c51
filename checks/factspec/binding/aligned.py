""" "Respectively": two lists of one length in a sentence belong together item by item.

The items' tokens come close to their own value and out of reach of the others.
"""

from __future__ import annotations

from factspec.reading.analysis import Analysis, Value

_CUES = frozenset({"respectively", "respective"})
CLOSE = 0.25


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
    names = sorted({(n.first, n.last): n for k in range(first, last) if (n := analysis.name_at.get(k)) is not None and not n.pronoun}.values(), key=lambda n: n.first)
    found: list[list[int]] = []
    for i in range(len(names) - size + 1):
        run = names[i : i + size]
        gaps = [toks[k].folded for a, b in zip(run, run[1:], strict=False) for k in range(a.last, b.first)]
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


def align(analysis: Analysis) -> dict[int, tuple[dict[int, float], frozenset[int]]]:
    """By the first token of a value: tokens that belong to it with their cost, and tokens that belong to its siblings."""
    toks = analysis.toks
    found: dict[int, tuple[dict[int, float], frozenset[int]]] = {}
    for info in analysis.sentences:
        if not any(toks[k].folded in _CUES for k in range(info.first, info.last)):
            continue
        values: dict[str, list[Value]] = {}
        for value in analysis.values:
            if info.first <= value.head < info.last and not value.side:
                values.setdefault(value.kind, []).append(value)
        for group in values.values():
            for size in range(len(group), 1, -1):
                run = group[-size:] if _before_cue(analysis, group[-1], info.last) else group[:size]
                taken = {k for v in run for k in range(v.first, v.last)}
                lists = [g for g in (*_groups(analysis, info.first, info.last, size), *_named_lists(analysis, info.first, info.last, size)) if not any(m in taken for m in g)]
                lists = [g for g in lists if not any(toks[m].folded in _CUES for m in g)]
                if not lists:
                    continue
                members = max(lists, key=lambda g: (sum(toks[m].upos in ("NOUN", "PROPN", "VERB") for m in g), -abs(g[0] - run[0].first)))
                items = [_item(analysis, m, set(members) - {m}) for m in members]
                for value, own in zip(run, items, strict=True):
                    rest = frozenset(k for item in items if item is not own for k in item)
                    found[value.first] = (dict.fromkeys(sorted(own), CLOSE), rest)
                break
    return found


def _before_cue(analysis: Analysis, value: Value, last: int) -> bool:
    return any(analysis.toks[k].folded in _CUES for k in range(value.last, min(value.last + 6, last)))
