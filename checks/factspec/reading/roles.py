"""Who did what to whom: the parties of a predicate, the same for active, passive, relative and participial clauses."""

from __future__ import annotations

from dataclasses import dataclass

from factspec.lexicon import verb_class
from factspec.reading.analysis import Analysis, Tok
from factspec.reading.kept import kept

_RELATIVES = frozenset({"who", "which", "that", "whom", "whose"})


@dataclass(frozen=True, slots=True)
class Parties:
    """Tokens that head the agent side, the patient side, and the rest (each with its preposition)."""

    agents: tuple[int, ...]
    patients: tuple[int, ...]
    others: tuple[tuple[str, int], ...]

    @property
    def all(self) -> tuple[int, ...]:
        return (*self.agents, *self.patients, *(k for _, k in self.others))


def case_of(analysis: Analysis, k: int) -> str:
    """The preposition before a phrase, or ""."""
    for g in analysis.toks[k].children:
        if analysis.toks[g].deprel == "case" and analysis.toks[g].folded not in ("'s", "'", "’s"):
            return analysis.toks[g].folded
    return ""


def _with_conjuncts(analysis: Analysis, k: int) -> list[int]:
    found = [k]
    for g in analysis.toks[k].children:
        if analysis.toks[g].deprel == "conj" and analysis.toks[g].upos in ("NOUN", "PROPN", "PRON", "NUM"):
            found.append(g)
    return found


_MEANS = frozenset(
    "phone telephone video email e-mail mail letter post radio television telegram hand car train plane air sea road "
    "land law force accident mistake "
    "name means way default chance design virtue reason turn end night day morning now then then".split()
)


def is_agent(analysis: Analysis, k: int) -> bool:
    """Whether a phrase with "by" may name who does it, and not by what means, when or by how much."""
    return analysis.toks[k].lemma not in _MEANS and (k not in analysis.value_at or k in analysis.name_at)


@kept
def is_passive(analysis: Analysis, p: int) -> bool:
    """Whether the verb at ``p`` stands in the passive."""
    toks = analysis.toks
    if any(toks[k].deprel == "aux:pass" or (toks[k].deprel == "obl:agent" and is_agent(analysis, k)) for k in toks[p].children):
        return True
    if any(toks[k].deprel == "nsubj:pass" for k in toks[p].children):
        return toks[p].xpos not in ("VBZ", "VBP", "VBG")
    bare = not any(
        toks[k].deprel in ("iobj", "xcomp", "ccomp", "aux") or (toks[k].deprel == "obj" and not _measured(analysis, k))
        for k in toks[p].children
    )
    if bare and toks[p].xpos in ("VBN", "VBD"):
        named = (k for k in toks[p].children if toks[k].deprel == "obl" and k in analysis.entity_at)
        if any(case_of(analysis, k) == "by" for k in named):
            return True
    return toks[p].xpos == "VBN" and toks[p].deprel == "acl"


def _measured(analysis: Analysis, k: int) -> bool:
    """Whether a noun is a measure of its verb and nothing that is acted upon ("banned 3 matches by the federation")."""
    return any(g in analysis.value_at for g in (k, *analysis.toks[k].children))


_BEATEN = frozenset({"over", "against"})
_RESULTS = frozenset("win victory triumph defeat loss".split())
_WON = frozenset("win victory triumph success upset comeback".split())


def _misplaced(analysis: Analysis, p: int, patients: list[int]) -> list[int]:
    """Subjects that the tree hangs on a finite verb otherwise: a noun before a headline's verb, an object before and one behind it."""
    toks = analysis.toks
    tok = toks[p]
    if tok.upos != "VERB" or tok.xpos not in ("VBD", "VBZ", "VBP", "VBN") or tok.deprel.startswith("acl"):
        return []
    before = [k for k in tok.children if k < p and toks[k].deprel in ("compound", "obj") and toks[k].upos in ("NOUN", "PROPN")]
    close = [k for k in tok.children if toks[k].deprel == "obl" and k in analysis.name_at and analysis.name_at[k].last == p]
    if close and any(k > p and toks[k].deprel == "obj" for k in tok.children):
        return close
    behind = any(k > p and toks[k].deprel in ("obj", "appos", "xcomp", "obl") for k in tok.children)
    return before[-1:] if behind and all(toks[k].deprel == "compound" or len(patients) > 1 for k in before[-1:]) else []


def _moved_ahead(analysis: Analysis, p: int) -> list[int]:
    """What a tree takes for the subject although a preposition stands before it: "In the garden stands the statue"."""
    toks = analysis.toks
    if toks[p].upos != "VERB" or toks[p].lemma not in _STANDING:
        return []
    return [k for k in toks[p].children if k < p and toks[k].deprel == "nsubj" and case_of(analysis, k) in _AHEAD]


_STANDING = frozenset(
    "stand lie sit hang live lurk grow rise loom run remain rest stretch nestle appear come go await hide sleep dwell".split()
)
_AHEAD = frozenset("in on at under behind near beside above below inside outside".split())


def _shared_object(analysis: Analysis, p: int) -> list[int]:
    """The object of a clause joined right behind a bare verb, which is the verb's own too ("Ann moved and Ben seconded the motion")."""
    toks = analysis.toks
    if p + 1 >= len(toks) or toks[p + 1].folded not in ("and", "but", "or"):
        return []
    joined = next((k for k in toks[p].children if toks[k].deprel == "conj" and toks[k].upos == "VERB" and k > p), -1)
    below = [toks[k] for k in toks[joined].children] if joined >= 0 else []
    if not any(t.deprel == "nsubj" and t.index < joined for t in below):
        return []
    return [t.index for t in below if t.deprel == "obj" and t.index > joined]


