"""A text read through what disguises it: the plain text behind it, with exact places in the text as received.

What is read through: mojibake · colours of a terminal · tags, comments and character references of HTML, escapes of Markdown, stress
inside a number · invisible characters (zero-width ones, soft hyphens, direction marks, variation selectors, fillers) · a stretch that
a direction override shows backwards · full-width and mathematical letters, ligatures, digits of other scripts · printed marks in
dates, decimals and ordinals · accents as characters of their own · rare blanks, dashes, quotes and apostrophes · emoji · letters that
look like Latin ones or like digits. A plain text is given back as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from factspec.text.lookalikes import DIGITS, NUMBER, digits, disguised, number
from factspec.text.mojibake import LOST, SEQUENCE, SPACE, restored
from factspec.text.strip import Strip


@dataclass(frozen=True, slots=True)
class LookAlike:
    """A word of the text as received, ``[start, end)``, written with letters that look like those of ``plain``."""

    start: int
    end: int
    plain: str


@dataclass(frozen=True, slots=True)
class Unmasked:
    """``text`` is what is read; ``strip`` leads back; ``lookalikes`` are the words that only look like what they were read as."""

    text: str
    strip: Strip
    lookalikes: tuple[LookAlike, ...] = ()


# What sends a text through the stages at all; without any of these it is plain.
_SUSPECT = re.compile(
    r"[^\x00-\x7e]|\x1b\[|&#?\w{2,32};|<[A-Za-z/!]|\\[!-/:-@\[\]^_{|}~]|(?<=[a-z])`(?=[a-z])|~~|\*\d|\d\*|[lIO],|,\d{0,2}[lIO]"
)

# ---- markup
_INLINE = (
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
_BLOCK = (
    "address|article|aside|blockquote|br|center|details|div|dd|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre"
    "|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
_TAG = re.compile(
    rf"<(?P<raised>su[pb])>(?P<small>[\d+−-]{{1,12}})</(?P=raised)>"
    rf"|<(?P<struck>del|s|strike)>[^<>\n]{{0,200}}</(?P=struck)>"
    rf"|</?(?:(?P<inline>{_INLINE})|(?P<block>{_BLOCK}))(?:\s[^<>]{{0,500}})?/?>",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"&(?:amp;)?(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[\]^_{|}~])")
_COLOUR = re.compile(r"\x1b\[[\d;?]{0,30}[A-Za-z]")
_STRESSED = re.compile(
    r"(?<![\w*])(?P<open>\*\*?)(?P<first>\d[\d.,]*)(?P=open)(?=[.,]?\d)"
    r"|(?:(?<=\d)|(?<=\d[.,]))(?P<mark>\*\*?)(?P<last>\d[\d.,]*)(?P=mark)(?![\w*])"
)
_STRUCK = re.compile(r"~~(?=[^\s~])[^~\n]{1,200}(?<=\S)~~")
SMALL = {
    "sup": str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻"),
    "sub": str.maketrans("0123456789+-−", "₀₁₂₃₄₅₆₇₈₉₊₋₋"),
}
"""How digits in <sup> and <sub> are read: as the characters for them, so that no number grows by an exponent or a footnote's mark."""

