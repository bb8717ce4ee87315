"""The query editor: CodeMirror in a component of ours, with the graph's schema beside it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from kg.dashboard.bundles import bundle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from streamlit.components.v2.types import ComponentRenderer

    from kg.queries.asking.checking import Remark
    from kg.queries.asking.graph_schema import GraphSchema, LabelRow, TypeRow

INKS: Final[dict[str, tuple[str, int]]] = {
    "keyword": ("#2f62d9", 58),
    "string": ("#0c8a55", 55),
    "number": ("#c2571a", 55),
    "name": ("#a3489a", 55),
    "faint": ("#808080", 25),
}
"""Of each kind of word a colour, and how many hundredths of it are mixed with the text's own, in light and in dark."""

_HTML = """
<div class="cypher-editor">
  <div class="desk">
    <div class="writing">
      <div class="editor"></div>
      <div role="status" aria-label="Remarks on the query"><ul class="remarks"></ul></div>
      <div class="bar">
        <button type="button" class="run">Run</button>
        <span id="keys">Ctrl+Enter or Cmd+Enter runs, Ctrl+Space completes; Escape, then Tab leaves the editor.</span>
      </div>
    </div>
    <details class="drawer" open>
      <summary>What is in the graph</summary>
      <div class="schema" role="group" aria-label="The graph's schema: press a name to write it at the cursor"></div>
    </details>
  </div>
</div>
"""
_CSS = """
.cypher-editor { font-family: var(--st-font); color: var(--st-text-color); font-size: 0.875rem; INKS
  --ink-wrong: #d93025; --ink-doubt: #c78700; container-type: inline-size; }
.desk { display: grid; grid-template-columns: minmax(0, 1fr) 17rem; gap: 1rem; align-items: start; }
.editor { --editor-height: 13.5rem; }
@container (max-width: 44rem) { .desk { grid-template-columns: minmax(0, 1fr); } .editor { --editor-height: 8rem; } }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.4rem 0.75rem; margin-top: 0.6rem;
  color: var(--ink-faint); }
button { font: inherit; color: inherit; cursor: pointer; background: none; border: none; padding: 0; }
button:focus-visible, summary:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.run { font-weight: 600; padding: 0.35rem 1.3rem; border-radius: var(--st-button-radius, 0.5rem);
  background: var(--st-primary-color); color: var(--st-background-color); }
.run:hover { filter: brightness(1.08); }
ul { list-style: none; margin: 0; padding: 0; }
.remarks li { display: flex; flex-wrap: wrap; gap: 0.2rem 0.7rem; align-items: baseline; padding: 0.35rem 0 0 0.7rem;
  margin-top: 0.4rem; border-left: 3px solid var(--ink-doubt); overflow-wrap: anywhere; line-height: 1.45; }
.remarks li.error { border-left-color: var(--ink-wrong); }
.remarks button { text-decoration: underline; text-underline-offset: 0.18em; min-height: 1.5rem; font-weight: 600; }
.drawer { border: 1px solid var(--st-border-color); border-radius: var(--st-base-radius, 0.5rem); }
summary { cursor: pointer; padding: 0.1rem 0; color: var(--ink-faint); border-radius: 0.3rem; }
.drawer > summary { padding: 0.5rem 0.8rem; font-weight: 600; color: inherit; }
.schema { padding: 0 0.8rem 0.6rem; max-height: 14.6rem; overflow-y: auto; overscroll-behavior: contain; }
h2 { font-size: 0.8rem; font-weight: 600; margin: 0.7rem 0 0.2rem; color: var(--ink-faint); }
.schema li { padding: 0.18rem 0; }
.entry { display: flex; justify-content: space-between; gap: 0.6rem; align-items: baseline; }
.word { font-family: var(--st-code-font, monospace); font-size: 0.82rem; text-align: left; overflow-wrap: anywhere;
  min-height: 1.5rem; border-radius: 0.25rem; }
.word:hover { text-decoration: underline; text-underline-offset: 0.18em; }
.count { font-variant-numeric: tabular-nums; color: var(--ink-faint); }
.faint { color: var(--ink-faint); font-size: 0.8rem; overflow-wrap: anywhere; }
.properties { padding-left: 0.8rem; }
.properties li { display: flex; gap: 0.6rem; align-items: baseline; padding: 0; }
"""
_KEYWORDS = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "WITH", "ORDER BY", "LIMIT", "SKIP", "UNWIND", "DISTINCT", "AS",
    "DESC", "EXISTS", "AND", "OR", "NOT", "IN", "IS NULL", "IS NOT NULL", "CONTAINS", "STARTS WITH", "ENDS WITH",
    "UNION", "CALL", "YIELD", "CASE", "WHEN", "THEN", "ELSE", "END", "EXPLAIN", "COUNT {", "COLLECT {",
)  # fmt: skip
_FUNCTIONS = (
    "count", "collect", "sum", "avg", "min", "max", "size", "length", "coalesce", "labels", "type", "keys", "nodes",
    "relationships", "properties", "elementId", "startNode", "endNode", "head", "last", "tail", "range", "reverse",
    "toLower", "toUpper", "toString", "toInteger", "toFloat", "split", "substring", "replace", "trim", "left", "right",
    "date", "datetime", "date.truncate", "duration.between", "round", "abs", "exists", "shortestPath",
    "allShortestPaths", "any", "all", "none", "reduce", "percentileCont", "stDev",
)  # fmt: skip


