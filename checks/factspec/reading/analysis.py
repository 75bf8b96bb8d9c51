"""One text read once: tokens with their trees, the values and names in it, and the marks that clauses carry.

Everything downstream looks at an :class:`Analysis`; nothing downstream searches the text again.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import Any

from factspec.lexicon import is_stopword, phrase_at
from factspec.mentions.dates import DateMention
from factspec.mentions.names import NameIndex, fold
from factspec.mentions.numbers import NumberMention
from factspec.reading.pieces import pieces
from factspec.syntax import Tree, parse_many
from factspec.syntax.lemma import lemma as lemma_of
from factspec.text.document import Document, Sentence

CONTENT = frozenset({"NOUN", "VERB", "ADJ", "PROPN", "NUM", "ADV", "ADP"})


@dataclass(slots=True)
class Tok:
    """A token in its sentence's tree. ``head`` is an index into the analysis' tokens, -1 for a root."""

    index: int
    sentence: int
    start: int
    end: int
    text: str
    folded: str
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str
    margin: int
    children: list[int] = field(default_factory=list)
    content: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A number or date mention laid onto tokens: ``first`` to ``last`` (exclusive), ``head`` the token that carries it.

    The ends of a range stand beside the range itself, with ``side`` "low" or "high".
    """

    kind: str
    start: int
    end: int
    surface: str
    first: int
    last: int
    head: int
    number: NumberMention | None = None
    date: DateMention | None = None
    side: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A name laid onto tokens. ``entity`` is a golden entity's id, a background name's id (``~name``), or None for a stranger."""

    start: int
    end: int
    surface: str
    first: int
    last: int
    head: int
    entity: str | None
    options: tuple[str, ...] = ()
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class SentenceInfo:
    """Tokens ``[first, last)``. ``label`` counts a key's tokens; ``cells`` are a row's token ranges, ``header`` its head."""

    first: int
    last: int
    kind: str
    start: int
    end: int
    root: int
    label: int = 0
    cells: tuple[tuple[int, int], ...] = ()
    header: int = -1


_SCALE = re.compile(r"\bin\s+(thousand|million|billion)s\b", re.IGNORECASE)
_SCALES = {"thousand": Decimal(1_000), "million": Decimal(1_000_000), "billion": Decimal(1_000_000_000)}


def scale_of(text: str) -> Decimal | None:
    """The unit of account that a text declares for its bare figures, if it does."""
    found = _SCALE.search(text)
    return _SCALES[found.group(1).lower()] if found else None


class Analysis:
    """What was read of one text. Attributes are built once by :func:`analyse`; lists are indexed by token."""

    def __init__(self, document: Document, toks: list[Tok], sentences: list[SentenceInfo]) -> None:
        self.document = document
        self.text = document.text
        self.toks = toks
        self.sentences = sentences
        self.values: list[Value] = []
        self.names: list[Name] = []
        self.entity_at: dict[int, str] = {}
        self.name_at: dict[int, Name] = {}
        self.value_at: dict[int, Value] = {}
        self.starts = [t.start for t in toks]
        self.phrase_at: dict[int, str] = {}
        self.acronyms: dict[str, tuple[str, ...]] = {}
        self.scale = scale_of(document.text)
        self.aligned: set[tuple[int, int]] = set()
        self.cost_memo: dict[tuple[int, int], dict[int, float]] = {}
        self.marks: dict[int, tuple[bool, str]] = {}  # by sentence: denied and mode that something outside its words gives it
        self.denied: dict[int, int] = {}  # tokens that the text names only to deny them, with the word that does
        self.earlier: dict[int, int] = {}  # tokens that the text gives as said before, and wrongly
        self.records: frozenset[int] = frozenset()  # sentences whose cells tell of one event
        self.dateline = -1  # where the date begins that only says when the text was written
        self.today: dt.date | None = None  # the day on which the text is read
        self.kept: dict[str, dict[tuple[object, ...], Any]] | None = None  # by function and arguments: see reading/kept.py
        self.separate = False  # whether sentences stand for themselves, so that none is the context of the next

    def close(self) -> None:
        """From here on nothing of it changes, so that what is asked of it once (see reading/kept.py) need not be worked out again."""
        self.kept = {}

    def head_of(self, first: int, last: int) -> int:
        """The token of ``[first, last)`` whose head lies outside: the one that carries the stretch."""
        for i in range(first, last):
            head = self.toks[i].head
            if not first <= head < last:
                return i
        return last - 1

    def token_range(self, start: int, end: int) -> tuple[int, int]:
        """Tokens that overlap the characters ``[start, end)``."""
        from bisect import bisect_left, bisect_right

        last = bisect_left(self.starts, end)
        first = max(0, bisect_right(self.starts, start) - 1)
        while first < last and self.toks[first].end <= start:
            first += 1
        return first, last

    def subtree(self, root: int, limit: int = 400) -> list[int]:
        """Tokens below ``root`` and itself, in text order, at most ``limit``."""
        found, queue = [root], [root]
        while queue and len(found) < limit:
            for child in self.toks[queue.pop()].children:
                found.append(child)
                queue.append(child)
        return sorted(found)


def _capitalised(word: str) -> bool:
    return word[:1].isupper()


def analyse(text: str, names: NameIndex | None, as_of: dt.date | None) -> Analysis:
    """Read ``text``: sentences, trees, numbers, dates and names with exact places. Pure; linear in the text."""
    document, dates, numbers, dateline = pieces(text, as_of)
    trees = _parse(document)
    toks: list[Tok] = []
    sentences: list[SentenceInfo] = []
    for sentence, tree in zip(document.sentences, trees, strict=True):
        tokens = sentence.tokens
        base = len(toks)
        root = base
        for k, token in enumerate(tokens):
            head = tree.heads[k]
            if head < 0:
                root = base + k
            word = lemma_of(token.norm, tree.upos[k])
            toks.append(
                Tok(
                    base + k,
                    len(sentences),
                    token.start,
                    token.end,
                    token.norm,
                    fold(token.norm),
                    word,
                    tree.upos[k],
                    tree.xpos[k],
                    base + head if head >= 0 else -1,
                    tree.deprels[k],
                    tree.margins[k],
                    content=tree.upos[k] in CONTENT and not is_stopword(word),
                )
            )
        for k in range(base, len(toks)):
            if toks[k].head >= 0:
                toks[toks[k].head].children.append(k)
        cells = tuple((base + a, base + b) for a, b in sentence.cells)
        header = _head_row(text, sentences, toks, tokens[0].start) if cells else -1
        sentences.append(SentenceInfo(base, len(toks), sentence.kind, tokens[0].start, tokens[-1].end, root, sentence.label, cells, header))
    analysis = Analysis(document, toks, sentences)
    analysis.dateline = dateline
    _find_phrases(analysis)
    _find_values(analysis, dates, numbers)
    if names is not None:
        _find_names(analysis, names)
    return analysis


def _head_row(text: str, sentences: list[SentenceInfo], toks: list[Tok], start: int) -> int:
    """The head row of the table that goes on at ``start``: its first, where a rule follows it or where it holds no figure."""
    above = sentences[-1] if sentences else None
    if above is None or not above.cells:
        return -1
    gap = text[above.end : start]
    if gap.count("\n") > (2 if "--" in gap else 1):
        return -1
    if above.header >= 0:
        return above.header
    ruled = "--" in gap
    wordy = not any(toks[k].upos == "NUM" for k in range(above.first, above.last))
    return len(sentences) - 1 if ruled or (wordy and len(above.cells) > 1 and not _headless(sentences)) else -1


def _headless(sentences: list[SentenceInfo]) -> bool:
    """Whether the last row stands in a table that has gone without a head so far."""
    return len(sentences) > 1 and bool(sentences[-2].cells) and sentences[-1].start - sentences[-2].end <= 6


def _find_phrases(analysis: Analysis) -> None:
    """Set phrases that say what one word says ("lose their lives"), at the token that carries them."""
    lemmas = [t.lemma for t in analysis.toks]
    for info in analysis.sentences:
        for k in range(info.first, info.last):
            phrase = phrase_at(lemmas, k, info.last)
            if phrase is not None:
                analysis.phrase_at[analysis.head_of(phrase.start, phrase.end)] = phrase.lemma


def read_ahead(texts: Iterable[str], as_of: dt.date | None) -> None:
    """Build the trees of some short texts in one go, which costs less than text by text: the parser keeps them."""
    parse_many([part for text in texts for part in _parts(pieces(text, as_of).document)])


def _parts(document: Document) -> list[tuple[str, ...]]:
    """What has a tree of its own: a sentence, or each cell of a row."""
    parts: list[tuple[str, ...]] = []
    for sentence in document.sentences:
        cells = sentence.cells if _covered(sentence) else ()
        norms = sentence.norms
        parts += [norms[a:b] for a, b in cells] or [norms]
    return parts


def _parse(document: Document) -> list[Tree]:
    """The trees of a text's sentences. The cells of a row are no clause: each has a tree of its own, listed under the first."""
    trees = iter(parse_many(_parts(document)))
    found: list[Tree] = []
    for sentence in document.sentences:
        if not sentence.cells or not _covered(sentence):
            found.append(next(trees))
            continue
        own = [next(trees) for _ in sentence.cells]
        first = own[0].root
        heads: list[int] = []
        deprels: list[str] = []
        for (base, _), tree in zip(sentence.cells, own, strict=True):
            listed = base > 0
            heads += [base + h if h >= 0 else first if listed else -1 for h in tree.heads]
            deprels += ["list" if h < 0 and listed else d for h, d in zip(tree.heads, tree.deprels, strict=True)]
        found.append(
            Tree(
                tuple(u for t in own for u in t.upos),
                tuple(x for t in own for x in t.xpos),
                tuple(heads),
                tuple(deprels),
                tuple(m for t in own for m in t.margins),
            )
        )
    return found


