"""Words of the calendar and the clock: months, weekdays, zones, units. English, as used in any story."""

from __future__ import annotations

from .word_lists import words

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"), ("july", "jul"),
            ("august", "aug"),
            ("september", "sep", "sept"), ("october", "oct"), ("november", "nov"), ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
MONTH_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
WEEKDAY_NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mondays", "mon"), ("tuesday", "tuesdays", "tue", "tues"), ("wednesday", "wednesdays", "wed", "weds"),
            ("thursday", "thursdays", "thu", "thur", "thurs"), ("friday", "fridays", "fri"), ("saturday", "saturdays", "sat"),
            ("sunday", "sundays", "sun"),
        )
    )
    for name in names
}  # fmt: skip
SHORT_MONTHS = frozenset(name for name in MONTHS if len(name) <= 4 and name not in ("may", "june", "july"))
# words that are common without being dates: they count only beside a day, a year or a preposition of time
DOUBTFUL_MONTHS = frozenset(
    ("may", "march", "august", "mar", "jan", "dec", "april", "june", "sep", "apr", "jun", "jul", "aug", "oct", "nov", "feb", "sept")
)
DOUBTFUL_WEEKDAYS = frozenset(("sun", "sat", "mon", "wed", "weds", "fri", "tue", "thu"))
TIME_PREPOSITIONS = words("prepositions of time")
PERIODS = {form: unit for unit in ("day", "week", "month", "quarter", "year", "decade", "fortnight") for form in (unit, unit + "s")} | {
    "century": "century",
    "centuries": "century",
    "weekend": "weekend",
}
PARTS = {
    "early": "early",
    "mid": "mid",
    "late": "late",
    "middle": "mid",
    "beginning": "early",
    "start": "early",
    "end": "late",
    "close": "late",
    "mid-": "mid",
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
    "noughties": 0,
}
ZONES = {
    "utc": 0, "gmt": 0, "z": 0, "wet": 0, "bst": 60, "cet": 60, "west": 60, "cest": 120, "eet": 120, "sast": 120, "eest": 180, "msk": 180,
    "eat": 180, "pkt": 300,
    "ist": 330, "npt": 345, "sgt": 480, "hkt": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780,
    "brt": -180, "art": -180, "adt": -180, "edt": -240, "ast": -240, "est": -300, "cdt": -300, "cst": -360, "mdt": -360, "mst": -420,
    "pdt": -420, "pst": -480,
}  # fmt: skip
ORDINAL_QUARTERS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
    "last": 4,
    "opening": 1,
}
RELATIONS = {"before": "before", "after": "after", "by": "by", "since": "since", "until": "until", "till": "until", "through": "until"}
DAYPARTS = frozenset("morning afternoon evening night lunchtime noon midday dawn dusk".split())
FUTURE_CUES = frozenset("will next shall upcoming scheduled due set expected plans planned tomorrow to 'll ahead coming going".split())
DAY_WORDS = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
