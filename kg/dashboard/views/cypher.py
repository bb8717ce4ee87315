"""The page for Cypher: a query, what is said of it, and its answer in four forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import streamlit as st

from kg.dashboard.cypher import answer_chart, answer_table, history, parameters, plan_picture, question_form
from kg.dashboard.cypher.desk import MOST_ROWS, MOST_SECONDS, USUAL_ROWS, USUAL_SECONDS, desk
from kg.dashboard.cypher.editor import cypher_editor
from kg.dashboard.graph.graph_view import graph_view
from kg.dashboard.layout.failures import telling
from kg.dashboard.layout.pieces import empty, head
from kg.dashboard.session.answers import answer
from kg.dashboard.words.wording import count, in_markdown, plain
from kg.errors import QueryRefusedError
from kg.queries.asking import guard
from kg.queries.asking.checking import checked
from kg.queries.asking.graph_schema import graph_schema
from kg.queries.asking.places import of_error

if TYPE_CHECKING:
    from kg.errors import QueryError
    from kg.queries.records import Answer

VIEWS: Final = {"table": "Table", "graph": "Graph", "chart": "Chart", "plan": "Plan"}


@telling
def show() -> None:
    """Draw the page: a query in the address is shown, and runs when the reader says so, or if it is one of ours."""
    head(
        "Cypher",
        below='<span class="kg-faint">Ask the graph in Neo4j\'s own language. Queries only read: nothing you type '
        "here can change the graph.</span>",
    )
    answer(graph_schema)  # a store that cannot be reached is told once, and not by every part of the page
    mine = desk()
    mine.take(st.query_params.get("q", ""))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        question = question_form.choose()
        history.draw(mine.put, lambda: mine.text)
    if question is not None:
        question_form.draw(question, mine.put, _run_question)
    _editor()
    limit, seconds = _limits()
    wrong = st.container()
    _below(limit, seconds)
    with wrong:
        parameters.tell()


def _below(limit: int, seconds: int) -> None:
    mine = desk()
    if not mine.asked.strip():
        waits = "This query came with the address and has not run. Read it, then press Run or Ctrl+Enter."
        none = "No query was run yet. Write one, or begin with a question, then press Run or Ctrl+Enter."
        empty(waits if mine.waits else none)
        return
    _answer(limit, seconds)


@st.fragment
@telling
def _editor() -> None:
    """Draw the editor; what is said of a draft comes and goes without the rest of the page."""
    mine = desk()
    asked = cypher_editor(
        mine.text,
        revision=mine.revision,
        schema=answer(graph_schema),
        remarks=(mine.text, answer(checked, mine.text)),
        key="cypher_editor",
        on_draft=_drafted,
    )
    if asked is not None:
        mine.ask(asked)
        st.rerun()


def _drafted(text: str) -> None:
    desk().text = text


def _run_question(query: str) -> None:
    desk().put(query)
    desk().ask(query)


def _limits() -> tuple[int, int]:
    """Draw how much a query may give and take; both hold from the next Run on."""
    with st.container(horizontal=True, gap="small"):
        limit = parameters.number(
            "Rows at most", key="limit", least=1, most=MOST_ROWS, usual=USUAL_ROWS, says="Holds from the next Run on."
        )
        seconds = parameters.number(
            "Seconds at most",
            key="seconds",
            least=1,
            most=MOST_SECONDS,
            usual=USUAL_SECONDS,
            says="After this long Neo4j ends the query. One that Neo4j cannot interrupt costs a local Neo4j a restart.",
        )
    warning = answer(guard.unlimited)
    if warning is not None:
        st.caption(in_markdown(warning))
    return limit, seconds


def _answer(limit: int, seconds: int) -> None:
    mine = desk()
    with st.spinner("Asking..."):
        outcome = mine.run(limit=limit, seconds=seconds)
    if outcome.error is not None:
        _tell(mine.asked, outcome.error)
        return
    assert outcome.answer is not None
    got = outcome.answer
    if mine.fresh:
        mine.fresh = False
        history.record(mine.asked, rows=len(got.rows), milliseconds=got.milliseconds)
    for sentence in outcome.unknown:
        st.warning(in_markdown(sentence), icon=":material/spellcheck:")
    _draw(got)


def _tell(query: str, error: QueryRefusedError | QueryError) -> None:
    place = of_error(query, error)
    said = str(error)
    if place is not None and "(line " not in said:
        said = f"{said.rstrip('.')} (line {place.line}, column {place.column})."
    if isinstance(error, QueryRefusedError):
        rule = f" (rule: {in_markdown(error.rule)})" if error.rule else ""
        st.warning(f"Refused{rule}. {in_markdown(said)}", icon=":material/block:")
    else:
        st.error(in_markdown(said), icon=":material/error:")


def _draw(got: Answer) -> None:
    mine = desk()
    said = f"{count(len(got.rows), 'row')} in {got.milliseconds:,} ms."
    st.html(f'<span class="kg-faint" role="status">{plain(said)} {plain(got.cut or "")}</span>')
    view = parameters.word("How the answer is shown", VIEWS, key="view", usual="table")
    if view == "plan":
        plan_picture.draw(mine.asked, seconds=mine.seconds)
    elif not got.rows:
        empty("The answer has no rows. Nothing in the graph is like that.")
    elif view == "chart":
        answer_chart.draw(got)
    elif view == "graph":
        _graph(got)
    else:
        answer_table.draw(got)


def _graph(got: Answer) -> None:
    if not got.nodes:
        empty("The answer has no nodes to draw: return nodes, relationships or paths, such as RETURN p.")
        return
    st.caption(f"{count(len(got.nodes), 'node')} and {count(len(got.edges), 'edge')} of the answer.")
    graph_view(got.nodes, got.edges, view=f"answer {hash(got.nodes)}", key="answer_graph", height=520)
