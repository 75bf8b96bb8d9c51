"""Role facts.

What it checks: that a person holds the golden office, of the golden body.
How it reads text: offices are found with their holders and bodies. Another office for the holder, told instead of the right one,
contradicts; so does the right office with another rank or body wherever it stands, an office that the golden set gives to somebody
else, and another holder of the office.
Example: "Russian Defence Minister Sergey Lavrov".
Limits: an office without a holder says nothing unless it means one; bodies told only by context are not compared.
"""

from __future__ import annotations

from dataclasses import dataclass

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import MISSING, Judgement, Told
from factspec.lexicon import is_calling, same_office
from factspec.reading.offices import Office

_MANY = frozenset(
    "judge minister lawmaker senator board-member official commissioner player goalkeeper defender midfielder striker winger "
    "match-official linesman councillor spokesperson adviser ambassador secretary general doctor nurse teacher laureate "
    "deputy prosecutor captain special-envoy congressman engineer editor inspector presenter student".split()
)
_TITLED = ("title", "beside", "is", "list", "as", "verb")


@dataclass(frozen=True, slots=True)
class Compared:
    """How one told office stands to one golden office: agreement of the office, of the body (None where not told), and which golden one."""

    how: str
    body: bool | None
    index: int


def bodies_agree(found: Office, golden: Office, told: Told) -> bool | None:
    """Whether two offices are of one body; None where one of them tells none, or bodies of another kind."""
    verdicts: list[bool] = []
    for mark in ("", ">"):
        mine = {b.removeprefix(">") for b in found.bodies if b.startswith(">") == bool(mark)}
        theirs = {b.removeprefix(">") for b in golden.bodies if b.startswith(">") == bool(mark)}
        if not mine or not theirs:
            continue
        if mine & theirs:
            verdicts.append(True)
        elif _kinds(mine, told) & _kinds(theirs, told):
            verdicts.append(False)
    if verdicts and not all(verdicts) and _by_pronoun(found, told):
        return None
    return None if not verdicts else all(verdicts)


def _by_pronoun(office: Office, told: Told) -> bool:
    """Whether an office's body is told by a pronoun only ("its general secretary"), whose reference proves nothing."""
    return office.body_token is not None and told.analysis.toks[office.body_token].upos == "PRON"


def _kinds(bodies: set[str], told: Told) -> set[str]:
    """What bodies are, so that only like is compared with like: countries, organisations."""
    found: set[str] = set()
    for body in bodies:
        if body[0] == "~":
            continue
        if body[0] == "#":
            found.add("country")
        elif body[0] == "@":
            kind = told.golden.world.kind(body[1:])
            found.add("organization" if kind in ("organization", "group") else kind or "organization")
        else:
            found.add("organization")
    return found


def _compare(office: Office, fact: CompiledFact, told: Told) -> list[Compared]:
    found: list[Compared] = []
    past = any(t.folded in ("was", "were", "had") for t in fact.analysis.toks)
    for i, golden in enumerate(fact.offices):
        modifiers = set(office.modifiers)
        if "former" not in golden.modifiers and past:
            modifiers.discard("former")
        if "former" in golden.modifiers and office.past:
            modifiers.add("former")
        how: str = same_office((office.group, tuple(sorted(modifiers))), (golden.group, golden.modifiers))
        if how == "different" and "post:" in office.group + golden.group:
            how = _own_posts(office.group, golden.group)
        if how == "broader" and office.domain and not golden.domain:
            how = "unrelated"
        if (
            how == "broader"
            and "former" in golden.modifiers
            and "former" not in modifiers
            and office.how == "is"
            and office.group == golden.group
        ):
            how = "different"
        if how == "broader" and "former" in golden.modifiers and office.group == golden.group and _current(told, office):
            how = "different"
        if how == "broader" and office.group in ("boss", "head") and _only_head(office, golden, fact, told):
            how = "same"
        if how == "different" and office.past and "former" not in golden.modifiers and office.group != golden.group:
            how = "unrelated" if not past else how
        found.append(Compared(how, bodies_agree(office, golden, told), i))
    return found


