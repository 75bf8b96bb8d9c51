"""References: who a pronoun or a description means, where the text leaves one choice.

"He" is the last person spoken of, a subject before others; "the company" is the last organisation; "the Russian minister" is the
holder of that office. Where two would do, nobody is meant.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from factspec.lexicon import country_of, kinds
from factspec.reading.analysis import Analysis, add_name
from factspec.reading.offices import Office


class Beings(Protocol):
    """What references need of a world: the kind of a being, and who holds which office."""

    def kind(self, being: str | None) -> str: ...

    @property
    def holders(self) -> Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]: ...


_PERSON = frozenset({"he", "she", "him", "her", "his", "hers"})
_THING = frozenset({"it", "its"})
_GROUP = frozenset({"company", "group", "firm", "club", "side", "team", "court", "ministry", "bank", "agency", "party", "institute", "university", "council",
                    "corporation", "business", "manufacturer", "maker", "retailer", "airline", "hospital", "school", "museum", "government", "country"})


def _is_subject(analysis: Analysis, k: int) -> bool:
    toks = analysis.toks
    for _ in range(4):
        if toks[k].deprel.startswith("nsubj"):
            return True
        if toks[k].deprel not in ("flat", "appos", "compound") or toks[k].head < 0:
            return False
        k = toks[k].head
    return False


def resolve_references(analysis: Analysis, world: Beings, offices: tuple[Office, ...]) -> None:
    """Give pronouns and descriptions their beings, as names marked ``pronoun``."""
    toks = analysis.toks
    names_by_first = {n.first: n for n in analysis.names}
    office_at = {o.head: o for o in offices}
    person: str | None = None
    person_subject: str | None = None
    subject_sentence = -1
    group: str | None = None
    groups = sorted({n.entity for n in analysis.names if n.entity and world.kind(n.entity) == "organization"})
    people_in: dict[int, set[str]] = {}
    for tok in toks:
        name = names_by_first.get(tok.index)
        if name is not None and name.entity is not None and not name.pronoun:
            kind = world.kind(name.entity)
            if kind == "person":
                person = name.entity
                people_in.setdefault(tok.sentence, set()).add(name.entity)
                if _is_subject(analysis, name.head):
                    person_subject, subject_sentence = name.entity, tok.sentence
            elif kind in ("organization", "place") and kind == "organization":
                group = name.entity
        elif name is not None and name.entity is None and name.last - name.first > 1:
            person, person_subject = None, None
        if name is not None:
            continue
        word = tok.folded
        if word in _PERSON and tok.upos in ("PRON", "DET"):
            who = person
            if person_subject is not None and tok.sentence - subject_sentence <= 2 and tok.deprel.startswith("nsubj"):
                who = person_subject
            if who is not None:
                add_name(analysis, tok.index, tok.index + 1, who, pronoun=True)
        elif word in _THING and tok.upos in ("PRON", "DET") and tok.deprel in ("nmod:poss", "nsubj", "nsubj:pass", "obj"):
            if group is not None and tok.deprel == "nmod:poss":
                add_name(analysis, tok.index, tok.index + 1, group, pronoun=True)
        elif tok.index in office_at and office_at[tok.index].holder is None:
            office = office_at[tok.index]
            held = [who for who, bodies in world.holders.get(office.group, ()) if not office.bodies or not bodies or set(office.bodies) & set(bodies)]
            exact = [who for who, bodies in world.holders.get(office.group, ()) if set(office.bodies) & set(bodies)]
            if len(set(exact)) == 1 or (not exact and len(set(held)) == 1 and not office.bodies):
                who = (exact or held)[0]
                if tok.index not in analysis.name_at:
                    add_name(analysis, tok.index, tok.index + 1, who, pronoun=True)
        elif tok.lemma in _GROUP and tok.index not in analysis.name_at:
            det = any(toks[k].folded in ("the", "this") for k in tok.children)
            if det and (group is not None or len(groups) == 1) and not any(toks[k].deprel in ("compound", "amod", "nmod") for k in tok.children):
                add_name(analysis, tok.index, tok.index + 1, group or groups[0], pronoun=True)
    analysis.names.sort(key=lambda n: n.start)


__all__ = ["Beings", "country_of", "kinds", "resolve_references"]
