"""Every page of the dashboard: at every width, in both themes, and without eyes or a mouse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from bench.pages import addresses, open_page

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from kg.store import Store

pytestmark = pytest.mark.browser

WIDTHS = {"phone": (390, 844), "tablet": (1024, 768), "screen": (1440, 900)}
WIDER_THAN_ITS_PLACE = """() => {
  const room = document.documentElement.clientWidth;
  return document.documentElement.scrollWidth > room + 1 ? "the page" : [...document.querySelectorAll(
    ".kg-chip, .kg-tile, .stMain button, .stMain h1, .stMain h2")].filter(one => {
      const box = one.getBoundingClientRect();
      const scrolls = one.closest(".kg-scroll, [data-testid=stDataFrame], [role=tablist]");
      return box.width && !scrolls && (box.right > room + 1 || box.left < -1);
    }).map(one => one.textContent.slice(0, 60)).join(" | ");
}"""


def said(violation: dict[str, Any]) -> str:
    node = violation["nodes"][0]
    why = (node["any"] or node["all"] or node["none"] or [{"message": ""}])[0]["message"]
    return f"{violation['id']} ({len(violation['nodes'])}): {node['html'][:160]} {why}"


@pytest.mark.timeout(600)
def test_every_page_is_accessible_and_nothing_is_wider_than_its_place(
    chromium: Browser, site: str, graph: Store
) -> None:
    found = {}
    context = chromium.new_context(base_url=site, reduced_motion="reduce")
    page = context.new_page()
    for address in addresses(graph).values():
        page.set_viewport_size({"width": 1440, "height": 900})
        open_page(page, address)
        wrong = [said(one) for one in Axe().run(page).response["violations"]]
        for name, (width, height) in WIDTHS.items():
            page.set_viewport_size({"width": width, "height": height})
            if wider := page.evaluate(WIDER_THAN_ITS_PLACE):
                wrong.append(f"wider than a {name}: {wider}")
        if wrong:
            found[address] = wrong
    context.close()
    assert found == {}


@pytest.mark.timeout(600)
def test_in_the_dark_every_page_can_be_read_as_well(chromium: Browser, site: str, graph: Store) -> None:
    found = {}
    context = chromium.new_context(
        base_url=site, viewport={"width": 1440, "height": 900}, color_scheme="dark", reduced_motion="reduce"
    )
    page = context.new_page()
    for name, address in addresses(graph).items():
        if name.endswith("-menu"):
            continue  # the same pages as in the light, with other content of the same kinds
        open_page(page, address)
        contrast = Axe().run(page, options={"runOnly": ["color-contrast"]}).response["violations"]
        if contrast:
            found[address] = [said(one) for one in contrast]
    context.close()
    assert found == {}


def test_what_is_chosen_on_a_phone_is_not_hidden_by_the_menu(chromium: Browser, site: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, base_url=site)
    page = context.new_page()
    open_page(page, "/graph")
    page.get_by_test_id("stExpandSidebarButton").click()
    page.get_by_role("navigation", name="Pages").get_by_text("Cypher").click()
    expect(page).to_have_url(re.compile("/cypher"))
    expect(page.get_by_role("navigation", name="Pages")).not_to_be_in_viewport()
    context.close()
