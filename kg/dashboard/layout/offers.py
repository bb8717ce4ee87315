"""What a reader takes away from a list: its papers in the formats of `kg export`, or its rows."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import streamlit as st

from kg.dashboard.session.answers import ask
from kg.dashboard.words.wording import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.store import Store

FORMATS: dict[str, tuple[str, str, str]] = {
    "bibtex": ("BibTeX", "bib", "application/x-bibtex"),
    "ris": ("RIS", "ris", "application/x-research-info-systems"),
    "csl": ("CSL JSON", "json", "application/json"),
    "csv": ("CSV", "csv", "text/csv"),
    "jsonl": ("JSON lines", "jsonl", "application/x-ndjson"),
}
"""Of each format: its name, a file's extension, its type."""


def written(store: Store, paper_ids: Sequence[str], form: str) -> str:
    """Return papers in one of the formats of `kg export`."""
    from kg import exports  # noqa: PLC0415 - its writers take a moment to import, and only this needs them

    text = io.StringIO()
    exports.WRITERS[form](exports.part(store, papers=list(paper_ids)), text)
    return text.getvalue()


def papers(paper_ids: Callable[[], Sequence[str]], total: int, *, key: str, name: str = "papers") -> None:
    """Offer papers as files; which they are is asked for when the reader takes one.

    Args:
        paper_ids: gives all of them, also those on pages of the list that are not drawn.
        total: how many they are.
        key: tells this offer from another on the page.
        name: of the file, without its extension.
    """
    if not total:
        return
    with st.popover("Export", icon=":material/download:", key=f"{key}_export"):
        st.caption(count(total, "paper"))
        for form, (label, extension, mime) in FORMATS.items():
            st.download_button(
                label,
                _later(paper_ids, form),
                f"{name}.{extension}",
                mime,
                key=f"{key}_{form}",
                on_click="ignore",
                width="stretch",
            )


def _later(paper_ids: Callable[[], Sequence[str]], form: str) -> Callable[[], str]:
    return lambda: ask(written, tuple(paper_ids()), form)


def rows(table: Iterable[Mapping[str, Any]], *, key: str, name: str) -> None:
    """Offer the rows of a table as CSV, each a mapping with the same keys."""
    lines = list(table)
    if lines:
        _offer(as_csv(lines), key, name)


def rows_later(table: Callable[[], Iterable[Mapping[str, Any]]], *, key: str, name: str) -> None:
    """Offer rows as CSV that are asked for when the reader takes them, as those of a long list are."""
    _offer(lambda: as_csv(table()), key, name)


def as_csv(table: Iterable[Mapping[str, Any]]) -> str:
    r"""Return the rows of a table as CSV; of none there is nothing.

    Example:
        >>> as_csv([{"a": 1, "b": "x"}])
        'a,b\r\n1,x\r\n'
    """
    lines = list(table)
    if not lines:
        return ""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(lines[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(lines)
    return text.getvalue()


def _offer(data: str | Callable[[], str], key: str, name: str) -> None:
    st.download_button("CSV", data, f"{name}.csv", "text/csv", key=key, icon=":material/download:", on_click="ignore")
