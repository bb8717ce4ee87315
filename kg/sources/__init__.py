"""This package is about where papers come from."""

from kg.sources.dead_letter import DeadLetter
from kg.sources.omissions import Tally
from kg.sources.reader import Source, check, opened, read
from kg.sources.reject import Omission, Reject

__all__ = ["DeadLetter", "Omission", "Reject", "Source", "Tally", "check", "opened", "read"]
