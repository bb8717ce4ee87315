"""An edge that the reader chose: the sentences that say so, or what its two ends share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg import queries
from kg.dashboard.layout.highlight import evidence
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import empty, listed, mark, paper_item
from kg.dashboard.pages import node_page
from kg.dashboard.session.answers import answer
from kg.dashboard.words.relations import FORWARD
from kg.dashboard.words.wording import count, plain
from kg.queries.one_edge import MOST_SHARED

if TYPE_CHECKING:
    from kg.dashboard.graph.scene import Scene
    from kg.model import Field
    from kg.queries.records import EdgeView, GraphNode

_MOST = 5


def edge_chosen(edge: tuple[str, str, str], drawn: Scene) -> None:
    """Draw what says that an edge is there."""
    source, kind, target = edge
    if kind == "SHARED":
        _shared(source, target, drawn)
        return
    found = answer(queries.edge, source, kind, target) if kind in FORWARD else None
    if found is None:
        empty("The graph has no such edge any more.")
        return
    _ends(found.source, FORWARD[kind], found.target)
    told = _sentences(found)
    st.html("".join(f'<p class="kg-quote kg-small">{sentence}</p>' for sentence in told))
    if said := _said(found, any_sentence=bool(told)):
        st.html(f'<p class="kg-faint">{said}</p>')


def _sentences(found: EdgeView) -> list[str]:
    """Return the sentences that say so, as HTML; of an inferred edge, those that it was inferred from."""
    texts: dict[Field, str] = {"title": found.title, "abstract": found.abstract}
    told = evidence(texts, found.mentions)
    told += [f"<b>{plain(words)}</b>" for _, _, _, words in found.surfaces if words]
    told += [plain(context) for context in found.contexts[:_MOST]]
    for entity_id, _ in found.via[:_MOST]:
        for kind in ("USES", "EVALUATES_ON"):
            base = answer(queries.edge, found.source.node_id, kind, entity_id)
            told += evidence(texts, base.mentions) if base else []
    return told


def _said(found: EdgeView, *, any_sentence: bool) -> str:
    """Say who says so, as HTML."""
    parts = []
    if found.via:
        named = ", ".join(link(name, "entity", id=entity_id) for entity_id, name in found.via[:_MOST])
        parts.append(f"It uses {named}, which the other introduces.")
    if len(found.contexts) > _MOST:
        parts.append(plain(f"And in {count(len(found.contexts) - _MOST, 'more sentence')}."))
    if found.intents:
        parts.append(plain(f"For {', '.join(found.intents)}."))
    if found.sources:
        parts.append(plain(f"Says {', '.join(found.sources)}."))
    if found.type == "VARIANT_OF":
        parts.append("Their names say so.")
    if not parts and not any_sentence:
        parts.append("A source lists it; no sentence is kept.")
    return " ".join(parts)


def _ends(source: GraphNode, verb: str, target: GraphNode) -> None:
    st.html(
        f'<div class="kg-small">{_name(source)}</div><div class="kg-faint" style="margin:0.15rem 0 0.15rem 1.2rem">'
        f'{plain(verb)}</div><div class="kg-small">{_name(target)}</div>'
    )


def _name(node: GraphNode) -> str:
    page = node_page(node.kind)
    return mark(node.kind) + (link(node.name, page, id=node.node_id) if page else plain(node.name))


def _shared(source: str, target: str, drawn: Scene) -> None:
    one, other = drawn.node(source), drawn.node(target)
    if one is None or other is None:
        empty("One end of this edge is not drawn any more.")
        return
    _ends(one, "shares with", other)
    papers = answer(queries.naming_both, source, target)
    if papers:
        verb = "names" if len(papers) == 1 else "name"
        more = " (the newest of them)" if len(papers) == MOST_SHARED else ""
        st.html(f'<div class="kg-faint">{count(len(papers), "paper")} {verb} both{more}</div>')
        listed(map(paper_item, papers))
    else:
        number = next((join.count for join in drawn.joins if {join.source, join.target} == {source, target}), 0)
        st.html(
            f'<p class="kg-faint">{count(number, "hidden node")} {"is" if number == 1 else "are"} joined to both.</p>'
        )
