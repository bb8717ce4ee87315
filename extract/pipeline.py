"""This file is about the pipeline: which components read a paper, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy

from extract import (  # noqa: F401 - importing a component registers its factory
    consolidation,
    coordination,
    evaluation,
    introduction,
    labels,
    names,
    naming,
    negatives,
    repositories,
    sentences,
    short_forms,
    term_lists,
    title,
    use,
)
from extract.tokens import tokenizer

if TYPE_CHECKING:
    from spacy.language import Language

COMPONENTS = (
    "sentences",
    "repositories",
    "term_lists",
    "names",
    "short_forms",
    "negatives",
    "title",
    "introduction",
    "naming",
    "coordination",
    "evaluation",
    "use",
    "labels",
    "consolidation",
)
"""Finders first, then what takes away, then what tells roles and types, then the decision.

A trained `ner` belongs after `names`: it finds, and the rest weighs what it found.
"""


def create_pipeline() -> Language:
    """Create the pipeline that reads title and abstract and leaves mentions."""
    nlp = spacy.blank("en")
    nlp.tokenizer = tokenizer(nlp)
    for component in COMPONENTS:
        nlp.add_pipe(component)
    return nlp
