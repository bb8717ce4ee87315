"""Readers of one dashboard: each has a state and a library of their own, through a restart too."""

from __future__ import annotations

import json
import os
import signal
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from kg import queries
from kg.dashboard.session.sign_in import NEEDS, providers
from kg.store import local
from tests.kg.dashboard.conftest import served
from tests.kg.dashboard.test_browser import settle

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from kg.store import Store
    from kg.store.local import Connection

pytestmark = pytest.mark.browser

READERS = 8
SECRET = "a secret of this test, which signs its cookies"  # no secret of anybody
SECRETS = f"""\
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "{SECRET}"
client_id = "paper-kg"
client_secret = "none"
server_metadata_url = "http://127.0.0.1:9/.well-known/openid-configuration"
"""


@pytest.fixture(scope="module")
def signed_site(graph: Store, sample_server: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard on the sample's graph, with sign-in set up."""
    del graph
    folder = tmp_path_factory.mktemp("signed")
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "secrets.toml").write_text(SECRETS)
    with served(sample_server, folder) as address:
        yield address


def person(chromium: Browser, site: str, name: str | None) -> BrowserContext:
    """A browser of somebody who signed in, as Streamlit remembers it after the provider's answer; or of a stranger."""
    context = chromium.new_context(viewport={"width": 1200, "height": 900}, base_url=site)
    context.set_default_timeout(60_000)
    if name is not None:
        said = {"iss": "https://id.example", "sub": name, "name": name.title(), "origin": site, "is_logged_in": True}
        value = create_signed_value(SECRET, "_streamlit_user", json.dumps(said)).decode()
        context.add_cookies([{"name": "_streamlit_user", "value": value, "url": site}])
    return context


def title(page: Page) -> str:
    expect(page.locator(".kg-head h1")).to_be_visible(timeout=60_000)
    settle(page)
    return page.locator(".kg-head h1").inner_text()


def test_eight_readers_at_once_see_each_their_own(signed_site: str, chromium: Browser, graph: Store) -> None:
    papers = [(row.paper_id, row.title) for row in queries.papers(graph, limit=READERS + 1).rows[1:]]
    contexts = [person(chromium, signed_site, f"reader {number}") for number in range(READERS)]
    pages = [context.new_page() for context in contexts]
    for page, (paper_id, _) in zip(pages, papers, strict=True):
        page.goto(f"/library?name=mine&paper={paper_id}", wait_until="commit")
    for page in pages:
        title(page)
    for page in pages:
        page.get_by_role("button", name="Keep this set").click()
    for page, (paper_id, _) in zip(pages, papers, strict=True):
        page.wait_for_url("**/library?set=mine")
        expect(page.get_by_role("button", name="Delete")).to_be_visible()
        settle(page)
        links = page.locator("[data-testid=stMain] a[data-page=paper]")
        expect(links).to_have_count(1)
        assert (links.get_attribute("href") or "").endswith(paper_id)
        links.click()  # within the reader's session: no page is loaded anew
    for page, (paper_id, name) in zip(pages, papers, strict=True):
        expect(page.locator(".kg-head h1")).to_have_text(name)
        assert page.url.endswith(f"/paper?id={paper_id}")
    for page in pages:
        page.go_back(wait_until="commit")
    for page, (paper_id, _) in zip(pages, papers, strict=True):
        expect(page.get_by_role("button", name="Delete")).to_be_visible()
        settle(page)
        links = page.locator("[data-testid=stMain] a[data-page=paper]")
        expect(links).to_have_count(1)
        assert (links.get_attribute("href") or "").endswith(paper_id)
    for context in contexts:
        context.close()


def test_who_did_not_sign_in_sees_nothing_of_who_did_and_the_way_in(signed_site: str, chromium: Browser) -> None:
    known, stranger = (person(chromium, signed_site, name) for name in ("reader 0", None))
    page = known.new_page()
    page.goto("/library")
    title(page)
    expect(page.get_by_text("Signed in as Reader 0")).to_be_visible()
    page = stranger.new_page()
    page.goto("/library")
    title(page)
    assert "read-only" in page.locator("[data-testid=stMain]").inner_text()
    expect(page.locator("[data-testid=stMain] button")).to_have_count(0)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text(NEEDS.partition(":")[0])).to_be_visible()
    known.close()
    stranger.close()


def test_a_cookie_that_somebody_made_up_signs_nobody_in(signed_site: str, chromium: Browser) -> None:
    context = person(chromium, signed_site, None)
    said = json.dumps({"sub": "reader 0", "origin": signed_site, "is_logged_in": True})
    forged = create_signed_value("another secret", "_streamlit_user", said).decode()
    context.add_cookies([{"name": "_streamlit_user", "value": forged, "url": signed_site}])
    page = context.new_page()
    page.goto("/library")
    title(page)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page.get_by_text("Signed in as")).to_have_count(0)
    context.close()


def test_providers_are_those_of_the_secrets() -> None:
    assert providers({}) == ()
    assert providers({"cookie_secret": "x", "redirect_uri": "y"}) == ()
    assert providers({"client_id": "x", "a": {"client_id": "y"}, "b": {}, "c": "d"}) == ("", "a")


def test_a_restart_of_neo4j_under_an_open_page_is_a_sentence_and_a_retry(chromium: Browser, tmp_path: Path) -> None:
    folder = tmp_path / "neo4j"
    server = local.ensure(folder)
    try:
        with served(server, tmp_path) as site:
            context = chromium.new_context(base_url=site)
            context.set_default_timeout(60_000)
            page = context.new_page()
            page.goto("/import")
            assert title(page) == "Import"

            os.kill(local.status(folder).pid or 0, signal.SIGKILL)
            page.get_by_role("navigation").locator("a[data-page=entity]").click()
            expect(page.get_by_test_id("stAlert")).to_contain_text("bolt", timeout=60_000)
            again = page.get_by_role("button", name="Try again")
            expect(again).to_be_visible()
            again.click()  # too soon: it is the same sentence
            expect(page.get_by_test_id("stAlert")).to_contain_text("bolt")

            assert local.ensure(folder).url == server.url
            again.click()
            expect(page.locator(".kg-head h1")).to_have_text("Entities")
            expect(again).to_have_count(0)
            context.close()
    finally:
        local.stop(folder)
