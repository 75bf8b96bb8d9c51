"""Unsupported: what a text says that nothing in the golden set licenses.

Values are licensed by slots that hold them and by one step of arithmetic over such values; names by the world; quotations and
clauses by their words. What a contradicted fact covers is not reported again.
"""

from __future__ import annotations

from collections.abc import Iterable
from factspec.binding.bound import EQUAL, Bound
from factspec.fact_types.base import Told
from factspec.licence.clauses import invented
from factspec.model import Unsupported, UnsupportedKind
from factspec.reading.analysis import Name

_LOOSE = EQUAL | {"rounded", "vaguer", "weekday-wrong"}
_NOVEL = 0.6
_GENERIC = frozenset("thing point reason fact figure number question takeaway way word line time part side step example item case".split())


def find_unsupported(told: Told, covered: Iterable[tuple[int, int]]) -> tuple[Unsupported, ...]:
    """Everything unlicensed outside the ``covered`` stretches, by start; one stretch gives one finding."""
    taken = bytearray(len(told.analysis.text))
    for start, end in covered:
        taken[start:end] = b"\1" * (end - start)
    found: list[tuple[int, int, UnsupportedKind, str]] = []

    def free(start: int, end: int) -> bool:
        return 1 not in taken[start:end]

    def add(start: int, end: int, kind: UnsupportedKind, reason: str) -> None:
        if free(start, end):
            found.append((start, end, kind, reason))
            taken[start:end] = b"\1" * (end - start)

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
    for start, end in invented(told):
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
