"""A document's sentences as claims in its own words: one a finite clause, one an office with its holder.

Every claim is made of the document's own characters. A clause keeps what hangs on its verb; clauses that assert something by themselves
(joined predicates, relative clauses, finite adjuncts) become claims of their own, with the subject that they share.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from factspec.lexicon import is_stopword
from factspec.model import FactType
from factspec.reading.analysis import Analysis, Tok
from factspec.reading.offices import Office
from factspec.reading.roles import case_of
from factspec.reading.speech import is_speech

_SUBJECTS = ("nsubj", "nsubj:pass")
_JOINED = ("conj", "parataxis")
_ASSERTED = frozenset("and but when after before while as because since where although though whereas ; :".split())
_RELATIVE = frozenset("who which that whose whom where".split())
_LIMITED = frozenset("not n't never no only neither nor hardly without if unless would could may might".split())
_WHOSE = frozenset("his her its their".split())
LONGEST = 60  # words of a claim


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim with the place in its document that says it, and the predicate's token."""

    claim: str
    start: int
    end: int
    head: int
    sentence: int
    type: FactType | None = None
    of: str | None = None
    value: str | None = None


def candidates(analysis: Analysis, offices: Sequence[Office]) -> list[Candidate]:
    """All claims that a read document makes, in text order."""
    found = [*clauses(analysis), *asides(analysis), *gapped(analysis), *participles(analysis), *office_claims(analysis, offices)]
    return sorted(dict.fromkeys(found), key=lambda c: (c.start, c.end, c.claim))


def clauses(analysis: Analysis) -> Iterator[Candidate]:
    """The claims that the document's finite clauses make."""
    for info in analysis.sentences:
        if info.kind == "heading" or info.cells or analysis.toks[info.last - 1].text == "?":
            continue
        heads = [k for k in range(info.first, info.last) if _heads(analysis, k)]
        whole = set(heads)
        for k in heads:
            yield from _clause(analysis, k, whole)


def _heads(analysis: Analysis, k: int) -> bool:
    """Whether a token heads a clause that the document asserts."""
    toks = analysis.toks
    tok = toks[k]
    rel = tok.deprel.split(":")[0]
    if not _finite(analysis, k):
        return False
    if tok.head < 0:
        return True
    if tok.deprel == "acl:relcl":
        return True
    if rel in _JOINED:
        return _apart(analysis, k) and _chain(analysis, k)
    if rel == "advcl":
        marks = [toks[g].folded for g in tok.children if toks[g].deprel in ("mark", "advmod") and g < k]
        return any(m in _ASSERTED for m in marks) and "if" not in marks and _own_subject(analysis, k) is not None
    return False


def _apart(analysis: Analysis, k: int) -> bool:
    """Whether a joined predicate is surely one of its own: with a subject, or with an "and" before it or before the next of its row."""
    toks = analysis.toks
    if _own_subject(analysis, k) is not None or _beside(analysis, k) is not None:
        return True
    return any(toks[g].deprel == "cc" and g < k for g in toks[k].children) or any(
        toks[g].deprel in _JOINED and g > k and any(toks[j].deprel == "cc" for j in toks[g].children) for g in toks[k].children
    )


def _chain(analysis: Analysis, k: int) -> bool:
    """Whether what a joined clause is joined to is asserted too, up to the sentence's root."""
    toks = analysis.toks
    for _ in range(6):
        head = toks[k].head
        if head < 0:
            return True
        rel = toks[head].deprel.split(":")[0]
        if rel in ("ccomp", "xcomp", "csubj", "acl", "advcl") and toks[head].deprel != "acl:relcl":
            return False
        if rel not in _JOINED and head >= 0:
            return toks[head].head < 0 or toks[head].deprel == "acl:relcl"
        k = head
    return True


def _finite(analysis: Analysis, k: int) -> bool:
    """Whether a token is the head of a clause with a finite verb: a verb form of its own, or an auxiliary or copula below it."""
    toks = analysis.toks
    tok = toks[k]
    if any(toks[g].deprel in ("aux", "aux:pass", "cop") for g in tok.children):
        return True
    if tok.upos == "VERB" and tok.xpos in ("VBD", "VBZ", "VBP"):
        return True
    joined = tok.deprel.split(":")[0] in _JOINED and tok.head >= 0 and tok.upos == "VERB"
    return joined and tok.xpos in ("VBN", "VB") and _finite(analysis, tok.head)


