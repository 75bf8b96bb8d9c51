"""Lists and tables: rows under a head, lists side by side, triples, and plain lists of values."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from factspec.extraction import keys as K
from factspec.extraction.keys import plain_key
from factspec.extraction.lines import Piece, value_piece
from factspec.extraction.phrases import scalar, show, told
from factspec.extraction.records import Rec, around, escape, predicate, singular_words, when

if TYPE_CHECKING:
    from factspec.extraction.telling import Teller


def tabular(teller: Teller, rec: Rec) -> bool:
    """``columns`` with ``rows``, or lists of one length side by side."""
    lists_at = {plain: key for plain, key in rec.plain.items() if isinstance(rec.record[key], list)}
    head = next((lists_at[k] for k in ("columns", "header", "headers", "fields", "cols") if k in lists_at), None)
    body = next((lists_at[k] for k in ("rows", "data", "values", "records", "body", "cells") if k in lists_at), None)
    if head is not None and body is not None:
        names, rows = rec.record[head], rec.record[body]
        assert isinstance(names, list)
        assert isinstance(rows, list)
        if names and all(isinstance(c, str) for c in names) and any(isinstance(r, list) for r in rows):
            _rows(teller, rec, names, rows, f"{rec.at}/{escape(body)}", 0)
            rest = {k: v for k, v in rec.record.items() if v is not names and v is not rows}
            teller.record(rest, rec.path, rec.at, rec.depth + 1)
            return True
    lists = {k: v for k, v in rec.record.items() if isinstance(v, list) and len(v) > 1 and all(scalar(x) for x in v)}
    lengths = {len(v) for v in lists.values()}
    labels = [k for k in lists if plain_key(k) in K.LABEL or plain_key(k) in K.EVENT or plain_key(k) in K.NAME]
    if (
        len(lists) > 1
        and len(lists) == len([v for v in rec.record.values() if told(v)])
        and len(lengths) == 1
        and (labels or any(plain_key(k) in K.WHEN for k in lists))
    ):
        for i in range(min(lengths.pop(), 5000)):
            teller.record(
                {k: v[i] for k, v in lists.items()},
                rec.path,
                rec.at,
                rec.depth + 1,
                item=True,
                columns={k: f"{escape(k)}/{i}" for k in lists},
            )
        return True
    return False


def _rows(teller: Teller, rec: Rec, names: Sequence[str], rows: Sequence[object], at: str, first: int) -> None:
    """Rows under a head: each a record whose pointers are indices."""
    places = {name: str(i) for i, name in enumerate(names)}
    for i, row in enumerate(rows[:20_000]):
        if isinstance(row, list):
            given = dict(zip(names, row, strict=False))
            teller.record(given, rec.path, f"{at}/{i + first}", rec.depth + 1, item=True, columns=places)
        elif isinstance(row, Mapping):
            teller.record(row, rec.path, f"{at}/{i + first}", rec.depth + 1, item=True)


def listing(teller: Teller, given: Sequence[object], path: tuple[str, ...], at: str, depth: int) -> None:
    """Tell a list: of scalars in one line, of rows under a head, of triples, of records."""
    some = [v for v in given[:5000] if told(v)]
    rows = [v for v in some if isinstance(v, list)]
    if len(rows) > 1 and len(rows) == len(some) and all(len(v) == len(rows[0]) for v in rows):
        head = given[0]
        if isinstance(head, list) and _is_head(head, rows[1:]):
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
            teller.record(entry, inner, where, depth + 1, item=True) if depth < 40 and told(entry) else None
        elif (
            isinstance(entry, list)
            and entry
            and len(entry) <= 4
            and all(scalar(v) for v in entry)
            and any(isinstance(v, str) for v in entry)
        ):
            _short_list(teller, entry, inner, where)
        else:
            teller.tell(entry, inner, where, depth + 1)


def _repeated(teller: Teller, given: Sequence[object], path: tuple[str, ...], at: str) -> None:
    """Who stands in several records of a list of things ("goals", "sales") has as many of them."""
    if not path or not path[-1].endswith("s") or len(path[-1].split()) > 2 or len(given) > 500:
        return
    seen: Counter[str] = Counter()
    for entry in given:
        if not isinstance(entry, Mapping):
            return
        for key, value in entry.items():
            if isinstance(value, str) and plain_key(key) in (
                "scorer",
                "player",
                "author",
                "winner",
                "buyer",
                "seller",
                "by",
                "who",
                "athlete",
                "rider",
                "driver",
                "owner",
                "name",
                "artist",
            ):
                seen[value] += 1
    for name, count in sorted(seen.items()):
        if count > 1 and teller.lore.is_name(name):
            teller.add(at, (Piece(f"{name}: "), Piece(f"{count} {path[-1]}", at)), extra=True)


def _is_head(head: Sequence[object], rows: Sequence[Sequence[object]]) -> bool:
    if not all(isinstance(h, str) and told(h) and not any(c.isdigit() for c in h) for h in head) or len(set(map(str, head))) < len(head):
        return False
    known = sum(
        plain_key(h) in K.LABEL
        or plain_key(h) in K.VALUE
        or plain_key(h) in K.UNIT
        or plain_key(h) in K.SUBJECT
        or plain_key(h) in K.WHEN
        or plain_key(h) in K.EVENT
        or plain_key(h) in K.META
        or plain_key(h) in K.WHERE
        for h in head
    )
    lower = all(str(h)[:1].islower() or len(str(h).split()) == 1 for h in head)
    return (
        known >= 2
        or (lower and any(not isinstance(v, str) and v is not None for r in rows for v in r))
        or (known >= 1 and len(head) > 1 and lower)
    )


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
    if (
        any(text.count(" | ") == 2 for _, text, _ in shown)
        or all(len(text.split()) > 3 for _, text, _ in shown)
        or any(isinstance(v, bool) for v, _, _ in shown)
    ):
        for value, _, where in shown:
            teller.tell(value, (), where, depth + 1)
        return
    lead = teller.lead(path)
    pieces = [Piece(f"{lead}: " if lead else "")]
    for i, (value, text, where) in enumerate(shown):
        pieces += [Piece(", " if i < len(shown) - 1 else " and ")] if i else []
        pieces += value_piece(value, text, where)
    teller.add(at, pieces)
