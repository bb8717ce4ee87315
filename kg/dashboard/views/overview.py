"""This file is about the overview: how much the graph holds, its papers, and the entities that most papers share."""

from __future__ import annotations

import math
from pathlib import PurePath
from typing import TYPE_CHECKING, Literal, get_args

import streamlit as st

from kg import queries
from kg.dashboard.answers import answer
from kg.dashboard.colours import PLURALS
from kg.dashboard.completeness import told
from kg.dashboard.failures import telling
from kg.dashboard.pieces import chip, empty, head, listed, mark, paper_item, section
from kg.dashboard.wording import count, day, plain
from kg.model import LABELS, Label

if TYPE_CHECKING:
    from kg.queries.records import EntityRow, Kind, Overview, PaperPage, RevisionRecord

Order = Literal["published", "citations", "upvotes", "comments", "entities", "title"]

ORDERS: dict[Order, str] = {
    "published": "newest first",
    "upvotes": "most upvotes",
    "citations": "most cited in the graph",
    "comments": "most comments",
    "entities": "most entities",
    "title": "by title",
}
ON_A_PAGE = 20
TOP_ENTITIES = 15
MOST_REVISIONS = 5
CHANGES = {
    "new": "{} papers new",
    "cites_new": "{} citations new",
    "merged": "{} merged",
    "retracted": "{} retracted",
    "gone": "{} papers gone",
    "cites_gone": "{} citations gone",
}
MOST_CHOICES = 300


@telling
def show() -> None:
    """Draw the page."""
    overview = answer(queries.overview)
    head("What the papers name")
    if not overview.papers:
        empty("The graph holds no paper yet. Build one with `kg build FILE`, then reload this page.")
        return
    _tiles(overview)
    papers, entities = st.columns([2, 1], gap="large")
    with papers:
        _papers()
    with entities:
        _top_entities()
        _revisions(overview)
    _builds(overview)


def _tiles(overview: Overview) -> None:
    tiles: list[tuple[Kind, int]] = [
        ("Paper", overview.papers),
        *((label, overview.entities_by_label.get(label, 0)) for label in LABELS),
    ]
    drawn = "".join(
        f'<div class="kg-tile"><b>{number:,}</b><span class="kg-small">{mark(kind)}{PLURALS[kind]}</span></div>'
        for kind, number in tiles
    )
    cites = count(overview.relationships_by_type.get("CITES", 0), "citation")
    st.html(f'<div class="kg-tiles">{drawn}</div>')
    st.html(f'<div class="kg-faint"><b>{cites}.</b> {plain(_completeness(overview))}</div>')


def _completeness(overview: Overview) -> str:
    """Say how complete the lists of references are, of which a source says how long they are."""
    if not overview.citing:
        return "No list of references is known yet: `kg enrich` asks the services for them."
    whose = f"The lists of references of {overview.citing:,} of {count(overview.papers, 'paper')} are known"
    stubs = f" {count(overview.stubs, 'paper')} more known by citations alone." if overview.stubs else ""
    return f"{whose}: {told(overview.references)}{stubs}"


def _revisions(overview: Overview) -> None:
    if not overview.revisions:
        return
    section("What changed last")
    listed(
        f'<li><div class="kg-small">{plain(_changed(revision.changes))}</div><div class="kg-faint">'
        f"{plain(_by(revision))}</div></li>"
        for revision in overview.revisions[:MOST_REVISIONS]
    )


def _changed(changes: dict[str, int]) -> str:
    said = [CHANGES[kind].format(f"{changes[kind]:,}") for kind in CHANGES if changes.get(kind)]
    return ", ".join(said) or "nothing that is counted"


def _by(revision: RevisionRecord) -> str:
    names = [PurePath(source).name or source for source in revision.sources]
    shown = ", ".join(names[:2]) + (f" and {len(names) - 2} more" if len(names) > 2 else "")  # noqa: PLR2004
    return f"{day(revision.at.date())} · revision {revision.revision} · {shown}"


