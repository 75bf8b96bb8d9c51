"""A golden value written in another usual way stays right; another value in its place is wrong.

Fields and sentences are of this file alone, notations come from num2words, Babel, the standard library and factspec.strategies: nothing is
taken from the engine's own tables.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import pytest
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal, format_percent
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from num2words import num2words

from factspec.engine import read_text
from factspec.model import FactFinding
from factspec.strategies import corruptions, renderings
from strategies import FIXED, compiled, lean_set

AS_OF = dt.date(2026, 3, 12)


@dataclass(frozen=True, slots=True)
class Field:
    """A walk of life: one claim with a gap for its value, and sentences that tell the same."""

    name: str
    claim: str
    texts: tuple[str, ...]


COUNTS = (
    Field("quarry", "The quarry produced {} tonnes of slate in 2024.", (
        "In 2024 the quarry produced {} tonnes of slate.", "Slate is doing well: {} tonnes of it were produced by the quarry in 2024.", "The quarry, which opened long ago, produced {} tonnes of slate in 2024.")),
    Field("choir", "The choir has {} members.", ("The choir has {} members.", "With {} members, the choir is the pride of the valley.", "According to its chairman, the choir has {} members.")),
    Field("app", "The app was downloaded {} times.", ("Users have downloaded the app {} times.", "So far the app has been downloaded {} times.")),
    Field("dam", "The dam holds {} cubic metres of water.", ("The dam holds {} cubic metres of water.", "As much as it seems to be, {} cubic metres of water are held by the dam.")),
    Field("ship", "The ship carried {} containers.", ("The ship carried {} containers when it left.", "On board the ship were {} containers.")),
    Field("museum", "The museum had {} visitors in 2025.", ("In 2025, {} visitors came to the museum.", "The museum counted {} visitors in 2025.")),
)  # fmt: skip
MONEY = (
    Field("bridge", "The bridge cost {}.", ("The bridge cost {}.", "Building the bridge cost {}.", "At a cost of {}, the bridge was no bargain.")),
    Field("painting", "The painting was sold for {}.", ("The painting was sold for {}.", "A collector bought the painting for {}.", "The painting fetched {} at the auction.")),
)  # fmt: skip
SHARES = (
    Field("jobs", "Unemployment in Norland stood at {} in 2025.", ("In 2025 unemployment in Norland stood at {}.", "Norland's unemployment rate was {} in 2025.")),
    Field("turnout", "Turnout was {}.", ("Turnout was {}.", "The turnout came to {}.", "With a turnout of {}, the vote is valid.")),
    Field("alloy", "The alloy contains {} of copper.", ("The alloy contains {} of copper.",)),
)  # fmt: skip
DAYS = (
    Field("strike", "The strike began on {}.", ("The strike began on {}.", "It was on {} that the strike began.", "The strike started on {}, the union said.")),
    Field("opera", "The opera house reopened on {}.", ("The opera house reopened on {}.", "On {}, the opera house opened its doors again.", "Since {} the opera house has been open again.")),
    Field("storm", "The storm hit the coast on {}.", ("The storm hit the coast on {}.", "The coast was hit by the storm on {}.")),
)  # fmt: skip
PEOPLE = (
    Field("prize", "{} won the poetry prize.", ("{} won the poetry prize.", "The poetry prize was won by {}.", "The poetry prize went to {}.")),
    Field("stadium", "{} designed the stadium.", ("{} designed the stadium.", "The stadium was designed by {}.", "It was {} who designed the stadium.")),
    Field("bank", "{} is the governor of the central bank.", ("{} is the governor of the central bank.", "The governor of the central bank, {}, was present.", "The central bank's governor is {}.")),
)  # fmt: skip
NAMES = (
    ("Margarethe", "Olsson", "Greta Olsson"), ("Kwame", "Adjei", "K. B. Adjei"), ("Ingrid", "Solberg", "Inga Solberg"), ("Tariq", "Mansour", "Abu Nadim"),
    ("Dorothea", "Lindqvist", "Thea Lindqvist"), ("Emeka", "Obiora", "Chukwuemeka Obiora"), ("Zsófia", "Kertész", "Zsofi Kertész"), ("Pavel", "Orlik", "Pasha Orlik"),
)  # fmt: skip


def test_there_are_enough_fields() -> None:
    fields = [*COUNTS, *MONEY, *SHARES, *DAYS, *PEOPLE]
    assert len({field.name for field in fields}) >= 12
    assert sum(len(field.texts) for field in fields) >= 30


@lru_cache(maxsize=4000)
def reading_of(claim: str, text: str, people: tuple[str, ...] = ()) -> FactFinding:
    entities = {
        f"p{i}": {"type": "person", "name": name, "aliases": [alias]} for i, (name, alias) in enumerate(zip(people[::2], people[1::2]))
    }
    more = {"entities": entities} if entities else {}
    golden = lean_set({"it": claim}, as_of=AS_OF.isoformat(), **more)
    return read_text(text, compiled(golden)).facts[0]


def expect(verdict: str, claim: str, text: str, people: tuple[str, ...] = ()) -> None:
    found = reading_of(claim, text, people)
    assert found.verdict == verdict, f"{found.verdict} ({found.rule}, {found.found!r}) instead of {verdict}: {text!r} for {claim!r}"


# ---- notations


def sentence(template: str, value: str) -> str:
    text = template.format(value)
    return text[0].upper() + text[1:]


def words(number: int | Decimal) -> str:
    return str(num2words(number, lang="en"))


INTEGERS: dict[str, Callable[[int], str]] = {
    "digits": str,
    "commas": lambda n: format_decimal(n, locale="en_US"),
    "Indian commas": lambda n: format_decimal(n, locale="en_IN"),
    "thin blanks": lambda n: format_decimal(n, locale="en_ZA") if n >= 10_000 else str(n),
    "apostrophes": lambda n: format_decimal(n, locale="de_CH"),
    "narrow blanks": lambda n: f"{n:,}".replace(",", "\u202f"),
    "words": words,
    "words without and": lambda n: words(n).replace(" and ", " ").replace(",", ""),
    "words without hyphens": lambda n: words(n).replace("-", " ").replace(",", ""),
    "capitals": lambda n: words(n).capitalize(),
    "exactly": lambda n: f"exactly {n:,}",
    "at least": lambda n: f"at least {n:,}",
    "bold": lambda n: f"**{n:,}**",
    "full width": lambda n: "".join(chr(ord(c) + 0xFEE0) for c in str(n)),
}  # fmt: skip


def scaled(number: int) -> dict[str, str]:
    """A round number with scale words."""
    short = format((Decimal(number) / 10**6).normalize(), "f")
    found = {
        "million": f"{short} million",
        "m": f"{short}m",
        "mn": f"{short} mn",
        "spelt": f"{words(Decimal(short) if '.' in short else int(short))} million",
    }
    if number % 10**5 == 0:
        found["lakh"] = f"{number // 10**5} lakh"
    if number % 10**3 == 0:
        found["thousand"] = f"{number // 1000:,} thousand"
    return found


def days(day: dt.date) -> dict[str, str]:
    """A day in many notations. Those that a reader of another country would read as another day are left out."""
    found = {
        f"{locale} {form}": format_date(day, form, locale=locale)
        for locale in ("en_US", "en_GB", "en_IN", "en_AU")
        for form in ("full", "long", "medium")
    }
    patterns = (
        "d MMMM y",
        "MMMM d, y",
        "EEEE, d MMMM y",
        "EEEE, MMMM d, y",
        "EEEE d MMMM",
        "d MMMM",
        "MMMM d",
        "EEE, MMM d, y",
        "MMM d y",
        "y-MM-dd",
        "d-MMM-y",
        "y MMMM d",
    )
    found |= {pattern: format_date(day, pattern, locale="en") for pattern in patterns}
    ordinal = str(num2words(day.day, to="ordinal_num"))
    month = format_date(day, "MMMM", locale="en")
    found |= {
        "ordinal": f"{ordinal} {month} {day.year}",
        "ordinal of": f"the {ordinal} of {month} {day.year}",
        "month ordinal": f"{month} {ordinal}, {day.year}",
    }
    found["ordinal in words"] = f"the {num2words(day.day, to='ordinal')} of {month}, {day.year}"
    if day.day > 12:
        found |= {"day first": day.strftime("%d/%m/%Y"), "month first": day.strftime("%m/%d/%Y"), "dots": day.strftime("%d.%m.%Y")}
    return found


COUNT = st.one_of(st.integers(14, 99), st.integers(100, 999), st.integers(1_000, 98_000)).filter(lambda n: n % 10 != 0)
ROUND = st.integers(11, 890).filter(lambda n: n % 10 != 0).map(lambda n: n * 100_000)
SHARE = st.integers(21, 894).filter(lambda n: n % 10 != 0).map(lambda n: Decimal(n) / 10)
DAY = st.dates(dt.date(2025, 9, 20), dt.date(2026, 3, 10))  # within half a year, so that a day without its year is plain


def far(one: int | Decimal, other: int | Decimal) -> bool:
    """Whether two values are too far apart for one to be the other's rounding."""
    return abs(one - other) * 5 > max(one, other)


