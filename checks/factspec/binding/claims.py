"""What a golden claim states: its main predicate, the type of fact it is, the value it asks for and who it is about."""

from __future__ import annotations

from factspec.binding.frames import Frame, build, surroundings
from factspec.binding.world import World
from factspec.errors import Complaint, GoldenError
from factspec.lexicon import kinds
from factspec.mentions.dates import DateValue, compare_dates, parse_golden_date
from factspec.mentions.quantity import Quantity, compare, parse_golden_value
from factspec.model import Fact, FactType, Where
from factspec.reading.analysis import Analysis, Tok, Value
from factspec.reading.offices import Office
from factspec.reading.roles import beings_at, case_of, parties
from factspec.reading.speech import is_speech


def content_predicate(analysis: Analysis) -> int:
    """The token of a claim's main predicate: below a verb of saying, what is said."""
    if not analysis.toks:
        return -1
    root = _finite(analysis, analysis.sentences[0].root)
    for _ in range(3):
        tok = analysis.toks[root]
        below = [k for k in tok.children if analysis.toks[k].deprel in ("ccomp", "xcomp")]
        if below and is_speech(tok.lemma):
            root = below[0]
        else:
            break
    return root


def _finite(analysis: Analysis, root: int) -> int:
    """The finite verb of a claim whose tree took a noun for its root: a claim is a sentence, so it has one."""
    toks = analysis.toks
    if toks[root].upos in ("VERB", "AUX") or any(toks[k].deprel in ("cop", "aux", "nsubj", "nsubj:pass") for k in toks[root].children):
        return root
    info = analysis.sentences[0]
    for k in range(info.first, info.last):
        if toks[k].upos == "VERB" and toks[k].xpos in ("VBD", "VBZ", "VBP", "VBN") and toks[k].deprel != "acl:relcl" and k > info.first:
            return k
    return root


def primary(fact: Fact, kind: FactType | None, analysis: Analysis) -> tuple[Value | None, Quantity | None, DateValue | None]:
    quantity: Quantity | None = None
    date: DateValue | None = None
    if kind == "quantity" and fact.value is not None:
        quantity = parse_golden_value(fact.value, fact.unit)
    if kind == "date" and fact.value is not None:
        date = _golden_date(fact)
    if quantity is not None:
        for value in analysis.values:
            if value.number is not None and compare(value.number.quantity, quantity) in ("equal", "consistent-hedge"):
                return value, quantity, None
        return None, quantity, None
    if date is not None:
        for value in analysis.values:
            if value.date is not None and compare_dates(value.date, date) in ("equal", "finer"):
                return value, None, date
        return None, None, date
    return None, None, None


def _golden_date(fact: Fact) -> DateValue:
    """The date that `value` gives; the type may be read from the claim alone, so only now it is known that it must be one."""
    try:
        return parse_golden_date(fact.value)
    except ValueError:
        at = fact.value_where or fact.where or Where("", 1, 1)
        message = f"read {fact.value}, expected a date as 2025-04-22, 2025-04, 2025 or 2025-04-22T09:30Z, as the claim gives one"
        raise GoldenError((Complaint(at.file, at.line, at.column, f"facts.{fact.id}.value", message),)) from None


