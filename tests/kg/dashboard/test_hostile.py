"""Hostile words: whatever a source, a reader or an address says is text on every page."""

from __future__ import annotations

import ast
import re
import unicodedata
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest

from kg.library import Shelf, marks, notes, sets
from tests.kg.dashboard.conftest import ROOT, served
from tests.kg.dashboard.payloads import PAYLOADS
from tests.kg.dashboard.test_browser import settle

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Dialog, Page, Request

    from kg.store import Store
    from kg.store.local import Connection

pytestmark = pytest.mark.browser

DASHBOARD = ROOT / "kg" / "dashboard"
WRITE = """\
UNWIND range(0, size($texts) - 1) AS place
WITH place, $texts[place] AS text
CREATE (p:Paper {paper_id: text, title: text, abstract: $all, published: date('2026-01-01') + duration({days: place}),
                 url: text, venue: text, ids: ['doi:' + text], cited_by: 0, year: 2026})
CREATE (p)-[:USES {score: 0.9, extractor: text, fields: ['title'], starts: [0], ends: [size(text)], surfaces: [text],
                   labels: ['Method'], scores: [0.9], components: [text], comparisons: [false]}]->
       (:Entity:Method {entity_id: 'method:' + text, name: text, aliases: [text, text + '!'], url: text})
CREATE (:Author {author_id: text, name: text})-[:WROTE {position: 0, name: text}]->(p)
CREATE (:Organization {organization_id: text, name: text})-[:PUBLISHED]->(p)
CREATE (:Build {build_id: text, source: text, source_hash: '', extractor: text, built_at: datetime(), complete: true,
                counts: '{}'})
"""
MEETS = """\
MATCH (p:Paper {paper_id: $first}), (e:Entity), (q:Paper)
WHERE p <> q
MERGE (p)-[:CITES {contexts: [q.title], intents: [q.title], sources: [q.title]}]->(q)
MERGE (q)-[:EVALUATES_ON {sources: [q.title], listed: true}]->(:Entity:Benchmark {entity_id: 'benchmark:' + q.paper_id,
  name: q.title, aliases: []})
"""
STRANGE = """() => {
  const main = document.querySelector("[data-testid=stMain]");
  const made = "script, iframe, object, embed, video, marquee, base, meta, math, link, form[action], img, " +
    "details[ontoggle], a[href^='javascript' i], a[href^='data' i], [onerror], [onload], [onclick], [onfocus], " +
    "[onmouseover], [onbegin], [onstart], #root, .katex, .stMarkdownBadge, .stMarkdownColoredText";
  return [...main.querySelectorAll(made)].map((one) => one.outerHTML.slice(0, 200));
}"""


