"""A choice among a few words that stands in the URL as its word, and is shown as what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeVar

import streamlit as st

from kg.dashboard.layout.pieces import empty

if TYPE_CHECKING:
    from collections.abc import Mapping

Word = TypeVar("Word", bound=str)


def choice(
    label: str,
    words: Mapping[Word, str],
    key: str,
    *,
    noun: str = "choice",
    width: int | Literal["stretch"] = "stretch",
) -> Word:
    """Let the reader choose one of some words; the URL's parameter `key` has it, and the first needs none.

    Args:
        label: for a screen reader.
        words: each word, and what it is shown as.
        key: of the parameter.
        noun: what a word is, for the sentence that is said where the URL has one that is none.
        width: in pixels, or all there is.
    """
    first, asked = next(iter(words)), st.query_params.get(key)
    known: dict[str, Word] = {str(word): word for word in words}
    if asked is not None and asked not in known:
        empty(f"There is no {noun} {asked}: this is {words[first]}.")
    st.session_state[key] = known.get(asked or "", first)
    chosen: Word = st.selectbox(
        label,
        list(words),
        format_func=lambda word: words[word],
        key=key,
        label_visibility="collapsed",
        width=width,
        on_change=_into_url,
        args=(key, first),
    )
    return chosen


def _into_url(key: str, first: str) -> None:
    chosen = st.session_state[key]
    if chosen == first:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen
