"""The reader's note on a paper or an entity: shown as its Markdown reads, and written in place."""

from __future__ import annotations

import streamlit as st

from kg.dashboard.layout.failures import told
from kg.dashboard.layout.pieces import section
from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import read_only
from kg.library import notes


def note(node_id: str) -> None:
    """Draw the note on a node and the way to write it; nothing where there is none and none can be written."""
    text = notes.note(shelf(), node_id)
    if not text and read_only():
        return
    section("Your note")
    if text:
        st.html(f'<div class="kg-note">{notes.as_html(text)}</div>')
    if read_only():
        return
    key = f"note {node_id}"
    with st.popover("Edit the note" if text else "Write a note", icon=":material/edit_note:", key=f"{key} open"):
        st.text_area(
            "In Markdown; only you see it",
            text,
            key=key,
            height=200,
            max_chars=notes.LONGEST,
            placeholder="What it says, what you doubt, what to try",
        )
        st.button("Save", key=f"{key} save", type="primary", on_click=_save, args=(node_id, key))


def _save(node_id: str, key: str) -> None:
    with told():
        notes.write(shelf(), node_id, st.session_state[key])
