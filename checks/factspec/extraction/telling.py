"""Tell an extraction output as lines of text, so that the reader of prose reads data too. Nothing is judged here.

A leaf becomes ``key words: value`` or a clause; records of a known shape become the sentence that they stand for; a record about one
event becomes a row whose cells belong together. Bounded in depth, lines and length; never fails.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from factspec.extraction import shapes, tables
from factspec.extraction.keys import CONTAINERS, GENERIC, NUMBERED, place_key, plain_key, unit_of_key, words_of_key
from factspec.extraction.lines import Line, Marks, Piece, Telling, lay_out, squeezed, value_piece
from factspec.extraction.phrases import as_bool, is_number, opens_with_verb, scalar, show, signed, told, trend_of
from factspec.extraction.records import escape, opens_with_preposition, preposition

DEPTH, LINES, LENGTH, LONGEST = 40, 20_000, 2_000_000, 20_000
_SIDES = re.compile(r"(\d{1,4})\s*(?:/|:|–|to|-)\s*(\d{1,4})")
_BRIDGES = frozenset("by to of from with in at for on as into over against".split())
_EMPTY = frozenset("result outcome status action decision verdict what description note detail happened state".split())
_BE = frozenset("is was are were has have had did does be been".split())
_SHARE = frozenset("fraction proportion".split())


class Lore(Protocol):
    """What telling needs of a golden set: which words are names, and how they are written."""

    def is_name(self, text: str) -> bool: ...

    def recase(self, words: str) -> str: ...


class Teller:
    """Collects lines. ``marks`` are those of the record being told, ``subject`` whom the whole output is about."""

    def __init__(self, lore: Lore) -> None:
        self.lore = lore
        self.lines: list[Line] = []
        self.length = 0
        self.marks = Marks()
        self.subject: tuple[str, str] | None = None

    def add(
        self,
        at: str,
        pieces: Iterable[Piece],
        marks: Marks | None = None,
        record: bool = False,
        triple: tuple[str, str] | None = None,
        extra: bool = False,
        flag: bool | None = None,
    ) -> None:
        """Add one line."""
        kept = squeezed(list(pieces))
        size = sum(len(p.text) for p in kept)
        if kept and len(self.lines) < LINES and self.length + size < LENGTH:
            self.length += size
            self.lines.append(Line(kept, at, self.marks.below(marks) if marks is not None else self.marks, record, triple, extra, flag))

    def lead(self, path: Sequence[str]) -> str:
        """The words of a path: its last parts, names written as names."""
        return self.lore.recase(" ".join(w for w in path[-3:] if w))

    def tell(self, value: object, path: tuple[str, ...], at: str, depth: int = 0) -> None:
        """Tell any value under its path of key words."""
        if depth > DEPTH or not told(value) or len(self.lines) >= LINES:
            return
        if isinstance(value, Mapping):
            self.record(value, path, at, depth)
        elif isinstance(value, (list, tuple)):
            tables.listing(self, value, path, at, depth)
        elif scalar(value):
            self.leaf(value, path, at)

    def record(
        self,
        given: Mapping[Any, object],
        path: tuple[str, ...],
        at: str,
        depth: int,
        name: str | None = None,
        item: bool = False,
        columns: Mapping[str, str] | None = None,
    ) -> None:
        """Tell a record by the first shape that it has."""
        if depth <= DEPTH and told(given) and len(self.lines) < LINES:
            shapes.record(self, given, path, at, depth, name, item, columns)

    def below(self, key: object, path: tuple[str, ...], value: object = ()) -> tuple[str, ...]:
        """The path under a key: containers (``facts``, ``data``) add nothing."""
        plain = plain_key(key)
        if plain in GENERIC or (plain in CONTAINERS and not scalar(value)):
            return path
        text = str(key).strip()
        return (*path, text if self.lore.is_name(text) else words_of_key(key))

    def leaf(self, value: object, path: tuple[str, ...], at: str) -> None:
        """One value under its key words."""
        lead = self.lead(path)
        flag = as_bool(value)
        if flag is not None:
            if path:
                self.add(at, (Piece(_asserted(lead), at), Piece(".")), Marks(denied=not flag, denied_at=at), flag=flag)
            return
        text = show(value)[:LONGEST]
        if is_number(value) and path:
            self.number(value, text, path, at)
            return
        if isinstance(value, str) and text.count(" | ") == 2:
            tables.triple_text(self, value, text, at)
            return
        words = text.split()
        shown = value_piece(value, text, at)
        if len(words) > 6 and any(c in text for c in ".!?") and not (path and opens_with_verb(text)):
            self.add(at, shown)
        elif (sides := _SIDES.fullmatch(text)) and (
            "/" in lead or "against" in lead or set(lead.lower().split()) & {"vote", "votes", "score", "result", "tally"}
        ):
            self.add(at, (Piece(lead.replace(" / ", " or ") + ": "), Piece(f"{sides[1]}-{sides[2]}", at)))
        elif path and opens_with_verb(text) and len(words) < 40:
            kept = path[:-1] if len(path) > 1 and plain_key(path[-1]) in _EMPTY else path
            self.add(at, (Piece(self.lead(kept) + " "), *shown, Piece("" if text.endswith(".") else ".")))
        elif len(path) > 1 and (went := trend_of(path[-1], text)):
            self.add(at, (Piece(self.lead(path[:-1]) + " "), Piece(went, at), Piece(".")))
        elif path and plain_key(path[-1]) in ("cause", "causes", "cause_of", "caused_by", "trigger", "root_cause") and len(words) < 16:
            self.add(at, (*shown, Piece(f" caused {self.lead(path[:-1]) or 'it'}.")))
        elif path and (_clause(path[-1])):
            self.add(at, (Piece(self._passive(path) + preposition(text, lead)), *shown, Piece(".")))
        elif path and place_key(path[-1]) and not opens_with_preposition(text):
            self.add(at, (Piece(lead + ": in "), *shown))
        else:
            change, rest = signed(text, lead, "")
            self.add(at, (Piece(f"{lead}: {change}" if lead else ""), *(value_piece(value, rest, at) if change else shown)))

    def _passive(self, path: Sequence[str]) -> str:
        """The words of a path; "discovered by" with its auxiliary, so that it is read as a clause."""
        last = path[-1].split()
        if len(path) > 1 and len(last) == 2 and last[1] == "by" and opens_with_verb(path[-1]):
            return f"{self.lead(path[:-1])} was {path[-1]}"
        return self.lead(path)

    def number(self, value: object, text: str, path: tuple[str, ...], at: str) -> None:
        """A bare number with the unit that its key implies."""
        words, scale, unit = unit_of_key(path[-1])
        lead = self.lead((*path[:-1], words) if words else path)
        if set(lead.lower().split()) & _SHARE and not unit and text.startswith(("0.", "-0.")):
            text, unit = show(_hundredfold(text)), "percent"
        if plain_key(path[-1]).rsplit("_", 1)[-1] in NUMBERED:
            self.add(at, (Piece(lead + " "), Piece(text, at, 0 if isinstance(value, str) and value.strip() == text else None)))
            return
        change, text = signed(text, lead, unit)
        own = Piece(text, at, 0 if isinstance(value, str) and value.strip() == text else None)
        after = " ".join(w for w in (scale, unit) if w)
        if _clause(path[-1]) and not after:
            self.add(at, (Piece(lead + preposition(text, lead)), own, Piece(".")))
            return
        self.add(at, (Piece(f"{lead}: {change}" if lead else change), own, Piece(" " + after if after else "", at)))


def _hundredfold(text: str) -> object:
    from decimal import Decimal

    return Decimal(text) * 100


def _clause(words: str) -> bool:
    """Whether key words want to be completed to a clause: "became director of", "passed to", "discovered by"."""
    parts = words.split()
    return bool(parts) and ((len(parts) > 1 and parts[-1] in _BRIDGES) or opens_with_verb(words))


def _asserted(lead: str) -> str:
    """A key that asks ("is closed") as what a yes asserts."""
    words = lead.split()
    return " ".join(words[1:]) if len(words) > 1 and words[0].lower() in ("did", "does", "do") else lead


def _subject(data: object) -> tuple[str, str] | None:
    """Whom the whole output is about, where it names one person or body at its top."""
    if not isinstance(data, Mapping):
        return None
    for key, value in list(data.items())[:40]:
        plain = plain_key(key)
        at = "/" + escape(key)
        if plain in (
            "name",
            "subject",
            "person",
            "full_name",
            "candidate",
            "deceased",
            "patient",
            "player",
            "author",
            "individual",
            "biography",
            "profile",
        ):
            if isinstance(value, str) and told(value):
                return value, at
            if isinstance(value, Mapping):
                inner = next((k for k in value if plain_key(k) in ("name", "full_name")), None)
                if inner is not None and isinstance(value[inner], str) and told(value[inner]):
                    return value[inner], f"{at}/{escape(inner)}"
    return None


def telling(data: object, lore: Lore) -> Telling:
    """Tell ``data`` (parsed JSON) as text."""
    teller = Teller(lore)
    teller.subject = _subject(data)
    teller.tell(data, (), "")
    return lay_out(teller.lines)


__all__ = ["Lore", "Teller", "telling"]
