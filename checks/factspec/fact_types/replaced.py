"""Replaced parties: the claim told with somebody else in the place of one of its parties, or of a member of a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness
from factspec.fact_types.acts import same_act
from factspec.fact_types.aligned import Alignment, share
from factspec.fact_types.arguments import Side, Sides, phrase, side
from factspec.fact_types.base import Judgement, Told, quote
from factspec.fact_types.clauses import Clause
from factspec.fact_types.reversed import PLACED, head_beings
from factspec.lexicon import is_common, is_hypernym, is_title, kinds, verb_class
from factspec.reading.analysis import Analysis, Name, Tok
from factspec.reading.roles import beings_at, case_of, parties
from factspec.reading.withdrawn import denied_phrase

_COUNTED = frozenset({"person", "place", "organization", "work", "product", ""})


def _names_in(told: Told, heads: Iterable[int]) -> list[Name]:
    """Names that fill the given places: the head itself, its apposition, the name that titles it, or the holder of the office it is."""
    analysis = told.analysis
    found: list[Name] = []
    for k in heads:
        name = analysis.name_at.get(k)
        if name is None:
            for g in analysis.toks[k].children:
                if analysis.toks[g].deprel in ("appos", "flat") and g in analysis.name_at:
                    name = analysis.name_at[g]
                    break
        if name is None:
            office = next((o for o in told.offices if o.first <= k < o.last and o.holder_token is not None and o.sure), None)
            name = analysis.name_at.get(office.holder_token) if office is not None and office.holder_token is not None else None
        if name is not None:
            found.append(name)
    return found


def replaced_party(told: Told, fact: CompiledFact, token: int, claim: Sides, found: Sides, fit: Alignment) -> Judgement | None:
    """The judgement where one party of the claim is told with somebody else of its kind in its place and the rest as the claim has it."""
    _analysis, world = told.analysis, told.golden.world
    if told.mood(token).negated or told.mood(token).mode == "asked":
        return None
    verb = fact.analysis.toks[fact.predicate].lemma
    everyone = claim.doer.beings | claim.done.beings | claim.rest.beings
    talk = fact.fact.symmetric or ("meet-talk" in verb_class(verb) and len(everyone) > 1)
    pairs: tuple[tuple[Side, Side, float], ...]
    if talk:
        both = Side(
            (*found.doer.heads, *found.done.heads, *found.rest.heads), (), (), found.doer.beings | found.done.beings | found.rest.beings
        )
        pairs = ((claim.doer, both, 1.0), (claim.done if claim.done.heads else claim.rest, both, 1.0))
    else:
        pairs = (
            (claim.doer, found.doer, 1.0 if _the_same_post(told, fact, token, fit) else max(fit.done, fit.rest if fit.done < 0 else 0.0)),
            (claim.done, found.done, fit.doer),
            (claim.rest, found.rest, min(fit.doer, fit.done) if fit.done >= 0 else fit.doer),
        )
    for wanted, said, others_told in pairs:
        mine = {b for b in head_beings(fact.analysis, wanted) if world.kind(b) in _COUNTED}
        missing = mine - said.beings
        if not missing:
            continue
        rest = (everyone - missing) & (found.doer.beings | found.done.beings | found.rest.beings)
        if others_told < 0.6 or (talk and not rest):
            continue
        if (wanted is not claim.doer or _gapped(told, token, missing)) and _named_beside(told, token, missing):
            continue
        types = {world.kind(b) for b in missing}
        for name in _names_in(told, (k for k in said.heads if not talk or case_of(told.analysis, k) not in PLACED)):
            own_words = {w for b in missing if b in world.beings for n in world.beings[b].names for w in n.lower().split()}
            if name.pronoun or name.entity in everyone or any(w in own_words for w in name.surface.lower().split()[-1:]):
                continue
            if name.entity is None:
                if name.last - name.first < 2 and not types & {"person", "place", "organization"}:
                    continue
            elif (world.kind(name.entity) not in types and "" not in types) or licensed(told, fact, str(name.entity), rest, verb):
                continue
            return Judgement(
                "contradicted",
                name.start,
                name.end,
                "relation-party-differs",
                f"names {name.surface} in the place of another",
                None,
                fit.whole,
            )
    return None


def _the_same_post(told: Told, fact: CompiledFact, token: int, fit: Alignment) -> bool:
    """Whether a bare definite noun is all that the claim says of its subject, and the text's clause has the same ("the mechanic")."""
    mine, theirs = fact.analysis.toks, told.analysis.toks
    own = mine[fact.predicate]
    if fit.done >= 0 or fit.rest >= 0 or own.lemma != theirs[token].lemma:
        return False
    return all(tok.upos == "NOUN" and _bare(toks, tok) for toks, tok in ((mine, own), (theirs, theirs[token])))