def _covered(sentence: Sentence) -> bool:
    """Whether the cells of a row hold all of its tokens, each once."""
    cells = sentence.cells
    return bool(cells) and cells[0][0] == 0 and cells[-1][1] == len(sentence.tokens) and all(a[1] == b[0] for a, b in pairwise(cells))


def _find_values(analysis: Analysis, dates: tuple[DateMention, ...], numbers: tuple[NumberMention, ...]) -> None:
    for date in dates:
        _place_value(analysis, "date", date.start, date.end, date.surface, date=date)
        for side, end in zip(("first", "last"), date.parts, strict=False):
            _place_value(analysis, "date", end.start, end.end, end.surface, date=end, side=side)
    for number in numbers:
        _place_value(analysis, "number", number.start, number.end, number.surface, number=number)
        if number.quantity.kind == "range" and len(number.parts) == 2:
            for side, part in zip(("low", "high"), number.parts, strict=True):
                _place_value(analysis, "number", part.start, part.end, part.surface, number=part, side=side)
    analysis.values.sort(key=lambda v: (v.start, -v.end))
    for value in reversed(analysis.values):
        for i in range(value.first, value.last):
            analysis.value_at[i] = value


def _place_value(
    analysis: Analysis,
    kind: str,
    start: int,
    end: int,
    surface: str,
    number: NumberMention | None = None,
    date: DateMention | None = None,
    side: str = "",
) -> None:
    first, last = analysis.token_range(number.core_start, number.core_end) if number else analysis.token_range(start, end)
    wide_first, wide_last = analysis.token_range(start, end)
    if first >= last:
        return
    head = analysis.head_of(wide_first, wide_last)
    analysis.values.append(Value(kind, start, end, surface, wide_first, wide_last, head, number, date, side))


