"""A paper as one `Doc`: its text, its tokens and sentences, and what components leave in it."""

from extract.document import sentence_boundaries  # noqa: F401 - importing a component registers its factory
from extract.document.annotations import forget_tagged, mentions, results, set_mentions, set_results, set_tagged, tagged
from extract.document.candidate_spans import (
    Candidate,
    ShortForm,
    add,
    add_short_forms,
    candidates,
    outermost,
    replace,
    short_forms,
    spans,
)
from extract.document.contribution_cues import cues, first_cue
from extract.document.paper_text import abstract_start, compose, forget_text, remember_text, text_of
from extract.document.sentence_boundaries import find
from extract.document.string_search import places
from extract.document.title_structure import title_name, title_parts
from extract.document.tokenization import tokenizer

__all__ = [
    "Candidate",
    "ShortForm",
    "abstract_start",
    "add",
    "add_short_forms",
    "candidates",
    "compose",
    "cues",
    "find",
    "first_cue",
    "forget_tagged",
    "forget_text",
    "mentions",
    "outermost",
    "places",
    "remember_text",
    "replace",
    "results",
    "set_mentions",
    "set_results",
    "set_tagged",
    "short_forms",
    "spans",
    "tagged",
    "text_of",
    "title_name",
    "title_parts",
    "tokenizer",
]
