"""Parameters of a page: each a plain value in the URL, and one that makes no sense is said.

The URL is what holds: a widget shows what it says, and a choice writes it there before the page is drawn again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar

import streamlit as st

from kg.dashboard.layout.pieces import empty

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

T = TypeVar("T", bound=str)
_MOST_TOLD = 12
_WHEN = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")


def choice(
    label: str,
    options: Mapping[T, str],
    *,
    key: str,
    default: T,
    segments: bool = False,
    restarts: Sequence[str] = ("page",),
    help: str | None = None,  # noqa: A002 # Streamlit's word
) -> T:
    """Draw a choice of one value, and return it.

    Args:
        label: what is chosen, for a screen reader too.
        options: value to how it is shown.
        key: of the value in the URL, which leaves the default out.
        default: what holds where the URL says nothing, or nothing that makes sense.
        segments: all options beside each other, instead of a list that opens.
        restarts: keys of lists that begin at their beginning when another value is chosen.
        help: a sentence about it.
    """
    raw = st.query_params.get(key)
    value = next((option for option in options if option == raw), default)
    if raw is not None and raw != value:
        may_be = ", ".join(options) if len(options) <= _MOST_TOLD else "one of the list"
        empty(f'"{raw[:60]}" is no {label.lower()}; {key} may be {may_be}.')
    st.session_state[_widget(key)] = value
    told: dict[str, Any] = {
        "format_func": lambda option: options[option],
        "key": _widget(key),
        "help": help,
        "on_change": _keep,
        "args": (key, default, tuple(restarts)),
    }
    if segments:
        st.segmented_control(label, list(options), required=True, **told)
    else:
        st.selectbox(label, list(options), **told)
    return value


def check(name: str, options: Collection[str], *, what: str) -> None:
    """Say which values of a parameter are none of its options."""
    for value in st.query_params.get_all(name):
        if value and value not in options:
            may_be = f": it may be {', '.join(sorted(options))}" if 0 < len(options) <= _MOST_TOLD else ""
            empty(f"{name}={value[:60]} in the address is not {what}, and is passed over{may_be}.")


def words(label: str, *, key: str, placeholder: str, restarts: Sequence[str] = ("page",)) -> str:
    """Draw a box for words, and return them."""
    value = st.query_params.get(key, "")[:200]
    st.session_state[_widget(key)] = value
    st.text_input(
        label,
        key=_widget(key),
        placeholder=placeholder,
        icon=":material/search:",
        max_chars=200,
        live="300ms",
        on_change=_keep,
        args=(key, "", tuple(restarts)),
    )
    return value.strip()


def when(key: str = "when") -> str | None:
    """Return the year or the month that the URL names, or None; what is neither is said."""
    raw = st.query_params.get(key, "").strip()
    if not raw:
        return None
    if _WHEN.fullmatch(raw) is None:
        empty(f'"{raw[:60]}" is no year and no month; {key} may be 2026 or 2026-05.')
        st.query_params.pop(key)
        return None
    return raw


def put(key: str, value: str, *restarts: str) -> None:
    """Write a value into the URL, or take it out where it is empty; lists of some keys begin anew."""
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)
    for one in restarts:
        if one in st.session_state:
            st.session_state[one] = 1


def _widget(key: str) -> str:
    return f"{key}_choice"


def _keep(key: str, default: str, restarts: tuple[str, ...]) -> None:
    value = st.session_state[_widget(key)] or default
    put(key, "" if value == default else value, *restarts)
