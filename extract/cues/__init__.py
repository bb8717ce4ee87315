"""Cues: what the words around a name say of its type and of its relation to the paper."""

from extract.cues import (  # noqa: F401 - importing a component registers its factory
    coordination,
    entity_type,
    evaluation,
    introduction,
    own_names,
    title,
    usage,
)
from extract.cues.usage import COMPARISON

__all__ = ["COMPARISON"]
