"""Accounts: every value of a text explained once.

A value is explained by the slots that hold it. One that nothing holds is charged to the fact whose slot is open and whose words fit
best, nearer misses first. Two values that are each other's are compared as a pair: the reading that fits better on the whole stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from factspec.binding.bound import EQUAL, Bound
from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.binding.labels import Label, label_in_claim, label_of, label_words, numbered, same_label
from factspec.binding.misses import SLIP, near_miss
from factspec.binding.owners import owner_of
from factspec.binding.slots import Slot
from factspec.lexicon import is_hypernym
from factspec.mentions.dates import DateValue
from factspec.mentions.quantity import Quantity
from factspec.reading.analysis import Analysis
from factspec.reading.roles import beings_at

OPEN = 0.14
FAINT = 0.15
AGAIN = 0.42
SWAP = 0.16
PULL = 0.25
APART = 0.3  # what two values of different lines must gain by changing places
DERIVED = 0.5
SURE = 0.5


@dataclass(frozen=True, slots=True)
class Ask:
    """A value that a claim or the background asks for: ``owner`` a fact's index or -1, ``slots`` by index, the value and its cues."""

    owner: int
    primary: bool
    slots: tuple[int, ...]
    quantity: Quantity | None
    date: DateValue | None
    cues: frozenset[str]
    aside: bool = False
    counted: str = ""
    label: Label | None = None
    whose: str = ""

    def counts(self, bound: Bound) -> bool:
        """Whether the value can count what is asked for."""
        mine, theirs = self.counted, bound.counted
        return (
            not mine
            or not theirs
            or mine == theirs
            or closeness(mine, theirs) >= 0.6
            or is_hypernym(mine, theirs)
            or is_hypernym(theirs, mine)
        )

    def fit(self, bound: Bound) -> float:
        return max((bound.fits[i] for i in self.slots), default=0.0)


@dataclass(frozen=True, slots=True)
class Accounts:
    """``charged``: (bound index, fact index) of unlicensed values. ``swapped``: the same for values that stand in each other's slot."""

    charged: dict[tuple[int, int], float]
    swapped: dict[tuple[int, int], float]
    filled: frozenset[int]
    labelled: frozenset[tuple[int, int]] = frozenset()  # those of ``swapped`` that a period or a number of the text's own proves


def asks_of(slots: Sequence[Slot], facts: Sequence[CompiledFact]) -> tuple[Ask, ...]:
    """What a golden set asks for: each fact's own value, the other values in its claim, the values of the background."""
    found: list[Ask] = []
    words = label_words(slots)
    primary: dict[int, list[int]] = {}
    for i, slot in enumerate(slots):
        if slot.primary:
            primary.setdefault(slot.owner, []).append(i)
    for fact in facts:
        own = tuple(primary.get(fact.index, ()))
        if own and (fact.quantity is not None or fact.date is not None):
            label = label_in_claim(slots[own[0]], words)
            found.append(
                Ask(fact.index, True, own, fact.quantity, fact.date, fact.cue_keys, fact.aside, fact.primary_counted, label, _whose(fact))
            )
    for i, slot in enumerate(slots):
        if not slot.primary:
            quantity = slot.value.number.quantity if slot.value.number is not None else None
            date = slot.value.date.value if slot.value.date is not None else None
            if date is None or date.start is not None or date.precision == "time":
                cues = frozenset(cue for cue, _, _ in slot.frame.cues)
                named = numbered(slot.analysis, slot.value, None)
                found.append(Ask(slot.owner, False, (i,), quantity, date, cues, counted=slot.counted, label=named))
    return tuple(found)


def _whose(fact: CompiledFact) -> str:
    """The being whose figure a claim gives."""
    return fact.about or next((b for k in fact.parties.agents for b in beings_at(fact.analysis, k)), "")


def contrast(offered: Mapping[str, float], mine: frozenset[str], theirs: frozenset[str]) -> float:
    """How much closer the words that only one frame has stand to a value than the words that only the other has."""
    return _best(offered, mine - theirs) - _best(offered, theirs - mine)


def _best(offered: Mapping[str, float], cues: frozenset[str]) -> float:
    return max((offered.get(cue, 0.0) for cue in cues), default=0.0)


@dataclass(frozen=True, slots=True)
class Rules:
    """How values compare and weigh, as the value facts define it."""

    relation: Callable[[Bound, Ask], str]
    plain: Callable[[Bound, Ask], bool]
    telling: Callable[[Bound], bool]
    spoken: Callable[[Bound, Ask], bool]


