"""An organisation's page."""

from __future__ import annotations

from kg.dashboard.layout.failures import telling
from kg.dashboard.papers.maker_view import maker_page


@telling
def show() -> None:
    """Draw the page of the one that the URL names."""
    maker_page("Organization")
