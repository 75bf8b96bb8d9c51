"""Words of a sentence that is being rewritten: its tokens, in another order, some of them repeated or spelt otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from factspec.reading.analysis import Analysis, Tok
from factspec.text.spliced import Piece

NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "X", "SYM"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_ONE = {"are": "is", "were": "was", "have": "has", "do": "does"}
WHOSE = frozenset("his her its their our my your".split())


@dataclass(frozen=True, slots=True)
class Word:
    """A token of the text; ``text`` is how it is spelt now, ``again`` whether it repeats one that stands elsewhere as well."""

    tok: Tok
    text: str
    upos: str
    again: bool = False

    @property
    def low(self) -> str:
        return self.tok.folded


Words = Sequence[Word]


def words_of(analysis: Analysis, first: int, last: int) -> list[Word]:
    """The words of the tokens ``[first, last)``; what stands in a name is no verb."""
    return [Word(t, analysis.text[t.start : t.end], _upos(analysis, t)) for t in analysis.toks[first:last]]


def _upos(analysis: Analysis, tok: Tok) -> str:
    """The part of speech, mended where the words around a token leave no doubt: names, "Class A", "Dahl's sending-off"."""
    toks, k = analysis.toks, tok.index
    name = analysis.name_at.get(k)
    if name is not None and not name.pronoun and tok.upos not in ("NUM", "NOUN", "ADP"):
        return "PROPN"
    before = toks[k - 1] if k > analysis.sentences[tok.sentence].first else None
    if before is None:
        return tok.upos
    if tok.text == "A" and before.upos in NOMINAL:
        return "PROPN"
    if tok.xpos == "VBG" and before.folded in POSSESSIVE:
        return "NOUN"
    hyphen = tok if tok.text == "-" else before
    return "X" if hyphen.text == "-" and before.end == tok.start else tok.upos


def repeated(words: Words) -> list[Word]:
    return [replace(w, again=True) for w in words]


def is_verb(word: Word) -> bool:
    return word.upos in ("VERB", "AUX")


def in_phrase(word: Word) -> bool:
    """Whether a word may stand in a phrase without a preposition or a verb."""
    return word.upos in NOMINAL or word.upos == "DET" or word.low in WHOSE or word.low in POSSESSIVE


def opens_phrase(word: Word) -> bool:
    return (word.upos == "DET" and word.low not in ("all", "both")) or word.low in WHOSE


def spliced(analysis: Analysis, sentences: Sequence[Words]) -> list[Piece]:
    """The pieces of rewritten sentences, each begun with a capital and ended with a stop."""
    pieces: list[Piece] = []
    for number, sentence in enumerate(sentences):
        words = list(sentence)
        while words and words[-1].low in (",", ";", ":", "and", "but"):
            words.pop()
        if not words:
            continue
        if number:
            pieces.append(Piece(" ", words[0].tok.start, words[0].tok.start))
        for at, word in enumerate(words):
            if at:
                before = words[at - 1].tok
                if before.index + 1 == word.tok.index:
                    gap = analysis.text[before.end : word.tok.start]
                else:
                    gap = "" if word.text in (",", ".", ";") or word.low in POSSESSIVE else " "
                pieces.append(Piece(gap, word.tok.start, word.tok.start))
            text = word.text if at else word.text[:1].upper() + word.text[1:]
            pieces.append(Piece(text, word.tok.start, word.tok.end, word.again))
        if words[-1].text[-1:] not in (".", "!", "?", "”", '"'):
            end = words[-1].tok.end
            pieces.append(Piece(".", end, end))
    return pieces


def singular(word: Word) -> str:
    """How a word is spelt behind one subject: "are" as "is", "hold" as "holds"."""
    if word.low in _ONE:
        return _ONE[word.low]
    if word.tok.xpos != "VBP":
        return word.text
    low = word.text
    if low.endswith(("s", "x", "ch", "sh", "o")):
        return low + "es"
    return low[:-1] + "ies" if low.endswith("y") and low[-2:-1] not in "aeiou" else low + "s"
