"""Values that a text sets apart: another period's, the text's own date, one taken back, one of two that it does not decide between."""

from __future__ import annotations

from factspec.lexicon import direction, kinds
from factspec.reading.analysis import Analysis, Value

_BEFORE = frozenset(
    {"from", "against", "versus", "vs", "vs.", "than", "previous", "previously", "earlier", "prior", "instead", "formerly", "after"}
)


_HALVES = frozenset("first second latter other early late top bottom upper lower northern southern eastern western".split())


def aside(analysis: Analysis, value: Value, current: frozenset[int] = frozenset()) -> bool:
    """Whether the text itself sets the value apart as another period's or party's ("from 40.2 %", "against 76 last time")."""
    toks = analysis.toks
    if value.surface.casefold() == "half" and value.first and toks[value.first - 1].folded in _HALVES:
        return True  # "the second half of the period" is no amount
    for k in range(max(0, value.first - 3), value.first):
        if toks[k].sentence != toks[value.head].sentence:
            continue
        word = toks[k].folded
        if word in _BEFORE and not (
            word == "after" and (value.date is not None or (value.number is not None and value.number.quantity.dimension == "time"))
        ):
            between = [toks[j] for j in range(k + 1, value.first)]
            if any(t.index in analysis.value_at and analysis.value_at[t.index].kind == value.kind for t in between):
                continue
            if all(t.upos in ("DET", "ADP", "SYM", "ADV", "ADJ", "PART", "PUNCT", "NUM") or t.folded in ("$", "the") for t in between):
                if (
                    word == "than"
                    and value.number is not None
                    and k
                    and toks[k - 1].folded in ("more", "less", "fewer", "other", "greater", "better", "later", "earlier")
                ):
                    return False
                if word == "from" and value.number is not None and _changes(analysis, value):
                    return True
                if (
                    word == "from"
                    and _opens_range(analysis, value)
                    and not (k and toks[k - 1].folded in ("up", "down", "raised", "lowered", "cut"))
                ):
                    return False
                return not (word == "from" and value.date is not None)
        if word == "with" and k and toks[k - 1].folded in ("compared", "compare", "comparing"):
            return True
    return _left(analysis, value) or of_another_time(analysis, value, current)


def _left(analysis: Analysis, value: Value) -> bool:
    """Whether something goes "from" a value to another, whatever stands between ("moved from its first offer of 260 to 320")."""
    toks = analysis.toks
    if value.number is None or value.side == "high":
        return False
    if not value.side and not (value.last + 1 < len(toks) and toks[value.last].folded == "to" and value.last + 1 in analysis.value_at):
        return False
    info = analysis.sentences[toks[value.head].sentence]
    for k in range(value.first - 1, max(info.first, value.first - 7) - 1, -1):
        if toks[k].folded == "from":
            return True
        if toks[k].upos in ("VERB", "AUX", "PUNCT") or k in analysis.value_at:
            return False
    return False


_OTHER_TIME = frozenset(
    "previous previously prior former formerly earlier originally initially old older before record last"
    " predicted expected forecast used".split()
)


def _changes(analysis: Analysis, value: Value) -> bool:
    """Whether "from X to Y" follows a word of rise or fall, so that X is what was before."""
    toks = analysis.toks
    if value.last >= len(toks) or toks[value.last].folded != "to":
        return False
    return any(
        direction(toks[k].lemma) for k in range(max(0, value.first - 6), value.first) if toks[k].sentence == toks[value.head].sentence
    )


def _compares(analysis: Analysis, k: int) -> bool:
    """Whether a word of time belongs to a standard of comparison ("from a year earlier", "than the year before")."""
    toks = analysis.toks
    value = analysis.value_at.get(k)
    first = value.first if value is not None else k
    return any(
        toks[j].folded in ("from", "than", "on", "over", "since", "versus", "vs")
        for j in range(max(0, first - 3), first)
        if toks[j].sentence == toks[k].sentence
    )


