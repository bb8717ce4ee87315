"""This package is about migrations: a graph of an earlier shape becomes one of today's, a step a version, forward only.

    (:Schema {name: "graph", version})

A graph that says no version is of version 0 where it holds papers, and of today's where it holds none. Each step can be
run again: one that died is finished by the next run, and the version is written when its step is done. Before the first
step of a local graph, a backup of it is made.
"""

from kg.store.migrations.migrating import STEPS, bring, ready, refuse_newer
from kg.store.migrations.versions import stamp, version

__all__ = ["STEPS", "bring", "ready", "refuse_newer", "stamp", "version"]
