"""The net that tags words and scores heads, in whole numbers.

In go the words of some sentences, out come for each sentence the tags, the scores of every head for every word, and on demand the labels.
Matrix products run in floats for speed, but on whole numbers whose sums stay below 2 ** 24 (2 ** 53 for head scores): they are exact, in
whatever order a machine adds them up, and the same for a sentence alone and among others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from factspec.syntax.features import FEATURES, Lexicon
from factspec.syntax.modelfile import LOOK_AFTER, POINT, bucket, read

if TYPE_CHECKING:  # to import it costs as much as a third of numpy
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Longs = NDArray[np.int64]
    Arrays = dict[str, NDArray[Any]]

LONGEST = 160  # words: longer sentences are cut into pieces before they come here
FORBIDDEN = -(2**50)


class Layer:
    """``x -> x W + b``, brought back to ``POINT`` binary digits after the point; ``point`` is how many the input has."""

    def __init__(self, arrays: Arrays, name: str, point: int = POINT) -> None:
        # A power of two for each column: to multiply the weights by it beforehand gives the same digits as to multiply the sums.
        scale: Floats = np.ldexp(np.float32(1), POINT - point - arrays[f"{name}.shift"].astype(np.int32))
        self.weights: Floats = arrays[f"{name}.w"].astype(np.float32) * scale
        self.bias: Floats = arrays[f"{name}.b"].astype(np.float32) * scale
        self.limit = np.float32(arrays[f"{name}.limit"][0])

    def __call__(self, x: Floats) -> Floats:
        return self.of_cut(self.cut(x))

    def cut(self, x: Floats) -> Floats:
        """The input within its limits, which may be set before rows of it are laid side by side."""
        cut = np.minimum(x, self.limit)
        return np.maximum(cut, -self.limit, out=cut)

    def of_cut(self, x: Floats) -> Floats:
        """The output for an input within its limits."""
        y: Floats = x @ self.weights
        y += self.bias
        return np.rint(y, out=y)


class Scored:
    """What a word's head may be, for some sentences at once: ``of(start, end)`` gives the sentence in these rows."""

    def __init__(self, edges: Edges, h: Floats) -> None:
        dep = np.maximum(edges.dep(h), 0)
        head = np.vstack([np.maximum(edges.head(h), 0), edges.root])  # the last row is the root
        self._near = edges.near
        self._dep = edges.bilinear(dep).astype(np.float64)
        self._head = head.astype(np.float64)
        self._near_dep = edges.near_dep(dep).astype(np.int64) << POINT
        self._near_head = edges.near_head(head).astype(np.int64) << POINT

    def of(self, start: int, end: int) -> Longs:
        """Scores [word, head]; head 0 is the root, head ``j + 1`` is word ``j``. 2 ** 12 is one unit of log-odds."""
        size = end - start
        places = np.arange(size)
        rows = np.empty(size + 1, np.int64)
        rows[0], rows[1:] = -1, places + start  # -1: the root, which is the last row
        found: Longs = (self._dep[start:end] @ self._head[rows].T).astype(np.int64)
        near = self._near[:size, : size + 1]
        found += self._near_dep[(places + start)[:, None], near]
        found += self._near_head[rows, near]
        found[places, places + 1] = FORBIDDEN
        return found


class Edges:
    """Scores of every head for every word: likeness of the two, and what each thinks of the distance."""

    def __init__(self, arrays: Arrays, name: str, near: Longs) -> None:
        self.dep, self.head, self.bilinear, self.near_dep, self.near_head = (
            Layer(arrays, f"{name}.{part}") for part in ("dep", "head", "bilinear", "near_dep", "near_head")
        )
        self.root: Floats = arrays[f"{name}.root"].astype(np.float32)
        self.near = near


class Encoded:
    """What the net knows of the words of some sentences, row by row."""

    def __init__(self, net: Network, h: Floats) -> None:
        self.tags: list[int] = net.tag(h).argmax(1).tolist()
        self.heads = Scored(net.edges, h)
        self._label_dep = net.label_dep(h)
        self._label_head = np.vstack([net.label_head(h), net.label_root])
        self._net = net

    def labels(self, heads: Longs, near: Longs) -> list[int]:
        """The label of every word, given its head's row (the last row for the root) and the kind of distance to it."""
        net = self._net
        mixed = np.maximum(self._label_dep + self._label_head[heads] + net.label_near[near], 0)
        scores = net.label(mixed)
        at_root = heads == len(self._label_head) - 1
        scores[~at_root, net.root_label] = np.float32(FORBIDDEN)
        best = scores.argmax(1)
        best[at_root] = net.root_label
        return [int(i) for i in best]