def of_another_time(analysis: Analysis, value: Value, current: frozenset[int] = frozenset()) -> bool:
    """Whether words of another time or standard stand in the value's own stretch between commas ("18 euros last year")."""
    toks = analysis.toks
    info = analysis.sentences[toks[value.head].sentence]
    low, high = value.first, value.last
    while (
        low > info.first
        and toks[low - 1].text not in (",", ";", "(", ")", ":", "—", "–")
        and value.first - low < 9
        and toks[low - 1].upos not in ("CCONJ",)
    ):
        low -= 1
    while (
        high < info.last
        and toks[high].text not in (",", ";", "(", ")", ":", "—", "–", ".")
        and high - value.last < 7
        and toks[high].upos not in ("CCONJ",)
    ):
        if high in analysis.value_at and analysis.value_at[high].kind == value.kind:
            break
        high += 1
    window = [toks[k] for k in range(low, high) if not value.first <= k < value.last and not _compares(analysis, k)]
    if any(k in analysis.value_at and analysis.value_at[k].kind == value.kind for k in range(low, value.first)):
        window = [toks[k] for k in range(value.last, high) if not _compares(analysis, k)]
    return any(
        t.folded in _OTHER_TIME
        and t.index not in analysis.name_at
        and t.index not in current
        and not _of_an_age(analysis, t.index)
        and not (t.folded == "last" and _of_things(analysis, t.index))
        for t in window
    )


def _of_things(analysis: Analysis, k: int) -> bool:
    """Whether "last" only ends a row of things ("the last game") and is no time before ("last year")."""
    after = analysis.toks[k + 1] if k + 1 < len(analysis.toks) else None
    if after is None or after.upos != "NOUN":
        return False
    return "time" not in kinds(after.lemma) and after.lemma not in _TIMES


_TIMES = frozenset("time season election term edition vote budget report count census survey poll".split())


def _of_an_age(analysis: Analysis, k: int) -> bool:
    """Whether "old" only closes an age ("39-year-old", "54 years old")."""
    toks = analysis.toks
    return toks[k].folded == "old" and k > 0 and (toks[k - 1].text in ("-", "‑") or toks[k - 1].lemma in ("year", "month", "week", "day"))


def dateline(analysis: Analysis, value: Value) -> bool:
    """A date between a place and a dash at the head of a text says where and when it was written."""
    toks = analysis.toks
    if value.date is not None and value.start == analysis.dateline:
        return True
    if value.date is None or value.first > 8 or toks[value.head].sentence > 1:
        return False
    info = analysis.sentences[toks[value.head].sentence]
    ahead = [toks[k].text for k in range(value.last, min(value.last + 3, info.last))]
    behind = [toks[k] for k in range(info.first, value.first)]
    if behind and behind[-1].text == "(" and ahead[:1] != [")"]:
        return False
    if any(k in analysis.value_at for k in range(value.last, min(value.last + 3, info.last))):
        return False
    return any(t in ("-", "–", "—", "--") for t in ahead) and bool(behind) and all(t.upos in ("PROPN", "PUNCT") for t in behind)


_NOW = frozenset("today tonight".split())
_READER = frozenset("we you i our your let's".split())


def of_the_text(analysis: Analysis, value: Value) -> bool:
    """Whether a day is only that of the text itself: "today's news", "in tonight's bulletin"."""
    toks = analysis.toks
    head = toks[value.head]
    if value.date is not None and any(toks[k].folded == "your" for k in head.children):
        return True  # "to start your Friday"
    if value.date is not None and head.folded in _NOW:
        info = analysis.sentences[head.sentence]
        if any(toks[k].folded in _READER for k in range(info.first, min(info.last, info.first + 12))):
            return True  # "Today, we look at the main points"
    if value.date is None or head.folded not in _NOW or head.deprel != "nmod:poss" or head.head < 0:
        return False
    return "communication" in kinds(toks[head.head].lemma) and "event" not in kinds(toks[head.head].lemma)


def _opens_range(analysis: Analysis, value: Value) -> bool:
    toks = analysis.toks
    if value.side or (value.number is not None and value.number.quantity.kind == "range"):
        return True
    return value.last < len(toks) and toks[value.last].folded in ("to", "until", "till", "through", "-", "–", "up")


def other_choice(analysis: Analysis, value: Value) -> Value | None:
    """The other of two dates between which a text does not decide ("on 14 or 15 March")."""
    toks = analysis.toks
    if value.date is None:
        return None
    for step, k in ((-1, value.first - 1), (1, value.last)):
        joined = False
        while 0 <= k < len(toks) and toks[k].sentence == toks[value.head].sentence and k not in analysis.value_at:
            if toks[k].folded not in ("or", "on", "in", "the"):
                break
            joined = joined or toks[k].folded == "or"
            k += step
        other = analysis.value_at.get(k) if 0 <= k < len(toks) else None
        if joined and other is not None and other.date is not None:
            return other
    return None
