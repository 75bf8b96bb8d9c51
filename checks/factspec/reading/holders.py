"""Who holds an office: by structure first (a title, an apposition, "is", "as"), then by what stands beside it.

So a headline, a bullet or a table reads like a sentence. A holder may be a pronoun: who that is, references say later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from factspec.lexicon import verb_class
from factspec.reading.agency import agent_offices, person_at, subject_of
from factspec.reading.analysis import Analysis
from factspec.reading.offices import Kinds, Office, Post, body_keys, find_posts
from factspec.reading.several import BETWEEN, JOINTS, held_office, named_person, paired, rows, skip_titles

_CLOSERS = frozenset({",", ".", ";", ")", ":", "–", "—", "-", "|", "!", "?", "and", "but", "or", "who", "whose", "•"})
_POSTS = frozenset("post position job title role office rank seat".split())
_BECOME = frozenset(
    "be become remain stay serve work act make appoint name elect continue install choose confirm select "
    "retire resign live sit double".split()
)
_LEAVE = frozenset("resign retire quit leave depart step stand".split())
_HOLD = frozenset("hold occupy take have fill assume get leave keep combine win accept share".split())
_FOLLOW = frozenset("succeed replace follow".split())


def _deep_person(analysis: Analysis, k: int | None, world: Kinds) -> tuple[str | None, int] | None:
    """The person of a phrase: its head, or the name in apposition to it."""
    if k is None:
        return None
    hit = person_at(analysis, k, world)
    if hit is not None:
        return hit
    for g in analysis.toks[k].children:
        if analysis.toks[g].deprel in ("appos", "flat") and (hit := named_person(analysis, g, world)):
            return hit
    return None


def _closes(analysis: Analysis, k: int, last: int) -> bool:
    """Whether a phrase may end before token ``k``: at a mark, a verb of no saying, or the end."""
    if k >= last:
        return True
    tok = analysis.toks[k]
    if tok.text in _CLOSERS or tok.folded in _CLOSERS or tok.upos in ("ADP", "SCONJ", "PUNCT"):
        return True
    return tok.upos in ("VERB", "AUX") and "speech" not in verb_class(tok.lemma)


def _beside(analysis: Analysis, post: Post, world: Kinds) -> tuple[str | None, int, str] | None:
    """A name straight after the office, or beside it with a mark between."""
    toks = analysis.toks
    info = analysis.sentences[toks[post.first].sentence]
    k = post.high
    j = skip_titles(analysis, k, info.last)
    if j < info.last and (hit := named_person(analysis, j, world)) and analysis.name_at[j].first == j:
        return (*hit, "title")
    if j + 1 < info.last and toks[j].upos == "PROPN" and j not in analysis.name_at:
        name = analysis.name_at.get(j + 1)
        if name is not None and name.entity is None and name.first == j + 1:
            return ("?", name.head, "title")
    if k < info.last and toks[k].folded in ("at", "since") and k + 3 < info.last and toks[k + 2].folded == "time":
        k += 3
    if k < info.last and toks[k].text in (",", "(", ":", "-", "–", "—", "[", "=", "?"):
        j = skip_titles(analysis, k + 1, info.last)
        if toks[k].text == "?" and j < info.last and toks[j].text == ":":
            j = skip_titles(analysis, j + 1, info.last)
        if (
            j < info.last
            and (hit := named_person(analysis, j, world))
            and analysis.name_at[j].first == j
            and (toks[k].text != "," or _closes(analysis, analysis.name_at[j].last, info.last))
        ):
            return (*hit, "beside")
    if (
        k + 1 < info.last
        and toks[k].folded in ("is", "was", "remains", "became")
        and not any(t.folded in ("who", "which") for t in toks[max(info.first, post.low - 2) : post.low])
    ):
        j = skip_titles(analysis, k + 1, info.last)
        if (
            j < info.last
            and (hit := named_person(analysis, j, world))
            and analysis.name_at[j].first == j
            and _closes(analysis, analysis.name_at[j].last, info.last)
        ):
            return (*hit, "is")
    k = post.low - 1
    while k > info.first and toks[k].folded in BETWEEN:
        k -= 1
    moved = k < post.low - 1
    if k - 1 > info.first and toks[k].text == ":" and toks[k - 1].lemma in _POSTS and (hit := named_person(analysis, k - 2, world)):
        return (*hit, "beside")
    if k - 1 >= info.first and toks[k].text in (",", "(", ":", "-", "–", "—", "["):
        mark = toks[k].text
        if (hit := named_person(analysis, k - 1, world)) and (mark != "," or _ends(analysis, post.high, info.last)):
            return (*hit, "beside")
        age = analysis.value_at.get(k - 1)
        if (
            mark == ","
            and age is not None
            and age.first - 2 >= info.first
            and toks[age.first - 1].text == ","
            and (hit := named_person(analysis, age.first - 2, world))
        ):
            return (*hit, "beside")
    if (moved or _bare(analysis, post)) and k >= info.first and (hit := named_person(analysis, k, world)):
        return (*hit, "beside")
    return None


def _bare(analysis: Analysis, post: Post) -> bool:
    """Whether an office straight behind a name may be its predicate, the verb left out: "and Ann Lee CFO"."""
    toks = analysis.toks
    info = analysis.sentences[toks[post.first].sentence]
    return not post.plural and (post.high >= info.last or toks[post.high].text in (".", ";", ",", ")"))


def _ends(analysis: Analysis, k: int, last: int) -> bool:
    """Whether an apposition may end before ``k``: not at a verb, of which the office would be the subject."""
    return k >= last or analysis.toks[k].upos not in ("VERB", "AUX")


def _past(analysis: Analysis, v: int) -> bool:
    """Whether the clause of a predicate tells of a time gone by."""
    toks = analysis.toks
    marks = [toks[g] for g in toks[v].children if toks[g].deprel in ("cop", "aux")]
    if any(t.folded in ("is", "are", "'s", "has", "remains") for t in marks):
        return False
    if any(t.folded in ("was", "were", "had") for t in marks) or toks[v].xpos == "VBD":
        return True
    above = toks[v].head
    return above >= 0 and toks[above].lemma == "use" and toks[v].deprel == "xcomp"


def _by_tree(analysis: Analysis, post: Post, world: Kinds) -> Iterator[tuple[str | None, int, str, bool]]:
    """Holders by apposition, copula, "as" and verbs of becoming: id, token, how, past."""
    toks = analysis.toks
    tok = toks[post.head]
    for g in tok.children:
        if toks[g].deprel in ("appos", "flat") and (hit := named_person(analysis, g, world)):
            yield (*hit, "beside", False)
            return
    for _ in range(3):
        if (
            tok.deprel != "conj"
            or tok.head < 0
            or tok.head in analysis.name_at
            or any(toks[g].deprel in ("cop", "nsubj") for g in tok.children)
        ):
            break
        tok = toks[tok.head]
    if any(toks[g].deprel == "cop" for g in tok.children):
        subject = subject_of(analysis, tok.index)
        hit = _deep_person(analysis, subject, world)
        if hit is None and (subject is None or not toks[subject].deprel.startswith("nsubj") or toks[subject].head != tok.index):
            hit = _over_clause(analysis, tok.index, world)
        if hit is None and subject is not None and toks[subject].upos in ("NOUN", "ADJ") and toks[subject].head == tok.index:
            hit = (None, subject)
        if hit is not None:
            yield (*hit, "is", _past(analysis, tok.index))
        return
    if tok.deprel in ("nsubj", "nsubj:pass") and tok.head >= 0 and any(toks[g].deprel == "cop" for g in toks[tok.head].children):
        hit = named_person(analysis, tok.head, world)
        if hit is not None:
            yield (*hit, "is", _past(analysis, tok.head))
            return
    if tok.deprel in ("appos", "flat", "compound") and tok.head >= 0 and (hit := named_person(analysis, tok.head, world)):
        yield (*hit, "beside", False)
        return
    if tok.deprel == "nmod" and tok.head >= 0 and toks[tok.head].lemma in _POSTS:
        tok = toks[tok.head]
    if tok.head < 0:
        return
    verb = toks[tok.head]
    as_ = any(toks[g].folded == "as" for g in tok.children) or (post.low > 0 and toks[post.low - 1].folded == "as")
    if as_ and verb.lemma in ("successor", "predecessor"):
        for g in verb.children:
            if toks[g].folded in ("his", "her") or (toks[g].deprel == "nmod:poss" and person_at(analysis, g, world)):
                named = analysis.name_at.get(g)
                yield (named.entity if named is not None and not named.pronoun else None), g, "after", True
        return
    if verb.upos not in ("VERB", "AUX"):
        return
    if as_ and verb.lemma in _FOLLOW:
        for g in verb.children:
            if toks[g].deprel in ("obj", "iobj", "nsubj", "nsubj:pass", "obl:agent"):
                who = person_at(analysis, g, world) or ((None, g) if toks[g].folded in ("him", "her") else None)
                if who is None and toks[g].folded == "who" and verb.deprel == "acl:relcl" and verb.head >= 0:
                    who = person_at(analysis, verb.head, world)
                if who is not None:
                    yield (*who, "after", True)
        return
    if (
        as_
        or (verb.lemma in _BECOME and tok.deprel in ("xcomp", "obj", "advcl"))
        or (verb.lemma in _HOLD and tok.deprel == "obj" and toks[tok.index].lemma in _POSTS)
    ):
        at = subject_of(analysis, verb.index)
        if as_ and verb.lemma in (
            "appoint",
            "name",
            "elect",
            "choose",
            "have",
            "install",
            "describe",
            "introduce",
            "confirm",
            "hire",
            "describe",
        ):
            at = (
                next((g for g in verb.children if toks[g].deprel == "obj"), at)
                if not any(toks[g].deprel == "aux:pass" for g in verb.children)
                else at
            )
        hit = _deep_person(analysis, at, world)
        if hit is not None:
            tells = verb.lemma in _BECOME | {"lead", "run", "head"} or not as_
            yield (*hit, "as" if as_ else "is", verb.lemma in _LEAVE or (tells and _past(analysis, verb.index)))


def _over_clause(analysis: Analysis, p: int, world: Kinds) -> tuple[str | None, int] | None:
    """The subject of a copula that an inserted clause parts from it: "Ann Lee, who died on Sunday, was director"."""
    toks = analysis.toks
    cop = next((g for g in toks[p].children if toks[g].deprel == "cop"), None)
    first = analysis.sentences[toks[p].sentence].first
    if cop is None or cop - 1 <= first or toks[cop - 1].text != ",":
        return None
    for k in range(cop - 2, first - 1, -1):
        name = analysis.name_at.get(k)
        if name is not None and name.last < cop - 1 and toks[name.last].text == "," and (hit := named_person(analysis, k, world)):
            return hit
    return None


def _cell(analysis: Analysis, post: Post, world: Kinds) -> Office | None:
    """An office in a table's cell: the person stands in another cell of the row, or below the office in the header."""
    info = analysis.sentences[analysis.toks[post.first].sentence]
    own = next((i for i, (a, b) in enumerate(info.cells) if a <= post.first < b), None)
    if own is None or any(named_person(analysis, k, world) for k in range(*info.cells[own])):
        return None
    people: list[tuple[str, int]] = []
    bodies: list[str] = []
    for i, (a, b) in enumerate(info.cells):
        if i == own:
            continue
        for k in range(a, b):
            hit = named_person(analysis, k, world)
            if hit is not None and hit[0] is not None and analysis.name_at[k].first == k:
                people.append((hit[0], hit[1]))
            elif hit is None and b - a <= 4:
                bodies.extend(body_keys(analysis, k, world))
    if len(people) != 1:
        return None
    return held_office(analysis, post, people[0][0], people[0][1], "list", False, tuple(post.bodies) or tuple(dict.fromkeys(bodies)))


