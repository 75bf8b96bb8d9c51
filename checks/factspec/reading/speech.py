"""Speech: which words are in whose mouth.

A speech has a verb (or "according to"), a holder and the tokens it covers. Quotation marks and the tree both mark its content;
an unquoted report covers the complement clause of its verb.
"""

from __future__ import annotations

from dataclasses import dataclass

from factspec.lexicon import kinds, verb_class
from factspec.reading.analysis import Analysis

_OPEN = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "``": "''"}
_SPEECH_NOUNS = frozenset("word words view opinion statement claim account quote".split())


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: characters between the marks, and the tokens inside."""

    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Speech:
    """``holder`` (a token, or None where nobody is named) says the tokens ``[first, last)``; ``verb`` is the word that reports it."""

    verb: int
    holder: int | None
    first: int
    last: int
    quoted: bool = False

    def covers(self, token: int) -> bool:
        return self.first <= token < self.last and token != self.verb


def is_speech(lemma: str) -> bool:
    kinds = verb_class(lemma)
    return "speech" in kinds or "speech-ask" in kinds or "speech-denial" in kinds


def _blank_line(between: str) -> bool:
    return between.count("\n") > 1 or between.count("\r") > 1


def find_quotes(analysis: Analysis) -> tuple[Quote, ...]:
    """Quotations of three words and more within one paragraph, outermost marks only."""
    toks = analysis.toks
    found: list[Quote] = []
    open_at: int | None = None
    closer = ""
    for k, tok in enumerate(toks):
        mark = tok.text
        raw = analysis.text[tok.start : tok.end]
        if open_at is None:
            if raw in _OPEN or mark in ("``", '"', "'", "“", "‘"):
                if raw in ("'", "’", "‘") and not (
                    k + 1 < len(toks) and toks[k + 1].start == tok.end and (k == 0 or toks[k - 1].end < tok.start)
                ):
                    continue
                open_at, closer = k, _OPEN.get(raw, raw)
        elif raw == closer or (closer in ("”", '"') and raw in ("”", '"', "''")):
            if closer in ("’", "'") and k + 1 < len(toks) and toks[k + 1].start == tok.end and toks[k + 1].text[:1].isalnum():
                continue
            if k - open_at > 1:
                found.append(Quote(toks[open_at].end, tok.start, open_at + 1, k))
            open_at = None
        elif k - open_at > 120 or _blank_line(analysis.text[toks[k - 1].end : tok.start]):
            open_at = None
    return tuple(found)


def _subject(analysis: Analysis, verb: int) -> int | None:
    toks = analysis.toks
    for k in range(verb - 1, max(verb - 9, analysis.sentences[toks[verb].sentence].first - 1), -1):
        if toks[k].upos in ("VERB", "AUX") or toks[k].text in (",", ";", ":"):
            break
        if toks[k].folded == "what" and k + 1 < verb and (name := analysis.name_at.get(k + 1)) is not None:
            return name.head  # "what Ann Lee of the union said was that ..."
    seen = 0
    at = verb
    while at >= 0 and seen < 3:
        for k in toks[at].children:
            if toks[k].deprel in ("nsubj", "obl:agent"):
                return k
        for k in toks[at].children:
            if (
                toks[k].deprel == "obl"
                and any(toks[g].folded == "by" for g in toks[k].children)
                and any(toks[g].deprel in ("aux:pass", "nsubj:pass") for g in toks[at].children)
            ):
                return k
        if toks[at].deprel not in ("conj", "xcomp", "advcl") or any(toks[k].text == ";" for k in range(toks[at].head + 1, at)):
            break
        at = toks[at].head
        seen += 1
    return _beside(analysis, verb)


def _beside(analysis: Analysis, verb: int) -> int | None:
    """The name or noun straight before a verb of saying, where the tree has no subject for it ("..., the purser, Finn Abel, said")."""
    toks = analysis.toks
    k = verb - 1
    low = analysis.sentences[toks[verb].sentence].first
    while k > low and (toks[k].upos == "ADV" or toks[k].text == ","):
        k -= 1
    if (
        toks[verb].lemma not in _PLAIN
        or k < low
        or not (k in analysis.name_at or toks[k].upos in ("NOUN", "PROPN"))
        or not _speaks(analysis, k)
    ):
        return None
    head = analysis.name_at[k].head if k in analysis.name_at else k
    if any(toks[g].deprel == "case" and toks[g].folded not in ("'s", "’s", "'") for g in toks[head].children):
        return None
    return head


def find_speech(analysis: Analysis, quotes: tuple[Quote, ...]) -> tuple[Speech, ...]:
    """All reports of speech in the text, in text order of their verbs."""
    toks = analysis.toks
    found: list[Speech] = []
    for tok in toks:
        if tok.folded == "according" and tok.head >= 0:
            holder = tok.head if toks[tok.head].deprel.startswith(("obl", "nmod")) or tok.deprel in ("case", "fixed") else None
            if holder is not None and holder != tok.index:
                info = analysis.sentences[tok.sentence]
                found.append(Speech(tok.index, holder, *_clause_around(analysis, tok.index, info.first, info.last)))
            continue
        if tok.lemma in _SPEECH_NOUNS and tok.upos == "NOUN":
            told_by = _in_words_of(analysis, tok.index)
            if told_by is not None:
                found.append(told_by)
            continue
        if tok.upos != "VERB" or not is_speech(tok.lemma):
            continue
        turned = _inverted(analysis, tok.index)
        if turned is not None:
            found.append(turned)
            continue
        content = _content(analysis, tok.index)
        if content is not None:
            found.append(Speech(tok.index, _subject(analysis, tok.index), *content))
    found += _labelled(analysis)
    found += _signed(analysis, quotes)
    return tuple(found + _quoted(analysis, quotes))


def _content(analysis: Analysis, verb: int) -> tuple[int, int] | None:
    """The tokens that a verb of saying reports: its complement, or, hung on as an aside, the clause around it."""
    toks = analysis.toks
    tok = toks[verb]
    info = analysis.sentences[tok.sentence]
    low, high = _clause_around(analysis, verb, info.first, info.last)
    content: tuple[int, int] | None = None
    said_that = any(
        toks[k].deprel == "ccomp" and k > verb and any(toks[g].folded == "that" and toks[g].deprel == "mark" for g in toks[k].children)
        for k in tok.children
    )
    with_object = any(toks[k].deprel == "obj" for k in tok.children)
    for k in tok.children:
        child = toks[k]
        if (said_that and k < verb) or not low <= k < high:
            continue  # "the request was rejected by the board, whose chair said that ..."
        clause = child.deprel in ("ccomp", "xcomp") or (
            child.deprel == "parataxis"
            and child.upos in ("VERB", "ADJ", "NOUN")
            and not (with_object and k > verb and not _colon(analysis, verb, k))
        )
        if clause or (child.deprel in ("obj", "obl") and child.upos != "PRON" and "speech-ask" in verb_class(tok.lemma)):
            below = analysis.subtree(k)
            content = _widen(content, below[0], below[-1] + 1)
    embedded = tok.deprel == "ccomp" and any(toks[k].deprel == "mark" for k in tok.children)
    if content is None and tok.deprel in ("parataxis", "ccomp") and tok.head >= 0 and not embedded and not _of_its_own(analysis, verb):
        own = set(analysis.subtree(verb))
        rest = [k for k in analysis.subtree(tok.head) if k not in own]
        if rest:
            content = (rest[0], rest[-1] + 1)
    if content is None:
        return None
    content = (max(content[0], low), min(content[1], high))
    return content if content[0] < content[1] else None


def _colon(analysis: Analysis, first: int, last: int) -> bool:
    return any(analysis.toks[k].text in (":", "“", '"', "``") for k in range(first, last))


def _of_its_own(analysis: Analysis, verb: int) -> bool:
    """Whether a verb of saying tells an act of its own and reports nothing around it ("and a merger has been ruled out by X")."""
    toks = analysis.toks
    below = [toks[k] for k in analysis.toks[verb].children]
    if verb + 1 < len(toks) and toks[verb + 1].folded == "that":
        return True
    return any(t.deprel in ("aux:pass", "nsubj:pass", "obj") or (t.deprel == "cc" and t.index < verb) for t in below)


_PLAIN = frozenset(
    "say add note write explain state remark observe comment declare announce report claim insist argue tell recall "
    "reply conclude warn agree".split()
)
_BEFORE = frozenset({",", '"', "”", "''", "?", "!", "’", "'", "–", "—", ";"})


def _phrase_head(analysis: Analysis, first: int, last: int) -> int | None:
    """The noun that heads the phrase beginning at token ``first``, if a phrase that may name a speaker begins there."""
    toks = analysis.toks
    k = first
    if k < last and k in analysis.name_at:
        name = analysis.name_at[k]
        follows = name.last
        if follows < last and toks[follows].folded in ("'s", "’s", "'"):
            return _phrase_head(analysis, follows + 1, last)
        if (
            follows < last
            and toks[follows].upos in ("NOUN",)
            and toks[follows].head > name.head >= 0
            and toks[name.head].head == toks[follows].index
        ):
            return _phrase_head(analysis, follows, last)
        return name.head
    while (
        k < last
        and k - first < 6
        and k not in analysis.name_at
        and toks[k].upos in ("DET", "ADJ", "PRON")
        and toks[k].xpos not in ("PRP", "WP", "WDT")
    ):
        k += 1
    if k < last and k in analysis.name_at:
        return _phrase_head(analysis, k, last)
    head: int | None = None
    while k < last and k not in analysis.name_at and toks[k].upos in ("NOUN", "PROPN", "ADJ"):
        if toks[k].upos != "ADJ":
            head = k
        k += 1
    if head is not None and k < last and k in analysis.name_at and toks[k - 1].folded != ",":
        return analysis.name_at[k].head
    return head


def _speaks(analysis: Analysis, k: int) -> bool:
    """Whether the noun at ``k`` can hold a speech: a name, a person, a group."""
    return (
        k in analysis.name_at
        or bool(kinds(analysis.toks[k].lemma) & {"person", "group", "organization"})
        or analysis.toks[k].upos == "PROPN"
    )


def _inverted(analysis: Analysis, verb: int) -> Speech | None:
    """A report that follows its content: "..., said the minister"."""
    toks = analysis.toks
    tok = toks[verb]
    info = analysis.sentences[tok.sentence]
    if tok.lemma not in _PLAIN or tok.xpos not in ("VBD", "VBZ", "VBP", "VB", "VBN"):
        return None
    opens, behind = _opening(analysis, verb, info.first)
    if opens - 1 < info.first or toks[opens - 1].text not in (_BEFORE if opens == verb else _BEFORE | {":"}):
        return None
    holder = _phrase_head(analysis, behind, info.last)
    if holder is None or (opens == verb and _straight(analysis, verb, holder)) or not _speaks(analysis, holder):
        return None
    first = opens - 1
    while first > info.first and toks[first - 1].text != ";":
        first -= 1
    return Speech(verb, holder, first, opens) if opens - first >= 2 else None


def _opening(analysis: Analysis, verb: int, low: int) -> tuple[int, int]:
    """Where a report behind its content begins, and where its speaker: "said X", "so said X", "it was said by X"."""
    toks = analysis.toks
    if verb > low and toks[verb - 1].folded == "so":
        return verb - 1, verb + 1
    passive = verb - 2 >= low and toks[verb - 2].folded == "it" and toks[verb - 1].lemma == "be"
    if passive and verb + 1 < len(toks) and toks[verb + 1].folded == "by":
        return verb - 2, verb + 2
    return verb, verb + 1


def _straight(analysis: Analysis, verb: int, behind: int) -> bool:
    """Whether the noun ``behind`` a verb of saying with its subject before it begins what is said, or is told it ("told us that ...")."""
    toks = analysis.toks
    name = analysis.name_at.get(behind)
    after = name.last if name is not None else behind + 1
    if after >= len(toks) or (toks[after].upos not in ("VERB", "AUX") and toks[after].folded != "that"):
        return False
    return any(toks[k].deprel.split(":")[0] == "nsubj" and k < verb for k in toks[verb].children)


def _clause_around(analysis: Analysis, k: int, first: int, last: int) -> tuple[int, int]:
    """The tokens of the sentence around ``k``, cut at semicolons."""
    toks = analysis.toks
    low, high = k, k
    while low > first and toks[low - 1].text != ";":
        low -= 1
    while high < last and toks[high].text != ";":
        high += 1
    return low, high


def _in_words_of(analysis: Analysis, k: int) -> Speech | None:
    """ "... , in the words of her daughter": the rest of the clause is hers."""
    toks = analysis.toks
    if not any(toks[g].folded == "in" and toks[g].deprel == "case" for g in toks[k].children):
        return None
    info = analysis.sentences[toks[k].sentence]
    for g in toks[k].children:
        if (toks[g].deprel == "nmod" and any(toks[h].folded == "of" for h in toks[g].children)) or toks[g].deprel == "nmod:poss":
            return Speech(k, g, *_clause_around(analysis, k, info.first, info.last))
    return None


def _labelled(analysis: Analysis) -> list[Speech]:
    """Lines that begin with their speaker: "Renn after the ruling: the state will appeal"."""
    toks = analysis.toks
    found: list[Speech] = []
    for info in analysis.sentences:
        colon = next((k for k in range(info.first + 1, min(info.last, info.first + 10)) if toks[k].text == ":"), None)
        if colon is None or info.last - colon < 4 or info.cells:
            continue
        if any(toks[k].upos in ("VERB", "AUX") and k + 1 < colon and toks[k].xpos != "VBG" for k in range(info.first, colon)) or any(
            k in analysis.value_at for k in range(info.first, colon)
        ):
            continue
        holder = _phrase_head(analysis, info.first, colon)
        clausal = any(toks[k].upos in ("VERB", "AUX") for k in range(colon + 1, info.last))
        if holder is not None and holder in analysis.name_at and clausal:
            found.append(Speech(colon, holder, colon + 1, info.last))
    return found


def _signed(analysis: Analysis, quotes: tuple[Quote, ...]) -> list[Speech]:
    """A quotation with its speaker's name behind a dash or in brackets."""
    toks = analysis.toks
    found: list[Speech] = []
    for quote in quotes:
        k = quote.last + 1
        if k + 1 < len(toks) and toks[k].text in ("–", "—", "-", "(", "--"):
            holder = _phrase_head(analysis, k + 1, min(len(toks), k + 8))
            if holder is not None and holder in analysis.name_at:
                found.append(Speech(k, holder, quote.first, quote.last, True))
    return found


