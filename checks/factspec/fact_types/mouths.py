"""Mouths: whether the claim's content stands in the text in the mouth of its own speaker or of somebody else."""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness, keys_at
from factspec.binding.world import guess_kind
from factspec.fact_types.acts import SAME, same_act
from factspec.fact_types.base import Judgement, Told, quote
from factspec.fact_types.clauses import Clause
from factspec.fact_types.support import matched
from factspec.lexicon import is_hypernym, is_title, kinds
from factspec.reading.moods import Mood, mood
from factspec.reading.speech import Speech, is_speech, speaker_of

_VAGUE = frozenset(
    "official source spokesman spokeswoman spokesperson authority report statement people one agency reporter media outlet insider aide "
    "representative document paper release office side someone everybody everyone nobody they".split()
)
HEARD = 0.2


def _claim_speaker(fact: CompiledFact) -> int | None:
    """The token of the claim's own speaker, where the claim reports speech."""
    toks = fact.analysis.toks
    if not fact.analysis.sentences:
        return None
    root = fact.analysis.sentences[0].root
    if not is_speech(toks[root].lemma):
        return None
    own = next((k for k in toks[root].children if toks[k].deprel == "nsubj"), None)
    thing = own is not None and own not in fact.analysis.name_at and toks[own].upos == "NOUN"
    return None if thing and own is not None and not kinds(toks[own].lemma) & {"person", "group", "organization"} else own


def _related(told: Told, one: str, other: str) -> bool:
    """Whether two beings may speak for one another: a body and its officer or country, or names that share a word."""
    world = told.golden.world
    if one not in world.beings or other not in world.beings:
        return False
    a, b = world.beings[one], world.beings[other]
    words = {w.lower() for n in a.names for w in n.split() if len(w) > 3} & {w.lower() for n in b.names for w in n.split() if len(w) > 3}
    if words:
        return True
    from factspec.lexicon import country_of

    codes = [{c for n in x.names for w in (n, *n.split()) if (c := country_of(w.lower()))} for x in (a, b)]
    if codes[0] & codes[1]:
        return True
    for group in world.holders.values():
        for holder, bodies in group:
            if holder in (one, other):
                rest = b if holder == one else a
                if "@" + rest.id in bodies or any(
                    key[:1] == "#" and key[1:] in (codes[1] if holder == one else codes[0]) for key in bodies
                ):
                    return True
    return False


def heard(told: Told, fact: CompiledFact, holder: int) -> bool | None:
    """True where the holder of a speech is the claim's speaker, False where it is plainly somebody else, None where it cannot be told."""
    analysis, world = told.analysis, told.golden.world
    toks = analysis.toks
    name = analysis.name_at.get(holder) or next(
        (analysis.name_at[g] for g in toks[holder].children if toks[g].deprel in ("appos", "flat") and g in analysis.name_at), None
    )
    own = _claim_speaker(fact)
    if name is not None and name.entity is not None:
        if name.entity == fact.speaker:
            return True
        if name.pronoun and not _certain(told, holder) and not _known_as(told, holder, name.entity, fact.speaker):
            return None
        if fact.speaker is None:
            if _claimed_name(fact, own, name.entity) or _called(told, fact, own, name.entity):
                return True
            return None if own is None else _names_other(fact, own)
        mine, theirs = _kind(told, fact.speaker), _kind(told, name.entity)
        if theirs != "person" or mine != "person":
            if theirs not in ("person", "organization", "place", "group") or _related(told, fact.speaker, name.entity):
                return None
            if theirs == "person" or (mine == "person" and not _has_officers(told, name.entity, fact.speaker)):
                return None
        return False
    office = next((o for o in told.offices if o.first <= holder < o.last), None)
    if name is not None:
        if _same_name(told, fact, name.surface):
            return True
        person = fact.speaker is None or _kind(told, fact.speaker) == "person"
        words = tuple(toks[k].folded for k in range(name.first, name.last))
        return False if person and (guess_kind(words) == "person" or fact.speaker is None) else None
    if office is not None and office.holder not in (None, "?"):
        return (
            True
            if office.holder == fact.speaker
            else (False if fact.speaker is not None and world.kind(fact.speaker) == "person" else None)
        )
    return _described(told, fact, holder, own)


def _kind(told: Told, being: str) -> str:
    """What a being is. Of one that no entity is given for the kind is guessed: a noun for a person beside its name makes it one."""
    if being[:1] == "~" and any("person" in kinds(noun) for noun in told.golden.described.get(being, ())):
        return "person"
    return told.golden.world.kind(being) or "person"


