"""Structural distance: how far a word stands from a value in the tree of their sentence.

An arc costs by what it is: a number and the noun it counts are one thing, a clause hanging on a noun is another. Where a
stretch has no verb (a field, a bullet, a table row) the order of words and the punctuation between them decide instead.
"""

from __future__ import annotations

from factspec.reading.analysis import Analysis, SentenceInfo
from factspec.reading.kept import kept

_ARC = {
    "nummod": 0.15,
    "det": 0.3,
    "case": 0.3,
    "punct": 0.3,
    "cc": 0.3,
    "mark": 0.3,
    "aux": 0.3,
    "aux:pass": 0.3,
    "cop": 0.3,
    "compound": 0.3,
    "flat": 0.2,
    "fixed": 0.2,
    "amod": 0.3,
    "nmod:poss": 0.4,
    "appos": 0.5,
    "nmod": 0.5,
    "nsubj": 0.6,
    "nsubj:pass": 0.6,
    "obj": 0.55,
    "iobj": 0.6,
    "obl": 0.6,
    "obl:agent": 0.6,
    "obl:tmod": 0.6,
    "obl:unmarked": 0.5,
    "nmod:unmarked": 0.4,
    "nmod:tmod": 0.4,
    "advmod": 0.5,
    "xcomp": 0.6,
    "compound:prt": 0.2,
    "acl": 0.8,
    "acl:relcl": 0.9,
    "advcl": 1.1,
    "ccomp": 1.0,
    "csubj": 0.9,
    "conj": 1.4,
    "parataxis": 1.7,
    "list": 1.2,
    "dep": 1.0,
    "discourse": 1.5,
    "orphan": 0.8,
    "dislocated": 1.0,
    "vocative": 1.5,
    "expl": 0.4,
    "goeswith": 0.2,
    "reparandum": 1.0,
}
_BREAK = {
    ",": 0.7,
    ";": 1.8,
    "(": 0.5,
    ")": 0.6,
    ":": 0.15,
    "-": 0.2,
    "–": 0.4,
    "—": 0.9,
    "and": 0.7,
    "but": 1.2,
    "while": 1.2,
    ".": 2.0,
    "|": 0.5,
    "/": 0.3,
    "•": 2.0,
    "?": 1.5,
    "!": 2.0,
    "[": 0.5,
    "]": 0.6,
    "=": 0.1,
}
_REACH = 4.0
_MOST = 80


def arc(deprel: str) -> float:
    """The cost of one arc."""
    return _ARC.get(deprel) or _ARC.get(deprel.split(":")[0], 1.0)


def decay(cost: float) -> float:
    """How much a word at ``cost`` still says about a value: 1 beside it, a half at 1.3, a fifth at 3."""
    return 1.0 / (1.0 + 0.35 * cost + 0.35 * cost * cost)


def _price(analysis: Analysis, k: int) -> float:
    """The cost of the arc above token ``k``. Names and nouns joined by "and" stand together, unless each has a value of its own."""
    toks = analysis.toks
    tok = toks[k]
    if (
        tok.deprel == "conj"
        and tok.head >= 0
        and tok.upos in ("NOUN", "PROPN", "PRON")
        and toks[tok.head].upos in ("NOUN", "PROPN", "PRON")
    ) and not (_valued(analysis, k) and _valued(analysis, tok.head)):
        return 0.35
    return arc(tok.deprel)


def _valued(analysis: Analysis, k: int) -> bool:
    return k in analysis.value_at or any(g in analysis.value_at for g in analysis.toks[k].children)


def _steps(analysis: Analysis, at: int) -> tuple[tuple[int, float], ...]:
    """What token ``at`` is joined to by an arc, and what the arc costs."""
    tok = analysis.toks[at]
    up = ((tok.head, _price(analysis, at)),) if tok.head >= 0 else ()
    return (*up, *((k, _price(analysis, k)) for k in tok.children))