def _own_subject(analysis: Analysis, k: int) -> int | None:
    toks = analysis.toks
    return next((g for g in toks[k].children if toks[g].deprel in _SUBJECTS), None)


def _subject(analysis: Analysis, k: int) -> tuple[list[int], list[int]] | None:
    """The tokens of a clause's subject, and the auxiliaries that it shares with the clause it is joined to."""
    toks = analysis.toks
    own = _own_subject(analysis, k)
    if own is not None and not (toks[k].deprel == "acl:relcl" and toks[own].folded in _RELATIVE):
        return _phrase(analysis, own), []
    if any(toks[g].deprel in ("csubj", "expl") for g in toks[k].children):
        return [], []
    if toks[k].head < 0 and any(g < k and toks[g].upos in ("NOUN", "PROPN", "PRON", "NUM") for g in toks[k].children):
        return [], []
    beside = _beside(analysis, k) if toks[k].deprel != "acl:relcl" else None
    if beside is not None:
        return beside, []
    if toks[k].deprel == "acl:relcl":
        if own is None:
            return None
        if toks[own].folded not in ("who", "which", "that"):
            return None
        return [g for g in _phrase(analysis, toks[k].head) if toks[g].deprel != "case" or toks[g].head != toks[k].head], []
    if toks[k].deprel.split(":")[0] in _JOINED and toks[k].head >= 0:
        above = _subject(analysis, toks[k].head)
        if above is None:
            return None
        helped = any(toks[g].deprel in ("aux", "aux:pass", "cop") for g in toks[k].children)
        shared: list[int] = []
        if not helped and toks[k].xpos in ("VBN", "VB", "VBG"):
            head = toks[toks[k].head]
            shared = [g for g in head.children if toks[g].deprel in ("aux", "aux:pass") and g < head.index] or above[1]
        return above[0], shared
    return None


def _beside(analysis: Analysis, k: int) -> list[int] | None:
    """A phrase right before the verb that the tree hangs on something else, though only it can be the subject."""
    toks = analysis.toks
    if _own_subject(analysis, k) is not None:
        return None
    opening = min([k, *(g for g in toks[k].children if g < k and toks[g].deprel in ("aux", "aux:pass", "cop", "advmod"))])
    at = opening - 1
    low = analysis.sentences[toks[k].sentence].first
    if at < low or toks[at].upos not in ("NOUN", "PROPN", "PRON"):
        return None
    while (
        toks[at].head >= 0
        and toks[at].head < opening
        and toks[at].deprel in ("nmod", "nmod:poss", "compound", "flat", "amod", "case", "appos")
    ):
        at = toks[at].head
    if toks[at].deprel not in ("conj", "nsubj", "nsubj:pass", "dep", "parataxis"):
        return None
    phrase = [g for g in analysis.subtree(at, 60) if g < opening and toks[g].deprel != "cc" and toks[g].text not in (",", ";")]
    if not phrase or phrase[-1] - phrase[0] >= len(phrase) or phrase[0] <= low:
        return None
    return phrase if toks[phrase[0] - 1].folded in ("and", "but", ";", ",") else None


def _agrees(analysis: Analysis, k: int, subject: Sequence[int]) -> bool:
    """Whether a subject has the number that the clause's verb asks for, as far as both show it."""
    toks = analysis.toks
    words = {toks[g].folded for g in (k, *toks[k].children) if toks[g].deprel in ("aux", "aux:pass", "cop") or g == k}
    if not subject or not words & {"are", "were", "have"}:
        return True
    joined = any(toks[g].folded == "and" for g in subject)
    return joined or any(
        toks[g].xpos in ("NNS", "NNPS", "PRP", "CD", "JJ", "JJR", "DT") or toks[g].upos in ("NUM", "PROPN") for g in subject
    )


def _phrase(analysis: Analysis, k: int) -> list[int]:
    """The tokens of a noun phrase, without the clauses and asides that hang on it."""
    toks = analysis.toks
    cut: set[int] = set()
    below = analysis.subtree(k, 80)
    for g in below:
        if g == k or g in cut:
            continue
        first = _first(analysis, g)
        aside = toks[g].deprel in ("acl:relcl", "parataxis") or (
            toks[g].deprel == "acl" and g > k and any(toks[j].text in (",", "(", "–", "—", "-") for j in (first - 1, first))
        )
        if aside or (toks[g].deprel == "punct" and toks[g].head == k and toks[g].text in (",", "(", ")", "–", "—")):
            cut.update(analysis.subtree(g, 80))
    return [g for g in below if g not in cut]


