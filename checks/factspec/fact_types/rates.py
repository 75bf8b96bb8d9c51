"""Rates and bases: per what a value counts ("a month", "per litre"), and against what a change is measured ("quarter on quarter")."""

from __future__ import annotations

from factspec.reading.analysis import Analysis, Value

_PER = frozenset({"a", "an", "per", "each", "every", "/"})
_TIMES = frozenset("second minute hour day night week fortnight month quarter year decade season".split())
_ADVERBS = {
    "hourly": "hour",
    "daily": "day",
    "nightly": "night",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annual": "year",
    "annually": "year",
}
_BASES = (
    (
        "year",
        (
            ("year", "on", "year"),
            ("year", "over", "year"),
            ("y", "/", "y"),
            ("y/y",),
            ("yoy",),
            ("y-o-y",),
            ("year-on-year",),
            ("year-over-year",),
            ("year", "-", "on", "-", "year"),
            ("a", "year", "earlier"),
            ("a", "year", "ago"),
            ("a", "year", "before"),
            ("on", "the", "year"),
            ("the", "year", "before"),
            ("last", "year"),
            ("previous", "year"),
            ("year", "-", "earlier"),
        ),
    ),
    (
        "quarter",
        (
            ("quarter", "on", "quarter"),
            ("quarter", "over", "quarter"),
            ("q", "/", "q"),
            ("q/q",),
            ("qoq",),
            ("previous", "quarter"),
            ("last", "quarter"),
            ("prior", "quarter"),
            ("quarter", "-", "on", "-", "quarter"),
            ("a", "quarter", "earlier"),
            ("on", "the", "quarter"),
        ),
    ),
    (
        "month",
        (
            ("month", "on", "month"),
            ("m/m",),
            ("mom",),
            ("previous", "month"),
            ("a", "month", "earlier"),
            ("month", "-", "on", "-", "month"),
        ),
    ),
)


def rate_of(analysis: Analysis, value: Value) -> str:
    """The unit of time that the value is counted by ("$38 a month"), or ""."""
    toks = analysis.toks
    info = analysis.sentences[toks[value.head].sentence]
    k = value.last
    for _ in range(4):  # "28 days of paid holiday a year"
        if k < info.last and (toks[k].folded == "of" or (toks[k].upos in ("NOUN", "ADJ") and toks[k].lemma not in _TIMES)):
            k += 1
    if k + 1 < info.last and toks[k].folded in _PER and toks[k + 1].lemma in _TIMES:
        past = k + 2 < info.last and toks[k + 2].folded in ("earlier", "ago", "before", "later")
        if not past:
            return toks[k + 1].lemma
    if k < info.last and toks[k].folded in _ADVERBS:
        return _ADVERBS[toks[k].folded]
    return ""


def basis_of(analysis: Analysis, value: Value, reach: int = 9) -> str:
    """What a change is measured against, by the nearest phrase after the value or else before it, or ""."""
    toks = analysis.toks
    info = analysis.sentences[toks[value.head].sentence]
    words = [toks[k].folded for k in range(info.first, info.last)]
    best: tuple[int, str] | None = None
    for name, phrases in _BASES:
        for phrase in phrases:
            for i in range(len(words) - len(phrase) + 1):
                if tuple(words[i : i + len(phrase)]) != phrase:
                    continue
                at = info.first + i
                away = at - value.last if at >= value.last else (value.first - at - len(phrase)) + 4
                if not 0 <= away <= reach or _other_between(analysis, value, at):
                    continue
                if best is None or away < best[0]:
                    best = (away, name)
    return best[1] if best is not None else ""


def _other_between(analysis: Analysis, value: Value, at: int) -> bool:
    low, high = (value.last, at) if at >= value.last else (at, value.first)
    return any(
        k in analysis.value_at and analysis.value_at[k].number is not None and analysis.value_at[k] is not value for k in range(low, high)
    )
