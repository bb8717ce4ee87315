"""Mention detection: which spans of a paper may be names."""

from extract.detection import (  # noqa: F401 - importing a component registers its factory
    abbreviations,
    candidate_filter,
    repository_urls,
    shape_matcher,
    tagged_names,
    term_matcher,
)
from extract.detection.abbreviations import is_coined
from extract.detection.repository_urls import REPOSITORIES

__all__ = ["REPOSITORIES", "is_coined"]
