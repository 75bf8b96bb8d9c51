"""Values inside noun phrases, and what was done whoever did it: claims that a document makes without a clause for them.

"A quarterly dividend of $0.32 a share" says what the dividend is, "the Simla Agreement of 1972" from when the agreement dates, and "the
judges overturned the conviction" that it was overturned.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factspec.drafting.candidate import Candidate
from factspec.drafting.clauses import heads_clause, phrase
from factspec.drafting.words import sentence
from factspec.lexicon import kinds
from factspec.reading.analysis import Analysis, Value
from factspec.reading.roles import case_of

_EMPTY = frozenset("range total sum number amount level rate rise fall increase decrease drop gain loss pair team group series".split())


def valued(analysis: Analysis) -> Iterator[Candidate]:
    """ "The <thing> is <measure>", of a thing that a measure stands before, or behind with "of"."""
    toks = analysis.toks
    for value in analysis.values:
        number = value.number
        if number is None or value.side or not number.quantity.unit or number.quantity.value is None or number.quantity.dimension == "time":
            continue
        head = _thing(analysis, value)
        if head is None or toks[head].lemma in _EMPTY or toks[head].upos != "NOUN":
            continue
        words = [g for g in phrase(analysis, head) if g <= head and not value.first <= g < value.last]
        words = [g for g in words if toks[g].deprel in ("amod", "compound", "nmod:poss", "case") or g == head]
        words = [g for g in words if toks[g].deprel != "case" or toks[g].head != head]
        if not words or not any(toks[g].deprel in ("amod", "compound", "nmod:poss") for g in words):
            continue
        said = sentence(analysis, words, set()).rstrip(".")
        owned = any(toks[g].deprel == "nmod:poss" for g in words)
        lead = said if owned else f"The {said[:1].lower() if toks[words[0]].upos != 'PROPN' else said[:1]}{said[1:]}"
        be = "are" if toks[head].xpos == "NNS" else "is"
        start, end = min(value.start, toks[words[0]].start), max(value.end, toks[head].end)
        yield Candidate(f"{lead} {be} {_surface(analysis, value)}.", start, end, head, toks[head].sentence)


def _thing(analysis: Analysis, value: Value) -> int | None:
    """The noun whose measure a value is."""
    toks = analysis.toks
    tok = toks[value.head]
    if tok.head < 0 or value.first <= tok.head < value.last:
        return None
    if tok.deprel == "nmod" and case_of(analysis, value.head) == "of" and tok.head == value.first - 2:
        return tok.head
    if tok.deprel in ("compound", "nummod", "nmod:unmarked") and tok.head >= value.last and toks[tok.head].sentence == tok.sentence:
        return tok.head
    return None


def _surface(analysis: Analysis, value: Value) -> str:
    """A value as the document writes it, with a rate behind it ("a share")."""
    toks = analysis.toks
    last = value.last
    if last + 1 < len(toks) and toks[last].folded in ("a", "an", "per") and toks[last + 1].upos == "NOUN":
        return analysis.text[value.start : toks[last + 1].end]
    return analysis.text[value.start : value.end]


def dated(analysis: Analysis) -> Iterator[Candidate]:
    """ "The <name> dates from <year>", of a name that a year stands before, or behind with "of" or in brackets."""
    toks = analysis.toks
    for value in analysis.values:
        if value.date is None or value.date.value.precision != "year" or value.side or not value.surface.strip().isdigit():
            continue
        after, name = analysis.name_at.get(value.last), None
        if after is not None and not after.pronoun and after.last - after.first > 1 and value.last == after.first:
            name = after
        elif value.first >= 2 and toks[value.first - 1].folded in ("of", "("):
            behind = analysis.name_at.get(value.first - 2)
            name = behind if behind is not None and not behind.pronoun and behind.last - behind.first > 1 else None
        if name is None or not _made(analysis, name.entity):
            continue
        plural = toks[name.last - 1].xpos == "NNPS" or toks[name.last - 1].text.endswith("s")
        start, end = min(value.start, name.start), max(value.end, name.end)
        text = f"The {name.surface} {'date' if plural else 'dates'} from {value.surface}."
        yield Candidate(text, start, end, name.head, toks[name.head].sentence)


def _made(analysis: Analysis, entity: str | None) -> bool:
    """Whether a name's last word is the word of a thing that is made or happens, not of a place or a person."""
    name = next((n for n in analysis.names if n.entity == entity and n.entity is not None), None)
    last = analysis.toks[name.last - 1].lemma.lower() if name is not None else ""
    kind = kinds(last)
    return bool(kind & {"communication", "act", "event"}) and "place" not in kind