def account(analysis: Analysis, bounds: Sequence[Bound], asks: Sequence[Ask], rules: Rules) -> Accounts:
    """Settle all values of a text."""
    relations = [_relations(b, asks, rules) for b in bounds]
    sentence = [analysis.toks[b.value.head].sentence for b in bounds]
    filled: set[int] = set()
    told: set[int] = set()
    filled_in: dict[int, set[int]] = {}
    for i, bound in enumerate(bounds):
        for j, ask in enumerate(asks):
            if ask.owner < 0 or relations[i][j] not in EQUAL or (bound.aside and not ask.aside) or bound.refused:
                continue
            if ask.fit(bound) >= OPEN or rules.telling(bound):
                told.add(j)
                filled_in.setdefault(sentence[i], set()).add(j)
                if ask.primary:
                    filled.add(ask.owner)
    charged: dict[tuple[int, int], float] = {}
    for i, bound in enumerate(bounds):
        # a table has the golden value in the row of its own being; the other rows are others'
        here = told if analysis.sentences[sentence[i]].cells else filled_in.get(sentence[i], set())
        for j, own in _charge(analysis, bound, asks, relations[i], rules, told, here):
            charged[i, asks[j].owner] = max(own, charged.get((i, asks[j].owner), 0.0))
    prose = [analysis.sentences[k].kind == "prose" and not _behind_colon(analysis, b) for k, b in zip(sentence, bounds, strict=True)]
    swapped = _swaps(bounds, asks, relations, sentence, prose, rules)
    misplaced, kept = _misowned(analysis, bounds, asks, relations, rules)
    swapped = {pair: own for pair, own in swapped.items() if pair not in kept}
    labelled = _mislabelled(analysis, bounds, asks, relations, rules)
    return Accounts(charged, {**labelled, **misplaced, **swapped}, frozenset(filled), frozenset(labelled))


def _relations(bound: Bound, asks: Sequence[Ask], rules: Rules) -> list[str]:
    """How a value compares with what is asked for: a number never with a date."""
    if bound.value.number is not None:
        return [rules.relation(bound, ask) if ask.quantity is not None else "incomparable" for ask in asks]
    return [rules.relation(bound, ask) if ask.date is not None else "incomparable" for ask in asks]


def _behind_colon(analysis: Analysis, bound: Bound) -> bool:
    """Whether a value stands right behind a colon, as in a field ("Waiting outside the port: 21 ships")."""
    first = bound.value.first
    return first > 0 and analysis.toks[first - 1].text == ":"


def _misowned(
    analysis: Analysis, bounds: Sequence[Bound], asks: Sequence[Ask], relations: Sequence[Sequence[str]], rules: Rules
) -> tuple[dict[tuple[int, int], float], set[tuple[int, int]]]:
    """Figures that the text gives the owner of another claim of their kind; and pairs that it tells straight, whatever stands nearer."""
    owned = [j for j, ask in enumerate(asks) if ask.primary and ask.whose and ask.quantity is not None]
    found: dict[tuple[int, int], float] = {}
    kept: set[tuple[int, int]] = set()
    for i, bound in enumerate(bounds):
        if bound.aside or bound.refused or bound.value.number is None or (bound.value.first, bound.value.last) in analysis.aligned:
            continue
        mine = [j for j in owned if relations[i][j] in EQUAL]
        theirs = [
            j
            for j in owned
            if relations[i][j] == "different"
            and _one_question(asks[j], [asks[k] for k in mine])
            and asks[j].counts(bound)
            and asks[j].fit(bound) >= FAINT
            and rules.plain(bound, asks[j])
        ]
        if not mine or not theirs:
            continue
        owner = owner_of(analysis, bound.value, frozenset(asks[j].whose for j in (*mine, *theirs)))
        if owner is None:
            continue
        if owner in {asks[j].whose for j in mine}:
            kept.update((i, asks[j].owner) for j in theirs if asks[j].whose != owner)
            continue
        for j in theirs:
            if asks[j].whose == owner:
                found[i, asks[j].owner] = asks[j].fit(bound)
    return found, kept