@settings(FIXED, max_examples=120)
@given(st.sampled_from(COUNTS), st.integers(0, 2), st.sampled_from(sorted(INTEGERS)), COUNT, COUNT)
def test_counts(field: Field, which: int, notation: str, golden: int, other: int) -> None:
    """Digits, separators of many countries, words: right is right and wrong is wrong."""
    assume(far(golden, other))
    template, write = field.texts[which % len(field.texts)], INTEGERS[notation]
    claim = field.claim.format(f"{golden:,}")
    expect("supported", claim, sentence(template, write(golden)))
    if notation != "at least" or other > golden:
        expect("contradicted", claim, sentence(template, write(other)))


@settings(FIXED, max_examples=60)
@given(st.sampled_from([COUNTS[2], COUNTS[3], COUNTS[5]]), st.integers(0, 1), st.data(), ROUND, ROUND)
def test_scale_words(field: Field, which: int, data: st.DataObject, golden: int, other: int) -> None:
    """Million, m, mn, lakh, thousand, in digits and words."""
    assume(far(golden, other))
    notation = data.draw(st.sampled_from(sorted(scaled(golden).keys() & scaled(other).keys())))
    claim = field.claim.format(f"{golden:,}")
    expect("supported", claim, sentence(field.texts[which], scaled(golden)[notation]))
    expect("contradicted", claim, sentence(field.texts[which], scaled(other)[notation]))


