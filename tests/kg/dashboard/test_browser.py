from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from kg import queries

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from kg.store import Store

pytestmark = pytest.mark.browser

PAGES = ("/", "/graph", "/paper", "/entity", "/cypher")
SCREEN = "Object.fromEntries(kgGraph.nodes().map(({id}) => [id, kgGraph.screen(id)]))"


def open_page(page: Page, address: str) -> None:
    page.goto(address)
    expect(page.locator(".kg-head h1")).to_be_visible()
    settle(page)


def settle(page: Page) -> None:
    """Wait until Streamlit draws no more."""
    page.wait_for_function(
        "document.querySelector('.stApp').dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[data-stale=true]')"
    )


def open_graph(page: Page, address: str = "/graph?show=nodes") -> dict[str, list[float]]:
    """Open the graph page, wait for the layout to rest, and return where each node is on the screen."""
    open_page(page, address)
    page.wait_for_function("window.kgGraph && kgGraph.resting()")
    settle(page)
    places: dict[str, list[float]] = page.evaluate(SCREEN)
    return places


def some_node(page: Page, kind: str) -> dict[str, Any]:
    """The node of a kind with most connections that no other node lies upon."""
    page.mouse.move(0, 0)
    node: dict[str, Any] = page.evaluate(
        """(kind) => {
            const all = kgGraph.nodes();
            const at = new Map(all.map(({ id }) => [id, kgGraph.screen(id)]));
            const apart = (a, b) => Math.hypot(at.get(a)[0] - at.get(b)[0], at.get(a)[1] - at.get(b)[1]) > 14;
            const free = (n) => all.every((o) => o.id === n.id || apart(o.id, n.id));
            return all.filter((n) => n.kind === kind && free(n)).sort((a, b) => b.degree - a.degree)[0];
        }""",
        kind,
    )
    return node


def click(page: Page, node_id: str, *, twice: bool = False) -> None:
    x, y = page.evaluate("(id) => kgGraph.screen(id)", node_id)
    page.mouse.move(x, y)
    (page.mouse.dblclick if twice else page.mouse.click)(x, y)


@pytest.mark.parametrize("address", PAGES)
def test_every_page_opens_with_something_to_read(page: Page, address: str) -> None:
    open_page(page, address)

    assert len(page.locator("[data-testid=stMain]").inner_text()) > 60
    expect(page.locator("[data-testid=stException]")).to_have_count(0)


def test_searching_the_papers_is_in_the_url(page: Page, graph: Store) -> None:
    found = queries.papers(graph, text="flash").total
    assert 0 < found < 20
    open_page(page, "/overview?order=published")
    box = page.get_by_label("Search the papers")
    box.fill("flash")
    box.press("Enter")
    expect(page.locator("[data-testid=stMain] .kg-list .kg-title a[data-page=paper]")).to_have_count(found)
    page.wait_for_url(re.compile(r"\?.*q=flash"))

    page.reload()

    expect(page.locator("[data-testid=stMain] .kg-list .kg-title a[data-page=paper]")).to_have_count(found)


def test_filters_by_type_narrow_the_list(page: Page, graph: Store) -> None:
    open_page(page, "/overview?order=published")
    page.get_by_role("button", name="Benchmark", exact=True).click()
    page.get_by_role("button", name="Repo", exact=True).click()

    wanted = queries.papers(graph, labels=("Benchmark", "Repo")).total
    assert 0 < wanted < queries.papers(graph).total
    expect(page.get_by_text(re.compile(rf"^{wanted} papers?, newest first"))).to_be_visible()


def test_the_search_box_leads_to_an_entity_and_a_paper_without_a_new_session(page: Page) -> None:
    open_page(page, "/cypher")
    page.evaluate("window.stayed = true")
    box = page.get_by_label("Search", exact=True)
    box.fill("BEIR")
    box.press("Enter")
    page.locator(".kg-hits a[data-page=entity]").first.click()

    expect(page.locator(".kg-head h1")).to_have_text("BEIR")
    page.wait_for_url(re.compile(r"/entity\?id="))
    page.locator("[data-testid=stMain] .kg-list .kg-title a[data-page=paper]").first.click()
    page.wait_for_url(re.compile(r"/paper\?id="))
    expect(page.locator("mark.kg-Benchmark", has_text="BEIR").first).to_be_visible()
    page.go_back()
    expect(page.locator(".kg-head h1")).to_have_text("BEIR")
    assert page.evaluate("window.stayed")


