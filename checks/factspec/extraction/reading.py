"""Read an extraction output: told as lines and judged by the reader of prose; here its findings get their JSON Pointers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal, InvalidOperation

from factspec.binding.compiled import CompiledFact
from factspec.extraction.lines import Place, Telling, common
from factspec.extraction.paths import value_at
from factspec.extraction.phrases import is_number
from factspec.model import FactFinding, Unsupported
from factspec.reading.analysis import Analysis


def mark(analysis: Analysis, said: Telling) -> None:
    """Give the sentences of the told lines the marks of their records."""
    records: set[int] = set()
    for number, info in enumerate(analysis.sentences):
        line = said.line_at(info.start)
        if line is None:
            continue
        marks = line.line.marks
        if marks.denied or marks.mode:
            analysis.marks[number] = (marks.denied, marks.mode)
        if line.line.record:
            records.add(number)
    analysis.records = frozenset(records)
    analysis.separate = True


def placed(finding: FactFinding, fact: CompiledFact, said: Telling, data: object) -> FactFinding:
    """A finding with its pointer; ``start`` and ``end`` are still those of the told text."""
    if finding.start is None or finding.end is None:
        return finding
    pointer = _pointer(finding, said)
    if finding.verdict == "contradicted" and fact.quantity is not None and _as_share(finding, fact, said, data):
        return replace(
            finding,
            verdict="undetermined",
            pointer=pointer,
            rule="cannot-tell",
            reason="a fraction or a percentage: the output does not say which",
            fix=None,
        )
    return replace(finding, pointer=pointer)


def _pointer(finding: FactFinding, said: Telling) -> str:
    """The value that is wrong, or the smallest object that holds the error."""
    assert finding.start is not None
    assert finding.end is not None
    line = said.line_at(finding.start)
    whole = said.pointer(finding.start, finding.end)
    if line is None or finding.verdict != "contradicted":
        return whole
    marks = line.line.marks
    touched = [str(p.piece.pointer) for p in said.places(finding.start, finding.end)]
    if finding.rule == "negated" and marks.denied_at is not None:
        return marks.denied_at
    if finding.rule == "modality-differs" and marks.mode_at is not None:
        return marks.mode_at
    if finding.rule == "relation-reversed" and line.line.triple is not None:
        return line.line.pointer
    if finding.rule == "attribution-differs" and touched:
        return touched[0]
    if finding.rule == "role-differs" and len(dict.fromkeys(touched)) > 1:
        return common(list(dict.fromkeys(touched))[1:2])
    numbers = [p for p in said.places(finding.start, finding.end) if p.piece.text.strip()[:1].isdigit()]
    if finding.rule in ("value-differs", "date-differs") and len(numbers) == 1 and len(touched) > 1 and _unit_of_key_only(said, finding):
        return str(numbers[0].piece.pointer)
    return whole


def _unit_of_key_only(said: Telling, finding: FactFinding) -> bool:
    assert finding.start is not None
    assert finding.end is not None
    return len({p.piece.pointer for p in said.places(finding.start, finding.end)}) == 1


def _as_share(finding: FactFinding, fact: CompiledFact, said: Telling, data: object) -> bool:
    """Whether a value below 1 is the hundredth part of a golden percentage."""
    golden = fact.quantity
    if golden is None or golden.value is None or golden.unit not in ("%", "percent") or finding.pointer == "":
        return False
    assert finding.start is not None
    assert finding.end is not None
    for place in said.places(finding.start, finding.end):
        raw = value_at(data, str(place.piece.pointer))
        if is_number(raw):
            try:
                value = Decimal(str(raw).replace(",", ".").strip())
            except InvalidOperation:
                continue
            if value and abs(value) < 1 and abs(value) * 100 == abs(golden.value):
                return True
    return False


def inside(finding: FactFinding, said: Telling) -> tuple[int | None, int | None]:
    """Where a finding stands inside its string value, if it stands in one."""
    if finding.start is None or finding.end is None:
        return None, None
    return _inside(said.places(finding.start, finding.end), finding.start, finding.end, finding.pointer)


def _inside(places: tuple[Place, ...], start: int, end: int, pointer: str | None) -> tuple[int | None, int | None]:
    if len(places) != 1 or places[0].piece.at is None or places[0].piece.pointer != pointer:
        return None, None
    place = places[0]
    assert place.piece.at is not None
    low, high = max(start, place.start), min(end, place.end)
    return place.piece.at + low - place.start, place.piece.at + high - place.start


def stray(found: Unsupported, said: Telling) -> Unsupported | None:
    """An unsupported finding with its pointer; None where only words of a key are meant."""
    if found.start is None or found.end is None:
        return None
    places = said.places(found.start, found.end)
    if not places:
        return None
    line = said.line_at(found.start)
    if line is not None and line.line.extra:
        return None
    pointer = said.pointer(found.start, found.end)
    start, end = _inside(places, found.start, found.end, pointer)
    return replace(found, pointer=pointer, start=start, end=end, line=None, column=None)
