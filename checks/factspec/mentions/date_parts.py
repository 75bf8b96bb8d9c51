"""Components of dates: a month, a weekday, a day of the month, a year, each judged by its neighbours.

In: tokens and an index. Out: the component's value and the index after it, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from .date_words import DOUBTFUL_MONTHS, DOUBTFUL_WEEKDAYS, MONTHS, SEASONS, SHORT_MONTHS, TIME_PREPOSITIONS, WEEKDAYS
from .number_words import read_words
from .units import measure_at, money_after
from .value_tokens import DIGITS, GLUED, LINE, MARK, SPACE, WORD, Token
from .word_lists import words

_MODALS_AFTER_MAY = frozenset("be have not also well still yet never even only".split())
_NOT_WEEKDAY_AFTER = frozenset("times telegraph mirror mail express post club newspaper newspapers supplement league school roast".split())
_NOT_WEEKDAY_BEFORE = frozenset("bloody black good super ash palm cyber sheffield maundy giving casual freaky".split())
_COUNTED = words("counted after a year-like number")
# plurals that a year stands before oftener than a count
_YEARLY = words("plurals after a year")
_YEAR_BEFORE = words("before a year")


class Part(NamedTuple):
    value: int
    end: int


def word_at(tokens: Sequence[Token], index: int, gap: int = LINE) -> str:
    """The folded token at ``index``, or "" where none stands within ``gap``."""
    return tokens[index].low if 0 <= index < len(tokens) and tokens[index].gap <= gap else ""


def word_back(tokens: Sequence[Token], index: int, count: int) -> str:
    """The folded token ``count`` places before ``index``, or "" where a paragraph ends in between."""
    place = index - count
    if place < 0 or any(token.gap > LINE for token in tokens[place + 1 : index + 1]):
        return ""
    return tokens[place].low


def month_word(tokens: Sequence[Token], index: int) -> Part | None:
    """A month's name, with the point of an abbreviation; says nothing of whether a date is meant."""
    if index >= len(tokens) or tokens[index].kind != WORD:
        return None
    low = tokens[index].low
    number = MONTHS.get(low)
    if number is None:
        return None
    end = index + 1
    if low in SHORT_MONTHS and end < len(tokens) and tokens[end].low == "." and tokens[end].gap == GLUED:
        end += 1
    return Part(number, end)


def lone_month(tokens: Sequence[Token], index: int) -> bool:
    """Whether a month's name without day and year is a date: "in May", "last March", but not "may", "March on", "June Smith"."""
    token = tokens[index]
    before, after = word_back(tokens, index, 1), word_at(tokens, index + 1)
    if token.gap == GLUED and index and tokens[index - 1].low == "-":
        before = word_back(tokens, index, 2)
    if token.low in DOUBTFUL_MONTHS and not token.text[0].isupper():
        return token.low in ("april", "june") and before in ("in", "since", "until", "by", "late", "early", "last", "next", "mid", "of")
    if before == "the" and after != "quarter":
        return token.low not in DOUBTFUL_MONTHS and after in ("quarter", "meeting", "election", "elections", "deadline")
    following = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].gap <= SPACE else None
    timely = before in TIME_PREPOSITIONS - {"and", "to", "for", "as", "about", "around"} or before in ("early", "late", "mid", "end")
    if token.low in SHORT_MONTHS:
        return (
            timely
            and before not in ("of", "by", "from", "before", "after")
            and (following is None or following.low in (".", ",", "and", ")"))
        )
    if (
        following is not None
        and following.kind == WORD
        and following.text[0].isupper()
        and not timely
        and following.low not in WEEKDAYS
        and following.low not in MONTHS
    ):
        return False
    if token.low in ("may", "march", "august", "april", "june"):
        if (
            before in ("by", "of", "from", "for", "after", "before")
            and following is not None
            and following.kind == WORD
            and following.text[0].isupper()
        ):
            return False
        if timely or (before in ("to", "and", "for", "through", "or") and token.low != "may"):
            return True
        if before in ("and", "to", "or", ",") and index >= 2 and word_back(tokens, index, 2) in MONTHS:
            return True
        if (
            after in ("and", "to", "or", "-", "–", "through")
            and word_at(tokens, index + 2) in MONTHS
            and index + 2 < len(tokens)
            and tokens[index + 2].text[0].isupper()
        ):
            return True
        return token.low == "april" and after not in _VERB_HINTS and (before in ("every", "", ",") and after in (",", ".", ""))
    return True


_VERB_HINTS = frozenset("said says told tells was is has had".split())


