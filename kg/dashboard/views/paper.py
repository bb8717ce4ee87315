"""A paper's page: its text with every mention in place, its relations, citations and sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg import queries
from kg.dashboard.jobs.adding import offer
from kg.dashboard.layout.actions import ways
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.highlight import evidence, highlighted, highlights
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import (
    byline,
    chip,
    chips,
    empty,
    explained,
    head,
    legend,
    listed,
    paper_item,
    results,
    section,
)
from kg.dashboard.library.note import note
from kg.dashboard.library.set_button import set_button
from kg.dashboard.papers import bibtex, building, citations, paper_standing, provenance
from kg.dashboard.papers.near_papers import near
from kg.dashboard.papers.paper_list import narrowing, paper_list
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, day, plain
from kg.identity.places import paper_addresses
from kg.model import LABELS, RELATION_TYPES, Field
from kg.queries.one_maker import makers

if TYPE_CHECKING:
    from kg.model import RelationType
    from kg.queries.records import Kind, PaperRelation, PaperView

VERBS: dict[RelationType, str] = {
    "INTRODUCES": "Introduces",
    "HAS_CODE": "Has its code at",
    "EVALUATES_ON": "Evaluates on",
    "USES": "Uses",
    "REPORTS": "Reports",
    "ADDRESSES": "Addresses",
}
EXPLAINED: dict[RelationType, str] = {
    "INTRODUCES": "introduces",
    "HAS_CODE": "has its code at",
    "EVALUATES_ON": "evaluates on",
    "USES": "uses",
    "REPORTS": "reports",
    "ADDRESSES": "addresses",
}
MOST_NEAREST = 8
PAPERS: tuple[Kind, ...] = ("Paper",)


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
        _relations(paper)
        citations.tabs(paper)
        building.tabs(paper.paper_id)
    with aside:
        _aside(paper)


def _none(asked: str) -> None:
    if not asked:
        head("Papers")
        if not answer(queries.papers, limit=1).total:
            empty("The graph holds no paper yet. Build one with `kg build FILE`, then reload this page.")
            return
        paper_list(narrowing("paper"), name="papers")
        return
    head("Paper")
    empty(f"The graph holds no paper with the id {asked}. These are nearest to it; or search at the left.")
    offer(asked)
    hits = answer(queries.search, asked, limit=MOST_NEAREST, kinds=PAPERS)
    if hits:
        listed(
            f'<li>{link(hit.name, "paper", id=hit.node_id)}<div class="kg-faint">{plain(hit.detail)}</div></li>'
            for hit in hits
        )
    else:
        empty("Nothing in the graph is like it. These are its newest papers.")
        listed(paper_item(row) for row in answer(queries.papers, limit=MOST_NEAREST).rows)


def _head(paper: PaperView) -> None:
    spans = [span for rel in paper.relations for span in highlights(rel.mentions, "title", rel.entity.entity_id)]
    said = [
        day(paper.published),
        paper.venue or "",
        count(paper.upvotes, "upvote") if paper.upvotes else "",
        count(paper.comments, "comment") if paper.comments and paper.comments > 1 else "",
    ]
    facts = plain(" · ".join(part for part in said if part))
    by = byline(answer(makers, paper.paper_id), paper.author_count)
    places = paper_addresses(paper.paper_id, paper.url, paper.ids)
    below = "".join(f'<div class="kg-faint">{line}</div>' for line in (by, facts) if line)
    head(highlighted(paper.title, spans), below=f"{below}{ways(paper.paper_id, outside=places)}")
    provenance.banner(paper)
    if paper.stub:
        st.info("Only the identifier of this paper is known: another paper cites it.", icon=":material/info:")
        offer(paper.paper_id)
    with st.container(horizontal=True, key="actions"):  # what a reader does with it: one line each
        bibtex.button(paper)
        set_button([paper.paper_id], "paper")


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
                f'<div class="kg-small kg-verb"><b>{explained(EXPLAINED[type_], VERBS[type_])}</b></div>'
                f'<ul class="kg-list">{"".join(_relation(relation, texts) for relation in relations)}</ul>'
            )


def _relation(relation: PaperRelation, texts: dict[Field, str]) -> str:
    quotes = "".join(f'<p class="kg-quote kg-small">{line}</p>' for line in evidence(texts, relation.mentions))
    entity = relation.entity
    listed_by = relation.score is None
    score = explained("listed by a source") if listed_by else f"{explained('score')} {relation.score:.2f}"
    sure = f'<span class="kg-faint">{score}</span>'
    return f'<li><div class="kg-row">{chip(entity.label, entity.entity_id, entity.name)}{sure}</div>{quotes}</li>'


def _aside(paper: PaperView) -> None:
    note(paper.paper_id)
    paper_standing.shown(paper.paper_id)
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
    if not paper.stub:
        near(paper.paper_id)
