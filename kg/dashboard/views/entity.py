"""An entity's page: who introduced it, how it was taken up, and all papers that name it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg import queries
from kg.dashboard.entities.adoption_chart import adoption_chart
from kg.dashboard.entities.entity_list import entity_list
from kg.dashboard.entities.naming_list import naming_list, rolled_up
from kg.dashboard.entities.variant_tree import variant_tree
from kg.dashboard.layout.actions import ways
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import chip, chips, counted, empty, explained, head, leaderboards, listed, mark, section
from kg.dashboard.library.follow_button import follow_button
from kg.dashboard.library.note import note
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, day, plain
from kg.identity.places import outside
from kg.measures.introduction import first_introducer
from kg.model import LABELS
from kg.queries.boards import boards
from kg.queries.naming_papers import facets
from kg.queries.near.appearing import appears_with
from kg.queries.near.similar_entities import similar_entities
from kg.queries.rows import day as read_day
from kg.queries.variants import family

if TYPE_CHECKING:
    from kg.measures.introduction import Introduction, Naming
    from kg.queries.records import EntityRow, EntityView

MOST_NEAREST = 12
MOST_INTRODUCERS = 5
MOST_ALIKE = 8


@telling
def show() -> None:
    """Draw the page of the entity that the URL names, or the list of all."""
    entity_id = st.query_params.get("id", "")
    entity = answer(queries.entity, entity_id, limit=0) if entity_id else None
    if entity is None:
        _none(entity_id)
        return
    entity_id = entity.entity_id  # the URL may say a key that it had before a correction
    st.set_page_config(page_title=entity.name)
    relatives = answer(family, entity_id)
    has_variants = relatives.has_variants(entity_id)
    _head(entity)
    papers, aside = st.columns([2, 1], gap="large")
    with papers:
        adoption_chart(entity_id, entity.name, has_variants=has_variants)
        if entity.results:
            section("Results", "that papers claim on it")
            st.html(f'<div class="kg-small">{link("As a leaderboard", "leaderboards", benchmark=entity_id)}</div>')
            with st.expander(count(len(entity.results), "result")):
                leaderboards(boards(entity.results))
        rolled = rolled_up(has_variants=has_variants)
        naming_list(entity_id, answer(facets, entity_id, rolled_up=rolled), rolled=rolled)
    with aside:
        _names(entity)
        variant_tree(relatives, entity_id)
        _beside(entity)
        note(entity.entity_id)


def _none(entity_id: str) -> None:
    if not entity_id:
        head("Entities")
        if not answer(queries.count_entities):
            empty("The graph holds no entity yet. Build one with `kg build FILE`, then reload this page.")
            return
        entity_list()
        return
    head("Entity")
    empty(f"The graph holds no entity with the id {entity_id}. These are nearest to it; or search at the left.")
    text = entity_id.partition(":")[2].replace("-", " ") or entity_id
    hits = answer(queries.search, text, limit=MOST_NEAREST, kinds=LABELS)
    if hits:
        st.html(f'<div class="kg-chips">{"".join(chip(hit.kind, hit.node_id, hit.name) for hit in hits)}</div>')
    else:
        empty("Nothing in the graph is called like it. These are what most papers name.")
        st.html(chips(answer(queries.top_entities, limit=MOST_NEAREST)))


def _head(entity: EntityView) -> None:
    introduced = answer(first_introducer, entity.entity_id)
    url = outside(entity.url)
    places = {url.partition("://")[2]: url} if url else {}
    named = f'<span class="kg-faint">named by {count(introduced.papers, "paper")}</span>'
    lines = [f"{mark(entity.label)}{entity.label} {named}", f'<div class="kg-small">{_introduced(introduced)}</div>']
    if entity.label == "Task":
        asked = link("What do papers on it report on?", "task", id=entity.entity_id)
        lines.append(f'<div class="kg-small">{asked}</div>')
    elsewhere = [link("trend", "trends", entity=entity.entity_id), link("gaps", "gaps", entity=entity.entity_id)]
    lines.append(f'<div class="kg-small">Its {", ".join(elsewhere)}</div>')
    if entity.corrected:
        said = "; ".join(f"{who}, {at[:10]}" for who, at in entity.corrected)
        lines.append(f'<div class="kg-faint">Corrected by {plain(said)}</div>')
    head(plain(entity.name), below=f"{''.join(lines)}{ways(entity.entity_id, outside=places)}")
    with st.container(horizontal=True, key="actions"):  # what a reader does with it: one line each
        follow_button(entity.entity_id, entity.label, entity.name)


def _introduced(found: Introduction) -> str:
    """Say who introduced it, or that it is from outside."""
    if found.kind == "unknown":
        return "No paper of this graph names it."
    if found.kind == "none":
        first = _paper(found.first) if found.first else ""
        return f"It is {explained('from outside')} this graph; the first paper here that names it is {first}."
    shown = ", ".join(_paper(one) for one in found.introducers[:MOST_INTRODUCERS])
    more = len(found.introducers) - MOST_INTRODUCERS
    shown += f" and {more:,} more" if more > 0 else ""
    before = f"; {count(found.earlier, 'paper')} here named it before" if found.earlier else ""
    if found.kind == "several":
        who = f"{count(len(found.introducers), 'paper')} {explained('introduces', 'introduce')}"
        return f"{who} something of this name, perhaps not the same: {shown}{before}."
    return f"{explained('introduces', 'Introduced')} by {shown}{before}."


def _paper(one: Naming) -> str:
    published = f" ({day(read_day(one.published))})" if one.published else ""
    return f"{link(one.title, 'paper', id=one.paper_id)}{published}"


def _names(entity: EntityView) -> None:
    section("Also written")
    others = [alias for alias in entity.aliases if alias != entity.name]
    if others:
        listed(f'<li class="kg-small">{plain(alias)}</li>' for alias in others)
    else:
        empty("Every paper writes it like this.")
    if entity.namesakes:
        section("Others of this name")
        st.html(chips(entity.namesakes))


def _beside(entity: EntityView) -> None:
    together = answer(appears_with, entity.entity_id)
    if together:
        section("What it appears with", "and in how many papers")
    by_label: dict[str, list[tuple[EntityRow, int]]] = {}
    for row, both in together:
        by_label.setdefault(row.label, []).append((row, both))
    for label in LABELS:
        if label in by_label:
            drawn = "".join(counted(row.label, row.entity_id, row.name, both) for row, both in by_label[label])
            st.html(f'<div class="kg-faint kg-over">{label}</div><div class="kg-chips">{drawn}</div>')
    alike = answer(similar_entities, entity.entity_id, limit=MOST_ALIKE)
    if alike:
        section(f"Other {entity.label.lower()}s like it")
        listed(
            f"<li>{chip(one.entity.label, one.entity.entity_id, one.entity.name)}"
            f'<div class="kg-faint">{plain("; ".join(one.reasons))}</div></li>'
            for one in alike
        )
