"""What a clause can be cut into: its adjuncts, its rows, and what it adds behind a comma, each of which makes a claim of its own."""

from __future__ import annotations

from collections.abc import Sequence

from factspec.binding.compiled import STATIVE
from factspec.drafting.clauses import SUBJECTS
from factspec.lexicon import verb_class
from factspec.reading.analysis import Analysis
from factspec.reading.roles import case_of
from factspec.reading.speech import is_speech

_LIMITED = frozenset("not n't never no only neither nor hardly without if unless would could may might".split())
_MUTUAL = frozenset({"meet-talk", "marry", "divorce"})


def parts(analysis: Analysis, k: int, own: Sequence[int], subject: Sequence[int]) -> list[set[int]]:
    """The token sets of a clause's claims: with each of its adjuncts, or each of its counted things, alone."""
    toks = analysis.toks
    every = set(own) | set(subject)
    if any(toks[g].folded in _LIMITED and g not in analysis.value_at for g in own):
        return [every]
    every -= _measures(analysis, k, every)
    loose = _stretches(analysis, [_below(analysis, g, every) for g in toks[k].children if g in every and _adjunct(analysis, g)])
    rows = [row for g in sorted(every) if len(row := _row(analysis, g, every)) > 1][:1]
    found: list[set[int]] = []
    bare = every.difference(*loose)
    stands = any(toks[g].deprel in ("obj", "xcomp", "ccomp") and g in bare for g in toks[k].children) or any(
        toks[g].deprel.startswith("obl") and g in bare and any(j in analysis.name_at for j in analysis.subtree(g, 40))
        for g in toks[k].children
    )
    stands = stands or (toks[k].upos == "VERB" and toks[k].lemma not in STATIVE and any(g in analysis.name_at for g in subject))
    if len(loose) > 1 or (loose and stands):
        found = [bare | one for one in loose]
        if stands:
            found.append(bare)
    found = found or [every]
    core = _core(analysis, k, bare, subject)
    if core and core not in found:
        found.append(core)
    for row in rows:
        whole = set(range(min(map(min, row)), max(map(max, row)) + 1))
        found = [(kept - whole) | one for kept in found for one in row]
    tails = _tails(analysis, k, every)
    if tails and len(found) == 1:
        found = [every - tails, *(_instead(analysis, k, every, tails, part) for part in _pieces(analysis, tails)), *found]
    made: list[set[int]] = []
    for kept in found:
        if kept not in made and not _splits(analysis, kept):
            made.append(kept)
    return made or [every]


def _core(analysis: Analysis, k: int, bare: set[int], subject: Sequence[int]) -> set[int]:
    """A named subject, its verb and its object, without what is said of where, how and by whom: what a denial or an opposite denies."""
    toks = analysis.toks
    if toks[k].upos != "VERB" or toks[k].lemma in STATIVE or is_speech(toks[k].lemma):
        return set()
    passive = any(toks[g].deprel == "nsubj:pass" for g in toks[k].children)
    named = any(g in analysis.name_at and not analysis.name_at[g].pronoun for g in subject)
    if not named or not (passive or any(toks[g].deprel == "obj" for g in toks[k].children)):
        return set()
    if any(toks[g].deprel in ("xcomp", "ccomp", "csubj", "iobj", "advmod") and g in bare for g in toks[k].children):
        return set()
    loose = [g for g in toks[k].children if g in bare and toks[g].deprel.split(":")[0] in ("obl", "advcl")]
    for thing in toks[k].children:
        if toks[thing].deprel == "obj":  # "raised its forecast to 4 million": the object as a parser hangs it
            loose += [g for g in toks[thing].children if g in bare and toks[g].deprel == "nmod" and case_of(analysis, g) in ("to", "from")]
    core = bare.difference(*(_below(analysis, g, bare) for g in loose))
    return core if loose and not any(toks[g].deprel == "cc" and g > k for g in core) else set()


def _measures(analysis: Analysis, k: int, every: set[int]) -> set[int]:
    """The measure of a finite adjunct that is a claim of its own: "two days" of "two days after he spoke"."""
    toks = analysis.toks
    apart = [analysis.subtree(g, 120)[0] for g in toks[k].children if toks[g].deprel == "advcl" and g not in every]
    spans = [(v.first, v.last) for v in analysis.values if v.last in apart]
    return {g for first, last in spans for g in range(first, last) if g in every}


def _splits(analysis: Analysis, kept: set[int]) -> bool:
    """Whether a claim would hold only a part of a value or of a name."""
    spans = {(v.first, v.last) for g in kept if (v := analysis.value_at.get(g)) is not None}
    spans |= {(n.first, n.last) for g in kept if (n := analysis.name_at.get(g)) is not None and not n.pronoun}
    return any(not kept.issuperset(range(first, last)) for first, last in spans)


