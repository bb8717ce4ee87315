"""The atlas: the maps of the field and of papers, what the URL says of them, and their table."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import streamlit as st

from kg import queries
from kg.dashboard.layout import offers
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.field_colours import coloured, middle
from kg.dashboard.layout.links import link
from kg.dashboard.layout.paging import first_page, paged
from kg.dashboard.layout.pieces import empty, head, mark, section
from kg.dashboard.map.field_map import SPANS, Choice, Drawing, Group, Spot, field_map
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.queries.map_of_field import MapView, PlaceRow
    from kg.queries.map_of_papers import PaperMapView, PaperPlaceRow
    from kg.queries.records import Kind

OF: Final = ("entities", "papers")
NOT_ANALYSED: Final = "No map was drawn of this graph yet: run `kg analyse`, then reload this page."
NO_CITATIONS: Final = (
    "Too few papers of this graph share references or are cited together: bring their citations with `kg enrich`, "
    "then run `kg analyse`."
)

_TRENDS: Final = {"rising": "rising", "falling": "falling"}
_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])\Z")


ASKS_FOR_NODES: Final = frozenset({"node", "show", "only", "limit", "order", "expand", "selected"})
"""Parameters of the graph of single nodes."""


def first_view(title: str) -> bool:
    """Draw the map of the field under a page's title, and tell whether that is all there is to draw.

    It is not where the URL asks for nodes, nor where there is no map: then it is said what to run.
    """
    if ASKS_FOR_NODES & {*st.query_params}:
        return False
    if not answer(queries.field_map).places:
        empty(NOT_ANALYSED)
        return False
    head(
        title, below=f'<span class="kg-faint">{link("The most connected nodes instead", "graph", show="nodes")}</span>'
    )
    draw("entities")
    return True


@st.fragment
@telling
def draw(of: str) -> None:
    """Draw a map with its sentence, its legend and its table: a choice in it runs only this again.

    Args:
        of: `entities` or `papers`.
    """
    choice = _read()
    if of == "papers":
        papers = answer(queries.paper_map)
        if not papers.places:
            empty(NO_CITATIONS)
            return
        drawing, told = of_papers(papers), _told_of_papers(papers)
    else:
        view = answer(queries.field_map)
        if not view.places:
            empty(NOT_ANALYSED)
            return
        drawing, told = of_entities(view), _told_of_entities(view)
    known = {group.number for group in drawing.groups}
    if lost := [number for number in choice.groups if number not in known]:
        st.warning(f"The map has no field with the number {', '.join(map(str, lost))}: it may be of an earlier map.")
        choice = Choice(tuple(number for number in choice.groups if number in known), choice.month, choice.span)
    names = [group.name for group in drawing.groups if group.number in choice.groups]
    shown = f" Of these, {' and '.join(names)}." if names else ""
    st.html(f'<div class="kg-faint" role="status">{plain(told + shown)}</div>')
    field_map(drawing, choice, key=f"map_{of}", on_choice=_write)
    if of == "papers":
        _table_of_papers(papers, drawing, choice)
    else:
        _table_of_entities(view, drawing, choice)


def of_entities(view: MapView) -> Drawing:
    """Turn the map of the field into what is drawn."""
    numbers = {place.entity_id: number for number, place in enumerate(view.places)}
    return Drawing(
        "entities",
        f"The map of the field: {count(len(view.places), 'entity', 'entities')} in "
        f"{count(len(view.fields), 'field')}",
        tuple(
            Spot(
                place.entity_id, place.name, _said(place), place.x, place.y, place.radius, place.field, place.papers,
                place.trend == "rising",
                tuple((numbers[key], weight) for key, weight in place.near if key in numbers), place.months,
            )
            for place in view.places
        ),
        _groups(
            [(field.field, field.name) for field in view.fields],
            [(place.field, place.x, place.y, place.radius) for place in view.places],
        ),
        {"around": "graph?node=", "page": "entity?id="},
        {
            "enter": "Click to enter this field", "only": "Only its field", "all": "The whole map",
            "ring": "a larger share of the recent papers names it",
            "links": [["around", "Its neighbourhood"], ["page", "Its page"]],
        },
    )  # fmt: skip


def of_papers(view: PaperMapView) -> Drawing:
    """Turn the map of papers into what is drawn."""
    numbers = {place.paper_id: number for number, place in enumerate(view.places)}
    return Drawing(
        "papers",
        f"The map of papers: {count(len(view.places), 'paper')} in "
        f"{count(len(view.communities), 'community', 'communities')}",
        tuple(
            Spot(
                place.paper_id, place.title, _said_of_paper(place), place.x, place.y, place.radius,
                place.community or 0, 1, rises=False,
                near=tuple((numbers[key], weight) for key, weight in place.near if key in numbers),
                months=((place.month, 1),) if place.month is not None else (),
            )
            for place in view.places
        ),
        _groups(
            [(one.community, one.name) for one in view.communities],
            [(place.community or 0, place.x, place.y, place.radius) for place in view.places],
        ),
        {"around": "graph?node=", "page": "paper?id="},
        {
            "enter": "Click to enter this community", "only": "Only its community", "all": "The whole map", "ring": "",
            "links": [["page", "The paper"], ["around", "Its neighbourhood"]],
        },
        square=True,
    )  # fmt: skip


def _groups(named: Sequence[tuple[int, str]], places: Sequence[tuple[int, float, float, float]]) -> tuple[Group, ...]:
    inside: dict[int, list[tuple[float, float, float]]] = {}
    for number, x, y, radius in places:
        inside.setdefault(number, []).append((x, y, radius))
    there = [(number, name) for number, name in named if number in inside]
    colours = coloured({number: middle(inside[number]) for number, _ in there})
    return tuple(Group(number, name, colours[number], len(inside[number])) for number, name in there)


def _said(place: PlaceRow) -> str:
    facts = [f"{place.label}, {count(place.papers, 'paper')}"]
    if place.trend in _TRENDS:
        facts.append(f"{place.trend}: {place.recent:,} in the last 6 months, {place.before:,} in the 12 before")
    return "\n".join(facts)


def _said_of_paper(place: PaperPlaceRow) -> str:
    year = f"{place.month // 12}, " if place.month is not None else ""
    return f"{year}cited by {place.citations:,} of this graph"


def _told_of_entities(view: MapView) -> str:
    total = f" of {view.entities:,}" if view.entities else ""
    least = f", those that at least {count(view.least, 'paper')} name and that hang together" if view.least > 1 else ""
    least = ", those that papers name together" if view.least == 1 else least
    return f"Showing {len(view.places):,}{total} methods, benchmarks, models and tasks{least}."


def _told_of_papers(view: PaperMapView) -> str:
    return (
        f"Showing {len(view.places):,} of {count(view.linked, 'paper')} with citations, those that most citations "
        "touch; near is what shares references or is cited together."
    )


def _read() -> Choice:
    """Read the URL, and say what of it makes no sense."""
    wrong = []
    groups = []
    for text in st.query_params.get_all("field"):
        if text.isascii() and text.isdigit():
            groups.append(int(text))
        else:
            wrong.append(f"field={text}")
    month = None
    for text in st.query_params.get_all("month")[-1:]:
        if found := _MONTH.match(text):
            month = int(found[1]) * 12 + int(found[2]) - 1
        else:
            wrong.append(f"month={text}")
    span = 0
    for text in st.query_params.get_all("span")[-1:]:
        if text in map(str, SPANS):
            span = int(text)
        else:
            wrong.append(f"span={text}")
    if wrong:
        st.html(
            f'<p class="kg-empty" role="status">The address says {plain(", ".join(wrong))}, which this map does not '
            "know: a field is a number, a month is written 2026-03.</p>"
        )
    return Choice(tuple(dict.fromkeys(groups)), month, span)


def _write(view: str, choice: Choice) -> None:
    """Bring the URL up to date, at one step of the browser's history."""
    if view != (st.query_params.get("of") or OF[0]):
        return  # the last word of a map that is no longer shown
    month = None if choice.month is None else f"{choice.month // 12:04d}-{choice.month % 12 + 1:02d}"
    wanted = {
        "field": [str(number) for number in choice.groups],
        "month": [month] if month else [],
        "span": [str(choice.span)] if choice.span else [],
    }
    if any(values != st.query_params.get_all(name) for name, values in wanted.items()):
        first_page("map_page")
        st.query_params.update(wanted)


