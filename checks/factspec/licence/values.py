"""Licensed values: numbers, dates and times that some slot of the golden set holds for what they count, or that follow from such."""

from __future__ import annotations

from decimal import Decimal

from factspec.binding.bound import EQUAL, Bound
from factspec.binding.gaps import gap
from factspec.binding.slots import Slot
from factspec.fact_types.base import Told
from factspec.lexicon import kinds
from factspec.licence.words import licence, noun_weight
from factspec.mentions.dates import DateMention
from factspec.mentions.quantity import Quantity
from factspec.model import UnsupportedKind

_HELD = EQUAL | {"rounded", "weekday-wrong", "opposite"}
_NEAR = 0.6
_APART = 0.1  # a slot that fits less shares next to nothing with what stands around the value
_MINUTES = {"minute": 1, "hour": 60}
_ANCHORED = frozenset("from before after later earlier into ago apart short shy".split())
_YEARLY = frozenset("in from since until till to by of 'til -".split())
_WRITTEN = 3 * 366  # days between the day of a set and the day on which a text about it says that it was written
_GENERIC = frozenset(
    "thing point reason fact figure number question takeaway way word line time part side step example item case name voice view story "
    "page slide chapter column row table chart paragraph sentence".split()
)
_ASKING = frozenset("is are was were do does did has have had will would can could".split())
_MORE = frozenset("more less fewer higher lower cheaper dearer above below up down better worse older younger longer shorter".split())


def unlicensed(told: Told, bound: Bound) -> UnsupportedKind | None:
    """What kind of unlicensed value this is, if it is one."""
    value = bound.value
    if _asked(told, bound) or _announces(told, bound):
        return None
    if _all_told(told, bound) or _rest(told, bound) or bound.refused or bound.lone or value.side or bound.counted in _GENERIC:
        return None
    if value.first in told.analysis.earlier:
        return None
    if value.number is not None:
        quantity = value.number.quantity
        if quantity.dimension == "tally" and quantity.value is not None and quantity.value <= 12 and not _tallies(told):
            return None  # "three points matter", in a story without any score
        return "number" if _bare(bound, quantity) and not _number_licensed(told, bound, quantity) else None
    if value.date is None or _date_licensed(told, bound, value.date):
        return None
    return "time" if value.date.value.precision == "time" else "date"


def _asked(told: Told, bound: Bound) -> bool:
    """Whether the value stands in a question for yes or no, which asserts nothing ("Is the fee 8 euros?")."""
    toks = told.analysis.toks
    info = told.analysis.sentences[toks[bound.value.first].sentence]
    if toks[info.last - 1].text != "?":
        return False
    first = info.first + 2 if info.last - info.first > 2 and toks[info.first + 1].text == ":" else info.first
    return toks[first].folded in _ASKING


def _tallies(told: Told) -> bool:
    """Whether the golden set counts points at all."""
    numbers = (s.value.number.quantity for s in told.golden.slots if s.value.number is not None)
    return any(q.dimension in ("tally", "points") or q.sides is not None for q in numbers)


def _announces(told: Told, bound: Bound) -> bool:
    """Whether a small number only says how many points are to follow ("The agreement in five points:")."""
    toks, value = told.analysis.toks, bound.value
    quantity = value.number.quantity if value.number is not None else None
    if quantity is None or quantity.value is None or quantity.value > 12:
        return False
    k = value.last
    while k < len(toks) and k - value.last < 3 and toks[k].upos in ("NOUN", "ADJ") and toks[k].sentence == toks[value.head].sentence:
        k += 1
    return k < len(toks) and toks[k].text == ":"


def _all_told(told: Told, bound: Bound) -> bool:
    """Whether a small number takes up things told before ("all three")."""
    toks, first = told.analysis.toks, bound.value.first
    before = toks[first - 1].folded if first else ""
    quantity = bound.value.number.quantity if bound.value.number is not None else None
    large = quantity is not None and bool(quantity.unit) and (quantity.value or 0) > 12  # "those 2,040 km" give a figure of their own
    return before in ("all", "these", "those") and not bound.counted and not large


def _rest(told: Told, bound: Bound) -> bool:
    """Whether a value is the smaller part of a measure in two units ("an hour and 35 minutes")."""
    toks, first = told.analysis.toks, bound.value.first
    return first >= 2 and toks[first - 1].folded == "and" and toks[first - 2].lemma in ("hour", "minute", "foot", "pound", "year", "metre")


def _bare(bound: Bound, quantity: Quantity) -> bool:
    """Whether a number asserts an amount: no label, ordinal, multiple or vague quantity, and nothing worked out from known values."""
    if quantity.kind in ("identifier", "ordinal", "multiple", "fraction") and not quantity.unit:
        return False
    if quantity.value is None and quantity.sides is None and quantity.kind != "range":
        return False
    return not bound.derived