def infer(analysis: Analysis, office: Office | None, world: World) -> tuple[FactType, Value | None]:
    """The type that a bare claim states, and the value it asks for."""
    toks = analysis.toks
    if not toks:
        return "statement", None
    root = toks[analysis.sentences[0].root]
    if is_speech(root.lemma) and any(toks[k].deprel == "ccomp" for k in root.children):
        return "statement", None
    if office is not None and (
        (any(toks[k].deprel == "cop" for k in root.children) and office.first <= root.index < office.last) or _says_office(analysis, office)
    ):
        return "role", None

    def near_root(value: Value) -> bool:
        at, steps = toks[value.head], 0
        while at.head >= 0 and steps < 4:
            if at.deprel.split(":")[0] in ("ccomp", "advcl", "acl", "appos") or (at.deprel == "compound" and value.date is not None):
                return False
            at = toks[at.head]
            steps += 1
        return at.index == root.index

    numbers = [
        v for v in analysis.values if v.number is not None and v.number.quantity.kind not in ("identifier", "ordinal") and near_root(v)
    ]
    minutes = [
        v
        for v in analysis.values
        if v.number is not None and v.number.quantity.kind == "ordinal" and v.number.quantity.unit and near_root(v)
    ]
    dates = [v for v in analysis.values if v.date is not None and near_root(v) and analysis.toks[v.head].deprel not in ("compound", "amod")]
    plain = [v for v in numbers if not (v.number and v.number.quantity.dimension == "time" and dates)]
    if plain:
        return "quantity", plain[0]
    if minutes:
        return "quantity", minutes[0]
    if dates:
        return "date", dates[0]
    if numbers:
        return "quantity", numbers[0]
    named = [n for n in analysis.names if not n.pronoun]
    for name in named:
        if world.kind(name.entity) == "place" and _is_where(analysis, root, name.head):
            return "place", None
    if any(n.first <= root.index < n.last for n in named) and any(toks[k].deprel == "cop" for k in root.children):
        return "name", None
    if len({n.entity for n in named}) >= 2:
        return "relation", None
    return "statement", None


def _says_office(analysis: Analysis, office: Office) -> bool:
    """Whether a claim says nothing but who holds an office: "X is the deputy attorney general of Y."."""
    name = analysis.name_at.get(office.holder_token) if office.holder_token is not None else None
    if name is None or name.first > 1 or name.last >= office.first:
        return False
    rest = [t for t in analysis.toks if t.start >= office.end and t.upos != "PUNCT"]
    between = [t.folded for t in analysis.toks[name.last : office.first] if t.end <= office.start]
    return not rest and between[:1] in (["is"], ["was"]) and all(w in ("is", "was", "the", "a", "an") for w in between)


def act_frame(analysis: Analysis, predicate: int, rarity: dict[str, float]) -> Frame:
    """The frame around a claim's predicate: everything else the claim says, by rarity and closeness."""
    weights: dict[str, float] = {}
    closenesses: dict[str, float] = {}
    if predicate >= 0:
        for key, near in surroundings(analysis, predicate, predicate + 1, predicate).items():
            weights[key] = rarity.get(key, 1.0) * near**0.5
            closenesses[key] = near
    return build(weights, closenesses)


def _is_where(analysis: Analysis, root: Tok, k: int) -> bool:
    """Whether a claim asks where: its verb has no object, and the name at token ``k`` says at what place."""
    toks = analysis.toks
    case = case_of(analysis, k)
    if case == "of" and toks[k].head >= 0 and "place" in kinds(toks[toks[k].head].lemma):
        k = toks[k].head  # "in the district of Arlo"
        case = case_of(analysis, k)
    if k == root.index:
        return case in ("in", "at", "near")
    if root.upos != "VERB" or is_speech(root.lemma) or toks[k].head != root.index or not toks[k].deprel.startswith("obl"):
        return False
    passive = any(toks[g].deprel in ("nsubj:pass", "aux:pass") for g in root.children)
    free = not any(toks[g].deprel in ("obj", "iobj", "obl:agent", "xcomp", "ccomp") for g in root.children)
    light = root.lemma in ("take", "hold") and any(toks[g].lemma == "place" for g in root.children)
    return case in ("in", "at", "near", "off", *(("to",) if passive else ())) and (free or light)


def who(analysis: Analysis, world: World, predicate: int) -> tuple[str, ...]:
    """Who fills the subject of a claim that names nobody else: the slot that a bare statement has for a name."""
    if predicate < 0 or is_speech(analysis.toks[analysis.sentences[0].root].lemma) or analysis.values:
        return ()
    who = tuple(
        dict.fromkeys(
            b for k in parties(analysis, predicate).agents or parties(analysis, predicate).patients for b in beings_at(analysis, k)
        )
    )
    rest = [
        n
        for n in analysis.names
        if n.entity not in who and not n.pronoun and analysis.toks[n.head].deprel not in ("nmod:poss", "compound", "nmod")
    ]
    return who if who and not rest and {world.kind(b) for b in who} <= {"person", "organization"} else ()
