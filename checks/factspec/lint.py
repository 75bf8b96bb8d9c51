"""Is a golden set itself sound? How every claim was read, and what an editor should mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factspec import engine
from factspec.agree import NO_COUNT, disagreements
from factspec.binding.compiled import CompiledFact
from factspec.engine import CompiledGolden
from factspec.model import Fact, FactReading, Forbidden, GoldenSet, Where
from factspec.report import shown
from factspec.soundness import deepened


@dataclass(frozen=True, slots=True)
class Remark:
    """One complaint about a golden set, or (`note`) what could not be checked."""

    where: Where
    concerns: str
    rule: str
    message: str
    note: bool = False

    def __str__(self) -> str:
        label = "note: " if self.note else ""
        return f"{self.where}: {self.concerns}: {label}{self.message} [{self.rule}]"


def lint(compiled: CompiledGolden, folder: Path) -> tuple[Remark, ...]:
    """Everything that is not sound, in the order of the file; `folder` holds the set's sources."""
    golden = compiled.golden
    found = [
        *_disagreements(compiled),
        *_problems(golden, compiled.readings),
        *_forbidden(compiled),
        *_uncheckable(compiled),
        *_several(compiled),
        *_confusable(compiled),
        *_owned_twice(golden),
        *check_evidence(golden, folder),
        *_deepened(compiled, folder),
    ]
    found = _without_consequences(found)
    return tuple(sorted(dict.fromkeys(found), key=lambda r: (r.where.line, r.where.column, r.concerns, r.rule, r.message)))


def _without_consequences(found: list[Remark]) -> list[Remark]:
    """A claim that disagrees with its keys, or says nothing, cannot support its fact: the cause is enough."""
    explained = {r.concerns for r in found if r.rule in ("type-disagrees", "nothing-checkable")}
    return [r for r in found if r.rule != "claim-unread" or r.concerns not in explained]


def _where(item: Fact | Forbidden) -> Where:
    return item.where or Where("", 1, 1)


def _disagreements(compiled: CompiledGolden) -> Iterator[Remark]:
    for found in disagreements(compiled):
        yield Remark(found.where, found.fact, "type-disagrees", f"{found.key}: {found.message}")


def _problems(golden: GoldenSet, readings: tuple[FactReading, ...]) -> Iterator[Remark]:
    facts = {f.id: f for f in golden.facts}
    for reading in readings:
        for rule, message in reading.problems:
            yield Remark(_where(facts[reading.fact]), reading.fact, rule, message)


def _forbidden(compiled: CompiledGolden) -> Iterator[Remark]:
    """What must not be said is recognised in its own words, and stated by no claim and not by the background."""
    golden = compiled.golden
    if not golden.forbidden:
        return
    for bad in golden.forbidden:
        verdicts = {f.id: f.verdict for f in engine.read_text(bad.claim, compiled).forbidden}
        if verdicts[bad.id] != "stated":
            yield Remark(_where(bad), bad.id, "claim-unread", "the forbidden claim is not recognised even in its own words")
    for fact in golden.facts:
        for claim in engine.read_text(fact.claim, compiled).forbidden:
            if claim.verdict == "stated":
                yield Remark(_where(fact), fact.id, "claim-forbidden", f'the claim states the forbidden "{claim.id}"')
    if golden.background.strip():
        for claim in engine.read_text(golden.background, compiled).forbidden:
            if claim.verdict == "stated":
                bad = next(b for b in golden.forbidden if b.id == claim.id)
                yield Remark(_where(bad), bad.id, "claim-forbidden", f"the background states it: {shown(claim.found)}")


def _uncheckable(compiled: CompiledGolden) -> Iterator[Remark]:
    for fact in compiled.facts:
        if not fact.words.cues and not fact.analysis.values:
            message = "nothing in the claim can be checked: no value, no name, no word that says what it is about"
            yield Remark(_where(fact.fact), fact.fact.id, "nothing-checkable", message)


def _several(compiled: CompiledGolden) -> Iterator[Remark]:
    """Two numbers or two dates in one claim; a date or an ordinal beside a number is its circumstance."""
    for fact in compiled.facts:
        values = [v for v in fact.analysis.values if not v.side]
        numbers = [v.surface for v in values if v.number is not None and v.number.quantity.kind not in NO_COUNT]
        dates = [v.surface for v in values if v.date is not None]
        many = next((group for group in (numbers, dates) if len(group) > 1), None)
        if many is not None:
            message = f"the claim holds {len(many)} values ({', '.join(many)}): all are checked; one fact for each gives clearer reports"
            yield Remark(_where(fact.fact), fact.fact.id, "several-values", message, note=True)


