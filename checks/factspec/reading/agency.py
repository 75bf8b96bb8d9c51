"""Offices told without a word for them: by the verb ("managed by X", "X chairs the board"), by "in charge of", by "X's men"."""

from __future__ import annotations

from factspec.lexicon import kinds
from factspec.reading.analysis import Analysis
from factspec.reading.offices import GROUP_NOUNS, Kinds, Office, body_keys

VERBS = {
    "manage": "manager",
    "coach": "manager",
    "referee": "referee",
    "umpire": "referee",
    "chair": "chair",
    "direct": "director",
    "head": "head",
    "lead": "head",
    "edit": "editor",
    "captain": "captain",
    "skipper": "captain",
    "govern": "governor",
    "command": "commander",
    "run": "boss",
    "conduct": "conductor",
}
_MEN = frozenset("men side team boys charges outfit players eleven xi lads women girls".split())
_CHARGE = frozenset({"charge", "helm", "head", "command", "leadership"})
_CONTESTS = frozenset("match game tie final fixture contest derby semi-final quarter-final bout".split())


_HE = frozenset({"he", "she", "him", "her"})


def person_at(analysis: Analysis, k: int, world: Kinds) -> tuple[str | None, int] | None:
    """The person a token names: id or ``?``, and the token; (None, token) for a pronoun."""
    name = analysis.name_at.get(k)
    if name is None:
        tok = analysis.toks[k]
        return (None, k) if tok.folded in _HE and tok.upos == "PRON" else None
    if name.pronoun:
        return None
    if name.entity is None:
        return ("?", name.head)
    return (name.entity, name.head) if world.kind(name.entity) in ("person", "") else None


def _antecedent(analysis: Analysis, k: int, v: int) -> int:
    """What a relative pronoun stands for: the head of its clause, or a name straight before it."""
    toks = analysis.toks
    j = k - 1 - (k > 0 and toks[k - 1].text == ",")
    if j >= 0 and j in analysis.name_at and toks[j].sentence == toks[k].sentence and not analysis.name_at[j].pronoun:
        return analysis.name_at[j].head
    return toks[v].head if toks[v].deprel == "acl:relcl" and toks[v].head >= 0 else k


def subject_of(analysis: Analysis, v: int) -> int | None:
    """The token of the subject of a predicate; what the clause leaves out is taken from the clause it hangs on."""
    toks = analysis.toks
    at = v
    for _ in range(4):
        tok = toks[at]
        for k in sorted(tok.children, key=lambda k: (k > at, abs(k - at))):
            if toks[k].deprel in ("nsubj", "nsubj:pass") and not any(
                toks[g].deprel == "case" and toks[g].upos == "ADP" for g in toks[k].children
            ):
                return _antecedent(analysis, k, at) if toks[k].folded in ("who", "that", "which", "whom") else k
        if tok.deprel in ("acl", "acl:relcl"):
            return tok.head if tok.head >= 0 else None
        if tok.deprel.split(":")[0] not in ("conj", "xcomp", "advcl", "parataxis") or tok.head < 0:
            return None
        at = tok.head
    return None


def _agent_of(analysis: Analysis, v: int) -> int | None:
    """The token of a passive's "by" phrase."""
    toks = analysis.toks
    for k in toks[v].children:
        if toks[k].deprel == "obl:agent" or (toks[k].deprel.startswith("obl") and any(toks[g].folded == "by" for g in toks[k].children)):
            return k
    return None


def _person(analysis: Analysis, k: int | None, world: Kinds) -> tuple[str | None, int] | None:
    if k is None:
        return None
    if (hit := person_at(analysis, k, world)) is not None:
        return hit
    for g in analysis.toks[k].children:
        if analysis.toks[g].deprel in ("appos", "flat", "compound") and (hit := person_at(analysis, g, world)) is not None:
            return hit
    return None


def _body(analysis: Analysis, k: int | None, group: str, world: Kinds) -> tuple[tuple[str, ...], int | None] | None:
    """The body that a verb's other party is: keys, or a token to be resolved; None where it is no body."""
    if k is None:
        return None
    tok = analysis.toks[k]
    name = analysis.name_at.get(k)
    if name is not None:
        if name.entity is not None and world.kind(name.entity) not in ("organization", "group", "place", "team"):
            return ((), None) if group in ("referee", "editor", "director") and world.kind(name.entity) != "person" else None
        keys = body_keys(analysis, k, world)
        return (keys, None) if keys else None
    if (
        tok.lemma in GROUP_NOUNS
        or (tok.upos == "NOUN" and {"group", "organization"} & kinds(tok.lemma))
        or tok.folded in ("it", "they", "them")
    ):
        return (), k
    if group == "referee" and tok.lemma in _CONTESTS:
        return (), None
    return ((), None) if tok.folded in ("which", "whom", "that") else None