def _one_question(ask: Ask, others: Sequence[Ask]) -> bool:
    """Whether a claim asks of its being what others ask of theirs: the same words but for the beings."""
    plain = {cue for cue in ask.cues if cue[:1] not in "@=#"}
    return any(
        other.counted == ask.counted
        and other.whose != ask.whose
        and bool(plain & (own := {cue for cue in other.cues if cue[:1] not in "@=#"}))
        and len(plain & own) * 2 >= max(len(plain), len(own))
        for other in others
    )


def _mislabelled(
    analysis: Analysis, bounds: Sequence[Bound], asks: Sequence[Ask], relations: Sequence[Sequence[str]], rules: Rules
) -> dict[tuple[int, int], float]:
    """Figures that the text gives the period or the number of another claim of their kind, and that are not that claim's."""
    labelled = [j for j, ask in enumerate(asks) if ask.primary and ask.label is not None and ask.quantity is not None]
    found: dict[tuple[int, int], float] = {}
    words = frozenset(ask.label.word for ask in asks if ask.label is not None and ask.label.word)
    for i, bound in enumerate(bounds):
        mine = [j for j, ask in enumerate(asks) if ask.quantity is not None and relations[i][j] in EQUAL]
        theirs = [j for j in labelled if relations[i][j] == "different" and asks[j].fit(bound) >= FAINT - 0.03 and asks[j].counts(bound)]
        if not mine or not theirs or bound.refused or not rules.plain(bound, asks[theirs[0]]):
            continue
        rivals = [j for j in mine if j in labelled]
        parted = bool(rivals) and not bound.aside  # between two claims with labels any will do, else only a sure one
        label = label_of(analysis, bound.value, words, not parted)
        if label is None:
            continue
        said = {j: same_label(label, own) for j in (*mine, *theirs) if (own := asks[j].label) is not None}
        own_fit = max((asks[j].fit(bound) for j in mine), default=0.0)
        claimed = [j for j in theirs if said.get(j) is True and (parted or asks[j].fit(bound) >= max(SURE, own_fit + 0.1))]
        if claimed and all(said.get(j) is False for j in rivals):
            best = max(claimed, key=lambda j: (asks[j].fit(bound), -j))
            found[i, asks[best].owner] = asks[best].fit(bound)
    return found


def _numbers(analysis: Analysis, bound: Bound, word: str) -> bool:
    return numbered(analysis, bound.value, frozenset({word})) is not None


def _charge(
    analysis: Analysis, bound: Bound, asks: Sequence[Ask], relations: Sequence[str], rules: Rules, told: set[int], here: set[int]
) -> list[tuple[int, float]]:
    """The ask (and its fit) that an unlicensed value is charged to, and others that ask for the very same; none where it is not plain."""
    if bound.refused or bound.lone:
        return []
    loose = bound.licensed
    background = max((f for _, f in bound.background), default=0.0)
    found: list[tuple[float, float, int]] = []
    for j, ask in enumerate(asks):
        if ask.owner < 0 or relations[j] not in ("different", "opposite") or j in here or not rules.plain(bound, ask):
            continue
        if bound.aside and not (ask.aside and ask.primary and ask.fit(bound) >= DERIVED):  # both of another time ("had last erupted in")
            continue
        own, near = ask.fit(bound), near_miss(bound.value, ask.quantity, ask.date)
        if not ask.primary and ask.label is not None and ask.label.word and not _numbers(analysis, bound, ask.label.word):
            continue  # "round four" is asked by what is the number of a round alone
        if bound.derived and (own < DERIVED or (bound.follows and near < SLIP)):
            continue
        if loose and bound.value.date is not None and any(relations[k] in EQUAL and a.primary for k, a in enumerate(asks)):
            continue  # a day that another claim asks for
        if loose and not (near >= SLIP and own >= (0.3 if ask.primary or bound.value.date is None else 0.6) and bound.faintly_licensed):
            continue
        if not ask.primary and (own < 0.4 or j in told or (ask.date is not None and not rules.spoken(bound, ask))):
            continue
        unit = 0.1 if bound.value.number is not None and bound.value.number.quantity.unit and near else 0.0
        found.append((own + (0.12 if j not in told else 0.0) + near + unit, own, j))
    if not found:
        return []
    found.sort(key=lambda c: (-c[0], c[2]))
    score, own, j = found[0]
    near = near_miss(bound.value, asks[j].quantity, asks[j].date)
    rival = next((other for other, _, k in found[1:] if not _same_value(asks[k], asks[j])), None)
    if rival is not None and score < rival + 0.03:
        return []
    if background > own + 0.12 and not near:
        return []
    sure = near >= SLIP and rules.telling(bound)
    if not sure and not rules.spoken(bound, asks[j]):
        return []
    if j not in told:
        floor = 0.0 if sure else FAINT if near else 0.22
    else:
        floor = 0.03 if sure and bound.value.number is not None else 0.12 if sure else AGAIN - (0.15 if near else 0.0)
    if own < floor:
        return []
    also = [(k, fit) for _, fit, k in found[1:] if fit >= max(floor, AGAIN, 0.6 * own) and _same_value(asks[k], asks[j])]
    return [(j, own), *also]


