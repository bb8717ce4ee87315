"""Long lists: a page at a time to their end, in the URL, and what is shown said above."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.words.wording import count, plain

if TYPE_CHECKING:
    from collections.abc import Callable

ON_A_PAGE = 20


def paged(
    total: int,
    draw: Callable[[int, int], None],
    *,
    key: str,
    noun: tuple[str, str],
    ordered: str = "",
    on_a_page: int = ON_A_PAGE,
) -> None:
    """Draw the part of a list that its page's number names, with that number below it and what it holds above.

    Args:
        total: how long the whole list is; nothing is drawn where it is empty.
        draw: called with how many to skip and how many to draw.
        key: names the page's number in the URL.
        noun: what the list is of, one and many, such as ("paper", "papers").
        ordered: by what it is ordered, such as "newest first".
        on_a_page: how many stand on a page.
    """
    if not total:
        return
    above = st.container()  # the pages' numbers stand below the list, and say which part of it is drawn
    pages = math.ceil(total / on_a_page)
    number = st.pagination(pages, key=key, bind="query-params") if pages > 1 else 1
    first = (number - 1) * on_a_page
    shown = count(total, *noun)
    if pages > 1:
        shown = f"{first + 1:,} to {min(first + on_a_page, total):,} of {shown}"
    with above:
        st.html(f'<span class="kg-faint">{plain(", ".join(filter(None, [shown, ordered])))}</span>')
        draw(first, on_a_page)


def first_page(key: str) -> None:
    """Begin a list anew, where what it is of has changed; what the URL says of its page goes with it."""
    if st.session_state.get(key, 1) != 1:
        st.session_state[key] = 1
