"""A golden set drafted from documents: what they say, who says it too, and where they disagree. Nothing is settled silently.

A claim is worth proposing where it stands by itself: it says whom it means, is asserted and not merely possible, reads as the clause it was
cut from, supports itself, and nothing in its own document speaks against it. The same claim of several documents is one fact with the
evidence of each; which wordings say the same is asked of the engine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from factspec.binding.compiled import CompiledFact, CompiledGolden
from factspec.binding.compiled import compile_golden as compile_claims
from factspec.drafting.candidate import Candidate
from factspec.drafting.claims import candidates
from factspec.drafting.dateline import blanked, dateline
from factspec.drafting.differing import Said, about_it, counts, key_of, rivals_of, said_as, words_of
from factspec.drafting.people import entities_of, slug
from factspec.drafting.source import read_document, reads_alike
from factspec.fact_types.base import Told
from factspec.judging import compile_golden, judge, tell
from factspec.mentions.dates import compare_dates
from factspec.model import Entity, Evidence, Fact, FactType, GoldenSet, Source
from factspec.reading.analysis import Analysis, Value
from factspec.reading.speech import is_speech

LONGEST = 32  # words of a claim that is proposed
MANY = 400  # claims that are weighed
_OPEN = frozenset("he she it they this that these those such we i you his her its their there here one ones both another others".split())
_POSSIBLE = frozenset("may might could would should must can if unless whether".split())
_WHOSE = frozenset("his her its their".split())
_LEADS = frozenset("however similarly meanwhile also especially furthermore moreover therefore thus".split())
_WEIGHT = {"quantity": 4.0, "date": 4.0, "place": 3.5, "role": 3.5, "relation": 3.0, "name": 3.0, "statement": 1.5, "mention": 0.0}


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to draft from: its id among the sources, its text, and its path as the golden set may name it."""

    id: str
    text: str
    path: str | None = None


@dataclass(slots=True)
class Proposal:
    """A fact to propose, with all that the documents say of it."""

    claim: str
    type: str
    key: str = ""
    told: bool = False
    papers: set[int] = field(default_factory=set)
    evidence: list[tuple[int, int, int]] = field(default_factory=list)
    against: list[tuple[int, int, int, str]] = field(default_factory=list)
    found: dict[Said, tuple[str, list[int]]] = field(default_factory=dict)
    rank: float = 0.0
    place: tuple[int, int] = (0, 0)


def draft(papers: Sequence[Paper], *, name: str, as_of: str | None = None, most: int = 40) -> GoldenSet:
    """The golden set that the documents propose: at most ``most`` facts, the best agreed and weightiest, in the order of the documents.

    ``as_of`` overrides the latest dateline. Every fact is proposed, and has the quotes of all documents that say it.
    """
    published = [dateline(paper.text) for paper in papers]
    day = as_of or max((d for d in published if d is not None), default=None)
    entities = entities_of([paper.text for paper in papers], day)
    read = [read_document(blanked(paper.text), entities, published[at] or day) for at, paper in enumerate(papers)]
    found = [(at, c) for at, (analysis, offices) in enumerate(read) for c in candidates(analysis, offices) if worth(analysis, c, day)]
    proposals = _proposals(papers, [analysis for analysis, _ in read], found[:MANY], entities, day)
    chosen = sorted(sorted(proposals, key=lambda p: (-p.rank, p.place))[:most], key=lambda p: p.place)
    sources = tuple(Source(p.id, p.path, None, published[at]) for at, p in enumerate(papers))
    used: set[str] = set()
    facts = tuple(_fact(p, papers, used) for p in chosen)
    golden = GoldenSet(name, "", "en", day, None, "", sources, _used(entities, papers), facts, ())
    return _sound(golden, papers)


def worth(analysis: Analysis, c: Candidate, day: str | None) -> bool:
    """Whether a claim can stand by itself in a golden set."""
    toks = analysis.toks
    words = c.claim.rstrip(".").split()
    if c.reworded or len(words) > LONGEST or words[0].casefold() in _OPEN or words[0].casefold().rstrip(",") in _LEADS:
        return False
    if any(c.claim.count(a) != c.claim.count(b) for a, b in (("“", "”"), ("(", ")"))) or c.claim.count('"') % 2 or "—" in c.claim:
        return False
    lower = {w.strip(",.") for w in words[1:]} | {words[0].casefold()}  # "May" is a month
    said = is_speech(toks[c.head].lemma)
    if lower & _POSSIBLE and not said:
        return False
    if said and any(toks[g].deprel.startswith("nsubj") and toks[g].folded in _OPEN for g in toks[c.head].children):
        return False  # "..., he said"
    if not said and any(toks[g].deprel == "ccomp" for g in toks[c.head].children):
        return False
    first, last = analysis.token_range(c.start, c.end)
    values = [v for v in analysis.values if first <= v.first < last and v.date is not None]
    if any(v.date is not None and v.date.value.start is None for v in values):
        return False
    if day is None and any(_relative(v.surface) for v in values):
        return False
    subject = next((g for g in toks[c.head].children if toks[g].deprel.startswith("nsubj")), c.head)
    if any(toks[g].folded in _WHOSE for g in range(first, min(subject, last))):
        return False  # "during their talks": whose is left open
    counted = any(first <= v.first < last and v.number is not None and counts(v) for v in analysis.values)
    return bool(values) or counted or any(n.start < c.end and c.start < n.end for n in analysis.names)


