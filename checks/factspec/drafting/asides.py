"""What a document says beside its clauses: appositions, participles, offices in front of names, rows that share a verb."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from factspec.drafting.candidate import Candidate
from factspec.drafting.clauses import own_subject, phrase
from factspec.drafting.words import sentence, trimmed
from factspec.reading.analysis import Analysis
from factspec.reading.offices import Office
from factspec.syntax.lemma import lemma

_WHOSE = frozenset("his her its their".split())


def past(word: str) -> bool:
    """Whether a word looks like the past of a verb, so that it is no part of a subject ("shrank")."""
    base = lemma(word, "VERB")
    return base != word and not word.endswith(("s", "ing"))


def asides(analysis: Analysis) -> Iterator[Candidate]:
    """What a name is by its apposition: "Kestrane Corporation, a maker of sensors," says that it is one."""
    toks = analysis.toks
    for name in analysis.names:
        if name.pronoun:
            continue
        for g in toks[name.head].children:
            tok = toks[g]
            if tok.deprel != "appos" or g < name.last or tok.upos != "NOUN":
                continue
            below = trimmed(analysis, phrase(analysis, g))
            if not below or toks[below[0]].folded not in ("a", "an") or toks[below[0] - 1].text != ",":
                continue
            named = list(range(name.first, name.last))
            text = (
                analysis.text[name.start : name.end]
                + " is "
                + sentence(analysis, below, set())[:1].lower()
                + sentence(analysis, below, set())[1:]
            )
            yield Candidate(text, toks[named[0]].start, toks[below[-1]].end, g, tok.sentence)


def participles(analysis: Analysis, offices: Sequence[Office]) -> Iterator[Candidate]:
    """What a thing is said to be by a participle behind it: "the side, managed by Ann Dahl" says that it is managed by her."""
    toks = analysis.toks
    for tok in toks:
        if tok.deprel != "acl" or tok.xpos != "VBN" or tok.head < 0 or toks[tok.head].index > tok.index:
            continue
        below = trimmed(analysis, analysis.subtree(tok.index, 60))
        if len(below) < 3 or not any(g in analysis.name_at or g in analysis.value_at for g in below):
            continue
        subject = [g for g in phrase(analysis, tok.head) if g < below[0] and toks[g].deprel not in ("case", "cc")]
        subject = [g for g in subject if toks[g].text != ","] if subject else []
        if not subject or subject[-1] - subject[0] >= len(subject) or toks[subject[0]].folded in ("a", "an"):
            continue
        past = analysis.toks[analysis.sentences[tok.sentence].root].xpos == "VBD"
        several = toks[tok.head].xpos in ("NNS", "NNPS")
        be = ("were" if several else "was") if past else ("are" if several else "is")
        said, rest = sentence(analysis, subject, set()).rstrip("."), sentence(analysis, below, set())
        held = next((o for o in offices if o.how == "verb" and o.head == tok.index and o.holder not in (None, "?")), None)
        text = f"{said} {be} {rest[:1].lower()}{rest[1:]}"
        start, end = toks[subject[0]].start, toks[below[-1]].end
        if held is not None:
            yield Candidate(text, start, end, tok.index, tok.sentence, "role", held.holder)
        else:
            yield Candidate(text, start, end, tok.index, tok.sentence)


def gapped(analysis: Analysis) -> Iterator[Candidate]:
    """Clauses whose verb is said once for a row: "Sensors brought in $2 billion, Software $1 billion" says it of both."""
    toks = analysis.toks
    for info in analysis.sentences:
        values = [v for v in analysis.values if info.first <= v.first < info.last and not v.side and v.number is not None]
        for head in range(info.first, info.last):
            subject = own_subject(analysis, head) if toks[head].upos == "VERB" else None
            after = [v for v in values if v.first > head]
            if subject is None or not after or not 0 < after[0].first - head <= 3:
                continue
            verb = list(range(max(phrase(analysis, subject)) + 1, after[0].first))
            if not verb or any(toks[g].text in (",", ";") for g in verb):
                continue
            for before, value in pairwise(after):
                between = [g for g in range(before.last, value.first) if toks[g].text != "," and toks[g].deprel != "cc"]
                bridged = before.last < value.first and toks[before.last].folded in (",", "and")
                if (
                    not bridged
                    or any(past(toks[g].folded) for g in between)
                    or not 1 <= len(between) <= 4
                    or any(toks[g].upos not in ("NOUN", "PROPN", "DET", "ADJ", "PRON") for g in between)
                ):
                    break
                tokens = [*between, *verb, *range(value.first, value.last)]
                yield Candidate(sentence(analysis, tokens, set()), toks[between[0]].start, value.end, head, toks[head].sentence)


def office_claims(analysis: Analysis, offices: Sequence[Office]) -> Iterator[Candidate]:
    """Who holds which office, where the document gives both: "Sergey Lavrov is Russian Foreign Minister."."""
    toks = analysis.toks
    for office in offices:
        name = analysis.name_at.get(office.holder_token) if office.holder_token is not None else None
        if name is None or office.holder in (None, "?") or not office.sure:
            continue
        over = office.past and "former" not in office.modifiers
        if over and office.how not in ("is", "as"):
            continue
        called = name.surface
        if name.pronoun:
            called = next((n.surface for n in analysis.names if n.entity == office.holder and not n.pronoun), "")
        if office.how not in ("title", "beside", "is", "list", "as"):
            continue
        if office.how == "title" and not name.pronoun and office.head < name.first and not _leads(analysis, office.head, name.first):
            continue
        first, last = _office_words(analysis, office, name.first, name.last)
        timed = [g for g in range(office.last, last) if g in analysis.value_at or toks[g].folded in ("from", "since", "until")]
        last = min([last, *timed])
        if first > 0 and toks[first - 1].folded == "the" and not first <= name.first < last:
            first -= 1
        words = analysis.text[toks[first].start : toks[last - 1].end].strip(" ,")
        if not words or not called or "counterpart" in words or toks[first].sentence != toks[name.first].sentence:
            continue
        start, end = min(toks[first].start, name.start), max(toks[last - 1].end, name.end)
        opening = toks[first]
        if opening.folded in _WHOSE:
            continue
        owned = opening.folded in ("the", "a", "an") or any(t.text in ("'s", "’s", "'", "’") for t in toks[first : office.first])
        lead = "" if owned else "the "
        words = words[:1].lower() + words[1:] if opening.folded in ("the", "a", "an") else words
        yield Candidate(
            f"{called.removesuffix('’s')} {'was' if over else 'is'} {lead}{words}.",
            start,
            end,
            office.head,
            toks[office.head].sentence,
            "role",
            office.holder,
            words,
        )


def _leads(analysis: Analysis, head: int, first: int) -> bool:
    """Whether an office stands right before a name, with nothing between that could be what the name names."""
    toks = analysis.toks
    between = range(head + 1, first)
    return all(
        toks[g].deprel in ("flat", "punct", "case", "conj", "cc") or g in analysis.name_at or toks[g].text.endswith(".") for g in between
    )


def _office_words(analysis: Analysis, office: Office, first: int, last: int) -> tuple[int, int]:
    """The office's stretch of tokens with its bodies, stopping at the holder's name."""
    toks = analysis.toks
    low, _ = analysis.token_range(office.start, office.end)
    high = low + len([t for t in toks[low:] if t.start < office.end and t.end <= office.end])
    for g in toks[office.head].children:
        if g > office.head and toks[g].deprel in ("nmod", "conj") and not first <= g < last:
            high = max(high, analysis.subtree(g, 30)[-1] + 1)
    if low < first < high:
        high = first
    if low < last <= high and first <= low:
        low = last
    while low < high and toks[low].text in (",", "(", "-", "–"):
        low += 1
    while low > 0 and toks[low - 1].deprel == "compound" and toks[low - 1].head == office.head and low - 1 not in analysis.name_at:
        low -= 1  # "Harbour Minister": what the office is for
    while high > low and toks[high - 1].text in (",", ")", ".", "-", "–"):
        high -= 1
    return low, high
