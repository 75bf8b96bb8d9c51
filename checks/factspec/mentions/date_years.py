"""Years, decades and centuries: "1972", "'72", "1984-96", "nineteen sixty-eight", "the 1980s", "the 20th century".

In: a ``Reader`` and an index. Out: a ``Raw`` or None.
"""

from __future__ import annotations

from .date_parts import (
    Part,
    day_at,
    lone_year,
    plain_day,
    short_year,
    word_at,
    word_back,
    year_words,
)
from .date_raw import Raw
from .date_reader import Reader
from .date_words import DECADES
from .number_words import read_words
from .value_tokens import DIGITS, GLUED, SPACE, WORD

_DASHES = ("-", "–", "—", "/")
_POSSESSIVES = frozenset("his her their my our your its".split())


def bare_year(reader: Reader, index: int) -> Raw | None:
    """A bare year, two years with a dash, a year in words, "'72"."""
    tokens = reader.tokens
    token = tokens[index]
    if token.low in ("'", "‘"):
        return apostrophe_year(reader, index)
    if token.kind == WORD:
        words = year_words(tokens, index) or _two_thousand(reader, index)
        if words is None:
            return None
        return Raw(index, words.end, "year", year=words.value, slots=[reader.slot("year", index, words.end)])
    if token.kind == DIGITS and len(token.low) == 2:
        return _short_after(reader, index)
    if token.kind != DIGITS or len(token.low) != 4:
        return None
    decade = decade_digits(reader, index)
    if decade is not None:
        return decade
    pair = _year_pair(reader, index)
    if pair is not None:
        return pair
    if not lone_year(tokens, index, reader.text) and not _opens_line(reader, index):
        return None
    return Raw(index, index + 1, "year", year=int(token.low), slots=[reader.slot("year", index, index + 1)])


def _opens_line(reader: Reader, index: int) -> bool:
    """Whether a year opens a line of a timeline ("1985: first year of the record")."""
    tokens = reader.tokens
    marked = index > 0 and tokens[index - 1].low in ("-", "–", "*", "•", "**")
    first = index - 1 if marked else index
    opens = first == 0 or tokens[first].gap > SPACE
    return opens and word_at(tokens, index + 1) == ":" and tokens[index + 1].gap == GLUED and 1500 <= int(tokens[index].low) <= 2100


_NO_YEAR_BEFORE = frozenset(("to", "of", "or", "-", "–", "%", "/", ":", "'", "°", "$"))


def _short_after(reader: Reader, index: int) -> Raw | None:
    """ "Born in 1931, she left in 58": two digits after such a word are a year of the century of one named in full before."""
    tokens = reader.tokens
    seen, place = reader.seen
    if not seen or index - place > 60 or tokens[index].gap != SPACE or word_back(tokens, index, 1) not in ("in", "since", "until", "from"):
        return None
    year = seen // 100 * 100 + int(tokens[index].low)
    if year > reader.pivot + 1:
        year -= 100
    before = word_back(tokens, index, 2)
    if abs(year - seen) > 70 or before in ("up", "down", "one", "rose", "fell") or before.isdigit():
        return None
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after is not None and (after.low in _NO_YEAR_BEFORE or (after.gap == GLUED and after.low not in (",", ".", ";", ")"))):
        return None
    if after is not None and after.low == "." and index + 2 < len(tokens) and tokens[index + 2].gap == GLUED:
        return None
    if reader.noun_at(index + 1):
        return None
    return Raw(index, index + 1, "year", year=year, slots=[reader.slot("year", index, index + 1)])


def _two_thousand(reader: Reader, index: int) -> Part | None:
    """ "in two thousand and eight": a year only after a preposition of time and before no noun."""
    if reader.tokens[index].low != "two" or word_back(reader.tokens, index, 1) not in ("in", "since", "until", "year"):
        return None
    words = read_words(reader.tokens, index)
    if words is None or words.kind != "cardinal" or not 2001 <= words.value <= 2099 or reader.noun_at(words.end):
        return None
    return Part(int(words.value), words.end)