def _answered(analysis: Analysis, post: Post, world: Kinds) -> tuple[str, int] | None:
    """A question that asks for the office's holder, and the answer that begins the next sentence."""
    toks = analysis.toks
    number = toks[post.first].sentence
    info = analysis.sentences[number]
    if not any(toks[k].text == "?" for k in range(max(info.first, info.last - 4), info.last)) or not any(
        toks[k].folded in ("who", "name") for k in range(info.first, post.first)
    ):
        return None
    if number + 1 >= len(analysis.sentences):
        return None
    after = analysis.sentences[number + 1]
    for k in range(after.first, min(after.last, after.first + 4)):
        hit = named_person(analysis, k, world)
        if hit is not None and hit[0] is not None:
            return hit[0], hit[1]
    return None


def _held(analysis: Analysis, post: Post, world: Kinds) -> list[Office]:
    """The office with every holder that its place gives it; one without a holder where it has none."""
    cell = _cell(analysis, post, world)
    if cell is not None:
        return [cell]
    if post.plural and (several := paired(analysis, post, world)):
        return several
    beside = _beside(analysis, post, world)
    if beside is not None and (beside[2] == "title" or _marked(analysis, post, beside[1])):
        return [_with_tail(analysis, post, beside, world)]
    found = [
        held_office(analysis, post, who, token, how, past, None, how != "after")
        for who, token, how, past in _by_tree(analysis, post, world)
    ]
    if found and not (beside is not None and found[0].how == "beside"):
        return found
    if beside is not None:
        return [_with_tail(analysis, post, beside, world)]
    carried = _carried(analysis, post, world)
    if carried is not None:
        return [held_office(analysis, post, *carried, "beside", False, None, False)]
    answer = _answered(analysis, post, world)
    if answer is not None:
        return [held_office(analysis, post, answer[0], answer[1], "list")]
    return [held_office(analysis, post, None, None, "")]


