"""Numbers in digits: separators of all habits, decimals, fractions, ordinals.

In: tokens, an index and the text. Out: a ``Numeral`` (value, end index, rounding step, shape) or None. Consumes what it looks at, so
scanning is linear.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from .number_words import SCALES
from .units import measure_at, money_after, money_before
from .value_tokens import DIGITS, FRACTION, GLUED, LINE, SPACE, WORD, Token

_FIXED_SPACES = "\u00a0\u202f\u2009\u2007\u2008\u2006\u2005"
ORDINAL_ENDINGS = ("st", "nd", "rd", "th")


class Numeral(NamedTuple):
    value: Decimal
    end: int  # index after the last token, ordinal ending included
    step: Decimal
    shape: str  # cardinal, ordinal, fraction, dotted (versions, sections, addresses), padded ("007")


_MOST_GROUPS = 12


def _glued(tokens: Sequence[Token], index: int, kind: str) -> bool:
    return index < len(tokens) and tokens[index].gap == GLUED and tokens[index].kind == kind


def _separated(tokens: Sequence[Token], index: int, mark: str) -> bool:
    """``mark`` at ``index`` with digits after it, glued on both sides."""
    return index + 1 < len(tokens) and tokens[index].low == mark and tokens[index].gap == GLUED and _glued(tokens, index + 1, DIGITS)


def _groups(tokens: Sequence[Token], index: int, mark: str, sizes: tuple[int, ...] = (3,)) -> int:
    """The end of a run of groups "mark ddd" that starts at ``index``; no value has more of them than `_MOST_GROUPS`."""
    last = index + 2 * _MOST_GROUPS
    while index < last and _separated(tokens, index, mark) and len(tokens[index + 1].low) in sizes:
        index += 2
    return index


def step_of(digits: str) -> Decimal:
    """The rounding step that a whole number's trailing zeros suggest: "18,000" -> 1000, "18,432" -> 1."""
    stripped = digits.rstrip("0")
    return Decimal(1).scaleb(len(digits) - len(stripped)) if stripped else Decimal(1)


def _join(tokens: Sequence[Token], start: int, end: int) -> str:
    return "".join(token.low for token in tokens[start:end] if token.kind == DIGITS)


def read_digits(tokens: Sequence[Token], index: int, text: str) -> Numeral | None:
    """The numeral that starts at ``index``: the longest sensible reading."""
    token = tokens[index]
    if token.kind == FRACTION:
        return Numeral(_vulgar(token.text), index + 1, Decimal("0.01"), "fraction")
    if token.kind != DIGITS:
        return None
    head = token.low
    end = index + 1
    whole = head
    groups_end = _grouped(tokens, index, text)
    if groups_end > end:
        whole, end = _join(tokens, index, groups_end), groups_end
        mark = text[tokens[index].end : tokens[index + 1].end].strip() or " "
        decimal_mark = "," if mark[:1] == "." or (mark == " " and _separated(tokens, end, ",")) else "."
        if _separated(tokens, end, decimal_mark) and not (decimal_mark == "." and _separated(tokens, end + 2, ".")):
            tail = tokens[end + 1].low
            return _finish(tokens, Decimal(f"{whole}.{tail}"), end + 2, Decimal(1).scaleb(-len(tail)))
        return _finish(tokens, Decimal(whole), end, step_of(whole))
    if _separated(tokens, end, "."):
        tail = tokens[end + 1].low
        if _separated(tokens, end + 2, "."):
            while _separated(tokens, end, "."):
                end += 2
            return Numeral(Decimal(head), end, Decimal(1), "dotted")
        if tail == "000" and len(head) <= 3 and head[0] != "0":
            whole = head + tail  # "412.000 cars": nobody writes three noughts behind a decimal point
            return _finish(tokens, Decimal(whole), end + 2, step_of(whole))
        return _finish(tokens, Decimal(f"{head}.{tail}"), end + 2, Decimal(1).scaleb(-len(tail)))
    if _separated(tokens, end, ",") and len(tokens[end + 1].low) in (1, 2) and not _separated(tokens, end + 2, ",") and len(head) <= 4:
        tail = tokens[end + 1].low  # decimal comma, "18,6"
        return _finish(tokens, Decimal(f"{head}.{tail}"), end + 2, Decimal(1).scaleb(-len(tail)))
    if len(head) > 1 and head[0] == "0":
        return Numeral(Decimal(head), end, Decimal(1), "padded")
    mixed = _mixed(tokens, end, Decimal(head))
    if mixed is not None:
        return mixed
    if (head, tokens[end + 1].low if _separated(tokens, end, "/") else "") in (("24", "7"), ("7", "7"), ("50", "50"), ("20", "20")):
        return Numeral(Decimal(head), end + 2, Decimal(1), "dotted")
    if (_separated(tokens, end, "/") or _separated(tokens, end, "⁄")) and not _separated(tokens, end + 2, "/"):
        below = tokens[end + 1].low
        if (head, below) == ("9", "11"):
            return Numeral(Decimal(head), end + 2, Decimal(1), "dotted")
        if 0 < int(head) < int(below) <= 100 and below[0] != "0":
            return Numeral(Decimal(head) / Decimal(below), end + 2, Decimal("0.01"), "fraction")
    return _finish(tokens, Decimal(head), end, step_of(head))