def _stretches(analysis: Analysis, loose: list[set[int]]) -> list[set[int]]:
    """Adjuncts that belong together as one: "from ... to ...", and whatever shares a value."""
    toks = analysis.toks
    made: list[set[int]] = []
    for one in loose:
        first = toks[min(one)].folded
        before = made[-1] if made else None
        joined = before is not None and (
            (first in ("to", "until", "through") and toks[min(before)].folded == "from")
            or any(analysis.value_at.get(a) is analysis.value_at.get(b) for a in one for b in before if a in analysis.value_at)
        )
        if joined and before is not None:
            before |= one
        else:
            made.append(set(one))
    return made


def _tails(analysis: Analysis, k: int, every: set[int]) -> set[int]:
    """What a clause that gives a value adds behind a comma with values of its own ("was 4 million, 12% more than ...")."""
    toks = analysis.toks
    first = min((v.last for g in sorted(every) if (v := analysis.value_at.get(g)) is not None and v.first > k - 3), default=0)
    if not first:
        return set()
    at = next((g for g in sorted(every) if g >= first and toks[g].text in (",", ";")), None)
    if at is None:
        return set()
    rest = {g for g in every if g >= at}
    return rest if any(g in analysis.value_at for g in rest) and not any(toks[g].head in rest for g in every - rest) else set()


def _pieces(analysis: Analysis, tails: set[int]) -> list[set[int]]:
    """The parts of a tail that each give a value of their own: "12% more than a year before" and "3% more than in spring"."""
    toks = analysis.toks
    made: list[set[int]] = []
    for g in sorted(tails):
        opens = g in analysis.value_at and analysis.value_at[g].first == g and toks[g - 1].folded in (",", "and", "up", "down")
        leads = toks[g].folded in ("up", "down") and toks[g - 1].text == ","
        if leads or (opens and toks[g - 1].folded not in ("up", "down")):
            made.append(set())
        if made:
            made[-1].add(g)
    return made


def _instead(analysis: Analysis, k: int, every: set[int], tails: set[int], part: set[int]) -> set[int]:
    """The clause with a part of its tail in the place of its value; of a clause with another verb than "be" as it stands."""
    value = analysis.value_at.get(k)
    if value is None:
        return every - tails | part
    return {g for g in every - tails if not value.first <= g < value.last} | part


def _below(analysis: Analysis, g: int, every: set[int]) -> set[int]:
    return {j for j in analysis.subtree(g, 120) if j in every}


def _adjunct(analysis: Analysis, g: int) -> bool:
    """Whether a phrase on a predicate only says when, where or how much, so that the rest stands without it."""
    tok = analysis.toks[g]
    rel = tok.deprel.split(":")[0]
    if rel not in ("obl", "nmod", "advcl") or tok.deprel == "obl:agent" or analysis.toks[tok.head].upos != "VERB":
        return False
    if rel == "advcl":
        return tok.xpos == "VBG" or (tok.xpos == "VBN" and any(j in analysis.value_at for j in analysis.subtree(g, 40)))
    values = [analysis.value_at[j] for j in analysis.subtree(g, 40) if j in analysis.value_at and (j == g or analysis.toks[j].head == g)]
    if any(v.number is not None or any(c.isdigit() for c in v.surface) for v in values):
        return True
    return g in analysis.name_at and case_of(analysis, g) in ("in", "at", "on", "near")


def _row(analysis: Analysis, g: int, every: set[int]) -> list[set[int]]:
    """The members of a row of things with numbers ("three children and five grandchildren"), each with its own marks."""
    toks = analysis.toks
    if toks[g].deprel not in (*SUBJECTS, "obj", "obl"):
        return []
    joined = [j for j in toks[g].children if toks[j].deprel == "conj" and j in every]
    counted = joined and all(any(j in analysis.value_at for j in analysis.subtree(m, 30)) for m in (g, *joined))
    bare = any(m in analysis.name_at for m in joined) and g not in analysis.name_at  # "two daughters, Kari and Elin": no row of its own
    listed = toks[g].deprel == "obj" and not bare and not verb_class(toks[toks[g].head].lemma) & _MUTUAL
    if not joined or not (counted or listed):
        return []
    members = [_below(analysis, j, every) for j in joined]
    own = _below(analysis, g, every).difference(*members)
    if any(m and max(m) - min(m) >= len(m) for m in members) or (own and max(own) > min(min(m) for m in members)):
        return []
    case = {j for j in toks[g].children if toks[j].deprel == "case"}
    return [_bare(analysis, own), *(_bare(analysis, m) | case for m in members)]


def _bare(analysis: Analysis, member: set[int]) -> set[int]:
    """A member of a row without the commas and the "and" at its ends."""
    toks, kept = analysis.toks, sorted(member)
    while kept and (toks[kept[0]].deprel == "cc" or toks[kept[0]].text == ","):
        kept.pop(0)
    while kept and (toks[kept[-1]].deprel == "cc" or toks[kept[-1]].text == ","):
        kept.pop()
    return set(kept)