class Network:
    """The layers of one model file."""

    def __init__(self, data: bytes) -> None:
        meta, arrays = read(data)
        self.tag_names: list[tuple[str, str]] = [(u, x) for u, x in meta["tags"]]
        self.label_names: list[str] = meta["labels"]
        self.root_label = self.label_names.index("root")
        self.lexicon = Lexicon(
            {name: _native(arrays[f"keys.{name}"], np.uint32) for name in meta["tables"]},
            _native(arrays["cluster_keys"], np.uint32),
            _native(arrays["cluster_rows"], np.uint16),
            _native(arrays["branches"], np.uint16),
        )
        places = np.arange(LONGEST)
        kinds = np.array([bucket(d) for d in range(-LONGEST, LONGEST + 1)])
        self.near: Longs = np.zeros((LONGEST, LONGEST + 1), np.int64)
        self.near[:, 1:] = kinds[places[None] - places[:, None] + LONGEST]
        self.tables: list[Floats] = [arrays[f"table{i}"].astype(np.float32) for i in range(len(FEATURES))]
        self.steps: list[int] = meta["steps"]
        self.inner = Layer(arrays, "inner", 0)
        self.blocks = [(Layer(arrays, f"block{i}.conv"), Layer(arrays, f"block{i}.out")) for i in range(len(self.steps))]
        self.guess, self.edges = Edges(arrays, "look.edges", self.near), Edges(arrays, "edges", self.near)
        self.up, self.mix, self.out = (Layer(arrays, f"look.{part}") for part in ("up", "mix", "out"))
        self.tag, self.label_dep, self.label_head, self.label = (Layer(arrays, n) for n in ("tag", "label_dep", "label_head", "label"))
        self.look_root, self.label_root, self.label_near = (arrays[n].astype(np.float32) for n in ("look.root", "label_root", "label_near"))

    def encode(self, sentences: Sequence[Sequence[str]]) -> Encoded:
        """All sentences one below the other; a window that reaches over a sentence's edge sees zeros there."""
        row = self.lexicon.row
        rows = np.array([row(word) for words in sentences for word in words], np.int64)
        sizes = np.array([len(words) for words in sentences])
        total = len(rows)
        h = np.zeros((total + 1, self.inner.weights.shape[1]), np.float32)  # the last row stays zero
        h[:total] = np.maximum(self.inner(np.concatenate([table[rows[:, i]] for i, table in enumerate(self.tables)], 1)), 0)
        windows = [self._window(step, sizes) for step in self.steps]
        for at, (conv, out) in enumerate(self.blocks):
            if at == LOOK_AFTER:
                h[:total] += self._look(h[:total], sizes)
            left, right = windows[at]
            x = conv.cut(h)
            u = conv.of_cut(np.concatenate([x[left], x[:total], x[right]], 1))
            h[:total] += out(np.maximum(u, 0, out=u))
        return Encoded(self, h[:total])

    @staticmethod
    def _window(step: int, sizes: Longs) -> tuple[Longs, Longs]:
        """For each word the rows ``step`` to its left and right; the row behind the last one where the sentence ends before."""
        ends = np.repeat(np.cumsum(sizes), sizes)
        starts = ends - np.repeat(sizes, sizes)
        at = np.arange(len(ends))
        return np.where(at - step >= starts, at - step, len(ends)), np.where(at + step < ends, at + step, len(ends))

    def _look(self, h: Floats, sizes: Longs) -> Floats:
        """A first guess at heads: each word sees its head, that one's head, and the sum of its dependents."""
        total = len(h)
        scored = Scored(self.guess, h)
        heads = np.empty(total + 1, np.int64)
        heads[total] = total  # the root hangs on itself
        child = np.maximum(self.up(h), 0)
        below = np.empty_like(child)
        for start, end in spans(sizes):
            best = scored.of(start, end).argmax(1)
            heads[start:end] = np.where(best == 0, total, best - 1 + start)
            hangs = np.zeros((end - start, end - start + 1), np.float32)
            hangs[np.arange(end - start), best] = 1
            below[start:end] = hangs.T[1:] @ child[start:end]
        rooted = np.vstack([h, self.look_root])
        first = heads[:total]
        seen = np.concatenate([h, rooted[first], rooted[heads[first]], np.rint(below * np.float32(0.5))], 1)
        return self.out(np.maximum(self.mix(seen), 0))


def _native(array: NDArray[Any], kind: type[np.uint32 | np.uint16]) -> bytes:
    """The machine's own bytes of an array: the quickest way into ``array.array``."""
    return array.astype(kind).tobytes()


def spans(sizes: Longs) -> Iterator[tuple[int, int]]:
    """The rows of each sentence."""
    ends = np.cumsum(sizes).tolist()
    yield from zip([0, *ends[:-1]], ends, strict=True)
