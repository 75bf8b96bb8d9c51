"""Hypothesis strategies: right and wrong statements of a golden fact, and summaries made of them, each with its label.

For tests of a summarizer's gate, of a golden set, or of factspec itself. What is said comes from num2words, Babel and the lists in this
file, never from the reader's own tables: a notation that the reader does not know is found out, not confirmed. Needs
``pip install 'factspec[strategies]'``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from factspec.api import Golden
from factspec.errors import UsageError
from factspec.model import Entity, Fact

try:
    from babel.dates import format_date
    from babel.numbers import format_decimal
    from hypothesis import strategies as st
    from num2words import num2words
except ImportError as error:
    raise ImportError(f"{error.name} is missing: factspec.strategies needs pip install 'factspec[strategies]'") from None

__all__ = ["Corruption", "Summary", "corruptions", "renderings", "summaries"]

_MONTHS = "January February March April May June July August September October November December".split()
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_SCALES = {"": 1, "thousand": 10**3, "million": 10**6, "billion": 10**9}
_COINS = {"euro": ("€", "EUR"), "dollar": ("$", "USD"), "pound": ("£", "GBP")}
_FIGURE = r"(?<![\w.,:/-])(?P<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_SHAPES = (
    ("day", re.compile(rf"(?:(?:{_DAYS}),? )?(?P<d>\d{{1,2}}) (?P<m>{'|'.join(_MONTHS)}) (?P<y>\d{{4}})(?!\d)")),
    ("day", re.compile(rf"(?:(?:{_DAYS}),? )?(?P<m>{'|'.join(_MONTHS)}) (?P<d>\d{{1,2}}), (?P<y>\d{{4}})(?!\d)")),
    ("money", re.compile(_FIGURE + r"(?: (?P<s>thousand|million|billion))? (?P<c>euro|dollar|pound)s?\b")),
    ("percent", re.compile(_FIGURE + r" ?(?:%|percent\b|per cent\b)")),
    ("count", re.compile(_FIGURE + r"(?![\w:/-]|[.,]\d| (?:thousand|million|billion|percent|per cent)\b| ?%)")),
)
_PATTERNS = ("d MMMM y", "MMMM d, y", "EEEE, d MMMM y", "EEEE, MMMM d, y", "d MMM y", "y-MM-dd")
_AUXILIARY = re.compile(r"\b(is|are|was|were|will|can)\b(?! not\b)")
_AROUND = ("{}", "{} ", "- {}", "* {}", "In short: {}", "TL;DR\n\n{}", "Here is the summary.\n\n{}")


@dataclass(frozen=True, slots=True)
class Corruption:
    """A wrong statement of a fact. ``kind`` is number, date, entity or polarity; ``found`` the words that are wrong."""

    text: str
    kind: str
    found: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A text about a golden set. ``told`` gives for each fact: right, the kind of its corruption, or omitted."""

    text: str
    told: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Value:
    """A value in a claim: its place and what it is worth."""

    start: int
    end: int
    kind: str
    number: Decimal = Decimal(0)
    coin: str = ""
    day: dt.date = dt.date.min


def renderings(fact: Fact | str) -> st.SearchStrategy[str]:
    """Right statements of a fact (or claim): its claim with a value in another notation, in another style of text."""
    claim = _claim(fact)
    said = [claim, *(_put(claim, value, text) for value in _values(claim) for text in _notations(value))]
    return st.tuples(st.sampled_from(list(dict.fromkeys(said))), st.sampled_from(_AROUND)).map(lambda two: two[1].format(two[0]))


def corruptions(fact: Fact | str, golden: Golden | None = None) -> st.SearchStrategy[Corruption]:
    """Wrong statements of a fact (or claim), each with its class.

    Another number or day in the place of the right one, the opposite, and, with a `golden` set, another entity of the same type.
    Raises `UsageError` where none of these can be made of the claim.
    """
    claim = _claim(fact)
    kinds: list[st.SearchStrategy[Corruption]] = [_wrong_value(claim, value) for value in _values(claim)]
    fixed = [*_swapped(claim, golden.golden.entities if golden is not None else ()), *_denied(claim)]
    if fixed:
        kinds.append(st.sampled_from(fixed))
    if not kinds:
        raise UsageError("strategies", f"no number, day, entity or verb to corrupt in: {claim}")
    return st.one_of(kinds)


def summaries(golden: Golden, omit: Iterable[str] = (), corrupt: Iterable[str] = ()) -> st.SearchStrategy[Summary]:
    """Texts that tell the facts of a golden set in any order: those of `omit` not, those of `corrupt` wrongly, the rest rightly.

    Raises `UsageError` for an id that the golden set does not have, or that is in both.
    """
    facts = {fact.id: fact for fact in golden.golden.facts}
    left, wrong = set(omit), set(corrupt)
    for name in sorted((left | wrong) - set(facts) | (left & wrong)):
        why = "is in omit and in corrupt" if name in facts else f"is no fact of {golden.golden.id}: {', '.join(facts)}"
        raise UsageError("strategies", f'"{name}" {why}')
    kept = [name for name in facts if name not in left]
    if not kept:
        raise UsageError("strategies", "every fact is omitted: there is nothing to tell")
    plans: dict[str, st.SearchStrategy[tuple[str, str]]] = {}
    for name in kept:
        if name in wrong:
            plans[name] = corruptions(facts[name], golden).map(lambda made: (made.text, made.kind))
        else:
            plans[name] = st.sampled_from(_plain(facts[name].claim)).map(lambda text: (text, "right"))

    def join(drawn: tuple[list[str], dict[str, tuple[str, str]], str]) -> Summary:
        order, made, glue = drawn
        told = {name: made[name][1] if name in made else "omitted" for name in facts}
        return Summary(glue.join(made[name][0] for name in order), told)

    return st.tuples(st.permutations(kept), st.fixed_dictionaries(plans), st.sampled_from((" ", "\n", "\n\n"))).map(join)


