"""Offices and posts: finding them in a row of words, and whether two name the same one.

Forms of one group name the same office ("foreign minister", "minister of external affairs", "top diplomat"). The body ("of Russia") is
no part of an office. Modifiers are read beside it: deputy, acting, former, elect; "new" or "then" change nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from factspec.lexicon.store import entries, lines
from factspec.lexicon.wordnet import is_common

Agreement = Literal["same", "broader", "different", "unrelated"]
_REACH = 9  # tokens that an office with its modifiers may span
_CHIEF = ("chief",)
_HYPHENS = ("-", "‐", "‑")


class OfficeReading(NamedTuple):
    """An office at tokens ``[start, end)``; ``modifiers`` in alphabetical order."""

    group: str
    modifiers: tuple[str, ...]
    start: int
    end: int


class _Table(NamedTuple):
    forms: dict[str, tuple[tuple[tuple[str, ...], str], ...]]  # by first word, longest first
    above: dict[str, frozenset[str]]  # every broader group
    parents: dict[str, tuple[str, ...]]
    modifiers: dict[tuple[str, ...], str]
    ranks: frozenset[str]  # first words of modifiers
    neutral: frozenset[str]
    ambiguous: frozenset[str]
    callings: frozenset[str]
    portfolios: frozenset[str]
    words: frozenset[str]


def _pieces(form: str) -> tuple[str, ...]:
    return tuple(w.rstrip(".") for w in form.replace("-", " ").split())


def _portfolio_forms(names: Iterable[str]) -> list[str]:
    found = []
    for p in names:
        bare = p.removeprefix("the ")
        if bare == p:
            found += [f"{p} minister", f"{p} secretary", f"{p} affairs minister"]
        found += [f"minister of {p}", f"minister for {p}", f"minister in charge of {p}", f"minister responsible for {p}"]
        found += [f"secretary of {p}", f"secretary for {p}", f"secretary of state for {p}"]
        found += [f"state secretary for {p}", f"cabinet secretary for {p}"]
    return found


@cache
def _table() -> _Table:
    forms: dict[str, dict[tuple[str, ...], str]] = {}
    parents: dict[str, tuple[str, ...]] = {}

    def add(form: str, group: str) -> None:
        words = _pieces(form)
        forms.setdefault(words[0], {}).setdefault(words, group)

    listed = lines("offices.txt")
    for line in listed["groups"]:
        left, _, right = line.partition(" : ")
        group, _, up = (p.strip() for p in left.partition("<"))
        parents[group] = tuple(w.strip() for w in up.split(",") if w.strip())
        for form in right.split(","):
            add(form.strip(), group)
    portfolios: set[str] = set()
    for line in listed["portfolios"]:
        key, _, names = line.partition(" : ")
        group = "minister:" + key.strip()
        parents.setdefault(group, ("minister",))
        aliases = [n.strip() for n in names.split(",")]
        portfolios.update(aliases)
        for form in _portfolio_forms(aliases):
            add(form, group)
        parents["junior-" + group] = ("minister",)
        for p in aliases:
            add(f"minister of state for {p}", "junior-" + group)
            add(f"state minister for {p}", "junior-" + group)
    above: dict[str, frozenset[str]] = {}
    for group in parents:
        seen: set[str] = set()
        queue = list(parents[group])
        while queue:
            at = queue.pop()
            if at not in seen:
                seen.add(at)
                queue.extend(parents.get(at, ()))
        above[group] = frozenset(seen)
    modifiers: dict[tuple[str, ...], str] = {}
    for line in listed["modifiers"]:
        name, _, words = line.partition("=")
        for word in words.split(","):
            modifiers[_pieces(word.strip())] = name.strip()
    sections = entries("offices.txt")
    ranked = {first: tuple(sorted(rows.items(), key=lambda row: (-len(row[0]), row[0]))) for first, rows in forms.items()}
    neutral, ambiguous, callings = (frozenset(sections[name]) for name in ("neutral", "ambiguous", "callings"))
    spoken = frozenset(" ".join(_pieces(p)) for p in portfolios)
    known = frozenset(w for rows in forms.values() for words in rows for w in words)
    ranks = frozenset(words[0] for words in modifiers)
    return _Table(ranked, above, parents, modifiers, ranks, neutral, ambiguous, callings, spoken, known)


def _spread(words: Sequence[str], at: int, end: int) -> tuple[list[str], list[int]]:
    """The next words in singular form without hyphens and stops, and the token after each."""
    known = _table().words
    pieces: list[str] = []
    ends: list[int] = []
    for k in range(at, min(end, at + _REACH)):
        if words[k] in _HYPHENS and pieces:
            ends[-1] = k + 1
            continue
        for piece in words[k].replace("‐", "-").replace("‑", "-").split("-"):
            bare = piece.casefold().rstrip(".") or piece
            pieces.append(bare if bare in known else _singular(bare, known))
            ends.append(k + 1)
    return pieces, ends


@lru_cache(maxsize=16384)
def _opens(word: str) -> bool:
    """Whether an office or a modifier can begin with the word: most words of a text cannot."""
    table = _table()
    piece = word.replace("‐", "-").replace("‑", "-").split("-")[0]
    bare = piece.casefold().rstrip(".") or piece
    first = bare if bare in table.words else _singular(bare, table.words)
    return first in table.forms or first in table.neutral or first in table.ranks


@lru_cache(maxsize=16384)
def _singular(word: str, known: frozenset[str]) -> str:
    for suffix, instead in (("ies", "y"), ("men", "man"), ("women", "woman"), ("es", ""), ("s", "")):
        if word.endswith(suffix) and word[: -len(suffix)] + instead in known:
            return word[: -len(suffix)] + instead
    return word


def _form(table: _Table, pieces: list[str], at: int) -> tuple[str, int] | None:
    """The longest form at piece ``at``: its group and the piece after it. The chief of a calling ("chief engineer") holds a post."""
    for form, group in table.forms.get(pieces[at], ()) if at < len(pieces) else ():
        if tuple(pieces[at : at + len(form)]) == form:
            if form == _CHIEF and (under := _form(table, pieces, at + 1)) is not None and under[0] in table.callings:
                return _CHIEF[0] + ":" + under[0], under[1]
            return group, at + len(form)
    return None


def _fits(table: _Table, words: Sequence[str], start: int, stop: int, end: int, form: str) -> bool:
    """Whether a form that is oftener another word is an office here."""
    before = words[start - 1] if start else ""
    after = words[stop] if stop < end else ""
    if form in ("pm", "md", "fm", "pc", "a", "ag"):
        return not any(c.isdigit() for c in before) and before not in ("in", "at")
    if form not in table.ambiguous:
        return True
    if before in ("in", "to", "for", "of", "-", "no", "social"):
        return False
    return after == "of" or not after.isalpha() or not is_common(after)


def office_at(words: Sequence[str], at: int, end: int) -> OfficeReading | None:
    """The office that begins at token ``at`` (small letters), its modifiers included, or None. ``end`` bounds the look ahead."""
    table = _table()
    first = words[at].casefold().rstrip(".")
    if words[at] in _HYPHENS or not first or not _opens(words[at]):
        return None
    pieces, ends = _spread(words, at, end)
    modifiers: set[str] = set()
    k = 0
    while k < len(pieces):
        found = _form(table, pieces, k)
        if found is not None:
            group, last = found
            start = ends[k - 1] if k else at
            if not _fits(table, words, start, ends[last - 1], end, " ".join(pieces[k:last])):
                return None
            last = _further(table, pieces, last, group)
            stop = ends[last - 1]
            if stop > at and words[stop - 1] in _HYPHENS:
                stop -= 1
            while last < len(pieces) and (name := table.modifiers.get((pieces[last],))) in ("elect", "honorary"):
                modifiers.add(str(name))
                stop = ends[last]
                last += 1
            return OfficeReading(group, tuple(sorted(modifiers)), at, stop)
        two = table.modifiers.get(tuple(pieces[k : k + 2])) if k + 1 < len(pieces) else None
        one = table.modifiers.get((pieces[k],))
        if two is not None:
            modifiers.add(two)
            k += 2
        elif one is not None:
            modifiers.add(one)
            k += 1
        elif pieces[k] in table.neutral:
            k += 1
        else:
            return None
    return None


def _further(table: _Table, pieces: list[str], last: int, group: str) -> int:
    """Past a second portfolio of the same minister: "minister of trade and industry"."""
    if group.startswith("minister:"):
        while last + 1 < len(pieces) and pieces[last] in ("and", "&", ","):
            for width in (3, 2, 1):
                if last + width < len(pieces) and " ".join(pieces[last + 1 : last + 1 + width]) in table.portfolios:
                    last += 1 + width
                    break
            else:
                break
    return last


def office(words: Sequence[str]) -> OfficeReading | None:
    """The first office in a row of small-letter words, or None."""
    for at in range(len(words)):
        found = office_at(words, at, len(words))
        if found is not None:
            return found
    return None


def modifier_of(words: Sequence[str], at: int) -> str | None:
    """The rank or standing that the word at ``at`` gives an office further on: "former", "deputy", "acting"."""
    return _table().modifiers.get((words[at].rstrip("."),)) if 0 <= at < len(words) else None


def is_calling(group: str) -> bool:
    """Whether a group is what somebody is beside any post: author, lawyer, player."""
    return group in _table().callings


def _above(table: _Table, group: str) -> frozenset[str]:
    """Every broader group."""
    under = group.removeprefix("chief:")
    return table.above.get(group, frozenset()) if under == group else table.above.get(under, frozenset()) | {under, "head", "boss"}


def _read(what: OfficeReading | tuple[str, Sequence[str]] | str) -> tuple[str, frozenset[str]]:
    if isinstance(what, str):
        reading = office(what.casefold().split())
        return (reading.group, frozenset(reading.modifiers)) if reading is not None else (what, frozenset())
    return what[0], frozenset(what[1])


def same_office(a: OfficeReading | tuple[str, Sequence[str]] | str, b: OfficeReading | tuple[str, Sequence[str]] | str) -> Agreement:
    """How office ``a``, as told, compares with ``b``, as it is: the same; broader (or only less exact); different; or unrelated,
    since somebody may be both ("author" says nothing against "director")."""
    table = _table()
    told, told_with = _read(a)
    true, true_with = _read(b)
    if told == true:
        if told_with == true_with:
            return "same"
        if told_with <= true_with and true_with - told_with <= {"former", "acting", "honorary"}:
            return "broader"
        return "different"
    if told in _above(table, true) and told_with <= true_with:
        return "broader"
    if true in _above(table, told) and "deputy" not in told_with ^ true_with:
        return "broader"
    if told in table.callings or true in table.callings:
        kin = set(table.parents.get(told, ())) & set(table.parents.get(true, ()))
        return "different" if kin and told in table.callings and true in table.callings else "unrelated"
    return "different"
