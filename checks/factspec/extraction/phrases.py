"""Phrases: values of an extraction output as people write them, and what a record's marks say of its mood."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from factspec.extraction.keys import UNTOLD, plain_key
from factspec.syntax.lemma import lemma

NUMERIC = re.compile(r"[+\-−]?\s?(?:\d[\d,.\u00a0\u202f' ]*\d|\d)")
_SIGNED = re.compile(r"^([+\-−])\s?(?=[$€£\d.])")
_CHANGE = frozenset("change move movement growth delta difference variation performance yoy versus vs swing shift trend".split())
_LEVEL = frozenset(
    "margin rate balance temperature elevation altitude depth latitude income profit loss result earnings low high minimum maximum".split()
)
_PLANNED = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|expect(?:ed|s)?|schedul\w+|propos\w+|pending|under (?:consideration|review|discussion|negotiation|study|"
    r"evaluation)|"
    r"consider(?:ed|ing)|"
    r"intend\w*|upcoming|forthcoming|future|prepar\w+|draft|project(?:ed|ion)|forecast|tentative|awaiting|to come|not yet|"
    r"contemplat\w+|discussed|"
    r"under way to|in talks|postponed|delayed|deferred|provisional|anticipated|due)\b",
    re.I,
)
_POSSIBLE = re.compile(r"\b(?:possib\w+|potential\w*|likely|hypothetical|uncertain|speculat\w+|might|may|could|conditional)\b", re.I)
_ALLEGED = re.compile(r"\b(?:alleged\w*|unconfirmed|rumou?r\w*|unverified|disputed|claimed|unproven|suspected)\b", re.I)
_DENIED = re.compile(
    r"^(?:false|no|never|denied|refuted|negative|neg|against|cancell?ed|rejected|abandoned|dropped|withdrawn|failed|disproved|debunked|untrue|incorrect|"
    r"did not \w+(?: \w+)?|not (?:held|done|true|happened|reached|completed|in force|approved)|has not \w+|called off|"
    r"scrapped|counterfactual|nonfactual|-1|0)$",
    re.I,
)
_DONE = re.compile(
    r"^(?:true|yes|done|held|completed?|confirmed|in force|in effect|active|actual|occurred|happened|effective|final|finali[sz]ed|past|"
    r"ended|factual|fact|asserted|"
    r"affirmative|affirmed|positive|pos|for|real|verified|realis|certain|established|implemented|executed|took place|"
    r"concluded|carried out|1|present|current)$",
    re.I,
)
_AFTER = frozenset(
    """by in on at to from of for with as the a an no not his her its their our it him them into over under after
    before since until against out off up
    down away back all both one two three four five six seven eight nine ten several many some any more less than that who which and or but
    because while when second
    first third last fourth fifth""".split()
)
_ASK = re.compile(
    r"^(who|whom|what|which|where|when|why|how many|how much|how long|how old|how far|"
    r"how|"
    r"in what year|in which year|on what date|on which (?:day|date))\b\s*(.*?)\s*\??$",
    re.I | re.S,
)
_AUX = frozenset("did does do was were is are has have had will would can could".split())
_TAIL = re.compile(
    r",? (?:and|or) (?:when|where|how|why|who|by how much|for how long|at what \w+|in which \w+|how many|how much)\b[^?]*$", re.I
)


def told(value: object) -> bool:
    """Whether a value says anything: null, "", "n/a" and [] do not."""
    if value is None or value == [] or value == {} or value == ():
        return False
    if isinstance(value, float) and value != value:
        return False
    return not (isinstance(value, str) and value.strip().lower() in UNTOLD)


def scalar(value: object) -> bool:
    return value is None or isinstance(value, (str, int, float, Decimal))


def show(value: object) -> str:
    """A scalar as it would be written: no exponent, no trailing ``.0``, one line."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return str(value) if abs(value) < 10**40 else "a huge number"
    if isinstance(value, (float, Decimal)):
        number = Decimal(repr(value)) if isinstance(value, float) else value
        if not number.is_finite() or abs(number.adjusted()) > 40:
            return "a huge number"
        text = format(number, "f")
        return text.rstrip("0").rstrip(".") if "." in text else text
    return " ".join(str(value).split())


def trend_of(key: str, value: str) -> str:
    """ "rose", "fell" or "did not change" where a field says which way its thing went, else ""."""
    if plain_key(key) not in ("trend", "direction", "movement", "change", "change_direction", "development", "tendency", "evolution"):
        return ""
    word = value.strip().lower()
    if re.fullmatch(
        r"(?:up(?:wards?)?|ris(?:e|ing|es|en)|rose|increas\w+|grow\w*|grew|higher|climb\w*|positive|↑|gain\w*|worsening upwards)", word
    ):
        return "rose"
    if re.fullmatch(
        r"(?:down(?:wards?)?|fall(?:s|ing|en)?|fell|decreas\w+|declin\w+|lower|drop\w*|shrink\w*|negative|↓|reduc\w+|sinking)", word
    ):
        return "fell"
    return ""


