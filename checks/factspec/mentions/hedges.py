"""Words that hedge a number: "at least", "more than", "nearly", "about", "or so".

In: tokens and the index where a number starts (or ends). Out: the hedge's class and where its words begin (or end).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from .units import Unit
from .value_tokens import GLUED, LINE, MARK, SPACE, WORD, Token
from .word_lists import words

AT_LEAST, AT_MOST, MORE, LESS, NEARLY, JUST_OVER, ABOUT = "at least", "at most", "more than", "less than", "nearly", "just over", "about"

_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.replace(".", " .").split())


@cache
def _table(where: str) -> _Phrases:
    """The phrases that stand before a number by their last word, or those after it by their first, longest first."""
    content = (files("factspec.mentions") / "data" / "hedges.tsv").read_text(encoding="utf-8")
    table: _Phrases = {}
    for row in content.splitlines():
        if not row or row.startswith("#"):
            continue
        place, hedge, joined = row.split("\t")
        for phrase in joined.split("|") if place == where else ():
            words = _split(phrase)
            table.setdefault(words[-1] if where == "before" else words[0], []).append((words, "" if hedge == "-" else hedge))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


_SCALED = frozenset("million billion trillion thousand hundred bn m mn k tn".split())
_MOVED = words("verbs before up to")
_SPATIAL = frozenset(("under", "below", "above", "over", "beneath"))


def hedge_before(tokens: Sequence[Token], first: int, floor: int) -> tuple[str, int]:
    """The hedge whose words end right before token ``first``: its class ("" if none) and the index where it begins."""
    here, found, exactly = first, "", False
    # "well over some 20", "at least about 20": the outermost of two wins, "exactly" only widens the span
    for _ in range(2):
        step = _one_before(tokens, here, floor)
        if step is None:
            break
        hedge, here = step
        if hedge == "":
            exactly = True
            continue
        found = hedge if not found or found == ABOUT else _combine(hedge, found)
        if found in (AT_LEAST, AT_MOST, MORE, LESS) and not exactly:
            break
    return found, here


def _combine(outer: str, inner: str) -> str:
    return inner if outer == ABOUT else outer


def _one_before(tokens: Sequence[Token], first: int, floor: int) -> tuple[str, int] | None:
    if first <= floor or tokens[first].gap > LINE:
        return None
    last = tokens[first - 1]
    if last.kind == MARK and last.low not in (".", "~", "≈", "∼", "≥", "≤", ">", "<"):
        return None
    for phrase, hedge in _table("before").get(last.low, ()):
        start = first - len(phrase)
        if start < floor or any(tokens[start + offset].low != word for offset, word in enumerate(phrase)):
            continue
        if (
            phrase in (("c",), ("ca",), ("max",), ("minimum",), ("maximum",))
            and start
            and tokens[start].gap == GLUED
            and tokens[start - 1].kind == WORD
        ):
            continue
        if phrase == ("c",) and tokens[start].text != "c":
            continue
        if phrase == (".",):
            continue
        if phrase[-1] == ">" and start and tokens[start - 1].low in ("-", "=", ">"):
            continue
        if phrase == (">",) and (start == 0 or tokens[start].gap >= LINE):
            continue  # a quoted line of Markdown or mail
        if phrase == ("over",) and start and tokens[start - 1].low in ("all", "game", "started", "took", "take", "left", "turned"):
            continue
        if phrase == ("up", "to") and start and tokens[start - 1].low in _MOVED:
            continue  # "guidance goes up to 16.6 billion" tells where it goes
        if phrase[-1] == "passed" and tokens[first].kind != MARK and word_after(tokens, first) not in _SCALED:
            continue  # "has passed 12 exams"; but "has passed 300 million"
        if (
            phrase == ("about",)
            and start
            and tokens[start - 1].low
            in (
                "what",
                "talk",
                "talked",
                "talking",
                "spoke",
                "speak",
                "worried",
                "asked",
                "thinking",
                "learned",
                "wrong",
                "right",
                "sure",
                "true",
            )
        ):
            continue
        return hedge, start
    return None


def word_after(tokens: Sequence[Token], index: int) -> str:
    """The folded token behind ``index`` on its line, or ""."""
    return tokens[index + 1].low if index + 1 < len(tokens) and tokens[index + 1].gap <= LINE else ""


def hedge_after(tokens: Sequence[Token], end: int) -> tuple[str, int]:
    """The hedge that begins right after token index ``end``: its class and the index after it."""
    if end >= len(tokens):
        return "", end
    token = tokens[end]
    if (
        token.low == "+"
        and token.gap == GLUED
        and not (end + 1 < len(tokens) and tokens[end + 1].gap == GLUED and tokens[end + 1].kind == "d")
    ):
        return AT_LEAST, end + 1
    if token.low in ("-", "–") and token.gap == GLUED and end + 1 < len(tokens) and tokens[end + 1].gap == GLUED:
        if tokens[end + 1].low == "plus":
            return AT_LEAST, end + 2
        if tokens[end + 1].low == "odd":
            return ABOUT, end + 2
        return "", end
    here = end
    if token.low == "," and token.gap == GLUED and end + 2 < len(tokens) and tokens[end + 1].low == "at":
        here = end + 1
    if here >= len(tokens) or tokens[here].gap > LINE or (tokens[here].gap == GLUED and here == end):
        return "", end
    if (
        tokens[here].low == "plus"
        and tokens[here].gap == SPACE
        and here + 1 < len(tokens)
        and tokens[here + 1].kind == WORD
        and tokens[here + 1].low in ("years", "people", "days", "hours")
    ):
        return AT_LEAST, here + 1
    for phrase, hedge in _table("after").get(tokens[here].low, ()):
        stop = here + len(phrase)
        if stop > len(tokens) or any(tokens[here + offset].low != word for offset, word in enumerate(phrase)):
            continue
        if phrase[0] in ("at", "minimum", "maximum", "approximately", "roughly", "approx", "odd", "more", "tops") and stop < len(tokens):
            following = tokens[stop]
            # "20 at least" hedges 20; "20 roughly 30" and "in 2019 at least 5 died" do not
            if (
                following.kind != MARK
                and following.gap <= LINE
                and phrase[0] in ("at", "approximately", "roughly", "approx", "more")
                and (following.kind == "d" or phrase[0] != "at")
            ):
                continue
        return hedge, stop
    return "", end


def spatial_under(tokens: Sequence[Token], start: int, first: int, last: int, dimension: str) -> bool:
    """Whether "under 3,100 m of ice" tells a place and not a bound."""
    return (
        dimension == "length" and first == start + 1 and tokens[start].low in _SPATIAL and last < len(tokens) and tokens[last].low == "of"
    )


_LASTING = words("before over with a time")


def during(tokens: Sequence[Token], over: int, unit: Unit | None) -> bool:
    """Whether "over 97 days" means "in the course of" and is no bound."""
    if unit is None or unit.dimension != "time":
        return False
    return over == 0 or tokens[over - 1].low not in _LASTING
