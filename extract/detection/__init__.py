"""Mention detection: which spans of a paper may be names."""

from extract.detection import (  # noqa: F401 - importing a component registers its factory
    abbreviations,
    candidate_filter,
    repository_urls,
    shape_matcher,
    tagged_names,
    term_matcher,
)
from extract.detection.abbreviations import initials_fit, is_coined
from extract.detection.repository_urls import REPOSITORIES

__all__ = ["REPOSITORIES", "initials_fit", "is_coined"]
