"""Unfolded text: what a sentence leaves out put back, so that every clause stands by itself.

"The Kestrel carries grain, the Osprey timber" leaves a verb out, "A and B are red and blue respectively" deals out two lists, "the former"
points at the first of two. Each is written out in full, with the places of what it was made of.
"""

from __future__ import annotations

from factspec.reading.analysis import Analysis
from factspec.reading.dealt import dealt
from factspec.reading.gapped import gapped
from factspec.reading.pointed import pointed
from factspec.reading.words import Word, spliced, words_of
from factspec.text.spliced import Piece, Spliced

LONGEST = 60


def unfolded(analysis: Analysis) -> Spliced | None:
    """The text with its elliptical sentences written out, or None where there are none."""
    pieces: list[Piece] = []
    text = analysis.text
    at = 0
    for number, info in enumerate(analysis.sentences):
        if info.kind not in ("prose", "quote", "bullet", "heading") or info.cells or info.last - info.first > LONGEST:
            continue
        made = _sentence(analysis, number)
        if made is not None:
            pieces.append(Piece(text[at : info.start], at, info.start))
            pieces += spliced(analysis, made)
            at = info.end
    if not at:
        return None
    pieces.append(Piece(text[at:], at, len(text)))
    return Spliced(pieces)


def _sentence(analysis: Analysis, number: int) -> list[list[Word]] | None:
    """The sentences that a sentence is written out as, or None where it leaves nothing out."""
    info = analysis.sentences[number]
    words = words_of(analysis, info.first, info.last)
    named = pointed(analysis, number, words)
    parts = dealt(analysis, named or words) or [named or words]
    full: list[list[Word]] = []
    for part in parts:
        full += gapped(analysis, part) or [part]
    return full if named is not None or len(full) > 1 else None
