"""Votes with both their sides told: "9 in favour, 4 against", "nine voted for the motion and four against".

In: two numbers and the words between and behind them. Out: whether they are the two sides of one vote.
"""

from __future__ import annotations

from collections.abc import Sequence

from .number_atom import Atom
from .value_tokens import DIGITS, LINE, Token
from .word_lists import words

COUNTED = words("counted in votes and scores")


def plain(atom: Atom) -> bool:
    return atom.kind in ("cardinal", "ordinal") and not atom.vague


def whole(atom: Atom) -> bool:
    return plain(atom) and atom.raw == atom.raw.to_integral_value() and atom.raw >= 0 and atom.scale == 1


_JOINING = frozenset((",", ";", "and", "to", "with", "were", "voted", "voting"))
_FOR = (("in", "favour"), ("in", "favor"), ("for",), ("yes",), ("ayes",), ("in", "support"))
_AGAINST = frozenset(("against", "opposed", "no", "noes", "nays", "opposing"))


def vote(tokens: Sequence[Token], one: Atom, two: Atom, between: Sequence[Token]) -> bool:
    """ "9 in favour, 4 against", "with five for and seven against": a vote with both its sides."""
    if not (whole(one) and whole(two)) or one.kind != "cardinal" or two.kind != "cardinal" or two.unit is not None:
        return False
    if one.unit is not None and one.unit.dimension != "tally":
        return False
    said = tuple(token.low for token in between if token.low not in _JOINING and token.low not in COUNTED)
    here = two.last
    passed = (COUNTED | _JOINING) - _AGAINST
    while here < len(tokens) and here < two.last + 2 and tokens[here].low in passed:
        here += 1
    return said in _FOR and here < len(tokens) and tokens[here].low in _AGAINST and tokens[here].gap <= LINE


def told_vote(tokens: Sequence[Token], one: Atom, two: Atom, between: Sequence[Token]) -> bool:
    """ "Nine members voted for the motion and four against": the same with what was voted on between the two."""
    if not (whole(one) and whole(two)) or one.kind != "cardinal" or two.kind != "cardinal":
        return False
    if any(atom.unit is not None and atom.unit.dimension != "tally" for atom in (one, two)):
        return False
    low = [token.low for token in between]
    verb = next((k for k, word in enumerate(low[:3]) if word in ("voted", "vote", "voting", "were")), None)
    if verb is None or len(low) < 3 or low[-1] not in ("and", "while", ",", "with") or any(token.kind == DIGITS for token in between):
        return False
    if tuple(low[verb + 1 : verb + 2]) not in _FOR and tuple(low[verb + 1 : verb + 3]) not in _FOR:
        return False
    here = two.last
    passed = (COUNTED | {"voted", "were", "members"}) - _AGAINST
    while here < len(tokens) and here < two.last + 3 and tokens[here].low in passed:
        here += 1
    return here < len(tokens) and tokens[here].low in _AGAINST
