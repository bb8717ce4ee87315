"""The drawn graph in a real browser: what a reader does there, with a mouse, fingers and keys."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from kg import queries

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from kg.store import Store

pytestmark = pytest.mark.browser

SCREEN = "Object.fromEntries(kgGraph.nodes().map(({id}) => [id, kgGraph.screen(id)]))"


def open_graph(page: Page, address: str) -> dict[str, list[float]]:
    page.goto(address)
    page.wait_for_function("window.kgGraph && kgGraph.resting()", timeout=60_000)  # the first of a run is cold
    return rest(page)


def rest(page: Page) -> dict[str, list[float]]:
    """Wait until nothing is drawn any more, and return where each node is on the screen."""
    page.wait_for_function(
        "document.querySelector('.stApp').dataset.testScriptState === 'notRunning'"
        " && !document.querySelector('[data-stale=true]')",
        timeout=60_000,
    )
    page.mouse.move(0, 0)
    places: dict[str, list[float]] = page.evaluate(SCREEN)
    return places


def moved(before: dict[str, list[float]], after: dict[str, list[float]]) -> float:
    return max(abs(after[one][axis] - before[one][axis]) for one in before if one in after for axis in (0, 1))


@pytest.fixture
def hub(graph: Store) -> str:
    """The entity that most papers name."""
    return queries.top_entities(graph, limit=1)[0].entity_id


def test_every_deed_is_undone_and_done_again_and_moves_nothing(page: Page, hub: str) -> None:
    before = open_graph(page, f"/graph?node={hub}")
    undo, redo = (page.locator(f"button[data-deed={deed}]") for deed in ("undo", "redo"))
    expect(undo).to_be_disabled()
    paper = next(node["id"] for node in page.evaluate("kgGraph.nodes()") if node["kind"] == "Paper")
    x, y = before[paper]
    page.mouse.dblclick(x, y)
    page.wait_for_function("(count) => kgGraph.nodes().length > count", arg=len(before))
    expanded = rest(page)
    assert moved(before, expanded) == 0

    page.locator(".legend button[data-kind=Paper]").click()
    page.wait_for_url(re.compile("hide=Paper"))
    page.wait_for_function("kgGraph.edges().some(({ type }) => type === 'SHARED')")
    hidden = rest(page)
    assert moved(expanded, hidden) == 0
    seen = page.evaluate("kgGraph.seen()")
    ends = page.evaluate("kgGraph.edges().flatMap(({ source, target }) => [source, target])")
    assert set(seen) - {hub} <= set(ends)  # nothing is loose

    undo.click()
    page.wait_for_function("kgGraph.seen().length > 2 && !location.search.includes('hide=')")
    undo.click()
    page.wait_for_function("(count) => kgGraph.nodes().length === count", arg=len(before))
    assert moved(before, rest(page)) == 0
    redo.click()
    page.wait_for_function("(count) => kgGraph.nodes().length === count", arg=len(expanded))
    assert moved(expanded, rest(page)) < 0.1  # what comes back lies where it lay

    page.go_back()
    page.wait_for_function("(count) => kgGraph.nodes().length === count", arg=len(before))
    page.go_forward()
    page.wait_for_function("(count) => kgGraph.nodes().length === count", arg=len(expanded))


def test_a_click_on_an_edge_shows_its_sentence(page: Page, hub: str, graph: Store) -> None:
    open_graph(page, f"/graph?node={hub}")
    edge: dict[str, Any] = page.evaluate(
        """() => {
            const free = ({ middle: [x, y], bend }) => !bend && kgGraph.nodes().every(({ id }) => {
                const [a, b] = kgGraph.screen(id);
                return Math.hypot(a - x, b - y) > 16;
            });
            const said = ["USES", "EVALUATES_ON", "INTRODUCES", "ADDRESSES", "REPORTS"];
            return kgGraph.edges().find((one) => said.includes(one.type) && free(one));
        }"""
    )
    found = queries.edge(graph, edge["source"], edge["type"], edge["target"])
    assert found is not None
    page.mouse.move(*edge["middle"])
    expect(page.locator(".tip")).to_contain_text(found.source.name)
    page.mouse.click(*edge["middle"])

    mark = page.locator("[data-testid=stMain] .kg-quote mark")
    expect(mark.first).to_have_text(found.mentions[0].surface)
    page.wait_for_url(re.compile("edge="))


def test_the_graph_is_walked_with_keys_and_keeps_the_focus(page: Page, hub: str) -> None:
    before = open_graph(page, f"/graph?node={hub}")
    stage = page.get_by_role("application", name=re.compile(r"^Graph of \d+ nodes"))
    stage.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("kgGraph.current()") == hub
    for key in ("ArrowRight", "ArrowLeft", "ArrowUp", "ArrowDown"):
        page.keyboard.press(key)
        if (current := page.evaluate("kgGraph.current()")) != hub:
            break
    assert current != hub
    name = next(node["name"] for node in page.evaluate("kgGraph.nodes()") if node["id"] == current)
    expect(page.locator(".said")).to_contain_text(name)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("selected="))
    rest(page)
    expect(stage).to_be_focused()
    page.keyboard.press("e")
    page.wait_for_function("(count) => kgGraph.nodes().length > count", arg=len(before))
    rest(page)
    expect(stage).to_be_focused()
    page.keyboard.press("x")
    page.wait_for_url(re.compile("remove="))
    page.keyboard.press("u")
    page.wait_for_function("(id) => kgGraph.nodes().some((node) => node.id === id)", arg=current)


def test_several_nodes_are_chosen_with_a_box_and_kept_alone(page: Page, hub: str) -> None:
    before = open_graph(page, f"/graph?node={hub}")
    box = page.locator(".stage").bounding_box()
    assert box is not None
    page.keyboard.down("Shift")
    page.mouse.move(box["x"] + 4, box["y"] + 4)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] - 6, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    chosen = page.evaluate("kgGraph.chosen()")
    assert 1 < len(chosen) < len(before)
    expect(page.get_by_text(f"{len(chosen)} chosen", exact=True).first).to_be_visible()

    page.locator("button[data-deed=keep]").click()
    page.wait_for_function("(count) => kgGraph.nodes().length === count", arg=len(chosen))
    after = rest(page)
    assert set(after) == set(chosen)
    assert moved(before, after) < 0.1


def test_nodes_keep_their_size_and_say_more_when_nearer(page: Page, hub: str) -> None:
    open_graph(page, f"/graph?node={hub}")
    size = page.evaluate("(id) => kgGraph.pixels(id)", hub)
    assert all(len(label["lines"]) == 1 for label in page.evaluate("kgGraph.labels()"))
    for _ in range(3):
        page.get_by_role("button", name="Zoom in").click()
        page.wait_for_timeout(260)  # the zoom is a movement of 200 ms
    assert page.evaluate("(id) => kgGraph.pixels(id)", hub) == size
    page.wait_for_function("kgGraph.labels().some(({ lines }) => lines.length === 2)")


def test_a_drawing_is_saved_with_hostile_words_as_text(page: Page, hostile: dict[str, str], tmp_path: Path) -> None:
    open_graph(page, "/graph?" + f"node={hostile['paper_id'].replace(' ', '%20').replace('=', '%3D')}")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as SVG").click()
    path = tmp_path / "graph.svg"
    saved.value.save_as(path)
    text = path.read_text(encoding="utf-8")
    titles = [one.text or "" for one in ET.fromstring(text).iter("{http://www.w3.org/2000/svg}title")]

    assert "<script" not in text
    assert any(title.startswith(hostile["title"]) for title in titles)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as PNG").click()
    assert Path(saved.value.path()).read_bytes().startswith(b"\x89PNG")


def test_finding_in_view_and_dates_narrow_what_is_seen(page: Page, hub: str) -> None:
    open_graph(page, f"/graph?node={hub}")
    name = page.evaluate("kgGraph.nodes()")[-1]["name"]
    page.get_by_label("Find in view").fill(name)
    expect(page.locator("span.found")).to_have_text(re.compile(r"^\d+ found$"))
    page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text(name)

    seen = len(page.evaluate("kgGraph.seen()"))
    first = page.get_by_label("First month that is shown")
    if first.is_visible():
        first.focus()
        page.keyboard.press("End")
        page.wait_for_url(re.compile("from="))
        rest(page)
        assert len(page.evaluate("kgGraph.seen()")) < seen
        page.get_by_role("button", name="All dates").click()
        page.wait_for_function("(count) => kgGraph.seen().length === count", arg=seen)


def test_on_a_telephone_one_finger_scrolls_the_page(page: Page, hub: str) -> None:
    page.set_viewport_size({"width": 390, "height": 700})
    open_graph(page, f"/graph?node={hub}")
    box = page.locator(".stage").bounding_box()
    assert box is not None
    camera = page.evaluate("kgGraph.camera()")
    fingers = page.context.new_cdp_session(page)
    fingers.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 5})
    x, y = box["x"] + 12, min(box["y"] + box["height"], 700) - 20

    def touch(kind: str, *places: tuple[float, float]) -> None:
        points = [{"x": a, "y": b, "id": number} for number, (a, b) in enumerate(places)]
        fingers.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", (x, y))
    for step in range(12):
        touch("touchMove", (x, y - 20 * step))
    touch("touchEnd")
    page.wait_for_function("document.querySelector('[data-testid=stMain]').scrollTop > 50")
    assert page.evaluate("kgGraph.camera()") == camera
