"""Keys of an extraction output: a key in any case style as words, what kind of field it names, and the unit that it implies.

The lists are the usual field names of extraction schemas; none of them knows a topic.
"""

from __future__ import annotations

import re


def _some(text: str) -> tuple[str, ...]:
    """The words of a list written as text."""
    return tuple(text.split())


UNTOLD = frozenset(
    " ".join(w.split())
    for w in """
    - | -- | ? | [] | missing | n.a. | n/a | n/d | na | nan | nil | no data | no information | none | not applicable | not
    available | not disclosed | not found | not given | not mentioned | not provided | not reported | not specified | not stated |
    null | tba | tbd | unclear | undisclosed | unknown | unspecified | {} | —
    """.split("|")
) | {""}
META = frozenset(
    """
    confidence conf confidence_score score_confidence certainty_score probability prob logprob page page_number page_no pages id ids
    uid uuid guid key_id offset offsets start_offset end_offset start_char end_char char_start char_end char_span start_index
    end_index index idx span spans position_start position_end bbox bounding_box source sources source_id source_url source_text
    source_sentence doc_id document_id document doc_type chunk chunk_id paragraph paragraph_id sentence_id sentence_index token_start
    token_end model model_name model_version version schema schema_version language lang as_of extracted_at extracted_on
    extraction_date extracted_by created_at updated_at generated_at timestamp run_id line line_number url uri link href evidence_span
    prompt_version tokens latency_ms checksum hash retrieved_at reviewer annotator method extractor coordinates geometry crs lat lon
    lng latitude longitude bearing zoom wikidata wikidata_id wikipedia qid ticker isin cusip lei iso_code country_code ref refs
    reference_id footnote salience rank_score mention_count mentions_count order seq sequence row row_id
    """.split()
)
CONTAINERS = frozenset(
    """
    fact facts data result results item items record records entity entities field fields extraction extractions extracted output
    outputs summary article claim claims event events timeline triple triples relation relations relationship relationships answer
    answers metric metrics detail details info information value values people person persons stats statistics figures numbers list
    rows entries entry attributes properties props slots qa pairs key document report story annotations objects features feature
    content body payload response node nodes edge edges quotes statements history chronology milestones overview general misc other
    meta main root keys spans labels tuples table tables
    """.split()
)
GENERIC = frozenset(
    """
    value text content data info information output fact claim statement item key main root misc general other body extraction
    extracted answer
    """.split()
)
NUMBERED = frozenset(
    """
    section article clause chapter paragraph rule schedule appendix volume issue edition room floor gate flight route lap lot bib
    jersey platform exhibit count_number docket case_no verse page_range act_no bill regulation highway line_no bus tram
    """.split()
)
PLACE_PARTS = _some(
    """
    name venue building street address district quarter neighbourhood neighborhood village town city municipality county province
    state region island country nation continent
    """
)
_CLASSES = frozenset(
    """
    person per people place loc location gpe org organization organisation company date time datetime money currency percent
    percentage number count cardinal ordinal quantity event work product law agreement norp fac facility language misc entity fact
    string text int integer float bool boolean numeric statement quote claim duration amount measure measurement feature point polygon
    node edge figure points name other object concept attribute relation category enum value metric
    """.split()
)
SUBJECT = _some("subject subj s agent head from_entity source_entity arg1 subject_name actor e1 entity1 source_node")
PREDICATE = _some("predicate verb pred p v relation rel action relationship relation_type property did edge_type r")
OBJECT = _some("object obj o patient target tail arg2 to_entity target_entity object_name e2 entity2 whom target_node")
QUESTION = _some("question q query prompt ask")
ANSWER = _some("answer a response reply ans")
LABEL = _some(
    """
    label field field_name key k metric attribute property item what measure slot fact topic heading name variable indicator parameter
    question column kpi type kind category title subject
    """
)
VALUE = _some(
    """
    value v val amount quantity figure number answer result reading count data text content extracted_value normalized_value total
    """
)
UNIT = _some("unit units uom currency scale unit_of_measure measure_unit")
CURRENCY = _some("currency ccy currency_code")
SCALE = _some("scale magnitude multiplier order")
SPEAKER = _some(
    """
    speaker said_by by attributed_to attribution who quoted_person source_person spokesperson person name author holder
    """
)
SAID = _some("content quote text statement said claim message quotation words remark comment says")
NAME = _some("name full_name person entity who person_name member individual")
OFFICE = _some("title role roles office position job post occupation job_title designation capacity function")
BODY = _some(
    """
    organisation organization employer company institution body country team party affiliation org club of department agency at
    workplace firm
    """
)
EVENT = _some(
    """
    event what description name title entity headline incident action activity happening milestone label summary text item object
    subject product topic issue matter motion task
    """
)
KIND = _some("type kind category class entity_type ner tag datatype data_type ner_type field_type value_type")
STATUS = _some("status state modality stage phase factuality realis certainty tense mode epistemic reality")
NEGATED = _some("negated negation is_negated denied negative is_negative is_denied not")
ASSERTED = _some("asserted affirmed is_true true holds affirmative happened occurred is_asserted factual actual")
POLARITY = _some("polarity stance sentiment_polarity assertion")
DIRECTION = _some("direction trend movement change_direction")
WHEN = frozenset(
    """
    date when on day time year datetime t month dt at_time timestamp period quarter happened_on occurred_on event_date start_date
    """.split()
)
WHERE = frozenset("where place location loc venue site city town country address locality scene setting spot geo".split())
WHO = frozenset(
    """
    who by with for from to of against at in between actor agent scorer player team side person people participants participant via
    through about assist assisted_by assisted author holder winner loser minute min mins clock method means
    """.split()
)
_PLACE_WORDS = frozenset("where place location loc venue site".split())

