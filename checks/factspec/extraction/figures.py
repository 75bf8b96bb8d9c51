"""Figures: values with units in fields of their own, values under labels, and pairs of numbers that belong together."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from factspec.extraction import keys as K
from factspec.extraction.keys import plain_key, words_of_key
from factspec.extraction.lines import Piece, value_piece
from factspec.extraction.phrases import is_number, scalar, show, signed, told
from factspec.extraction.records import Rec, class_value, nested, predicate, when
from factspec.extraction.sentences import holds, question

if TYPE_CHECKING:
    from factspec.extraction.telling import Teller

_PAIRS = (
    (
        ("home_score", "home_goals", "home", "score_home", "goals_home", "home_team_score"),
        ("away_score", "away_goals", "away", "score_away", "goals_away", "away_team_score"),
        "score",
    ),
    (
        (
            "votes_for",
            "for",
            "in_favour",
            "in_favor",
            "yes",
            "ayes",
            "yea",
            "yeas",
            "aye",
            "votes_in_favour",
            "votes_in_favor",
            "pro",
            "yes_votes",
        ),
        ("votes_against", "against", "no", "noes", "nays", "nay", "opposed", "contra", "con", "no_votes"),
        "vote",
    ),
    (
        ("majority", "majority_judges", "judges_for", "concurring"),
        ("dissenting", "minority", "dissent", "dissents", "dissenting_judges", "judges_against"),
        "vote",
    ),
)
_TEAMS = (
    ("home_team", "home_side", "home_club", "home_player", "home_name", "home"),
    ("away_team", "away_side", "away_club", "away_player", "away_name", "away"),
)
WAYS = {
    "down": "down ",
    "up": "up ",
    "decrease": "down ",
    "increase": "up ",
    "fall": "down ",
    "rise": "up ",
    "negative": "down ",
    "positive": "up ",
    "decline": "down ",
    "lower": "down ",
    "higher": "up ",
    "-": "down ",
    "+": "up ",
    "fell": "down ",
    "rose": "up ",
    "decreased": "down ",
    "increased": "up ",
}
_VERSUS = re.compile(r"^(.{2,60}?)\s+(?:v|vs|v\.|vs\.|versus|-|–)\s+(.{2,60}?)(?:,.*)?$")


def measured(teller: Teller, rec: Rec) -> bool:
    """A value with its unit, scale or currency in fields of their own."""
    value = rec.scalar([n for n in K.VALUE if not isinstance(rec.record.get(rec.plain.get(n, "")), bool)])
    units = [
        k
        for k in (
            rec.scalar((n,))
            for n in (
                "scale",
                "magnitude",
                "multiplier",
                "unit",
                "units",
                "uom",
                "unit_of_measure",
                "measure_unit",
                "currency",
                "ccy",
                "currency_code",
            )
        )
        if k and k != value
    ]
    if value is None or not units or not all(isinstance(rec.record[u], str) for u in units):
        return False
    name = rec.scalar([n for n in (*K.LABEL, *K.EVENT) if rec.plain.get(n) not in (value, *units)])
    if name is not None and plain_key(name) in K.KIND and class_value(rec.record[name]):
        rec.used.add(name)
        name = rec.scalar([n for n in (*K.LABEL, *K.EVENT) if rec.plain.get(n) not in (value, *units, name)])
    lead = rec.path if name is None else (*rec.path, predicate(teller, show(rec.record[name])))
    text = show(rec.record[value])
    way = rec.scalar(K.DIRECTION)
    word = WAYS.get(show(rec.record[way]).lower(), "") if way else ""
    words = [show(rec.record[u]).strip("()") for u in units]
    joined = " ".join(dict.fromkeys(K.words_of_key(w) if "_" in w else w for w in words))
    change, bare = signed(text, " ".join(lead), joined) if not word else ("", text)
    if joined.lower() in ("fraction", "ratio", "proportion", "share (0-1)", "decimal", "0-1") and is_number(text):
        bare, joined = show(Decimal(text) * 100), "percent"
    if joined.lower() in ("date", "year", "string", "text", "name", "iso", "iso8601", "score", "number", "-"):
        joined = ""
    pieces = [
        Piece(f"{teller.lead(lead)}: " if lead else ""),
        Piece(word or change, rec.where(way) if way and word else None),
        *value_piece(rec.record[value], bare, rec.where(value)),
    ]
    pieces.append(Piece("" if not joined or joined.lower() in text.lower() else " " + joined, rec.where(units[0])))
    rec.used |= {value, *units, *([name] if name else []), *([way] if way and word else [])}
    for key in rec.rest():
        if plain_key(key) in K.KIND and class_value(rec.record[key]):
            continue
        shown = show(rec.record[key])
        if isinstance(rec.record[key], bool):
            continue
        pieces += rec.piece(key, (when(shown) or f", {words_of_key(key)} ") if plain_key(key) not in K.WHEN else when(shown) or ", ")
        rec.used.add(key)
    teller.add(rec.at, pieces)
    nested(teller, rec, lead)
    return True


def labelled(teller: Teller, rec: Rec) -> bool:
    """A field named by one key and valued by another: label and value, k and v, what and quantity."""
    value = next((k for n in K.VALUE if (k := rec.plain.get(n)) and k not in rec.used and told(rec.record[k])), None)
    if value is None:
        return _unfilled(rec)
    candidates = [
        k
        for n in (*K.LABEL, "note", "description", "context", "comment")
        if (k := rec.plain.get(n)) and k != value and k not in rec.used and told(rec.record[k]) and isinstance(rec.record[k], str)
    ]
    if (
        candidates
        and plain_key(value) in ("number", "result", "total", "count", "reading", "text", "content", "data")
        and plain_key(candidates[0]) in K.EVENT
        and len(rec.rest()) > 3
    ):
        return False
    kinds = [k for k in candidates if plain_key(k) in K.KIND]
    kind = next((k for k in kinds if class_value(rec.record[k])), None)
    label = next((k for k in candidates if k != kind and plain_key(k) not in K.KIND), None) or next(
        (k for k in candidates if k != kind), None
    )
    office = rec.scalar(("title", "role", "position", "office", "job_title"))
    if kind is not None and office is not None and label in (None, office):
        rec.used |= {kind}
        holds(teller, rec, rec.piece(value), office)
        rec.used |= {value, office}
        nested(teller, rec, rec.path)
        return True
    if label is None and kind is None:
        return False
    rec.used |= {value, *([kind] if kind else []), *([label] if label else [])}
    words = teller.lore.recase(predicate(teller, show(rec.record[label]))) if label else ""
    if (
        kind is not None
        and label is not None
        and plain_key(show(rec.record[kind])) in ("statement", "quote", "claim", "quotation")
        and teller.lore.is_name(show(rec.record[label]))
    ):
        teller.add(
            rec.at,
            (
                *rec.piece(label),
                Piece(" said that "),
                *value_piece(rec.record[value], show(rec.record[value]).rstrip("."), rec.where(value)),
                Piece("."),
            ),
        )
    elif label is not None and "?" in words and scalar(rec.record[value]):
        inner = Rec(
            {"question": rec.record[label], "answer": rec.record[value]},
            rec.path,
            rec.at,
            rec.depth,
            {"question": rec.where(label)[len(rec.at) + 1 :], "answer": rec.where(value)[len(rec.at) + 1 :]},
        )
        inner.plain = {"question": "question", "answer": "answer"}
        question(teller, inner)
    elif not scalar(rec.record[value]):
        teller.tell(rec.record[value], (*rec.path, words) if words else rec.path, rec.where(value), rec.depth + 1)
    else:
        extra: list[Piece] = []
        for key in rec.rest():
            if isinstance(rec.record[key], bool) or (plain_key(key) in K.KIND and class_value(rec.record[key])):
                continue
            shown = show(rec.record[key])
            extra += rec.piece(
                key,
                when(shown) or (", " if plain_key(key) in (*K.WHEN, "note", "context", "comment", "detail") else f", {words_of_key(key)} "),
            )
            rec.used.add(key)
        if kind is not None and is_number(rec.record[value]) and K.unit_of_key(show(rec.record[kind]))[2]:
            extra.insert(0, Piece(" " + show(rec.record[kind]).lower(), rec.where(kind)))
        _one(teller, rec, value, words, extra)
    nested(teller, rec, rec.path)
    return True


def _unfilled(rec: Rec) -> bool:
    """Whether a record is a field without a value: it tells nothing."""
    empty = [
        k
        for k, v in rec.record.items()
        if plain_key(k) in ("value", "v", "val", "answer", "extracted_value", "normalized_value") and not told(v)
    ]
    return bool(empty) and all(plain_key(k) in (*K.LABEL, *K.KIND, *K.UNIT) for k in rec.rest())


def _one(teller: Teller, rec: Rec, value: str, words: str, extra: list[Piece]) -> None:
    """The line of a labelled value: as a leaf under its label, with what else its record tells."""
    before = len(teller.lines)
    path = (*rec.path, words) if words else rec.path
    teller.leaf(rec.record[value], path, rec.where(value))
    if len(teller.lines) == before + 1:
        line = teller.lines[-1]
        pieces = line.pieces
        if extra and pieces[-1].text == ".":
            pieces = pieces[:-1]
        teller.lines[-1] = replace(line, pieces=(*pieces, *extra), pointer=rec.at if extra else line.pointer)


def pairs(teller: Teller, rec: Rec) -> None:
    """Two numbers that belong together: home and away, for and against."""
    for ones, others, word in _PAIRS:
        a = next((k for n in ones if (k := rec.plain.get(n)) and k not in rec.used and is_number(rec.record[k])), None)
        b = next((k for n in others if (k := rec.plain.get(n)) and k not in rec.used and is_number(rec.record[k])), None)
        if a is None or b is None:
            continue
        one, two = rec.piece(a), rec.piece(b)
        sides = _sides(rec) if word == "score" else None
        lead = final(teller.lead(rec.path)) if rec.path else "final score" if word == "score" else word
        if word not in lead and word == "vote":
            lead = f"{lead} {word}"
        middle = (*one, Piece("-"), *two)
        if sides is not None:
            teller.add(rec.at, (Piece(lead + ": "), *sides[0], Piece(" "), *middle, Piece(" "), *sides[1]))
        else:
            teller.add(rec.at, (Piece(lead + ": "), *middle))
        rec.used |= {a, b}
        return


def _sides(rec: Rec) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    """The two teams of a record, by keys of their own or by its fixture."""
    home = next((k for n in _TEAMS[0] if (k := rec.plain.get(n)) and isinstance(rec.record[k], str) and told(rec.record[k])), None)
    away = next((k for n in _TEAMS[1] if (k := rec.plain.get(n)) and isinstance(rec.record[k], str) and told(rec.record[k])), None)
    if home and away:
        return rec.piece(home), rec.piece(away)
    for key, value in rec.record.items():
        match = (
            _VERSUS.match(value)
            if isinstance(value, str) and plain_key(key) in ("fixture", "match", "game", "teams", "event", "title", "name")
            else None
        )
        if match:
            return (Piece(match[1], rec.where(key)),), (Piece(match[2], rec.where(key)),)
    return None


def final(words: str) -> str:
    """A score at full time is the final one."""
    return re.sub(r"\bfull[- ]time(?: score)?\b", "final score", words)
