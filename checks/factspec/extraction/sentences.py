"""Records that stand for one sentence: triples, questions with answers, quotations with speakers, people with offices."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from factspec.extraction import keys as K
from factspec.extraction.keys import plain_key, words_of_key
from factspec.extraction.lines import Marks, Piece, value_piece
from factspec.extraction.phrases import as_bool, is_number, opens_with_verb, show, statement_of, told, yes_no
from factspec.extraction.records import Rec, around, ends_of, nested, predicate, when

if TYPE_CHECKING:
    from factspec.extraction.telling import Teller


def triple(teller: Teller, rec: Rec) -> bool:
    s, p, o = rec.scalar(K.SUBJECT), rec.scalar(K.PREDICATE), rec.scalar(K.OBJECT)
    if rec.name is not None or not s or not p or s == p or p == o or not isinstance(rec.record[p], str):
        return False
    if not o and plain_key(p) not in ("predicate", "verb", "pred", "p", "v"):
        return False
    rec.used |= {s, p} | ({o} if o else set())
    said = show(rec.record[p])
    words, scale, unit = K.unit_of_key(predicate(teller, said))
    number = o is not None and is_number(rec.record[o])
    verb, after = around(predicate(teller, said)) if not number else ((words if unit else predicate(teller, said)), "")
    link = ": " if number and not opens_with_verb(verb) else " "
    pieces = [*rec.piece(s), Piece(" "), *value_piece(rec.record[p], verb, rec.where(p)), Piece(link if o else "")]
    if o:
        pieces += rec.piece(o)
        if number and unit:
            pieces.append(Piece(f" {scale} {unit}".replace("  ", " "), rec.where(o)))
        pieces.append(Piece(after, rec.where(p)))
    elif after:
        pieces.append(Piece(after, rec.where(p)))
    for key in rec.rest():
        if plain_key(key) in K.KIND or isinstance(rec.record[key], bool):
            continue
        text = show(rec.record[key])
        lead = when(text) or (" in " if plain_key(key) in K.WHERE else ", " if plain_key(key) in K.WHEN else f", {words_of_key(key)} ")
        pieces += rec.piece(key, lead)
    teller.add(rec.at, (*pieces, Piece(".")), triple=(rec.where(s), rec.where(o)) if o else None)
    return True


def question(teller: Teller, rec: Rec) -> bool:
    q, a = rec.scalar(K.QUESTION), rec.scalar(K.ANSWER)
    if not q or not a or q == a or not isinstance(rec.record[q], str):
        return False
    asked, answer = show(rec.record[q]), show(rec.record[a])
    flag = as_bool(rec.record[a]) if len(answer) < 6 else None
    statement = yes_no(asked)
    where = rec.where(a)
    if statement is not None and flag is not None:
        teller.add(rec.at, (Piece(teller.lore.recase(statement), where), Piece(".")), Marks(denied=not flag, denied_at=where), flag=flag)
        return True
    if len(answer.split()) > 6 and answer.rstrip().endswith("."):
        teller.add(rec.at, rec.piece(a))
        return True
    parts = statement_of(asked, answer)
    if parts is None:
        teller.add(rec.at, (Piece(asked.rstrip("? ") + ": "), *rec.piece(a)))
        return True
    before, after = parts
    answer = answer.rstrip(".")
    first, comma, rest = answer.partition(", ")
    if after and comma and not first[:1].isdigit() and len(first.split()) <= 5:
        more = value_piece(rec.record[a], rest, where, ", ")
        teller.add(rec.at, (Piece(before), *value_piece(rec.record[a], first, where), Piece(after), *more, Piece(".")))
        return True
    teller.add(rec.at, (Piece(before), *value_piece(rec.record[a], answer, where), Piece(after + ".")))
    return True


def speech(teller: Teller, rec: Rec) -> bool:
    said = rec.scalar(K.SAID)
    speaker = rec.scalar([n for n in K.SPEAKER if rec.plain.get(n) != said])
    if said is None:
        return False
    kind = rec.scalar(K.KIND)
    spoken = plain_key(said) in ("quote", "said", "statement", "quotation", "remark", "says", "words", "claim") or (
        speaker is not None and plain_key(speaker) in ("speaker", "said_by", "attributed_to")
    )
    if not spoken or not isinstance(rec.record[said], str) or speaker is None:
        return False
    office = rec.scalar([n for n in K.OFFICE if rec.plain.get(n) not in (said, speaker)])
    who = rec.piece(speaker)
    if office is not None:
        holds(teller, rec, who, office)
    content = show(rec.record[said]).strip("\"“”'").rstrip(".")
    teller.add(rec.at, (*who, Piece(" said that "), *value_piece(rec.record[said], content, rec.where(said)), Piece(".")))
    rec.used |= {speaker, said, *([office] if office else []), *([kind] if kind else [])}
    for key in rec.rest():
        if plain_key(key) not in (*K.WHEN, *K.WHERE, "to", "audience", "medium", "setting"):
            teller.tell(rec.record[key], teller.below(key, rec.path, rec.record[key]), rec.where(key), rec.depth + 1)
    nested(teller, rec, rec.path)
    return True


def holds(teller: Teller, rec: Rec, who: Sequence[Piece], office: str) -> None:
    """``Name, office of body.`` for each office of a list."""
    body = rec.scalar([n for n in K.BODY if rec.plain.get(n) != office])
    value = rec.record[office]
    offices = value if isinstance(value, list) else [value]
    for i, held in enumerate(offices[:50]):
        if not isinstance(held, str) or not told(held):
            continue
        where = rec.where(office) + (f"/{i}" if isinstance(value, list) else "")
        text = show(held)
        of = rec.piece(body, " of ") if body is not None and not re.search(r"\b(?:of|for|at)\b", text) else ()
        if re.match(r"[^,]+\((?:[^()]+)\)$", text) and not of:
            text = text.rstrip(")").replace(" (", ", ")
        teller.add(rec.at, (*who, Piece(", "), *value_piece(held, text, where), *of, Piece(".")))
        if body is not None and of:
            rec.used.add(body)


def _titles(value: object) -> bool:
    """Whether a value is an office, or a list of them."""
    return told(value) and (isinstance(value, str) or (isinstance(value, list) and all(isinstance(x, str) for x in value)))


def office(teller: Teller, rec: Rec) -> None:
    """Somebody with an office: told as a clause of its own, the rest of the record is told after it."""
    office = next((k for n in K.OFFICE if (k := rec.plain.get(n)) and k not in rec.used and _titles(rec.record[k])), None)
    if office is None:
        return
    name = rec.scalar([n for n in K.NAME if rec.plain.get(n) != office])
    if rec.name is not None and (name is None or plain_key(name) not in ("name", "full_name")):
        holds(teller, rec, (Piece(rec.name),), office)
        rec.used.add(office)
    elif name is not None:
        holds(teller, rec, rec.piece(name), office)
        rec.used.add(office)
    elif (teller.subject is not None and plain_key(office) != "title") or (teller.subject is not None and rec.scalar(K.BODY) is not None):
        body = rec.scalar(K.BODY)
        extra = [*(ends_of(rec) or ())]
        if isinstance(rec.record[office], str) and body is not None:
            teller.add(
                rec.at,
                (
                    Piece(teller.subject[0] + ", "),
                    *rec.piece(office),
                    *rec.piece(body, " of "),
                    Piece(" " if extra else ""),
                    *extra,
                    Piece("."),
                ),
            )
            rec.used |= {office, body}
