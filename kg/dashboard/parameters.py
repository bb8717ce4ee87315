"""This file is about parameters of a page's URL: plain values whatever the reader sees of them, and wrong ones said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from kg.dashboard.pieces import empty

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_LONGEST = 60
_FEW = 12


def choice(
    name: str,
    options: Mapping[str, str],
    *,
    label: str,
    what: str,
    default: str | None = None,
    form: Literal["list", "pills"] = "list",
) -> str | None:
    """Let the reader choose one of a few; the URL holds the chosen value, and what it leads is what is shown.

    Streamlit's own binding would write what the reader sees of an option.

    Args:
        name: of the parameter.
        options: value to what the reader sees of it.
        label: what a screen reader says of the widget.
        what: what the values are, such as "an order of papers", for a sentence about one that is none.
        default: the value that the URL leaves out.
        form: a list that opens, or all of them beside each other.
    """
    check(name, options, what=what)
    asked = st.query_params.get(name)
    value = asked if asked in options else default
    key = f"choice of {name}"
    st.session_state[key] = value  # the URL leads: Back and Forward change it too

    def taken() -> None:
        chosen = st.session_state[key]
        if chosen is None or chosen == default:
            st.query_params.pop(name, None)
        else:
            st.query_params[name] = chosen

    def shown(option: str) -> str:
        return options.get(option, option)

    if form == "pills":
        st.pills(label, list(options), format_func=shown, key=key, on_change=taken, label_visibility="collapsed")
    else:
        st.selectbox(label, list(options), format_func=shown, key=key, on_change=taken, label_visibility="collapsed")
    return value


def check(name: str, options: Collection[str], *, what: str) -> None:
    """Say which values of a parameter are none of its options."""
    for value in st.query_params.get_all(name):
        if value and value not in options:
            short = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
            choices = f": it may be {', '.join(sorted(options))}" if 0 < len(options) <= _FEW else ""
            empty(f"{name}={short} in the address is not {what}, and is passed over{choices}.")