def _first(analysis: Analysis, k: int) -> int:
    return analysis.subtree(k, 80)[0]


def _clause(analysis: Analysis, k: int, heads: set[int]) -> Iterator[Candidate]:
    """The claims of the clause at ``k``: its subject, then its own tokens without those of clauses that are claims of their own.

    A clause with several adjuncts, or with a row of things counted, makes a claim of each.
    """
    toks = analysis.toks
    told = _subject(analysis, k)
    if told is None:
        return
    subject, shared = told
    if not _agrees(analysis, k, subject):
        return
    below = analysis.subtree(k, 200)
    cut: set[int] = set()
    for g in below:
        if g != k and g in heads and g not in cut and not _inside_speech(analysis, g, k):
            cut.update(analysis.subtree(g, 200))
    for g in heads:
        if g != k and toks[g].head == k:  # what stands before a joined predicate without a subject is still ours
            cut.difference_update(_before(analysis, g))
    cut.update(_before(analysis, k))
    own_subject = _own_subject(analysis, k)
    if own_subject is not None:
        cut.update(analysis.subtree(own_subject, 120))
    own = [g for g in below if g not in cut]
    lead = {g for g in own if toks[g].head == k and toks[g].deprel in ("cc", "mark") and g < k}
    if toks[k].deprel == "acl:relcl" or toks[k].deprel.startswith("advcl"):
        lead |= {g for g in own if toks[g].head == k and toks[g].deprel == "advmod" and toks[g].folded in ("when", "where", "while")}
    own = _trimmed(analysis, [g for g in own if g not in lead])
    if any(toks[g].folded in _RELATIVE and toks[g].head == k and toks[g].upos == "PRON" for g in own):
        return
    for kept in _parts(analysis, k, own, subject):
        subject_now = [g for g in subject if g in kept or g not in own] if own_subject is not None else list(subject)
        tokens = _order(subject_now, shared, _trimmed(analysis, [g for g in own if g in kept]))
        if not 3 <= len(tokens) <= LONGEST or not _says_something(toks, tokens):
            continue
        text = _sentence(analysis, tokens, set(subject_now))
        placed = [g for g in tokens if g in kept or own_subject is not None]
        start, end = toks[min(placed)].start, toks[max(placed)].end
        yield Candidate(text, start, end, k, toks[k].sentence)


def _parts(analysis: Analysis, k: int, own: Sequence[int], subject: Sequence[int]) -> list[set[int]]:
    """The token sets of a clause's claims: with each of its adjuncts, or each of its counted things, alone."""
    toks = analysis.toks
    every = set(own) | set(subject)
    if any(toks[g].folded in _LIMITED for g in own):
        return [every]
    loose = _stretches(analysis, [_below(analysis, g, every) for g in toks[k].children if g in every and _adjunct(analysis, g)])
    rows = [row for g in sorted(every) if len(row := _row(analysis, g, every)) > 1][:1]
    found: list[set[int]] = []
    if len(loose) > 1 or (loose and any(toks[g].deprel == "obj" for g in toks[k].children)):
        bare = every.difference(*loose)
        found = [bare | one for one in loose]
        if any(toks[g].deprel in ("obj", "xcomp", "ccomp") and g in bare for g in toks[k].children):
            found.append(bare)
    found = found or [every]
    for row in rows:
        found = [kept.difference(*(other for other in row if other is not one)) for kept in found for one in row]
    tails = _tails(analysis, k, every)
    found += [every - tails] if tails and len(found) == 1 else []
    made: list[set[int]] = []
    for kept in found:
        if kept not in made and not _splits(analysis, kept):
            made.append(kept)
    return made or [every]


def _splits(analysis: Analysis, kept: set[int]) -> bool:
    """Whether a claim would hold only a part of a value or of a name."""
    spans = {(v.first, v.last) for g in kept if (v := analysis.value_at.get(g)) is not None}
    spans |= {(n.first, n.last) for g in kept if (n := analysis.name_at.get(g)) is not None and not n.pronoun}
    return any(not kept.issuperset(range(first, last)) for first, last in spans)