def sums(number: int) -> dict[str, str]:
    short = format((Decimal(number) / 10**6).normalize(), "f")
    return {
        "plain": f"{number:,} euros", "code": f"EUR {number:,}", "code behind": f"{number:,} EUR", "sign": f"€{number:,}", "million": f"{short} million euros",
        "sign m": f"€{short}m", "sign million": f"€{short} million", "words": f"{words(number)} euros", "Babel": format_currency(number, "EUR", "€#,##0", locale="en_US", currency_digits=False),
        "German style": format_currency(number, "EUR", "#,##0 €", locale="en_US", currency_digits=False),
    }  # fmt: skip


@settings(FIXED, max_examples=60)
@given(st.sampled_from(MONEY), st.integers(0, 2), st.sampled_from(sorted(sums(10**6))), ROUND, ROUND)
def test_sums_of_money(field: Field, which: int, notation: str, golden: int, other: int) -> None:
    assume(far(golden, other))
    claim = field.claim.format(f"{golden:,} euros")
    template = field.texts[which % len(field.texts)]
    expect("supported", claim, sentence(template, sums(golden)[notation]))
    expect("contradicted", claim, sentence(template, sums(other)[notation]))


def shares(value: Decimal) -> dict[str, str]:
    plain = format(value.normalize(), "f")
    return {
        "%": f"{plain}%", "blank %": f"{plain} %", "percent": f"{plain} percent", "per cent": f"{plain} per cent", "pct": f"{plain} pct", "words": f"{words(value)} percent",
        "Babel": format_percent(value / 100, "#,##0.#%", locale="en"), "two digits": f"{value:.2f}%", "full width": f"{plain}％",
    }  # fmt: skip


