"""Nouns and names that a tree takes for something else.

"Ann lent the museum two paintings", read with the museum for a part of the paintings: no noun stands before the number or article of
the noun that it is compounded with, so it is the verb's other object.
"for her brother Karl", read as one spoken to: a name straight behind a noun, with no comma between, names that noun.
"the mine", read as a pronoun: behind an article stands a noun.
"The hospital plans to hire nurses", read as a noun with what was planned: a sentence without another verb has it for its own.
"spreads easily among sheep", read with the adverb for a part of the phrase: it belongs to the verb before it.
"Tom was absent", read as a passive: an adjective has none.
"The hall is to reopen", read with the hall outside of the clause: it is the subject.
"Win for Selva", read as a command: before "for" at the head of a line it is a noun.
"no longer charges", read as a noun: what has a subject and "no longer" before it is a verb.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factspec.syntax import Tree

_MEANS_TO = frozenset("plans hopes aims vows promises pledges offers attempts needs".split())
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_RESULTS = frozenset("win defeat victory loss".split())
_OWN = frozenset({"nummod", "det", "nmod:poss"})


def with_own_nouns(tree: Tree, words: Sequence[str]) -> Tree:
    """The tree with such nouns and names in their places, or as it was. Linear in the sentence."""
    tree = _with_intent(tree, words)
    heads, deprels, upos, xpos = list(tree.heads), list(tree.deprels), list(tree.upos), list(tree.xpos)
    own = {(head, k) for k, head in enumerate(tree.heads) if head > k and tree.deprels[k] in _OWN}
    own |= {(tree.heads[head], k) for k, head in enumerate(tree.heads) if (tree.heads[head], head) in own and tree.upos[k] == "NUM"}
    for k, head in enumerate(tree.heads):
        word = words[k].lower()
        if tree.upos[k] == "PRON" and word == "mine" and k and tree.upos[k - 1] in ("DET", "ADJ"):
            upos[k], xpos[k] = "NOUN", "NN"
        elif (
            tree.deprels[k] == "compound"
            and tree.upos[k] in ("NOUN", "PROPN")
            and (head, k + 1) in own
            and tree.deprels[head] == "obj"
            and tree.heads[head] >= 0
            and tree.upos[tree.heads[head]] == "VERB"
        ):
            heads[k], deprels[k] = tree.heads[head], "iobj"
            for j in range(k):
                if tree.heads[j] == head:
                    heads[j] = k
        elif head < 0 and k == 0 and tree.xpos[0] == "VB" and word in _RESULTS and len(tree) > 2 and words[1].lower() in ("for", "over"):
            upos[0], xpos[0] = "NOUN", "NN"
            for j in range(1, len(tree)):
                if tree.heads[j] == 0 and deprels[j] == "obl":
                    deprels[j] = "nmod"
        elif tree.deprels[k] in ("aux:pass", "nsubj:pass") and tree.upos[head] == "ADJ":
            deprels[k] = "cop" if tree.deprels[k] == "aux:pass" else "nsubj"
        elif tree.deprels[k] == "nsubj:outer" and tree.upos[head] == "VERB" and tree.xpos[head] == "VB":
            deprels[k] = "nsubj"
        elif (
            tree.upos[k] == "ADV"
            and tree.deprels[k] == "advmod"
            and head > k + 1
            and tree.upos[k + 1] == "ADP"
            and tree.heads[k + 1] == head
            and 0 <= tree.heads[head] == k - 1
            and tree.upos[k - 1] == "VERB"
        ):
            heads[k] = k - 1
        elif tree.deprels[k] == "vocative" and tree.upos[k] == "PROPN" and k and tree.upos[k - 1] == "NOUN":
            heads[k], deprels[k] = k - 1, "appos"
        elif (
            tree.upos[k] == "NOUN" and tree.xpos[k] == "NNS" and k > 2 and (words[k - 2].lower(), words[k - 1].lower()) == ("no", "longer")
        ):
            below = [j for j, h in enumerate(tree.heads) if h == k] if head < 0 else []
            if any(tree.deprels[j] == "nsubj" for j in below) and not any(tree.deprels[j] == "cop" for j in below):
                upos[k], xpos[k] = "VERB", "VBZ"
                heads[k - 1], deprels[k - 1] = k, "advmod"
                for j in below:
                    if j > k and deprels[j] == "nmod":
                        deprels[j] = "obl"
    if heads == list(tree.heads) and upos == list(tree.upos) and deprels == list(tree.deprels):
        return tree
    return replace(tree, heads=tuple(heads), deprels=tuple(deprels), upos=tuple(upos), xpos=tuple(xpos))


def _with_intent(tree: Tree, words: Sequence[str]) -> Tree:
    """A plural noun of intent at the root, with a noun before it and "to" with a verb behind it, is the sentence's verb."""
    root = tree.root
    if root < 1 or tree.xpos[root] != "NNS" or words[root].lower() not in _MEANS_TO or not _FINITE.isdisjoint(tree.xpos):
        return tree
    below = tree.children(root)
    act = next((k for k in below if k > root and tree.deprels[k] in ("acl", "advcl") and tree.xpos[k] == "VB"), -1)
    if act < 0 or words[root + 1].lower() != "to" or tree.deprels[root - 1] != "compound" or tree.heads[root - 1] != root:
        return tree
    heads, deprels, upos, xpos = list(tree.heads), list(tree.deprels), list(tree.upos), list(tree.xpos)
    for k in below:
        if k < root - 1:
            heads[k] = root - 1
    upos[root], xpos[root] = "VERB", "VBZ"
    deprels[root - 1], deprels[act] = "nsubj", "xcomp"
    return replace(tree, heads=tuple(heads), deprels=tuple(deprels), upos=tuple(upos), xpos=tuple(xpos))