def _stretches(analysis: Analysis, loose: list[set[int]]) -> list[set[int]]:
    """Adjuncts that belong together as one: "from ... to ...", and whatever shares a value."""
    toks = analysis.toks
    made: list[set[int]] = []
    for one in loose:
        first = toks[min(one)].folded
        before = made[-1] if made else None
        joined = before is not None and (
            (first in ("to", "until", "through") and toks[min(before)].folded == "from")
            or any(analysis.value_at.get(a) is analysis.value_at.get(b) for a in one for b in before if a in analysis.value_at)
        )
        if joined and before is not None:
            before |= one
        else:
            made.append(set(one))
    return made


def _tails(analysis: Analysis, k: int, every: set[int]) -> set[int]:
    """What a clause that gives a value adds behind a comma with values of its own ("was 4 million, 12% more than ...")."""
    toks = analysis.toks
    first = min((v.last for g in sorted(every) if (v := analysis.value_at.get(g)) is not None and v.first > k - 3), default=0)
    if not first:
        return set()
    at = next((g for g in sorted(every) if g >= first and toks[g].text in (",", ";")), None)
    if at is None:
        return set()
    rest = {g for g in every if g >= at}
    return rest if any(g in analysis.value_at for g in rest) and not any(toks[g].head in rest for g in every - rest) else set()


def _below(analysis: Analysis, g: int, every: set[int]) -> set[int]:
    return {j for j in analysis.subtree(g, 120) if j in every}


def _adjunct(analysis: Analysis, g: int) -> bool:
    """Whether a phrase on a predicate only says when, where or how much, so that the rest stands without it."""
    tok = analysis.toks[g]
    rel = tok.deprel.split(":")[0]
    if rel not in ("obl", "nmod", "advcl") or tok.deprel == "obl:agent" or analysis.toks[tok.head].upos != "VERB":
        return False
    if rel == "advcl":
        return tok.xpos == "VBG" or (tok.xpos == "VBN" and any(j in analysis.value_at for j in analysis.subtree(g, 40)))
    values = [analysis.value_at[j] for j in analysis.subtree(g, 40) if j in analysis.value_at and (j == g or analysis.toks[j].head == g)]
    if any(v.number is not None or any(c.isdigit() for c in v.surface) for v in values):
        return True
    return g in analysis.name_at and case_of(analysis, g) in ("in", "at", "on", "near")


def _row(analysis: Analysis, g: int, every: set[int]) -> list[set[int]]:
    """The members of a row of things with numbers ("three children and five grandchildren"), each with its own marks."""
    toks = analysis.toks
    if toks[g].deprel not in (*_SUBJECTS, "obj", "obl"):
        return []
    joined = [j for j in toks[g].children if toks[j].deprel == "conj" and j in every]
    if not joined or not all(any(j in analysis.value_at for j in analysis.subtree(m, 30)) for m in (g, *joined)):
        return []
    parts = [_below(analysis, j, every) for j in joined]
    own = _below(analysis, g, every).difference(*parts)
    case = {j for j in toks[g].children if toks[j].deprel == "case"}
    if any(part and max(part) - min(part) >= len(part) for part in parts) or (own and max(own) > min(min(p) for p in parts)):
        return []
    lead = {j for m in joined for j in toks[m].children if toks[j].deprel == "cc" or toks[j].text == ","}
    return [own - lead, *(part - lead | case for part in parts)]


def _before(analysis: Analysis, k: int) -> list[int]:
    """Of a joined predicate without a subject: the adjuncts before its "and", which belong to the predicate that it is joined to."""
    toks = analysis.toks
    if toks[k].deprel.split(":")[0] not in _JOINED or _own_subject(analysis, k) is not None:
        return []
    return [
        j for g in toks[k].children if g < k and toks[g].deprel.split(":")[0] in ("obl", "nmod", "obj") for j in analysis.subtree(g, 80)
    ]


def _inside_speech(analysis: Analysis, g: int, k: int) -> bool:
    """Whether a clause hangs below one that is only reported, so that it belongs to what is said."""
    toks = analysis.toks
    while g != k and g >= 0:
        if toks[g].deprel == "ccomp" and is_speech(toks[toks[g].head].lemma):
            return True
        g = toks[g].head
    return False


def _order(subject: Sequence[int], shared: Sequence[int], own: Sequence[int]) -> list[int]:
    """Subject first where it stood elsewhere; else all in the order of the text."""
    taken = set(subject) | set(shared)
    rest = [g for g in own if g not in taken]
    if rest and subject and max(subject) < min(rest):
        return [*subject, *shared, *rest]
    if not shared and subject and min(subject) > min(rest, default=0):
        return sorted({*subject, *rest})
    return [*subject, *shared, *rest]