# ---- characters
_MARKS = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_MARKED = re.compile(f"[^{_MARKS}\\s][{_MARKS}]+")
_STRAY_MARKS = re.compile(f"[{_MARKS}]+")
_ZERO = "\u200b\u2060\ufeff\u200c\u200d"
_SPLIT = re.compile(f"(?:(?<=[^\\W\\d_])[{_ZERO}]+(?=\\d)|(?<=\\d)[{_ZERO}]+(?=[^\\W\\d_])|(?<=[,;:.!?])[{_ZERO}]+(?=[^\\W\\d_]))")
_WRAPPED = re.compile(r"\u00ad[ \t]*(?:\r\n|\n|\r)[ \t]*(?=[a-z])")
_OVERRIDE = "\u202e"
_OPENERS = "\u202a\u202b\u202d\u202e"
_POP = "\u202c"
_BIDI = re.compile(f"[{_OPENERS}{_POP}\r\n\u2028\u2029]")
_NOT_ASCII = re.compile(r"[^\x00-\x7e]")
_WORD = re.compile(r"[^\W\d_]+")
_RAISED_POINT = re.compile(r"(?<![\d.,·])(\d{1,4})·(\d{1,3})(?![\d·^⁰¹²³⁴-⁹⁺⁻])")
_RAISED_ORDINAL = re.compile("(?<=\\d)(?:ˢᵗ|ⁿᵈ|ʳᵈ|ᵗʰ)")
_ORDINALS = str.maketrans("ˢᵗⁿᵈʳʰ", "stndrh")
# Dashes and slashes of print in a date of digits; three numbers are no range.
_DATE = re.compile(r"(?<![\d–−⁄∕])(?:\d{4}([–−])\d\d?([–−])\d\d?|\d\d?([–−⁄∕])\d\d?([–−⁄∕])(?:\d{4}|\d\d))(?![\d–−⁄∕])")
_ARABIC_POINT = re.compile(r"(?<=\d)[٫٬](?=\d)")
_APOSTROPHE = re.compile("(?<=[^\\W\\d_])[`´′ˈʹ՚ꞌ‵❛❜‘](?=[a-z]{1,2}\\b)")
_EMOJI = "\U0001f000-\U0001faff\u2600-\u26ff\u2728\u2764\u2b50\u2b55"
_ORNAMENT = re.compile(f"[ \t]?[{_EMOJI}](?:[{_EMOJI}]|[ \t](?=[{_EMOJI}]))*+[ \t]*+")

_SAME = {
    **dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u200a\u205f\u1680", "\u2009"),
    **dict.fromkeys("\u3000\u2800", " "),
    **dict.fromkeys("\u115f\u1160\u3164\uffa0\u034f\u17b4\u17b5\u180b\u180c\u180d", ""),
    **dict.fromkeys("\u2012\ufe58", "–"),
    **dict.fromkeys("\u2015\u2e3a\u2e3b", "—"),
    **dict.fromkeys("\u02d7\u2796", "-"),
    **dict.fromkeys("❝〝「『", "“"),
    **dict.fromkeys("❞〞」』", "”"),
}
_COMPATIBLE = (
    (0xFB00, 0xFB06),  # ligatures
    (0xFF01, 0xFF5E),  # full width
    (0x1D400, 0x1D7FF),  # mathematical letters and digits
    (0x2160, 0x217F),  # Roman numerals
    (0x3380, 0x33DF),  # squared units
    (0x1F130, 0x1F149),  # squared letters
)
_OTHERS = frozenset("ĳĲǆǅǄǉǈǇǌǋǊ℃℉№ℓ")


@lru_cache(maxsize=4096)
def _character(c: str) -> str:
    """What one character is read as."""
    same = _SAME.get(c)
    if same is not None:
        return same
    at, kind = ord(c), unicodedata.category(c)
    if kind == "Cf" or 0xFE00 <= at <= 0xFE0F or 0xE0100 <= at <= 0xE01EF:
        return ""
    if c in _OTHERS or any(low <= at <= high for low, high in _COMPATIBLE):
        return unicodedata.normalize("NFKC", c)
    if kind == "Nd":
        return str(unicodedata.decimal(c))
    return c


def unmask(text: str) -> Unmasked | None:
    """The plain text behind a text, or None where it is plain already."""
    if not _SUSPECT.search(text):
        return None
    strip = Strip.of(text)
    strip = strip.sub(SEQUENCE, restored).sub(SPACE, lambda _: "").sub(LOST, lambda _: "'")
    strip = _markup(strip)
    strip = _override(strip)
    strip = strip.sub(_WRAPPED, lambda _: "").sub(_SPLIT, lambda _: " ")
    strip = strip.sub(_MARKED, _composed).sub(_STRAY_MARKS, lambda _: "")
    strip = strip.sub(_NOT_ASCII, lambda m: _character(m[0]))
    strip = strip.edited((m.end(1), m.start(2), ".") for m in _RAISED_POINT.finditer(strip.text)).sub(_DATE, _date)
    strip = strip.sub(_RAISED_ORDINAL, lambda m: m[0].translate(_ORDINALS)).sub(NUMBER, number)
    strip = strip.sub(_ARABIC_POINT, lambda m: "." if m[0] == "٫" else ",")
    strip = strip.sub(_APOSTROPHE, lambda _: "'").sub(_ORNAMENT, _ornament).sub(DIGITS, digits)
    words = tuple(disguised(strip.text))
    lookalikes = tuple(LookAlike(*strip.span(start, end), plain) for start, end, plain in words)
    if words:
        plain = {start: word for start, _, word in words}
        strip = strip.sub(_WORD, lambda m: plain.get(m.start()))
    if strip.text == text or not strip.text.strip():  # nothing to read through, or nothing behind it
        return None
    return Unmasked(strip.text, strip, lookalikes)


