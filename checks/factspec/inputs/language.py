"""A cautious look at a text's language: says so only of a long text that is plainly not English."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

_WORD = re.compile(r"[^\W\d_]+")
_LOOKED_AT = 20_000  # characters
_ENOUGH = 40  # words

# The most frequent function words of each language that are no English words.
_ENGLISH = frozenset(
    (
        "the of and to a in is that it for on was with as are by be at this have from or had not but were "
        "which has his they their an its been who will would said after more he she about when there"
    ).split()
)
_OTHERS = {
    "German": frozenset(
        ("der die und das den von zu mit ist des im für auf dem ein eine nicht sich auch als wurde bei nach werden sind").split()
    ),
    "French": frozenset("le la les des et en du une est dans que pour qui sur par au avec il ce sont pas été aux cette ont".split()),
    "Spanish": frozenset("el la los las de que en y un una del se por con para su es al lo como más fue han pero".split()),
    "Italian": frozenset("il di che la e in un una per del con della sono è non gli le dei nel alla da più anche stato".split()),
    "Portuguese": frozenset("o de que e do da em um uma para com não os no se na por mais as dos foi ao das são".split()),
    "Dutch": frozenset("de het een van en in is dat op te zijn met voor niet aan er door bij ook werd naar uit wordt hebben".split()),
    "Swedish": frozenset("och att det som en på är av för den till med ett har de inte om var från".split()),
    "Polish": frozenset("w i na z się do nie to że jest od o po za jak przez który oraz został".split()),
    "Turkish": frozenset("ve bir bu da de için ile olarak olan çok daha gibi sonra kadar".split()),
    "Indonesian": frozenset("yang dan di dengan untuk dari pada ini dalam itu tidak adalah oleh ke akan".split()),
}
_SCRIPTS = (
    "CYRILLIC",
    "ARABIC",
    "DEVANAGARI",
    "HEBREW",
    "GREEK",
    "HANGUL",
    "CJK",
    "HIRAGANA",
    "KATAKANA",
    "THAI",
    "BENGALI",
    "TAMIL",
    "ARMENIAN",
)


def other_language(text: str) -> str | None:
    """The language or script that a text is plainly written in instead of English; None in every doubt."""
    head = text[:_LOOKED_AT]
    letters = [c for c in head if c.isalpha()]
    if len(letters) >= 3 * _ENOUGH:
        foreign = Counter(script for c in letters if ord(c) > 0x36F and (script := _script(c)))
        if foreign and sum(foreign.values()) > 0.6 * len(letters):
            return sorted(foreign.items(), key=lambda kv: (-kv[1], kv[0]))[0][0].capitalize() + " script"
    words = [w.casefold() for w in _WORD.findall(head)]
    if len(words) < _ENOUGH:
        return None
    english = sum(w in _ENGLISH for w in words) / len(words)
    name, share = max(((name, sum(w in known for w in words) / len(words)) for name, known in _OTHERS.items()), key=lambda pair: pair[1])
    return name if english < 0.08 and share > 0.15 and share > 3 * english else None


def _script(char: str) -> str | None:
    name = unicodedata.name(char, "")
    return next((script for script in _SCRIPTS if name.startswith(script)), None)