def test_a_click_shows_a_node_beside_the_graph_and_in_the_url(page: Page) -> None:
    open_graph(page)
    node = some_node(page, "Paper")

    click(page, node["id"])

    expect(page.locator("[data-testid=stMain] a[data-page=paper]", has_text=node["name"]).first).to_be_visible()
    expect(page.get_by_text("Start the graph from here")).to_be_visible()
    page.wait_for_url(re.compile(r"selected="))
    page.reload()
    expect(page.get_by_text("Start the graph from here")).to_be_visible()


def test_expanding_moves_nothing_that_was_there(page: Page) -> None:
    open_page(page, "/entity")
    page.locator("[data-testid=stMain] a.kg-chip").first.click()
    page.get_by_text("Show in the graph").click()
    page.wait_for_function("window.kgGraph && kgGraph.resting()")
    settle(page)
    page.mouse.move(0, 0)
    before = page.evaluate(SCREEN)
    camera = page.evaluate("kgGraph.camera()")
    start = page.evaluate("new URL(location).searchParams.get('node')")
    papers = [n["id"] for n in page.evaluate("kgGraph.nodes()") if n["kind"] == "Paper" and n["degree"] > 1]

    click(page, papers[0], twice=True)
    page.wait_for_function("(count) => kgGraph.nodes().length > count && kgGraph.resting()", arg=len(before))
    page.wait_for_url(re.compile(r"expand="))
    settle(page)
    after = page.evaluate(SCREEN)

    moved = {node_id: max(abs(after[node_id][axis] - before[node_id][axis]) for axis in (0, 1)) for node_id in before}
    assert start in before
    assert max(moved.values()) == 0
    assert page.evaluate("kgGraph.camera()") == camera
    new = set(after) - set(before)
    assert new
    assert all(abs(after[node][axis] - after[papers[0]][axis]) < 600 for node in new for axis in (0, 1))


def test_the_graph_lies_as_it_lay_when_the_reader_comes_back(page: Page) -> None:
    open_graph(page)
    places = page.evaluate("kgGraph.positions()")
    page.get_by_role("navigation").get_by_text("Cypher").click()
    expect(page.locator(".kg-head h1")).to_have_text("Cypher")

    page.go_back()
    page.wait_for_function("window.kgGraph && kgGraph.nodes().length > 0 && kgGraph.resting()")

    back = page.evaluate("kgGraph.positions()")
    assert set(back) == set(places)
    assert max(abs(back[node][axis] - places[node][axis]) for node in places for axis in (0, 1)) < 0.02


NAMES_OF_OBJECTS = ("constructor", "toString", "__proto__", "hasOwnProperty")


def test_ids_that_every_object_has_are_drawn_expanded_and_come_back(page: Page, graph: Store) -> None:
    graph.write(
        "UNWIND $ids AS id MERGE (p:Paper {paper_id: id}) SET p.title = id WITH p "
        "MERGE (q:Paper {paper_id: 'constructor'}) MERGE (p)-[:CITES]->(q)",
        ids=list(NAMES_OF_OBJECTS),
    )
    try:
        open_graph(page, "/graph?node=constructor")
        assert set(page.evaluate("kgGraph.nodes().map((node) => node.id)")) == set(NAMES_OF_OBJECTS)
        click(page, "__proto__", twice=True)
        page.wait_for_url(re.compile(r"expand="))
        settle(page)
        page.get_by_role("navigation").get_by_text("Cypher").click()
        expect(page.locator(".kg-head h1")).to_have_text("Cypher")
        page.go_back()
        page.wait_for_function("window.kgGraph && kgGraph.nodes().length > 3 && kgGraph.resting()")
    finally:
        graph.write("MATCH (p:Paper) WHERE p.paper_id IN $ids DETACH DELETE p", ids=list(NAMES_OF_OBJECTS))


def test_the_legend_hides_a_type_and_the_url_says_so(page: Page) -> None:
    open_graph(page)
    button = page.locator(".legend button[data-kind=Method]")
    button.click()

    expect(button).to_have_attribute("aria-pressed", "false")
    page.wait_for_url(re.compile(r"hide=Method"))
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "false")


