"""Words that hedge a number: "at least", "more than", "nearly", "about", "or so".

In: tokens and the index where a number starts (or ends). Out: the hedge's class and where its words begin (or end).
"""

from __future__ import annotations

from collections.abc import Sequence

from .units import Unit
from .value_tokens import GLUED, LINE, MARK, SPACE, WORD, Token

AT_LEAST, AT_MOST, MORE, LESS, NEARLY, JUST_OVER, ABOUT = "at least", "at most", "more than", "less than", "nearly", "just over", "about"

_BEFORE_PHRASES = {
    AT_LEAST: "at least|no fewer than|no less than|not less than|not fewer than|not under|a minimum of|minimum of|minimum|a low of|min.|≥|never less than|never fewer than",
    AT_MOST: "at most|no more than|not more than|a maximum of|maximum of|maximum|up to|upto|as many as|as much as|as few as|as little as|at the most|≤|max.|max|not over|not exceeding|never more than|as high as|as low as",
    MORE: "more than|over|above|in excess of|upwards of|upward of|greater than|exceeding|well over|well above|north of|comfortably over|far more than|many more than|considerably more than|much more than|well more than|larger than|higher than|>|better than|not fewer than about",
    LESS: "fewer than|less than|under|below|south of|well under|well below|far fewer than|far less than|much less than|lower than|smaller than|short of|<|comfortably under",
    NEARLY: "nearly|almost|close to|close on|just under|just below|just shy of|shy of|not quite|a little under|slightly under|slightly less than|slightly below|a little less than|approaching|just short of|a shade under|practically|virtually|a bit under|a bit less than|marginally below|nearing|a touch under|a fraction under",
    JUST_OVER: "just over|just above|a little over|slightly more than|slightly over|slightly above|a little more than|a shade over|a bit more than|a bit over|marginally above|just more than|a touch over|a little above|little more than|a fraction over",
    ABOUT: "about|around|roughly|some|approximately|approx|approx.|circa|c.|ca.|ca|c|~|≈|∼|an estimated|estimated|in the region of|somewhere around|something like|in the order of|on the order of|more or less|give or take|or about|around about|an average of about|the equivalent of about|approaching about|perhaps|maybe|broadly|an approximate|about some",
    "": "exactly|precisely|just|only|a total of|a full|fully|all of|a mere|the full",
}
_AFTER_PHRASES = {
    AT_LEAST: "or more|or above|at least|or over|or better|or greater|and above|and over|and up|at a minimum|and counting|minimum",
    AT_MOST: "or fewer|or less|at most|or under|or below|and under|and below|maximum|at the most|tops|at best",
    ABOUT: "or so|or thereabouts|approximately|more or less|give or take|roughly|approx|or about that|odd",
}
_LONGEST = 4
_Phrases = dict[str, list[tuple[tuple[str, ...], str]]]


def _split(phrase: str) -> tuple[str, ...]:
    return tuple(phrase.replace(".", " .").split())


def _table(phrases: dict[str, str], last: bool) -> _Phrases:
    table: _Phrases = {}
    for hedge, joined in phrases.items():
        for phrase in joined.split("|"):
            words = _split(phrase)
            table.setdefault(words[-1] if last else words[0], []).append((words, hedge))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return table


_BEFORE = _table(_BEFORE_PHRASES, last=True)
_AFTER = _table(_AFTER_PHRASES, last=False)
_MOVED = frozenset(
    "go goes going went gone move moves moved raise raised bring brings brought bump bumped bumps climb climbed push pushed take takes took taken rose risen rise lift lifted ramp ramped".split()
)
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
    for words, hedge in _BEFORE.get(last.low, ()):
        start = first - len(words)
        if start < floor or any(tokens[start + offset].low != word for offset, word in enumerate(words)):
            continue
        if words in (("c",), ("ca",), ("max",), ("minimum",), ("maximum",)) and start and tokens[start].gap == GLUED and tokens[start - 1].kind == WORD:
            continue
        if words == ("c",) and tokens[start].text != "c":
            continue
        if words == (".",):
            continue
        if words[-1] == ">" and start and tokens[start - 1].low in ("-", "=", ">"):
            continue
        if words == (">",) and (start == 0 or tokens[start].gap >= LINE):
            continue  # a quoted line of Markdown or mail
        if words == ("over",) and start and tokens[start - 1].low in ("all", "game", "started", "took", "take", "left", "turned"):
            continue
        if words == ("up", "to") and start and tokens[start - 1].low in _MOVED:
            continue  # "guidance goes up to 16.6 billion" tells where it goes
        if words == ("about",) and start and tokens[start - 1].low in ("what", "talk", "talked", "talking", "spoke", "speak", "worried", "asked", "thinking", "learned", "wrong", "right", "sure", "true"):
            continue
        return hedge, start
    return None


def hedge_after(tokens: Sequence[Token], end: int) -> tuple[str, int]:
    """The hedge that begins right after token index ``end``: its class and the index after it."""
    if end >= len(tokens):
        return "", end
    token = tokens[end]
    if token.low == "+" and token.gap == GLUED and not (end + 1 < len(tokens) and tokens[end + 1].gap == GLUED and tokens[end + 1].kind == "d"):
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
    if tokens[here].low == "plus" and tokens[here].gap == SPACE and here + 1 < len(tokens) and tokens[here + 1].kind == WORD and tokens[here + 1].low in ("years", "people", "days", "hours"):
        return AT_LEAST, here + 1
    for words, hedge in _AFTER.get(tokens[here].low, ()):
        stop = here + len(words)
        if stop > len(tokens) or any(tokens[here + offset].low != word for offset, word in enumerate(words)):
            continue
        if words[0] in ("at", "minimum", "maximum", "approximately", "roughly", "approx", "odd", "more", "tops") and stop < len(tokens):
            following = tokens[stop]
            # "20 at least" hedges 20; "20 roughly 30" and "in 2019 at least 5 died" do not
            if following.kind != MARK and following.gap <= LINE and words[0] in ("at", "approximately", "roughly", "approx", "more") and (
                following.kind == "d" or words[0] != "at"
            ):
                continue
        return hedge, stop
    return "", end


def spatial_under(tokens: Sequence[Token], start: int, first: int, last: int, dimension: str) -> bool:
    """Whether "under 3,100 m of ice" tells a place and not a bound."""
    return (
        dimension == "length"
        and first == start + 1
        and tokens[start].low in _SPATIAL
        and last < len(tokens)
        and tokens[last].low == "of"
    )


_LASTING = frozenset("for lasted lasting lasts took takes taking take aged age after of is was are were be been spent served serving lived spanning spans well just by".split())


def during(tokens: Sequence[Token], over: int, unit: Unit | None) -> bool:
    """Whether "over 97 days" means "in the course of" and is no bound."""
    if unit is None or unit.dimension != "time":
        return False
    return over == 0 or tokens[over - 1].low not in _LASTING
