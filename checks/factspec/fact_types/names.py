"""Name facts.

What it checks: who or what fills a slot.
How it reads text: every name is scored against the ways to speak of the slot; the golden name there is support. Another of its
kind contradicts where the structure puts it in the slot (beside the slot's word or beside the right value of a sibling fact) and
the golden name is not there; a foreign member in a list of golden ones contradicts too.
Example: "The race went to Olsen" for "Ida Brandt won the race."
Limits: a known name in a slot is left alone where the golden set tells something like it of that name.
"""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import fit, surroundings
from factspec.fact_types.base import MISSING, Judgement, Told
from factspec.fact_types.clauses import same_act
from factspec.fact_types.fillers import foreign_member, in_place, replaced, stands_in, versus
from factspec.fact_types.mood_clash import mood_clash
from factspec.fact_types.openings import REFUSALS, Opening, opening, score, sibling_near
from factspec.fact_types.places import judge_place
from factspec.fact_types.worded import judge_worded
from factspec.reading.analysis import Name
from factspec.reading.roles import beings_at, parties
from factspec.syntax.lemma import lemma

SLOT = 0.18
FAINT = 0.06
WRONG = 0.45
STRONG = 0.6
LIKE = 0.2


def judge_name(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of a name fact."""
    if any(b[:1] == "=" for b in fact.beings):
        return judge_worded(fact, told)
    gap = opening(fact, told.golden)
    wanted = set(fact.beings)
    hits: dict[str, tuple[float, Name]] = {}
    others: list[tuple[float, Name]] = []
    for name in told.analysis.names:
        if name.entity in wanted:
            strength = _right(told, fact, gap, name)
            if strength and strength > hits.get(str(name.entity), (0.0, name))[0]:
                hits[str(name.entity)] = (strength, name)
        elif not name.pronoun:
            others.append((score(told, gap, name, 0.2), name))
    if len(wanted) > 1 and fact.type == "name":
        listed = [n for _, n in hits.values()] or _lined_up(told, wanted)
        foreign = foreign_member(told, wanted, listed, frozenset(fact.analysis.entity_at.values()))
        if foreign is not None:
            return Judgement("contradicted", foreign.start, foreign.end, "name-differs", f"names {foreign.surface} among them", None, 0.8)
    wrong = _wrong(told, fact, gap, others, hits)
    if wrong is not None:
        return wrong
    if hits:
        strength, name = max(hits.values(), key=lambda h: (h[0], -h[1].start))
        if len(hits) < len(wanted):
            return Judgement("partial", name.start, name.end, "half-told", "names some of them", None, strength)
        return turned(fact, told, name, strength)
    return MISSING


def _lined_up(told: Told, wanted: set[str]) -> list[Name]:
    """Golden members of a list in verbless lines, where a member is missing from the text."""
    analysis = told.analysis
    named = [n for n in analysis.names if n.entity in wanted and not n.pronoun]
    if len({n.entity for n in named}) == len(wanted):
        return []
    roots = {n: analysis.toks[analysis.sentences[analysis.toks[n.head].sentence].root] for n in named}
    return [n for n in named if roots[n].upos not in ("VERB", "AUX")]


def judge_slot(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """A statement whose subject is its only name, read as a slot as well: who did it."""
    if not fact.beings or judgement.verdict == "contradicted" or fact.type not in ("statement", "relation"):
        return judgement
    slot = judge_name(fact, told)
    if slot.verdict == "contradicted" and slot.rule == "name-differs":
        return slot
    return slot if slot.verdict == "supported" and judgement.verdict == "partial" and slot.strength >= STRONG else judgement


def _right(told: Told, fact: CompiledFact, gap: Opening, name: Name) -> float:
    """How surely a golden name stands in its slot; 0 where it does not."""
    own = score(told, gap, name)
    if own >= SLOT:
        return own
    if sibling_near(told, gap, name, 1.7) < 99:
        return 0.5
    if gap.acts and _acting(told, gap, name):
        return 0.4
    info = told.analysis.sentences[told.analysis.toks[name.head].sentence]
    verbless = told.analysis.toks[info.root].upos not in ("VERB", "AUX")
    if gap.exclusive and not name.pronoun and "person" not in gap.kinds and ((own >= FAINT and verbless) or _identity(fact)):
        return 0.3
    return 0.0


def _identity(fact: CompiledFact) -> bool:
    """Whether a claim only says what something is called: "The trial court was the Tolmar District Court"."""
    analysis = fact.analysis
    root = analysis.toks[analysis.sentences[0].root]
    return any(analysis.toks[k].deprel == "cop" for k in root.children) and root.index in {
        k for n in analysis.names if n.entity in fact.beings for k in range(n.first, n.last)
    }


def _acting(told: Told, gap: Opening, name: Name) -> bool:
    """Whether the name does in the text what the golden set has it do."""
    analysis = told.analysis
    info = analysis.sentences[analysis.toks[name.head].sentence]
    for k in range(info.first, info.last):
        tok = analysis.toks[k]
        if tok.upos in ("VERB", "NOUN") and any(same_act(act, lemma(tok.folded, "VERB")) >= 0.85 for act in gap.acts):
            if 0 <= k - name.last <= 5 and not any(j in analysis.name_at for j in range(name.last, k)):
                return True
            found = parties(analysis, k)
            if name.entity in {
                b for j in (*found.agents, *(g for c, g in found.others if c in ("by", "at"))) for b in beings_at(analysis, j)
            }:
                return True
    return False


def _wrong(
    told: Told, fact: CompiledFact, gap: Opening, others: list[tuple[float, Name]], hits: dict[str, tuple[float, Name]]
) -> Judgement | None:
    """Another of the value's kind in the slot."""
    toks = told.analysis.toks
    best: tuple[float, Name] | None = None
    for own, name in others:
        near = sibling_near(told, gap, name, 1.3)
        like = replaced(told, name)
        if name.entity is None and like is None and all(toks[k].folded in told.golden.world.words for k in range(name.first, name.last)):
            continue
        if like is not None and like not in fact.beings:
            continue
        if not in_place(told, fact, gap, name):
            continue
        paired = versus(told, fact, gap, name)
        called = like is not None and _identity(fact) and "person" not in gap.kinds
        if own < (WRONG if like is None else LIKE) and near == 99 and not paired and not called:
            continue
        sentence = toks[name.head].sentence
        here = [n for n in told.analysis.names if n.entity in fact.beings and toks[n.head].sentence == sentence]
        if here:
            if len(fact.beings) > 1 or not _outstood(told, fact, gap, here, name, own):
                continue
        elif not paired and hits and max(s for s, _ in hits.values()) >= own - 0.15:
            continue
        if len(fact.beings) > 1 and like is not None and not hits:
            like = None
        row = near <= 1.2 and toks[told.analysis.sentences[sentence].root].upos not in ("VERB", "AUX")
        if name.entity is not None and not (paired or row) and _told_elsewhere(told, fact, name, max(own, 0.5)):
            continue
        if _denied(told, name):
            continue
        if (near < 99 or paired or like is not None or stands_in(told, fact, gap, name)) and (best is None or own > best[0]):
            best = (own, name)
    if best is None:
        return None
    own, name = best
    value = fact.fact.value
    right = told.golden.world.beings[fact.beings[0]].name if len(fact.beings) == 1 and fact.beings[0] in told.golden.world.beings else None
    return Judgement("contradicted", name.start, name.end, "name-differs", f"names {name.surface}", right if value else None, own)


def _denied(told: Told, name: Name) -> bool:
    """Whether the name's own clause is negated: what it says somebody is not fills no slot."""
    toks = told.analysis.toks
    k = name.head
    for _ in range(3):
        if toks[k].upos in ("VERB", "AUX") or any(toks[g].deprel == "cop" for g in toks[k].children):
            return told.mood(k).negated or any(toks[g].folded in ("no", "not", "never") for g in toks[k].children)
        if toks[k].head < 0:
            return False
        k = toks[k].head
    return False


def _outstood(told: Told, fact: CompiledFact, gap: Opening, here: list[Name], name: Name, own: float) -> bool:
    """Whether a name stands in the slot by structure while the golden one, in the same sentence, does not."""
    if any(n.pronoun or stands_in(told, fact, gap, n) for n in here):
        return False
    return own >= max(WRONG + 0.1, max(score(told, gap, n, 0.2) for n in here) + 0.15) and stands_in(told, fact, gap, name)


def _told_elsewhere(told: Told, fact: CompiledFact, name: Name, own: float) -> bool:
    """Whether another fact or the background tells of this being what the words around it say here."""
    golden = told.golden
    sentence = told.analysis.toks[name.head].sentence
    offered = told.offers[sentence]
    for other in golden.facts:
        named = other.index != fact.index and name.entity in other.analysis.entity_at.values()
        if named and fit(other.words, offered) >= min(0.75, own + 0.15):
            return True
    background = golden.background
    frames = opening(fact, golden).frames
    for known in background.names:
        if known.entity == name.entity:
            around = golden.table.offered(surroundings(background, known.first, known.last, known.head))
            if max((fit(f, around) for f in frames), default=0.0) >= 0.4:
                return True
    return False


def turned(fact: CompiledFact, told: Told, name: Name, strength: float) -> Judgement:
    """A right name: supported, unless its clause denies the claim, leaves it open or has the value refused."""
    analysis = told.analysis
    toks = analysis.toks
    head = toks[name.head]
    if head.deprel in ("obj", "xcomp") and head.head >= 0:
        verb = toks[head.head]
        claim = fact.analysis.toks[fact.predicate].lemma
        if verb.lemma in REFUSALS and claim not in REFUSALS and same_act(claim, verb.lemma) < 0.8 and not told.mood(verb.index).negated:
            return Judgement(
                "contradicted",
                min(name.start, verb.start),
                max(name.end, verb.end),
                "negated",
                f"the text has it otherwise: “{verb.text}”",
                None,
                strength,
            )
    near = [(price, k) for k, price in told.near(name.first, name.last, name.head).items() if price <= 2.0]
    near.sort()
    for own in fact.analysis.toks:
        if not own.content or own.upos not in ("VERB", "NOUN", "ADJ") or (own.upos != "VERB" and own.index != fact.predicate):
            continue
        for _, k in near:
            if toks[k].content and toks[k].upos in ("VERB", "NOUN", "ADJ") and same_act(own.lemma, toks[k].lemma) >= 0.8:
                clash = mood_clash(told, fact, k, own.index)
                if clash is not None:
                    start, end = min(name.start, toks[k].start), max(name.end, toks[k].end)
                    return Judgement("contradicted", start, end, clash[0], clash[1], None, strength)
                break
    return Judgement("supported", name.start, name.end, "supported-name", "names the golden value in its slot", None, strength)


__all__ = ["judge_name", "judge_place", "judge_slot", "turned"]
