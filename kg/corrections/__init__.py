"""This package is about corrections: what people say about the graph, kept in a ledger that every build applies."""

from kg.corrections.ledger import Ledger, path_of
from kg.corrections.plan import Plan
from kg.corrections.records import KINDS, Entry, Kind, PaperRef, Thing, new_entry
from kg.corrections.standing import active

__all__ = ["KINDS", "Entry", "Kind", "Ledger", "PaperRef", "Plan", "Thing", "active", "new_entry", "path_of"]
