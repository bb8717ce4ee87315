"""The list of all entities: of a type, by words of a name, in an order, to the end, as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import streamlit as st

from kg.dashboard.layout import offers
from kg.dashboard.layout.colours import PLURALS
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.parameters import choice, words
from kg.dashboard.layout.pieces import chip, empty, explained, listed
from kg.dashboard.session.answers import answer, ask
from kg.dashboard.words.wording import count, plain
from kg.model import LABELS
from kg.queries.entity_list import entities

if TYPE_CHECKING:
    from kg.model import Label
    from kg.queries.entity_list import EntityOrder, ListedEntity

EVERY = "every"
ORDERS: dict[str, str] = {"papers": "most papers", "trend": "risen most", "name": "by name"}
MOST_TAKEN = 100_000
MOST_ALIASES = 3


def entity_list() -> None:
    """Draw the list."""
    text, kinds, sort = st.columns([2, 1, 1])
    with text:
        named = words("Name", key="q", placeholder="A word of its name")
    with kinds:
        shown = {EVERY: "every type"} | {label: PLURALS[label] for label in LABELS}
        kind = choice("Type", shown, key="type", default=EVERY)
    with sort:
        order = cast("EntityOrder", choice("Order", ORDERS, key="order", default="papers"))
    label = None if kind == EVERY else cast("Label", kind)
    first = answer(entities, label, text=named, order=order, limit=1)
    total = first.total
    if not total:
        empty("No entity is called that. Search for another word, among every type.")
        return
    if order == "trend" and first.rows[0].trend is None:
        empty("What rises is not worked out yet: run `kg analyse`. Until then those that most papers name come first.")
    if st.button("Make a table of them", key="table", icon=":material/table:"):
        found = ask(entities, label, text=named, order=order, limit=MOST_TAKEN).rows
        offers.rows((_row(one) for one in found), key="rows", name="entities")
    paged(
        total,
        lambda skip, limit: listed(
            map(_item, answer(entities, label, text=named, order=order, skip=skip, limit=limit).rows)
        ),
        key="page",
        noun=("entity", "entities"),
        ordered=ORDERS[order],
    )


def _item(one: ListedEntity) -> str:
    row = one.row
    others = [alias for alias in row.aliases if alias != row.name][:MOST_ALIASES]
    also = f'<div class="kg-faint">also {plain(", ".join(others))}</div>' if others else ""
    trend = f" {explained(one.trend)}" if one.trend in {"rising", "falling"} else ""
    said = f'<span class="kg-number kg-faint">{count(row.papers, "paper")}{trend}</span>'
    return f'<li><div class="kg-row">{chip(row.label, row.entity_id, row.name)}{said}</div>{also}</li>'


def _row(one: ListedEntity) -> dict[str, object]:
    row = one.row
    return {
        "entity_id": row.entity_id,
        "name": row.name,
        "type": row.label,
        "papers": row.papers,
        "trend": one.trend or "",
        "aliases": "; ".join(row.aliases),
    }
