"""Records: a JSON object while it is told, and the small phrases that all shapes share."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factspec.extraction import keys as K
from factspec.extraction.keys import plain_key, singular, words_of_key
from factspec.extraction.lines import Marks, Piece, value_piece
from factspec.extraction.phrases import as_bool, first_of, is_number, mode_of, scalar, show, told

if TYPE_CHECKING:
    from factspec.extraction.telling import Teller

_PREPOSITION = re.compile(
    r"(?:in|at|on|near|to|from|by|of|outside|inside|between|since|until|after|before|during|around|about|with|for)\b", re.I
)
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\b\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,}|[A-Za-z]{3,}\.? \d{1,2}\b")
_YEAR = re.compile(r"(?:(?:c\.|early|mid|late)?[ -]?\d{4}(?:-\d\d)?|[A-Za-z]{3,9}\.?,? \d{4}|Q[1-4] \d{4}|\d{4}s)")
_INNER = frozenset("to in by at on for with from during after before via over".split())
_ENDS_OPEN = frozenset(
    "to in by at on for with from of as against over into than about between off up out down after before during".split()
)
_AUXILIARY = frozenset("is was are were be been has had have will would going used able set due".split())
_ENDS = (
    (("min", "minimum", "low", "lower", "from", "lower_bound"), ("max", "maximum", "high", "upper", "to", "upper_bound"), " to "),
    (
        ("from", "start", "start_year", "from_year", "start_date", "begin"),
        ("to", "end", "until", "end_year", "to_year", "end_date", "till"),
        " to ",
    ),
)


def escape(key: object) -> str:
    """A key as a token of a JSON Pointer."""
    return str(key).replace("~", "~0").replace("/", "~1")


@dataclass(slots=True)
class Rec:
    """A record being told: its keys as given (``record``) and in plain form (``plain``); ``used`` are the keys that are done."""

    record: Mapping[str, object]
    path: tuple[str, ...]
    at: str
    depth: int
    columns: Mapping[str, str] = field(default_factory=dict)
    name: str | None = None
    item: bool = False
    plain: dict[str, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def where(self, key: str) -> str:
        return f"{self.at}/{self.columns.get(key, escape(key))}"

    def pick(self, names: Sequence[str]) -> str | None:
        key = first_of(self.record, names, self.plain)
        return (
            key
            if key is None or key not in self.used
            else next((k for k in (self.plain.get(n) for n in names) if k and k not in self.used and told(self.record[k])), None)
        )

    def scalar(self, names: Sequence[str]) -> str | None:
        """The first of the names whose value is a scalar that is told."""
        for name in names:
            key = self.plain.get(name)
            if key is not None and key not in self.used and told(self.record[key]) and scalar(self.record[key]):
                return key
        return None

    def piece(self, key: str, before: str = "") -> tuple[Piece, ...]:
        return value_piece(self.record[key], show(self.record[key]), self.where(key), before)

    def rest(self) -> list[str]:
        """Scalar keys that are not done."""
        return [k for k, v in self.record.items() if k not in self.used and scalar(v)]


def preposition(text: str, lead: str) -> str:
    """The word between a clause of key words and its value."""
    last = lead.split()[-1].lower() if lead else ""
    if last in ("by", "to", "of", "from", "with", "in", "at", "for", "on", "as", "since", "into", "over", "against") or _PREPOSITION.match(
        text
    ):
        return " "
    return when(text) if when(text) else " "


def when(text: str) -> str:
    """``" on "`` or ``" in "`` before a date, else ""."""
    bare = text.strip()
    if _YEAR.fullmatch(bare) and not re.fullmatch(r"[A-Za-z]{3,9}\.?,? \d{1,2}", bare):
        return " in "
    return " on " if _DAY.search(bare[:40]) and len(bare) < 60 else ""


def opens_with_preposition(text: str) -> bool:
    return bool(_PREPOSITION.match(text))


def text_keys(record: Mapping[Any, object]) -> dict[str, object]:
    """A record with text keys only, at most some thousands of them."""
    return {str(k)[:500]: v for k, v in list(record.items())[:5000]}


def marks_of(rec: Rec) -> Marks:
    """Negation and mood that the record gives itself; its keys are done then."""
    denied, mode, denied_at, mode_at = False, "", None, None
    for names, turn in ((K.NEGATED, True), (K.ASSERTED, False)):
        key = rec.scalar(names)
        flag = as_bool(rec.record[key]) if key is not None else None
        if key is not None and flag is not None and (len(rec.record) > 1 and rec.scalar((*K.SUBJECT, *K.EVENT, *K.VALUE)) is not None):
            rec.used.add(key)
            if flag is turn:
                denied, denied_at = True, rec.where(key)
    for name in (*K.POLARITY, *K.STATUS):
        key = rec.plain.get(name)
        if key is None or key in rec.used or not isinstance(rec.record[key], (str, int)) or len(rec.record) < 2:
            continue
        found = mode_of(show(rec.record[key]))
        if found is None or (isinstance(rec.record[key], bool) and name in K.STATUS):
            continue
        rec.used.add(key)
        if found[1]:
            denied, denied_at = True, rec.where(key)
        if found[0]:
            mode, mode_at = found[0], rec.where(key)
        elif mode_at is None:
            mode_at = rec.where(key)
    return Marks(denied, mode, denied_at, mode_at if mode else None)


def ends_of(rec: Rec) -> list[Piece] | None:
    """``from A to B`` where the record has both ends; its keys are done then."""
    for starts, ends, _ in _ENDS:
        a, b = rec.scalar(starts), rec.scalar(ends)
        if (
            a
            and b
            and a != b
            and (is_number(rec.record[a]) or when(show(rec.record[a])))
            and (is_number(rec.record[b]) or when(show(rec.record[b])))
        ):
            rec.used |= {a, b}
            unit = rec.scalar(("unit", "units", "uom"))
            return [
                *rec.piece(a, "from "),
                *rec.piece(b, " to "),
                *([Piece(" " + show(rec.record[unit]), rec.at)] if unit is not None and is_number(rec.record[a]) else []),
            ]
    return None


def nested(teller: Teller, rec: Rec, path: tuple[str, ...]) -> None:
    """Every field that is not done, one by one."""
    for key, value in rec.record.items():
        if key in rec.used:
            continue
        if (
            plain_key(key) in K.KIND
            and isinstance(value, str)
            and (class_value(value) or re.fullmatch(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+|[A-Z_]+", value))
        ):
            continue
        teller.tell(value, teller.below(key, path, value), rec.where(key), rec.depth + 1)


def around(text: str) -> tuple[str, str]:
    """A predicate cut where its object stands: "called | to offer condolences", "acquired |"."""
    words = text.split()
    if len(words) < 3 or words[-1].lower() in _ENDS_OPEN:
        return text, ""
    for k in range(1, len(words) - 1):
        if words[k].lower() in _INNER and words[k - 1].lower() not in _AUXILIARY:
            return " ".join(words[:k]), " " + " ".join(words[k:])
    return text, ""


def predicate(teller: Teller, text: str) -> str:
    """A predicate in any case style as words."""
    return teller.lore.recase(words_of_key(text)) if "_" in text or (" " not in text and not text.islower()) else text


def class_value(value: object) -> bool:
    return isinstance(value, str) and K.class_like(value)


def singular_words(words: str) -> str:
    parts = words.split()
    return " ".join([*parts[:-1], singular(parts[-1])]) if parts else words
