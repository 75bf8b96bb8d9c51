"""Retracted: a claim of which a party or value stands in the text only where the text takes it back.

"Lee Marsh, rather than Dana Voss, resigned" has all the words of "Dana Voss resigned"; so has "we wrongly credited Orla Finch".
"""

from __future__ import annotations

from collections.abc import Iterable

from factspec.binding.compiled import CompiledFact
from factspec.binding.frames import keys_at
from factspec.fact_types.base import Judgement, Told
from factspec.reading.moods import mood

TELLING = 0.15  # the least share of a claim's weight that the retracted word has
REST = 0.5  # the share of the rest that the sentence tells for all that
LIKE = 0.8
# Claims of one put in the place of another are told by the very words that withdraw the other.
_DISPLACING = frozenset("replace succeed supplant supersede substitute oust prefer choose pick swap exchange".split())


def retracted(fact: CompiledFact, told: Told, judgement: Judgement) -> Judgement:
    """The judgement, unless it is support by a sentence that names what the claim has only to take it back."""
    analysis = told.analysis
    if judgement.verdict not in ("supported", "partial") or judgement.start is None or judgement.end is None:
        return judgement
    if not analysis.denied and not analysis.earlier:
        return judgement
    if fact.predicate >= 0 and (mood(fact.analysis, fact.predicate).negated or fact.analysis.toks[fact.predicate].lemma in _DISPLACING):
        return judgement
    first, _ = analysis.token_range(judgement.start, judgement.end)
    number = analysis.toks[first].sentence
    info = analysis.sentences[number]
    opened = max((k + 1 for k in range(info.first, first) if analysis.toks[k].text in (";", ":")), default=info.first)
    withdrawn = [k for k in range(info.first, info.last) if (k in analysis.denied and k >= opened) or k in analysis.earlier]
    if not withdrawn:
        return judgement
    if _told_on(told, withdrawn[-1] + 1, first, info.first, info.last):
        return judgement
    own = {key for k in fact.analysis.denied for key in keys_at(fact.analysis, k)}
    weights = {cue: weight for cue, weight, _ in fact.words.cues if cue not in own}
    dead = _told(told, withdrawn, weights)
    low, last = opened, next((k for k in range(withdrawn[-1], info.last) if analysis.toks[k].text == ";"), info.last)
    if any(k in analysis.earlier for k in withdrawn):  # a correction goes on in the next sentence
        low, last = info.first, analysis.sentences[min(number + 1, len(analysis.sentences) - 1)].last
    alive = _told(told, (k for k in range(low, last) if k not in analysis.denied and k not in analysis.earlier), weights)
    lost = {cue for cue, near in dead.items() if near >= LIKE and alive.get(cue, 0.0) < 0.6}
    total = sum(weights.values())
    gone = sum(weights[cue] for cue in lost)
    if not lost or gone < TELLING * total:
        return judgement
    rest = sum(weights[cue] * near for cue, near in alive.items() if cue not in lost)
    if total - gone > 0 and rest < REST * (total - gone):
        return judgement
    words = [k for k in withdrawn if _told(told, (k,), dict.fromkeys(lost, 1.0))]
    start, end = analysis.toks[words[0]].start, analysis.toks[words[-1]].end
    return Judgement("contradicted", start, end, "negated", "the text takes it back", None, judgement.strength)


def _told_on(told: Told, behind: int, judged: int, low: int, last: int) -> bool:
    """Whether what was judged is told of the withdrawn thing itself, in a clause that hangs on it ("not the mill, which burnt down")."""
    toks = told.analysis.toks
    if behind < last and toks[behind].text == ",":
        behind += 1
    cleft = [toks[k].folded for k in range(low, min(low + 2, last))] in (["it", "was"], ["it", "is"])
    return behind < last and judged >= behind and not cleft and toks[behind].folded in ("where", "which", "whose", "when")


def _told(told: Told, tokens: Iterable[int], weights: dict[str, float]) -> dict[str, float]:
    """How near the given tokens come to each of the cues."""
    found: dict[str, float] = {}
    for k in tokens:
        for key in told.keys[k]:
            for cue, near in told.golden.table.stands_for(key):
                if cue in weights and near > found.get(cue, 0.0):
                    found[cue] = near
    return found