def gapped(analysis: Analysis) -> Iterator[Candidate]:
    """Clauses whose verb is said once for a row: "Sensors brought in $2 billion, Software $1 billion" says it of both."""
    toks = analysis.toks
    for info in analysis.sentences:
        values = [v for v in analysis.values if info.first <= v.first < info.last and not v.side and v.number is not None]
        for head in range(info.first, info.last):
            subject = _own_subject(analysis, head) if toks[head].upos == "VERB" else None
            after = [v for v in values if v.first > head]
            if subject is None or not after or not 0 < after[0].first - head <= 3:
                continue
            verb = list(range(max(_phrase(analysis, subject)) + 1, after[0].first))
            if not verb or any(toks[g].text in (",", ";") for g in verb):
                continue
            for before, value in pairwise(after):
                between = [g for g in range(before.last, value.first) if toks[g].text != "," and toks[g].deprel != "cc"]
                bridged = before.last < value.first and toks[before.last].folded in (",", "and")
                if (
                    not bridged
                    or not 1 <= len(between) <= 4
                    or any(toks[g].upos not in ("NOUN", "PROPN", "DET", "ADJ", "PRON") for g in between)
                ):
                    break
                tokens = [*between, *verb, *range(value.first, value.last)]
                yield Candidate(_sentence(analysis, tokens, set()), toks[between[0]].start, value.end, head, toks[head].sentence)


def asides(analysis: Analysis) -> Iterator[Candidate]:
    """What a name is by its apposition: "Kestrane Corporation, a maker of sensors," says that it is one."""
    toks = analysis.toks
    for name in analysis.names:
        if name.pronoun:
            continue
        for g in toks[name.head].children:
            tok = toks[g]
            if tok.deprel != "appos" or g < name.last or tok.upos != "NOUN":
                continue
            below = _trimmed(analysis, _phrase(analysis, g))
            if not below or toks[below[0]].folded not in ("a", "an") or toks[below[0] - 1].text != ",":
                continue
            named = list(range(name.first, name.last))
            text = (
                analysis.text[name.start : name.end]
                + " is "
                + _sentence(analysis, below, set())[:1].lower()
                + _sentence(analysis, below, set())[1:]
            )
            yield Candidate(text, toks[named[0]].start, toks[below[-1]].end, g, tok.sentence)


def participles(analysis: Analysis) -> Iterator[Candidate]:
    """What a thing is said to be by a participle behind it: "the side, managed by Ann Dahl" says that it is managed by her."""
    toks = analysis.toks
    for tok in toks:
        if tok.deprel != "acl" or tok.xpos != "VBN" or tok.head < 0 or toks[tok.head].index > tok.index:
            continue
        below = _trimmed(analysis, analysis.subtree(tok.index, 60))
        if len(below) < 3 or not any(g in analysis.name_at or g in analysis.value_at for g in below):
            continue
        subject = [g for g in _phrase(analysis, tok.head) if g < below[0] and toks[g].deprel != "case"]
        subject = [g for g in subject if toks[g].text != ","] if subject else []
        if not subject or subject[-1] - subject[0] >= len(subject):
            continue
        be = "are" if toks[tok.head].xpos in ("NNS", "NNPS") else "is"
        said, rest = _sentence(analysis, subject, set()).rstrip("."), _sentence(analysis, below, set())
        yield Candidate(f"{said} {be} {rest[:1].lower()}{rest[1:]}", toks[subject[0]].start, toks[below[-1]].end, tok.index, tok.sentence)


def _trimmed(analysis: Analysis, own: list[int]) -> list[int]:
    """Without the marks at either end, and without two in a row."""
    toks = analysis.toks
    marks = (",", ";", ":", ".", "–", "—", "-", "(", "!", '"', "”", "“")
    while own and toks[own[0]].text in (*marks, ")"):
        own = own[1:]
    while own and (toks[own[-1]].text in marks or toks[own[-1]].deprel == "cc"):
        own = own[:-1]
    kept: list[int] = []
    for g in own:
        gap = bool(kept) and g != kept[-1] + 1
        if gap and toks[g].text in (",", ";") and toks[kept[-1]].text in (",", ";"):
            continue
        kept.append(g)
    return kept


def _says_something(toks: Sequence[Tok], own: Iterable[int]) -> bool:
    return sum(toks[g].content and not is_stopword(toks[g].lemma) for g in own) >= 2 or any(toks[g].upos in ("PROPN", "NUM") for g in own)