@settings(FIXED, max_examples=80)
@given(st.sampled_from(SHARES), st.integers(0, 2), st.sampled_from(sorted(shares(Decimal(5)))), SHARE, SHARE)
def test_percentages(field: Field, which: int, notation: str, golden: Decimal, other: Decimal) -> None:
    assume(far(golden, other))
    claim = field.claim.format(f"{golden} percent")
    template = field.texts[which % len(field.texts)]
    expect("supported", claim, sentence(template, shares(golden)[notation]))
    expect("contradicted", claim, sentence(template, shares(other)[notation]))


@settings(FIXED, max_examples=120)
@given(st.sampled_from(DAYS), st.integers(0, 2), st.data(), DAY, DAY)
def test_days(field: Field, which: int, data: st.DataObject, golden: dt.date, other: dt.date) -> None:
    """A day as Britons, Americans and Indians write it, with and without weekday and year."""
    assume((golden.month, golden.day) != (other.month, other.day))
    notation = data.draw(st.sampled_from(sorted(days(golden).keys() & days(other).keys())))
    template = field.texts[which % len(field.texts)]
    claim = field.claim.format(format_date(golden, "d MMMM y", locale="en"))
    expect("supported", claim, sentence(template, days(golden)[notation]))
    expect("contradicted", claim, sentence(template, days(other)[notation]))


def forms(person: tuple[str, str, str]) -> dict[str, str]:
    given_name, surname, alias = person
    return {
        "full": f"{given_name} {surname}", "surname": surname, "initial": f"{given_name[0]}. {surname}", "alias": alias, "title": f"Dr. {surname}",
        "title and name": f"Dr. {given_name} {surname}", "shouted": f"{given_name} {surname.upper()}",
    }  # fmt: skip


@pytest.mark.parametrize("notation", sorted(forms(NAMES[0])))
@pytest.mark.parametrize("field", PEOPLE, ids=[field.name for field in PEOPLE])
def test_names(field: Field, notation: str) -> None:
    """A person by full name, surname, initial, alias or title; somebody else of the story in the same place is wrong."""
    for number, person in enumerate(NAMES):
        rival = NAMES[(number + 3) % len(NAMES)]
        people = (f"{person[0]} {person[1]}", person[2], f"{rival[0]} {rival[1]}", rival[2])
        template = field.texts[number % len(field.texts)]
        claim = field.claim.format(people[0])
        expect("supported", claim, template.format(forms(person)[notation]), people)
        expect("contradicted", claim, template.format(forms(rival)[notation]), people)


# ---- the published strategies, on the same sentences


def told(field: Field, value: str) -> list[str]:
    return [sentence(template, value) for template in field.texts]


VALUES = st.one_of(
    st.tuples(st.sampled_from(COUNTS), COUNT.map(lambda n: f"{n:,}")),
    st.tuples(st.sampled_from(MONEY), ROUND.map(lambda n: f"{n:,} euros")),
    st.tuples(st.sampled_from(SHARES), SHARE.map(lambda n: f"{n} percent")),
    st.tuples(st.sampled_from(DAYS), DAY.map(lambda day: format_date(day, "d MMMM y", locale="en"))),
)


@settings(FIXED, max_examples=150)
@given(VALUES, st.data())
def test_every_rendering_of_a_right_sentence_is_right(drawn: tuple[Field, str], data: st.DataObject) -> None:
    field, value = drawn
    text = data.draw(st.sampled_from(told(field, value)).flatmap(renderings))
    expect("supported", field.claim.format(value), text)


@settings(FIXED, max_examples=150)
@given(VALUES, st.data())
def test_every_wrong_value_in_a_right_sentence_is_wrong(drawn: tuple[Field, str], data: st.DataObject) -> None:
    field, value = drawn
    wrong = data.draw(st.sampled_from(told(field, value)).flatmap(corruptions))
    assume(wrong.kind in ("number", "date"))
    claim = field.claim.format(value)
    expect("contradicted", claim, wrong.text)
    found = reading_of(claim, wrong.text).found
    assert found is not None
    assert wrong.found in found or found in wrong.found
