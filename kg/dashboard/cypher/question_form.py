"""Questions as forms: a reader chooses one, fills it in, and gets its Cypher to run or to change."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

import streamlit as st

from kg.dashboard.cypher import parameters
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import in_markdown
from kg.queries.asking.choices import choices
from kg.queries.asking.questions import NODES, QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.queries.asking.questions import Parameter, Question

_NONE: Final = "none"
_BY_WORD: Final = {one.word: one for one in QUESTIONS}
_CHOICES: Final = {_NONE: "Your own query"} | {word: f"{one.title}  ({one.group})" for word, one in _BY_WORD.items()}


def choose() -> Question | None:
    """Draw the choice of questions, and return the chosen one."""
    word = parameters.word("Begin with a question", _CHOICES, key="question", usual=_NONE, picker="list")
    return _BY_WORD.get(word)


def draw(question: Question, put: Callable[[str], None], run: Callable[[str], None]) -> None:
    """Draw the form of a question.

    Args:
        question: the one that the reader chose.
        put: called with the Cypher that the editor is to hold.
        run: called with the Cypher that is to be run.
    """
    with st.container(border=True):
        chosen = {one.name: _chosen(question, one) for one in question.parameters}
        missing = [one.label for one in question.parameters if chosen[one.name] in {None, ""}]
        if missing:
            st.caption(f"Choose: {in_markdown(', '.join(missing))}.")
            return
        cypher = question.filled({name: value for name, value in chosen.items() if value is not None}).strip()
        st.code(cypher, language="cypher", wrap_lines=True)
        with st.container(horizontal=True, gap="small"):
            st.button("Run this", key="question_run", on_click=run, args=(cypher,))
            st.button("Change it in the editor", key="question_put", on_click=put, args=(cypher,))


def _chosen(question: Question, one: Parameter) -> str | int | None:
    key = f"{question.word} {one.name}"
    if one.sort in NODES:
        return _node(one, key)
    if one.sort == "number":
        number = st.number_input(
            one.label,
            min_value=one.least,
            max_value=one.most,
            value=int(one.default),
            key=key,
            help=one.says or f"From {one.least:,} to {one.most:,}.",
        )
        return int(number)
    if one.sort == "date":
        usual = dt.date.fromisoformat(str(one.default))
        day = st.date_input(one.label, value=usual, min_value=dt.date(1900, 1, 1), key=key, help=one.says or None)
        return day.isoformat() if isinstance(day, dt.date) else None
    return st.text_input(one.label, value=str(one.default), key=key, max_chars=500, help=one.says or None)


def _node(one: Parameter, key: str) -> str | None:
    """Let the reader search for a node by its name, and choose among what was found."""
    search, choose = st.columns(2)
    text = search.text_input(
        f"Search for {one.label[:1].lower()}{one.label[1:]}", key=f"{key} search", placeholder="A name", max_chars=200
    )
    found = answer(choices, one.sort, text.strip(), usual=str(one.default))
    names = {choice.node_id: f"{choice.name} ({choice.detail})" if choice.detail else choice.name for choice in found}
    if not names:
        choose.caption("Nothing is called so: search for another name.")
        return None
    return choose.selectbox(one.label, list(names), format_func=lambda node_id: names.get(node_id, node_id), key=key)
