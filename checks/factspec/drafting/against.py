"""A text checked against its source: what speaks against the source's claims, and what nothing in it licenses.

A golden fact is chosen by a person, who says what it is about; a claim cut out of prose leans on its neighbours. So more is asked of a
contradiction here: the source must not say the very same somewhere else, and the words that clash must be names or values of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from factspec.binding.bound import EQUAL, Bound
from factspec.binding.compiled import CompiledFact
from factspec.fact_types.acts import same_act
from factspec.fact_types.base import Judgement, Told
from factspec.judging import judge
from factspec.lexicon import country_of, is_title
from factspec.mentions.names import fold
from factspec.mentions.near_names import one_edit
from factspec.model import FactFinding, Reading, Unsupported

_VALUE_RULES = frozenset({"value-differs", "date-differs", "unit-differs", "weekday-differs"})
_PARTY_RULES = frozenset({"relation-party-differs", "name-differs", "place-differs", "role-differs", "relation-reversed"})


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
        if judgement.rule in _VALUE_RULES:
            return all(_clashes(told, fact, b) for b in told.bounds if b.value.start < end and start < b.value.end)
        if judgement.rule in _PARTY_RULES:
            if judgement.rule == "role-differs" and _holds_another(told, fact):
                return False
            if judgement.rule == "name-differs" and fact.type == "role" and fact.office is not None and not fact.office.bodies:
                return False
            return _other_party(told, fact, start, end) and (
                judgement.rule != "relation-party-differs" or _governed(told, fact, start, end)
            )
        return True

    def stray(self, told: Told, found: Unsupported) -> bool:
        """Whether something unsupported is so: no copy, and no form of the document's own names."""
        return not _inside(found.start, found.end, self._copied(told)) and not _known_form(told, found)

    def _copied(self, told: Told) -> list[tuple[int, int]]:
        """The stretches of the text that are sentences of the document, word by word."""
        known = told.memo.get("copied")
        if not isinstance(known, list):
            text, known = told.analysis.text, []
            before = False
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


def _holds_another(told: Told, fact: CompiledFact) -> bool:
    """Whether the text gives the holder another office that the document gives too."""
    others = (f for f in told.golden.facts if f is not fact and f.type == "role" and f.holder == fact.holder)
    return any(judge(other, told).verdict in ("supported", "partial") for other in others)


def _inside(start: int | None, end: int | None, spans: list[tuple[int, int]]) -> bool:
    return start is not None and end is not None and any(a <= start and end <= b for a, b in spans)


def _clashes(told: Told, fact: CompiledFact, bound: Bound) -> bool:
    """Whether a value is exact, and no value that the source gives of something nearer by."""
    number = bound.value.number
    if number is not None and number.quantity.value is None and number.quantity.sides is None and number.quantity.kind != "range":
        return False
    pairs = list(zip(told.golden.slots, bound.fits, bound.relations, strict=True))
    same = [(s, f) for s, f, r in pairs if r in EQUAL]
    if not same:
        return True
    if fact.type not in ("quantity", "date") or any(s.owner == fact.index for s, _ in same):
        return False
    own = max((f for s, f, r in pairs if s.owner == fact.index and r != "incomparable"), default=0.0)
    if own < max(f for _, f in same) + SURER:
        return False
    theirs = {cue for s, _ in same for cue, _, _ in s.frame.cues} - fact.cue_keys
    return not any(bound.offered.get(cue, 0.0) >= NAMED for cue in theirs)


NAMED = 0.4
SURER = 0.15


def _other_party(told: Told, fact: CompiledFact, start: int, end: int) -> bool:
    """Whether a claim names its parties, and the text's word for one is no form of any name in it, no day and no mere title."""
    toks = told.analysis.toks
    first, last = told.analysis.token_range(start, end)
    spoken = [k for k in range(first, last) if toks[k].text[:1].isalnum()]
    named = [n for n in fact.analysis.names if not n.pronoun]
    if not named:
        return False
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