def same_person(a: str | None, b: str | None) -> bool:
    """Whether two beings are one person: the same, or two unlisted names of which one is part of the other."""
    if a == b or a is None or b is None:
        return a == b
    if a[:1] != "~" or b[:1] != "~":
        return False
    one, two = set(a[1:].split()), set(b[1:].split())
    return one <= two or two <= one


def _current(told: Told, office: Office) -> bool:
    """Whether the text says that the office is held today."""
    return any(told.analysis.toks[k].folded in ("current", "incumbent", "present", "sitting") for k in range(office.first, office.last))


def _own_posts(told: str, golden: str) -> str:
    """How two posts compare of which one at least only the golden set knows."""
    mine, theirs = told.removeprefix("post:").split(), golden.removeprefix("post:").split()
    if not (told.startswith("post:") and golden.startswith("post:")):
        return "unrelated"
    if mine[-1] != theirs[-1]:
        return "unrelated"
    return "broader" if set(mine) <= set(theirs) else "different"


def _only_head(office: Office, golden: Office, fact: CompiledFact, told: Told) -> bool:
    """Whether "the Harbour Club boss" can only be the golden holder: nobody else in the golden set heads that body."""
    if (
        office.domain
        or office.how in ("verb", "team")
        or bodies_agree(office, golden, told) is not True
        or golden.modifiers != office.modifiers
    ):
        return False
    for other in told.golden.facts:
        for held in other.offices:
            if (
                other.type == "role"
                and other.holder != fact.holder
                and same_office((office.group, ()), (held.group, ())) == "broader"
                and bodies_agree(office, held, told)
            ):
                return False
    return True


