"""The log: what each build brought, newest first and day by day, to the first build."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

import streamlit as st

from kg.dashboard.layout import offers
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.links import link
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.parameters import choice
from kg.dashboard.layout.pieces import empty, head, listed, section
from kg.dashboard.session.answers import answer, ask
from kg.dashboard.words import changes
from kg.dashboard.words.wording import count, day, plain
from kg.model import score
from kg.queries import log

if TYPE_CHECKING:
    from kg.queries.log import Changed, Entry, Kinds, Row
    from kg.queries.standings import Record

ON_A_PAGE: Final = 10
ROWS_ON_A_PAGE: Final = 50
MOST_BEST: Final = 5
TO_BE_SEEN: Final = frozenset({"retracted", "corrected"})
"""Kinds whose rows are not folded."""

MOST_EXPORTED: Final = 1_000_000
PAIRS: Final = {"cites_new": "cites", "cites_gone": "no more cites", "merged": "is now"}
"""Between the two papers of a row."""


@telling
def show() -> None:
    """Draw the page."""
    known = answer(log.kinds)
    head("Log", below="What each build brought. Nothing is taken out of it: what is undone is an entry of its own.")
    if not known.builds:
        empty("No build has changed anything yet. Build papers with `kg build FILE`, then reload this page.")
        return
    labels = {kind: f"{_title(kind)} ({count(builds, 'build')})" for kind, (_, builds) in known.of.items()}
    kind = choice("Kind of change", {"": "all"} | labels, key="kind", default="", segments=True) or None
    asked = st.query_params.get("revision", "")
    if asked:
        _one(asked, kind, known)
    else:
        _all(kind, known)


def _all(kind: str | None, known: Kinds) -> None:
    total = known.of[kind][1] if kind else known.builds
    if st.session_state.get("logged", kind) != kind:
        st.session_state["page"] = 1  # another list begins at its beginning
    st.session_state["logged"] = kind
    paged(
        total,
        lambda skip, limit: _days(answer(log.entries, kind=kind, skip=skip, limit=limit)),
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


def _days(entries: tuple[Entry, ...]) -> None:
    for date, found in groupby(entries, key=lambda entry: entry.at.date()):
        section(day(date))
        listed(map(_entry, found))


def _entry(entry: Entry) -> str:
    told = changes.told({one.kind: one.number for one in entry.changes})
    best = "".join(f"<li>{_best(record)}</li>" for record in entry.best[:MOST_BEST])
    more = len(entry.best) - MOST_BEST
    best += f'<li class="kg-faint">and {count(more, "more new best result")}</li>' if more > 0 else ""
    parts = "".join(_part(entry.revision, one) for one in entry.changes)
    return (
        f'<li><div class="kg-title">{plain(told)}</div><div class="kg-faint">revision {entry.revision} · '
        f"{entry.at:%H:%M} UTC · {plain(changes.sources(entry.sources))}</div>{parts}"
        f"{_tight(best)}</li>"
    )


def _part(revision: int, changed: Changed) -> str:
    rows = "".join(f"<li>{_row(row, changed.kind)}</li>" for row in changed.first)
    more = ""
    if changed.number > len(changed.first):
        every = link(f"all {changed.number:,}", "log", revision=str(revision), kind=changed.kind)
        more = f'<div class="kg-small">{every}</div>'
    shown = " open" if changed.kind in TO_BE_SEEN else ""
    return (
        f'<details class="kg-more"{shown}><summary class="kg-small">{plain(_title(changed.kind))}</summary>'
        f"{_tight(rows)}{more}</details>"
    )


def _tight(items: str) -> str:
    return f'<ul class="kg-list kg-tight">{items}</ul>' if items else ""


def _row(row: Row, kind: str) -> str:
    gone = kind == "gone"
    named = [plain(key) if gone else link(title or key, "paper", id=key) for key, title in row.papers]
    between = f" {PAIRS.get(kind, 'and')} "
    flag = ' <span class="kg-flag">retracted</span>' if kind == "retracted" else ""
    return f'<span class="kg-small">{between.join(named)}{flag}</span>'


def _best(record: Record) -> str:
    claim = record.claim
    said = f"{score(claim.value, claim.unit, claim.kind)} {record.metric} on"
    board = link(claim.benchmark, "leaderboards", benchmark=claim.benchmark_id, metric=record.metric)
    return (
        f'<span class="kg-small"><b>New best:</b> {plain(said)} {board}, '
        f"{link(claim.title, 'paper', id=claim.paper_id)}</span>"
    )


def _one(asked: str, kind: str | None, known: Kinds) -> None:
    """Draw all that one build did of one kind."""
    number = int(asked) if asked.isascii() and asked.isdigit() else 0
    found = next((one for one in answer(log.entries, kind=kind, limit=known.builds) if one.revision == number), None)
    st.html(f'<span class="kg-small">{link("All builds", "log")}</span>')
    if found is None:
        empty(f"revision={asked[:40]} in the address is no build of this log, or it did nothing of this kind.")
        return
    if kind is None:
        listed([_entry(found)])
        return
    changed = found.changes[0]
    section(f"Revision {found.revision}, {_title(kind)}", f"{day(found.at.date())}, {changes.sources(found.sources)}")
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
            f"<li>{_row(row, kind)}</li>" for row in answer(log.rows, number, kind, skip=skip, limit=limit)
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


def _title(kind: str) -> str:
    return changes.KINDS.get(kind, kind.replace("_", " ")).capitalize()
