"""Licensed names: strangers of a text that are nobody new after all."""

from __future__ import annotations

from factspec.fact_types.base import Told
from factspec.licence.words import KNOWN, licence
from factspec.reading.analysis import Name


def unlicensed(told: Told, name: Name) -> bool:
    """Whether a name belongs to nobody of the golden set, in a text that writes names apart from other words."""
    return name.entity is None and not name.pronoun and not _shouted(told, name) and not _known_words(told, name)


def _shouted(told: Told, name: Name) -> bool:
    """Whether the lines around the name are written in capitals, so that these say nothing."""
    number = told.analysis.toks[name.first].sentence
    around = told.analysis.sentences[max(0, number - 1) : number + 2]
    letters = [t for info in around for t in told.analysis.toks[info.first : info.last] if t.text[:1].isalpha()]
    return sum(t.text.isupper() for t in letters) * 2 > len(letters) >= 3


def _known_words(told: Told, name: Name) -> bool:
    """Whether every capitalised word of the name is a word of the golden set."""
    golden = told.golden
    for k in range(name.first, name.last):
        tok = told.analysis.toks[k]
        if not tok.text[:1].isupper() or tok.folded in golden.world.words:
            continue
        if golden.licensed.stands_for("=" + tok.folded) or licence(told, tok.lemma) >= KNOWN:
            continue
        return False
    return True
