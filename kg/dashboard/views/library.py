"""The library: the reader's sets of papers, what is read and to be read, and notes."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import streamlit as st

from kg import queries
from kg.dashboard.layout.failures import telling, told
from kg.dashboard.layout.links import go, link
from kg.dashboard.layout.pieces import empty, head, listed, section
from kg.dashboard.library.collection import collection, export
from kg.dashboard.library.set_making import MAKERS
from kg.dashboard.library.undoing import delete_set, offer_undo, take_out, unmark
from kg.dashboard.pages import address
from kg.dashboard.session.answers import answer
from kg.dashboard.session.mine import Kept, kept
from kg.dashboard.session.reader import shelf
from kg.dashboard.session.rights import SENTENCE, read_only
from kg.dashboard.words.wording import count, plain
from kg.library import notes, portable, sets, sharing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.library.sharing import Shared

LISTS: dict[str, str] = {"to-read": "To read", "read": "Read", "noted": "With a note", "mine": "In any set"}
_BACK = link("All of your library", "library")


@telling
def show() -> None:
    """Draw the page: everything, or the set or list that the URL names, or a set that somebody shared."""
    query = {name: st.query_params.get_all(name) for name in ("name", "paper", "packed")}
    name, list_ = st.query_params.get("set"), st.query_params.get("list")
    if any(query["paper"] or query["packed"]):
        with told():
            if (came := sharing.shared(query)) is not None:
                _shared(came)
                return
    offer_undo()
    if name is not None and name in kept().sets:
        _set(name, kept().sets[name])
    elif list_ in LISTS:
        _list(list_, kept())
    else:
        _all(kept(), name, list_)


def _all(own: Kept, name: str | None, list_: str | None) -> None:
    head("Library", below='<span class="kg-faint">Your sets of papers, what you read, and your notes.</span>')
    if name is not None:
        empty(f"You have no set {name}. It may have been renamed or deleted.")
    if list_ is not None:
        empty(f"There is no list {list_}. These are what there is.")
    if read_only():
        empty(SENTENCE)
        if not own.sets and not own.marks and not own.noted:
            return
    left, right = st.columns([1, 1], gap="large")
    with left:
        section("Sets", count(len(own.sets), "set"))
        if not own.sets:
            empty("There is none yet: make one here, or press Keep beside any paper or list of papers.")
        listed(_line(one, len(papers), set=one) for one, papers in own.sets.items())
        section("Lists")
        listed(_line(title, len(_members(one, own)), list=one) for one, title in LISTS.items())
        st.download_button(
            "Export the library",
            lambda: portable.dumped(shelf()),
            "library.json",
            "application/json",
            icon=":material/download:",
            help="One file with your sets, marks, notes, followed entities, saved queries and views. "
            "It is taken in again under: from a file.",
            on_click="ignore",
        )
    if not read_only():
        with right:
            section("A new set")
            for tab, make in zip(st.tabs(list(MAKERS)), MAKERS.values(), strict=True):
                with tab, told():
                    make()


def _line(name: str, number: int, **query: str) -> str:
    papers = f'<span class="kg-number kg-faint">{count(number, "paper")}</span>'
    return f'<li><div class="kg-row"><span class="kg-title">{link(name, "library", **query)}</span>{papers}</div></li>'


def _members(list_: str, own: Kept) -> list[str]:
    if list_ == "mine":
        return list(dict.fromkeys(paper_id for papers in own.sets.values() for paper_id in papers))
    if list_ == "noted":
        return sorted(own.noted)
    return [paper_id for paper_id, value in own.marks.items() if value == list_.replace("-", " ")]


def _list(list_: str, own: Kept) -> None:
    papers = _members(list_, own)
    head(LISTS[list_], below=f'<span class="kg-small">{_BACK}</span>')
    if not papers:
        empty("Nothing yet: press Keep on a paper's page, or write a note there.")
        return
    export(papers, key="list", name=list_)
    if list_ == "noted":
        _noted(papers)
    else:
        action = ("Take out", unmark) if list_ in {"to-read", "read"} else None
        collection(papers, of=list_, of_own=list_ == "mine", action=action)


def _noted(node_ids: Sequence[str]) -> None:
    """Draw the papers with a note, and the other things that have one."""
    written = notes.all_notes(shelf())
    papers = answer(queries.there, tuple(node_ids))
    drawn = {one: f'<div class="kg-note">{notes.as_html(text)}</div>' for one, text in written.items()}
    others = [one for one in node_ids if one not in papers]
    if papers:
        collection([one for one in written if one in papers], of="noted", below=drawn)
    if others:
        section("On what is no paper of this graph")
        listed(f"<li>{link(one, 'entity', id=one)}{drawn.get(one, '')}</li>" for one in others)


def _set(name: str, papers: Sequence[str]) -> None:
    below = f'{count(len(papers), "paper")} &ensp; <span class="kg-small">{_BACK}</span>'
    head(f"<bdi>{plain(name)}</bdi>", below=f'<span class="kg-faint">{below}</span>')
    with st.container(horizontal=True, gap="small"):
        export(papers, key="set", name="papers")
        _share(name, papers)
        if not read_only():
            with st.popover("Rename", icon=":material/edit:", key="set_rename"), st.form("rename", border=False):
                new = st.text_input("Name of the set", name, max_chars=sets.LONGEST_NAME, key=f"name of {name}")
                if st.form_submit_button("Rename") and new != name:
                    go("library", set=sets.rename(shelf(), name, new))
                    st.rerun()
            st.button("Delete", icon=":material/delete:", key="set_delete", on_click=delete_set, args=(name,))
    if papers:
        action = ("Take out", functools.partial(take_out, name))
        collection(papers, of=f"set {name}", of_own=True, action=action)
    else:
        empty("This set is empty: press Keep beside a paper, and choose it.")


def _share(name: str, papers: Sequence[str]) -> None:
    with st.popover("Share", icon=":material/share:", key="set_share"):
        query = sharing.parameters(name, papers)
        if query is None:
            st.caption(f"These {len(papers):,} papers are too many for a link that everybody's programs let through.")
        else:
            parts = urlsplit(st.context.url or "")
            base = f"{parts.scheme}://{parts.netloc}{parts.path.rpartition('/')[0]}/" if parts.netloc else ""
            st.caption("Whoever opens this link on a dashboard of this graph sees the set, and can keep it:")
            st.code(base + address("library", **query), language=None, wrap_lines=True)
        st.download_button(
            "As a file",
            lambda: portable.dumped(shelf(), [name]),
            "set.json",
            "application/json",
            key="set_file",
            on_click="ignore",
        )


def _shared(came: Shared) -> None:
    below = f"{count(len(came.papers), 'paper')}, shared with you by a link &ensp; {_BACK}"
    head(f"<bdi>{plain(came.name)}</bdi>", below=f'<span class="kg-faint">{below}</span>')
    own = kept().sets
    if came.papers in own.values():
        same = next(name for name, papers in own.items() if papers == came.papers)
        st.html(f'<p class="kg-small">You have these papers as {link(same, "library", set=same)}.</p>')
    elif not read_only():
        with (
            st.form("keep_shared", border=False),
            st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
        ):
            free = sets.free_name(came.name, own)
            name = st.text_input("Keep it as", free, max_chars=sets.LONGEST_NAME, key="shared_name", width=360)
            if st.form_submit_button("Keep this set", type="primary", icon=":material/bookmark_add:"):
                go("library", set=sets.create(shelf(), name, came.papers))
                st.rerun()
    export(came.papers, key="shared", name="papers")
    collection(came.papers, of="shared")
