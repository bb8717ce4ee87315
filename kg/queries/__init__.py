"""This package is about what the faces (dashboard, command line, Python, MCP) ask of the graph."""

from kg.queries.asking import guard
from kg.queries.asking.unknown import unknown_names
from kg.queries.chosen import chosen, there
from kg.queries.citations import citing, references
from kg.queries.counts import overview
from kg.queries.drawing import edges, named, neighbourhood, whole
from kg.queries.expansion import expansion, ways
from kg.queries.finding import Found, Suggestions, find, search, suggest
from kg.queries.listing import count_entities, papers, top_entities
from kg.queries.lookup import lookup, titles
from kg.queries.map_of_field import field_map, group_names
from kg.queries.map_of_papers import paper_map
from kg.queries.matching import Match, matched
from kg.queries.naming import Meant, meant
from kg.queries.near.paths import path
from kg.queries.one_edge import edge, naming_both, shared_papers
from kg.queries.one_entity import entity
from kg.queries.one_paper import paper

__all__ = [
    "Found",
    "Match",
    "Meant",
    "Suggestions",
    "chosen",
    "citing",
    "count_entities",
    "edge",
    "edges",
    "entity",
    "expansion",
    "field_map",
    "find",
    "group_names",
    "guard",
    "lookup",
    "matched",
    "meant",
    "named",
    "naming_both",
    "neighbourhood",
    "overview",
    "paper",
    "paper_map",
    "papers",
    "path",
    "references",
    "search",
    "shared_papers",
    "suggest",
    "there",
    "titles",
    "top_entities",
    "unknown_names",
    "ways",
    "whole",
]
