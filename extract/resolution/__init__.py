"""Entity resolution: which mentions of a corpus name one thing."""

from extract.resolution.context_vectors import FILE, words
from extract.resolution.disambiguation import NIL
from extract.resolution.entities import slug
from extract.resolution.reach import points
from extract.resolution.resolver import resolve, without_collection

__all__ = ["FILE", "NIL", "points", "resolve", "slug", "without_collection", "words"]
