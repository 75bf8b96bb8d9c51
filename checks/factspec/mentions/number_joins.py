"""Joins neighbouring numbers: ranges, scores and votes, compound measures, ages, ratios; and lists that share a unit.

In: atoms in text order. Out: ``Join`` after ``Join`` in text order; each atom is in exactly one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from .number_atom import Atom
from .number_spread import noun_at, spread
from .number_words import SCALES
from .units import canonical
from .value_tokens import GLUED, LINE, MARK, SPACE, WORD, Token, matches_at
from .votes import COUNTED, plain, told_vote, vote, whole
from .word_lists import words

_DASHES = ("-", "–", "—", "‒", "−")
_SCORE_BEFORE = words("before a score")
_SCORE_AFTER = words("after a score")
_RANGE_BEFORE = words("before a range")
_CHANGE = words("words of change")
_TIME_OR_MATCHES = words("no whole of a ratio")
_FUNCTION = words("words that no number counts")
_AGE_NOUNS = ("old", "olds")


@dataclass(slots=True)
class Join:
    kind: str  # single, range, score, compound, ratio, age
    atoms: tuple[Atom, ...]
    first: int
    last: int
    sided: bool = False


def joins(tokens: Sequence[Token], atoms: list[Atom]) -> Iterator[Join]:
    """The numbers of a text with neighbours joined, in order."""
    spread(tokens, atoms)
    index = 0
    while index < len(atoms):
        chain = _hyphen_chain(tokens, atoms, index)
        if chain > 2:  # phone numbers, formations, records: "4-4-2"
            for atom in atoms[index : index + chain]:
                atom.kind, atom.unit, atom.last, atom.scale = "identifier", None, atom.core_last, Decimal(1)
                yield Join("single", (atom,), atom.first, atom.last)
            index += chain
            continue
        one = atoms[index]
        if index + 1 < len(atoms):
            pair = _pair(tokens, one, atoms[index + 1])
            if pair is not None:
                yield _aged(tokens, pair)
                index += 2
                continue
        yield _aged(tokens, Join("single", (one,), one.first, one.last))
        index += 1


def _hyphen_chain(tokens: Sequence[Token], atoms: list[Atom], index: int) -> int:
    """How many atoms from ``index`` on are glued by hyphens (or are the parts of a phone number)."""
    size = 1
    while index + size < len(atoms):
        left, right = atoms[index + size - 1], atoms[index + size]
        if left.last != left.core_last or right.first - left.last not in (0, 1):
            break
        if right.first == left.last:
            if not (tokens[right.first].low in _DASHES and tokens[right.first].gap == GLUED and right.sign == "-"):
                break
        elif not (tokens[left.last].low in ("-", "–", "/") and tokens[left.last].gap == GLUED and tokens[right.first].gap == GLUED):
            break
        if left.words or right.words:
            break
        size += 1
    return size


def _pair(tokens: Sequence[Token], one: Atom, two: Atom) -> Join | None:
    if one.kind == "identifier" or two.kind == "identifier" or one.vague or two.vague:
        return None
    between = tokens[one.last : two.first]
    if any(token.gap > LINE for token in between) or tokens[two.first].gap > LINE or len(between) > 12:
        return None
    if len(between) > 5:
        return Join("score", (one, two), one.first, two.last, True) if told_vote(tokens, one, two, between) else None
    if told_vote(tokens, one, two, between) or vote(tokens, one, two, between):
        return Join("score", (one, two), one.first, two.last, True)
    if len(between) > 3:
        return None
    compound = _compound(tokens, one, two, between)
    if compound is not None:
        return compound
    if not (plain(one) and plain(two)):
        return None
    previous = tokens[one.first - 1] if one.first and tokens[one.first].gap <= LINE else None
    before = previous.low if previous is not None else ""
    if (len(between) == 1 and between[0].low in (*_DASHES, ":")) or (not between and two.sign == "-" and tokens[two.first].gap == GLUED):
        return _dashed(tokens, one, two, between, before)
    if len(between) == 1 and between[0].low in ("to", "and", "or", "through", "/", "till", "until"):
        return _worded(tokens, one, two, between[0].low, before)
    if not between and tokens[two.first].low in ("nil", "all") and whole(one):
        return Join("score", (one, two), one.first, two.last, True)
    if (
        (
            (
                len(between) == 2
                and between[1].low in ("to", "against")
                and between[0].low in COUNTED
                and one.unit is None
                and before != "from"
            )
            or (len(between) == 1 and between[0].low == "to" and one.unit is not None and one.unit.dimension == "tally")
        )
        and whole(one)
        and whole(two)
        and not noun_at(tokens, two.last, _SCORE_AFTER | {"respectively", "of"} | COUNTED)
    ):
        return Join("score", (one, two), one.first, two.last, True)
    if (
        (
            (len(between) == 3 and [token.low for token in between] == ["out", "of", "every"])
            or (len(between) == 2 and [token.low for token in between] in (["out", "of"], ["in", "every"]))
        )
        and whole(one)
        and whole(two)
        and 0 < one.raw <= two.raw
        and one.unit is None
        and two.unit is None
    ):
        return Join("ratio", (one, two), one.first, two.last)
    if (
        len(between) == 1
        and between[0].low == "in"
        and whole(one)
        and whole(two)
        and 0 < one.raw < two.raw
        and one.unit is None
        and two.unit is None
    ):
        simple = one.raw == 1 or (one.words and two.words and two.raw in (3, 4, 5, 10, 20, 100))
        noun = tokens[two.last].low if two.last < len(tokens) else ""
        if simple and two.raw >= 2 and noun not in _TIME_OR_MATCHES and two.raw < 1_000_001 and before not in ("minute", "no"):
            return Join("ratio", (one, two), one.first, two.last)
    return None


def _compound(tokens: Sequence[Token], one: Atom, two: Atom, between: Sequence[Token]) -> Join | None:
    """ "5 ft 11 in", "two hours and 15 minutes", "6ft 2in"."""
    if len(between) > 1 or (between and between[0].low not in ("and", ",")):
        return None
    if one.unit is None or not one.suffixed or not plain(one) or not plain(two) or one.kind == "ordinal" or two.kind == "ordinal":
        return None
    if two.unit is None:
        if not (one.unit.name == "ft" and not between and whole(two) and two.raw < 12 and two.last < len(tokens)):
            return None
        closed = tokens[two.last].gap == GLUED or two.last + 1 >= len(tokens) or tokens[two.last + 1].kind == MARK
        if tokens[two.last].low not in ("in", '"', "″") or not closed:
            return None
        two.unit, two.last = canonical("inch", "length"), two.last + 1
        return Join("compound", (one, two), one.first, two.last)
    if (
        one.unit.dimension != two.unit.dimension
        or one.unit.dimension not in ("time", "length", "mass")
        or one.unit.factor <= two.unit.factor
    ):
        return None
    if two.raw * two.unit.factor >= one.unit.factor * Decimal("1.01") or one.raw != one.raw.to_integral_value():
        return None
    return Join("compound", (one, two), one.first, two.last)


def _share(one: Atom, two: Atom, tokens: Sequence[Token]) -> bool:
    """Lets the ends of a range share scale and unit; False where the units clash."""
    spoken = Decimal(1)
    for token in tokens[two.core_first : two.core_last] if two.words else ():
        spoken = spoken.scaleb(SCALES[token.low]) if token.low in SCALES and SCALES[token.low] > 2 else spoken
    if spoken != 1 and one.scale == 1 and one.raw < 1000 and one.raw * spoken < two.raw and (one.unit is None or one.prefixed):
        one.scale = spoken  # "five to seven million"
    if (
        one.scale == 1
        and two.scale != 1
        and not (one.suffixed and not one.prefixed)
        and abs(one.raw) * two.scale <= abs(two.raw) * two.scale
        and not one.words
    ) or (one.scale == 1 and two.scale != 1 and one.unit is None and one.words and one.raw < 1000):
        one.scale = two.scale
    if one.prefixed and not two.prefixed and two.unit is not None and two.unit.name == "m" and one.scale == 1:
        two.scale = one.scale = Decimal(1_000_000)  # "$5-7m"
        two.unit, two.suffixed = one.unit, False
    if one.unit is None:
        one.unit = two.unit
    elif two.unit is None and one.prefixed:
        two.unit = one.unit
    elif two.unit is None or one.unit.name != two.unit.name:
        return False
    return True


def _millions(tokens: Sequence[Token], one: Atom, two: Atom) -> None:
    """In "3m-3.2m expected" the first "m" is what the second is."""
    if one.unit is not None and one.unit.name == "m" and two.unit is None and two.scale == 1_000_000 and tokens[one.last - 1].text == "m":
        one.unit, one.scale, one.suffixed = None, two.scale, False


def _dashed(tokens: Sequence[Token], one: Atom, two: Atom, between: Sequence[Token], before: str) -> Join | None:
    mark = between[0] if between else tokens[two.first]
    glued = mark.gap == GLUED and tokens[two.core_first if not between else two.first].gap == GLUED
    spaced = bool(between) and mark.gap == SPACE and tokens[two.first].gap == SPACE and mark.low in ("–", "-")
    if not between:
        two.raw, two.sign, two.first = abs(two.raw), "", two.core_first
    if not (glued or (spaced and one.prefixed and (two.prefixed or (two.value > one.value and two.unit is None)))):
        if (
            spaced
            and one.bare
            and two.bare
            and whole(one)
            and whole(two)
            and one.raw < 20
            and two.raw < 20
            and not noun_at(tokens, two.last, frozenset())
        ):
            return Join("score", (one, two), one.first, two.last, True)
        return None
    _millions(tokens, one, two)
    bare = one.unit is None and two.unit is None and not one.prefixed
    both = whole(one) and whole(two) and one.kind == two.kind == "cardinal" and before not in _RANGE_BEFORE
    if mark.low == ":":
        short = len(tokens[two.core_first].low) == 1
        return Join("score", (one, two), one.first, two.last, True) if both and bare and short and one.raw < 100 else None
    if bare and _phone(tokens, one, two) and not noun_at(tokens, two.last, frozenset()):
        one.kind = two.kind = "identifier"
        return None
    scored = both and bare and one.raw < 1000 and two.raw < 1000
    if scored and (one.raw >= two.raw or (two.raw < 100 and _looks_scored(tokens, two.last, before))):
        return Join("score", (one, two), one.first, two.last, True)
    if not _share(one, two, tokens) or one.value >= two.value:
        if scored:
            return Join("score", (one, two), one.first, two.last, True)
        return None
    return Join("range", (one, two), one.first, two.last, scored)


def _phone(tokens: Sequence[Token], one: Atom, two: Atom) -> bool:
    """ "555-1234": three digits and four."""
    sizes = [len(tokens[atom.core_first].low) for atom in (one, two)]
    return sizes == [3, 4] and one.core_last - one.core_first == two.core_last - two.core_first == 1 and not one.words and not two.words


def _looks_scored(tokens: Sequence[Token], after: int, before: str) -> bool:
    if before in _SCORE_BEFORE:
        return True
    if after >= len(tokens) or tokens[after].gap > LINE:
        return True
    token = tokens[after]
    if token.kind == WORD:
        return token.text[0].isupper() or token.low in _SCORE_AFTER
    return token.low not in ("%", "-", "–", "°")


def _worded(tokens: Sequence[Token], one: Atom, two: Atom, word: str, before: str) -> Join | None:
    if one.kind != two.kind:
        return None
    if word == "and" and before != "between":
        return None
    if word == "or" and not (whole(one) and whole(two) and two.raw == one.raw + 1 and one.unit is None):
        return None
    if word == "/":
        return None
    scored = (
        word == "to"
        and whole(one)
        and whole(two)
        and one.unit is None
        and two.unit is None
        and one.kind == "cardinal"
        and one.raw < 1_000_000
        and two.raw < 1_000_000
    )
    if scored and before != "from" and (one.raw < 1000 or two.raw >= one.raw / 1000):
        if one.raw >= two.raw and not noun_at(tokens, two.last, _SCORE_AFTER | COUNTED | {"respectively", "majority", "ruling"}):
            return Join("score", (one, two), one.first, two.last, True)
        if one.raw < two.raw < 30 and ((before in _SCORE_BEFORE and before != "up") or (_ends(tokens, two.last) and one.words)):
            return Join("score", (one, two), one.first, two.last, True)
    if one.kind == "ordinal" and word != "and" and one.unit is None and two.unit is None and not scored:
        return None
    if word == "to" and one.first >= 2 and before == "from" and _changes(tokens, one.first - 2):
        return None
    if word == "to" and (before == "by" or (before in _CHANGE and not one.prefixed)):
        return None  # "improved by 1.4% to 41.6%", "rose 12 to 40": a change and where it led
    scale, unit, value = one.scale, one.unit, one.value
    two_unit = two.unit
    if not _share(one, two, tokens) or one.value >= two.value:
        one.scale, one.unit, two.unit = scale, unit, two_unit
        return None
    assert value is not None
    return Join("range", (one, two), one.first, two.last, scored)


def _changes(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word of change stands right before "from": then the two numbers are an old and a new value."""
    if tokens[place].low in ("range", "ranges", "ranging", "ranged", "anywhere", "somewhere", "band", "vary", "varies", "varying", "ages"):
        return False
    for back in range(place, max(-1, place - 4), -1):
        if tokens[back].low in (".", ";", ":"):
            return False
        if tokens[back].low in _CHANGE:
            return True
    return False


