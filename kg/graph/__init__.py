"""This package is about the graph as Python reads it: `kg.open`."""

from kg.graph.graph import Graph
from kg.graph.rows import Rows

__all__ = ["Graph", "Rows"]
