"""Sentences whose tree has no finite verb although a word of theirs can only be one.

"Velmar Shipping bought Ostra Lines", read as a noun with a participle: a participle that modifies a noun has no object of its own but
with verbs of giving and naming ("a man called X"), so it is the past tense and the noun its subject.
"Velmar plans to buy Ostra Lines", read as a noun with an infinitive for its verb: an infinitive with "to" has no subject before it, so
the plural noun is the verb, and what was compounded with it the subject.
"The cat bit the postman", read as one long noun: a form that is a verb's past alone, between a noun and an article, is the verb.
"It was made by Ann and the frame was cut by Bob", read with "Ann and the frame" for one phrase: a finite verb that has no subject of its
own and stands straight behind such a phrase has the last member for its subject.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from factspec.syntax import Tree
from factspec.syntax.lemma import lemma, pasts

# What a thing does of itself: where a sentence with a full stop has no other verb, such a form is no participle ("The motion passed 9-4.")
_BY_ITSELF = frozenset("pass fall rise drop sink collapse crash begin end start open close reopen fail arrive climb grow shrink".split())
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
_TWO_OBJECTS = frozenset(
    "give award pay hand offer tell teach send show grant deny owe promise lend assign allow ask charge fine bring sell serve "
    "name call dub title entitle term style nickname christen label deem declare elect appoint make consider vote crown".split()
)


def with_finite_verb(tree: Tree, words: Sequence[str]) -> Tree:
    """The tree with every finite verb in its place, or as it was. Linear in the sentence."""
    root = tree.root
    if root < 0:
        return tree
    tree = _with_participles(tree, words)
    if not _FINITE.isdisjoint(tree.xpos):
        return _with_subjects(tree, words)
    if (told := _misnamed(tree, words, root)) is not None:
        return told
    if tree.xpos[root] == "NN" and (inner := _with_past_for_noun(tree, words, root)) is not None:
        return inner
    if tree.xpos[root] == "VB":
        return _with_plural_for_verb(tree, words, root)
    if tree.upos[root] not in ("NOUN", "PROPN"):
        return tree
    if (present := _with_present_for_plural(tree, words, root)) is not None:
        return present
    if any(tree.deprels[k] in ("cop", "nsubj", "nsubj:pass", "csubj", "case", "mark") for k in tree.children(root)):
        return tree
    for verb in tree.children(root):
        if verb > root and tree.deprels[verb] == "acl" and tree.xpos[verb] == "VBN":
            base = lemma(words[verb], "VERB")
            acts = any(_acted_upon(tree, k) and k > verb for k in tree.children(verb))
            moves = base in _BY_ITSELF and words[-1] == "."
            return _raised(tree, root, verb) if (moves or (acts and base not in _TWO_OBJECTS)) and _past(words[verb], base) else tree
    return tree


def _acted_upon(tree: Tree, k: int) -> bool:
    """Whether a word is the object of its verb, whatever the tree calls it: a name without a preposition is one too."""
    name = tree.upos[k] == "PROPN" and tree.deprels[k] in ("xcomp", "obl:unmarked", "dep")
    return tree.deprels[k] == "obj" or (name and not any(tree.deprels[g] == "case" for g in tree.children(k)))


def _with_participles(tree: Tree, words: Sequence[str]) -> Tree:
    """A passive's participle that was taken for an adjective ("was not stolen") is the verb again."""
    upos, xpos = list(tree.upos), list(tree.xpos)
    for k, rel in enumerate(tree.deprels):
        head = tree.heads[k]
        if rel == "aux:pass" and head >= 0 and upos[head] == "ADJ" and lemma(words[head], "VERB") != words[head].lower():
            upos[head], xpos[head] = "VERB", "VBN"
    return tree if upos == list(tree.upos) else replace(tree, upos=tuple(upos), xpos=tuple(xpos))


# Verbs of being and going on somewhere whose third person reads like a plural.
_PRESENTS = frozenset(
    "lives works plays docks trains studies teaches sings dances sails runs stands comes leaves stops starts ends opens closes makes bakes "
    "builds grows carries serves supports backs heads leads chairs coaches directs commands manages owns rents rules guards drives".split()
)


