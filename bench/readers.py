"""Readers: how long a page takes for one of them, and for eight who open it at once."""

from __future__ import annotations

import statistics
import time
from typing import TYPE_CHECKING

from .pages import STANDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser

MANY = 8
TURN = "to => { history.pushState({}, '', to); dispatchEvent(new PopStateEvent('popstate', { state: {} })) }"


def seconds(browser: Browser, site: str, addresses: Iterable[str], readers: int) -> dict[str, float]:
    """Return, by address, the seconds until the last of some readers has the page; the median of three rounds.

    Each reader is a browser context of its own, and has the dashboard open before: what is measured is the way from
    one page to another, with answers that are a moment old.
    """
    contexts = [browser.new_context(base_url=site, viewport={"width": 1440, "height": 900}) for _ in range(readers)]
    pages = [context.new_page() for context in contexts]
    found = {}
    for address in addresses:
        rounds = []
        for _ in range(4):
            for page in pages:
                page.goto("/library")
            for page in pages:
                page.wait_for_function(STANDS)
            start = time.perf_counter()
            for page in pages:
                page.evaluate(TURN, address)
            for page in pages:
                page.wait_for_function(f"location.pathname + location.search !== '/library' && {STANDS}")
                page.locator(".kg-head h1").first.wait_for()
                page.wait_for_function(STANDS)
            rounds.append(time.perf_counter() - start)
        found[address] = statistics.median(rounds[1:])  # the first asks the store
    for context in contexts:
        context.close()
    return found
