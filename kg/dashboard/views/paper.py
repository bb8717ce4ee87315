"""This file is about a paper's page: its text with every mention in place, its relations, citations and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg import queries
from kg.dashboard import bibtex, citations, provenance
from kg.dashboard.adding import offer
from kg.dashboard.answers import answer
from kg.dashboard.failures import telling
from kg.dashboard.highlight import evidence, highlighted, highlights
from kg.dashboard.links import link, outward
from kg.dashboard.pieces import authorship, chip, chips, empty, head, legend, listed, paper_item, results, section
from kg.dashboard.wording import count, day, plain
from kg.identity.places import paper_addresses
from kg.model import LABELS, RELATION_TYPES, Field

if TYPE_CHECKING:
    from kg.model import RelationType
    from kg.queries.records import PaperRelation, PaperView

VERBS: dict[RelationType, str] = {
    "INTRODUCES": "Introduces",
    "HAS_CODE": "Has its code at",
    "EVALUATES_ON": "Evaluates on",
    "USES": "Uses",
    "REPORTS": "Reports",
    "ADDRESSES": "Addresses",
}


@telling
def show() -> None:
    """Draw the page of the paper that the URL names."""
    asked = st.query_params.get("id", "")
    paper_id = answer(queries.lookup, asked) if asked else None
    paper = answer(queries.paper, paper_id) if paper_id else None
    if paper is None:
        _none(asked)
        return
    if paper.paper_id != asked:
        st.query_params["id"] = paper.paper_id  # any spelling of any of its identifiers leads here
    st.set_page_config(page_title=paper.title)
    _head(paper)
    text, aside = st.columns([2, 1], gap="large")
    with text:
        _abstract(paper)
        _results(paper)
        citations.tabs(paper)
        _relations(paper)
    with aside:
        _aside(paper)


def _none(paper_id: str) -> None:
    head("Paper")
    if paper_id:
        empty(f"The graph holds no paper with the id {paper_id}. Search for it at the left, or choose one of these.")
        offer(paper_id)
    else:
        empty("No paper is chosen yet. Search for one at the left, or choose one of these.")
    listed(paper_item(row) for row in answer(queries.papers, limit=8).rows)


def _head(paper: PaperView) -> None:
    spans = [span for rel in paper.relations for span in highlights(rel.mentions, "title", rel.entity.entity_id)]
    said = [
        authorship(paper.authors, paper.author_count, paper.organization),
        day(paper.published),
        paper.venue or "",
        count(paper.upvotes, "upvote") if paper.upvotes else "",
        count(paper.comments, "comment") if paper.comments else "",
    ]
    places = paper_addresses(paper.paper_id, paper.url, paper.ids)
    ways = [link("Show in the graph", "graph", node=paper.paper_id)]
    ways += [outward(name, url) for name, url in places.items()]
    facts = plain(" · ".join(part for part in said if part))
    below = f'<span class="kg-faint">{facts}</span><br>' if facts else ""
    head(highlighted(paper.title, spans), below=f'{below}<span class="kg-small">{" &ensp; ".join(ways)}</span>')
    provenance.banner(paper)
    if paper.stub:
        st.info("Only the identifier of this paper is known: another paper cites it.", icon=":material/info:")
        offer(paper.paper_id)
    bibtex.button(paper)


def _abstract(paper: PaperView) -> None:
    if paper.stub:
        return
    section("Abstract")
    if not paper.abstract:
        empty("The source of this paper gave no abstract.")
        return
    if paper.relations:
        st.html(legend({relation.entity.label for relation in paper.relations}))
    spans = [span for rel in paper.relations for span in highlights(rel.mentions, "abstract", rel.entity.entity_id)]
    st.html(f'<p class="kg-prose">{highlighted(paper.abstract, spans)}</p>')


def _results(paper: PaperView) -> None:
    if paper.results:
        section("Results", "that it claims")
        results(paper.results)


def _relations(paper: PaperView) -> None:
    if paper.stub:
        return
    section("What it says of them", "with the sentences that say so")
    if not paper.relations:
        empty("No entity was found in the title and the abstract of this paper.")
        return
    texts: dict[Field, str] = {"title": paper.title, "abstract": paper.abstract}
    for type_ in RELATION_TYPES:
        relations = [relation for relation in paper.relations if relation.type == type_]
        if relations:
            st.html(
                f'<div class="kg-small" style="margin-top:0.4rem"><b>{VERBS[type_]}</b></div>'
                f'<ul class="kg-list">{"".join(_relation(relation, texts) for relation in relations)}</ul>'
            )


def _relation(relation: PaperRelation, texts: dict[Field, str]) -> str:
    quotes = "".join(f'<p class="kg-quote kg-small">{line}</p>' for line in evidence(texts, relation.mentions))
    entity = relation.entity
    score = "listed by a source" if relation.score is None else f"score {relation.score:.2f}"
    sure = f'<span class="kg-faint">{score}</span>'
    return f'<li><div class="kg-row">{chip(entity.label, entity.entity_id, entity.name)}{sure}</div>{quotes}</li>'


def _aside(paper: PaperView) -> None:
    provenance.repositories(paper)
    entities = {relation.entity.entity_id: relation.entity for relation in paper.relations}
    if not paper.stub:
        section("Entities", f"{len(entities)}" if entities else "")
        if not entities:
            empty("None was found.")
    for label in LABELS:
        named = [entity for entity in entities.values() if entity.label == label]
        if named:
            st.html(f'<div class="kg-faint" style="margin-bottom:0.3rem">{label}</div>{chips(named)}')
    provenance.sources(paper)
    section("Papers near it", "by the entities that they share")
    if paper.neighbours:
        listed(
            paper_item(row, instead=f"{count(shared, 'entity', 'entities')} shared") for row, shared in paper.neighbours
        )
    else:
        empty("No other paper names an entity of this one.")
