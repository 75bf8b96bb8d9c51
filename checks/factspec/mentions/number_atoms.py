"""Single numbers with their sign, scale, currency and unit. In: tokens. Out: ``Atom`` after ``Atom``, not yet joined nor hedged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from .digits import read_digits
from .number_atom import Atom, QuoteState
from .number_context import FRACTION_UNITS_OK, VAGUE, is_identifier, is_list_marker, is_pronoun_one, vague_at
from .number_units import with_unit
from .number_words import SCALES, STARTERS, read_words, skip_hyphen
from .units import canonical, measure_at, money_before
from .value_tokens import DIGITS, FRACTION, GLUED, LINE, MARK, SPACE, WORD, Spans, Token, matches_at

_MULTIPLES = {"twice": 2, "thrice": 3, "double": 2, "doubled": 2, "treble": 3, "triple": 3, "tripled": 3, "quadruple": 4, "brace": 2,
              "both": 2,
              "pair": 2, "duo": 2, "trio": 3, "quartet": 4, "quintet": 5, "twofold": 2, "threefold": 3, "fourfold": 4, "fivefold": 5,
              "tenfold": 10}  # fmt: skip
_AGE_SPAN = {word + "s" if not word.endswith("y") else word[:-1] + "ies": value for word, value in (
    ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50), ("sixty", 60), ("seventy", 70), ("eighty", 80),
    ("ninety", 90))} | {"teens": 13}  # fmt: skip
_POSSESSIVES = frozenset(("his", "her", "their", "my", "our", "your", "its"))


# every word that a number may begin with: all else is passed over at once
_OPENERS = frozenset((*STARTERS, *VAGUE, *_MULTIPLES, *_AGE_SPAN, "the", "single", "goalless", "scoreless", "hat", "minus", "plus"))


def read_atoms(tokens: Sequence[Token], text: str, taken: Spans) -> Iterator[Atom]:
    """All numbers of a text, left to right, never overlapping."""
    index, floor = 0, 0
    openers = QuoteState()
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
        if token.kind == MARK or (token.kind == WORD and token.low not in _OPENERS):
            index += 1
            continue
        atom = _atom_at(tokens, index, text, floor, openers, enumerating)
        if atom is None or taken.end_at(tokens[atom.core_first].start, tokens[atom.core_last - 1].end) is not None:
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


def _atom_at(tokens: Sequence[Token], index: int, text: str, floor: int, quotes: QuoteState, enumerating: set[int]) -> Atom | None:
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
        return with_unit(atom, tokens, text, floor, quotes, allow_scale=False)
    if low in _AGE_SPAN and index and tokens[index - 1].low in (*_POSSESSIVES, "early", "mid", "late", "-"):
        back = index - 1
        while back > 0 and tokens[back].low in ("early", "mid", "late", "-"):
            back -= 1
        if tokens[back].low in _POSSESSIVES:
            youngest = _AGE_SPAN[low]
            oldest = 19 if youngest == 13 else youngest + 9
            years = canonical("year", "time")
            one = Decimal(1)
            place = (index, index + 1, index, index + 1)
            least, most = Decimal(youngest), Decimal(oldest)
            return Atom(*place, Decimal(0), one, one, "age", years, words=True, low=least, high=most, vague=True)
        return None
    if low in ("goalless", "scoreless"):
        return Atom(index, index + 1, index, index + 1, Decimal(0), Decimal(1), Decimal(1), "goalless", words=True)
    if low in ("a", "the") and matches_at(tokens, index + 1, ("couple", "of")):
        atom = Atom(index, index + 3, index, index + 3, Decimal(2), Decimal(1), Decimal(1), "cardinal", words=True, about=True)
        return with_unit(atom, tokens, text, floor, quotes)
    if low == "hat" and matches_at(tokens, index + 1, ("-", "trick")):
        return Atom(index, index + 3, index, index + 3, Decimal(3), Decimal(1), Decimal(1), "multiple", words=True)
    if low in ("minus", "plus") and index + 1 < len(tokens) and tokens[index + 1].gap <= SPACE and tokens[index + 1].kind in (DIGITS, WORD):
        following = _atom_at(tokens, index + 1, text, index + 1, quotes, enumerating)
        if (
            low == "minus"
            and following is not None
            and following.kind == "cardinal"
            and not following.vague
            and (index == 0 or tokens[index - 1].kind != DIGITS)
        ):
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
    whole = _one_unit(tokens, index, text)
    if whole is not None:
        return whole
    words = read_words(tokens, index)
    if words is None:
        return None
    if low == "one" and words.end == index + 1 and is_pronoun_one(tokens, index):
        return None
    if words.kind == "ordinal" and _is_period(tokens, words.end):
        return None
    if (
        low == "second"
        and words.end == index + 1
        and index
        and tokens[index - 1].low in ("a", "per", "split", "each", "every")
        and not _noun_follows(tokens, words.end)
    ):
        return None
    if low == "second" and matches_at(tokens, words.end, ("-", "hand")):
        return None
    kind = words.kind
    atom = Atom(
        index, words.end, index, words.end, words.value, words.step, Decimal(1), kind, words=True, pure_fraction=words.pure_fraction
    )
    if words.end == index + 1 and is_identifier(tokens, index, floor, words.end, True):
        atom.kind = "identifier"
        return atom
    if words.pure_fraction:
        return _of_a_unit(atom, tokens, text)
    return _and_a_half(with_unit(atom, tokens, text, floor, quotes), tokens)


def _of_a_unit(atom: Atom, tokens: Sequence[Token], text: str) -> Atom:
    """ "Three quarters of a litre", "a third of a mile": a measure and no share."""
    here = skip_hyphen(tokens, atom.core_last)
    partitive = any(matches_at(tokens, here, ("of", article)) for article in ("a", "an", "one"))
    if here >= len(tokens) or tokens[here].gap > LINE:
        return atom
    found = measure_at(tokens, here + 2 if partitive else here, text)
    if found is None or found[0].dimension not in (_HALVED if partitive else _POINTS):
        return atom
    atom.unit, atom.last, atom.pure_fraction, atom.suffixed = found[0], found[1], False, True
    return atom


_POINTS = frozenset(("points", "tally"))  # a "quarter point", which is no "quarter mile"
_HALVED = _POINTS | {"time", "length", "mass", "volume"}
_PARTS: dict[str, Decimal] = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "third": Decimal(1) / 3}


def _and_a_half(atom: Atom, tokens: Sequence[Token]) -> Atom:
    """ "Two hours and a half": the part of the unit belongs to the number."""
    if atom.unit is None or not atom.suffixed or atom.unit.dimension not in _HALVED or atom.kind != "cardinal":
        return atom
    here = atom.last
    part = _PARTS.get(tokens[here + 2].low) if matches_at(tokens, here, ("and", "a")) and here + 2 < len(tokens) else None
    if part is not None and not matches_at(tokens, here + 3, ("of",)) and not _noun_follows_lower(tokens, here + 3):
        atom.raw, atom.step, atom.last = atom.raw + part, Decimal("0.5"), here + 3
    return atom


_AFTER_HALF = frozenset("ago later earlier before after and or but of in on at to for from with by as when while long away than".split())


def _noun_follows_lower(tokens: Sequence[Token], index: int) -> bool:
    """Whether "half" goes on to count something of its own ("an hour and a half marathon")."""
    if index >= len(tokens) or tokens[index].gap > SPACE:
        return False
    return tokens[index].low == "-" or (tokens[index].kind == WORD and tokens[index].low not in _AFTER_HALF)


def _one_unit(tokens: Sequence[Token], index: int, text: str) -> Atom | None:
    """ "An hour and 35 minutes", "a year and a half": the article counts where more of the measure follows."""
    if tokens[index].low not in ("a", "an"):
        return None
    found = measure_at(tokens, index + 1, text)
    if found is None or found[0].dimension not in _HALVED or found[1] != index + 2 or len(tokens[index + 1].low) < 3:
        return None
    here = index + 2
    if not matches_at(tokens, here, ("and",)) or here + 2 >= len(tokens):
        return None
    atom = Atom(index, here, index, index + 1, Decimal(1), Decimal(1), Decimal(1), "cardinal", found[0], words=True, suffixed=True)
    halved = _and_a_half(atom, tokens)
    if halved.last > here:
        halved.core_last = halved.last
        return halved
    if tokens[here + 1].kind == DIGITS:
        end = here + 2
    else:
        small = read_words(tokens, here + 1)
        if small is None or small.kind != "cardinal":
            return None
        end = small.end
    rest = measure_at(tokens, skip_hyphen(tokens, end), text) if end < len(tokens) else None
    if rest is None or rest[0].dimension != found[0].dimension or rest[0].factor >= found[0].factor:
        return None
    return atom


def _hours_and_minutes(tokens: Sequence[Token], index: int) -> Atom | None:
    """ "1h35", "2h05m": a stretch of time with the hours' letter between."""
    if index + 2 >= len(tokens) or tokens[index + 1].low != "h" or tokens[index + 1].gap != GLUED or len(tokens[index].low) > 1:
        return None
    minutes = tokens[index + 2]
    if minutes.kind != DIGITS or minutes.gap != GLUED or len(minutes.low) != 2 or int(minutes.low) > 59:
        return None
    end = index + 3
    if end < len(tokens) and tokens[end].gap == GLUED and tokens[end].low in ("m", "min"):
        end += 1
    if end < len(tokens) and tokens[end].gap == GLUED and tokens[end].kind in (WORD, DIGITS):
        return None
    total = Decimal(int(tokens[index].low) * 60 + int(minutes.low))
    return Atom(index, end, index, end, total, Decimal(1), Decimal(1), "cardinal", canonical("minute", "time"), suffixed=True)


