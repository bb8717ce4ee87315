"""The search box as the browser draws it: a combobox in a component of ours."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

import streamlit as st

from kg.dashboard.bundles import bundle
from kg.dashboard.words.wording import plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.components.v2.types import ComponentRenderer

LONGEST = 500
"""Characters that are taken from the box."""

_HTML = """
<div class="search-box">
  <div class="field">
    <svg viewBox="0 0 20 20" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor"
      stroke-width="1.8" stroke-linecap="round"><circle cx="8.5" cy="8.5" r="5.5"/><path d="M13 13l4.5 4.5"/></svg>
    <input type="text" role="combobox" aria-expanded="false" aria-autocomplete="list" aria-controls="options"
      aria-label="{label}" aria-keyshortcuts="/" autocomplete="off" autocapitalize="off" spellcheck="false"
      maxlength="{longest}">
    <kbd aria-hidden="true" title="Press / to search from anywhere">/</kbd>
  </div>
  <div class="found" popover="manual" hidden>
    <div role="status" class="status"></div>
    <div role="listbox" id="options" aria-label="Suggestions"></div>
  </div>
</div>
"""
_CSS = """
.search-box { font-family: var(--st-font); font-size: 0.9rem; color: var(--st-text-color); }
.field { display: flex; align-items: center; gap: 0.5rem; padding: 0 0.6rem; height: 2.4rem;
  border: 1px solid color-mix(in srgb, var(--st-text-color) 30%, transparent); border-radius: 0.6rem;
  background: var(--st-background-color); box-sizing: border-box; }
.field:focus-within { border-color: var(--st-primary-color); box-shadow: 0 0 0 1px var(--st-primary-color); }
.field svg { flex: none; opacity: 0.7; }
.field input { flex: 1; min-width: 0; font: inherit; color: inherit; background: none; border: 0; outline: 0;
  padding: 0; height: 100%; text-overflow: ellipsis; }
.field input::placeholder { color: color-mix(in srgb, var(--st-text-color) 68%, transparent); opacity: 1; }
kbd { flex: none; font: inherit; font-size: 0.75rem; line-height: 1; padding: 0.2rem 0.42rem; border-radius: 0.3rem;
  border: 1px solid color-mix(in srgb, var(--st-text-color) 25%, transparent);
  color: color-mix(in srgb, var(--st-text-color) 72%, transparent); }
.field:focus-within kbd { visibility: hidden; }
@media (hover: none) { kbd { display: none; } }
.large .field { height: 3.1rem; padding: 0 1rem; gap: 0.75rem; font-size: 1.05rem; border-radius: 0.8rem; }
.large .field svg { width: 20px; height: 20px; }
.waits .field svg { opacity: 0.35; }
.found { position: fixed; margin: 0; padding: 0.3rem; overflow: auto; box-sizing: border-box; z-index: 1000;
  font-family: var(--st-font); color: var(--st-text-color); background: var(--st-background-color);
  border: 1px solid color-mix(in srgb, var(--st-text-color) 20%, transparent); border-radius: 0.7rem;
  box-shadow: 0 8px 30px color-mix(in srgb, black 22%, transparent); inset: auto; }
.found[hidden] { display: none; }
.title { font-size: 0.75rem; font-weight: 600; padding: 0.45rem 0.6rem 0.15rem;
  color: color-mix(in srgb, var(--st-text-color) 70%, transparent); }
[role=option] { display: flex; align-items: baseline; gap: 0.55rem; padding: 0.34rem 0.6rem; border-radius: 0.45rem;
  color: inherit; text-decoration: none; cursor: pointer; line-height: 1.35; }
[role=option]:hover { background: color-mix(in srgb, var(--st-text-color) 7%, transparent); }
[role=option][aria-selected=true] { background: color-mix(in srgb, var(--st-primary-color) 17%, transparent);
  box-shadow: inset 2px 0 0 var(--st-primary-color); }
.kind { flex: none; width: 9px; height: 9px; border-radius: 50%; }
.kind.square { border-radius: 2px; }
.words { display: flex; flex-wrap: wrap; gap: 0 0.6rem; min-width: 0; flex: 1; align-items: baseline; }
.name { overflow-wrap: anywhere; min-width: 0; }
.beside { font-size: 0.8rem; overflow-wrap: anywhere;
  color: color-mix(in srgb, var(--st-text-color) 80%, transparent); }
mark { color: inherit; background: color-mix(in srgb, var(--st-primary-color) 24%, transparent);
  border-radius: 0.2em; }
.last { border-top: 1px solid color-mix(in srgb, var(--st-text-color) 12%, transparent); margin-top: 0.3rem;
  padding-top: 0.3rem; font-size: 0.85rem; }
.last:first-child { border: 0; margin: 0; padding: 0; }
.status { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.status.seen { position: static; width: auto; height: auto; clip-path: none; font-size: 0.8rem; padding: 0.3rem 0.6rem;
  white-space: normal; color: color-mix(in srgb, var(--st-text-color) 68%, transparent); }
"""


@functools.cache
def _component(key: str, label: str) -> ComponentRenderer:
    # The label stands in the HTML: two boxes of one name, even for a moment, are one too many for a screen reader.
    html = _HTML.format(label=plain(label), longest=LONGEST)
    return st.components.v2.component(f"kg_search_box_{key}", html=html, css=_CSS, js=bundle("search_box"))


def draw(
    answer: dict[str, Any] | None, *, key: str, label: str, hint: str, large: bool, typed: Callable[[], None]
) -> None:
    """Draw the box.

    Args:
        answer: to what was typed last, as search_box.js reads it; None where nothing was typed since.
        key: tells this box from another; what was typed lies under it in the session's state, as `typed`.
        label: what it is called.
        hint: stands in the empty box.
        large: whether it is the page's main thing.
        typed: called when the reader has typed, before the box is drawn again.
    """
    data = {"hint": hint, "large": large, "answer": answer}
    _component(key, label)(key=key, data=data, on_typed_change=typed)


def parse(value: object) -> tuple[int, str] | None:
    """Read what the browser sent, the number of the question and its text; what makes no sense is no question."""
    if not isinstance(value, dict):
        return None
    number, text = value.get("number"), value.get("text")
    if not isinstance(number, int) or isinstance(number, bool) or not isinstance(text, str):
        return None
    return number, text[:LONGEST].strip()