def _relative(surface: str) -> bool:
    """Whether a date needs the day of reading: it gives no year of its own."""
    return not any(len(part) == 4 and part.isdigit() for part in surface.replace(",", " ").split())


def _proposals(
    papers: Sequence[Paper], read: Sequence[Analysis], found: Sequence[tuple[int, Candidate]], entities: tuple[Entity, ...], day: str | None
) -> list[Proposal]:
    unique: dict[str, list[tuple[int, Candidate]]] = {}
    for at, c in found:
        unique.setdefault(c.claim, []).append((at, c))
    firsts = {f"c{number}": several for number, several in enumerate(unique.values())}
    facts = tuple(Fact(i, s[0][1].claim, type=s[0][1].type, of=s[0][1].of, value=s[0][1].value) for i, s in firsts.items())
    if not facts:
        return []
    world = GoldenSet("draft", "", "en", day, None, "", (), entities, facts, ())
    compiled = compile_claims(world)
    tellings = [tell(paper.text, compiled) for paper in papers]
    kept: list[Alone] = []
    for fact in compiled.facts:
        several = firsts[fact.fact.id]
        if not reads_alike(fact.analysis, several[0][1].word):
            continue
        if any(judge(fact, tellings[at]).verdict == "contradicted" for at, _ in several):
            continue
        alone = Alone(compile_claims(replace(world, facts=(fact.fact,))))
        if alone.verdict(fact.fact.claim) == "supported":
            kept.append(alone)
    groups = _grouped(_fullest(kept, firsts))
    where = [{at for one in group for at, _ in firsts[id_of(one)]} for group in groups]
    for group, there in zip(groups, where, strict=True):
        there.update(at for at, analysis in enumerate(read) if group[0].fact.primary is not None and group[0].said_in(analysis))
    rivals = rivals_of([(group[0].fact, group[0].verdict) for group in groups], where)
    beaten = {two for several in rivals.values() for two in several}
    made = []
    for number, group in enumerate(groups):
        if number not in beaten:
            others = [(at, c, one.fact) for two in rivals.get(number, ()) for one in groups[two] for at, c in firsts[id_of(one)]]
            made.append(_proposal(group, firsts, tellings, read, others))
    return made


@dataclass(slots=True)
class Alone:
    """A fact in a set of its own: nothing else claims the values of the texts that it is held against."""

    golden: CompiledGolden
    memo: dict[str, list[tuple[int, int, Value | None]]] = field(default_factory=dict)

    @property
    def fact(self) -> CompiledFact:
        return self.golden.facts[0]

    def verdict(self, text: str) -> str:
        return judge(self.fact, tell(text, self.golden)).verdict

    def said_in(self, analysis: Analysis) -> list[tuple[int, int, Value | None]]:
        """The sentences of a document that say it by themselves, with the value that they give."""
        if analysis.text in self.memo:
            return self.memo[analysis.text]
        fact = self.fact
        asked = {n.entity for n in fact.analysis.names if n.entity is not None and n.entity[:1] != "~"}
        found = self.memo[analysis.text] = []
        for info in analysis.sentences:
            value = None
            if fact.primary is not None:
                values = (v for v in analysis.values if info.first <= v.first < info.last)
                value = next((v for v in values if _equal(v, fact.primary)), None)
                near = value is not None and (fact.type != "date" or about_it(fact, analysis, info))
            else:
                near = bool(asked) and asked <= {n.entity for n in analysis.names if info.first <= n.first < info.last}
            if near and self.verdict(analysis.text[info.start : info.end]) == "supported":
                found.append((info.start, info.end, value))
        return found


def _fullest(kept: Sequence[Alone], firsts: dict[str, list[tuple[int, Candidate]]]) -> list[Alone]:
    """Of the claims of one clause that give no value the one that says most: the others are parts of it."""
    best: dict[tuple[int, int], Alone] = {}
    valued = {(firsts[id_of(o)][0][0], firsts[id_of(o)][0][1].head) for o in kept if o.fact.primary is not None}
    for one in kept:
        at, c = firsts[one.fact.fact.id][0]
        if (at, c.head) in valued:
            continue
        if one.fact.primary is None and one.fact.type in ("statement", "relation"):
            before = best.get((at, c.head))
            if before is None or len(before.fact.fact.claim) < len(one.fact.fact.claim):
                best[at, c.head] = one
    chosen = {id_of(one) for one in best.values()}
    return [o for o in kept if o.fact.primary is not None or o.fact.type not in ("statement", "relation") or id_of(o) in chosen]


