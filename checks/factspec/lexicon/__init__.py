"""General English for any story: which words stand for one another, which exclude one another, and what kind of thing a word names.

Compact data files beside the modules, read on first use; scores are integers. Knows no topic and no text.
"""

from __future__ import annotations

from factspec.lexicon.cues import Cue, Phrase, cue_words, cues, cues_at, is_stopword, layout_words, phrase_at, stopwords
from factspec.lexicon.names import is_title, nicknames, same_given_name, titles
from factspec.lexicon.offices import OfficeReading, is_calling, office, office_at, same_office
from factspec.lexicon.places import (
    Country,
    capital_of,
    contains,
    countries,
    country_of,
    demonym_of,
    name_of,
    place_kind,
    region_of,
    state_of,
)
from factspec.lexicon.relations import alike_in_direction, converse, direction, has_converse, opposed, sibling
from factspec.lexicon.similar import similarity
from factspec.lexicon.verbs import Implication, implication, members, verb_class
from factspec.lexicon.vocabulary import Vocabulary
from factspec.lexicon.wordnet import common_words, eventful, family, is_common, is_hypernym, kinds, synonyms

__all__ = [
    "Country",
    "Cue",
    "Implication",
    "OfficeReading",
    "Phrase",
    "Vocabulary",
    "alike_in_direction",
    "capital_of",
    "common_words",
    "contains",
    "converse",
    "countries",
    "country_of",
    "cue_words",
    "cues",
    "cues_at",
    "demonym_of",
    "direction",
    "eventful",
    "family",
    "has_converse",
    "implication",
    "is_calling",
    "is_common",
    "is_hypernym",
    "is_stopword",
    "is_title",
    "kinds",
    "layout_words",
    "members",
    "name_of",
    "nicknames",
    "office",
    "office_at",
    "opposed",
    "phrase_at",
    "place_kind",
    "region_of",
    "same_given_name",
    "same_office",
    "sibling",
    "similarity",
    "state_of",
    "stopwords",
    "synonyms",
    "titles",
    "verb_class",
]
