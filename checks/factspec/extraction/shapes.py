"""Shapes of records: what a JSON object stands for, told as the sentence, field or row that says the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from factspec.extraction import keys as K
from factspec.extraction.figures import WAYS, final, labelled, measured, pairs
from factspec.extraction.keys import plain_key, words_of_key
from factspec.extraction.lines import Marks, Piece, value_piece
from factspec.extraction.phrases import as_bool, is_number, mode_of, opens_with_verb, show, told
from factspec.extraction.records import (
    Rec,
    class_value,
    ends_of,
    escape,
    marks_of,
    nested,
    opens_with_preposition,
    singular_words,
    text_keys,
    when,
)
from factspec.extraction.sentences import office, question, speech, triple
from factspec.extraction.tables import tabular

if TYPE_CHECKING:
    from factspec.extraction.telling import Teller

_ASIDE = frozenset("who why how note description context comment background detail details".split())
_CELLS = (
    K.WHEN
    | K.WHERE
    | frozenset(
        "who by with for from to of against at in between via through about mode means method "
        "medium act law statute minute minutes clock note description".split()
    )
)


def record(
    teller: Teller,
    given: Mapping[Any, object],
    path: tuple[str, ...],
    at: str,
    depth: int,
    name: str | None = None,
    item: bool = False,
    columns: Mapping[str, str] | None = None,
) -> None:
    """Tell a record by the first shape that it has."""
    rec = Rec(text_keys(given), path, at, depth, columns or {}, name, item)
    for key in rec.record:
        rec.plain.setdefault(plain_key(key), key)
    if tabular(teller, rec):
        return
    rec.used |= {k for k in rec.record if plain_key(k) in K.META or not told(rec.record[k])}
    rec.used |= _grouped(teller, rec)
    outer = teller.marks
    teller.marks = outer.below(marks_of(rec))
    try:
        pairs(teller, rec)
        for shape in (place, triple, question, speech, measured, labelled):
            if shape(teller, rec):
                break
        else:
            office(teller, rec)
            if not _names(teller, rec):
                _fields(teller, rec)
    finally:
        teller.marks = outer


def _grouped(teller: Teller, rec: Rec) -> set[str]:
    """Fields whose keys share what stands before a colon or a dot are told as a record of their own; these keys are done then."""
    groups: dict[str, dict[str, str]] = {}
    for key in rec.record:
        head, sign, tail = key.partition(":") if ":" in key else key.partition(".")
        if sign and head.strip() and tail.strip() and key not in rec.used and len(head) < 60:
            groups.setdefault(head, {})[tail.strip()] = key
    done: set[str] = set()
    for head, tails in groups.items():
        if len(tails) > 1:
            columns = {tail: rec.columns.get(key, escape(key)) for tail, key in tails.items()}
            teller.record(
                {tail: rec.record[key] for tail, key in tails.items()},
                (*rec.path, words_of_key(head)),
                rec.at,
                rec.depth + 1,
                columns=columns,
            )
            done |= set(tails.values())
    return done


def place(teller: Teller, rec: Rec) -> bool:
    """A place in parts (street, city, country) as one line, inner to outer."""
    parts = [k for n in K.PLACE_PARTS if (k := rec.plain.get(n)) and k not in rec.used and isinstance(rec.record[k], str)]
    if (
        len(parts) < 2
        or len(parts) != len(rec.rest())
        or not rec.path
        or not any(plain_key(k) in ("city", "town", "village", "country", "state", "county", "region", "province") for k in parts)
    ):
        return False
    if len(rec.record) > len(rec.used) + len(parts):
        return False
    pieces = [Piece(teller.lead(rec.path) + ": in ")]
    for i, key in enumerate(parts):
        pieces += rec.piece(key, ", " if i else "")
    teller.add(rec.at, pieces)
    return True


def _names(teller: Teller, rec: Rec) -> bool:
    """A map whose keys are names: of values by entity, or of entities with their attributes."""
    left = [k for k in rec.record if k not in rec.used]
    named = [k for k in left if teller.lore.is_name(k)]
    if not named or len(named) * 2 < len(left):
        return False
    last = rec.path[-1] if rec.path else ""
    numbers = [k for k in named if is_number(rec.record[k])]
    if (
        len(named) == 2 == len(numbers)
        and not K.unit_of_key(last)[2]
        and _score_like(" ".join(rec.path))
        and all(len(show(rec.record[k])) < 4 for k in named)
    ):
        a, b = named
        pieces = (Piece(f"{final(teller.lead(rec.path))}: {a} "), *rec.piece(a), Piece("-"), *rec.piece(b), Piece(f" {b}"))
        teller.add(rec.at, pieces)
        rec.used |= {a, b}
    for key in left:
        if key in rec.used:
            continue
        value = rec.record[key]
        if key not in named:
            teller.tell(value, teller.below(key, rec.path, value), rec.where(key), rec.depth + 1)
        elif isinstance(value, Mapping) and told(value):
            teller.record(value, (*rec.path[:-1], key), rec.where(key), rec.depth + 1, name=key)
        elif last:
            teller.tell(value, (*rec.path[:-1], key, singular_words(last)), rec.where(key), rec.depth + 1)
        else:
            teller.tell(value, (*rec.path, key), rec.where(key), rec.depth + 1)
    return True


def _score_like(words: str) -> bool:
    return any(
        w in words.lower().split()
        for w in (
            "score",
            "scores",
            "goals",
            "points",
            "vote",
            "votes",
            "half",
            "full",
            "time",
            "tally",
            "result",
            "sets",
            "frames",
            "legs",
            "runs",
            "seats",
        )
    )


def _fields(teller: Teller, rec: Rec) -> None:
    """Any other record: a row where its fields tell of one event, else a line for each field under the record's name."""
    label = _label(rec)
    cells = [k for k in rec.rest() if k != label]
    measures = [k for k in cells if is_figure(rec.record[k]) and plain_key(k) not in (*K.WHEN, *K.WHO, *K.NUMBERED)]
    others = [k for k in cells if k not in measures and not (measures and plain_key(k) in ("unit", "units", "uom", "currency"))]
    roles = [k for k in others if plain_key(k) in K.WHEN or plain_key(k) in K.WHERE or plain_key(k) in K.WHO]
    plain = plain_key(label) if label else ""
    eventful = bool(label) and plain not in ("name", "entity", "title", "label", "item", "object", "subject", "product")
    held = rec.item or rec.name is not None or bool(rec.path)
    one = (eventful and bool(others)) or (
        held and len(roles) * 2 >= len(others) and bool(roles) and (len(others) > 1 or label is not None or rec.name is not None)
    )
    one = one or (
        bool(others) and bool(rec.path) and len(others) > 1 and any(plain_key(k) in K.NUMBERED for k in others) and len(others) <= 4
    )
    one = one or (rec.item and label is not None and bool(others) and plain not in K.NAME)
    path = rec.path
    lead = (*rec.path, show(rec.record[label])) if label is not None and len(show(rec.record[label]).split()) <= 12 else rec.path
    _status(teller, rec, label)
    for key in [
        k
        for k in others
        if label is not None and isinstance(rec.record[k], str) and as_bool(rec.record[k]) is None and K.clause_key(words_of_key(k))
    ]:
        teller.leaf(rec.record[key], teller.below(key, lead[-1:]), rec.where(key))
        rec.used.add(key)
        others.remove(key)
    one = one and bool(others)
    if one and not rec.item:
        others = [
            k
            for k in others
            if plain_key(k) in _CELLS
            or (label is None and plain_key(k) in K.NUMBERED)
            or as_bool(rec.record[k]) is True
            or len(plain_key(k)) < 3
            or eventful
        ]
    if one and len(others) <= 8:
        if label is not None and len(others) == 1 and not measures and plain_key(others[0]) not in _CELLS:
            teller.leaf(rec.record[others[0]], teller.below(others[0], lead), rec.where(others[0]))
            rec.used |= {label, others[0]}
        else:
            _row(teller, rec, label, others)
        _units(teller, rec, lead, measures)
        nested(teller, rec, lead)
        return
    if label is not None and (cells or len([k for k in rec.record if k not in rec.used]) > 1 or rec.path or rec.item):
        words = () if rec.path or plain in K.EVENT or rec.item else teller.below(label, ())
        teller.tell(rec.record[label], words if not rec.path else rec.path, rec.where(label), rec.depth + 1)
        rec.used.add(label)
        path = lead
    span = ends_of(rec)
    if span is not None and (path or rec.rest()):
        teller.add(rec.at, (Piece(teller.lead(path) + ": "), *span))
    _units(teller, rec, path, measures)
    nested(teller, rec, path)


