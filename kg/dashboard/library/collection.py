"""A collection as a page shows it: papers by their ids, ordered, paged, and taken out one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg import queries
from kg.dashboard.jobs import adding
from kg.dashboard.layout import offers
from kg.dashboard.layout.choice import choice
from kg.dashboard.layout.links import link
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.pieces import empty, listed, paper_item
from kg.dashboard.session.answers import answer
from kg.dashboard.session.mine import within
from kg.dashboard.session.rights import read_only
from kg.dashboard.words.wording import count, in_markdown
from kg.identity import ids

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.queries.chosen import Order
    from kg.queries.records import PaperRow

ORDERS: dict[Order, str] = {
    "given": "as kept",
    "published": "newest first",
    "citations": "most cited in the graph",
    "upvotes": "most upvoted",
    "entities": "most entities",
    "title": "by title",
}
_MOST_SHOWN = 10


def collection(
    paper_ids: Sequence[str],
    *,
    of: str,
    of_own: bool = False,
    below: Mapping[str, str] | None = None,
    action: tuple[str, Callable[[str], None]] | None = None,
) -> None:
    """Draw papers in the order that the URL names, a page at a time.

    Args:
        paper_ids: which papers.
        of: names the collection: another one begins at its first page.
        of_own: whether it is one of the reader's sets, where it need not be said of each paper that it is in one.
        below: HTML below a paper, by its paper_id.
        action: what can be done with one paper, and who does it.
    """
    controls = st.container(horizontal=True, vertical_alignment="center", gap="medium")
    with controls:
        order = choice("Order", ORDERS, "sort", noun="order", width=240)
    if st.session_state.get("library_of", (of, order)) != (of, order):
        st.session_state.pop("page", None)
        st.query_params.pop("page", None)
    st.session_state["library_of"] = (of, order)
    chosen = tuple(paper_ids)
    total = answer(queries.chosen, chosen, limit=0).total

    def draw(skip: int, limit: int) -> None:
        rows = answer(queries.chosen, chosen, order=order, skip=skip, limit=limit).rows
        said = below or {}
        if action is None or not editing:
            listed(paper_item(row, below=said.get(row.paper_id, "")) for row in rows)
            return
        for row in rows:
            _editable(row, said.get(row.paper_id, ""), action)

    with controls:
        editing = action is not None and not read_only() and _editing(total)
    with within(chosen if of_own else ()):
        paged(total, draw, key="page", noun=("paper", "papers"), ordered=ORDERS[order])
    if total < len(chosen):
        _absent(sorted(set(chosen) - answer(queries.there, chosen)))


def export(paper_ids: Sequence[str], *, key: str, name: str) -> None:
    """Offer those papers of a collection as files that the graph has."""
    there = answer(queries.there, tuple(paper_ids))
    offers.papers(lambda: [one for one in paper_ids if one in there], len(there), key=key, name=name)


def _editing(total: int) -> bool:
    return bool(total) and st.toggle("Edit this list", key="edit", bind="query-params")


def _editable(row: PaperRow, below: str, action: tuple[str, Callable[[str], None]]) -> None:
    name, act = action
    paper, button = st.columns([6, 1], vertical_alignment="center")
    with paper:
        listed([paper_item(row, below=below)])
    button.button(
        name,
        key=f"act {row.paper_id}",
        type="tertiary",
        icon=":material/close:",
        help=in_markdown(f"{name}: {row.title[:80]}"),
        on_click=act,
        args=(row.paper_id,),
    )


def _absent(paper_ids: Sequence[str]) -> None:
    """Say which papers of a collection the graph does not have, with the way to add them."""
    empty(f"The graph does not have {count(len(paper_ids), 'paper')} of these any more, or not yet:")
    lines = [f"<li>{link(one, 'import', ids=one)}</li>" for one in paper_ids[:_MOST_SHOWN] if ids.identify(one)]
    listed(lines)
    known = [one for one in paper_ids if ids.identify(one)]
    if len(known) > _MOST_SHOWN:
        st.html(f'<span class="kg-faint">and {len(known) - _MOST_SHOWN:,} more</span>')
    if known and not read_only():
        add_all(known, key="absent")


def add_all(identifiers: Sequence[str], *, key: str) -> None:
    """Offer to add papers to the graph by a job that asks the services, as many as one job takes."""
    some = list(identifiers[: adding.MOST_NAMES])
    if st.button(f"Add {count(len(some), 'paper')} to the graph", icon=":material/library_add:", key=f"{key}_add_all"):
        adding.add_names("\n".join(some))
        st.html(f'<p class="kg-small">Asking the services: {link("see how far it is", "import")}.</p>')
    if len(some) < len(identifiers):
        st.html(f'<span class="kg-faint">{len(some)} at a time, of {len(identifiers):,}.</span>')