def _table_of_entities(view: MapView, drawing: Drawing, choice: Choice) -> None:
    fields = {group.number: group for group in drawing.groups}
    rows = [place for place in view.places if not choice.groups or place.field in choice.groups]

    def lines(skip: int, limit: int) -> Iterable[str]:
        for place in rows[skip : skip + limit]:
            rising = f'<span class="kg-faint">{place.trend}</span>' if place.trend in _TRENDS else ""
            yield (
                f"<tr><td>{mark(_kind(place.label))}{link(place.name, 'entity', id=place.entity_id)}</td>"
                f'<td>{place.label}</td><td class="kg-number">{place.papers:,}</td><td>{rising}</td>'
                f"<td>{_field_link(fields.get(place.field))}</td>"
                f"<td>{link('Neighbourhood', 'graph', node=place.entity_id)}</td></tr>"
            )

    _table(
        ("Name", "Type", "Papers", "Trend", "Field", "Drawn"), len(rows), lines, noun=("entity", "entities"),
        ordered="most papers first",
    )  # fmt: skip
    offers.rows(
        (
            {
                "entity_id": place.entity_id, "name": place.name, "type": place.label, "papers": place.papers,
                "trend": place.trend or "", "field": place.field,
                "field_name": fields[place.field].name if place.field in fields else "", "x": place.x, "y": place.y,
            }
            for place in rows
        ),
        key="map_rows", name="map",
    )  # fmt: skip


