"""The forms in which a reader corrects one thing, whatever is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from kg import queries
from kg.build.amending import Wish
from kg.dashboard.curation import correcting
from kg.dashboard.layout.failures import told
from kg.dashboard.layout.pieces import chip, empty, listed, section
from kg.dashboard.session.answers import answer
from kg.dashboard.session.rights import read_only
from kg.dashboard.words.wording import count, plain
from kg.model import LABELS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.queries.records import EntityView

_LABELS = tuple(label for label in LABELS if label != "Repo")
_EVERY = "in every paper"


def forms(about: str) -> None:
    """Draw all corrections of the thing that an id names."""
    entity = answer(queries.entity, about, limit=100)
    if entity is None:
        _paper(about)
        return
    section("Correct", entity.name)
    shown = chip(entity.label, entity.entity_id, entity.name)
    others = ", ".join(alias for alias in entity.aliases if alias != entity.name)
    also = f"also written {others}" if others else "written like this alone"
    st.html(f'<p>{shown} <span class="kg-faint">{plain(count(entity.total, "relation"))}, {plain(also)}</span></p>')
    if read_only():
        return
    st.button("It is right", on_click=_do(lambda: Wish("accept", about)), icon=":material/check:", key="right")
    tabs = st.tabs(["One with another", "Name", "Type", "Not this", "Two things", "Not introduced"])
    for tab, draw in zip(tabs, (_merge, _rename, _retype, _reject, _split, _introduced), strict=True):
        with tab:
            draw(entity)


def _paper(about: str) -> None:
    paper = answer(queries.paper, about)
    if paper is None:
        empty(f"The graph holds nothing with the id {about}: search for it at the left, and choose Correct there.")
        return
    section("Correct", "what this paper names")
    rows = {one.entity.entity_id: one.entity for one in paper.relations}
    if not rows:
        empty("It names nothing that could be corrected.")
    listed(f"<li>{chip(row.label, row.entity_id, row.name)}</li>" for row in rows.values())
    st.html(
        '<p class="kg-faint">Choose a thing, and Correct there. Records that are two papers are parted by '
        "<code>kg split</code>.</p>"
    )


def _merge(entity: EntityView) -> None:
    with st.form("merge", border=False):
        other = st.text_input("It is one with (a key or a whole name)", key="merge_other", max_chars=300)
        keep = st.radio("The name that stays", [entity.name, "the other's"], key="merge_keep", horizontal=True)
        _sent("Make them one", lambda: _merged(entity, other, theirs=keep != entity.name))


def _merged(entity: EntityView, other: str, *, theirs: bool) -> Wish:
    return Wish("merge", *((entity.entity_id, other) if theirs else (other, entity.entity_id)))


def _rename(entity: EntityView) -> None:
    with st.form("rename", border=False):
        name = st.text_input("The name", key="rename_name", max_chars=300)
        alias = st.checkbox("Only another name of it: the one above stays", key="rename_alias")
        _sent("Name it so", lambda: Wish("alias" if alias else "rename", entity.entity_id, name=name))


def _retype(entity: EntityView) -> None:
    with st.form("retype", border=False):
        label: Any = st.selectbox("The type", [one for one in _LABELS if one != entity.label], key="retype_label")
        _sent("It is this", lambda: Wish("retype", entity.entity_id, label=label))


def _reject(entity: EntityView) -> None:
    with st.form("reject", border=False):
        where = _where(entity, "reject_where")
        _sent("It names nothing", lambda: Wish("reject", entity.entity_id, papers=where()))


def _split(entity: EntityView) -> None:
    with st.form("split", border=False):
        names = st.multiselect("Written", [*entity.aliases, entity.name], key="split_names")
        where = _where(entity, "split_where")
        name = st.text_input("What that is called", key="split_name", max_chars=300)
        _sent(
            "It is another thing",
            lambda: Wish("split", entity.entity_id, name=name, surfaces=tuple(names), papers=where()),
        )


def _introduced(entity: EntityView) -> None:
    papers = {one.paper.paper_id: one.paper.title for one in entity.relations if one.type == "INTRODUCES"}
    if not papers:
        empty("No paper here says that it introduces it.")
        return
    with st.form("introduced", border=False):
        wrong = st.multiselect("These do not introduce it", list(papers), format_func=papers.__getitem__, key="intro")
        _sent("They use it", lambda: Wish("not-introduced", entity.entity_id, papers=tuple(wrong)))


def _where(entity: EntityView, key: str) -> Callable[[], tuple[str, ...]]:
    titles = {one.paper.paper_id: one.paper.title for one in entity.relations}
    chosen = st.multiselect(f"In which papers ({_EVERY}, where none is chosen)", list(titles), key=key,
                            format_func=titles.__getitem__)  # fmt: skip
    return lambda: tuple(chosen)


def _sent(button: str, asked: Callable[[], Wish]) -> None:
    if st.form_submit_button(button, type="primary"):
        with told():
            correcting.wish(asked())
            st.rerun()


def _do(asked: Callable[[], Wish]) -> Callable[[], None]:
    def press() -> None:
        with told():
            correcting.wish(asked())

    return press
