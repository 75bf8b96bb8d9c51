"""A claim as a sentence: the document's own characters, put together again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from factspec.lexicon import is_stopword
from factspec.reading.analysis import Analysis, Name, Tok


def trimmed(analysis: Analysis, own: list[int]) -> list[int]:
    """Without the marks at either end, and without two in a row."""
    toks = analysis.toks
    marks = (",", ";", ":", ".", "–", "—", "-", "(", "!", '"', "”", "“")
    while own and toks[own[0]].text in (*marks, ")"):
        own = own[1:]
    while own and (toks[own[-1]].text in marks or toks[own[-1]].deprel == "cc"):
        own = own[:-1]
    kept: list[int] = []
    for g in own:
        gap = bool(kept) and g != kept[-1] + 1
        if gap and toks[g].text in (",", ";") and toks[kept[-1]].text in (",", ";"):
            continue
        kept.append(g)
    return kept


def says_something(toks: Sequence[Tok], own: Iterable[int]) -> bool:
    return sum(toks[g].content and not is_stopword(toks[g].lemma) for g in own) >= 2 or any(toks[g].upos in ("PROPN", "NUM") for g in own)


def order(subject: Sequence[int], shared: Sequence[int], own: Sequence[int]) -> list[int]:
    """Subject first where it stood elsewhere; else all in the order of the text."""
    taken = set(subject) | set(shared)
    rest = [g for g in own if g not in taken]
    if rest and subject and max(subject) < min(rest):
        return [*subject, *shared, *rest]
    if not shared and subject and min(subject) > min(rest, default=0):
        return sorted({*subject, *rest})
    return [*subject, *shared, *rest]


def sentence(analysis: Analysis, tokens: Sequence[int], subject: set[int]) -> str:
    """The tokens as a sentence: blanks as in the text where they stood together; a pronoun subject named where it is known who."""
    toks, parts = analysis.toks, []
    said = _named(analysis, subject)
    before = -2
    for g in tokens:
        word = analysis.text[toks[g].start : toks[g].end]
        if said is not None and g in subject:
            if g != min(subject):
                before = g
                continue
            word = said
        if g == before + 1:
            gap = analysis.text[toks[before].end : toks[g].start]
            parts.append(" " if gap.strip() != gap or gap else "")
        elif before >= 0:
            closes = (
                before in subject and g not in subject and any(toks[j].text == "," and j in subject for j in range(min(subject), before))
            )
            opened = toks[before].text in ('"', "“") and "".join(parts).count('"') % 2 == 1
            glued = opened or word in (",", ";", ".", ")", "'s", "’s")
            parts.append("" if glued else ", " if closes and toks[min(before + 1, len(toks) - 1)].text == "," else " ")
        parts.append(word)
        before = g
    text = "".join(parts).strip(" ,;:")
    if text.count('"') % 2 or text.count("“") > text.count("”"):
        text = text.rstrip(".") + ('"' if '"' in text else "”")
    text = text if text.endswith((".", "!")) else text + "."
    return text[:1].upper() + text[1:]


def _named(analysis: Analysis, subject: set[int]) -> str | None:
    """Who a lone pronoun, or a possessive before the subject, stands for, by the name that the text gave."""
    if len(subject) != 1:
        return None
    (k,) = subject
    name = analysis.name_at.get(k)
    if name is None or not name.pronoun or name.entity is None or not _plainly(analysis, name):
        return None
    return next((n.surface for n in analysis.names if n.entity == name.entity and not n.pronoun and n.start < name.start), None)


def _plainly(analysis: Analysis, pronoun: Name) -> bool:
    """Whether whom a pronoun means is named as the subject of its own sentence or of the one before it, and nobody else is."""
    toks = analysis.toks
    number = toks[pronoun.first].sentence
    for sentence in (number, number - 1):
        if sentence < 0:
            return False
        info = analysis.sentences[sentence]
        subjects = [
            n.entity
            for n in analysis.names
            if info.first <= n.first < info.last and n.first < pronoun.first and toks[n.head].deprel.startswith("nsubj")
        ]
        if subjects:
            return set(subjects) == {pronoun.entity}
    return False
