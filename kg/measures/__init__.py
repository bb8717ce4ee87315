"""This package is about measures: what the citation graph says of papers, and what papers say of what they name.

`graph` gives any part as a graph of networkx, whose algorithms serve up to about 100,000 edges. `citations` and
`namings` give the whole as sparse matrices, on which our own measures work at any size.
"""

from kg.measures.matrix import Citations, Namings, citations, namings
from kg.measures.part import graph

__all__ = ["Citations", "Namings", "citations", "graph", "namings"]
