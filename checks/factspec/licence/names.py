"""Licensed names: strangers of a text that are nobody new after all."""

from __future__ import annotations

from factspec.fact_types.base import Told
from factspec.licence.words import KNOWN, licence
from factspec.reading.analysis import Name

_AROUND = 80  # words of a line that are looked at on either side
_GREETINGS = frozenset("hi hello hey dear good thanks thank regards cheers best yours sincerely".split())


def unlicensed(told: Told, name: Name) -> bool:
    """Whether a name belongs to nobody of the golden set, in a text that writes names apart from other words."""
    if name.entity is not None or name.pronoun or _known_words(told, name):
        return False
    return not (_shouted(told, name) or _addressed(told, name) or _passing(told, name))


def _addressed(told: Told, name: Name) -> bool:
    """Whether the name is only greeted at the head of a line, or signs the text at its end."""
    analysis = told.analysis
    toks = analysis.toks
    info = analysis.sentences[toks[name.first].sentence]
    if name.first - info.first <= 3 and toks[info.first].folded in _GREETINGS:
        return True
    rest = toks[name.last : name.last + 7]
    if len(rest) > 6 or any(tok.text.strip(".!,*_") for tok in rest):
        return False
    before = toks[name.first - 1] if name.first > info.first else None
    return before is None or before.text in ("-", "–", "—", ",") or before.folded in _GREETINGS


def _passing(told: Told, name: Name) -> bool:
    """Whether a lone abbreviation is a term of the trade: it does nothing in its clause."""
    tok = told.analysis.toks[name.first]
    if name.last - name.first > 1 or not (tok.text.isupper() and 2 <= len(tok.text) <= 5):
        return False
    return not tok.deprel.startswith("nsubj") and not any(told.analysis.toks[k].folded in ("by", "from", "to") for k in tok.children)


def _shouted(told: Told, name: Name) -> bool:
    """Whether the lines around the name are written in capitals, so that these say nothing."""
    number = told.analysis.toks[name.first].sentence
    around = told.analysis.sentences[max(0, number - 1) : number + 2]
    first, last = max(around[0].first, name.first - _AROUND), min(around[-1].last, name.last + _AROUND)
    letters = [t for t in told.analysis.toks[first:last] if t.text[:1].isalpha()]
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