@functools.cache
def _component() -> ComponentRenderer:
    inks = " ".join(
        f"--ink-{name}: color-mix(in srgb, {colour} {part}%, var(--st-text-color));"
        for name, (colour, part) in INKS.items()
    )
    css = _CSS.replace("INKS", inks)
    return st.components.v2.component("kg_cypher_editor", html=_HTML, css=css, js=bundle("cypher_editor"))


def cypher_editor(
    value: str,
    *,
    revision: int,
    schema: GraphSchema,
    remarks: tuple[str, Iterable[Remark]],
    key: str,
    on_draft: Callable[[str], None],
) -> str | None:
    """Draw the editor and return the query that the reader has just asked to run, if one was.

    Args:
        value: the text that it begins with.
        revision: when it changes, `value` replaces what was typed.
        schema: the graph's, offered while the reader types and drawn beside the editor.
        remarks: a text, and what is to be said of it; marked while the editor holds that text.
        key: tells this editor from another.
        on_draft: called with the text when the reader pauses in writing.
    """

    def paused() -> None:
        draft = getattr(st.session_state.get(key), "draft", None)
        if isinstance(draft, str):
            on_draft(draft)

    of, items = remarks
    data = {
        "value": value,
        "revision": revision,
        "schema": words(schema),
        "remarks": {"of": of, "items": [_remark(one) for one in items]},
    }
    run = _component()(key=key, data=data, on_run_change=_nothing, on_draft_change=paused).run
    return run if isinstance(run, str) else None


def words(schema: GraphSchema) -> dict[str, Any]:
    """Return what the editor offers, as JSON takes it."""
    return {
        "labels": [_kind(one) | {"key": one.key, "book": one.book} for one in schema.labels],
        "types": [_kind(one) | {"leaves": one.leaves, "reaches": one.reaches} for one in schema.types],
        "keys": schema.keys,
        "keywords": _KEYWORDS,
        "functions": _FUNCTIONS,
    }


def _kind(row: LabelRow | TypeRow) -> dict[str, Any]:
    return {"name": row.name, "count": row.count, "properties": [(one.name, one.type) for one in row.properties]}


def _remark(one: Remark) -> dict[str, Any]:
    line, column, length = one.place or (None, None, None)
    return {
        "kind": one.kind,
        "sentence": one.sentence,
        "near": one.near,
        "line": line,
        "column": column,
        "length": length,
    }


def _nothing() -> None:
    """Take part in the rerun: Streamlit asks for a callback before it hands a trigger over."""
