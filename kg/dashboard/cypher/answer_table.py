"""An answer as a table: each kind of value shown well, nodes as links, foreign words as text."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from kg import schema
from kg.dashboard.layout.links import link, outward
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.pieces import chip
from kg.dashboard.pages import node_page
from kg.dashboard.words.wording import plain
from kg.queries.drawing import DRAWN

if TYPE_CHECKING:
    from kg.queries.records import Answer, Kind

ON_A_PAGE: Final = 50
LONGEST: Final = 280
"""Characters of a text in a cell; the files hold it whole."""

MOST_ITEMS: Final = 12
_URL: Final = re.compile(r"https?://[^\s<>\"']+\Z")
_ID_PAGES: Final[dict[str, Kind]] = {
    "paper_id": "Paper",
    "entity_id": "Method",
    "author_id": "Author",
    "organization_id": "Organization",
}


def draw(got: Answer) -> None:
    """Draw the table, a page at a time, and offer the whole answer as files."""
    numeric = [is_numeric([row[at] for row in got.rows]) for at in range(len(got.columns))]

    def part(skip: int, limit: int) -> None:
        st.html(table(got, numeric, skip, limit))

    if len(got.rows) <= ON_A_PAGE:
        part(0, ON_A_PAGE)
    else:
        paged(len(got.rows), part, key="rows", noun=("row", "rows"), on_a_page=ON_A_PAGE)
    with st.container(horizontal=True, gap="small"):
        st.download_button("Download CSV", lambda: as_csv(got), "answer.csv", "text/csv", on_click="ignore")
        st.download_button("Download JSON", lambda: as_json(got), "answer.json", "application/json", on_click="ignore")


def table(got: Answer, numeric: list[bool], skip: int, limit: int) -> str:
    """Return some rows as HTML."""
    right = ' style="text-align: right; font-variant-numeric: tabular-nums"'
    head = "".join(
        f'<th scope="col"{right if is_number else ""}>{plain(name)}</th>'
        for name, is_number in zip(got.columns, numeric, strict=True)
    )
    lines = (
        "<tr>"
        + "".join(
            f"<td{right if is_number else ''}>{cell(value, name)}</td>"
            for value, name, is_number in zip(row, got.columns, numeric, strict=True)
        )
        + "</tr>"
        for row in got.rows[skip : skip + limit]
    )
    return (
        '<div class="kg-scroll" tabindex="0" role="region" aria-label="The answer">'
        '<table class="kg-table" style="width: auto; min-width: min(100%, 28rem)">'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table></div>"
    )


def cell(value: Any, column: str = "") -> str:  # noqa: C901, PLR0911 - one case a kind of value, and nothing else
    """Return one value as HTML."""
    match value:
        case None:
            return '<span class="kg-faint">null</span>'
        case bool():
            return str(value).lower()
        case int():
            return str(value)
        case float():
            return f"{value:.6g}"
        case str():
            return _text(value, column)
        case {"labels": list(), "properties": dict()} if len(value) == 2:  # noqa: PLR2004 - as a node becomes JSON
            return _node(value)
        case {"type": str(), "properties": dict()} if len(value) == 2:  # noqa: PLR2004 - as a relationship does
            return _relationship(value)
        case {"srid": int(), "coordinates": list()} if len(value) == 2:  # noqa: PLR2004 - as a point does
            at = ", ".join(f"{number:g}" for number in value["coordinates"] if isinstance(number, int | float))
            return f'({plain(at)}) <span class="kg-faint">srid {value["srid"]}</span>'
        case dict():
            return _items([f'<span class="kg-faint">{plain(key)}:</span> {cell(one)}' for key, one in value.items()])
        case list() | tuple():
            return _path(value) if is_path(value) else _items([cell(one) for one in value])
        case _:
            return plain(value)


def is_numeric(values: list[Any]) -> bool:
    """Tell whether a column holds numbers, and nothing else."""
    known = [value for value in values if value is not None]
    return bool(known) and all(isinstance(value, int | float) and not isinstance(value, bool) for value in known)


def is_path(value: Any) -> bool:
    """Tell whether a list is a path: nodes and relationships in turn."""
    if not isinstance(value, list | tuple) or len(value) % 2 == 0 or len(value) < 3:  # noqa: PLR2004 - two nodes and what joins them
        return False
    return all(isinstance(one, dict) and ("type" if at % 2 else "labels") in one for at, one in enumerate(value))


def named(value: Any) -> str:
    """Return a value in a few words, as text: a node by its name."""
    match value:
        case {"labels": list(), "properties": dict() as properties}:
            return str(properties.get("title") or properties.get("name") or next(iter(properties.values()), ""))
        case str():
            return value
        case _:
            return json.dumps(value, ensure_ascii=False)


def as_csv(got: Answer) -> str:
    """Return the answer as CSV, with a heading."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(got.columns)
    writer.writerows(
        [value if isinstance(value, int | float) else _written(value) for value in row] for row in got.rows
    )
    return text.getvalue()


def as_json(got: Answer) -> str:
    """Return the answer as JSON: one object a row."""
    rows = [dict(zip(got.columns, row, strict=True)) for row in got.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _written(value: Any) -> str | None:
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _text(value: str, column: str) -> str:
    short = value if len(value) <= LONGEST else f"{value[:LONGEST]}…"
    kind = _ID_PAGES.get(column.rpartition(".")[2])
    page = node_page(kind) if kind else None
    if page is not None:
        return link(short, page, id=value)
    return outward(short, value) if _URL.match(value) else plain(short)


def _node(value: dict[str, Any]) -> str:
    labels = [str(label) for label in value["labels"]]
    kind = next((one for one in DRAWN if one in labels), None)
    key = next((name for label, name in schema.KEYS.items() if label in labels), None)
    node_id = value["properties"].get(key) if key else None
    if kind is None or not isinstance(node_id, str):
        return f'<span class="kg-faint">:{plain(":".join(labels))}</span> {_items(_few(value["properties"]))}'
    return chip(kind, node_id, named(value)[:LONGEST])


def _relationship(value: dict[str, Any]) -> str:
    return f'<span class="kg-faint">:{plain(value["type"])}</span> {_items(_few(value["properties"]))}'


def _few(properties: dict[str, Any]) -> list[str]:
    return [f'<span class="kg-faint">{plain(key)}:</span> {cell(one)}' for key, one in list(properties.items())[:4]]


def _path(value: list[Any] | tuple[Any, ...]) -> str:
    parts = [
        f'<span class="kg-faint">{plain(one["type"])}</span>' if at % 2 else cell(one) for at, one in enumerate(value)
    ]
    return " ".join(parts)


def _items(items: list[str]) -> str:
    more = len(items) - MOST_ITEMS
    kept = [*items[:MOST_ITEMS], f'<span class="kg-faint">and {more:,} more</span>'] if more > 0 else items
    return ", ".join(kept) if kept else '<span class="kg-faint">empty</span>'