def id_of(one: Alone) -> str:
    return one.fact.fact.id


def _equal(one: Value, two: Value) -> bool:
    if one.number is not None and two.number is not None:
        return one.number.quantity.value == two.number.quantity.value
    if one.date is not None and two.date is not None:
        return compare_dates(one.date, two.date.value) in ("equal", "finer")
    return False


def _grouped(kept: Sequence[Alone]) -> list[list[Alone]]:
    """Facts that say the same in other words: each supports the other, or says it more vaguely."""
    groups: list[list[Alone]] = []
    for one in kept:
        for group in groups:
            first = group[0]
            if not _comparable(first.fact, one.fact):
                continue
            there, back = first.verdict(one.fact.fact.claim), one.verdict(first.fact.fact.claim)
            if {there, back} <= {"supported", "partial"} and "supported" in (there, back):
                group.append(one)
                break
        else:
            groups.append([one])
    return groups


def _comparable(one: CompiledFact, two: CompiledFact) -> bool:
    """Whether two facts may be one: of one type and with one value, or with a name in common."""
    if one.type != two.type:
        return False
    if one.type == "role":
        return one.holder == two.holder
    if one.primary is not None and two.primary is not None:
        same_day_only = one.type == "date" and not any(about_it(one, two.analysis, info) for info in two.analysis.sentences)
        return _equal(one.primary, two.primary) and not same_day_only
    return bool(set(one.analysis.entity_at.values()) & set(two.analysis.entity_at.values()))


def _proposal(
    group: list[Alone],
    firsts: dict[str, list[tuple[int, Candidate]]],
    tellings: Sequence[Told],
    read: Sequence[Analysis],
    rivals: Sequence[tuple[int, Candidate, CompiledFact]],
) -> Proposal:
    """One fact of a group: the wording that most documents support, with the quotes of all, and of those who say otherwise."""
    best = max(group, key=_worded)
    fact = best.fact
    loose = fact.quantity is not None and fact.primary is not None and not counts(fact.primary)
    kind = fact.type if not loose else "relation" if len(set(fact.analysis.entity_at.values())) > 1 else "statement"
    made = Proposal(fact.fact.claim, kind, key_of(fact), told=loose)
    for one in group:
        for at, c in firsts[one.fact.fact.id]:
            if at not in made.papers:
                made.papers.add(at)
                made.evidence.append((at, *_quoted(read[at], c.start, c.end)))
    for at, analysis in enumerate(read):
        said = best.said_in(analysis) if fact.type != "statement" else []
        if said and at not in made.papers:
            made.papers.add(at)
            made.evidence.append((at, *said[0][:2]))
        for start, end, value in said:
            if value is None:
                continue
            _, where = made.found.setdefault(said_as(value), (words_of(analysis, value), []))
            if at not in where:
                where.append(at)
                if (at, start, end) not in made.evidence and len(made.found) > 1 and len(where) == 1:
                    made.evidence.append((at, start, end))
    whole = next(f for f in tellings[0].golden.facts if f.fact.id == fact.fact.id)
    for at, told in enumerate(tellings):
        judgement = judge(whole, told)
        if at in made.papers or judgement.verdict != "contradicted" or judgement.start is None or judgement.end is None:
            continue
        words = told.analysis.text[judgement.start : judgement.end]
        if _clearly(fact, words):
            made.against.append((at, *_quoted(read[at], judgement.start, judgement.end), words))
    for at, c, other in rivals:
        if other.primary is not None and at not in made.papers and not any(at == there for there, *_ in made.against):
            made.against.append((at, *_quoted(read[at], c.start, c.end), words_of(other.analysis, other.primary)))
    for at, paper in enumerate(read):
        if made.against and at not in made.papers and not any(at == there for there, *_ in made.against):
            judgement = judge(fact, tell(paper.text, best.golden))
            if judgement.verdict == "contradicted" and judgement.start is not None and judgement.end is not None:
                made.against.append((at, *_quoted(paper, judgement.start, judgement.end), paper.text[judgement.start : judgement.end]))
    made.evidence.sort()
    at, start, _ = made.evidence[0]
    made.place = (at, start)
    names = len({b for b in fact.analysis.entity_at.values() if b[:1] != "~"})
    made.rank = 3.0 * (len(made.papers) - 1) + _WEIGHT[kind] + 0.5 * min(names, 3) - len(fact.fact.claim) / 60 - start / 4000
    return made


