"""A document's sentences as claims in its own words: one a finite clause, one an office with its holder.

Every claim is made of the document's own characters. A clause keeps what hangs on its verb; clauses that assert something by themselves
(joined predicates, relative clauses, finite adjuncts) become claims of their own, with the subject that they share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factspec.drafting.asides import asides, gapped, office_claims, participles
from factspec.drafting.candidate import Candidate
from factspec.drafting.clauses import RELATIVE, agrees, before, beside, heads_clause, inside_speech, own_subject, subject_of
from factspec.drafting.parts import parts
from factspec.drafting.values import dated, passives, results, valued
from factspec.drafting.words import order, says_something, sentence, trimmed
from factspec.reading.analysis import Analysis, SentenceInfo
from factspec.reading.offices import Office

_DANGLING = (" what", " that", " which", " who", " to", " of", " and", " the", " a", " an", " in", " with", " by", " for", " than", " as")
LONGEST = 60  # words of a claim


def candidates(analysis: Analysis, offices: Sequence[Office]) -> list[Candidate]:
    """All claims that a read document makes, in text order."""
    found = [
        *clauses(analysis),
        *asides(analysis),
        *gapped(analysis),
        *participles(analysis, offices),
        *valued(analysis),
        *dated(analysis),
        *results(analysis),
        *office_claims(analysis, offices),
    ]
    whole = [c for c in found if not c.claim.rstrip(".").casefold().endswith(_DANGLING)]
    return sorted(dict.fromkeys(whole), key=lambda c: (c.start, c.end, c.claim))


def clauses(analysis: Analysis) -> Iterator[Candidate]:
    """The claims that the document's finite clauses make."""
    for info in analysis.sentences:
        if info.kind == "heading" or info.cells or analysis.toks[info.last - 1].text == "?":
            continue
        heads = [k for k in range(info.first, info.last) if heads_clause(analysis, k)]
        whole = set(heads)
        told = len(heads)
        for k in heads:
            made = list(_clause(analysis, k, whole))
            told -= not made
            yield from made
        if not told and info.kind not in ("row", "field"):
            yield from _whole(analysis, info)


def _whole(analysis: Analysis, info: SentenceInfo) -> Iterator[Candidate]:
    """A sentence whose clauses could not be told apart, as it stands."""
    tokens = trimmed(analysis, list(range(info.first, info.last)))
    if 3 <= len(tokens) <= LONGEST and says_something(analysis.toks, tokens) and any(analysis.toks[k].upos == "VERB" for k in tokens):
        yield Candidate(sentence(analysis, tokens, set()), info.start, info.end, info.root, analysis.toks[info.first].sentence)


def _own_tokens(analysis: Analysis, k: int, heads: set[int]) -> list[int]:
    """The tokens of a clause without its subject, its opening words and the clauses that are claims of their own."""
    toks = analysis.toks
    below = analysis.subtree(k, 200)
    cut: set[int] = set()
    for g in below:
        if g != k and g in heads and g not in cut and not inside_speech(analysis, g, k):
            cut.update(analysis.subtree(g, 200))
    for g in heads:
        if g == k:
            continue
        if toks[g].head == k:  # what stands before a joined predicate without a subject is still ours
            cut.difference_update(before(analysis, g))
        if (other := beside(analysis, g)) is not None:
            cut.update(other)
    cut.update(before(analysis, k))
    subject = own_subject(analysis, k)
    if subject is not None:
        cut.update(analysis.subtree(subject, 120))
    lead = {g for g in below if toks[g].head == k and toks[g].deprel in ("cc", "mark") and g < k}
    if toks[k].deprel == "acl:relcl" or toks[k].deprel.startswith("advcl"):
        lead |= {g for g in below if toks[g].head == k and toks[g].deprel == "advmod" and toks[g].folded in ("when", "where", "while")}
    return trimmed(analysis, [g for g in below if g not in cut and g not in lead])


def _sized(analysis: Analysis, tokens: list[int]) -> bool:
    """Whether a claim is neither a fragment nor a page: three words, or two of which one counts ("Two died")."""
    return 3 <= len(tokens) <= LONGEST or (len(tokens) == 2 and analysis.toks[tokens[0]].upos == "NUM")


def _loose(analysis: Analysis, tokens: list[int]) -> bool:
    """Whether a phrase has lost the preposition between it and what it hangs on ("Round, he won")."""
    toks, kept = analysis.toks, set(tokens)
    hanging = (g for g in tokens if toks[g].deprel.split(":")[0] in ("obl", "nmod") and g not in analysis.value_at)
    return any(
        toks[j].deprel == "case" and j not in kept and toks[j].folded not in ("'s", "’s", "of") for g in hanging for j in toks[g].children
    )


def _clause(analysis: Analysis, k: int, heads: set[int]) -> Iterator[Candidate]:
    """The claims of the clause at ``k``: with each of its adjuncts, or each member of its rows."""
    toks = analysis.toks
    told = subject_of(analysis, k)
    if told is None:
        return
    subject, shared = told
    own = _own_tokens(analysis, k, heads)
    if not agrees(analysis, k, subject) or any(toks[g].folded in RELATIVE and toks[g].head == k and toks[g].upos == "PRON" for g in own):
        return
    has_own = own_subject(analysis, k) is not None
    for kept in parts(analysis, k, own, subject):
        subject_now = [g for g in subject if g in kept or g not in own] if has_own else list(subject)
        tokens = order(subject_now, shared, trimmed(analysis, [g for g in own if g in kept]))
        if not _sized(analysis, tokens) or not says_something(toks, tokens) or _loose(analysis, tokens):
            continue
        placed = [g for g in tokens if g in kept or has_own]
        text = sentence(analysis, tokens, set(subject_now))
        yield Candidate(text, toks[min(placed)].start, toks[max(placed)].end, k, toks[k].sentence, word=toks[k].folded)
    yield from passives(analysis, k, subject, own)
