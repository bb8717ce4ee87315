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
from kg.dashboard.graph.graph_view import graph_view
from kg.dashboard.pieces import empty, head
from kg.dashboard.wording import count, in_markdown, plain
from kg.errors import QueryError, QueryRefusedError
from kg.model import LABELS, RELATION_TYPES
from kg.queries import unknown_names
from kg.queries.asking import guard
from kg.queries.asking.shortening import shortened

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
OURS = frozenset(EXAMPLES.values())
"""Queries that a link may run by being opened; a stranger's waits until the reader has seen it and presses Run."""

LONGEST_URL = 4000
SECONDS = (5, 15, 60, 300)
USUAL_SECONDS = 15
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
    """Draw the page: a query in the URL is shown, and runs when the reader says so, or if it is one of ours."""
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
    seconds = _choose_seconds()
    if asked is not None:
        state["cypher_text"] = asked
        state["cypher_asked"] = asked
        state["cypher_seconds_asked"] = seconds
        state["cypher_failed"] = None
        state.setdefault("cypher_ran", set()).add(asked)
        if len(asked) <= LONGEST_URL:
            st.query_params["q"] = asked
            state["cypher_from_url"] = asked
    query = state.get("cypher_asked", "")
    if not query.strip():
        if state.get("cypher_waits"):
            empty("This query came with the address and has not run. Read it, then press Run or Ctrl+Enter.")
            return
        empty("No query was run yet. Write one, or take an example, then press Run or Ctrl+Enter.")
        return
    _answer(query, seconds=state.get("cypher_seconds_asked", USUAL_SECONDS), again=asked is not None)


def _choose_example() -> None:
    """Draw the examples: one press puts it into the editor."""
    with st.container(horizontal=True, gap="small"):
        for name in EXAMPLES:
            st.button(name, key=f"example {name}", on_click=_put, args=(name,), type="secondary")


def _choose_seconds() -> int:
    """Draw the control of how long a query may run; it holds from the next Run on."""
    chosen = st.pills(
        "Seconds that a query may run",
        SECONDS,
        default=USUAL_SECONDS,
        key="cypher_seconds",
        help="After this long Neo4j ends the query. One that Neo4j cannot interrupt costs a local Neo4j a restart.",
    )
    warning = answer(guard.unlimited)
    if warning is not None:
        st.caption(in_markdown(warning))
    return chosen or USUAL_SECONDS


def _put(name: str) -> None:
    state = st.session_state
    state["cypher_text"] = EXAMPLES[name]
    state["cypher_revision"] = state.get("cypher_revision", 0) + 1


def _take(query: str) -> None:
    """Take the query that the URL has; it runs at once if it is ours, or was run by this reader before."""
    state = st.session_state
    runs = query.strip() in OURS or query in state.get("cypher_ran", ())
    state["cypher_from_url"] = query
    state["cypher_asked"] = query if runs else ""
    state["cypher_waits"] = bool(query) and not runs
    if query:
        state["cypher_text"] = query
        state["cypher_revision"] = state.get("cypher_revision", 0) + 1


def _answer(query: str, *, seconds: int, again: bool) -> None:
    """Draw the answer; a query that failed is not asked again until the reader does so."""
    state = st.session_state
    failed = state.get("cypher_failed")
    if failed is None or failed[0] != query:
        try:
            with st.spinner("Asking..."):
                put = ask if again else answer
                got = put(guard.ask, query, limit=ROWS, timeout=float(seconds))
        except (QueryRefusedError, QueryError) as error:
            failed = state["cypher_failed"] = (query, error)
        else:
            for sentence in answer(unknown_names, query):
                st.warning(in_markdown(sentence), icon=":material/spellcheck:")
            _draw(got)
            return
    _tell(failed[1])


def _tell(error: QueryRefusedError | QueryError) -> None:
    if isinstance(error, QueryRefusedError):
        rule = f" (rule: {in_markdown(error.rule)})" if error.rule else ""
        st.warning(f"Refused{rule}. {in_markdown(error)}", icon=":material/block:")
    else:
        st.error(in_markdown(error), icon=":material/error:")


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
    drawn, cut = columns(got)
    st.dataframe(drawn, hide_index=True, width="stretch")
    if cut:
        st.caption("Long texts and lists of nodes are shortened in the table; the downloads hold them whole.")
    with st.container(horizontal=True, gap="small"):
        st.download_button("Download CSV", as_csv(got), "answer.csv", "text/csv", on_click="ignore")
        st.download_button("Download JSON", as_json(got), "answer.json", "application/json", on_click="ignore")


def columns(got: Answer) -> tuple[dict[str, list[Any]], bool]:
    """Return the answer as a table, and whether long values of nodes, lists and maps are shortened in it.

    Numbers stay numbers where a whole column is, all else becomes text.
    """
    drawn: dict[str, list[Any]] = {}
    cut = False
    for index, name in enumerate(got.columns):
        values = [row[index] for row in got.rows]
        numbers = all(
            value is None or (isinstance(value, int | float) and not isinstance(value, bool)) for value in values
        )
        short = [shortened(value) for value in values]
        cut |= any(one for _, one in short)
        drawn[name] = values if numbers else [cell(value) for value, _ in short]
    return drawn, cut


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
