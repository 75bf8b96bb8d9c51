"""Where sentences end: given the tokens of a block, the ranges of tokens that are sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factspec.text.words import ENDING, MEASURES, OPENERS

_ENDS = frozenset((".", "!", "?", "..."))
_CLOSERS = frozenset(('"', "'", "''", ")", "]", "}", "*", "**", "_"))
_EXCLAIMED_NAMES = frozenset(("yahoo", "jeopardy", "mamma"))  # "Yahoo! said"


def _is_end(token: str) -> bool:
    return token in _ENDS or (len(token) > 1 and token.strip("!?.") == "")


def _may_end(token: str) -> bool:
    """An abbreviation that closes a sentence as often as not: ``U.S.``, ``p.m.``, ``Corp.``, ``etc.``"""
    return len(token) > 2 and token.endswith(".") and (token[:-1].lower() in ENDING or "." in token[:-1])


def ranges(norms: Sequence[str], spaced: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of tokens. ``spaced[i]`` tells whether white space stands before token ``i``."""
    start = at = 0
    size = len(norms)
    while at < size:
        token = norms[at]
        at += 1
        strong = _is_end(token)
        if not strong and not _may_end(token):
            continue
        if at - 1 == start and strong and token in (".", "..."):
            continue
        # Marks that close what the end mark stood in belong to the sentence: quotes, brackets, a note's number in brackets.
        quoted = False
        close = at
        while close < size and (
            _is_end(norms[close])
            or (norms[close] in _CLOSERS and not (spaced[close] and norms[close] in ('"', "'", "*", "**", "_")))
            or (norms[close] == "[" and not spaced[close] and norms[close + 2 : close + 3] == ["]"] and norms[close + 1].isdigit())
        ):
            quoted = quoted or norms[close] in ('"', "'", ")")
            close += 3 if norms[close] == "[" else 1
        if close >= size:
            break
        follower = norms[close]
        word = next((n for n in norms[close : close + 4] if n not in ('"', "'", "(", "[", "*", "**", "_")), follower)
        if not strong:
            ends = (word[:1].isupper() and word.lower() in OPENERS) or (token[:-1].lower() in MEASURES and word[:1].isdigit())
        elif not spaced[close]:
            ends = word[:1].isupper() and token == "."
        elif word in (",", ";", ":", ")"):
            ends = False
        elif word[:1].islower():  # "Why?" he asked; and so on ... and on; but: what? no way
            named = at > 1 and norms[at - 2].lower() in _EXCLAIMED_NAMES
            ends = not quoted and (token == "." or (token.strip("?!") == "" and not named))
        else:
            ends = True
        if not ends:
            continue
        yield start, close
        start = at = close
    if start < size:
        yield start, size
