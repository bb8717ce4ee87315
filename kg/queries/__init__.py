"""This package is about what the dashboard and the command line ask of the graph."""

from kg.queries import guard
from kg.queries.calling import called
from kg.queries.citations import citing, references
from kg.queries.counts import overview
from kg.queries.drawing import neighbourhood, whole
from kg.queries.finding import Found, find, search
from kg.queries.field_map import field_map
from kg.queries.listing import papers, top_entities
from kg.queries.lookup import lookup, titles
from kg.queries.one_entity import entity
from kg.queries.one_paper import paper
from kg.queries.unknown import unknown_names

__all__ = [
    "Found", "called", "citing", "entity", "field_map", "find", "guard", "lookup", "neighbourhood", "overview",
    "paper", "papers", "references", "search", "titles", "top_entities", "unknown_names", "whole",
]  # fmt: skip