_WORDS = {
    "pct": "percent",
    "perc": "percent",
    "percentage": "percent",
    "prct": "percent",
    "%": "percent",
    "yoy": "year on year",
    "qoq": "quarter on quarter",
    "dt": "date",
    "num": "number of",
    "nr": "number of",
    "no": "number",
    "qty": "quantity",
    "avg": "average",
    "pp": "percentage points",
    "ppt": "percentage points",
    "pts": "points",
    "bps": "basis points",
    "usd": "USD",
    "eur": "EUR",
    "gbp": "GBP",
    "inr": "INR",
    "jpy": "JPY",
    "chf": "CHF",
    "cad": "CAD",
    "aud": "AUD",
    "cny": "CNY",
    "eps": "earnings per share",
    "loc": "location",
    "org": "organization",
    "min": "minimum",
    "max": "maximum",
    "amt": "amount",
    "dob": "date of birth",
    "dod": "date of death",
    "hq": "headquarters",
    "mgr": "manager",
    "pop": "population",
    "temp": "temperature",
    "rev": "revenue",
    "ht": "half time",
    "ft": "full time",
    "q1": "first quarter",
    "q2": "second quarter",
    "q3": "third quarter",
    "q4": "fourth quarter",
    "ceo": "CEO",
    "cfo": "CFO",
    "coo": "COO",
    "cto": "CTO",
    "phd": "PhD",
    "gdp": "GDP",
    "mins": "minutes",
    "hrs": "hours",
    "secs": "seconds",
    "yrs": "years",
    "kms": "km",
    "kmh": "km/h",
    "kph": "km/h",
}
_UNITS = {
    "percent": "percent",
    "percentage points": "percentage points",
    "basis points": "basis points",
    "points": "points",
    **{c: c for c in ("USD", "EUR", "GBP", "INR", "JPY", "CHF", "CAD", "AUD", "CNY")},
    **{
        w: w
        for w in """km m kg g mg tonnes tons miles days years hours minutes months weeks seconds crowns dollars euros pounds rupees yen
        francs pesos kronor
        kroner hectares acres metres meters litres liters degrees celsius fahrenheit mm cm ft feet inches mph kmh kph
        mw gw kw gwh kwh mwh twh
        goals votes yards knots km/h
       kilometres kilometers kilograms grams million billion thousand tonne ton mile day hour minute month week second lb lbs oz""".split()
    },
}
_MONEY = frozenset("USD EUR GBP INR JPY CHF CAD AUD CNY crowns dollars euros pounds rupees yen francs pesos kronor kroner".split())
_SCALES = {
    "m": "million",
    "mn": "million",
    "mio": "million",
    "mm": "million",
    "mln": "million",
    "million": "million",
    "millions": "million",
    "bn": "billion",
    "b": "billion",
    "bln": "billion",
    "billion": "billion",
    "billions": "billion",
    "k": "thousand",
    "thousand": "thousand",
    "thousands": "thousand",
    "tn": "trillion",
    "trillion": "trillion",
    "trillions": "trillion",
    "crore": "crore",
    "lakh": "lakh",
}
_GLUED = re.compile(r"(m|mn|bn|k|t)?(usd|eur|gbp|inr)(m|mn|mln|bn|k|t)?")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SPLIT = re.compile(r"[_\-\s./:\\]+")


