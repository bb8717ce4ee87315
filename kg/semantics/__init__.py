"""This package is about papers by what they say, where no word need be shared: the extra `semantic`.

    found = semantics.nearest(store, "training with few labels", 20)

Vectors are made of titles and abstracts that are new or changed, and kept in a file of the user's cache folder.
"""

from kg.semantics.model import MISSING, Model, installed
from kg.semantics.nearest import Near, Semantics, nearest

__all__ = ["MISSING", "Model", "Near", "Semantics", "installed", "nearest"]
