"""Numbers of a list share what the last or first of them says: a unit, "minute", being a name.

In: atoms in text order. Out: the same atoms, changed in place.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .number_atom import Atom
from .value_tokens import DIGITS, GLUED, LINE, WORD, Token
from .word_lists import words

_SCORE_AFTER = words("after a score")
_FUNCTION = words("words that no number counts")


_BRACKETS = frozenset(("over", "under", "above", "below", "aged"))


def spread(tokens: Sequence[Token], atoms: list[Atom]) -> None:
    """Lets the members of lists share unit and kind."""
    _spread_units(tokens, atoms)
    _spread_minutes(tokens, atoms)
    _spread_identifiers(tokens, atoms)


def noun_at(tokens: Sequence[Token], place: int, allowed: frozenset[str]) -> bool:
    """Whether a lower-case word follows that would be counted."""
    if place >= len(tokens) or tokens[place].gap > LINE or tokens[place].kind != WORD:
        return False
    return (
        tokens[place].text[0].islower()
        and tokens[place].low not in allowed
        and tokens[place].low not in _SCORE_AFTER
        and tokens[place].low not in _FUNCTION
    )


def _spread_units(tokens: Sequence[Token], atoms: list[Atom]) -> None:
    """In "the 23rd, 54th and 63rd minutes" and "six and three years" the bare members take the last one's unit."""
    for index in range(len(atoms) - 2, -1, -1):
        one, two = atoms[index], atoms[index + 1]
        if two.unit is None or not two.suffixed or not one.bare or one.kind != two.kind or one.first == 0:
            continue
        between = [token.low for token in tokens[one.last : two.first]]
        if tokens[two.first].gap > LINE:
            continue
        if two.unit.name == "%" and tokens[one.first - 1].low in _BRACKETS:
            continue  # "were over 65, and 9.6% were born abroad"
        if between in (["and"], ["or"], [",", "and"], ["&"], [",", "or"], ["then"], [",", "then"]) or (
            between == [","] and index + 2 < len(atoms) and two.last == two.core_last
        ):
            one.unit = two.unit
            one.suffixed = True


def _spread_minutes(tokens: Sequence[Token], atoms: list[Atom]) -> None:
    """In "in the 71st minute and again in the 88th" the lone ordinal is a minute as well."""
    last: Atom | None = None
    for atom in atoms:
        if atom.kind != "ordinal":
            continue
        if atom.unit is not None:
            last = atom if atom.unit.name == "minute" else None
            continue
        if last is None or atom.first - last.last > 80 or atom.first < 2 or tokens[atom.first - 1].low != "the":
            continue
        if tokens[atom.first - 2].low in ("in", "from", "by", "until") and not noun_at(tokens, atom.last, _SCORE_AFTER):
            atom.unit = last.unit


def _spread_identifiers(tokens: Sequence[Token], atoms: list[Atom]) -> None:
    """In "sections 17 and 41" the second names, too."""
    for one, two in pairwise(atoms):
        if one.kind != "identifier" or not two.bare or one.first == 0 or tokens[one.core_first].kind != DIGITS:
            continue
        noun = tokens[one.first - 1]
        if noun.kind != WORD or tokens[one.first].gap == GLUED or not noun.low.endswith("s"):
            continue
        between = [token.low for token in tokens[one.last : two.first]]
        if between in (["and"], ["or"], ["to"], ["-"], ["–"], ["&"], [","]) and tokens[two.first].gap <= LINE:
            two.kind = "identifier"
