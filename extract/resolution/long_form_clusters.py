"""Clusters of long forms: the one key under which a long form and its short forms are kept."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import networkx as nx

from extract.resolution.entity_keys import Key
from extract.resolution.long_forms import spells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from extract.resolution.disambiguation import Senses


def homes(told: Mapping[Key, Senses]) -> dict[Key, Key]:
    """Map keys to the key that they are kept under, where that is another one.

    A long form is kept with the short form that it is the main sense of, if the short form spells it, or no other short
    form has it; short forms that spell one long form are one.

    Args:
        told: the senses of each bare name.
    """
    shorts: dict[Key, set[Key]] = defaultdict(set)
    joined: nx.Graph[Key] = nx.Graph()
    for key, found in told.items():
        for long in (long for group in found.long_forms for long in group):
            shorts[Key(key.family, long)].add(key)
    for key, found in told.items():
        for group in found.long_forms:
            first = Key(key.family, group[0])
            is_main = group[0] == found.main
            for form in group:
                other = Key(key.family, form)
                if is_main and (spells(key.form, form) or (other == first and len(shorts[other]) == 1)):
                    joined.add_edge(key, other)
                elif not is_main:
                    joined.add_edge(first, other)
    mains = {key for key, found in told.items() if any(found.main == group[0] for group in found.long_forms)}
    size = {key: len(found.sense_by_paper) for key, found in told.items()}
    home: dict[Key, Key] = {}
    for members in nx.connected_components(joined):
        best = min(members, key=lambda key: (key not in mains, -size.get(key, 0), key))
        home.update((key, best) for key in members)
    return home
