"""A text checked against its source: what speaks against the source's claims, and what nothing in it licenses.

A golden fact is chosen by a person, who says what it is about; a claim cut out of prose leans on its neighbours. So more is asked of a
contradiction here: the source must not say the very same somewhere else, and the words that clash must be names or values of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from factspec.binding.bound import EQUAL, Bound
from factspec.binding.compiled import STATIVE, CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.acts import same_act
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.values import settle
from factspec.judging import judge
from factspec.lexicon import country_of, is_title
from factspec.mentions.names import fold
from factspec.mentions.near_names import one_edit
from factspec.model import FactFinding, Reading, Unsupported


def folded(text: str) -> str:
    """A sentence by its letters and digits alone: what a copy shares with it, whatever its blanks and marks."""
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


@dataclass(frozen=True, slots=True)
class SourceGuard:
    """What more is asked of a finding against a document. ``sentences`` are the document's own, folded: a copy of one is right."""

    sentences: frozenset[str]

    def stands(self, fact: CompiledFact, told: Told, judgement: Judgement) -> bool:
        """Whether a contradiction of a claim is one of the document."""
        start, end = judgement.start, judgement.end
        if start is None or end is None or _inside(start, end, self._copied(told)):
            return False
        if judgement.reason.endswith("which the golden fact denies") and not _all_named(told, fact, start, end):
            return False  # what a document denies may be true of others: "no party has a majority", but two together would
        test = _TESTS.get(judgement.rule)
        return test is None or test(told, fact, start, end)

    def stray(self, told: Told, found: Unsupported) -> bool:
        """Whether something unsupported is so: no copy, and no form of the document's own names."""
        return not _inside(found.start, found.end, self._copied(told)) and not _known_form(told, found)

    def _copied(self, told: Told) -> list[tuple[int, int]]:
        """The stretches of the text that are sentences of the document, word by word; neighbours are one stretch."""
        known = cast("list[tuple[int, int]] | None", told.memo.get("copied"))
        if known is None:
            text, known, before = told.analysis.text, [], False
            for sentence in told.analysis.document.sentences:
                copy = folded(text[sentence.start : sentence.end]) in self.sentences
                if copy and before:
                    known[-1] = (known[-1][0], sentence.end)
                elif copy:
                    known.append((sentence.start, sentence.end))
                before = copy
            told.memo["copied"] = known
        return known


def told_only(reading: Reading) -> Reading:
    """The reading without what nobody asks for: an optional claim that is not told, and a required one whose clause is told otherwise."""
    told = {_clause_of(f) for f in reading.facts if f.verdict in _TOLD}
    facts: list[FactFinding] = []
    for f in reading.facts:
        if f.verdict in _TOLD:
            facts.append(f)
        elif f.importance == "required" and _clause_of(f) not in told:
            told.add(_clause_of(f))  # one clause left out is one omission
            facts.append(f)
    return replace(reading, facts=tuple(one_a_place(facts)))


_TOLD = ("supported", "partial", "contradicted")


def _clause_of(finding: FactFinding) -> str:
    return finding.fact.rpartition(".")[0]


def one_a_place(findings: list[FactFinding]) -> list[FactFinding]:
    """Of contradictions at one place the one with the shortest claim: claims of a sentence share their words, one error is one finding."""
    best: list[FactFinding] = []
    for f in sorted(findings, key=lambda f: (len(f.claim), f.fact)):
        if f.verdict == "contradicted" and not any(_overlap(f, other) for other in best):
            best.append(f)
    return [f for f in findings if f.verdict != "contradicted" or f in best]


def _overlap(one: FactFinding, two: FactFinding) -> bool:
    if one.pointer is not None:
        return one.pointer == two.pointer
    spans = (one.start, one.end, two.start, two.end)
    return None not in spans and bool(one.start < two.end and two.start < one.end)  # type: ignore[operator]


def _inside(start: int | None, end: int | None, spans: list[tuple[int, int]]) -> bool:
    return start is not None and end is not None and any(a <= start and end <= b for a, b in spans)


def _value_stands(told: Told, fact: CompiledFact, start: int, end: int) -> bool:
    """Whether the values in a stretch clash with a claim's: none of them is one that the document gives itself, or merely near."""
    found = [b for b in told.bounds if b.value.start < end and start < b.value.end]
    return fact.type in ("quantity", "date") and all(_clashes(told, fact, b) for b in found)


def _clashes(told: Told, fact: CompiledFact, bound: Bound) -> bool:
    """Whether an exact value of the claim's own kind stands where the claim has another."""
    number = bound.value.number
    if number is not None and (number.quantity.hedge or (number.quantity.value is None and number.quantity.kind not in ("score", "range"))):
        return False
    slots = [(s, f, r) for s, f, r in zip(told.golden.slots, bound.fits, bound.relations, strict=True)]
    own = max((f for s, f, r in slots if s.owner == fact.index and r != "incomparable"), default=0.0)
    if own < FIT or (any(r in EQUAL for _, _, r in slots) and not _changed_places(told, fact, bound)):
        return False
    return _same_count(fact, bound) if number is not None else _acts_alike(told, fact, bound.value.head)