def _has_officers(told: Told, body: str, speaker: str) -> bool:
    """Whether the golden set knows somebody else as an officer of the body, so that it is not the speaker's."""
    return any("@" + body in bodies and holder != speaker for group in told.golden.world.holders.values() for holder, bodies in group)


def _same_name(told: Told, fact: CompiledFact, surface: str) -> bool:
    """Whether a name that nobody owns is a part of the speaker's ("Per" of "Per Lund")."""
    being = told.golden.world.beings.get(fact.speaker or "")
    words = {w for w in surface.lower().split() if not is_title(w)}
    return being is not None and bool(words) and any(words <= set(name.lower().split()) for name in being.names)


def _claimed_name(fact: CompiledFact, own: int | None, entity: str) -> bool:
    """Whether the claim has the same name for its speaker, behind a title that the golden set makes no being of ("Dr Sile")."""
    return own is not None and any(fact.analysis.entity_at.get(k) == entity for k in fact.analysis.subtree(own))


def _called(told: Told, fact: CompiledFact, own: int | None, entity: str) -> bool:
    """Whether the claim's described speaker goes by a word of a being's names or descriptions ("the authority" for the Port Authority)."""
    lemma = fact.analysis.toks[own].lemma if own is not None else ""
    being = told.golden.world.beings.get(entity)
    words = {w for n in being.names for w in n.lower().split()} if being is not None else set()
    return bool(lemma) and (lemma in words or lemma in told.golden.described.get(entity, ()))


def _names_other(fact: CompiledFact, own: int) -> bool | None:
    """A named holder against a claim whose speaker is only described: somebody else, unless the claim names one too."""
    return None if own in fact.analysis.name_at else False


def _known_as(told: Told, k: int, being: str, speaker: str | None) -> bool:
    """Whether the golden set describes a being, and not the speaker, by the very noun that the text has for it ("the engineer")."""
    tok, described = told.analysis.toks[k], told.golden.described
    return (
        tok.upos == "NOUN" and tok.lemma in described.get(being, frozenset()) and tok.lemma not in described.get(speaker or "", frozenset())
    )


def _certain(told: Told, k: int) -> bool:
    """Whether a pronoun's reference is certain: it is the one person named before it in its own sentence."""
    analysis, world = told.analysis, told.golden.world
    sentence = analysis.toks[k].sentence
    people = {
        n.entity or "?" + n.surface
        for n in analysis.names
        if not n.pronoun
        and analysis.toks[n.head].sentence == sentence
        and n.first < k
        and (n.entity is None or world.kind(n.entity) == "person")
    }
    return people == {analysis.entity_at.get(k)}


def _described(told: Told, fact: CompiledFact, holder: int, own: int | None) -> bool | None:
    """A holder who is described and not named ("analysts", "the captain", "her daughter")."""
    toks = told.analysis.toks
    lemma = toks[holder].lemma
    if toks[holder].upos not in ("NOUN", "PROPN") or lemma in _VAGUE or not kinds(lemma) & {"person", "group", "organization"}:
        return None
    if own is not None and own not in fact.analysis.name_at:
        mine = fact.analysis.toks[own].lemma
        if any({mine, lemma} <= nouns for nouns in told.golden.described.values()):
            return True
        return bool(closeness(mine, lemma) >= 0.6 or is_hypernym(mine, lemma) or is_hypernym(lemma, mine))
    if fact.speaker is None:
        return None
    known = told.golden.described.get(fact.speaker, frozenset())
    if any(closeness(word, lemma) >= 0.6 or is_hypernym(lemma, word) or is_hypernym(word, lemma) for word in known):
        return None
    if _kind(told, fact.speaker) != "person":
        return None
    plural = toks[holder].xpos == "NNS"
    others = [being for being in told.golden.called.get(lemma, ()) if being != fact.speaker]
    if others or plural:
        return False
    return (
        False if any(toks[g].deprel == "nmod:poss" and toks[g].folded in ("her", "his", "their") for g in toks[holder].children) else None
    )


def in_other_mouth(told: Told, fact: CompiledFact, token: int) -> bool:
    """Whether a word stands in what the text has somebody else say than the claim's speaker."""
    holders = [s.holder for s in told.speeches if s.covers(token) and s.holder is not None]
    if any(told.analysis.toks[k].upos == "PRON" for k in holders):
        return False  # "who added that", "he said" may be anybody
    return bool(holders) and not any(heard(told, fact, k) for k in holders)


