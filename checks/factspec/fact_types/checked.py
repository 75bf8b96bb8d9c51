"""Right values: what the clause around a golden value may still have against the claim: another mood, rate, side or direction."""

from __future__ import annotations

from factspec.binding.bound import Bound
from factspec.binding.compiled import STATIVE, CompiledFact
from factspec.fact_types.base import Judgement, Told
from factspec.fact_types.bearing import (
    above,
    governors,
    opposite_word,
    other_rate,
    other_way,
)
from factspec.fact_types.clauses import direction_near, same_act
from factspec.fact_types.mood_clash import mood_clash
from factspec.fact_types.sides import sides_clash
from factspec.lexicon import direction, opposed


def checked(fact: CompiledFact, told: Told, bound: Bound, own: float) -> Judgement:
    """A right value: supported, unless the clause around it turns the claim over."""
    analysis = told.analysis
    value = bound.value
    cost = told.near(value.first, value.last, value.head)
    good = Judgement("supported", value.start, value.end, "supported-value", "says the golden value", None, own)
    per_other = other_rate(fact, told, bound)
    if per_other is not None:
        return Judgement("contradicted", value.start, value.end, "unit-differs", per_other, None, own)
    turned_sides = sides_clash(told, fact, bound)
    if turned_sides is not None:
        return Judgement("contradicted", value.start, value.end, "sides-differ", turned_sides, None, own)
    chain = governors(told, value.head) | above(told, value.head)
    near = sorted((price, k) for k, price in cost.items() if price <= 2.4 and k in chain)
    for tok in fact.analysis.toks:
        if not tok.content or tok.index in fact.analysis.value_at or tok.upos not in ("VERB", "NOUN", "ADJ"):
            continue
        if (tok.upos == "VERB" or tok.index == fact.predicate) and tok.lemma not in STATIVE:
            below = (analysis.toks[k] for k in analysis.toks[value.head].children)
            if any(t.lemma == tok.lemma and t.deprel.startswith("acl") for t in below):
                continue  # "the doses that it has ordered will be given": the claim's own verb stands below
            for _price, k in near:
                other = analysis.toks[k]
                if other.content and other.upos == "VERB" and same_act(tok.lemma, other.lemma) >= 0.85:
                    clash = mood_clash(told, fact, k, tok.index)
                    if tok.upos != "VERB" and clash is not None and clash[0] != "negated":
                        clash = None  # a predicate that the tree takes for a noun ("the roof cost 5 euros") has no mood to compare
                    if (
                        clash is not None
                        and clash[0] == "modality-differs"
                        and tok.xpos in ("VBZ", "VBP", "VB", "VBG")
                        and told.mood(k).mode == "planned"
                    ):
                        clash = None
                    if clash is not None:
                        start, end = min(value.start, other.start), max(value.end, other.end)
                        return Judgement("contradicted", start, end, clash[0], clash[1], None, own)
                    break
        turned = opposite_word(fact, told, tok.index, value.head)
        if turned is not None:
            word = analysis.toks[turned]
            start, end = min(value.start, word.start), max(value.end, word.end)
            return Judgement("contradicted", start, end, "direction-differs", f"the text points the other way: “{word.text}”", None, own)
        way = direction(tok.lemma)
        if way:
            turned = direction_near(told, {k: price for k, price in cost.items() if k in governors(told, value.head)}, way)
            if turned is not None and opposed(tok.lemma, analysis.toks[turned].lemma):
                word = analysis.toks[turned]
                start, end = min(value.start, word.start), max(value.end, word.end)
                return Judgement(
                    "contradicted", start, end, "direction-differs", f"the text points the other way: “{word.text}”", None, own
                )
    turned = other_way(fact, told, bound)
    if turned is not None and not told.mood(turned).negated:
        word = analysis.toks[turned]
        start, end = min(value.start, word.start), max(value.end, word.end)
        return Judgement("contradicted", start, end, "direction-differs", f"the text points the other way: “{word.text}”", None, own)
    return good
