"""This package is about the memory between papers and a resolution: what was read and extracted so far."""

from kg.corpus.ahead import Ahead
from kg.corpus.change import Change
from kg.corpus.extractions import Extractions
from kg.corpus.listings import Listing
from kg.corpus.resolution_index import ResolutionIndex, hand_over, index_of, resolve_known

__all__ = ["Ahead", "Change", "Extractions", "Listing", "ResolutionIndex", "hand_over", "index_of", "resolve_known"]