def _with_present_for_plural(tree: Tree, words: Sequence[str], root: int) -> Tree | None:
    """A sentence without any verb whose last plural before a preposition can be one ("Anna Holt lives in Bremen."), read so."""
    if words[-1] != "." or tree.xpos[root] != "NNS" or words[root] not in _PRESENTS or not 0 < root < len(tree) - 2:
        return None
    before = root - 1
    if tree.heads[before] != root or tree.upos[before] not in ("NOUN", "PROPN") or tree.xpos[before] == "NNS":
        return None
    if tree.upos[root + 1] not in ("ADP", "DET", "PROPN", "NUM") or not (tree.upos[before] == "PROPN" or tree.upos[0] == "DET"):
        return None
    heads, deprels, xpos, upos = list(tree.heads), list(tree.deprels), list(tree.xpos), list(tree.upos)
    upos[root], xpos[root], deprels[before] = "VERB", "VBZ", "nsubj"
    for k in tree.children(root):
        if k < before:
            heads[k] = before
        elif k > root and deprels[k] in ("nmod", "nmod:unmarked"):
            deprels[k] = "obl"
        elif k > root and deprels[k] in ("appos", "dep", "compound"):
            deprels[k] = "obj"
    return replace(tree, heads=tuple(heads), deprels=tuple(deprels), xpos=tuple(xpos), upos=tuple(upos))


_OWN_PASTS = frozenset({"cost", "hit", "cut", "set"})  # pasts that are their own infinitives


def _misnamed(tree: Tree, words: Sequence[str], root: int) -> Tree | None:
    """A past in small letters taken for a name ("The trawler sank"), or one like its infinitive before an amount ("It cost €640m")."""
    low = words[root]
    before = [k for k in tree.children(root) if k < root and tree.deprels[k] in ("nsubj", "compound") and tree.upos[k] in ("NOUN", "PROPN")]
    if not low.islower() or not before or before[-1] != root - 1:
        return None
    amount = root + 1 < len(tree) and tree.upos[root + 1] in ("NUM", "SYM") and low in _OWN_PASTS and tree.upos[root] == "NOUN"
    if not amount and (tree.upos[root] != "PROPN" or low not in pasts()):
        return None
    heads, deprels, xpos, upos = list(tree.heads), list(tree.deprels), list(tree.xpos), list(tree.upos)
    upos[root], xpos[root], deprels[before[-1]] = "VERB", "VBD", "nsubj"
    for k in tree.children(root):
        if k < before[-1]:
            heads[k] = before[-1]
        elif amount and k > root and deprels[k] in ("orphan", "nummod", "dep", "compound", "nmod", "appos"):
            deprels[k] = "obj"
    return replace(tree, heads=tuple(heads), deprels=tuple(deprels), xpos=tuple(xpos), upos=tuple(upos))


def _with_subjects(tree: Tree, words: Sequence[str]) -> Tree:
    """The last member of a coordination before a finite verb without a subject becomes that verb's subject."""
    below: dict[int, list[int]] = {}
    for k, head in enumerate(tree.heads):
        below.setdefault(head, []).append(k)
    heads, deprels = list(tree.heads), list(tree.deprels)
    for verb in range(len(tree)):
        if tree.upos[verb] != "VERB" or tree.deprels[verb] not in ("conj", "parataxis", "root"):
            continue
        own = below.get(verb, [])
        helps = [k for k in own if tree.deprels[k].startswith("aux")]
        first = min(helps, default=verb)
        if first == 0 or tree.xpos[first] not in _FINITE or any(tree.deprels[k].split(":")[0] in ("nsubj", "csubj", "expl") for k in own):
            continue
        member = first - 1
        while tree.deprels[member] in ("flat", "compound") and tree.heads[member] >= 0:
            member = tree.heads[member]
        if words[member] == "," and member:
            member = _described_member(tree, member - 1)  # "and Ann, the chair of the board, has ..."
        joined = any(tree.deprels[k] == "cc" and k < member for k in below.get(member, []))
        if tree.deprels[member] != "conj" or not joined or tree.upos[member] not in ("NOUN", "PROPN") or tree.heads[member] > member:
            continue
        if _above(tree.heads, verb, member) or tree.upos[tree.heads[member]] not in ("NOUN", "PROPN"):
            continue
        if tree.deprels[tree.heads[member]].startswith("nsubj"):
            continue
        heads[member] = verb
        deprels[member] = "nsubj:pass" if any(tree.deprels[k] == "aux:pass" for k in own) else "nsubj"
    return tree if deprels == list(tree.deprels) else replace(tree, heads=tuple(heads), deprels=tuple(deprels))


