"""An author's or an organisation's page: their papers, with whom, and what they introduce."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

import streamlit as st

from kg import queries
from kg.dashboard.layout.actions import ways
from kg.dashboard.layout.charts import sparkline
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import chip, counted, empty, explained, head, listed, mark, section
from kg.dashboard.library.follow_button import follow_button
from kg.dashboard.papers.paper_list import paper_list
from kg.dashboard.search.picker import finder
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, day, plain
from kg.queries import listing
from kg.queries.listing import Narrowed
from kg.queries.one_maker import maker

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.queries.one_maker import Companion, Maker
    from kg.queries.records import SearchHit

WORDS: Final = {"Author": "author", "Organization": "organisation"}
MOST_NEAREST: Final = 12


def maker_page(kind: Literal["Author", "Organization"]) -> None:
    """Draw the page of the one that the URL names, or the choice of one."""
    node_id = st.query_params.get("id", "")
    found = answer(maker, node_id, kind) if node_id else None
    if found is None:
        _none(node_id, kind)
        return
    st.set_page_config(page_title=found.name)
    narrowed = Narrowed(author_id=node_id) if kind == "Author" else Narrowed(organization=found.name)
    _head(found, kind, narrowed)
    papers, aside = st.columns([2, 1], gap="large")
    with papers:
        section("Papers")
        paper_list(narrowed, name="papers", searched=False)
    with aside:
        _introduces(found)
        _people(found, kind)


def _none(node_id: str, kind: Literal["Author", "Organization"]) -> None:
    head(f"{kind}s")
    word = WORDS[kind]
    if node_id:
        empty(f"The graph holds no {word} with the id {node_id}. These are nearest to it; or search.")
        text = node_id.partition(":")[2].replace("-", " ") or node_id
        hits = answer(queries.search, text, limit=MOST_NEAREST, kinds=(kind,))
        listed(
            f'<li>{chip(hit.kind, hit.node_id, hit.name)} <span class="kg-faint">{plain(hit.detail)}</span></li>'
            for hit in hits
        )
    else:
        empty(f"Type a name to find an {word}.")
    finder(f"Find an {word}", _take, key="maker", kinds=(kind,))


def _take(hit: SearchHit) -> None:
    st.query_params.from_dict({"id": hit.node_id})


def _head(found: Maker, kind: Literal["Author", "Organization"], narrowed: Narrowed) -> None:
    known = answer(listing.years, narrowed)
    years = sorted(known)
    lines = [f'{mark(kind)}{WORDS[kind].capitalize()} <span class="kg-faint">{count(found.papers, "paper")}</span>']
    if years:
        told = ", ".join(f"{year}: {known[year]:,}" for year in years)
        values = [known.get(year, 0) for year in range(years[0], years[-1] + 1)]
        line = sparkline(values, f"Papers by year: {told}") if len(values) > 1 else ""
        span = f"{years[0]} to {years[-1]}" if len(years) > 1 else str(years[0])
        lines.append(f'<div class="kg-small">{span} {line} <span class="kg-faint">{plain(told)}</span></div>')
    if found.affiliations:
        houses = ", ".join(link(name, "organization", id=key) for key, name in found.affiliations)
        lines.append(f'<div class="kg-small">belongs to {houses}</div>')
    head(plain(found.name), below=f"{''.join(lines)}{ways(found.node_id, compared=False)}")
    with st.container(horizontal=True, key="actions"):  # what a reader does with it: one line each
        follow_button(found.node_id, kind, found.name)


def _introduces(found: Maker) -> None:
    section("Introduces", f"{found.introduces_total:,}" if found.introduces_total else "")
    if not found.introduces:
        empty("No paper of theirs says that it introduces something.")
        return
    st.html(f'<div class="kg-faint">{explained("introduces", "What that means")}</div>')
    listed(
        f"<li>{chip(one.entity.label, one.entity.entity_id, one.entity.name)}"
        f'<div class="kg-faint">in {link(one.title, "paper", id=one.paper_id)} {plain(day(one.published))}</div></li>'
        for one in found.introduces[:MOST_SHOWN]
    )
    _rest(
        (chip(one.entity.label, one.entity.entity_id, one.entity.name) for one in found.introduces[MOST_SHOWN:]),
        found.introduces_total - MOST_SHOWN,
    )


MOST_SHOWN: Final = 15


def _people(found: Maker, kind: str) -> None:
    if found.people:
        section("Co-authors" if kind == "Author" else "Authors", f"{found.people_total:,}")
        st.html(f'<div class="kg-chips">{"".join(map(_companion, found.people[:MOST_SHOWN]))}</div>')
        _rest(map(_companion, found.people[MOST_SHOWN:]), found.people_total - MOST_SHOWN)
    if found.houses:
        section("Published by" if kind == "Author" else "Together with")
        st.html(f'<div class="kg-chips">{"".join(map(_companion, found.houses))}</div>')


def _companion(one: Companion) -> str:
    return counted(one.kind, one.node_id, one.name, one.papers)


def _rest(drawn: Iterable[str], number: int) -> None:
    """Draw what is left behind a line that opens, and say where even that is not all."""
    rest = list(drawn)
    if not rest:
        return
    more = f" The first {len(rest):,} of them:" if number > len(rest) else ""
    st.html(
        f'<details class="kg-more"><summary class="kg-faint">and {number:,} more</summary>'
        f'<div class="kg-faint">{more}</div><div class="kg-chips">{"".join(rest)}</div></details>'
    )