def _bare(toks: Sequence[Tok], noun: Tok) -> bool:
    """Whether a noun has "the" and nothing that says which."""
    below = [toks[g] for g in noun.children]
    return any(t.folded == "the" for t in below) and not any(t.deprel in ("amod", "compound", "nmod") for t in below)


def _gapped(told: Told, token: int, beings: set[str]) -> bool:
    """Whether a missing party stands behind the predicate in its sentence without a verb of its own, as where a verb is left out."""
    analysis = told.analysis
    toks = analysis.toks
    info = analysis.sentences[toks[token].sentence]
    return toks[token].deprel != "appos" and any(
        analysis.entity_at.get(k) in beings
        and not toks[k].deprel.startswith(("nsubj", "nmod:poss"))
        and not (toks[k].deprel == "obl:agent" and toks[k].head != token)
        for k in range(token + 1, info.last)
    )


def _named_beside(told: Told, token: int, beings: set[str]) -> bool:
    """Whether one of the beings is named in the same sentence all the same."""
    analysis = told.analysis
    info = analysis.sentences[analysis.toks[token].sentence]
    return any(analysis.entity_at.get(k) in beings for k in range(info.first, info.last))


def taken_back(told: Told, claim: Sides, token: int, fit: Alignment) -> tuple[int, int] | None:
    """(cue, head) where the text tells the event and takes back the very phrase that the claim has ("Handel, not Bach")."""
    analysis = told.analysis
    toks = analysis.toks
    own = parties(analysis, token)
    heads = list(own.all)
    for k in own.all:
        heads += [g for g in toks[k].children if toks[g].deprel in ("appos", "conj", "nmod", "dep")]
    for k in dict.fromkeys(heads):
        cue = denied_phrase(analysis, k)
        if cue is None or (k + 1 < len(toks) and toks[k + 1].folded in ("any", "anymore")):
            continue  # "not Tarn any more but Port Elva": it once was
        keys = side(analysis, (g for g in phrase(analysis, k)), frozenset()).keys or told.keys[k]
        for own_side, already, other in (
            (claim.doer, fit.doer, max(fit.done, fit.rest)),
            (claim.done, fit.done, fit.doer),
            (claim.rest, fit.rest, max(fit.doer, fit.done)),
        ):
            if own_side.heads and keys and already < 0.8 and share(told, own_side, keys) >= 0.8 and other >= 0.6:
                return cue, k
    return None


def licensed(told: Told, fact: CompiledFact, being: str, rest: set[str] | frozenset[str], verb: str) -> bool:
    """Whether another fact or the background tells the same act of this being and the rest of the parties."""
    for other in told.golden.facts:
        if other.index == fact.index:
            continue
        beings = set(other.analysis.entity_at.values())
        if being in beings and rest <= beings and any(same_act(verb, t.lemma) >= 0.8 for t in other.analysis.toks if t.content):
            return True
    background = told.golden.background
    for info in background.sentences:
        beings = {background.entity_at[k] for k in range(info.first, info.last) if k in background.entity_at}
        pronoun = any(background.toks[k].folded in ("he", "she", "they", "it", "him", "her", "them") for k in range(info.first, info.last))
        if being in beings and (rest <= beings or pronoun):
            for k in range(info.first, info.last):
                tok = background.toks[k]
                if tok.upos in ("VERB", "NOUN") and tok.content and same_act(verb, tok.lemma) >= 0.8:
                    found = parties(background, k)
                    if pronoun or being in {b for j in found.all for b in beings_at(background, j)}:
                        return True
    return False


def _members(analysis: Analysis, head: int) -> list[int]:
    toks = analysis.toks
    return [
        head,
        *(
            k
            for k in toks[head].children
            if toks[k].deprel in ("conj", "appos") and toks[k].upos in ("NOUN", "PROPN", "ADJ", "X") and denied_phrase(analysis, k) is None
        ),
    ]


