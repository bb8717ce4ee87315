"""What builds on what, on a paper's page: each with the things by which it is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.pieces import chip, explained, facts, listed, paper_item, section
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import plain
from kg.queries.building_on import MOST, bases, builders, count_building

if TYPE_CHECKING:
    from kg.queries.building_on import Building

MOST_VIA = 6


def tabs(paper_id: str) -> None:
    """Draw both directions, a tab each; nothing where there is none."""
    on, by = answer(count_building, paper_id)
    if not on and not by:
        return
    section("Builds on", "inferred from what the texts name")
    first, second = f"Builds on ({on:,})", f"Built on by ({by:,})"
    ahead, behind = st.tabs([first, second], default=first if on else second)
    with ahead:
        st.html(f'<div class="kg-faint">{explained("builds on", "How it is known")}</div>')
        paged(
            on,
            lambda skip, limit: listed(
                _item(one, "introduces") for one in answer(bases, paper_id, skip=skip, limit=limit)
            ),
            key="bases",
            noun=("paper", "papers"),
            ordered="most cited first",
            on_a_page=MOST,
        )
    with behind:
        st.html(f'<div class="kg-faint">{explained("built on by", "How it is known")}</div>')
        paged(
            by,
            lambda skip, limit: listed(
                _item(one, "uses") for one in answer(builders, paper_id, skip=skip, limit=limit)
            ),
            key="builders",
            noun=("paper", "papers"),
            ordered="most cited first",
            on_a_page=MOST,
        )


def _item(one: Building, verb: str) -> str:
    shown = "".join(chip(via.label, via.entity_id, via.name) for via in one.via[:MOST_VIA])
    more = f'<span class="kg-faint">and {len(one.via) - MOST_VIA} more</span>' if len(one.via) > MOST_VIA else ""
    known = f'<div class="kg-chips kg-known"><span class="kg-faint">it {plain(verb)}</span>{shown}{more}</div>'
    return paper_item(one.paper, instead=facts(one.paper), below=known if shown else "")
