"""Offices in a text: which post, of which body, held by whom.

An office is found by its words, or by the verb that stands for it ("managed by"). Its bodies stand beside it: a possessive, a
demonym, a compound, "of", a comma. Who holds it is asked of :mod:`factspec.reading.holders`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from factspec.lexicon import OfficeReading, country_of, is_title, kinds, office, office_at
from factspec.lexicon.offices import modifier_of
from factspec.reading.analysis import Analysis


class Kinds(Protocol):
    """What offices need of a world: the kind of a being."""

    @property
    def posts(self) -> dict[str, tuple[tuple[str, ...], ...]]: ...

    def kind(self, being: str | None) -> str: ...


@dataclass(frozen=True, slots=True)
class Office:
    """An office at tokens ``[first, last)``; ``bodies`` are keys (``@id``, ``#country``, ``=word``; of a seat with ``>`` before).

    ``holder`` is a being's id, ``?`` for a stranger; ``holder_token`` a name's or a pronoun's token. ``how`` says by what it is held:
    "title", "beside", "is", "as", "verb", "team", "list", "after" (told of a succession) or "meant" (an office that means its holder).
    """

    first: int
    last: int
    head: int
    group: str
    modifiers: tuple[str, ...]
    bodies: tuple[str, ...]
    holder: str | None
    holder_token: int | None
    start: int
    end: int
    sure: bool = True
    how: str = ""
    past: bool = False
    domain: bool = False
    body_token: int | None = None
    exact: bool = True


@dataclass(slots=True)
class Post:
    """An office without its holder: its words, the stretch with its bodies ``[low, high)``, and what it leans on."""

    first: int
    last: int
    head: int
    group: str
    modifiers: set[str]
    low: int
    high: int
    plural: bool
    bodies: list[str] = field(default_factory=list)
    bodies_apart: list[tuple[str, ...]] = field(default_factory=list)
    body_token: int | None = None
    owner: int | None = None
    domain: bool = False


HONORIFICS = frozenset(
    {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "dr", "dr.", "sir", "dame", "lord", "lady", "prof", "prof.", "madame", "shri"}
)
SEATED = frozenset(
    {"ambassador", "special-envoy", "consul", "permanent-representative", "high-commissioner", "charge-daffaires", "diplomat"}
)
GROUP_NOUNS = frozenset(
    "company group firm club side team court ministry bank agency party institute university council corporation business "
    "manufacturer maker retailer airline hospital school museum government country association society union federation league "
    "charity band orchestra college".split()
)
_OWN = frozenset({"its", "their", "our"})
_LINK = frozenset({"'s", "'", "’s", "’", "-", "–", "own", "club", "team", "side"})
_OPEN_DOMAIN = frozenset({"head", "boss", "chair", "manager", "secretary", "coo", "professor", "cfo"})


def body_keys(analysis: Analysis, k: int, world: Kinds) -> tuple[str, ...]:
    """What the token says of a body: a being that is no person, a country, else the word of an unknown name."""
    name = analysis.name_at.get(k)
    tok = analysis.toks[k]
    code = country_of(tok.folded)
    keys: list[str] = []
    if name is not None and name.entity is not None and not name.pronoun:
        if world.kind(name.entity) == "person":
            return ()
        keys.append("@" + name.entity)
    if code is not None and (tok.text[:1].isupper() or name is not None):
        keys.append("#" + code)
    if not keys and name is not None and name.entity is None and not name.pronoun:
        keys.extend("=" + analysis.toks[j].folded for j in range(name.first, name.last) if analysis.toks[j].text[:1].isupper())
    return tuple(keys)


def _words_before(analysis: Analysis, post: Post, world: Kinds) -> None:
    """Bodies, ranks and owners that stand before the office."""
    toks = analysis.toks
    words = [t.folded for t in toks[max(0, post.first - 9) : post.first]]
    base = max(0, post.first - 9)
    k = post.first - 1
    low = analysis.sentences[toks[post.first].sentence].first
    while k >= max(low, base):
        tok = toks[k]
        rank = modifier_of(words, k - base)
        keys = body_keys(analysis, k, world)
        if tok.folded.startswith("ex-") and len(tok.folded) > 4:
            post.modifiers.add("former")
            post.low = k
        elif rank is not None and not (rank == "elect" and k == post.first - 1):
            post.modifiers.add(rank)
            post.low = k
        elif keys:
            name = analysis.name_at.get(k)
            if (
                name is not None
                and name.entity is None
                and k == post.first - 1
                and not country_of(tok.folded)
                and is_title(toks[name.first].folded)
            ):
                break
            post.bodies.extend(keys)
            post.bodies_apart.insert(0, keys)
            k = post.low = name.first if name is not None and not name.pronoun else k
        elif (
            tok.folded in _LINK
            or (tok.upos == "ADJ" and tok.deprel == "amod")
            or (tok.folded in ("and", ",") and post.bodies and post.plural and k > low and body_keys(analysis, k - 1, world))
        ):
            pass
        elif (tok.folded in _OWN or tok.lemma in GROUP_NOUNS) and post.body_token is None and not post.bodies:
            post.body_token = k
            post.low = k
            if tok.folded in _OWN:
                break
        elif tok.folded in ("his", "her") or (
            analysis.name_at.get(k) is not None and k + 1 < post.first and toks[k + 1].folded in ("'s", "’s", "'")
        ):
            post.owner = k
            break
        elif tok.folded in ("the", "then", "current", "long-time", "longtime"):
            post.low = k
        else:
            break
        k -= 1


def _words_after(analysis: Analysis, post: Post, world: Kinds) -> None:
    """Bodies that follow: "of Russia", "at the Institute", "to Italy", and an organisation after a comma."""
    toks = analysis.toks
    last = analysis.sentences[toks[post.first].sentence].last
    k, preposition = post.last, ""
    for _ in range(3):
        j = k
        if j < last and toks[j].folded in ("of", "for", "at", "in", "to", "with"):
            preposition = toks[j].folded
        elif j < last and toks[j].folded == "and" and post.bodies and k > post.last:
            pass
        else:
            break
        if preposition in ("in", "to") and post.group not in SEATED:
            break
        j += 1
        while (
            j < last
            and toks[j].folded in ("the", "federal", "republic", "city", "of", "company", "club", "team", "firm", "state")
            and j - k < 5
        ):
            j += 1
        if j >= last:
            break
        keys = body_keys(analysis, j, world)
        if not keys:
            noun = j if toks[j].upos in ("NOUN", "ADJ", "PROPN") else j - 1
            while noun + 1 < last and toks[noun + 1].upos == "NOUN" and noun - k < 5:
                noun += 1
            if (
                toks[k].folded != "and"
                and noun > k
                and (
                    toks[noun].lemma in GROUP_NOUNS
                    or (
                        toks[noun].upos == "NOUN"
                        and (post.group not in _OPEN_DOMAIN or {"group", "organization"} & kinds(toks[noun].lemma))
                    )
                )
            ):
                post.body_token, post.high = noun, noun + 1
            elif preposition == "of" and not post.bodies and post.group in _OPEN_DOMAIN and toks[j].upos in ("NOUN", "ADJ"):
                post.domain = True
                while j < last and toks[j].upos in ("NOUN", "ADJ"):
                    j += 1
                post.high = k = j
                continue
            break
        if toks[k].folded == "and" and not post.plural and not keys[0].startswith(("@", "#")):
            break
        mark = ">" if preposition in ("in", "to") else ""
        post.bodies.extend(mark + key for key in keys)
        post.bodies_apart.append(keys)
        name = analysis.name_at.get(j)
        k = post.high = name.last if name is not None and not name.pronoun else j + 1
    name = analysis.name_at.get(post.high)
    if (
        not post.bodies
        and name is not None
        and name.first == post.high < last
        and name.last < last
        and toks[name.last].text == ":"
        and (keys := body_keys(analysis, post.high, world))
    ):
        post.bodies.extend(keys)
        post.high = name.last
    if not post.bodies and post.body_token is None and post.high + 1 < last and toks[post.high].text == ",":
        name = analysis.name_at.get(post.high + 1)
        if (
            name is not None
            and name.entity is not None
            and world.kind(name.entity) == "organization"
            and (name.last >= last or toks[name.last].text in (",", ";", ".", ")", ":"))
        ):
            post.bodies.extend(body_keys(analysis, post.high + 1, world))
            post.high = name.last


def _is_plural(analysis: Analysis, first: int, last: int) -> bool:
    words = [analysis.toks[k] for k in range(first, last)]
    return any(
        t.xpos in ("NNS", "NNPS")
        and (t.folded.endswith("s") or t.folded.endswith("men"))
        and not t.folded.endswith(("ss", "affairs", "sports", "works", "relations"))
        for t in words
    )


def own_post_at(analysis: Analysis, k: int, low: int, world: Kinds) -> OfficeReading | None:
    """A post that only the golden set knows ("harbour pilot") at token ``k``: its own words, or fewer, or the same under another rank."""
    tok = analysis.toks[k]
    forms = world.posts.get(tok.lemma) if tok.upos in ("NOUN", "PROPN") and k not in analysis.name_at else None
    if not forms:
        return None
    before: list[str] = []
    first = k
    while (
        first - 1 >= low
        and analysis.toks[first - 1].upos in ("ADJ", "NOUN", "PROPN", "NUM")
        and first - 1 not in analysis.name_at
        and k - first < 3
    ):
        first -= 1
        before.insert(0, analysis.toks[first].lemma)
    for form in sorted(forms, key=len, reverse=True):
        if set(form[:-1]) <= set(before):
            return OfficeReading(f"post:{' '.join(form)}", (), k if not before else first, k + 1)
    ranks = [w for w in before if w in _RANKS]
    return OfficeReading(f"post:{' '.join([*ranks, tok.lemma])}", (), first if ranks else k, k + 1)


_RANKS = frozenset(
    "first second third fourth 1st 2nd 3rd chief head senior junior assistant deputy lead principal master night day".split()
)


def own_posts(analysis: Analysis, world: Kinds, value: str | None) -> tuple[str, ...] | None:
    """The post of a role fact that the lexicon does not know: from its ``value``, else from "X is the NOUN" in its claim."""
    if value is not None:
        words = [w for w in value.casefold().split() if w not in ("the", "a", "an")]
        cut = next((i for i, w in enumerate(words) if w in ("of", "at", "for", "in", "on", "to", "with", "aboard")), len(words))
        return tuple(words[:cut][-3:]) if cut > 0 and office(words[:cut]) is None else None
    if not analysis.sentences:
        return None
    root = analysis.toks[analysis.sentences[0].root]
    subject = next((g for g in root.children if analysis.toks[g].deprel == "nsubj"), None)
    if office([t.folded for t in analysis.toks]) is not None:
        return None
    person = (
        subject is not None
        and subject in analysis.entity_at
        and world.kind(analysis.entity_at[subject]) == "person"
        and analysis.entity_at[subject][:1] != "~"
    )
    if (
        root.upos != "NOUN"
        or not person
        or not any(analysis.toks[g].deprel == "cop" for g in root.children)
        or "person" not in kinds(root.lemma)
    ):
        return None
    before = [
        analysis.toks[g].lemma
        for g in root.children
        if analysis.toks[g].deprel in ("compound", "amod") and g < root.index and g not in analysis.name_at
    ]
    return (*before[-2:], root.lemma)


def find_posts(analysis: Analysis, world: Kinds) -> list[Post]:
    """Every office by its words, left to right, with its bodies and without holders."""
    toks = analysis.toks
    words = [t.folded for t in toks]
    for name in analysis.names:
        if name.last - name.first > 1 and world.kind(name.entity) in ("person", ""):
            words[name.first] = "·"  # "Norvex boss Mark Lee": what follows a post is a name, not a word
    for tok in toks[1:]:
        if tok.upos == "AUX":
            words[tok.index] = "·"  # and before a verb it stands alone: "the warden was"
    found: list[Post] = []
    for info in analysis.sentences:
        k = info.first
        while k < info.last:
            reading = office_at(words, k, info.last) or own_post_at(analysis, k, info.first, world)
            if reading is None or (reading.end - reading.start == 1 and toks[k].upos == "VERB"):
                k += 1
                continue
            first, last = reading.start, reading.end
            post = Post(
                first,
                last,
                analysis.head_of(first, last),
                reading.group,
                set(reading.modifiers),
                first,
                last,
                _is_plural(analysis, first, last),
            )
            _words_before(analysis, post, world)
            _words_after(analysis, post, world)
            found.append(post)
            k = last
    return found
