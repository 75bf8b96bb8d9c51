"""Writes ``checks/factspec/syntax/data/lemmas.json``: the forms on which the spelling rules of ``factspec.syntax.lemma`` fail.

    python tests/benchmarks/build_lemmas.py --lexemes FOLDER --out FILE

Needs lemminflect (MIT), whose tables give the forms of each word, and from the package spacy-lookups-data (MIT) the files
en_lexeme_prob.json.gz (which words are in use) and en_lemma_index.json.gz (WordNet's words).
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import lemminflect

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "checks"))
from factspec.syntax.lemma import noun_by_rule, verb_by_rule


def _pairs(text: str) -> dict[str, str]:
    """``form=lemma`` pairs; a bare word is its own lemma."""
    return {form: lemma or form for form, _, lemma in (item.partition("=") for item in text.split())}


OWN: dict[str, dict[str, str]] = {  # where the frequencies of the tables' source mislead
    "VERB": _pairs(
        """
        mimicking=mimic mimicked=mimic panicking=panic founded=found founding=found bound=bind rated=rate starred=star
        found=find left=leave felled=fell wound lay ground pen
        """
    ),
    "NOUN": _pairs(
        """
        teeth=tooth dice=die pence=penny gas data media people news thanks means series species headquarters odds
        crossroads goods clothes remains outskirts proceeds
        """
    ),
    "ADJ": _pairs(
        """
        better=good best=good worse=bad worst=bad farther=far later=late latest=late more most less least further latter
        last elder upper other lesser
        """
    ),
    "ADV": _pairs(
        """
        better=well best=well worse=badly worst=badly later=late earlier=early farther=far sooner=soon longer=long
        faster=fast harder=hard higher=high lower=low closer=close deeper=deep more most less least further
        """
    ),
    "PROPN": {d: d[:-1] for d in "mondays tuesdays wednesdays thursdays fridays saturdays sundays".split()},
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lexemes", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()

    def load(name: str) -> Any:
        with gzip.open(options.lexemes / name) as data:
            return json.load(data)

    likely: dict[str, float] = load("en_lexeme_prob.json.gz")
    index: dict[str, list[str]] = load("en_lemma_index.json.gz")
    rules: dict[str, Callable[[str], str]] = {"VERB": verb_by_rule, "NOUN": noun_by_rule, "ADJ": str, "ADV": str}
    out: dict[str, dict[str, str]] = {"PROPN": OWN["PROPN"]}
    for upos, rule in rules.items():
        chosen: dict[str, str] = {}
        for word in index[upos.lower()]:
            if not (word.isalpha() and word.islower() and likely.get(word, -99) > -17.5):
                continue
            forms = {f for group in lemminflect.getAllInflections(word, upos=upos).values() for f in group} | {word}
            for form in forms:
                if form in likely and (form not in chosen or likely[chosen[form]] < likely[word]):
                    chosen[form] = word
        if upos == "NOUN":  # a plural noun that is a word of its own ("arms", "forces") still counts as a plural
            own = [f for f, w in chosen.items() if f == w and f.endswith("s") and not f.endswith("ss") and f[:-1] in chosen]
            for form in [f for f in own if likely[f[:-1]] > likely[f] - 2.5]:
                chosen[form] = chosen[form[:-1]]
        chosen.update(OWN[upos])
        out[upos] = {f: w for f, w in chosen.items() if rule(f) != w}
    # By dictionary form: shorter, and easier to read in a diff.
    grouped: dict[str, dict[str, str]] = {}
    for upos, forms_of in sorted(out.items()):
        words: dict[str, list[str]] = {}
        for form, word in sorted(forms_of.items()):
            words.setdefault(word, []).append(form)
        grouped[upos] = {word: " ".join(forms) for word, forms in sorted(words.items())}
    options.out.write_text(json.dumps(grouped, indent=0, ensure_ascii=False) + "\n", "utf-8")
    print({upos: len(forms) for upos, forms in out.items()}, options.out.stat().st_size)


if __name__ == "__main__":
    main()
