"""Writes a golden value in the notation of a number found in a text: for the fix that a report offers.

In: the golden ``Quantity`` and the ``NumberMention`` whose manner is to be kept. Out: what should stand in ``[like.start, like.end)``.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from .number_words import SCALES, spell, spell_ordinal
from .quantity_values import NumberMention, Quantity
from .units import canonical, convert

_SCALE_STYLES = (
    {6: "million", 9: "billion", 12: "trillion"}, {6: "mn", 9: "bn", 12: "tn"}, {6: "m", 9: "bn", 12: "tn"}, {6: "M", 9: "B", 12: "T"},
    {6: "MLN", 9: "BLN", 12: "TLN"}, {5: "lakh", 7: "crore"}, {3: "thousand", 6: "million", 9: "billion"}, {3: "k", 6: "m", 9: "bn"},
    {3: "K", 6: "M", 9: "B"},
    {6: "mln", 9: "bln", 12: "tln"}, {6: "m", 9: "b", 12: "t"},
)  # fmt: skip
_CORE = re.compile(r"[-+−]?[\d.,'’ \u00a0\u202f\u2009]+")
_MULTIPLES = {1: "once", 2: "twice"}


def render(golden: Quantity, like: NumberMention) -> str:
    """The golden value in the notation of ``like``: words for words, the same separators, scale and unit."""
    if golden.sides is not None and golden.kind == "score":
        return _score(golden.sides, like)
    if golden.value is None:
        return _range(golden, like)
    value = _in_unit(golden.value, golden, like.quantity)
    if value is None:
        return f"{plain(golden.value)}{_unit_suffix(golden)}"
    head, core, tail = _split(like)
    if like.quantity.kind == "score" or like.parts or like.quantity.hedge == "vague":
        return f"{_digits(value, '')}{_unit_tail(like)}"
    if like.quantity.kind == "fraction":
        return f"{plain(value)}%" if golden.unit == "%" else plain(value)
    if any(char.isdigit() for char in core):
        scale_word, exponent = _scale_after(tail, head)
        if like.quantity.unit and like.quantity.dimension == "money" and _minor(like):
            value *= 100
        if exponent:
            word, exponent = _fitting(scale_word, exponent, abs(value), _numeral(core))
            if exponent == 0:  # the golden value is too small for any scale word of this style
                return f"{head}{_digits(value, core)}{tail.replace(scale_word, '', 1).strip(' -') and _rest(tail, scale_word)}"
            shown = value.scaleb(-exponent)
            return f"{head}{_digits(shown, core)}{tail.replace(scale_word, word, 1)}"
        if like.quantity.kind == "ordinal" or re.search(r"\d(?:st|nd|rd|th)$", core, re.IGNORECASE):
            return f"{head}{_ordinal(value)}{tail}"
        if like.quantity.sign == "-" and head.rstrip("$€£¥₹ ").endswith(("-", "−")) and value < 0:
            value = -value
        return f"{head}{_digits(value, core)}{tail}"
    return _in_words(value, like, head, core, tail)


def _in_words(value: Decimal, like: NumberMention, head: str, core: str, tail: str) -> str:
    if like.quantity.dimension == "money" and _minor(like):
        value *= 100
    if like.quantity.kind == "multiple":
        return _MULTIPLES.get(int(value), f"{spell(int(value))} times") if core.lower() in ("twice", "once") else spell(int(value))
    if value != value.to_integral_value():
        whole, _, digits = plain(value).partition(".")
        for word, exponent in (("trillion", 12), ("billion", 9), ("million", 6)):
            if abs(value) >= Decimal(10) ** exponent:
                return f"{head}{plain(value.scaleb(-exponent))} {word}{tail}"
        names = " ".join(spell(int(digit)) for digit in digits)
        return f"{head}{_cased(f'{spell(int(whole))} point {names}', core)}{tail}"
    words = spell_ordinal(int(value)) if like.quantity.kind == "ordinal" else spell(int(value))
    if int(value) >= 1_000_000 and int(value) % 1_000_000 and int(value) % 100_000 == 0:
        size, name = (10**9, "billion") if int(value) >= 10**9 else (10**6, "million")
        short = value / size
        whole, _, digits = plain(short).partition(".")
        if 0 < len(digits) <= 2:
            words = f"{spell(int(whole))} point {' '.join(spell(int(digit)) for digit in digits)} {name}"
    joined = f"{head}{_cased(words, core)}{tail}"
    return joined.replace(" ", "-") if tail.startswith("-") and " " in words and len(words) < 30 and "and" not in words else joined


def _cased(words: str, core: str) -> str:
    if core.isupper():
        return words.upper()
    return words[0].upper() + words[1:] if core[:1].isupper() else words


def _split(like: NumberMention) -> tuple[str, str, str]:
    start, end = like.core_start - like.start, like.core_end - like.start
    return like.surface[:start], like.surface[start:end], like.surface[end:]


def _minor(like: NumberMention) -> bool:
    return bool(re.search(r"(?i)(?:\bcents?\b|\bpence\b|¢|\bpaise\b|\bpenny\b|\d[pc]$)", like.surface))


def _in_unit(value: Decimal, golden: Quantity, found: Quantity) -> Decimal | None:
    """The golden value in the found unit, rounded to what one would write; None where the units cannot stand for each other."""
    if found.unit == golden.unit or not found.unit or not golden.unit:
        return value if found.unit == golden.unit or not found.unit or (golden.unit == "" and found.dimension == "tally") else None
    if found.dimension != golden.dimension:
        return None
    if found.dimension == "money":
        return value if found.family == golden.family or found.loose or golden.loose else None
    source, target = canonical(golden.unit, golden.dimension), canonical(found.unit, found.dimension)
    if source is None or target is None:
        return None
    converted = convert(value, source, target)
    if converted == converted.to_integral_value():
        return converted.quantize(Decimal(1))
    return Decimal(f"{converted:.4g}") if abs(converted) < 10_000 else converted.quantize(Decimal(1))


def _scale_after(tail: str, head: str) -> tuple[str, int]:
    """The scale word at the beginning of what follows the core, and its exponent."""
    match = re.match(r"[\s-]*([^\W\d_]+)", tail)
    if match is None:
        return "", 0
    word = match.group(1)
    low = word.lower()
    if low in SCALES:
        return word, SCALES[low]
    for style in _SCALE_STYLES:
        for exponent, name in style.items():
            if name == word and (tail.startswith(word) or name.lower() not in ("m", "b", "t")):
                if word == "m" and not (head.strip() or re.search(r"(?i)[^\W\d_]{3,}", tail[len(word) :])):
                    return "", 0
                return word, exponent
    return "", 0


def _numeral(core: str) -> Decimal:
    digits = re.sub(r"[^\d.]", "", core).strip(".")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal(0)


def _fitting(word: str, exponent: int, value: Decimal, numeral: Decimal) -> tuple[str, int]:
    """The scale word of the same style that suits a value: "million" -> "billion" where it must be."""
    for style in _SCALE_STYLES:
        if style.get(exponent) in (word, word.lower()) and (style[exponent] == word or word.istitle()):
            best = max((size for size in style if value >= Decimal(10) ** size), default=0)
            if best == 0:
                return (word, exponent) if value * 1000 >= Decimal(10) ** exponent else ("", 0)
            if value < Decimal(10) ** (exponent + (6 if numeral >= 1000 else 3)) and value >= Decimal(10) ** exponent:
                return word, exponent
            return style[best], best
    return word, exponent


def _rest(tail: str, word: str) -> str:
    return tail.replace(word, "", 1)


def _digits(value: Decimal, core: str) -> str:
    """A value in digits with the separators of ``core``."""
    text = plain(abs(value))
    whole, _, decimals = text.partition(".")
    comma_decimal = bool(re.search(r"\d,\d{1,2}$", core)) and not re.search(r",\d{2},\d{3}$", core)
    grouped = re.search(r"\d([,.'’ \u00a0\u202f\u2009])\d{3}", core)
    if comma_decimal:
        mark, point = (grouped.group(1) if grouped and grouped.group(1) != "," else ""), ","
    elif grouped and (grouped.group(1) != "." or core.count(".") > 1):
        mark, point = grouped.group(1), "."
    else:
        mark, point = ("," if not re.search(r"\d{4,}", core) and len(whole) > 4 else ""), "."
    if re.search(r"\d,\d{2},\d{3}", core):
        whole = _indian(whole)
    elif mark and len(whole) > 3:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", mark, whole)
    places = len(core.rpartition(point)[2]) if point in core and re.search(rf"\{point}\d+$", core) and not grouped else 0
    if decimals and places > len(decimals):
        decimals = decimals.ljust(places, "0")
    sign = "−" if value < 0 and "−" in core else "-" if value < 0 else ""
    return f"{sign}{whole}{point}{decimals}" if decimals else f"{sign}{whole}"


def _indian(whole: str) -> str:
    if len(whole) <= 3:
        return whole
    head, tail = whole[:-3], whole[-3:]
    return re.sub(r"(?<=\d)(?=(?:\d{2})+$)", ",", head) + "," + tail


def plain(value: Decimal) -> str:
    """A decimal without exponent or trailing zeros."""
    text = format(value.normalize(), "f")
    return text if text != "-0" else "0"


def _ordinal(value: Decimal) -> str:
    number = int(value)
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _unit_suffix(golden: Quantity) -> str:
    if golden.unit == "%":
        return "%"
    if not golden.unit:
        return ""
    if golden.dimension == "time" or golden.dimension == "points":
        plural = golden.unit if golden.value == 1 or golden.unit.endswith("s") else golden.unit + "s"
        return f" {plural}"
    return f" {golden.unit}"


def _unit_tail(like: NumberMention) -> str:
    match = re.search(r"(%|\s?[^\W\d_]+)$", like.surface)
    return match.group(1) if match and like.quantity.unit else ""


def _score(sides: tuple[Decimal, Decimal], like: NumberMention) -> str:
    first, second = sides
    if like.quantity.sides is not None and (like.quantity.sides[0] < like.quantity.sides[1]) != (first < second) and first != second:
        first, second = second, first
    if len(like.parts) != 2:
        return f"{plain(first)}-{plain(second)}"
    one, two = like.parts
    words = [
        part.surface[:0] + (_cased(spell(int(side)), part.surface) if not any(char.isdigit() for char in part.surface) else plain(side))
        for part, side in ((one, first), (two, second))
    ]
    if words[1] == "zero" and "-" in like.surface:
        words[1] = "nil"
    middle = like.surface[one.end - like.start : two.start - like.start]
    return f"{words[0]}{middle}{words[1]}"


def _range(golden: Quantity, like: NumberMention) -> str:
    low, high = golden.low, golden.high
    if low is None or high is None:
        known = low if low is not None else high
        return "" if known is None else f"{'at least' if low is not None else 'at most'} {plain(known)}{_unit_suffix(golden)}"
    if len(like.parts) == 2:
        one, two = like.parts
        first, second = (render(_end(golden, end), part) for end, part in ((low, one), (high, two)))
        middle = like.surface[one.end - like.start : two.start - like.start]
        if (
            _scale_after(one.surface[one.core_end - one.start :], "$")[1]
            or not _scale_after(two.surface[two.core_end - two.start :], "$")[1]
        ):
            return f"{first}{middle}{second}"
    return f"{plain(low)} to {plain(high)}{_unit_suffix(golden)}"


def _end(golden: Quantity, value: Decimal) -> Quantity:
    return Quantity(value, value, value=value, unit=golden.unit, dimension=golden.dimension, loose=golden.loose, family=golden.family)
