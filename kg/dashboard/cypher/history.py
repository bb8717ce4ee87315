"""Queries that a reader keeps: those that were run, as many as fit, and those saved."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from kg.dashboard.layout.failures import told
from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import demand_writing, read_only
from kg.dashboard.words.wording import count, in_markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.library.shelf import Kind, Shelf

MOST: Final = 100
"""Queries that the history holds; the oldest goes first."""

LONGEST_NAME: Final = 100
_SHOWN: Final = 70


def record(query: str, *, rows: int, milliseconds: int) -> None:
    """Keep a query that was run; one that was run before stands at its last run. A read-only dashboard keeps none."""
    if read_only():
        return
    kept = shelf()
    past = kept.all("history")
    now = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    for name in [name for name, value in past.items() if _query(value) == query]:
        kept.remove("history", name)
        del past[name]
    kept.put("history", now, {"query": query, "rows": rows, "ms": milliseconds})
    for name in sorted(past, reverse=True)[MOST - 1 :]:
        kept.remove("history", name)


def draw(put: Callable[[str], None], current: Callable[[], str]) -> None:
    """Draw the two lists, each in its popover.

    Args:
        put: called with the query that the editor is to hold.
        current: gives the query that the editor holds.
    """
    kept = shelf()
    with st.popover("History", icon=":material/history:"):
        _past(kept, put)
    with st.popover("Saved queries", icon=":material/bookmark:"):
        _saved(kept, put, current)


def _past(kept: Shelf, put: Callable[[str], None]) -> None:
    if read_only():
        st.caption("This dashboard is read-only and keeps no history.")
    past = {name: value for name, value in sorted(kept.all("history").items(), reverse=True) if _query(value)}
    if not past:
        st.caption("No query was run yet.")
        return
    name = st.selectbox(
        "Queries that were run", list(past), format_func=lambda name: _line(name, past[name]), key="history_name"
    )
    _offer(kept, "history", name, _query(past[name]), put)
    st.caption(f"The last {count(MOST, 'query', 'queries')} are kept.")
    st.button("Forget all", key="history_clear", on_click=_forget, args=("history", *past), disabled=read_only())


def _saved(kept: Shelf, put: Callable[[str], None], current: Callable[[], str]) -> None:
    saved = {name: value for name, value in sorted(kept.all("query").items()) if isinstance(value, str)}
    if saved:
        name = st.selectbox("Queries that you saved", list(saved), key="saved_name")
        _offer(kept, "query", name, saved[name], put)
    else:
        st.caption("No query was saved yet.")
    st.text_input("Save what the editor holds as", key="saved_new", max_chars=LONGEST_NAME, disabled=read_only())
    st.button("Save", key="saved_put", on_click=_save, args=(current,), disabled=read_only())


def _offer(kept: Shelf, kind: Kind, name: str, query: str, put: Callable[[str], None]) -> None:
    del kept
    st.code(query, language="cypher", wrap_lines=True)
    with st.container(horizontal=True, gap="small"):
        st.button("Open in the editor", key=f"{kind}_open", on_click=put, args=(query,))
        st.button("Delete", key=f"{kind}_delete", on_click=_forget, args=(kind, name), disabled=read_only())


def _save(current: Callable[[], str]) -> None:
    name = str(st.session_state.get("saved_new", "")).strip()[:LONGEST_NAME]
    query = current()
    with told():
        demand_writing()
        if not name or not query.strip():
            st.toast("Write a query and a name for it, then save it.")
            return
        shelf().put("query", name, query)
        st.session_state["saved_new"] = ""
        st.toast(f"Saved as {in_markdown(name)}.")


def _forget(kind: Kind, *names: str) -> None:
    with told():
        demand_writing()
        kept = shelf()
        for name in names:
            kept.remove(kind, name)


def _query(value: Any) -> str:
    query = value.get("query") if isinstance(value, dict) else None
    return query if isinstance(query, str) else ""


def _line(name: str, value: Any) -> str:
    short = " ".join(_query(value).split())
    short = short if len(short) <= _SHOWN else f"{short[:_SHOWN]}…"
    rows = value.get("rows")
    said = f", {count(rows, 'row')}" if isinstance(rows, int) else ""
    return f"{name[:16].replace('T', ' ')}{said}: {short}"
