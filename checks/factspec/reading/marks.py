"""Marks: how the records of an extraction output mark what they tell, as a status or a polarity."""

from __future__ import annotations

import re
from collections.abc import Iterable

from factspec.reading.analysis import Analysis

_STATUS = {
    "planned": (
        "plan planned proposed scheduled expected pending upcoming future intended announced forthcoming "
        "considered consideration discussion considering talks"
    ),
    "possible": "possible potential probable likely unlikely speculative",
    "alleged": "alleged rumoured rumored unconfirmed reported suspected claimed disputed",
    "denied": "denied false cancelled canceled rejected abandoned untrue refuted never no",
}
_MODE_OF = {word: mode for mode, words in _STATUS.items() for word in words.split()}


def record_marks(analysis: Analysis, denied: Iterable[int], modes: Iterable[tuple[int, str]]) -> dict[int, tuple[bool, str]]:
    """How records of an extraction output mark their lines: by sentence, whether denied, and the mode that a status word means."""
    found: dict[int, tuple[bool, str]] = {}
    starts = {info.start: number for number, info in enumerate(analysis.sentences)}
    for start in denied:
        if start in starts:
            found[starts[start]] = (True, "")
    for start, status in modes:
        mode = next((_MODE_OF[w] for w in re.split(r"[\W_]+", status.lower()) if w in _MODE_OF), "")
        if start in starts and mode:
            was = found.get(starts[start], (False, ""))
            found[starts[start]] = (was[0] != (mode == "denied"), was[1] if mode == "denied" else mode)
    return found