def _marked(analysis: Analysis, post: Post, token: int) -> bool:
    """Whether a colon or a bracket, or nothing at all, stands between an office and the name beside it."""
    toks = analysis.toks
    name = analysis.name_at[token]
    between = toks[post.high : name.first] if name.first >= post.high else toks[name.last : post.low]
    return not between or (between[0].text in (":", "(", "[", "=", "–", "—", "-") and all(t.upos != "VERB" for t in between))


def _carried(analysis: Analysis, post: Post, world: Kinds) -> tuple[str, int] | None:
    """A second thing said of the name that a sentence begins with: "Ann Lee, born in Rome and for years director of the Institute"."""
    toks = analysis.toks
    info = analysis.sentences[toks[post.first].sentence]
    k = post.low - 1
    while k > info.first and toks[k].folded in BETWEEN:
        k -= 1
    name = analysis.name_at.get(info.first)
    if toks[k].folded not in ("and", ",") or name is None or name.last >= k or toks[name.last].text != ",":
        return None
    for j in range(name.last, k):
        if toks[j].xpos in ("VBD", "VBZ", "VBP", "MD") or named_person(analysis, j, world):
            return None
    hit = named_person(analysis, info.first, world)
    return (hit[0], hit[1]) if hit is not None and hit[0] is not None and _ends(analysis, post.high, info.last) else None


