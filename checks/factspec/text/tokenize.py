"""Words and marks of a line, cut the way the English Web Treebank cuts them: ``do|n't``, ``Lavrov|'s``, ``well|-|known``, ``$|4.21``.

Whole stay numbers with their separators, scores and ranges (``3-1``, ``16.6-16.9``), dates, times, initials, abbreviations with their stop,
addresses of the net. ``scan`` gives half-open spans in the folded line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from factspec.text.words import ALSO_WORDS, BEFORE_NUMBER, ENDING, OPENERS, TITLES

_NUMBER = r"(?:\d{1,3}(?:,\d{2,3})+(?!\d)|\d+)(?:\.\d+)?|\.\d+"
# Repetitions that something else must follow are bounded, so that no text makes the time grow faster than its length.
_TOKEN = re.compile(
    r"""
      (?P<net> https?://[^\s<>"|]+ | www\.[^\s<>"|]+ | [\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}
               | (?<![\w-])[\w-]{1,63}(?:\.[\w-]{1,63}){0,5}\.(?:com|org|net|gov|edu|info|int|co\.uk)\b(?:/[^\s<>"|]*)? )
    | (?P<stamp> \d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?(?!\d)
               | \d{1,4}(?:/\d{1,4}){1,2}(?![\d/]) | \d{1,4}(?:\.\d{1,4}){2,3}(?!\d)
               | \d{1,2}-[A-Z][a-z]{2}-\d{2,4}(?!\d) | \d{1,2}:\d{2}(?::\d{2})?(?!\d) )
    | (?P<code> (?<![\w.,])\d+[A-Za-z]+\d\w* )
    | (?P<number> (?<![\w.,])[+-]?(?:NUMBER)(?:[-–](?:NUMBER)(?![A-Za-z]))*(?:(?:st|nd|rd|th|ST|ND|RD|TH)\b|'?s\b|(?:-\d+)+)? )
    | (?P<year> (?<![\w'])'\d\ds?\b )
    | (?P<money> (?:US|A|C|HK|NZ|S|R|CA|AU)\$ )
    | (?P<initials> (?<![\w.])(?:[^\W\d_]\.){2,}(?:[^\W\d_](?![\w]))? | (?<![\w.])[^\W\d_](?:\.[^\W\d_])+(?!\w) )
    | (?P<file> (?<![\w.])\w[\w-]{0,79}\.(?:docx?|xlsx?|pdf|txt|csv|jsonl?|ya?ml|html?|jpe?g|png|gif|ppt|zip|py|js|md|mp[34])(?!\w) )
    | (?P<word> [^\W_]+(?:['&][^\W\d_]+)*(?:_\w+)* | _\w+ )
    | (?P<run> (?P<mark>[-=*_~#<>$])(?P=mark)+ | \.{2,} | [!?]{2,} )
    | (?P<other> \S )
    """.replace("NUMBER", _NUMBER),
    re.VERBOSE,
)
_CLITICS = frozenset("n't 's 'm 'd 're 've 'll".split())
_FUSED = {"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3, "dunno": 2}
_BEFORE_I = frozenset("and or than as not nor but am was do did so if like only even".split())  # "than I. Lavrov left."
_PREFIXES = frozenset("e non co pre re anti mid ex semi multi pro post sub neo intra counter micro un ultra".split())
_REST = re.compile(r"[^\W_]+")
_SMALL_PAIRS = frozenset("km/h m/s mg/l mg/kg w/o w/ c/o b/c n/a a/c y/y q/q mb/s ft/s g/l kb/s mg/dl q/a".split())
_CAPITAL_NEXT = re.compile(r"\s*[\"'(\[]*[A-Z]")
_NEXT_WORD = re.compile(r"\s*[\"'(\[]*([^\W\d_]+)")
_DIGIT_NEXT = re.compile(r"\s*[#($£€]?\d")
_MORE = re.compile(r"\s*\S")
_ROOM = re.compile(r"[\s\"'(\[,;–—-]|$")


def opens_sentence(line: str, at: int) -> bool:
    """Whether what follows at ``at`` starts like a new sentence: with a capital on a word that opens sentences."""
    follows = _NEXT_WORD.match(line, at)
    return follows is not None and follows[1][:1].isupper() and follows[1].lower() in OPENERS


def _initial_follows(before: str) -> bool:
    """Whether an "I." behind a word is an initial ("won by I. Solberg") and not "than I." or "World War I."."""
    return before.lower() in TITLES or not (before.lower() in _BEFORE_I or before[:1].isupper())


def _takes_stop(word: str, line: str, end: int, before: str) -> bool:
    """Whether the full stop at ``line[end]`` belongs to the word before it."""
    small, after = word.lower(), end + 1
    if not _ROOM.match(line, after) and not line[after].isdigit():
        return False
    if small in BEFORE_NUMBER and _DIGIT_NEXT.match(line, after):
        return True
    before_name = _CAPITAL_NEXT.match(line, after) is not None and not opens_sentence(line, after)
    if len(word) == 1:
        if end > 1 and line[end - 2].isdigit():  # "$16.9B. New"
            return False
        # An initial ("J. Smith"), or a party against another ("Smith v. Jones"). Before "The" it is the last word.
        # "d. Paris, 3 May", "c. 400": died, about.
        life = word in "bdmc" and (before in ("", ",", ";", "(") or word == "c") and after < len(line)
        initial = word.isupper() and (word != "I" or _initial_follows(before))
        return (before_name and (initial or small == "v")) or life
    if small == "al":
        return before.lower() == "et"
    if small in ALSO_WORDS:
        return small in TITLES and word[:1].isupper() and before_name
    if small in TITLES:
        return _MORE.match(line, after) is not None
    return small in ENDING


def _tail(word: str, end: int) -> int:
    """Where the last part of ``word[:end]`` begins: a clitic or the second half of a fused word; 0 for a word of one part."""
    for size in (3, 2):
        if end > size and word[end - size : end].lower() in _CLITICS:
            return end - size
    return _FUSED.get(word[:end].lower(), 0) if end < 7 else 0


def _contracted(word: str, start: int) -> Iterator[tuple[int, int]]:
    """The parts of a word: ``could|n't|'ve``, ``Lavrov|'s``, ``can|not``."""
    edges = [len(word)]
    while edges[-1]:
        edges.append(_tail(word, edges[-1]))
    for cut, end in pairwise(reversed(edges)):
        yield start + cut, start + end


def _trim_net(found: str) -> int:
    """Length of an address without the sentence's own marks at its end."""
    size = len(found)
    while size and (found[size - 1] in ".,;:!?'\"*" or (found[size - 1] == ")" and "(" not in found[:size])):
        size -= 1
    return size


def _joined(line: str, start: int, end: int) -> int:
    """The end of a word with a light prefix (``e-mail``, ``mid-1980s``) or of a small fraction of units (``km/h``), else ``end``."""
    if line[end : end + 1] == "-" and line[start:end].lower() in _PREFIXES:
        more = _REST.match(line, end + 1)
        if more and line[more.end() : more.end() + 1] != "-":
            return more.end()
    if line[end : end + 1] == "/":
        more = _REST.match(line, end + 1)
        if more and line[start : more.end()].lower() in _SMALL_PAIRS:
            return more.end()
    return end


def scan(line: str) -> Iterator[tuple[int, int]]:
    """Spans of the tokens of a folded line, from left to right."""
    at, size = 0, len(line)
    before = ""
    while at < size:
        match = _TOKEN.search(line, at)
        if match is None:
            return
        start, end, kind = match.start(), match.end(), match.lastgroup
        if kind == "net":
            end = start + max(1, _trim_net(match[0]))
            yield start, end
        elif kind == "number":
            cut = end - 2 if match[0].endswith("'s") else start
            if cut > start:
                yield start, cut
            yield cut, end
        elif kind == "word":
            word = match[0]
            if end < size and line[end] == "." and _takes_stop(word, line, end, before):
                end += 1
                yield start, end
            else:
                end = _joined(line, start, end)
                if end != match.end():
                    yield start, end
                else:
                    yield from _contracted(word, start)
        else:
            yield start, end
        before = line[start:end]
        at = end
