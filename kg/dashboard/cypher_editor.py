"""This file is about the query editor: CodeMirror in a component of ours."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal

import streamlit as st

from kg.dashboard.bundles import bundle

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamlit.components.v2.types import ComponentRenderer

_HTML = """
<div class="cypher-editor">
  <div class="editor"></div>
  <div class="bar"><button type="button">Run</button><span>or Ctrl+Enter</span></div>
</div>
"""
_CSS = """
.bar { display: flex; align-items: center; gap: 0.75rem; margin-top: 0.6rem; font-size: 0.875rem;
  color: color-mix(in srgb, var(--st-text-color) 66%, transparent); font-family: var(--st-font); }
.bar button { font: inherit; font-weight: 600; cursor: pointer; padding: 0.35rem 1.3rem; border: none;
  border-radius: var(--st-button-radius, 0.5rem); background: var(--st-primary-color);
  color: var(--st-background-color); }
.bar button:hover { filter: brightness(1.08); }
.bar button:focus-visible { outline: 2px solid var(--st-text-color); outline-offset: 2px; }
"""
_KEYWORDS = (
    "MATCH", "OPTIONAL MATCH", "WHERE", "RETURN", "WITH", "ORDER BY", "LIMIT", "SKIP", "UNWIND", "DISTINCT", "AS",
    "DESC", "COUNT", "COLLECT", "EXISTS", "AND", "OR", "NOT", "IN", "CONTAINS", "STARTS WITH", "ENDS WITH", "UNION",
)  # fmt: skip


@functools.cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("kg_cypher_editor", html=_HTML, css=_CSS, js=bundle("cypher_editor"))


def cypher_editor(
    value: str, *, revision: int, labels: Sequence[str], types: Sequence[str], properties: Sequence[str], key: str
) -> str | None:
    """Draw the editor and return the query that the reader has just asked to run, if one was.

    Args:
        value: the text that it begins with.
        revision: when it changes, `value` replaces what was typed.
        labels: the graph's node labels, offered while the reader types.
        types: its relationship types.
        properties: its property keys.
        key: tells this editor from another.
    """
    kinds: tuple[tuple[Sequence[str], Literal["keyword", "class", "type", "property"]], ...] = (
        (_KEYWORDS, "keyword"),
        (labels, "class"),
        (types, "type"),
        (properties, "property"),
    )
    words = [{"label": word, "type": kind} for group, kind in kinds for word in group]
    data = {"value": value, "revision": revision, "words": words, "height": 120}
    asked = _component()(key=key, data=data, on_run_change=_nothing).run
    return asked if isinstance(asked, str) else None


def _nothing() -> None:
    """Take part in the rerun: Streamlit asks for a callback before it hands a trigger over."""
