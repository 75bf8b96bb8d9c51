"""Shapes of records: what a JSON object or list stands for, told as the sentence, field or row that says the same."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from factspec.extraction import keys as K
from factspec.extraction.keys import plain_key, singular, words_of_key
from factspec.extraction.lines import Marks, Piece, value_piece
from factspec.extraction.phrases import as_bool, first_of, is_number, mode_of, opens_with_verb, scalar, show, statement_of, told, yes_no

if TYPE_CHECKING:
    from factspec.extraction.telling import Teller

_PREPOSITION = re.compile(r"(?:in|at|on|near|to|from|by|of|outside|inside|between|since|until|after|before|during|around|about|with|for)\b", re.I)
_DAY = re.compile(r"\d{4}-\d\d?-\d\d?|\d{1,2}[./]\d{1,2}[./]\d{2,4}|\b\d{1,2}(?:st|nd|rd|th)?[ -][A-Za-z]{3,}|[A-Za-z]{3,}\.? \d{1,2}\b")
_YEAR = re.compile(r"(?:(?:c\.|early|mid|late)?[ -]?\d{4}(?:-\d\d)?|[A-Za-z]{3,9}\.?,? \d{4}|Q[1-4] \d{4}|\d{4}s)")
_INNER = frozenset("to in by at on for with from during after before via over".split())
_ENDS_OPEN = frozenset("to in by at on for with from of as against over into than about between off up out down after before during".split())
_AUXILIARY = frozenset("is was are were be been has had have will would going used able set due".split())
_VERBISH = re.compile(r"^(?:is|was|are|were|has|had|have|will|did|never|not)\b|(?:ed|ing)\b|\b(?:by|to|of|from|with|in|at|for|on|as)$")
_PAIRS = (
    (("home_score", "home_goals", "home", "score_home", "goals_home", "home_team_score"), ("away_score", "away_goals", "away", "score_away", "goals_away", "away_team_score"), "score"),
    (("votes_for", "for", "in_favour", "in_favor", "yes", "ayes", "yea", "yeas", "aye", "votes_in_favour", "votes_in_favor", "pro", "yes_votes"),
     ("votes_against", "against", "no", "noes", "nays", "nay", "opposed", "contra", "con", "no_votes"), "vote"),
    (("majority", "majority_judges", "judges_for", "concurring"), ("dissenting", "minority", "dissent", "dissents", "dissenting_judges", "judges_against"), "vote"),
)
_TEAMS = (("home_team", "home_side", "home_club", "home_player", "home_name", "home"), ("away_team", "away_side", "away_club", "away_player", "away_name", "away"))
_ENDS = ((("min", "minimum", "low", "lower", "from", "lower_bound"), ("max", "maximum", "high", "upper", "to", "upper_bound"), " to "),
         (("from", "start", "start_year", "from_year", "start_date", "begin"), ("to", "end", "until", "end_year", "to_year", "end_date", "till"), " to "))
_CELLS = K.WHEN | K.WHERE | frozenset("who by with for from to of against at in between via through about mode means method medium act law statute minute minutes clock note description".split())
_VERSUS = re.compile(r"^(.{2,60}?)\s+(?:v|vs|v\.|vs\.|versus|-|–)\s+(.{2,60}?)(?:,.*)?$")


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
        from factspec.extraction.telling import escape

        return f"{self.at}/{self.columns.get(key, escape(key))}"

    def pick(self, names: Sequence[str]) -> str | None:
        key = first_of(self.record, names, self.plain)
        return key if key is None or key not in self.used else next((k for k in (self.plain.get(n) for n in names) if k and k not in self.used and told(self.record[k])), None)

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
    if last in ("by", "to", "of", "from", "with", "in", "at", "for", "on", "as", "since", "into", "over", "against") or _PREPOSITION.match(text):
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


def text_keys(record: Mapping[object, object]) -> dict[str, object]:
    """A record with text keys only, at most some thousands of them."""
    return {str(k)[:500]: v for k, v in list(record.items())[:5000]}


def record(teller: Teller, given: Mapping[object, object], path: tuple[str, ...], at: str, depth: int, name: str | None = None, item: bool = False,
           columns: Mapping[str, str] | None = None) -> None:
    """Tell a record by the first shape that it has."""
    rec = Rec(text_keys(given), path, at, depth, columns or {}, name, item)
    for key in rec.record:
        rec.plain.setdefault(plain_key(key), key)
    if _tabular(teller, rec):
        return
    rec.used |= {k for k in rec.record if plain_key(k) in K.META or not told(rec.record[k])}
    rec.used |= _grouped(teller, rec)
    outer = teller.marks
    teller.marks = outer.below(_marks(rec))
    try:
        _pairs(teller, rec)
        for shape in (_place, _triple, _question, _speech, _measured, _labelled):
            if shape(teller, rec):
                break
        else:
            _office(teller, rec)
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
            from factspec.extraction.telling import escape

            columns = {tail: rec.columns.get(key, escape(key)) for tail, key in tails.items()}
            record(teller, {tail: rec.record[key] for tail, key in tails.items()}, (*rec.path, words_of_key(head)), rec.at, rec.depth + 1, columns=columns)
            done |= set(tails.values())
    return done


def _place(teller: Teller, rec: Rec) -> bool:
    """A place in parts (street, city, country) as one line, inner to outer."""
    parts = [k for n in K.PLACE_PARTS if (k := rec.plain.get(n)) and k not in rec.used and isinstance(rec.record[k], str)]
    if len(parts) < 2 or len(parts) != len(rec.rest()) or not rec.path or not any(plain_key(k) in ("city", "town", "village", "country", "state", "county", "region", "province") for k in parts):
        return False
    if len(rec.record) > len(rec.used) + len(parts):
        return False
    pieces = [Piece(teller.lead(rec.path) + ": in ")]
    for i, key in enumerate(parts):
        pieces += rec.piece(key, ", " if i else "")
    teller.add(rec.at, pieces)
    return True


def _marks(rec: Rec) -> Marks:
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


def _tabular(teller: Teller, rec: Rec) -> bool:
    """``columns`` with ``rows``, or lists of one length side by side."""
    head = next((k for k in ("columns", "header", "headers", "fields", "cols") if isinstance(rec.record.get(rec.plain.get(k, "")), list)), None)
    body = next((k for k in ("rows", "data", "values", "records", "body", "cells") if isinstance(rec.record.get(rec.plain.get(k, "")), list)), None)
    if head and body:
        names, rows = rec.record[rec.plain[head]], rec.record[rec.plain[body]]
        assert isinstance(names, list) and isinstance(rows, list)
        if names and all(isinstance(c, str) for c in names) and any(isinstance(r, list) for r in rows):
            _rows(teller, rec, names, rows, f"{rec.at}/{rec.plain[body]}", 0)
            rest = {k: v for k, v in rec.record.items() if v is not names and v is not rows}
            record(teller, rest, rec.path, rec.at, rec.depth + 1)
            return True
    lists = {k: v for k, v in rec.record.items() if isinstance(v, list) and len(v) > 1 and all(scalar(x) for x in v)}
    lengths = {len(v) for v in lists.values()}
    labels = [k for k in lists if plain_key(k) in K.LABEL or plain_key(k) in K.EVENT or plain_key(k) in K.NAME]
    if len(lists) > 1 and len(lists) == len([v for v in rec.record.values() if told(v)]) and len(lengths) == 1 and (labels or any(plain_key(k) in K.WHEN for k in lists)):
        from factspec.extraction.telling import escape

        for i in range(min(lengths.pop(), 5000)):
            record(teller, {k: v[i] for k, v in lists.items()}, rec.path, rec.at, rec.depth + 1, item=True, columns={k: f"{escape(k)}/{i}" for k in lists})
        return True
    return False


def _rows(teller: Teller, rec: Rec, names: Sequence[str], rows: Sequence[object], at: str, first: int) -> None:
    """Rows under a head: each a record whose pointers are indices."""
    places = {name: str(i) for i, name in enumerate(names)}
    for i, row in enumerate(rows[:20_000]):
        if isinstance(row, list):
            given = dict(zip(names, row, strict=False))
            record(teller, given, rec.path, f"{at}/{i + first}", rec.depth + 1, item=True, columns=places)
        elif isinstance(row, Mapping):
            record(teller, row, rec.path, f"{at}/{i + first}", rec.depth + 1, item=True)


def listing(teller: Teller, given: Sequence[object], path: tuple[str, ...], at: str, depth: int) -> None:
    """Tell a list: of scalars in one line, of rows under a head, of triples, of records."""
    some = [v for v in given[:5000] if told(v)]
    if some and all(isinstance(v, list) and len(v) == len(some[0]) for v in some) and isinstance(given[0], list):
        head = given[0]
        if len(some) > 1 and _is_head(head, [r for r in some[1:] if isinstance(r, list)]):
            _rows(teller, Rec({}, path, at, depth), [str(h) for h in head], given[1:], at, 1)
            return
    if all(scalar(v) for v in given):
        _scalars(teller, given, path, at, depth)
        return
    inner = (*path[:-1], singular_words(path[-1])) if path else path
    _repeated(teller, given, path, at)
    for i, entry in enumerate(given[:20_000]):
        where = f"{at}/{i}"
        if isinstance(entry, Mapping):
            record(teller, entry, inner, where, depth + 1, item=True) if depth < 40 and told(entry) else None
        elif isinstance(entry, list) and entry and len(entry) <= 4 and all(scalar(v) for v in entry) and any(isinstance(v, str) for v in entry):
            _short_list(teller, entry, inner, where)
        else:
            teller.tell(entry, inner, where, depth + 1)


def _repeated(teller: Teller, given: Sequence[object], path: tuple[str, ...], at: str) -> None:
    """Who stands in several records of a list of things ("goals", "sales") has as many of them."""
    if not path or not path[-1].endswith("s") or len(path[-1].split()) > 2 or len(given) > 500:
        return
    from collections import Counter

    seen: Counter[str] = Counter()
    for entry in given:
        if not isinstance(entry, Mapping):
            return
        for key, value in entry.items():
            if isinstance(value, str) and plain_key(key) in ("scorer", "player", "author", "winner", "buyer", "seller", "by", "who", "athlete", "rider", "driver", "owner", "name", "artist"):
                seen[value] += 1
    for name, count in sorted(seen.items()):
        if count > 1 and teller.lore.is_name(name):
            teller.add(at, (Piece(f"{name}: "), Piece(f"{count} {path[-1]}", at)), extra=True)


def singular_words(words: str) -> str:
    parts = words.split()
    return " ".join([*parts[:-1], singular(parts[-1])]) if parts else words


def _is_head(head: Sequence[object], rows: Sequence[Sequence[object]]) -> bool:
    if not all(isinstance(h, str) and told(h) and not any(c.isdigit() for c in h) for h in head) or len(set(map(str, head))) < len(head):
        return False
    known = sum(plain_key(h) in K.LABEL or plain_key(h) in K.VALUE or plain_key(h) in K.UNIT or plain_key(h) in K.SUBJECT or plain_key(h) in K.WHEN or plain_key(h) in K.EVENT
                or plain_key(h) in K.META or plain_key(h) in K.WHERE for h in head)
    lower = all(str(h)[:1].islower() or len(str(h).split()) == 1 for h in head)
    return known >= 2 or (lower and any(not isinstance(v, str) and v is not None for r in rows for v in r)) or (known >= 1 and len(head) > 1 and lower)


def _short_list(teller: Teller, given: Sequence[object], path: tuple[str, ...], at: str) -> None:
    """A pair is a key and a value; three are subject, predicate, object; a fourth says when or where."""
    shown = [(v, show(v), f"{at}/{i}") for i, v in enumerate(given)]
    if len(given) == 2 and isinstance(given[0], str) and told(given[1]):
        teller.leaf(given[1], teller.below(given[0], path), f"{at}/1")
        return
    if len(given) >= 3 and all(told(v) for v in given[:3]) and isinstance(given[1], str):
        verb, after = around(predicate(teller, shown[1][1]))
        pieces: list[Piece] = []
        for i, (raw, text, where) in enumerate(shown[:3]):
            text = verb if i == 1 else text
            pieces += [*value_piece(raw, text, where), Piece(" " if i < 2 else "")]
        pieces.append(Piece(after, shown[1][2]))
        for raw, text, where in shown[3:]:
            if told(raw):
                pieces += value_piece(raw, text, where, when(text) or ", ")
        teller.add(at, (*pieces, Piece(".")), triple=(f"{at}/0", f"{at}/2"))
        return
    if all(told(v) for v in given):
        teller.add(at, [p for raw, text, where in shown for p in (*value_piece(raw, text, where), Piece(" "))])


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


def triple_text(teller: Teller, value: str, text: str, at: str) -> None:
    """A triple written as one string with strokes."""
    parts = [p.strip() for p in text.split("|")]
    if not all(told(p) for p in parts):
        return
    pieces: list[Piece] = []
    after = ""
    for i, part in enumerate(parts):
        shown, rest = around(predicate(teller, part)) if i == 1 else (part, "")
        after = rest or after
        found = value.find(shown)
        pieces += [Piece(shown, at, found if found >= 0 else None), Piece(" " if i < 2 else after + ".", at if i == 2 and after else None)]
    teller.add(at, pieces, triple=(at, at))


def _scalars(teller: Teller, given: Sequence[object], path: tuple[str, ...], at: str, depth: int) -> None:
    """A list of scalars: sentences one by one, short values in one line."""
    if len(given) == 3 and at.rsplit("/", 1)[-1].isdigit() and all(isinstance(v, str) for v in given):
        _short_list(teller, given, path, at)
        return
    shown = [(v, show(v)[:20_000], f"{at}/{i}") for i, v in enumerate(given[:2000]) if told(v)]
    if not shown:
        return
    if any(text.count(" | ") == 2 for _, text, _ in shown) or all(len(text.split()) > 3 for _, text, _ in shown) or any(isinstance(v, bool) for v, _, _ in shown):
        for value, _, where in shown:
            teller.tell(value, (), where, depth + 1)
        return
    lead = teller.lead(path)
    pieces = [Piece(f"{lead}: " if lead else "")]
    for i, (value, text, where) in enumerate(shown):
        pieces += [Piece(", " if i < len(shown) - 1 else " and ")] if i else []
        pieces += value_piece(value, text, where)
    teller.add(at, pieces)


def _triple(teller: Teller, rec: Rec) -> bool:
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


def _question(teller: Teller, rec: Rec) -> bool:
    q, a = rec.scalar(K.QUESTION), rec.scalar(K.ANSWER)
    if not q or not a or q == a or not isinstance(rec.record[q], str):
        return False
    asked, answer = show(rec.record[q]), show(rec.record[a])
    flag = as_bool(rec.record[a]) if len(answer) < 6 else None
    statement = yes_no(asked)
    where = rec.where(a)
    if statement is not None and flag is not None:
        teller.add(rec.at, (Piece(teller.lore.recase(statement), where), Piece(".")), Marks(denied=not flag, denied_at=where))
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


def _speech(teller: Teller, rec: Rec) -> bool:
    said = rec.scalar(K.SAID)
    speaker = rec.scalar([n for n in K.SPEAKER if rec.plain.get(n) != said])
    if said is None:
        return False
    kind = rec.scalar(K.KIND)
    spoken = plain_key(said) in ("quote", "said", "statement", "quotation", "remark", "says", "words", "claim") or (speaker is not None and plain_key(speaker) in ("speaker", "said_by", "attributed_to"))
    if not spoken or not isinstance(rec.record[said], str) or speaker is None:
        return False
    office = rec.scalar([n for n in K.OFFICE if rec.plain.get(n) not in (said, speaker)])
    who = rec.piece(speaker)
    if office is not None:
        _holds(teller, rec, who, office)
    content = show(rec.record[said]).strip("\"“”'").rstrip(".")
    teller.add(rec.at, (*who, Piece(" said that "), *value_piece(rec.record[said], content, rec.where(said)), Piece(".")))
    rec.used |= {speaker, said, *([office] if office else []), *([kind] if kind else [])}
    for key in rec.rest():
        if plain_key(key) not in (*K.WHEN, *K.WHERE, "to", "audience", "medium", "setting"):
            teller.tell(rec.record[key], teller.below(key, rec.path, rec.record[key]), rec.where(key), rec.depth + 1)
    _nested(teller, rec, rec.path)
    return True


def _holds(teller: Teller, rec: Rec, who: Sequence[Piece], office: str) -> None:
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


def _measured(teller: Teller, rec: Rec) -> bool:
    """A value with its unit, scale or currency in fields of their own."""
    value = rec.scalar([n for n in K.VALUE if not isinstance(rec.record.get(rec.plain.get(n, "")), bool)])
    units = [k for k in (rec.scalar((n,)) for n in ("scale", "magnitude", "multiplier", "unit", "units", "uom", "unit_of_measure", "measure_unit", "currency", "ccy", "currency_code")) if k and k != value]
    if value is None or not units or not all(isinstance(rec.record[u], str) for u in units):
        return False
    name = rec.scalar([n for n in (*K.LABEL, *K.EVENT) if rec.plain.get(n) not in (value, *units)])
    if name is not None and plain_key(name) in K.KIND and class_value(rec.record[name]):
        rec.used.add(name)
        name = rec.scalar([n for n in (*K.LABEL, *K.EVENT) if rec.plain.get(n) not in (value, *units, name)])
    lead = rec.path if name is None else (*rec.path, predicate(teller, show(rec.record[name])))
    text = show(rec.record[value])
    way = rec.scalar(K.DIRECTION)
    word = {"down": "down ", "up": "up ", "decrease": "down ", "increase": "up ", "fall": "down ", "rise": "up ", "negative": "down ", "positive": "up ", "decline": "down ", "lower": "down ", "higher": "up ",
            "-": "down ", "+": "up ", "fell": "down ", "rose": "up ", "decreased": "down ", "increased": "up "}.get(show(rec.record[way]).lower(), "") if way else ""
    from factspec.extraction.phrases import signed

    words = [show(rec.record[u]).strip("()") for u in units]
    joined = " ".join(dict.fromkeys(K.words_of_key(w) if "_" in w else w for w in words))
    change, bare = signed(text, " ".join(lead), joined) if not word else ("", text)
    if joined.lower() in ("fraction", "ratio", "proportion", "share (0-1)", "decimal", "0-1") and is_number(text):
        from decimal import Decimal

        bare, joined = show(Decimal(text) * 100), "percent"
    if joined.lower() in ("date", "year", "string", "text", "name", "iso", "iso8601", "score", "number", "-"):
        joined = ""
    pieces = [Piece(f"{teller.lead(lead)}: " if lead else ""), Piece(word or change, rec.where(way) if way and word else None), *value_piece(rec.record[value], bare, rec.where(value))]
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
    _nested(teller, rec, lead)
    return True


def class_value(value: object) -> bool:
    return isinstance(value, str) and K.class_like(value)


def _labelled(teller: Teller, rec: Rec) -> bool:
    """A field named by one key and valued by another: label and value, k and v, what and quantity."""
    value = next((k for n in K.VALUE if (k := rec.plain.get(n)) and k not in rec.used and told(rec.record[k])), None)
    if value is None:
        return _unfilled(rec)
    candidates = [k for n in (*K.LABEL, "note", "description", "context", "comment") if (k := rec.plain.get(n)) and k != value and k not in rec.used and told(rec.record[k]) and isinstance(rec.record[k], str)]
    if candidates and plain_key(value) in ("number", "result", "total", "count", "reading", "text", "content", "data") and plain_key(candidates[0]) in K.EVENT and len(rec.rest()) > 3:
        return False
    kinds = [k for k in candidates if plain_key(k) in K.KIND]
    kind = next((k for k in kinds if class_value(rec.record[k])), None)
    label = next((k for k in candidates if k != kind and plain_key(k) not in K.KIND), None) or next((k for k in candidates if k != kind), None)
    office = rec.scalar(("title", "role", "position", "office", "job_title"))
    if kind is not None and office is not None and label in (None, office):
        rec.used |= {kind}
        _holds(teller, rec, rec.piece(value), office)
        rec.used |= {value, office}
        _nested(teller, rec, rec.path)
        return True
    if label is None and kind is None:
        return False
    rec.used |= {value, *([kind] if kind else []), *([label] if label else [])}
    words = teller.lore.recase(predicate(teller, show(rec.record[label]))) if label else ""
    if kind is not None and label is not None and plain_key(show(rec.record[kind])) in ("statement", "quote", "claim", "quotation") and teller.lore.is_name(show(rec.record[label])):
        teller.add(rec.at, (*rec.piece(label), Piece(" said that "), *value_piece(rec.record[value], show(rec.record[value]).rstrip("."), rec.where(value)), Piece(".")))
    elif label is not None and "?" in words and scalar(rec.record[value]):
        inner = Rec({"question": rec.record[label], "answer": rec.record[value]}, rec.path, rec.at, rec.depth, {"question": rec.where(label)[len(rec.at) + 1:], "answer": rec.where(value)[len(rec.at) + 1:]})
        inner.plain = {"question": "question", "answer": "answer"}
        _question(teller, inner)
    elif not scalar(rec.record[value]):
        teller.tell(rec.record[value], (*rec.path, words) if words else rec.path, rec.where(value), rec.depth + 1)
    else:
        extra: list[Piece] = []
        for key in rec.rest():
            if isinstance(rec.record[key], bool) or (plain_key(key) in K.KIND and class_value(rec.record[key])):
                continue
            shown = show(rec.record[key])
            extra += rec.piece(key, when(shown) or (", " if plain_key(key) in (*K.WHEN, "note", "context", "comment", "detail") else f", {words_of_key(key)} "))
            rec.used.add(key)
        if kind is not None and is_number(rec.record[value]) and K.unit_of_key(show(rec.record[kind]))[2]:
            extra.insert(0, Piece(" " + show(rec.record[kind]).lower(), rec.where(kind)))
        _one(teller, rec, value, words, extra)
    _nested(teller, rec, rec.path)
    return True


def _unfilled(rec: Rec) -> bool:
    """Whether a record is a field without a value: it tells nothing."""
    empty = [k for k, v in rec.record.items() if plain_key(k) in ("value", "v", "val", "answer", "extracted_value", "normalized_value") and not told(v)]
    return bool(empty) and all(plain_key(k) in (*K.LABEL, *K.KIND, *K.UNIT) for k in rec.rest())


def _one(teller: Teller, rec: Rec, value: str, words: str, extra: list[Piece]) -> None:
    """The line of a labelled value: as a leaf under its label, with what else its record tells."""
    before = len(teller.lines)
    path = (*rec.path, words) if words else rec.path
    teller.leaf(rec.record[value], path, rec.where(value))
    if len(teller.lines) == before + 1:
        from dataclasses import replace

        line = teller.lines[-1]
        pieces = line.pieces
        if extra and pieces[-1].text == ".":
            pieces = pieces[:-1]
        teller.lines[-1] = replace(line, pieces=(*pieces, *extra), pointer=rec.at if extra else line.pointer)


def _office(teller: Teller, rec: Rec) -> None:
    """Somebody with an office: told as a clause of its own, the rest of the record is told after it."""
    office = next((k for n in K.OFFICE if (k := rec.plain.get(n)) and k not in rec.used and told(rec.record[k]) and (isinstance(rec.record[k], str) or
                   (isinstance(rec.record[k], list) and all(isinstance(x, str) for x in rec.record[k])))), None)  # type: ignore[union-attr]
    if office is None:
        return
    name = rec.scalar([n for n in K.NAME if rec.plain.get(n) != office])
    if rec.name is not None and (name is None or plain_key(name) not in ("name", "full_name")):
        _holds(teller, rec, (Piece(rec.name),), office)
        rec.used.add(office)
    elif name is not None:
        _holds(teller, rec, rec.piece(name), office)
        rec.used.add(office)
    elif teller.subject is not None and plain_key(office) != "title" or (teller.subject is not None and rec.scalar(K.BODY) is not None):
        body = rec.scalar(K.BODY)
        extra = [*(_span(rec) or ())]
        if isinstance(rec.record[office], str) and body is not None:
            teller.add(rec.at, (Piece(teller.subject[0] + ", "), *rec.piece(office), *rec.piece(body, " of "), Piece(" " if extra else ""), *extra, Piece(".")))
            rec.used |= {office, body}


def _span(rec: Rec) -> list[Piece] | None:
    """``from A to B`` where the record has both ends; its keys are done then."""
    for starts, ends, _ in _ENDS:
        a, b = rec.scalar(starts), rec.scalar(ends)
        if a and b and a != b and (is_number(rec.record[a]) or when(show(rec.record[a]))) and (is_number(rec.record[b]) or when(show(rec.record[b]))):
            rec.used |= {a, b}
            unit = rec.scalar(("unit", "units", "uom"))
            return [*rec.piece(a, "from "), *rec.piece(b, " to "), *([Piece(" " + show(rec.record[unit]), rec.at)] if unit is not None and is_number(rec.record[a]) else [])]
    return None


def _pairs(teller: Teller, rec: Rec) -> None:
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
        match = _VERSUS.match(value) if isinstance(value, str) and plain_key(key) in ("fixture", "match", "game", "teams", "event", "title", "name") else None
        if match:
            return (Piece(match[1], rec.where(key)),), (Piece(match[2], rec.where(key)),)
    return None


def _names(teller: Teller, rec: Rec) -> bool:
    """A map whose keys are names: of values by entity, or of entities with their attributes."""
    left = [k for k in rec.record if k not in rec.used]
    named = [k for k in left if teller.lore.is_name(k)]
    if not named or len(named) * 2 < len(left):
        return False
    last = rec.path[-1] if rec.path else ""
    numbers = [k for k in named if is_number(rec.record[k])]
    if len(named) == 2 == len(numbers) and not K.unit_of_key(last)[2] and _score_like(" ".join(rec.path)) and all(len(show(rec.record[k])) < 4 for k in named):
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
            record(teller, value, (*rec.path[:-1], key), rec.where(key), rec.depth + 1, name=key)
        elif last:
            words, scale, unit = K.unit_of_key(last)
            teller.tell(value, (*rec.path[:-1], key, singular_words(last)), rec.where(key), rec.depth + 1)
        else:
            teller.tell(value, (*rec.path, key), rec.where(key), rec.depth + 1)
    return True


def final(words: str) -> str:
    """A score at full time is the final one."""
    return re.sub(r"\bfull[- ]time(?: score)?\b", "final score", words)


def _score_like(words: str) -> bool:
    return any(w in words.lower().split() for w in ("score", "scores", "goals", "points", "vote", "votes", "half", "full", "time", "tally", "result", "sets", "frames", "legs", "runs", "seats"))


def _fields(teller: Teller, rec: Rec) -> None:
    """Any other record: a row where its fields tell of one event, else a line for each field under the record's name."""
    label = _label(rec)
    cells = [k for k in rec.rest() if k != label]
    measures = [k for k in cells if _measure(rec.record[k]) and plain_key(k) not in (*K.WHEN, *K.WHO, *K.NUMBERED)]
    others = [k for k in cells if k not in measures and not (measures and plain_key(k) in ("unit", "units", "uom", "currency"))]
    roles = [k for k in others if plain_key(k) in K.WHEN or plain_key(k) in K.WHERE or plain_key(k) in K.WHO]
    plain = plain_key(label) if label else ""
    eventful = bool(label) and plain not in ("name", "entity", "title", "label", "item", "object", "subject", "product")
    held = rec.item or rec.name is not None or bool(rec.path)
    one = (eventful and bool(others)) or (held and len(roles) * 2 >= len(others) and bool(roles) and (len(others) > 1 or label is not None or rec.name is not None))
    one = one or (bool(others) and bool(rec.path) and len(others) > 1 and any(plain_key(k) in K.NUMBERED for k in others) and len(others) <= 4)
    one = one or (rec.item and label is not None and bool(others) and plain not in K.NAME)
    path = rec.path
    lead = (*rec.path, show(rec.record[label])) if label is not None and len(show(rec.record[label]).split()) <= 12 else rec.path
    _status(teller, rec, label)
    for key in [k for k in others if label is not None and isinstance(rec.record[k], str) and as_bool(rec.record[k]) is None and K.clause_key(words_of_key(k))]:
        teller.leaf(rec.record[key], teller.below(key, lead), rec.where(key))
        rec.used.add(key)
        others.remove(key)
    one = one and bool(others)
    if one and not rec.item:
        others = [k for k in others if plain_key(k) in _CELLS or (label is None and plain_key(k) in K.NUMBERED) or as_bool(rec.record[k]) is True or len(plain_key(k)) < 3 or eventful]
    if one and len(others) <= 8:
        _row(teller, rec, label, others)
        _units(teller, rec, lead, measures)
        _nested(teller, rec, lead)
        return
    if label is not None and (cells or len([k for k in rec.record if k not in rec.used]) > 1 or rec.path or rec.item):
        words = () if rec.path or plain in K.EVENT or rec.item else teller.below(label, ())
        teller.tell(rec.record[label], words if not rec.path else rec.path, rec.where(label), rec.depth + 1)
        rec.used.add(label)
        path = lead
    span = _span(rec)
    if span is not None and (path or rec.rest()):
        teller.add(rec.at, (Piece(teller.lead(path) + ": "), *span))
    _units(teller, rec, path, measures)
    _nested(teller, rec, path)