def _label(rec: Rec) -> str | None:
    """The field that says what a record is about: an event or name, else the first words of a list's item."""
    label = rec.scalar(K.EVENT)
    if label is not None and isinstance(rec.record[label], str):
        return label
    if rec.item:
        for key in rec.rest():
            value = rec.record[key]
            if (
                isinstance(value, str)
                and not is_figure(value)
                and not when(value)
                and len(value.split()) <= 8
                and plain_key(key) not in (*K.KIND, *K.WHO, *K.WHEN, *K.WHERE, *K.STATUS)
            ):
                return key if as_bool(value) is None else None
    return None


def is_figure(value: object) -> bool:
    """Whether a value is a figure, with or without its unit."""
    return is_number(value) or (
        isinstance(value, str)
        and len(value.split()) <= 4
        and bool(re.match(r"[+\-−]?\s?(?:[$€£]\s?)?\d[\d,.]*\s?(?:%|[A-Za-z]|$)", value.strip()))
        and not when(value)
    )


def _status(teller: Teller, rec: Rec, label: str | None) -> None:
    """A status that is itself an act ("rejected", "planned") is told as a clause too, outside the marks that it sets."""
    status = next((k for n in K.STATUS if (k := rec.plain.get(n)) and isinstance(rec.record[k], str) and told(rec.record[k])), None)
    if status is None or label is None or status not in rec.used:
        return
    text = show(rec.record[status])
    if not opens_with_verb(text.lower()) or mode_of(text) == ("", False) or len(show(rec.record[label]).split()) > 12:
        return
    outer, teller.marks = teller.marks, Marks()
    teller.add(rec.at, (*rec.piece(label), Piece(" "), *value_piece(rec.record[status], text, rec.where(status)), Piece(".")))
    teller.marks = outer


