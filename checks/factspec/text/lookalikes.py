"""Letters of other scripts that look like Latin ones, and the words that are written with them.

Word by word: a word that mixes Latin letters with look-alikes is no word of any language, and is read as it looks. A word made of
look-alikes alone is read so only where the text holds no plain word of that script, for then it may be one itself.
The letters are those that Unicode's table of confusables (UTS 39) maps to a single letter of ASCII, for the scripts below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CYRILLIC = "АВЕКМНОРСТУХЅІЈЬԌԚԜҮҺӀаеорсухѕіјԛԝүһԁӏ"
_CYRILLIC_AS = "ABEKMHOPCTYXSIJbGQWYhIaeopcyxsijqwyhdl"
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳανοριυϲκχ"
_GREEK_AS = "ABEZHIKMNOPTYXCjavopiuckx"
_ARMENIAN = "ՍՕօսոհցղզ"
_ARMENIAN_AS = "UOounhgnq"
_SMALL = "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘʀꜱᴛᴜᴠᴡʏᴢɑɡ"
_SMALL_AS = "abcdefghijklmnoprstuvwyzag"
_CHEROKEE = "ᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᏒᏚᎢᏙᏔᎩᏃ"
_CHEROKEE_AS = "ABCDEHJKLMPRSTVWYZ"

SCRIPTS: dict[str, dict[str, str]] = {
    "Cyrillic": dict(zip(_CYRILLIC, _CYRILLIC_AS, strict=True)),
    "Greek": dict(zip(_GREEK, _GREEK_AS, strict=True)),
    "Armenian": dict(zip(_ARMENIAN, _ARMENIAN_AS, strict=True)),
    "small capital": dict(zip(_SMALL, _SMALL_AS, strict=True)),
    "Cherokee": dict(zip(_CHEROKEE, _CHEROKEE_AS, strict=True)),
}
_LETTERS = {letter: plain for table in SCRIPTS.values() for letter, plain in table.items()}
_SCRIPT_OF = {letter: script for script, table in SCRIPTS.items() for letter in table}
_BLOCKS = {
    "Cyrillic": "\u0400-\u052f",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Armenian": "\u0530-\u058f",
    "small capital": "\u0250-\u02af\u1d00-\u1d7f\ua730-\ua731",
    "Cherokee": "\u13a0-\u13ff",
}
_ANY = re.compile("[" + "".join(_LETTERS) + "]")
_WORD = re.compile(r"[^\W\d_]+")
_IN = {script: re.compile(f"[{block}]") for script, block in _BLOCKS.items()}
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
# A number with a letter of another script in it that looks like a digit: "2О21" with a Cyrillic О. A Latin one may be a code's.
DIGITS = re.compile("(?<![^\\W_])[\\dОоΟοЗ]++(?![^\\W_])")
NUMBER = re.compile("(?<![^\\W_])[\\dlIO]{1,3}(?:,[\\dlIO]{3})++(?![^\\W_])")
_AS_DIGIT = str.maketrans("ОоΟοЗ", "00003")
_LATIN_DIGITS = str.maketrans("lIO", "110")
_TABLE = str.maketrans(_LETTERS)


def digits(match: re.Match[str]) -> str | None:
    """A number with look-alike letters in it, as it looks; None where it is none."""
    plain = match[0].translate(_AS_DIGIT)
    return plain if any(c.isdigit() for c in match[0]) else None


def number(match: re.Match[str]) -> str | None:
    """A number in groups of three with a small L, a capital I or O for one and nought; None where it is none."""
    found = match[0]
    return found.translate(_LATIN_DIGITS) if any(c.isdigit() for c in found) and not found.replace(",", "").isdigit() else None


def disguised(text: str) -> Iterator[tuple[int, int, str]]:
    """Words written with look-alikes: ``[start, end)`` and what they look like."""
    if not _ANY.search(text):
        return
    native: set[str] = set()  # scripts that the text has plain words of
    alone: list[tuple[int, int, str, str]] = []
    found: list[tuple[int, int, str]] = []
    for match in _WORD.finditer(text):
        word = match[0]
        if word.isascii():
            continue
        start, end = match.span()
        plain = word.translate(_TABLE)
        if not all(_LATIN.match(c) for c in plain):
            native.update(script for script, block in _IN.items() if block.search(plain))
        elif plain == word:
            continue
        elif _LATIN.search(word):
            found.append((start, end, plain))
        else:
            script = next(_SCRIPT_OF[c] for c in word if c in _SCRIPT_OF)
            alone.append((start, end, plain, script))
    mixed = {_SCRIPT_OF[c] for start, end, _ in found for c in text[start:end] if c in _SCRIPT_OF}
    for start, end, plain, script in alone:
        # One letter alone may be a sign ("the angle Α"), unless other words are disguised so.
        if script not in native and (end - start > 1 or script in mixed):
            found.append((start, end, plain))
    yield from sorted(found)
