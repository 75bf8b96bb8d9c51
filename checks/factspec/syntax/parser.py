"""Runs the net over sentences and builds trees: cuts overlong sentences, bounds memory, names tags and labels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache
from importlib.resources import files
from typing import Any

import numpy as np

from factspec.syntax import Tree
from factspec.syntax.finite import with_finite_verb
from factspec.syntax.modelfile import POINT
from factspec.syntax.network import LONGEST, Network
from factspec.syntax.nominal import with_own_nouns
from factspec.syntax.tree import best_tree

AT_ONCE = 4000  # words in one pass: bounds memory, has no influence on results
GOOD_CUTS = ((";", ":", ".", "!", "?"), (",", "-", "–", "—", ")", "|"))


@lru_cache(maxsize=1)
def network() -> Network:
    return Network(files("factspec.syntax").joinpath("data", "english.bin").read_bytes())


@lru_cache(maxsize=1)
def _threads() -> Any:
    """The controller of the linear algebra's helper threads, or None where threadpoolctl is not installed."""
    try:
        from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:
        return None
    return ThreadpoolController()


def one_thread() -> AbstractContextManager[object]:
    """Our products are small: helper threads of the linear algebra cost more than they bring, and very much more on a busy machine.
    Results are the same with any number of them."""
    threads = _threads()
    limited: AbstractContextManager[object] = threads.limit(limits=1, user_api="blas") if threads is not None else nullcontext()
    return limited


def pieces(words: Sequence[str]) -> list[Sequence[str]]:
    """A sentence in parts of at most ``LONGEST`` words, cut behind punctuation where there is some: keeps the time linear."""
    parts: list[Sequence[str]] = []
    rest = words
    while len(rest) > LONGEST:
        window = range(LONGEST - 1, LONGEST // 2, -1)
        cut = next((at + 1 for marks in GOOD_CUTS for at in window if rest[at] in marks), LONGEST)
        parts.append(rest[:cut])
        rest = rest[cut:]
    return [*parts, rest]


def _passes(parts: Sequence[Sequence[str]]) -> Iterator[list[Sequence[str]]]:
    batch: list[Sequence[str]] = []
    size = 0
    for part in parts:
        if batch and size + len(part) > AT_ONCE:
            yield batch
            batch, size = [], 0
        batch.append(part)
        size += len(part)
    if batch:
        yield batch


def _parse_pass(net: Network, parts: Sequence[Sequence[str]]) -> list[Tree]:
    """Trees of sentences that are neither empty nor overlong."""
    encoded = net.encode(parts)
    all_heads: list[list[int]] = []
    all_margins: list[list[int]] = []
    start = 0
    total = sum(map(len, parts))
    rows, near = np.zeros(total, np.int64), np.zeros(total, np.int64)
    for part in parts:
        end = start + len(part)
        scores = encoded.heads.of(start, end)
        heads = best_tree(scores)
        columns = np.array(heads) + 1
        at = np.arange(len(part))
        chosen = scores[at, columns]
        near[start:end] = net.near[at, columns]
        rows[start:end] = np.where(columns == 0, total, columns - 1 + start)
        scores[at, columns] = np.iinfo(np.int64).min
        margins = (chosen - scores.max(1)) >> POINT
        all_heads.append(heads)
        all_margins.append([int(m) for m in np.minimum(margins, 9999)])
        start = end
    labels = encoded.labels(rows, near)
    found = []
    start = 0
    for heads, margins_ in zip(all_heads, all_margins, strict=True):
        end = start + len(heads)
        tags = [net.tag_names[t] for t in encoded.tags[start:end]]
        found.append(
            Tree(
                tuple(u for u, _ in tags),
                tuple(x for _, x in tags),
                tuple(heads),
                tuple(net.label_names[i] for i in labels[start:end]),
                tuple(margins_),
            )
        )
        start = end
    return found


def _join(parts: Sequence[Tree]) -> Tree:
    """One tree of the pieces of a sentence: the later roots hang on the first one."""
    if len(parts) == 1:
        return parts[0]
    heads: list[int] = []
    deprels: list[str] = []
    for index, part in enumerate(parts):
        offset = len(heads)
        heads += [parts[0].root if head < 0 and index else head + offset if head >= 0 else -1 for head in part.heads]
        deprels += ["parataxis" if label == "root" and index else label for label in part.deprels]
    return Tree(
        tuple(t for p in parts for t in p.upos),
        tuple(t for p in parts for t in p.xpos),
        tuple(heads),
        tuple(deprels),
        tuple(
            0 if head < 0 and index else margin for index, p in enumerate(parts) for head, margin in zip(p.heads, p.margins, strict=True)
        ),
    )


_KEPT = 4096  # trees kept, and words of a sentence that is worth it: a claim is read several times, a mended output differs in one field
_KEEPABLE = 80
_known: dict[tuple[str, ...], Tree] = {}


def trees(sentences: Sequence[Sequence[str]]) -> list[Tree]:
    """The tree of each sentence. A tree depends on its own words alone, so that one seen lately is not built again."""
    keys = [tuple(words) for words in sentences]
    found = {key: tree for key in keys if (tree := _known.get(key)) is not None}  # another thread may clear between two looks
    new = list(dict.fromkeys(key for key in keys if key not in found))
    if new:
        found.update(zip(new, _new_trees(new), strict=True))
        if len(_known) + len(new) > _KEPT:
            _known.clear()
        _known.update((key, found[key]) for key in new[:_KEPT] if len(key) <= _KEEPABLE)
    return [found[key] for key in keys]


def _new_trees(sentences: Sequence[Sequence[str]]) -> list[Tree]:
    net = network()
    cut = [pieces(words) if words else [] for words in sentences]
    with one_thread():
        parsed = iter([tree for batch in _passes([p for parts in cut for p in parts]) for tree in _parse_pass(net, batch)])
    joined = [_join([next(parsed) for _ in parts]) if parts else Tree((), (), (), (), ()) for parts in cut]
    return [with_own_nouns(with_finite_verb(tree, words), words) for tree, words in zip(joined, sentences, strict=True)]
