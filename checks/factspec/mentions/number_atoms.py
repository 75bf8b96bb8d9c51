"""Single numbers with their sign, scale, currency and unit: the first pass over a text.

In: tokens. Out: ``Atom`` after ``Atom`` in text order, not yet joined to ranges and scores nor hedged. Every token is looked at a bounded number of times.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .digits import read_digits
from .number_context import FRACTION_UNITS_OK, is_identifier, is_list_marker, is_pronoun_one, vague_at
from .number_words import SCALES, read_words, skip_hyphen
from .units import Unit, canonical, measure_at, money_after, money_before
from .value_tokens import DIGITS, FRACTION, GLUED, LINE, MARK, SPACE, WORD, Spans, Token, matches_at

_SUFFIXES = {
    "k": 3, "K": 3, "m": 6, "M": 6, "mn": 6, "mln": 6, "Mn": 6, "mm": 6, "mio": 6, "Mio": 6, "b": 9, "B": 9, "bn": 9, "bln": 9, "Bn": 9, "BN": 9, "MN": 6,
    "BLN": 9, "MLN": 6, "tn": 12, "trn": 12, "tln": 12, "TN": 12, "TRN": 12, "T": 12, "cr": 7, "Cr": 7, "CR": 7, "L": 5, "mrd": 9, "Mrd": 9,
}  # fmt: skip
_WORD_SUFFIXES = {"mn", "mln", "mio", "bn", "bln", "tn", "trn", "cr", "mrd"}  # read as a scale after a space too
_METRE_AFTER = frozenset(
    "long wide high deep tall away above below thick race sprint final hurdles freestyle backstroke butterfly breaststroke relay dash pool run walk drop fall wave waves tower".split()
)
_MULTIPLES = {"twice": 2, "thrice": 3, "double": 2, "doubled": 2, "treble": 3, "triple": 3, "tripled": 3, "quadruple": 4, "brace": 2, "both": 2,
              "pair": 2, "duo": 2, "trio": 3, "quartet": 4, "quintet": 5, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5, "tenfold": 10}  # fmt: skip
_AGE_SPAN = {word + "s" if not word.endswith("y") else word[:-1] + "ies": value for word, value in (
    ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70), ("eighty", 80), ("ninety", 90))} | {"teens": 13}  # fmt: skip
_POSSESSIVES = frozenset(("his", "her", "their", "my", "our", "your", "its"))


@dataclass(slots=True)
class Atom:
    """One number. ``first``/``last`` are the token bounds (half-open) with currency and unit, ``core`` those of the digits or words."""

    first: int
    last: int
    core_first: int
    core_last: int
    raw: Decimal  # the numeral alone
    step: Decimal  # its rounding step, scale not applied
    scale: Decimal
    kind: str
    unit: Unit | None = None
    sign: str = ""
    words: bool = False
    prefixed: bool = False  # currency before the number
    suffixed: bool = False  # unit or currency after it
    low: Decimal | None = None
    high: Decimal | None = None
    vague: bool = False
    about: bool = False  # "a couple of", "twenty-odd"
    pure_fraction: bool = False
    half_scale: bool = False  # the scale is part of the words of the core

    @property
    def value(self) -> Decimal:
        factor = self.unit.factor if self.unit is not None and self.unit.dimension == "money" else Decimal(1)
        return self.raw * self.scale * factor

    @property
    def bare(self) -> bool:
        return self.unit is None and self.kind in ("cardinal", "ordinal") and not self.vague


def read_atoms(tokens: Sequence[Token], text: str, taken: Spans) -> Iterator[Atom]:
    """All numbers of a text, left to right, never overlapping."""
    index, floor = 0, 0
    openers = _QuoteState()
    enumerating: set[int] = set()
    count = len(tokens)
    while index < count:
        token = tokens[index]
        openers.see(tokens, index)
        taken_end = taken.end_at(token.start, token.end)
        if taken_end is not None:
            while index < count and tokens[index].start < taken_end:
                openers.see(tokens, index)
                index += 1
            floor = index
            continue
        atom = _atom_at(tokens, index, text, floor, openers, enumerating)
        if atom is None:
            index += 1
            continue
        end = tokens[atom.last - 1].end
        if taken.end_at(tokens[atom.first].start, end) is not None and atom.last > atom.core_last:
            _strip_unit(atom, tokens, taken)
        yield atom
        index = floor = atom.last


def _strip_unit(atom: Atom, tokens: Sequence[Token], taken: Spans) -> None:
    """Takes the unit off where a date owns its words."""
    if taken.end_at(tokens[atom.core_last].start, tokens[atom.last - 1].end) is not None:
        atom.last, atom.unit, atom.scale = atom.core_last, (atom.unit if atom.prefixed else None), Decimal(1)


class _QuoteState:
    """Whether a single quotation mark stands open on this line: then "92'" closes it and is no minute."""

    __slots__ = ("open",)

    def __init__(self) -> None:
        self.open = False

    def see(self, tokens: Sequence[Token], index: int) -> None:
        token = tokens[index]
        if token.gap >= LINE:
            self.open = False
        if token.kind == MARK and token.text in "'‘’":
            follows = index + 1 < len(tokens) and tokens[index + 1].gap == GLUED and tokens[index + 1].kind in (WORD, DIGITS)
            if token.gap != GLUED and follows and tokens[index + 1].kind == WORD:
                self.open = True
            elif token.gap == GLUED and not follows:
                self.open = False


def _atom_at(tokens: Sequence[Token], index: int, text: str, floor: int, quotes: _QuoteState, enumerating: set[int]) -> Atom | None:
    token = tokens[index]
    if token.kind in (DIGITS, FRACTION):
        return _digits_atom(tokens, index, text, floor, quotes, enumerating)
    if token.kind != WORD:
        return None
    low = token.low
    if index and token.gap == GLUED and tokens[index - 1].kind in (DIGITS, WORD):
        return None
    vague = vague_at(tokens, index)
    if vague is not None:
        least, most, end = vague
        atom = Atom(index, end, index, end, Decimal(0), Decimal(1), Decimal(1), "cardinal", words=True, low=least, high=most, vague=True)
        return _with_unit(atom, tokens, text, floor, quotes, allow_scale=False)
    if low in _AGE_SPAN and index and tokens[index - 1].low in (*_POSSESSIVES, "early", "mid", "late", "-"):
        back = index - 1
        while back > 0 and tokens[back].low in ("early", "mid", "late", "-"):
            back -= 1
        if tokens[back].low in _POSSESSIVES:
            least = _AGE_SPAN[low]
            most = 19 if least == 13 else least + 9
            years = canonical("year", "time")
            return Atom(index, index + 1, index, index + 1, Decimal(0), Decimal(1), Decimal(1), "age", years, words=True, low=Decimal(least), high=Decimal(most), vague=True)
        return None
    if low in ("goalless", "scoreless"):
        return Atom(index, index + 1, index, index + 1, Decimal(0), Decimal(1), Decimal(1), "goalless", words=True)
    if low in ("a", "the") and matches_at(tokens, index + 1, ("couple", "of")):
        atom = Atom(index, index + 3, index, index + 3, Decimal(2), Decimal(1), Decimal(1), "cardinal", words=True, about=True)
        return _with_unit(atom, tokens, text, floor, quotes)
    if low == "hat" and matches_at(tokens, index + 1, ("-", "trick")):
        return Atom(index, index + 3, index, index + 3, Decimal(3), Decimal(1), Decimal(1), "multiple", words=True)
    if low in ("minus", "plus") and index + 1 < len(tokens) and tokens[index + 1].gap <= SPACE and tokens[index + 1].kind in (DIGITS, WORD):
        following = _atom_at(tokens, index + 1, text, index + 1, quotes, enumerating)
        if low == "minus" and following is not None and following.kind == "cardinal" and not following.vague and (index == 0 or tokens[index - 1].kind != DIGITS):
            following.first = following.core_first = index
            following.raw, following.sign, following.words = -following.raw, "-", True
            return following
        return None
    if low in _MULTIPLES:
        if low in ("double", "triple") and matches_at(tokens, index + 1, ("-",)):
            return None
        if low == "pair" and not matches_at(tokens, index + 1, ("of",)):
            return None
        return Atom(index, index + 1, index, index + 1, Decimal(_MULTIPLES[low]), Decimal(1), Decimal(1), "multiple", words=True)
    words = read_words(tokens, index)
    if words is None:
        return None
    if low == "one" and words.end == index + 1 and is_pronoun_one(tokens, index):
        return None
    if words.kind == "ordinal" and _is_period(tokens, words.end):
        return None
    if low == "second" and words.end == index + 1 and index and tokens[index - 1].low in ("a", "per", "split", "each", "every") and not _noun_follows(tokens, words.end):
        return None
    if low == "second" and matches_at(tokens, words.end, ("-", "hand")):
        return None
    kind = words.kind
    atom = Atom(index, words.end, index, words.end, words.value, words.step, Decimal(1), kind, words=True, pure_fraction=words.pure_fraction)
    if words.end == index + 1 and is_identifier(tokens, index, floor, words.end, True):
        atom.kind = "identifier"
        return atom
    if words.pure_fraction:
        return atom
    return _with_unit(atom, tokens, text, floor, quotes)


def _noun_follows(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].kind == WORD and tokens[index].gap in (SPACE, LINE)


def _is_period(tokens: Sequence[Token], index: int) -> bool:
    """ "third quarter", "second-half", "first half": a stretch of time and no count."""
    here = skip_hyphen(tokens, index)
    return here < len(tokens) and tokens[here].gap <= LINE and tokens[here].low in ("half", "quarter", "halves")


def _digits_atom(tokens: Sequence[Token], index: int, text: str, floor: int, quotes: _QuoteState, enumerating: set[int]) -> Atom | None:
    token = tokens[index]
    numeral = read_digits(tokens, index, text)
    if numeral is None:
        return None
    start, core = index, index
    sign = ""
    value = numeral.value
    shape = numeral.shape
    previous = tokens[index - 1] if index > floor else None
    # ".5": a point that no digit stands before
    if previous is not None and previous.low == "." and token.gap == GLUED and shape in ("cardinal", "padded") and value == value.to_integral_value() and (
        previous.gap != GLUED or (index >= 2 and tokens[index - 2].low in "$€£¥₹(+-−~≈|")
    ):
        value, shape, core = Decimal("0." + token.low), "cardinal", index - 1
        start = core
        numeral = numeral._replace(step=Decimal(1).scaleb(-len(token.low)), end=index + 1)
        previous = tokens[core - 1] if core > floor else None
    atom = Atom(start, numeral.end, core, numeral.end, value, numeral.step, Decimal(1), "cardinal")
    if shape in ("dotted", "padded") and not (shape == "padded" and value == 0):
        atom.kind = "identifier"
        return atom
    if is_list_marker(tokens, index, numeral.end, enumerating):
        atom.kind = "identifier"
        return atom
    money = money_before(tokens, start, text)
    if money is not None and money[1] >= floor:
        atom.unit, atom.first = money
        atom.prefixed = True
    elif is_identifier(tokens, index, floor, numeral.end, value == value.to_integral_value()):
        atom.kind = "identifier"
        end = numeral.end
        while end < len(tokens) and tokens[end].gap == GLUED and tokens[end].kind in (WORD, DIGITS) and end - numeral.end < 6:
            end += 1
        atom.last = atom.core_last = end
        return atom
    before = tokens[atom.first - 1] if atom.first > floor else None
    if before is not None and tokens[atom.first].gap == GLUED and before.low in ("-", "−", "+", "–"):
        free = before.gap != GLUED or (atom.first >= 2 and tokens[atom.first - 2].low in "([|*:=,;\"“~/<>≈")
        if free and not (before.low == "–" and before.gap == GLUED):
            sign = "+" if before.low == "+" else "-"
            atom.first -= 1
    elif before is not None and before.low == "−" and tokens[atom.first].gap == SPACE and before.gap != GLUED:
        sign, atom.first = "-", atom.first - 1
    elif atom.prefixed and start - 1 >= 0 and tokens[start - 1].low in ("-", "−"):
        sign = "-"
    atom.sign = sign
    if sign == "-":
        atom.raw = -atom.raw
    if shape == "ordinal":
        atom.kind = "ordinal"
        if _is_period(tokens, numeral.end):
            atom.kind = "identifier"
            return atom
    if shape == "fraction":
        return _digit_fraction(atom, tokens, text, floor, quotes)
    return _with_unit(atom, tokens, text, floor, quotes)


def _digit_fraction(atom: Atom, tokens: Sequence[Token], text: str, floor: int, quotes: _QuoteState) -> Atom:
    """ "1/2", "¾": a share, unless a unit follows ("½ mile")."""
    unit = measure_at(tokens, skip_hyphen(tokens, atom.core_last), text)
    if unit is not None and unit[0].dimension in FRACTION_UNITS_OK:
        return _with_unit(atom, tokens, text, floor, quotes)
    scale = atom.core_last + (1 if matches_at(tokens, atom.core_last, ("of", "a")) else 0)
    if scale > atom.core_last and scale + 1 < len(tokens) and tokens[scale + 1].low in SCALES:
        atom.scale, atom.last = Decimal(1).scaleb(SCALES[tokens[scale + 1].low]), scale + 2
        return atom
    atom.kind, atom.pure_fraction = "fraction", True
    return atom


def _with_unit(atom: Atom, tokens: Sequence[Token], text: str, floor: int, quotes: _QuoteState, allow_scale: bool = True) -> Atom:
    """Reads scale, currency and unit after the number."""
    here = atom.core_last
    end = atom.core_last
    if allow_scale and not atom.kind == "ordinal":
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
    elif (atom.vague or atom.words and atom.about or atom.scale != 1 or atom.words) and matches_at(tokens, glued, ("of",)) and atom.kind != "ordinal":
        if atom.vague or atom.scale != 1 or (atom.words and atom.raw >= 1000):
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
    if atom.unit is None and atom.core_first > floor and tokens[atom.core_first - 1].low in ("minute", "min") and tokens[atom.core_first].gap == SPACE:
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
    if (low in ("x", "×") and tokens[glued].gap == GLUED and not (glued + 1 < len(tokens) and tokens[glued + 1].gap == GLUED and tokens[glued + 1].kind in (WORD, DIGITS))) or (
        low == "fold"
    ):
        atom.kind, atom.last = "multiple", glued + 1
        return True
    if low == "times" and glued + 1 < len(tokens) and tokens[glued + 1].low in ("as", "more", "higher", "larger", "bigger", "faster", "the", "greater", "its", "that"):
        atom.kind, atom.last = "multiple", glued + 1
        return True
    return False


def _glued_letters(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].kind == WORD and tokens[index].gap == GLUED


def _money_fits(atom: Atom, unit: Unit, tokens: Sequence[Token], at: int, end: int) -> bool:
    token = tokens[at]
    if unit.exact and len(token.text) == 1 and token.kind == WORD:  # "50p", "32c": glued, and no decimals
        return token.gap == GLUED and atom.scale == 1 and not atom.words and (end >= len(tokens) or tokens[end].gap != GLUED or tokens[end].kind == MARK)
    if atom.kind == "ordinal":
        return False
    if unit.name == "GBP" and unit.loose and token.low in ("pound", "pounds"):  # money or weight?
        if end < len(tokens) and tokens[end].low in ("of", "heavier", "lighter") or token.low == "pound" and tokens[at - 1].low in ("-", "–") and atom.scale == 1:
            return False
        around = range(max(0, at - 8), min(len(tokens), at + 6))
        return not any(tokens[place].low in ("weigh", "weighs", "weighed", "weighing", "weight", "lost", "heavy") for place in around)
    return not (unit.family == "won" and token.low == "won" and not (end < len(tokens) and tokens[end].low in (".", ",")) and atom.scale == 1)


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
    if token.gap == SPACE and (token.low in _WORD_SUFFIXES or (token.text in ("m", "M", "B", "b", "k", "K", "T") and _money_near(atom, tokens, here + 1, text))):
        atom.scale = Decimal(1).scaleb(exponent)
        return here + 1
    return end


def _money_near(atom: Atom, tokens: Sequence[Token], after: int, text: str) -> bool:
    return atom.prefixed or money_after(tokens, skip_hyphen(tokens, after), text) is not None


def _million_fits(tokens: Sequence[Token], after: int, text: str) -> bool:
    """Whether a glued "m" without a currency before it is a million and not metres: "18.6m crowns", "5m users", but "100m race", "1.80m."."""
    place = skip_hyphen(tokens, after)
    if place >= len(tokens) or tokens[place].kind != WORD or tokens[place].gap > LINE:
        return False
    if money_after(tokens, place, text) is not None:
        return True
    word = tokens[place].low
    return place == after and word not in _METRE_AFTER and word not in _FUNCTION_WORDS


_FUNCTION_WORDS = frozenset(
    "of in on at by to from and or but with for as is was were are has had that which who when while than the a an after before over under up down off out into".split()
)


def _measure(atom: Atom, tokens: Sequence[Token], text: str, at: int, end: int, quotes: _QuoteState) -> int:
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
        if stop < len(tokens) and tokens[stop].gap == GLUED and (tokens[stop].kind == DIGITS or (tokens[stop].low in ("'", "&") and tokens[stop].kind == MARK)):
            return end
    if surface == "feet" or surface == "foot":
        if atom.kind == "ordinal":
            return end
    if atom.kind == "ordinal" and unit.dimension != "time" or (atom.kind == "ordinal" and token.low in ("second", "seconds")):
        return end
    if unit.name == "second" and token.low == "second" and atom.raw != 1 and tokens[at - 1].low not in ("-", "–"):
        return end  # "his 3 second-half goals", "two second thoughts"
    if unit.name == "quarter-year" and not _time_context(tokens, stop):
        return end
    if unit.dimension == "angle" and unit.name == "degree" and token.kind == WORD and atom.raw == atom.raw.to_integral_value() and atom.words and atom.raw < 5:
        return end  # "two degrees from Oslo"
    if unit.name in ("mile", "bar", "stone", "quarter-year", "knot") and atom.kind == "multiple":
        return end
    atom.unit, atom.suffixed = unit, True
    return stop


def _time_context(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and tokens[at].kind == WORD and tokens[at].low in ("in", "of", "ago", "later", "running", "earlier", "before", "after")

