"""Search as you type: a box on every page, and what it suggests for what was typed so far."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from kg import queries
from kg.dashboard.layout.colours import COLOURS
from kg.dashboard.layout.failures import telling
from kg.dashboard.pages import address, node_page
from kg.dashboard.search import component
from kg.dashboard.session.answers import ask
from kg.dashboard.session.rights import read_only
from kg.dashboard.words.wording import plain
from kg.identity import ids
from kg.queries.finding.suggestions import group

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.queries import Suggestions
    from kg.queries.finding.suggestions import Group
    from kg.queries.records import SearchHit

TITLES: Final[dict[Group, str]] = {
    "papers": "Papers",
    "entities": "Entities",
    "authors": "Authors",
    "organizations": "Organizations",
}
HINTS: Final = {
    False: "Find a paper, a name, an id",
    True: "Find a paper, a method, a benchmark, a person; or paste an arXiv id, a DOI, an address",
}

Spans = tuple[tuple[int, int], ...]


@st.fragment
@telling
def search_box(*, large: bool = False) -> None:
    """Draw the box; while the reader types only this is run again.

    Args:
        large: the one on Home, beside that of the sidebar.
    """
    key = "find_large" if large else "find"
    asked = st.session_state.pop(f"{key}_asked", None)
    said = None
    if asked is not None:
        number, text = asked
        said = _said(number, text, ask(queries.suggest, text))  # every key kept would drive out other answers
    label = "Search the graph" if large else "Search"
    component.draw(said, key=key, label=label, hint=HINTS[large], large=large, typed=lambda: _typed(key))


def _typed(key: str) -> None:
    event = st.session_state.get(key)
    asked = component.parse(getattr(event, "typed", None))
    if asked is not None and asked[1]:
        st.session_state[f"{key}_asked"] = asked


def _said(number: int, text: str, found: Suggestions) -> dict[str, Any]:
    """Return an answer as search_box.js reads it."""
    offered = found.unknown and not read_only()
    return {
        "number": number,
        "text": text,
        "groups": [
            {"title": TITLES[name], "hits": [_option(hit) for hit in hits]} for name, hits in found.groups if hits
        ],
        "direct": hit_address(found.identified) if found.identified else None,
        "offer": (
            {"href": address("import", ids=text), "says": f"Add {ids.normalise(text)} to the graph"}
            if offered
            else None
        ),
        "all": address("search", q=text),
    }


def _option(hit: SearchHit) -> dict[str, Any]:
    kind = hit.kind if group(hit.kind) == "entities" else ""  # of the others the group's title says it
    detail = ", ".join(filter(None, [kind, hit.detail]))
    beside: list[list[str | bool]] = [[f"{detail}: " if detail and hit.excerpt else detail, False]]
    beside += _pieces(hit.excerpt, hit.excerpt_spans)
    return {
        "href": hit_address(hit),
        "colour": COLOURS[hit.kind],
        "square": hit.kind == "Paper",
        "name": list(_pieces(hit.name, hit.spans)),
        "beside": beside,
    }


def hit_address(hit: SearchHit) -> str:
    """Return the address of a hit's page, or of the graph around it where it has none."""
    page = node_page(hit.kind)
    return address(page, id=hit.node_id) if page else address("graph", node=hit.node_id)


def _pieces(text: str, spans: Spans) -> Iterator[list[str | bool]]:
    """Cut a text at its found places: each piece, and whether it is one of them."""
    done = 0
    for start, end in spans:
        if start > done:
            yield [text[done:start], False]
        yield [text[start:end], True]
        done = end
    if done < len(text):
        yield [text[done:], False]


def marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return HTML: a text with its places marked."""
    return "".join(
        f"<mark>{plain(piece)}</mark>" if found else plain(piece) for piece, found in _pieces(text, tuple(spans))
    )