def _units(teller: Teller, rec: Rec, path: tuple[str, ...], measures: Sequence[str]) -> None:
    """Figures under the record's name; a unit beside them holds for all that have none."""
    unit = rec.scalar(("unit", "units", "uom", "currency"))
    given = show(rec.record[unit]) if unit is not None and isinstance(rec.record[unit], str) else ""
    if given and [k for k in measures if is_number(rec.record[k])]:
        rec.used.add(str(unit))
    for key in measures:
        if key in rec.used:
            continue
        rec.used.add(key)
        words = teller.below(key, path)
        way = rec.scalar(K.DIRECTION) if len(measures) == 1 else None
        turn = WAYS.get(show(rec.record[way]).lower(), "") if way is not None else ""
        if turn and way is not None:
            rest, scale, unit = K.unit_of_key(words[-1]) if words else ("", "", "")
            teller.add(
                rec.at,
                (
                    Piece(teller.lead((*words[:-1], rest)) + ": "),
                    Piece(turn, rec.where(way)),
                    *rec.piece(key),
                    Piece(f" {scale} {given or unit}".replace("  ", " ").rstrip(), rec.where(key)),
                ),
            )
            rec.used.add(way)
        elif given and is_number(rec.record[key]):
            lead = f"{teller.lead(words)}: " if words else ""
            teller.add(rec.at, (Piece(lead), *rec.piece(key), Piece(f" {given}", rec.where(key))))
        else:
            teller.tell(rec.record[key], words, rec.where(key), rec.depth + 1)


def _row(teller: Teller, rec: Rec, label: str | None, cells: Sequence[str]) -> None:
    """The fields of one event as the cells of a row."""
    pieces: list[list[Piece]] = []
    head = teller.lead(rec.path[-1:]) if rec.path else ""
    if head and not (rec.name == head and label):
        pieces.append([Piece(head)])
    if label is not None:
        pieces.append(list(rec.piece(label)))
        rec.used.add(label)
    span = ends_of(rec)
    if span:
        pieces.append(span)
    for key in cells:
        if key in rec.used or (plain_key(key) in K.KIND and class_value(rec.record[key])):
            rec.used.add(key)
            continue
        flag = as_bool(rec.record[key])
        if flag is False:
            continue
        if plain_key(key) in _ASIDE and isinstance(rec.record[key], str) and len(str(rec.record[key]).split()) > 6:
            rec.used.add(key)
            teller.tell(rec.record[key], (), rec.where(key), rec.depth + 1)
            continue
        rec.used.add(key)
        pieces.append(_cell(teller, rec, key, flag))
    if len(pieces) == 1:
        teller.add(rec.at, pieces[0])
        return
    joined: list[Piece] = [Piece("| ")]
    for cell in pieces:
        joined += [*(Piece(p.text.replace("|", "/"), p.pointer, p.at) for p in cell), Piece(" | ")]
    teller.add(rec.at, joined, record=True)


def _cell(teller: Teller, rec: Rec, key: str, flag: bool | None) -> list[Piece]:
    """One field of a row in the words that fit its key."""
    plain, words = plain_key(key), words_of_key(key)
    value = rec.record[key]
    text = show(value)
    where = rec.where(key)
    if flag is True:
        return [Piece(teller.lore.recase(words), where)]
    if plain in K.WHEN or when(text):
        lead = when(text).lstrip()
        if plain not in K.WHEN and plain not in ("from", "to"):
            lead = f"{teller.lore.recase(words)} {lead}"
        return list(value_piece(value, text, where, lead))
    if plain in ("minute", "min", "mins", "clock") and is_number(value):
        return [Piece(text + _ordinal(text), where), Piece(" minute", where)]
    if plain in K.WHERE:
        return list(value_piece(value, text, where, "" if opens_with_preposition(text) else "in "))
    if plain in (
        "who",
        "actor",
        "agent",
        "person",
        "people",
        "participants",
        "player",
        "note",
        "description",
        "detail",
        "details",
        "comment",
        "summary",
        "side",
        "context",
        "action",
        "outcome",
        "result",
    ):
        return list(rec.piece(key))
    if plain in K.NUMBERED:
        return [Piece(words + " "), *rec.piece(key)]
    if is_number(value):
        rest, scale, unit = K.unit_of_key(words)
        after = f" {scale} {unit}".replace("  ", " ").rstrip()
        return [Piece(teller.lore.recase(rest) + " "), *rec.piece(key), Piece(after, where)]
    if opens_with_verb(text) and plain in ("status", "state"):
        return list(rec.piece(key))
    return [Piece(teller.lore.recase(words) + " "), *rec.piece(key)]


def _ordinal(text: str) -> str:
    if not text.isdigit():
        return ""
    return "th" if text[-2:] in ("11", "12", "13") else {"1": "st", "2": "nd", "3": "rd"}.get(text[-1], "th")
