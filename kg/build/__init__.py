"""This package is about builds: what sources say, brought into the graph stage by stage."""

from kg.build.assimilation import Listeners, assimilate, is_unfinished
from kg.build.build import build
from kg.build.contents import Contents, of_service
from kg.build.report import STAGES, BuildReport, Changes

__all__ = [
    "STAGES",
    "BuildReport",
    "Changes",
    "Contents",
    "Listeners",
    "assimilate",
    "build",
    "is_unfinished",
    "of_service",
]