def _same_value(one: Ask, two: Ask) -> bool:
    """Whether two claims ask for one and the same number or day."""
    if one.quantity is not None and two.quantity is not None:
        return (one.quantity.value, one.quantity.unit, one.counted) == (two.quantity.value, two.quantity.unit, two.counted)
    if one.date is not None and two.date is not None:
        return (one.date.start, one.date.end) == (two.date.start, two.date.end)
    return False


def _swaps(
    bounds: Sequence[Bound],
    asks: Sequence[Ask],
    relations: Sequence[Sequence[str]],
    sentence: Sequence[int],
    prose: Sequence[bool],
    rules: Rules,
) -> dict[tuple[int, int], float]:
    """Pairs of values each of which is the other ask's golden value and stands nearer to the other's words."""
    swapped: dict[tuple[int, int], float] = {}
    equal = [[j for j, r in enumerate(row) if r in EQUAL] for row in relations]
    # a value that some fact asks for is that fact's; the background speaks only for values of its own
    equal = [[j for j in row if asks[j].primary] or row for row in equal]
    for i, one in enumerate(bounds):
        for k in range(i + 1, min(len(bounds), i + 8)):
            two = bounds[k]
            if abs(sentence[i] - sentence[k]) > 1 or one.refused or two.refused or (sentence[i] != sentence[k] and (prose[i] or prose[k])):
                continue
            for f in equal[i]:
                if relations[k][f] != "different":
                    continue
                for g in equal[k]:
                    if (
                        relations[i][g] == "different"
                        and (asks[f].owner != asks[g].owner or (asks[f].owner >= 0 and f != g))
                        and _crossed(one, two, asks[f], asks[g], sentence[i] == sentence[k])
                        and all(a.primary or a.date is None or rules.spoken(b, a) for a, b in ((asks[g], one), (asks[f], two)))
                    ):
                        if asks[g].owner >= 0:
                            swapped[i, asks[g].owner] = asks[g].fit(one)
                        if asks[f].owner >= 0:
                            swapped[k, asks[f].owner] = asks[f].fit(two)
    return swapped


def _crossed(one: Bound, two: Bound, f: Ask, g: Ask, together: bool) -> bool:
    """Whether ``one``, which holds f's value, and ``two``, which holds g's, read better the other way round."""
    if not (f.primary and g.primary) and not (one.weighty and two.weighty):
        return False
    if not g.counts(one) or not f.counts(two):
        return False
    if f.aside != g.aside and one.aside != two.aside:
        return one.aside == g.aside and min(g.fit(one), f.fit(two)) >= 0.3
    if one.aside or two.aside:
        return False
    straight = f.fit(one) + g.fit(two)
    over, under = g.fit(one), f.fit(two)
    crossed = over + under
    if (
        f.date is not None
        and g.date is not None
        and f.date.precision != g.date.precision
        and (min(over, under) < 0.4 or crossed < straight + 0.3)
    ):
        return False
    if (not together or not f.primary or not g.primary) and min(over, under) < 0.4:
        return False
    if not together and crossed < straight + APART:
        return False
    pull = contrast(one.beside, f.cues, g.cues) + contrast(two.beside, g.cues, f.cues)
    tree = contrast(one.offered, f.cues, g.cues) + contrast(two.offered, g.cues, f.cues)
    if pull > 0.1 or pull + tree > 0.1:
        return False
    if (
        crossed >= straight + SWAP
        and crossed >= 0.6
        and (min(over, under) >= 0.12 or (min(over, under) >= 0.05 and crossed >= straight + 0.35))
    ):
        return True
    return pull <= -PULL and tree <= 0.05 and crossed >= straight - 0.1 and crossed >= 0.5 and f.primary and g.primary
