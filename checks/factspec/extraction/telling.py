"""Tell an extraction output as lines of text, each stretch with the JSON Pointer it came from.

A leaf becomes ``key words: value``; records of a known shape (subject-verb-object, question and answer, label and value,
speaker and content, a named thing with its attributes) become the sentence that they stand for. Nothing is judged here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

UNTOLD = frozenset({"", "n/a", "na", "unknown", "none", "null", "-", "--", "?", "not stated", "not mentioned", "not given", "not available", "not specified",
                    "unspecified", "tbd", "nil"})
ABOUT_EXTRACTION = frozenset({"confidence", "score_confidence", "probability", "prob", "page", "id", "uid", "uuid", "offset", "start_offset", "end_offset", "index", "idx",
                              "span", "char_start", "char_end", "source", "model", "version", "schema", "language", "lang", "source_id", "doc_id", "document_id",
                              "as_of", "extracted_at", "line", "url", "certainty"})
_SUBJECT = ("subject", "subj", "s", "agent", "head", "from_entity", "source_entity", "arg1")
_PREDICATE = ("predicate", "verb", "pred", "p", "v", "relation", "rel", "action", "relationship")
_OBJECT = ("object", "obj", "o", "patient", "target", "tail", "arg2")
_QUESTION, _ANSWER = ("question", "q", "query"), ("answer", "a", "response", "reply")
_LABEL = ("label", "field", "key", "k", "metric", "attribute", "property", "item", "what", "measure", "slot", "fact", "topic", "heading", "type", "kind", "category", "variable")
_VALUE = ("value", "v", "val", "amount", "quantity", "figure", "number", "answer", "content", "result")
_UNIT = ("unit", "units", "currency", "scale", "uom")
_SPEAKER, _SAID = ("speaker", "said_by", "by", "source_person", "attributed_to", "who"), ("content", "quote", "text", "statement", "said", "claim", "message")
_NAME = ("name", "entity", "person", "full_name", "who", "organisation", "organization", "company")
_OFFICE = ("title", "role", "roles", "office", "position", "job", "post", "occupation", "job_title", "designation")
_OF = ("organisation", "organization", "employer", "company", "institution", "body", "country", "team", "party", "affiliation", "org", "club", "of")
_STATUS = ("status", "state", "modality", "certainty", "stage", "phase")
_NEGATED = ("negated", "negation", "is_negated", "denied")
_WORDS = {"pct": "percent", "perc": "percent", "yoy": "year on year", "qoq": "quarter on quarter", "dt": "date", "num": "number of", "no": "number", "qty": "quantity",
          "avg": "average", "pp": "percentage points", "bps": "basis points", "usd": "USD", "eur": "EUR", "gbp": "GBP", "inr": "INR", "eps": "earnings per share",
          "loc": "location", "org": "organization", "min": "minimum", "max": "maximum", "amt": "amount"}
_UNITS = frozenset({"percent", "%", "USD", "EUR", "GBP", "INR", "km", "m", "kg", "tonnes", "tons", "miles", "days", "years", "hours", "minutes", "months", "weeks", "seconds",
                    "crowns", "dollars", "euros", "pounds", "rupees", "percentage points", "basis points", "hectares", "acres", "metres", "meters", "litres", "degrees",
                    "celsius", "mm", "cm", "ft", "mph", "kmh", "mw", "gwh", "kwh", "million", "billion"})
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(slots=True)
class Line:
    """One told line: pieces of text with the pointer of each (None for words of ours), and how the record marks it."""

    pieces: list[tuple[str, str | None]]
    pointer: str
    denied: bool = False
    mode: str = ""


@dataclass(frozen=True, slots=True)
class Telling:
    """The text, and for every stretch of it the pointer it came from; ``denied`` and ``modes`` by the offset at which a line starts."""

    text: str
    places: tuple[tuple[int, int, str], ...]
    lines: tuple[tuple[int, int, str], ...]
    denied: frozenset[int] = field(default_factory=frozenset)
    modes: tuple[tuple[int, str], ...] = ()

    def pointer(self, start: int, end: int) -> str:
        """The value that covers ``[start, end)``, or the smallest record that holds it."""
        touched = [p for s, e, p in self.places if s < end and start < e]
        if len(set(touched)) == 1:
            return touched[0]
        for s, e, p in self.lines:
            if s <= start and end <= e + 1:
                return p
        return touched[0] if touched else ""


def words_of_key(key: str) -> str:
    """A key in any case style as words."""
    parts = [w for w in re.split(r"[_\-\s./]+", _CAMEL.sub(" ", key)) if w]
    return " ".join(_WORDS.get(w.lower(), w if not w.isupper() or len(w) <= 4 else w.lower()) for w in parts)


def escape(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")


def _pick(record: Mapping[str, object], names: Sequence[str]) -> str | None:
    lower = {k.lower().replace(" ", "_").replace("-", "_"): k for k in record}
    for name in names:
        if name in lower and told(record[lower[name]]):
            return lower[name]
    return None


def told(value: object) -> bool:
    """Whether a value says anything: null, "", "n/a" and [] do not."""
    if value is None or value == [] or value == {}:
        return False
    return not (isinstance(value, str) and value.strip().lower() in UNTOLD)


def scalar(value: object) -> bool:
    return isinstance(value, (str, int, float, Decimal)) or value is None


def show(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        text = repr(value)
        return text[:-2] if text.endswith(".0") else text
    return " ".join(str(value).split())


class _Teller:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.budget = 200_000

    def add(self, pointer: str, *pieces: tuple[str, str | None], denied: bool = False, mode: str = "") -> None:
        if self.budget > 0:
            self.budget -= 1
            self.lines.append(Line([p for p in pieces if p[0]], pointer, denied, mode))

    def tell(self, value: object, path: tuple[str, ...], at: str, depth: int = 0) -> None:
        if depth > 60 or not told(value):
            return
        if isinstance(value, Mapping):
            self._record(value, path, at, depth)
        elif isinstance(value, (list, tuple)):
            self._list(value, path, at, depth)
        else:
            self._leaf(value, path, at)

    def _leaf(self, value: object, path: tuple[str, ...], at: str) -> None:
        words = " ".join(path[-3:])
        if isinstance(value, bool):
            self.add(at, (words, at), (".", None), denied=not value)
            return
        text = show(value)
        if isinstance(value, str) and "|" in text and text.count("|") == 2:
            self.add(at, (" ".join(p.strip() for p in text.split("|")), at), (".", None))
            return
        number = not isinstance(value, str) or bool(re.fullmatch(r"[+-]?[\d.,\s]+", text))
        if number and path:
            last = path[-1].split()
            for size in (2, 1):
                unit = " ".join(last[-size:])
                if unit in _UNITS and len(last) > size - 1:
                    self.add(at, (" ".join([*path[-3:-1], *last[:-size]]) or unit, None), (": ", None), (f"{text} {unit}", at))
                    return
        if isinstance(value, str) and len(text.split()) > 6 and any(c in text for c in ".!?"):
            self.add(at, (text, at))
            return
        self.add(at, (words, None), (": " if words else "", None), (text, at))

    def _list(self, value: Sequence[object], path: tuple[str, ...], at: str, depth: int) -> None:
        if all(scalar(v) for v in value):
            if len(value) == 3 and all(isinstance(v, str) for v in value) and at.rsplit("/", 1)[-1].isdigit():
                self.add(at, *[(show(v) + " ", f"{at}/{i}") for i, v in enumerate(value)], (".", None))
                return
            shown = [(show(v), f"{at}/{i}") for i, v in enumerate(value) if told(v)]
            if shown and all(len(s.split()) > 3 for s, _ in shown):
                for i, v in enumerate(value):
                    self.tell(v, (), f"{at}/{i}", depth + 1)
                return
            pieces: list[tuple[str, str | None]] = [(" ".join(path[-3:]), None), (": ", None)]
            for i, piece in enumerate(shown):
                pieces += [(", ", None)] if i else []
                pieces.append(piece)
            if shown:
                self.add(at, *pieces)
            return
        for i, item in enumerate(value):
            self.tell(item, path, f"{at}/{i}", depth + 1)

    def _record(self, record: Mapping[str, object], path: tuple[str, ...], at: str, depth: int) -> None:
        columns, rows = record.get("columns") or record.get("header") or record.get("fields"), record.get("rows") or record.get("data") or record.get("values")
        if isinstance(columns, list) and isinstance(rows, list) and all(isinstance(c, str) for c in columns) and all(isinstance(r, list) for r in rows):
            for i, row in enumerate(rows):
                self._shape({str(c): v for c, v in zip(columns, row)}, path, f"{at}/rows/{i}" if "rows" in record else f"{at}/data/{i}", depth, {str(c): f"{i2}" for i2, c in enumerate(columns)})
            rest = {k: v for k, v in record.items() if v is not columns and v is not rows}
            if rest:
                self._shape(rest, path, at, depth, {})
            return
        self._shape(record, path, at, depth, {})

    def _shape(self, record: Mapping[str, object], path: tuple[str, ...], at: str, depth: int, columns: Mapping[str, str]) -> None:
        def where(key: str) -> str:
            return f"{at}/{columns.get(key, escape(key))}"

        def piece(key: str | None, before: str = "", after: str = "") -> tuple[str, str | None]:
            if key is None or not scalar(record[key]):
                return ("", None)
            return (before + show(record[key]) + after, where(key))

        skip = {k for k in record if k.lower().replace(" ", "_") in ABOUT_EXTRACTION or not told(record[k])}
        status, negated = _pick(record, _STATUS), _pick(record, _NEGATED)
        mode = str(record[status]) if status and isinstance(record[status], str) else ""
        denied = negated is not None and record[negated] in (True, "true", "yes")
        if "polarity" in record and str(record["polarity"]).lower() in ("negative", "against", "neg", "false"):
            denied = True
        used: set[str] = set(skip) | {k for k in (status, negated, "polarity") if k}
        s, p, o = _pick(record, _SUBJECT), _pick(record, _PREDICATE), _pick(record, _OBJECT)
        q, a = _pick(record, _QUESTION), _pick(record, _ANSWER)
        label, value, unit = _pick(record, _LABEL), _pick(record, _VALUE), _pick(record, _UNIT)
        if s and p and len({s, p, o}) == (3 if o else 2):
            extra = [(f", {show(v)}", where(k)) for k, v in record.items() if k not in {s, p, o} and k not in used and scalar(v)]
            self.add(at, piece(s), (" ", None), (words_of_key(show(record[p])) + " ", where(p)), piece(o), *extra, (".", None), denied=denied, mode=mode)
            return
        if q and a and scalar(record[q]) and scalar(record[a]):
            self.add(at, (show(record[q]).rstrip("?") + ": ", None), piece(a))
            return
        speaker, said = _pick(record, _SPEAKER), _pick(record, _SAID)
        if speaker and said and speaker != said and scalar(record[speaker]) and scalar(record[said]):
            office = _pick(record, _OFFICE)
            who = piece(speaker)
            if office:
                self.add(at, who, (" is ", None), piece(office), (".", None))
            self.add(at, who, (" said that ", None), (show(record[said]).rstrip("."), where(said)), (".", None), denied=denied, mode=mode)
            used |= {speaker, said} | ({office} if office else set())
        elif value and unit and scalar(record[value]) and scalar(record[unit]):
            lead = path
            name = _pick(record, ("name", "label", "metric", "field", "what", "item", "key"))
            if name:
                lead = (*path, show(record[name]))
            extra = [(f" {show(record[k])}", where(k)) for k in record if k not in used and k not in {value, unit, name} and scalar(record[k]) and k.lower() not in ("type", "kind")]
            currency = _pick(record, ("currency",))
            scale = _pick(record, ("scale",))
            parts = [piece(value), piece(scale, " ") if scale and scale != unit else ("", None), piece(unit, " ")]
            if currency and currency != unit:
                parts.append(piece(currency, " "))
                extra = [e for e in extra if e[1] != where(currency)]
            extra = [e for e in extra if scale is None or e[1] != where(scale)]
            unit_named = {w for w in (unit, scale, currency) if w}
            self.add(at, (" ".join(lead[-3:]), where(name) if name else None), (": ", None), *[(t, where(unit) if ptr == where(unit) and False else ptr) for t, ptr in parts], *extra)
            used |= {value, *unit_named} | ({name} if name else set()) | {k for k in record if scalar(record[k])}
        elif label and value and label != value and scalar(record[label]) and scalar(record[value]):
            head = show(record[label])
            note = _pick(record, ("note", "label", "description", "title", "context", "comment", "name")) if label.lower() in ("type", "kind", "category") else None
            extra = [(f", {show(record[k])}", where(k)) for k in record if k not in used and k not in {label, value, note} and scalar(record[k])]
            if note and note != label and scalar(record[note]):
                self.add(at, piece(note), (": ", None), piece(value), *extra)
            else:
                self.add(at, (words_of_key(head), where(label)), (": ", None), piece(value), *extra, denied=denied, mode=mode)
            used |= {k for k in record if scalar(record[k])}
        else:
            name, office = _pick(record, _NAME), _pick(record, _OFFICE)
            if name and scalar(record[name]) and office and name != office:
                body = _pick(record, _OF)
                of = ("", None) if body in (None, name) or not scalar(record[str(body)]) else piece(body, " of ")
                offices = record[office] if isinstance(record[office], list) else [record[office]]
                for i, held in enumerate(offices if isinstance(offices, list) else []):
                    if scalar(held) and told(held):
                        self.add(at, piece(name), (", ", None), (show(held), where(office) + (f"/{i}" if isinstance(record[office], list) else "")), of, (".", None))
                used |= {office} | ({str(body)} if body and of[0] else set())
            event = _pick(record, ("event", "what", "description", "title", "name", "entity"))
            whole = [k for k in record if k not in used and scalar(record[k])]
            if event and event in whole and (len(whole) > 1 or mode or denied) and len(whole) <= 7:
                pieces: list[tuple[str, str | None]] = [(" ".join(path[-1:]) + " " if path and len(path[-1]) > 3 and event != "name" else "", None), piece(event)]
                for k in whole:
                    if k == event or k == name and name == event:
                        continue
                    lead = words_of_key(k)
                    short = len(lead) <= 2 or lead.lower() in ("date", "when", "on", "time", "year", "month", "note", "who")
                    pieces += [(", " if short else f", {lead} ", None), piece(k)]
                self.add(at, *pieces, (".", None), denied=denied, mode=mode)
                used |= set(whole)
                for k, v in record.items():
                    if k not in used:
                        self.tell(v, (*path, show(record[event])), where(k), depth + 1)
                return
        for k, v in record.items():
            if k in used:
                continue
            self.tell(v, (*path, words_of_key(k)), where(k), depth + 1)
        if status and status not in skip and not mode:
            self.tell(record[status], (*path, words_of_key(status)), where(status), depth + 1)


def telling(data: object) -> Telling:
    """Tell ``data`` (parsed JSON) as text. Never fails; bounded in depth and in the number of lines."""
    teller = _Teller()
    teller.tell(data, (), "")
    text: list[str] = []
    places: list[tuple[int, int, str]] = []
    lines: list[tuple[int, int, str]] = []
    denied: set[int] = set()
    modes: list[tuple[int, str]] = []
    at = 0
    for line in teller.lines:
        start = at
        for piece, pointer in line.pieces:
            if pointer is not None:
                places.append((at, at + len(piece), pointer))
            text.append(piece)
            at += len(piece)
        lines.append((start, at, line.pointer))
        if line.denied:
            denied.add(start)
        if line.mode:
            modes.append((start, line.mode))
        text.append("\n\n")
        at += 2
    return Telling("".join(text), tuple(places), tuple(lines), frozenset(denied), tuple(modes))


def walk(data: object, at: str = "") -> Iterator[tuple[str, object]]:
    """Every leaf with its pointer."""
    if isinstance(data, Mapping):
        for k, v in data.items():
            yield from walk(v, f"{at}/{escape(str(k))}")
    elif isinstance(data, list):
        for i, v in enumerate(data):
            yield from walk(v, f"{at}/{i}")
    else:
        yield at, data
