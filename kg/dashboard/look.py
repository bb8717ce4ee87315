"""This file is about the look that all pages share: one style sheet, on top of Streamlit's own theme."""

from __future__ import annotations

import streamlit as st

from kg.dashboard.colours import COLOURS

# Colours other than those of the types are mixed from the text's own, so that light and dark need no second sheet.
_SHEET = """
.block-container { max-width: 78rem; padding-top: 3.25rem; padding-bottom: 4rem; }
.kg-faint { color: color-mix(in srgb, currentColor 66%, transparent); font-size: 0.875rem; }
.kg-small { font-size: 0.875rem; }
.kg-head { margin-bottom: 0.25rem; }
.kg-head h1 { font-size: clamp(1.45rem, 1.1rem + 1.4vw, 2.1rem); line-height: 1.22; padding: 0; margin: 0 0 0.4rem;
  font-weight: 650; letter-spacing: -0.012em; overflow-wrap: anywhere; text-wrap: balance; }
.kg-head p { margin: 0; }
.kg-section { font-size: 1.05rem; font-weight: 650; margin: 1.1rem 0 0.15rem; padding: 0; }
.kg-section small { font-weight: 400; font-size: 0.875rem; color: color-mix(in srgb, currentColor 66%, transparent); }
a[data-page], a.kg-out { color: inherit; text-decoration: underline; text-decoration-thickness: 1px;
  text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); text-underline-offset: 0.18em; }
a[data-page]:hover, a.kg-out:hover { text-decoration-color: currentColor; text-decoration-thickness: 2px; }
a.kg-out::after { content: " \\2197"; font-size: 0.8em; }
a.kg-quiet { text-decoration: none; }
.kg-tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.6rem, 1fr)); gap: 0.6rem; }
.kg-tile { border: 1px solid color-mix(in srgb, currentColor 16%, transparent); border-radius: 0.6rem;
  padding: 0.6rem 0.8rem 0.55rem; }
.kg-tile b { display: block; font-size: 1.55rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.kg-mark { display: inline-block; width: 0.62em; height: 0.62em; border-radius: 50%; margin-right: 0.4em;
  background: var(--kg-colour); flex: none; }
.kg-mark.kg-Paper { border-radius: 0.15em; }
.kg-chips { display: flex; flex-wrap: wrap; gap: 0.4rem; }
.kg-chip { display: inline-flex; align-items: center; gap: 0; border-radius: 1rem; padding: 0.1rem 0.65rem;
  font-size: 0.875rem; line-height: 1.5; max-width: 100%; overflow-wrap: anywhere;
  background: color-mix(in srgb, var(--kg-colour) 13%, transparent);
  border: 1px solid color-mix(in srgb, var(--kg-colour) 45%, transparent); }
a.kg-chip { text-decoration: none; }
a.kg-chip:hover { background: color-mix(in srgb, var(--kg-colour) 30%, transparent); }
.kg-legend { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; font-size: 0.875rem; }
.kg-list { list-style: none; margin: 0; padding: 0; }
.kg-list > li { margin: 0; padding: 0.55rem 0; border-bottom: 1px solid color-mix(in srgb, currentColor 12%, transparent); }
.kg-list > li:last-child { border-bottom: none; }
.kg-list .kg-title { font-weight: 550; line-height: 1.35; overflow-wrap: anywhere; }
.kg-list .kg-title a { text-decoration: none; }
.kg-list .kg-title a:hover { text-decoration: underline; }
.kg-row { display: flex; align-items: baseline; gap: 0.5rem; justify-content: space-between; }
.kg-row .kg-number { font-variant-numeric: tabular-nums; flex: none; }
.kg-quote { margin: 0.3rem 0 0; padding: 0.05rem 0 0.05rem 0.75rem; line-height: 1.55; overflow-wrap: anywhere;
  border-left: 2px solid color-mix(in srgb, currentColor 18%, transparent); }
.kg-prose { max-width: 46rem; line-height: 1.7; white-space: pre-line; overflow-wrap: anywhere; margin: 0; }
mark[class^="kg-"] { color: inherit; border-radius: 0.2em; padding: 0.06em 0.12em;
  background: color-mix(in srgb, var(--kg-colour) 18%, transparent);
  box-shadow: inset 0 -2px 0 var(--kg-colour); }
a.kg-quiet:hover mark { background: color-mix(in srgb, var(--kg-colour) 38%, transparent); }
.kg-empty { padding: 1.4rem 0; color: color-mix(in srgb, currentColor 72%, transparent); }
.st-key-links { display: none; }
@media (max-width: 40rem) { .block-container { padding-left: 1rem; padding-right: 1rem; } }
"""


def dress() -> None:
    """Add the style sheet to the page."""
    kinds = "\n".join(f".kg-{kind} {{ --kg-colour: {colour}; }}" for kind, colour in COLOURS.items())
    st.html(f"<style>{_SHEET}{kinds}</style>")
