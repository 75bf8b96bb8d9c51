"""Wrong numbers and dates: off by one, turned round, another scale, another unit, another day, another year, changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from factspec.mutate.place import Edit, Place

_FIGURE = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\d])|(?<![\w.,])\d+(?:\.\d+)?(?![\d])")
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = dict(zip("twenty thirty forty fifty sixty seventy eighty ninety".split(), range(20, 100, 10), strict=True))
_ROUND = "(?:" + "|".join(_TENS) + ")"
_WORD = re.compile(rf"\b(?:{_ROUND}(?:[- ](?:{'|'.join(_ONES[1:10])}))?|{'|'.join(_ONES[2:])})\b", re.IGNORECASE)
_SCALES = (("thousand", "million"), ("million", "billion"), ("billion", "million"), ("trillion", "billion"), ("lakh", "crore"), ("bn", "m"))
_UNITS = (
    ("km", "miles"), ("kilometres", "miles"), ("miles", "kilometres"), ("metres", "feet"), ("feet", "metres"), ("kg", "pounds"),
    ("tonnes", "kilograms"), ("minutes", "hours"), ("hours", "days"), ("days", "weeks"), ("weeks", "months"), ("months", "years"),
    ("years", "months"), ("minute", "hour"), ("euros", "dollars"), ("dollars", "euros"), ("pounds", "dollars"),
    ("percent", "percentage points"), ("per cent", "percentage points"), ("%", " percentage points"), ("€", "$"), ("$", "€"),
    ("£", "$"), ("people", "families"),
)  # fmt: skip
_MONTHS = "January February March April May June July August September October November December".split()
_SHORT = [m[:3] for m in _MONTHS]
_MONTH = re.compile(r"\b(" + "|".join([*_MONTHS, *_SHORT, "Sept"]) + r")\b\.?")
_DAY = re.compile(r"(?<![\d.,:-])(\d{1,2})(st|nd|rd|th)?(?![\d.,:]\d|\d|%)")
_YEAR = re.compile(r"(?<!\d)(1[5-9]\d\d|20\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)(?!\d)")
_WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


def wrong_numbers(place: Place) -> Iterator[Edit]:
    """The number of a quantity that is told wrongly: in figures or words, where it stands."""
    for found in _FIGURE.finditer(place.words):
        start, end = place.start + found.start(), place.start + found.end()
        yield place.edit(start, end, _more(found[0]), "off-by-one")
        turned = _turned(found[0])
        if turned is not None:
            yield place.edit(start, end, turned, "transposed")
        if "." not in found[0] and not _scaled(place, end):
            yield place.edit(start, end, _grouped(found[0].replace(",", "") + "0", found[0]), "scale")
    for found in _WORD.finditer(place.words):
        start, end = place.start + found.start(), place.start + found.end()
        number = _worth(found[0])
        if number is not None and number + 1 < 100:
            yield place.edit(start, end, _cased(_said(number + 1), found[0]), "off-by-one")
    yield from _replaced(place, _SCALES, "scale")
    yield from _replaced(place, _UNITS, "unit")


def _scaled(place: Place, end: int) -> bool:
    after = place.text[end : end + 10].strip().casefold()
    return any(after.startswith(word) for pair in _SCALES for word in pair)


def _replaced(place: Place, pairs: Sequence[tuple[str, str]], operator: str) -> Iterator[Edit]:
    """One word of a pair in the place of the other, in the value or right behind it."""
    low, high = max(place.low, place.start - 2), min(place.high, place.end + 18)
    for word, other in pairs:
        edge = r"(?<![A-Za-z])" if word[0].isalpha() else ""
        found = re.search(edge + re.escape(word) + (r"(?![A-Za-z])" if word[-1].isalpha() else ""), place.text[low:high])
        if found is None or (low + found.start() >= place.end and not place.text[place.end : low + found.start()].isspace()):
            continue
        yield place.edit(low + found.start(), low + found.end(), other, operator)
        return


def _more(figure: str) -> str:
    """The figure with its last digit one higher, or the whole one higher where that carries."""
    plain = figure.replace(",", "")
    if "." in plain:
        whole, _, rest = plain.partition(".")
        made = str(int(whole + rest) + 1).rjust(len(rest) + 1, "0")
        return f"{_grouped(made[: -len(rest)], figure)}.{made[-len(rest) :]}"
    return _grouped(str(int(plain) + 1), figure)


def _turned(figure: str) -> str | None:
    """The figure with its first two different neighbours changed round; no leading zero."""
    for at in range(len(figure) - 1):
        a, b = figure[at], figure[at + 1]
        if a.isdigit() and b.isdigit() and a != b and not (at == 0 and b == "0"):
            return figure[:at] + b + a + figure[at + 2 :]
    return None


def _grouped(digits: str, like: str) -> str:
    return f"{int(digits):,}" if "," in like or (len(digits) > 4 and "," in like) else digits


def _worth(words: str) -> int | None:
    parts = re.split(r"[- ]", words.casefold())
    if len(parts) == 1:
        return _TENS.get(parts[0], _ONES.index(parts[0]) if parts[0] in _ONES else None)
    return _TENS[parts[0]] + _ONES.index(parts[1])


def _said(number: int) -> str:
    if number < 20:
        return _ONES[number]
    tens = next(word for word, worth in _TENS.items() if worth == number // 10 * 10)
    return tens if number % 10 == 0 else f"{tens}-{_ONES[number % 10]}"


def _cased(word: str, like: str) -> str:
    return word[0].upper() + word[1:] if like[0].isupper() else word


def wrong_dates(place: Place) -> Iterator[Edit]:
    """A date that is told wrongly: a day on, another month, another year."""
    iso = _ISO.search(place.words)
    if iso is not None:
        day = int(iso[3]) % 28 + 1
        yield place.edit(place.start + iso.start(3), place.start + iso.end(3), f"{day:02}", "date-shift")
        yield place.edit(place.start + iso.start(1), place.start + iso.end(1), str(int(iso[1]) - 1), "year-swap")
        return
    month = _MONTH.search(place.words)
    if month is not None:
        names = _MONTHS if month[1] in _MONTHS else _SHORT
        at = names.index(month[1] if month[1] in names else month[1][:3])
        yield place.edit(place.start + month.start(1), place.start + month.end(1), names[(at + 4) % 12], "month-swap")
        for found in _DAY.finditer(place.words):
            day = int(found[1])
            if (1 <= day <= 31 and abs(found.start() - month.end()) <= 4) or abs(month.start() - found.end()) <= 8:
                other = day % 28 + 1
                mark = _ordinal(other) if found[2] else ""
                yield place.edit(place.start + found.start(), place.start + found.end(), f"{other}{mark}", "date-shift")
                break
    for found in _YEAR.finditer(place.words):
        yield place.edit(place.start + found.start(), place.start + found.end(), str(int(found[1]) - 2), "year-swap")
        break
    if month is None:
        for at, name in enumerate(_WEEKDAYS):
            if (at_day := place.words.find(name)) >= 0:
                yield place.edit(place.start + at_day, place.start + at_day + len(name), _WEEKDAYS[(at + 2) % 7], "date-shift")
                break


def _ordinal(day: int) -> str:
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def changed_places(one: Place, two: Place) -> Edit | None:
    """Two values of a text in each other's place: as one edit over the stretch between them."""
    first, second = sorted((one, two), key=lambda p: p.start)
    if first.end > second.start or first.words.casefold() == second.words.casefold():
        return None
    a, b = _kernel(first), _kernel(second)
    if a is None or b is None or _shape(first.text[slice(*a)]) != _shape(second.text[slice(*b)]):
        return None
    text = first.text
    made = text[b[0] : b[1]] + text[a[1] : b[0]] + text[a[0] : a[1]]
    return Edit(a[0], b[1], made, "swap", f"{text[a[0] : a[1]]} <-> {text[b[0] : b[1]]}")


def _kernel(place: Place) -> tuple[int, int] | None:
    """The figure or number word in a value, with a scale word behind it."""
    found = _FIGURE.search(place.words) or _WORD.search(place.words)
    return (place.start + found.start(), place.start + found.end()) if found is not None else None


def _shape(figure: str) -> tuple[bool, bool, int]:
    """What two figures must share to change places and still read well: figures or words, a decimal, about the same length."""
    digits = sum(c.isdigit() for c in figure)
    return digits > 0, "." in figure, 0 if digits <= 3 else digits