def _verb_office(analysis: Analysis, v: int, world: Kinds) -> Office | None:
    toks = analysis.toks
    tok = toks[v]
    group = VERBS[tok.lemma]
    passive = tok.xpos == "VBN" and not any(toks[k].folded in ("has", "have", "had", "having") for k in tok.children)
    info = analysis.sentences[tok.sentence]
    agent = _agent_of(analysis, v) if passive else subject_of(analysis, v)
    if passive and agent is None:
        j = v + 1
        if j < info.last and toks[j].folded == "by":
            agent = j + 1 if j + 1 < info.last else None
    if passive:
        patient = subject_of(analysis, v)
        j = v - 1 - (v > 0 and toks[v - 1].text in (",", "("))
        if j >= info.first and j in analysis.name_at and tok.deprel in ("acl", "advcl", "amod", "conj", "parataxis", "appos"):
            patient = j
        if patient is None and tok.head >= 0 and tok.deprel in ("acl", "amod", "appos"):
            patient = tok.head
    else:
        patient = next((k for k in tok.children if toks[k].deprel == "obj"), None)
    who = _person(analysis, agent, world)
    body = _body(analysis, patient, group, world)
    asked = agent is not None and toks[agent].folded == "who"
    answer = _answer(analysis, v, world) if asked else None
    if answer is not None:
        who = answer
    if who is None or (body is None and not asked):
        return None
    past = tok.xpos == "VBD" or any(toks[k].folded in ("was", "were", "had") for k in tok.children)
    keys, token = body if body is not None else ((), None)
    return Office(
        v,
        v + 1,
        v,
        group,
        (),
        keys,
        who[0],
        who[1],
        tok.start,
        tok.end,
        bool(keys) and who[0] is not None and group != "head",
        "verb",
        past,
        False,
        token,
    )


def _plain_verb(analysis: Analysis, k: int, world: Kinds) -> Office | None:
    """ "Ann Lee heads Norvex": a name, a verb of office in the present and a named body in a row, whatever the parser made of them."""
    toks = analysis.toks
    word = toks[k].folded
    group = VERBS.get(word[:-1]) if word.endswith("s") else None
    if group is None or k == 0 or k - 1 not in analysis.name_at or toks[k - 1].sentence != toks[k].sentence:
        return None
    name = analysis.name_at[k - 1]
    j = k + 1 + (k + 1 < len(toks) and toks[k + 1].folded == "the")
    if j >= len(toks) or name.pronoun or name.entity is None or world.kind(name.entity) != "person" or toks[j].sentence != toks[k].sentence:
        return None
    keys = body_keys(analysis, j, world)
    if not any(key[0] == "@" for key in keys):
        return None
    return Office(k, k + 1, k, group, (), keys, name.entity, name.head, toks[k].start, toks[k].end, group != "head", "verb")


def _answer(analysis: Analysis, v: int, world: Kinds) -> tuple[str | None, int] | None:
    """The name that answers "Who managed …?" after a colon or in the next sentence."""
    toks = analysis.toks
    info = analysis.sentences[toks[v].sentence]
    marks = [k for k in range(v, min(info.last, v + 16)) if toks[k].text in (":", "?")]
    if not marks:
        return None
    number = toks[v].sentence
    spots = list(range(marks[0] + 1, min(info.last, marks[0] + 4)))
    if not spots and number + 1 < len(analysis.sentences):
        after = analysis.sentences[number + 1]
        spots = list(range(after.first, min(after.last, after.first + 3)))
    return next((hit for k in spots if (hit := person_at(analysis, k, world)) is not None), None)


def _team_office(analysis: Analysis, k: int, world: Kinds) -> Office | None:
    """ "Ana Ruiz's men": somebody who has a team manages it."""
    toks = analysis.toks
    j = k - 1
    while j > 0 and toks[j].upos in ("ADJ", "NUM", "NOUN") and j > k - 3:
        j -= 1
    if j < 1 or toks[j].folded not in ("'s", "’s", "'", "’") or toks[j - 1].sentence != toks[k].sentence:
        return None
    name = analysis.name_at.get(j - 1)
    if name is None or name.entity is None or world.kind(name.entity) != "person":
        return None
    return Office(k, k + 1, k, "manager", (), (), name.entity, name.head, toks[j - 1].start, toks[k].end, False, "team")


def agent_offices(analysis: Analysis, world: Kinds) -> list[Office]:
    """Every office that a verb or a team tells."""
    toks = analysis.toks
    found: list[Office] = []
    for tok in toks:
        made: Office | None = None
        plain = _plain_verb(analysis, tok.index, world)
        if plain is not None:
            made = plain
        elif tok.upos == "VERB" and tok.lemma in VERBS:
            made = _verb_office(analysis, tok.index, world)
        elif tok.folded in _MEN and tok.index > 1:
            made = _team_office(analysis, tok.index, world)
        elif (
            tok.folded in _CHARGE
            and tok.index + 2 < len(toks)
            and toks[tok.index + 1].folded == "of"
            and tok.upos == "NOUN"
            and tok.head >= 0
        ):
            made = _charge(analysis, tok.index, world)
        if made is not None:
            found.append(made)
    return found


def _charge(analysis: Analysis, k: int, world: Kinds) -> Office | None:
    """ "took charge of the institute", "at the helm of the club"."""
    toks = analysis.toks
    before = [toks[j].folded for j in range(max(0, k - 2), k)]
    taken = toks[toks[k].head].lemma in ("take", "have", "assume") or "in" in before or "at" in before
    body = next((g for g in range(k + 2, min(k + 6, len(toks))) if toks[g].lemma in GROUP_NOUNS or body_keys(analysis, g, world)), None)
    if not taken or body is None:
        return None
    who = _person(analysis, subject_of(analysis, toks[k].head), world)
    if who is None:
        return None
    keys = body_keys(analysis, body, world)
    return Office(
        k, k + 1, k, "head", (), keys, who[0], who[1], toks[k].start, toks[body].end, False, "verb", False, False, None if keys else body
    )
