"""Unsupported: what a text says that nothing in the golden set licenses.

Values are licensed by slots that hold them and by one step of arithmetic over such values; names by the world; quotations and
clauses by their words. What a contradicted fact covers is not reported again.
"""

from __future__ import annotations

from collections.abc import Iterable
from factspec.binding.bound import EQUAL, Bound
from factspec.fact_types.base import Told
from factspec.lexicon import kinds
from factspec.model import Unsupported, UnsupportedKind
from factspec.reading.analysis import Name

_LOOSE = EQUAL | {"rounded", "vaguer", "weekday-wrong"}
_NOVEL = 0.6
_GENERIC = frozenset("thing point reason fact figure number question takeaway way word line time part side step example item case".split())

_TALK = frozenset({"you", "your", "i", "we", "us", "our", "?", "me", "my"})


def find_unsupported(told: Told, covered: Iterable[tuple[int, int]]) -> tuple[Unsupported, ...]:
    """Everything unlicensed outside the ``covered`` stretches, by start; one stretch gives one finding."""
    taken = bytearray(len(told.analysis.text))  # a mark for every character that a finding has
    found: list[tuple[int, int, UnsupportedKind, str]] = []

    def take(start: int, end: int) -> None:
        taken[start:end] = b"\1" * (end - start)

    def add(start: int, end: int, kind: UnsupportedKind, reason: str) -> None:
        if taken.find(1, start, end) < 0:
            found.append((start, end, kind, reason))
            take(start, end)

    for start, end in covered:
        take(start, end)

    for quotation in told.quotes:
        if _novel_quote(told, quotation.first, quotation.last):
            add(quotation.start, quotation.end, "quotation", "nobody in the golden set says this")
    for bound in told.bounds:
        kind = _unlicensed(told, bound)
        if kind is not None:
            add(bound.value.start, bound.value.end, kind, "no fact and nothing in the background gives this value")
    for name in told.analysis.names:
        if name.entity is None and not _known_words(told, name):
            add(name.start, name.end, "name", "nobody of this name is in the golden set")
    for start, end in _novel_clauses(told):
        add(start, end, "clause", "nothing in the golden set speaks of this")
    found.sort()
    document = told.analysis.document
    return tuple(
        Unsupported(kind, told.analysis.text[start:end], start, end, *document.line_column(start), None, f"unsupported-{kind}", reason)
        for start, end, kind, reason in found
    )


def _licensed_word(told: Told, key: str) -> bool:
    return any(near >= _NOVEL for _, near in told.golden.licensed.stands_for(key))


def novelty(told: Told, tokens: Iterable[int]) -> tuple[int, int]:
    """(unlicensed, all) content words among the tokens, names and values aside."""
    new = every = 0
    for k in tokens:
        tok = told.analysis.toks[k]
        if not tok.content or k in told.analysis.value_at or k in told.analysis.name_at or tok.upos not in ("NOUN", "VERB", "ADJ"):
            continue
        every += 1
        if not any(_licensed_word(told, key) for key in told.keys[k]):
            new += 1
    return new, every


def _unlicensed(told: Told, bound: Bound) -> UnsupportedKind | None:
    value = bound.value
    if any(r in _LOOSE for r in bound.relations) or bound.refused or value.side or bound.counted in _GENERIC:
        return None
    if value.number is not None:
        quantity = value.number.quantity
        if quantity.kind in ("identifier", "ordinal", "multiple", "fraction") and not quantity.unit:
            return None
        if quantity.value is None and quantity.sides is None and quantity.kind != "range":
            return None
        if bound.derived:
            return None
        if quantity.value is not None and quantity.value <= 12 and not quantity.unit:
            near = [k for k, price in told.near(value.first, value.last, value.head).items() if price <= 1.5]
            new, every = novelty(told, near)
            if new < 2 or new * 2 < every:
                return None
        return "number"
    date = value.date
    if date is None or date.value.start is None or date.value.vague or date.value.relative is not None:
        return None
    as_of = told.golden.world.as_of
    if as_of is not None and date.value.end is not None and date.value.start <= as_of <= date.value.end:
        return None
    if bound.aside:
        return None
    return "date"


def _known_words(told: Told, name: Name) -> bool:
    toks = told.analysis.toks
    for k in range(name.first, name.last):
        tok = toks[k]
        if not tok.text[:1].isupper():
            continue
        if ("=" + tok.folded) in told.golden.licensed._exact or _licensed_word(told, tok.lemma) or tok.folded in told.golden.world.words:
            continue
        return False
    return True


def _novel_quote(told: Told, first: int, last: int) -> bool:
    if last - first < 5:
        return False
    new, every = novelty(told, range(first, last))
    return every >= 3 and new * 5 >= every * 3


def _novel_clauses(told: Told) -> list[tuple[int, int]]:
    """Clauses about the story whose words nothing licenses; talk to the reader and questions are none."""
    analysis = told.analysis
    found: list[tuple[int, int]] = []
    talk = {tok.sentence for tok in analysis.toks if tok.folded in _TALK}
    for tok in analysis.toks:
        if tok.upos != "VERB" or not tok.content or tok.sentence in talk:
            continue
        own = [k for k in analysis.subtree(tok.index, 60)]
        stop = {g for k in own for g in analysis.toks[k].children if k != tok.index and analysis.toks[g].upos == "VERB"}
        if stop:
            cut = {j for g in stop for j in analysis.subtree(g, 60)}
            own = [k for k in own if k not in cut]
        if not 2 < len(own) <= 40:
            continue
        new, every = novelty(told, own)
        if new >= 3 and new * 4 >= every * 3 and not any(_licensed_word(told, key) for key in told.keys[tok.index]) and _things(told, own) >= 2:
            found.append((analysis.toks[own[0]].start, analysis.toks[own[-1]].end))
    return found


def _things(told: Told, tokens: Iterable[int]) -> int:
    """Unlicensed nouns among the tokens that name something definite, not a time, a measure or a place in the text."""
    count = 0
    for k in tokens:
        tok = told.analysis.toks[k]
        if tok.upos == "NOUN" and tok.content and k not in told.analysis.value_at and k not in told.analysis.name_at and tok.lemma not in _GENERIC:
            if not any(_licensed_word(told, key) for key in told.keys[k]) and not kinds(tok.lemma) <= {"time", "quantity", "attribute"}:
                count += 1
    return count