_HARM = {
    "killing": "killed", "injuring": "injured", "wounding": "wounded", "damaging": "damaged", "destroying": "destroyed",
    "displacing": "displaced", "trapping": "trapped", "affecting": "affected", "evacuating": "evacuated", "arresting": "arrested",
    "detaining": "detained", "sinking": "sunk", "stranding": "stranded", "closing": "closed",
}  # fmt: skip


def results(analysis: Analysis) -> Iterator[Candidate]:
    """ "Seven people were killed", of what a participle behind a clause says came of it: ", killing seven people and injuring 19"."""
    toks = analysis.toks
    for tok in toks:
        if tok.xpos != "VBG" or tok.folded not in _HARM or not _came_of(analysis, tok.index):
            continue
        done = [g for g in tok.children if toks[g].deprel == "obj" and g > tok.index]
        if len(done) != 1 or any(toks[g].deprel in ("neg", "aux") or toks[g].folded in ("not", "never") for g in tok.children):
            continue
        words = phrase(analysis, done[0])
        values = {analysis.value_at[g].first for g in words if g in analysis.value_at}
        if len(values) != 1 or any(toks[g].deprel == "conj" for g in words) or words[-1] - words[0] >= len(words):
            continue
        several = toks[done[0]].xpos == "NNS" or toks[done[0]].upos == "NUM"
        said = sentence(analysis, words, set()).rstrip(".")
        text = f"{said} {'were' if several else 'was'} {_HARM[tok.folded]}."
        yield Candidate(text, tok.start, toks[words[-1]].end, tok.index, tok.sentence)


def _came_of(analysis: Analysis, k: int) -> bool:
    """Whether a participle stands behind a comma and hangs on a past clause that is asserted, or is joined to one that does."""
    toks = analysis.toks
    if toks[k].deprel == "conj" and toks[k].head >= 0 and toks[toks[k].head].xpos == "VBG":
        k = toks[k].head
    over = toks[k].head
    if toks[k].deprel != "advcl" or not 0 <= over < k or toks[over].xpos != "VBD" or toks[k - 1].text != ",":
        return False
    if any(toks[g].deprel == "mark" for g in toks[k].children) or any(toks[g].folded in ("not", "never") for g in toks[over].children):
        return False
    return heads_clause(analysis, over)


def passives(analysis: Analysis, k: int, subject: Sequence[int], own: Sequence[int]) -> Iterator[Candidate]:
    """ "The <object> was <done>", where who did it is only described: another word for the doer is no other doer."""
    toks = analysis.toks
    if toks[k].xpos != "VBD" or not toks[k].folded.endswith("ed") or any(g in analysis.name_at for g in subject):
        return
    done = [g for g in toks[k].children if toks[g].deprel == "obj" and g in own and toks[g].upos in ("NOUN", "PROPN")]
    if len(done) != 1 or any(toks[g].deprel in ("neg", "aux", "iobj", "xcomp", "ccomp") for g in toks[k].children):
        return
    words = [g for g in phrase(analysis, done[0]) if g in own and g <= done[0]]
    if len(words) < 2 or any(toks[g].deprel == "conj" for g in toks[done[0]].children):
        return
    be = "were" if toks[done[0]].xpos in ("NNS", "NNPS") else "was"
    said = sentence(analysis, words, set()).rstrip(".")
    yield Candidate(f"{said} {be} {toks[k].text}.", toks[words[0]].start, toks[done[0]].end, k, toks[k].sentence, reworded=True)
