"""The menu of pages: groups of links that a screen reader reads as lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.words.wording import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from streamlit.navigation.page import StreamlitPage


def menu(groups: Mapping[str, Iterable[StreamlitPage]], current: StreamlitPage) -> None:
    """Draw the menu.

    Streamlit's own is drawn without: its groups are no lists, which accessibility checks find.

    Args:
        groups: pages by the name of their group; a group without a name stands without a heading.
        current: the page that is shown.
    """
    drawn = "".join(_group(name, pages, current) for name, pages in groups.items())
    st.html(f'<nav class="kg-nav" aria-label="Pages">{drawn}</nav>')


def _group(name: str, pages: Iterable[StreamlitPage], current: StreamlitPage) -> str:
    items = "".join(f"<li>{_entry(page, page == current)}</li>" for page in pages)
    return f"{f'<h2>{plain(name)}</h2>' if name else ''}<ul>{items}</ul>" if items else ""


def _entry(page: StreamlitPage, here: bool) -> str:  # noqa: FBT001 - one of two looks
    icon = page.icon.removeprefix(":material/").removesuffix(":")
    marked = ' aria-current="page"' if here else ""
    return (
        f'<a data-page="{plain(page.url_path)}" href="./{plain(page.url_path)}" target="_self"{marked}>'
        f'<span class="kg-icon" aria-hidden="true" translate="no">{plain(icon)}</span>{plain(page.title)}</a>'
    )
