"""Mutation testing: every operator on every place where a right text tells a fact, each mutant checked, and what was let through."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from factspec.binding.compiled import CompiledGolden
from factspec.model import Fact, FactFinding, Reading
from factspec.mutate.numbers import changed_places, wrong_dates, wrong_numbers
from factspec.mutate.place import Edit, Place, place_of
from factspec.mutate.words import denials, invented, omitted, opposites, other_names, other_offices

OPERATORS = (
    "off-by-one", "transposed", "scale", "unit", "swap", "date-shift", "month-swap", "year-swap", "name", "office", "direction", "negation",
    "modality", "attribution", "omission", "invented-number",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mutant:
    """A right text made wrong by one edit. ``fact`` is None for what is invented; ``killed_by`` is the finding against it, or ""."""

    text_id: str
    fact: str | None
    edit: Edit
    text: str
    killed_by: str
    was: str = ""
    """The characters of the right text that the edit took away."""

    @property
    def killed(self) -> bool:
        return bool(self.killed_by)


@dataclass(frozen=True, slots=True)
class Protection:
    """How well a golden set protects its texts: all mutants, in order, and the facts that no text tells."""

    mutants: tuple[Mutant, ...]
    unexercised: tuple[str, ...]
    failing: tuple[str, ...]

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        return tuple(m for m in self.mutants if not m.killed)

    def rates(self, key: Callable[[Mutant], str]) -> dict[str, tuple[int, int]]:
        """(killed, made) by a key, in the order in which the keys come."""
        found: dict[str, list[int]] = {}
        for mutant in self.mutants:
            counts = found.setdefault(key(mutant), [0, 0])
            counts[0] += mutant.killed
            counts[1] += 1
        return {name: (killed, made) for name, (killed, made) in found.items()}


def mutate(
    compiled: CompiledGolden, texts: Sequence[tuple[str, str]], read: Callable[[str], Reading], *, seed: int = 0, most: int = 3
) -> Protection:
    """The protection that a golden set gives right texts.

    ``texts`` are (id, text); a text in which something is contradicted already is no test and is named in ``failing``. At most ``most``
    mutants of one operator are made of a fact and text, chosen by ``seed``. The same arguments give the same mutants, everywhere.
    """
    facts = {fact.id: fact for fact in compiled.golden.facts}
    told: set[str] = set()
    mutants: list[Mutant] = []
    failing: list[str] = []
    for text_id, text in texts:
        reading = read(text)
        if any(f.verdict == "contradicted" for f in reading.facts):
            failing.append(text_id)
            continue
        places = [_place(facts[f.fact], f, text) for f in reading.facts if f.verdict == "supported" and f.start is not None]
        told.update(place.fact for place in places)
        for fact, edit in _chosen(list(_edits(compiled, places, text, seed)), text_id, seed, most):
            wrong = edit.applied(text)
            mutants.append(Mutant(text_id, fact, edit, wrong, _against(reading, read(wrong), fact, edit), text[edit.start : edit.end]))
    return Protection(tuple(mutants), tuple(name for name in facts if name not in told), tuple(failing))


def _place(fact: Fact, finding: FactFinding, text: str) -> Place:
    assert finding.start is not None
    assert finding.end is not None
    kind = fact.type or ("quantity" if finding.rule == "supported-value" else finding.rule.removeprefix("supported-"))
    return place_of(fact.id, kind, text, finding.start, finding.end)


def _edits(compiled: CompiledGolden, places: Sequence[Place], text: str, seed: int) -> Iterator[tuple[str | None, Edit]]:
    types = {reading.fact: reading.type for reading in compiled.readings}
    for place in places:
        kind = types.get(place.fact, place.type)
        here = place_of(place.fact, kind, text, place.start, place.end)
        made: list[Edit] = []
        if kind == "quantity":
            made += wrong_numbers(here)
        if kind == "date":
            made += wrong_dates(here)
        if kind in ("name", "place", "relation", "role", "statement", "mention"):
            made += other_names(here, compiled.golden.entities)
        made += [*other_offices(here), *opposites(here)]
        if kind not in ("place", "role", "mention"):
            made += denials(here)
        made += omitted(here)
        for edit in made:
            if edit.applied(text) != text:
                yield place.fact, edit
    for at, one in enumerate(places):
        for two in places[at + 1 :]:
            if types.get(one.fact) == types.get(two.fact) == "quantity":
                swapped = changed_places(one, two)
                if swapped is not None:
                    yield one.fact, swapped
    yield None, invented(text, _pick(seed, text))


def _pick(seed: int, *parts: str) -> int:
    """A number that the seed and the parts give, the same on every machine."""
    return int.from_bytes(hashlib.sha256("\0".join((str(seed), *parts)).encode("utf-8", "surrogatepass")).digest()[:6], "big")


def _chosen(made: list[tuple[str | None, Edit]], text_id: str, seed: int, most: int) -> Iterator[tuple[str | None, Edit]]:
    """At most so many mutants for each fact and operator, every edit once."""
    groups: dict[tuple[str | None, str], list[Edit]] = {}
    seen: set[tuple[int, int, str]] = set()
    for fact, edit in made:
        if edit.operator != "omission" and (edit.start, edit.end, edit.text) in seen:
            continue
        seen.add((edit.start, edit.end, edit.text))
        groups.setdefault((fact, edit.operator), []).append(edit)
    for (fact, operator), edits in groups.items():
        ranked = sorted(edits, key=lambda e: _pick(seed, text_id, fact or "", operator, str(e.start), e.text))[:most]
        for edit in sorted(ranked, key=lambda e: (e.start, e.text)):
            yield fact, edit


def _against(before: Reading, after: Reading, fact: str | None, edit: Edit) -> str:
    """What speaks against a mutant that did not against the text: a contradiction, something unsupported, or the fact gone."""
    wrong = [f.fact for f in after.facts if f.verdict == "contradicted"]
    if wrong:
        return f"contradicted: {fact if fact in wrong else wrong[0]}"
    stated = {f.id for f in before.forbidden if f.verdict == "stated"}
    for claim in after.forbidden:
        if claim.verdict == "stated" and claim.id not in stated:
            return f"forbidden: {claim.id}"
    known = {(u.kind, u.found) for u in before.unsupported}
    for stray in after.unsupported:
        if (stray.kind, stray.found) not in known:
            return f"unsupported: {stray.kind}"
    if edit.operator == "omission":
        verdict = next((f.verdict for f in after.facts if f.fact == fact), "missing")
        return "" if verdict == "supported" else f"{verdict}: {fact}"
    return ""
