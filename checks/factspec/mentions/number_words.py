"""Numbers in English words: reads "eighteen thousand four hundred and thirty-two", "half a million", "two-thirds"; writes them too.

In: tokens and an index. Out: a ``Words`` (value, end of the words, rounding step, kind) or None. Looks at no more tokens than it consumes
plus a few.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from .value_tokens import GLUED, LINE, SPACE, WORD, Token

ONES = {
    word: value
    for value, word in enumerate(
        (
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
            "nineteen"
        ).split()
    )
}
TENS = {word: 10 * (place + 2) for place, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split())}
SCALES = {
    "hundred": 2, "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "quadrillion": 15,
    "lakh": 5, "lakhs": 5, "lac": 5, "lacs": 5, "crore": 7, "crores": 7, "millions": 6, "billions": 9, "trillions": 12, "milliard": 9,
}  # fmt: skip
GROUPS = {"dozen": 12, "score": 20, "gross": 144}
ORDINAL_ONES = {
    word: value
    for value, word in enumerate(
        (
            "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
            "sixteenth seventeenth eighteenth nineteenth"
        ).split()
    )
}
ORDINAL_TENS = {
    word: 10 * (place + 2)
    for place, word in enumerate("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth".split())
}
ORDINAL_SCALES = {"hundredth": 2, "thousandth": 3, "millionth": 6, "billionth": 9}
FRACTION_NAMES = {"half": 2, "halves": 2, "quarter": 4, "quarters": 4, "third": 3, "thirds": 3} | {
    name: value for word, value in ORDINAL_ONES.items() if value > 3 for name in (word, word + "s")
} | {"hundredth": 100, "hundredths": 100, "twentieth": 20, "twentieths": 20}  # fmt: skip
SPELLINGS = {"fourty": "forty", "ninty": "ninety", "fourty-": "forty"}
HYPHENS = ("-", "–")
_CHAIN = frozenset((*ONES, *TENS, *SCALES, "a", "and", "-", "dozen"))


class Words(NamedTuple):
    value: Decimal
    end: int  # index after the last token
    step: Decimal  # rounding step of the surface
    kind: str  # cardinal, ordinal, fraction
    pure_fraction: bool  # "two-thirds" of something, no count


def _low(tokens: Sequence[Token], index: int) -> str:
    if index >= len(tokens) or tokens[index].gap > LINE:
        return ""
    low = tokens[index].low
    return SPELLINGS.get(low, low)


def skip_hyphen(tokens: Sequence[Token], index: int) -> int:
    """The index after a hyphen that is glued on both sides, or the index itself."""
    if index + 1 < len(tokens) and tokens[index].low in HYPHENS and tokens[index].gap == GLUED and tokens[index + 1].gap == GLUED:
        return index + 1
    return index


def _small(tokens: Sequence[Token], index: int) -> tuple[int, int, bool] | None:
    """0 to 99: value, end, ordinal."""
    word = _low(tokens, index)
    if word in TENS:
        after = skip_hyphen(tokens, index + 1)
        unit = _low(tokens, after)
        glued = after < len(tokens) and (after > index + 1 or tokens[after].gap != GLUED)
        if glued and 0 < ONES.get(unit, 0) < 10:
            return TENS[word] + ONES[unit], after + 1, False
        if glued and 0 < ORDINAL_ONES.get(unit, 0) < 10:
            return TENS[word] + ORDINAL_ONES[unit], after + 1, True
        return TENS[word], index + 1, False
    if word in ONES:
        return ONES[word], index + 1, False
    if word in ORDINAL_TENS:
        return ORDINAL_TENS[word], index + 1, True
    if word in ORDINAL_ONES:
        return ORDINAL_ONES[word], index + 1, True
    return None


def _group(tokens: Sequence[Token], index: int) -> tuple[int, int, bool, int] | None:
    """0 to 9,999 with "hundred": value, end, ordinal, rounding step."""
    article = _low(tokens, index) in ("a", "an")
    if article:
        if _low(tokens, index + 1) not in ("hundred", "hundredth"):
            return None
        value, end, ordinal = 1, index + 1, False
    else:
        small = _small(tokens, index)
        if small is None:
            return None
        value, end, ordinal = small
        if ordinal:
            return value, end, True, 1
    after = skip_hyphen(tokens, end)
    word = _low(tokens, after)
    if word == "hundredth" and value:
        return value * 100, after + 1, True, 100
    if word != "hundred" or value == 0 or (value > 9 and value % 10 == 0):
        return value, end, False, 10 if value >= 20 and value % 10 == 0 else 1
    value, end = value * 100, after + 1
    joined = end + 1 if _low(tokens, end) == "and" else end
    tail = _small(tokens, joined)
    # "one hundred and two hundred" is two numbers: no second "hundred" may follow
    if tail is not None and tail[0] and not (joined > end and _low(tokens, tail[1]) == "hundred"):
        return value + tail[0], tail[1], tail[2], 1
    return value, end, False, 100


def _integer(tokens: Sequence[Token], index: int) -> tuple[int, int, bool, int] | None:
    """A whole number of any size: value, end, ordinal, rounding step."""
    total, limit, step, end = 0, 10**18, 1, index
    here = index
    while True:
        if here == index and _low(tokens, here) in ("a", "an") and SCALES.get(_low(tokens, here + 1), 0) > 2:
            group: tuple[int, int, bool, int] | None = (1, here + 1, False, 1)
        else:
            group = _group(tokens, here)
        if group is None:
            break
        value, after, ordinal, group_step = group
        if ordinal:
            if value >= limit:
                break
            return total + value, after, True, 1
        scale, reach = 1, skip_hyphen(tokens, after)
        while (exponent := SCALES.get(_low(tokens, reach), 0)) > 2 and value:
            scale, after = scale * 10**exponent, reach + 1
            reach = skip_hyphen(tokens, after)
        if value * scale >= limit or (here > index and value == 0):
            break
        total, end, step = total + value * scale, after, scale if scale > 1 else group_step
        word = _low(tokens, reach)
        if word in ORDINAL_SCALES and ORDINAL_SCALES[word] > 2:
            return total * 10 ** ORDINAL_SCALES[word], reach + 1, True, 1
        if scale == 1:
            break
        limit = scale
        here = after
        word = _low(tokens, here)
        if word == "and":
            rest = _group(tokens, here + 1)
            if rest is None or rest[0] >= 100 or SCALES.get(_low(tokens, rest[1]), 0) > 2:
                break
            here += 1
        elif word == ",":
            rest = _group(tokens, here + 1)
            scaled = rest is not None and SCALES.get(_low(tokens, rest[1]), 0) > 2
            if rest is None or (not scaled and (rest[0] < 100 or (rest[3] == 100 and limit > 1000))):
                break
            here += 1
    if end == index:
        return None
    return total, end, False, step


_WINDOW = 40  # no number in words is longer
STARTERS = frozenset((*ONES, *TENS, *ORDINAL_ONES, *ORDINAL_TENS, *SPELLINGS, "a", "an", "half", "nil", "hundred", "thousand"))


def read_words(tokens: Sequence[Token], index: int) -> Words | None:
    """The number in words that starts at ``index``: the longest reading."""
    if tokens[index].kind != WORD or tokens[index].low not in STARTERS:
        return None
    between = index > 0 and tokens[index - 1].low == "between"
    window = [tokens[index]._replace(gap=SPACE), *tokens[index + 1 : index + _WINDOW]]
    if between:  # "between one hundred and two": the only "and" parts two numbers
        ands = [place for place, token in enumerate(window) if token.low == "and"]
        run = next((place for place, token in enumerate(window) if token.low not in _CHAIN), len(window))
        if sum(place < run for place in ands) == 1:
            window = window[: ands[0]]
    found = _read(window, tokens[index - 1].low if index else "")
    return None if found is None else found._replace(end=found.end + index)


def _read(tokens: Sequence[Token], before: str) -> Words | None:
    index = 0
    first = tokens[0].low
    if first == "nil":
        return Words(Decimal(0), index + 1, Decimal(1), "cardinal", False)
    if first in ("half", "a", "an", "one"):
        special = _halves(tokens, before)
        if special is not None:
            return special
    whole = _integer(tokens, index)
    if whole is None:
        if first in ("a", "an") and _low(tokens, index + 1) in GROUPS and _low(tokens, index + 1) != "gross":
            size = GROUPS[_low(tokens, index + 1)]
            return Words(Decimal(size), index + 2, Decimal(1), "cardinal", False)
        return None
    value, end, ordinal, step = whole
    if ordinal:
        return Words(Decimal(value), end, Decimal(1), "ordinal", False)
    after = skip_hyphen(tokens, end)
    word = _low(tokens, after)
    if word == "point" and 0 <= value < 1000:
        digits, reach = "", after + 1
        while (digit := ONES.get(_low(tokens, reach), 99)) < 10 or _low(tokens, reach) in ("oh", "nought"):
            digits += str(digit if digit < 10 else 0)
            reach += 1
        if digits:
            decimal = Decimal(f"{value}.{digits}")
            return _scaled(tokens, decimal, reach, Decimal(1).scaleb(-len(digits)))
        pair = _small(tokens, after + 1)
        if pair is not None and not pair[2]:  # "one point eighty-seven"
            return _scaled(tokens, Decimal(f"{value}.{pair[0]:02d}"), pair[1], Decimal("0.01"))
    if word in GROUPS and word != "score":
        return Words(Decimal(value * GROUPS[word]), after + 1, Decimal(GROUPS[word]), "cardinal", False)
    if (
        word in FRACTION_NAMES
        and value < FRACTION_NAMES[word]
        and value
        and (word.endswith("s") or word in ("half", "quarter") or value == 1)
        and step == 1
    ):
        if value == 1 and word not in ("half", "quarter") and not word.endswith("s") and _low(tokens, after + 1) != "of":
            return Words(Decimal(value), end, Decimal(step), "cardinal", False)
        return _fraction(tokens, Decimal(value), FRACTION_NAMES[word], after + 1)
    if word == "and" and _low(tokens, after + 1) in ("a", "one", "three", "two"):
        mixed = _and_part(tokens, after + 1)
        if mixed is not None:
            part, reach = mixed
            base = Decimal(step) if step >= 1000 else Decimal(1)  # "two million and a half"
            return _scaled(tokens, Decimal(value) + part * base, reach, base / 2)
    return Words(Decimal(value), end, Decimal(step), "cardinal", False)


def _and_part(tokens: Sequence[Token], index: int) -> tuple[Decimal, int] | None:
    """What follows "and" in a mixed number: "a half", "three quarters"."""
    count = {"a": 1, "one": 1, "two": 2, "three": 3}.get(_low(tokens, index), 0)
    after = skip_hyphen(tokens, index + 1)
    size = {"half": 2, "quarter": 4, "quarters": 4, "third": 3, "thirds": 3}.get(_low(tokens, after), 0)
    if not count or not size or count >= size:
        return None
    return Decimal(count) / Decimal(size), after + 1


def _scaled(tokens: Sequence[Token], value: Decimal, end: int, step: Decimal) -> Words:
    reach = skip_hyphen(tokens, end)
    while (exponent := SCALES.get(_low(tokens, reach), 0)) > 1:
        value, step, end = value.scaleb(exponent), step.scaleb(exponent), reach + 1
        reach = skip_hyphen(tokens, end)
    return Words(value, end, step, "cardinal", False)


def _of_a_scale(tokens: Sequence[Token], index: int) -> tuple[int, int]:
    """After a fraction: "of a billion", "a million", "-a-million", "million": exponent (0 where none) and end."""
    here = skip_hyphen(tokens, index)
    if _low(tokens, here) == "of":
        here += 1
    if _low(tokens, here) in ("a", "one"):
        here = skip_hyphen(tokens, here + 1)
    exponent = SCALES.get(_low(tokens, here), 0)
    return (exponent, here + 1) if exponent else (0, index)


def _fraction(tokens: Sequence[Token], count: Decimal, size: int, end: int) -> Words:
    exponent, reach = _of_a_scale(tokens, end)
    if exponent:
        return Words(count.scaleb(exponent) / size, reach, Decimal(1).scaleb(exponent) / size, "cardinal", False)
    return Words(count / Decimal(size), end, Decimal("0.01"), "fraction", True)


def _halves(tokens: Sequence[Token], before: str) -> Words | None:
    """ "half a million", "half a dozen", "half an hour", "half of", "a quarter of", "a third of", "one-third", "one and a half" is
    elsewhere."""
    index, first = 0, tokens[0].low
    if first == "half":
        after = skip_hyphen(tokens, index + 1)
        word = _low(tokens, after)
        if word in ("a", "an"):
            then = skip_hyphen(tokens, after + 1)
            scale = _low(tokens, then)
            if scale in SCALES:
                return Words(Decimal(5).scaleb(SCALES[scale] - 1), then + 1, Decimal(5).scaleb(SCALES[scale] - 1), "cardinal", False)
            if scale == "dozen":
                return Words(Decimal(6), then + 1, Decimal(1), "cardinal", False)
            return Words(Decimal("0.5"), index + 1, Decimal("0.5"), "fraction", False)
        if word == "dozen":
            return Words(Decimal(6), after + 1, Decimal(1), "cardinal", False)
        if word in (
            "hour",
            "mile",
            "minute",
            "day",
            "year",
            "century",
            "pint",
            "litre",
            "inch",
            "acre",
            "decade",
            "month",
            "kilo",
            "tonne",
        ):
            return Words(Decimal("0.5"), index + 1, Decimal("0.5"), "fraction", False)
        if word in ("of", "the", "its", "their", "his", "her", "our", "all", "that", "this", "those", "these"):
            return Words(Decimal("0.5"), index + 1, Decimal("0.01"), "fraction", True)
        return None
    if first in ("a", "an", "one"):
        after = skip_hyphen(tokens, index + 1)
        word = _low(tokens, after)
        if first == "a" and word == "half":
            if _low(tokens, after + 1) in SCALES or skip_hyphen(tokens, after + 1) > after + 1:
                return _fraction(tokens, Decimal(1), 2, after + 1)
            if _low(tokens, after + 1) == "dozen":
                return Words(Decimal(6), after + 2, Decimal(1), "cardinal", False)
            return None
        size = FRACTION_NAMES.get(word, 0)
        if size and not word.endswith("s") and word != "half":
            follow = _low(tokens, after + 1)
            if follow == "of" or (
                before in ("by", "about", "nearly", "almost", "around", "than", "over", "roughly")
                and follow not in ("time", "day", "person", "man")
            ):
                return _fraction(tokens, Decimal(1), size, after + 1)
            if follow in ("point", "percentage", "less", "more", "higher", "lower", "fewer", "larger", "smaller", "cheaper", "faster"):
                return _fraction(tokens, Decimal(1), size, after + 1)
            if first == "one" and after > index + 1:
                return _fraction(tokens, Decimal(1), size, after + 1)
    return None


def spell(value: int) -> str:
    """A whole number in British words: 432 -> "four hundred and thirty-two"."""
    if value < 0:
        return "minus " + spell(-value)
    ones = list(ONES)
    if value < 20:
        return ones[value]
    if value < 100:
        tens = list(TENS)[value // 10 - 2]
        return tens if value % 10 == 0 else f"{tens}-{ones[value % 10]}"
    if value < 1000:
        head = f"{ones[value // 100]} hundred"
        return head if value % 100 == 0 else f"{head} and {spell(value % 100)}"
    for word, exponent in (("trillion", 12), ("billion", 9), ("million", 6), ("thousand", 3)):
        size = 10**exponent
        if value >= size:
            head, rest = f"{spell(value // size)} {word}", value % size
            if rest == 0:
                return head
            return f"{head} and {spell(rest)}" if rest < 100 else f"{head} {spell(rest)}"
    return str(value)


def spell_ordinal(value: int) -> str:
    """A whole number as an ordinal in words: 23 -> "twenty-third"."""
    words = spell(value)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    head, last = words[:cut], words[cut:]
    names = {word: list(ORDINAL_ONES)[place] for word, place in ONES.items()} | {
        word: list(ORDINAL_TENS)[place] for place, word in enumerate(TENS)
    }
    return head + names.get(last, last + "th")