def wrong_mouth(told: Told, fact: CompiledFact, clauses: list[Clause]) -> Judgement | None:
    """The claim's content in the mouth of somebody else, where nobody right says it too."""
    if fact.speaker is None and _claim_speaker(fact) is None:
        return None
    wrong: Judgement | None = None
    for clause in clauses[:4]:
        if clause.cover < HEARD:
            continue
        speech, sure, acted = _speech_of(told, fact, clause)
        if speech is None or speech.holder is None:
            continue
        how = heard(told, fact, speech.holder)
        if how is False and told.analysis.toks[speech.verb].text == ":" and _place_at(told, speech.holder):
            continue  # "Dunmoor: request rejected" says where, and not who speaks
        if how is True and sure and wrong is None and (unsaid := _unsaid(told, fact, speech, clause)) is not None:
            return unsaid
        if how is True and not sure and not acted:
            continue  # the right speaker of something else
        if how is True or _also_own(told, fact, speech, clause.sentence):
            return None
        if how is False and sure and wrong is None and not _own_words(told, fact, speech, clause.sentence):
            toks = told.analysis.toks
            k = speech.holder
            name = told.analysis.name_at.get(k)
            low, high = (name.first, name.last - 1) if name is not None else (k, k)
            near = abs(speech.verb - k) <= 12
            start, end = (
                min(toks[low].start, toks[speech.verb].start if near else toks[low].start),
                max(toks[high].end, toks[speech.verb].end if near else 0),
            )
            wrong = Judgement(
                "contradicted",
                start,
                end,
                "attribution-differs",
                f"said by “{quote(told.analysis.text, toks[low].start, toks[high].end)}”, the golden fact has another speaker",
                None,
                clause.cover,
            )
    return wrong


def _place_at(told: Told, k: int) -> bool:
    name = told.analysis.name_at.get(k)
    return name is not None and told.golden.world.kind(name.entity) == "place"


def _unsaid(told: Told, fact: CompiledFact, speech: Speech, clause: Clause) -> Judgement | None:
    """The right speaker, who is told not to have said it, or not yet ("has yet to say whether", "is expected to say")."""
    toks = told.analysis.toks
    verb = toks[speech.verb]
    claim = fact.analysis
    own = claim.sentences[0].root
    if verb.upos != "VERB" or speech.quoted or mood(claim, own) != Mood():
        return None
    how = told.mood(speech.verb)
    if how.negated:
        rule, reason = "negated", f"the text denies it: “{verb.text}” is negated"
    elif how.mode in ("planned", "possible") and claim.toks[own].xpos == "VBD" and not _able(told, speech.verb):
        rule, reason = "modality-differs", f"the golden fact is said, the text has it as {how.mode}"
    else:
        return None
    first = min(how.cue, verb.index) if how.cue is not None and toks[how.cue].sentence == verb.sentence else verb.index
    return Judgement("contradicted", toks[first].start, verb.end, rule, reason, None, clause.cover)


def _able(told: Told, verb: int) -> bool:
    """Whether somebody was merely able to say it, which one tells of what was said ("could therefore say")."""
    toks = told.analysis.toks
    return any(toks[k].folded in ("could", "can") and toks[k].deprel == "aux" for k in toks[verb].children)


def _also_own(told: Told, fact: CompiledFact, speech: Speech, sentence: int) -> bool:
    """Whether the claim's speaker has a part in the same words: as holder of a report around them, or as who acts in them."""
    info = told.analysis.sentences[sentence]
    inside = range(max(info.first, speech.first), min(info.last, speech.last))
    if _claim_speaker(fact) is None and any(told.analysis.entity_at.get(k) == fact.speaker for k in inside):
        return True
    for other in told.speeches:
        named = speech.holder is not None and told.analysis.toks[speech.holder].upos != "PRON"
        around = named and other.first <= speech.first and speech.last <= other.last and other.covers(speech.verb)
        apart = other.last <= speech.first or speech.last <= other.first
        if other.verb != speech.verb and not around and not apart and other.holder is not None:
            overlap = min(other.last, speech.last) - max(other.first, speech.first)
            if overlap * 2 >= speech.last - speech.first and heard(told, fact, other.holder) is True:
                return True
    return False


