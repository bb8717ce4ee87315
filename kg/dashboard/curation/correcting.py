"""Correcting: what a reader says goes into the ledger at once, and into the graph by a job."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.build.amending import entry_of, revert_of
from kg.build.correcting import written_with
from kg.corrections import Ledger, active, path_of
from kg.dashboard.session.answers import answer, ask, store_url
from kg.dashboard.session.reader import reader
from kg.dashboard.session.rights import demand_writing
from kg.errors import CallError
from kg.jobs import Jobs, Request, work

if TYPE_CHECKING:
    from kg.build.amending import Wish
    from kg.corrections import Entry
    from kg.corrections.ledger import Read
    from kg.jobs import Job

KIND = "corrections"
_NOTED = "correction_noted"


def ledger() -> Ledger:
    """Return the ledger of the store that the dashboard shows."""
    return Ledger(path_of(store_url()))


def read() -> Read:
    """Return what the ledger says now."""
    return ledger().read()


def wish(asked: Wish) -> Entry:
    """Take a correction into the ledger, and begin to apply it.

    Raises:
        CallError: this dashboard is read-only, or the correction says nothing.
    """
    demand_writing()
    entry = ask(entry_of, asked, reader())
    _note([entry])
    return entry


def revert(entry_id: str) -> Entry:
    """Take back an entry of the ledger.

    Raises:
        CallError: this dashboard is read-only, or there is no such entry.
    """
    demand_writing()
    entry = revert_of(ledger(), entry_id, reader())
    _note([entry])
    return entry


def take(text: str) -> tuple[int, tuple[str, ...]]:
    """Take in what another ledger has, and return how many entries are new and what was wrong with it.

    Raises:
        CallError: this dashboard is read-only, or this is no ledger.
    """
    demand_writing()
    count, troubles = ledger().merge(text)
    if count:
        apply()
    return count, troubles


def apply() -> None:
    """Begin to apply the ledger, unless a job runs: then the next one does, or the reader asks again.

    Raises:
        CallError: this dashboard is read-only.
    """
    demand_writing()
    try:
        Jobs(store_url()).start(Request(KIND, {"names": ["Corrections"]}), work.apply_corrections)
    except CallError:
        return  # another job runs; the page says how many corrections wait


def running() -> Job | None:
    """Return the job that runs on the store, whatever it does."""
    return Jobs(store_url()).running()


def behind() -> int:
    """Return how many corrections are in the ledger and not in the graph, or the other way round."""
    there = {entry.entry_id for entry in answer(written_with)}
    return len(there ^ {entry.entry_id for entry in active(read().entries)})


def noted() -> str:
    """Return what was noted last in this session, once."""
    return str(st.session_state.pop(_NOTED, ""))


def _note(entries: list[Entry]) -> None:
    ledger().append(entries)
    st.session_state[_NOTED] = " ".join(str(one) for one in entries)
    apply()