def _label(rec: Rec) -> str | None:
    """The field that says what a record is about: an event or name, else the first words of a list's item."""
    label = rec.scalar(K.EVENT)
    if label is not None and isinstance(rec.record[label], str):
        return label
    if rec.item:
        for key in rec.rest():
            value = rec.record[key]
            if isinstance(value, str) and not _measure(value) and not when(value) and len(value.split()) <= 8 and plain_key(key) not in (*K.KIND, *K.WHO, *K.WHEN, *K.WHERE, *K.STATUS):
                return key if as_bool(value) is None else None
    return None


def _measure(value: object) -> bool:
    """Whether a value is a figure, with or without its unit."""
    return is_number(value) or (isinstance(value, str) and len(value.split()) <= 4 and bool(re.match(r"[+\-−]?\s?(?:[$€£]\s?)?\d[\d,.]*\s?(?:%|[A-Za-z]|$)", value.strip())) and not when(value))


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
        if given and is_number(rec.record[key]):
            lead = f"{teller.lead(words)}: " if words else ""
            teller.add(rec.at, (Piece(lead), *rec.piece(key), Piece(f" {given}", rec.where(key))))
        else:
            teller.tell(rec.record[key], words, rec.where(key), rec.depth + 1)


def _nested(teller: Teller, rec: Rec, path: tuple[str, ...]) -> None:
    """Every field that is not done, one by one."""
    for key, value in rec.record.items():
        if key in rec.used:
            continue
        if plain_key(key) in K.KIND and isinstance(value, str) and (class_value(value) or re.fullmatch(r"[A-Z][a-z]+(?:[A-Z][a-z]+)+|[A-Z_]+", value)):
            continue
        teller.tell(value, teller.below(key, path, value), rec.where(key), rec.depth + 1)


def _row(teller: Teller, rec: Rec, label: str | None, cells: Sequence[str]) -> None:
    """The fields of one event as the cells of a row."""
    pieces: list[list[Piece]] = []
    head = teller.lead(rec.path[-1:]) if rec.path else ""
    if head and not (rec.name == head and label):
        pieces.append([Piece(head)])
    if label is not None:
        pieces.append(list(rec.piece(label)))
        rec.used.add(label)
    span = _span(rec)
    if span:
        pieces.append(span)
    for key in cells:
        if key in rec.used or (plain_key(key) in K.KIND and class_value(rec.record[key])):
            rec.used.add(key)
            continue
        flag = as_bool(rec.record[key])
        if flag is False:
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
    if plain in ("who", "actor", "agent", "person", "people", "participants", "player", "note", "description", "detail", "details", "comment", "summary", "side", "context", "action", "outcome", "result"):
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
