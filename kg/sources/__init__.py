"""This package is about where papers come from."""

from kg.sources.dead_letter import DeadLetter
from kg.sources.reader import check, read
from kg.sources.reject import Reject

__all__ = ["DeadLetter", "Reject", "check", "read"]
