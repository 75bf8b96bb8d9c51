"""Place facts.

What it checks: where something is or happened.
How it reads text: the golden place in a sentence that speaks of the thing is support, a place around it partial. Another place
contradicts where a preposition, a row or the thing's own act puts it there and the golden one is not in the sentence; so does
another country beside the golden place.
Example: "in the Betaab Valley" for "The attack took place in the Baisaran Valley."
Limits: a place that the golden set does not know is taken for another place, unless it is a region of unknown reach.
"""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import surroundings
from factspec.binding.world import guess_kind
from factspec.fact_types.base import MISSING, Judgement, Told
from factspec.fact_types.clauses import same_act
from factspec.fact_types.mood_clash import mood_clash
from factspec.fact_types.openings import Opening, event_here, opening, score, sibling_near
from factspec.lexicon import contains, country_of, is_common, kinds, place_kind, region_of
from factspec.mentions.names import fold
from factspec.reading.analysis import Name
from factspec.reading.roles import case_of
from factspec.syntax.lemma import lemma

SLOT = 0.16
WRONG = 0.42
_CASES = frozenset({"in", "to", "at", "near", "outside", "inside", "into", "within", "around", "off", "on"})
_VAGUE = frozenset("region area north south east west county district province coast zone".split())
_HOUSES = frozenset(
    "school hospital church college university museum library hall centre center theatre theater hotel clinic club court "
    "cathedral chapel stadium arena market station institute house academy".split()
)
_HIT = frozenset("attack hit strike storm bomb raid shell target leave reach visit".split())


