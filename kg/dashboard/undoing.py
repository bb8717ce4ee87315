"""This file is about taking back: what a reader did last to the library can be undone until something else is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kg.dashboard.failures import told
from kg.dashboard.wording import in_markdown

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
