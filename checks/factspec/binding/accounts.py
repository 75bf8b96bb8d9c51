"""Accounts: every value of a text explained once.

A value is explained by the slots that hold it. One that nothing holds is charged to the fact whose slot is open and whose words fit
best, nearer misses first. Two values that are each other's are compared as a pair: the reading that fits better on the whole stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from factspec.binding.bound import EQUAL, Bound
from factspec.binding.compiled import CompiledFact
from factspec.reading.analysis import Analysis

OPEN = 0.14
FAINT = 0.15
AGAIN = 0.42
SLIP = 0.4
HINT = 0.14
SWAP = 0.16
PULL = 0.25


@dataclass(frozen=True, slots=True)
class Accounts:
    """``charged``: (bound index, fact index) of unlicensed values. ``swapped``: the same for values that stand in each other's slot."""

    charged: dict[tuple[int, int], float]
    swapped: dict[tuple[int, int], float]
    filled: frozenset[int]


def contrast(offered: Mapping[str, float], mine: frozenset[str], theirs: frozenset[str]) -> float:
    """How much closer the words that only one frame has stand to a value than the words that only the other has."""
    return _best(offered, mine - theirs) - _best(offered, theirs - mine)


def _best(offered: Mapping[str, float], cues: frozenset[str]) -> float:
    return max((offered.get(cue, 0.0) for cue in cues), default=0.0)


def near_miss(bound: Bound, fact: CompiledFact) -> float:
    """How much a value looks like the golden one gone wrong, 0 to ``SLIP``: digits changed round, one off, one part of a date off."""
    value = bound.value
    if value.number is not None and fact.quantity is not None:
        found, golden = value.number.quantity.value, fact.quantity.value
        if found is None or golden is None:
            mine, theirs = value.number.quantity.sides, fact.quantity.sides
            return SLIP if mine is not None and theirs is not None else 0.0
        if found <= 0 or golden <= 0:
            return 0.0
        a, b = _digits(found), _digits(golden)
        if a == b and found != golden:
            return SLIP if len(a) > 1 else HINT
        if len(a) == len(b) >= 3 and (sorted(a) == sorted(b) or sum(x != y for x, y in zip(a, b, strict=True)) == 1):
            return SLIP
        if len(a) == len(b) == 2 and (a == b[::-1] or sum(x != y for x, y in zip(a, b, strict=True)) == 1):
            return HINT
        return HINT if abs(found - golden) <= golden * Decimal("0.12") else 0.0
    if value.date is not None and fact.date is not None and value.date.value.start is not None and fact.date.start is not None:
        one, two = value.date.value.start, fact.date.start
        if value.date.value.precision == "year" or fact.date.precision == "year":
            return HINT if abs(one.year - two.year) <= 12 else 0.0
        same = (one.year == two.year) + (one.month == two.month) + (one.day == two.day)
        return SLIP if same >= 2 else HINT if abs((one - two).days) <= 7 else 0.0
    return 0.0


def _digits(number: Decimal) -> str:
    return "".join(map(str, number.normalize().as_tuple().digits))


def account(
    analysis: Analysis,
    bounds: Sequence[Bound],
    facts: Sequence[CompiledFact],
    relation_to: Callable[[Bound, CompiledFact], str],
    plain: Callable[[Bound, CompiledFact], bool],
    telling: Callable[[Bound], bool],
) -> Accounts:
    """Settle all values of a text."""
    asked = [f for f in facts if f.quantity is not None or f.date is not None]
    relations = [{f.index: relation_to(b, f) for f in asked} for b in bounds]
    sentence = [analysis.toks[b.value.head].sentence for b in bounds]
    filled: set[int] = set()
    filled_in: set[tuple[int, int]] = set()
    for i, bound in enumerate(bounds):
        for fact in asked:
            if relations[i][fact.index] in EQUAL and not bound.aside and not bound.refused and (bound.fact_fit.get(fact.index, 0.0) >= OPEN or telling(bound)):
                filled.add(fact.index)
                filled_in.add((fact.index, sentence[i]))
    charged: dict[tuple[int, int], float] = {}
    for i, bound in enumerate(bounds):
        if bound.licensed or bound.aside or bound.refused or bound.derived:
            continue
        background = max((f for owner, f in bound.background), default=0.0)
        best: list[tuple[float, float, int, bool]] = []
        for fact in asked:
            if relations[i][fact.index] not in ("different", "opposite") or not plain(bound, fact) or (fact.index, sentence[i]) in filled_in:
                continue
            own = bound.fact_fit.get(fact.index, 0.0)
            free = fact.index not in filled
            best.append((own + (0.12 if free else 0.0) + near_miss(bound, fact), own, fact.index, free))
        if not best:
            continue
        best.sort(key=lambda c: (-c[0], c[2]))
        score, own, index, free = best[0]
        near = near_miss(bound, facts[index])
        if len(best) > 1 and score < best[1][0] + 0.03:
            continue
        if background > own + 0.12 and not near:
            continue
        if free:
            floor = 0.0 if near >= SLIP and telling(bound) else FAINT if near else 0.22
        else:
            floor = 0.12 if near >= SLIP and telling(bound) else AGAIN - (0.15 if near else 0.0)
        if own >= floor:
            charged[i, index] = own
    swapped: dict[tuple[int, int], float] = {}
    for i, one in enumerate(bounds):
        for j in range(i + 1, min(len(bounds), i + 8)):
            two = bounds[j]
            if abs(sentence[i] - sentence[j]) > 1 or one.refused or two.refused or one.aside or two.aside:
                continue
            for f in asked:
                if relations[i][f.index] not in EQUAL or relations[j][f.index] != "different":
                    continue
                for g in asked:
                    if g.index == f.index or relations[j][g.index] not in EQUAL or relations[i][g.index] != "different":
                        continue
                    straight = one.fact_fit.get(f.index, 0.0) + two.fact_fit.get(g.index, 0.0)
                    crossed = one.fact_fit.get(g.index, 0.0) + two.fact_fit.get(f.index, 0.0)
                    if sentence[i] != sentence[j] and min(one.fact_fit.get(g.index, 0.0), two.fact_fit.get(f.index, 0.0)) < 0.5:
                        continue
                    pull = contrast(one.beside, f.cue_keys, g.cue_keys) + contrast(two.beside, g.cue_keys, f.cue_keys)
                    if pull > PULL:
                        continue
                    tree = contrast(one.offered, f.cue_keys, g.cue_keys) + contrast(two.offered, g.cue_keys, f.cue_keys)
                    plain_swap = crossed >= straight + SWAP and min(one.fact_fit.get(g.index, 0.0), two.fact_fit.get(f.index, 0.0)) >= 0.12 and crossed >= 0.6
                    if plain_swap or (pull <= -PULL and tree <= 0.05 and crossed >= straight - 0.1 and crossed >= 0.5):
                        swapped[i, g.index] = one.fact_fit.get(g.index, 0.0)
                        swapped[j, f.index] = two.fact_fit.get(f.index, 0.0)
    return Accounts(charged, swapped, frozenset(filled))