def _table_of_papers(view: PaperMapView, drawing: Drawing, choice: Choice) -> None:
    groups = {group.number: group for group in drawing.groups}
    rows = [place for place in view.places if not choice.groups or (place.community or 0) in choice.groups]

    def lines(skip: int, limit: int) -> Iterable[str]:
        for place in rows[skip : skip + limit]:
            year = place.month // 12 if place.month is not None else ""
            yield (
                f"<tr><td>{link(place.title, 'paper', id=place.paper_id)}</td><td>{year}</td>"
                f'<td class="kg-number">{place.citations:,}</td>'
                f"<td>{_field_link(groups.get(place.community or 0), of='papers')}</td></tr>"
            )

    _table(
        ("Title", "Year", "Cited by", "Community"), len(rows), lines, noun=("paper", "papers"),
        ordered="most cited first",
    )  # fmt: skip
    offers.papers(lambda: [place.paper_id for place in rows], len(rows), key="map_papers", name="map")


def _table(
    columns: Sequence[str],
    total: int,
    lines: Callable[[int, int], Iterable[str]],
    *,
    noun: tuple[str, str],
    ordered: str,
) -> None:
    section("The same as a table")
    named = "".join(f'<th scope="col">{column}</th>' for column in columns)

    def drawn(skip: int, limit: int) -> None:
        st.html(
            f'<div class="kg-scroll" tabindex="0"><table class="kg-table"><thead><tr>{named}</tr></thead>'
            f"<tbody>{''.join(lines(skip, limit))}</tbody></table></div>"
        )

    paged(total, drawn, key="map_page", noun=noun, ordered=ordered)


def _field_link(group: Group | None, *, of: str = "") -> str:
    if group is None:
        return ""
    query = {"field": str(group.number)} | ({"of": of} if of else {})
    dot = f'<span class="kg-mark" style="background:{group.colour}"></span>'
    return dot + link(group.name, "map", **query)


def _kind(label: str) -> Kind:
    return label  # type: ignore[return-value] # a label of an entity is one of the kinds
