"""Names that are no entity: a value in plain words, such as a section of an act.

Its numbers with the word before them ("section 41"), the entities in it and its words are looked for one by one.
"""

from __future__ import annotations

from decimal import Decimal

from factspec.binding.compiled import CompiledFact
from factspec.fact_types.base import MISSING, Judgement, Told
from factspec.fact_types.openings import opening, score
from factspec.mentions.numbers import find_numbers
from factspec.reading.analysis import Analysis, Name, Value

_SIGNS = {
    "s.": "section",
    "s": "section",
    "sec.": "section",
    "sec": "section",
    "ss.": "section",
    "§": "section",
    "art.": "article",
    "art": "article",
    "para": "paragraph",
    "para.": "paragraph",
    "ch.": "chapter",
    "no.": "number",
    "no": "number",
    "cl.": "clause",
    "sections": "section",
    "articles": "article",
}
_DESIGNATORS = frozenset(
    "section article chapter paragraph clause rule schedule title part number flight platform gate room ward annex appendix regulation "
    "amendment".split()
)


def _designator(analysis: Analysis, value: Value) -> str:
    """The word that a number is the number of ("section"), or ""."""
    for k in range(value.first - 1, max(-1, value.first - 3), -1):
        word = _SIGNS.get(analysis.toks[k].folded, analysis.toks[k].lemma)
        if word in _DESIGNATORS:
            return word
        if analysis.toks[k].text != ":":
            break
    return ""


def _figure(value: Value) -> Decimal | None:
    """The number that names a section or the like, in digits or words."""
    if value.number is None:
        return None
    if value.number.quantity.value is not None:
        return value.number.quantity.value
    digits = "".join(c for c in value.number.surface if c.isdigit())
    if digits:
        return Decimal(digits)
    alone = find_numbers(value.number.surface, ())
    return alone[0].quantity.value if alone else None


def _numbered(analysis: Analysis) -> list[tuple[str, Value]]:
    return [(word, v) for v in analysis.values if v.number is not None and (word := _designator(analysis, v))]


def judge_worded(fact: CompiledFact, told: Told) -> Judgement:
    """The judgement of a name fact whose value is plain words."""
    golden = told.golden
    value = fact.fact.value
    text = value if isinstance(value, str) else " ".join(v if isinstance(v, str) else v[1] for v in value or ())
    known = golden.memo.get(("worded", fact.index))
    phrase = known if isinstance(known, Analysis) else golden.world.read(text)
    golden.memo[("worded", fact.index)] = phrase
    wanted = _numbered(phrase)
    beings = {n.entity for n in phrase.names if n.entity is not None}
    analysis = told.analysis
    named = [n for n in analysis.names if n.entity in beings and not n.pronoun]
    right: Value | None = None
    wrong: Value | None = None
    licensed = [(w, v) for a in (golden.background, *(f.analysis for f in golden.facts)) for w, v in _numbered(a)]
    for word, found in _numbered(analysis):
        for sign, want in wanted:
            if word != sign or found.number is None or want.number is None:
                continue
            mine = _figure(found)
            if mine is not None and mine == _figure(want):
                right = right or found
            elif mine is not None:
                elsewhere = any(w == word and _figure(v) == mine for w, v in licensed)
                beside = any(0 <= n.first - found.last <= 3 for n in named)
                if not elsewhere or beside or _in_slot(told, fact, found):
                    wrong = wrong or found
    if wrong is not None and right is None:
        return Judgement("contradicted", wrong.start, wrong.end, "name-differs", f"says {wrong.surface}", None, 0.8)
    if not wanted:
        return _plain(told, phrase, named)
    if right is not None:
        if named or not beings or _abbreviated(told, beings):
            return Judgement("supported", right.start, right.end, "supported-name", "names the golden value", None, 0.8)
        return Judgement("partial", right.start, right.end, "half-told", "names part of it", None, 0.5)
    for name in named:
        if score(told, opening(fact, golden), name) >= 0.18:
            return Judgement("partial", name.start, name.end, "half-told", "names part of it", None, 0.4)
    return MISSING


def _in_slot(told: Told, fact: CompiledFact, found: Value) -> bool:
    """Whether the slot's own words label the number."""
    info = told.analysis.sentences[told.analysis.toks[found.head].sentence]
    gap = opening(fact, told.golden)
    said = {
        cue
        for k in range(info.first, found.first)
        for key in told.keys[k]
        for cue, near in told.golden.table.stands_for(key)
        if near >= 0.9
    }
    plain = {c for f in gap.frames for c, _, _ in f.cues if c[:1] not in "@#="}
    return info.last - info.first <= 10 and len(said & plain) >= 2


def _plain(told: Told, phrase: Analysis, named: list[Name]) -> Judgement:
    analysis = told.analysis
    words = [t.folded for t in phrase.toks]
    size = len(words)
    for k in range(len(analysis.toks) - size + 1):
        if [t.folded for t in analysis.toks[k : k + size]] == words:
            return Judgement(
                "supported", analysis.toks[k].start, analysis.toks[k + size - 1].end, "supported-name", "names the golden value", None, 0.9
            )
    content = [t.lemma for t in phrase.toks if t.content]
    for info in analysis.sentences:
        lemmas = {analysis.toks[k].lemma for k in range(info.first, info.last)}
        if content and all(w in lemmas for w in content):
            return Judgement("supported", info.start, info.end, "supported-name", "names the golden value", None, 0.7)
    if named:
        return Judgement("partial", named[0].start, named[0].end, "half-told", "names part of it", None, 0.4)
    return MISSING


def _abbreviated(told: Told, beings: set[str]) -> bool:
    """Whether a text speaks of the work by its kind word alone ("the Act")."""
    world = told.golden.world
    tails = {world.beings[b].name.split()[-1].casefold() for b in beings if b in world.beings}
    return any(t.folded in tails and t.text[:1].isupper() for t in told.analysis.toks)
