"""This package is about the local Neo4j: the same engine without Docker and without a system Java."""

from __future__ import annotations

from kg.store.local.backup_file import About
from kg.store.local.dumping import check_files, check_version, dump, load
from kg.store.local.folder import default_folder
from kg.store.local.importing import Importing
from kg.store.local.keeper import Keeper
from kg.store.local.process import Connection, Status, ensure, status, stop, why_it_refused, why_it_went

__all__ = [
    "About",
    "Connection",
    "Importing",
    "Keeper",
    "Status",
    "check_files",
    "check_version",
    "default_folder",
    "dump",
    "ensure",
    "load",
    "status",
    "stop",
    "why_it_refused",
    "why_it_went",
]
