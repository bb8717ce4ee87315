"""The button that keeps papers: in which set, and of one paper whether it is read or to be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

import streamlit as st

from kg.dashboard.layout.failures import told
from kg.dashboard.session.mine import kept
from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import read_only
from kg.dashboard.words.wording import count, in_markdown
from kg.library import marks, sets
from kg.library.marks import Mark

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Papers = Sequence[str] | Callable[[], Sequence[str]]


def set_button(paper_ids: Papers, key: str, *, total: int | None = None, label: str = "Keep") -> None:
    """Draw a button that opens onto the reader's sets; a read-only dashboard has none.

    Args:
        paper_ids: the papers; or what gives them, which is asked when the reader keeps them.
        key: tells this button from another on the page.
        total: how many papers they are, where a function gives them.
        label: what the button is called.
    """
    number = total if callable(paper_ids) else len(paper_ids)
    if read_only() or number == 0:
        return
    with st.popover(label, icon=":material/bookmark_add:", key=f"{key}_keep"):
        if not callable(paper_ids) and len(paper_ids) == 1:
            _one(paper_ids[0], key)
        else:
            _many(paper_ids, key, number)


def _one(paper_id: str, key: str) -> None:
    own = kept()
    among = [name for name, papers in own.sets.items() if paper_id in papers]
    sets_key, mark_key = f"{key}_sets", f"{key}_mark"
    st.session_state[sets_key], st.session_state[mark_key] = among, own.marks.get(paper_id)
    st.multiselect(
        "In the sets",
        list(own.sets),
        key=sets_key,
        placeholder="Choose a set, or type a new one's name",
        accept_new_options=True,
        on_change=_put_into,
        args=(paper_id, sets_key),
    )
    st.segmented_control(
        "Have you read it?", get_args(Mark), format_func=str.capitalize, key=mark_key, on_change=_mark,
        args=(paper_id, mark_key), width="stretch",
    )  # fmt: skip


def _many(paper_ids: Papers, key: str, number: int | None) -> None:
    chosen = st.selectbox(
        "Into the set",
        list(kept().sets),
        index=None,
        key=f"{key}_set",
        placeholder="Choose a set, or type a new one's name",
        accept_new_options=True,
    )
    said = count(number, "paper") if number is not None else "these papers"
    st.button(
        f"Add {said}", key=f"{key}_add", type="primary", disabled=not chosen, on_click=_add, args=(chosen, paper_ids),
        width="stretch",
    )  # fmt: skip


def _put_into(paper_id: str, key: str) -> None:
    """Make the paper a member of the chosen sets, and of no other."""
    with told():
        own = shelf()
        chosen = {sets.proper_name(name) for name in st.session_state[key]}
        among = {name for name, papers in sets.all_sets(own).items() if paper_id in papers}
        for name in sorted(chosen - among):
            sets.add(own, name, [paper_id])
        for name in sorted(among - chosen):
            sets.remove(own, name, [paper_id])


def _mark(paper_id: str, key: str) -> None:
    with told():
        marks.mark(shelf(), paper_id, st.session_state[key])


def _add(name: str | None, paper_ids: Papers) -> None:
    with told():
        if not name:
            return
        given = paper_ids() if callable(paper_ids) else paper_ids
        new = sets.add(shelf(), name, given)
        there = len(given) - new
        already = f", {there:,} were in it already" if there else ""
        st.toast(in_markdown(f"{count(new, 'paper')} added to {sets.proper_name(name)}{already}."))
