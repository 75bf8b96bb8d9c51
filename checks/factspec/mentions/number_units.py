"""What stands after a number: scale, currency, unit of measure, "-fold".

In: an ``Atom`` with its digits or words. Out: the same atom with scale, unit and end set.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .number_atom import Atom, QuoteState
from .number_words import SCALES, skip_hyphen
from .units import Unit, canonical, measure_at, money_after
from .value_tokens import DIGITS, GLUED, LINE, MARK, SPACE, WORD, Token, matches_at
from .word_lists import words

_SUFFIXES = {
    "k": 3, "K": 3, "m": 6, "M": 6, "mn": 6, "mln": 6, "Mn": 6, "mm": 6, "mio": 6, "Mio": 6, "b": 9, "B": 9, "bn": 9, "bln": 9, "Bn": 9,
    "BN": 9, "MN": 6,
    "BLN": 9, "MLN": 6, "tn": 12, "trn": 12, "tln": 12, "TN": 12, "TRN": 12, "T": 12, "cr": 7, "Cr": 7, "CR": 7, "L": 5, "mrd": 9, "Mrd": 9,
}  # fmt: skip
_WORD_SUFFIXES = {"mn", "mln", "mio", "bn", "bln", "tn", "trn", "cr", "mrd"}  # read as a scale after a space too
_METRE_AFTER = words("after metres")
_FUNCTION_WORDS = words("joining words")


def with_unit(atom: Atom, tokens: Sequence[Token], text: str, floor: int, quotes: QuoteState, allow_scale: bool = True) -> Atom:
    """Reads scale, currency and unit after the number."""
    here = atom.core_last
    end = atom.core_last
    if allow_scale and atom.kind != "ordinal":
        here = end = _scale(atom, tokens, text, here)
    glued = skip_hyphen(tokens, here)
    if matches_at(tokens, glued, ("plus",)) or matches_at(tokens, glued, ("odd",)):
        atom.last = end
        return atom
    if glued < len(tokens) and tokens[glued].low == "+" and tokens[glued].gap == GLUED:
        glued += 1
    # "half an hour", "dozens of kilometres", "5 of a mile"
    if atom.kind == "fraction" and glued < len(tokens) and tokens[glued].low in ("a", "an"):
        glued = skip_hyphen(tokens, glued + 1)
    elif (
        (atom.vague or (atom.words and atom.about) or atom.scale != 1 or atom.words)
        and matches_at(tokens, glued, ("of",))
        and atom.kind != "ordinal"
    ) and (atom.vague or atom.scale != 1 or (atom.words and atom.raw >= 1000)):
        glued += 1
    if not atom.prefixed:
        money = money_after(tokens, glued, text)
        if money is not None and _money_fits(atom, money[0], tokens, glued, money[1]):
            atom.unit, end, atom.suffixed = money[0], money[1], True
    elif atom.unit is not None:
        money = money_after(tokens, glued, text)
        if money is not None and tokens[glued].gap == SPACE and money[0].name == atom.unit.name and money[0].exact:
            end = money[1]
    if atom.unit is None:
        end = _measure(atom, tokens, text, glued, end, quotes)
    if atom.unit is None and atom.kind == "fraction" and not atom.pure_fraction:
        atom.pure_fraction = True
    if (
        atom.unit is None
        and atom.core_first > floor
        and tokens[atom.core_first - 1].low in ("minute", "min")
        and tokens[atom.core_first].gap == SPACE
    ):
        found = measure_at(tokens, atom.core_first - 1, text)
        if found is not None and atom.first == atom.core_first:
            atom.unit, atom.first = found[0], atom.core_first - 1
    atom.last = max(end, atom.core_last)
    if atom.unit is None and atom.kind == "cardinal" and atom.scale == 1 and _multiplies(atom, tokens):
        return atom
    if atom.unit is None and not atom.words and atom.scale == 1 and atom.kind == "cardinal" and _glued_letters(tokens, atom.core_last):
        atom.kind = "identifier"
        atom.last = atom.core_last = atom.core_last + 1
    return atom


def _multiplies(atom: Atom, tokens: Sequence[Token]) -> bool:
    """ "2x", "10-fold", "three times as many": sets the kind, and takes the words in."""
    end = atom.core_last
    glued = skip_hyphen(tokens, end)
    if glued >= len(tokens) or tokens[glued].gap > LINE:
        return False
    low = tokens[glued].low
    if (
        low in ("x", "×")
        and tokens[glued].gap == GLUED
        and not (glued + 1 < len(tokens) and tokens[glued + 1].gap == GLUED and tokens[glued + 1].kind in (WORD, DIGITS))
    ) or (low == "fold"):
        atom.kind, atom.last = "multiple", glued + 1
        return True
    if (
        low == "times"
        and glued + 1 < len(tokens)
        and tokens[glued + 1].low in ("as", "more", "higher", "larger", "bigger", "faster", "the", "greater", "its", "that")
    ):
        atom.kind, atom.last = "multiple", glued + 1
        return True
    return False


def _glued_letters(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].kind == WORD and tokens[index].gap == GLUED


def _money_fits(atom: Atom, unit: Unit, tokens: Sequence[Token], at: int, end: int) -> bool:
    token = tokens[at]
    if unit.exact and len(token.text) == 1 and token.kind == WORD:  # "50p", "32c": glued, and no decimals
        return (
            token.gap == GLUED
            and atom.scale == 1
            and not atom.words
            and (end >= len(tokens) or tokens[end].gap != GLUED or tokens[end].kind == MARK)
        )
    if atom.kind == "ordinal":
        return False
    if unit.name == "GBP" and unit.loose and token.low in ("pound", "pounds"):  # money or weight?
        if (end < len(tokens) and tokens[end].low in ("of", "heavier", "lighter")) or (
            token.low == "pound" and tokens[at - 1].low in ("-", "–") and atom.scale == 1
        ):
            return False
        around = range(max(0, at - 8), min(len(tokens), at + 6))
        return not any(tokens[place].low in ("weigh", "weighs", "weighed", "weighing", "weight", "lost", "heavy") for place in around)
    return not (
        unit.family == "won" and token.low == "won" and not (end < len(tokens) and tokens[end].low in (".", ",")) and atom.scale == 1
    )


def _scale(atom: Atom, tokens: Sequence[Token], text: str, here: int) -> int:
    """Scale words and suffixes after the numeral: sets ``atom.scale``, gives the index after them."""
    end = here
    while True:
        place = skip_hyphen(tokens, end)
        if place >= len(tokens) or tokens[place].gap > LINE:
            return end
        token = tokens[place]
        if token.low in SCALES and tokens[place].gap <= LINE and not atom.vague:
            if token.gap == GLUED and place == end and atom.words:
                return end
            atom.scale = atom.scale.scaleb(SCALES[token.low])
            end = place + 1
            continue
        if token.low == "dozen" and not atom.words:
            atom.scale *= 12
            return place + 1
        break
    if atom.words or end > here:
        return end
    token = tokens[here]
    exponent = _SUFFIXES.get(token.text)
    if exponent is None or token.kind != WORD:
        return end
    if token.gap == GLUED:
        after = here + 1
        if token.text == "K" and not atom.prefixed and atom.raw in (2, 4, 5, 8, 10):
            return end  # a screen, a run
        if token.text in ("m", "mm", "T", "L", "b", "k", "K", "M", "B") and not atom.prefixed:
            if token.text == "m" and not _million_fits(tokens, after, text):
                return end
            if token.text in ("mm", "L", "T"):
                return end
        atom.scale = Decimal(1).scaleb(exponent)
        return after
    if token.gap == SPACE and (
        token.low in _WORD_SUFFIXES or (token.text in ("m", "M", "B", "b", "k", "K", "T") and _money_near(atom, tokens, here + 1, text))
    ):
        atom.scale = Decimal(1).scaleb(exponent)
        return here + 1
    return end


def _money_near(atom: Atom, tokens: Sequence[Token], after: int, text: str) -> bool:
    return atom.prefixed or money_after(tokens, skip_hyphen(tokens, after), text) is not None


def _million_fits(tokens: Sequence[Token], after: int, text: str) -> bool:
    """Whether a glued "m" without a currency before it is a million and not metres: "18.6m crowns", "5m users", but "100m race",
    "1.80m."."""
    place = skip_hyphen(tokens, after)
    if place >= len(tokens) or tokens[place].kind != WORD or tokens[place].gap > LINE:
        return False
    if money_after(tokens, place, text) is not None:
        return True
    word = tokens[place].low
    return place == after and word not in _METRE_AFTER and word not in _FUNCTION_WORDS


def _measure(atom: Atom, tokens: Sequence[Token], text: str, at: int, end: int, quotes: QuoteState) -> int:
    if at >= len(tokens):
        return end
    token = tokens[at]
    if token.low in ("'", "′") and token.gap == GLUED and not atom.words:
        follows = at + 1 < len(tokens) and tokens[at + 1].gap == GLUED and tokens[at + 1].kind in (WORD, DIGITS)
        if not follows and not quotes.open and 0 < atom.raw <= 130 and atom.raw == atom.raw.to_integral_value() and atom.scale == 1:
            atom.unit, atom.suffixed = canonical("minute", "time"), True
            return at + 1
        return end
    found = measure_at(tokens, at, text)
    if found is None:
        return end
    unit, stop = found
    surface = token.text
    if unit.exact and token.kind == WORD and len(surface) <= 2:
        if surface in ("C", "F") and (token.gap != GLUED or at != atom.core_last):
            return end
        if surface in ("h", "g", "l", "L", "V", "W", "J", "m", "t", "ct", "ac", "kn", "ly", "pc", "mb", "kt", "mi") and atom.words:
            return end
        if (
            stop < len(tokens)
            and tokens[stop].gap == GLUED
            and (tokens[stop].kind == DIGITS or (tokens[stop].low in ("'", "&") and tokens[stop].kind == MARK))
        ):
            return end
    if (surface == "feet" or surface == "foot") and atom.kind == "ordinal":
        return end
    if (atom.kind == "ordinal" and unit.dimension != "time") or (atom.kind == "ordinal" and token.low in ("second", "seconds")):
        return end
    if unit.name == "second" and token.low == "second" and atom.raw != 1 and tokens[at - 1].low not in ("-", "–"):
        return end  # "his 3 second-half goals", "two second thoughts"
    if unit.name == "quarter-year" and not _time_context(tokens, stop):
        return end
    if (
        unit.dimension == "angle"
        and unit.name == "degree"
        and token.kind == WORD
        and atom.raw == atom.raw.to_integral_value()
        and atom.words
        and atom.raw < 5
    ):
        return end  # "two degrees from Oslo"
    if unit.name in ("mile", "bar", "stone", "quarter-year", "knot") and atom.kind == "multiple":
        return end
    per = _per(tokens, stop)
    if per == stop + 2 and tokens[stop + 1].low in _TIMES:
        stop = per  # "1.3 m/year" is said as "1.3 metres a year"
    elif per > stop and unit.dimension not in ("time", "share", "points"):  # "2.5 mg/kg" is no mass
        unit, stop = (
            unit._replace(name=unit.name + "".join(token.text for token in tokens[stop:per]), dimension="rate", factor=Decimal(1)),
            per,
        )
    atom.unit, atom.suffixed = unit, True
    return stop


_TIMES = frozenset("year yr y a annum month week day night hour".split())


def _per(tokens: Sequence[Token], at: int) -> int:
    """The end of "/kg", "/m2" glued to a unit, or ``at``."""
    if (
        at + 1 >= len(tokens)
        or tokens[at].low != "/"
        or tokens[at].gap != GLUED
        or tokens[at + 1].gap != GLUED
        or tokens[at + 1].kind != WORD
    ):
        return at
    end = at + 2
    if end < len(tokens) and tokens[end].kind == DIGITS and tokens[end].gap == GLUED:
        end += 1
    return end if len(tokens[at + 1].low) <= 4 else at


def _time_context(tokens: Sequence[Token], at: int) -> bool:
    return (
        at < len(tokens)
        and tokens[at].kind == WORD
        and tokens[at].low in ("in", "of", "ago", "later", "running", "earlier", "before", "after")
    )
