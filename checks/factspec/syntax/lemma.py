"""Dictionary forms: verbs to the infinitive, nouns to the singular, adjectives and adverbs to the positive, all in small letters.

Spelling rules do most of it; ``data/lemmas.json`` lists the forms on which they fail (irregular verbs, ``buses``, ``hoped``) and
all comparatives.
The part of speech decides: ``left`` is ``leave`` as a verb and ``left`` as an adjective.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files

from factspec.text.fold import fold

# Closed classes: not more than these.
_AUXILIARIES = {
    **dict.fromkeys("am is are was were be been being 'm 're ai".split(), "be"),
    **dict.fromkeys("has have had having 've".split(), "have"),
    **dict.fromkeys("do does did doing done du".split(), "do"),
    "'ll": "will",
    "wo": "will",
    "ca": "can",
    "'d": "would",
    "sha": "shall",
    "'s": "be",
    "got": "get",
    "gets": "get",
    "getting": "get",
}
_CLOSED = {
    "me": "i", "him": "he", "them": "they", "us": "we", "n't": "not", "an": "a", "these": "this", "those": "that",
    "whom": "who", "'em": "they",
}  # fmt: skip
_VOWELS = "aeiou"
# Endings of stems that have lost an e: "creat-ed", "reduc-ed", "charg-ed", "handl-ed", "continu-ed".
_LOST_E = tuple("at iz yz v c u rg dg ng rs ns ps s bl dl tl gl kl pl cl fl zl ir ur z".split())
_KEPT = ("ss", "ring", "ling", "long", "hang", "wrong")
_DOUBLED = tuple(c + c for c in "bdgkmnprtvlz")


@cache
def _exceptions() -> dict[str, dict[str, str]]:
    """For each part of speech, forms and their dictionary forms, from the data file."""
    raw = json.loads(files("factspec.syntax").joinpath("data", "lemmas.json").read_text("utf-8"))
    return {upos: {form: lemma for lemma, forms in listed.items() for form in forms.split()} for upos, listed in raw.items()}


@cache
def pasts() -> frozenset[str]:
    """Irregular past tenses ("bit", "led"): listed forms of verbs that do not end as infinitives, participles or present tenses do."""
    verbs = _exceptions().get("VERB", {})
    return frozenset(form for form, base in verbs.items() if form != base and not form.endswith(("s", "en", "wn", "ing", "ne")))


def _is_short(stem: str) -> bool:
    """One syllable that ends consonant, vowel, consonant, as in ``hop-ed``: had it no e, the consonant would be doubled."""
    vowels = [i for i, c in enumerate(stem) if c in _VOWELS or (c == "y" and i > 0)]
    return len(vowels) == 1 and vowels[0] == len(stem) - 2 and stem[-1] not in "wxy" and len(stem) > 1


def verb_by_rule(word: str) -> str:
    """The infinitive by spelling alone."""
    if word.endswith("s") and not word.endswith("ss"):
        if word.endswith("ies") and len(word) > 4:
            return word[:-3] + "y"
        if word.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
            return word[:-2]
        return word[:-1] if len(word) > 2 else word
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("eed"):
        return word[:-1] if word.endswith(("greed", "freed")) else word
    cut = 2 if word.endswith("ed") else 3 if word.endswith("ing") else 0
    stem = word[:-cut] if cut else word
    if not cut or len(stem) < 2 or not any(c in _VOWELS + "y" for c in stem):
        return word
    if stem.endswith(_DOUBLED) and len(stem) > 3:
        return stem if stem.endswith(("ll", "zz")) else stem[:-1]
    if _is_short(stem) or (stem.endswith(_LOST_E) and not stem.endswith(_KEPT)):
        return stem + "e"
    return stem


def noun_by_rule(word: str) -> str:
    """The singular by spelling alone."""
    if not word.endswith("s") or len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > 4 else word[:-1]
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


@lru_cache(maxsize=20_000)
def lemma(token: str, upos: str) -> str:
    """The dictionary form of a token, given its universal part of speech."""
    word = fold(token).lower()
    if upos == "AUX":
        return _AUXILIARIES.get(word, word)
    if upos in ("PRON", "DET", "PART"):
        return _CLOSED.get(word, word)
    if upos == "VERB":
        if word in ("is", "are", "was", "were", "been", "'s", "'re", "'m", "'ve", "'d"):
            return _AUXILIARIES[word] if word != "'d" else "have"
        return _hyphened(word, "VERB")
    if upos in ("NOUN", "ADJ", "ADV"):
        return _hyphened(word, upos)
    if upos == "PROPN" and word.endswith("s"):
        # Days and peoples; a name that merely ends in s stays as it is.
        return _exceptions()["PROPN"].get(word, word[:-1] if word.endswith(("ians", "icans", "ists", "ites")) else word)
    return word


def _hyphened(word: str, upos: str) -> str:
    """Of a word with hyphens the last part is inflected."""
    head, hyphen, last = word.rpartition("-")
    known = _exceptions()[upos].get(last)
    if known is None:
        known = verb_by_rule(last) if upos == "VERB" else noun_by_rule(last) if upos == "NOUN" and last.isalpha() else last
    return head + hyphen + known
