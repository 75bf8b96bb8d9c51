"""Clause structure: sound trees for any input, the same alone and in company, right on plain sentences; lemmas by part of speech."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factspec.syntax import Tree, lemma, parse, parse_many
from work import calls

WORDS = st.lists(
    st.sampled_from("the Lavrov said that 26 people were killed , and in ( ) . ; who Kestrane 's ﬁ ½ 漢 \ud800 -- $ % 3-1 xqzvw".split()),
    max_size=40,
)


def sound(tree: Tree, size: int) -> bool:
    """One root, every token reaches it, all columns of one length."""
    columns = (tree.upos, tree.xpos, tree.heads, tree.deprels, tree.margins)
    if any(len(column) != size for column in columns):
        return False
    if size == 0:
        return True
    return tree.heads.count(-1) == 1 and all(len(list(zip(range(size + 1), tree.ancestors(i)))) < size for i in range(size))


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=6))
def test_trees_are_trees(sentences: list[list[str]]) -> None:
    """Whatever the words, each sentence gets one tree, and the root alone is labelled so."""
    for words, tree in zip(sentences, parse_many(sentences), strict=True):
        assert sound(tree, len(words))
        assert [label == "root" for label in tree.deprels] == [head == -1 for head in tree.heads]


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, min_size=2, max_size=5))
def test_company_makes_no_difference(sentences: list[list[str]]) -> None:
    """A sentence is read the same alone and among others: sums are of whole numbers."""
    assert parse_many(sentences) == [parse(words) for words in sentences]


def test_long_sentences() -> None:
    """An overlong sentence still gets one tree, by work that grows with its length only."""
    words = "the minister said that 26 people were killed ,".split() * 400
    parse(words[:20])
    assert sound(parse(words), len(words))
    assert calls(lambda: parse(words[:1800])) < 3 * calls(lambda: parse(words[:900]))


def relations(text: str) -> set[tuple[str, str, str]]:
    words = text.split()
    tree = parse(words)
    return {(words[i], tree.deprels[i], words[head] if head >= 0 else "") for i, head in enumerate(tree.heads)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Five gunmen killed 26 people on 22 April .",
            {("gunmen", "nsubj", "killed"), ("people", "obj", "killed"), ("26", "nummod", "people"), ("killed", "root", "")},
        ),
        (
            "Twenty people were injured by the blast .",
            {("people", "nsubj:pass", "injured"), ("were", "aux:pass", "injured"), ("blast", "obl:agent", "injured")},
        ),
        ("Lavrov did not call Jaishankar .", {("Lavrov", "nsubj", "call"), ("Jaishankar", "obj", "call"), ("not", "advmod", "call")}),
        (
            "Kestrane 's revenue rose by 12 % in the quarter .",
            {("Kestrane", "nmod:poss", "revenue"), ("revenue", "nsubj", "rose"), ("quarter", "obl", "rose")},
        ),
        (
            "She is the director of the institute .",
            {("She", "nsubj", "director"), ("is", "cop", "director"), ("institute", "nmod", "director")},
        ),
        (
            "The minister said that the treaty had been suspended .",
            {("minister", "nsubj", "said"), ("suspended", "ccomp", "said"), ("treaty", "nsubj:pass", "suspended")},
        ),
        (
            "Brandvik , who was convicted in 2023 , will be retried .",
            {("who", "nsubj:pass", "convicted"), ("convicted", "acl:relcl", "Brandvik"), ("Brandvik", "nsubj:pass", "retried")},
        ),
        (
            "india has suspended the treaty and pakistan has closed its airspace",
            {
                ("india", "nsubj", "suspended"),
                ("treaty", "obj", "suspended"),
                ("closed", "conj", "suspended"),
                ("airspace", "obj", "closed"),
            },
        ),
    ],
)
def test_plain_sentences(text: str, expected: set[tuple[str, str, str]]) -> None:
    """Who does what to whom, in active and passive, with negation, possession, copula, speech, relative clauses, small letters."""
    assert expected <= relations(text)


def test_tags_tell_tense() -> None:
    """Penn tags tell a past tense from a participle and a plan from a deed."""
    tree = parse("They attacked the valley that was attacked before and will attack it .".split())
    assert (tree.xpos[1], tree.xpos[6], tree.xpos[9], tree.xpos[10]) == ("VBD", "VBN", "MD", "VB")


def test_nothing() -> None:
    """An empty sentence has an empty tree; no sentences, no trees."""
    assert parse([]) == Tree((), (), (), (), ())
    assert parse([]).root == -1
    assert parse_many([]) == []
    assert [len(t) for t in parse_many([[], ["Yes"], []])] == [0, 1, 0]


def test_import_is_light() -> None:
    """Importing the room loads neither numpy nor the model: a run that reads no text does not pay for them."""
    code = (
        "import sys, factspec.syntax as s; assert 'numpy' not in sys.modules; s.lemma('killed', 'VERB'); assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


LEMMAS = {
    "VERB": """killed=kill found=find left=leave hoped=hope stopped=stop visited=visit lying=lie raised=raise rose=rise agreed=agree
        convicted=convict closing=close dismissed=dismiss equalised=equalise led=lead re-elected=re-elect upended=upend died=die
        brought=bring backed=back planned=plan cited=cite urged=urge condemned=condemn overturned=overturn upheld=uphold""",
    "AUX": "was=be ’s=be wo=will ’ve=have",
    "PART": "n’t=not not=not",
    "NOUN": """countries=country lives=life children=child buses=bus houses=house news=news crises=crisis gunmen=gunman gas=gas
        headquarters=headquarters heroes=hero movies=movie forces=force treaties=treaty losses=loss shares=share wives=wife""",
    "ADJ": "left=left better=good largest=large deadliest=deadly former=former proper=proper bigger=big fewer=few",
    "ADV": "better=well earlier=early",
    "PROPN": "Athens=athens Kestraned=kestraned",
}


@pytest.mark.parametrize(
    ("token", "upos", "expected"),
    [(token, upos, word) for upos, pairs in LEMMAS.items() for token, word in (pair.split("=") for pair in pairs.split())],
)
def test_lemma(token: str, upos: str, expected: str) -> None:
    """The part of speech decides which dictionary form a word has."""
    assert lemma(token, upos) == expected


def test_sums_stay_exact() -> None:
    """No layer of the shipped model can add up to 2 ** 24, beyond which 32-bit floats are no longer exact."""
    import numpy as np

    from factspec.syntax.modelfile import read

    _, arrays = read(files("factspec.syntax").joinpath("data", "english.bin").read_bytes())
    layers = [name.removesuffix(".w") for name in arrays if name.endswith(".w")]
    assert len(layers) > 20
    for name in layers:
        largest = np.abs(arrays[f"{name}.w"].astype(np.int64)).sum(0) * int(arrays[f"{name}.limit"][0]) + np.abs(arrays[f"{name}.b"])
        assert largest.max() < 2**24, name


def test_model_is_small() -> None:
    """The model travels with the package."""
    assert len(files("factspec.syntax").joinpath("data", "english.bin").read_bytes()) < 6_000_000


def test_same_on_every_machine() -> None:
    """To the last unit: scores do not depend on processor, library or order of summation. A new model brings new numbers here."""
    tree = parse("Lavrov , Russia 's foreign minister , told reporters that 26 people had been killed .".split())
    assert tree.heads == (7, 5, 5, 2, 5, 0, 5, -1, 7, 14, 11, 14, 14, 14, 7, 7)
    assert tree.margins == (332, 592, 995, 1393, 856, 714, 109, 1425, 847, 1321, 704, 834, 2340, 1484, 343, 1099)
