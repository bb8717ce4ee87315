"""Search as a reader types it: suggestions, keys, identifiers, and names that are not to be run."""

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


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".kg-head h1")).to_be_visible()


def test_typing_arrows_and_enter_lead_to_what_is_meant(page: Page) -> None:
    open_page(page, "/cypher")
    page.evaluate("window.stayed = true")
    page.locator(".kg-head h1").click()
    page.keyboard.press("/")
    box = page.get_by_role("combobox", name="Search", exact=True)
    expect(box).to_be_focused()
    page.keyboard.type("beir", delay=20)
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("BEIR")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options.locator("mark").first).to_have_text("BEIR")

    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")

    expect(page.locator(".kg-head h1")).to_have_text("BEIR")
    page.wait_for_url(re.compile(r"/entity\?id=benchmark"))
    expect(box).to_have_value("")
    assert page.evaluate("window.stayed")

    page.go_back()
    expect(page.locator(".kg-head h1")).to_have_text("Cypher")
    page.locator(".cm-content").click()
    page.keyboard.type("/")
    expect(box).not_to_be_focused()


def test_escape_closes_and_empties_and_enter_lists_everything(page: Page, graph: Store) -> None:
    open_page(page, "/")
    box = page.get_by_role("combobox", name="Search the graph")
    page.locator(".kg-head h1").click()
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("flash")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    expect(box).to_have_value("flash")
    page.keyboard.press("Escape")
    expect(box).to_have_value("")

    page.keyboard.type("flash")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/search\?q=flash"))
    expect(page.locator(".kg-hits mark").first).to_have_text(re.compile("flash", re.IGNORECASE))
    best = queries.find(graph, "flash", limit=1).hits[0]
    expect(page.locator("[data-testid=stMain] .kg-hits a").first).to_have_text(best.name)


def test_an_identifier_leads_to_its_paper_and_hostile_names_are_shown_as_written(
    page: Page, graph: Store, hostile: dict[str, str]
) -> None:
    paper = queries.papers(graph, limit=5, order="title").rows[-1]
    open_page(page, "/graph")
    box = page.get_by_role("combobox", name="Search", exact=True)
    box.fill(paper.paper_id)
    box.press("Enter")  # before anything was suggested
    expect(page.locator(".kg-head h1")).to_have_text(paper.title)
    assert "/paper?id=" in page.url

    box.fill("EvilNet")
    option = page.get_by_role("option").filter(has_text="alert(1)").first
    expect(option).to_contain_text(hostile["title"])
    option.click()
    expect(page.locator(".kg-head h1")).to_contain_text("<script>alert(1)</script>")

    box.fill("2401.99999")
    page.get_by_role("option", name="Add 2401.99999 to the graph").click()
    page.wait_for_url(re.compile(r"/import\?ids=2401\.99999"))
