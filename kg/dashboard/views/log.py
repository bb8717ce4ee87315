"""The log: what each build brought and what people corrected, newest first and day by day, to the first build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from kg.dashboard.curation import logged
from kg.dashboard.home import build_entry
from kg.dashboard.layout import offers
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.parameters import choice
from kg.dashboard.layout.pieces import empty, head, listed, section
from kg.dashboard.session.answers import answer, ask
from kg.dashboard.words import changes
from kg.dashboard.words.wording import count, day
from kg.queries import log

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from kg.corrections import Entry as Correction
    from kg.queries.log import Entry, Kinds

BELOW: Final = (
    "What each build brought, and what people corrected. Nothing is taken out of it: what is undone is an entry of its "
    "own."
)
ON_A_PAGE: Final = 10
ROWS_ON_A_PAGE: Final = 50
MOST_EXPORTED: Final = 1_000_000


@telling
def show() -> None:
    """Draw the page."""
    known = answer(log.kinds)
    head("Log", below=BELOW)
    corrections = logged.latest()
    if not known.builds:
        empty("No build has changed anything yet. Build papers with `kg build FILE`, then reload this page.")
        return
    labels = {kind: f"{build_entry.title(kind)} ({count(builds, 'build')})" for kind, (_, builds) in known.of.items()}
    if corrections:
        labels[logged.KIND] = f"{logged.TITLE} ({count(len(corrections), 'entry', 'entries')})"
    kind = choice("Kind of change", {"": "all"} | labels, key="kind", default="", segments=True) or None
    asked = st.query_params.get("revision", "")
    if kind == logged.KIND:
        _corrections(corrections)
    elif asked:
        _one(asked, kind, known)
    else:
        _all(kind, known, () if kind else corrections)


def _corrections(entries: Sequence[Correction]) -> None:
    _begin(logged.KIND)
    paged(
        len(entries),
        lambda skip, limit: listed(logged.items(entries[skip : skip + limit], entries)),
        key="page",
        noun=("entry of the ledger", "entries of the ledger"),
        ordered="latest first",
    )
    offers.rows(map(logged.row, entries), key="corrections", name="corrections")


def _begin(kind: str | None) -> None:
    """Begin another list at its beginning."""
    if st.session_state.get("logged", kind) != kind:
        st.session_state["page"] = 1
    st.session_state["logged"] = kind


def _all(kind: str | None, known: Kinds, corrections: Sequence[Correction]) -> None:
    total = known.of[kind][1] if kind else known.builds
    _begin(kind)

    def drawn(skip: int, limit: int) -> None:
        before = min(skip, 1)  # the build above this page: what was corrected after it stands there
        above = answer(log.entries, kind=kind, skip=skip - before, limit=limit + before)
        entries = above[before:]
        last = skip + limit >= total
        until = above[0].at if before else None
        _days(entries, logged.between(corrections, None if last else entries[-1].at, until), corrections)

    paged(
        total,
        drawn,
        key="page",
        noun=("build", "builds"),
        ordered="newest first",
        on_a_page=ON_A_PAGE,
    )
    st.download_button(
        "CSV",
        lambda: offers.as_csv(_rows(ask(log.entries, kind=kind, limit=known.builds))),
        "log.csv",
        "text/csv",
        key="log",
        icon=":material/download:",
        on_click="ignore",
    )


def _days(
    entries: tuple[Entry, ...], corrected: Mapping[date, Sequence[Correction]], known: Sequence[Correction]
) -> None:
    """Draw builds and corrections by day; the corrections of a day stand in one item, above its builds."""
    by_day: dict[date, list[str]] = {found: [] for found in {entry.at.date() for entry in entries} | corrected.keys()}
    for found, some in corrected.items():
        by_day[found].append(logged.of_a_day(some, known))
    for entry in entries:
        by_day[entry.at.date()].append(build_entry.item(entry))
    for found in sorted(by_day, reverse=True):
        section(day(found))
        listed(by_day[found])


def _one(asked: str, kind: str | None, known: Kinds) -> None:
    """Draw all that one build did of one kind."""
    number = int(asked) if asked.isascii() and asked.isdigit() else 0
    found = next((one for one in answer(log.entries, kind=kind, limit=known.builds) if one.revision == number), None)
    st.html(f'<span class="kg-small">{link("All builds", "log")}</span>')
    if found is None:
        empty(f"revision={asked[:40]} in the address is no build of this log, or it did nothing of this kind.")
        return
    if kind is None:
        listed([build_entry.item(found)])
        return
    changed = found.changes[0]
    section(
        f"Revision {found.revision}, {build_entry.title(kind)}",
        f"{day(found.at.date())}, {changes.sources(found.sources)}",
    )
    if kind == "new":
        offers.papers(lambda: _keys(number, kind), changed.number, key="brought", name=f"revision-{number}")
    else:
        st.download_button(
            "CSV",
            lambda: offers.as_csv({"key": key} for key in _keys(number, kind)),
            f"revision-{number}-{kind}.csv",
            "text/csv",
            key="brought",
            icon=":material/download:",
            on_click="ignore",
        )
    paged(
        changed.number,
        lambda skip, limit: listed(
            f"<li>{build_entry.row(row, kind)}</li>" for row in answer(log.rows, number, kind, skip=skip, limit=limit)
        ),
        key="rows",
        noun=("row", "rows"),
        on_a_page=ROWS_ON_A_PAGE,
    )


def _keys(revision: int, kind: str) -> list[str]:
    found = ask(log.rows, revision, kind, limit=MOST_EXPORTED)
    return [" ".join(paper_id for paper_id, _ in row.papers) for row in found]


def _rows(entries: tuple[Entry, ...]) -> list[dict[str, object]]:
    return [
        {
            "revision": entry.revision,
            "at": entry.at.isoformat(),
            "sources": "; ".join(entry.sources),
            "kind": one.kind,
            "number": one.number,
            "new_best": len(entry.best) if one.kind == "new" else 0,
        }
        for entry in entries
        for one in entry.changes
    ]