def plain_key(key: object) -> str:
    """A key in lower snake case, however it was written."""
    return "_".join(w.lower() for w in _SPLIT.split(_CAMEL.sub("_", str(key)[:200])) if w)


def words_of_key(key: object) -> str:
    """A key in any case style as words, abbreviations spelled out."""
    text = str(key)[:200].strip()
    spaced = " " in text
    parts = [w for w in (_CAMEL.sub(" ", text).split() if spaced else _SPLIT.split(_CAMEL.sub(" ", text))) if w]
    if not spaced:
        parts = [w for p in parts for w in p.split()]
    found: list[str] = []
    for word in parts:
        lower = word.lower().strip("()[],")
        spelled = _WORDS.get(lower)
        glued = _GLUED.fullmatch(lower) if len(lower) > 3 else None
        if spelled is not None and not (lower == "no" and not found) and not (lower in ("min", "max") and spaced and found):
            found.append(word.replace(word.strip("()[],"), spelled) if word != lower else spelled)
        elif glued is not None:
            found += [glued.group(2).upper(), *([glued.group(1) or glued.group(3)] if glued.group(1) or glued.group(3) else [])]
        elif (word.isupper() and len(word) > 4) or (not spaced and word[:1].isupper() and not word.isupper()):
            found.append(word.lower())
        else:
            found.append(word)
    return " ".join(_dated(found))


_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def _dated(words: list[str]) -> list[str]:
    """The words with a year told as one ("area 2024 sq km": in 2024), and two in a row as a stretch ("1985 2024": from 1985 to 2024)."""
    found: list[str] = []
    for at, word in enumerate(words):
        before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
        if at and _YEAR.fullmatch(word) and before.lower() not in ("in", "of", "since", "from", "to", "by", "until", "year", "fy"):
            found.append("to" if _YEAR.fullmatch(before) else "from" if _YEAR.fullmatch(after) else "in")
        found.append(word)
    return found


_PER = frozenset("second minute hour day night week month quarter year annum".split())


def unit_of_key(words: str) -> tuple[str, str, str]:
    """(the words without it, scale, unit) of a unit at the end of a key: ``revenue (USD m)``, ``distance km``."""
    bare = [w.strip("()[],") for w in words.split()]
    bare = [w for w in bare if (w and w.lower() not in ("in",)) or w == "in"]
    scale = unit = ""
    if len(bare) > 2 and bare[-2].lower() == "per" and bare[-1].lower() in _PER:
        bare = bare[:-2]  # "dose mg per day" is measured in mg
    while len(bare) > 0:
        last, two = bare[-1], " ".join(bare[-2:])
        beside = len(bare) > 1 and (bare[-2] in _MONEY or bare[-2].lower() in _SCALES)
        if two in _UNITS and not unit and len(bare) > 1:
            unit, bare = two, bare[:-2]
        elif last in _MONEY and not unit:
            unit, bare = last, bare[:-1]
        elif last.lower() in _SCALES and not scale and (unit in _MONEY or beside or len(last) > 2):
            scale, bare = _SCALES[last.lower()], bare[:-1]
        elif len(bare) > 2 and bare[-2].lower() in ("sq", "square") and last.lower() in _UNITS and not unit and not scale:
            unit, bare = f"square {_UNITS[last.lower()]}", bare[:-2]
        elif last.lower() in _UNITS and not unit and not scale:
            unit, bare = _UNITS[last.lower()], bare[:-1]
        elif last == "%" and not unit:
            unit, bare = "percent", bare[:-1]
        else:
            break
    if bare and bare[-1].lower() in ("in", "per"):
        bare = bare[:-1]
    return " ".join(bare), scale, unit


def class_like(value: str) -> bool:
    """Whether a ``type`` names a class of values (PERSON, money, date) instead of a field."""
    words = [w.lower() for w in _SPLIT.split(_CAMEL.sub(" ", value)) if w]
    return " ".join(words) in _CLASSES or (bool(words) and all(w in _CLASSES for x in words for w in x.split()))


def clause_key(words: str) -> bool:
    """Whether key words want an agent or a party to make a clause: "discovered by", "passed to"."""
    parts = words.split()
    return len(parts) > 1 and parts[-1] in ("by", "to", "from", "with", "against", "of", "over")


def place_key(words: str) -> bool:
    """Whether the last word of a key asks for a place."""
    parts = words.lower().split()
    return bool(parts) and (parts[-1] in _PLACE_WORDS or parts[:1] == ["where"])


def singular(word: str) -> str:
    """A plural word of a key as one of its kind."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3 else word