def weekday_at(tokens: Sequence[Token], index: int) -> Part | None:
    """A weekday's name that means a day."""
    if index >= len(tokens) or tokens[index].kind != WORD:
        return None
    token = tokens[index]
    number = WEEKDAYS.get(token.low)
    if number is None or token.low.endswith("days"):
        return None  # "on Fridays" is a habit
    end = index + 1
    if len(token.low) <= 5 and not token.low.endswith("day") and end < len(tokens) and tokens[end].low == "." and tokens[end].gap == GLUED:
        after = end + 1
        if after < len(tokens) and (tokens[after].kind == DIGITS or tokens[after].low in MONTHS or tokens[after].low == ","):
            end = after
    before, following = word_back(tokens, index, 1), word_at(tokens, end)
    if token.gap == GLUED and index and (tokens[index - 1].kind in (WORD, DIGITS) or tokens[index - 1].low in ("'", "@", "#")):
        return None
    if before in _NOT_WEEKDAY_BEFORE or (following in _NOT_WEEKDAY_AFTER and tokens[end].text[0].isupper()):
        return None
    if token.low in DOUBTFUL_WEEKDAYS:
        day = end < len(tokens) and tokens[end].kind == DIGITS and len(tokens[end].low) <= 2  # "sun 201 h" is no day
        dated = end < len(tokens) and tokens[end].gap <= SPACE and (day or tokens[end].low in MONTHS)
        bracket = following in ("(", ",") and end + 1 < len(tokens) and (tokens[end + 1].kind == DIGITS or tokens[end + 1].low in MONTHS)
        if dated or bracket:
            return Part(number, end)
        timely = before in ("on", "last", "next", "this", "since", "until", "till", "by") or (
            before in ("and", "&", "-", "–", "/") and word_back(tokens, index, 2) in WEEKDAYS
        )
        if token.low == "fri" or token.low in ("tue", "thu"):
            return Part(number, end) if timely or token.text[0].isupper() or before != "" else None
        if timely and (token.text[0].isupper() or before in ("on", "last", "next")) and before != "the":
            return Part(number, end)
        return None
    return Part(number, end)


def day_at(tokens: Sequence[Token], index: int, ordinal_only: bool = False) -> Part | None:
    """A day of the month: "22", "22nd", "twenty-second"."""
    if index >= len(tokens):
        return None
    token = tokens[index]
    if token.kind == DIGITS:
        if len(token.low) > 2 or not 1 <= int(token.low) <= 31:
            return None
        end = index + 1
        if end < len(tokens) and tokens[end].gap == GLUED and tokens[end].low in ("st", "nd", "rd", "th"):
            return Part(int(token.low), end + 1)
        return None if ordinal_only else Part(int(token.low), end)
    if token.kind == WORD:
        words = read_words(tokens, index)
        if words is not None and words.kind == "ordinal" and 1 <= words.value <= 31:
            return Part(int(words.value), words.end)
    return None


def plain_day(tokens: Sequence[Token], index: int) -> bool:
    """Whether digits at ``index`` stand free: no decimals, groups, currency or sign before them."""
    if index and tokens[index].gap == GLUED:
        previous = tokens[index - 1]
        if previous.kind in (WORD, DIGITS) or previous.low in ("$", "€", "£", "₹", "¥", "#", "_", "@", "."):
            return False
        if previous.low in (",", "'", "+") and previous.gap == GLUED:
            return False
    return True


def short_year(value: int, pivot: int) -> int:
    """A two-digit year in full: at most ten years after ``pivot``."""
    century = (pivot + 10) // 100 * 100
    return century + value if century + value <= pivot + 10 else century - 100 + value


def year_after(tokens: Sequence[Token], index: int, pivot: int) -> Part | None:
    """A year that follows a day and month: "2025", ", 2025", "of 2025", "'25"."""
    here = index
    if word_at(tokens, here) == "," and tokens[here].gap == GLUED:
        here += 1
        if here >= len(tokens) or tokens[here].gap > LINE:
            return None
    elif word_at(tokens, here) in ("of", "in"):
        here += 1
    if here >= len(tokens) or tokens[here].gap > LINE:
        return None
    token = tokens[here]
    if (
        token.low in ("'", "‘")
        and here + 1 < len(tokens)
        and tokens[here + 1].kind == DIGITS
        and len(tokens[here + 1].low) == 2
        and tokens[here + 1].gap == GLUED
    ):
        return Part(short_year(int(tokens[here + 1].low), pivot), here + 2)
    if token.kind == DIGITS and len(token.low) == 4 and 1000 <= int(token.low) <= 2199:
        if _continues(tokens, here):
            return None
        return Part(int(token.low), here + 1)
    return year_words(tokens, here) if token.kind == WORD else None


