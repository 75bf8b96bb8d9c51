"""From the scores of all heads to the best tree: one root, no cycles (Chu-Liu and Edmonds)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:  # to import it costs as much as a third of numpy
    from numpy.typing import NDArray

    Longs = NDArray[np.int64]

NEVER = -(2**52)


def _cycle(heads: list[int]) -> list[int]:
    """Some cycle of a graph in which node 0 is the root and every other node ``i`` hangs on ``heads[i]``; empty if there is none."""
    state = [0] * len(heads)
    state[0] = -1
    for start in range(1, len(heads)):
        node = start
        while state[node] == 0:
            state[node] = start
            node = heads[node]
        if state[node] == start:
            cycle = [node]
            while heads[cycle[-1]] != node:
                cycle.append(heads[cycle[-1]])
            return cycle
    return []


def _arborescence(scores: Longs) -> list[int]:
    """Best heads for ``scores[node, head]`` over nodes 0 (the root) to n; the entry of node 0 is 0."""
    best = scores.argmax(1)
    best[0] = 0
    heads: list[int] = best.tolist()
    cycle = _cycle(heads)
    if not cycle:
        return heads
    # Contract the cycle into one new node at the end, solve that, and break the cycle where the solution enters it.
    inside = np.array(cycle)
    outside = np.array([i for i in range(len(heads)) if i not in set(cycle)])
    gain = scores[inside] - scores[inside, best[inside]][:, None]
    smaller = np.full((len(outside) + 1, len(outside) + 1), NEVER, np.int64)
    smaller[:-1, :-1] = scores[np.ix_(outside, outside)]
    leaving = scores[np.ix_(outside, inside)]
    smaller[:-1, -1] = leaving.max(1)
    entering = gain[:, outside]
    smaller[-1, :-1] = entering.max(0)
    solved = _arborescence(smaller)
    for index, node in enumerate(outside.tolist()):
        above = solved[index]
        heads[node] = int(inside[leaving[index].argmax()]) if above == len(outside) else int(outside[above])
    entry = int(entering[:, solved[-1]].argmax())
    heads[cycle[entry]] = int(outside[solved[-1]])
    heads[0] = 0
    return heads


def best_tree(scores: Longs) -> list[int]:
    """Heads (-1 for the root) from ``scores[word, head]``, where head 0 is the root and ``j + 1`` is word ``j``."""
    size = len(scores)
    heads: list[int] = scores.argmax(1).tolist()
    if heads.count(0) != 1:
        # One root: the word that loses least by it.
        other = scores[:, 1:].max(1) if size > 1 else np.zeros(1, np.int64)
        root = int((scores[:, 0] - other).argmax())
        scores = scores.copy()
        kept = scores[root, 0]
        scores[:, 0] = NEVER
        scores[root] = NEVER
        scores[root, 0] = kept
        heads = scores.argmax(1).tolist()
    if _cycle([0, *heads]):
        root = heads.index(0)
        square = np.full((size + 1, size + 1), NEVER, np.int64)
        square[1:] = scores
        square[1:, 0] = NEVER
        square[root + 1] = NEVER
        square[root + 1, 0] = 0
        heads = _arborescence(square)[1:]
    return [head - 1 for head in heads]
