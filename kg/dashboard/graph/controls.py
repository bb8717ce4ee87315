"""Controls that stand in the URL by plain values: what the widget says is for people alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

import streamlit as st

from kg.dashboard.words.wording import in_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

T = TypeVar("T", bound=int | str)

WIDTH: Final = 165  # pixels: two stand side by side on a phone


def choice(
    label: str, values: Sequence[T], *, key: str, default: T, says: Callable[[T], str], other: T | None = None
) -> T:
    """Draw a list to choose from, and return what the URL says under `key`.

    Args:
        label: what is chosen, for a screen reader.
        values: what may be chosen.
        key: names it in the URL, and the widget.
        default: what stands for nothing in the URL.
        says: how a value is told.
        other: one more value that the URL may name.
    """
    options = list(values) if other is None or other in values else sorted([*values, other])
    text = st.query_params.get(key)
    chosen = next((value for value in options if str(value) == text), default)

    def bring() -> None:
        value = st.session_state[key]
        if value == default:
            st.query_params.pop(key, None)
        else:
            st.query_params[key] = str(value)

    st.session_state[key] = chosen
    st.selectbox(label, options, key=key, format_func=says, label_visibility="collapsed", width=WIDTH, on_change=bring)
    return chosen


def switch(label: str, *, key: str, note: str) -> bool:
    """Draw a switch that stands in the URL as `key=yes`, and return where it is."""

    def bring() -> None:
        if st.session_state[f"{key}_switch"]:
            st.query_params[key] = "yes"
        else:
            st.query_params.pop(key, None)

    on = st.query_params.get(key) == "yes"
    st.session_state[f"{key}_switch"] = on
    st.toggle(label, key=f"{key}_switch", help=note, on_change=bring)
    return on


def told(sentences: Sequence[str]) -> None:
    """Say what of the URL makes no sense."""
    if sentences:
        st.warning("  \n".join(map(in_markdown, sentences)), icon=":material/link_off:")