def _with_tail(analysis: Analysis, post: Post, beside: tuple[str | None, int, str], world: Kinds) -> Office:
    """A titled name whose body follows it: "Foreign Minister Sergey Lavrov of Russia", "CEO Ann Lee (Norvex)"."""
    toks = analysis.toks
    who, token, how = beside
    past = post.high + 2 < len(toks) and toks[post.high].folded == "at" and toks[post.high + 2].folded == "time"
    name = analysis.name_at.get(token)
    past = past or (any(toks[g].deprel == "cop" for g in toks[post.head].children) and _past(analysis, post.head))
    if name is not None and name.last <= post.low:
        past = past or any(toks[j].folded in ("once", "formerly", "then", "had", "time") for j in range(name.last, post.last))
    made = held_office(analysis, post, who, token, how, past)
    if not post.bodies and post.body_token is None and name is not None and name.first >= post.high:
        k = name.last
        if k + 1 < len(toks) and toks[k].folded in ("of", "(") and toks[k + 1].sentence == toks[k].sentence:
            j = k + 1 + (toks[k + 1].folded == "the")
            if j < len(toks) and (keys := body_keys(analysis, j, world)):
                return replace(made, bodies=keys)
    return made


def find_offices(analysis: Analysis, world: Kinds) -> tuple[Office, ...]:
    """Every office in the text with its holder, left to right; offices told by a verb or a team stand among them."""
    posts = find_posts(analysis, world)
    found: list[Office] = []
    in_rows = rows(analysis, posts, world)
    for post in posts:
        found.extend([in_rows[post.first]] if post.first in in_rows else _held(analysis, post, world))
    found = _share(analysis, found)
    told = agent_offices(analysis, world)
    acts = {o.head for o in told}
    found = [o for o in found if o.holder is not None or o.last - o.first > 1 or o.first not in acts]
    taken = {k for o in found for k in range(o.first, o.last)}
    found.extend(o for o in told if o.head not in taken)
    return tuple(sorted(found, key=lambda o: (o.first, o.start)))


def _share(analysis: Analysis, offices: list[Office]) -> list[Office]:
    """Coordinated offices ("Deputy Prime Minister and Foreign Minister of Pakistan") share holder and bodies."""
    toks = analysis.toks
    for i in (*range(1, len(offices)), *range(len(offices) - 1, 0, -1)):
        a, b = offices[i - 1], offices[i]
        apart = a.bodies and b.bodies and a.first != b.first
        between = [toks[k].folded for k in range(a.last, b.first) if not apart or (toks[k].start >= a.end and toks[k].end <= b.start)]
        if apart and (a.holder is None or between not in (["and"], ["and", "now"])):
            continue
        if toks[a.first].sentence != toks[b.first].sentence or between not in JOINTS or (a.holder and b.holder and a.holder != b.holder):
            continue
        giver = a if a.holder or a.holder_token is not None else b
        none = a.holder is None and b.holder is None and a.holder_token is None and b.holder_token is None
        if not none and giver.how != "after":
            offices[i - 1] = replace(
                a, holder=giver.holder, holder_token=giver.holder_token, sure=giver.sure, how=giver.how, past=giver.past
            )
            offices[i] = replace(b, holder=giver.holder, holder_token=giver.holder_token, sure=giver.sure, how=giver.how, past=giver.past)
            a, b = offices[i - 1], offices[i]
        if "now" in between:
            b = offices[i] = replace(b, past=False)
        if a.bodies and not b.bodies and b.body_token is None:
            offices[i] = replace(b, bodies=a.bodies)
        elif b.bodies and not a.bodies and a.body_token is None:
            offices[i - 1] = replace(a, bodies=b.bodies)
    return offices