def _own_words(told: Told, fact: CompiledFact, speech: Speech, sentence: int) -> bool:
    """Whether the golden set has the holder say as much of this as the sentence does, so that the words are the holder's own."""
    holder = speech.holder if speech.holder is not None else speech.verb
    name = told.analysis.name_at.get(holder)
    being = name.entity if name is not None else None
    if being is None:
        office = next((o for o in told.offices if o.first <= holder < o.last), None)
        being = office.holder if office is not None else None
    if being is None:
        return False
    within = (speech.first, speech.last)
    mine, _ = matched(fact, told, sentence, within)
    for other in told.golden.facts:
        if (
            other.index != fact.index
            and other.speaker == being
            and other.type == "statement"
            and matched(other, told, sentence, within)[0] >= mine
        ):
            return True
    weights = _content_weights(fact, _claim_speaker(fact))
    background = told.golden.background
    for info in background.sentences:
        if not any(background.entity_at.get(k) == being for k in range(info.first, info.last)):
            continue
        keys = {key for k in range(info.first, info.last) for key in keys_at(background, k)}
        if not any(background.entity_at.get(k) == fact.speaker for k in range(info.first, info.last)) and sum(
            w for cue, w in weights.items() if cue in keys
        ) >= 0.5 * sum(weights.values()):
            return True
    return False


def _content_weights(fact: CompiledFact, own: int | None) -> dict[str, float]:
    """The weights of what the claim has somebody say, without the words for who says it."""
    analysis = fact.analysis
    weights = {cue: w for cue, w, _ in fact.words.cues}
    said: list[int] = list(range(len(analysis.toks)))
    if own is not None:
        by = set(analysis.subtree(own))
        said = [k for k in said if k not in by and (k != analysis.sentences[0].root or not fact.content_from)]
    keys = {key for k in said for key in keys_at(analysis, k)} - ({"@" + fact.speaker} if fact.speaker else set())
    return {cue: w for cue, w in weights.items() if cue in keys}


def _speech_of(told: Told, fact: CompiledFact, clause: Clause) -> tuple[Speech | None, bool, bool]:
    """The speech that holds most of the claim's content in a sentence, whether it holds enough of it, and whether its act as well."""
    toks = told.analysis.toks
    info = told.analysis.sentences[clause.sentence]
    own = _claim_speaker(fact)
    weights = _content_weights(fact, own)
    predicate = fact.analysis.toks[fact.predicate].lemma if fact.predicate >= 0 else ""
    tally: dict[int, float] = {}
    where: dict[int, Speech | None] = {}
    acts: set[int] = set()
    for k in range(info.first, info.last):
        gain = max(
            (near * weights[cue] for key in told.keys[k] for cue, near in told.golden.table.stands_for(key) if cue in weights), default=0.0
        )
        if not gain:
            continue
        speech = speaker_of(told.speeches, k)
        inner = 0
        while speech is not None and inner < 3 and own is not None and _act_itself(told, speech, predicate):
            speech, inner = speaker_of(told.speeches, speech.verb), inner + 1
        key = speech.verb if speech is not None else -1
        tally[key] = tally.get(key, 0.0) + gain
        where[key] = speech
        if same_act(predicate, toks[k].lemma) >= SAME:
            acts.add(key)
    if not tally:
        return None, False, False
    top = max(sorted(tally), key=lambda v: tally[v])
    total = sum(weights.values())
    sure = tally[top] >= 0.6 * sum(tally.values()) and tally[top] >= (0.5 if top in acts else 0.7) * total
    only = next(iter(acts)) if len(acts) == 1 else -1
    if not sure and only >= 0 and tally[only] >= 0.3 * total and _of_it(told, where[only]):
        return where[only], True, True
    return where[top], sure, top in acts


def _act_itself(told: Told, speech: Speech, predicate: str) -> bool:
    """Whether a report is the act that the claim tells, and reports no such act itself ("said that it had been told too late")."""
    toks = told.analysis.toks
    inside = (k for k in range(speech.first, speech.last) if k != speech.verb and toks[k].content)
    return same_act(predicate, toks[speech.verb].lemma) >= SAME and not any(same_act(predicate, toks[k].lemma) >= SAME for k in inside)


def _of_it(told: Told, speech: Speech | None) -> bool:
    """Whether somebody named says it of a pronoun, so that the claim's own noun stands before the speech."""
    toks = told.analysis.toks
    if speech is None or speech.holder is None or toks[speech.holder].upos == "PRON":
        return False
    return any(
        toks[k].upos == "PRON" and toks[k].deprel.startswith("nsubj") and toks[k].folded in ("it", "they", "he", "she")
        for k in range(speech.first, speech.last)
    )
