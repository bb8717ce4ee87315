"""Citations and imports in a real browser: what a reader types, sees move, and comes back to."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from kg.store import Store, connect
from tests.kg.dashboard import cited

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from kg.store.local import Connection

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def graph(server: Connection, dashboard_environment: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The graph of `cited`, and a folder of this file's own for jobs."""
    del dashboard_environment
    folder = tmp_path_factory.mktemp("state")
    with (
        connect(server.url, user=server.user, password=server.password) as store,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setenv("KG_JOBS", str(folder / "jobs"))
        patch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
        store.clear()
        cited.fill(store)
        yield store


def settle(page: Page) -> None:
    page.wait_for_function(
        "document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[data-stale=true]')"
    )


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".kg-head h1")).to_be_visible()
    settle(page)


def find(page: Page, text: str) -> None:
    box = page.get_by_label("Search", exact=True)
    box.fill(text)
    box.press("Enter")


def test_an_address_in_the_search_box_goes_to_its_paper_and_lets_the_reader_go_on(page: Page) -> None:
    open_page(page, "/")
    find(page, "https://doi.org/10.5555/3295222")
    page.wait_for_url(re.compile(r"/paper\?id=1706\.03762"))
    expect(page.locator(".kg-head h1")).to_have_text("Attention Is All You Need")
    page.get_by_role("tab", name="Cited by (2)").click()
    page.locator("[role=tabpanel] a[data-page=paper]", has_text="A Claim").click()
    expect(page.locator(".kg-banner")).to_contain_text("This paper was retracted")
    settle(page)
    expect(page.locator(".kg-head h1")).to_have_text("A Claim That Did Not Hold")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")


def test_an_identifier_that_the_graph_lacks_is_offered_to_the_import_page(page: Page) -> None:
    open_page(page, "/")
    find(page, "arXiv:2405.13729v2")
    page.get_by_text("Add it to the graph").click()
    page.wait_for_url(re.compile(r"/import\?ids="))
    expect(page.get_by_label("Identifiers or addresses, one a line")).to_have_value("arXiv:2405.13729v2")


def test_an_import_goes_on_while_the_reader_looks_elsewhere(page: Page, tmp_path: Path, graph: Store) -> None:
    lines = [{"paper_id": "2405.00001", "title": "Freshly Imported", "references": ["1706.03762"]}, {"title": ""}]
    source = tmp_path / "fresh.jsonl"
    source.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    open_page(page, "/import")
    page.get_by_role("tab", name="File").click()
    page.locator("input[type=file]").set_input_files(source)
    expect(page.get_by_text("fresh.jsonl")).to_be_visible()
    page.get_by_role("button", name="Add its papers").click()
    expect(page.get_by_text(re.compile("whatever page you look at|The last one: File"))).to_be_visible()

    open_page(page, "/graph?show=nodes")
    open_page(page, "/import")
    expect(page.get_by_text("The last one: File fresh.jsonl")).to_be_visible(timeout=120_000)
    expect(page.locator("[data-testid=stMain]")).to_contain_text("line 2: the title is empty")
    page.locator("a[data-page=paper]", has_text="Freshly Imported").click()
    expect(page.get_by_text("1 of 1 reference is in the graph.")).to_be_visible()
    assert graph.read("MATCH (:Paper {paper_id: '2405.00001'})-[:CITES]->(q) RETURN q.paper_id AS id") == [
        {"id": "1706.03762"}
    ]


def test_the_drawn_graph_has_stubs_and_sizes(page: Page) -> None:
    open_page(page, "/graph?show=nodes&size=citations")
    page.wait_for_function("window.kgGraph && kgGraph.resting()")
    nodes = {node["id"]: node for node in page.evaluate("kgGraph.nodes()")}
    assert nodes["W99"]["stub"]
    assert nodes["1706.03762"]["size"] >= 2
    settle(page)
    page.mouse.move(*page.evaluate("kgGraph.screen('W99')"))
    expect(page.locator(".tip")).to_contain_text("Paper known by citations alone, cited by 1")
