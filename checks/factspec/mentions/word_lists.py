"""Word lists kept as data: data/value_words.txt.

In: a list's name. Out: its words as a frozen set.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, frozenset[str]]:
    content = (files("factspec.mentions") / "data" / "value_words.txt").read_text(encoding="utf-8")
    gathered: dict[str, list[str]] = {}
    name = ""
    for line in content.splitlines():
        if line.startswith("["):
            name = line.strip("[]")
            gathered[name] = []
        elif line and not line.startswith("# "):
            gathered[name].extend(line.split())
    return {key: frozenset(value) for key, value in gathered.items()}


def words(name: str) -> frozenset[str]:
    """The words of the list called ``name``."""
    return _lists()[name]
