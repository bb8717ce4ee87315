"""Making a set: from a file, from identifiers, from a search, or from two other sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

import streamlit as st

from kg import queries
from kg.dashboard.jobs import adding
from kg.dashboard.layout.links import go, link
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.pieces import empty, listed, paper_item
from kg.dashboard.library.collection import add_all
from kg.dashboard.library.set_button import set_button
from kg.dashboard.library.undoing import done
from kg.dashboard.session.answers import answer, ask
from kg.dashboard.session.mine import kept
from kg.dashboard.session.reader import shelf
from kg.dashboard.words.wording import count, plain
from kg.errors import CallError
from kg.library import portable, reading, sets
from kg.library.sets import Operation
from kg.model import Paper

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.library.reading import Missing, Reading

FORMATS = ["bib", "bibtex", "ris", "json", "jsonl", "csv", "tsv", "nbib", "txt", "xml"]
OPERATIONS: dict[Operation, str] = {
    "union": "and also (union)",
    "intersection": "that are also in (intersection)",
    "difference": "that are not in (difference)",
}
MOST_FOUND = 2_000
"""Papers of a search that become a set."""

_READING = "library_reading"
_SHOWN = 5


def from_file() -> None:
    """Let the reader give a file of references, or of a library, and show what it holds."""
    with st.form("library_file", border=False):
        uploaded = st.file_uploader(
            f"A .bib, .ris or CSL file, or a library that was exported here; {reading.LARGEST} MB at most",
            FORMATS,
            max_upload_size=reading.LARGEST,
            key="library_upload",
        )
        if st.form_submit_button("Read it", type="primary"):
            if uploaded is None:
                st.warning("Choose a file first.")
            else:
                _read(uploaded.name, uploaded.getvalue())
    _read_so_far("file")


def from_identifiers() -> None:
    """Let the reader paste identifiers."""
    with st.form("library_identifiers", border=False):
        text = st.text_area(
            "Identifiers or addresses, one a line",
            placeholder="2405.13729\nhttps://doi.org/10.1145/3292500.3330701",
            max_chars=100_000,
            key="library_ids",
        )
        if st.form_submit_button("Find them", type="primary"):
            known, strange = adding.names(text)
            if not known:
                raise CallError("There is no identifier in this: give arXiv ids, DOIs or addresses, one a line.")
            said = tuple(f"No identifier: {word}" for word in strange)
            papers = tuple(Paper(paper_id=one, title="") for one in known)
            found = ask(reading.match, "your identifiers", papers, said)
            st.session_state[_READING] = ("identifiers", found)
    _read_so_far("identifiers")


def from_search() -> None:
    """Let the reader search, and keep what was found."""
    text = st.text_input(
        "Words of titles and abstracts", key="q", bind="query-params", max_chars=200, placeholder="code agents"
    ).strip()
    if not text:
        return
    total = answer(queries.papers, text=text, limit=0).total
    if not total:
        empty("No paper is like that. Search for fewer words.")
        return
    if total > MOST_FOUND:
        empty(f"These are {total:,} papers, and a set is made of the {MOST_FOUND:,} newest of them at most.")

    def found() -> Sequence[str]:
        return [row.paper_id for row in ask(queries.papers, text=text, limit=MOST_FOUND).rows]

    set_button(found, "library_search", total=min(total, MOST_FOUND), label="Keep these papers")

    def draw(skip: int, limit: int) -> None:
        listed(paper_item(row) for row in answer(queries.papers, text=text, skip=skip, limit=limit).rows)

    paged(total, draw, key="found", noun=("paper", "papers"), ordered="newest first", on_a_page=10)


def from_sets() -> None:
    """Let the reader make a set of two."""
    own = kept().sets
    if len(own) < 2:  # noqa: PLR2004 - two
        empty("Two sets can be put together, and you have fewer: make them first.")
        return
    with st.form("library_combine", border=False):
        one = st.selectbox("Papers of", list(own), key="combine_one")
        operation: Operation = st.selectbox(
            "What with the other set", get_args(Operation), format_func=lambda one: OPERATIONS[one], key="combine_how"
        )
        other = st.selectbox("The other set", list(own), index=1, key="combine_other")
        name = st.text_input("Name of the new set", key="combine_name", max_chars=sets.LONGEST_NAME)
        if st.form_submit_button("Make the set", type="primary"):
            papers = sets.combined(own[one], operation, own[other])
            if not papers:
                raise CallError("No paper is like that, so no set was made: choose other sets, or another way.")
            _made(name or f"{one} {operation} {other}"[: sets.LONGEST_NAME], papers)


def _made(name: str, paper_ids: Sequence[str]) -> None:
    own = shelf()
    made = sets.create(own, name, paper_ids)
    done(f"The set {made} is made: {count(len(paper_ids), 'paper')}.", sets.delete, own, made)
    go("library", set=made)
    st.rerun()


def _read(name: str, content: bytes) -> None:
    if content.lstrip()[:1] == b"{" and portable.FORMAT.encode() in content[:200]:
        taken = portable.take(shelf(), content)
        st.session_state[_READING] = None
        new = [count(number, what.removesuffix("s"), what) for what, number in taken.counts.items() if number]
        st.success(f"Taken in: {', '.join(new)}." if new else "Nothing in it is new: all of it is here already.")
        _sentences(
            [f'The set "{old}" is called "{new}" here, because there was another.' for old, new in taken.renamed]
        )
        _sentences(taken.left)
        return
    records, rejects = reading.records(name, content)
    st.session_state[_READING] = ("file", ask(reading.match, name, records, rejects))


def _read_so_far(way: str) -> None:
    """Draw what was read last, where it came in this way."""
    last: tuple[str, Reading] | None = st.session_state.get(_READING)
    if last is None or last[0] != way:
        return
    found = last[1]
    total = len(found.paper_ids) + len(found.missing)
    by_title = f", {found.by_title:,} of them known by title and year alone" if found.by_title else ""
    st.html(
        f'<p class="kg-small" role="status">{plain(found.name)}: {len(found.paper_ids):,} of '
        f"{count(total, 'paper')} are in the graph{by_title}.</p>"
    )
    if found.paper_ids:
        stem = found.name.rpartition(".")[0] or found.name
        with st.form("library_keep", border=False):
            name = st.text_input("Name of the set", stem[: sets.LONGEST_NAME], max_chars=sets.LONGEST_NAME)
            if st.form_submit_button(f"Make a set of {count(len(found.paper_ids), 'paper')}", type="primary"):
                st.session_state[_READING] = None
                _made(name, found.paper_ids)
    _sentences(found.rejects)
    if found.missing:
        st.html('<p class="kg-small"><b>Not in the graph</b></p>')
        paged(
            len(found.missing),
            lambda skip, limit: listed(map(_missing, found.missing[skip : skip + limit])),
            key="missing",
            noun=("paper", "papers"),
            on_a_page=10,
        )
        if known := [one.identifier for one in found.missing if one.identifier]:
            add_all(known, key="missing")


def _missing(one: Missing) -> str:
    year = f" ({one.year})" if one.year else ""
    way = link("add it", "import", ids=one.identifier) if one.identifier else "no identifier to add it by"
    return f'<li><div class="kg-small">{plain(one.title)}{year} <span class="kg-faint">{way}</span></div></li>'


def _sentences(said: Sequence[str]) -> None:
    if said:
        more = f"<li>and {len(said) - _SHOWN:,} more</li>" if len(said) > _SHOWN else ""
        lines = "".join(f"<li>{plain(one)}</li>" for one in said[:_SHOWN])
        st.html(f'<ul class="kg-list kg-tight kg-faint">{lines}{more}</ul>')


MAKERS: dict[str, Callable[[], Any]] = {
    "From a search": from_search,  # the first: an address with words to search for shows what they find
    "From a file": from_file,
    "From identifiers": from_identifiers,
    "From two sets": from_sets,
}
