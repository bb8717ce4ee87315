"""One question of the review queue: the things side by side, their sentences, and what to press."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from kg.build.amending import Wish
from kg.dashboard.curation import correcting
from kg.dashboard.layout.failures import told
from kg.dashboard.layout.highlight import evidence
from kg.dashboard.layout.links import link
from kg.dashboard.layout.pieces import chip
from kg.dashboard.session.rights import read_only
from kg.dashboard.words.wording import count, in_markdown, plain

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Field, Label
    from kg.queries.doubts import Doubt
    from kg.queries.records import EntityRelation, EntityRow

    Said = Mapping[str, tuple[EntityRelation, ...]]

_LONGEST = 40


def draw(doubt: Doubt, said: Said) -> None:
    """Draw one question with its answers."""
    key = ".".join(one.entity_id for one in doubt.entities)
    with st.container(border=True, key=f"doubt {key}"):
        st.html(f'<div class="kg-faint">{plain(doubt.said)}</div>')
        for column, one in zip(st.columns(len(doubt.entities), gap="medium"), doubt.entities, strict=True):
            with column:
                _thing(one, said.get(one.entity_id, ()))
        if not read_only():
            with st.container(horizontal=True):
                _answers(doubt, said, key)


def _thing(row: EntityRow, said: tuple[EntityRelation, ...]) -> None:
    aside = f"{count(row.papers, 'paper')}, {link('all corrections', 'curate', about=row.entity_id)}"
    quotes = "".join(
        f'<p class="kg-quote kg-small">{line} '
        f'<span class="kg-faint">{link(one.paper.title, "paper", id=one.paper.paper_id)}</span></p>'
        for one in said
        for line in evidence(_texts(one), one.mentions)[:1]
    )
    st.html(f'<div>{chip(row.label, row.entity_id, row.name)} <span class="kg-faint">{aside}</span></div>{quotes}')


def _texts(one: EntityRelation) -> dict[Field, str]:
    return {"title": one.paper.title, "abstract": one.abstract}


def _answers(doubt: Doubt, said: Said, key: str) -> None:
    one = doubt.entities[0]
    match doubt.why:
        case "duplicates":
            other = doubt.entities[1]
            _press(f"One: {one.name}", Wish("merge", other.entity_id, one.entity_id), f"keep {key}")
            _press(f"One: {other.name}", Wish("merge", one.entity_id, other.entity_id), f"other {key}")
            _press("Two things", Wish("accept", one.entity_id, other.entity_id), f"two {key}")
        case "introduced":
            for number, relation in enumerate(said.get(one.entity_id, ()), start=1):
                paper_id = relation.paper.paper_id
                wish = Wish("not-introduced", one.entity_id, papers=(paper_id,))
                _press(f"Not {relation.paper.title}", wish, f"{number} {key}")
            _press("None of them", Wish("not-introduced", one.entity_id), f"none {key}")
            _press("Right", Wish("accept", one.entity_id), f"right {key}")
        case "types":
            guess: Label = doubt.guess  # type: ignore[assignment]
            _press(f"A {one.label}", Wish("accept", one.entity_id), f"right {key}")
            _press(f"A {guess}", Wish("retype", one.entity_id, label=guess), f"guess {key}")
            _press("No name", Wish("reject", one.entity_id), f"reject {key}")
        case "unsure":
            _press("Right", Wish("accept", one.entity_id), f"right {key}")
            _press("No name", Wish("reject", one.entity_id), f"reject {key}")


def _press(words: str, wish: Wish, key: str) -> None:
    short = words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
    st.button(in_markdown(short), key=f"press {key}", help=in_markdown(words) if short != words else None,
              on_click=_wished, args=(wish,))  # fmt: skip


def _wished(wish: Wish) -> None:
    with told():
        correcting.wish(wish)
