"""Does a fact's long form say the same as its claim? `type`, `value`, `of` and the parties against the sentence they stand beside.

In: a compiled golden set. Out: disagreements with their places. Only a `value` that the claim plainly gives otherwise stops a set
from being used (`refuse`); the rest is for `factspec lint`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import closeness, keys_at
from factspec.binding.slots import counted_noun
from factspec.engine import CompiledGolden
from factspec.errors import Complaint, GoldenError
from factspec.lexicon import office, opposed, same_office, sibling
from factspec.mentions.dates import compare_dates
from factspec.mentions.quantity import Quantity, compare
from factspec.model import Where
from factspec.reading.analysis import Analysis

NO_COUNT = ("identifier", "ordinal", "multiple", "fraction")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One key of the long form that says something else than the claim. ``plain`` where no reading of the claim can mend it."""

    fact: str
    key: str
    message: str
    where: Where
    plain: bool = False


def refuse(compiled: CompiledGolden) -> None:
    """Raises GoldenError where a `value` plainly disagrees with its claim: no text could be right by both."""
    plain = [d for d in disagreements(compiled) if d.plain]
    if plain:
        raise GoldenError(tuple(Complaint(d.where.file, d.where.line, d.where.column, f"facts.{d.fact}.{d.key}", d.message) for d in plain))


def disagreements(compiled: CompiledGolden) -> Iterator[Disagreement]:
    """Every disagreement, in the order of the facts."""
    for fact in compiled.facts:
        where = fact.fact.where or Where(compiled.golden.file, 1, 1)
        at = fact.fact.value_where or where
        for message in _value(fact):
            yield Disagreement(fact.fact.id, "value", message, at, plain=True)
        for key, message in (*_nothing(fact), *_named(fact, compiled), *_office(fact)):
            yield Disagreement(fact.fact.id, key, message, where)


def _value(fact: CompiledFact) -> Iterator[str]:
    """A number or date of the claim's own kind, and none that is the value."""
    if fact.fact.value is None:
        return
    if fact.quantity is not None and fact.quantity.kind == "identifier" and fact.quantity.value is None:
        yield f"read {_shown(fact)}, expected a number, a range or a score"
        return
    surfaces, outcomes = [], set()
    for value in fact.analysis.values:
        if value.side:
            continue
        if fact.quantity is not None and value.number is not None and _same_count(fact, counted_noun(fact.analysis, value)):
            tolerance = fact.fact.tolerance
            absolute, relative = (tolerance.absolute, tolerance.relative) if tolerance else (None, None)
            if value.number.quantity.kind not in NO_COUNT:
                outcomes.add(compare(value.number.quantity, _unsigned(fact.quantity), absolute=absolute, relative=relative))
                surfaces.append(value.surface)
        elif fact.date is not None and value.date is not None and value.date.value.relative is None and not value.date.value.vague:
            outcomes.add(compare_dates(value.date, fact.date))
            surfaces.append(value.surface)
    outcomes.discard("incomparable")
    if outcomes == {"different"}:
        yield f"read {_shown(fact)}, but the claim says {' and '.join(dict.fromkeys(surfaces))}; expected the claim's own value"


def _unsigned(golden: Quantity) -> Quantity:
    """Without its sign, which a claim gives by a word: -3 for "fell by 3 percent"."""
    if golden.value is None or golden.value >= 0 or golden.low != golden.high:
        return golden
    return replace(golden, low=-golden.value, high=-golden.value, value=-golden.value)


def _shown(fact: CompiledFact) -> str:
    value = fact.fact.value
    text = value if isinstance(value, str) else ", ".join(v if isinstance(v, str) else f"{v[0]}: {v[1]}" for v in value or ())
    return f"{text} {fact.fact.unit}" if fact.fact.unit else text


def _same_count(fact: CompiledFact, counted: str) -> bool:
    """Whether a number of the claim may count what `unit` names: 3 rounds are no rival of 26 people."""
    unit = fact.fact.unit
    if unit is None or fact.quantity is None or fact.quantity.dimension or not counted:
        return True
    words = [w for w in unit.casefold().split() if w]
    return any(w == counted or w.startswith(counted) or counted.startswith(w) or closeness(counted, w) >= 0.4 for w in words)


def _nothing(fact: CompiledFact) -> Iterator[tuple[str, str]]:
    """A type whose value neither the claim nor `value` gives."""
    asked = {
        "quantity": (fact.quantity is not None, "a number"),
        "date": (fact.date is not None, "a date"),
        "role": (fact.office is not None or fact.fact.value is not None, "an office"),
        "place": (bool(fact.beings), "a place"),
        "name": (bool(fact.beings), "a name"),
        "mention": (bool(fact.beings) or bool(fact.analysis.names), "a name"),
    }
    there, what = asked.get(fact.type, (True, ""))
    if fact.fact.type is not None and not there:
        yield "type", f"read {fact.type}, but neither the claim nor `value` gives {what}"


def _named(fact: CompiledFact, compiled: CompiledGolden) -> Iterator[tuple[str, str]]:
    """Which entity a key names must stand in the claim; plain words of `of` may be a label of their own, but no opposite."""
    given = fact.fact
    keys: list[tuple[str, str | None]] = [("by", given.by), ("subject", given.subject), ("object", given.object), ("of", given.of)]
    if given.type in ("name", "place", "mention") and given.value is not None:
        values = (given.value,) if isinstance(given.value, str) else given.value
        keys += [("value", v) for v in values if isinstance(v, str)]
    for key, words in keys:
        if words is None:
            continue
        being = compiled.world.resolve(words)
        if being is not None and not _names(fact.analysis, being, compiled):
            yield key, f'read "{words}", of which the claim says nothing'
        elif being is None and key == "of" and (word := _turned(fact.analysis, compiled.world.read(words))) is not None:
            yield key, f'read "{words}", but the claim says "{word}"'


def _names(claim: Analysis, being: str, compiled: CompiledGolden) -> bool:
    """Whether a claim names the being or shares a word with one of its names."""
    if any(being == n.entity or being in n.options for n in claim.names):
        return True
    said = {key.lstrip("=") for k in range(len(claim.toks)) for key in keys_at(claim, k)} | {t.folded for t in claim.toks}
    read = [compiled.world.read(name) for name in compiled.world.beings[being].names]
    asked = {word for a in read for t in a.toks for word in (t.folded, t.lemma) if len(word) > 1}
    return bool(asked & said)


def _turned(claim: Analysis, words: Analysis) -> str | None:
    """The word of a claim that is the opposite or the sibling of what `of` says, where nothing else in the claim is like it."""
    asked = [t.lemma for t in words.toks if t.content]
    said = [t for t in claim.toks if t.content]
    if any(closeness(a, t.lemma) > 0.0 for a in asked for t in said):
        return None
    return next((t.text for t in said for a in asked if opposed(a, t.lemma) or sibling(a, t.lemma)), None)


def _office(fact: CompiledFact) -> Iterator[tuple[str, str]]:
    """The office of `value` against the claim's."""
    if fact.type != "role" or fact.office is None or not isinstance(fact.fact.value, str):
        return
    read = office(fact.fact.value.casefold().split())
    if read is not None and all(same_office(read, (o.group, o.modifiers)) == "different" for o in fact.offices or (fact.office,)):
        yield "value", f'read "{fact.fact.value}", but the claim gives another office'