def judge_place(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of a place fact."""
    gap = opening(fact, told.golden)
    wanted, chain = set(fact.beings), set(fact.chain)
    best = MISSING
    wrong: Judgement | None = None
    inner: Judgement | None = None
    for name in (*told.analysis.names, *_countries_named(told)):
        if name.pronoun:
            continue
        sentence = told.analysis.toks[name.head].sentence
        own = score(told, gap, name)
        here = own >= SLOT or event_here(told, gap, sentence)
        rank = _rank(told, fact, name, wanted, chain)
        if rank == 2 and (here or (gap.exclusive and (own > 0.03 or _alone(told, fact, gap, name)))):
            if best.verdict != "supported":
                best = _turned(fact, told, name, max(own, 0.4))
                if best.verdict == "contradicted":
                    return best
            abroad = _abroad(told, fact, name)
            if abroad is not None:
                return abroad
        elif rank == 1 and here and best.verdict == "missing" and _located(told, gap, name):
            best = Judgement("partial", name.start, name.end, "place-vaguer", "names only a place around it", None, own)
        elif rank == 0 and _is_place(told, name) and not _named_after(told, fact, name):
            found = _elsewhere(told, fact, gap, name, own)
            if found is not None:
                wrong = wrong or found
                if name.entity is None and _before_chain(told, name, chain):
                    inner = inner or found
            elif (
                here
                and name.entity is None
                and region_of(name.surface) is None
                and _before_chain(told, name, chain)
                and _stands_for(told, fact, name)
            ):
                inner = inner or Judgement("contradicted", name.start, name.end, "place-differs", f"says {name.surface}", None, 0.5)
    if best.verdict != "supported":
        best = _worded(told, fact, gap) or best
    if inner is not None and best.verdict != "supported":
        return inner
    if wrong is not None and best.verdict == "missing":
        return wrong
    if best.verdict == "missing":
        return _by_people(told, fact, gap)
    return best


def _named_after(told: Told, fact: CompiledFact, name: Name) -> bool:
    """Whether a name is what something of the claim, or another event, is called by ("Quenby" of the Quenby fire), or a plain word."""
    said = {fold(w) for w in name.surface.split()}
    world = told.golden.world
    mine = set(fact.analysis.entity_at.values()) - set(fact.beings) - set(fact.chain)
    events = {b.id for b in world.beings.values() if b.kind == "event"}
    known = [n for being in sorted(mine | events) if being in world.beings for n in world.beings[being].names]
    if any(said < {fold(w) for w in n.split()} for n in (*known, fact.fact.of or "")):
        return True
    word = told.analysis.toks[name.first]
    plain = lemma(word.folded, "NOUN")
    alone = name.entity is None and name.last - name.first == 1 and not case_of(told.analysis, name.head)
    return alone and (is_common(plain) or bool(kinds(plain)))


def _stands_for(told: Told, fact: CompiledFact, name: Name) -> bool:
    """Whether a stranger stands after a preposition where the golden place would, which is named nowhere ("at the Old Mint in ...")."""
    return case_of(told.analysis, name.head) in ("in", "at", "on") and not any(
        _rank(told, fact, n, set(fact.beings), set()) == 2 for n in told.analysis.names if not n.pronoun
    )


def _alone(told: Told, fact: CompiledFact, gap: Opening, name: Name) -> bool:
    """Whether a place that the golden set has in one claim only is told in a sentence that no other place fact speaks of."""
    if not _located(told, gap, name):
        return False
    sentence = told.analysis.toks[name.head].sentence
    others = [opening(f, told.golden) for f in told.golden.facts if f.type == "place" and f.index != fact.index]
    return not any(event_here(told, o, sentence) or score(told, o, name) >= SLOT for o in others)


def _countries_named(told: Told) -> list[Name]:
    """Countries in the text that the golden set does not know, as names."""
    analysis = told.analysis
    return [
        Name(t.start, t.end, t.text, t.index, t.index + 1, t.index, None)
        for t in analysis.toks
        if t.index not in analysis.name_at and t.text[:1].isupper() and place_kind(t.text) == "name"
    ]


def _rank(told: Told, fact: CompiledFact, name: Name, wanted: set[str], chain: set[str]) -> int:
    """2 for the golden place, 1 for a place around it, 0 for another; a name that holds a place's name counts as that place."""
    if name.entity in wanted:
        return 2
    if name.entity in chain:
        kind = told.golden.world.kind(name.entity)
        return 1 if kind in ("place", "") or case_of(told.analysis, name.head) in _CASES else 0
    words = {fold(w) for w in name.surface.split()}
    world = told.golden.world
    for rank, beings in ((2, wanted), (1, chain)):
        for being in beings:
            names = world.beings[being].names if being in world.beings else (being[1:],)
            held = any({fold(w) for w in n.split()} - {"the"} <= words for n in names)
            if held and name.entity is not None and world.kind(name.entity) in ("place", "event", ""):
                return rank
    code = country_of(name.surface)
    if code is not None and code in _countries(told, fact) and place_kind(name.surface) != "seat":
        return 1
    return 0


def _located(told: Told, gap: Opening, name: Name) -> bool:
    """Whether a place is said to hold something: by a preposition, on the thing's own word, or in a verbless line."""
    analysis = told.analysis
    toks = analysis.toks
    head = toks[name.head]
    info = analysis.sentences[head.sentence]
    if case_of(analysis, name.head) in _CASES or name.entity in gap.events or head.deprel == "compound":
        return True
    if toks[name.first - 1].text in (",", "(", "-") and any(
        n.last == name.first - 1 and told.golden.world.kind(n.entity) == "place" for n in analysis.names
    ):
        return True
    if head.deprel in ("obj", "nsubj:pass") and head.head >= 0 and toks[head.head].lemma in _HIT:
        return True
    return head.deprel in ("appos", "root", "list", "flat", "dep") and toks[info.root].upos not in ("VERB", "AUX")


def _countries(told: Told, fact: CompiledFact) -> set[str]:
    world = told.golden.world
    names = [n for b in (*fact.chain, *fact.beings) for n in (world.beings[b].names if b in world.beings else (b[1:],))]
    return {c for n in names if (c := country_of(n)) is not None and place_kind(n) != "people"}


def _is_place(told: Told, name: Name) -> bool:
    """Whether a name can be where something is: a place, a house of some kind, or what stands after "in", "at" or "near"."""
    placed = case_of(told.analysis, name.head) in ("in", "at", "on", "near", "outside", "inside")
    words = tuple(fold(w) for w in name.surface.split())
    if name.entity is not None:
        kind = told.golden.world.kind(name.entity)
        return kind == "place" or (kind == "organization" and placed and words[-1] in _HOUSES)
    kind = guess_kind(words)
    return kind in ("place", "") or (placed and (kind == "person" or words[-1] in _HOUSES))


def _worded(told: Told, fact: CompiledFact, gap: Opening) -> Judgement | None:
    """A golden place in plain words ("the community hall"), told with the same words in a sentence that speaks of the thing."""
    known = told.golden.memo.get(("place-words", fact.index))
    if known is None:
        phrases = [told.golden.world.read(b[1:]) for b in fact.beings if b[:1] == "="]
        known = told.golden.memo[("place-words", fact.index)] = [[t.lemma for t in p.toks if t.content] for p in phrases]
    analysis = told.analysis
    for wanted in known if isinstance(known, list) else []:
        for number, info in enumerate(analysis.sentences):
            at = {analysis.toks[k].lemma: k for k in range(info.first, info.last)}
            if wanted and all(w in at for w in wanted):
                first, last = min(at[w] for w in wanted), max(at[w] for w in wanted)
                if last - first <= len(wanted) + 3 and (gap.exclusive or event_here(told, gap, number)):
                    return Judgement(
                        "supported", analysis.toks[first].start, analysis.toks[last].end, "supported-name", "names the place", None, 0.5
                    )
    return None


def _elsewhere(told: Told, fact: CompiledFact, gap: Opening, name: Name, own: float) -> Judgement | None:
    """Another place in the slot."""
    analysis = told.analysis
    toks = analysis.toks
    head = toks[name.head]
    sentence = head.sentence
    info = analysis.sentences[sentence]
    near = sibling_near(told, gap, name, 2.4)
    if own < WRONG and near == 99 and not _where_it_was(told, fact, name):
        return None
    if country_of(name.surface) is not None and (not _countries(told, fact) or country_of(name.surface) in _countries(told, fact)):
        return None
    if region_of(name.surface) is not None:
        return None  # "the crisis in South Asia" is where a story plays, and no place of one event
    if toks[name.last - 1].folded in _VAGUE or any(_around(told, fact, name.surface)):
        return None
    if any(
        _rank(told, fact, n, set(fact.beings), set()) == 2 for n in analysis.names if info.first <= n.head < info.last and not n.pronoun
    ):
        return None
    if _other_day(told, gap, sentence):
        return None
    case = case_of(analysis, name.head)
    verbless = toks[info.root].upos not in ("VERB", "AUX") or info.kind in ("field", "row", "bullet")
    struck = head.deprel in ("obj", "nsubj:pass") and head.head >= 0 and toks[head.head].lemma in _HIT
    placed = (
        case in _CASES
        or (case == "from" and _comes_from(fact))
        or struck
        or (verbless and case == "" and head.deprel in ("appos", "root", "conj", "list", "parataxis", "flat", "nmod:unmarked", "dep"))
    )
    if not placed:
        return None
    if name.entity is not None and _explained(told, fact, name):
        return None
    value = fact.fact.value if isinstance(fact.fact.value, str) else None
    return Judgement("contradicted", name.start, name.end, "place-differs", f"says {name.surface}", value, max(own, 0.4))


def _comes_from(fact: CompiledFact) -> bool:
    """Whether a claim has its place behind "from" ("was launched from")."""
    return any(n.entity in fact.beings and case_of(fact.analysis, n.head) == "from" for n in fact.analysis.names)


def _where_it_was(told: Told, fact: CompiledFact, name: Name) -> bool:
    """Whether the name hangs on the verb whose subject is the claim's own: "the meeting took place at ..."."""
    toks, claim = told.analysis.toks, fact.analysis
    verb = toks[name.head].head
    if verb < 0 or toks[verb].upos != "VERB" or fact.predicate < 0:
        return False
    mine = {k for k in claim.toks[fact.predicate].children if claim.toks[k].deprel.startswith("nsubj")}
    said = [k for k in toks[verb].children if toks[k].deprel.startswith("nsubj")]
    light = toks[verb].lemma in ("take", "hold", "happen", "occur") or same_act(claim.toks[fact.predicate].lemma, toks[verb].lemma) >= 0.8
    return light and any(
        (claim.entity_at.get(a) is not None and claim.entity_at.get(a) == told.analysis.entity_at.get(b))
        or claim.toks[a].lemma == toks[b].lemma
        for a in mine
        for b in said
    )


def _other_day(told: Told, gap: Opening, sentence: int) -> bool:
    """Whether a sentence gives a date that is not the event's: it speaks of another one."""
    slots = told.golden.slots
    seen: set[str] = set()
    for bound in told.bounds_in(sentence):
        if bound.value.date is not None:
            seen |= {
                r for r, s in zip(bound.relations, slots, strict=True) if s.primary and s.owner in gap.siblings and s.value.date is not None
            }
    return seen == {"different"}


def _around(told: Told, fact: CompiledFact, surface: str) -> list[bool]:
    """Whether a place contains the golden one or one around it, as far as the lexicon knows."""
    world = told.golden.world
    names = [n for b in (*fact.beings, *fact.chain) for n in (world.beings[b].names if b in world.beings else (b[1:],))]
    return [True for n in names if contains(surface, n)]


def _explained(told: Told, fact: CompiledFact, name: Name) -> bool:
    """Whether the golden set puts something else that the sentence speaks of at this place."""
    analysis = told.analysis
    info = analysis.sentences[analysis.toks[name.head].sentence]
    said = {key for k in range(info.first, info.last) for key in told.keys[k]}
    golden = told.golden
    claim = {c for f in opening(fact, golden).frames for c, _, _ in f.cues} | {c for c, _, _ in fact.words.cues}
    for other in (golden.background, *(f.analysis for f in golden.facts if f.index != fact.index)):
        for known in other.names:
            if known.entity != name.entity:
                continue
            around = {
                k for k, near in surroundings(other, known.first, known.last, known.head).items() if near >= 0.3 and not k[:1].isdigit()
            } - claim
            if any(key in said and (key[:1] not in "@#=" or golden.world.kind(key[1:]) == "event") for key in around):
                return True
    return False


def _before_chain(told: Told, name: Name, chain: set[str]) -> bool:
    """Whether a place stands straight before a place around the golden one: "Olomouc, Czech Republic"."""
    toks = told.analysis.toks
    for other in told.analysis.names:
        if (
            other.entity in chain
            and 0 < other.first - name.last <= 2
            and all(toks[k].folded in (",", "in", "(", "the", "-") for k in range(name.last, other.first))
        ):
            return True
    return False


def _abroad(told: Told, fact: CompiledFact, name: Name) -> Judgement | None:
    """Another country said of the golden place: "Lyon, Belgium", "Slovakia will lose a factory: its Ostrava site there"."""
    right = _countries(told, fact)
    if not right:
        return None
    toks = told.analysis.toks
    info = told.analysis.sentences[toks[name.head].sentence]
    there = any(toks[k].folded == "there" and toks[k].upos == "ADV" for k in range(name.last, min(name.last + 3, info.last)))
    for k in range(info.first, info.last):
        tok = toks[k]
        if place_kind(tok.text) != "name" or not tok.text[:1].isupper():
            continue
        code = country_of(tok.text)
        if (
            code is None
            or code in right
            or any(contains(tok.text, told.golden.world.beings[b].name) for b in fact.chain if b in told.golden.world.beings)
        ):
            continue
        beside = (
            0 < k - name.last + 1 <= 3 and all(toks[j].folded in (",", "in", "(", "the") for j in range(name.last, k)) and k > name.last
        )
        if beside or (there and k < name.first and toks[k].deprel.startswith(("nsubj", "obl"))):
            return Judgement("contradicted", tok.start, tok.end, "place-differs", f"puts it in {tok.text}", None, 0.7)
    return None


def _by_people(told: Told, fact: CompiledFact, gap: Opening) -> Judgement:
    """A country told by its adjective on a word of the slot: "a Czech factory", "Norwegian-born"."""
    right = _countries(told, fact)
    analysis = told.analysis
    toks = analysis.toks
    for tok in toks:
        if not right or not tok.text[:1].isupper() or place_kind(tok.text) != "people" or country_of(tok.text) not in right:
            continue
        for k, price in sorted(told.near(tok.index, tok.index + 1, tok.index).items()):
            if price <= 2.2 and any(
                near >= 0.78 and cue in gap.keys for key in told.keys[k] for cue, near in told.golden.table.stands_for(key)
            ):
                return Judgement(
                    "partial", min(tok.start, toks[k].start), max(tok.end, toks[k].end), "place-vaguer", "names only the country", None, 0.3
                )
    return MISSING


def _turned(fact: CompiledFact, told: Told, name: Name, strength: float) -> Judgement:
    """The golden place: supported, unless its clause denies the claim or leaves it open."""
    toks = told.analysis.toks
    near = sorted((price, k) for k, price in told.near(name.first, name.last, name.head).items() if price <= 2.0)
    for own in fact.analysis.toks:
        if not own.content or own.upos != "VERB":
            continue
        for _, k in near:
            if toks[k].content and toks[k].upos == "VERB" and same_act(own.lemma, toks[k].lemma) >= 0.8:
                clash = mood_clash(told, fact, k, own.index)
                if clash is not None and clash[0] == "negated":
                    start, end = min(name.start, toks[k].start), max(name.end, toks[k].end)
                    return Judgement("contradicted", start, end, clash[0], clash[1], None, strength)
                break
    return Judgement("supported", name.start, name.end, "supported-name", "names the golden place of it", None, strength)
