"""Reads the lexicon's data files. Nothing is read before its first use, and everything at most once.

Hand lists are text: ``#`` starts a comment, ``[name]`` a section. Compiled tables are zlib streams of sections of bytes.
"""

from __future__ import annotations

import sys
import zlib
from array import array
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
Sections = dict[str, tuple[str, ...]]


@cache
def lines(name: str) -> Sections:
    """The lines of ``data/name``, by section; lines before the first ``[section]`` stand under ``""``."""
    found: dict[str, list[str]] = {"": []}
    section = ""
    for raw in (DATA / name).read_text("utf-8").splitlines():
        line = raw.split("#", 1)[0].strip()
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1].strip()
            found.setdefault(section, [])
        elif line:
            found[section].append(line)
    return {key: tuple(value) for key, value in found.items()}


@cache
def entries(name: str) -> Sections:
    """The same with every line cut at its commas, so that a section is one run of words and phrases."""
    return {key: tuple(w.strip() for line in value for w in line.split(",") if w.strip()) for key, value in lines(name).items()}


@cache
def sections(name: str) -> tuple[bytes, ...]:
    """The sections of a compiled table."""
    raw = zlib.decompress((DATA / name).read_bytes())
    count = numbers(raw[:4], "I")[0]
    sizes = numbers(raw[4 : 4 + 4 * count], "I")
    found: list[bytes] = []
    at = 4 + 4 * count
    for size in sizes:
        found.append(raw[at : at + size])
        at += size
    return tuple(found)


def numbers(data: bytes, code: str) -> array[int]:
    """Little-endian unsigned numbers: ``B``, ``H`` (16 bit) or ``I`` (32 bit)."""
    found = array(code)
    found.frombytes(data)
    if sys.byteorder == "big":
        found.byteswap()
    return found


class Rows:
    """Rows of different length over one flat array: ``rows[i]`` is the slice of row ``i``."""

    __slots__ = ("ends", "flat")

    def __init__(self, ends: bytes, flat: bytes, code: str = "H") -> None:
        self.ends = numbers(ends, "I")
        self.flat = numbers(flat, code)

    def __getitem__(self, i: int) -> array[int]:
        return self.flat[self.ends[i - 1] if i else 0 : self.ends[i]]
