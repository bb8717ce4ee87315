"""What is known before a paper is read: lists of names and words, and how names are written."""

from extract.lexicon.head_nouns import TYPES, label_of_head
from extract.lexicon.markup import Readable, readable
from extract.lexicon.metric_words import (
    MEASURED_NOUNS,
    METRIC_FORMS,
    METRIC_NAMES,
    METRIC_NOUNS,
    OTHER_METRICS,
    SHORT_METRICS,
    TWO_SENSES,
)
from extract.lexicon.name_patterns import is_family, label_of_form
from extract.lexicon.normalization import normal_form
from extract.lexicon.stop_list import is_negative
from extract.lexicon.term_lists import (
    first_years,
    listed_labels,
    listed_short_forms,
    metric_names,
    own_names,
    own_terms,
    read,
)
from extract.lexicon.vocabulary import (
    DASH,
    EAST,
    SEPARATOR,
    SIZE,
    SUBSET_WORDS,
    TIERS,
    VARIANT_WORDS,
    common_words,
    words,
)
from extract.lexicon.word_shape import Shape, name_part, shape, stem

__all__ = [
    "DASH",
    "EAST",
    "MEASURED_NOUNS",
    "METRIC_FORMS",
    "METRIC_NAMES",
    "METRIC_NOUNS",
    "OTHER_METRICS",
    "SEPARATOR",
    "SHORT_METRICS",
    "SIZE",
    "SUBSET_WORDS",
    "TIERS",
    "TWO_SENSES",
    "TYPES",
    "VARIANT_WORDS",
    "Readable",
    "Shape",
    "common_words",
    "first_years",
    "is_family",
    "is_negative",
    "label_of_form",
    "label_of_head",
    "listed_labels",
    "listed_short_forms",
    "metric_names",
    "name_part",
    "normal_form",
    "own_names",
    "own_terms",
    "read",
    "readable",
    "shape",
    "stem",
    "words",
]
