"""Taking back: what a reader did last to the library can be undone until something else is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kg.dashboard.layout.failures import told
from kg.dashboard.layout.links import go
from kg.dashboard.session.reader import shelf
from kg.dashboard.words.wording import count, in_markdown
from kg.library import marks, sets

if TYPE_CHECKING:
    from collections.abc import Callable

_LAST = "library_last"


def done(sentence: str, undo: Callable[..., Any], *args: Any) -> None:
    """Remember what was done, and what undoes it."""
    st.session_state[_LAST] = (sentence, undo, args)


def offer_undo() -> None:
    """Say what was done last, and offer to undo it."""
    last = st.session_state.get(_LAST)
    if last is None:
        return
    with st.container(horizontal=True, vertical_alignment="center", key="undoing"):
        st.info(in_markdown(last[0]), icon=":material/info:", width="stretch")
        st.button("Undo", icon=":material/undo:", key="library_undo", on_click=_undo)


def _undo() -> None:
    with told():
        _, undo, args = st.session_state.pop(_LAST)
        undo(*args)


def delete_set(name: str) -> None:
    """Delete a set, which can be undone."""
    with told():
        own = shelf()
        papers = sets.delete(own, name)
        done(f"The set {name} is deleted: it had {count(len(papers), 'paper')}.", sets.restore, own, name, papers)
        go("library")


def take_out(name: str, paper_id: str) -> None:
    """Take a paper out of a set, which can be undone."""
    with told():
        own = shelf()
        before = sets.papers(own, name) or ()
        sets.remove(own, name, [paper_id])
        done(f"One paper is out of {name}.", sets.put_back, own, name, before, paper_id)


def unmark(paper_id: str) -> None:
    """Take a paper's mark away, which can be undone."""
    with told():
        own = shelf()
        before = marks.all_marks(own).get(paper_id)
        marks.mark(own, paper_id, None)
        done("One paper is out of the list.", marks.mark, own, paper_id, before)