def _markup(strip: Strip) -> Strip:
    if "\x1b" in strip.text:
        strip = strip.sub(_COLOUR, lambda _: "")
    if "<" in strip.text:
        strip = strip.edited(_comments(strip.text)).sub(_TAG, _tag)
    if "&" in strip.text:
        strip = strip.sub(_REFERENCE, _reference)
    if "~~" in strip.text:
        strip = strip.sub(_STRUCK, lambda _: "")
    if "*" in strip.text:
        strip = strip.edited(_stress(strip.text))
    return strip.sub(_ESCAPE, lambda _: "") if "\\" in strip.text else strip


def _stress(text: str) -> Iterator[tuple[int, int, str]]:
    """The asterisks that set off some digits of a number."""
    for match in _STRESSED.finditer(text):
        start, end = match.span("first" if match["first"] else "last")
        yield match.start(), start, ""
        yield end, match.end(), ""


def _comments(text: str) -> Iterator[tuple[int, int, str]]:
    """The comments of a text; one that is never closed is none."""
    start = text.find("<!--")
    while start >= 0 and (end := text.find("-->", start + 4)) >= 0:
        yield start, end + 3, ""
        start = text.find("<!--", end + 3)


def _tag(match: re.Match[str]) -> str:
    if match["struck"]:
        return ""
    if match["raised"]:
        return match["small"].translate(SMALL[match["raised"].lower()])
    if match["block"] is None:
        return ""
    name = match["block"].lower()
    return " | " if name in ("td", "th") else "\n" if name in ("br", "li", "tr") else "\n\n"


def _reference(match: re.Match[str]) -> str | None:
    once = unescape(match[0])
    read = unescape(once) if match[0].startswith("&amp;") else once
    return None if read == match[0] or "\x00" in read or any(0xD800 <= ord(c) < 0xE000 for c in read) else read


def _date(match: re.Match[str]) -> str | None:
    """A date of digits with the marks of a keyboard; None where two unlike marks stand in it."""
    first, second = (mark for mark in match.groups() if mark)
    return match[0].replace(first, "/" if first in "⁄∕" else "-") if first == second else None


def _override(strip: Strip) -> Strip:
    """Turns round what a right-to-left override shows backwards, as far as its end or the line's."""
    if _OVERRIDE not in strip.text:
        return strip
    runs: list[tuple[int, int]] = []
    begin, depth = -1, 0
    for match in _BIDI.finditer(strip.text):
        mark, at = match[0], match.start()
        if begin < 0:
            begin, depth = (at + 1, 1) if mark == _OVERRIDE else (-1, 0)
            continue
        depth = depth - 1 if mark == _POP else depth + 1 if mark in _OPENERS else 0
        if not depth:
            runs.append((begin, at))
            begin = -1
    if begin >= 0:
        runs.append((begin, len(strip.text)))
    return strip.turned(runs)


def _composed(match: re.Match[str]) -> str:
    """A letter with its accents as one character; marks that make none are ornament."""
    made = unicodedata.normalize("NFC", match[0])
    return made if len(made) == 1 else _STRAY_MARKS.sub("", made) or made


def _ornament(match: re.Match[str]) -> str | None:
    """An emoji is read as nothing, or as the blank that it stands for; between a word and a capital it may end a sentence, and stays."""
    text, start, end = match.string, match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if before in ("", "\n", "\r") or after in ("", "\n", "\r") or not (after.isalnum() or after in "\"'“‘(["):
        return ""
    if before in ".!?…":
        return " "
    if after.isupper() and before.isalnum():
        return None
    apart = match[0][0] in " \t" or match[0][-1] in " \t" or before.isdigit() != after.isdigit()
    return " " if apart else ""
