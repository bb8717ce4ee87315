"""The look that all pages share: look.css, and the colours of the kinds of nodes."""

from __future__ import annotations

import functools
from pathlib import Path

import streamlit as st

from kg.dashboard.layout.colours import COLOURS


def dress() -> None:
    """Add the style sheet to the page."""
    st.html(_sheet())


@functools.cache
def _sheet() -> str:
    shared = Path(__file__).with_name("look.css").read_text(encoding="utf-8")
    kinds = "\n".join(f".kg-{kind} {{ --kg-colour: {colour}; }}" for kind, colour in COLOURS.items())
    return f"<style>{shared}{kinds}</style>"
