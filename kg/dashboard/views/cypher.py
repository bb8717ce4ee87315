"""This file is about the page for Cypher: a query, its answer as a table and as a graph, and the guard's refusals."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import streamlit as st

from kg.dashboard.answers import answer, ask
from kg.dashboard.cypher_editor import cypher_editor
from kg.dashboard.failures import telling
from kg.dashboard.graph_view import graph_view
from kg.dashboard.pieces import empty, head
from kg.dashboard.wording import count, in_markdown, plain
from kg.errors import QueryError, QueryRefusedError
from kg.model import LABELS, RELATION_TYPES
from kg.queries import guard, unknown_names

if TYPE_CHECKING:
    from kg.queries.records import Answer

EXAMPLES: dict[str, str] = {
    "Shared benchmarks": """MATCH (p:Paper)-[:EVALUATES_ON]->(b:Benchmark)
RETURN b.name AS benchmark, count(p) AS papers
ORDER BY papers DESC
LIMIT 20""",
    "Papers with code": """MATCH (p:Paper)-[:HAS_CODE]->(r:Repo)
RETURN p.title AS paper, r.name AS repo
ORDER BY paper
LIMIT 50""",
    "Claimed results": """MATCH (p:Paper)-[r:RESULT]->(b:Benchmark)
RETURN b.name AS benchmark, r.metric AS metric, r.value AS value, r.unit AS unit, r.kind AS kind, r.whose AS whose,
       p.title AS paper
ORDER BY benchmark, kind, metric, value DESC
LIMIT 100""",
    "A drawn neighbourhood": """MATCH path = (p:Paper)-[:INTRODUCES]->(e:Entity)
RETURN path
LIMIT 60""",
    "Pairs that share most": """MATCH (a:Paper)-->(e:Entity)<--(b:Paper)
WHERE a.paper_id < b.paper_id
RETURN a.title AS one, b.title AS other, collect(DISTINCT e.name) AS shared
ORDER BY size(shared) DESC
LIMIT 20""",
    "Models by use": """MATCH (p:Paper)-[:USES]->(m:Model)
RETURN m.name AS model, count(DISTINCT p) AS papers
ORDER BY papers DESC
LIMIT 20""",
}
LONGEST_URL = 4000
PROPERTIES = (
    "paper_id",
    "title",
    "abstract",
    "published",
    "upvotes",
    "comments",
    "entity_id",
    "name",
    "aliases",
    "url",
)
ROWS = 1000


@telling
def show() -> None:
    """Draw the page: a query in the URL is run, so that a link shows what its sender saw."""
    head(
        "Cypher",
        below='<span class="kg-faint">Ask the graph in Neo4j\'s own language. Queries only read: nothing you type '
        "here can change the graph.</span>",
    )
    _choose_example()
    state = st.session_state
    if state.get("cypher_from_url") != st.query_params.get("q", ""):
        _take(st.query_params.get("q", ""))
    asked = cypher_editor(
        state.get("cypher_text", "") or next(iter(EXAMPLES.values())),
        revision=state.get("cypher_revision", 0),
        labels=("Paper", "Entity", "Author", "Organization", *LABELS),
        types=(*RELATION_TYPES, "CITES", "BUILDS_ON", "VARIANT_OF", "WROTE", "PUBLISHED"),
        properties=PROPERTIES,
        key="cypher_editor",
    )
    if asked is not None:
        state["cypher_text"] = asked
        state["cypher_asked"] = asked
        if len(asked) <= LONGEST_URL:
            st.query_params["q"] = asked
            state["cypher_from_url"] = asked
    query = state.get("cypher_asked", "")
    if not query.strip():
        empty("No query was run yet. Write one, or take an example, then press Run or Ctrl+Enter.")
        return
    _answer(query, again=asked is not None)


def _choose_example() -> None:
    """Draw the examples: one press puts it into the editor."""
    with st.container(horizontal=True, gap="small"):
        for name in EXAMPLES:
            st.button(name, key=f"example {name}", on_click=_put, args=(name,), type="secondary")


def _put(name: str) -> None:
    state = st.session_state
    state["cypher_text"] = EXAMPLES[name]
    state["cypher_revision"] = state.get("cypher_revision", 0) + 1


def _take(query: str) -> None:
    """Take the query that the URL has."""
    state = st.session_state
    state["cypher_from_url"] = query
    state["cypher_asked"] = query
    if query:
        state["cypher_text"] = query
        state["cypher_revision"] = state.get("cypher_revision", 0) + 1


def _answer(query: str, *, again: bool) -> None:
    try:
        with st.spinner("Asking..."):
            got = ask(guard.ask, query, limit=ROWS) if again else answer(guard.ask, query, limit=ROWS)
    except QueryRefusedError as refusal:
        rule = f" (rule: {in_markdown(refusal.rule)})" if refusal.rule else ""
        st.warning(f"Refused{rule}. {in_markdown(refusal)}", icon=":material/block:")
        return
    except QueryError as error:
        st.error(in_markdown(error), icon=":material/error:")
        return
    for sentence in answer(unknown_names, query):
        st.warning(in_markdown(sentence), icon=":material/spellcheck:")
    _draw(got)


def _draw(got: Answer) -> None:
    if not got.rows:
        empty(f"The answer has no rows ({got.milliseconds:,} ms). Nothing in the graph is like that.")
        return
    said = f"{count(len(got.rows), 'row')} in {got.milliseconds:,} ms."
    st.html(f'<span class="kg-faint" role="status">{plain(said)} {plain(got.cut or "")}</span>')
    if not got.nodes:
        _table(got)
        return
    table, graph = st.tabs(["Table", f"Graph of {count(len(got.nodes), 'node')}"])
    with table:
        _table(got)
    with graph:
        graph_view(got.nodes, got.edges, view=f"answer {hash(got.nodes)}", key="answer_graph", height=520)


def _table(got: Answer) -> None:
    st.dataframe(columns(got), hide_index=True, width="stretch")
    with st.container(horizontal=True, gap="small"):
        st.download_button("Download CSV", as_csv(got), "answer.csv", "text/csv", on_click="ignore")
        st.download_button("Download JSON", as_json(got), "answer.json", "application/json", on_click="ignore")


def columns(got: Answer) -> dict[str, list[Any]]:
    """Return the answer as a table: numbers stay numbers where a whole column is, all else becomes text."""
    drawn: dict[str, list[Any]] = {}
    for index, name in enumerate(got.columns):
        values = [row[index] for row in got.rows]
        numbers = all(
            value is None or (isinstance(value, int | float) and not isinstance(value, bool)) for value in values
        )
        drawn[name] = values if numbers else [cell(value) for value in values]
    return drawn


def cell(value: Any) -> str | None:
    """Return one value as text: a string as it is, anything else as JSON."""
    if value is None or isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False)


def as_csv(got: Answer) -> str:
    """Return the answer as CSV, with a heading."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(got.columns)
    writer.writerows(
        [cell(value) if not isinstance(value, int | float) else value for value in row] for row in got.rows
    )
    return text.getvalue()


def as_json(got: Answer) -> str:
    """Return the answer as JSON: one object a row."""
    rows = [dict(zip(got.columns, row, strict=True)) for row in got.rows]
    return json.dumps(rows, ensure_ascii=False, indent=2)