FIT = 0.3


def _same_count(fact: CompiledFact, bound: Bound) -> bool:
    """Whether a number counts or measures what the claim's does: a bare number is only wrong where the claim's is bare, and of its size."""
    assert bound.value.number is not None
    found, asked = bound.value.number.quantity, fact.quantity
    if asked is None:
        return False
    if found.sides is not None or asked.sides is not None:
        return found.sides is not None and asked.sides is not None
    if asked.unit or found.unit:
        return found.dimension == asked.dimension and bool(asked.unit) == bool(found.unit)
    counted = fact.primary_counted
    if bound.counted and counted:
        return closeness(bound.counted, counted) >= 0.5
    if found.value is None or asked.value is None or not found.value or not asked.value:
        return False
    return bool(bound.counted or counted) or max(found.value, asked.value) <= 4 * min(found.value, asked.value)


def _changed_places(told: Told, fact: CompiledFact, bound: Bound) -> bool:
    """Whether the text gives two of the document's values, which say what they count, in each other's place."""
    number = bound.value.number
    if number is not None and not (number.quantity.unit or bound.counted):
        return False
    swapped = settle(told).swapped
    at = next((i for i, b in enumerate(told.bounds) if b is bound), -1)
    if (at, fact.index) not in swapped:
        return False
    owners = {s.owner for s, r in zip(told.golden.slots, bound.relations, strict=True) if r in EQUAL and s.owner >= 0}
    near = set(_neighbours(told, fact))
    if not owners & near:
        return True
    mine = [b for i, b in enumerate(told.bounds) if any((i, other) in swapped for other in owners - near)]
    return any(r in EQUAL for b in mine for s, r in zip(told.golden.slots, b.relations, strict=True) if s.owner == fact.index)


def _neighbours(told: Told, fact: CompiledFact) -> list[int]:
    """The claims cut from the clause of a claim: its values may be theirs, told beside it ("46, against 58 in 1985")."""
    clause = fact.fact.id.rpartition(".")[0]
    return [f.index for f in told.golden.facts if f.fact.id.rpartition(".")[0] == clause]


def _acts_alike(told: Told, fact: CompiledFact, head: int) -> bool:
    """Whether a date hangs on a word for what the claim says happened then."""
    toks = told.analysis.toks
    if fact.predicate < 0:
        return False
    own = fact.analysis.toks[fact.predicate].lemma
    mine = {own} if own not in STATIVE else {t.lemma for t in fact.analysis.toks if t.content and t.upos in ("NOUN", "VERB")}
    at = head
    for _ in range(5):
        around = [at, *toks[at].children]
        if any(toks[k].content and same_act(word, toks[k].lemma) >= ACT for k in around for word in sorted(mine)):
            return True
        if toks[at].upos == "VERB" or toks[at].head < 0:
            return False
        at = toks[at].head
    return False


def _all_named(told: Told, fact: CompiledFact, start: int, end: int) -> bool:
    """Whether a sentence names everybody that a claim does, two at the least."""
    beings = {b for b in fact.analysis.entity_at.values() if b[:1] not in "~?"}
    first, _ = told.analysis.token_range(start, end)
    here = told.analysis.sentences[told.analysis.toks[min(first, len(told.analysis.toks) - 1)].sentence]
    named = {told.analysis.entity_at[k] for k in range(here.first, here.last) if k in told.analysis.entity_at}
    return len(beings) > 1 and beings <= named


def _own_value(told: Told, fact: CompiledFact, start: int, end: int) -> bool:
    """Whether what turns a claim round turns its own value round, in what a number says and not in when something was."""
    if fact.type == "date":
        return False
    if fact.type != "quantity":
        return True
    found = [b for b in told.bounds if b.value.start < end and start < b.value.end]
    return any(s.owner == fact.index and r in EQUAL for b in found for s, r in zip(told.golden.slots, b.relations, strict=True))


def _reversed(told: Told, fact: CompiledFact, start: int, end: int) -> bool:
    """Whether a claim has a doer and one it was done to, who can change places; two who do it with each other cannot."""
    return bool(fact.parties.agents and fact.parties.patients) and _other_party(told, fact, start, end, known_too=True)


def _party_stands(told: Told, fact: CompiledFact, start: int, end: int) -> bool:
    return _other_party(told, fact, start, end) and _governed(told, fact, start, end)


def _mouth_stands(told: Told, fact: CompiledFact, start: int, end: int) -> bool:
    """Whether the mouth in which the text puts it is another than the claim's: no part of the same name."""
    beings = set(fact.analysis.entity_at.values())
    return not any(n.entity in beings and n.start <= end + 1 and start <= n.end + 1 for n in told.analysis.names)