def pages() -> list[str]:
    """The paths of every page of the app, read from app.py; the one at the root has none."""
    tree = ast.parse((ROOT / "app.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    words = [{word.arg: ast.unparse(word.value) for word in call.keywords} for call in calls]
    found = ["" if "default" in one else str(ast.literal_eval(one["url_path"])) for one in words if "url_path" in one]
    return list(dict.fromkeys(found))


def parameters() -> list[str]:
    """The parameters of addresses that any page reads: of `st.query_params`, or bound to a control."""
    found: set[str] = set()
    for path in sorted(DASHBOARD.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        found.update(re.findall(r"query_params(?:\.get(?:_all)?\(|\[)\s*\"(\w+)\"", text))
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call):
                words = {word.arg: word.value for word in node.keywords}
                key = words.get("key")
                if "bind" in words and isinstance(key, ast.Constant):
                    found.add(str(key.value))
    return sorted(found)


def seen(text: str) -> str:
    """A text as a page may show it: blanks, controls and what no letter is drawn for are no difference."""
    return "".join(
        character
        for character in unicodedata.normalize("NFC", text)
        if not character.isspace()
        and unicodedata.category(character) not in {"Cc", "Cf", "Zl", "Zp"}
        and character != "\ufffd"
    )


class Reader:
    """Goes from page to page, and remembers whatever a page must not do."""

    def __init__(self, page: Page, site: str) -> None:
        self.page = page
        self.wrong: list[str] = []
        self.at = ""
        self.site = site
        page.on("pageerror", lambda error: self.note(f"broke: {error}"))
        page.on("dialog", self.spoke)
        page.on("request", self.asked)

    def spoke(self, dialog: Dialog) -> None:
        self.note(f"ran: {dialog.message}")
        dialog.dismiss()

    def asked(self, request: Request) -> None:
        if not request.url.startswith((self.site, "data:", "blob:")):
            self.note(f"asked {request.url}")

    def note(self, what: str) -> None:
        self.wrong.append(f"{self.at}: {what}")

    def open(self, path: str, **query: Any) -> str:
        """Open a page, and return its words."""
        self.at = f"{path} {sorted(query)[:3]}"
        self.page.goto(f"/{path}?{urlencode(query, doseq=True, quote_via=quote)}", wait_until="commit")
        self.page.wait_for_selector(".kg-head h1")
        settle(self.page)
        for made in self.page.evaluate(STRANGE):
            self.note(f"made {made}")
        if self.page.locator("[data-testid=stException]").count():
            self.note(f"showed a traceback: {self.page.locator('[data-testid=stException]').first.inner_text()}")
        if self.page.get_by_text("could not be drawn").count():
            self.note("could not be drawn")
        return seen(self.page.locator("[data-testid=stMain]").text_content() or "")


def test_there_are_eighty_of_them_and_pages_and_parameters_to_try_them_on() -> None:
    assert len(set(PAYLOADS)) == 80
    assert {"", "graph", "paper", "entity", "library", "import", "cypher"} <= set(pages())
    assert {"id", "node", "q", "set", "list"} <= set(parameters())


def test_hostile_words_are_text_on_every_page(
    store: Store, server: Connection, chromium: Browser, tmp_path: Path
) -> None:
    store.prepare()
    store.write(WRITE, texts=list(PAYLOADS), all=" ".join(PAYLOADS))
    store.write(MEETS, first=PAYLOADS[0])
    fill_library(server, tmp_path / "library")
    with served(server, tmp_path, KG_JOBS=str(tmp_path / "jobs")) as site:
        context = chromium.new_context(viewport={"width": 1400, "height": 1000}, base_url=site)
        context.set_default_timeout(30_000)
        reader = Reader(context.new_page(), site)
        names = parameters()
        for number, path in enumerate(pages()):
            reader.open(path, **{name: PAYLOADS[(number + place) % 80] for place, name in enumerate(names)})
        reader.open("graph", node=PAYLOADS[0])
        for one in (PAYLOADS[0], "__proto__"):
            said = reader.open("paper", id=one)
            assert [text for text in PAYLOADS if seen(text) not in said] == [], "the abstract holds them all"
        assert seen(PAYLOADS[3]) in reader.open("entity", id=f"method:{PAYLOADS[3]}")
        shown = "".join(reader.open("library", list="noted", page=number) for number in (1, 2, 3, 4))
        assert [text for text in PAYLOADS if shown.count(seen(text)) < 2] == [], "a title and a note each"
        shown = reader.open("library")
        assert [
            name for name in sets.all_sets(Shelf(server.url, folder=tmp_path / "library")) if seen(name) not in shown
        ] == []
        reader.open("library", set=sets.proper_name(PAYLOADS[3]))
        reader.open("library", name=PAYLOADS[3], paper=list(PAYLOADS[:5]))
        context.close()
    assert reader.wrong == []


def fill_library(server: Connection, folder: Path) -> None:
    """Keep a note and a mark on every paper, and a set named as each of them that can be a name."""
    own = Shelf(server.url, folder=folder)
    for text in PAYLOADS:
        notes.write(own, text, text)
        marks.mark(own, text, "to read")
        if len(text) <= sets.LONGEST_NAME:
            sets.add(own, text, PAYLOADS[:3])
