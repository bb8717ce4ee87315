"""What can be done with a node from its page: open it elsewhere, compare it, find a path from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.dashboard.layout.links import link, outward

if TYPE_CHECKING:
    from collections.abc import Mapping

COMPARED = "ids"


def ways(node_id: str, *, compared: bool = True, outside: Mapping[str, str] | None = None) -> str:
    """Return HTML: the ways from a node to other pages, and out to the web.

    Args:
        node_id: its key.
        compared: whether it can be compared, and corrected: papers and entities can.
        outside: name to address of what lies elsewhere.
    """
    found = [link("Show in the graph", "graph", node=node_id)]
    if compared:
        found.append(link("Compare", "compare", ids=[node_id]))
    found.append(link("Find a path", "path", **{"from": node_id}))
    if compared:  # what is no paper and no entity nobody corrects by hand
        found.append(link("Correct", "curate", about=node_id))
    found += [outward(name, url) for name, url in (outside or {}).items()]
    return f'<div class="kg-actions kg-small">{"".join(found)}</div>'
