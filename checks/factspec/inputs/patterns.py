"""Patterns that users supply, searched in a time that grows with text times pattern and no faster, whatever the pattern.

A pattern is read by Python's own parser and run as a set of states, never by trying one way after another, so "(a+)+$" is no danger.
What cannot be run so (looking around, references to groups, conditions) is refused, and so is a pattern that is too large.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from functools import lru_cache
from re import _compiler, _constants, _parser  # type: ignore[attr-defined]  # private, and the same from Python 3.11 on
from typing import Any

MOST_STATES = 5_000
MOST_CHARACTERS = 1_000
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)
_CHARACTERS = (_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY)


class PatternError(ValueError):
    """The pattern is none, or cannot be run in bounded time."""


class Pattern:
    """A pattern that can be searched in any text. Raises `PatternError` where it is none or cannot be run.

    State ``i`` eats a character that ``eats[i]`` matches, or holds where ``asks[i]`` does, and leads to ``next[i]``.
    """

    def __init__(self, source: str) -> None:
        if len(source) > MOST_CHARACTERS:
            raise PatternError(f"the pattern has {len(source)} characters, expected at most {MOST_CHARACTERS}")
        self.eats: list[re.Pattern[str] | None] = []
        self.asks: list[re.Pattern[str] | None] = []
        self.next: list[list[int]] = []
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self.tree = _parser.parse(source)
                self.plain = re.compile(source) if _is_plain(self.tree) else None
            self.first = self._state()
            self.last = self._sequence(self.tree, self.first, self.tree.state.flags)
        except (re.error, OverflowError) as error:
            raise PatternError(f"no pattern: {error}") from None
        except RecursionError:
            raise PatternError("the pattern is nested too deep") from None

    # ---- building: each method leads from the state `at` and gives back the state behind what it read

    def _state(self, eats: re.Pattern[str] | None = None, asks: re.Pattern[str] | None = None) -> int:
        if len(self.eats) >= MOST_STATES:
            raise PatternError(f"the pattern is too large to be run (more than {MOST_STATES} steps)")
        self.eats.append(eats)
        self.asks.append(asks)
        self.next.append([])
        return len(self.eats) - 1

    def _lead(self, at: int, to: int) -> int:
        self.next[at].append(to)
        return to

    def _sequence(self, tree: Iterable[Any], at: int, flags: int) -> int:
        for op, argument in tree:
            at = self._one(op, argument, at, flags)
        return at

    def _one(self, op: Any, argument: Any, at: int, flags: int) -> int:
        if op is _constants.SUBPATTERN:
            _, add, remove, inner = argument
            return self._sequence(inner, at, (flags | add) & ~remove)
        if op is _constants.BRANCH:
            end = self._state()
            for branch in argument[1]:
                self._lead(self._sequence(branch, self._lead(at, self._state()), flags), end)
            return end
        if op in _REPEATS[:2]:
            least, most, inner = argument
            return self._repeat(least, most, inner, at, flags)
        if op is _constants.AT:
            return self._behind(at, self._state(asks=self._compiled(op, argument, flags)))
        if op in _CHARACTERS:
            return self._behind(at, self._state(eats=self._compiled(op, argument, flags)))
        word = {"ASSERT": "looking around", "ASSERT_NOT": "looking around", "GROUPREF": "a reference to a group"}.get(
            str(op), str(op).lower()
        )
        raise PatternError(f"{word} is not run: it may take time without bound")

    def _behind(self, at: int, state: int) -> int:
        """The state behind one that eats or asks."""
        self._lead(at, state)
        return self._lead(state, self._state())

    def _repeat(self, least: Any, most: Any, inner: Any, at: int, flags: int) -> int:
        for _ in range(int(least)):
            at = self._sequence(inner, at, flags)
        end = self._state()
        if most is _constants.MAXREPEAT:
            loop = self._lead(at, self._state())
            self._lead(loop, end)
            self._lead(self._sequence(inner, self._lead(loop, self._state()), flags), loop)
            return end
        for _ in range(int(most) - int(least)):
            self._lead(at, end)
            at = self._sequence(inner, self._lead(at, self._state()), flags)
        return self._lead(at, end)

    def _compiled(self, op: Any, argument: Any, flags: int) -> re.Pattern[str]:
        """One character's or place's own test, by Python's own compiler: case, classes and categories mean what they mean there."""
        one = _parser.SubPattern(self.tree.state, [(op, argument)])
        made: re.Pattern[str] = _compiler.compile(one, flags)
        return made

    # ---- running

    def search(self, text: str) -> bool:
        """Whether the pattern matches anywhere in the text."""
        if self.plain is not None:
            return self.plain.search(text) is not None
        live: set[int] = set()
        for at in range(len(text) + 1):
            live.add(self.first)
            live = self._spread(live, text, at)
            if self.last in live:
                return True
            if at == len(text):
                return False
            here = text[at]
            step: set[int] = set()
            for state in live:
                eats = self.eats[state]
                if eats is not None and eats.match(here):
                    step.update(self.next[state])
            live = step
        return False

    def _spread(self, start: set[int], text: str, at: int) -> set[int]:
        """All states that are reached without a character."""
        reached, todo = set(start), list(start)
        while todo:
            state = todo.pop()
            if self.eats[state] is not None:
                continue
            asks = self.asks[state]
            if asks is not None and asks.match(text, at) is None:
                continue
            fresh = [other for other in self.next[state] if other not in reached]
            reached.update(fresh)
            todo += fresh
        return reached


def _is_plain(tree: Any) -> bool:
    """Whether Python's own engine takes no more than text times pattern: characters alone, or one repeat behind the beginning."""
    repeats = [argument for op, argument in tree if op in _REPEATS]
    if not all(op in (*_REPEATS, *_CHARACTERS, _constants.AT) for op, _ in tree) or len(repeats) > 1:
        return False
    if not repeats:
        return True
    _, _, inner = repeats[0]
    begins = tree[0] in ((_constants.AT, _constants.AT_BEGINNING), (_constants.AT, _constants.AT_BEGINNING_STRING))
    return begins and not tree.state.flags & re.MULTILINE and len(inner) == 1 and inner[0][0] in _CHARACTERS


@lru_cache(maxsize=256)
def pattern(source: str) -> Pattern:
    """A pattern, read once."""
    return Pattern(source)
