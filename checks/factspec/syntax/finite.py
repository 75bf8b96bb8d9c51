"""A sentence whose tree has a noun for its root and the past tense behind it for a participle: "Velmar Shipping bought Ostra Lines".

A participle that modifies a noun has no object of its own but with verbs of giving and naming ("a man called X"). Where a sentence
has no other finite verb, such a participle is the past tense, and the noun its subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factspec.syntax import Tree
from factspec.syntax.lemma import lemma

_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_TWO_OBJECTS = frozenset(
    "give award pay hand offer tell teach send show grant deny owe promise lend assign allow ask charge fine bring sell serve "
    "name call dub title entitle term style nickname christen label deem declare elect appoint make consider vote crown".split()
)


def with_finite_verb(tree: Tree, words: Sequence[str]) -> Tree:
    """The tree with the past tense for its root, or as it was. Linear in the sentence."""
    root = tree.root
    if root < 0 or tree.upos[root] not in ("NOUN", "PROPN") or not _FINITE.isdisjoint(tree.xpos):
        return tree
    if any(tree.deprels[k] in ("cop", "nsubj", "nsubj:pass", "csubj", "case", "mark") for k in tree.children(root)):
        return tree
    for verb in tree.children(root):
        if verb > root and tree.deprels[verb] == "acl" and tree.xpos[verb] == "VBN":
            base = lemma(words[verb], "VERB")
            acts = any(tree.deprels[k] == "obj" and k > verb for k in tree.children(verb))
            return _raised(tree, root, verb) if acts and base not in _TWO_OBJECTS and _past(words[verb], base) else tree
    return tree


def _past(word: str, base: str) -> bool:
    """Whether a participle may be the past tense as well: "bought" and "signed", and not "taken"."""
    low = word.lower()
    return low.endswith("ed") or not (low.endswith(("en", "wn", "ne", "um", "ung")) or low == base)


def _raised(tree: Tree, noun: int, verb: int) -> Tree:
    heads, deprels, xpos = list(tree.heads), list(tree.deprels), list(tree.xpos)
    heads[verb], deprels[verb], xpos[verb] = -1, "root", "VBD"
    heads[noun], deprels[noun] = verb, "nsubj"
    for k in tree.children(noun):
        if k > verb:
            heads[k] = verb
            if deprels[k] == "nmod":
                deprels[k] = "obl"
    return replace(tree, heads=tuple(heads), deprels=tuple(deprels), xpos=tuple(xpos))
