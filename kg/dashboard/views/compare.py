"""Comparing two to five things of a kind: papers, or entities, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from kg import queries
from kg.dashboard.analysis import comparison
from kg.dashboard.layout import offers
from kg.dashboard.layout.actions import COMPARED
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.parameters import choice
from kg.dashboard.layout.pieces import chip, empty, head, listed, paper_item, section, table
from kg.dashboard.search.picker import finder
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, in_markdown
from kg.model import LABELS
from kg.queries.comparing import compared_entities, compared_papers

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.dashboard.analysis.comparison import Row
    from kg.queries.records import GraphNode, Kind, SearchHit

MOST: Final = 5
FEWEST: Final = 2
COMPARABLE: Final[tuple[Kind, ...]] = ("Paper", *LABELS)
SHOWN: Final = {"all": "everything", "differences": "differences alone"}


@telling
def show() -> None:
    """Draw the comparison of the things that the URL names."""
    head("Compare")
    if not answer(queries.papers, limit=1).total:
        empty("The graph holds no paper yet. Build one with `kg build FILE`, then reload this page.")
        return
    things = _asked()
    _chosen(things)
    if len(things) < MOST:
        papers = bool(things) and things[0].kind == "Paper"
        kinds = COMPARABLE if not things else ("Paper",) if papers else LABELS
        finder("Add a paper" if papers else "Add one to compare", _add, key="add", kinds=kinds)
    if len(things) < FEWEST:
        empty("Choose two to five papers, or two to five entities: they are shown side by side.")
        return
    _compared(things)


def _asked() -> list[GraphNode]:
    """Return the things that the URL names and that can stand beside each other; say which cannot."""
    ids = list(dict.fromkeys(one.strip() for one in st.query_params.get_all(COMPARED) if one.strip()))
    found = {node.node_id: node for node in answer(queries.named, tuple(ids[: 2 * MOST]))}
    known: list[GraphNode] = []
    for key in ids[: 2 * MOST]:
        node = found.get(key)
        if node is None and (paper_id := answer(queries.lookup, key)):
            node = next(iter(answer(queries.named, (paper_id,))), None)
        if node is None:
            empty(f'The graph has nothing with the id "{key[:100]}". Find it below by its name.')
        elif node.kind not in COMPARABLE:
            empty(f"{node.name} is of the kind {node.kind}: papers and entities can be compared.")
        elif known and (known[0].kind == "Paper") != (node.kind == "Paper"):
            empty(f"{node.name} is left out: papers stand beside papers, and entities beside entities.")
        elif node not in known:
            known.append(node)
    if len(known) > MOST or len(ids) > 2 * MOST:
        empty(f"At most {MOST} can be compared: the first {MOST} are shown.")
    return known[:MOST]


def _chosen(things: Sequence[GraphNode]) -> None:
    if not things:
        return
    with st.container(horizontal=True, key="compared"):
        for node in things:
            name = node.name if len(node.name) < 50 else f"{node.name[:48].rstrip()}..."  # noqa: PLR2004
            st.button(
                in_markdown(name),
                key=f"drop_{node.node_id}",
                icon=":material/close:",
                help=f"Take {in_markdown(node.name)} out",
                on_click=_drop,
                args=(node.node_id,),
            )


def _compared(things: Sequence[GraphNode]) -> None:
    ids = tuple(node.node_id for node in things)
    is_papers = things[0].kind == "Paper"
    papers = answer(compared_papers, ids) if is_papers else None
    rows = comparison.of_papers(papers) if papers else comparison.of_entities(answer(compared_entities, ids))
    shown = choice("Show", SHOWN, key="rows", default="all", segments=True, restarts=())
    drawn = [row for row in rows if shown == "all" or comparison.differs(row)]
    if not drawn:
        empty("They do not differ in anything that the graph knows.")
    else:
        names = [link(node.name, "paper", id=node.node_id) for node in things]
        if not is_papers:
            names = [chip(node.kind, node.node_id, node.name) for node in things]
        table(("Fact", *names), ([name, *cells] for name, cells, _ in drawn), even=True)
    st.html(
        '<p class="kg-faint"><span class="kg-pair kg-shared">A line below</span> marks what several of them share. '
        f"{link('Find a path between the first two', 'path', **{'from': ids[0], 'to': ids[1]})}</p>"
    )
    offers.rows(_file(things, rows), key="comparison", name="comparison")
    if papers:
        section("References in common", count(len(papers.common), "paper"))
        if not papers.common:
            empty("No paper of the graph is cited by two of them.")
        listed(
            paper_item(row, below=f'<div class="kg-faint">cited by {len(citing)} of {len(ids)} here</div>')
            for row, citing in papers.common
        )


def _file(things: Sequence[GraphNode], rows: Sequence[Row]) -> list[dict[str, str]]:
    """Return the comparison as rows of a file: a column a thing, called by its name and its id."""
    names = [f"{node.name} ({node.node_id})" for node in things]
    return [{"fact": comparison.as_text(name)} | dict(zip(names, texts, strict=True)) for name, _, texts in rows]


def _add(hit: SearchHit) -> None:
    st.query_params[COMPARED] = list(dict.fromkeys([*st.query_params.get_all(COMPARED), hit.node_id]))


def _drop(node_id: str) -> None:
    left = [key for key in st.query_params.get_all(COMPARED) if key != node_id]
    if left:
        st.query_params[COMPARED] = left
    else:
        st.query_params.pop(COMPARED, None)
