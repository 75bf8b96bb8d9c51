"""Neighbours that decide what a number is: a name's part, a list marker, the pronoun "one", or a vague many.

In: tokens and an index. Out: yes or no, or the bounds of a vague amount.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from .value_tokens import DIGITS, GLUED, LINE, MARK, PARAGRAPH, SPACE, WORD, Token, matches_at
from .word_lists import words

FRACTION_UNITS_OK = frozenset(("length", "mass", "volume", "area", "time", "share"))

# Nouns whose number names a thing instead of counting: "Article 370", "section 41", "Boeing 737". True of any story.
_NAMING = words("naming nouns")
# of these only a digit counts ("week 3"), and only where no noun follows that would be counted
_WEAK_NAMING = words("naming nouns that also count")
_DETERMINERS_ONE = words("determiners before the pronoun one")
_AFTER_ONE_NO = words("after the pronoun one")
VAGUE = {
    "dozens": (20, 999), "scores": (30, 999), "hundreds": (150, 99_999), "thousands": (1_500, 9_999_999),
    "millions": (1_500_000, 9_999_999_999),
    "billions": (1_500_000_000, 9_999_999_999_999), "trillions": (1_500_000_000_000, 9_999_999_999_999_999),
    "lakhs": (150_000, 99_999_999), "crores": (15_000_000, 9_999_999_999), "tens": (15, 99), "several": (3, 20), "numerous": (4, None),
    "countless": (10, None),
    "many": (3, None),
}  # fmt: skip


def vague_at(tokens: Sequence[Token], index: int) -> tuple[Decimal, Decimal | None, int] | None:
    """Bounds and end of a vague amount: "dozens", "tens of thousands", "a few", "several hundred", "double digits"."""
    low = tokens[index].low
    previous = tokens[index - 1].low if index else ""
    if low == "a" and index + 1 < len(tokens) and tokens[index + 1].low in ("few", "handful") and tokens[index + 1].gap <= LINE:
        scale = _scale_word(tokens, index + 2)
        if scale:
            return Decimal(2) * scale, Decimal(9) * scale, index + 3
        return Decimal(2), Decimal(12), index + 2
    if low == "several" or (low == "few" and previous not in ("a", "very", "too", "so", "the")):
        if low == "few":
            return None
        scale = _scale_word(tokens, index + 1)
        if scale:
            return Decimal(2) * scale, Decimal(20) * scale, index + 2
        return Decimal(3), Decimal(20), index + 1
    if low in ("double", "triple", "single") and index + 1 < len(tokens) and tokens[index + 1].gap <= LINE:
        here = index + 2 if tokens[index + 1].low == "-" else index + 1
        if here < len(tokens) and tokens[here].low in ("digit", "digits", "figure", "figures"):
            size = {"single": 1, "double": 2, "triple": 3}[low]
            return Decimal(10) ** (size - 1), Decimal(10) ** size - 1, here + 1
        return None
    if low not in VAGUE:
        return None
    if low == "tens":
        if not matches_at(tokens, index + 1, ("of",)) or index + 2 >= len(tokens):
            return None
        then = VAGUE.get(tokens[index + 2].low)
        if then is not None and tokens[index + 2].low in ("thousands", "millions", "billions", "trillions", "crores", "lakhs"):
            unit = Decimal(then[0]) / Decimal("1.5")
            return unit * 10, unit * 999, index + 3
        return Decimal(15), Decimal(99), index + 1
    if low == "scores" and not (
        matches_at(tokens, index + 1, ("of",)) and previous not in ("the", "his", "her", "their", "who", "with", "test", "and")
    ):
        return None
    if low == "many":
        if previous in ("how", "as", "so", "too", "that", "not") or (index + 1 < len(tokens) and tokens[index + 1].low == "a"):
            return None
        return Decimal(3), None, index + 1
    least, most = VAGUE[low]
    if low in ("hundreds", "dozens") and matches_at(tokens, index + 1, ("of",)) and index + 2 < len(tokens):
        then = VAGUE.get(tokens[index + 2].low)
        if then is not None and tokens[index + 2].low != "hundreds":
            unit = Decimal(then[0]) / Decimal("1.5")
            return unit * (100 if low == "hundreds" else 20), unit * 9_999, index + 3
    return Decimal(least), None if most is None else Decimal(most), index + 1


def _scale_word(tokens: Sequence[Token], index: int) -> Decimal | None:
    if index >= len(tokens) or tokens[index].gap > LINE:
        return None
    size = {
        "hundred": 100,
        "thousand": 1_000,
        "million": 1_000_000,
        "billion": 1_000_000_000,
        "dozen": 12,
        "lakh": 100_000,
        "crore": 10_000_000,
    }.get(tokens[index].low)
    return None if size is None else Decimal(size)


def is_pronoun_one(tokens: Sequence[Token], index: int) -> bool:
    """Whether a lone "one" stands for a thing or person and counts nothing."""
    previous = tokens[index - 1] if index and tokens[index].gap <= LINE else None
    following = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].gap <= LINE else None
    if (
        previous is not None
        and previous.low in ("to", "against", "-", "–")
        and any(_counts(tokens, place) for place in range(max(0, index - 3), index - 1))
    ):
        return False  # "three to one", "three goals to one"
    if previous is not None and previous.low in ("least", "only", "just", "than", "exactly", "nearly", "about", "most"):
        if previous.low in ("only", "just") and index >= 2 and tokens[index - 2].low in ("the", "an", "her", "his", "their"):
            return True
        return following is not None and following.low in ("another", "who", "that", "day", "by")
    if previous is not None and (
        previous.low in _DETERMINERS_ONE or previous.low in ("if", "when", "as", "what", "how", "why", "unless", "whether", "where")
    ):
        return True
    if (
        previous is not None
        and previous.kind == WORD
        and previous.low in ("and", "or")
        and following is not None
        and following.kind == MARK
    ):
        return False
    if previous is not None and previous.low == "-" and tokens[index].gap == GLUED:
        return False
    if previous is not None and previous.low == "by" and index >= 2 and tokens[index - 2].low == "one":
        return True
    if following is None:
        return previous is None or previous.low not in (":", "to", "or")
    if following.low in ("-", "–") and following.gap == GLUED:
        return False
    if following.kind == WORD:
        return (
            following.low in _AFTER_ONE_NO
            and not (following.low == "to" and _counts(tokens, index + 2))
            and not (following.low == "in" and _counts(tokens, index + 2))
        )
    if following.kind == DIGITS:
        return True
    if previous is None or previous.gap > LINE:
        return following.low not in (",", ";", "/")
    return previous.low not in ("to", "by", "and", "or", "than", "number", "exactly", ":", ",", "(", "|")


def _counts(tokens: Sequence[Token], index: int) -> bool:
    from .number_words import ONES, TENS

    return index < len(tokens) and (
        tokens[index].kind == DIGITS or tokens[index].low in ONES or tokens[index].low in TENS or tokens[index].low == "nil"
    )


def is_identifier(tokens: Sequence[Token], index: int, floor: int, end: int, whole: bool) -> bool:
    """Whether the number at ``index`` names something: "G20", "Article 370", "Boeing 737", "[3]", "#4", "COVID-19"."""
    if index == 0:
        return False
    token, previous = tokens[index], tokens[index - 1]
    if token.gap == GLUED:
        if previous.kind == WORD:
            return True
        if previous.low in ("#", "№", "§", "_", "@", "\\"):
            return True
        if previous.low == "[" and index + 1 < len(tokens) and tokens[index + 1].low == "]":
            return True
        if previous.low in ("-", "–") and index >= 2 and previous.gap == GLUED:
            before = tokens[index - 2]
            if (
                before.kind == WORD
                and (before.text.isupper() or before.low in ("under", "over", "covid", "boeing"))
                and token.kind == DIGITS
            ):
                return index - 2 >= floor or before.kind == WORD
        if (
            previous.low in ("/", ".")
            and previous.gap == GLUED
            and index >= 2
            and tokens[index - 2].kind == WORD
            and previous.low == "/"
            and tokens[index - 2].text.isupper()
        ):
            return True
    if token.gap > SPACE:
        return False
    if _measured(tokens, end) or not (whole or previous.low in _DECIMAL_NAMING or previous.low == "."):
        return False
    noun, place = previous, index - 1
    if noun.low == "." and noun.gap == GLUED and place and tokens[place - 1].kind == WORD and token.kind == DIGITS:
        noun, place = tokens[place - 1], place - 1
        if noun.low in (
            "p",
            "pp",
            "no",
            "nos",
            "nr",
            "art",
            "sec",
            "s",
            "ss",
            "ch",
            "fig",
            "vol",
            "cl",
            "para",
            "v",
            "ver",
            "op",
            "ext",
            "tel",
            "r",
            "reg",
        ):
            return noun.low != "no" or noun.text[0] == "N" or place == 0 or tokens[place - 1].kind != WORD
    if noun.low in ("§", "#", "№"):
        return True
    if noun.low in _NAMING and noun.kind == WORD:
        if token.kind != DIGITS and noun.low not in (
            "article",
            "section",
            "chapter",
            "phase",
            "part",
            "act",
            "stage",
            "level",
            "clause",
            "platform",
            "step",
            "paragraph",
            "page",
        ):
            return False
        if noun.low in ("no", "nos"):
            return noun.text[0] == "N"
        if noun.low in _WEAK_NAMING:
            if noun.low in ("s", "v") and place and tokens[place - 1].low == "'":
                return False
            return not _noun_after(tokens, end) and noun.gap <= SPACE
        return not _noun_after_unit(tokens, end)
    # a United States postal code
    return noun.text.isupper() and len(noun.text) == 2 and len(token.low) == 5 and token.kind == DIGITS


_DECIMAL_NAMING = words("naming nouns of decimals")


def _measured(tokens: Sequence[Token], end: int) -> bool:
    """Whether a percent sign or a scale follows: then it is an amount."""
    return end < len(tokens) and tokens[end].gap <= SPACE and tokens[end].low in _AMOUNT_AFTER


_AMOUNT_AFTER = frozenset("% ٪ ％ percent pct per million billion trillion thousand crore lakh bn mn bps pp".split())


def _noun_after(tokens: Sequence[Token], index: int) -> bool:
    return (
        index < len(tokens)
        and tokens[index].kind == WORD
        and tokens[index].gap <= SPACE
        and tokens[index].text.islower()
        and tokens[index].low not in _FUNCTION
    )


def _noun_after_unit(tokens: Sequence[Token], index: int) -> bool:
    return index < len(tokens) and tokens[index].low in (
        "%",
        "people",
        "persons",
        "men",
        "women",
        "children",
        "per",
        "percent",
        "million",
        "billion",
        "thousand",
    )


_FUNCTION = words("joining words")


def is_list_marker(tokens: Sequence[Token], index: int, end: int, enumerating: set[int]) -> bool:
    """Whether digits number a list: "1." or "2)" that opens a line, "(1) ... (2)"; ``enumerating`` remembers the open "(n)"."""
    token = tokens[index]
    if token.kind != DIGITS or end != index + 1 or len(token.low) > 3 or end >= len(tokens):
        return False
    closing, number = tokens[end], int(token.low)
    opens_line = token.gap >= LINE or (
        token.gap <= SPACE and index and tokens[index - 1].low in ("-", "*", "•", ">", "#", "(") and tokens[index - 1].gap >= LINE
    )
    if opens_line and closing.low in (".", ")") and closing.gap == GLUED and len(token.low) <= 2 and number > 0:
        after = tokens[end + 1] if end + 1 < len(tokens) else None
        if after is not None and after.gap == SPACE:
            return token.gap >= LINE or tokens[index - 1].low != "("
    if (
        index
        and tokens[index - 1].low == "("
        and closing.low == ")"
        and token.gap == GLUED
        and closing.gap == GLUED
        and len(token.low) <= 2
    ):
        if (
            number == 1
            and end + 1 < len(tokens)
            and tokens[end + 1].gap in (SPACE, GLUED)
            and tokens[end + 1].kind == WORD
            and _closes_with_two(tokens, end)
        ):
            enumerating.add(1)
            return True
        if number - 1 in enumerating:
            enumerating.add(number)
            return True
    return False


def _closes_with_two(tokens: Sequence[Token], end: int) -> bool:
    """Whether "(2)" follows "(1)" within a stretch of bounded length."""
    for place in range(end, min(len(tokens) - 2, end + 120)):
        if tokens[place].low == "(" and tokens[place + 1].low == "2" and tokens[place + 2].low == ")":
            return True
        if tokens[place].gap >= PARAGRAPH and place > end + 60:
            return False
    return False