def _clearly(fact: CompiledFact, found: str) -> bool:
    """Whether another document's words for a value are a value too, so that the two can be laid side by side."""
    return fact.type in ("quantity", "date") and any(c.isdigit() for c in found)


def _worded(alone: Alone) -> tuple[bool, int, int, str]:
    """How good a wording is: an office with its body first, then names in full, then the shorter one."""
    fact, beings = alone.fact, alone.golden.world.beings
    short = sum(n.surface != beings[n.entity].name for n in fact.analysis.names if n.entity in beings)
    return fact.office is not None and bool(fact.office.bodies), -short, -len(fact.fact.claim), fact.fact.claim


def _quoted(analysis: Analysis, start: int, end: int) -> tuple[int, int]:
    """The sentence around a place."""
    for info in analysis.sentences:
        if info.start <= start < info.end:
            return info.start, max(info.end, end)
    return start, end


def _fact(proposal: Proposal, papers: Sequence[Paper], used: set[str]) -> Fact:
    """A proposal as a fact; how many documents say it, and in what they differ, stands in its note."""
    evidence = tuple(Evidence(papers[at].id, _flat(papers[at].text[a:b]), None, a, b) for at, a, b in proposal.evidence)
    said = len(proposal.papers)
    note = f"{said} of {len(papers)} sources" if len(papers) > 1 else ""
    differing = {words: [papers[at].id for at in where] for words, where in proposal.found.values()}
    for at, _, _, words in proposal.against:
        differing.setdefault(" ".join(words.split()), []).append(papers[at].id)
    if len(differing) > 1 and proposal.type in ("quantity", "date", "role", "place"):
        told = "; ".join(f'"{words}" in {", ".join(ids)}' for words, ids in differing.items())
        note = f"{note}; they put it differently: {told}" if not proposal.against else f"{note}; they disagree: {told}"
    evidence += tuple(Evidence(papers[at].id, _flat(papers[at].text[a:b]), None, a, b) for at, a, b, _ in proposal.against)
    kind = cast("FactType | None", proposal.type if proposal.told else None)
    return Fact(slug(proposal.key or proposal.claim, used), proposal.claim, kind, proposed=True, evidence=evidence, note=note or None)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _used(entities: Sequence[Entity], papers: Sequence[Paper]) -> tuple[Entity, ...]:
    """The entities with the names that the documents use."""
    texts = "\n".join(p.text for p in papers)
    found = (replace(e, aliases=tuple(a for a in e.aliases if a in texts)) for e in entities)
    return tuple(e for e in found if any(name in texts for name in e.names))


def _sound(golden: GoldenSet, papers: Sequence[Paper]) -> GoldenSet:
    """The set without the facts that would not stand in it: unread, or in conflict with another or with a document."""
    while golden.facts:
        compiled = compile_golden(golden)
        bad = {r.fact for r in compiled.readings if any(rule == "claim-unread" for rule, _ in r.problems)}
        bad = bad or set(_clashing(compiled)) or set(_confusable(compiled)) or set(_refused(compiled, papers))
        if not bad:
            break
        golden = replace(golden, facts=tuple(f for f in golden.facts if f.id not in bad))
    return golden


def _refused(compiled: CompiledGolden, papers: Sequence[Paper]) -> Iterator[str]:
    """Facts that a document contradicts without a quote of its own that says so."""
    for paper in papers:
        told = tell(paper.text, compiled)
        for fact in compiled.facts:
            judgement = judge(fact, told)
            if judgement.verdict != "contradicted" or judgement.start is None:
                continue
            quoted = [(e.start or 0, e.end or 0) for e in fact.fact.evidence if e.source == paper.id]
            valued = fact.type in ("quantity", "date")
            if not (valued and any(start <= judgement.start < end for start, end in quoted)):
                yield fact.fact.id


def _clashing(compiled: CompiledGolden) -> Iterator[str]:
    """Of two claims that contradict each other the one with the fewer documents, or the later."""
    order = {f.id: (-len({e.source for e in f.evidence}), at) for at, f in enumerate(compiled.golden.facts)}
    for reading in compiled.readings:
        for rule, message in reading.problems:
            if rule == "claims-clash":
                other = message.rpartition(" ")[2]
                yield max((reading.fact, other), key=lambda name: order.get(name, (0, 0)))


def _confusable(compiled: CompiledGolden) -> Iterator[str]:
    """The later of two facts that lint would call confusable: one type, unit, cues and parties."""
    seen: set[tuple[object, ...]] = set()
    for reading in compiled.readings:
        if reading.type not in ("quantity", "date"):
            continue
        key = (reading.type, reading.unit, frozenset(reading.cues), frozenset(reading.parties))
        if key in seen:
            yield reading.fact
        seen.add(key)
