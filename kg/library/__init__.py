"""This package is about what a reader keeps: sets of papers, notes, marks, saved views and queries."""

from kg.library.shelf import Shelf

__all__ = ["Shelf"]