def _finish(tokens: Sequence[Token], value: Decimal, end: int, step: Decimal) -> Numeral:
    if _glued(tokens, end, WORD) and tokens[end].low in ORDINAL_ENDINGS and value == value.to_integral_value():
        return Numeral(value, end + 1, Decimal(1), "ordinal")
    return Numeral(value, end, step, "cardinal")


def _grouped(tokens: Sequence[Token], index: int, text: str) -> int:
    """The end of thousands groups (Western, Indian, European, Swiss, spaced), or ``index + 1``."""
    head = tokens[index].low
    start = index + 1
    if len(head) > 3 or head[0] == "0":
        return start
    end = _groups(tokens, start, ",")
    if end > start and not (_separated(tokens, end, ",") and len(tokens[end + 1].low) != 3):
        return end
    if len(head) <= 2:
        pairs = _groups(tokens, start, ",", (2,))
        if pairs > start and _separated(tokens, pairs, ",") and len(tokens[pairs + 1].low) == 3:
            return pairs + 2
    dots = _groups(tokens, start, ".")
    if dots > start + 2 and not _separated(tokens, dots, "."):
        return dots
    if dots == start + 2 and _separated(tokens, dots, ",") and len(tokens[dots + 1].low) <= 2:
        return dots
    if dots == start + 2 and not _separated(tokens, dots, ".") and _whole_thousands(tokens, index, dots, text):
        return dots
    ticks = _groups(tokens, start, "'")
    if ticks > start:
        return ticks
    here = start
    while (
        here < min(len(tokens), start + _MOST_GROUPS)
        and tokens[here].kind == DIGITS
        and len(tokens[here].low) == 3
        and tokens[here].gap == SPACE
    ):
        gap = text[tokens[here - 1].end : tokens[here].start]
        if len(gap) != 1 or (gap not in _FIXED_SPACES and gap != " "):
            break
        here += 1
    if here > start:
        fixed = text[tokens[start].start - 1] in _FIXED_SPACES
        follows = here < len(tokens) and tokens[here].kind == DIGITS and tokens[here].gap == SPACE
        precedes = index > 0 and tokens[index - 1].kind == DIGITS and tokens[index].gap == SPACE
        # "23 120 45" is a list, "Room 12 300" too: a plain space groups only where no other digits stand beside
        if fixed or not (follows or precedes):
            return here
    return start


_NO_COUNTS = frozenset("points times seconds degrees runs goals games wins shares units yards innings".split())


def _whole_thousands(tokens: Sequence[Token], index: int, end: int, text: str) -> bool:
    """Whether the one point of "60.000 Euro" or "12.500 visitors" parts thousands: round money or a count follows, and no measure."""
    following = tokens[end] if end < len(tokens) and tokens[end].gap <= LINE else None
    if following is not None and ((following.gap == GLUED and following.kind == WORD) or following.low in SCALES or following.low == "%"):
        return False
    tail = tokens[end - 1].low
    money = (following is not None and money_after(tokens, end, text) is not None) or money_before(tokens, index, text) is not None
    if money:
        return tail.endswith("00") or (tail.endswith("0") and len(tokens[index].low) > 1)
    if following is None or following.kind != WORD or not following.text.islower() or following.low in _NO_COUNTS:
        return False
    plural = following.low in ("people", "men", "women", "children", "voters") or (following.low.endswith("s") and len(following.low) > 4)
    return plural and measure_at(tokens, end, text) is None


def _mixed(tokens: Sequence[Token], end: int, whole: Decimal) -> Numeral | None:
    """ "2½", "2 ½", "2 1/2", "2-1/2"."""
    if end < len(tokens) and tokens[end].kind == FRACTION and tokens[end].gap <= SPACE:
        return Numeral(whole + _vulgar(tokens[end].text), end + 1, Decimal("0.5"), "cardinal")
    here = end
    if end + 1 < len(tokens) and tokens[end].low == "-" and tokens[end].gap == GLUED:
        here = end + 1
    if here + 2 >= len(tokens) or tokens[here].kind != DIGITS or tokens[here].gap != (SPACE if here == end else GLUED):
        return None
    if not _separated(tokens, here + 1, "/") or _separated(tokens, here + 3, "/"):
        return None
    above, below = int(tokens[here].low), int(tokens[here + 2].low)
    if 0 < above < below and below in (2, 3, 4, 5, 8, 16):
        return Numeral(whole + Decimal(above) / Decimal(below), here + 3, Decimal("0.5"), "cardinal")
    return None


def _vulgar(char: str) -> Decimal:
    above, _, below = unicodedata.normalize("NFKC", char).partition("⁄")
    return Decimal(above) / Decimal(below)
