"""The ledger as a reader sees it: who said what and when, each to be taken back, and the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.corrections.review import accuracy
from kg.corrections.standing import reverted
from kg.dashboard.curation import correcting
from kg.dashboard.layout.failures import told
from kg.dashboard.layout.links import link
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.pieces import empty, section
from kg.dashboard.session.rights import read_only
from kg.dashboard.words.wording import count, plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.corrections import Entry

LARGEST_FILE = 32
"""In megabytes."""


def accurate(entries: Sequence[Entry]) -> str:
    """Say how much of what was reviewed was right."""
    found = accuracy(entries)
    if found is None:
        return "Nothing is reviewed yet."
    return (
        f"Of {count(found.reviewed, 'reviewed thing')}, {found.right:,} {'was' if found.right == 1 else 'were'} right: "
        f"{found.share:.0%} (95 % interval {found.low:.0%} to {found.high:.0%})."
    )


def draw(entries: Sequence[Entry]) -> None:
    """Draw the entries, the latest first."""
    gone = reverted(entries)
    latest = [one for one in reversed(entries) if one.kind != "revert"]
    if not latest:
        empty("The ledger is empty: what you correct is noted in it, with who said so and when.")
    paged(
        len(latest),
        lambda first, size: _page(latest[first : first + size], gone),
        key="entries",
        noun=("correction", "corrections"),
        ordered="latest first",
    )
    _file()


def _page(entries: Sequence[Entry], gone: Mapping[str, str]) -> None:
    for one in entries:
        words, press = st.columns([5, 1], vertical_alignment="center")
        about = link("about it", "curate", about=one.entity.entity_id) if one.entity else ""
        back = f" Taken back by {plain(gone[one.entry_id])}." if one.entry_id in gone else ""
        why = f" “{plain(one.why)}”" if one.why else ""
        words.html(
            f"<div>{plain(one)}{why}</div>"
            f'<div class="kg-faint">{plain(one.who)}, {plain(one.at[:16].replace("T", " "))} UTC, {plain(one.kind)}, '
            f"{about}.{back}</div>"
        )
        if not back and not read_only():
            press.button("Take back", key=f"revert {one.entry_id}", on_click=_revert, args=(one.entry_id,))


def _revert(entry_id: str) -> None:
    with told():
        correcting.revert(entry_id)


def _file() -> None:
    ledger = correcting.ledger()
    section("The file", "one correction a line, for git and for others")
    st.html(f'<p class="kg-faint">{plain(ledger.path)}</p>')
    if ledger.path.exists():
        st.download_button(
            "Download", ledger.text(), "corrections.jsonl", "application/x-ndjson", key="ledger_file",
            icon=":material/download:", on_click="ignore",
        )  # fmt: skip
    if read_only():
        return
    with st.form("take", border=False):
        uploaded = st.file_uploader(
            "Another ledger: what this one has not is added", max_upload_size=LARGEST_FILE, key="take_file"
        )
        if st.form_submit_button("Take in"):
            with told():
                _take(b"" if uploaded is None else uploaded.getvalue())


def _take(content: bytes) -> None:
    if not content:
        st.warning("Choose a file first.")
        return
    new, troubles = correcting.take(content.decode("utf-8", "surrogateescape"))
    st.success(f"{count(new, 'correction')} {'is' if new == 1 else 'are'} new.")
    for sentence in troubles:
        st.html(f'<div class="kg-faint">{plain(sentence)}</div>')
