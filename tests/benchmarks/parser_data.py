"""The treebank as training data for the parser, and what our texts have and the treebank lacks.

``read`` gives its sentences, ``augmented`` a changed copy of one: invented names, people introduced with their office, dates day first,
small letters only, headlines, no full stop at the end. The changes follow the treebank's own analyses.
"""

from __future__ import annotations

import gzip
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Gold:
    """One sentence of the treebank. Heads are indices, -1 for the root."""

    words: tuple[str, ...]
    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]


def read(path: Path) -> list[Gold]:
    """The sentences of one part of the treebank."""
    sentences = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows: list[list[str]] = []
        for line in lines:
            if line.strip() == "":
                if rows:
                    words, upos, xpos, heads, deprels = zip(*((r[1], r[3], r[4], int(r[6]) - 1, r[7]) for r in rows), strict=True)
                    sentences.append(Gold(words, upos, xpos, heads, deprels))
                rows = []
            elif line[0].isdigit():
                row = line.rstrip("\n").split("\t")
                if row[0].isdigit():
                    rows.append(row)
    return sentences


ONSETS = "b br c ch cl d dr f fl g gr h j k kh kr l m n p pr r s sh st t th tr v w y z".split()
VOWELS = "a a a e e i i o o u ai ea ee oo ou".split()
CODAS = ["", "", "", "", "n", "r", "l", "s", "m", "k", "t", "nd", "rt", "sh", "ck"]
ENDINGS = ["", "", "", "", "", *"son ov ev sky ez man ton ford ley more wick berg ski ini ane a i o ia stan".split()]


def invent(rng: random.Random) -> str:
    """A name that nobody bears."""
    body = "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(rng.choice((1, 1, 1, 2, 2))))
    return (body + rng.choice(ENDINGS)).capitalize()


@dataclass
class Word:
    """A word of a sentence under change; ``head`` is another one, None for the root."""

    word: str
    upos: str
    xpos: str
    head: Word | None
    deprel: str


def unpacked(gold: Gold) -> list[Word]:
    words = [Word(*row, None, d) for *row, d in zip(gold.words, gold.upos, gold.xpos, gold.deprels, strict=True)]
    for word, head in zip(words, gold.heads, strict=True):
        word.head = words[head] if head >= 0 else None
    return words


def packed(words: Sequence[Word]) -> Gold:
    places = {id(word): at for at, word in enumerate(words)}
    return Gold(
        tuple(w.word for w in words), tuple(w.upos for w in words), tuple(w.xpos for w in words),
        tuple(-1 if w.head is None else places[id(w.head)] for w in words), tuple(w.deprel for w in words),
    )  # fmt: skip


# ---- people introduced with their office

TITLES = (
    "president|chairman|director|spokesman|spokeswoman|ambassador|judge|justice|mayor|governor|minister|senator|manager|coach|captain|"
    "professor|founder|secretary|chief amod executive|prime amod minister|foreign amod minister|deputy amod director|"
    "finance compound minister|health compound minister|managing amod director|defense compound secretary|general amod secretary|"
    "vice compound president|chief amod justice|team compound captain|head compound coach|editor|lawyer|economist|striker|goalkeeper|defender|analyst|historian|physicist|engineer|commissioner|envoy|owner|head"
).split("|")
NOUNS = "company club bank court ministry party university institute team council agency union group board government committee".split()
VERBS = "joined left led visited criticized praised founded bought sold met called defended".split()


def _name(rng: random.Random, deprel: str, head: Word | None) -> list[Word]:
    """A name of one to three parts, at times with an initial."""
    count = rng.choice((1, 2, 2, 2, 3))
    first = Word(invent(rng), "PROPN", "NNP", head, deprel)
    if count > 1 and rng.random() < 0.15:
        first.word = first.word[0] + "."
    return [first, *(Word(invent(rng), "PROPN", "NNP", first, "flat") for _ in range(count - 1))]


def _title(rng: random.Random, deprel: str, head: Word | None, capital: bool) -> list[Word]:
    parts = rng.choice(TITLES).split()
    noun = Word(parts[-1], "NOUN", "NN", head, deprel)
    before = (
        [Word(parts[0], "ADJ" if parts[1] == "amod" else "NOUN", "JJ" if parts[1] == "amod" else "NN", noun, parts[1])]
        if len(parts) == 3
        else []
    )
    if capital:
        for word in [*before, noun]:
            word.word, word.xpos = word.word.capitalize(), "NNP"
            word.upos = "ADJ" if word.upos == "ADJ" else "PROPN"
    return [*before, noun]


def _body(rng: random.Random, deprel: str, head: Word) -> list[Word]:
    """A place or an organization: a name, or "the club"."""
    if rng.random() < 0.7:
        if rng.random() < 0.3:
            last = Word(
                rng.choice(("Bank", "University", "Institute", "Council", "City", "Party", "Court", "Group")), "PROPN", "NNP", head, deprel
            )
            return [Word(invent(rng), "PROPN", "NNP", last, "compound"), last]
        return [Word(invent(rng), "PROPN", "NNP", head, deprel)]
    noun = Word(rng.choice(NOUNS), "NOUN", "NN", head, deprel)
    return [Word("the", "DET", "DT", noun, "det"), noun]


def _comma(head: Word) -> Word:
    return Word(",", "PUNCT", ",", head, "punct")


