"""A document as its own golden set: every claim that it makes, so that a text can be checked against it without any other set.

A document's claims are facts that nothing asks for: only what speaks against them counts. What the document itself says twice in two
ways is no fact: a claim that one of its own sentences contradicts is left out.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

from factspec.binding.compiled import CompiledGolden, as_date, read
from factspec.binding.compiled import compile_golden as compile_claims
from factspec.binding.world import World
from factspec.drafting.against import SourceGuard, folded
from factspec.drafting.candidate import Candidate
from factspec.drafting.claims import candidates
from factspec.drafting.dateline import blanked
from factspec.drafting.people import entities_of
from factspec.engine import STEPS
from factspec.judging import judge, tell
from factspec.lexicon import common_words
from factspec.model import Entity, Fact, GoldenSet, Importance
from factspec.reading.analysis import Analysis
from factspec.reading.offices import Office
from factspec.reading.unfolded import unfolded
from factspec.text.document import Document

MOST = 600
"""Claims of a document that are held against a text; what a longer one says behind them is only background."""


def read_document(text: str, entities: tuple[Entity, ...], as_of: str | None) -> tuple[Analysis, tuple[Office, ...]]:
    """One document read in a world of its own names."""
    golden = GoldenSet("draft", "", "en", as_of, None, text, (), entities, (), ())
    world = World(golden, as_date(as_of), common_words())
    analysis, _, offices = read(world, text, as_date(as_of))
    return analysis, offices


def compile_source(text: str, *, name: str = "source", as_of: str | None = None, importance: Importance = "optional") -> CompiledGolden:
    """The golden set that a document is of itself: its claims as facts, the whole of it as background."""
    entities = entities_of([text], as_of)
    full = blanked(text)
    sentences = {folded(text[s.start : s.end]) for s in Document.from_text(text).sentences}
    for _ in range(STEPS + 1):  # as the engine writes out in full what a text leaves out
        analysis, offices = read_document(full, entities, as_of)
        sentences |= {folded(full[s.start : s.end]) for s in analysis.document.sentences}
        written = unfolded(analysis)
        if written is None:
            break
        full = written.text
    found = candidates(analysis, offices)[:MOST]
    facts = facts_of(found, importance)
    words = {claim: c.word for c in reversed(found) for claim in [c.claim]}
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    golden = GoldenSet(name, "", "en", as_of, None, text, (), entities, facts, (), file=name, sha256=sha256)
    compiled = _consistent(golden, {fact.id: words[fact.claim] for fact in facts})
    compiled.guard = SourceGuard(frozenset(sentences))
    return compiled


def facts_of(found: list[Candidate], importance: Importance) -> tuple[Fact, ...]:
    """Candidates as facts, one for each claim."""
    kept: dict[str, Candidate] = {}
    for candidate in found:
        kept.setdefault(candidate.claim, candidate)
    clauses: dict[tuple[int, str | None], list[Candidate]] = {}
    for c in kept.values():
        clauses.setdefault((c.head, c.type), []).append(c)
    return tuple(
        Fact(clause_id(clause, part), c.claim, type=c.type, of=c.of, value=c.value, importance=importance)
        for clause, parts in enumerate(clauses.values(), 1)
        for part, c in enumerate(parts, 1)
    )


def clause_id(clause: int, part: int) -> str:
    """The id of a document's claim: those of one clause share all but the last number."""
    return f"claim-{clause}.{part}"


def reads_alike(claim: Analysis, word: str) -> bool:
    """Whether a claim read by itself is the clause that it was cut from: one sentence with a subject, and the same word for its head."""
    if len(claim.sentences) != 1:
        return False
    if not word:
        return True  # worded anew: what was read of it is what was written
    root = claim.toks[claim.sentences[0].root]
    below = [claim.toks[k].deprel for k in root.children]
    if not any(d.startswith(("nsubj", "csubj", "expl")) for d in below):
        return False
    if root.upos != "VERB" and not any(d in ("cop", "aux", "aux:pass") for d in below):
        return False
    return root.folded == word


def _consistent(golden: GoldenSet, words: dict[str, str]) -> CompiledGolden:
    """The set without the claims that the document speaks against, or (where they are required) does not itself tell."""
    compiled = compile_claims(golden)
    told = tell(golden.background, compiled)
    good: list[Fact] = []
    for fact in compiled.facts:
        if not reads_alike(fact.analysis, words.get(fact.fact.id, "")):
            continue
        whole = judge(fact, told).verdict
        if whole == "contradicted" or (fact.fact.importance == "required" and whole != "supported"):
            continue
        if judge(fact, tell(fact.fact.claim, compiled)).verdict == "supported":
            good.append(fact.fact)
    return compiled if len(good) == len(golden.facts) else compile_claims(replace(golden, facts=tuple(good)))
