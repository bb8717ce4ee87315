"""Following: a button that keeps a thing in sight, so that Home tells what is new about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.layout.failures import told
from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import demand_writing, read_only

if TYPE_CHECKING:
    from kg.queries.records import Kind


def follow_button(node_id: str, kind: Kind, name: str) -> None:
    """Draw the button that follows a thing or lets it go; a read-only dashboard, which keeps nothing, has none.

    Args:
        node_id: the key of an entity, an author or an organisation.
        kind: what it is.
        name: what Home calls it.
    """
    if read_only():
        return
    follows = shelf().get("followed", node_id) is not None
    st.button(
        "Following" if follows else "Follow",
        key=f"follow {node_id}",
        icon=":material/bookmark_added:" if follows else ":material/bookmark_add:",
        help="Home tells no more what is new about it." if follows else "Home tells what is new about it.",
        on_click=_let_go if follows else _follow,
        args=(node_id,) if follows else (node_id, kind, name),
    )


def _follow(node_id: str, kind: Kind, name: str) -> None:
    with told():
        demand_writing()
        shelf().put("followed", node_id, {"kind": kind, "name": name})


def _let_go(node_id: str) -> None:
    with told():
        demand_writing()
        shelf().remove("followed", node_id)