def _confusable(compiled: CompiledGolden) -> Iterator[Remark]:
    """Facts of one type and unit with the same cues: a value in a text could belong to either, and two values contradict each other."""
    seen: dict[tuple[object, ...], CompiledFact] = {}
    readings = {r.fact: r for r in compiled.readings}  # in the file's order, the facts by their claims
    for fact in compiled.facts:
        reading = readings[fact.fact.id]
        if reading.type not in ("quantity", "date"):
            continue
        given = fact.fact
        key = (reading.type, reading.unit, frozenset(reading.cues), frozenset(reading.parties), given.of, given.about, given.cues)
        first = seen.setdefault(key, fact)
        if first is fact:
            continue
        if (first.quantity, first.date) != (fact.quantity, fact.date):
            yield Remark(
                _where(given), given.id, "claims-clash", f'the claim contradicts the fact "{first.fact.id}": the same words, another value'
            )
        else:
            message = f'it can be confused with "{first.fact.id}": same cues, same unit; say more in the claim, `of` or `about`'
            yield Remark(_where(given), given.id, "confusable", message)


def _owned_twice(golden: GoldenSet) -> Iterator[Remark]:
    owner: dict[str, str] = {}
    for entity in golden.entities:
        for name in dict.fromkeys(" ".join(n.casefold().split()) for n in entity.names):
            if owner.setdefault(name, entity.id) != entity.id:
                where = entity.where or Where(golden.file, 1, 1)
                yield Remark(where, entity.id, "alias-owned-twice", f'the name "{name}" belongs to "{owner[name]}" too')


def _deepened(compiled: CompiledGolden, folder: Path) -> Iterator[Remark]:
    """What the claims, accepted wordings, background and sources show of one another."""
    facts = {f.id: f for f in compiled.golden.facts}
    for fact, rule, message, note in deepened(compiled, _source_texts(compiled.golden, folder)):
        yield Remark(_where(facts[fact]), fact, rule, message, note)


def _source_texts(golden: GoldenSet, folder: Path) -> Iterator[str]:
    """The texts of the sources that are there; what cannot be read is complained of elsewhere."""
    for source in golden.sources:
        if source.path is not None and _inside(source.path, folder):
            try:
                yield _source_text(folder / source.path)
            except (OSError, ValueError):
                continue


def check_evidence(golden: GoldenSet, folder: Path) -> Iterator[Remark]:
    """Whether every quote stands in its source; a source that is not there is a note."""
    texts: dict[str, str | None] = {}
    sources = {s.id: s for s in golden.sources}
    quoted = {e.source for f in golden.facts for e in f.evidence}
    for source in golden.sources:
        where = source.where or Where(golden.file, 1, 1)
        texts[source.id] = None
        if source.path is None:
            if source.id in quoted:
                yield Remark(where, source.id, "not-checked", "no path, so its quotes are not checked", note=True)
            continue
        if not _inside(source.path, folder):
            yield Remark(where, source.id, "source-outside", f'the path "{source.path}" leads out of the set\'s folder')
            continue
        try:
            texts[source.id] = _folded(_source_text(folder / source.path))
        except FileNotFoundError:
            yield Remark(
                where, source.id, "not-checked", f'the file "{source.path}" is not there, so its quotes are not checked', note=True
            )
        except (OSError, ValueError) as error:
            yield Remark(where, source.id, "source-unreadable", f'the file "{source.path}" cannot be read: {error}')
    for fact in golden.facts:
        for evidence in fact.evidence:
            text = texts.get(sources[evidence.source].id)
            if text is not None and _folded(evidence.quote) not in text:
                message = f'the quote "{evidence.quote}" is not in the source "{evidence.source}"'
                yield Remark(evidence.where or _where(fact), fact.id, "quote-not-found", message)


MAX_SOURCE = 50_000_000


def _inside(path: str, folder: Path) -> bool:
    """Whether a path stays in the folder, wherever links on it lead."""
    base = folder.resolve()
    try:
        return not Path(path).is_absolute() and (base / path).resolve().is_relative_to(base)
    except (OSError, ValueError, RuntimeError):  # a NUL in it, a loop of links
        return False


def _source_text(path: Path) -> str:
    if path.exists() and not path.is_file():
        raise ValueError("not a file")  # a pipe would be waited for, a device may have no end
    with path.open("rb") as stream:
        raw = stream.read(MAX_SOURCE + 1)
    if len(raw) > MAX_SOURCE:
        raise ValueError(f"more than {MAX_SOURCE} bytes")
    text = raw.decode("utf-8")
    if path.suffix.lower() in (".html", ".htm"):
        from factspec.inputs.html import extract

        return extract(text)[0]
    return text


_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " "})


def _folded(text: str) -> str:
    """Case, quote marks, dashes and line breaks make no difference to a quote."""
    return " ".join(text.translate(_QUOTES).casefold().split())
