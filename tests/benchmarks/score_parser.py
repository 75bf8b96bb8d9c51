"""Accuracy and speed of ``factspec.syntax`` on the treebank: ``python tests/benchmarks/score_parser.py [--treebank FOLDER]``."""

from __future__ import annotations

import argparse
import gzip
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "checks"))
from factspec.syntax import parse_many

SHOWN = (
    "root",
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl",
    "obl:agent",
    "conj",
    "advmod",
    "nummod",
    "appos",
    "aux",
    "aux:pass",
    "cop",
    "nmod",
    "acl:relcl",
    "advcl",
    "ccomp",
)
Row = tuple[str, str, str, int, str]  # word, upos, xpos, head, label


def read(path: Path) -> list[list[Row]]:
    sentences: list[list[Row]] = [[]]
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if cells[0].isdigit():
                sentences[-1].append((cells[1], cells[3], cells[4], int(cells[6]) - 1, cells[7]))
            elif not line.strip() and sentences[-1]:
                sentences.append([])
    return [s for s in sentences if s]


def score(sentences: list[list[Row]], fold: Callable[[str], str], detail: bool) -> None:
    started = time.perf_counter()
    trees = parse_many([[fold(r[0]) for r in s] for s in sentences])
    seconds = time.perf_counter() - started
    hits: Counter[str] = Counter()
    gold, told, both = Counter[str](), Counter[str](), Counter[str]()
    sure: Counter[int] = Counter()
    right: Counter[int] = Counter()
    for rows, tree in zip(sentences, trees):
        assert tree.heads.count(-1) == 1
        for at, (_, upos, xpos, head, label) in enumerate(rows):
            hits["tokens"] += 1
            hits["upos"] += tree.upos[at] == upos
            hits["xpos"] += tree.xpos[at] == xpos
            same = tree.heads[at] == head
            hits["uas"] += same
            hits["las"] += same and tree.deprels[at] == label
            gold[label] += 1
            told[tree.deprels[at]] += 1
            both[label] += same and tree.deprels[at] == label
            band = min(6, max(-1, tree.margins[at] // 64))
            sure[band] += 1
            right[band] += same
    print(
        "  ".join(f"{k} {100 * hits[k] / hits['tokens']:.2f}" for k in ("upos", "xpos", "uas", "las")),
        f" {hits['tokens'] / seconds:.0f} words/s",
    )
    if detail:
        print(
            "  precision/recall: ",
            ", ".join(f"{k} {100 * both[k] / max(1, told[k]):.0f}/{100 * both[k] / max(1, gold[k]):.0f}" for k in SHOWN),
        )
        print(
            "  head right by margin (units of 64): ", ", ".join(f"{b}: {100 * right[b] / sure[b]:.0f} % of {sure[b]}" for b in sorted(sure))
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--treebank", type=Path, default=Path("../shared/treebank"))
    options = parser.parse_args()
    started = time.perf_counter()
    parse_many([["Hello"]])
    print(f"first call (numpy and model) {1000 * (time.perf_counter() - started):.0f} ms")
    for part in ("dev", "test"):
        sentences = read(options.treebank / f"en_ewt-ud-{part}.conllu.gz")
        for name, fold in (("as written", str), ("lower case", str.lower)):
            print(part, name, end=": ")
            score(sentences, fold, name == "as written")
    words = [r[0] for s in sentences[:40] for r in s][:120]
    text = [words[i : i + 20] for i in range(0, 120, 20)]
    for name, sample in (("120 words in six sentences", text), ("20 words", text[:1]), ("120 words as one sentence", [words])):
        times = []
        for _ in range(40):
            started = time.perf_counter()
            parse_many(sample)
            times.append(time.perf_counter() - started)
        print(f"{name}: {1000 * sorted(times)[len(times) // 2]:.1f} ms")


if __name__ == "__main__":
    main()
