"""Pages of one thing in a real browser: a month that is pressed, a comparison, a way, a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kg import queries

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from kg.store import Store

pytestmark = pytest.mark.browser
HIGHEST = """\
bars => bars.map((bar) => bar.getBBox().height).reduce((best, high, at, all) => (high > all[best] ? at : best), 0)
"""


def settle(page: Page) -> None:
    page.wait_for_function(
        "document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[data-stale=true]')"
    )


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".kg-head h1")).to_be_visible(timeout=60_000)  # the first page imports what all need
    settle(page)


def test_two_things_are_compared_from_the_page_of_one(page: Page, graph: Store) -> None:
    first, second = queries.top_entities(graph, "Benchmark", limit=2)
    open_page(page, f"/entity?id={first.entity_id}")
    page.locator("[data-testid=stMain]").get_by_role("link", name="Compare", exact=True).click()
    page.wait_for_url(re.compile("/compare"))
    box = page.get_by_label("Add one to compare")
    box.press_sequentially(second.name)
    page.get_by_role("button").filter(has_text=f"{second.name} Benchmark").first.click()
    expect(page.locator("table.kg-table thead")).to_contain_text(second.name)
    settle(page)
    assert len(re.findall("ids=", page.url)) == 2

    page.get_by_text("differences alone").click()
    page.wait_for_url(re.compile("rows=differences"))
    expect(page.locator("table.kg-table th[scope=row]", has_text="Type")).to_have_count(0)

    word = page.locator("details.kg-explained summary").first
    word.focus()
    page.keyboard.press("Enter")
    expect(page.locator("details.kg-explained[open] .kg-meaning")).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")


def test_a_way_between_two_things_is_a_row_and_each_step_leads_on(page: Page, graph: Store) -> None:
    row = graph.read(
        "MATCH (p:Paper)-[:USES]->(e)<-[:USES]-(q:Paper) RETURN p.paper_id AS start, q.title AS title LIMIT 1"
    )[0]
    open_page(page, f"/path?from={row['start']}")
    expect(page.get_by_role("button", name="Change")).to_have_count(1)
    box = page.get_by_label("To", exact=True)
    box.press_sequentially(row["title"][:60])
    page.get_by_role("button", name=re.compile("Paper")).filter(has_text=row["title"][:30]).first.click()
    expect(page.locator("ol.kg-path").first).to_be_visible()
    settle(page)
    assert "to=" in page.url
    expect(page.locator("ol.kg-path").first.locator("li.kg-step").first).not_to_be_empty()

    page.locator("ol.kg-path").first.locator("a").nth(1).click()
    page.wait_for_url(re.compile("/(entity|paper|task)"))
    page.go_back()
    expect(page.locator("ol.kg-path").first).to_be_visible()


def test_a_month_that_is_pressed_narrows_the_list(page: Page, graph: Store) -> None:
    row = queries.top_entities(graph, "Benchmark", limit=1)[0]
    open_page(page, f"/entity?id={row.entity_id}")
    bars = page.locator("[data-testid=stVegaLiteChart] path[aria-roledescription=bar]")
    expect(bars.first).to_be_attached()
    bars.nth(bars.evaluate_all(HIGHEST)).click()
    page.wait_for_url(re.compile(r"when=\d{4}-\d{2}"))
    settle(page)
    month = re.search(r"when=(\d{4}-\d{2})", page.url)
    assert month is not None
    expect(page.get_by_label("Year or month")).to_have_value(month[1])
