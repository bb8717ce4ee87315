"""This package is about the graph: records, sources, store, queries, dashboard, command line."""

__version__ = "0.1.0"
