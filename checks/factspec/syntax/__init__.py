"""Clause structure: part-of-speech tags and a dependency tree for each sentence, and lemmas.

``parse_many`` reads all sentences of a text in one go, ``parse`` a single one. The model and numpy are loaded at the first call.
The labels are those of Universal Dependencies (English Web Treebank), the fine tags those of the Penn Treebank. Trees are the same
on every machine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factspec.syntax.lemma import lemma

__all__ = ["Tree", "lemma", "parse", "parse_many"]


@dataclass(frozen=True, slots=True)
class Tree:
    """One entry a token. ``heads`` are indices of tokens, -1 for the one root.

    ``margins`` tell how sure each head is: its score over the second best head's in units of 1/64 log-odds (64: e times as likely);
    negative or 0 where only the demand for one tree chose it.
    """

    upos: tuple[str, ...]
    xpos: tuple[str, ...]
    heads: tuple[int, ...]
    deprels: tuple[str, ...]
    margins: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.heads)

    @property
    def root(self) -> int:
        """The index of the root; of an empty sentence -1."""
        return self.heads.index(-1) if self.heads else -1

    def children(self, index: int) -> tuple[int, ...]:
        """The tokens that hang on a token, from left to right (``-1``: the root)."""
        return tuple(i for i, head in enumerate(self.heads) if head == index)

    def ancestors(self, index: int) -> Iterator[int]:
        """A token's head, its head's head, and so on up to the root."""
        while (index := self.heads[index]) != -1:
            yield index


def parse(tokens: Sequence[str]) -> Tree:
    """The tree of one sentence given as its tokens."""
    return parse_many([tokens])[0]


def parse_many(sentences: Sequence[Sequence[str]]) -> list[Tree]:
    """The trees of some sentences: the same as one by one, but faster."""
    if not any(sentences):
        return [Tree((), (), (), (), ()) for _ in sentences]
    from factspec.syntax.parser import trees  # numpy and the model: only when a text is read

    return trees(sentences)