def _described_member(tree: Tree, at: int) -> int:
    """The member of a coordination whose apposition ends at a token, or the token itself."""
    up, steps, described = at, 0, False
    while tree.heads[up] >= 0 and steps < 8 and tree.deprels[up] != "conj":
        described = described or tree.deprels[up] == "appos"
        up, steps = tree.heads[up], steps + 1
    return up if described and tree.deprels[up] == "conj" else at


def _above(heads: Sequence[int], low: int, high: int) -> bool:
    """Whether ``low`` hangs, over whatever steps, on ``high``."""
    while low >= 0 and low != high:
        low = heads[low]
    return low == high


def _with_past_for_noun(tree: Tree, words: Sequence[str], root: int) -> Tree | None:
    if root < 1 or root + 2 >= len(tree) or words[root].lower() not in pasts() or tree.upos[root - 1] not in ("NOUN", "PROPN"):
        return None
    behind = next((k for k in tree.children(root) if k > root and tree.upos[k] in ("NOUN", "PROPN")), -1)
    if behind < 0 or tree.heads[root - 1] != root or tree.upos[root + 1] not in ("DET", "PROPN", "NUM"):
        return None
    heads, deprels, xpos, upos = list(tree.heads), list(tree.deprels), list(tree.xpos), list(tree.upos)
    for k in tree.children(root):
        if k < root - 1:
            heads[k] = root - 1
    upos[root], xpos[root] = "VERB", "VBD"
    deprels[root - 1], deprels[behind] = "nsubj", "obj"
    return replace(tree, heads=tuple(heads), deprels=tuple(deprels), xpos=tuple(xpos), upos=tuple(upos))


def _with_plural_for_verb(tree: Tree, words: Sequence[str], root: int) -> Tree:
    below = tree.children(root)
    verb = next((k for k in below if tree.deprels[k] == "nsubj" and tree.xpos[k] == "NNS" and k < root), -1)
    if verb < 0 or not any(tree.deprels[k] == "mark" and words[k].lower() == "to" and verb < k < root for k in below):
        return tree
    subject = max((k for k in tree.children(verb) if tree.deprels[k] == "compound" and k < verb), default=-1)
    if subject < 0:
        return tree
    heads, deprels, xpos, upos = list(tree.heads), list(tree.deprels), list(tree.xpos), list(tree.upos)
    for k in tree.children(verb):
        if k < verb:
            heads[k] = subject
    heads[verb], deprels[verb], xpos[verb], upos[verb] = -1, "root", "VBZ", "VERB"
    heads[subject], deprels[subject] = verb, "nsubj"
    heads[root], deprels[root] = verb, "xcomp"
    return replace(tree, heads=tuple(heads), deprels=tuple(deprels), xpos=tuple(xpos), upos=tuple(upos))


def _past(word: str, base: str) -> bool:
    """Whether a participle may be the past tense as well: "bought" and "signed", and not "taken"."""
    low = word.lower()
    return low.endswith("ed") or not (low.endswith(("en", "wn", "ne", "um", "ung")) or low == base)


def _raised(tree: Tree, noun: int, verb: int) -> Tree:
    heads, deprels, xpos = list(tree.heads), list(tree.deprels), list(tree.xpos)
    heads[verb], deprels[verb], xpos[verb] = -1, "root", "VBD"
    heads[noun], deprels[noun] = verb, "nsubj"
    for k in tree.children(verb):
        if k > verb and _acted_upon(tree, k):
            deprels[k] = "obj"
    for k in tree.children(noun):
        if k > verb:
            heads[k] = verb
            if deprels[k] == "nmod":
                deprels[k] = "obl"
    return replace(tree, heads=tuple(heads), deprels=tuple(deprels), xpos=tuple(xpos))