def _sentence(analysis: Analysis, tokens: Sequence[int], subject: set[int]) -> str:
    """The tokens as a sentence: blanks as in the text where they stood together; a pronoun subject named where it is known who."""
    toks, parts = analysis.toks, []
    said = _named(analysis, subject)
    before = -2
    for g in tokens:
        word = analysis.text[toks[g].start : toks[g].end]
        if said is not None and g in subject:
            if g != min(subject):
                before = g
                continue
            word = said
        if g == before + 1:
            gap = analysis.text[toks[before].end : toks[g].start]
            parts.append(" " if gap.strip() != gap or gap else "")
        elif before >= 0:
            closes = (
                before in subject and g not in subject and any(toks[j].text == "," and j in subject for j in range(min(subject), before))
            )
            parts.append("" if word in (",", ";", ".", ")", "'s", "’s") else ", " if closes and toks[before + 1].text == "," else " ")
        parts.append(word)
        before = g
    text = "".join(parts).strip(" ,;:")
    if text.count('"') % 2 or text.count("“") > text.count("”"):
        text = text.rstrip(".") + ('"' if '"' in text else "”")
    text = text if text.endswith((".", "!")) else text + "."
    return text[:1].upper() + text[1:]


def _named(analysis: Analysis, subject: set[int]) -> str | None:
    """Who a lone pronoun, or a possessive before the subject, stands for, by the name that the text gave."""
    if len(subject) != 1:
        return None
    (k,) = subject
    name = analysis.name_at.get(k)
    if name is None or not name.pronoun or name.entity is None:
        return None
    return next((n.surface for n in analysis.names if n.entity == name.entity and not n.pronoun and n.start < name.start), None)


def office_claims(analysis: Analysis, offices: Sequence[Office]) -> Iterator[Candidate]:
    """Who holds which office, where the document gives both: "Sergey Lavrov is Russian Foreign Minister."."""
    toks = analysis.toks
    for office in offices:
        name = analysis.name_at.get(office.holder_token) if office.holder_token is not None else None
        if name is None or office.holder in (None, "?") or not office.sure or office.past:
            continue
        called = name.surface
        if name.pronoun:
            called = next((n.surface for n in analysis.names if n.entity == office.holder and not n.pronoun), "")
        if office.how not in ("title", "beside", "is", "list", "as"):
            continue
        if office.how == "title" and not name.pronoun and office.head < name.first and not _leads(analysis, office.head, name.first):
            continue
        first, last = _office_words(analysis, office, name.first, name.last)
        words = analysis.text[toks[first].start : toks[last - 1].end].strip(" ,")
        if not words or not called or toks[first].sentence != toks[name.first].sentence:
            continue
        start, end = min(toks[first].start, name.start), max(toks[last - 1].end, name.end)
        opening = toks[first]
        if opening.folded in _WHOSE:
            continue
        owned = opening.folded in ("the", "a", "an") or any(t.text in ("'s", "’s", "'", "’") for t in toks[first : office.first])
        lead = "" if owned else "the "
        yield Candidate(
            f"{called.removesuffix('’s')} is {lead}{words}.",
            start,
            end,
            office.head,
            toks[office.head].sentence,
            "role",
            office.holder,
            words,
        )


def _leads(analysis: Analysis, head: int, first: int) -> bool:
    """Whether an office stands right before a name, with nothing between that could be what the name names."""
    toks = analysis.toks
    between = range(head + 1, first)
    return all(
        toks[g].deprel in ("flat", "punct", "case", "conj", "cc") or g in analysis.name_at or toks[g].text.endswith(".") for g in between
    )


def _office_words(analysis: Analysis, office: Office, first: int, last: int) -> tuple[int, int]:
    """The office's stretch of tokens with its bodies, stopping at the holder's name."""
    toks = analysis.toks
    low, _ = analysis.token_range(office.start, office.end)
    high = low + len([t for t in toks[low:] if t.start < office.end and t.end <= office.end])
    for g in toks[office.head].children:
        if g > office.head and toks[g].deprel in ("nmod", "conj") and not first <= g < last:
            high = max(high, analysis.subtree(g, 30)[-1] + 1)
    if low < first < high:
        high = first
    if low < last <= high and first <= low:
        low = last
    while low < high and toks[low].text in (",", "(", "-", "–"):
        low += 1
    while high > low and toks[high - 1].text in (",", ")", ".", "-", "–"):
        high -= 1
    return low, high
