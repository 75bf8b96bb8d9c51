"""Role facts.

What it checks: that a person holds the golden office, of the golden body.
How it reads text: offices are found with their holders and bodies; another office for the holder, where the right one stands
nowhere, contradicts, and so does another holder of the office.
Example: "Russian Defence Minister Sergey Lavrov".
Limits: an office without a holder says nothing; bodies told only by context are not compared.
"""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import MISSING, Judgement, Told
from factspec.lexicon import same_office
from factspec.reading.offices import Office


def _bodies_agree(found: Office, golden: Office) -> bool | None:
    if not found.bodies or not golden.bodies:
        return None
    return bool(set(found.bodies) & set(golden.bodies))


def judge_role(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of a role fact; of several golden offices all are asked for."""
    if not fact.offices or fact.holder is None:
        return MISSING
    right: dict[int, Office] = {}
    broader: Office | None = None
    wrong: Office | None = None
    rival: Office | None = None
    for office in told.offices:
        if office.holder is None:
            continue
        hows = []
        for i, golden in enumerate(fact.offices):
            how = same_office(_as_told(office, fact), (golden.group, golden.modifiers))
            body = _bodies_agree(office, golden)
            hows.append((how, body, i))
        same = next((i for how, body, i in hows if how == "same" and body is not False), None)
        if office.holder == fact.holder:
            if same is not None:
                right.setdefault(same, office)
            elif any(how == "broader" and body is not False for how, body, _ in hows):
                broader = broader or office
            elif any(how == "different" or (how == "same" and body is False) for how, body, _ in hows):
                wrong = wrong or office
        elif any(how == "same" and body is True for how, body, _ in hows) and office.sure:
            rival = rival or office
    if wrong is not None and not right and broader is None and wrong.sure:
        return Judgement("contradicted", *_span(told, wrong), "role-differs", "gives another office", _text(fact), 1.0)
    if len(right) == len(fact.offices):
        return Judgement("supported", *_span(told, next(iter(right.values()))), "supported-role", "gives the golden office", None, 1.0)
    if rival is not None and broader is None and not right:
        return Judgement("contradicted", *_span(told, rival), "name-differs", "gives the office to somebody else", None, 0.9)
    if right or broader is not None:
        office = next(iter(right.values())) if right else broader
        assert office is not None
        return Judgement("partial", *_span(told, office), "role-vaguer", "gives the office more vaguely, or one of two", None, 0.6)
    return MISSING


def _as_told(office: Office, fact: CompiledFact) -> tuple[str, tuple[str, ...]]:
    """The office as told; "former" says nothing against a claim that is itself in the past tense."""
    past = any(t.folded in ("was", "were", "had") for t in fact.analysis.toks)
    golden = {m for o in fact.offices for m in o.modifiers}
    return office.group, tuple(m for m in office.modifiers if not (m == "former" and past and "former" not in golden))


def _text(fact: CompiledFact) -> str | None:
    return None


def _span(told: Told, office: Office) -> tuple[int, int]:
    start, end = office.start, office.end
    if office.holder_token is not None:
        name = told.analysis.name_at.get(office.holder_token)
        if name is not None:
            start, end = min(start, name.start), max(end, name.end)
    return start, end
