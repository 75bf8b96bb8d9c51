"""Is a golden set itself sound? How every claim was read, and what an editor should mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from factspec import engine
from factspec.engine import CompiledGolden
from factspec.model import Fact, FactReading, Forbidden, GoldenSet, Where

ADVICE = frozenset({"several-values"})
"""Problems that are no more than advice: shown as notes."""


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
        *_problems(golden, compiled.readings),
        *_self_check(compiled),
        *_confusable(golden, compiled.readings),
        *_owned_twice(golden),
        *check_evidence(golden, folder),
    ]
    first: dict[tuple[str, str, str], Remark] = {}
    for remark in found:  # the engine and the check below may see the same; one of them is enough
        key = (remark.concerns, remark.rule, "" if remark.rule == "claim-unread" else remark.message)
        first.setdefault(key, remark)
    return tuple(sorted(first.values(), key=lambda r: (r.where.line, r.where.column, r.concerns, r.rule, r.message)))


def _where(item: Fact | Forbidden) -> Where:
    return item.where or Where("", 1, 1)


def _problems(golden: GoldenSet, readings: tuple[FactReading, ...]) -> Iterator[Remark]:
    facts: dict[str, Fact | Forbidden] = {f.id: f for f in golden.facts}
    facts.update((f.id, f) for f in golden.forbidden)
    for reading in readings:
        for rule, message in reading.problems:
            yield Remark(_where(facts[reading.fact]), reading.fact, rule, message, note=rule in ADVICE)


def _self_check(compiled: CompiledGolden) -> Iterator[Remark]:
    """Every claim is read as a text: it must support its own fact and contradict no other."""
    golden = compiled.golden
    for fact in golden.facts:
        reading = engine.read_text(fact.claim, compiled)
        for other in reading.facts:
            if other.fact == fact.id and other.verdict != "supported":
                told = f": {other.reason}" if other.reason else ""
                yield Remark(_where(fact), fact.id, "claim-unread", f"the claim does not support its own fact ({other.verdict}{told})")
            elif other.fact != fact.id and other.verdict == "contradicted":
                yield Remark(_where(fact), fact.id, "claims-conflict", f'the claim contradicts "{other.fact}" ({other.reason})')
        for claim in reading.forbidden:
            if claim.verdict == "stated":
                yield Remark(_where(fact), fact.id, "claims-conflict", f'the claim states the forbidden "{claim.id}"')
    for bad in golden.forbidden:
        verdicts = {f.id: f.verdict for f in engine.read_text(bad.claim, compiled).forbidden}
        if verdicts.get(bad.id) != "stated":
            yield Remark(_where(bad), bad.id, "claim-unread", "the forbidden claim is not recognised even in its own words")


def _confusable(golden: GoldenSet, readings: tuple[FactReading, ...]) -> Iterator[Remark]:
    facts = {f.id: f for f in golden.facts}
    seen: dict[tuple[str, str, frozenset[str], frozenset[str]], str] = {}
    for reading in readings:
        if reading.type not in ("quantity", "date") or reading.fact not in facts:
            continue
        # A claim's own value among its cues tells nothing apart in a text that gets the value wrong.
        key = (reading.type, reading.unit, frozenset(reading.cues), frozenset(reading.parties))
        if key in seen:
            message = f'it can be confused with "{seen[key]}": same cues, same unit; say more in the claim, `of` or `about`'
            yield Remark(_where(facts[reading.fact]), reading.fact, "confusable", message)
        seen.setdefault(key, reading.fact)


def _owned_twice(golden: GoldenSet) -> Iterator[Remark]:
    owner: dict[str, str] = {}
    for entity in golden.entities:
        for name in dict.fromkeys(" ".join(n.casefold().split()) for n in entity.names):
            if owner.setdefault(name, entity.id) != entity.id:
                where = entity.where or Where(golden.file, 1, 1)
                yield Remark(where, entity.id, "alias-owned-twice", f'the name "{name}" belongs to "{owner[name]}" too')


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
        except (OSError, UnicodeDecodeError) as error:
            yield Remark(where, source.id, "source-unreadable", f'the file "{source.path}" cannot be read: {error}')
    for fact in golden.facts:
        for evidence in fact.evidence:
            text = texts.get(sources[evidence.source].id)
            if text is not None and _folded(evidence.quote) not in text:
                message = f'the quote "{evidence.quote}" is not in the source "{evidence.source}"'
                yield Remark(evidence.where or _where(fact), fact.id, "quote-not-found", message)


def _inside(path: str, folder: Path) -> bool:
    base = folder.resolve()
    return not Path(path).is_absolute() and (base / path).resolve().is_relative_to(base)


def _source_text(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    if path.suffix.lower() in (".html", ".htm"):
        from factspec.inputs.html import extract

        return extract(text)[0]
    return text


_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‑": "-", "\xa0": " "})


def _folded(text: str) -> str:
    """Case, quote marks, dashes and line breaks make no difference to a quote."""
    return " ".join(text.translate(_QUOTES).casefold().split())