def introduced(words: list[Word], rng: random.Random) -> list[Word]:
    """Expands one bare name of the sentence: ``Lee`` -> ``Mara Lee, the director of the bank,``."""
    roles = ("nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "conj")
    named = [at for at, w in enumerate(words) if w.xpos == "NNP" and w.word.isalpha() and w.deprel in roles]
    bare = [at for at in named if all(o.deprel in ("flat", "case", "cc", "punct") for o in words if o.head is words[at])]
    if not bare:
        return words
    at = rng.choice(bare)
    old = words[at]
    flats = [w for w in words if w.head is old and w.deprel == "flat"]
    if any(w.head in flats for w in words):
        return words
    end = at + 1 + len(flats)
    if words[at + 1 : end] != flats:
        return words
    name = _name(rng, old.deprel, old.head)
    first = name[0]
    capital = rng.random() < 0.4
    form = rng.choice(("of", "of", "the of", "poss", "poss", "before", "before", "of body before", "poss before", "bracket", "who", "pair"))
    # The closing comma stays away in front of a mark.
    follower = words[end].word if end < len(words) else "."
    top = first
    if form in ("of", "the of", "poss"):
        title = _title(rng, "appos", first, capital)
        noun = title[-1]
        if form == "poss":
            body = _body(rng, "nmod:poss", noun)
            inner = [*body, Word("'s", "PART", "POS", body[-1], "case"), *title]
        else:
            body = _body(rng, "nmod", noun)
            article = [Word("the", "DET", "DT", noun, "det")] if form == "the of" else []
            inner = [*article, *title, Word(rng.choice(("of", "of", "at", "for")), "ADP", "IN", body[-1], "case"), *body]
        new = [*name, _comma(noun), *inner, *([_comma(noun)] if follower not in ",.;:!?)" else [])]
    elif form == "before":
        new = [*_title(rng, "nmod:desc", first, capital or rng.random() < 0.5), *name]
    elif form == "of body before":
        title = _title(rng, "nmod:desc", first, True)
        new = [Word(invent(rng), "PROPN", "NNP", title[-1], "compound"), *title, *name]
    elif form == "poss before":
        title = _title(rng, old.deprel, old.head, capital)
        top = title[-1]
        body = _body(rng, "nmod:poss", top)
        first.head, first.deprel = top, "appos"
        commas = rng.random() < 0.6
        opening = [_comma(first)] if commas else []
        closing = [_comma(first)] if commas and follower not in ",.;:!?)" else []
        new = [*body, Word("'s", "PART", "POS", body[-1], "case"), *title, *opening, *name, *closing]
    elif form == "bracket":
        inside = Word("".join(rng.choice("ABCDEFGHKLMNPRST") for _ in range(rng.choice((2, 3, 3, 4)))), "PROPN", "NNP", first, "appos")
        new = [*name, Word("(", "PUNCT", "-LRB-", inside, "punct"), inside, Word(")", "PUNCT", "-RRB-", inside, "punct")]
    elif form == "who":
        verb = Word(rng.choice(VERBS), "VERB", "VBD", first, "acl:relcl")
        body = _body(rng, "obj", verb)
        who = Word("who", "PRON", "WP", verb, "nsubj")
        new = [*name, _comma(verb), who, verb, *body, *([_comma(verb)] if follower not in ",.;:!?)" else [])]
    else:
        second = _name(rng, "conj", first)
        new = [*name, Word("and", "CCONJ", "CC", second[0], "cc"), *second]
    for word in words:
        if word.head is old:
            word.head = top
    return [*words[:at], *new, *words[end:]]


def day_first(words: list[Word]) -> list[Word]:
    """``September 20, 1999`` -> ``20 September 1999``."""
    at = 0
    while at + 1 < len(words):
        month, day = words[at], words[at + 1]
        if month.deprel == "nmod:unmarked" and month.head is day and month.xpos == "NNP" and day.xpos == "CD" and day.word.isdigit():
            words[at], words[at + 1] = day, month
            rest = words[at + 2 : at + 4]
            if (
                len(rest) == 2
                and rest[0].word == ","
                and rest[1].head is day
                and rest[1].xpos == "CD"
                and not any(w.head is rest[0] for w in words)
            ):
                del words[at + 2]
            at += 1
        at += 1
    return words


def augmented(gold: Gold, rng: random.Random, names: list[str], counts: Counter[str]) -> Gold:
    """A changed copy of a sentence, most often only a little."""
    if rng.random() < 0.12 and len(gold.words) < 60:
        gold = packed(introduced(unpacked(gold), rng))
    if rng.random() < 0.5 and "nmod:unmarked" in gold.deprels:
        gold = packed(day_first(unpacked(gold)))
    words = list(gold.words)
    if rng.random() < 0.35:
        swaps: dict[str, str] = {}
        for at, (word, tag) in enumerate(zip(gold.words, gold.xpos, strict=True)):
            if (
                tag == "NNP"
                and word.isalpha()
                and word[:1].isupper()
                and len(word) > 2
                and counts[word.lower()] < 60
                and rng.random() < 0.8
            ):
                swaps.setdefault(word, invent(rng) if rng.random() < 0.6 else rng.choice(names))
                words[at] = swaps[word]
    keep = len(words)
    if rng.random() < 0.10 and keep > 3 and gold.upos[-1] == "PUNCT" and words[-1] in ".!?" and keep - 1 not in gold.heads:
        keep -= 1
    dice = rng.random()
    if dice < 0.15:
        words = [w.lower() for w in words]
    elif dice < 0.18:
        small = ("DET", "ADP", "CCONJ", "PART", "PUNCT")
        words = [w if t in small and at else w[:1].upper() + w[1:] for at, (w, t) in enumerate(zip(words, gold.upos, strict=True))]
    elif dice < 0.195:
        words = [w.upper() for w in words]
    elif dice < 0.22 and words[0] != "I" and gold.upos[0] != "PROPN":
        words[0] = words[0].lower()
    return Gold(tuple(words[:keep]), gold.upos[:keep], gold.xpos[:keep], gold.heads[:keep], gold.deprels[:keep])
