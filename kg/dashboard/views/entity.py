"""This file is about an entity's page: its names, and the papers that name it, each with its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg import queries
from kg.dashboard.answers import answer
from kg.dashboard.failures import telling
from kg.dashboard.highlight import evidence
from kg.dashboard.links import link, outward
from kg.dashboard.pieces import chips, empty, head, leaderboards, listed, mark, paper_item, section
from kg.dashboard.wording import count, plain
from kg.identity.places import outside
from kg.model import RELATION_TYPES, Field
from kg.queries.boards import boards

if TYPE_CHECKING:
    from kg.model import RelationType
    from kg.queries.records import EntityRelation, EntityView

MOST_PAPERS = 100

TITLES: dict[RelationType, str] = {
    "INTRODUCES": "Introduced by",
    "HAS_CODE": "Code of",
    "EVALUATES_ON": "Evaluated on by",
    "USES": "Used by",
    "REPORTS": "Reported by",
    "ADDRESSES": "Addressed by",
}


@telling
def show() -> None:
    """Draw the page of the entity that the URL names."""
    entity_id = st.query_params.get("id", "")
    entity = answer(queries.entity, entity_id, limit=MOST_PAPERS) if entity_id else None
    if entity is None:
        _none(entity_id)
        return
    st.set_page_config(page_title=entity.name)
    _head(entity)
    papers, aside = st.columns([2, 1], gap="large")
    with papers:
        _papers(entity)
    with aside:
        _aside(entity)


def _none(entity_id: str) -> None:
    head("Entity")
    if entity_id:
        empty(f"The graph holds no entity with the id {entity_id}. Search for it at the left, or choose one of these.")
    else:
        empty("No entity is chosen yet. Search for one at the left, or choose one of these.")
    st.html(chips(answer(queries.top_entities, limit=24)))


def _head(entity: EntityView) -> None:
    ways = [link("Show in the graph", "graph", node=entity.entity_id)]
    if url := outside(entity.url):
        ways.append(outward(url.partition("://")[2], url))
    named = f'<span class="kg-faint">named by {count(_papers_of(entity), "paper")}</span>'
    kind = f"{mark(entity.label)}{entity.label} {named}"
    head(plain(entity.name), below=f'{kind}<br><span class="kg-small">{" &ensp; ".join(ways)}</span>')


def _papers_of(entity: EntityView) -> int:
    if entity.total > len(entity.relations):
        return entity.total
    return len({relation.paper.paper_id for relation in entity.relations})


def _papers(entity: EntityView) -> None:
    if not entity.relations:
        empty("No paper names it any more.")
    if entity.total > len(entity.relations):
        st.html(f'<span class="kg-faint">Showing {len(entity.relations):,} of {entity.total:,}.</span>')
    if entity.results:
        section("Results", "that papers claim on it")
        leaderboards(boards(entity.results))
    for type_ in RELATION_TYPES:
        relations = [relation for relation in entity.relations if relation.type == type_]
        if relations:
            section(TITLES[type_], str(len(relations)))
            listed(_relation(relation) for relation in relations)


def _relation(relation: EntityRelation) -> str:
    texts: dict[Field, str] = {"title": relation.paper.title, "abstract": relation.abstract}
    quotes = "".join(f'<p class="kg-quote kg-small">{line}</p>' for line in evidence(texts, relation.mentions))
    return paper_item(relation.paper, below=quotes)


def _aside(entity: EntityView) -> None:
    section("Also written")
    others = [alias for alias in entity.aliases if alias != entity.name]
    if others:
        listed(f'<li class="kg-small">{plain(alias)}</li>' for alias in others)
    else:
        empty("Every paper writes it like this.")
    for title, rows in (
        ("A variant of", entity.variant_of),
        ("Its variants", entity.variants),
        ("Others of this name", entity.namesakes),
    ):
        if rows:
            section(title)
            st.html(chips(rows))
