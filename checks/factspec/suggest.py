"""The nearest right word for a mistyped one."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word closest to a mistyped one, or None when none is close."""
    from rapidfuzz import fuzz, process

    hit = process.extractOne(_fold(word), sorted(set(known)), scorer=fuzz.ratio, processor=_fold, score_cutoff=60)
    return hit[0] if hit else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A question to end a complaint with, or nothing."""
    hit = nearest(word, known)
    return f', did you mean "{hit}"?' if hit else ""


def _fold(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")