def _plain(claim: str) -> list[str]:
    return list(dict.fromkeys([claim, *(_put(claim, value, text) for value in _values(claim) for text in _notations(value))]))


def _claim(fact: Fact | str) -> str:
    return fact.claim if isinstance(fact, Fact) else fact


def _put(claim: str, value: _Value, text: str) -> str:
    made = claim[: value.start] + text + claim[value.end :]
    return made[0].upper() + made[1:]


# ---- values and how they are written


def _values(claim: str) -> list[_Value]:
    """The values of a claim, found by the shapes above; a bare year is no count."""
    taken: list[_Value] = []
    for kind, shape in _SHAPES:
        for found in shape.finditer(claim):
            value = _value(kind, found)
            if value is not None and all(value.end <= other.start or value.start >= other.end for other in taken):
                taken.append(value)
    return sorted(taken, key=lambda value: value.start)


def _value(kind: str, found: re.Match[str]) -> _Value | None:
    if kind == "day":
        try:
            day = dt.date(int(found["y"]), _MONTHS.index(found["m"]) + 1, int(found["d"]))
        except ValueError:
            return None
        return _Value(*found.span(), "day", day=day)
    number = Decimal(found["n"].replace(",", ""))
    if kind == "money":
        return _Value(*found.span(), kind, number * _SCALES[found["s"] or ""], found["c"])
    if kind == "count" and (found["n"].isdigit() and 1000 <= number <= 2100):
        return None
    return _Value(*found.span(), kind, number)


def _notations(value: _Value) -> list[str]:
    if value.kind == "day":
        return [*(format_date(value.day, pattern, locale="en") for pattern in _PATTERNS), _in_words(value.day)]
    if value.kind == "percent":
        plain = format(value.number.normalize(), "f")
        return [f"{plain}%", f"{plain} percent", f"{plain} per cent", f"{_words(value.number)} percent"]
    if value.kind == "money":
        sign, code = _COINS[value.coin]
        many = value.coin + "s"
        full = format_decimal(value.number, locale="en_US")
        made = [f"{full} {many}", f"{sign}{full}", f"{code} {full}"]
        for word, scale in _SCALES.items():
            if scale > 1000 and value.number >= scale:
                short = format((value.number / scale).normalize(), "f")
                if len(short) <= 5:
                    made += [f"{short} {word} {many}", f"{sign}{short} {word}", f"{code} {short} {word}"]
        return made
    made = [format_decimal(value.number, locale="en_US"), format(value.number.normalize(), "f")]
    if value.number == value.number.to_integral_value() and value.number <= 10_000:
        made.append(_words(value.number))
    return made


def _words(number: Decimal) -> str:
    return str(num2words(int(number) if number == number.to_integral_value() else number, lang="en"))


def _in_words(day: dt.date) -> str:
    return f"the {num2words(day.day, to='ordinal')} of {_MONTHS[day.month - 1]} {day.year}"


# ---- what is wrong


def _wrong_value(claim: str, value: _Value) -> st.SearchStrategy[Corruption]:
    """Far enough from the right value that no rounding and no tolerance makes it right."""
    if value.kind == "day":
        near = st.integers(2, 300).map(lambda days: _Value(value.start, value.end, "day", day=value.day - dt.timedelta(days)))
        return near.flatmap(lambda other: _said(claim, other, "date"))
    limit = 95 if value.kind == "percent" else None
    factors = [Decimal(f) for f in ("0.4", "0.5", "1.5", "2", "3")]
    others = []
    for factor in factors:
        number = (value.number * factor).quantize(Decimal(1)) if value.number >= 10 else value.number + (factor * 4).quantize(Decimal(1))
        if (limit is None or number < limit) and number != value.number and number > 0:
            others.append(_Value(value.start, value.end, value.kind, number, value.coin))
    return st.sampled_from(others).flatmap(lambda other: _said(claim, other, "number"))


def _said(claim: str, other: _Value, kind: str) -> st.SearchStrategy[Corruption]:
    return st.sampled_from(_notations(other)).map(lambda text: Corruption(_put(claim, other, text), kind, text))


def _swapped(claim: str, entities: Iterable[Entity]) -> Iterator[Corruption]:
    """Another entity of the same type in the place of one, where the claim does not name it too."""
    rows = list(entities)
    named = {e.id: span for e in rows if (span := _named(claim, e)) is not None}
    for entity in rows:
        if entity.id in named:
            start, end = named[entity.id]
            for other in rows:
                if (
                    other.id not in named
                    and other.type
                    and other.type == entity.type
                    and not {entity.id, other.id} & _within(entity, other)
                ):
                    yield Corruption(claim[:start] + other.name + claim[end:], "entity", other.name)


def _within(one: Entity, two: Entity) -> set[str]:
    return {*one.within, *two.within}


def _named(claim: str, entity: Entity) -> tuple[int, int] | None:
    for name in sorted((entity.name, *entity.aliases), key=len, reverse=True):
        if found := re.search(rf"(?<!\w){re.escape(name)}(?![\w'’])", claim):
            return found.span()
    return None


def _denied(claim: str) -> Iterator[Corruption]:
    if found := _AUXILIARY.search(claim):
        yield Corruption(claim[: found.end()] + " not" + claim[found.end() :], "polarity", f"{found[1]} not")