def test_a_query_runs_with_ctrl_enter_and_is_in_the_url(page: Page) -> None:
    open_page(page, "/cypher")
    write(page, "MATCH (p:Paper) RETURN count(p) AS papers")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text(re.compile(r"^1 row in \d+ ms"))).to_be_visible()
    page.wait_for_url(re.compile(r"q=MATCH"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download CSV").click()
    assert download.value.path().read_text().splitlines() == ["papers", "45"]
    page.reload()  # a link that is opened shows its query, and waits
    expect(page.locator(".cm-content")).to_contain_text("AS papers")
    expect(page.get_by_text(re.compile(r"^1 row in \d+ ms"))).to_have_count(0)
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text(re.compile(r"^1 row in \d+ ms"))).to_be_visible()


def test_a_question_is_a_link_away_and_draws_a_graph(page: Page) -> None:
    open_page(page, "/cypher?question=what-lies-around-a-thing-drawn&view=graph")
    page.get_by_role("button", name="Change it in the editor").click()
    expect(page.locator(".cm-content")).to_contain_text("INTRODUCES")
    page.get_by_role("button", name="Run", exact=True).click()

    page.wait_for_function("window.kgGraph && kgGraph.nodes().length > 10 && kgGraph.resting()")


def test_a_query_that_writes_is_refused_in_words_and_does_nothing(page: Page, graph: Store) -> None:
    open_page(page, "/cypher")
    write(page, "CREATE (n:Trespasser) RETURN n")
    page.keyboard.press("Control+Enter")

    expect(page.get_by_text(re.compile("^Refused"))).to_be_visible()
    assert graph.read("MATCH (n:Trespasser) RETURN count(n) AS n") == [{"n": 0}]


def write(page: Page, query: str) -> None:
    page.locator(".cm-content").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(query)


def test_dark_is_dark_down_to_the_canvas(page: Page) -> None:
    page.emulate_media(color_scheme="dark")
    open_graph(page)

    colours = page.evaluate("kgGraph.colours()")
    assert lightness(page, colours["background"]) < 60
    assert lightness(page, colours["text"]) > 200
    page.emulate_media(color_scheme="light")
    page.wait_for_function("kgGraph.colours().background.toLowerCase() === '#ffffff'")


def lightness(page: Page, colour: str) -> float:
    """The mean of a colour's channels, as the browser paints it."""
    value: float = page.evaluate(
        """(colour) => {
            const context = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d");
            context.fillStyle = colour;
            context.fillRect(0, 0, 1, 1);
            return context.getImageData(0, 0, 1, 1).data.slice(0, 3).reduce((a, b) => a + b) / 3;
        }""",
        colour,
    )
    return value


@pytest.mark.parametrize("address", PAGES)
def test_on_a_telephone_nothing_runs_out_of_the_screen(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 390, "height": 840})
    open_page(page, address)

    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")


def test_hostile_words_are_shown_as_written_on_every_page(page: Page, hostile: dict[str, str]) -> None:
    open_page(page, "/")  # it is the newest paper, so it stands in the list
    page.locator("[data-testid=stMain] .kg-list a[data-page=paper]", has_text="EvilNet").click()
    expect(page.locator(".kg-head h1")).to_have_text(hostile["title"])
    expect(page.locator(".kg-prose")).to_have_text(hostile["abstract"])
    expect(page.locator("[data-testid=stMain] img")).to_have_count(0)
    expect(page.locator("a[href^='javascript']")).to_have_count(0)

    page.get_by_text("Show in the graph").click()
    page.wait_for_function("window.kgGraph && kgGraph.resting()")
    settle(page)
    x, y = page.evaluate("(id) => kgGraph.screen(id)", hostile["paper_id"])
    page.mouse.move(x, y)
    expect(page.locator(".tip")).to_contain_text(hostile["title"])
    page.mouse.click(x, y)
    expect(page.locator("[data-testid=stMain] a[data-page=paper]", has_text=hostile["title"])).to_be_visible()

    open_page(page, "/paper?id=%3Cb%3E**x**%3A+%24y%24")
    expect(page.locator(".kg-empty").first).to_contain_text("the id <b>**x**: $y$.")


def test_back_leads_to_where_the_page_was_left(page: Page) -> None:
    open_page(page, "/paper")
    # In the middle of the page: at its end, a page that comes back a line shorter could not be scrolled so far.
    page.evaluate("document.querySelector('[data-testid=stMain]').scrollTo(0, 400)")
    links = page.locator(".kg-list .kg-title a")
    shown = links.nth(
        links.evaluate_all("all => all.findIndex(one => one.getBoundingClientRect().top > innerHeight / 3)")
    )
    shown.click(trial=True)  # waits until it stands still
    left_at = page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop")
    assert left_at > 200
    title = shown.inner_text()
    shown.click()
    expect(page.locator(".kg-head h1")).to_have_text(title)
    settle(page)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/paper$"))
    page.wait_for_function(
        "at => Math.abs(document.querySelector('[data-testid=stMain]').scrollTop - at) < 3", arg=left_at
    )
