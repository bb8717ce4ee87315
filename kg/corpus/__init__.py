"""This package is about the memory between papers and a resolution: what was read and extracted so far."""

from kg.corpus.extractions import Extractions

__all__ = ["Extractions"]