@kept
def parties(analysis: Analysis, p: int, depth: int = 3) -> Parties:
    """The parties of the predicate at token ``p``; what it leaves out is taken from the clause it hangs on."""
    toks = analysis.toks
    tok = toks[p]
    agents: list[int] = []
    patients: list[int] = []
    others: list[tuple[str, int]] = []
    passive = is_passive(analysis, p)
    nominal = tok.upos in ("NOUN", "PROPN")
    moved = _moved_ahead(analysis, p)
    for k in tok.children:
        rel, case = toks[k].deprel, ""
        if k in moved:
            others.append((case_of(analysis, k), k))
        elif moved and rel == "obj":
            agents.extend(_with_conjuncts(analysis, k))
        elif rel in ("nsubj", "csubj"):
            (
                patients
                if passive and rel == "nsubj" and tok.upos == "VERB" and any(toks[g].deprel == "aux:pass" for g in tok.children)
                else agents
            ).extend(_with_conjuncts(analysis, k))
        elif rel in ("nsubj:pass",):
            (patients if passive else agents).extend(_with_conjuncts(analysis, k))
        elif rel in ("obj", "iobj"):
            patients.extend(_with_conjuncts(analysis, k))
        elif rel.startswith("obl") or rel == "nmod":
            case = case_of(analysis, k)
            if (rel == "obl:agent" or (case == "by" and (passive or nominal))) and is_agent(analysis, k):
                agents.extend(_with_conjuncts(analysis, k))
            elif nominal and case == "of":
                patients.extend(_with_conjuncts(analysis, k))
            else:
                others.extend((case, g) for g in _with_conjuncts(analysis, k))
        elif rel == "appos" and not nominal and k > p and tok.xpos != "VBN" and toks[k].upos in ("NOUN", "PROPN"):
            patients.append(k)
        elif rel == "nmod:poss" and nominal:
            agents.extend(_with_conjuncts(analysis, k))
        elif rel in ("compound", "amod") and nominal and k in analysis.entity_at:
            others.append(("", k))
    if nominal and not agents and tok.lemma in _RESULTS:
        agents = [k for case, k in others if case == "for"]
        beaten = [k for case, k in others if case in _BEATEN]
        patients, others = [*patients, *beaten], [(case, k) for case, k in others if k not in agents and k not in beaten]
    if nominal and patients and (beaten := [k for case, k in others if case in _BEATEN]) and tok.lemma in _WON:
        agents, patients, others = [*agents, *patients], beaten, [(case, k) for case, k in others if k not in beaten]
    if not nominal and not agents and not passive:
        early = _misplaced(analysis, p, patients)
        agents, patients = early, [k for k in patients if k not in early]
        others = [(case, k) for case, k in others if k not in early]
    if not nominal and agents and not patients and not passive:
        patients = _shared_object(analysis, p)
    if depth and tok.head >= 0:
        head = toks[tok.head]
        base = tok.deprel.split(":")[0]
        if tok.deprel == "acl:relcl":
            pronoun = [k for k in (*agents, *patients) if toks[k].folded in _RELATIVES]
            if any(k in agents for k in pronoun):
                agents = [k for k in agents if k not in pronoun] + [head.index]
            elif any(k in patients for k in pronoun) or not pronoun:
                patients = [k for k in patients if k not in pronoun]
                if not pronoun and not agents:
                    agents.append(head.index)
                else:
                    patients.append(head.index)
        elif tok.deprel == "acl":
            if passive and not patients:
                patients.append(head.index)
            elif tok.xpos == "VBG" and not agents:
                agents.append(head.index)
        elif (
            not agents
            and not (passive and patients)
            and base in ("conj", "xcomp", "advcl", "parataxis")
            and head.upos in ("VERB", "NOUN", "ADJ", "AUX")
        ):
            above = parties(analysis, head.index, depth - 1)
            shared = above.agents or (above.patients if is_passive(analysis, head.index) else ())
            told_to = is_passive(analysis, head.index) and base != "conj" and "speech-ask" in verb_class(head.lemma)
            if above.patients and (told_to or (base == "xcomp" and not is_passive(analysis, head.index))):
                shared = above.patients
            if passive:
                patients.extend(shared)
            else:
                agents.extend(shared)
        elif passive and not patients and base in ("conj", "advcl", "parataxis") and head.upos in ("VERB", "NOUN", "ADJ"):
            above = parties(analysis, head.index, depth - 1)
            patients.extend(above.patients if is_passive(analysis, head.index) else above.agents)
    return Parties(tuple(dict.fromkeys(agents)), tuple(dict.fromkeys(patients)), tuple(dict.fromkeys(others)))


@kept
def beings_at(analysis: Analysis, k: int) -> tuple[str, ...]:
    """Who the phrase headed by ``k`` names: its head's entity, else the entity standing in apposition or as its first name."""
    toks = analysis.toks
    if k in analysis.entity_at:
        return (analysis.entity_at[k],)
    found: list[str] = []
    for g in toks[k].children:
        if toks[g].deprel in ("appos", "flat", "compound", "nmod:poss") and g in analysis.entity_at:
            if toks[g].deprel in ("appos", "flat"):
                return (analysis.entity_at[g],)
            found.append(analysis.entity_at[g])
    return tuple(found)


def next_clause(analysis: Analysis, verb: Tok, child: Tok) -> bool:
    """Whether what the tree takes for an object of a headline's verb is the head of the next one ("three hurt, nothing released")."""
    toks = analysis.toks
    if child.deprel != "obj" or child.index <= verb.index or not child.index:
        return False
    parted = any(toks[j].text in (",", ";") for j in range(verb.index + 1, child.index))
    return parted and any(toks[g].deprel == "acl" and toks[g].xpos == "VBN" for g in child.children)
