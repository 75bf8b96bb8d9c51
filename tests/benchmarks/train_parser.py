"""Trains the tagger and parser of ``factspec.syntax`` and writes its model file. Needs torch, which factspec itself does not.

    python tests/benchmarks/train_parser.py --treebank ../shared/treebank --lexemes FOLDER --minutes 45 --out parser.bin

``--treebank`` holds the UD English Web Treebank as en_ewt-ud-{train,dev,test}.conllu.gz; ``--lexemes`` the files
en_lexeme_cluster.json.gz and en_lexeme_prob.json.gz of the package spacy-lookups-data (MIT): Brown clusters, which tell the parser
what kind of word an unseen word is.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import sys
import time
from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

sys.path[:0] = [str(Path(__file__).resolve().parents[2] / "checks"), str(Path(__file__).resolve().parent)]
from parser_data import Gold, augmented, read  # noqa: E402
from parser_templates import made_up  # noqa: E402

from factspec.syntax.features import FEATURES, Lexicon, checksum, strings  # noqa: E402
from factspec.syntax.modelfile import BUCKETS, LOOK_AFTER, bucket, pack, quantize  # noqa: E402

STRING_TABLES = ("word", "suffix2", "suffix3", "suffix4", "prefix2", "prefix3", "shape")
LEAST = {"word": 2, "suffix2": 3, "suffix3": 4, "suffix4": 5, "prefix2": 4, "prefix3": 5, "shape": 4}
WIDTHS = {"word": 96, "cluster": 64, "branch": 16, "suffix2": 16, "suffix3": 32, "suffix4": 32, "prefix2": 16, "prefix3": 24, "shape": 24}
CLUSTER_WORDS = 45_000
MADE_UP = 650  # sentences an epoch


# ---- the lexicon


def build_lexicon(train: list[Gold], lexemes: Path) -> tuple[Lexicon, dict[str, Any]]:
    counts: dict[str, Counter[str]] = {name: Counter() for name in STRING_TABLES}
    for gold in train:
        for word in gold.words:
            for name, value in zip(STRING_TABLES, strings(word)):
                counts[name][value] += 1
    tables = {name: sorted({checksum(v) for v, n in counts[name].items() if n >= LEAST[name]}) for name in STRING_TABLES}
    with gzip.open(lexemes / "en_lexeme_cluster.json.gz") as data:
        clusters: dict[str, int] = json.load(data)
    with gzip.open(lexemes / "en_lexeme_prob.json.gz") as data:
        likely: dict[str, float] = json.load(data)
    known = sorted((w for w, c in clusters.items() if int(c) and w in likely), key=lambda w: (-likely[w], w))
    # A capital at the head of a sentence is no news: "Said" falls back on "said" unless the word is a name of its own.
    known = [w for w in known if w.islower() or not w[:1].isupper() or w.lower() not in likely or likely[w] > likely[w.lower()] - 1.5][
        :CLUSTER_WORDS
    ]
    ids = {c: i + 1 for i, c in enumerate(sorted({int(clusters[w]) for w in known}))}
    by_key = {checksum(w): ids[int(clusters[w])] for w in known}
    keys = sorted(by_key)
    stems = {s: i + 1 for i, s in enumerate(sorted({c & 127 for c in ids}))}
    branches = [0] + [stems[c & 127] for c in sorted(ids)]
    parts = {"tables": tables, "cluster_keys": keys, "cluster_rows": [by_key[k] for k in keys], "branches": branches}
    return Lexicon(**parts), parts


# ---- the net


class Block(nn.Module):
    """h + W relu(conv(h)) : a window of three words, ``step`` apart."""

    def __init__(self, width: int, step: int, drop: float) -> None:
        super().__init__()
        self.step, self.drop = step, drop
        self.conv = nn.Linear(3 * width, width)
        self.out = nn.Linear(width, width)
        nn.init.normal_(self.out.weight, std=0.3 / math.sqrt(width))

    def forward(self, h: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        p = F.pad(h, (0, 0, self.step, self.step))
        n = h.shape[1]
        window = torch.cat([p[:, :n], h, p[:, 2 * self.step :]], -1)
        u = F.dropout(F.relu(self.conv(window)), self.drop, self.training)
        return (h + self.out(u)) * mask


class Edges(nn.Module):
    """Scores of every head for every word: likeness of the two, and what each thinks of the distance."""

    def __init__(self, width: int, size: int, drop: float) -> None:
        super().__init__()
        self.drop = drop
        self.dep, self.head = nn.Linear(width, size), nn.Linear(width, size)
        self.bilinear = nn.Linear(size, size)
        self.root = nn.Parameter(torch.randn(size) * 0.3)
        self.near_dep, self.near_head = nn.Linear(size, BUCKETS), nn.Linear(size, BUCKETS)

    def forward(self, h: torch.Tensor, mask: torch.Tensor, near: torch.Tensor) -> torch.Tensor:
        """Scores [batch, word, head]; head 0 is the root."""
        size, n, _ = h.shape
        d = F.dropout(F.relu(self.dep(h)), self.drop, self.training)
        g = F.dropout(F.relu(self.head(h)), self.drop, self.training)
        g = torch.cat([self.root.expand(size, 1, -1), g], 1)
        index = near.expand(size, n, n + 1)
        scores = self.bilinear(d) @ g.transpose(1, 2) + torch.gather(self.near_dep(d), 2, index)
        scores = scores + torch.gather(self.near_head(g), 2, index.transpose(1, 2)).transpose(1, 2)
        absent = torch.cat([torch.zeros(size, 1, dtype=torch.bool), mask[..., 0] == 0], 1)[:, None]
        return scores.masked_fill(absent | F.pad(torch.eye(n, dtype=torch.bool), (1, 0)), -1e4)


class Look(nn.Module):
    """Lets each word see its likely head, that one's head, and the sum of its likely dependents."""

    def __init__(self, width: int, drop: float) -> None:
        super().__init__()
        self.drop = drop
        self.edges = Edges(width, 96, drop)
        self.root = nn.Parameter(torch.zeros(width))
        self.up = nn.Linear(width, 96)
        self.mix = nn.Linear(3 * width + 96, width)
        self.out = nn.Linear(width, width)
        nn.init.normal_(self.out.weight, std=0.3 / math.sqrt(width))

    def forward(self, h: torch.Tensor, mask: torch.Tensor, near: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        size, n, width = h.shape
        scores = self.edges(h, mask, near)
        heads = scores.argmax(-1)
        rooted = torch.cat([self.root.expand(size, 1, -1), h], 1)
        above = torch.gather(F.pad(heads, (1, 0)), 1, heads)
        first, second = (torch.gather(rooted, 1, i[..., None].expand(-1, -1, width)) for i in (heads, above))
        below = torch.zeros(size, n + 1, 96).scatter_add(1, heads[..., None].expand(-1, -1, 96), F.relu(self.up(h)) * mask)[:, 1:]
        u = F.relu(self.mix(torch.cat([h, first, second, 0.5 * below], -1)))
        return (h + self.out(F.dropout(u, self.drop, self.training))) * mask, scores


class Net(nn.Module):
    def __init__(self, sizes: dict[str, int], classes: int, labels: int, width: int, steps: tuple[int, ...], drop: float) -> None:
        super().__init__()
        self.drop = drop
        self.tables = nn.ModuleList([nn.Embedding(sizes[f], WIDTHS[f]) for f in FEATURES])
        for t in self.tables:
            nn.init.normal_(t.weight, std=0.5)
        self.inner = nn.Linear(sum(WIDTHS.values()), width)
        self.blocks = nn.ModuleList([Block(width, s, drop) for s in steps])
        self.tag = nn.Linear(width, classes)
        self.look = Look(width, drop)
        self.edges = Edges(width, 160, drop)
        self.label_dep, self.label_head = nn.Linear(width, 128), nn.Linear(width, 128)
        self.label_root = nn.Parameter(torch.randn(128) * 0.3)
        self.label_near = nn.Parameter(torch.zeros(BUCKETS, 128))
        self.label = nn.Linear(128, labels)

    def encode(self, rows: torch.Tensor, mask: torch.Tensor, near: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """What is known of each word in the end, and the first guess at the heads' scores."""
        x = torch.cat([t(rows[..., i]) for i, t in enumerate(self.tables)], -1)
        x = F.dropout(x, self.drop, self.training)
        h = F.relu(self.inner(x)) * mask
        for block in self.blocks[:LOOK_AFTER]:
            h = block(h, mask)
        h, guess = self.look(h, mask, near)
        for block in self.blocks[LOOK_AFTER:]:
            h = block(h, mask)
        return F.dropout(h, self.drop, self.training), guess

    def labels(self, h: torch.Tensor, heads: torch.Tensor, near: torch.Tensor) -> torch.Tensor:
        """Scores [batch, word, label] given each word's head (0: root)."""
        g = torch.cat([self.label_root.expand(len(h), 1, -1), self.label_head(h)], 1)
        g = torch.gather(g, 1, heads[..., None].expand(-1, -1, 128))
        buckets = torch.gather(near.expand(len(h), *near.shape), 2, heads[..., None])[..., 0]
        u = F.relu(self.label_dep(h) + g + self.label_near[buckets])
        return self.label(F.dropout(u, self.drop, self.training))


@cache
def nearness(n: int) -> torch.Tensor:
    """Distance buckets [word, head], head 0 being the root."""
    return torch.tensor([[0] + [bucket(j - i) for j in range(n)] for i in range(n)])


@dataclass(frozen=True)
class Batch:
    rows: torch.Tensor
    mask: torch.Tensor
    tags: torch.Tensor
    heads: torch.Tensor
    labels: torch.Tensor


class Codes:
    """Joint tags and labels as numbers."""

    def __init__(self, train: list[Gold]) -> None:
        self.tags = sorted({(u, x) for g in train for u, x in zip(g.upos, g.xpos)})
        self.labels = sorted({d for g in train for d in g.deprels})
        self.tag_id = {t: i for i, t in enumerate(self.tags)}
        self.label_id = {t: i for i, t in enumerate(self.labels)}


def batches(golds: list[Gold], lexicon: Lexicon, codes: Codes, size: int, rng: random.Random | None, counts: Counter[str]) -> list[Batch]:
    order = sorted(range(len(golds)), key=lambda i: len(golds[i].words) + (rng.random() * 4 if rng else 0))
    groups: list[list[int]] = [[]]
    for i in order:
        if groups[-1] and (len(groups[-1]) + 1) * len(golds[i].words) > size:
            groups.append([])
        groups[-1].append(i)
    if rng:
        rng.shuffle(groups)
    made = []
    for group in groups:
        n = max(len(golds[i].words) for i in group)
        rows = np.zeros((len(group), n, len(FEATURES)), np.int64)
        mask = np.zeros((len(group), n, 1), np.float32)
        tags, heads, labels = (np.full((len(group), n), -100) for _ in range(3))
        for b, i in enumerate(group):
            g = golds[i]
            k = len(g.words)
            for at, word in enumerate(g.words):
                rows[b, at] = lexicon.row(word)
                if rng:
                    if rng.random() < 0.25 / (0.25 + counts[strings(word)[0]]):
                        rows[b, at, 0] = 0
                    if rng.random() < 0.04:
                        rows[b, at, 1:3] = 0
            mask[b, :k] = 1
            tags[b, :k] = [codes.tag_id.get(t, 0) for t in zip(g.upos, g.xpos)]
            heads[b, :k] = [h + 1 for h in g.heads]
            labels[b, :k] = [codes.label_id.get(t, 0) for t in g.deprels]
        made.append(Batch(*(torch.from_numpy(a) for a in (rows, mask, tags, heads, labels))))
    return made


def losses(net: Net, batch: Batch) -> torch.Tensor:
    near = nearness(batch.rows.shape[1])
    h, guess = net.encode(batch.rows, batch.mask, near)
    heads = batch.heads.flatten()
    arc = F.cross_entropy(net.edges(h, batch.mask, near).flatten(0, 1), heads, ignore_index=-100)
    arc = arc + 0.5 * F.cross_entropy(guess.flatten(0, 1), heads, ignore_index=-100)
    tag = F.cross_entropy(net.tag(h).flatten(0, 1), batch.tags.flatten(), ignore_index=-100)
    label = F.cross_entropy(net.labels(h, batch.heads.clamp(min=0), near).flatten(0, 1), batch.labels.flatten(), ignore_index=-100)
    return arc + 0.6 * tag + 0.6 * label


@torch.no_grad()
def quick_score(net: Net, made: list[Batch], codes: Codes) -> tuple[float, float, float]:
    """UPOS, UAS, LAS without tree repair: a look at how training goes."""
    net.eval()
    upos = torch.tensor([sorted({u for u, _ in codes.tags}).index(u) for u, _ in codes.tags])
    right, total = [0, 0, 0], 0
    for batch in made:
        near = nearness(batch.rows.shape[1])
        h, _ = net.encode(batch.rows, batch.mask, near)
        heads = net.edges(h, batch.mask, near).argmax(-1)
        labels = net.labels(h, heads, near).argmax(-1)
        keep = batch.heads >= 0
        right[0] += int((upos[net.tag(h).argmax(-1)] == upos[batch.tags.clamp(min=0)])[keep].sum())
        right[1] += int((heads == batch.heads)[keep].sum())
        right[2] += int(((heads == batch.heads) & (labels == batch.labels))[keep].sum())
        total += int(keep.sum())
    net.train()
    return right[0] / total, right[1] / total, right[2] / total


def build(sizes: dict[str, int], codes: Codes, options: argparse.Namespace) -> Net:
    return Net(sizes, len(codes.tags), len(codes.labels), options.width, tuple(int(s) for s in options.steps.split(",")), options.drop)


def train(golds: list[Gold], dev: list[Gold], lexicon: Lexicon, codes: Codes, sizes: dict[str, int], options: argparse.Namespace) -> Net:
    rng = random.Random(options.seed)
    torch.manual_seed(options.seed)
    counts = Counter(strings(w)[0] for g in golds for w in g.words)
    names = sorted({w for g in golds for w, t in zip(g.words, g.xpos) if t == "NNP" and w.isalpha() and w[:1].isupper() and len(w) > 2})
    net = build(sizes, codes, options)
    average = {k: v.clone() for k, v in net.state_dict().items()}
    optimizer = torch.optim.AdamW(net.parameters(), lr=options.rate, betas=(0.9, 0.98), weight_decay=0.01)
    dev_batches = batches(dev, lexicon, codes, 4000, None, counts)
    started, step, epoch = time.monotonic(), 0, 0
    while (done := (time.monotonic() - started) / (60 * options.minutes)) < 1:
        seen = [augmented(g, rng, names, counts) for g in [*golds, *(made_up(rng) for _ in range(MADE_UP))]]
        for batch in batches(seen, lexicon, codes, options.batch, rng, counts):
            done = min(1.0, (time.monotonic() - started) / (60 * options.minutes))
            for group in optimizer.param_groups:
                group["lr"] = options.rate * min(1, (step + 1) / 200) * (0.5 * (1 + math.cos(math.pi * done)) + 0.01)
            loss = losses(net, batch)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 2.0)
            optimizer.step()
            step += 1
            decay = min(0.998, step / (step + 20))
            for k, v in net.state_dict().items():
                average[k].lerp_(v, 1 - decay)
            if done >= 1:
                break
        epoch += 1
        if epoch % options.look == 0 or done >= 1:
            kept = {k: v.clone() for k, v in net.state_dict().items()}
            net.load_state_dict(average)
            print(
                f"epoch {epoch} {time.monotonic() - started:.0f}s loss {loss.item():.3f} dev upos/uas/las",
                *(f"{100 * s:.2f}" for s in quick_score(net, dev_batches, codes)),
                flush=True,
            )
            torch.save(average, options.out.with_suffix(".pt"))
            net.load_state_dict(kept)
    net.load_state_dict(average)
    return net.eval()


def export(net: Net, parts: dict[str, Any], codes: Codes, out: Path) -> None:
    """Writes the model file."""
    steps = [block.step for block in net.blocks]
    arrays = quantize({k: v.numpy() for k, v in net.state_dict().items()}, len(FEATURES), steps)
    for name in STRING_TABLES:
        arrays[f"keys.{name}"] = np.array(parts["tables"][name], np.uint32)
    arrays["cluster_keys"] = np.array(parts["cluster_keys"], np.uint32)
    arrays["cluster_rows"], arrays["branches"] = np.array(parts["cluster_rows"], np.uint16), np.array(parts["branches"], np.uint16)
    out.write_bytes(pack({"tags": codes.tags, "labels": codes.labels, "steps": steps, "tables": STRING_TABLES}, arrays))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--treebank", type=Path, default=Path("../shared/treebank"))
    parser.add_argument("--lexemes", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--load", type=Path, help="float weights (.pt) of an earlier run: only write the model file")
    parser.add_argument("--minutes", type=float, default=45)
    parser.add_argument("--width", type=int, default=192)
    parser.add_argument("--steps", default="1,2,4,8,1,2")
    parser.add_argument("--drop", type=float, default=0.3)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--batch", type=int, default=1200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--look", type=int, default=2)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    golds, dev = (read(options.treebank / f"en_ewt-ud-{part}.conllu.gz") for part in ("train", "dev"))
    lexicon, parts = build_lexicon(golds, options.lexemes)
    codes = Codes(golds)
    sizes = {name: len(parts["tables"][name]) + 1 for name in STRING_TABLES}
    sizes["cluster"], sizes["branch"] = len(parts["branches"]), max(parts["branches"]) + 1
    print(sizes, len(codes.tags), len(codes.labels), flush=True)
    if options.load:
        net = build(sizes, codes, options)
        net.load_state_dict(torch.load(options.load))
    else:
        net = train(golds, dev, lexicon, codes, sizes, options)
        torch.save(net.state_dict(), options.out.with_suffix(".pt"))
    export(net, parts, codes, options.out)


if __name__ == "__main__":
    main()