def as_bool(value: object) -> bool | None:
    """A yes or no in any usual form, or None."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        word = value.strip().strip(".").lower()
        if word in ("true", "yes", "y"):
            return True
        if word in ("false", "no", "n", "never"):
            return False
    return None


def mode_of(status: str) -> tuple[str, bool] | None:
    """(mode, denied) that a status word gives its record, or None where it is content."""
    text = " ".join(status.replace("_", " ").replace("-", " ").split())
    if _DONE.match(text):
        return "", False
    if _DENIED.match(text):
        return "", True
    if _ALLEGED.search(text):
        return "alleged", False
    if _PLANNED.search(text):
        return "planned", False
    if _POSSIBLE.search(text):
        return "possible", False
    return None


def is_number(value: object) -> bool:
    """Whether a value is a bare number, as such or as text."""
    if isinstance(value, bool):
        return False
    return isinstance(value, (int, float, Decimal)) or (isinstance(value, str) and bool(NUMERIC.fullmatch(value.strip())))


def signed(text: str, lead: str, unit: str) -> tuple[str, str]:
    """(word, rest): a sign as a direction, where the key speaks of a change or the unit is one of changes."""
    sign = _SIGNED.match(text)
    if sign is None:
        return "", text
    words = set(plain_key(lead).split("_"))
    change = bool(words & _CHANGE) or (
        (unit in ("percent", "percentage points", "basis points") or "%" in text or "percent" in text) and not words & _LEVEL
    )
    if not change:
        return "", text
    return ("up " if sign.group(1) == "+" else "down "), text[sign.end() :]


def opens_with_verb(text: str) -> bool:
    """Whether a value goes on where its key leaves off: "suspended by India", "lost 3-1", "will close"."""
    words = text.split()
    if len(words) < 1 or not words[0].isalpha() or not words[0].islower():
        return False
    first = words[0]
    if first in (
        "will",
        "may",
        "might",
        "could",
        "would",
        "was",
        "were",
        "is",
        "are",
        "has",
        "had",
        "did",
        "does",
        "can",
        "cannot",
        "never",
        "must",
    ):
        return True
    second = words[1] if len(words) > 1 else ""
    if second and second.isalpha() and second.islower() and second not in _AFTER and not second.endswith("ly"):
        return False
    return (
        len(first) > 2
        and first not in ("men", "left", "found", "under", "past")
        and not first.endswith(("s", "ing"))
        and lemma(first, "VERB") != first
    )


def statement_of(question: str, answer: str) -> tuple[str, str] | None:
    """(before, after) the answer: a question turned into the statement that the answer completes, or None where it is none."""
    text = " ".join(question.split())
    match = _ASK.match(text)
    if match is None:
        return None
    ask, rest = match.group(1).lower(), _TAIL.sub("", match.group(2)).strip()
    words = rest.split()
    if not words:
        return None
    aux = words[0].lower() in _AUX
    if ask in ("who", "what", "which") and not (aux and words[0].lower() in ("did", "does", "do", "will", "would", "can", "could")):
        if ask == "who" or aux:
            if aux and words[0].lower() in ("was", "were", "is", "are") and ask == "what":
                return " ".join(words[1:]) + " " + words[0].lower() + " ", ""
            return "", " " + rest
        return _after(words)
    if ask in ("how many", "how much") and not aux:
        noun = words[0].lower()
        repeated = noun in answer.lower().split()
        return "", " " + " ".join(words[1:] if repeated else words)
    body = words[1:] if aux else words
    before = {
        "where": " in ",
        "when": " on ",
        "in what year": " in ",
        "in which year": " in ",
        "how long": " for ",
        "why": " because ",
    }.get(ask, " ")
    if ask.startswith("on "):
        before = " on "
    if ask == "where" and re.match(r"(?:in|at|on|near|to|from|outside)\b", answer, re.I):
        before = " "
    if ask == "when" and (
        re.match(r"(?:in|at|on|by|last|late|early|mid|during|since|from|before|after)\b", answer, re.I)
        or not re.search(r"\d\d?\b(?!\d)", answer)
    ):
        before = " " if not re.fullmatch(r"\d{4}|\w+ \d{4}", answer.strip()) else " in "
    if ask in ("what", "which"):
        return _after(words)
    return " ".join(body) + before, ""


def _after(words: Sequence[str]) -> tuple[str, str]:
    """ "What offer did they make?" as "offer they make ANSWER"."""
    kept = [w for w in words if w.lower() not in _AUX]
    return " ".join(kept) + ": ", ""


def yes_no(question: str) -> str | None:
    """A yes-or-no question as a statement, or None where it is another kind of question."""
    words = question.strip().rstrip("?").split()
    if len(words) < 3 or words[0].lower() not in _AUX:
        return None
    return " ".join(words[1:])


def first_of(record: Mapping[str, object], names: Sequence[str], by_plain: Mapping[str, str]) -> str | None:
    """The record's own key for the first of the names that it tells."""
    for name in names:
        key = by_plain.get(name)
        if key is not None and told(record[key]):
            return key
    return None