def _continues(tokens: Sequence[Token], index: int) -> bool:
    """Whether digits go on as a longer number: "2025.5", "2025,300", "2025%", "2025th"."""
    after = index + 1
    if after >= len(tokens) or tokens[after].gap != GLUED:
        return False
    token = tokens[after]
    if token.kind in (WORD, DIGITS) and token.low not in ("s",):
        return True
    if token.low in ("%", "°"):
        return True
    digits = after + 1 < len(tokens) and tokens[after + 1].kind == DIGITS and tokens[after + 1].gap == GLUED
    return token.low in (".", ",") and digits


def year_words(tokens: Sequence[Token], index: int) -> Part | None:
    """ "nineteen sixty-eight", "twenty twenty-three", "nineteen oh five"."""
    head = {"fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20}.get(tokens[index].low)
    if head is None or index + 1 >= len(tokens) or tokens[index + 1].gap > LINE or tokens[index + 1].kind != WORD:
        return None
    following = tokens[index + 1].low
    if following in ("oh", "o") and word_at(tokens, index + 2) in _UNITS:
        return Part(head * 100 + _UNITS[word_at(tokens, index + 2)], index + 3)
    words = read_words(tokens, index + 1)
    if words is None or words.kind != "cardinal" or not 10 <= words.value <= 99 or words.value != int(words.value):
        return None
    after = word_at(tokens, words.end)
    if after in ("hundred", "thousand", "million", "per", "percent", "%"):
        return None
    return Part(head * 100 + int(words.value), words.end)


_UNITS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}


def lone_year(tokens: Sequence[Token], index: int, text: str) -> bool:
    """Whether four bare digits are a year, by what stands around them."""
    token = tokens[index]
    if (
        token.kind != DIGITS
        or len(token.low) != 4
        or not 1000 <= int(token.low) <= 2199
        or _continues(tokens, index)
        or not plain_day(tokens, index)
    ):
        return False
    value = int(token.low)
    here = index
    before = tokens[here - 1] if here and token.gap <= LINE else None
    if before is not None and before.low in ("-", "–", "/", "—") and token.gap == GLUED and before.gap == GLUED and here >= 2:
        if tokens[here - 2].kind == DIGITS:
            return False
        if tokens[here - 2].low in ("pre", "post", "mid", "late", "early"):
            return True
    after = tokens[index + 1] if index + 1 < len(tokens) and tokens[index + 1].gap <= LINE else None
    word = before.low if before is not None else ""
    if (after is not None and after.kind in (WORD, MARK) and after.gap != GLUED) or (after is not None and after.kind == WORD):
        if measure_at(tokens, index + 1, text) is not None and after.low not in ("in", "bar", "points", "year"):
            return False
        if money_after(tokens, index + 1, text) is not None and after.low not in ("won", "real", "p", "c"):
            return False
    if word == "least" and word_back(tokens, index, 3) == "since":
        return True
    if (
        word
        in (
            "$",
            "€",
            "£",
            "than",
            "least",
            "nearly",
            "almost",
            "over",
            "under",
            "roughly",
            "some",
            "approximately",
            "exactly",
            "only",
            "at",
            "to",
        )
        and word != "to"
    ):
        return False
    if (
        before is not None
        and before.kind == WORD
        and before.text.isupper()
        and len(before.text) == 3
        and before.low in ("usd", "eur", "gbp", "inr")
    ):
        return False
    counted = after is not None and after.kind == WORD and after.text[0].islower() and after.gap != GLUED
    plural = (
        counted
        and after is not None
        and (
            after.low in _COUNTED
            or (after.low.endswith("s") and after.low not in ("was", "is", "has", "as", "this", "its", "his", "us", "does", "series", "s"))
        )
    )
    modern = 1900 <= value <= 2099
    if modern and plural and after is not None and after.low in _YEARLY and word not in ("of", "some", "about") and before is not None:
        return True
    if word in ("in", "since", "until", "till", "during", "circa", "c", "fiscal", "year", "class"):
        return not (plural and not modern) and not (after is not None and after.low in ("people", "percent", "per") and value % 100 == 0)
    if word in SEASONS or word in MONTHS:
        return True
    if plural:
        return modern and word == "the" and value % 100 != 0
    if counted and word not in _YEAR_BEFORE and before is not None and not (before.kind == MARK or before.text[0].isupper()):
        return (
            modern
            and after is not None
            and (
                after.low
                in ("and", "or", "to", "for", "when", "was", "is", "the", "as", "by", "at", "on", "after", "before", "with", "than")
                or word == "'s"
            )
        )
    if not modern:
        return (
            word in ("of", "from", "before", "after", "by", "founded", "established", "est", "born", "b", "d", "died", "built")
            and not counted
        ) or _bracketed(tokens, index)
    return True


def _bracketed(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].low == "(" and index + 1 < len(tokens) and tokens[index + 1].low == ")"
