"""The papers that name an entity, as a list: by relation and time, each with its sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

import streamlit as st

from kg.dashboard.layout import offers, parameters
from kg.dashboard.layout.highlight import evidence
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.parameters import choice
from kg.dashboard.layout.pieces import empty, explained, facts, listed, paper_item, section
from kg.dashboard.session.answers import answer, ask
from kg.dashboard.words.relations import BACKWARD, FORWARD
from kg.dashboard.words.wording import plain
from kg.queries.naming_papers import count_naming, naming_ids, naming_papers

if TYPE_CHECKING:
    from kg.model import Field, RelationType
    from kg.queries.naming_papers import Facets, NamingPaper

ANY: Final = "any"
ORDERS: Final = {"published": "newest first", "citations": "most cited in the graph", "title": "by title"}
ROLLED: Final = {"yes": "variants too", "no": "this name alone"}


def rolled_up(*, has_variants: bool) -> bool:
    """Draw whether papers that name only a variant count, where there are variants."""
    if not has_variants:
        return False
    return choice("Variants", ROLLED, key="variants", default="yes", segments=True) == "yes"


def naming_list(entity_id: str, found: Facets, *, rolled: bool) -> None:
    """Draw the list."""
    section("Papers that name it")
    if not found.total:
        empty("No paper names it any more.")
        return
    asked_when = parameters.when()
    first, second, third = st.columns(3)
    with first:
        relations = {ANY: "any relation"} | {
            type_: f"{BACKWARD[type_]} ({number:,})" for type_, number in found.relations.items()
        }
        chosen = choice("Relation", relations, key="relation", default=ANY)
    with second:
        years = {"": "any time"} | {year: f"{year} ({number:,})" for year, number in found.years.items()}
        if asked_when and asked_when not in years:
            years[asked_when] = asked_when
        when = choice("Year or month", years, key="when", default="") or None
    with third:
        order = choice("Order", ORDERS, key="order", default="published")
    relation = None if chosen == ANY else cast("RelationType", chosen)
    total = answer(count_naming, entity_id, relation=relation, when=when, rolled_up=rolled)
    if not total:
        empty("No paper of that time does that. Take a filter away.")
        return
    offers.papers(
        lambda: ask(naming_ids, entity_id, relation=relation, when=when, rolled_up=rolled),
        total,
        key="naming",
        name="papers",
    )
    paged(
        total,
        lambda skip, limit: listed(
            _item(one, entity_id)
            for one in answer(
                naming_papers,
                entity_id,
                relation=relation,
                when=when,
                rolled_up=rolled,
                order=order,
                skip=skip,
                limit=limit,
            )
        ),
        key="page",
        noun=("paper", "papers"),
        ordered=ORDERS[order],
    )


def _item(one: NamingPaper, entity_id: str) -> str:
    texts: dict[Field, str] = {"title": one.paper.title, "abstract": one.abstract}
    below = []
    for said in one.said:
        quotes = "".join(f'<p class="kg-quote kg-small">{line}</p>' for line in evidence(texts, said.mentions))
        of = "" if said.entity_id == entity_id else f" {plain(said.name)}"
        sure = "" if quotes else f", {explained('listed by a source')}"
        below.append(f'<div class="kg-faint">{explained(FORWARD[said.type])}{of}{sure}</div>{quotes}')
    return paper_item(one.paper, instead=facts(one.paper), below="".join(below))