def _noun_follows(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].kind == WORD and tokens[index].gap in (SPACE, LINE)


def _is_period(tokens: Sequence[Token], index: int) -> bool:
    """ "third quarter", "second-half", "first half": a stretch of time and no count."""
    here = skip_hyphen(tokens, index)
    return here < len(tokens) and tokens[here].gap <= LINE and tokens[here].low in ("half", "quarter", "halves")


def _digits_atom(tokens: Sequence[Token], index: int, text: str, floor: int, quotes: QuoteState, enumerating: set[int]) -> Atom | None:
    token = tokens[index]
    special = _stopwatch(tokens, index) or _hours_and_minutes(tokens, index) or _added_time(tokens, index) or _decade_of_life(tokens, index)
    if special is not None:
        return special
    numeral = read_digits(tokens, index, text)
    if numeral is None:
        return None
    start, core = index, index
    sign = ""
    value = numeral.value
    shape = numeral.shape
    previous = tokens[index - 1] if index > floor else None
    # ".5": a point that no digit stands before
    if (
        previous is not None
        and previous.low == "."
        and token.gap == GLUED
        and shape in ("cardinal", "padded")
        and value == value.to_integral_value()
        and (previous.gap != GLUED or (index >= 2 and tokens[index - 2].low in "$€£¥₹(+-−~≈|"))
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
        while end < len(tokens) and end - numeral.end < 8:
            if tokens[end].gap == GLUED and tokens[end].kind in (WORD, DIGITS):
                end += 1
            elif _digits_glued(tokens, end, "-") or _digits_glued(tokens, end, "/"):  # "No. 22-451", "787-8"
                end += 2
            else:
                break
        atom.last = atom.core_last = end
        return atom
    before = tokens[atom.first - 1] if atom.first > floor else None
    if before is not None and tokens[atom.first].gap == GLUED and before.low in ("-", "−", "+", "–"):
        free = before.gap != GLUED or (atom.first >= 2 and tokens[atom.first - 2].low in '([|*:=,;"“~/<>≈')
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
    return with_unit(atom, tokens, text, floor, quotes)


def _digits_glued(tokens: Sequence[Token], index: int, mark: str) -> bool:
    """Whether ``mark`` and digits follow, glued."""
    return (
        index + 1 < len(tokens)
        and tokens[index].low == mark
        and tokens[index].gap == tokens[index + 1].gap == GLUED
        and tokens[index + 1].kind == DIGITS
    )


def _stopwatch(tokens: Sequence[Token], index: int) -> Atom | None:
    """ "2:04:11": hours, minutes and seconds that somebody took."""
    if not (_digits_glued(tokens, index + 1, ":") and _digits_glued(tokens, index + 3, ":")):
        return None
    hours, minutes, seconds = (tokens[place].low for place in (index, index + 2, index + 4))
    if (
        len(minutes) != 2
        or len(seconds) != 2
        or len(hours) > 3
        or (index and tokens[index].gap == GLUED and tokens[index - 1].kind != MARK)
    ):
        return None
    total = int(hours) * 3600 + int(minutes) * 60 + int(seconds)
    unit = canonical("second", "time")
    return Atom(index, index + 5, index, index + 5, Decimal(total), Decimal(1), Decimal(1), "cardinal", unit, suffixed=True)


def _added_time(tokens: Sequence[Token], index: int) -> Atom | None:
    """ "90+3'", "the 90+3 minute": a minute of added time."""
    if tokens[index].low not in ("45", "90", "105", "120") or not _digits_glued(tokens, index + 1, "+"):
        return None
    end = index + 3
    last = end
    if end < len(tokens) and tokens[end].low in ("'", "′", "min", "mins", "minute", "minutes", "th", "st", "nd", "rd"):
        last = end + 1
        if tokens[end].low in ("th", "st", "nd", "rd") and matches_at(tokens, last, ("minute",)):
            last += 1
    elif index == 0 or tokens[index - 1].low not in ("minute", "min"):
        return None
    value = Decimal(int(tokens[index].low) + int(tokens[index + 2].low))
    return Atom(index, last, index, end, value, Decimal(1), Decimal(1), "cardinal", canonical("minute", "time"), suffixed=True)


def _decade_of_life(tokens: Sequence[Token], index: int) -> Atom | None:
    """ "in her 40s", "his mid-30s", "20-somethings"."""
    token = tokens[index]
    if len(token.low) != 2 or token.low[1] != "0" or token.low[0] in "0" or index + 1 >= len(tokens) or tokens[index + 1].gap != GLUED:
        return None
    if tokens[index + 1].low == "s":
        back = index - 1
        while back >= max(0, index - 4) and tokens[back].low in ("early", "mid", "late", "-"):
            back -= 1
        if back < 0 or tokens[back].low not in _POSSESSIVES:
            return None
        last = index + 2
    elif tokens[index + 1].low == "-" and index + 2 < len(tokens) and tokens[index + 2].low in ("something", "somethings"):
        last = index + 3
    else:
        return None
    least, years = Decimal(token.low), canonical("year", "time")
    return Atom(
        index, last, index, last, Decimal(0), Decimal(1), Decimal(1), "age", years, words=True, low=least, high=least + 9, vague=True
    )


def _digit_fraction(atom: Atom, tokens: Sequence[Token], text: str, floor: int, quotes: QuoteState) -> Atom:
    """ "1/2", "¾": a share, unless a unit follows ("½ mile")."""
    unit = measure_at(tokens, skip_hyphen(tokens, atom.core_last), text)
    if unit is not None and unit[0].dimension in FRACTION_UNITS_OK:
        return with_unit(atom, tokens, text, floor, quotes)
    scale = atom.core_last + (1 if matches_at(tokens, atom.core_last, ("of", "a")) else 0)
    if scale > atom.core_last and scale + 1 < len(tokens) and tokens[scale + 1].low in SCALES:
        atom.scale, atom.last = Decimal(1).scaleb(SCALES[tokens[scale + 1].low]), scale + 2
        return atom
    atom.kind, atom.pure_fraction = "fraction", True
    return atom
