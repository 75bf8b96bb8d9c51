"""The office that a claim gives one of its parties in passing, where no fact of its own asks for it.

"President Amaru Tevita declared an emergency" is about the declaring, and it says as well what Tevita is. A clause that tells the
claim, and gives the party another office in the same breath, contradicts; where a role fact asks for the office, that fact says so.
"""

from __future__ import annotations

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.roles import another_office, same_person
from factspec.reading.offices import Office

_BESIDE = ("title", "beside")


def titled(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement, unless the clauses that tell the fact call its party by another office than the claim does."""
    if judgement.verdict not in ("supported", "partial") or fact.type in ("role", "mention") or judgement.start is None:
        return judgement
    holder = next((o.holder for o in fact.offices if o.holder is not None and o.how in _BESIDE), None)
    if holder is None or any(f.type == "role" and same_person(f.holder, holder) for f in told.golden.facts):
        return judgement
    here = _sentences(told, judgement)
    for office in told.offices:
        if (
            office.sure
            and office.how in _BESIDE
            and told.analysis.toks[office.head].sentence in here
            and same_person(office.holder, holder)
            and another_office(office, fact, told)
        ):
            return _wrong(told, office, judgement)
    return judgement


def _sentences(told: Told, judgement: Judgement) -> set[int]:
    start, end = judgement.start or 0, judgement.end or 0
    return {t.sentence for t in told.analysis.toks if t.start < end and start < t.end}


def _wrong(told: Told, office: Office, judgement: Judgement) -> Judgement:
    toks = told.analysis.toks
    start, end = toks[office.first].start, toks[office.last - 1].end
    said = f"calls the party “{told.analysis.text[start:end]}”"
    return Judgement("contradicted", start, end, "role-differs", said, None, judgement.strength)