def _number_licensed(told: Told, bound: Bound, quantity: Quantity) -> bool:
    slots = told.golden.slots
    held = [(s, f) for s, f, r in zip(slots, bound.fits, bound.relations, strict=True) if r in _HELD or (r == "vaguer" and f >= _APART)]
    if held:
        return not _counts_other(told, bound, held)
    if any(_same_figure(quantity, s) for s in slots):
        return True
    if quantity.value is None:
        return False
    if (
        any(_just_under(quantity, s) for s in slots)
        or _roundly(told, quantity)
        or _difference(told, bound, quantity)
        or _between_times(told, quantity)
    ):
        return True
    return (
        _clock(told, bound, quantity)
        or bound.value.surface in _years(told)
        or _short_year(told, bound, quantity)
        or _small(told, bound, quantity)
    )


def _counts_other(told: Told, bound: Bound, held: list[tuple[Slot, float]]) -> bool:
    """Whether the value counts something of which the golden set knows nothing, and stands nowhere near a slot that holds it."""
    counted = bound.counted
    if not counted or max(f for _, f in held) >= _APART or any(not s.counted for s, _ in held):
        return False
    if bound.value.number is not None and (bound.value.number.quantity.value or 0) <= 2:
        return False
    if kinds(counted) & {"group", "person"} and any("person" in kinds(s.counted) or s.counted == "people" for s, _ in held):
        return False  # "an audience of 31,000" for as many people
    return noun_weight(counted) >= 0.7 and licence(told, counted) < 0.35 and all(s.counted != counted for s, _ in held)


def _same_figure(quantity: Quantity, slot: Slot) -> bool:
    """Whether a slot holds the same figure, the unit being left out on one side ("60,000 euros ... 35,000")."""
    other = slot.value.number.quantity if slot.value.number is not None else None
    if other is None or quantity.value is None or other.value is None or (quantity.unit and other.unit):
        return False
    if quantity.value == other.value:
        return quantity.value > 12 and bool(quantity.unit) != bool(other.unit) and not slot.counted
    return not quantity.unit and other.dimension in ("money", "currency") and other.value < 1 and quantity.value == other.value * 100


def _just_under(quantity: Quantity, slot: Slot) -> bool:
    """Whether "more than 12,000" or "nearly 13,000" is a known figure of the unit rounded by no more than a twentieth."""
    other = slot.value.number.quantity if slot.value.number is not None else None
    if other is None or not other.value or quantity.value is None or quantity.unit != other.unit or quantity.value < 20:
        return False
    over = quantity.hedge in ("more than", "at least", "just over") and quantity.value < other.value
    under = quantity.hedge in ("less than", "nearly", "at most") and quantity.value > other.value
    return (over or under) and abs(other.value - quantity.value) * 20 <= other.value


def _roundly(told: Told, quantity: Quantity) -> bool:
    """Whether a hedged duration is a known one in round figures ("nearly six hours" for 5 hours and 40 minutes)."""
    scale = _MINUTES.get(quantity.unit)
    if not quantity.hedge or scale is None or quantity.value is None:
        return False
    target = quantity.value * scale
    numbers = [s.value.number.quantity for s in told.golden.slots if s.value.number is not None]
    known = [q.value * _MINUTES[q.unit] for q in numbers if q.value is not None and q.unit in _MINUTES]
    return any(abs(k - target) * 12 <= target for k in known)


def _difference(told: Told, bound: Bound, quantity: Quantity) -> bool:
    """Whether the text calls the number a difference, and two known values of its unit differ by it ("three euros more than before")."""
    after = told.analysis.toks[bound.value.last : bound.value.last + 3]
    if not any(t.folded in _MORE for t in after) and not gap(told.analysis, bound.value):
        return False
    numbers = [s.value.number.quantity for s in told.golden.slots if s.value.number is not None]
    known = sorted(
        {(q.value, q.unit) for q in numbers if q.value is not None and (q.unit == quantity.unit or not q.unit or not quantity.unit)}
    )
    return any(b - a == quantity.value and u == v for i, (a, u) in enumerate(known[:80]) for b, v in known[i + 1 : 80])


def _between_times(told: Told, quantity: Quantity) -> bool:
    """Whether a duration lies between two clock times of the golden set."""
    scale = _MINUTES.get(quantity.unit)
    if scale is None or quantity.value is None:
        return False
    memo = told.golden.memo
    known = memo.get("licence-clocks")
    if not isinstance(known, tuple):
        clocks = {c for s in told.golden.slots if s.value.date is not None and (c := s.value.date.value.time) is not None}
        known = tuple(sorted(c.hour * 60 + c.minute for c in clocks))[:40]
        memo["licence-clocks"] = known
    target = quantity.value * scale
    pairs = ((a, b) for i, a in enumerate(known) for b in known[i + 1 :])
    return any(target in (Decimal(b - a), Decimal(1440 - b + a)) for a, b in pairs)