def _papers() -> None:
    section("Papers")
    words, sort = st.columns([2.4, 1])
    text = words.text_input(
        "Search the papers",
        placeholder="Words of a title or an abstract",
        label_visibility="collapsed",
        icon=":material/search:",
        key="q",
        bind="query-params",
        max_chars=200,
    ).strip()
    labels: list[Label] = st.pills(
        "That name a",
        LABELS,
        selection_mode="multi",
        key="has",
        bind="query-params",
        help="Papers that name at least one entity of each type chosen.",
    )
    entity_id = _which(tuple(labels))
    order: Order = sort.selectbox(
        "Order",
        get_args(Order),
        format_func=lambda order: ORDERS[order],
        key="order",
        bind="query-params",
        label_visibility="collapsed",
    )
    narrowed = (text, tuple(labels), entity_id, order)
    if st.session_state.get("narrowed", narrowed) != narrowed:
        st.session_state["page"] = 1  # another list begins at its beginning
    st.session_state["narrowed"] = narrowed
    total = _page(narrowed, 1).total
    if not total:
        empty("No paper is like that. Take a filter away, or search for fewer words.")
        return
    above = st.container()  # the pages' numbers stand below the list, and say which part of it is drawn
    pages = math.ceil(total / ON_A_PAGE)
    number = st.pagination(pages, key="page", bind="query-params") if pages > 1 else 1
    rows = _page(narrowed, number).rows
    first = (number - 1) * ON_A_PAGE
    with above:
        st.html(
            f'<span class="kg-faint">{first + 1:,} to {first + len(rows):,} of {count(total, "paper")}, '
            f"{ORDERS[order]}</span>"
        )
        listed(paper_item(row) for row in rows)


def _which(labels: tuple[Label, ...]) -> str | None:
    """Let the reader choose one entity that the papers must name; return its id."""
    rows = [row for label in labels or (None,) for row in answer(queries.top_entities, label, limit=MOST_CHOICES)]
    names = {f"{row.name} ({row.label})": row.entity_id for row in rows}
    chosen = st.selectbox(
        "And name this one",
        names,
        index=None,
        placeholder="any of them" if labels else "any entity",
        key="entity",
        bind="query-params",
        label_visibility="collapsed",
    )
    return names[chosen] if chosen else None


def _page(narrowed: tuple[str, tuple[Label, ...], str | None, Order], number: int) -> PaperPage:
    text, labels, entity_id, order = narrowed
    skip = (number - 1) * ON_A_PAGE
    return answer(
        queries.papers, text=text, labels=labels, entity_id=entity_id, order=order, skip=skip, limit=ON_A_PAGE
    )


def _top_entities() -> None:
    section("Entities that most papers share")
    label: Label | None = st.selectbox(
        "Type",
        LABELS,
        index=None,
        placeholder="of every type",
        key="top",
        bind="query-params",
        label_visibility="collapsed",
    )
    rows = answer(queries.top_entities, label, limit=TOP_ENTITIES)
    if not rows:
        empty(f"No paper names a {label} yet." if label else "No paper names an entity yet.")
        return
    listed(_entity_item(row) for row in rows)


def _entity_item(row: EntityRow) -> str:
    number = f'<span class="kg-number kg-faint">{count(row.papers, "paper")}</span>'
    return f'<li><div class="kg-row">{chip(row.label, row.entity_id, row.name)}{number}</div></li>'


def _builds(overview: Overview) -> None:
    if not overview.builds:
        return
    with st.expander(f"Where this comes from: {count(len(overview.builds), 'build')}"):
        listed(
            f'<li><div class="kg-small">{plain(build.source)}</div><div class="kg-faint">'
            + plain(
                " · ".join(
                    part
                    for part in (
                        day(build.built_at.date()) if build.built_at else "",
                        build.extractor,
                        "" if build.complete else "not finished: run the same build again",
                    )
                    if part
                )
            )
            + "</div></li>"
            for build in overview.builds
        )
