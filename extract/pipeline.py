"""The pipeline: which components read a paper, and in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import spacy

from extract import cues, decision, detection, document, results  # noqa: F401 - importing a room registers its components
from extract.document import tokenizer

if TYPE_CHECKING:
    from spacy.language import Language

    from extract.tagger import Size

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
    "claims",
    "nouns",
    "clean_up",
)
"""Finders first, then what takes away, then what tells roles and types, then the decision, and the claims about it."""
DECIDING = COMPONENTS[COMPONENTS.index("consolidation") :]
"""What is left out where the candidates themselves are asked for."""
_TAGGER_AFTER = "short_forms"


def create_pipeline(size: Size | None = "default") -> Language:
    """Create the pipeline that reads title and abstract and leaves mentions.

    Args:
        size: of the trained tagger; None for the rules alone.
    """
    nlp = spacy.blank("en")
    nlp.tokenizer = tokenizer(nlp)
    for component in COMPONENTS:
        nlp.add_pipe(component)
        if component == _TAGGER_AFTER and size is not None:
            nlp.add_pipe("tagger_of_names", name="tagger", config={"size": size})
    return nlp