def _years(told: Told) -> frozenset[str]:
    """The years that the golden set names, once a golden set."""
    known = told.golden.memo.get("licence-years")
    if not isinstance(known, frozenset):
        dates = (s.value.date.value for s in told.golden.slots if s.value.date is not None)
        known = frozenset(str(end.year) for d in dates for end in (d.start, d.end) if end is not None)
        told.golden.memo["licence-years"] = known
    return known


def _clock(told: Told, bound: Bound, quantity: Quantity) -> bool:
    """Whether four bare digits are a known time of day ("ALARM 1445"), or a number of minutes stands before "past"."""
    toks, last = told.analysis.toks, bound.value.last
    if last < len(toks) and toks[last].folded == "past":
        return True
    if last + 1 < len(toks) and toks[last].folded == "to" and last + 1 in told.analysis.value_at and (quantity.value or 60) < 60:
        return last + 2 >= len(toks) or toks[last + 2].upos == "PUNCT"  # "ten to nine"
    digits = bound.value.surface
    if quantity.unit or len(digits) != 4 or not digits.isdigit():
        return False
    known = (s.value.date.value.time for s in told.golden.slots if s.value.date is not None)
    return any(t is not None and f"{t.hour:02}{t.minute:02}" == digits for t in known)


def _short_year(told: Told, bound: Bound, quantity: Quantity) -> bool:
    """Whether digits behind such a word are a known year: two behind "from" ("from 84"), or four behind "of" ("a church of 1340")."""
    worded = bound.value.surface.replace("-", "").replace(" ", "").isalpha() and 1000 <= (quantity.value or 0) <= 2100
    digits = 4 if worded else len(bound.value.surface)
    if quantity.unit or quantity.value is None or digits not in (2, 4) or bound.value.first == 0:
        return False
    before = told.analysis.toks[bound.value.first - 1].folded
    if bound.counted and (before != "of" or digits == 2):
        return False
    if before not in _YEARLY and (before != "of" or digits == 2):
        return False
    return any(int(year[-digits:]) == quantity.value for year in _years(told))


def _small(told: Told, bound: Bound, quantity: Quantity) -> bool:
    """Small numbers count the listed and the obvious; they need words around them that are new as well."""
    value, toks = bound.value, told.analysis.toks
    assert quantity.value is not None
    timed = quantity.dimension == "time"
    if quantity.value > 12 or (quantity.unit and not timed):
        return False
    if any(t.folded == "ago" for t in toks[value.last : value.last + 2]):
        return True  # "two summers ago"
    if timed and any(t.folded in _ANCHORED for t in toks[value.last : value.last + 2]):
        return True
    near = [k for k, price in told.near(value.first, value.last, value.head).items() if price <= 1.5]
    new, every = novelty(told, near)
    return new < 2 or new * 2 < every


def novelty(told: Told, tokens: list[int] | range) -> tuple[int, int]:
    """(unlicensed, all) content words among the tokens, names and values aside."""
    new = every = 0
    for k in tokens:
        tok = told.analysis.toks[k]
        if not tok.content or k in told.analysis.value_at or k in told.analysis.name_at or tok.upos not in ("NOUN", "VERB", "ADJ"):
            continue
        every += 1
        new += not any(near >= _NEAR for key in told.keys[k] for _, near in told.golden.licensed.stands_for(key))
    return new, every


def _date_licensed(told: Told, bound: Bound, date: DateMention) -> bool:
    """Whether a day, year or clock time is known, soft, or only says when the text was written."""
    if any(r in _HELD or r == "vaguer" for r in bound.relations) or bound.aside:
        return True
    value = date.value
    if value.precision == "time":
        soft = value.vague or value.time is None or not any(c.isdigit() for c in bound.value.surface)
        return soft or any(s.value.date is not None and s.value.date.value.time == value.time for s in told.golden.slots)
    if value.start is None or value.vague or value.relative is not None or _dateline(told, bound):
        return True
    as_of = told.golden.world.as_of
    return as_of is not None and value.end is not None and value.start <= as_of <= value.end


def _dateline(told: Told, bound: Bound) -> bool:
    """Whether a date at the head of the text, before a dash or at the end of its line, says when it was written."""
    first, last, toks = bound.value.first, bound.value.last, told.analysis.toks
    as_of, date = told.golden.world.as_of, bound.value.date
    if as_of is not None and date is not None and date.value.start is not None and abs((date.value.start - as_of).days) > _WRITTEN:
        return False
    if first > 6 or any(toks[k].upos == "VERB" and not toks[k].text.isupper() for k in range(first)):
        return False
    if last >= len(toks):
        return False
    ends_line = "\n" in told.analysis.text[toks[last - 1].end : toks[last].start]
    return ends_line or toks[last].text in ("-", "–", "—", "--", ":", ")")
