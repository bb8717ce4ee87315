"""The way from a thing to its corrections: a link that any page can place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.dashboard.layout.links import link

if TYPE_CHECKING:
    from kg.queries.records import Kind


def correct_button(kind: Kind, node_id: str) -> str:
    """Return HTML: a link to where a thing is corrected; empty for what nobody corrects by hand.

    Args:
        kind: of the node; papers and entities can be corrected.
        node_id: its key.
    """
    if kind in ("Author", "Organization"):
        return ""
    return link("Correct", "curate", about=node_id)
