"""This package is about finding: from what a person types to the nodes of the graph that are meant."""

from kg.queries.finding.search import Found, find, search

__all__ = ["Found", "find", "search"]