def _quoted(analysis: Analysis, quotes: tuple[Quote, ...]) -> list[Speech]:
    """A quotation belongs to the nearest verb of saying beside it, in its own sentence or the ones that touch it."""
    toks = analysis.toks
    found: list[Speech] = []
    for quote in quotes:
        best: tuple[int, int] | None = None
        low = analysis.sentences[max(0, toks[quote.first].sentence - 1)].first
        high = analysis.sentences[min(len(analysis.sentences) - 1, toks[quote.last - 1].sentence + 1)].last
        for k in range(max(low, quote.first - 25), min(high, quote.last + 25)):
            tok = toks[k]
            if quote.first <= k < quote.last or tok.upos != "VERB" or not is_speech(tok.lemma):
                continue
            away = quote.first - k if k < quote.first else k - quote.last + 1
            away += 12 * abs(tok.sentence - toks[quote.first if k < quote.first else quote.last - 1].sentence)
            if best is None or away < best[0]:
                best = (away, k)
        if best is not None and best[0] <= 24:
            found.append(Speech(best[1], _subject(analysis, best[1]), quote.first, quote.last, True))
    return found


def _widen(span: tuple[int, int] | None, first: int, last: int) -> tuple[int, int]:
    return (first, last) if span is None else (min(span[0], first), max(span[1], last))


def speaker_of(speeches: tuple[Speech, ...], token: int) -> Speech | None:
    """The innermost speech that covers the token: the last verb before it, else the first one behind it."""
    before: Speech | None = None
    after: Speech | None = None
    for speech in speeches:
        if not speech.covers(token):
            continue
        if speech.verb < token and (before is None or (speech.verb, speech.quoted) > (before.verb, before.quoted)):
            before = speech
        elif speech.verb > token and (after is None or speech.verb < after.verb):
            after = speech
    return before or after