def _year_pair(reader: Reader, index: int) -> Raw | None:
    tokens = reader.tokens
    if index + 2 >= len(tokens) or not plain_day(tokens, index):
        return None
    dash, second = tokens[index + 1], tokens[index + 2]
    if dash.low not in _DASHES or dash.gap not in (GLUED, SPACE) or second.gap != dash.gap or second.kind != DIGITS:
        return None
    if (
        len(second.low) not in (2, 4)
        or (dash.gap == SPACE and len(second.low) == 2)
        or (dash.low == "/" and len(second.low) == 4 and dash.gap == SPACE)
    ):
        return None
    first = int(tokens[index].low)
    last = int(second.low) if len(second.low) == 4 else first // 100 * 100 + int(second.low)
    if len(second.low) == 2 and last < first:
        last += 100
    after = tokens[index + 3] if index + 3 < len(tokens) else None
    if not (1400 <= first < last <= 2199 and last - first < 250) or (
        after is not None and after.gap == GLUED and after.kind in (WORD, DIGITS)
    ):
        return None
    if len(second.low) == 2 and last - first > 60:
        return None
    one = Raw(index, index + 1, "year", year=first, slots=[reader.slot("year", index, index + 1)])
    two = Raw(index + 2, index + 3, "year", year=last, slots=[reader.slot("year", index + 2, index + 3)])
    return Raw(index, index + 3, "span", ends=(one, two))


def apostrophe_year(reader: Reader, index: int) -> Raw | None:
    """ "'72", "'80s"."""
    tokens = reader.tokens
    if index + 1 >= len(tokens) or tokens[index + 1].kind != DIGITS or len(tokens[index + 1].low) != 2 or tokens[index + 1].gap != GLUED:
        return None
    if tokens[index].gap == GLUED and index and tokens[index - 1].kind in (WORD, DIGITS):
        return None
    value = int(tokens[index + 1].low)
    after = tokens[index + 2] if index + 2 < len(tokens) else None
    if after is not None and after.gap == GLUED and after.low == "s" and value % 10 == 0:
        return Raw(index, index + 3, "decade", number=short_year(value, reader.pivot))
    if (
        after is not None
        and after.gap == GLUED
        and (
            after.kind in (WORD, DIGITS)
            or (
                after.low in ("'", "%", ".")
                and index + 3 < len(tokens)
                and tokens[index + 3].gap == GLUED
                and tokens[index + 3].kind in (WORD, DIGITS)
            )
        )
    ):
        return None
    if after is not None and after.low in ("'", "’", "%"):
        return None
    return Raw(index, index + 2, "year", year=short_year(value, reader.pivot), slots=[reader.slot("year", index, index + 2)])


def decade_digits(reader: Reader, index: int) -> Raw | None:
    tokens = reader.tokens
    value = int(tokens[index].low)
    here = index + 1
    if word_at(tokens, here) == "'" and tokens[here].gap == GLUED:
        here += 1
    if value % 10 or not 1000 <= value <= 2190 or here >= len(tokens) or tokens[here].low != "s" or tokens[here].gap != GLUED:
        return None
    return Raw(index, here + 1, "decade", number=value)


def decade_word(reader: Reader, index: int) -> Raw | None:
    """ "the nineties", "the 80s" (not "in her nineties")."""
    tokens = reader.tokens
    token = tokens[index]
    back = index - 1
    while back >= max(0, index - 4) and tokens[back].low in ("early", "late", "mid", "-"):
        back -= 1
    before = tokens[back].low if back >= 0 else ""
    if before in _POSSESSIVES or not before:
        return None
    if (
        token.kind == WORD
        and token.low in DECADES
        and (before == "the" or token.gap == GLUED or word_back(tokens, index, 1) in ("early", "late", "nineteen", "twenty"))
    ):
        return Raw(index, index + 1, "decade", number=short_year(DECADES[token.low], reader.pivot) if DECADES[token.low] != 20 else 1920)
    if token.kind == DIGITS and len(token.low) == 2 and int(token.low) % 10 == 0 and token.low not in ("00", "10"):
        end = index + 2 if word_at(tokens, index + 1) == "'" and tokens[index + 1].gap == GLUED else index + 1
        paired = before in ("and", "or") and index >= 2 and tokens[index - 2].low == "s"
        if end < len(tokens) and tokens[end].low == "s" and tokens[end].gap == GLUED and (before == "the" or paired):
            return Raw(index, end + 1, "decade", number=short_year(int(token.low), reader.pivot))
    return None


def century(reader: Reader, index: int) -> Raw | None:
    """ "the 19th century", "twentieth-century"."""
    tokens = reader.tokens
    day = day_at(tokens, index, ordinal_only=True)
    words = read_words(tokens, index) if day is None and tokens[index].kind == WORD else None
    value, end = (
        (day.value, day.end)
        if day is not None
        else (int(words.value), words.end)
        if words is not None and words.kind == "ordinal"
        else (0, 0)
    )
    if not 1 <= value <= 22:
        return None
    if word_at(tokens, end) == "-":
        end += 1
    if word_at(tokens, end) not in ("century", "centuries"):
        return None
    return Raw(index, end + 1, "century", number=(value - 1) * 100 + 1)
