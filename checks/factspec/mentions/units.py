"""Units and currencies: which words and symbols name them, of what dimension they are, and how they convert.

In: tokens and an index. Out: a ``Unit`` and the end of its words. The tables are data/units.tsv and data/currencies.tsv.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from .value_tokens import LINE, PARAGRAPH, Token, matches_at, tokenize


class Unit(NamedTuple):
    name: str  # canonical
    dimension: str
    factor: Decimal  # to the base of the dimension
    offset: Decimal  # added after the factor (temperature)
    family: str  # of money: the noun ("dollar"), so that "dollars" may be any dollar; else ""
    loose: bool  # the surface names a family and not one currency
    exact: bool  # the surface must have this very case


# entries: (folded words, exact surface or "", unit), longest first, keyed by the first folded word
Index = dict[str, list[tuple[tuple[str, ...], str, Unit]]]

_MINOR = {
    "cent": ("USD", "dollar"), "cents": ("USD", "dollar"), "¢": ("USD", "dollar"), "pence": ("GBP", "pound"), "penny": ("GBP", "pound"),
    "paise": ("INR", "rupee"), "paisa": ("INR", "rupee"), "eurocent": ("EUR", "euro"), "eurocents": ("EUR", "euro"),
    "kopecks": ("RUB", "rouble"),
    "öre": ("CROWN", "crown"), "øre": ("CROWN", "crown"), "sen": ("MYR", "ringgit"), "centavos": ("PESO", "peso"), "p": ("GBP", "pound"),
    "c": ("USD", "dollar"),
}  # fmt: skip
_DEFAULTS = {
    "dollar": "USD", "pound": "GBP", "rupee": "INR", "franc": "CHF", "lira": "TRY", "won": "KRW", "yuan": "CNY", "renminbi": "CNY",
    "yen": "JPY",
    "rouble": "RUB", "ruble": "RUB", "crown": "CROWN", "krona": "CROWN", "krone": "CROWN", "kroner": "CROWN", "kronor": "CROWN",
    "koruna": "CZK",
    "peso": "PESO", "dinar": "DINAR", "dirham": "DIRHAM", "riyal": "RIYAL", "rial": "RIAL", "shilling": "SHILLING", "$": "USD",
}  # fmt: skip
_FAMILIES = {"krona": "crown", "krone": "crown", "kroner": "crown", "kronor": "crown", "koruna": "crown", "ruble": "rouble",
             "renminbi": "yuan", "$": "dollar",
             "rial": "riyal"}  # fmt: skip
_IRREGULAR = {"krona": ("krona", "kronor", "kronas"), "krone": ("krone", "kroner", "kroners"),
              "koruna": ("koruna", "korunas", "koruny", "korun"),
              "leu": ("leu", "lei"), "lev": ("lev", "leva"), "lira": ("lira", "liras", "lire"), "penny": ("penny", "pennies", "pence"),
              "sol": ("soles",), "real": ("reais",), "won": ("won",), "som": ("som",)}  # fmt: skip


def _rows(name: str) -> list[list[str]]:
    content = (files("factspec.mentions") / "data" / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in content.splitlines() if line and not line.startswith("#")]


def _add(index: Index, surface: str, unit: Unit) -> None:
    tokens = tokenize(surface)
    words = tuple(token.low for token in tokens)
    index.setdefault(words[0], []).append((words, surface.replace(" ", "") if unit.exact else "", unit))


def _sort(index: Index) -> Index:
    for entries in index.values():
        entries.sort(key=lambda entry: (-len(entry[0]), entry[1] == "", entry[2].name))
    return index


@cache
def measure_index() -> Index:
    """Units of measure by the first folded word of their surface."""
    index: Index = {}
    for name, dimension, factor, offset, symbols, words in _rows("units.tsv"):
        for surfaces, exact in ((symbols, True), (words, False)):
            for surface in surfaces.split("|"):
                if surface not in ("", "-"):
                    _add(index, surface, Unit(name, dimension, Decimal(factor), Decimal(offset), "", False, exact))
    return _sort(index)


def _money(code: str, family: str, loose: bool, exact: bool, factor: str = "1") -> Unit:
    return Unit(code, "money", Decimal(factor), Decimal(0), family, loose, exact)


def _forms(noun: str) -> tuple[str, ...]:
    if noun in _IRREGULAR:
        return _IRREGULAR[noun]
    if noun in ("yen", "yuan", "baht", "rand", "renminbi", "$"):
        return (noun,)
    return (noun, noun + "s")


@cache
def _money_tables() -> tuple[Index, Index, dict[str, str]]:
    """After-number surfaces, prefix surfaces, family of every code."""
    after: Index = {}
    prefix: Index = {}
    families: dict[str, str] = {}
    seen: set[str] = set()
    for row in _rows("currencies.tsv"):
        code, noun, adjectives, symbols = [*row, "", "", ""][:4]
        family = _FAMILIES.get(noun, noun)
        families.setdefault(code, family)
        for adjective in adjectives.split("|") if adjectives else ():
            for form in _forms(noun):
                _add(after, f"{adjective} {form}", _money(code, family, False, False))
        for form in _forms(noun):
            if form not in seen and noun != "$":
                seen.add(form)
                _add(after, form, _money(_DEFAULTS.get(noun, code), family, noun in _DEFAULTS, False))
        for symbol in symbols.split("|") if symbols else ():
            unit = _money(code, family, symbol in ("$", "＄", "£", "kr", "Rs", "Rs .", "₹", "¥", "Dh", "Dhs", "Tk"), True)
            _add(prefix, symbol, unit)
            _add(after, symbol, unit)
        if len(code) == 3:
            _add(prefix, code, _money(code, family, False, True))
            _add(after, code, _money(code, family, False, True))
    _add(after, "pounds sterling", _money("GBP", "pound", False, False))
    _add(after, "pound sterling", _money("GBP", "pound", False, False))
    for surface, (code, family) in _MINOR.items():
        _add(after, surface, _money(code, family, True, len(surface) == 1, "0.01"))
    return _sort(after), _sort(prefix), families


def _find(index: Index, tokens: Sequence[Token], at: int, text: str, gap: int) -> tuple[Unit, int] | None:
    if at >= len(tokens) or tokens[at].gap > gap:
        return None
    for words, exact, unit in index.get(tokens[at].low, ()):
        if not matches_at(tokens, at, words):
            continue
        end = at + len(words)
        if any(token.gap >= PARAGRAPH for token in tokens[at + 1 : end]):
            continue
        if exact and "".join(text[tokens[at].start : tokens[end - 1].end].split()) != exact:
            continue
        return unit, end
    return None


def measure_at(tokens: Sequence[Token], at: int, text: str, gap: int = LINE) -> tuple[Unit, int] | None:
    """A unit of measure whose words start at ``at``."""
    return _find(measure_index(), tokens, at, text, gap)


def money_after(tokens: Sequence[Token], at: int, text: str) -> tuple[Unit, int] | None:
    """A currency whose words or symbol stand after the number, from ``at``."""
    return _find(_money_tables()[0], tokens, at, text, LINE)


@cache
def _prefix_by_last() -> Index:
    index: Index = {}
    for entries in _money_tables()[1].values():
        for entry in entries:
            index.setdefault(entry[0][-1], []).append(entry)
    return _sort(index)


def money_before(tokens: Sequence[Token], at: int, text: str) -> tuple[Unit, int] | None:
    """A currency symbol or code that ends right before token ``at``: the unit and the index where it starts."""
    if at == 0 or tokens[at].gap > 1:
        return None
    for words, exact, unit in _prefix_by_last().get(tokens[at - 1].low, ()):
        start = at - len(words)
        if start < 0 or not matches_at(tokens, start, words):
            continue
        if exact != text[tokens[start].start : tokens[at - 1].end]:
            continue
        if tokens[start].gap == 0 and start > 0 and tokens[start].kind == "w" and tokens[start - 1].kind in "wd":
            continue
        return unit, start
    return None


_RATE = re.compile(r"(?i)(.{1,40}?)(?: (?:an?|per|each|every) |/)(?:second|minute|hour|day|night|week|month|quarter|year|yr|annum)")


@cache
def unit_named(name: str) -> Unit | None:
    """The unit that a golden set or JSON key names ("km", "people" -> None, "crowns", "USD")."""
    if name.strip().lower() in ("pound", "pounds"):
        return _money("GBP", "pound", True, False)
    tokens = tokenize(name.strip())
    if not tokens:
        return None
    for index in (measure_index(), _money_tables()[0], _money_tables()[1]):
        found = _find(index, tokens, 0, name.strip(), PARAGRAPH)
        if (
            found is not None
            and found[1] == len(tokens)
            and not (found[0].name == "GBP" and len(tokens[0].text) == 1 and tokens[0].text.isalpha())
        ):
            return found[0]
    rate = _RATE.fullmatch(name.strip())
    if rate is not None:
        return unit_named(rate.group(1))  # "metres a year" measures in metres; the time stands in the claim
    folded = name.strip().lower()
    if folded in ("us$", "usd"):
        return unit_named("USD")
    return None


def same_money(one: Unit, other: Unit) -> bool:
    """Whether two currencies may be the same: equal, or one is a bare noun of the other's family ("dollars" for CAD)."""
    if one.name == other.name:
        return True
    if one.family == other.family and (one.loose or other.loose):
        return True
    return (
        "USD" in (one.name, other.name)
        and {one.family, other.family} == {"dollar", "euro"}
        and ((one.loose and one.factor != 1) or (other.loose and other.factor != 1))
    )


def convert(value: Decimal, source: Unit, target: Unit) -> Decimal:
    """A value of one unit in another of the same dimension."""
    if source.dimension == "temperature":
        return (value * source.factor + source.offset - target.offset) / target.factor
    return value * source.factor / target.factor


def canonical(name: str, dimension: str) -> Unit | None:
    """The unit with this canonical name."""
    return _by_name().get((name, dimension))


@cache
def _by_name() -> dict[tuple[str, str], Unit]:
    table: dict[tuple[str, str], Unit] = {}
    for index in (measure_index(), _money_tables()[0], _money_tables()[1]):
        for entries in index.values():
            for _, _, unit in entries:
                if unit.dimension != "money" or unit.factor == 1:
                    previous = table.get((unit.name, unit.dimension))
                    if previous is None or (previous.loose and not unit.loose):
                        table[(unit.name, unit.dimension)] = unit
    return table