def _ends(tokens: Sequence[Token], place: int) -> bool:
    return place >= len(tokens) or tokens[place].gap > LINE or tokens[place].kind == MARK


def _aged(tokens: Sequence[Token], join: Join) -> Join:
    """Marks ages: "26-year-old", "aged 94", "94 years old", "at the age of 94"."""
    last = join.atoms[-1]
    if join.kind not in ("single", "range") or last.kind not in ("cardinal", "age", "ordinal"):
        return join
    here = join.last
    year = last.unit is not None and last.unit.name == "year"
    if year:
        follow = here + 1 if here < len(tokens) and tokens[here].low == "-" and tokens[here].gap == GLUED else here
        if follow < len(tokens) and tokens[follow].low in _AGE_NOUNS and tokens[follow].gap <= LINE:
            return Join("age", join.atoms, join.first, join.last)
        if matches_at(tokens, here, ("of", "age")):
            return Join("age", join.atoms, join.first, join.last)
    first = join.first
    if join.kind == "single" and last.kind == "cardinal" and last.unit is None and whole(last) and last.raw < 100:
        level = here + 1 if here < len(tokens) and tokens[here].low in _DASHES and tokens[here].gap == GLUED else here
        if level < len(tokens) and tokens[level].low == "all" and tokens[level].gap <= SPACE and (level > here or _ends(tokens, level + 1)):
            return Join("score", (last, last), join.first, level + 1, True)  # "two-all"
    if (
        join.kind == "range"
        and first
        and last.unit is None
        and tokens[first - 1].low in ("aged", "ages", "age")
        and tokens[first].gap <= LINE
    ):
        return Join("age", join.atoms, join.first, join.last)
    if (
        join.kind == "single"
        and last.unit is None
        and last.kind == "cardinal"
        and not last.words
        and 0 < last.raw < 120
        and last.scale == 1
        and first >= 2
    ):
        comma, name = tokens[first - 1], tokens[first - 2]
        closed = here < len(tokens) and tokens[here].low == "," and tokens[here].gap == GLUED and last.last == last.core_last
        if (
            comma.low == ","
            and name.kind == WORD
            and name.text[0].isupper()
            and len(name.text) > 1
            and closed
            and tokens[first].gap == SPACE
            and last.sign == ""
        ):
            return Join("age", join.atoms, join.first, join.last)  # "Osman Khatib, 20, of London"
    if join.kind == "single" and (last.unit is None or year) and last.kind == "cardinal" and last.raw < 150 and last.scale == 1 and first:
        words = [token.low for token in tokens[max(0, first - 4) : first]]
        if (
            words[-1:] == ["aged"]
            or words[-2:] in (["age", "of"], ["ages", "of"])
            or (words[-1:] == ["age"] and tokens[first].gap == SPACE)
        ):
            return Join("age", join.atoms, join.first, join.last)
    return join
