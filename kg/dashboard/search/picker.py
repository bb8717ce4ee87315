"""Choosing a node: a box that asks the store while a reader types, its choice an id in the URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg import queries
from kg.dashboard.layout.pieces import chip, empty
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import in_markdown, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.queries.records import GraphNode, Kind, SearchHit

MOST_MATCHES = 8
LONGEST_NAME = 90


def picker(label: str, *, key: str, kinds: Sequence[Kind] = (), placeholder: str = "") -> GraphNode | None:
    """Draw the choice of one node, or the box to find it; return the node.

    The node's id stands in the URL under `key`; an id that the graph does not have is said, beside what is nearest.

    Args:
        label: what is chosen, in a word or two.
        key: of the id in the URL, and of the widgets.
        kinds: of which kinds it may be; of any kind unless given.
        placeholder: what the empty box says.

    Returns:
        What is chosen, or None while nothing is.
    """
    asked = st.query_params.get(key, "").strip()
    node = chosen(asked, kinds) if asked else None
    if node is not None:
        shown, change = st.columns([5, 2], vertical_alignment="center")
        what = f'<span class="kg-faint">{plain(label)}</span><br>{chip(node.kind, node.node_id, node.name)}'
        shown.html(f'<div class="kg-picked">{what}</div>')
        change.button("Change", key=f"{key}_change", on_click=_drop, args=(key,), help=f"Choose another: {label}")
        return node
    if asked:
        empty(f'The graph has no {_named(kinds)} "{asked[:100]}". Choose one of those nearest to it, or search.')
    finder(label, lambda hit: _take(key, hit), key=key, kinds=kinds, placeholder=placeholder, begin=asked)
    return None


def finder(
    label: str,
    take: Callable[[SearchHit], None],
    *,
    key: str,
    kinds: Sequence[Kind] = (),
    placeholder: str = "",
    begin: str = "",
) -> None:
    """Draw the box and its matches, each a button; `take` is called with the match that is pressed.

    Args:
        label: what is looked for.
        take: is called before the page is drawn again.
        key: of the widgets.
        kinds: of which kinds; of any unless given.
        placeholder: what the empty box says.
        begin: what is looked for while the box is empty.
    """
    text = st.text_input(
        label,
        key=f"{key}_find",
        placeholder=placeholder or f"Type a name: {_named(kinds)}",
        icon=":material/search:",
        max_chars=300,
        live="200ms",
    ).strip()
    looked_for = text or begin
    if not looked_for:
        return
    hits = answer(queries.search, looked_for, limit=MOST_MATCHES, typing=bool(text), kinds=tuple(kinds))
    if not hits and text:  # what no name begins with may stand in an abstract, or be misspelt
        hits = answer(queries.search, looked_for, limit=MOST_MATCHES, kinds=tuple(kinds))
    if not hits:
        empty(f"The graph has no {_named(kinds)} like that. Search for a word of its name.")
    for hit in hits:
        st.button(
            _said(hit),
            key=f"{key}_take_{hit.node_id}",
            on_click=_taken,
            args=(take, hit, f"{key}_find"),
            type="tertiary",
        )


def chosen(text: str, kinds: Sequence[Kind] = ()) -> GraphNode | None:
    """Return the node that an id names, also a paper by any of its identifiers; None where it is none of the kinds."""
    paper_id = answer(queries.lookup, text) if not kinds or "Paper" in kinds else None
    found = answer(queries.named, tuple(dict.fromkeys([paper_id or text, text])))
    return next((node for node in found if not kinds or node.kind in kinds), None)


def _named(kinds: Sequence[Kind]) -> str:
    if not kinds:
        return "node"
    words = [kind.lower() for kind in kinds]
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _said(hit: SearchHit) -> str:
    name = hit.name if len(hit.name) <= LONGEST_NAME else f"{hit.name[:LONGEST_NAME].rstrip()}..."
    beside = ", ".join(filter(None, [hit.kind, hit.detail]))
    return f"{in_markdown(name)} :gray[{in_markdown(beside)}]"


def _taken(take: Callable[[SearchHit], None], hit: SearchHit, box: str) -> None:
    st.session_state[box] = ""
    take(hit)


def _take(key: str, hit: SearchHit) -> None:
    st.query_params[key] = hit.node_id


def _drop(key: str) -> None:
    st.query_params.pop(key, None)