def _lists(analysis: Analysis, first: int, last: int) -> list[list[int]]:
    """Coordinations of names, nouns or adjectives: their heads, two and more, not of whole clauses."""
    found = []
    for k in range(first, last):
        tok = analysis.toks[k]
        if tok.upos in ("NOUN", "PROPN", "ADJ") and tok.deprel != "conj":
            members = _members(analysis, k)
            if len(members) > 1 and not any(
                analysis.toks[g].deprel.startswith("nsubj") for m in members[1:] for g in analysis.toks[m].children
            ):
                found.append(members)
    return found


def _like(told: Told, mine: Analysis, a: int, b: int) -> float:
    """How far the text's member ``b`` is the claim's member ``a``."""
    theirs = told.analysis
    if a in mine.entity_at or b in theirs.name_at:
        return 1.0 if mine.entity_at.get(a) is not None and mine.entity_at.get(a) == theirs.entity_at.get(b) else 0.0
    return closeness(mine.toks[a].lemma, theirs.toks[b].lemma)


def listed(told: Told, fact: CompiledFact, clause: Clause) -> Judgement | None:
    """A list of the claim that the text tells with a foreign member."""
    mine, theirs = fact.analysis, told.analysis
    info = theirs.sentences[clause.sentence]
    for own in _lists(mine, max(0, fact.content_from), len(mine.toks)):
        for said in _lists(theirs, info.first, info.last):
            if any(m in mine.value_at for m in own) or any(m in theirs.value_at for m in said):
                continue
            pairs = {b: max((_like(told, mine, a, b), a) for a in own) for b in said}
            matched = {a for near, a in pairs.values() if near >= 0.75}
            spoken = {t.folded for t in mine.toks}
            foreign = [b for b, (near, _) in pairs.items() if near < 0.6 and not _spoken(theirs, b, spoken)]
            lost = [a for a in own if a not in matched and not any(_like(told, mine, a, k) >= 0.75 for k in range(info.first, info.last))]
            if not matched or not foreign:
                continue
            odd = next((b for b in foreign if _of_kind(told, mine, own, b)), None)
            if odd is None or (not lost and not (len(matched) == len(own) and odd in theirs.name_at)):
                continue
            name = theirs.name_at.get(odd)
            if name is not None and name.entity is not None:
                with_it = {theirs.entity_at[b] for b in said if b != odd and b in theirs.entity_at}
                if licensed(told, fact, name.entity, with_it, mine.toks[fact.predicate].lemma):
                    continue
            start, end = (name.start, name.end) if name is not None else (theirs.toks[odd].start, theirs.toks[odd].end)
            return Judgement(
                "contradicted",
                start,
                end,
                "relation-party-differs",
                f"lists {quote(theirs.text, start, end)} among them",
                None,
                clause.cover,
            )
    return None


def _spoken(analysis: Analysis, k: int, words: set[str]) -> bool:
    """Whether the claim itself has the word, or all words of the name, at ``k``."""
    name = analysis.name_at.get(k)
    low, high = (name.first, name.last) if name is not None else (k, k + 1)
    whole = [t.folded for t in analysis.toks[low:high]]
    if name is None:
        whole += [analysis.toks[g].folded for g in analysis.toks[k].children if analysis.toks[g].deprel == "compound"]
    return all(w in words for w in whole)


def _of_kind(told: Told, mine: Analysis, own: list[int], b: int) -> bool:
    """Whether a foreign member could stand in the claim's list: a name among names, a like word among words."""
    theirs = told.analysis
    world = told.golden.world
    name = theirs.name_at.get(b)
    named = [m for m in own if m in mine.entity_at]
    if named:
        if name is None or name.pronoun:
            return False
        if name.entity is None:
            single = theirs.toks[name.first].folded if name.last - name.first == 1 else ""
            return not single or not (is_title(single) or is_common(theirs.toks[name.first].lemma.lower()))
        return world.kind(name.entity) in {world.kind(mine.entity_at[m]) for m in named} and len(named) == len(own)
    tok = theirs.toks[b]
    if name is not None:
        return name.entity is None
    near = [m for m in own if mine.toks[m].upos == tok.upos]
    if not near or any(is_hypernym(mine.toks[m].lemma, tok.lemma) or is_hypernym(tok.lemma, mine.toks[m].lemma) for m in own):
        return False
    types = kinds(tok.lemma)
    return tok.upos == "ADJ" or any(kinds(mine.toks[m].lemma) == types or kinds(mine.toks[m].lemma) & types for m in near)
