"""The net that tags words and scores heads, in whole numbers.

In go the words of some sentences, out come for each sentence the tags, the scores of every head for every word, and on demand the labels.
Matrix products run in floats for speed, but on whole numbers whose sums stay below 2 ** 24 (2 ** 53 for head scores): they are exact, in
whatever order a machine adds them up, and the same for a sentence alone and among others.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from factspec.syntax.features import FEATURES, Lexicon
from factspec.syntax.modelfile import POINT, bucket, read

Floats = NDArray[np.float32]
Longs = NDArray[np.int64]

LONGEST = 160  # words: longer sentences are cut into pieces before they come here
FORBIDDEN = -(2**50)


class Layer:
    """``x -> x W + b``, brought back to ``POINT`` binary digits after the point; ``point`` is how many the input has."""

    def __init__(self, arrays: dict[str, NDArray[Any]], name: str, point: int = POINT) -> None:
        self.weights: Floats = arrays[f"{name}.w"].astype(np.float32)
        self.bias: Floats = arrays[f"{name}.b"].astype(np.float32)
        self.scale: Floats = np.ldexp(np.float32(1), POINT - point - arrays[f"{name}.shift"].astype(np.int32))
        self.limit = np.float32(arrays[f"{name}.limit"][0])

    def __call__(self, x: Floats) -> Floats:
        y: Floats = np.clip(x, -self.limit, self.limit) @ self.weights
        y += self.bias
        y *= self.scale
        np.rint(y, out=y)
        return y


class Encoded:
    """What the net knows of the words of some sentences, row by row: a word's sentence is ``rows[start:end]``."""

    def __init__(self, net: Network, h: Floats) -> None:
        self.tags: list[int] = net.tag(h).argmax(1).tolist()
        dep = np.maximum(net.dep(h), 0)
        head = np.vstack([np.maximum(net.head(h), 0), net.root])  # the last row is the root
        self._dep = net.bilinear(dep).astype(np.float64)
        self._head = head.astype(np.float64)
        self._near_dep = net.near_dep(dep).astype(np.int64) << POINT
        self._near_head = net.near_head(head).astype(np.int64) << POINT
        self._label_dep = net.label_dep(h)
        self._label_head = np.vstack([net.label_head(h), net.label_root])
        self._net = net

    def scores(self, start: int, end: int) -> Longs:
        """Scores [word, head]; head 0 is the root, head ``j + 1`` is word ``j``. 2 ** 12 is one unit of log-odds."""
        size = end - start
        heads = np.vstack([self._head[-1:], self._head[start:end]])
        found: Longs = (self._dep[start:end] @ heads.T).astype(np.int64)
        near = self._net.near[:size, : size + 1]
        found += np.take_along_axis(self._near_dep[start:end], near, 1)
        near_head = np.vstack([self._near_head[-1:], self._near_head[start:end]])
        found += np.take_along_axis(near_head, near.T, 1).T
        found[np.arange(size), np.arange(1, size + 1)] = FORBIDDEN
        return found

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
            {name: arrays[f"keys.{name}"].tobytes() for name in meta["tables"]},
            arrays["cluster_keys"].tobytes(),
            arrays["cluster_rows"].tobytes(),
            arrays["branches"].tobytes(),
        )
        self.tables: list[Floats] = [arrays[f"table{i}"].astype(np.float32) for i in range(len(FEATURES))]
        self.steps: list[int] = meta["steps"]
        self.inner = Layer(arrays, "inner", 0)
        self.blocks = [(Layer(arrays, f"block{i}.conv"), Layer(arrays, f"block{i}.out")) for i in range(len(self.steps))]
        self.tag, self.dep, self.head, self.bilinear = (Layer(arrays, n) for n in ("tag", "dep", "head", "bilinear"))
        self.near_dep, self.near_head = Layer(arrays, "near_dep"), Layer(arrays, "near_head")
        self.label_dep, self.label_head, self.label = (Layer(arrays, n) for n in ("label_dep", "label_head", "label"))
        self.root, self.label_root, self.label_near = (arrays[n].astype(np.float32) for n in ("root", "label_root", "label_near"))
        places = np.arange(LONGEST)
        kinds = np.array([bucket(d) for d in range(-LONGEST, LONGEST + 1)])
        self.near: Longs = np.zeros((LONGEST, LONGEST + 1), np.int64)
        self.near[:, 1:] = kinds[places[None] - places[:, None] + LONGEST]

    def encode(self, sentences: Sequence[Sequence[str]]) -> Encoded:
        """All sentences one below the other; a window that reaches over a sentence's edge sees zeros there."""
        row = self.lexicon.row
        rows = np.array([row(word) for words in sentences for word in words], np.int64)
        sizes = np.array([len(words) for words in sentences])
        ends = np.repeat(np.cumsum(sizes), sizes)
        starts = ends - np.repeat(sizes, sizes)
        total = len(rows)
        at = np.arange(total)
        h = np.zeros((total + 1, self.inner.weights.shape[1]), np.float32)  # the last row stays zero
        x = np.concatenate([table[rows[:, i]] for i, table in enumerate(self.tables)], 1)
        h[:total] = np.maximum(self.inner(x), 0)
        for step, (conv, out) in zip(self.steps, self.blocks, strict=True):
            left = np.where(at - step >= starts, at - step, total)
            right = np.where(at + step < ends, at + step, total)
            u = np.maximum(conv(np.concatenate([h[left], h[:total], h[right]], 1)), 0)
            h[:total] += out(u)
        return Encoded(self, h[:total])
