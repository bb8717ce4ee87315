"""Steps that can be undone: what a reader explored before, in this session, one after the other."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

if TYPE_CHECKING:
    from kg.dashboard.graph.exploration import Exploration

_KEY: Final = "graph_steps"
_WRITTEN: Final = "graph_written"
_MOST: Final = 100
_VIEWS: Final = 8


def note(now: Exploration) -> tuple[int, int]:
    """Take note of what is explored now, and return how many steps can be undone, and done again.

    Whatever changed what is drawn is a step: a deed in the graph, a link, or the browser's own Back.
    """
    steps = _steps()
    last = steps["now"]
    if last is not None and last != now.drawn:
        steps["before"] = [*steps["before"], last][-_MOST:]
        steps["after"] = []
    steps["now"] = now.drawn
    return len(steps["before"]), len(steps["after"])


def undone(now: Exploration) -> Exploration:
    """Return what was explored a step before, or the same where nothing was."""
    return _stepped(now, "before", "after")


def redone(now: Exploration) -> Exploration:
    """Return what was explored before the last step was undone, or the same where none was."""
    return _stepped(now, "after", "before")


def stamp() -> int:
    """Return the number of what was written into the URL last."""
    return int(st.session_state.get(_WRITTEN, (0, None))[0])


def wrote(now: Exploration) -> None:
    """Take note of what is written into the URL."""
    st.session_state[_WRITTEN] = (stamp() + 1, now)


def written_since(number: int) -> Exploration | None:
    """Return what was written into the URL last, where the reader's browser had not drawn that yet.

    A quick reader's deed comes with the address that the browser had then, which is behind.
    """
    last, exploration = st.session_state.get(_WRITTEN, (0, None))
    return exploration if number < last else None


def _stepped(now: Exploration, out_of: str, into: str) -> Exploration:
    steps = _steps()
    if not steps[out_of]:
        return now
    found: Exploration = steps[out_of][-1]
    steps[out_of] = steps[out_of][:-1]
    steps[into] = [*steps[into], now.drawn]
    steps["now"] = found
    return replace(found, selected=now.selected)


def _steps() -> dict[str, Any]:
    steps: dict[str, Any] = st.session_state.setdefault(_KEY, {"now": None, "before": [], "after": []})
    return steps


def layout(view: str) -> dict[str, Any]:
    """Return where a view's nodes lay when the reader last saw them; the session keeps the last few views."""
    views: dict[str, dict[str, Any]] = st.session_state.setdefault("graph_layouts", {})
    remembered = views.pop(view, {})
    views[view] = remembered
    while len(views) > _VIEWS:  # some megabytes at most
        del views[next(iter(views))]
    return remembered
