"""Several holders of several offices: lists of names, "respectively", as many names as offices, tables."""

from __future__ import annotations

from factspec.reading.agency import person_at
from factspec.reading.analysis import Analysis, Name
from factspec.reading.offices import HONORIFICS, Kinds, Office, Post, body_keys

BETWEEN = frozenset(
    "the a an as then now who is was served serves currently new both been had has be being once formerly became becomes remains two both "
    "at time long for years also still from whom who's mr mr. aka".split()
)
JOINTS = (
    ["and"],
    [","],
    [",", "and"],
    ["as", "well", "as"],
    ["both"],
    ["&"],
    ["/"],
    ["and", "the"],
    ["and", "also"],
    ["and", "now"],
    ["and", "its"],
    [",", "the"],
)


def named_person(analysis: Analysis, k: int, world: Kinds) -> tuple[str | None, int] | None:
    """As :func:`person_at`, without pronouns and without strangers that look like no person's name."""
    hit = person_at(analysis, k, world)
    return hit if hit is not None and hit[0] is not None else None


def skip_titles(analysis: Analysis, k: int, last: int) -> int:
    while k < last and analysis.toks[k].folded in HONORIFICS | {"the", "justice", "then"}:
        k += 1
    return k


def held_office(
    analysis: Analysis,
    post: Post,
    holder: str | None,
    token: int | None,
    how: str,
    past: bool = False,
    bodies: tuple[str, ...] | None = None,
    sure: bool = True,
) -> Office:
    toks = analysis.toks
    keys = tuple(dict.fromkeys(post.bodies)) if bodies is None else bodies
    low = post.low + (toks[post.low].folded in ("the", "then") and post.low < post.first)
    return Office(
        post.first, post.last, post.head, post.group, tuple(sorted(post.modifiers)), keys, holder, token, toks[low].start,
        toks[post.high - 1].end, sure,
        how, past, post.domain, post.body_token,
    )  # fmt: skip


def _list_from(analysis: Analysis, k: int, last: int, world: Kinds) -> list[tuple[str, int, Name, tuple[str, ...]]]:
    """Coordinated names from token ``k``, each with the bodies in brackets after it: "A (Club), B (Club)"."""
    toks = analysis.toks
    found: list[tuple[str, int, Name, tuple[str, ...]]] = []
    while k < last:
        k = skip_titles(analysis, k, last)
        hit = named_person(analysis, k, world) if k < last else None
        if hit is None or hit[0] is None:
            break
        name = analysis.name_at[k]
        k = name.last
        bodies: tuple[str, ...] = ()
        if k + 1 < last and toks[k].text in ("(", "["):
            j = k + 1
            while j < last and j < k + 8 and toks[j].text not in (")", "]"):
                bodies += body_keys(analysis, j, world)
                j += 1
            k = j + 1
        elif k + 1 < last and toks[k].folded in ("of", "for", "from"):
            j = k + 1 + (toks[k + 1].folded == "the")
            if j < last and (keys := body_keys(analysis, j, world)):
                bodies = keys
                k = analysis.name_at[j].last if j in analysis.name_at else j + 1
        found.append((hit[0], hit[1], name, tuple(dict.fromkeys(bodies))))
        step = k
        while step < last and toks[step].folded in (",", "and", "&", ";", "/") and step < k + 2:
            step += 1
        if step == k:
            break
        k = step
    return found


def _names_around(analysis: Analysis, low: int, high: int, world: Kinds) -> tuple[list[tuple[str, int, Name, tuple[str, ...]]], bool]:
    """Two or more coordinated names after or before the stretch of offices ``[low, high)``, and whether the text says "respectively"."""
    toks = analysis.toks
    info = analysis.sentences[toks[low].sentence]
    k = high + (high < info.last and toks[high].text in (",", ":", "(", "–", "—", "-"))
    names = _list_from(analysis, k, info.last, world)
    if len(names) < 2:
        k = low - 1
        while k > info.first and toks[k].folded in BETWEEN | {",", "are", "were", "respectively"}:
            k -= 1
        run = k
        while run > info.first and (run in analysis.name_at or toks[run].folded in ("and", ",", "of", "(", ")")) and k - run < 16:
            run -= 1
        while run < k and analysis.name_at.get(run) is None:
            run += 1
        names = _list_from(analysis, run, k + 1, world)
    if len(names) < 2:
        return [], False
    reach = range(max(info.first, min(low, names[0][2].first)), min(info.last, max(high, names[-1][2].last) + 5))
    return names, any(toks[j].folded in ("respectively", "order") for j in reach)


def paired(analysis: Analysis, post: Post, world: Kinds) -> list[Office]:
    """Several holders of a plural office: "the foreign ministers of India and Russia, A and B respectively", "Managers: A (X), B (Y)"."""
    names, ordered = _names_around(analysis, post.low, post.high, world)
    found: list[Office] = []
    for i, (who, token, _, own) in enumerate(names):
        bodies = own or tuple(post.bodies)
        if not own and ordered and len(post.bodies_apart) == len(names):
            bodies = post.bodies_apart[i]
        found.append(held_office(analysis, post, who, token, "list", False, bodies, ordered or bool(own)))
    return found


def rows(analysis: Analysis, posts: list[Post], world: Kinds) -> dict[int, Office]:
    """As many names as offices in one breath: "A and B are president and treasurer of the club respectively". By the post's first token."""
    toks = analysis.toks
    found: dict[int, Office] = {}
    i = 0
    while i < len(posts):
        j = i + 1
        while (
            j < len(posts)
            and toks[posts[j].first].sentence == toks[posts[i].first].sentence
            and [t.folded for t in toks[posts[j - 1].high : posts[j].low]] in JOINTS
        ):
            j += 1
        run = posts[i:j]
        if len(run) > 1 and not any(p.plural for p in run):
            names, ordered = _names_around(analysis, run[0].low, run[-1].high, world)
            if len(names) == len(run):
                shared = next((tuple(p.bodies) for p in reversed(run) if p.bodies), ())
                for post, (who, token, _, own) in zip(run, names, strict=True):
                    found[post.first] = held_office(analysis, post, who, token, "list", False, own or tuple(post.bodies) or shared, ordered)
        i = j
    return found
