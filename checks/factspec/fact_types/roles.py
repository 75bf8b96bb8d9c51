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
    """The judgement of a role fact."""
    golden = fact.office
    if golden is None or fact.holder is None:
        return MISSING
    right: Office | None = None
    broader: Office | None = None
    wrong: Office | None = None
    rival: Office | None = None
    for office in told.offices:
        if office.holder is None:
            continue
        how = same_office((office.group, office.modifiers), (golden.group, golden.modifiers))
        body = _bodies_agree(office, golden)
        if office.holder == fact.holder:
            if how == "same" and body is not False:
                right = right or office
            elif how == "broader":
                broader = broader or office
            elif how == "same" and body is False:
                wrong = wrong or office
            elif how == "different":
                wrong = wrong or office
        elif how == "same" and body is True and office.sure:
            rival = rival or office
    if wrong is not None and right is None and broader is None and wrong.sure:
        return Judgement("contradicted", *_span(told, wrong), "role-differs", "gives another office", _text(fact), 1.0)
    if right is not None:
        return Judgement("supported", *_span(told, right), "supported-role", "gives the golden office", None, 1.0)
    if rival is not None and broader is None:
        return Judgement("contradicted", *_span(told, rival), "name-differs", "gives the office to somebody else", None, 0.9)
    if broader is not None:
        return Judgement("partial", *_span(told, broader), "role-vaguer", "gives the office more vaguely", None, 0.6)
    return MISSING


def _text(fact: CompiledFact) -> str | None:
    return None


def _span(told: Told, office: Office) -> tuple[int, int]:
    start, end = office.start, office.end
    if office.holder_token is not None:
        name = told.analysis.name_at.get(office.holder_token)
        if name is not None:
            start, end = min(start, name.start), max(end, name.end)
    return start, end