def _role_stands(told: Told, fact: CompiledFact, start: int, end: int) -> bool:
    """Whether an office or its holder is told wrongly: the document nowhere has the two together."""
    if fact.office is None or not (fact.office.bodies or fact.office.last - fact.office.first > 1):
        return False
    others = (f for f in told.golden.facts if f is not fact and f.type == "role" and f.holder == fact.holder)
    if any(judge(other, told).verdict in ("supported", "partial") for other in others):
        return False
    first, last = told.analysis.token_range(start, end)
    spoken = [told.analysis.toks[k] for k in range(first, last)]
    words = {t.folded for t in spoken if t.content and t.index not in told.analysis.name_at} or {
        fact.analysis.toks[fact.office.head].folded
    }
    who = {n.entity for n in told.analysis.names if n.start < end and start < n.end} - {None} or {fact.holder}
    return not _told_together(told, who, words)


def _told_together(told: Told, who: set[str | None], words: set[str]) -> bool:
    """Whether one sentence of the document names somebody and has all of the words."""
    document = told.golden.background
    for info in document.sentences:
        here = range(info.first, info.last)
        if any(document.entity_at.get(k) in who for k in here) and words <= {document.toks[k].folded for k in here}:
            return True
    return False


def _name_stands(told: Told, fact: CompiledFact, start: int, end: int) -> bool:
    return _other_party(told, fact, start, end) and (fact.type != "role" or _role_stands(told, fact, start, end))


def _other_party(told: Told, fact: CompiledFact, start: int, end: int, known_too: bool = False) -> bool:
    """Whether a claim names its parties, and the text's word for one is no form of any name in it, no day and no mere title."""
    toks = told.analysis.toks
    first, last = told.analysis.token_range(start, end)
    spoken = [k for k in range(first, last) if toks[k].text[:1].isalnum()]
    named = [n for n in fact.analysis.names if not n.pronoun]
    if not named:
        return False
    if known_too:
        return True
    if any(k in told.analysis.value_at for k in spoken) and len(spoken) == 1:
        return False
    beings = told.golden.world.beings
    known = {w for n in named for w in _words(n.surface)}
    for n in named:
        if n.entity in beings:
            known |= {w for name in beings[n.entity].names for w in _words(name)}
    words = [fold(toks[k].text) for k in spoken]
    return any(len(w) > 2 and not is_title(w) and not any(_same_word(w, other) for other in known) for w in words)


def _governed(told: Told, fact: CompiledFact, start: int, end: int) -> bool:
    """Whether the name in the place of a party hangs on a word for the claim's own act, not on what was done about it."""
    if fact.predicate < 0 or fact.analysis.toks[fact.predicate].upos != "VERB":
        return True
    toks = told.analysis.toks
    k = told.analysis.head_of(*told.analysis.token_range(start, end))
    for _ in range(5):
        if toks[k].upos == "VERB":
            return same_act(fact.analysis.toks[fact.predicate].lemma, toks[k].lemma) >= ACT
        if toks[k].head < 0:
            break
        k = toks[k].head
    return True


ACT = 0.7


def _words(name: str) -> list[str]:
    return [w for w in fold(name).replace("-", " ").replace("'", " ").split() if len(w) > 2]


def _same_word(a: str, b: str) -> bool:
    """Whether two folded words of names are forms of one: equal, or a people and its land."""
    if a == b or (min(len(a), len(b)) >= 5 and one_edit(a, b)):
        return True
    codes = country_of(a), country_of(b)
    if codes[0] is not None and codes[0] == codes[1]:
        return True
    shared = 0
    while shared < min(len(a), len(b)) and a[shared] == b[shared]:
        shared += 1
    return shared >= 4 and max(len(a), len(b)) - shared <= 3 and (a[shared:] in _ENDS and b[shared:] in _ENDS)


_ENDS = frozenset({"", "n", "an", "ian", "ia", "ish", "ese", "i", "ic", "s", "es", "a", "e", "y", "er", "ers", "land"})


def _known_form(told: Told, stray: Unsupported) -> bool:
    """Whether an unsupported name is made of forms of the source's own words: a people's land, a state's full name."""
    if stray.kind != "name":
        return False
    world = told.golden.world
    known = {fold(t.text) for t in told.golden.background.toks if len(t.text) > 3 and t.text[:1].isupper()}
    words = [w for w in _words(stray.found) if w not in ("the", "and", "for")]
    if (code := country_of(stray.found)) is not None:
        return any(country_of(w) == code for w in known)
    return bool(words) and all(w in world.words or any(_same_word(w, k) for k in known) for w in words)


_TESTS: dict[str, Callable[[Told, CompiledFact, int, int], bool]] = {
    "value-differs": _value_stands,
    "date-differs": _value_stands,
    "unit-differs": _value_stands,
    "weekday-differs": _value_stands,
    "direction-differs": _own_value,
    "modality-differs": _own_value,
    "negated": _own_value,
    "relation-reversed": _reversed,
    "relation-party-differs": _party_stands,
    "place-differs": _party_stands,
    "name-differs": _name_stands,
    "role-differs": _role_stands,
    "attribution-differs": _mouth_stands,
}
