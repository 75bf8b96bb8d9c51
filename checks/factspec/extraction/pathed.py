"""Facts with ``paths``: exactly the values that they mean are compared, and nothing is guessed elsewhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from factspec.binding.bound import EQUAL
from factspec.binding.compiled import CompiledFact, CompiledGolden
from factspec.extraction.keys import unit_of_key, words_of_key
from factspec.extraction.paths import resolve
from factspec.extraction.phrases import as_bool, is_number, scalar, show, told
from factspec.mentions.dates import compare_dates, find_dates, render_date
from factspec.mentions.names import fold
from factspec.mentions.numbers import find_numbers
from factspec.mentions.quantity import compare, parse_golden_value, render
from factspec.model import Fix, Verdict
from factspec.reading.moods import mood

_RANK = {"contradicted": 4, "supported": 3, "partial": 2, "undetermined": 1, "missing": 0}
_VAGUE = frozenset({"rounded", "vaguer"})


@dataclass(frozen=True, slots=True)
class AtPath:
    """What stands at the paths of a fact."""

    verdict: Verdict
    pointer: str | None = None
    found: str | None = None
    rule: str = "not-told"
    reason: str = "nothing stands at the fact's paths"
    fix: Fix | None = None
    being: str | None = None


Judge = Callable[[object], tuple[Verdict, str, str]]


def at_paths(fact: CompiledFact, compiled: CompiledGolden, data: object, as_of: dt.date | None, judge: Judge) -> AtPath:
    """The verdict on a fact with paths. ``judge`` reads a piece of data for this fact as the whole output is read."""
    found: list[AtPath] = []
    for path in fact.fact.paths:
        for pointer, keys, value in resolve(data, path):
            if isinstance(value, (list, tuple)) and all(scalar(v) for v in value):
                entries = [(f"{pointer}/{i}", v) for i, v in enumerate(value[:1000])]
            else:
                entries = [(pointer, value)]
            found += [_one(fact, compiled, keys, at, v, as_of, judge) for at, v in entries if told(v)]
    if not found:
        return AtPath("missing")
    named = {f.being for f in found if f.being is not None}
    best = max(found, key=lambda f: _RANK[f.verdict])
    if best.verdict == "supported" and fact.type in ("name", "mention") and len(fact.beings) > 1 and len(named) < len(set(fact.beings)):
        return AtPath("partial", best.pointer, best.found, "half-told", "names some of them")
    return best


def _one(
    fact: CompiledFact, compiled: CompiledGolden, keys: tuple[str, ...], at: str, value: object, as_of: dt.date | None, judge: Judge
) -> AtPath:
    if not scalar(value):
        verdict, rule, reason = judge({keys[-1] if keys else "value": value})
        return (
            AtPath(verdict, at, None, rule, reason)
            if verdict != "missing"
            else AtPath("undetermined", at, None, "cannot-tell", "what stands there cannot be read as a value")
        )
    text = show(value)[:2000]
    if any(" ".join(fold(w) for w in text.split()) == " ".join(fold(w) for w in a.split()) for a in (*fact.fact.accept, fact.fact.claim)):
        return AtPath("supported", at, text, "supported-claim", "says it")
    if fact.quantity is not None:
        return _quantity(fact, keys, at, value, text)
    if fact.date is not None:
        return _date(fact, at, value, text, as_of)
    if fact.type in ("name", "place", "mention") and fact.beings:
        return _named(fact, compiled, at, text)
    return _said(fact, compiled, keys, at, value, text, judge)


def _quantity(fact: CompiledFact, keys: tuple[str, ...], at: str, value: object, text: str) -> AtPath:
    golden = fact.quantity
    assert golden is not None
    tolerance = fact.fact.tolerance
    slack = {"absolute": tolerance.absolute if tolerance else None, "relative": tolerance.relative if tolerance else None}
    if is_number(value):
        _, scale, unit = unit_of_key(words_of_key(keys[-1])) if keys else ("", "", "")
        shown = f"{text} {scale} {unit}" if scale or unit else f"{text} {fact.fact.unit or ''}"
    else:
        shown = text
    mentions = find_numbers(shown)
    hows = [compare(m.quantity, golden, **slack) for m in mentions]
    if not hows and is_number(value):
        try:
            hows = [compare(parse_golden_value(text, fact.fact.unit), golden, **slack)]
        except ValueError:
            hows = []
    if any(h in EQUAL for h in hows):
        return AtPath("supported", at, text, "supported-value", "says the golden value")
    if any(h in _VAGUE for h in hows):
        return AtPath("partial", at, text, "value-vaguer", "says it more vaguely")
    if (
        is_number(value)
        and golden.value is not None
        and golden.unit == "%"
        and 0 < abs(_decimal(text)) < 1
        and abs(_decimal(text)) * 100 == golden.value
    ):
        return AtPath("undetermined", at, text, "cannot-tell", "a fraction or a percentage: the output does not say which")
    return AtPath("contradicted", at, text, "value-differs", f"says {text}", _number_fix(fact, at, value, text, mentions))


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text.replace(",", ""))
    except ArithmeticError:
        return Decimal(0)


def _number_fix(fact: CompiledFact, at: str, value: object, text: str, mentions: tuple[object, ...] | list[object]) -> Fix | None:
    golden = fact.quantity
    assert golden is not None
    mention = mentions[0] if mentions else None
    if is_number(value) and golden.value is not None:
        found = getattr(getattr(mention, "quantity", None), "value", None)
        raw = _decimal(text)
        made = abs(raw) * golden.value / found if found and found != 0 and raw != 0 else golden.value
        whole = made == made.to_integral_value()
        if isinstance(value, str):
            return Fix(pointer=at, value=format(made.quantize(Decimal(1)) if whole else made.normalize(), "f"))
        return Fix(pointer=at, value=int(made) if whole else float(made))
    if mention is not None:
        return Fix(pointer=at, value=render(golden, mention))  # type: ignore[arg-type]
    return Fix(pointer=at, value=fact.fact.value) if isinstance(fact.fact.value, str) else None


def _date(fact: CompiledFact, at: str, value: object, text: str, as_of: dt.date | None) -> AtPath:
    golden = fact.date
    assert golden is not None
    mentions = find_dates(text, as_of)
    hows = [compare_dates(m, golden) for m in mentions]
    if any(h in ("equal", "finer") for h in hows):
        return AtPath("supported", at, text, "supported-value", "says the golden value")
    if any(h == "vaguer" for h in hows):
        return AtPath("partial", at, text, "value-vaguer", "says it more vaguely")
    fix: Fix | None = None
    if golden.start is not None:
        if isinstance(value, int):
            fix = Fix(pointer=at, value=golden.start.year)
        elif mentions and (made := render_date(golden, mentions[0])):
            fix = Fix(pointer=at, value=text[: mentions[0].start] + made + text[mentions[0].end :])
        else:
            fix = Fix(pointer=at, value=golden.start.isoformat())
    return AtPath("contradicted", at, text, "date-differs", f"says {text}", fix)


def _named(fact: CompiledFact, compiled: CompiledGolden, at: str, text: str) -> AtPath:
    world = compiled.world
    whole = world.resolve(text)
    beings = {whole} if whole is not None else {n.entity for n in world.read(text).names if n.entity is not None}
    hit = next((b for b in fact.beings if b in beings or (b.startswith("=") and fold(b[1:]) in fold(text))), None)
    if hit is not None:
        return AtPath("supported", at, text, "supported-name", "names the golden value in its slot", None, hit)
    if fact.type == "place" and beings & set(fact.chain):
        return AtPath("partial", at, text, "place-vaguer", "names only a place around it")
    name = world.beings[fact.beings[0]].name if fact.beings[0] in world.beings else fact.beings[0].lstrip("=")
    return AtPath(
        "contradicted", at, text, "place-differs" if fact.type == "place" else "name-differs", f"says {text}", Fix(pointer=at, value=name)
    )


def _said(fact: CompiledFact, compiled: CompiledGolden, keys: tuple[str, ...], at: str, value: object, text: str, judge: Judge) -> AtPath:
    """Offices, statements and relations: read under their own key; a flag that says nothing to the reader is taken at its word."""
    key = keys[-1] if keys else "value"
    flag = as_bool(value)
    if fact.type == "role" and fact.holder in compiled.world.beings and flag is None:
        holder = compiled.world.beings[str(fact.holder)].name
        verdict, rule, reason = judge({"name": holder, "role": text})
        if verdict == "missing":
            verdict, rule, reason = "contradicted", "role-differs", "gives another office"
        fix = Fix(pointer=at, value=fact.fact.value) if verdict == "contradicted" and isinstance(fact.fact.value, str) else None
        return AtPath(verdict, at, text, rule, reason, fix)
    if flag is not None:
        denied = fact.predicate >= 0 and mood(fact.analysis, fact.predicate).negated
        verdict, rule, reason = judge({key: value})
        if verdict not in ("supported", "contradicted"):
            right = flag is not denied
            verdict, rule, reason = (
                ("supported", "supported-claim", "says it") if right else ("contradicted", "negated", "the output denies it")
            )
        return AtPath(
            verdict,
            at,
            text,
            rule,
            reason,
            Fix(pointer=at, value=not value if isinstance(value, bool) else "no" if flag else "yes") if verdict == "contradicted" else None,
        )
    verdict, rule, reason = judge({key: value})
    if verdict == "missing":
        verdict, rule, reason = judge(value if len(text.split()) > 2 else {key: value})
    if verdict == "missing":
        return AtPath("contradicted", at, text, "statement-differs", f"says {text[:60]}", Fix(pointer=at, value=fact.fact.claim))
    return AtPath(verdict, at, text, rule, reason, Fix(pointer=at, value=fact.fact.claim) if verdict == "contradicted" else None)