def judge_role(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of a role fact; of several golden offices all are asked for."""
    if not fact.offices or fact.holder is None:
        return MISSING
    right: dict[int, Office] = {}
    broader: Office | None = None
    wrong: Office | None = None
    clash: Office | None = None
    rival: Office | None = None
    for office in told.offices:
        if office.holder is None:
            continue
        seen = _compare(office, fact, told)
        if same_person(office.holder, fact.holder):
            same = next((c.index for c in seen if c.how == "same" and c.body is not False), None)
            if same is not None and _denied(told, office):
                clash = clash or office
            elif same is not None:
                right.setdefault(same, office)
            elif _denied(told, office):
                continue
            elif any(c.how == "broader" and c.body is not False for c in seen):
                broader = broader or office
            elif _clashes(office, fact, seen, told):
                clash = clash or office
            elif office.sure and any(_instead(c, office, fact) for c in seen):
                wrong = wrong or office
        elif _rivals(office, fact, seen, told):
            rival = rival or office
    if clash is not None:
        return _wrong(fact, told, clash)
    if wrong is not None and not right and broader is None:
        return _wrong(fact, told, wrong)
    if rival is not None and not any(o.how != "meant" for o in right.values()):
        return _other(fact, told, rival)
    if len(right) == len(fact.offices):
        return Judgement("supported", *_span(told, next(iter(right.values()))), "supported-role", "gives the golden office", None, 1.0)
    if right or broader is not None:
        vague = next(iter(right.values()), broader)
        assert vague is not None
        return Judgement("partial", *_span(told, vague), "role-vaguer", "gives the office more vaguely, or one of two", None, 0.6)
    return MISSING


def _instead(compared: Compared, office: Office, fact: CompiledFact) -> bool:
    """Whether an office cannot stand beside the golden one: another post, or the same of another body."""
    if compared.how == "same":
        return compared.body is False
    if compared.how != "different":
        return False
    if compared.body is False:
        golden = fact.offices[compared.index]
        return any(b[0] == "#" for b in office.bodies) and any(b[0] == "#" for b in golden.bodies)
    return True


def _clashes(office: Office, fact: CompiledFact, seen: list[Compared], told: Told) -> bool:
    """Whether an office is wrong even beside the right one: its rank or body changed, or an office that is somebody else's."""
    if not office.sure and office.how not in ("verb", "list", "as"):
        return False
    for c in seen:
        golden = fact.offices[c.index]
        if golden.group == office.group and not is_calling(office.group):
            if c.body is False:
                return office.sure
            ranks = {"deputy", "acting", "honorary", "elect"}
            if c.how == "different" and (set(office.modifiers) ^ set(golden.modifiers)) & ranks and not office.past:
                return office.sure
    for other in told.golden.facts:
        if other.type != "role" or other.index == fact.index or (other.holder is None or same_person(other.holder, fact.holder)):
            continue
        for golden in other.offices:
            if not _unique(other, golden) or same_office((office.group, office.modifiers), (golden.group, golden.modifiers)) != "same":
                continue
            agree = bodies_agree(office, golden, told)
            if agree or (agree is None and not any(c.how in ("same", "broader") for c in seen) and not golden.bodies):
                return True
    return False


def another_office(office: Office, fact: CompiledFact, told: Told) -> bool:
    """Whether an office of the text is another than all that the claim gives, and none that the golden set gives its holder elsewhere."""
    seen = _compare(office, fact, told)
    return bool(seen) and not office.past and all(c.how == "different" for c in seen) and not _known_holder(office, told)


def _rivals(office: Office, fact: CompiledFact, seen: list[Compared], told: Told) -> bool:
    """Whether somebody else is told to hold the golden office."""
    if office.how not in _TITLED or (not office.sure and office.how not in ("verb", "list")):
        return False
    same = next((c for c in seen if c.how == "same"), None)
    if same is None or same.body is False or _denied(told, office):
        return False
    golden = fact.offices[same.index]
    if office.how == "is" and not office.past and any(t.folded == "was" for t in fact.analysis.toks):
        return False
    world = told.golden.world
    if _known_holder(office, told) or _succession(told, office, fact):
        return False
    if same.body is True and office.group in ("captain", "ambassador", "prosecutor", "editor"):
        return True
    if not _unique(fact, golden):
        return False
    if same.body is True:
        return True
    if office.bodies or office.how == "verb":
        return False
    others = [o for o in world.known_offices if o.group == golden.group and not same_person(o.holder, fact.holder)]
    return not others or _wording(told, office, fact, golden)


def _wording(told: Told, office: Office, fact: CompiledFact, golden: Office) -> bool:
    """Whether the text calls the office by the claim's own words, or their initials, where another claim has other words for its own."""

    def words(of: CompiledFact, at: Office) -> tuple[str, ...]:
        return tuple(of.analysis.toks[k].folded for k in range(at.first, at.last))

    mine = tuple(t.folded for t in told.analysis.toks[office.first : office.last])
    for other in told.golden.facts:
        for held in other.offices if other.index != fact.index else ():
            if held.group == golden.group and words(other, held) == words(fact, golden):
                return False
    theirs = words(fact, golden)
    return len(theirs) > 2 and mine in (theirs, ("".join(w[0] for w in theirs),))


def _unique(fact: CompiledFact, golden: Office) -> bool:
    """Whether only one at a time holds the golden office: by what it is, or since the claim says "the"."""
    toks = fact.analysis.toks
    k = golden.first - 1
    while k >= 0 and toks[k].upos in ("ADJ", "NOUN", "PROPN") and golden.first - k < 4:
        k -= 1
    if k >= 0 and toks[k].folded == "the" and golden.how == "is":
        return True
    return golden.group not in _MANY and not is_calling(golden.group) and not golden.group.startswith("post:")


def _known_holder(office: Office, told: Told) -> bool:
    """Whether the golden set itself, its background included, gives such an office to the one whom the text names."""
    for other in told.golden.world.known_offices:
        if (
            same_person(other.holder, office.holder)
            and other.how != "after"
            and same_office((office.group, office.modifiers), (other.group, other.modifiers)) in ("same", "broader")
        ):
            agree = bodies_agree(office, other, told)
            if agree or (agree is None and not (office.bodies and other.bodies)):
                return True
    return False


def _succession(told: Told, office: Office, fact: CompiledFact) -> bool:
    """Whether the text tells of one holder after another, so that both may be right."""
    if office.how == "after" or {"former", "elect", "acting"} & set(office.modifiers) ^ {"former", "elect", "acting"} & {
        m for o in fact.offices for m in o.modifiers
    }:
        return True
    toks = told.analysis.toks
    reach = range(max(0, office.first - 10), min(len(toks), office.last + 10))
    near = [k for k in reach if toks[k].sentence == toks[office.first].sentence]
    over = any(toks[k].lemma == "take" and k + 1 < len(toks) and toks[k + 1].folded == "over" for k in near)
    return over or any(toks[k].lemma in _TURNS for k in near)


_TURNS = frozenset(
    "succeed successor succession replace replacement predecessor follow until new next then incoming outgoing "
    "previously become appoint".split()
)


def _denied(told: Told, office: Office) -> bool:
    return office.how in ("is", "as") and told.mood(office.head).negated


def _words(told: Told, office: Office) -> tuple[int, int]:
    """The characters of an office's own words."""
    toks = told.analysis.toks
    return toks[office.first].start, toks[office.last - 1].end


def _wrong(fact: CompiledFact, told: Told, office: Office) -> Judgement:
    """A wrong office; where only its words are wrong, the golden ones are offered in their place."""
    fix = _office_fix(fact, told, office)
    span = _words(told, office) if fix is not None else _span(told, office)
    return Judgement("contradicted", *span, "role-differs", "gives another office", fix, 1.0)


def _office_fix(fact: CompiledFact, told: Told, office: Office) -> str | None:
    """The golden office's words in the manner of the told ones, where putting them in its place mends the text."""
    golden = fact.offices[0]
    toks = fact.analysis.toks
    if (
        _denied(told, office)
        or len(fact.offices) > 1
        or office.how in ("verb", "team", "meant")
        or bodies_agree(office, golden, told) is False
    ):
        return None
    mine = told.analysis.toks[office.first : office.last]
    if any(m not in golden.modifiers for m in office.modifiers if not any(m in t.folded for t in mine)):
        return None
    words = [toks[k].text for k in range(golden.first, golden.last)]
    if any(not w.isalpha() for w in words) or golden.last - golden.first > 5 or mine[-1].xpos in ("NNS", "NNPS"):
        return None
    text = " ".join(words)
    if not any(t.text[:1].isupper() for t in mine):
        text = text.lower() if len(text) > 4 else text
    before = told.analysis.toks[office.first - 1].folded if office.first else ""
    if before in ("a", "an") and (before == "an") != (text[:1].lower() in "aeiou"):
        return None
    return text


def _other(fact: CompiledFact, told: Told, office: Office) -> Judgement:
    """Somebody else in the golden office; the holder's name is offered in place of a name."""
    name = told.analysis.name_at.get(office.holder_token) if office.holder_token is not None else None
    being = told.golden.world.beings.get(fact.holder or "")
    if name is None or being is None or name.pronoun:
        return Judgement("contradicted", *_span(told, office), "name-differs", "gives the office to somebody else", None, 0.9)
    start = min(name.start, office.start)
    if name.entity is not None or start != name.start:
        return Judgement("contradicted", name.start, name.end, "name-differs", f"gives the office to {name.surface}", being.name, 0.9)
    return Judgement("contradicted", name.start, name.end, "name-differs", f"gives the office to {name.surface}", being.name, 0.9)


def _span(told: Told, office: Office) -> tuple[int, int]:
    start, end = office.start, office.end
    if office.holder_token is not None:
        name = told.analysis.name_at.get(office.holder_token)
        if (
            name is not None
            and told.analysis.toks[name.first].sentence == told.analysis.toks[office.first].sentence
            and abs(name.first - office.first) < 40
        ):
            start, end = min(start, name.start), max(end, name.end)
    return start, end
