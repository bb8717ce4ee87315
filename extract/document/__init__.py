"""A paper as one `Doc`: its text, its tokens and sentences, and what components leave in it."""

from extract.document import sentence_boundaries  # noqa: F401 - importing a component registers its factory
from extract.document.contribution_cues import INTRODUCING, cues, first_cue, introduces
from extract.document.paper_annotations import Candidate, Group, ShortForm, annotated, outermost
from extract.document.paper_text import PaperText, abstract_start, compose, lay_out
from extract.document.sentence_boundaries import find
from extract.document.string_search import places
from extract.document.title_structure import title_name, title_parts
from extract.document.tokenization import tokenizer

__all__ = [
    "INTRODUCING",
    "Candidate",
    "Group",
    "PaperText",
    "ShortForm",
    "abstract_start",
    "annotated",
    "compose",
    "cues",
    "find",
    "first_cue",
    "introduces",
    "lay_out",
    "outermost",
    "places",
    "title_name",
    "title_parts",
    "tokenizer",
]
