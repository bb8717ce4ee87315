"""A view's parameters in its address: a plain word or number each, and a sentence for any other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.words.wording import in_markdown

if TYPE_CHECKING:
    from collections.abc import Mapping


def number(label: str, *, key: str, least: int, most: int, usual: int, says: str) -> int:
    """Draw a control of a number that the address holds under `key`; out of its bounds it is the usual one."""
    arrived = _arrived(key)
    said = st.query_params.get(key)
    if arrived:
        fits = said is not None and said.isascii() and said.isdigit() and least <= int(said) <= most
        st.session_state[_widget(key)] = int(said) if fits and said is not None else usual
        _remember(key, said, fits=said is None or fits, wanted=f"a number from {least:,} to {most:,}")
    chosen = st.number_input(
        label,
        min_value=least,
        max_value=most,
        key=_widget(key),
        on_change=_changed,
        args=(key, str(usual)),
        help=says,
        width=165,
    )
    return min(max(int(chosen), least), most)


def word(label: str, options: Mapping[str, str], *, key: str, usual: str, picker: str = "segments") -> str:
    """Draw a choice whose words the address holds under `key`, `options` being word to what the reader sees.

    Args:
        label: what the choice is of.
        options: what there is.
        key: names it in the address.
        usual: what holds where the address says nothing.
        picker: `segments` beside each other, or a `list` that opens.
    """
    said = st.query_params.get(key)
    there = st.session_state.get(_widget(key))
    if _arrived(key) or there not in options:
        known = said is None or said in options
        st.session_state[_widget(key)] = said if said in options else usual
        _remember(key, said, fits=known, wanted="one of " + ", ".join(options))
    settings = {"format_func": options.get, "key": _widget(key), "on_change": _changed, "args": (key, usual)}
    if picker == "list":
        chosen = st.selectbox(label, list(options), **settings)  # type: ignore[call-overload]
    else:
        chosen = st.segmented_control(label, list(options), label_visibility="collapsed", **settings)  # type: ignore[call-overload]
    return str(chosen or usual)


def tell() -> None:
    """Say which parameters of the address make no sense."""
    for sentence in st.session_state.get("parameters_wrong", {}).values():
        st.warning(in_markdown(sentence), icon=":material/link_off:")


def _widget(key: str) -> str:
    return f"{key}_chosen"


def _arrived(key: str) -> bool:
    """Tell whether the address says something else than when it was last looked at."""
    unknown = f"{key}_said" not in st.session_state or _widget(key) not in st.session_state
    return unknown or st.session_state[f"{key}_said"] != st.query_params.get(key)


def _remember(key: str, said: str | None, *, fits: bool, wanted: str) -> None:
    st.session_state[f"{key}_said"] = said
    wrong = st.session_state.setdefault("parameters_wrong", {})
    wrong.pop(key, None)
    if not fits:
        wrong[key] = f"The address says {key}={said}, and it takes {wanted}: the usual one is shown."


def _changed(key: str, usual: str) -> None:
    """Let the address say what the reader chose."""
    if st.session_state[_widget(key)] is None:  # a segment that was pressed again
        st.session_state[_widget(key)] = usual
    chosen = str(st.session_state[_widget(key)])
    st.session_state.get("parameters_wrong", {}).pop(key, None)
    if chosen == usual:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = chosen
    st.session_state[f"{key}_said"] = st.query_params.get(key)
