"""This file is about kg.dashboard.search: what was found is marked, and a title stays a title."""

from __future__ import annotations

from kg.dashboard.search import _marked


def test_places_are_marked_and_text_stays_text() -> None:
    assert _marked("<b> GPT-4 & more", ((4, 9),)) == "&lt;b&gt; <mark>GPT-4</mark> &amp; more"
    assert _marked("a & b", ()) == "a &amp; b"
