"""A paper's BibTeX entry, which one press hands over."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.session.answers import answer

if TYPE_CHECKING:
    from kg.queries.records import PaperView
    from kg.store import Store


def entry(store: Store, paper_id: str) -> str | None:
    """Return the entry; None where there is no title to write."""
    from kg import exports  # noqa: PLC0415 - its writers take a moment to import, and only this needs one

    written = io.StringIO()
    exports.WRITERS["bibtex"](exports.part(store, papers=[paper_id]), written)
    return written.getvalue() or None


def button(paper: PaperView) -> None:
    """Offer the entry as a file, and to be copied."""
    text = None if paper.stub else answer(entry, paper.paper_id)
    if text is None:
        return
    with st.popover("BibTeX", icon=":material/format_quote:"):
        st.code(text, language="latex", wrap_lines=True)
        name = re.sub(r"[^\w.-]+", "-", paper.paper_id).strip("-.") or "paper"
        st.download_button("Download", text, f"{name}.bib", "application/x-bibtex", on_click="ignore")