@kept
def _all_steps(analysis: Analysis) -> tuple[tuple[tuple[int, float], ...], ...]:
    """The arcs of every token."""
    return tuple(_steps(analysis, at) for at in range(len(analysis.toks)))


def _tree(analysis: Analysis, start: int) -> dict[int, float]:
    arcs = _all_steps(analysis) if analysis.kept is not None else None
    cost = {start: 0.0}
    front = [start]
    while front and len(cost) < _MOST:
        after: list[int] = []
        for at in front:
            here = cost[at]
            for k, price in arcs[at] if arcs is not None else _steps(analysis, at):
                total = here + price
                if total <= _REACH and total < cost.get(k, 99.0):
                    cost[k] = total
                    after.append(k)
        front = after
    return cost


def _line(analysis: Analysis, first: int, last: int, low: int, high: int) -> dict[int, float]:
    toks = analysis.toks
    cost: dict[int, float] = {}
    for order in (range(last, min(high, last + 24)), range(first - 1, max(low, first - 24) - 1, -1)):
        total = 0.1
        for k in order:
            total += _BREAK.get(toks[k].folded, 0.3)
            if total > _REACH:
                break
            cost[k] = total
    return cost


def beside(analysis: Analysis, first: int, last: int, head: int) -> dict[int, float]:
    """Distance by the order of words and the marks between them alone: for telling two values of one sentence apart."""
    info = analysis.sentences[analysis.toks[head].sentence]
    if info.cells or (first, last) in analysis.aligned:
        return costs(analysis, first, last, head)
    return _line(analysis, first, last, info.first, info.last)


def _row(analysis: Analysis, info: SentenceInfo, first: int, last: int, far: float) -> dict[int, float]:
    """In a table, a cell is spoken of by its column's head and its row's first cell; the row's other cells stand further off."""
    own = next((i for i, (a, b) in enumerate(info.cells) if a <= first < b), 0)
    cost: dict[int, float] = {}
    for i, (a, b) in enumerate(info.cells):
        price = 0.1 if i == own else 0.4 if i == 0 or len(info.cells) == 2 else 0.9 if own == 0 else far
        for k in range(a, b):
            cost[k] = price + (0.15 * min(abs(k - first), abs(k - last + 1)) if i == own else 0.0)
    if info.header >= 0:
        head = column_head(analysis, info, first)
        if head is not None:
            for k in range(*head):
                cost[k] = 0.4
    for k in range(first, last):
        cost[k] = 0.0
    return cost


def column_head(analysis: Analysis, info: SentenceInfo, first: int) -> tuple[int, int] | None:
    """The tokens of the head of the column that a token stands in; the head row may lack the empty cell of its corner."""
    if info.header < 0:
        return None
    cells = analysis.sentences[info.header].cells
    own = next((i for i, (a, b) in enumerate(info.cells) if a <= first < b), 0) - (len(info.cells) - len(cells))
    return cells[own] if len(info.cells) - len(cells) in (0, 1) and 0 <= own < len(cells) else None


def costs(analysis: Analysis, first: int, last: int, head: int) -> dict[int, float]:
    """Distance from the stretch of tokens ``[first, last)``, carried by ``head``, to the words of its sentence within reach."""
    known = analysis.cost_memo.get((first, last))
    if known is not None:
        return known
    info = analysis.sentences[analysis.toks[head].sentence]
    if info.cells:
        found = analysis.cost_memo[(first, last)] = _row(
            analysis, info, first, last, 0.8 if analysis.toks[head].sentence in analysis.records else 1.6
        )
        return found
    tree = _tree(analysis, head)
    line = _line(analysis, first, last, info.first, info.last)
    verbless = analysis.toks[info.root].upos not in ("VERB", "AUX") or info.kind in ("field", "row")
    extra = 0.0 if verbless else 0.9
    found = dict(tree)
    for k, price in line.items():
        price += extra
        if price < found.get(k, 99.0):
            found[k] = price
    for k in range(first, last):
        found[k] = 0.0
    analysis.cost_memo[(first, last)] = found
    return found
