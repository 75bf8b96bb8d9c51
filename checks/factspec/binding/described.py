"""Descriptions: by which nouns a golden set speaks of each being ("the captain, Nora Dahl", "Dahl is the captain")."""

from __future__ import annotations

from collections.abc import Iterable

from factspec.reading.analysis import Analysis


def described(analyses: Iterable[Analysis]) -> dict[str, frozenset[str]]:
    """For each being the nouns in apposition to its name, before it as a title, or said of it with "is"."""
    found: dict[str, set[str]] = {}
    for analysis in analyses:
        toks = analysis.toks
        for head, being in analysis.entity_at.items():
            words = found.setdefault(being, set())
            near = [
                *toks[head].children,
                *([toks[head].head] if toks[head].deprel in ("appos", "flat", "compound") and toks[head].head >= 0 else []),
            ]
            if (
                toks[head].deprel == "nsubj"
                and toks[head].head >= 0
                and any(toks[g].deprel == "cop" for g in toks[toks[head].head].children)
            ):
                near.append(toks[head].head)
            for k in near:
                if (
                    toks[k].upos in ("NOUN", "PROPN")
                    and k not in analysis.name_at
                    and (k == toks[head].head or toks[k].deprel in ("appos", "compound", "flat", "nmod:desc"))
                ):
                    words.add(toks[k].lemma)
            name = analysis.name_at.get(head)
            if name is not None:
                k = name.first - 1
                while (
                    k >= 0 and toks[k].upos in ("NOUN", "PROPN") and k not in analysis.name_at and toks[k].sentence == toks[head].sentence
                ):
                    words.add(toks[k].lemma)
                    k -= 1
    return {being: frozenset(words) for being, words in found.items()}