def caseless(words: Sequence[str]) -> bool:
    """Whether a text is written without capitals, so that a missing capital says nothing."""
    letters = [w for w in words if w[:1].isalpha()]
    return bool(letters) and sum(map(_capitalised, letters)) * 25 < len(letters)


def _find_names(analysis: Analysis, index: NameIndex) -> None:
    toks = analysis.toks
    words = [t.folded for t in toks]
    capitals = [_capitalised(t.text) for t in toks]
    for hit in index.find(words, capitals, caseless([t.text for t in toks])):
        first, last = hit.first, hit.last
        if toks[first].sentence != toks[last - 1].sentence:
            continue
        add_name(analysis, first, last, hit.entities[0], hit.entities)
    analysis.names.sort(key=lambda n: n.start)


def add_name(analysis: Analysis, first: int, last: int, entity: str | None, options: tuple[str, ...] = (), pronoun: bool = False) -> Name:
    """Record that tokens ``[first, last)`` name ``entity``."""
    toks = analysis.toks
    start, end = toks[first].start, toks[last - 1].end
    name = Name(start, end, analysis.text[start:end], first, last, analysis.head_of(first, last), entity, options, pronoun)
    analysis.names.append(name)
    for i in range(first, last):
        if not pronoun or i not in analysis.name_at:
            analysis.name_at[i] = name
    if entity is not None:
        analysis.entity_at[name.head] = entity
    return name
