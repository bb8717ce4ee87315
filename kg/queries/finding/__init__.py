"""This package is about finding: from what a person types to the nodes of the graph that are meant."""

from kg.queries.finding.search import Found, find, search
from kg.queries.finding.suggestions import Suggestions, suggest

__all__ = ["Found", "Suggestions", "find", "search", "suggest"]
